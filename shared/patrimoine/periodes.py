"""Dated facts: a period, and what can be done with several. Pure date arithmetic.

Everything here is ``du``, the first day, to ``au``, the last day included; None means since ever, or still.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise
from typing import Generic, TypeVar

T = TypeVar("T")

JOUR = timedelta(days=1)


@dataclass(frozen=True)
class Periode:
    """Days from ``du`` to ``au``, both included."""

    du: date | None = None
    au: date | None = None

    @property
    def debut(self) -> date:
        """The first day, comparable."""
        return self.du or date.min

    @property
    def fin(self) -> date:
        """The last day, comparable."""
        return self.au or date.max

    def covers(self, jour: date) -> bool:
        """Whether this day is inside."""
        return self.debut <= jour <= self.fin

    def __str__(self) -> str:
        du = f"depuis le {format_jour(self.du)}" if self.du else "depuis l’origine"
        return f"{du} jusqu’au {format_jour(self.au)}" if self.au else du


@dataclass(frozen=True)
class Valeur(Generic[T]):
    """A value that holds during a period."""

    periode: Periode
    valeur: T


def format_jour(jour: date) -> str:
    """``31/12/2026``."""
    return f"{jour:%d/%m/%Y}"


def find_overlap(periodes: Iterable[Periode]) -> tuple[Periode, Periode] | None:
    """The first two periods that share a day, the earlier first; None when there are none."""
    ordered = sorted(periodes, key=lambda periode: (periode.debut, periode.fin))
    for earlier, later in pairwise(ordered):
        if later.debut <= earlier.fin:
            return earlier, later
    return None


def intersect(one: Periode, other: Periode) -> Periode | None:
    """The days that both have, or None."""
    debut, fin = max(one.debut, other.debut), min(one.fin, other.fin)
    if debut > fin:
        return None
    return Periode(None if debut == date.min else debut, None if fin == date.max else fin)


def set_valeur(valeurs: Sequence[Valeur[T]], du: date | None, valeur: T) -> list[Valeur[T]]:
    """Say that from ``du`` the value is another one, up to the next change already known.

    The period that holds ``du`` is closed the day before and a new one opened until its former end. When ``du`` is the
    first day of that period (or None: the first day known) its value was wrong from the start and is replaced.

    :param valeurs: without overlap.
    :raises ValueError: no period holds ``du``.
    """
    ordered = sorted(valeurs, key=lambda known: known.periode.debut)
    if not ordered:
        return [Valeur(Periode(du), valeur)]
    start = ordered[0].periode.debut if du is None else du
    for rank, known in enumerate(ordered):
        if known.periode.covers(start):
            if known.periode.debut == start:
                return [*ordered[:rank], replace(known, valeur=valeur), *ordered[rank + 1 :]]
            closed = replace(known, periode=Periode(known.periode.du, start - JOUR))
            opened = Valeur(Periode(start, known.periode.au), valeur)
            return [*ordered[:rank], closed, opened, *ordered[rank + 1 :]]
    raise ValueError("no known period holds this day")


def find_valeur(valeurs: Iterable[Valeur[T]], jour: date) -> T | None:
    """What holds on this day, or None."""
    return next((known.valeur for known in valeurs if known.periode.covers(jour)), None)


def find_sommet(poids: Iterable[Valeur[int]]) -> tuple[int, date | None]:
    """The largest sum of weights held on one same day, and the first such day (None: since ever).

    A sum only grows when a period begins, so only those days are looked at.
    """
    steps: list[tuple[date, int, int]] = []
    for known in poids:
        steps.append((known.periode.debut, 1, known.valeur))
        if known.periode.au and known.periode.au < date.max:
            steps.append((known.periode.au + JOUR, 0, -known.valeur))
    highest, when, held = 0, None, 0
    for jour, _, change in sorted(steps):
        held += change
        if held > highest:
            highest, when = held, jour
    return highest, None if when == date.min else when
