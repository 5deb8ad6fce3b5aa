"""The amount of a cell, in centimes, or why it is not certain."""

import math
import re
from decimal import Decimal
from functools import lru_cache

from shared.excel.cellules import Valeur
from shared.montants import MontantInvalide, convert_nombre, parse_montant

_CHIFFRES = re.compile(
    r"[-+(\u2212]?\s*[\d\s.,'’\u00a0\u202f\u2009\u2007]*\d[\d\s.,'’\u00a0\u202f]*[-)\u2212]?\s*(?:€|eur|euros?)?", re.I
)
_RIEN = frozenset({"-", "–", "—", "néant", "neant", "- €", "-€", "– €", "- "})
_MARGE = 0.0009
_GRAND = 1e10


class MontantAmbigu(MontantInvalide):
    """Ce montant peut se lire de deux façons."""


def read_montant(valeur: Valeur) -> int | None:
    """Centimes of a cell, or None when it holds nothing (blank, or the dash of an accounting format).

    A number further than a thousandth of a centime from a whole centime is ambiguous: what is shown (97,50) is not
    what is stored (97,4967), and the sum of what is shown may not be the total that is claimed.

    :raises MontantAmbigu: two readings are possible (``1.234``, fractions of a centime).
    :raises MontantInvalide: this is not an amount.
    """
    if type(valeur) is float:
        centimes = convert_rapide(valeur)
        return centimes if centimes is not None else _convert(valeur)
    if isinstance(valeur, bool) or not isinstance(valeur, str | int | float):
        raise MontantInvalide(f"« {valeur} » n’est pas un montant en euros")
    if isinstance(valeur, str):
        return _parse(valeur)
    return _convert(valeur)


def convert_rapide(valeur: float) -> int | None:
    """Same answer as ``convert_nombre`` for an ordinary amount, or None when that one must decide."""
    if not -_GRAND < valeur < _GRAND:
        return None
    produit = valeur * 100.0
    centimes = round(produit)
    return centimes if -_MARGE < produit - centimes < _MARGE else None


def _convert(valeur: float | int) -> int:
    if not math.isfinite(valeur):
        raise MontantInvalide(f"« {valeur} » n’est pas un montant en euros")
    try:
        return convert_nombre(valeur)
    except MontantInvalide as error:
        proche = Decimal(repr(valeur)).quantize(Decimal("0.01"))
        raise MontantAmbigu(
            f"la cellule contient {str(valeur).replace('.', ',')} et affiche sans doute "
            f"{str(proche).replace('.', ',')} : le montant n’est pas arrondi au centime"
        ) from error


def looks_like_montant(valeur: Valeur) -> bool:
    """Is it an amount, even an ambiguous one, rather than words or nothing?"""
    if isinstance(valeur, str):
        return valeur != "" and type(_understand(valeur)) is not MontantInvalide
    return isinstance(valeur, float | int) and not isinstance(valeur, bool)


def parse_sur(texte: str) -> int | None:
    """Centimes of a text that is certainly an amount, else None."""
    compris = _understand(texte)
    return compris if isinstance(compris, int) else None


def _parse(texte: str) -> int | None:
    compris = _understand(texte)
    if isinstance(compris, MontantInvalide):
        raise compris.with_traceback(None)
    return compris


@lru_cache(maxsize=20_000)
def _understand(texte: str) -> int | MontantInvalide | None:
    """What a text says, refusals included, remembered: a table writes the same amounts again and again."""
    net = texte.strip(" \t\r\n\u00a0\u202f\u2009\u2007'")
    if not net or net.lower() in _RIEN:
        return None
    try:
        return parse_montant(net)
    except MontantInvalide:
        if _CHIFFRES.fullmatch(net):
            return MontantAmbigu(f"« {net} » peut se lire de plusieurs façons")
        return MontantInvalide(f"« {net} » n’est pas un montant en euros")
