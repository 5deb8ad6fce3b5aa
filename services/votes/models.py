"""Tables of votes: assemblées générales, their resolutions, who must answer each, and what was answered."""

from datetime import date, datetime, time
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, Time, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from shared.models.agents import Agent
from shared.models.base import BIG, Base, CoproprieteId, Id, statut
from shared.models.patrimoine import CleRepartition, Copropriete

VOTES = {"schema": "votes"}


class NatureAg(StrEnum):
    """Kind of assembly."""

    ORDINAIRE = "ORDINAIRE"
    EXTRAORDINAIRE = "EXTRAORDINAIRE"


class AssembleeGenerale(Base):
    """A general assembly of a copropriété. ``convocation_presentee_le``: first presentation of the notice."""

    __tablename__ = "assemblee_generale"
    __table_args__ = (UniqueConstraint("copropriete_id", "date_ag"), VOTES)
    id: Mapped[Id]
    copropriete_id: Mapped[CoproprieteId]
    date_ag: Mapped[date] = mapped_column(index=True)
    heure: Mapped[time | None] = mapped_column(Time)
    lieu: Mapped[str | None]
    nature: Mapped[NatureAg] = mapped_column(statut(NatureAg), default=NatureAg.ORDINAIRE)
    convocation_presentee_le: Mapped[date | None]
    document_id: Mapped[int | None] = mapped_column(BIG, ForeignKey("shared.document.id"))
    creee_par: Mapped[str]
    creee_le: Mapped[datetime]
    version: Mapped[int] = mapped_column(default=1)

    copropriete: Mapped[Copropriete] = relationship()
    resolutions: Mapped[list["Resolution"]] = relationship(order_by="Resolution.ordre", back_populates="ag")
    __mapper_args__ = {"version_id_col": version}


class Position(StrEnum):
    """How we vote."""

    POUR = "POUR"
    CONTRE = "CONTRE"
    ABSTENTION = "ABSTENTION"


class Resolution(Base):
    """One item of the agenda, its type and majority as we understand them, and our weight on its clé.

    ``article`` is ours, ``article_imprime`` the syndic's. ``voix_bailleur`` and ``voix_total`` are tantièmes on the
    clé at the date of the AG. ``information``: no vote. ``confiance`` in hundredths. ``note_cle``: what to check about
    the clé. ``corrige_par``: who corrected our type. ``version`` is raised by each act on the resolution, an answer
    included, so that whoever read it before knows.
    """

    __tablename__ = "resolution"
    __table_args__ = (UniqueConstraint("ag_id", "ordre"), VOTES)
    id: Mapped[Id]
    ag_id: Mapped[int] = mapped_column(BIG, ForeignKey("votes.assemblee_generale.id"), index=True)
    ordre: Mapped[int]
    numero: Mapped[str]
    intitule: Mapped[str]
    texte: Mapped[str | None]
    type: Mapped[str]
    article: Mapped[str]
    article_imprime: Mapped[str | None]
    confiance: Mapped[int]
    mots: Mapped[str]
    question: Mapped[str | None]
    corrige_par: Mapped[str | None]
    information: Mapped[bool] = mapped_column(default=False)
    montant_centimes: Mapped[int | None]
    cle_repartition_id: Mapped[int | None] = mapped_column(BIG, ForeignKey("shared.cle_repartition.id"), index=True)
    note_cle: Mapped[str | None]
    voix_bailleur: Mapped[int | None]
    voix_total: Mapped[int | None]
    version: Mapped[int] = mapped_column(default=1)

    ag: Mapped[AssembleeGenerale] = relationship(back_populates="resolutions")
    cle: Mapped[CleRepartition | None] = relationship()
    affectations: Mapped[list["Affectation"]] = relationship(order_by="Affectation.id", back_populates="resolution")
    consignes: Mapped[list["Consigne"]] = relationship(order_by="Consigne.id", back_populates="resolution")
    __mapper_args__ = {"version_id_col": version, "version_id_generator": False}

    @property
    def affectation(self) -> "Affectation | None":
        """Who must answer now: the last assignment."""
        return self.affectations[-1] if self.affectations else None

    @property
    def consigne(self) -> "Consigne | None":
        """What was answered last."""
        return self.consignes[-1] if self.consignes else None


class Affectation(Base):
    """A resolution given to an employee, with the sentence that says why. Never changed: a new one follows."""

    __tablename__ = "affectation"
    __table_args__ = (
        Index("ix_affectation_agent_active", "agent_id", "active"),
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
    """A voting instruction. Versioned: a change of mind is a new row, the former stays."""

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
    motif: Mapped[str]
    agent_id: Mapped[int] = mapped_column(BIG, ForeignKey("shared.agent.id"), index=True)
    le: Mapped[datetime]

    resolution: Mapped[Resolution] = relationship(back_populates="consignes")
    agent: Mapped[Agent] = relationship()
