"""The amounts that a text prints, each with what it says of tax. Pure.

Works on a text without accents, in small letters.
"""

import re
from dataclasses import dataclass

from shared.montants import MontantInvalide, parse_montant

MONTANT = re.compile(
    r"(?<![\d,.])(?<!lot )(?<!lots )(?<!n° )(?P<nombre>\d{1,3}(?:[\s.\u00a0\u202f\u2009]\d{3})+(?:,\d{1,2}|"
    r"\.\d{2}(?!\d))?|\d+(?:[.,]\d{1,2})?)\s*"
    r"(?:(?:€|euros?\b|eur\b)\s*(?P<apres>t\.?\s?t\.?\s?c|toutes\s+taxes|h\.?\s?t\b|hors\s+tax)?|(?P<sans>ttc\b|t\.t\.c))"
)
TVA = re.compile(r"\btva\b")
_AVANT = re.compile(
    r"(?<!%\s)(?:\b(ttc|toutes\s+taxes(?:\s+comprises)?)|\b(h\.?t|hors\s+taxes?))\b\.?"
    r"(?:(?:\s+(?:de\s+|des\s+|du\s+)?(?:l'|la\s+|les\s+|le\s+)?[a-z-]+){1,4}\s*(?:[:=]|s'eleve\s+a)|\s*[:=])?\s*(?:de\s+|est\s+de\s+|a\s+)?$"
)
"""« montant TTC : », « total TTC de l’opération : »."""


@dataclass(frozen=True, slots=True)
class Montant:
    """An amount in centimes, where it is printed, and ``ttc``, ``ht`` or nothing, as it says of itself."""

    centimes: int
    debut: int
    fin: int
    taxe: str


def read_montant_imprime(trouve: re.Match[str], avant: str) -> Montant | None:
    """The amount of a match, ``avant`` being what its clause says before it; None when it is no amount."""
    try:
        centimes = parse_montant(re.sub(r"[\s.](?=\d{3}(?!\d))", "", trouve["nombre"]))
    except MontantInvalide:
        return None
    dite = trouve["apres"] or trouve["sans"] or ""
    taxe = ("ttc" if dite.startswith("t") else "ht") if dite else _read_taxe(avant)
    return Montant(centimes, trouve.start(), trouve.end(), taxe)


def _read_taxe(avant: str) -> str:
    """« TTC » or « HT » said before the amount: « montant TTC : 12 000 € »."""
    trouve = _AVANT.search(avant)
    return "" if trouve is None else "ttc" if trouve[1] else "ht"
