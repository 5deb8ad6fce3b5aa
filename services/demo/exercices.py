"""The exercises of a copropriété with their voted budgets, and its voted works, in the contract's JSON."""

from datetime import date, timedelta
from typing import Any, NamedTuple

from services.demo.calendrier import Calendrier, Periode, add_months, ag_de, exercice_decale, prochaine_echeance
from services.demo.immeubles import Immeuble
from services.demo.lots import build_cles
from services.demo.postes import budget, by_cle, postes_de

EURO = 100
NUMERO_TRAVAUX = 14
"""The works of the demo's past AGs are always resolution 14."""
DELAI_DE_CONTESTATION = timedelta(days=75)


def budget_par_cle(immeuble: Immeuble, surface_m2: int, exercice: Periode) -> dict[str, int]:
    """The budget voted for an exercise, by clé, in centimes: the sum of its postes."""
    total = {cle["code"]: 0 for cle in build_cles(immeuble)}
    for poste in postes_de(immeuble):
        for cle, montant in by_cle(immeuble, poste, budget(immeuble, surface_m2, poste, exercice)).items():
            total[cle] += montant
    return {cle: montant for cle, montant in total.items() if montant}


def build_exercices(
    immeuble: Immeuble, surface_m2: int, calendrier: Calendrier, aujourdhui: date
) -> list[dict[str, Any]]:
    """The last exercise, the current one, and the next one when this year's AG has already voted its budget."""
    last = 1 if calendrier.ag <= aujourdhui else 0
    periods = [exercice_decale(calendrier.exercice, annee) for annee in range(-1, last + 1)]
    return [_build_exercice(immeuble, surface_m2, calendrier, period) for period in periods]


def _build_exercice(immeuble: Immeuble, surface_m2: int, calendrier: Calendrier, periode: Periode) -> dict[str, Any]:
    voted = budget_par_cle(immeuble, surface_m2, periode)
    return {
        "libelle": periode.libelle,
        "debut": periode.debut.isoformat(),
        "fin": periode.fin.isoformat(),
        "vote_le": ag_de(calendrier, exercice_decale(periode, -1)).isoformat(),
        "budget": voted,
        "fonds_travaux": {"GEN": fonds_travaux(sum(voted.values()), taux_fonds(immeuble))},
    }


def fonds_travaux(budget_centimes: int, taux: int) -> int:
    """The yearly contribution, in centimes: so many percent of the budget, rounded up to the euro."""
    return -(-budget_centimes * taux // (100 * EURO)) * EURO


def taux_fonds(immeuble: Immeuble) -> int:
    """Five percent, the legal floor (loi 65-557 art. 14-2-1), or what a few AGs chose above it."""
    return {"C007": 8, "C013": 10, "C023": 6}.get(immeuble.code, 5)


class Operation(NamedTuple):
    """Works that an AG of the demo voted: amount for all owners in centimes, number of calls, how many AGs ago."""

    cle: str
    libelle: str
    montant: int
    appels: int
    anciennete: int = 0


OPERATIONS = {
    "C001": Operation("BATB", "Réfection de l’étanchéité de la toiture-terrasse du bâtiment B", 9_600_000, 4),
    "C005": Operation("GEN", "Isolation thermique par l’extérieur des façades", 61_248_000, 6),
    "C010": Operation("EAU", "Remplacement des colonnes montantes d’eau", 8_437_500, 4),
    "C012": Operation("GEN", "Réfection des réseaux enterrés d’évacuation", 13_872_000, 4, 1),
    "C014": Operation("ASC", "Modernisation de l’ascenseur", 5_843_280, 4),
    "C018": Operation("GEN", "Ravalement des façades sur rue et sur cour", 11_812_450, 4),
    "C022": Operation("CHF", "Remplacement de la sous-station de chauffage", 14_520_000, 5),
    "C023": Operation("PKG", "Motorisation du portail et contrôle d’accès", 1_456_000, 2),
}


def build_travaux(immeuble: Immeuble, derniere_ag: date) -> list[dict[str, Any]]:
    """The works voted, with their due dates: quarters that open once the AG can no longer be contested."""
    operation = OPERATIONS.get(immeuble.code)
    if operation is None:
        return []
    ag = derniere_ag - timedelta(days=364) * operation.anciennete
    first = prochaine_echeance(ag + DELAI_DE_CONTESTATION)
    return [{
        "date_ag": ag.isoformat(),
        "resolution": str(NUMERO_TRAVAUX),
        "libelle": operation.libelle,
        "cle": operation.cle,
        "montant": operation.montant,
        "echeances": [add_months(first, 3 * rang).isoformat() for rang in range(operation.appels)],
    }]  # fmt: skip
