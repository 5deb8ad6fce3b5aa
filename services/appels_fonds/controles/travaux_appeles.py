"""What was called for works in a copropriété so far: asked by votes before deciding on others."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.appels_fonds.models import AppelFonds, LigneAppel, StatutAppel
from services.appels_fonds.natures import Nature
from shared.acteurs import Acteur
from shared.models import CleRepartition
from shared.patrimoine.lectures import get_copropriete

NATURES = (Nature.TRAVAUX.value, Nature.ANNULATION_TRAVAUX.value)


@dataclass(frozen=True)
class LigneTravaux:
    """What one call asked for works on one clé, in centimes; negative when works were cancelled."""

    numero: str
    exigible: date
    cle: str
    libelle: str
    montant_centimes: int


@dataclass(frozen=True)
class TravauxAppeles:
    """The calls of works of a copropriété, the latest first, and what they sum to."""

    copropriete: str
    lignes: Sequence[LigneTravaux]

    @property
    def total_centimes(self) -> int:
        """Everything called for works."""
        return sum(ligne.montant_centimes for ligne in self.lignes)


def list_travaux_appeles(session: Session, acteur: Acteur, code: str) -> TravauxAppeles:
    """The live lines of works of a copropriété, added by call, clé and words.

    :raises NotFoundError: unknown copropriété, or not visible to this agent.
    """
    copropriete = get_copropriete(session, acteur, code)
    rows = session.execute(
        select(
            AppelFonds.numero, LigneAppel.exigible, CleRepartition.code, LigneAppel.texte, LigneAppel.montant_centimes
        )
        .join(AppelFonds, AppelFonds.id == LigneAppel.appel_id)
        .join(CleRepartition, CleRepartition.id == LigneAppel.cle_repartition_id)
        .where(
            LigneAppel.copropriete_id == copropriete.id,
            LigneAppel.vive.is_(True),
            LigneAppel.nature.in_(NATURES),
            AppelFonds.statut != StatutAppel.ANNULE,
        )
        .order_by(LigneAppel.exigible.desc(), AppelFonds.numero, CleRepartition.code, LigneAppel.texte)
    )
    sums: dict[tuple[str, date, str, str], int] = {}
    for numero, exigible, cle, texte, montant in rows:
        sums[numero, exigible, cle, texte] = sums.get((numero, exigible, cle, texte), 0) + montant
    return TravauxAppeles(copropriete.code, [LigneTravaux(*key, montant) for key, montant in sums.items()])
