"""What the reading of a call must know of the patrimoine, as plain values: the use case fills it from the tables."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple


@dataclass(frozen=True, slots=True)
class CleConnue:
    """A key of a copropriété: ``total`` is the sum of the tantièmes of all its lots."""

    code: str
    libelle: str
    total: int | None = None


class LotConnu(NamedTuple):
    """One of our lots, ours from ``du`` to ``au``, both included; None is open."""

    numero: str
    du: date | None = None
    au: date | None = None

    def is_ours(self, jour: date) -> bool:
        return (self.du is None or self.du <= jour) and (self.au is None or jour <= self.au)


class LotsDifferes(Sequence[LotConnu]):
    """The lots of a copropriété, asked for only when a file names it: a portfolio has many more than a file."""

    def __init__(self, load: Callable[[], Sequence[LotConnu]]) -> None:
        self._load = load
        self._lots: Sequence[LotConnu] | None = None

    @property
    def is_loaded(self) -> bool:
        """Were they asked for already?"""
        return self._lots is not None

    def fill(self, lots: Sequence[LotConnu]) -> None:
        """Give them, when they were loaded with those of other copropriétés."""
        self._lots = lots

    def _get(self) -> Sequence[LotConnu]:
        if self._lots is None:
            self._lots = self._load()
        return self._lots

    def __getitem__(self, place: Any) -> Any:
        return self._get()[place]

    def __len__(self) -> int:
        return len(self._get())

    def __iter__(self) -> Iterator[LotConnu]:
        return iter(self._get())


@dataclass(frozen=True, slots=True)
class FondsVote:
    """On which keys the contribution to the fonds de travaux was voted, for an exercise from ``debut`` to ``fin``."""

    debut: date
    fin: date
    cles: frozenset[str]


@dataclass(frozen=True, slots=True)
class CoproprieteConnue:
    """A copropriété where we own lots, with every name a syndic may give it."""

    code: str
    nom: str
    adresse: str | None = None
    immatriculation: str | None = None
    reference_bailleur: str | None = None
    syndics: tuple[str, ...] = ()
    cles: tuple[CleConnue, ...] = ()
    lots: Sequence[LotConnu] = ()
    fonds_travaux: tuple[FondsVote, ...] = ()


@dataclass(frozen=True, slots=True)
class Patrimoine:
    """Every copropriété the file may speak of."""

    coproprietes: tuple[CoproprieteConnue, ...]


@dataclass(frozen=True, slots=True)
class Profil:
    """What was learnt of one syndic's layouts: each map goes from the words of the file to ours.

    ``roles``: header → name of a ``Role`` (``IGNORE`` to leave a column out). ``coproprietes``: words → code.
    ``cles``: (code of the copropriété, words) → code of the key. ``lots``: (code of the copropriété, words) → number.
    ``natures``: words → code of nature. Empty words answer for a file that says no key, or no kind, at all.
    ``sens``: -1 when this syndic writes what we owe as negative amounts.
    Words are compared without case, accents nor punctuation.
    """

    roles: Mapping[str, str] = field(default_factory=dict)
    coproprietes: Mapping[str, str] = field(default_factory=dict)
    cles: Mapping[tuple[str, str], str] = field(default_factory=dict)
    lots: Mapping[tuple[str, str], str] = field(default_factory=dict)
    natures: Mapping[str, str] = field(default_factory=dict)
    sens: int = 1
