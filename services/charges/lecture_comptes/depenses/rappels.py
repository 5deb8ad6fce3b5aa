"""Tables that print once more, by key or by account, what a list of expenses already said: sums, never expenses.

Such a table has neither date nor supplier; each of its rows names another key or account, and most print what the lines
of the other tables add up to.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from services.charges.lecture_comptes.colonnes.genres import Genre
from services.charges.lecture_comptes.colonnes.roles import Role
from services.charges.lecture_comptes.colonnes.tableaux import Tableau
from services.charges.lecture_comptes.resultat import LigneLue, TotalImprime

_DE_LIGNE = {Role.DATE, Role.FOURNISSEUR, Role.PIECE, Role.DEBIT, Role.CREDIT}
"""What a list says of each expense."""
LIGNES_MIN = 3
"""The fewest lines whose sum, alone of its table, proves that it is one."""


def drop_rappels(lignes: list[LigneLue], totaux: list[TotalImprime], tableaux: Sequence[Tableau]) -> None:
    """Turn the lines of such tables into printed totals, judged against the lines that stay."""
    for tableau in tableaux:
        if tableau.genre is not Genre.RELEVE or _DE_LIGNE & set(tableau.entete.roles):
            continue
        lieux = {(tableau.page.nom, numero) for numero, _ in tableau.rangees}
        siennes = [ligne for ligne in lignes if _locate(ligne) in lieux]
        autres = [ligne for ligne in lignes if _locate(ligne) not in lieux]
        nommees = [_list_nommees(ligne, autres) for ligne in siennes]
        sommes = [sum(ligne.montant for ligne in dites) for dites in nommees]
        justes = sum(ligne.montant == somme for ligne, somme in zip(siennes, sommes, strict=True))
        uniques = {(ligne.cle, ligne.compte) for ligne in siennes}
        prouvee = len(siennes) > 1 or any(len(dites) >= LIGNES_MIN for dites in nommees)
        if not justes or not prouvee or len(uniques) < len(siennes) or 2 * justes < len(siennes):
            continue
        lignes[:] = autres
        totaux[:] = [_judge_total(total, sum(sommes)) if _locate(total) in lieux else total for total in totaux]
        totaux += [
            TotalImprime(
                ligne.feuille, ligne.cellule, None if ligne.compte else ligne.cle, ligne.montant, somme,
                ligne.montant == somme, f"{ligne.libelle} : total rappelé, contre la somme des lignes",
            )
            for ligne, somme in zip(siennes, sommes, strict=True)
        ]  # fmt: skip


def _locate(dite: LigneLue | TotalImprime) -> tuple[str, int]:
    return dite.feuille, int(re.sub(r"\D", "", dite.cellule))


def _list_nommees(rappel: LigneLue, lignes: Sequence[LigneLue]) -> list[LigneLue]:
    """The lines of the key, and of the account, that a row names."""
    return [ligne for ligne in lignes if rappel.cle in (None, ligne.cle) and ligne.compte.startswith(rappel.compte)]


def _judge_total(total: TotalImprime, somme: int) -> TotalImprime:
    """A total of these sums: right as such, or as that of the lines."""
    if total.juste or total.trouve == somme:
        return replace(total, attendu=total.trouve, juste=True)
    return replace(total, attendu=somme)
