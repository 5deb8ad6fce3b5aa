"""What was recalled to whom about an answer that does not come, and the settings of our own dates."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from services.votes.models.assemblees import VOTES, Resolution
from shared.models.agents import Agent
from shared.models.base import BIG, Base, Id, statut


class EtapeRelance(StrEnum):
    """The steps when an answer does not come, in their order. None of them votes: silence is never a « pour »."""

    RAPPEL = "RAPPEL"
    SUPPLEANT = "SUPPLEANT"
    RESPONSABLE = "RESPONSABLE"


class Relance(Base):
    """One step taken about an answer still wanted; only ever added.

    ``tour`` counts the answers given before, so that a re-opened resolution is recalled again; a step is taken once a
    round. ``echeance``: the internal date that made it due; ``agent``: who was told.
    """

    __tablename__ = "relance"
    __table_args__ = (UniqueConstraint("resolution_id", "tour", "etape"), VOTES)
    id: Mapped[Id]
    resolution_id: Mapped[int] = mapped_column(BIG, ForeignKey("votes.resolution.id"))
    tour: Mapped[int]
    etape: Mapped[EtapeRelance] = mapped_column(statut(EtapeRelance))
    echeance: Mapped[date]
    agent_id: Mapped[int] = mapped_column(BIG, ForeignKey("shared.agent.id"))
    motif: Mapped[str]
    le: Mapped[datetime]

    resolution: Mapped[Resolution] = relationship()
    agent: Mapped[Agent] = relationship()


class Parametre(Base):
    """A setting of votes, a whole number; without a row the value written in the code holds."""

    __tablename__ = "parametre"
    __table_args__ = VOTES
    code: Mapped[str] = mapped_column(primary_key=True)
    valeur: Mapped[int]
    par: Mapped[str]
    le: Mapped[datetime]
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}
