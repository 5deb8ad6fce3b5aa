"""Minutes that come late, or do not come: notified within one month of the assembly (loi art. 42, décret art. 18)."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from services.votes.assemblees.echeances import compute_echeances
from services.votes.assemblees.retards import count_jours_retard
from services.votes.assemblees.suites import add_suite, close_waiting, move_waiting
from services.votes.models import AssembleeGenerale, GenreSuite, Suite
from shared.acteurs import SYSTEME
from shared.audit import record_acte
from shared.messages import PvTardif
from shared.mois import add_mois
from shared.outbox import publish
from shared.patrimoine.lectures import syndic_en_poste
from shared.presentation import format_date

MOIS_SURVEILLES = 60
"""Beyond five years the general limit has run out too (loi 42 al. 1): nothing is asked any more."""


def record_notification(session: Session, ag: AssembleeGenerale, notifie_le: date | None) -> None:
    """Keep the day the minutes were first presented; late ones are said, what waited for them is closed.

    A late notice may now be raised until the last day to contest.
    """
    if notifie_le == ag.pv_notifie_le:
        return
    ag.pv_notifie_le = notifie_le
    session.flush()
    if notifie_le is None:
        return
    move_waiting(
        session, ag, GenreSuite.CONVOCATION_TARDIVE, compute_echeances(ag.date_ag, notifie_le).contestation_fin_prudente
    )
    close_waiting(session, ag, GenreSuite.PV_TARDIF, f"Procès-verbal notifié le {format_date(notifie_le)}.")
    retard = count_jours_retard(ag.date_ag, notifie_le)
    if retard:
        publish(session, _build_fact(session, ag, notifie_le, retard))


def watch_pv(session: Session, aujourdhui: date) -> int:
    """Ask for the minutes whose month has passed and that nobody received; returns how many. Each is asked once."""
    asked = select(Suite.id).where(Suite.ag_id == AssembleeGenerale.id, Suite.genre == GenreSuite.PV_TARDIF)
    query = (
        select(AssembleeGenerale)
        .where(
            AssembleeGenerale.pv_notifie_le.is_(None),
            AssembleeGenerale.date_ag < add_mois(aujourdhui, -1),
            AssembleeGenerale.date_ag > add_mois(aujourdhui, -MOIS_SURVEILLES),
            ~asked.exists(),
        )
        .options(joinedload(AssembleeGenerale.copropriete))
        .order_by(AssembleeGenerale.date_ag)
    )
    late = 0
    for ag in session.scalars(query).all():
        retard = count_jours_retard(ag.date_ag, aujourdhui)
        if not retard:
            continue
        limite = format_date(compute_echeances(ag.date_ag).pv_notification_limite)
        motif = f"Le procès-verbal devait être notifié le {limite} au plus tard : le réclamer au syndic (loi art. 42)."
        add_suite(session, ag, GenreSuite.PV_TARDIF, "RC", aujourdhui, motif)
        publish(session, _build_fact(session, ag, None, retard))
        record_acte(session, SYSTEME, "signale un procès-verbal tardif", "assemblee_generale", ag.id,
                    copropriete_id=ag.copropriete_id, detail={"jours_retard": retard})  # fmt: skip
        late += 1
    return late


def _build_fact(session: Session, ag: AssembleeGenerale, notifie_le: date | None, retard: int) -> PvTardif:
    syndic = syndic_en_poste(session, ag.copropriete_id, ag.date_ag)
    return PvTardif(
        ag_id=ag.id, copropriete_id=ag.copropriete_id, syndic_id=syndic.id if syndic else None, date_ag=ag.date_ag,
        notifie_le=notifie_le.isoformat() if notifie_le else None, jours_retard=retard,
    )  # fmt: skip
