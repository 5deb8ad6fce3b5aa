"""Notices that come too late: said, and kept as something to raise if the minutes harm us (décret art. 9, loi 42)."""

from datetime import date

from sqlalchemy.orm import Session

from services.votes.assemblees.echeances import compute_echeances
from services.votes.assemblees.retards import count_jours_manquants
from services.votes.assemblees.suites import add_suite
from services.votes.models import AssembleeGenerale, GenreSuite
from shared.messages import ConvocationTardive
from shared.outbox import publish
from shared.patrimoine.lectures import syndic_en_poste
from shared.presentation import format_date


def tell_late_notice(session: Session, ag: AssembleeGenerale, aujourdhui: date) -> bool:
    """Say that a notice is late and keep it in sight of the lawyer; whether it is.

    Before the assembly, to decide how to vote; once it was held, until the last day to contest, when it is known.
    """
    missing = count_jours_manquants(ag.date_ag, ag.convocation_presentee_le, ag.delai_convocation)
    if not missing or ag.convocation_presentee_le is None:
        return False
    jours = "1 jour" if missing == 1 else f"{missing} jours"
    motif = (
        f"Convocation présentée le {format_date(ag.convocation_presentee_le)}, {jours} trop tard : cause "
        "d’annulation, à soulever dans les deux mois du procès-verbal si nous sommes opposants ou défaillants."
    )
    echeance = compute_echeances(ag.date_ag, ag.pv_notifie_le).contestation_fin_prudente
    if ag.date_ag >= aujourdhui:
        echeance, motif = ag.date_ag, f"{motif} Décider comment voter en conséquence."
    add_suite(session, ag, GenreSuite.CONVOCATION_TARDIVE, "JU", echeance, motif)
    syndic = syndic_en_poste(session, ag.copropriete_id, ag.date_ag)
    publish(
        session,
        ConvocationTardive(
            ag_id=ag.id, copropriete_id=ag.copropriete_id, syndic_id=syndic.id if syndic else None,
            date_ag=ag.date_ag, presentee_le=ag.convocation_presentee_le, jours_manquants=missing,
        ),
    )  # fmt: skip
    return True
