"""A sheet being laid out: values at their place, merged cells, hidden rows; and the address of each amount."""

from dataclasses import dataclass, field
from datetime import date

from shared.excel.cellules import adresse


@dataclass(frozen=True)
class Montant:
    """An amount in centimes, written as the style says; ``credit`` is how a negative one is written."""

    centimes: int


Valeur = str | int | float | date | Montant | None


@dataclass
class Grille:
    """One sheet. ``marge``: empty columns at the left."""

    nom: str
    marge: int = 0
    cellules: dict[tuple[int, int], Valeur] = field(default_factory=dict)
    fusions: list[tuple[int, int, int, int]] = field(default_factory=list)
    masquees: set[int] = field(default_factory=set)
    grasses: set[int] = field(default_factory=set)
    ligne: int = 1

    def add(self, valeurs: list[Valeur], *, gras: bool = False) -> int:
        """Write a row and go to the next; returns its number."""
        for rang, valeur in enumerate(valeurs):
            if valeur is not None and valeur != "":
                self.cellules[self.ligne, rang + 1 + self.marge] = valeur
        if gras:
            self.grasses.add(self.ligne)
        self.ligne += 1
        return self.ligne - 1

    def skip(self, nombre: int = 1) -> None:
        self.ligne += nombre

    def place(self, ligne: int, rang: int) -> str:
        """The address of the cell of rank ``rang`` (from 0) of a row."""
        return adresse(ligne, rang + 1 + self.marge)

    def merge(self, ligne: int, rang: int, largeur: int, hauteur: int = 1) -> None:
        if largeur > 1 or hauteur > 1:
            self.fusions.append((ligne, rang + 1 + self.marge, ligne + hauteur - 1, rang + largeur + self.marge))
