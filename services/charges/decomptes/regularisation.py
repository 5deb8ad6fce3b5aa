"""The yearly régularisation: what each tenant owes for the exercise, lot by lot and lease by lease, to the centime.

Three splits, each by largest remainder, so that every level sums to the one above:

1. a poste over all the lots of its clé, by tantièmes (a tie goes to the smallest lot);
2. each lot's amount into recoverable and not, at the poste's rate (a tie stays with the landlord);
3. the recoverable part over the periods of the lot, by days (a tie goes to the earliest period).

A credit is a negative amount and follows the same road. Rules: article 23 of loi 89-462 (its paragraphs kept for
social housing by article 40), CCH L442-3.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from services.charges.decomptes.occupation import HORS, VACANCE, Bail, Periode, clip_bail, find_periodes, group_by_lot
from services.charges.postes.recuperation import PartRecuperable, split_recuperable
from shared.errors import InvalidError
from shared.montants import split_montant
from shared.patrimoine.textes import order_naturel


@dataclass(frozen=True, slots=True)
class Depense:
    """What the whole copropriété spent on one poste: centimes (negative for a credit), rate in percent."""

    code: str
    libelle: str
    compte: str
    cle: str
    realise: int
    taux: Decimal


@dataclass(frozen=True, slots=True)
class Lot:
    """A lot of the copropriété, ours or not, with its tantièmes by clé (0: the lot does not have this clé)."""

    numero: str
    nature: str
    bailleur: bool
    tantiemes: dict[str, int]


@dataclass(frozen=True, slots=True)
class PartLot:
    """The share of one of our lots in one poste, in centimes, and its recoverable part by period, earliest first."""

    lot: str
    code: str
    montant: int
    part: PartRecuperable
    periodes: tuple[tuple[Periode, int], ...]


@dataclass(frozen=True, slots=True)
class SoldeBail:
    """What one lease owes: ``charges`` by code of poste, in centimes."""

    bail: str
    jours: int
    charges: dict[str, int]
    provisions: int

    @property
    def charges_reelles(self) -> int:
        """The sum over all postes."""
        return sum(self.charges.values())

    @property
    def solde(self) -> int:
        """Above zero the tenant owes, under zero the landlord gives back."""
        return self.charges_reelles - self.provisions


@dataclass(frozen=True, slots=True)
class Synthese:
    """Totals in centimes: the whole copropriété, our share, its two parts, and what vacancy leaves to the landlord.

    ``recuperable`` leaves out the days when a lot was another owner's: ``hors_detention``.
    """

    copropriete: int
    quote_part: int
    recuperable: int
    non_recuperable: int
    vacance: int
    hors_detention: int = 0


@dataclass(frozen=True, slots=True)
class Regularisation:
    """The whole result: shares by poste as given then by lot in natural order, balances in the order of the leases."""

    parts: tuple[PartLot, ...]
    soldes: tuple[SoldeBail, ...]
    synthese: Synthese


def split_depense(depense: Depense, lots: Sequence[Lot]) -> dict[str, int]:
    """The amount of each lot, in centimes; ``lots`` are all those of the copropriété, in natural order.

    :raises InvalidError: an amount to share, and no lot with tantièmes on this clé.
    """
    try:
        return split_montant(depense.realise, [(lot.numero, lot.tantiemes.get(depense.cle, 0)) for lot in lots])
    except ValueError as error:
        raise InvalidError(
            f"Le poste {depense.code} ne peut pas être réparti : aucun lot n’a de tantièmes sur la clé {depense.cle}."
        ) from error


def compute_regularisation(
    depenses: Sequence[Depense],
    lots: Iterable[Lot],
    baux: Sequence[Bail],
    exercice: Periode,
    *,
    imposes: Mapping[tuple[int, str], int] | None = None,
    consommations: Mapping[tuple[str, str], Sequence[int]] | None = None,
    detentions: Mapping[str, Periode] | None = None,
) -> Regularisation:
    """Settle one exercise of one copropriété.

    :param lots: every lot of the copropriété (the total of a clé is the sum of its tantièmes).
    :param baux: the leases of our lots; the part outside the exercise is left out.
    :param imposes: what the syndic's statement prints for (rank of the expense, lot), in centimes: it wins.
    :param consommations: read at the meter for (lot, code), one for each period of the lot, instead of its days.
    :param detentions: lots that were ours in a part of the exercise only; the rest is another owner's.
    :raises InvalidError: overlapping leases, or a clé that no lot carries.
    """
    tous = sorted(lots, key=lambda lot: order_naturel(lot.numero))
    par_lot = group_by_lot(baux)
    tenues = detentions or {}
    periodes = {
        lot.numero: find_periodes(par_lot.get(lot.numero, []), exercice, tenues.get(lot.numero))
        for lot in tous
        if lot.bailleur
    }
    parts = []
    for rang, depense in enumerate(depenses):
        montants = split_depense(depense, tous)
        for lot in periodes:
            montant = (imposes or {}).get((rang, lot), montants[lot])
            poids = (consommations or {}).get((lot, depense.code))
            parts.append(_settle_lot(lot, depense, montant, periodes[lot], poids))
    courus = {bail.numero: run_bail(bail, exercice, tenues) for bail in baux}
    return Regularisation(tuple(parts), _settle_baux(depenses, baux, parts, courus), _sum_up(depenses, parts))


def run_bail(bail: Bail, exercice: Periode, detentions: Mapping[str, Periode]) -> Periode:
    """The days of a lease in the exercise, while one at least of its lots was ours."""
    tenues = [detentions.get(lot, exercice) for lot in bail.lots] or [exercice]
    return clip_bail(bail, Periode("", min(une.du for une in tenues), max(une.au for une in tenues)))


def _settle_lot(
    lot: str, depense: Depense, montant: int, periodes: Sequence[Periode], poids: Sequence[int] | None = None
) -> PartLot:
    part = split_recuperable(montant, depense.taux)
    jours = [periode.jours for periode in periodes]
    montants = split_montant(part.recuperable, list(zip(periodes, poids or jours, strict=True)))
    return PartLot(lot, depense.code, montant, part, tuple(montants.items()))


def _settle_baux(
    depenses: Sequence[Depense], baux: Sequence[Bail], parts: Iterable[PartLot], courus: Mapping[str, Periode]
) -> tuple[SoldeBail, ...]:
    """One balance for each lease given, even one that did not run: what was invoiced for it is then owed back."""
    charges = {bail.numero: {depense.code: 0 for depense in depenses} for bail in baux}
    for part in parts:
        for periode, montant in part.periodes:
            if periode.nom not in (VACANCE, HORS):
                charges[periode.nom][part.code] += montant
    return tuple(
        SoldeBail(bail.numero, courus[bail.numero].jours, charges[bail.numero], bail.provisions) for bail in baux
    )


def _sum_up(depenses: Iterable[Depense], parts: Sequence[PartLot]) -> Synthese:
    hors = sum(montant for part in parts for periode, montant in part.periodes if periode.nom == HORS)
    return Synthese(
        copropriete=sum(depense.realise for depense in depenses),
        quote_part=sum(part.montant for part in parts),
        recuperable=sum(part.part.recuperable for part in parts) - hors,
        non_recuperable=sum(part.part.non_recuperable for part in parts),
        vacance=sum(montant for part in parts for periode, montant in part.periodes if periode.nom == VACANCE),
        hors_detention=hors,
    )
