"""Heads of a ruled table of votes that no rule surrounds, printed on a ground of colour right above its first row.

Each piece of them stands over one column; a piece over two, or a line that heads no votes, leaves the text as it is.
Pure: rows and words in; rows with their heads out, and the words of no table.
"""

from collections.abc import Sequence

from services.votes.lecture.page.mots import glue_mots, group_lignes, write_mots
from services.votes.lecture.page.pdf import Mot
from services.votes.lecture.page.roles import is_entete, read_role
from services.votes.lecture.page.tables import Cellule, Rangee

_ECART = 2.0
"""How far apart baselines of one head may be, and the last from the table, in heights of letter."""
_LIGNES_MAX = 6
_JEU = 2.0
_CONTACT = 3.0
_COLONNES_MIN = 5
_REQUIS = {"objet", "pour", "contre"}

Colonnes = tuple[tuple[float, float], ...]


def add_tetes(
    rangees: Sequence[Rangee], libres: Sequence[Mot], avant: Colonnes = ()
) -> tuple[list[Rangee], list[Mot], Colonnes]:
    """The rows of a page with the heads found above them, the words left, and the columns under the last heads.

    :param avant: the columns of the table that the page before may leave open.
    """
    suite: list[Rangee] = []
    reste = list(libres)
    for rang, rangee in enumerate(rangees):
        suit = rang and abs(rangees[rang - 1].bas - _find_haut(rangee)) <= _CONTACT * rangee.cellules[0].corps
        siennes = () if suit else _find_colonnes(rangees[rang:])
        for colonnes in (siennes, avant):
            lignes = _find_lignes(reste, rangee, colonnes) if len(colonnes) >= _COLONNES_MIN and not suit else []
            if lignes and (tete := _build_tete(lignes, colonnes)):
                suite.append(tete)
                reste = [mot for mot in reste if not any(mot in ligne for ligne in lignes)]
                avant = colonnes
                break
        suite.append(rangee)
    return suite, reste, avant


def _find_haut(rangee: Rangee) -> float:
    return rangee.y - rangee.cellules[0].corps


def _find_colonnes(rangees: Sequence[Rangee]) -> Colonnes:
    """The sides of the columns of a table: those of the fullest of its rows, that no other cell overlaps in part."""
    table = [rangees[0]]
    for rangee in rangees[1:]:
        if abs(table[-1].bas - _find_haut(rangee)) > _CONTACT * rangee.cellules[0].corps:
            break
        table.append(rangee)
    pleine = max(table, key=lambda r: len(r.cellules))
    return tuple((c.x0, c.x1) for c in pleine.cellules)


def _find_lignes(mots: Sequence[Mot], rangee: Rangee, colonnes: Colonnes) -> list[list[Mot]]:
    """The lines right above a row, nearest last, whose pieces stand each over one column."""
    haut = _find_haut(rangee)
    dessus = [m for m in mots if m.y < haut + 1 and m.x1 > colonnes[0][0] and m.x0 < colonnes[-1][1]]
    lues: list[list[Mot]] = []
    bas = haut
    for ligne in reversed(group_lignes(dessus)[-_LIGNES_MAX:]):
        if bas - ligne[0].y > _ECART * ligne[0].corps or None in _place(ligne, colonnes):
            break
        lues.insert(0, list(ligne))
        bas = ligne[0].y
    return lues


def _place(ligne: Sequence[Mot], colonnes: Colonnes) -> list[int | None]:
    """The column of each piece of a line; None over two columns, or none."""
    return [
        next((n for n, (x0, x1) in enumerate(colonnes) if x0 - _JEU <= bloc.x0 and bloc.x1 <= x1 + _JEU), None)
        for bloc in glue_mots(ligne)
    ]


def _build_tete(lignes: Sequence[Sequence[Mot]], colonnes: Colonnes) -> Rangee | None:
    """The lines as one row of heads, each column with its own; None where one lacks or they head no votes."""
    y = min(ligne[0].y for ligne in lignes)
    cellules = []
    for x0, x1 in colonnes:
        siens = [s for ligne in lignes if (s := [m for m in ligne if x0 - _JEU <= m.x0 and m.x1 <= x1 + _JEU])]
        if not siens:
            return None
        textes = tuple(write_mots(s).replace("\t", " ") for s in siens)
        gras = tuple(all(m.gras for m in s) for s in siens)
        cellules.append(Cellule(x0, x1, textes, gras, (False,) * len(siens), siens[0][0].corps))
    tete = Rangee(y, max(ligne[0].y for ligne in lignes), tuple(c.x0 for c in cellules), tuple(cellules))
    roles = [read_role(cellule) for cellule in cellules]
    return tete if is_entete(tete) and set(roles) >= _REQUIS else None
