"""From the lines of a call to the legs of its entry: balanced by construction, in centimes."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from services.appels_fonds.comptabilite.schema_comptable import PAR_DEFAUT, RegleImputation, Schema, find_cas
from services.appels_fonds.natures import Nature
from shared.montants import split_montant

Taux = int | Decimal
"""A recoverable rate in percent, 0 to 100, two decimals at most."""


@dataclass(frozen=True, slots=True)
class LigneAImputer:
    """What the posting of one line depends on: its nature, its clé, its amount in centimes (negative: a credit).

    ``variante``: what a person chose when a nature has several cases (works: ``immobilise`` or ``entretien``).
    """

    nature: Nature
    cle: str
    montant_centimes: int
    variante: str | None = None


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


def build_jambes(
    lignes: Iterable[LigneAImputer],
    taux_recuperables: Mapping[str, Taux] | None = None,
    schema: Schema = PAR_DEFAUT,
) -> list[Jambe]:
    """Post a call: one leg per account, clé and nature, then one leg to the syndicat per account of third parties.

    ``taux_recuperables`` gives, by clé, the recoverable percentage (0–100) of its current charges; a clé without a
    rate is wholly non-recoverable, since a wrong 100 % is worse than a 0 %. In a split the odd centime stays
    non-recoverable. The legs sum to zero by construction; a call whose lines cancel out has no leg.

    :raises KeyError: a nature that is never posted (a previous balance, a payment).
    """
    rates = taux_recuperables or {}
    sums: dict[tuple[str, str, str], int] = defaultdict(int)
    due: dict[str, int] = defaultdict(int)
    for ligne in lignes:
        regle = schema.regles[find_cas(ligne.nature, ligne.montant_centimes, ligne.variante)]
        for compte, montant in _share(regle, ligne, rates.get(ligne.cle, 0)):
            sums[compte, ligne.cle, ligne.nature] += montant
            due[regle.compte_tiers] += montant
    jambes = [
        build_jambe(schema, compte, montant, cle, nature)
        for (compte, cle, nature), montant in sorted(sums.items())
        if montant
    ]
    jambes += [
        build_jambe(schema, compte, -montant, is_syndicat=True) for compte, montant in sorted(due.items()) if montant
    ]
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


def _share(regle: RegleImputation, ligne: LigneAImputer, taux: Taux) -> Iterator[tuple[str, int]]:
    centiemes = int(Decimal(taux) * 100)
    if regle.compte_recuperable is None or not centiemes:
        yield regle.compte, ligne.montant_centimes
        return
    parts = split_montant(ligne.montant_centimes, [("nr", 10_000 - centiemes), ("r", centiemes)])
    yield regle.compte, parts["nr"]
    yield regle.compte_recuperable, parts["r"]


def build_jambe(
    schema: Schema,
    compte: str,
    montant: int,
    cle: str | None = None,
    nature: str | None = None,
    *,
    is_syndicat: bool = False,
) -> Jambe:
    """One leg of a signed amount in centimes: a debit when positive, a credit when negative."""
    debit, credit = (montant, 0) if montant > 0 else (0, -montant)
    return Jambe(compte, schema.libelle_of(compte), debit, credit, cle, nature, is_syndicat)
