"""The yearly aggregate as one cube (copropriété, year, poste) of centimes, kept in memory.

A page asks the revisions (one query of small rows), then the sums of the copropriétés that changed since, never the
lines: only their part of the cube is made anew. An exercise counts in the year in which it ends.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache, cached_property, lru_cache
from typing import Any

import numpy as np
from sqlalchemy.orm import Session

from services.charges.cumuls.cellules import INCONNU, MONTANTS, Cellules
from services.charges.cumuls.fiches_patrimoine import Marques, ask_marques
from services.charges.cumuls.revisions import recall_sommes
from services.charges.postes.nomenclature import FAMILLES, find_poste, load_nomenclature

Centimes = np.ndarray[Any, np.dtype[np.int64]]
Masque = np.ndarray[Any, np.dtype[np.bool_]]
POSTES = tuple(load_nomenclature())


@dataclass(frozen=True)
class Cube:
    """Centimes by (copropriété, year, poste), all owners and all clés together; zero where nothing is recorded.

    ``recuperable``: at the rates of the lines where they are known, else at the nomenclature's. ``presents``: whether
    the (copropriété, year) has any row; ``budgetes``: whether it has a budget. ``postes``: those that somebody has.
    """

    ids: tuple[int, ...]
    annees: tuple[int, ...]
    postes: tuple[str, ...]
    realise: Centimes
    budget: Centimes
    recuperable: Centimes
    presents: Masque
    budgetes: Masque

    @cached_property
    def rangs(self) -> dict[int, int]:
        """Place of each copropriété on the first axis."""
        return {ident: rang for rang, ident in enumerate(self.ids)}

    def rang_annee(self, annee: int) -> int | None:
        """Place of a year on the second axis."""
        return self.annees.index(annee) if annee in self.annees else None

    @property
    def courants(self) -> Masque:
        """Which postes count in the current charges: works, balance sheet, credits and unclassified left out."""
        return list_courants(self.postes)

    @property
    def familles(self) -> Any:
        """The family of each poste."""
        return list_familles(self.postes)

    @property
    def membres(self) -> Centimes:
        """By family of the nomenclature and by poste, 1 where the poste is of the family."""
        return list_membres(self.postes)

    def rangs_postes(self, codes: Iterable[str]) -> list[int]:
        """Places of some postes on the third axis; those that nobody has are left out."""
        connus = set(codes)
        return [rang for rang, code in enumerate(self.postes) if code in connus]


@lru_cache(maxsize=8)
def list_courants(postes: tuple[str, ...]) -> Masque:
    """Which of some postes count in the current charges."""
    return np.array([find_poste(code).courant for code in postes], dtype=np.bool_)


@lru_cache(maxsize=8)
def list_familles(postes: tuple[str, ...]) -> Any:
    """The family of each of some postes."""
    return np.array([find_poste(code).famille for code in postes], dtype="U3")


@lru_cache(maxsize=8)
def list_membres(postes: tuple[str, ...]) -> Centimes:
    """By family, then by poste: 1 where the poste is of the family."""
    familles = list_familles(postes)
    return np.array([familles == famille for famille in FAMILLES], dtype=np.int64).reshape(len(FAMILLES), len(postes))


Sommes = Mapping[int, Cellules]
VIDES: Any = (np.zeros((0, 0, 0), np.int64),) * 3 + (np.zeros((0, 0), np.bool_),) * 2
_dernier: tuple[Sommes, Cube] | None = None
"""The last sums a cube was made of, and that cube; replaced as a whole, so that threads need no lock."""


def load_cube(session: Session, marques: Marques | None = None) -> Cube:
    """The cube of the whole portfolio; only the copropriétés whose revision grew are read and placed again."""
    global _dernier
    sommes = {
        ident: cellules
        for ident, cellules in recall_sommes(session, marques or ask_marques(session)).items()
        if cellules.postes
    }
    dernier = _dernier
    cube = build_cube(sommes) if dernier is None else rebuild_cube(*dernier, sommes)
    _dernier = sommes, cube
    return cube


def rebuild_cube(avant: Sommes, cube: Cube, sommes: Sommes) -> Cube:
    """The cube of some sums, from the cube of others: copropriétés whose sums are the same object keep their part."""
    changees = {ident: cellules for ident, cellules in sommes.items() if cellules is not avant.get(ident)}
    if avant.keys() != sommes.keys() or (
        any(list_axes({0: cellules}) != list_axes({0: avant[ident]}) for ident, cellules in changees.items())
        and list_axes(sommes) != (cube.annees, cube.postes)
    ):
        return build_cube(sommes)
    if not changees:
        return cube
    part = build_cube(changees, (cube.annees, cube.postes))
    places = [cube.rangs[ident] for ident in part.ids]
    tables = {nom: getattr(cube, nom).copy() for nom in ("realise", "budget", "recuperable", "presents", "budgetes")}
    for nom, table in tables.items():
        table[places] = getattr(part, nom)
    suivant = replace(cube, **tables)
    suivant.__dict__["rangs"] = cube.rangs
    return suivant


Axes = tuple[tuple[int, ...], tuple[str, ...]]


def list_axes(sommes: Sommes) -> Axes:
    """The years in which an exercise ends, and the postes in the order of the nomenclature."""
    annees = {exercice.fin.year for cellules in sommes.values() for exercice in cellules.exercices}
    connus = set().union(*(cellules.postes for cellules in sommes.values()))
    return tuple(sorted(annees)), tuple(code for code in POSTES if code in connus)


def build_cube(sommes: Sommes, axes: Axes | None = None) -> Cube:
    """The cube of these copropriétés; exact, integers only."""
    ids, (annees, postes) = tuple(sorted(sommes)), axes or list_axes(sommes)
    rang_annee = {annee: rang for rang, annee in enumerate(annees)}
    rang_poste = {code: rang for rang, code in enumerate(postes)}
    place_annees = cache(lambda exercices: np.array([rang_annee[un.fin.year] for un in exercices], dtype=np.int64))
    place_postes = cache(lambda codes: np.array([rang_poste[code] for code in codes], dtype=np.int64))
    places, montants = [np.zeros(0, dtype=np.int64)], [np.zeros(0, dtype=MONTANTS)]
    for rang, ident in enumerate(ids):
        cellules = sommes[ident]
        an, poste = place_annees(cellules.exercices), place_postes(cellules.postes)
        lignes = cellules.montants
        places.append((rang * len(annees) + an[lignes["exercice"]]) * len(postes) + poste[lignes["poste"]])
        montants.append(lignes)
    return _fill(Cube(ids, annees, postes, *VIDES), np.concatenate(places), np.concatenate(montants, dtype=MONTANTS))


def _fill(cube: Cube, places: Any, montants: Any) -> Cube:
    """The tables of the cube; a recoverable that is not known is counted at the rate of the nomenclature."""
    forme = (len(cube.ids), len(cube.annees), len(cube.postes))
    taux = np.array([int(find_poste(code).taux * 100) for code in cube.postes], dtype=np.int64)
    dits, sus = montants["budget"] != INCONNU, montants["recuperable"] != INCONNU
    realise = _sum_at(places, montants["realise"], forme)
    recuperable = _sum_at(places, np.where(sus, montants["recuperable"], 0), forme)
    par_defaut = np.zeros(forme, dtype=np.bool_)
    par_defaut.reshape(-1)[places[~sus]] = True
    np.copyto(recuperable, realise * taux // 10_000, where=par_defaut)
    presents, budgetes = np.zeros(forme[:2], dtype=np.bool_), np.zeros(forme[:2], dtype=np.bool_)
    presents.reshape(-1)[places // max(len(cube.postes), 1)] = True
    budgetes.reshape(-1)[places[dits] // max(len(cube.postes), 1)] = True
    return replace(
        cube, realise=realise, budget=_sum_at(places, np.where(dits, montants["budget"], 0), forme),
        recuperable=recuperable, presents=presents, budgetes=budgetes,
    )  # fmt: skip


def _sum_at(places: Any, valeurs: Any, forme: tuple[int, int, int]) -> Centimes:
    """Amounts added at their places; those alone at theirs, nearly all, are put there at once."""
    cube = np.zeros(forme, dtype=np.int64)
    plat = cube.reshape(-1)
    partagees = np.bincount(places, minlength=plat.size)[places] > 1
    if partagees.any():
        plat[places[~partagees]] = valeurs[~partagees]
        np.add.at(plat, places[partagees], valeurs[partagees])
    else:
        plat[places] = valeurs
    return cube
