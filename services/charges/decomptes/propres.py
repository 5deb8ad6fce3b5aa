"""What we pay outside the copropriété, settled over the days of its year and joined to the rest. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from services.charges.decomptes.occupation import Bail, Periode
from services.charges.decomptes.regularisation import Depense, PartLot, Regularisation, compute_regularisation
from services.charges.depenses_bailleur.parts import DepensePropre, clip_detentions


@dataclass(frozen=True)
class Propres:
    """Each expense of ours with its own settlement: its year may be a part of the exercise only."""

    reglees: tuple[tuple[DepensePropre, Regularisation], ...]

    @property
    def parts(self) -> tuple[tuple[Depense, PartLot], ...]:
        """(expense, share of a lot), in the order of the notices."""
        return tuple((propre.depense, part) for propre, reglee in self.reglees for part in reglee.parts)

    @property
    def centimes(self) -> int:
        """All of it, for these days."""
        return sum(propre.depense.realise for propre, _ in self.reglees)

    @property
    def poids(self) -> dict[Depense | None, tuple[dict[str, dict[str, int]], dict[str, int]]]:
        """Expense → tantièmes of each lot by clé, and their totals; none when each lot has its own amount."""
        return {
            propre.depense: (
                {lot.numero: {} if propre.par_lot else lot.tantiemes for lot in propre.lots},
                {} if propre.par_lot else {propre.depense.cle: sum(sum(lot.tantiemes.values()) for lot in propre.lots)},
            )
            for propre, _ in self.reglees
        }

    def charges_of(self, bail: str) -> int:
        """What one lease bears of it, in centimes."""
        return sum(solde.charges_reelles for _, une in self.reglees for solde in une.soldes if solde.bail == bail)

    def add_to(self, resultat: Regularisation) -> Regularisation:
        """The settlement of the copropriété with ours: what is recoverable, vacant and owed; its own totals stay."""
        soldes, synthese = list(resultat.soldes), resultat.synthese
        for _, reglee in self.reglees:
            autres = {solde.bail: solde.charges for solde in reglee.soldes}
            soldes = [replace(solde, charges=_sum(solde.charges, autres[solde.bail])) for solde in soldes]
            une = reglee.synthese
            synthese = replace(
                synthese, recuperable=synthese.recuperable + une.recuperable,
                non_recuperable=synthese.non_recuperable + une.non_recuperable,
                vacance=synthese.vacance + une.vacance, hors_detention=synthese.hors_detention + une.hors_detention,
            )  # fmt: skip
        return Regularisation(resultat.parts, tuple(soldes), synthese)


def _sum(charges: Mapping[str, int], autres: Mapping[str, int]) -> dict[str, int]:
    return {code: charges.get(code, 0) + autres.get(code, 0) for code in [*charges, *(autres.keys() - charges.keys())]}


def settle_propres(
    propres: Iterable[DepensePropre], baux: Sequence[Bail], detentions: Mapping[str, Periode], connus: Sequence[str]
) -> Propres:
    """Share each expense over its lots, then over the days of its own year in the exercise.

    :param connus: the lots that were ours in the exercise; the days of others are another owner's.
    """
    return Propres(
        tuple(
            (
                propre,
                compute_regularisation(
                    [propre.depense], propre.lots, baux, propre.periode,
                    detentions=clip_detentions(propre, detentions, connus),
                ),
            )
            for propre in propres
            if propre.depense.realise
        )
    )  # fmt: skip
