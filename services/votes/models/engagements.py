"""What our « pour » would cost us: reserved by year, then committed or released."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from services.votes.models.assemblees import VOTES, Resolution
from shared.models.base import BIG, Base, Id, statut


class EtatEngagement(StrEnum):
    """Reserved by a « pour », committed by the minutes, released by a rejection or a change of mind."""

    RESERVE = "RESERVE"
    ENGAGE = "ENGAGE"
    LIBERE = "LIBERE"


class Engagement(Base):
    """Our quote-part of a resolution, in centimes, for one calendar year. The years of a resolution sum to it."""

    __tablename__ = "engagement"
    __table_args__ = (UniqueConstraint("resolution_id", "annee"), VOTES)
    id: Mapped[Id]
    resolution_id: Mapped[int] = mapped_column(BIG, ForeignKey("votes.resolution.id"))
    annee: Mapped[int]
    montant_centimes: Mapped[int]
    etat: Mapped[EtatEngagement] = mapped_column(statut(EtatEngagement))
    motif: Mapped[str]
    le: Mapped[datetime]

    resolution: Mapped[Resolution] = relationship()
