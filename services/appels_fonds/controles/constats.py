"""What a control says: a sentence with its figures, and the lines it is about; told once per sheet with their range."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from services.appels_fonds.controles.etude import EtudeAppel
from services.appels_fonds.reception.anomalies import SUITE_MIN, Anomalie


class Situee(Protocol):
    """Anything that stands in a cell of a sheet: a line to post, a line of statement."""

    @property
    def feuille(self) -> str:
        """Name of its sheet."""

    @property
    def cellule(self) -> str:
        """Address of its amount."""


@dataclass(frozen=True, slots=True)
class Constat:
    """A sentence in French, and the lines it is about; no line means the whole call."""

    phrase: str
    lignes: Sequence[Situee] = ()


class Regle(Protocol):
    """A pure rule: a call with what we know of it, and its setting (0 when it has none)."""

    def __call__(self, etude: EtudeAppel, valeur: int, /) -> Iterable[Constat]: ...


@dataclass(frozen=True, slots=True)
class Controle:
    """One control: its number in the list of 21, its stable code, its level, what it says, its setting and the unit.

    ``entier``: it rests on every line of the call, and says nothing of one that a fault of reading cut short.
    """

    numero: int
    code: str
    gravite: str
    libelle: str
    regle: Regle
    valeur: int = 0
    unite: str | None = None
    entier: bool = False

    def run(self, etude: EtudeAppel) -> list[Anomalie]:
        """Its faults on one call; none when somebody switched it off, or when it lacks lines it rests on."""
        if self.code in etude.connu.inactifs or (self.entier and not etude.appel.entier):
            return []
        constats = _gather(list(self.regle(etude, etude.connu.valeurs.get(self.code, self.valeur))))
        touchee = (etude.appel.copropriete,)
        return [replace(anomalie, coproprietes=touchee) for constat in constats for anomalie in self._tell(constat)]

    def _tell(self, constat: Constat) -> list[Anomalie]:
        if not constat.lignes:
            return [Anomalie(self.gravite, self.code, None, None, constat.phrase)]
        return [
            Anomalie(self.gravite, self.code, first.feuille, _range(first.cellule, last.cellule), constat.phrase)
            for first, last in _bound_sheets(constat.lignes)
        ]


def _bound_sheets(lignes: Sequence[Situee]) -> list[tuple[Situee, Situee]]:
    """The first and the last line of each sheet; sheets are read one after the other."""
    if lignes[0].feuille == lignes[-1].feuille:
        return [(lignes[0], lignes[-1])]
    last = {ligne.feuille: ligne for ligne in lignes}
    first = {ligne.feuille: ligne for ligne in reversed(lignes)}
    return [(first[feuille], last[feuille]) for feuille in last]


def _gather(constats: Sequence[Constat]) -> Sequence[Constat]:
    """A fault that repeats on many lines is told once, by its first sentence, with its range."""
    if len(constats) < SUITE_MIN or any(len(constat.lignes) != 1 for constat in constats):
        return constats
    lignes = [ligne for constat in constats for ligne in constat.lignes]
    return [Constat(f"{constats[0].phrase} Même défaut sur {len(lignes)} lignes.", lignes)]


def _range(first: str, last: str) -> str:
    return first if first == last else f"{first}:{last}"
