"""What charges finds wrong in a copropriété, kept to be shown beside its calls."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.appels_fonds.models import AnomalieSignalee
from shared.messages import AnomalieDetectee
from shared.models import now


def record_anomalie(session: Session, fact: AnomalieDetectee) -> None:
    """Keep an anomaly; told again, it takes its new figures."""
    row = session.scalar(select(AnomalieSignalee).where(AnomalieSignalee.anomalie_id == fact.anomalie_id))
    if row is None:
        row = AnomalieSignalee(anomalie_id=fact.anomalie_id, copropriete_id=fact.copropriete_id)
        session.add(row)
    row.exercice, row.poste, row.type = fact.exercice, fact.poste, fact.type
    row.enjeu_centimes, row.explication, row.le = fact.enjeu_centimes, fact.explication, now()


def list_anomalies(session: Session, copropriete_id: int) -> Sequence[AnomalieSignalee]:
    """What was told of a copropriété, the largest stake first."""
    return session.scalars(
        select(AnomalieSignalee)
        .where(AnomalieSignalee.copropriete_id == copropriete_id)
        .order_by(AnomalieSignalee.enjeu_centimes.desc())
    ).all()
