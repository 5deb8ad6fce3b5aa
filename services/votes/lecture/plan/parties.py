"""Points numbered by the letter of their part (« A-1 », « B.2 »), among others numbered « I-1 » or « 1.1 ».

A building, the garages or a clé have a part of their own, whose points start again from 1. Pure.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace

from services.votes.lecture.page.lignes import Ligne
from services.votes.lecture.plan.numerotation import Entete

_STYLE = "section"
_APART = 100
"""What is added to the rank of a letter: « A-1 » is another point than « 1-1 »."""
_PART = 0.6
"""How many of these points must print a vote, a majority or that there is none."""


def add_parties(
    suite: Sequence[Entete], candidats: Sequence[Entete], lignes: Sequence[Ligne], is_vote: Callable[[str], bool]
) -> list[Entete]:
    """The headings with those of such parts, in the order of the lines; the same when no part looks like the others."""
    if not suite or any(e.style == _STYLE for e in suite):
        return list(suite)
    prises = {e.ligne for e in suite}
    dessous = [e for e in candidats if e.style == _STYLE and e.ligne > suite[0].ligne and e.ligne not in prises]
    points = [e for partie in _cut_parties(dessous, prises) for e in partie if _looks(e, suite, lignes)]
    bornes = sorted({*prises, *(e.ligne for e in points), len(lignes)})
    votes = sum(is_vote(_read_texte(e, bornes, lignes)) for e in points)
    if not points or votes < _PART * len(points):
        return list(suite)
    apart = [replace(e, numero=(_APART + e.numero[0], e.numero[1])) for e in points]
    return sorted([*suite, *apart], key=lambda e: e.ligne)


def _cut_parties(points: Sequence[Entete], prises: set[int]) -> list[list[Entete]]:
    """The runs under one letter that count from 1 one by one, no other heading between them."""
    parties: list[list[Entete]] = []
    for point in points:
        lettre, rang = point.numero
        avant = parties[-1][-1] if parties else None
        if rang == 1 and not any(partie[0].numero[0] == lettre for partie in parties):
            parties.append([point])
        elif (
            avant
            and avant.numero == (lettre, rang - 1)
            and not any(avant.ligne < ligne < point.ligne for ligne in prises)
        ):
            parties[-1].append(point)
    return parties


def _looks(point: Entete, suite: Sequence[Entete], lignes: Sequence[Ligne]) -> bool:
    """Whether a heading has the type of most others, and their margin."""
    semblables = [
        e
        for e in suite
        if lignes[e.ligne].gras == lignes[point.ligne].gras
        and abs(lignes[e.ligne].corps - lignes[point.ligne].corps) < 0.5
        and abs(lignes[e.ligne].x0 - lignes[point.ligne].x0) < 5
    ]
    return 2 * len(semblables) >= len(suite)


def _read_texte(point: Entete, bornes: Sequence[int], lignes: Sequence[Ligne]) -> str:
    fin = next(borne for borne in bornes if borne > point.ligne)
    return "\n".join(ligne.texte for ligne in lignes[point.ligne : fin])
