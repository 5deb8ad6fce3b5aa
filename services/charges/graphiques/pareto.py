"""Pareto: what few things explain most of a total, with the line that adds them up and the mark of 80 %."""

import itertools
import operator
from collections.abc import Iterable
from typing import NamedTuple

from services.charges.graphiques.dessin import Dessin, Echelle, Marque, choose_graduations
from services.charges.graphiques.formats import format_court, format_euros, format_pourcent

SEUIL_POUR_MILLE = 800
BARRES_MAXIMALES = 15
LARGEUR, HAUTEUR, MARGE, DROITE, HAUT, BAS = 920, 300, 70, 50, 22, 40


class RangPareto(NamedTuple):
    """One bar: its amount in centimes, the part of the total reached with it, in per mille."""

    code: str
    libelle: str
    montant: int
    cumul_pour_mille: int


def rank_pareto(montants: Iterable[tuple[str, str, int]]) -> list[RangPareto]:
    """(code, label, centimes) from the largest down; what is nil or negative has no part to explain."""
    positifs = sorted([(-montant, code, libelle) for code, libelle, montant in montants if montant > 0])
    if not positifs:
        return []
    opposes, codes, libelles = zip(*positifs, strict=True)
    cumuls = list(itertools.accumulate(opposes))
    total = cumuls[-1]
    parts = [(2000 * cumul + total) // (2 * total) for cumul in cumuls]
    return list(map(RangPareto._make, zip(codes, libelles, map(operator.neg, opposes), parts, strict=True)))


def count_vitaux(rangs: list[RangPareto]) -> int:
    """How many of the first reach 80 % together."""
    return next((n for n, rang in enumerate(rangs, 1) if rang.cumul_pour_mille >= SEUIL_POUR_MILLE), len(rangs))


def draw_pareto(rangs: list[RangPareto], *, quoi: str) -> Dessin:
    """Bars for the first fifteen, the rising line in percent of the whole, a dashed mark at 80 %."""
    montres = rangs[:BARRES_MAXIMALES]
    vitaux = count_vitaux(rangs)
    graduations = choose_graduations(montres[0].montant if montres else 1)
    echelle, parts = Echelle(0, graduations[-1], HAUTEUR - BAS, HAUT), Echelle(0, 1000, HAUTEUR - BAS, HAUT)
    marques = [
        mark
        for valeur in graduations
        for mark in (
            Marque("trait", MARGE, echelle.place(valeur), LARGEUR - MARGE - DROITE, 0, "grille-fine"),
            Marque("texte", MARGE - 8, echelle.place(valeur) + 4, classe="axe", texte=format_court(valeur),
                   ancre="end"),
        )
    ]  # fmt: skip
    pas = (LARGEUR - MARGE - DROITE) // max(len(montres), 6)
    centres = [MARGE + rang * pas + pas // 2 for rang in range(len(montres))]
    for rang, (centre, one) in enumerate(zip(centres, montres, strict=True)):
        marques += _draw_barre(one, centre, pas * 7 // 10, echelle, vital=rang < vitaux)
    marques += _draw_cumul(montres, centres, parts)
    texte = f"{vitaux} {quoi} sur {len(rangs)} font 80 % du total."
    return Dessin(LARGEUR, HAUTEUR, texte, marques)


def _draw_barre(one: RangPareto, centre: int, barre: int, echelle: Echelle, *, vital: bool) -> list[Marque]:
    y = echelle.place(one.montant)
    cumul = format_pourcent(one.cumul_pour_mille, signe=False)
    dit = f"{one.code} {one.libelle} : {format_euros(one.montant)}, cumul {cumul}"
    return [
        Marque("rect", centre - barre // 2, y, barre, max(HAUTEUR - BAS - y, 1), "plein" if vital else "reste",
               titre=dit),
        Marque("texte", centre, HAUTEUR - BAS + 18, classe="axe", texte=one.code, ancre="middle"),
    ]  # fmt: skip


def _draw_cumul(montres: list[RangPareto], centres: list[int], parts: Echelle) -> list[Marque]:
    points = [(x, parts.place(one.cumul_pour_mille)) for x, one in zip(centres, montres, strict=True)]
    seuil = parts.place(SEUIL_POUR_MILLE)
    return [
        Marque("trait", MARGE, seuil, LARGEUR - MARGE - DROITE, 0, "seuil"),
        Marque("texte", LARGEUR - DROITE + 6, seuil + 4, classe="axe", texte="80 %"),
        Marque("texte", LARGEUR - DROITE + 6, parts.place(1000) + 4, classe="axe", texte="100 %"),
        *(Marque("trait", x, y, x2 - x, y2 - y, "cumul") for (x, y), (x2, y2) in itertools.pairwise(points)),
        *(Marque("point", x, y, 3, classe="cumul") for x, y in points),
    ]
