"""The indicators of a scope in a year, each with its formula: computed on the cube, on integers of centimes."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

import numpy as np

from services.charges.comparaison.cube import Centimes, Cube, Masque
from services.charges.comparaison.indicateurs import CODES_SYNDIC, Evolution, compute_par_unite
from services.charges.comparaison.perimetre import Immeuble
from services.charges.postes.nomenclature import FAMILLES, NON_CLASSE

ANNEES_FIABILITE = 3


@dataclass(frozen=True, slots=True)
class MesureFamille:
    """One family of postes over a scope, in centimes; N-1 on the constant scope, None when nobody is in both years."""

    famille: str
    libelle: str
    realise: int
    constant: int
    avant: int | None
    budget: int | None
    par_m2: int | None

    @property
    def evolution(self) -> Evolution | None:
        """N-1 → N, on the copropriétés known in both."""
        return None if self.avant is None else Evolution(self.avant, self.constant)

    @property
    def contre_budget(self) -> Evolution | None:
        """Budget → spent: positive means overspent."""
        return None if self.budget is None else Evolution(self.budget, self.realise)


@dataclass(frozen=True, slots=True)
class Mesures:
    """What a scope costs in a year. Amounts in centimes, all owners together; percentages with one decimal.

    ``constantes``: copropriétés known in N and N-1. ``budget``, ``realise_budgete``: where a budget is known.
    """

    annee: int
    coproprietes: int
    mesurees: int
    constantes: int
    surface_m2: int
    lots_principaux: int
    courantes: int
    courantes_avant: int | None
    courantes_constantes: int
    budget: int | None
    realise_budgete: int
    par_m2: int | None
    par_lot: int | None
    recuperable: int
    part_recuperable: Decimal | None
    syndic: int
    poids_syndic: Decimal | None
    syndic_par_lot: int | None
    non_classe: int
    fiabilite: Decimal | None
    familles: tuple[MesureFamille, ...]

    @property
    def evolution(self) -> Evolution | None:
        """N-1 → N on the constant scope."""
        return None if self.courantes_avant is None else Evolution(self.courantes_avant, self.courantes_constantes)

    @property
    def contre_budget(self) -> Evolution | None:
        """Budget → spent."""
        return None if self.budget is None else Evolution(self.budget, self.realise_budgete)


@dataclass(frozen=True, slots=True)
class MesureLigne:
    """What one copropriété costs in a year: the indicators of its row, as ``Mesures`` says them."""

    courantes: int
    par_m2: int | None
    par_lot: int | None
    evolution: Evolution | None
    part_recuperable: Decimal | None
    poids_syndic: Decimal | None


def measure_lignes(cube: Cube, immeubles: Sequence[Immeuble], annee: int) -> list[MesureLigne | None]:
    """Each of some copropriétés alone, in order, summed as one table; None where nothing is known in the year."""
    rang = cube.rang_annee(annee)
    if rang is None:
        return [None] * len(immeubles)
    places = [cube.rangs.get(un.id) for un in immeubles]
    connues = [place for place in places if place is not None and cube.presents[place, rang]]
    avant = rang - 1 if rang and cube.annees[rang - 1] == annee - 1 else None
    realise, courants = cube.realise[connues, rang], cube.courants
    sommes: Iterable[tuple[int, int, int, int]] = zip(
        realise[:, courants].sum(axis=1).tolist(),
        cube.recuperable[connues, rang][:, courants].sum(axis=1).tolist(),
        realise[:, cube.rangs_postes(CODES_SYNDIC)].sum(axis=1).tolist(),
        cube.realise[connues, avant or 0][:, courants].sum(axis=1).tolist(),
        strict=True,
    )
    trouvees = dict(zip(connues, sommes, strict=True))
    lignes: list[MesureLigne | None] = []
    for un, place in zip(immeubles, places, strict=True):
        if place is None or place not in trouvees:
            lignes.append(None)
            continue
        courantes, recuperable, syndic, jadis = trouvees[place]
        constante = avant is not None and cube.presents[place, avant]
        lignes.append(MesureLigne(
            courantes, compute_par_unite(courantes, un.surface_m2 or 0),
            compute_par_unite(courantes, un.lots_principaux or 0), Evolution(jadis, courantes) if constante else None,
            percent(recuperable, courantes), percent(syndic, courantes),
        ))  # fmt: skip
    return lignes


def measure(cube: Cube, immeubles: Sequence[Immeuble], annee: int) -> Mesures:
    """The indicators of some copropriétés in a year."""
    rang, rangs = cube.rang_annee(annee), cube.rangs
    presents = _list_connues(cube.presents, rang)
    connus = [un for un in immeubles if un.id in rangs and presents[rangs[un.id]]]
    avant = rang - 1 if rang and cube.annees[rang - 1] == annee - 1 else None
    jadis, budgetes = _list_connues(cube.presents, avant), _list_connues(cube.budgetes, rang)
    places = [rangs[un.id] for un in connus]
    constantes = [place for place in places if jadis[place]]
    budgetees = [place for place in places if budgetes[place]]
    surfaces = [(rangs[un.id], un.surface_m2) for un in connus if un.surface_m2]
    lots = [(rangs[un.id], un.lots_principaux) for un in connus if un.lots_principaux]
    m2, lots_total = sum(m for _, m in surfaces), sum(n for _, n in lots)
    v = _Vecteurs(
        tout=_add(cube.realise, places, rang), constant=_add(cube.realise, constantes, rang),
        avant=_add(cube.realise, constantes, avant), budgete=_add(cube.realise, budgetees, rang),
        budget=_add(cube.budget, budgetees, rang), mesure=_add(cube.realise, [p for p, _ in surfaces], rang),
    )  # fmt: skip
    par_lot, syndic = _add(cube.realise, [p for p, _ in lots], rang), cube.rangs_postes(CODES_SYNDIC)
    courants = cube.courants
    courantes, recuperable = _total(v.tout, courants), _total(_add(cube.recuperable, places, rang), courants)
    return Mesures(
        annee=annee, coproprietes=len(immeubles), mesurees=len(connus), constantes=len(constantes), surface_m2=m2,
        lots_principaux=lots_total, courantes=courantes,
        courantes_avant=_total(v.avant, courants) if constantes else None,
        courantes_constantes=_total(v.constant, courants),
        budget=_total(v.budget, courants) if budgetees else None, realise_budgete=_total(v.budgete, courants),
        par_m2=compute_par_unite(_total(v.mesure, courants), m2),
        par_lot=compute_par_unite(_total(par_lot, courants), lots_total),
        recuperable=recuperable, part_recuperable=percent(recuperable, courantes), syndic=_total(v.tout, syndic),
        poids_syndic=percent(_total(v.tout, syndic), courantes),
        syndic_par_lot=compute_par_unite(_total(par_lot, syndic), lots_total),
        non_classe=_total(v.tout, cube.rangs_postes([NON_CLASSE])),
        fiabilite=_measure_fiabilite(cube, places, annee),
        familles=_measure_familles(
            cube, v, m2, constants=bool(constantes), budgetes=len(budgetees) == len(places), surfaces=bool(surfaces)
        ) if places else (),
    )  # fmt: skip


class _Vecteurs(NamedTuple):
    """Centimes by poste over the scope, over its constant part in N and N-1, and where budget or surface are known."""

    tout: Centimes
    constant: Centimes
    avant: Centimes
    budgete: Centimes
    budget: Centimes
    mesure: Centimes


def _add(table: Centimes, places: Sequence[int], rang: int | None) -> Centimes:
    """By poste, some copropriétés in a year added up."""
    if rang is None or not places:
        return np.zeros(table.shape[2], dtype=np.int64)
    somme: Centimes = table[places, rang].sum(axis=0) if len(places) < len(table) else table[:, rang].sum(axis=0)
    return somme


def _list_connues(table: Masque, rang: int | None) -> list[bool]:
    """By copropriété, whether it is known in a year; none is in no year."""
    connues: list[bool] = [False] * len(table) if rang is None else table[:, rang].tolist()
    return connues


def _total(vecteur: Centimes, postes: Masque | Sequence[int]) -> int:
    return int(vecteur[postes].sum())


def percent(part: int, total: int) -> Decimal | None:
    """A percentage with one decimal, half away from zero; None over nothing."""
    if total <= 0:
        return None
    return (Decimal(part) * 100 / total).quantize(Decimal("0.1"), ROUND_HALF_UP)


def _measure_fiabilite(cube: Cube, places: Sequence[int], annee: int) -> Decimal | None:
    """Spent ÷ budget over the last three years, where both are known: above 100, budgets are too low."""
    realise = budget = 0
    for rang, une in enumerate(cube.annees):
        if annee - ANNEES_FIABILITE < une <= annee:
            budgetes = _list_connues(cube.budgetes, rang)
            dits = [place for place in places if budgetes[place]]
            realise += _total(_add(cube.realise, dits, rang), cube.courants)
            budget += _total(_add(cube.budget, dits, rang), cube.courants)
    return percent(realise, budget)


def _measure_familles(
    cube: Cube, v: _Vecteurs, m2: int, *, constants: bool, budgetes: bool, surfaces: bool
) -> tuple[MesureFamille, ...]:
    sommes = (cube.membres @ np.stack((v.tout, v.budget, v.avant, v.mesure, v.constant), axis=1)).tolist()
    lignes = []
    for (code, libelle), (realise, vote, passe, mesure, constant) in zip(FAMILLES.items(), sommes, strict=True):
        budget, jadis = vote if budgetes else None, passe if constants else None
        if not (realise or jadis or budget):
            continue
        par_m2 = compute_par_unite(mesure, m2) if surfaces else None
        lignes.append(MesureFamille(code, libelle, realise, constant if constants else 0, jadis, budget, par_m2))
    return tuple(lignes)
