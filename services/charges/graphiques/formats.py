"""Amounts on pictures and committee pages: whole euros or k€, never cents, the unit said once where it can be."""

from decimal import ROUND_HALF_UP, Decimal

from shared.montants import ESPACE_FINE, ESPACE_INSECABLE

SEUIL_KILO = 10_000_00
SEUIL_SANS_DECIMALE = 100_000_00
MOINS = "\u2212"


def format_euros(centimes: int, *, signe: bool = False) -> str:
    """``12 346 €``, rounded to the nearest euro, half away from zero; ``signe`` writes the plus too."""
    return _sign(centimes, signe) + _group(_divide(abs(centimes), 100)) + f"{ESPACE_INSECABLE}€"


def format_kilo(centimes: int, *, signe: bool = False, unite: bool = True) -> str:
    """``34,5 k€``; without decimal above 100 k€, whole euros are never mixed with them in a column."""
    if abs(centimes) >= SEUIL_SANS_DECIMALE:
        texte = _group(_divide(abs(centimes), 100_000))
    else:
        dixiemes = _divide(abs(centimes), 10_000)
        texte = f"{_group(dixiemes // 10)},{dixiemes % 10}"
    return _sign(centimes, signe) + texte + (f"{ESPACE_INSECABLE}k€" if unite else "")


def format_court(centimes: int, *, signe: bool = False) -> str:
    """On a bar: k€ from 10 000 €, whole euros below."""
    if abs(centimes) >= SEUIL_KILO:
        return format_kilo(centimes, signe=signe)
    return format_euros(centimes, signe=signe)


def format_pourcent(dixiemes: int | None, *, signe: bool = True) -> str:
    """Tenths of a percent: ``+3,5 %``; « n.s. » for what means nothing."""
    if dixiemes is None:
        return "n.s."
    return f"{_sign(dixiemes, signe)}{abs(dixiemes) // 10},{abs(dixiemes) % 10}{ESPACE_INSECABLE}%"


def compute_pourcent(ecart: int, base: int, seuil: int = 100_00) -> int | None:
    """A gap over its base, in tenths of a percent, half away from zero; None under ``seuil`` centimes (n.s.)."""
    if base < seuil:
        return None
    return int((Decimal(ecart) * 1000 / base).quantize(Decimal(1), ROUND_HALF_UP))


def _sign(valeur: int, signe: bool) -> str:
    return MOINS if valeur < 0 else "+" if signe and valeur > 0 else ""


def _divide(valeur: int, diviseur: int) -> int:
    return (2 * valeur + diviseur) // (2 * diviseur)


def _group(valeur: int) -> str:
    return f"{valeur:,}".replace(",", ESPACE_FINE)
