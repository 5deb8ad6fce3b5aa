"""What a tenant can be asked to pay of an amount: the recoverable part, in centimes, at a rate in percent.

Rounding, everywhere: largest remainder, so that recoverable and non-recoverable always add up to the amount. An exact
half centime goes to the non-recoverable part, in favour of the tenant. A credit is split as the expense it reduces.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from shared.errors import InvalidError
from shared.montants import split_montant


class TauxInvalide(InvalidError):
    """Un taux récupérable est un pourcentage entre 0 et 100."""

    code = "TAUX_INVALIDE"


@dataclass(frozen=True, slots=True)
class PartRecuperable:
    """An amount cut in two, in centimes; the two parts always sum to the amount that was cut."""

    recuperable: int
    non_recuperable: int


def check_taux(taux: Decimal) -> Decimal:
    """The rate itself, when it is a percentage.

    :raises TauxInvalide: not a finite number, under 0 or above 100.
    """
    if not taux.is_finite() or not 0 <= taux <= 100:
        raise TauxInvalide(f"« {taux} » n’est pas un taux récupérable : attendu un pourcentage entre 0 et 100.")
    return taux


def split_recuperable(montant_centimes: int, taux: Decimal) -> PartRecuperable:
    """Cut an amount in centimes at ``taux`` percent. A rate with decimals (33.33) is used exactly.

    :raises TauxInvalide: the rate is not between 0 and 100.
    """
    return _split_ratio(montant_centimes, Fraction(check_taux(taux)) / 100)


def estimate_recuperable(montant_centimes: int, depenses: Iterable[tuple[int, Decimal]]) -> PartRecuperable:
    """Cut an amount of which only the total of its clé is known, at the ratio of that clé.

    The ratio is recoverable / total over the known expenses of the clé; the result is an estimate and must be shown
    as such. Without any known expense nothing is recoverable: a 0 that can be corrected beats a guess.

    :param depenses: pairs (amount in centimes, rate in percent) of the clé, from annex 2 or the list of expenses.
    :raises TauxInvalide: a rate is not between 0 and 100.
    """
    total, recuperable = 0, Fraction(0)
    for montant, taux in depenses:
        total += montant
        recuperable += Fraction(montant) * Fraction(check_taux(taux))
    if total <= 0 or recuperable <= 0:
        return PartRecuperable(0, montant_centimes)
    return _split_ratio(montant_centimes, min(recuperable / (total * 100), Fraction(1)))


def _split_ratio(montant_centimes: int, ratio: Fraction) -> PartRecuperable:
    """Cut at an exact ratio between 0 and 1; the order of the weights is the tie rule."""
    poids, entier = ratio.as_integer_ratio()
    parts = split_montant(montant_centimes, [("non_recuperable", entier - poids), ("recuperable", poids)])
    return PartRecuperable(parts["recuperable"], parts["non_recuperable"])
