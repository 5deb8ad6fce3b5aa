"""The same line twice in one file (control 5 of the service).

Two lines are the same when copropriété, lots, key, kind, due date and words are: two works called on the same key the
same day keep different words, two identical rows are a mistake of somebody.
"""

from services.appels_fonds.lecture.lignes import LigneLue
from services.appels_fonds.reception.anomalies import BLOQUANTE, Anomalie, Journal
from shared.excel.cellules import parse_adresse


def find_doublons(lignes: list[LigneLue]) -> list[Anomalie]:
    """One fault at the amount of each repeated line, naming its twin; runs are grouped by sheet."""
    premieres: dict[tuple[object, ...], LigneLue] = {}
    journaux: dict[str, Journal] = {}
    for ligne in lignes:
        cle = (ligne[3], ligne[4], ligne[5], ligne[6], ligne[7], ligne[9])
        jumelle = premieres.setdefault(cle, ligne)
        if jumelle is not ligne and not _are_deux_sens(jumelle, ligne):
            journal = journaux.setdefault(ligne.feuille, Journal(ligne.feuille))
            _note(journal, ligne, jumelle)
    return [anomalie for journal in journaux.values() for anomalie in journal.anomalies()]


def _are_deux_sens(une: LigneLue, autre: LigneLue) -> bool:
    """A debit and a credit of one row: another fault, told at the row."""
    memes = (une.feuille, une.ligne) == (autre.feuille, autre.ligne)
    return memes and (une.montant_centimes < 0) != (autre.montant_centimes < 0)


def _note(journal: Journal, ligne: LigneLue, jumelle: LigneLue) -> None:
    numero, colonne = parse_adresse(ligne.cellule)
    journal.rang, journal.copropriete = numero, ligne.copropriete
    journal.note(
        BLOQUANTE,
        "LIGNE_EN_DOUBLE",
        numero,
        colonne,
        f"Cette ligne répète celle de la cellule {jumelle.cellule} de la feuille « {jumelle.feuille} » "
        f"(lot {', '.join(ligne.lots)}, clé {ligne.cle}) : supprimez celle qui est en trop.",
    )
