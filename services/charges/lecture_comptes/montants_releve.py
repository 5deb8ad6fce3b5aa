"""The amounts of a row of expenses, and what is told of those that cannot be read."""

import re

from services.charges.lecture_comptes.comptes import clean_compte
from services.charges.lecture_comptes.etat_releve import EtatReleve
from services.charges.lecture_comptes.montants import is_exact, read_centimes
from services.charges.lecture_comptes.pages import cell, texts_of
from services.charges.lecture_comptes.resultat import A_CONFIRMER, BLOQUANTE
from services.charges.lecture_comptes.roles import Role
from shared.excel.cellules import Rangee
from shared.excel.contenus import is_jour
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


def _note_invalide(etat: EtatReleve, numero: int, rangee: Rangee, faute: tuple[int, str], gravite: str) -> None:
    """Words where an amount should be: a fault when the row is a line, nothing when it is a heading."""
    place, raison = faute
    autres = [texte for autre, texte in texts_of(rangee) if autre != place]
    comptee = clean_compte(cell(rangee, etat.colonnes.compte)) != ""
    if autres and (comptee or is_jour(cell(rangee, etat.colonnes.date)) or len(autres) > 1):
        message = f"{raison[:1].upper()}{raison[1:]} : corrigez la cellule (exemple : 1 234,56)."
        etat.journal.note(gravite, "MONTANT_INVALIDE", etat.tableau.page, numero, place, message)
