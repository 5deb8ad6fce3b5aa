"""The days: the fact that says, once, that one began. Due dates live in the database; this is what wakes them."""

from datetime import date, datetime, time

from sqlalchemy import select
from sqlalchemy.orm import Session

from shared.database import lock_for_update
from shared.messages import JourCommence
from shared.models import OutboxMessage
from shared.outbox import publish
from shared.presentation import PARIS

VERROU_JOUR = 7_106_002


def say_day(session: Session, jour: date) -> bool:
    """Publish that ``jour`` began, unless somebody said it already; whether it was said now."""
    lock_for_update(session, VERROU_JOUR)
    midnight = datetime.combine(jour, time(), PARIS)
    said = select(OutboxMessage.rang).where(
        OutboxMessage.fait == JourCommence.__name__, OutboxMessage.cree_le >= midnight
    )
    if session.scalar(said.limit(1)) is not None:
        return False
    publish(session, JourCommence(jour=jour))
    return True
