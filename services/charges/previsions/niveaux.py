"""Level of each building and evolution of each year for one poste, cleaned of one-offs: what a forecast starts from.

A matrix of logs, a building a row, an exercise a column, nan where nothing was spent. Logs are measures, never money:
an amount comes back to whole centimes at the door of ``modeles``.
"""

import warnings
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Matrice: TypeAlias = NDArray[np.float64]
"""Logs of euros (rows: buildings, columns: exercises), or one row or column of them."""

ITERATIONS = 4
MAD_NORMALE = 1.4826
ECART_PLANCHER = 0.03
SEUIL_PONCTUEL = 3.5
"""Beyond so many usual gaps from its level and its peers, an exercise is a one-off unless the next one confirms it."""
RECENTS = 3


@dataclass(frozen=True, slots=True)
class Ajustement:
    """``residus``: what neither the level nor the year explains; ``ponctuels``: the exercises set aside."""

    niveaux: Matrice
    evolutions: Matrice
    residus: Matrice
    ponctuels: NDArray[np.bool_]
    ecart_usuel: float

    @property
    def recents(self) -> Matrice:
        """The level of each building now: its median, moved by half of what its last exercises add to it."""
        propres = np.where(self.ponctuels, np.nan, self.residus)[:, -RECENTS:]
        return self.niveaux + 0.5 * np.nan_to_num(mediane(propres, axis=1))


def mediane(valeurs: Matrice, axis: int) -> Matrice:
    """The median along an axis, nan where there is nothing."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)
        return np.asarray(np.nanmedian(valeurs, axis=axis))


def fit_niveaux(logs: Matrice) -> Ajustement:
    """Medians in turns until they settle, then once more without the one-offs: a wild year moves nothing."""
    niveaux, evolutions = _polish(logs)
    residus = logs - niveaux[:, None] - evolutions[None, :]
    ponctuels, ecart = _find_ponctuels(residus)
    niveaux, evolutions = _polish(np.where(ponctuels, np.nan, logs))
    return Ajustement(niveaux, evolutions, logs - niveaux[:, None] - evolutions[None, :], ponctuels, ecart)


def _polish(logs: Matrice) -> tuple[Matrice, Matrice]:
    evolutions = np.zeros(logs.shape[1])
    niveaux = mediane(logs, axis=1)
    for _ in range(ITERATIONS):
        evolutions = np.nan_to_num(mediane(logs - niveaux[:, None], axis=0))
        niveaux = mediane(logs - evolutions[None, :], axis=1)
    return niveaux, evolutions


def _find_ponctuels(residus: Matrice) -> tuple[NDArray[np.bool_], float]:
    """Exercises far from their level that the exercise after does not confirm, and the usual gap of the poste."""
    tailles = np.abs(residus[np.isfinite(residus) & (np.abs(residus) > 1e-9)])
    ecart = max(MAD_NORMALE * float(np.median(tailles)) if tailles.size else 0.0, ECART_PLANCHER)
    loin = np.abs(residus) > SEUIL_PONCTUEL * ecart
    suivant = np.full(residus.shape, np.nan)
    suivant[:, :-1] = residus[:, 1:]
    confirme = (np.sign(suivant) == np.sign(residus)) & (np.abs(suivant) > SEUIL_PONCTUEL * ecart / 2)
    return loin & ~confirme, ecart
