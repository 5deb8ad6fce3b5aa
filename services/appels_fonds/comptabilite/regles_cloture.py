"""Year-end amounts, pure: how much of a quarter belongs to the next year, and our share of a call not received yet."""

from collections.abc import Sequence
from datetime import date

from shared.montants import split_montant

MOIS_D_UN_TRIMESTRE = 3


def months_after(exigible: date, exercice: int, duree: int = MOIS_D_UN_TRIMESTRE) -> int:
    """How many of the months that a call covers fall after 31 December of the exercise (0 to ``duree``)."""
    last = exigible.year * 12 + exigible.month - 1 + duree - 1
    return max(0, min(duree, last - (exercice * 12 + 11)))


def prepaid_part(montant_centimes: int, exigible: date, exercice: int) -> int:
    """The part of a provision that pays for the next year, by months; the odd centime stays in this one."""
    after = months_after(exigible, exercice)
    if not after:
        return 0
    weights = [("exercice", MOIS_D_UN_TRIMESTRE - after), ("suivant", after)]
    return split_montant(montant_centimes, weights)["suivant"]


def expected_share(budget_centimes: int, tantiemes: int, total: int, trimestres: Sequence[date], exigible: date) -> int:
    """What one quarter of a voted budget asks us: our tantièmes over the total, then an equal part a quarter.

    Largest remainder at each split, as a syndic who rounds once a quarter would.
    """
    if not tantiemes or exigible not in trimestres:
        return 0
    nous = split_montant(budget_centimes, [("autres", total - tantiemes), ("nous", tantiemes)])["nous"]
    return split_montant(nous, [(jour, 1) for jour in trimestres])[exigible]
