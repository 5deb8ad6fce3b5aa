"""Publishing a fact: one row per subscriber, in the transaction of the change it reports."""

from uuid import uuid4

from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from shared.database import is_postgresql
from shared.messages import SUBSCRIBERS, Fact
from shared.models import OutboxMessage, now

CANAL = "tantieme_outbox"


def publish(session: Session, fact: Fact) -> None:
    """Say that ``fact`` happened. Nothing leaves before the caller's transaction commits; the relay does the rest."""
    for service in SUBSCRIBERS[type(fact)]:
        session.add(
            OutboxMessage(
                id=str(uuid4()), fait=type(fact).__name__, service=service, contenu=fact.dump(), cree_le=now()
            )
        )
    session.flush()
    if is_postgresql(session):
        session.execute(text(f"NOTIFY {CANAL}"))


def count_waiting(session: Session) -> int:
    """How many facts wait for the broker."""
    return session.scalar(select(func.count()).where(OutboxMessage.envoye_le.is_(None))) or 0


def age_of_oldest(session: Session) -> float | None:
    """Age in seconds of the oldest fact still waiting, or None."""
    oldest = session.scalar(select(func.min(OutboxMessage.cree_le)).where(OutboxMessage.envoye_le.is_(None)))
    return (now() - oldest).total_seconds() if oldest else None
