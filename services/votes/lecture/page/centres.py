"""Cells set halfway down the taller cell beside them: a number, a majority beside a title of two lines. Pure.

Without rules, such a cell has a baseline of its own, between two lines of the text it stands beside.
"""

from collections.abc import Sequence

from services.votes.lecture.page.pdf import Mot

Rang = Sequence[Mot]
_INTERLIGNE = 1.6
"""How far apart two lines of one cell are at most, in heights of letter."""
_ISOLE = 0.75
"""How near another line may not come, in heights of letter: two columns of text would be side by side."""
_ALIGNE = 3.0
_LETTRES_MAX = 24
"""Letters of a number or a majority."""


def join_centrees(lignes: Sequence[Rang]) -> list[Rang]:
    """The lines, the words of such a cell put on the first line of the text they stand beside."""
    suite: list[Rang] = []
    rang = 0
    while rang < len(lignes):
        trois = lignes[rang : rang + 3]
        if len(trois) < 3 or not _is_encadree(*trois) or not _is_seule(lignes, rang):
            suite.append(lignes[rang])
            rang += 1
            continue
        haut, milieu, bas = trois
        if _count(haut) + _count(bas) <= _LETTRES_MAX and milieu[-1].x1 < haut[0].x0:
            suite.append([*milieu, *haut, *bas])
        elif all(_count(morceau) <= _LETTRES_MAX for morceau in _split(milieu, haut)):
            suite += [sorted([*haut, *milieu], key=lambda m: m.x0), bas]
        else:
            suite += trois
        rang += 3
    return suite


def _is_encadree(haut: Rang, milieu: Rang, bas: Rang) -> bool:
    """Whether two lines of one cell have a third between them, that stands wholly beside both."""
    corps = min(haut[0].corps, bas[0].corps)
    return (
        bas[0].y - haut[0].y <= _INTERLIGNE * corps
        and abs(haut[0].corps - bas[0].corps) < 0.5
        and (abs(haut[0].x0 - bas[0].x0) <= _ALIGNE or abs(_middle(haut) - _middle(bas)) <= _ALIGNE)
        and all(m.x1 <= autre[0].x0 or m.x0 >= autre[-1].x1 for m in milieu for autre in (haut, bas))
    )


def _is_seule(lignes: Sequence[Rang], rang: int) -> bool:
    """Whether the lines around are at a distance of their own."""
    haut, bas = lignes[rang], lignes[rang + 2]
    avant, apres = lignes[max(0, rang - 1)], lignes[min(len(lignes) - 1, rang + 3)]
    return (not rang or haut[0].y - avant[0].y >= _ISOLE * haut[0].corps) and (
        rang + 3 >= len(lignes) or apres[0].y - bas[0].y >= _ISOLE * bas[0].corps
    )


def _split(milieu: Rang, haut: Rang) -> list[Rang]:
    return [[m for m in milieu if m.x1 <= haut[0].x0], [m for m in milieu if m.x0 >= haut[-1].x1]]


def _count(mots: Rang) -> int:
    return sum(len(m.texte) for m in mots)


def _middle(ligne: Rang) -> float:
    return (ligne[0].x0 + ligne[-1].x1) / 2
