"""Year-on-year gaps and robust scores of the cube: how far a building is from the evolution of its peers."""

from typing import Any

import numpy as np

from services.charges.comparaison.cube import Cube
from services.charges.postes.nomenclature import FAMILLES


def score_familles(cube: Cube, surfaces: Any) -> tuple[Any, Any]:
    """The same as ``score_series`` by family of postes, in the order of the nomenclature."""
    par_famille = [cube.realise[:, :, cube.familles == famille].sum(axis=2) for famille in FAMILLES]
    return score_series(np.stack(par_famille, axis=2), surfaces)


def score_postes(cube: Cube, surfaces: Any) -> tuple[Any, Any]:
    """The same as ``score_series`` for each poste that somebody spent on, in the order of the nomenclature."""
    return score_series(cube.realise[:, :, (cube.realise != 0).any(axis=(0, 1))], surfaces)


def score_series(montants: Any, surfaces: Any) -> tuple[Any, Any]:
    """Year-on-year gaps in centimes, and robust scores: how many usual gaps away from the peers' evolution.

    Score = (log(€/m²) − median of the building − median of the year) ÷ (1.4826 × median absolute residual of the
    series); NaN where nothing positive was spent. Shapes:
    (copropriété, year − 1, series) and (copropriété, year, series).
    """
    ecarts = np.diff(montants, axis=1)
    with np.errstate(divide="ignore", invalid="ignore"):
        logs = np.where(montants > 0, np.log(montants / np.maximum(surfaces, 1)[:, None, None]), np.nan)
        residus = logs - _mediane(logs, 1)
        residus -= _mediane(residus, 0)
        usuel = 1.4826 * _mediane(np.abs(residus).reshape(-1, residus.shape[2]), 0)
        return ecarts, residus / np.maximum(usuel, 0.04)


def _mediane(valeurs: Any, axe: int) -> Any:
    """Median along an axis without the NaN, kept as a dimension: sorted once, NaN last."""
    trie = np.sort(valeurs, axis=axe)
    nombre = np.sum(~np.isnan(valeurs), axis=axe, keepdims=True)
    bas = np.take_along_axis(trie, np.maximum((nombre - 1) // 2, 0), axis=axe)
    haut = np.take_along_axis(trie, np.minimum(nombre // 2, valeurs.shape[axe] - 1), axis=axe)
    return (bas + haut) / 2
