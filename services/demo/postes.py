"""What each copropriété spends on each poste of the nomenclature, year after year, in centimes.

A level in the money of 2020 (per m², per dwelling, per parking space or per building), times the price index of its
series, times the year's chance. Levels follow the published observatories (40 € per m² and year for a full-service
building outside Paris), and the energy series follow the shock of 2022-2023.
"""

from typing import NamedTuple

from services.demo.calendrier import Periode, exercice_decale
from services.demo.identifiants import draw
from services.demo.immeubles import Immeuble, codes_bat
from shared.montants import split_montant

MILLE = 1000
PAS_DE_BUDGET = 5_000
HAUSSE_ATTENDUE = 1040


class Poste(NamedTuple):
    """A poste: its clé, its level in centimes of 2020 by unit, the index it follows, its chance in per mille."""

    code: str
    cle: str
    niveau: int
    unite: str
    serie: str
    alea: int = 25


POSTES = (
    Poste("EAU-01", "EAU", 460, "m2", "eau", 40),
    Poste("EAU-03", "EAU", 38, "m2", "contrats"),
    Poste("CHF-01", "CHF", 880, "m2", "gaz"),
    Poste("CHF-02", "CHF", 960, "m2", "urbain"),
    Poste("CHF-04", "CHF", 95, "m2", "contrats"),
    Poste("CHF-05", "CHF", 85, "m2", "contrats"),
    Poste("CHF-06", "CHF", 30, "m2", "electricite"),
    Poste("ELE-01", "GEN", 95, "m2", "electricite", 40),
    Poste("ELE-02", "PKG", 2_600, "place", "electricite", 40),
    Poste("ASC-01", "ASC", 185_000, "batiment", "contrats"),
    Poste("ASC-02", "ASC", 42_000, "batiment", "electricite"),
    Poste("ASC-04", "ASC", 18_000, "batiment", "contrats"),
    Poste("ASC-06", "ASC", 45_000, "batiment", "general", 220),
    Poste("NET-01", "GEN", 360, "m2", "salaires"),
    Poste("PER-01", "GEN", 780, "m2", "salaires"),
    Poste("EXT-01", "GEN", 85, "m2", "contrats", 80),
    Poste("HYG-05", "GEN", 70, "m2", "salaires"),
    Poste("EQP-01", "GEN", 25, "m2", "contrats"),
    Poste("EQP-03", "GEN", 22, "m2", "contrats"),
    Poste("EQP-04", "PKG", 3_200, "place", "contrats"),
    Poste("EQP-05", "GEN", 18, "m2", "contrats"),
    Poste("REP-01", "BAT", 170, "m2", "general", 250),
    Poste("ASS-01", "GEN", 215, "m2", "assurance", 10),
    Poste("SYN-01", "GEN", 16_500, "logement", "contrats", 0),
    Poste("SYN-02", "GEN", 900, "logement", "general", 60),
    Poste("SYN-04", "GEN", 1_400, "logement", "general", 120),
    Poste("SYN-07", "GEN", 250, "logement", "general", 60),
)

HAUSSES = {
    "general": {2021: 16, 2022: 52, 2023: 49, 2024: 20, 2025: 12},
    "contrats": {2021: 12, 2022: 35, 2023: 55, 2024: 30, 2025: 20},
    "salaires": {2021: 15, 2022: 45, 2023: 55, 2024: 30, 2025: 22},
    "assurance": {2021: 35, 2022: 45, 2023: 75, 2024: 90, 2025: 70, 2026: 50},
    "eau": {2021: 15, 2022: 28, 2023: 45, 2024: 50, 2025: 35},
    "gaz": {2021: 150, 2022: 480, 2023: 260, 2024: -210, 2025: -70, 2026: 10},
    "urbain": {2021: 60, 2022: 190, 2023: 140, 2024: -40, 2025: -20, 2026: 10},
    "electricite": {2021: 60, 2022: 110, 2023: 390, 2024: 60, 2025: -140, 2026: -20},
}
"""Yearly changes of each price, in per mille; the years that are not written change by ``HAUSSE_ORDINAIRE``."""
HAUSSE_ORDINAIRE = 20

DERIVES = {("C013", "SYN-01"): 70, ("C013", "SYN-04"): 160, ("C022", "NET-01"): 60}
"""What somebody should notice: fees and a contract that grow by so many per mille more than their index, each year."""


def postes_de(immeuble: Immeuble) -> list[Poste]:
    """The postes this building really has: no lift contract without a lift."""
    absent = {"CHF-01"} if immeuble.chauffage == "urbain" else {"CHF-02"}
    absent |= set() if immeuble.gardien else {"PER-01"}
    absent |= {"EXT-01"} if immeuble.lots_principaux < 20 else set()
    cles = {"GEN", "BAT"}
    cles |= {"ASC"} if immeuble.ascenseur else set()
    cles |= {"CHF", "EAU"} if immeuble.chauffage else set()
    cles |= {"PKG"} if immeuble.stationnements else set()
    return [poste for poste in POSTES if poste.cle in cles and poste.code not in absent]


def realise(immeuble: Immeuble, surface_m2: int, poste: Poste, exercice: Periode) -> int:
    """What was spent in an exercise, in centimes."""
    chance = draw(immeuble.code, poste.code, exercice.debut)
    alea = MILLE + chance.randint(-poste.alea, poste.alea)
    if poste.cle == "CHF":
        alea = alea * draw("climat", exercice.debut.year).randint(950, 1060) // MILLE
    return tendance(immeuble, surface_m2, poste, exercice) * alea // MILLE


def budget(immeuble: Immeuble, surface_m2: int, poste: Poste, exercice: Periode) -> int:
    """What the AG of the year before voted: the last approved accounts and a rise, rounded down to 50 €."""
    accounts = tendance(immeuble, surface_m2, poste, exercice_decale(exercice, -2))
    return max(1, accounts * HAUSSE_ATTENDUE // (MILLE * PAS_DE_BUDGET)) * PAS_DE_BUDGET


def by_cle(immeuble: Immeuble, poste: Poste, montant: int) -> dict[str, int]:
    """An amount of a poste by clé: one clé, but for repairs, which each building pays for itself."""
    codes = codes_bat(immeuble)
    if poste.cle != "BAT":
        return {poste.cle: montant}
    return split_montant(montant, [(code, 1) for code in codes]) if codes else {"GEN": montant}


def tendance(immeuble: Immeuble, surface_m2: int, poste: Poste, exercice: Periode) -> int:
    """The expected spending of an exercise, without its chance, in centimes."""
    quantite = {
        "m2": surface_m2,
        "logement": immeuble.lots_principaux,
        "place": immeuble.lots_principaux,
        "batiment": len(immeuble.batiments),
    }[poste.unite]
    mois = 13 - exercice.debut.month
    annee = exercice.debut.year
    prix = mois * indice(poste.serie, annee) + (12 - mois) * indice(poste.serie, annee + 1)
    montant = poste.niveau * quantite * prix // (12 * MILLE)
    derive = DERIVES.get((immeuble.code, poste.code), 0)
    for _ in range(min(max(annee - 2020, 0), 6)):
        montant = montant * (MILLE + derive) // MILLE
    return montant


def indice(serie: str, annee: int) -> int:
    """The price index of a series in a civil year: 1000 in 2020 and before."""
    value = MILLE
    for year in range(2021, annee + 1):
        value = value * (MILLE + HAUSSES[serie].get(year, HAUSSE_ORDINAIRE)) // MILLE
    return value
