"""What the cells of a column hold, counted over the rows below a header: the evidence that stands beside its words."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from services.appels_fonds.lecture.patrimoine.lots_nommes import LotIncertain
from services.appels_fonds.lecture.patrimoine.rapprochement import (
    CoproprieteIncertaine,
    IndexCopropriete,
    IndexPatrimoine,
)
from services.appels_fonds.natures import find_natures
from shared.excel.cellules import Rangee, Valeur
from shared.excel.contenus import Comptage, is_jour, is_monnaie, is_vide, list_corps, read_nombre


@dataclass(frozen=True, slots=True)
class Contenu(Comptage):
    """How many of the cells that are filled are one of ours, a date, a kind, a number.

    ``monnaie``: numbers that only money writes so, with cents or a currency. ``montants``: centimes, row by row, None
    where nothing is written.
    """

    coproprietes: int
    lots: int
    cles: int
    dates: int
    natures: int
    nombres: int
    monnaie: int
    montants: tuple[int | None, ...]


class Corps:
    """The lines below a header, and what was already counted of their columns."""

    def __init__(self, rangees: Iterable[Rangee]) -> None:
        self.rangees = list_corps(rangees)
        self._vus: dict[tuple[object, ...], Contenu] = {}

    def observe(self, place: int, index: IndexPatrimoine, coproprietes: Sequence[IndexCopropriete | None]) -> Contenu:
        """What a column holds, the copropriété of each row being known or not."""
        cle = (place, *coproprietes)
        if cle not in self._vus:
            self._vus[cle] = observe(place, self.rangees, index, coproprietes)
        return self._vus[cle]


def observe(
    place: int, corps: Sequence[Rangee], index: IndexPatrimoine, coproprietes: Sequence[IndexCopropriete | None]
) -> Contenu:
    """Count what a column holds.

    :param coproprietes: that of each row, None where it is not known: its lots and its keys are sought, no others.
    """
    cellules = [rangee[place - 1] if place <= len(rangee) else "" for rangee in corps]
    pleines = [(valeur, copro) for valeur, copro in zip(cellules, coproprietes, strict=True) if not is_vide(valeur)]
    montants = tuple(read_nombre(valeur) for valeur in cellules)
    return Contenu(
        pleines=len(pleines),
        coproprietes=sum(isinstance(valeur, str) and _is_copropriete(valeur, index) for valeur, _ in pleines),
        lots=sum(copro is not None and _is_lot(valeur, copro) for valeur, copro in pleines),
        cles=sum((copro.knows_cle(valeur) if copro else index.knows_cle(valeur)) for valeur, copro in pleines),
        dates=sum(is_jour(valeur) for valeur, _ in pleines),
        natures=sum(isinstance(valeur, str) and bool(find_natures(valeur)) for valeur, _ in pleines),
        nombres=sum(montant is not None for montant in montants),
        monnaie=sum(nb is not None and is_monnaie(valeur) for valeur, nb in zip(cellules, montants, strict=True)),
        montants=montants,
    )  # fmt: skip


def _is_copropriete(texte: str, index: IndexPatrimoine) -> bool:
    try:
        index.find_copropriete(texte)
    except CoproprieteIncertaine:
        return False
    return True


def _is_lot(valeur: Valeur, copropriete: IndexCopropriete) -> bool:
    try:
        copropriete.find_lots(valeur)
    except LotIncertain:
        return False
    return True
