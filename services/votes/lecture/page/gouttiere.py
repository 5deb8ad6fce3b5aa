"""Ruled rows on a page in two columns: each is of the column that holds it, even level with one of the other.

A count told of the wrong column would be that of another resolution. Pure.
"""

from collections.abc import Sequence

from services.votes.lecture.page.pdf import Trait
from services.votes.lecture.page.tables import Rangee

_JEU = 3.0


def part_rangees(rangees: Sequence[Rangee], bord: float | None, traits: Sequence[Trait]) -> list[list[Rangee]]:
    """The rows of a page by column: those over both, those of the left one, of the right one.

    :param bord: where the right column starts, in points; None on a page of one column, whose rows are not parted.
    :param traits: the ruled lines of the page: one that crosses the blank between the columns makes one row of both.
    """
    if bord is None:
        return [list(rangees)]
    entieres: list[Rangee] = []
    gauches: list[Rangee] = []
    droites: list[Rangee] = []
    for rangee in rangees:
        gauche, droite = (_keep(rangee, bord, a_droite=cote) for cote in (False, True))
        une = gauche and droite and not (_is_reglee(rangee, traits) and not _crosses(gauche, droite, rangee, traits))
        if une or _is_sur(rangee, bord):
            entieres.append(rangee)
            continue
        gauches += [gauche] if gauche else []
        droites += [droite] if droite else []
    return [entieres, gauches, droites]


def _keep(rangee: Rangee, bord: float, *, a_droite: bool) -> Rangee | None:
    """The part of a row whose cells stand on one side of the blank."""
    siennes = tuple(c for c in rangee.cellules if (c.x0 + c.x1 > 2 * bord) == a_droite)
    bords = tuple(cote for cote in rangee.bords if (cote > bord - _JEU) == a_droite)
    return Rangee(rangee.y, rangee.bas, bords, siennes) if siennes else None


def _is_sur(rangee: Rangee, bord: float) -> bool:
    """Whether a cell lies over the blank itself."""
    return any(c.x0 < bord - _JEU and c.x1 > bord + _JEU for c in rangee.cellules)


def _is_reglee(rangee: Rangee, traits: Sequence[Trait]) -> bool:
    """Whether a row has a rule under it; the cells of one that has none are told by those of the rows around it."""
    return any(abs(t.y0 - rangee.bas) <= _JEU and t.x1 - t.x0 > t.y1 - t.y0 for t in traits)


def _crosses(gauche: Rangee, droite: Rangee, rangee: Rangee, traits: Sequence[Trait]) -> bool:
    """Whether the two parts of a row are one: they touch, or a rule above or below them joins them."""
    fin, debut = gauche.cellules[-1].x1, droite.cellules[0].x0
    haut = rangee.y - 2 * max(c.corps for c in rangee.cellules)
    return debut - fin <= _JEU or any(
        t.x0 < fin and t.x1 > debut and haut <= t.y0 <= rangee.bas + _JEU for t in traits if t.x1 - t.x0 > t.y1 - t.y0
    )
