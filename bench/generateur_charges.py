"""A made-up portfolio of charges with planted faults and with traps that are not faults, from a seed.

Everything is told by ``generate``: the buildings, the amounts, the documented events, and the faulty cells. The
variety (number of buildings and years, noise, size of the shocks) is drawn from the seed too.
"""

import random
from dataclasses import dataclass, field
from math import exp

from services.charges.anomalies.attendus import Cellule, Copropriete

NIVEAUX = {
    "EAU": 4.5,
    "CHF": 11.0,
    "ELE": 1.6,
    "NET": 4.0,
    "PER": 8.0,
    "ASC": 2.4,
    "EXT": 1.3,
    "HYG": 0.9,
    "EQP": 1.1,
    "REP": 2.5,
    "ASS": 2.2,
    "SYN": 4.2,
}
BRUITS = {
    "EAU": 0.06,
    "CHF": 0.07,
    "ELE": 0.07,
    "NET": 0.04,
    "PER": 0.04,
    "ASC": 0.04,
    "EXT": 0.08,
    "HYG": 0.08,
    "EQP": 0.09,
    "REP": 0.45,
    "ASS": 0.04,
    "SYN": 0.03,
}
HAUSSES = {"ASS": 0.06, "SYN": 0.03, "EAU": 0.03, "ELE": 0.03}
CONTRATS = ("ASC", "NET", "EQP", "EXT", "SYN", "ASS", "EAU")
CHAUFFAGES = ("collectif_gaz", "collectif_fioul", "urbain", "electrique", "individuel")
FAUTES_PAR_TYPE = 6


@dataclass
class Jeu:
    """One generated portfolio; ``fautes`` gives the type of each faulty cell, ``derives`` every year of each drift."""

    coproprietes: list[Copropriete]
    montants: dict[Cellule, int]
    evenements: set[Cellule] = field(default_factory=set)
    fautes: dict[Cellule, str] = field(default_factory=dict)
    derives: list[set[Cellule]] = field(default_factory=list)


def generate(graine: int) -> Jeu:
    """A portfolio, its traps, then its faults on cells that nothing else touches."""
    alea = random.Random(graine)
    annees = list(range(2025 - alea.randint(5, 10), 2025))
    fiches = [_draw_copropriete(alea, rang) for rang in range(alea.choice([30, 45, 60, 90]))]
    jeu = Jeu(fiches, _draw_montants(alea, fiches, annees))
    pris: set[tuple[str, str]] = set()
    _plant_pieges(alea, jeu, annees, pris)
    _plant_fautes(alea, jeu, annees, pris)
    return jeu


def _draw_copropriete(alea: random.Random, rang: int) -> Copropriete:
    lots = alea.choice([12, 18, 24, 40, 60, 90, 140])
    return Copropriete(
        copro_id=f"C{rang:03d}",
        lots_habitation=lots,
        lots_bailleur=max(1, round(lots * alea.uniform(0.1, 0.6))),
        surface_m2=round(lots * alea.uniform(55, 75)),
        chauffage=alea.choices(CHAUFFAGES, [40, 12, 20, 10, 18])[0],
        ascenseurs=str(alea.choice([0, 1, 1, 2, 3])),
        gardien=alea.choice(["oui", "non"]),
        espaces_verts=alea.choice(["oui", "non"]),
        periode=alea.choice(["1961-1974", "1975-1993", "2001-2010"]),
        syndic=f"S{alea.randint(1, 6):02d}",
    )


def _has(fiche: Copropriete, poste: str) -> bool:
    absents = {
        "CHF": fiche.chauffage == "individuel",
        "ASC": fiche.ascenseurs == "0",
        "PER": fiche.gardien == "non",
        "EXT": fiche.espaces_verts == "non",
    }
    return not absents.get(poste, False)


def _draw_montants(alea: random.Random, fiches: list[Copropriete], annees: list[int]) -> dict[Cellule, int]:
    """Own level, inflation, shocks of energy by fuel, noise; a poste without equipment has no line or a zero."""
    chocs = {
        ("CHF", chauffage, annee): alea.uniform(0.15, 0.7) * alea.choice([1, 1, -0.4])
        for chauffage in CHAUFFAGES
        for annee in alea.sample(annees, min(2, len(annees)))
    } | {("ELE", "", annee): alea.uniform(0.2, 0.5) for annee in alea.sample(annees, 1)}
    zeros = alea.random() < 0.5
    bruit = alea.uniform(0.8, 1.4)
    montants = {}
    for fiche in fiches:
        for poste, niveau in NIVEAUX.items():
            if not _has(fiche, poste):
                if zeros:
                    montants.update({Cellule(fiche.copro_id, annee, poste): 0 for annee in annees})
                continue
            cours = alea.gauss(0, 0.25)
            for annee in annees:
                choc = chocs.get((poste, fiche.chauffage if poste == "CHF" else "", annee), 0.0)
                hausse = HAUSSES.get(poste, 0.02) * (annee - annees[0]) + choc
                taux = niveau * exp(cours + hausse + alea.gauss(0, BRUITS[poste] * bruit))
                montants[Cellule(fiche.copro_id, annee, poste)] = round(taux * fiche.surface_m2 * 100)
    return montants


def _plant_pieges(alea: random.Random, jeu: Jeu, annees: list[int], pris: set[tuple[str, str]]) -> None:
    """Billing shifts, one-off and lasting documented events."""
    for _ in range(len(jeu.coproprietes) // 5):
        cellules = _draw_cellules(alea, jeu, annees[:-1], pris, CONTRATS)
        suivante = Cellule(cellules.copro_id, cellules.annee + 1, cellules.poste)
        jeu.montants[cellules] = round(jeu.montants[cellules] * 1.25)
        jeu.montants[suivante] = round(jeu.montants[suivante] * 0.75)
    for rang in range(len(jeu.coproprietes) // 6):
        cellule = _draw_cellules(alea, jeu, annees[1:], pris, tuple(NIVEAUX))
        facteur = alea.choice([0.5, 1.6, 2.2])
        jeu.evenements.add(cellule)
        for annee in annees if rang % 2 else [cellule.annee]:
            touchee = Cellule(cellule.copro_id, annee, cellule.poste)
            if annee >= cellule.annee:
                jeu.montants[touchee] = round(jeu.montants[touchee] * facteur)


def _draw_cellules(
    alea: random.Random, jeu: Jeu, annees: list[int], pris: set[tuple[str, str]], postes: tuple[str, ...]
) -> Cellule:
    """A cell with an amount, of a series that nothing touched yet."""
    while True:
        cellule = Cellule(alea.choice(jeu.coproprietes).copro_id, alea.choice(annees), alea.choice(postes))
        if jeu.montants.get(cellule, 0) > 0 and (cellule.copro_id, cellule.poste) not in pris:
            pris.add((cellule.copro_id, cellule.poste))
            return cellule


def _plant_fautes(alea: random.Random, jeu: Jeu, annees: list[int], pris: set[tuple[str, str]]) -> None:
    stables = tuple(poste for poste in NIVEAUX if poste not in ("EAU", "REP", "SYN"))
    tous = tuple(poste for poste in NIVEAUX if poste != "REP")
    for _ in range(FAUTES_PAR_TYPE):
        _plant_hausse(alea, jeu, _draw_cellules(alea, jeu, annees, pris, stables), "pic")
        _plant_hausse(alea, jeu, _draw_cellules(alea, jeu, annees, pris, ("EAU",)), "fuite_eau")
        _plant_manque(alea, jeu, _draw_cellules(alea, jeu, annees[1:-1], pris, tous))
        _plant_facteur(jeu, _draw_cellules(alea, jeu, annees, pris, tous), alea.choice([100, 0.01]), "unite")
        _plant_facteur(jeu, _draw_cellules(alea, jeu, annees, pris, tous), -1, "signe")
        _plant_imputation(alea, jeu, annees, pris, tous)
        _plant_derive(alea, jeu, annees, pris)


def _plant_hausse(alea: random.Random, jeu: Jeu, cellule: Cellule, genre: str) -> None:
    facteur = alea.uniform(1.5, 3.0)
    rebond = Cellule(cellule.copro_id, cellule.annee + 1, cellule.poste)
    if rebond in jeu.montants and alea.random() < 0.4:
        jeu.montants[rebond] = round(jeu.montants[rebond] * alea.uniform(0.5, 0.9))
    _plant_facteur(jeu, cellule, facteur, genre)


def _plant_facteur(jeu: Jeu, cellule: Cellule, facteur: float, genre: str) -> None:
    jeu.montants[cellule] = round(jeu.montants[cellule] * facteur)
    jeu.fautes[cellule] = genre


def _plant_manque(alea: random.Random, jeu: Jeu, cellule: Cellule) -> None:
    """A year absent or at zero; half the time its invoices come with those of the year after."""
    montant = jeu.montants.pop(cellule)
    if alea.random() < 0.5:
        jeu.montants[cellule] = 0
    if alea.random() < 0.5:
        jeu.montants[Cellule(cellule.copro_id, cellule.annee + 1, cellule.poste)] += montant
    jeu.fautes[cellule] = "annee_manquante"


def _plant_imputation(
    alea: random.Random, jeu: Jeu, annees: list[int], pris: set[tuple[str, str]], postes: tuple[str, ...]
) -> None:
    """A part of a poste, or all of it, posted to another one of the same year; sometimes put right the year after."""
    while True:
        source = _draw_cellules(alea, jeu, annees, pris, postes)
        cibles = [
            Cellule(source.copro_id, source.annee, poste)
            for poste in postes
            if (source.copro_id, poste) not in pris
            and jeu.montants.get(Cellule(source.copro_id, source.annee, poste), 0) > 0
        ]
        if cibles:
            break
    cible = alea.choice(cibles)
    pris.add((cible.copro_id, cible.poste))
    deplace = round(jeu.montants[source] * alea.choice([0.4, 0.6, 0.8, 1.0]))
    for cellule, montant in ((source, -deplace), (cible, deplace)):
        jeu.montants[cellule] += montant
        jeu.fautes[cellule] = "imputation"


def _plant_derive(alea: random.Random, jeu: Jeu, annees: list[int], pris: set[tuple[str, str]]) -> None:
    """Fees that climb by 6 to 12 % a year more than the others, over at least four years to the end."""
    cellule = _draw_cellules(alea, jeu, annees, pris, ("SYN",))
    depart = alea.choice(annees[: max(1, len(annees) - 5)])
    rythme = alea.uniform(0.06, 0.12)
    derive = set()
    for annee in annees:
        if annee > depart:
            touchee = Cellule(cellule.copro_id, annee, "SYN")
            jeu.montants[touchee] = round(jeu.montants[touchee] * exp(rythme * (annee - depart)))
            derive.add(touchee)
    jeu.derives.append(derive)
