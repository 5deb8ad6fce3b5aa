"""The amount of a cell: the shared reading, under the names this room knows it by."""

from shared.excel.cellules import Valeur
from shared.excel.montants import (
    MontantAmbigu,
    MontantNonArrondi,
    convert_rapide,
    has_fractions,
    looks_like_montant,
    parse_sur,
    round_montre,
)
from shared.excel.montants import read_montant as read_exact


def read_montant(valeur: Valeur) -> int | None:
    """Centimes of a cell as it is shown, or None when it holds nothing: to compare, or to know what a cell is.

    :raises MontantInvalide: this is not an amount, or two readings are possible.
    """
    try:
        return read_exact(valeur)
    except MontantNonArrondi as error:
        return error.centimes


__all__ = [
    "MontantAmbigu",
    "MontantNonArrondi",
    "convert_rapide",
    "has_fractions",
    "looks_like_montant",
    "parse_sur",
    "read_exact",
    "read_montant",
    "round_montre",
]
