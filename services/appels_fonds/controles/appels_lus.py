"""What a control receives: one call as read, and what our tables know about it, both as plain values."""

from collections import defaultdict
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from services.appels_fonds.controles.dossiers import Dossier
from services.appels_fonds.lecture.lignes import LigneLue, LigneReleve
from services.appels_fonds.lecture.patrimoine.referentiel import Patrimoine


@dataclass(frozen=True)
class AppelLu:
    """One call of a file: what one copropriété asks for one due date. Amounts of its lines in centimes.

    ``releves``: the lines of statement the file prints for this copropriété, on its first call only; ``ibans``: the
    accounts the file asks to pay, on its first call. ``entier``: no fault may have kept one of its lines out.
    """

    copropriete: str
    exigible: date
    lignes: Sequence[LigneLue]
    releves: Sequence[LigneReleve] = ()
    ibans: Sequence[str] = ()
    entier: bool = True
    _par_cle: dict[tuple[str, ...], Mapping[str, Sequence[LigneLue]]] = field(
        init=False, default_factory=dict, compare=False, repr=False
    )

    @cached_property
    def total_centimes(self) -> int:
        """What its lines sum to."""
        return sum(ligne.montant_centimes for ligne in self.lignes)

    @cached_property
    def par_nature(self) -> Mapping[str, Sequence[LigneLue]]:
        """Its lines by nature, in the order of the file."""
        found: dict[str, list[LigneLue]] = defaultdict(list)
        for ligne in self.lignes:
            found[ligne.nature].append(ligne)
        return dict(found)

    @property
    def nombre(self) -> int:
        """How many lines it has."""
        return len(self.lignes)

    def of_nature(self, *natures: str) -> Sequence[LigneLue]:
        """Its lines of some natures, in the order of the file."""
        present = [nature for nature in natures if nature in self.par_nature]
        if len(present) < 2:
            return self.par_nature[present[0]] if present else ()
        return [ligne for ligne in self.lignes if ligne.nature in present]

    def by_cle(self, *natures: str) -> Mapping[str, Sequence[LigneLue]]:
        """Its lines of some natures by code of clé, in the order of the file; parted once for all controls."""
        known = self._par_cle.get(natures)
        if known is None:
            found: dict[str, list[LigneLue]] = defaultdict(list)
            for ligne in self.of_nature(*natures):
                found[ligne.cle].append(ligne)
            known = self._par_cle[natures] = dict(found)
        return known


@dataclass(frozen=True)
class Connaissances:
    """What the controls may rest on, loaded once per file in a number of queries that does not grow with its lines.

    ``dossiers`` by code of copropriété; ``valeurs``: the settings that somebody changed, by code of control.
    ``porteurs``: who holds each IBAN we know, by code of copropriété.
    """

    patrimoine: Patrimoine
    aujourdhui: date
    dossiers: Mapping[str, Dossier] = field(default_factory=dict)
    valeurs: Mapping[str, int] = field(default_factory=dict)
    inactifs: frozenset[str] = frozenset()
    porteurs: Mapping[str, Sequence[str]] = field(default_factory=dict)

    @property
    def comptes(self) -> frozenset[str]:
        """The IBANs we know of the copropriétés of the file."""
        return frozenset().union(*(dossier.comptes for dossier in self.dossiers.values()))

    def dossier(self, code: str) -> Dossier:
        """What we know of a copropriété; nothing is known of one that has no dossier."""
        found = self.dossiers.get(code)
        return found if found is not None else Dossier.empty(self.patrimoine, code)


def group_appels(
    lignes: Iterable[LigneLue],
    releves: Iterable[LigneReleve] = (),
    ibans: Sequence[str] = (),
    touchees: Container[str] = (),
) -> list[AppelLu]:
    """The calls of a file, by copropriété then due date, their lines in the order of the file.

    :param touchees: codes of the copropriétés whose calls a fault may have cut short.
    """
    groups: dict[tuple[str, date], list[LigneLue]] = defaultdict(list)
    for ligne in lignes:
        groups[ligne.copropriete, ligne.exigible].append(ligne)
    printed: dict[str, list[LigneReleve]] = defaultdict(list)
    only = {code for code, _ in groups}
    for releve in releves:
        code = releve.copropriete or (next(iter(only)) if len(only) == 1 else None)
        if code is not None:
            printed[code].append(releve)
    return [
        AppelLu(
            code, exigible, groups[code, exigible], tuple(printed.pop(code, ())), () if rang else ibans,
            code not in touchees,
        )
        for rang, (code, exigible) in enumerate(sorted(groups))
    ]  # fmt: skip
