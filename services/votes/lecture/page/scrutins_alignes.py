"""Tables of votes that no rule draws: columns are told by their heads; one is kept only if its votes can be read.

Pure: words in; rows with cells out, as those of ruled tables, and the words of no table.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import NamedTuple

from services.votes.lecture.page.lignes import Ligne
from services.votes.lecture.page.mots import glue_mots, group_lignes
from services.votes.lecture.page.pdf import Mot
from services.votes.lecture.page.roles import VOTE
from services.votes.lecture.page.scrutins_en_tableau import (
    are_cases,
    goes_on,
    names_noms,
    names_position,
    names_sens,
    reads_mesures,
    say_scrutins,
)
from services.votes.lecture.page.tables import Cellule, Rangee
from services.votes.lecture.textes import fold

_INTERLIGNE = 3.0
"""Baselines further apart than this, in heights of letter, are not of one table."""
_TETES_MAX = 2
_MOBILIER_MAX = 4
"""Lines of furniture at the top or bottom of a page."""
_LIGNES_DE_NOMS = 1.0
"""How far above or below its count, in heights of letter, a line of names may stand beside it."""
_SERRE = 1.5
_ALIGNE = 3.0
_LETTRES_MAX = 30
"""Of a head: more is a sentence."""
_MENEURS = frozenset(".…_ ")

Morceaux = list[list[Mot]]


@dataclass(frozen=True, slots=True)
class Coupe:
    """A table that the end of a page cuts: its heads, its rows so far, the words they hold."""

    tete: Morceaux
    rangees: list[Rangee]
    mots: list[Mot]


class Alignes(NamedTuple):
    """What a page holds: the rows of its tables, the words outside them, the table it cuts, and whether the one that
    the page before cuts goes on here: its rows are then among these."""

    rangees: list[Rangee]
    libres: list[Mot]
    coupe: Coupe | None
    reprise: bool


def find_scrutins_alignes(mots: Sequence[Mot], coupe: Coupe | None = None) -> Alignes:
    """The votes of a page that are counted in columns. ``coupe``: the table that the page before cuts."""
    lignes = group_lignes(mots)
    trouvees: list[Rangee] = []
    libres: list[Mot] = []
    reprise, reste = False, None
    rang = 0
    while rang < len(lignes):
        if cases := _read_cases(lignes, rang):
            trouvees.append(cases[0])
            rang = cases[1]
            continue
        tetes, corps = _read_tetes(lignes, rang)
        rangees, fin = _read_corps(lignes, corps, tetes[-1]) if tetes else ([], rang)
        rangees = [*_build_tetes(tetes), *rangees]
        if not tetes and coupe and not trouvees and rang <= _MOBILIER_MAX:
            suite, fin = _read_corps(lignes, rang, coupe.tete)
            rangees = [replace(r, y=lignes[rang][0].y - 0.1) for r in coupe.rangees] + suite if suite else []
            reprise = bool(rangees) and _is_scrutin(rangees)
        if rangees and _is_scrutin(rangees):
            trouvees += rangees
            rang = fin
            continue
        if tetes and len(lignes) - fin <= _MOBILIER_MAX:
            reste = Coupe(tetes[-1], rangees, [mot for ligne in lignes[rang:fin] for mot in ligne])
        libres += lignes[rang]
        rang += 1
    return Alignes(trouvees, libres, reste, reprise)


def _read_cases(lignes: Sequence[Sequence[Mot]], rang: int) -> tuple[Rangee, int] | None:
    """A row of boxes that say each its own position and wrap each in its column, names below it, and the line after.

    A row that no box wraps is left as text.
    """
    boites = [[morceau] for morceau in _split(lignes[rang])]
    fin, nommes = rang + 1, False
    while boites and fin < len(lignes) and lignes[fin][0].y - lignes[fin - 1][0].y <= _SERRE * lignes[fin][0].corps:
        morceaux = _split(lignes[fin])
        places = [next((b for b in boites if abs(b[0][0].x0 - m[0].x0) <= _ALIGNE), None) for m in morceaux]
        comptes = all(map(goes_on, map(_write, morceaux)))
        noms = boites[0] not in places and not any(re.search(r"\d", _write(morceau)) for morceau in morceaux)
        if None in places or names_position(_write(lignes[fin])) or not (noms or (comptes and not nommes)):
            break
        nommes = nommes or not comptes
        for boite, morceau in zip(places, morceaux, strict=True):
            boite.append(morceau)  # type: ignore[union-attr]
        fin += 1
    if fin == rang + 1:
        return None
    bords = [boite[0][0].x0 for boite in boites]
    cellules = tuple(_build_cellule(b, b[0][0].x0, max(m[-1].x1 for m in b)) for b in boites)
    rangee = Rangee(lignes[rang][0].y, lignes[fin - 1][0].y, tuple(bords), cellules)
    return (rangee, fin) if are_cases(rangee) and _is_scrutin([rangee]) else None


def complete_rangees(rangees: Sequence[Rangee], libres: Sequence[Mot]) -> tuple[list[Rangee], list[Mot]]:
    """Ruled rows of figures alone, with the position printed left of their boxes and the names right of them."""
    suite: list[Rangee] = []
    reste = list(libres)
    for rangee in rangees:
        premiere, derniere = rangee.cellules[0], rangee.cellules[-1]
        libre = reads_mesures(premiere.texte) and not VOTE.match(fold(premiere.texte))
        gauche = [m for m in reste if libre and m.x1 <= premiere.x0 + 1 and abs(m.y - rangee.y) <= 0.4 * m.corps]
        if not gauche or not names_position(_write(gauche)):
            suite.append(rangee)
            continue
        bas = min(rangee.bas, rangee.y + _LIGNES_DE_NOMS * gauche[0].corps)
        droite = group_lignes(
            m for m in reste if m.x0 >= derniere.x1 - 1 and rangee.y - _LIGNES_DE_NOMS * m.corps <= m.y <= bas
        )
        cellules = (_build_cellule([gauche], gauche[0].x0, premiere.x0), *rangee.cellules)
        if droite:
            cellules += (_build_cellule(droite, derniere.x1, max(ligne[-1].x1 for ligne in droite)),)
        suite.append(replace(rangee, bords=tuple(c.x0 for c in cellules), cellules=cellules))
        reste = [m for m in reste if m not in gauche and not any(m in ligne for ligne in droite)]
    return suite, reste


def _is_scrutin(rangees: Sequence[Rangee]) -> bool:
    return say_scrutins([Ligne("", rangee=rangee) for rangee in rangees]) is not None


def _read_tetes(lignes: Sequence[Sequence[Mot]], debut: int) -> tuple[list[Morceaux], int]:
    """The rows of heads that open at a line, and the line after; nothing when it heads no columns of votes."""
    tetes: list[Morceaux] = []
    while debut < len(lignes) and len(tetes) < _TETES_MAX and (tete := _read_tete(lignes[debut])):
        tetes.append(tete)
        debut += 1
    return ([], debut) if len(tetes) > 1 and len(tetes[-1]) < len(tetes[0]) else (tetes, debut)


def _build_tetes(tetes: Sequence[Morceaux]) -> list[Rangee]:
    return [_build_tete(tete, _find_bords(tetes[-1])) for tete in tetes]


def _read_corps(lignes: Sequence[Sequence[Mot]], rang: int, tete: Morceaux) -> tuple[list[Rangee], int]:
    """The rows under heads, and the line after the last; names go on below in their own column."""
    corps: list[tuple[float, dict[int, list[list[Mot]]]]] = []
    derniere = len(tete) - 1
    bas = lignes[rang - 1][0].y if rang else 0.0
    nommee = names_noms(_write(tete[-1]))
    while rang < len(lignes) and (not corps or lignes[rang][0].y - bas <= _INTERLIGNE * lignes[rang][0].corps):
        places = _place(lignes[rang], tete)
        if places is None:
            break
        bas = lignes[rang][0].y
        if corps and nommee and list(places) == [derniere]:
            corps[-1][1].setdefault(derniere, []).append(places[derniere])
        else:
            corps.append((bas, {n: [morceau] for n, morceau in places.items()}))
        rang += 1
    bords = _find_bords(tete)
    return [_build_rangee(places, bords, y) for y, places in corps], rang


def _read_tete(ligne: Sequence[Mot]) -> Morceaux:
    """The heads of a line that holds nothing else, two of them positions or units; those that touch are parted."""
    morceaux: Morceaux = []
    for mot in ligne:
        avant = morceaux[-1] if morceaux else None
        colle = avant is not None and mot.x0 - avant[-1].x1 < 0.9 * mot.corps
        if avant is not None and colle and not (names_sens(mot.texte) and names_sens(_write(avant))):
            avant.append(mot)
        else:
            morceaux.append([mot])
    sens = [len(dit := _write(morceau)) <= _LETTRES_MAX and names_sens(dit) for morceau in morceaux]
    premiere = 0 if sens[0] else 1
    return morceaux if sum(sens) > 1 and all(sens[premiere:]) and not reads_mesures(_write(morceaux[0])) else []


def _find_bords(tete: Morceaux) -> list[tuple[float, float]]:
    """Where each column begins and ends: halfway between two heads; what stands left of the first is a column more."""
    milieux = [(a[-1].x1 + b[0].x0) / 2 for a, b in pairwise(tete)]
    debuts = [tete[0][0].x0 - 1, *milieux]
    return list(zip(debuts, [*milieux, max(tete[-1][-1].x1, debuts[-1]) + 1000], strict=True))


def _build_tete(tete: Morceaux, bords: Sequence[tuple[float, float]]) -> Rangee:
    """A row of headers: each over the columns whose middle is nearer to it than to another."""
    centres = [(m[0].x0 + m[-1].x1) / 2 for m in tete]
    if len(tete) == len(bords):
        return _build_rangee({n: [morceau] for n, morceau in enumerate(tete)}, bords, tete[0][0].y)
    siennes: dict[int, list[tuple[float, float]]] = {}
    for gauche, droite in bords:
        milieu = (gauche + min(droite, gauche + 100)) / 2
        siennes.setdefault(min(range(len(tete)), key=lambda n: abs(centres[n] - milieu)), []).append((gauche, droite))
    cellules = tuple(
        _build_cellule([tete[n]], colonnes[0][0], colonnes[-1][1]) for n, colonnes in sorted(siennes.items())
    )
    return Rangee(tete[0][0].y, tete[0][0].y, tuple(c.x0 for c in cellules), cellules)


def _place(ligne: Sequence[Mot], tete: Morceaux) -> dict[int, list[Mot]] | None:
    """The pieces of a row by column, -1 left of the first head; None for a line that is no row of a vote."""
    places: dict[int, list[Mot]] = {}
    for morceau in _split(ligne):
        texte = _write(morceau)
        n = _find_colonne(morceau, tete)
        if n in places:
            return None
        mesure, sens = reads_mesures(texte), names_sens(texte)
        nommee = names_noms(_write(tete[n])) if n >= 0 else False
        if not (mesure or (n <= 0 and sens) or nommee):
            return None
        places[n] = morceau
    return places if len(places) > 1 or list(places) == [len(tete) - 1] else None


def _split(ligne: Sequence[Mot]) -> Morceaux:
    """The pieces of a line that wide gaps part, without the dots that lead to figures."""
    utiles = [mot for mot in ligne if not set(mot.texte) <= _MENEURS]
    morceaux: Morceaux = []
    for bloc in glue_mots(utiles):
        morceaux.append([m for m in utiles if bloc.x0 <= m.x0 and m.x1 <= bloc.x1])
    return morceaux


def _find_colonne(morceau: Sequence[Mot], tete: Morceaux) -> int:
    """The head nearest to a piece; -1 when it ends left of the first one."""
    gauche, droite = morceau[0].x0, morceau[-1].x1
    if droite < tete[0][0].x0:
        return -1
    ecarts = [max(m[0].x0 - droite, gauche - m[-1].x1, 0.0) for m in tete]
    centres = [abs((m[0].x0 + m[-1].x1 - gauche - droite) / 2) for m in tete]
    return min(range(len(tete)), key=lambda n: (ecarts[n], centres[n]))


def _build_rangee(places: dict[int, list[list[Mot]]], bords: Sequence[tuple[float, float]], y: float) -> Rangee:
    cellules = tuple(
        _build_cellule(lignes, *(bords[n] if n >= 0 else (lignes[0][0].x0, bords[0][0])))
        for n, lignes in sorted(places.items())
    )
    return Rangee(y, y, tuple(c.x0 for c in cellules), cellules)


def _build_cellule(lignes: Sequence[Sequence[Mot]], gauche: float, droite: float) -> Cellule:
    pleines = (True,) * (len(lignes) - 1) + (False,)
    gras = tuple(mots[0].gras for mots in lignes)
    return Cellule(gauche, droite, tuple(map(_write, lignes)), gras, pleines, lignes[0][0].corps)


def _write(mots: Sequence[Mot]) -> str:
    return " ".join(mot.texte for mot in mots)
