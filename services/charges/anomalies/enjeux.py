"""What an anomaly is worth to us, and how sure it is: the order in which a controller should read them. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

CERTAINES = frozenset({"signe", "unite", "annee_manquante"})
"""Types that no variation of spending can explain."""


@dataclass(frozen=True, slots=True)
class PartDeCle:
    """What we weigh on a clé, and what was spent on it in the year, all owners, in centimes."""

    nos_tantiemes: int
    total: int
    montant_centimes: int


def compute_enjeu(ecart_centimes: int, parts: Mapping[str, PartDeCle]) -> int:
    """Our share of a gap of the whole building, in centimes, shared as the year's spending is over the clés.

    A gap has no clé of its own: it is split as what was spent; without any spending, as our mean weight on the clés.
    Rounded towards zero.
    """
    spent = sum(abs(part.montant_centimes) for part in parts.values())
    if spent:
        known = [part for part in parts.values() if part.total]
        weighted = sum(Decimal(abs(part.montant_centimes)) * part.nos_tantiemes / part.total for part in known)
        return int(Decimal(abs(ecart_centimes)) * weighted / spent)
    known = [part for part in parts.values() if part.total]
    if not known:
        return 0
    mean = sum(Decimal(part.nos_tantiemes) / part.total for part in known) / len(known)
    return int(abs(ecart_centimes) * mean)


def rank(enjeu_centimes: int, score_centiemes: int) -> int:
    """Euros at stake × confidence: the larger, the sooner it is read."""
    return enjeu_centimes * score_centiemes
