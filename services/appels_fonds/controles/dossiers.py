"""What we know of a copropriété when a call of its syndic is checked, as plain values: the use case fills it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import NamedTuple

from services.appels_fonds.lecture.patrimoine.referentiel import CoproprieteConnue, Patrimoine

COURANT, FONDS = "COURANT", "FONDS_TRAVAUX"


@dataclass(frozen=True, slots=True)
class ExerciceConnu:
    """An exercise of the syndicat and its voted budget: centimes of all owners by (nature of budget, clé)."""

    libelle: str
    debut: date
    fin: date
    vote_le: date | None = None
    budgets: Mapping[tuple[str, str], int] = field(default_factory=dict)

    def total(self, nature: str) -> int:
        """The whole budget of a nature, in centimes, all clés and owners together."""
        return sum(montant for (one, _), montant in self.budgets.items() if one == nature)


@dataclass(frozen=True, slots=True)
class TravauxConnus:
    """Works voted by an assembly: centimes of all owners on the clé, with the due dates it fixed."""

    date_ag: date
    resolution: str
    libelle: str
    cle: str
    montant_centimes: int
    echeances: tuple[date, ...] = ()


class MontantDejaAppele(NamedTuple):
    """What was already called on a clé for a nature, here or before the suite was in use; ``source`` names the call."""

    exigible: date
    cle: str
    nature: str
    montant_centimes: int
    source: str


@dataclass(frozen=True, slots=True)
class PoidsCle:
    """The tantièmes of our lots on a clé, by number of lot, from ``du`` to ``au``, both included; None is open."""

    lots: Mapping[str, int]
    du: date | None = None
    au: date | None = None

    def holds(self, jour: date) -> bool:
        """Are they those of a day?"""
        return (self.du is None or self.du <= jour) and (self.au is None or jour <= self.au)


@dataclass(frozen=True, slots=True)
class MandatConnu:
    """A syndic in charge between two days, both included; None is open."""

    syndic: str
    du: date | None = None
    au: date | None = None


@dataclass(frozen=True)
class Dossier:
    """Everything the controls compare a call with. ``lots_principaux`` counts the owners' dwellings, when known;
    ``poids``: the dated tantièmes of our lots, by code of clé.
    ``comptes``: IBANs we know of the syndicat.
    ``solde_centimes``: what our books say we owe the syndicat; None when they hold nothing about it.
    """

    copropriete: CoproprieteConnue
    poids: Mapping[str, Sequence[PoidsCle]] = field(default_factory=dict)
    exercices: Sequence[ExerciceConnu] = ()
    travaux: Sequence[TravauxConnus] = ()
    appelees: Sequence[MontantDejaAppele] = ()
    mandats: Sequence[MandatConnu] = ()
    lots_principaux: int | None = None
    solde_centimes: int | None = None
    mois_clos: frozenset[tuple[int, int]] = frozenset()
    comptes: frozenset[str] = frozenset()
    _lots: dict[date, frozenset[str]] = field(init=False, default_factory=dict, compare=False, repr=False)
    _poids: dict[tuple[str, date], Mapping[str, int]] = field(
        init=False, default_factory=dict, compare=False, repr=False
    )

    @classmethod
    def empty(cls, patrimoine: Patrimoine, code: str) -> "Dossier":
        """The dossier of a copropriété of which only the patrimoine is known."""
        return cls(next(one for one in patrimoine.coproprietes if one.code == code))

    def exercice_at(self, jour: date) -> ExerciceConnu | None:
        """The exercise that holds a day."""
        return next((one for one in self.exercices if one.debut <= jour <= one.fin), None)

    def exercice_before(self, exercice: ExerciceConnu) -> ExerciceConnu | None:
        """The exercise that ends before this one begins, the latest."""
        former = [one for one in self.exercices if one.fin < exercice.debut]
        return max(former, key=lambda one: one.fin, default=None)

    def nos_lots(self, jour: date) -> frozenset[str]:
        """Our lots on a day (décret art. 6-2); computed once a day."""
        known = self._lots.get(jour)
        if known is None:
            known = self._lots[jour] = frozenset(lot.numero for lot in self.copropriete.lots if lot.is_ours(jour))
        return known

    def poids_at(self, cle: str, jour: date) -> Mapping[str, int]:
        """The tantièmes on a clé of our lots of a day, by number of lot; computed once a day and clé."""
        known = self._poids.get((cle, jour))
        if known is None:
            ours = self.nos_lots(jour)
            known = self._poids[cle, jour] = {
                lot: part
                for one in self.poids.get(cle, ())
                if one.holds(jour)
                for lot, part in one.lots.items()
                if lot in ours
            }
        return known

    def tantiemes(self, lots: Iterable[str], cle: str, jour: date) -> int | None:
        """What some lots weigh together on a clé on a day; None when one of them was not ours or has no weight."""
        poids, total = self.poids_at(cle, jour), 0
        for numero in lots:
            part = poids.get(numero)
            if part is None and not any(numero in self.poids_at(autre, jour) for autre in self.poids):
                return None
            total += part or 0
        return total

    def nos_tantiemes(self, cle: str, jour: date) -> int:
        """What all our lots weigh on a clé on a day."""
        return sum(self.poids_at(cle, jour).values())

    def total_cle(self, code: str) -> int | None:
        """The tantièmes of a clé, all owners together."""
        return self._totaux.get(code)

    @cached_property
    def _totaux(self) -> Mapping[str, int | None]:
        return {cle.code: cle.total for cle in self.copropriete.cles}

    def appelees_of(self, natures: Iterable[str], du: date, au: date) -> list[MontantDejaAppele]:
        """What was already called of some natures between two due dates, both included."""
        wanted = frozenset(natures)
        return [one for one in self.appelees if one.nature in wanted and du <= one.exigible <= au]
