"""What supports an anomaly: the years of its poste in the building, their lines, and how the score was made."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from services.charges.models import AnomalieCharge, ComptesAnnuels, DepenseAnnuelle, LigneCharge
from services.charges.postes.nomenclature import find_postes_of_famille

ANNEES_MONTREES = 6
LIGNES_MONTREES = 12


@dataclass(frozen=True, slots=True)
class Annee:
    """What the building spent on the family in a year, in centimes."""

    annee: int
    montant_centimes: int


@dataclass(frozen=True)
class Evidence:
    """The years, the earliest first, and the largest lines of the faulty year with the document they come from."""

    annees: Sequence[Annee]
    lignes: Sequence[LigneCharge]

    @property
    def maximum(self) -> int:
        """The largest year, for the picture."""
        return max((abs(one.montant_centimes) for one in self.annees), default=0)


def load_evidence(session: Session, anomalie: AnomalieCharge) -> Evidence:
    """The evidence of an anomaly, from the yearly aggregate and the lines of its year."""
    codes = [poste.code for poste in find_postes_of_famille(anomalie.famille)]
    sums: dict[int, int] = {}
    for fin, montant in session.execute(
        select(DepenseAnnuelle.fin, func.sum(DepenseAnnuelle.realise_centimes))
        .where(DepenseAnnuelle.copropriete_id == anomalie.copropriete_id, DepenseAnnuelle.poste.in_(codes))
        .group_by(DepenseAnnuelle.fin)
    ):
        sums[fin.year] = sums.get(fin.year, 0) + int(montant)
    if sums:
        for annee in range(min(sums), max(sums) + 1):
            sums.setdefault(annee, 0)
    around = [annee for annee in sorted(sums) if annee <= anomalie.annee + 1][-ANNEES_MONTREES:]
    lignes = session.scalars(
        select(LigneCharge)
        .join(LigneCharge.comptes)
        .where(
            LigneCharge.copropriete_id == anomalie.copropriete_id,
            LigneCharge.active.is_(True),
            LigneCharge.poste.in_(codes),
            func.extract("year", ComptesAnnuels.fin) == anomalie.annee,
        )
        .order_by(func.abs(LigneCharge.montant_centimes).desc())
        .limit(LIGNES_MONTREES)
    ).all()
    return Evidence([Annee(annee, sums[annee]) for annee in around], lignes)
