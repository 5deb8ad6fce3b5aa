"""Money: integer centimes inside, Decimal at the edges, never a float.

Three things live here: reading an amount typed or pasted by a person, printing one, and splitting one by tantièmes
so that the parts always add up to the whole.
"""

import re
from collections.abc import Hashable, Sequence
from decimal import Decimal, InvalidOperation
from typing import TypeVar

Cle = TypeVar("Cle", bound=Hashable)

ESPACES = "\u0020\u00a0\u202f\u2009\u2007"
ESPACE_FINE = "\u202f"
ESPACE_INSECABLE = "\u00a0"

_MONTANT = re.compile(r"(?P<signe>[-+\u2212]?)(?P<entiers>\d+)(?:[.,](?P<decimales>\d{1,2}))?")
_MILLIERS = re.compile(rf"(?<=\d)[{ESPACES}](?=\d{{3}}(?:\D|$))")


class MontantInvalide(ValueError):
    """Ce texte n'est pas un montant en euros."""


def parse_montant(texte: str) -> int:
    """Read an amount typed or pasted in French, and return centimes.

    Accepts any usual space between thousands, a comma or a dot before at most two decimals, a leading or trailing
    sign, brackets for a negative, and the euro sign. Refuses what two readers could understand differently
    (``1.234``, ``12,345``, ``1.234,56`` is fine because the last mark has two decimals).

    :raises MontantInvalide: with the text, when it is not an amount or is ambiguous.
    """
    brut = texte.strip(ESPACES + "\t")
    nettoye = re.sub(r"(?i)\s*(€|eur|euros?)\s*$", "", brut).strip(ESPACES)
    if nettoye.startswith("(") and nettoye.endswith(")"):
        nettoye = "-" + nettoye[1:-1].strip(ESPACES)
    if nettoye.endswith(("-", "\u2212")):
        nettoye = "-" + nettoye[:-1].strip(ESPACES)
    nettoye = re.sub(rf"^([-+\u2212])[{ESPACES}]+", r"\1", nettoye)
    nettoye = _MILLIERS.sub("", nettoye)
    if re.fullmatch(r"[-+\u2212]?\d{1,3}(\.\d{3})+,\d{2}", nettoye):
        nettoye = nettoye.replace(".", "")
    elif re.fullmatch(r"[-+\u2212]?\d{1,3}(,\d{3})+\.\d{2}", nettoye):
        nettoye = nettoye.replace(",", "")
    lu = _MONTANT.fullmatch(nettoye)
    if lu is None:
        raise MontantInvalide(f"« {texte} » n’est pas un montant en euros (exemple : 1 234,56)")
    centimes = int(lu["entiers"]) * 100 + int((lu["decimales"] or "").ljust(2, "0"))
    return -centimes if lu["signe"] in ("-", "\u2212") else centimes


def convert_nombre(valeur: float | int | Decimal) -> int:
    """Turn the numeric value of a spreadsheet cell, in euros, into centimes.

    A spreadsheet stores 410.1 as a binary float; its shortest decimal writing is what the sender typed. A value that
    is further than a thousandth of a centime from a whole centime is refused rather than rounded.

    :raises MontantInvalide: when the cell holds fractions of a centime, or is not a finite number.
    """
    try:
        centimes = Decimal(repr(valeur) if isinstance(valeur, float) else str(valeur)) * 100
        entier = centimes.to_integral_value()
        has_fractions = abs(centimes - entier) > Decimal("0.001")
    except InvalidOperation as error:
        raise MontantInvalide(f"« {valeur} » n’est pas un montant en euros") from error
    if has_fractions:
        raise MontantInvalide(f"« {valeur} » a plus de deux décimales")
    return int(entier)


def euros(centimes: int) -> Decimal:
    """The same amount in euros, for an edge that wants a Decimal (CSV, FEC, XML)."""
    return Decimal(centimes).scaleb(-2)


def format_montant(centimes: int, *, symbole: bool = True) -> str:
    """``1234567`` → ``12 345,67 €``: narrow no-break space between thousands, no-break space before the sign."""
    signe = "-" if centimes < 0 else ""
    entiers, decimales = divmod(abs(centimes), 100)
    texte = f"{signe}{entiers:,}".replace(",", ESPACE_FINE) + f",{decimales:02d}"
    return texte + (f"{ESPACE_INSECABLE}€" if symbole else "")


def split_montant(centimes: int, poids: Sequence[tuple[Cle, int]]) -> dict[Cle, int]:
    """Split an amount in proportion to weights (tantièmes, days), so that the parts sum to it exactly.

    Largest remainder: each part is first rounded towards zero, then the remaining centimes go one by one to the parts
    with the largest remainder; a tie goes to the part that comes first in ``poids``, so the caller states the tie
    rule by the order it gives. A negative amount is split as its opposite. A part of weight zero receives nothing.

    :param poids: pairs (key, weight ≥ 0), keys distinct, at least one weight above zero unless the amount is 0.
    :raises ValueError: no weight to carry the amount, a negative weight, or a key given twice.
    """
    total = sum(weight for _, weight in poids)
    if any(weight < 0 for _, weight in poids):
        raise ValueError("a weight cannot be negative")
    if len({key for key, _ in poids}) != len(poids):
        raise ValueError("each key can appear only once")
    if total == 0:
        if centimes:
            raise ValueError("an amount cannot be split over weights that sum to zero")
        return {key: 0 for key, _ in poids}
    sign, amount = (-1, -centimes) if centimes < 0 else (1, centimes)
    parts = [divmod(amount * weight, total) for _, weight in poids]
    left = amount - sum(quotient for quotient, _ in parts)
    by_remainder = sorted(range(len(parts)), key=lambda rank: (-parts[rank][1], rank))
    served = set(by_remainder[:left])
    return {
        key: sign * (quotient + (rank in served))
        for rank, ((key, _), (quotient, _)) in enumerate(zip(poids, parts, strict=True))
    }
