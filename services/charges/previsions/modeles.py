"""The ways to foresee a poste from its past, the one that would have erred least, and the band its errors give.

Each way takes the exercises known so far and says the next one. The way of a poste is chosen by its peers: the one
whose past forecasts, made without knowing the exercise they foresaw, were nearest. The band goes from the 20th to the
80th percentile of those errors, over every kind of heating: a shock of prices strikes all the buildings of one kind at
once, so one kind alone has seen too few shocks to say how wide the band is.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from services.charges.previsions.niveaux import Ajustement, Matrice, fit_niveaux, mediane

HAUSSE_SANS_PAIRS = 0.02
PAIRS_MINIMUM = 3
ANNEES_MINIMUM = 3
ERREURS_MINIMUM = 8
EPREUVES = 6
"""How many past exercises are foreseen again to judge the ways."""
BANDE_SANS_PASSE = 0.15
DERNIER, TENDANCE, MOYENNE = "dernier", "tendance", "moyenne"
NIVEAU, RETOUR = "niveau", "retour"
PERSISTANCE = 0.5
"""What is left, a year later, of a gap of prices to their line: half, for want of an index of prices."""
HAUSSE_BORNEE = 0.15
DESORDRE_MOYEN = 0.06
AVANTAGE = 0.9
"""A way takes the place of the usual one of its poste only when its errors are smaller by a tenth."""


@dataclass(frozen=True, slots=True)
class Choix:
    """What was kept for a poste: the way, its band in logs, how many past errors gave it, and their median size."""

    methode: str
    bas: float
    haut: float
    erreurs: int
    erreur_mediane: float


def _hausse(evolutions: Matrice) -> float:
    """The usual yearly rise among peers: median of every slope between two exercises, within bounds.

    The more the years jump, the less a slope is believed: it comes back to the ordinary rise of prices.
    """
    rangs = np.arange(len(evolutions))
    pentes = [(evolutions[b] - evolutions[a]) / (b - a) for a in rangs for b in rangs if b > a]
    if not pentes:
        return HAUSSE_SANS_PAIRS
    desordre = float(np.median(np.abs(np.diff(evolutions) - np.median(np.diff(evolutions)))))
    confiance = 1 / (1 + (desordre / DESORDRE_MOYEN) ** 2)
    mesuree = float(np.clip(np.median(pentes), -HAUSSE_BORNEE, HAUSSE_BORNEE))
    return confiance * mesuree + (1 - confiance) * HAUSSE_SANS_PAIRS


def _follow(fit: Ajustement, hausse: float) -> Matrice:
    return np.asarray(fit.recents + fit.evolutions[-1] + hausse)


def _line(fit: Ajustement, hausse: float) -> Matrice:
    rangs = np.arange(len(fit.evolutions))
    depart = float(np.median(fit.evolutions - hausse * rangs))
    return np.asarray(fit.recents + depart + hausse * len(rangs))


def _revert(fit: Ajustement, hausse: float) -> Matrice:
    """The line of prices, with half of the last exercise's gap to it: a shock of energy neither stays nor vanishes."""
    ligne = _line(fit, hausse)
    return np.asarray(ligne + PERSISTANCE * (_follow(fit, hausse) - ligne))


def _level(fit: Ajustement, hausse: float) -> Matrice:
    """Usual level: mean of the logs of every exercise, each brought to the next one; what jumps has no recent level."""
    logs = np.where(fit.ponctuels, np.nan, fit.niveaux[:, None] + fit.evolutions[None, :] + fit.residus)
    rangs = np.arange(logs.shape[1], 0, -1)
    niveau = _nanmean(logs + hausse * rangs[None, :])
    return np.where(np.isfinite(niveau), niveau, _follow(fit, hausse))


def _mean(fit: Ajustement, hausse: float) -> Matrice:
    """Mean of the last three exercises, each brought to the next one by the usual rise: for what comes by jumps."""
    logs = np.where(fit.ponctuels, np.nan, fit.niveaux[:, None] + fit.evolutions[None, :] + fit.residus)[:, -3:]
    rangs = np.arange(logs.shape[1], 0, -1)
    moyenne = np.log(np.maximum(_nanmean(np.exp(logs + hausse * rangs[None, :])), 1e-9))
    return np.where(np.isfinite(moyenne), moyenne, _follow(fit, hausse))


def _nanmean(valeurs: Matrice) -> Matrice:
    connus = np.isfinite(valeurs)
    nombre = connus.sum(axis=1)
    somme = np.where(connus, valeurs, 0.0).sum(axis=1)
    return np.asarray(np.where(nombre > 0, somme / np.maximum(nombre, 1), np.nan))


METHODES: Mapping[str, Callable[[Ajustement, float], Matrice]] = {
    DERNIER: _follow, TENDANCE: _line, MOYENNE: _mean, NIVEAU: _level, RETOUR: _revert,
}  # fmt: skip


def forecast_suivant(logs: Matrice, methodes: tuple[str, ...]) -> dict[str, Matrice]:
    """The log of the exercise that follows, by way: one row a building, nan for a building without any past."""
    fit = fit_niveaux(logs)
    hausse = measure_hausse(fit)
    return {nom: METHODES[nom](fit, hausse) for nom in methodes}


def measure_hausse(fit: Ajustement) -> float:
    """The usual yearly rise of a poste among its peers, in log; the ordinary one with too few peers or exercises."""
    pairs = int(np.isfinite(fit.residus).any(axis=1).sum())
    return _hausse(fit.evolutions) if pairs >= PAIRS_MINIMUM and len(fit.evolutions) > 1 else HAUSSE_SANS_PAIRS


def measure_erreurs(logs: Matrice, methodes: tuple[str, ...]) -> dict[str, Matrice]:
    """What each way would have missed in the last exercises, in logs (spent less foreseen), each foreseen blind."""
    erreurs: dict[str, list[Matrice]] = {nom: [] for nom in methodes}
    largeur = logs.shape[1]
    for cible in range(max(ANNEES_MINIMUM, largeur - EPREUVES), largeur):
        for nom, prevu in forecast_suivant(logs[:, :cible], methodes).items():
            ecart = logs[:, cible] - prevu
            erreurs[nom].append(ecart[np.isfinite(ecart)])
    return {nom: np.concatenate(lots) if lots else np.empty(0) for nom, lots in erreurs.items()}


def choose_methode(groupes: Sequence[Matrice], methodes: tuple[str, ...]) -> Choix:
    """The way that erred least, by the median of its errors, and its band; the first one without a past to judge.

    :param groupes: the logs of the buildings that share prices, one matrix a group; errors are judged together.
    """
    mesures = [measure_erreurs(logs, methodes) for logs in groupes]
    erreurs = {nom: np.concatenate([mesure[nom] for mesure in mesures]) for nom in methodes}
    jugees = {nom: valeurs for nom, valeurs in erreurs.items() if valeurs.size >= ERREURS_MINIMUM}
    if not jugees:
        return Choix(methodes[0], -BANDE_SANS_PASSE, BANDE_SANS_PASSE, 0, BANDE_SANS_PASSE)
    nom = min(jugees, key=lambda one: float(np.median(np.abs(jugees[one]))) * (AVANTAGE if one == methodes[0] else 1))
    bas, haut = np.quantile(jugees[nom], (0.2, 0.8))
    return Choix(nom, float(bas), float(haut), int(jugees[nom].size), float(np.median(np.abs(jugees[nom]))))


def last_connu(logs: Matrice) -> Matrice:
    """The last spent exercise of each building, one-offs set aside."""
    fit = fit_niveaux(logs)
    propres = np.where(fit.ponctuels, np.nan, logs)
    found = np.full(logs.shape[0], np.nan)
    for colonne in range(logs.shape[1]):
        found = np.where(np.isfinite(propres[:, colonne]), propres[:, colonne], found)
    return np.where(np.isfinite(found), found, mediane(logs, axis=1))
