"""What each building should have spent on each poste each year, from its own level and from its peers' evolution.

For a poste, ``log(€/m²)`` is explained by the level of the building (median of its years) plus the evolution of the
year among its peers (median of the buildings), fitted in turns until they settle: one wild year moves neither. What
is left, the residual, is measured in usual gaps: 1.4826 × the median absolute residual of the poste. So a rise in gas
that hits every gas-heated building leaves no residual, and a poste that always jumps (REP) has a wide usual gap.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import exp, log
from statistics import median

ITERATIONS = 4
PAIRS_MINIMUM = 3
ECART_SANS_PAIRS = 0.30
ANNEES_MINIMUM = 3
ECART_PLANCHER = 0.04
MAD_NORMALE = 1.4826
Q80_NORMALE = 1.2816

Troncon = tuple[str, int]
"""A stretch of the years of one building without documented event: building, rank of the stretch."""


@dataclass(frozen=True, slots=True)
class Copropriete:
    """A building to compare: what decides its peers and its size."""

    copro_id: str
    lots_habitation: int
    lots_bailleur: int
    surface_m2: int
    chauffage: str
    ascenseurs: str
    gardien: str
    espaces_verts: str
    periode: str
    syndic: str


@dataclass(frozen=True, slots=True)
class Cellule:
    """One poste (a family) of one building in one year."""

    copro_id: str
    annee: int
    poste: str


@dataclass(frozen=True, slots=True)
class Attendu:
    """What a cell holds and what was expected of it, in centimes.

    ``residu`` is the log of spent over expected (``None`` when nothing positive was spent), ``ecart_usuel`` the usual
    gap in the same unit, ``pairs`` the number of buildings that gave the evolution of the year.
    """

    cellule: Cellule
    montant: int
    attendu: int
    residu: float | None
    ecart_usuel: float
    pairs: int

    @property
    def exces(self) -> int:
        """Spent less expected, in centimes."""
        return self.montant - self.attendu

    @property
    def bruit(self) -> float:
        """The usual gap as an amount, in centimes."""
        return self.attendu * self.ecart_usuel

    @property
    def cote(self) -> float:
        """How many usual gaps away from expected, signed."""
        return self.exces / self.bruit if self.residu is None else self.residu / self.ecart_usuel


@dataclass(frozen=True, slots=True)
class Portefeuille:
    """Every series of the portfolio that can be judged, and the amounts of those that cannot."""

    annees: tuple[int, ...]
    attendus: Mapping[Cellule, Attendu]
    montants: Mapping[Cellule, int]

    def iter_series(self) -> Iterator[list[Attendu]]:
        """The cells of each (building, poste), earliest year first."""
        series: dict[tuple[str, str], list[Attendu]] = defaultdict(list)
        for cellule, attendu in self.attendus.items():
            series[cellule.copro_id, cellule.poste].append(attendu)
        for cle in sorted(series):
            yield sorted(series[cle], key=lambda attendu: attendu.cellule.annee)


def build_portefeuille(
    coproprietes: Iterable[Copropriete], montants: Mapping[Cellule, int], evenements: Iterable[Cellule] = ()
) -> Portefeuille:
    """Give every cell of every usual poste its expected amount.

    A poste that a building spent on in fewer than three years, or in fewer than half of them, is one it does not
    have: it gets no expectation. A documented event starts a new level: it may last.

    :param montants: centimes by cell; an absent cell is a year without any line.
    """
    fiches = {fiche.copro_id: fiche for fiche in coproprietes}
    annees = tuple(sorted({cellule.annee for cellule in montants}))
    connus = frozenset(evenements)
    par_poste: dict[str, list[Groupe]] = defaultdict(list)
    for (poste, _), membres in _group_peers(fiches, montants, annees).items():
        par_poste[poste].append(_fit_groupe(poste, membres, annees, montants, connus))
    attendus: dict[Cellule, Attendu] = {}
    for groupes in par_poste.values():
        ecart_usuel = _measure_ecart([residu for groupe in groupes for residu in groupe.residus.values()])
        for groupe in groupes:
            attendus.update(groupe.iter_attendus(montants, ecart_usuel))
    return Portefeuille(annees, attendus, montants)


@dataclass(frozen=True, slots=True)
class Groupe:
    """Peers of one poste once fitted: the expected amount of each cell in centimes, and the residuals."""

    pairs: int
    prevus: Mapping[Cellule, int]
    residus: Mapping[Cellule, float]

    def iter_attendus(self, montants: Mapping[Cellule, int], ecart_usuel: float) -> Iterator[tuple[Cellule, Attendu]]:
        """The cells of the group; with too few peers no evolution is known, so the usual gap is wide."""
        ecart = ecart_usuel if self.pairs >= PAIRS_MINIMUM else max(ecart_usuel, ECART_SANS_PAIRS)
        for cellule, prevu in self.prevus.items():
            montant = montants.get(cellule, 0)
            yield cellule, Attendu(cellule, montant, prevu, self.residus.get(cellule), ecart, self.pairs)


def _group_peers(
    fiches: Mapping[str, Copropriete], montants: Mapping[Cellule, int], annees: Sequence[int]
) -> dict[tuple[str, str], list[Copropriete]]:
    """The buildings whose prices move together, by poste: the same heating for CHF, all of them otherwise."""
    groupes: dict[tuple[str, str], list[Copropriete]] = defaultdict(list)
    for copro_id, poste in sorted({(cellule.copro_id, cellule.poste) for cellule in montants}):
        positives = sum(montants.get(Cellule(copro_id, annee, poste), 0) > 0 for annee in annees)
        if positives >= ANNEES_MINIMUM and 2 * positives >= len(annees):
            groupes[poste, fiches[copro_id].chauffage if poste == "CHF" else ""].append(fiches[copro_id])
    return groupes


def _fit_groupe(
    poste: str,
    membres: Sequence[Copropriete],
    annees: Sequence[int],
    montants: Mapping[Cellule, int],
    evenements: frozenset[Cellule],
) -> Groupe:
    """Cut each series where an event is documented, fit, and expect of every cell its level times its evolution."""
    troncons = {
        Cellule(fiche.copro_id, annee, poste): (
            fiche.copro_id,
            sum(Cellule(fiche.copro_id, jadis, poste) in evenements for jadis in annees if jadis <= annee),
        )
        for fiche in membres
        for annee in annees
    }
    surfaces = {fiche.copro_id: fiche.surface_m2 for fiche in membres}
    logs = {
        cellule: log(montant / surfaces[cellule.copro_id])
        for cellule in troncons
        if (montant := montants.get(cellule, 0)) > 0
    }
    niveaux, evolutions = _fit_niveaux(logs, troncons, evenements)
    previsions = {
        cellule: niveaux[troncon] + evolutions.get(cellule.annee, 0.0)
        for cellule, troncon in troncons.items()
        if troncon in niveaux
    }
    return Groupe(
        len(membres),
        {c: max(round(exp(prevision) * surfaces[c.copro_id]), 1) for c, prevision in previsions.items()},
        {cellule: y - previsions[cellule] for cellule, y in logs.items() if cellule in previsions},
    )


def _fit_niveaux(
    logs: Mapping[Cellule, float], troncons: Mapping[Cellule, Troncon], evenements: frozenset[Cellule]
) -> tuple[dict[Troncon, float], dict[int, float]]:
    """Level of each stretch of a series and evolution of each year, by medians in turns (median polish)."""
    par_troncon: dict[Troncon, list[Cellule]] = defaultdict(list)
    par_annee: dict[int, list[Cellule]] = defaultdict(list)
    for cellule in logs:
        if cellule not in evenements:
            par_troncon[troncons[cellule]].append(cellule)
            par_annee[cellule.annee].append(cellule)
    evolutions = dict.fromkeys(par_annee, 0.0)
    niveaux: dict[Troncon, float] = {}
    for _ in range(ITERATIONS):
        for troncon, cellules in par_troncon.items():
            niveaux[troncon] = median(logs[cellule] - evolutions[cellule.annee] for cellule in cellules)
        for annee, cellules in par_annee.items():
            evolutions[annee] = median(logs[cellule] - niveaux[troncons[cellule]] for cellule in cellules)
    return niveaux, evolutions


def _measure_ecart(residus: Sequence[float]) -> float:
    """The usual gap: the wider of 1.4826 × the median and of what the 80th percentile says, for heavy tails.

    A level is the median of a few years, so one residual of each series is nil by construction: those are left out.
    """
    tailles = sorted(abs(residu) for residu in residus if abs(residu) > 1e-9)
    if not tailles:
        return ECART_PLANCHER
    return max(MAD_NORMALE * median(tailles), tailles[int(0.8 * (len(tailles) - 1))] / Q80_NORMALE, ECART_PLANCHER)
