"""Who must answer a resolution, what was answered, and the second agreement it may need."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from services.votes.models.assemblees import VOTES, Position, Resolution
from shared.models.agents import Agent
from shared.models.base import BIG, Base, Id, statut


class Affectation(Base):
    """A resolution given to an employee, with the sentence that says why. Never changed: a new one follows."""

    __tablename__ = "affectation"
    __table_args__ = (
        Index("ix_affectation_agent_active", "agent_id", "active", "resolution_id"),
        VOTES,
    )
    id: Mapped[Id]
    resolution_id: Mapped[int] = mapped_column(BIG, ForeignKey("votes.resolution.id"), index=True)
    agent_id: Mapped[int] = mapped_column(BIG, ForeignKey("shared.agent.id"))
    role: Mapped[str]
    motif: Mapped[str]
    par: Mapped[str]
    le: Mapped[datetime]
    active: Mapped[bool] = mapped_column(default=True)

    resolution: Mapped[Resolution] = relationship(back_populates="affectations")
    agent: Mapped[Agent] = relationship()


class Consigne(Base):
    """A voting instruction. Versioned: a change of mind is a new row, the former stays.

    ``position``: on the first ballot; ``position_second``: on the second one, where a bridge (loi 25-1, 26-1) may open
    it; ``position_si_amendee``: if the text is amended in session; both None when they say nothing else.
    ``position_proposee`` and ``doctrine``: what the doctrine proposed and the rule and version that did;
    ``motif_ecart``: why the answer departs from it. ``perimee_le``, ``perimee_motif``: late information re-opened it.
    """

    __tablename__ = "consigne"
    __table_args__ = (
        UniqueConstraint("resolution_id", "rang"),
        CheckConstraint("rang >= 1", name="rang_positif"),
        VOTES,
    )
    id: Mapped[Id]
    resolution_id: Mapped[int] = mapped_column(BIG, ForeignKey("votes.resolution.id"), index=True)
    rang: Mapped[int]
    position: Mapped[Position] = mapped_column(statut(Position))
    position_second: Mapped[Position | None] = mapped_column(statut(Position))
    position_si_amendee: Mapped[Position | None] = mapped_column(statut(Position))
    motif: Mapped[str]
    position_proposee: Mapped[Position | None] = mapped_column(statut(Position))
    doctrine: Mapped[str | None]
    motif_ecart: Mapped[str | None]
    perimee_le: Mapped[datetime | None]
    perimee_motif: Mapped[str | None]
    agent_id: Mapped[int] = mapped_column(BIG, ForeignKey("shared.agent.id"), index=True)
    le: Mapped[datetime]

    resolution: Mapped[Resolution] = relationship(back_populates="consignes")
    agent: Mapped[Agent] = relationship()
    visas: Mapped[list["Visa"]] = relationship(order_by="Visa.id", back_populates="consigne")


class Visa(Base):
    """The second agreement a consigne needs when ``Resolution.visa_role`` asks for one; a refusal has its reason."""

    __tablename__ = "visa"
    __table_args__ = VOTES
    id: Mapped[Id]
    consigne_id: Mapped[int] = mapped_column(BIG, ForeignKey("votes.consigne.id"), index=True)
    agent_id: Mapped[int] = mapped_column(BIG, ForeignKey("shared.agent.id"))
    accorde: Mapped[bool]
    motif: Mapped[str]
    le: Mapped[datetime]

    consigne: Mapped[Consigne] = relationship(back_populates="visas")
    agent: Mapped[Agent] = relationship()
