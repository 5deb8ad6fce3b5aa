"""What a reader sees of a workbook, whatever its format: sheets, rows of plain values, and A1 addresses.

Rows and columns count from 1, as people read them. A value is ``str``, ``float``, ``int``, ``bool``, ``date``,
``datetime``, ``time`` or ``timedelta``; an empty cell is the empty string.
"""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

Valeur = str | float | int | bool | date | datetime | time | timedelta
Rangee = list[Valeur]

_ADRESSE = re.compile(r"([A-Z]{1,3})(\d{1,7})")


@lru_cache(maxsize=512)
def name_colonne(colonne: int) -> str:
    """``1`` → ``A``, ``28`` → ``AB``."""
    lettres = ""
    while colonne:
        colonne, reste = divmod(colonne - 1, 26)
        lettres = chr(65 + reste) + lettres
    return lettres


def rank_colonne(lettres: str) -> int:
    """``A`` → ``1``, ``AB`` → ``28``."""
    rang = 0
    for lettre in lettres:
        rang = rang * 26 + ord(lettre) - 64
    return rang


def adresse(ligne: int, colonne: int) -> str:
    """``(5, 6)`` → ``F5``."""
    return f"{name_colonne(colonne)}{ligne}"


def parse_adresse(texte: str) -> tuple[int, int]:
    """``F5`` → ``(5, 6)``.

    :raises ValueError: when the text is not the address of a cell.
    """
    lu = _ADRESSE.fullmatch(texte)
    if lu is None:
        raise ValueError(f"« {texte} » n’est pas l’adresse d’une cellule")
    return int(lu[2]), rank_colonne(lu[1])


@dataclass(frozen=True, slots=True)
class Fusion:
    """A merged rectangle, both corners included."""

    ligne: int
    colonne: int
    derniere_ligne: int
    derniere_colonne: int


@dataclass(frozen=True, slots=True)
class Particularites:
    """What the values alone do not say about a sheet."""

    lignes_masquees: frozenset[int] = frozenset()
    colonnes_masquees: frozenset[int] = frozenset()
    formules_sans_valeur: frozenset[tuple[int, int]] = frozenset()
    erreurs: Mapping[tuple[int, int], str] = field(default_factory=dict)


class FormatNombre(NamedTuple):
    """How a cell shows its number. ``decimales``: None when it is not shown as a plain number; ``devise``: the sign or
    the name of the currency written beside it, None for the euro or for none; ``libre``: as many decimals as fit."""

    decimales: int | None
    devise: str | None
    libre: bool = False


Formats = Mapping[tuple[int, int], FormatNombre]
"""By (row, column)."""


def _no_formats(_colonnes: Collection[int]) -> Formats:
    return {}


@dataclass(frozen=True, slots=True)
class Feuille:
    """One sheet. ``lignes()`` may be called again: it walks the sheet from its first used row each time.

    ``rangees``: how many rows its used range has, 0 when nobody counted them. ``read_formats``: how the numbers of some
    columns are shown, nothing where the format of the file does not tell; it reads the sheet again. ``devises``: may
    some of them be shown in another currency than the euro?
    """

    nom: str
    masquee: bool
    parcourir: Callable[[], Iterable[tuple[int, Rangee]]]
    fusions: tuple[Fusion, ...] = ()
    particularites: Particularites = Particularites()
    epoque_1904: bool = False
    rangees: int = 0
    read_formats: Callable[[Collection[int]], Formats] = _no_formats
    devises: bool = False

    def lignes(self) -> Iterator[tuple[int, Rangee]]:
        """Pairs (row number, values from column A on)."""
        return iter(self.parcourir())

    def tete(self, nombre: int) -> list[tuple[int, Rangee]]:
        """The first rows, for whoever looks for a header."""
        return list(islice(self.parcourir(), nombre))


@dataclass(frozen=True, slots=True)
class Classeur:
    """A workbook that passed every bound. Sheets come one by one, so that only one is in memory."""

    format: str
    feuilles: Callable[[], Iterator[Feuille]]

    @property
    def sans_feuilles(self) -> bool:
        """A file of plain text has no sheets: programs are told none, whatever name its only one has on a page."""
        return self.format == "csv"


def feuille_de_rangees(nom: str, rangees: list[Rangee], *, masquee: bool = False, **details: object) -> Feuille:
    """A sheet whose rows are already in memory (CSV, HTML)."""
    return Feuille(nom, masquee, lambda: enumerate(rangees, 1), rangees=len(rangees), **details)  # type: ignore[arg-type]
