"""The amount of a cell, in centimes, or why it is not certain."""

import math
import re
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

from shared.excel.cellules import Valeur
from shared.montants import MontantInvalide, convert_nombre, parse_montant

_CHIFFRES = re.compile(
    r"[-+(\u2212]?\s*[\d\s.,'’\u00a0\u202f\u2009\u2007]*\d[\d\s.,'’\u00a0\u202f]*[-)\u2212]?\s*(?:€|eur|euros?)?", re.I
)
_SENS = re.compile(r"(?P<montant>.*\d.*?)\s*(?P<sens>CR|DB|CT|DT|C|D)\.?", re.I)
_DEVISE_DEVANT = re.compile(r"^(?:€|eur|euros?)\s*(?=[-+(\d\u2212])", re.I)
_DEVISE_DEDANS = re.compile(r"\s*(?:€|eur|euros?)\s*\)$", re.I)
"""``(14,71 €)``: the currency inside the brackets of a credit."""
_TAXES = re.compile(r"\s*\b(?:ttc|t\.t\.c\.)$", re.I)
_RIEN = frozenset({"-", "–", "—", "néant", "neant", "- €", "-€", "– €", "- "})
_APOSTROPHE = re.compile(r"(?<=\d)['’](?=\d{3}(?:\D|$))")
_MOINS = "\u2212"
_FRACTIONS = re.compile(
    rf"([-+{_MOINS}]?(?:\d{{1,12}}|\d{{1,3}}(?:[ \u00a0\u202f]\d{{3}}){{1,3}}))[.,](\d{{4,20}})\s*(?:€|eur|euros?)?",
    re.I,
)
"""Four decimals or more: the mark before them cannot be one of thousands."""
_MARGE = 0.0009
_GRAND = 1e10


class MontantAmbigu(MontantInvalide):
    """Ce montant peut se lire de deux façons."""


class MontantNonArrondi(MontantAmbigu):
    """Ce nombre porte des fractions de centime. ``centimes``: what a spreadsheet shows with two decimals."""

    def __init__(self, message: str, centimes: int) -> None:
        super().__init__(message)
        self.centimes = centimes


def read_montant(valeur: Valeur) -> int | None:
    """Centimes of a cell, or None when it holds nothing (blank, or the dash of an accounting format).

    A number further than a thousandth of a centime from a whole centime is not rounded here: what is shown (97,50) is
    not what is stored (97,4967), and the sum of what is shown may not be the total that is claimed.

    :raises MontantNonArrondi: fractions of a centime, that only a computation gives.
    :raises MontantAmbigu: two readings are possible (``1.234``).
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


def round_montre(valeur: float) -> int | None:
    """Centimes that a spreadsheet shows of a computed amount, or None when it is out of reach."""
    return int(_montre(Decimal(repr(valeur))).scaleb(2)) if -_GRAND < valeur < _GRAND else None


def has_fractions(valeur: Valeur) -> bool:
    """Does an amount hold four decimals or more, that only a computation gives? The noise of binary floats is none."""
    if isinstance(valeur, str):
        return _FRACTIONS.fullmatch(valeur.strip()) is not None
    return type(valeur) is float and convert_rapide(valeur) is None and convert_rapide(valeur * 10) is None


def _montre(valeur: Decimal) -> Decimal:
    return valeur.quantize(Decimal("0.01"), ROUND_HALF_UP)


def _convert(valeur: float | int) -> int:
    if not math.isfinite(valeur):
        raise MontantInvalide(f"« {valeur} » n’est pas un montant en euros")
    try:
        return convert_nombre(valeur)
    except MontantInvalide as error:
        raise _tell_fractions(Decimal(repr(valeur))) from error


def _tell_fractions(valeur: Decimal) -> MontantNonArrondi:
    montre = _montre(valeur)
    contenu, affiche = (str(nombre).replace(".", ",") for nombre in (valeur, montre))
    message = f"la cellule contient {contenu} et affiche sans doute {affiche} : le montant n’est pas arrondi au centime"
    return MontantNonArrondi(message, int(montre.scaleb(2)))


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
    if not net or re.sub(r"\s+", " ", net.lower()) in _RIEN:
        return None
    net = _TAXES.sub("", net) or net
    sens = _SENS.fullmatch(net)
    if sens is not None:
        return _sign(_understand(sens["montant"]), sens["sens"].upper(), net)
    net = _APOSTROPHE.sub("", _DEVISE_DEVANT.sub("", _DEVISE_DEDANS.sub(")", net), count=1))
    try:
        return parse_montant(net)
    except MontantInvalide:
        fractions = _FRACTIONS.fullmatch(net)
        if fractions:
            entiers = re.sub(r"\s", "", fractions[1].replace(_MOINS, "-"))
            return _tell_fractions(Decimal(f"{entiers}.{fractions[2]}"))
        if _CHIFFRES.fullmatch(net):
            return MontantAmbigu(f"« {net} » peut se lire de plusieurs façons")
        return MontantInvalide(f"« {net} » n’est pas un montant en euros")


def _sign(compris: int | MontantInvalide | None, sens: str, texte: str) -> int | MontantInvalide | None:
    """``48,00 CR`` is in our favour, ``48,00 DB`` is owed; a sign and a letter that disagree are not certain."""
    if isinstance(compris, MontantNonArrondi):
        return MontantAmbigu(f"« {texte} » n’est pas arrondi au centime")
    if not isinstance(compris, int):
        return compris
    if compris < 0:
        return MontantAmbigu(f"« {texte} » porte à la fois un signe et un sens")
    return -compris if sens.startswith("C") else compris
