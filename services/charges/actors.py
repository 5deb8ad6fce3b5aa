"""The message door of charges: the facts it hears, and how long it insists on each (milliseconds)."""

from sqlalchemy.orm import Session

from services.charges import montants_appeles
from shared.inbox import receives
from shared.messages import AppelFondsAnnule, AppelFondsComptabilise

MINUTE, JOUR = 60_000, 86_400_000


@receives(
    AppelFondsComptabilise,
    max_retries=5,
    min_backoff=1_000,
    max_backoff=15 * MINUTE,
    max_age=7 * JOUR,
    time_limit=MINUTE,
)
def record_appel(session: Session, fact: AppelFondsComptabilise) -> None:
    """A call was integrated: keep what it asks."""
    montants_appeles.record_appel(session, fact)


@receives(
    AppelFondsAnnule, max_retries=5, min_backoff=1_000, max_backoff=15 * MINUTE, max_age=7 * JOUR, time_limit=MINUTE
)
def record_annulation(session: Session, fact: AppelFondsAnnule) -> None:
    """A call was undone: stop counting it."""
    montants_appeles.record_annulation(session, fact)
