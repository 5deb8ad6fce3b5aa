"""The message door of charges: the facts it hears, and how long it insists on each (milliseconds)."""

from sqlalchemy.orm import Session

from services.charges import budgets, montants_appeles
from services.charges.anomalies import detection
from services.charges.decomptes.editions import give_up_decomptes, print_decomptes
from services.charges.decomptes.groupe import give_up_calculs, run_calculs
from shared.inbox import receives
from shared.messages import (
    AppelFondsAnnule,
    AppelFondsComptabilise,
    BudgetVote,
    DecomptesDemandes,
    JourCommence,
    RegularisationsDemandees,
)

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


@receives(BudgetVote, max_retries=5, min_backoff=1_000, max_backoff=15 * MINUTE, max_age=7 * JOUR, time_limit=MINUTE)
def record_budget(session: Session, fact: BudgetVote) -> None:
    """An AG voted a budget: keep it."""
    budgets.record_budget(session, fact)


@receives(JourCommence, max_retries=3, min_backoff=5_000, max_backoff=15 * MINUTE, max_age=JOUR, time_limit=10 * MINUTE)
def look_for_anomalies(session: Session, fact: JourCommence) -> None:
    """A day began: look for what is wrong in the charges."""
    detection.run_detection(session, fact.jour)


@receives(
    DecomptesDemandes, max_retries=5, min_backoff=1_000, max_backoff=15 * MINUTE, max_age=JOUR, time_limit=5 * MINUTE,
    given_up=give_up_decomptes,
)  # fmt: skip
def print_statements(session: Session, fact: DecomptesDemandes) -> None:
    """Statements were asked for: make their PDF, and say so in their task."""
    print_decomptes(session, fact)


@receives(
    RegularisationsDemandees,
    max_retries=5,
    min_backoff=1_000,
    max_backoff=15 * MINUTE,
    max_age=JOUR,
    time_limit=10 * MINUTE,
    given_up=give_up_calculs,
)
def settle_exercises(session: Session, fact: RegularisationsDemandees) -> None:
    """Régularisations were asked for: compute them, and say so in their task."""
    run_calculs(session, fact)
