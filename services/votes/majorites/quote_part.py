"""Our share of what is put to the vote."""

from collections.abc import Mapping

from services.votes.models import Resolution
from services.votes.qualification.types_resolution import load_types
from shared.montants import split_montant

SANS_DEPENSE = frozenset(code for code, type_ in load_types().items() if type_.financier is False)
"""Types whose amount is not a cost: a threshold, a ceiling of consultation. They have no quote-part."""


def sum_quotes_parts(montants: Mapping[str, int], poids: Mapping[str, tuple[int, int]]) -> int:
    """Our share, in centimes, of amounts voted on several clés: the sum of our share of each, each to the centime.

    :param montants: centimes by code of clé, for all owners.
    :param poids: our tantièmes and the total of each of these clés; ours never above the total.
    """
    return sum(
        split_montant(centimes, [("nous", poids[cle][0]), ("autres", poids[cle][1] - poids[cle][0])])["nous"]
        for cle, centimes in montants.items()
    )


def compute_quote_part(resolution: Resolution) -> int | None:
    """Our share, in centimes, of the amount put to the vote; None without an amount, a cost or a weight."""
    return share_quote_part(
        resolution.type, resolution.montant_centimes, resolution.voix_bailleur, resolution.voix_total
    )


def share_quote_part(type_: str, montant_centimes: int | None, voix: int | None, total: int | None) -> int | None:
    """The same, from the plain values: to the nearest centime, a half going to us."""
    if type_ in SANS_DEPENSE or montant_centimes is None or voix is None or not total or voix > total:
        return None
    return split_montant(montant_centimes, [("nous", voix), ("autres", total - voix)])["nous"]
