"""What a picture is made of: rectangles, lines, dots, texts. A mark with a ``titre`` can be focused and read aloud."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np


@dataclass(frozen=True, slots=True)
class Marque:
    """One shape, in pixels from the top left. ``classe`` names its look (see ``CLASSES``), never its colour.

    ``genre``: ``rect`` (x, y, w, h), ``trait`` (x, y to x + w, y + h), ``point`` (centre x, y, radius w), ``texte``
    (anchor x, baseline y), ``semis`` (dots of radius w at each of ``abscisses``, all at y). ``ancre``: start, middle or
    end. ``titre``: what the mark says, with its figure.
    """

    genre: str
    x: int
    y: int
    w: int = 0
    h: int = 0
    classe: str = ""
    texte: str = ""
    ancre: str = "start"
    titre: str = ""
    lien: str = ""
    abscisses: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Dessin:
    """A picture: its size, what it says in one sentence, and its marks in the order they are drawn."""

    largeur: int
    hauteur: int
    description: str
    marques: Sequence[Marque]

    def to_plain(self) -> dict[str, Any]:
        """Plain data for a PDF template."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Echelle:
    """Pixels of an amount: ``minimum`` falls on ``debut``, ``maximum`` on ``fin`` (which may be the smaller one)."""

    minimum: int
    maximum: int
    debut: int
    fin: int

    def place(self, valeur: int) -> int:
        """The pixel of an amount, to the nearest."""
        etendue = max(self.maximum - self.minimum, 1)
        return self.debut + (2 * (valeur - self.minimum) * (self.fin - self.debut) + etendue) // (2 * etendue)

    def place_tous(self, valeurs: Sequence[int]) -> tuple[int, ...]:
        """The pixels of some amounts, each once, in order."""
        place: Any = self.place
        return tuple(np.unique(place(np.array(valeurs, dtype=np.int64))).tolist())


def choose_graduations(maximum: int, nombre: int = 4) -> list[int]:
    """Round amounts from 0 to at least ``maximum``, in steps of 1, 2 or 5 times a power of ten centimes."""
    pas = 1
    voulu = max(maximum, 1) / nombre
    while True:
        for facteur in (1, 2, 5):
            if facteur * pas >= voulu:
                step = facteur * pas
                return list(range(0, step * -(-max(maximum, 1) // step) + 1, step))
        pas *= 10
