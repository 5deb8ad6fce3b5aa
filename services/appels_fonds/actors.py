"""The message door of appels_fonds: the facts it hears, and how long it insists on each (milliseconds)."""

from sqlalchemy.orm import Session

from services.appels_fonds.controles import votes_connus
from services.appels_fonds.reception import imports_longs
from services.appels_fonds.reception.analyses import Analyse, FichierLu
from services.appels_fonds.suivi import anomalies_signalees
from shared.database import Lecture
from shared.inbox import receives
from shared.messages import (
    AnomalieDetectee,
    BudgetVote,
    IntegrationDemandee,
    LectureDemandee,
    MandatSyndicChange,
    TravauxVotes,
)

MINUTE, JOUR = 60_000, 86_400_000


@receives(BudgetVote, max_retries=5, min_backoff=1_000, max_backoff=15 * MINUTE, max_age=7 * JOUR, time_limit=MINUTE)
def record_budget(session: Session, fact: BudgetVote) -> None:
    """A budget was voted: expect its quarters."""
    votes_connus.record_budget(session, fact)


@receives(TravauxVotes, max_retries=5, min_backoff=1_000, max_backoff=15 * MINUTE, max_age=7 * JOUR, time_limit=MINUTE)
def record_travaux(session: Session, fact: TravauxVotes) -> None:
    """Works were voted: expect their instalments."""
    votes_connus.record_travaux(session, fact)


@receives(
    MandatSyndicChange, max_retries=5, min_backoff=1_000, max_backoff=15 * MINUTE, max_age=7 * JOUR, time_limit=MINUTE
)
def record_changement(session: Session, fact: MandatSyndicChange) -> None:
    """Another syndic took over: his accounts must be confirmed."""
    votes_connus.record_changement(session, fact)


@receives(
    AnomalieDetectee, max_retries=5, min_backoff=1_000, max_backoff=15 * MINUTE, max_age=7 * JOUR, time_limit=MINUTE
)
def record_anomalie(session: Session, fact: AnomalieDetectee) -> None:
    """Charges found something wrong: keep it to show it beside the calls."""
    anomalies_signalees.record_anomalie(session, fact)


def read_depot(fact: LectureDemandee) -> Analyse:
    """Read a long file before the transaction that keeps its preview."""
    with Lecture() as session:
        return imports_longs.analyse_depot(session, fact)


@receives(
    LectureDemandee, max_retries=3, min_backoff=1_000, max_backoff=MINUTE, max_age=JOUR, time_limit=10 * MINUTE,
    prepare=read_depot,
    given_up=imports_longs.give_up,
)  # fmt: skip
def keep_depot(session: Session, fact: LectureDemandee, analyse: Analyse) -> None:
    """A long file was dropped: keep what was read of it, to be looked over."""
    imports_longs.finish_lecture(session, fact, analyse)


def read_apercu(fact: IntegrationDemandee) -> FichierLu:
    """Read a long preview again before the transaction that integrates it."""
    with Lecture() as session:
        return imports_longs.read_import(session, fact)


@receives(
    IntegrationDemandee, max_retries=3, min_backoff=1_000, max_backoff=MINUTE, max_age=JOUR, time_limit=10 * MINUTE,
    prepare=read_apercu,
    given_up=imports_longs.give_up,
)  # fmt: skip
def integrate_apercu(session: Session, fact: IntegrationDemandee, lu: FichierLu) -> None:
    """Somebody confirmed a long preview: integrate it, once."""
    imports_longs.finish_integration(session, fact, lu)
