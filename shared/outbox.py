"""Publishing a fact: one row per subscriber, in the transaction of the change it reports."""

from collections.abc import Iterable
from uuid import uuid4

from sqlalchemy import func, insert, select, text, update
from sqlalchemy.orm import Session

from shared.database import is_postgresql
from shared.messages import SUBSCRIBERS, Fact
from shared.models import FailedMessage, OutboxMessage, ProcessedMessage, now

CANAL = "tantieme_outbox"


def publish(session: Session, fact: Fact) -> None:
    """Say that ``fact`` happened. Nothing leaves before the caller's transaction commits; the relay does the rest."""
    publish_all(session, [fact])


def publish_all(session: Session, facts: Iterable[Fact]) -> None:
    """Say that all of these happened, in this order, after all that the session holds."""
    rows = [
        {"id": str(uuid4()), "fait": type(fact).__name__, "service": service, "contenu": fact.dump(), "cree_le": now()}
        for fact in facts
        for service in SUBSCRIBERS[type(fact)]
    ]
    session.flush()
    if rows:
        session.execute(insert(OutboxMessage), rows)
    if is_postgresql(session):
        session.execute(text(f"NOTIFY {CANAL}"))


def rearm_unhandled(session: Session) -> int:
    """Send again the facts that left but were neither applied nor kept as failures; returns how many.

    Only for the in-process broker, at start: it forgets what it holds when its process dies, whereas RabbitMQ keeps
    it. A fact applied meanwhile is refused by the receiver's inbox, so nothing is done twice.
    """
    handled = select(ProcessedMessage.id).where(
        ProcessedMessage.id == OutboxMessage.id, ProcessedMessage.service == OutboxMessage.service
    )
    kept = select(FailedMessage.id).where(
        FailedMessage.message_id == OutboxMessage.id, FailedMessage.rejoue_le.is_(None)
    )
    lost = (
        update(OutboxMessage)
        .where(OutboxMessage.envoye_le.is_not(None), ~handled.exists(), ~kept.exists())
        .values(envoye_le=None)
        .returning(OutboxMessage.rang)
    )
    return len(session.scalars(lost).all())


def count_waiting(session: Session) -> int:
    """How many facts wait for the broker."""
    return session.scalar(select(func.count()).where(OutboxMessage.envoye_le.is_(None))) or 0


def age_of_oldest(session: Session) -> float | None:
    """Age in seconds of the oldest fact still waiting, or None."""
    oldest = session.scalar(select(func.min(OutboxMessage.cree_le)).where(OutboxMessage.envoye_le.is_(None)))
    return (now() - oldest).total_seconds() if oldest else None
