"""What the screen of one decision needs besides the resolution: doctrine, years, second ballot, visa."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.votes.consignes.visas import VisaDemande, find_visa, find_visa_demande, is_final, may_give_visa
from services.votes.engagements.annees import Repartition
from services.votes.engagements.reservations import find_repartition, tell_absence
from services.votes.majorites.passerelles import find_second_article, tell_second
from services.votes.models import Engagement, EtatEngagement, Resolution, Visa
from services.votes.politique.doctrine import Proposition, propose_position
from shared.acteurs import ROLES, Acteur


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision to take. ``second``: when a second ballot takes place, in a sentence; None when none can.

    ``repartition``: what a « pour » would cost by year; ``absence``: why it reserves nothing; ``engagements``: what is
    reserved or committed now. ``finale``: whether the consigne may leave.
    """

    proposition: Proposition | None
    second: str | None
    repartition: Repartition | None
    absence: str | None
    engagements: Sequence[Engagement]
    visa_demande: VisaDemande | None
    visa: Visa | None
    peut_viser: bool
    finale: bool

    @property
    def visa_role(self) -> str:
        """The role whose visa is needed, in words."""
        return ROLES.get(self.visa_demande.role, self.visa_demande.role) if self.visa_demande else ""


def load_decision(session: Session, resolution: Resolution, acteur: Acteur, aujourdhui: date) -> Decision:
    """Everything the screen says of the decision, for this agent on this day."""
    open_ = not resolution.information and aujourdhui <= resolution.ag.date_ag
    second = find_second_article(resolution)
    held = select(Engagement).where(Engagement.resolution_id == resolution.id, Engagement.etat != EtatEngagement.LIBERE)
    return Decision(
        proposition=propose_position(session, resolution, aujourdhui) if open_ else None,
        second=tell_second(second) if second else None,
        repartition=find_repartition(session, resolution),
        absence=tell_absence(resolution),
        engagements=session.scalars(held.order_by(Engagement.annee)).all(),
        visa_demande=find_visa_demande(resolution),
        visa=find_visa(resolution.consigne),
        peut_viser=open_ and may_give_visa(resolution, acteur),
        finale=is_final(resolution),
    )
