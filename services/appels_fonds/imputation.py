"""From the lines of a call to the legs of its entry: balanced by construction, in centimes."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from services.appels_fonds.natures import Nature
from services.appels_fonds.schema_comptable import COMPTE_SYNDICAT, COMPTES, SCHEMA
from shared.montants import split_montant


@dataclass(frozen=True, slots=True)
class LigneAImputer:
    """What the posting of one line depends on: its nature, its clé, its amount in centimes (negative: a credit)."""

    nature: Nature
    cle: str
    montant_centimes: int


@dataclass(frozen=True, slots=True)
class Jambe:
    """One leg: an account, and a debit or a credit in centimes. ``cle`` and ``nature`` lead back to the lines."""

    compte: str
    compte_libelle: str
    debit_centimes: int
    credit_centimes: int
    cle: str | None = None
    nature: str | None = None
    is_syndicat: bool = False


def build_jambes(lignes: Iterable[LigneAImputer], taux_recuperables: Mapping[str, int] | None = None) -> list[Jambe]:
    """Post a call: one leg per account, clé and nature, then one leg to the syndicat for the whole.

    ``taux_recuperables`` gives, by clé, the recoverable percentage (0–100) of its current charges; a clé without a
    rate is wholly non-recoverable, since a wrong 100 % is worse than a 0 %. In a split the odd centime stays
    non-recoverable. The legs sum to zero by construction; a call whose lines cancel out has no leg.

    :raises KeyError: a nature that is never posted (a previous balance, a payment).
    """
    rates = taux_recuperables or {}
    sums: dict[tuple[str, str, str], int] = defaultdict(int)
    for ligne in lignes:
        regle = SCHEMA[ligne.nature]
        for compte, montant in _share(regle.compte, regle.is_partagee, ligne, rates.get(ligne.cle, 0)):
            sums[compte, ligne.cle, ligne.nature] += montant
    jambes = [_leg(compte, montant, cle, nature) for (compte, cle, nature), montant in sorted(sums.items()) if montant]
    total = sum(sums.values())
    if total:
        jambes.append(_leg(COMPTE_SYNDICAT, -total, is_syndicat=True))
    return jambes


def reverse_jambes(jambes: Iterable[Jambe]) -> list[Jambe]:
    """The legs that undo these: each debit becomes a credit."""
    return [
        Jambe(
            jambe.compte, jambe.compte_libelle, jambe.credit_centimes, jambe.debit_centimes,
            jambe.cle, jambe.nature, jambe.is_syndicat,
        )
        for jambe in jambes
    ]  # fmt: skip


def _share(compte: str, is_partagee: bool, ligne: LigneAImputer, taux: int) -> list[tuple[str, int]]:
    if not is_partagee or taux == 0:
        return [(compte, ligne.montant_centimes)]
    parts = split_montant(ligne.montant_centimes, [("6141", 100 - taux), ("6142", taux)])
    return list(parts.items())


def _leg(
    compte: str, montant: int, cle: str | None = None, nature: str | None = None, *, is_syndicat: bool = False
) -> Jambe:
    debit, credit = (montant, 0) if montant > 0 else (0, -montant)
    return Jambe(compte, COMPTES[compte].libelle, debit, credit, cle, nature, is_syndicat)
