"""What the reading of a call must know of the patrimoine, as plain values: the use case fills it from the tables."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True)
class CleConnue:
    """A key of a copropriété: ``total`` is the sum of the tantièmes of all its lots."""

    code: str
    libelle: str
    total: int | None = None


@dataclass(frozen=True, slots=True)
class TantiemesConnus:
    """The tantièmes of a lot by code of key, from ``du`` to ``au``, both included; None is open."""

    cles: Mapping[str, int]
    du: date | None = None
    au: date | None = None


@dataclass(frozen=True, slots=True)
class LotConnu:
    """One of our lots, ours from ``du`` to ``au``, both included; None is open."""

    numero: str
    du: date | None = None
    au: date | None = None
    tantiemes: tuple[TantiemesConnus, ...] = ()

    def is_ours(self, jour: date) -> bool:
        return (self.du is None or self.du <= jour) and (self.au is None or jour <= self.au)


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
    lots: tuple[LotConnu, ...] = ()


@dataclass(frozen=True, slots=True)
class Patrimoine:
    """Every copropriété the file may speak of."""

    coproprietes: tuple[CoproprieteConnue, ...]


@dataclass(frozen=True, slots=True)
class Profil:
    """What was learnt of one syndic's layouts: each map goes from the words of the file to ours.

    ``roles``: header → name of a ``Role`` (``IGNORE`` to leave a column out). ``coproprietes``: words → code.
    ``cles``: (code of the copropriété, words) → code of the key. ``natures``: words → code of nature.
    Words are compared without case, accents nor punctuation.
    """

    roles: Mapping[str, str] = field(default_factory=dict)
    coproprietes: Mapping[str, str] = field(default_factory=dict)
    cles: Mapping[tuple[str, str], str] = field(default_factory=dict)
    natures: Mapping[str, str] = field(default_factory=dict)
