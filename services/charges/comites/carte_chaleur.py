"""The heatmap of the portfolio: families × copropriétés, the largest stake for us first.

The order needs every copropriété, and is found on whole tables at once; the cells are made for the rows that are shown.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, overload

import numpy as np

from services.charges.cumuls.dossiers import Dossier, Entiers
from services.charges.cumuls.sommes import FAMILLES_COURANTES, name_groupe
from services.charges.graphiques.chaleur import (
    SEUILS_COTE,
    SEUILS_POURCENT,
    Case,
    choose_pas,
    compute_cote,
    measure_pairs,
)
from services.charges.graphiques.formats import compute_pourcent
from services.charges.postes.nomenclature import FAMILLES_ANALYSE

PAIRS, EVOLUTION = "pairs", "evolution"
MESURES = {PAIRS: "Écart aux pairs (€/m², en écarts courants)", EVOLUTION: "Évolution N/N-1 (%)"}
DERNIER, PART, AVANT = 0, 1, 2
"""Rows of ``Dossier.chiffres``; the families compared are the first of its columns."""
Reference = tuple[int, float] | None
"""Median centimes by m² of a group and the usual gap of its log, where the group is measured."""
References = Mapping[tuple[str, str], tuple[int, float]]


@dataclass(frozen=True, slots=True, eq=False)
class RangChaleur:
    """One copropriété of the heatmap: its cells by family, and our euros at stake (sum of the rises above measure).

    The same object while nothing it is made of changes: what is written of it may be kept with it.
    """

    code: str
    nom: str
    syndic: str
    exercice: str
    part: int
    enjeu: int
    cases: tuple[Case | None, ...]
    annees: tuple[str, ...]
    totaux: tuple[int | None, ...]


class CarteChaleur(Sequence[RangChaleur]):
    """The rows of the heatmap, each made when it is read."""

    def __init__(
        self,
        parc: Iterable[Dossier],
        vues: Sequence[Dossier],
        chiffres: Entiers,
        syndics: Mapping[int, str],
        mesure: str,
    ) -> None:
        """``parc``: every copropriété, whose prices are the measure; ``vues``: those shown, with at least a year.

        ``chiffres``: those of ``vues``, in their order, in one table.
        """
        self._references = measure_groupes(parc)
        self._syndics, self._mesure = syndics, mesure
        enjeux = sum_enjeux(vues, chiffres, self._references, mesure)
        self._rangs = sorted(zip(enjeux, vues, strict=True), key=lambda rang: (-rang[0], rang[1].code))

    def __len__(self) -> int:
        """How many copropriétés."""
        return len(self._rangs)

    @overload
    def __getitem__(self, place: int) -> RangChaleur: ...
    @overload
    def __getitem__(self, place: slice) -> list[RangChaleur]: ...
    def __getitem__(self, place: int | slice) -> RangChaleur | list[RangChaleur]:
        """A row, or some."""
        if isinstance(place, slice):
            return [self._build(*rang) for rang in self._rangs[place]]
        return self._build(*self._rangs[place])

    def __iter__(self) -> Iterator[RangChaleur]:
        """Every row, the largest stake first."""
        return (self._build(*rang) for rang in self._rangs)

    def _build(self, enjeu: int, dossier: Dossier) -> RangChaleur:
        references = tuple(
            self._references.get((code, name_groupe(code, dossier.derniere))) for code in FAMILLES_ANALYSE
        )
        return build_rang(dossier, references, self._mesure, self._syndics[dossier.id], enjeu)


@lru_cache(maxsize=512)
def build_rang(
    dossier: Dossier, references: tuple[Reference, ...], mesure: str, syndic: str, enjeu: int
) -> RangChaleur:
    """A row, from its copropriété and the prices of its peers, family by family. Pure."""
    cases = [
        build_case(dossier, code, reference, mesure)
        for code, reference in zip(FAMILLES_ANALYSE, references, strict=True)
    ]
    return RangChaleur(
        dossier.code, dossier.nom, syndic, dossier.derniere.exercice, dossier.part, enjeu, tuple(cases),
        tuple(annee.exercice for annee in dossier.montrees), tuple(annee.part for annee in dossier.montrees),
    )  # fmt: skip


def measure_groupes(parc: Iterable[Dossier]) -> dict[tuple[str, str], tuple[int, float]]:
    """Median €/m² and usual gap of each family (and heating) over the whole portfolio."""
    mesures = [dossier for dossier in parc if dossier.annees and dossier.surface_m2]
    series = measure_parc(mesures) if mesures else {}
    return {groupe: found for groupe, valeurs in series.items() if (found := measure_pairs(valeurs))}


def measure_parc(mesures: Sequence[Dossier]) -> dict[tuple[str, str], Entiers]:
    """Centimes by m² of the last exercise of some copropriétés that have a surface, by family (and heating)."""
    montants = np.array([dossier.chiffres[DERNIER] for dossier in mesures])
    surfaces = np.array([dossier.surface_m2 for dossier in mesures])
    taux = np.rint(montants / surfaces[:, None]).astype(np.int64)
    urbains = np.array([dossier.derniere.urbain for dossier in mesures], dtype=np.bool_)
    series: dict[tuple[str, str], Entiers] = {}
    for rang, code in enumerate(FAMILLES_COURANTES):
        if code == "CHF":
            series[code, "urbain"] = taux[urbains, rang]
            series[code, "collectif"] = taux[~urbains, rang]
        else:
            series[code, ""] = taux[:, rang]
    return series


def sum_enjeux(vues: Sequence[Dossier], tous: Entiers, references: References, mesure: str) -> list[int]:
    """Our euros at stake in each copropriété: the rises above the measure, family by family, as ``build_case`` says."""
    if not vues:
        return []
    chiffres = tous[:, :, : len(FAMILLES_ANALYSE)]
    montants, parts = chiffres[:, DERNIER], chiffres[:, PART]
    reference = chiffres[:, AVANT] if mesure == EVOLUTION else _place_references(vues, references)
    ecarts = np.where(reference != 0, montants - reference, 0)
    enjeux = np.where(montants != 0, ecarts * parts // np.where(montants != 0, montants, 1), 0)
    sommes: list[int] = np.maximum(enjeux, 0).sum(axis=1).tolist()
    return sommes


def _place_references(vues: Sequence[Dossier], references: References) -> Any:
    """What peers would spend at the surface of each copropriété; 0 where there is no measure."""
    urbain, collectif = (
        np.array([references.get((code, chauffage if code == "CHF" else ""), (0, 0.0))[0] for code in FAMILLES_ANALYSE])
        for chauffage in ("urbain", "collectif")
    )
    surfaces = np.array([dossier.surface_m2 for dossier in vues], dtype=np.int64)
    urbains = np.array([dossier.derniere.urbain for dossier in vues], dtype=np.bool_)
    return np.where(urbains[:, None], urbain, collectif) * surfaces[:, None]


def build_case(dossier: Dossier, code: str, found: Reference, mesure: str) -> Case | None:
    """One cell; None when the building never spends on this family. The stake is our part of the gap."""
    derniere = dossier.derniere
    connu = len(dossier.annees) > 1
    montant, part = derniere.montants.get(code, 0), derniere.parts.get(code, 0)
    avant = dossier.annees[-2].montants.get(code, 0) if connu else 0
    if not montant and not avant:
        return None
    if mesure == EVOLUTION:
        valeur = compute_pourcent(montant - avant, avant) if connu else None
        reference, seuils = avant, SEUILS_POURCENT
    else:
        surface = dossier.surface_m2
        valeur = compute_cote(round(montant / surface), *found) if found and surface else None
        reference, seuils = (found[0] * surface if found and surface else 0), SEUILS_COTE
    ecart = montant - reference if reference else 0
    enjeu = ecart * part // montant if montant else 0
    return Case(valeur, choose_pas(valeur, seuils), montant, reference, enjeu)
