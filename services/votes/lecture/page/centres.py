"""Cells of one row whose lines do not meet: a number, a majority set halfway down the title beside them. Pure.

Without rules, the cells of such a row have baselines of their own, nearer to one another than the lines of a text.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from services.votes.lecture.page.pdf import Mot

Rang = Sequence[Mot]
_SERRE = 0.75
"""Lines nearer than this, in heights of letter, are not of one text."""
_GRAND = 1.5
"""How much larger than the text a number set in its margin is."""
_LIGNES = range(3, 10)
"""How many lines such a row has, as they are first read."""
_NUMERO_MAX = 3
"""Letters of a number alone."""
_LETTRES_MAX = 24
"""Letters of a majority; its number has fewer."""
_NUMERO = re.compile(r"(?:n\s?°\s*)?\d{1,2}(?:[.\-]\d{1,2})?[.)°]?", re.IGNORECASE)
_INTERLIGNE = 1.6
"""Baselines further apart than this, in heights of letter, are not of one title."""
_SAUT = 1.25
_BLANC = 4.0
"""Least gap between two cells, in points."""


def join_centrees(lignes: Sequence[Rang]) -> list[Rang]:
    """The lines, those of each such row put in order: the first line of its title between its number and majority."""
    suite: list[Rang] = []
    serrees: list[Rang] = []
    for ligne in _lift_milieux(_raise_numeros(lignes)):
        if serrees and ligne[0].y - serrees[-1][0].y > _SERRE * max(ligne[0].corps, serrees[-1][0].corps):
            suite += _join(serrees)
            serrees = []
        serrees.append(ligne)
    return [*suite, *_join(serrees)]


def _join(serrees: Sequence[Rang]) -> Sequence[Rang]:
    """The lines of a row, its short cells said whole beside the first line of its title."""
    if len(serrees) not in _LIGNES:
        return serrees
    cellules = _cut_cellules(serrees)
    titre = _find_titre(cellules)
    if titre is None or titre > 1 or not 2 <= len(cellules) <= 3:
        return serrees
    autres = [lignes for n, lignes in enumerate(cellules) if n != titre]
    reguliers = all(b[0].y - a[0].y > _SERRE * a[0].corps for lignes in cellules for a, b in pairwise(lignes))
    if not reguliers or any(_count(lignes) > _LETTRES_MAX for lignes in autres):
        return serrees
    premiere, *restes = cellules[titre]
    avant = [m for lignes in cellules[:titre] for ligne in lignes for m in ligne]
    apres = [m for lignes in cellules[titre + 1 :] for ligne in lignes for m in ligne]
    return [[*avant, *premiere, *apres], *restes]


def _find_titre(cellules: Sequence[Sequence[Rang]]) -> int | None:
    """Which cell is the title: the first that is no number, unless it only labels the longer one beside it."""
    titre = next((n for n, lignes in enumerate(cellules) if _count(lignes) > _NUMERO_MAX), None)
    if titre == 0 and len(cellules[0]) == 1 and len(cellules) > 1 and _count(cellules[1]) > _LETTRES_MAX:
        return 1
    return titre


def _cut_cellules(lignes: Sequence[Rang]) -> list[list[Rang]]:
    """The lines of each cell, left to right: cells are parted by a blank that no line crosses."""
    bords: list[tuple[float, float]] = []
    for mot in sorted((m for ligne in lignes for m in ligne), key=lambda m: m.x0):
        if bords and mot.x0 - bords[-1][1] < max(_BLANC, 0.6 * mot.corps):
            bords[-1] = (bords[-1][0], max(bords[-1][1], mot.x1))
        else:
            bords.append((mot.x0, mot.x1))
    return [
        [dedans for ligne in lignes if (dedans := [m for m in ligne if x0 <= m.x0 and m.x1 <= x1])] for x0, x1 in bords
    ]


def _raise_numeros(lignes: Sequence[Rang]) -> list[Rang]:
    """A number printed large in the margin goes with the first of the lines that it is as tall as."""
    suite = [list(ligne) for ligne in lignes]
    for rang, ligne in enumerate(suite):
        tete = ligne[0] if ligne else None
        if tete is None or not tete.texte.strip(".-–)").isdigit():
            continue
        haut = tete.y - 0.8 * tete.corps
        cotes = [
            n for n, autre in enumerate(suite[:rang])
            if autre and autre[0].y > haut and autre[0].x0 > tete.x1 and tete.corps > _GRAND * autre[0].corps
        ]  # fmt: skip
        if cotes:
            suite[cotes[0]].insert(0, ligne.pop(0))
    return [ligne for ligne in suite if ligne]


def _lift_milieux(lignes: Sequence[Rang]) -> list[Rang]:
    """A number and a majority on the middle line of a title that stands between two blanks go with its first line."""
    suite = list(lignes)
    for rang, ligne in enumerate(lignes):
        titre = _cut_milieu(ligne)
        k = next((k for k in (1, 2) if titre and _is_titre(lignes, rang, k, titre)), 0)
        if k:
            premiere = lignes[rang - k]
            avant, apres = ([replace(m, y=premiere[0].y) for m in cote] for cote in _list_cotes(ligne, titre))
            suite[rang - k], suite[rang] = [*avant, *premiere, *apres], titre
    return suite


def _cut_milieu(ligne: Rang) -> list[Mot]:
    """The cell of a title right of its number; nothing when no number opens the line."""
    cellules = [[ligne[0]]] if ligne else []
    for avant, mot in pairwise(ligne):
        if mot.x0 - avant.x1 >= max(_BLANC, 0.6 * mot.corps):
            cellules.append([mot])
        else:
            cellules[-1].append(mot)
    numero = "".join(m.texte for m in cellules[0]) if cellules else ""
    seules = 2 <= len(cellules) <= 3 and all(_count([c]) <= _LETTRES_MAX for c in cellules[2:])
    return cellules[1] if seules and _NUMERO.fullmatch(numero) else []


def _list_cotes(ligne: Rang, titre: Rang) -> tuple[list[Mot], list[Mot]]:
    return [m for m in ligne if m.x1 <= titre[0].x0], [m for m in ligne if m.x0 >= titre[-1].x1]


def _is_titre(lignes: Sequence[Rang], rang: int, k: int, titre: Rang) -> bool:
    """Whether ``k`` lines on each side of the middle one are of its title: one margin, type and interline."""
    entieres = [*lignes[max(0, rang - k) : rang], titre, *lignes[rang + 1 : rang + k + 1]]
    pas = [b[0].y - a[0].y for a, b in pairwise(entieres)]
    if len(pas) < 2 * k or max(pas) > min(1.15 * min(pas), _INTERLIGNE * titre[0].corps):
        return False
    memes = all(abs(li[0].x0 - titre[0].x0) <= 1 and all(m.gras == titre[0].gras for m in li) for li in entieres)
    blancs = [b[0].y - a[0].y for a, b in pairwise(lignes[max(0, rang - k - 1) : rang - k + 1])]
    blancs += [b[0].y - a[0].y for a, b in pairwise(lignes[rang + k : rang + k + 2])]
    return memes and all(blanc > _SAUT * max(pas) for blanc in blancs)


def _count(lignes: Sequence[Rang]) -> int:
    return sum(len(m.texte) for ligne in lignes for m in ligne)
