"""What our votes can do on a resolution, at each possible attendance of the other owners: exact integers only.

We vote one way and every other owner present the other way: the worst case. Where the law gives a second ballot
(loi 25-1, 26-1) it is played with the same votes. The rules are those of ``majorites``; nothing is estimated.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from services.votes.majorites.calcul import find_passerelle, is_adoptee
from services.votes.majorites.voix import Compte, Scrutin


class Etat(StrEnum):
    """What we can do: alone carry or defeat it, defeat it alone, neither; or nobody can carry it."""

    DECIDE = "DECIDE"
    BLOQUE = "BLOQUE"
    SANS_EFFET = "SANS_EFFET"
    IMPOSSIBLE = "IMPOSSIBLE"


LIBELLES = {
    Etat.DECIDE: "Nous décidons",
    Etat.BLOQUE: "Nous pouvons bloquer",
    Etat.SANS_EFFET: "Nous ne pesons pas",
    Etat.IMPOSSIBLE: "Rejet assuré",
}
EXPLICATIONS = {
    Etat.DECIDE: "notre vote pour suffit à l’adoption, notre vote contre au rejet",
    Etat.BLOQUE: "notre vote contre suffit au rejet, notre vote pour ne suffit pas à l’adoption",
    Etat.SANS_EFFET: "seules, nos voix ne suffisent ni à adopter ni à rejeter",
    Etat.IMPOSSIBLE: "trop d’absents : même tous d’accord, les présents n’atteignent pas la majorité",
}


@dataclass(frozen=True, slots=True)
class Situation:
    """A vote to come. ``voix`` and ``total`` on its clé, after article 22; ``membres``: heads of the syndicat, or None.

    ``code`` is the type of the resolution: with two co-owners the choice of the syndic has its own majority.
    """

    article: str
    voix: int
    total: int
    membres: int | None = None
    regime: str = "normal"
    code: str | None = None

    @property
    def autres(self) -> int:
        """The votes of all the other owners."""
        return self.total - self.voix


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of attendances on which our power is the same: from ``de`` to ``a`` votes of the others, included."""

    etat: Etat
    de: int
    a: int


@dataclass(frozen=True, slots=True)
class Ligne:
    """One attendance: votes of the others present, our power, and how many of these votes we would have to win over.

    ``manquantes`` is None when nothing can carry it; 0 when we need nobody. At article 26 the majority of the members
    comes on top.
    """

    presentes: int
    etat: Etat
    premier_seul: Etat
    manquantes: int | None


def find_etat(situation: Situation, presentes: int, *, passerelle: bool = True) -> Etat:
    """Our power when ``presentes`` votes of the others are present, represented or cast by post.

    :param passerelle: whether the second ballot is counted; without it, the first ballot alone.
    """
    nous, eux = situation.voix, presentes
    tetes = _count_tetes(situation, presentes)
    if not _adopts(situation, nous + eux, 0, 1 + tetes, 0, passerelle):
        return Etat.IMPOSSIBLE
    if not nous:
        return Etat.SANS_EFFET
    if _adopts(situation, nous, eux, 1, tetes, passerelle):
        return Etat.DECIDE
    if not _adopts(situation, eux, nous, tetes, 1, passerelle):
        return Etat.BLOQUE
    return Etat.SANS_EFFET


def list_segments(situation: Situation, *, passerelle: bool = True) -> list[Segment]:
    """The stretches of attendance, from none of the others to all of them, in order and without a gap.

    Each state holds on one stretch: what the others can do only grows with their number.
    """
    autres = situation.autres
    if situation.membres == 2 and autres:
        return [Segment(find_etat(situation, eux, passerelle=passerelle), eux, eux) for eux in (0, autres)]
    segments: list[Segment] = []
    debut = 0
    while debut <= autres:
        etat = find_etat(situation, debut, passerelle=passerelle)
        fin = _find_last(debut, autres, lambda eux, etat=etat: find_etat(  # type: ignore[misc]
            situation, eux, passerelle=passerelle) is etat)  # fmt: skip
        segments.append(Segment(etat, debut, fin))
        debut = fin + 1
    return segments


def list_lignes(situation: Situation, pas: int = 10) -> list[Ligne]:
    """The same by tenths of the others' votes (both ends included); with two co-owners, absent then present."""
    autres = situation.autres
    rangs = (0, pas) if situation.membres == 2 else range(pas + 1)
    presences = sorted({autres * rang // pas for rang in rangs})
    return [
        Ligne(
            eux,
            find_etat(situation, eux),
            find_etat(situation, eux, passerelle=False),
            count_manquantes(situation, eux),
        )
        for eux in presences
    ]


def count_manquantes(situation: Situation, presentes: int) -> int | None:
    """The fewest votes of the others present that must join ours for an adoption, second ballot included."""
    tetes = _count_tetes(situation, presentes)

    def carries(ralliees: int) -> bool:
        contre = presentes - ralliees
        return _adopts(situation, situation.voix + ralliees, contre, 1 + tetes if ralliees else 1,
                       0 if ralliees else tetes, True)  # fmt: skip

    if not carries(presentes):
        return None
    bas, haut = 0, presentes
    while bas < haut:
        milieu = (bas + haut) // 2
        bas, haut = (bas, milieu) if carries(milieu) else (milieu + 1, haut)
    return bas


def _adopts(situation: Situation, pour: int, contre: int, tetes_pour: int, tetes_contre: int, passerelle: bool) -> bool:
    """Whether these votes adopt, at the first ballot or at the second one the law opens."""
    membres = _count_membres(situation, tetes_pour + tetes_contre - 1)
    absentes = situation.total - pour - contre
    scrutin = Scrutin(
        Compte(pour, tetes_pour), Compte(contre, tetes_contre), Compte(),
        Compte(absentes, membres - tetes_pour - tetes_contre),
    )  # fmt: skip
    if is_adoptee(situation.article, scrutin, situation.total, membres, situation.regime, situation.code):
        return True
    if not passerelle:
        return False
    second = find_passerelle(situation.article, scrutin, situation.total)
    return second is not None and is_adoptee(
        second, scrutin, situation.total, membres, situation.regime, situation.code
    )


def _count_tetes(situation: Situation, presentes: int) -> int:
    """The most heads the others present can be: each holds a vote, and whoever is missing is at least one member."""
    if situation.membres is None:
        return presentes
    return max(0, min(situation.membres - 1 - (presentes < situation.autres), presentes))


def _count_membres(situation: Situation, tetes_presentes: int) -> int:
    """The members of the syndicat; unknown, the fewest that these attendances allow."""
    return situation.membres if situation.membres is not None else tetes_presentes + 1


def _find_last(debut: int, fin: int, holds: Callable[[int], bool]) -> int:
    """The last value of the stretch that begins at ``debut``, by halving: the condition holds there first, then not."""
    bas, haut = debut, fin
    while bas < haut:
        milieu = (bas + haut + 1) // 2
        bas, haut = (milieu, haut) if holds(milieu) else (bas, milieu - 1)
    return bas
