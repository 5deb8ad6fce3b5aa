"""Rows of tables that a page cuts: what stands under the header printed again, in one column, ends the row. Pure."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from services.votes.lecture.page.lignes import Ligne
from services.votes.lecture.page.tables import Cellule, Rangee

_JEU = 4
_ECART_MAX = 30


def join_rangees_coupees(lignes: Sequence[Ligne]) -> list[Ligne]:
    """The lines, those that end a row cut by the page put back into its cell."""
    suite: list[Ligne] = []
    entetes: dict[tuple[str, ...], int] = {}
    rang = 0
    while rang < len(lignes):
        ligne = lignes[rang]
        suite.append(ligne)
        rang += 1
        if ligne.rangee is None:
            continue
        titres = tuple(cellule.texte for cellule in ligne.rangee.cellules)
        if entetes.setdefault(titres, ligne.page) == ligne.page or not any(c.isalpha() for c in titres[0]):
            continue
        cellule, restes = _find_restes(lignes, rang, ligne.rangee)
        coupee = _find_coupee(suite[:-1], ligne.page, cellule) if cellule else None
        if cellule is not None and coupee is not None:
            suite[coupee] = _complete(suite[coupee], cellule, restes)
            rang += len(restes)
    return suite


def _find_restes(lignes: Sequence[Ligne], debut: int, entete: Rangee) -> tuple[Cellule | None, list[Ligne]]:
    """The lines just under a header that stand in one of its columns, and the header's cell over them."""
    premiere = lignes[debut] if debut < len(lignes) else None
    if premiere is None or premiere.rangee is not None or not 0 <= premiere.y - entete.bas < _ECART_MAX:
        return None, []
    colonne = next((c for c in entete.cellules if c.x0 - _JEU <= premiere.x0 and premiere.x1 <= c.x1 + _JEU), None)
    restes: list[Ligne] = []
    for ligne in lignes[debut:]:
        autre = ligne.rangee is not None or ligne.page != premiere.page or (bool(restes) and ligne.saut)
        if autre or abs(ligne.x0 - premiere.x0) > _JEU or (colonne and ligne.x1 > colonne.x1 + _JEU):
            break
        restes.append(ligne)
    return colonne, restes


def _find_coupee(suite: Sequence[Ligne], page: int, colonne: Cellule) -> int | None:
    """The last row of the page before, when it has a cell in the column."""
    for rang in range(len(suite) - 1, -1, -1):
        ligne = suite[rang]
        if ligne.rangee is not None:
            siennes = [c for c in ligne.rangee.cellules if abs(c.x0 - colonne.x0) < _JEU]
            return rang if ligne.page == page - 1 and siennes else None
    return None


def _complete(ligne: Ligne, colonne: Cellule, restes: Sequence[Ligne]) -> Ligne:
    """A row with more lines in its cell of that column."""
    if ligne.rangee is None:
        return ligne
    cellules = tuple(
        _extend(cellule, restes) if abs(cellule.x0 - colonne.x0) < _JEU else cellule
        for cellule in ligne.rangee.cellules
    )
    return replace(ligne, rangee=replace(ligne.rangee, cellules=cellules))


def _extend(cellule: Cellule, restes: Sequence[Ligne]) -> Cellule:
    return replace(
        cellule,
        lignes=(*cellule.lignes, *(reste.texte for reste in restes)),
        gras=(*cellule.gras, *(reste.gras for reste in restes)),
        pleines=(
            *cellule.pleines[:-1],
            cellule.lignes[-1][-1:] not in ".:;!?",
            *(_is_pleine(reste, suit, cellule) for reste, suit in pairwise(restes)),
            False,
        ),
    )


def _is_pleine(ligne: Ligne, suit: Ligne, cellule: Cellule) -> bool:
    """Whether the first word of the next line would not have fitted on this one."""
    lettre = (ligne.x1 - ligne.x0) / max(1, len(ligne.texte))
    return ligne.x1 + lettre * (1 + len(suit.texte.split()[0])) > cellule.x1 - _JEU
