"""The indicators of a building or a portfolio: each one a formula on integer centimes, with its sign and its scope.

Gaps are always later less earlier, called less owed, spent less budget: positive means more. What cannot be computed
(no surface, nothing the year before) is ``None``, never 0.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from services.charges.postes.nomenclature import FAMILLES, find_poste
from services.charges.postes.recuperation import split_recuperable

SEUIL_SIGNIFICATIF = 100_00
"""Under 100 € the year before, a percentage says nothing: the page writes « n.s. »."""

CODES_SYNDIC = frozenset({"SYN-01", "SYN-02", "SYN-03", "SYN-04", "SYN-05"})
"""The syndic's own pay and disbursements (accounts 6211, 6212, 6213, 622x); neither lawyers nor assemblies."""


@dataclass(frozen=True, slots=True)
class DepensePoste:
    """What was spent on one poste of the nomenclature in one exercise, in centimes (negative for a credit)."""

    code: str
    montant: int

    @property
    def courante(self) -> bool:
        """Whether it counts in the current charges (neither works, nor the balance sheet, nor a credit)."""
        return find_poste(self.code).courant


@dataclass(frozen=True, slots=True)
class Evolution:
    """From one exercise to the next, or from budget to spent, in centimes."""

    avant: int
    apres: int

    @property
    def ecart(self) -> int:
        """Later less earlier."""
        return self.apres - self.avant

    @property
    def pourcent(self) -> Decimal | None:
        """The gap in percent of the earlier amount, one decimal; ``None`` (n.s.) when that amount is too small."""
        if self.avant < SEUIL_SIGNIFICATIF:
            return None
        return _percent(self.ecart, self.avant)


def compute_par_unite(montant: int, unites: int) -> int | None:
    """Centimes by m² or by main lot, rounded to the nearest, half away from zero; ``None`` without any unit.

    The caller says which m² (habitable, not insured) and which lots (dwellings, offices, shops; never cellars).
    """
    if unites <= 0:
        return None
    return int((Decimal(montant) / unites).quantize(Decimal(1), ROUND_HALF_UP))


def sum_courantes(depenses: Iterable[DepensePoste]) -> int:
    """The current charges, in centimes."""
    return sum(depense.montant for depense in depenses if depense.courante)


def sum_familles(depenses: Iterable[DepensePoste]) -> dict[str, int]:
    """The amount of each family that has one, in the order of the nomenclature."""
    totaux: dict[str, int] = {}
    for depense in depenses:
        famille = find_poste(depense.code).famille
        totaux[famille] = totaux.get(famille, 0) + depense.montant
    return {famille: totaux[famille] for famille in FAMILLES if famille in totaux}


def compare_familles(avant: Iterable[DepensePoste], apres: Iterable[DepensePoste]) -> dict[str, Evolution]:
    """Family by family from one exercise to the next; a family of one exercise only counts 0 in the other."""
    totaux_avant, totaux_apres = sum_familles(avant), sum_familles(apres)
    return {
        famille: Evolution(totaux_avant.get(famille, 0), totaux_apres.get(famille, 0))
        for famille in FAMILLES
        if famille in totaux_avant or famille in totaux_apres
    }


def sum_recuperable(depenses: Iterable[DepensePoste], taux: Mapping[str, Decimal] | None = None) -> int:
    """What tenants can be asked to pay of the current charges, in centimes.

    :param taux: rates in percent that this copropriété overrides, by code; else those of the nomenclature.
    """
    propres = taux or {}
    return sum(
        split_recuperable(depense.montant, propres.get(depense.code, find_poste(depense.code).taux)).recuperable
        for depense in depenses
        if depense.courante
    )


def compute_part_recuperable(
    depenses: Iterable[DepensePoste], taux: Mapping[str, Decimal] | None = None
) -> Decimal | None:
    """Recoverable over current charges, in percent, one decimal; ``None`` without current charges."""
    liste = list(depenses)
    return _percent(sum_recuperable(liste, taux), sum_courantes(liste))


def compute_poids_syndic(depenses: Iterable[DepensePoste]) -> Decimal | None:
    """The syndic's pay and disbursements over current charges, in percent, one decimal; ``None`` without any."""
    liste = list(depenses)
    return _percent(sum(depense.montant for depense in liste if depense.code in CODES_SYNDIC), sum_courantes(liste))


def _percent(part: int, total: int) -> Decimal | None:
    if total <= 0:
        return None
    return (Decimal(part) * 100 / total).quantize(Decimal("0.1"), ROUND_HALF_UP)
