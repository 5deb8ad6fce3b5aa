"""From what is owed to one account to the transfers that pay it: one per call, credits offset, nothing zero. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from services.appels_fonds.paiements.postes_ouverts import PosteOuvert


@dataclass(frozen=True, slots=True)
class VirementPrevu:
    """One transfer: the call it is for, its amount in centimes (> 0), and the postes it settles, credits included.

    ``parts``: what is settled of each poste, signed; they sum to the amount.
    """

    appel: PosteOuvert
    montant_centimes: int
    parts: tuple[tuple[PosteOuvert, int], ...]


@dataclass(frozen=True, slots=True)
class Composition:
    """The transfers to one account, and the credits that nothing could absorb yet."""

    virements: tuple[VirementPrevu, ...]
    credits_restants: tuple[PosteOuvert, ...]


def compose_virements(postes: Iterable[PosteOuvert]) -> Composition:
    """Offset the credits against the oldest calls, then pay each call that remains.

    When credits are worth all that is due or more, nothing is paid and everything stays open: the next call will
    absorb them. A call wholly absorbed is settled by the next transfer, which bears its part.
    """
    calls = [_Appel(tuple(group)) for _, group in groupby(postes, key=lambda poste: poste.appel_id)]
    due = [call for call in calls if call.solde > 0]
    credits_ouverts = [call for call in calls if call.solde <= 0]
    disponible = -sum(call.solde for call in credits_ouverts)
    if not due or disponible >= sum(call.solde for call in due):
        return Composition((), tuple(poste for call in credits_ouverts for poste in call.postes))
    virements: list[VirementPrevu] = []
    pending = [part for call in credits_ouverts for part in call.parts]
    for call in due:
        pending += call.parts
        disponible -= call.solde
        if disponible < 0:
            montant = sum(montant for _, montant in pending)
            virements.append(VirementPrevu(call.postes[0], montant, tuple(pending)))
            pending, disponible = [], 0
    return Composition(tuple(virements), ())


@dataclass(frozen=True, slots=True)
class _Appel:
    postes: Sequence[PosteOuvert]

    @property
    def solde(self) -> int:
        return sum(poste.solde_centimes for poste in self.postes)

    @property
    def parts(self) -> list[tuple[PosteOuvert, int]]:
        return [(poste, poste.solde_centimes) for poste in self.postes]
