"""Use case: keeping what the charges service says of its anomalies, so that the doctrine may rest on it."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.votes.models import AnomalieConnue
from shared.messages import AnomalieDetectee
from shared.models import now


def record_anomalie(session: Session, fact: AnomalieDetectee) -> AnomalieConnue:
    """Keep an anomaly of the charges; told again, it is the same one with what is new."""
    known = session.scalar(select(AnomalieConnue).where(AnomalieConnue.anomalie_id == fact.anomalie_id))
    if known is None:
        known = AnomalieConnue(anomalie_id=fact.anomalie_id, le=now())
        session.add(known)
    known.copropriete_id, known.exercice, known.poste = fact.copropriete_id, fact.exercice, fact.poste
    known.type, known.enjeu_centimes, known.explication = fact.type, fact.enjeu_centimes, fact.explication
    session.flush()
    return known
