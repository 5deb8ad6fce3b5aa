"""The cells of a copropriété (exercise, poste, clé) in one compact value: read from the database without its rows.

A header of JSON names the exercises, postes and clés once; each cell follows as a record of fixed width. Pure.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple, TypeVar

import numpy as np
import orjson

MONTANTS = np.dtype(
    [("exercice", "<u2"), ("poste", "<u2"), ("cle", "<u2"), ("realise", "<i8"), ("budget", "<i8"),
     ("recuperable", "<i8")]
)  # fmt: skip
T = TypeVar("T")
INCONNU = -(2**63)
"""Stands for an amount that is not known: no sum of centimes reaches it."""


class Exercice(NamedTuple):
    """An accounting year of the syndicat, both days included."""

    libelle: str
    debut: date
    fin: date


class Cellule(NamedTuple):
    """What was voted, spent and recoverable in an exercise on a poste and a clé, in centimes."""

    exercice: Exercice
    poste: str
    cle: str
    realise: int
    budget: int | None
    recuperable: int | None


@dataclass(frozen=True, slots=True, eq=False)
class Cellules:
    """The cells of a copropriété; ``montants`` refers to the three tuples by place, ``INCONNU`` where None."""

    exercices: tuple[Exercice, ...]
    postes: tuple[str, ...]
    cles: tuple[str, ...]
    montants: np.ndarray[Any, np.dtype[np.void]]

    def __iter__(self) -> Any:
        """The cells one by one, in their order."""
        for exercice, poste, cle, realise, budget, recuperable in self.montants.tolist():
            yield Cellule(
                self.exercices[exercice], self.postes[poste], self.cles[cle], realise,
                None if budget == INCONNU else budget, None if recuperable == INCONNU else recuperable,
            )  # fmt: skip


def pack_cellules(cellules: Iterable[Cellule]) -> bytes:
    """The compact value of some cells."""
    exercices: dict[Exercice, int] = {}
    postes: dict[str, int] = {}
    cles: dict[str, int] = {}
    rows = [
        (_rank(exercices, une.exercice), _rank(postes, une.poste), _rank(cles, une.cle), une.realise,
         INCONNU if une.budget is None else une.budget, INCONNU if une.recuperable is None else une.recuperable)
        for une in cellules
    ]  # fmt: skip
    entete = orjson.dumps({"exercices": [tuple(un) for un in exercices], "postes": list(postes), "cles": list(cles)})
    return entete + b"\n" + np.array(rows, dtype=MONTANTS).tobytes()


def unpack_cellules(contenu: bytes) -> Cellules:
    """The cells of a compact value; amounts are read in place, without a copy."""
    fin = contenu.index(b"\n")
    entete = orjson.loads(contenu[:fin])
    exercices = tuple(_read_exercice(*un) for un in entete["exercices"])
    return Cellules(
        exercices, tuple(entete["postes"]), tuple(entete["cles"]), np.frombuffer(contenu, MONTANTS, offset=fin + 1)
    )


@lru_cache(maxsize=10_000)
def _read_exercice(libelle: str, debut: str, fin: str) -> Exercice:
    """Copropriétés share their exercises: each is read once."""
    return Exercice(libelle, date.fromisoformat(debut), date.fromisoformat(fin))


def _rank(places: dict[T, int], valeur: T) -> int:
    return places.setdefault(valeur, len(places))
