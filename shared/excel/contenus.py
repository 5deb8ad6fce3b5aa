"""What the cells of a column hold, counted over the rows below a header: the evidence that stands beside its words."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from shared.excel.cellules import Rangee, Valeur
from shared.excel.dates import DateInvalide, parse_date
from shared.excel.montants import MontantNonArrondi, looks_like_montant, read_montant
from shared.excel.totaux import is_report, is_total
from shared.montants import MontantInvalide

_JOUR = re.compile(r"\d{1,2}\.\d{1,2}\.(?:20)?\d\d")
"""Two dots so close are those of a day, never of an amount."""


@dataclass(frozen=True, slots=True)
class Comptage:
    """How many cells of a column are filled, of which others are a part."""

    pleines: int

    def is_surtout(self, nombre: int) -> bool:
        """Is that most of what the column holds?"""
        return self.pleines > 0 and 2 * nombre > self.pleines

    def is_tout(self, nombre: int) -> bool:
        """Is that all that the column holds?"""
        return nombre == self.pleines > 0


@dataclass(frozen=True, slots=True)
class Colonne(Comptage):
    """How many of the cells that are filled are a date, a number, money, words.

    ``monnaie``: numbers that only money writes so. ``montants``: centimes, row by row, None where there is none.
    """

    dates: int
    monnaie: int
    montants: tuple[int | None, ...]
    textes: tuple[str, ...]

    @property
    def nombres(self) -> int:
        return sum(montant is not None for montant in self.montants)

    @property
    def longueur(self) -> float:
        """Mean length of its words."""
        return sum(map(len, self.textes)) / len(self.textes) if self.textes else 0.0


def list_corps(rangees: Iterable[Rangee]) -> list[Rangee]:
    """The rows that look like lines: a number among words, and no word of a total."""
    corps = []
    for rangee in rangees:
        textes = [valeur for valeur in rangee if isinstance(valeur, str) and valeur.strip()]
        nombres = sum(looks_like_montant(valeur) for valeur in rangee)
        total = any(is_total(texte) or is_report(texte) for texte in textes[:3])
        if nombres and not total and sum(valeur != "" for valeur in rangee) > 1:
            corps.append(rangee)
    return corps


def observe_colonne(place: int, corps: Sequence[Rangee]) -> Colonne:
    """Count what a column holds (``place`` from 0)."""
    cellules = [rangee[place] if place < len(rangee) and not is_tiret(rangee[place]) else "" for rangee in corps]
    montants = tuple(None if is_jour(valeur) else read_nombre(valeur) for valeur in cellules)
    textes = [v for v in cellules if isinstance(v, str) and v.strip() and not looks_like_montant(v) and not is_jour(v)]
    return Colonne(
        sum(not is_vide(valeur) for valeur in cellules), sum(map(is_jour, cellules)),
        sum(lu is not None and is_monnaie(valeur) for valeur, lu in zip(cellules, montants, strict=True)),
        montants, tuple(textes),
    )  # fmt: skip


def is_vide(valeur: Valeur) -> bool:
    """Nothing is written."""
    return isinstance(valeur, str) and not valeur.strip()


def is_tiret(valeur: Valeur) -> bool:
    """``-``, ``néant``: words that say that there is no amount."""
    try:
        return isinstance(valeur, str) and not is_vide(valeur) and read_montant(valeur) is None
    except MontantInvalide:
        return False


def is_jour(valeur: Valeur) -> bool:
    """A date, as a cell or in words; a number alone is never taken for one here."""
    if isinstance(valeur, date):
        return True
    if not isinstance(valeur, str) or not any(map(str.isdecimal, valeur)):
        return False
    if looks_like_montant(valeur) and not _JOUR.fullmatch(valeur.strip()):
        return False
    try:
        parse_date(valeur)
    except DateInvalide:
        return False
    return True


def read_nombre(valeur: Valeur) -> int | None:
    """Centimes as they are shown, or None: to compare, or to know what a cell is."""
    if isinstance(valeur, bool) or not isinstance(valeur, str | float | int):
        return None
    try:
        return read_montant(valeur)
    except MontantNonArrondi as error:
        return error.centimes
    except MontantInvalide:
        return None


def is_monnaie(valeur: Valeur) -> bool:
    """With cents or a currency."""
    if isinstance(valeur, str):
        return not valeur.strip().lstrip("-+").replace(" ", "").replace("\u00a0", "").replace("\u202f", "").isdigit()
    return isinstance(valeur, float) and valeur != int(valeur)
