"""The forecast of every poste of every building for an exercise, in centimes, with its reasons. Pure."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import exp, log

import numpy as np

from services.charges.previsions.modeles import (
    DERNIER,
    MOYENNE,
    NIVEAU,
    RETOUR,
    TENDANCE,
    Choix,
    choose_methode,
    forecast_suivant,
    last_connu,
    measure_hausse,
)
from services.charges.previsions.niveaux import Matrice, fit_niveaux

METHODES_DE = {
    "REP": (NIVEAU, MOYENNE), "ASC-06": (NIVEAU, MOYENNE), "ASS": (TENDANCE, DERNIER),
    "CHF": (TENDANCE, RETOUR, DERNIER), "ELE": (TENDANCE, RETOUR, DERNIER), "SYN": (DERNIER, TENDANCE),
}  # fmt: skip
ORDINAIRES = (DERNIER, TENDANCE, MOYENNE)
ELARGISSEMENT = 1.4
"""Two exercises ahead, errors that do not know each other add up: about the square root of two."""
SANS_PREVISION = frozenset({"TRX", "FDT", "PRD", "DIV"})


@dataclass(frozen=True, slots=True)
class Serie:
    """What a building spent on a poste, in centimes by year of the exercise's end. ``groupe``: whose prices it shares.

    ``evenements``: the years from which a documented change gave it a new level.
    """

    copro_id: int
    poste: str
    groupe: str
    montants: Mapping[int, int]
    evenements: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Prevision:
    """What a poste should cost in ``annee``, all owners, in centimes, and why.

    ``reference``: the last exercise spent, one-offs set aside; ``methode``: the way kept; ``pairs``: buildings seen;
    ``erreurs``: past forecasts that gave the band; ``erreur_pour_mille``: their median size; ``ponctuel``: the last
    exercise was set aside as a one-off. ``suivant``: one exercise further, by the usual rise; its band is wider.
    """

    copro_id: int
    poste: str
    annee: int
    montant: int
    bas: int
    haut: int
    reference: int
    methode: str
    pairs: int
    erreurs: int
    erreur_pour_mille: int
    ponctuel: bool
    hausse_pour_mille: int
    suivant: int
    suivant_bas: int
    suivant_haut: int


def forecast_series(series: Iterable[Serie], annee: int) -> dict[tuple[int, str], Prevision]:
    """The forecast of each (building, poste) whose last exercise is the year before, or the one before that.

    Exercises from ``annee`` on are not read: an old year foreseen again gives what could be said then.
    """
    postes: dict[str, dict[str, list[Serie]]] = defaultdict(lambda: defaultdict(list))
    for serie in series:
        if serie.poste[:3] not in SANS_PREVISION and _is_alive(serie, annee):
            postes[serie.poste][serie.groupe].append(serie)
    found: dict[tuple[int, str], Prevision] = {}
    for poste, groupes in sorted(postes.items()):
        matrices = {nom: _build_logs(membres, _list_annees(membres, annee)) for nom, membres in groupes.items()}
        choix = choose_methode(list(matrices.values()), methodes_de(poste))
        for nom, membres in sorted(groupes.items()):
            for prevision in _forecast_groupe(membres, matrices[nom], annee, choix):
                found[prevision.copro_id, poste] = prevision
    return found


def _list_annees(membres: Sequence[Serie], annee: int) -> list[int]:
    return list(range(min(min(serie.montants) for serie in membres), annee))


def _is_alive(serie: Serie, annee: int) -> bool:
    """Whether the building still spends on this poste."""
    return any(serie.montants.get(annee - recul, 0) > 0 for recul in (1, 2))


def methodes_de(poste: str) -> tuple[str, ...]:
    """The ways that make sense for a poste, the usual one first."""
    return METHODES_DE.get(poste) or METHODES_DE.get(poste[:3]) or ORDINAIRES


def _forecast_groupe(membres: Sequence[Serie], logs: Matrice, annee: int, choix: Choix) -> list[Prevision]:
    prevus = forecast_suivant(logs, (choix.methode,))[choix.methode]
    references, hausse = last_connu(logs), measure_hausse(fit_niveaux(logs))
    return [
        _build_prevision(serie, annee, choix, hausse, (float(prevus[rang]), float(references[rang])), len(membres))
        for rang, serie in enumerate(membres)
        if np.isfinite(prevus[rang])
    ]


def _build_logs(membres: Sequence[Serie], annees: Sequence[int]) -> Matrice:
    """Logs of the centimes; the years before a documented change are forgotten, once the new level has an exercise."""
    logs = np.full((len(membres), len(annees)), np.nan)
    for rang, serie in enumerate(membres):
        debut = max((year for year in serie.evenements if year < annees[-1] + 1), default=annees[0])
        if not any(serie.montants.get(year, 0) > 0 for year in annees if year >= debut):
            debut = annees[0]
        for colonne, year in enumerate(annees):
            if year >= debut and serie.montants.get(year, 0) > 0:
                logs[rang, colonne] = log(serie.montants[year])
    return logs


def _build_prevision(
    serie: Serie, annee: int, choix: Choix, hausse: float, logs: tuple[float, float], pairs: int
) -> Prevision:
    prevu, reference = logs
    montant, last, connue = round(exp(prevu)), serie.montants.get(annee - 1, 0), round(exp(reference))
    suivant = round(exp(prevu + hausse))
    return Prevision(
        copro_id=serie.copro_id, poste=serie.poste, annee=annee, montant=montant,
        bas=min(montant, round(exp(prevu + choix.bas))), haut=max(montant, round(exp(prevu + choix.haut))),
        reference=connue, methode=choix.methode, pairs=pairs, erreurs=choix.erreurs,
        erreur_pour_mille=round(choix.erreur_mediane * 1000), ponctuel=last > 0 and abs(last - connue) > 1,
        hausse_pour_mille=round((exp(hausse) - 1) * 1000), suivant=suivant,
        suivant_bas=min(suivant, round(exp(prevu + hausse + choix.bas * ELARGISSEMENT))),
        suivant_haut=max(suivant, round(exp(prevu + hausse + choix.haut * ELARGISSEMENT))),
    )  # fmt: skip
