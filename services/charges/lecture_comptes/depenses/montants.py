"""The amounts of a row of expenses, and what is told of those that cannot be read."""

import re

from services.charges.lecture_comptes.colonnes.roles import Role
from services.charges.lecture_comptes.depenses.etat import EtatReleve
from services.charges.lecture_comptes.resultat import A_CONFIRMER, BLOQUANTE
from services.charges.lecture_comptes.valeurs.bases import is_base
from services.charges.lecture_comptes.valeurs.comptes import clean_compte, is_bilan
from services.charges.lecture_comptes.valeurs.montants import holds_montant, is_exact, read_centimes, read_nombre
from services.charges.lecture_comptes.valeurs.pages import cell, texts_of
from shared.excel.cellules import Rangee
from shared.excel.contenus import is_jour, is_monnaie
from shared.excel.mots import normalise
from shared.montants import MontantInvalide

Montant = tuple[int, int, str | None]
"""Place from 0, centimes (credits negative), key of the column."""


def read_montants(etat: EtatReleve, numero: int, rangee: Rangee, gravite: str = BLOQUANTE) -> list[Montant]:
    """Each amount of the row, in the columns that bear amounts.

    :param gravite: of an amount that cannot be read. Without that of a line, what was spent is not known: the accounts
        cannot be used. A printed total only checks.
    """
    trouves: list[Montant] = []
    for place, sens, cle in etat.colonnes.montants:
        valeur = cell(rangee, place)
        if isinstance(valeur, str) and is_base(valeur):  # what a key weighs, beside its name
            continue
        if etat.journal.note_cellule(etat.tableau.page, numero, place, gravite):
            continue
        try:
            centimes = read_centimes(valeur)
        except MontantInvalide as error:
            _note_invalide(etat, numero, rangee, (place, str(error)), gravite)
            continue
        if centimes is None or (centimes == 0 and len(etat.colonnes.montants) > 1):
            continue
        if not is_exact(valeur):
            message = "Le montant a des fractions de centime : il est lu arrondi, vérifiez-le."
            etat.journal.note(A_CONFIRMER, "MONTANT_AMBIGU", etat.tableau.page, numero, place, message)
        trouves.append((place, -abs(centimes) if sens < 0 or _is_credite(etat, rangee) else centimes, cle))
    return trouves


def _is_credite(etat: EtatReleve, rangee: Rangee) -> bool:
    """Whether a column of signs says that the amount is a credit."""
    return normalise(str(cell(rangee, etat.colonnes.entete.first(Role.SENS)))) in ("c", "cr", "credit", "avoir")


def has_faute(etat: EtatReleve, numero: int) -> bool:
    """Whether an amount of this row was just told as unreadable."""
    return any(
        faute.cellule and faute.feuille == etat.tableau.page.nom and re.sub(r"\D", "", faute.cellule) == str(numero)
        for faute in etat.journal.anomalies[-3:]
    )


def note_ailleurs(etat: EtatReleve, numero: int, rangee: Rangee) -> None:
    """Tell of a dated row whose money stands in a column that was not read: what was spent is not known without it."""
    colonnes = etat.colonnes
    bilan = etat.hors_charges or is_bilan(clean_compte(cell(rangee, colonnes.compte)))
    if bilan or not is_jour(cell(rangee, colonnes.date)):
        return
    entete = colonnes.entete
    dites = [place for role in (Role.MONTANT, Role.A_REPARTIR) for place in entete.roles.get(role, [])]
    for place in (*dites, *entete.inconnues):
        if place not in colonnes.tetes and read_nombre(cell(rangee, place)) and _holds_depenses(etat, place):
            message = (
                f"Un montant est dans la colonne « {entete.textes[place]} », qui n’a pas été lue : "
                "donnez-lui le nom de sa clé, ou réunissez les montants dans une colonne « Montant »."
            )
            etat.journal.note(BLOQUANTE, "MONTANT_NON_LU", etat.tableau.page, numero, place, message)


def _holds_depenses(etat: EtatReleve, place: int) -> bool:
    """Whether a column that was not read holds money, or numbers that never stand beside an amount: a number of invoice
    does."""
    lues = [lue for lue, _, _ in etat.colonnes.montants]
    if place in lues:
        return False
    dites = [
        r for _, r in etat.tableau.rangees if is_jour(cell(r, etat.colonnes.date)) and holds_montant(cell(r, place))
    ]
    seule = not any(holds_montant(cell(r, lue)) for r in dites for lue in lues)
    return seule or any(is_monnaie(cell(r, place)) for r in dites)


def _note_invalide(etat: EtatReleve, numero: int, rangee: Rangee, faute: tuple[int, str], gravite: str) -> None:
    """Words where an amount should be: a fault when the row is a line, nothing when it is a heading."""
    place, raison = faute
    autres = [texte for autre, texte in texts_of(rangee) if autre != place]
    comptee = clean_compte(cell(rangee, etat.colonnes.compte)) != ""
    if autres and (comptee or is_jour(cell(rangee, etat.colonnes.date)) or len(autres) > 1):
        message = f"{raison[:1].upper()}{raison[1:]} : corrigez la cellule (exemple : 1 234,56)."
        etat.journal.note(gravite, "MONTANT_INVALIDE", etat.tableau.page, numero, place, message)
