"""The heatmap's scale: seven steps centred on zero, each with its sign, and the order by what is at stake."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import log
from typing import Any

import numpy as np

MAD_NORMALE = 1.4826
ECART_PLANCHER = 0.05
PAIRS_MINIMUM = 8
SEUILS_COTE = (5, 15, 30)
"""Tenths of a usual gap where the scale changes step: 0.5, 1.5 and 3."""
SEUILS_POURCENT = (30, 100, 250)
"""Tenths of a percent: 3 %, 10 % and 25 %."""


@dataclass(frozen=True, slots=True)
class Case:
    """One cell: ``valeur`` in tenths (of a usual gap, or of a percent), None when it says nothing; ``enjeu``: ours.

    ``pas`` goes from -3 (far below) to 3 (far above): the look of the cell.
    """

    valeur: int | None
    pas: int
    montant: int
    reference: int
    enjeu: int


def choose_pas(valeur: int | None, seuils: tuple[int, int, int]) -> int:
    """The step of a value, symmetric around zero."""
    if valeur is None:
        return 0
    taille = sum(abs(valeur) >= seuil for seuil in seuils)
    return taille if valeur > 0 else -taille


def measure_pairs(taux: Sequence[int] | np.ndarray[Any, np.dtype[np.int64]]) -> tuple[int, float] | None:
    """Median €/m² (in centimes) of the peers and the usual gap of its log; None below eight peers."""
    tous = np.array(taux, dtype=np.float64)
    positifs = tous[tous > 0]
    if len(positifs) < PAIRS_MINIMUM:
        return None
    milieu = _find_milieu(positifs)
    ecart = MAD_NORMALE * _find_milieu(np.abs(np.log(positifs / milieu)))
    return round(milieu), max(ecart, ECART_PLANCHER)


def _find_milieu(valeurs: np.ndarray[Any, np.dtype[np.float64]]) -> float:
    """The median, without what ``np.median`` does for tables and gaps: it is asked thirty times a page."""
    triees = np.sort(valeurs)
    nombre = len(triees)
    return float(triees[(nombre - 1) // 2] + triees[nombre // 2]) / 2


def compute_cote(taux: int, milieu: int, ecart: float) -> int | None:
    """How many usual gaps from the peers' median, in tenths; None when nothing was spent."""
    if taux <= 0 or milieu <= 0:
        return None
    return round(10 * log(taux / milieu) / ecart)
