"""Headings without any number: lines of one type and one place, each followed by its own vote before the next."""

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence

from services.votes.lecture.page.lignes import Ligne
from services.votes.lecture.plan.numerotation import Entete

_MEMBRES_MIN = 3
_LONGUEUR_MAX = 160
_PART = 0.6
"""How many of the headings must hold a vote."""
Signe = tuple[bool, int, int, bool]


def find_titres(lignes: Sequence[Ligne], zones: Sequence[bool], is_vote: Callable[[str], bool]) -> tuple[Entete, ...]:
    """The headings of the look that parts the most votes one by one; none when no look does."""
    looks: dict[Signe, list[int]] = defaultdict(list)
    for rang, ligne in enumerate(lignes):
        if zones[rang] and ligne.corps and 3 < len(ligne.texte) <= _LONGUEUR_MAX:
            looks[_signe(ligne)].append(rang)
    usuel = Counter(round(2 * ligne.corps) for ligne in lignes if ligne.corps).most_common(1)
    essais = [
        _judge(debuts, lignes, is_vote)
        for signe, rangs in looks.items()
        if usuel
        and (signe[0] or signe[3] or signe[1] > usuel[0][0])
        and len(debuts := _drop_suites(rangs, lignes)) >= _MEMBRES_MIN
    ]
    votes, rangs = max(essais, default=(0, ()))
    if votes < _MEMBRES_MIN or votes < _PART * len(rangs):
        return ()
    return tuple(Entete(rang, "titre", (n,), "", lignes[rang].texte) for n, rang in enumerate(rangs, start=1))


def _signe(ligne: Ligne) -> Signe:
    return ligne.gras, round(2 * ligne.corps), round(ligne.x0 / 5), ligne.texte.isupper()


def _drop_suites(rangs: Sequence[int], lignes: Sequence[Ligne]) -> list[int]:
    """Without the second line of a heading that wraps."""
    return [rang for n, rang in enumerate(rangs) if not n or rangs[n - 1] != rang - 1 or lignes[rang].saut]


def _judge(
    debuts: Sequence[int], lignes: Sequence[Ligne], is_vote: Callable[[str], bool]
) -> tuple[int, tuple[int, ...]]:
    """How many of these headings hold one vote, and the headings from the first that does."""
    bornes = [*debuts[1:], len(lignes)]
    tenus = [
        is_vote("\n".join(ligne.texte for ligne in lignes[debut + 1 : borne]))
        for debut, borne in zip(debuts, bornes, strict=True)
    ]
    premier = tenus.index(True) if True in tenus else len(tenus)
    dernier = len(tenus) - tenus[::-1].index(True) if True in tenus else 0
    return sum(tenus), tuple(debuts[premier : dernier + 1])
