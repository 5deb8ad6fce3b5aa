"""Ruled boxes of counts beside a text: a box is said whole, between that text and the lists of names that follow it.

Read by height, its rows would fall between two lines of the text and cut its sentences. Pure: lines in, places out.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from services.votes.lecture.page.lignes import Ligne
from services.votes.lecture.page.positions import OUVRE
from services.votes.lecture.page.roles import VOTE
from services.votes.lecture.page.tables import Rangee
from services.votes.lecture.textes import fold

_SERRE = 1.5
"""Baselines further apart than this, in heights of letter, are not of one text."""
_ECART_MAX = 30.0
"""Rows further apart than this, in points, are not of one box."""
_JEU = 3.0
_LETTRES_MIN = 10
_ACHEVEE = re.compile(r"[.:;!?»)]\s*$")


def group_boites(rangees: Sequence[Rangee]) -> list[list[Rangee]]:
    """The rows of a page in runs: those that touch with the same left and right sides."""
    boites: list[list[Rangee]] = []
    for rangee in rangees:
        avant = boites[-1][-1] if boites else None
        if (
            avant
            and abs(_gauche(rangee) - _gauche(avant)) <= _JEU
            and -_JEU <= rangee.y - avant.bas <= _ECART_MAX
            and not (VOTE.match(fold(avant.cellules[0].texte)) and "vote" in fold(rangee.cellules[0].texte))
        ):
            boites[-1].append(rangee)
        else:
            boites.append([rangee])
    return boites


def find_texte(boite: Sequence[Rangee], lignes: Sequence[Ligne]) -> range:
    """The lines of the text that stands beside a box of counts, from the first to the last; none for another table."""
    gauche, droite = _gauche(boite[0]), max(r.cellules[-1].x1 for r in boite)
    haut, bas = boite[0].y, boite[-1].bas
    if not any(VOTE.match(fold(cellule.texte)) for r in boite for cellule in r.cellules):
        return range(0)
    cote = [n for n, ligne in enumerate(lignes) if ligne.rangee is None and haut - _JEU <= ligne.y <= bas + _JEU]
    if not cote or cote != list(range(cote[0], cote[-1] + 1)):
        return range(0)
    siennes = [lignes[n] for n in cote]
    libres = all(0 < ligne.x1 <= gauche for ligne in siennes) or all(ligne.x0 >= droite for ligne in siennes)
    propres = any(all(abs(ligne.y - r.y) > 1 for r in boite) for ligne in siennes)
    lettres = sum(c.isalpha() for ligne in siennes for c in ligne.texte)
    if not libres or not propres or lettres < _LETTRES_MIN:
        return range(0)
    return range(cote[0], _find_fin(lignes, cote[-1] + 1))


def _find_fin(lignes: Sequence[Ligne], fin: int) -> int:
    """The line after the last that goes on with the text, below the box."""
    while (
        fin < len(lignes)
        and lignes[fin].rangee is None
        and not _ACHEVEE.search(lignes[fin - 1].texte)
        and 0 < lignes[fin].y - lignes[fin - 1].y < _SERRE * lignes[fin].corps
        and not opens_liste(lignes[fin])
    ):
        fin += 1
    return fin


def find_place(texte: range, lignes: Sequence[Ligne]) -> int:
    """Where the box is said: before the first list of names of the text beside it, else after that text."""
    return next((n for n in texte if opens_liste(lignes[n])), texte.stop)


def opens_liste(ligne: Ligne) -> bool:
    """Whether a line opens a list of names or tells a result: with a capital, else it is in a sentence."""
    premiere = next((c for c in ligne.texte if c.isalpha()), "")
    return premiere.isupper() and bool(OUVRE.match(fold(ligne.texte)))


def fill(texte: range, lignes: Sequence[Ligne]) -> list[Ligne]:
    """The lines of that text, each told full when the first word of the next would not have fitted beside the box."""
    bord = max(lignes[n].x1 for n in texte)
    siennes = [lignes[n] for n in texte]
    return [
        replace(ligne, pleine=ligne.pleine or _is_pleine(ligne, suit, bord))
        for ligne, suit in zip(siennes, [*siennes[1:], None], strict=True)
    ]


def _is_pleine(ligne: Ligne, suit: Ligne | None, bord: float) -> bool:
    if suit is None:
        return False
    lettre = (ligne.x1 - ligne.x0) / max(1, len(ligne.texte))
    return ligne.x1 + lettre * (1 + len(suit.texte.split()[0])) > bord


def _gauche(rangee: Rangee) -> float:
    return rangee.cellules[0].x0
