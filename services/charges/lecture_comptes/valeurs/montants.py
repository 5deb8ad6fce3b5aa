"""The amount of a cell of accounts: as everywhere, and the D/C marks of ledgers."""

import re
from decimal import ROUND_HALF_UP, Decimal

from shared.excel.cellules import Valeur
from shared.excel.montants import MontantAmbigu, read_montant
from shared.montants import MontantInvalide

_SENS = re.compile(r"^(.*\d.*?)\s*(CR|CRED|C|DB|DT|D)\.?$", re.I)


def read_centimes(valeur: Valeur) -> int | None:
    """Centimes, or None for an empty cell. ``1 234,56 CR`` is negative.

    :raises MontantInvalide: words, or an amount that two readers could read differently.
    """
    if isinstance(valeur, str):
        lu = _SENS.match(valeur.strip())
        if lu:
            montant = read_montant(lu[1])
            return None if montant is None else -montant if lu[2].upper().startswith("C") else montant
    try:
        return read_montant(valeur)
    except MontantAmbigu:
        if isinstance(valeur, float):
            return int(Decimal(repr(valeur)).scaleb(2).quantize(Decimal(1), ROUND_HALF_UP))
        raise


def read_nombre(valeur: Valeur) -> int:
    """Centimes of a cell, 0 when it holds no sure amount: to compare columns, never to keep."""
    try:
        return read_centimes(valeur) or 0
    except MontantInvalide:
        return 0


def is_exact(valeur: Valeur) -> bool:
    """Whether the cell holds whole centimes: a longer fraction was rounded, and that is told."""
    return not isinstance(valeur, float) or abs(valeur * 100 - round(valeur * 100)) < 0.01


def holds_montant(valeur: Valeur) -> bool:
    """A number, or a text that reads as an amount."""
    if isinstance(valeur, bool) or valeur == "":
        return False
    if isinstance(valeur, int | float):
        return True
    if not isinstance(valeur, str):
        return False
    try:
        return read_centimes(valeur) is not None
    except MontantAmbigu:
        return True
    except MontantInvalide:
        return False
