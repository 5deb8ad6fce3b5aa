"""What the landlord sets for itself: rules of routing, of visas and of doctrine, absences, remembered wordings."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from services.votes.models.assemblees import VOTES, Position
from shared.models.agents import Agent
from shared.models.base import BIG, Base, Id, statut
from shared.models.patrimoine import Syndic


class GenreRegle(StrEnum):
    """What a rule decides: who answers, whose second agreement is needed, or which position is proposed."""

    AFFECTATION = "AFFECTATION"
    VISA = "VISA"
    DOCTRINE = "DOCTRINE"


class Regle(Base):
    """One version of a rule of votes. Never changed but for its last day: a new version follows.

    ``numero`` is the rule's for ever, ``version`` counts its changes (« R7 v3 »). Among the rules of a genre in force,
    the smallest ``ordre`` that holds wins. ``conditions``: see ``conditions.py``. ``role`` or ``agent_id``: who
    answers, or whose visa; ``position…``: what the doctrine proposes. ``motif`` is the sentence people read. In force
    from ``du`` to ``au`` included.
    """

    __tablename__ = "regle"
    __table_args__ = (
        UniqueConstraint("genre", "numero", "version"),
        CheckConstraint("version >= 1", name="version_positive"),
        VOTES,
    )
    id: Mapped[Id]
    genre: Mapped[GenreRegle] = mapped_column(statut(GenreRegle))
    numero: Mapped[int]
    version: Mapped[int]
    ordre: Mapped[int]
    libelle: Mapped[str]
    conditions: Mapped[dict[str, Any]]
    role: Mapped[str | None]
    agent_id: Mapped[int | None] = mapped_column(BIG, ForeignKey("shared.agent.id"))
    position: Mapped[Position | None] = mapped_column(statut(Position))
    position_second: Mapped[Position | None] = mapped_column(statut(Position))
    position_si_amendee: Mapped[Position | None] = mapped_column(statut(Position))
    motif: Mapped[str]
    du: Mapped[date]
    au: Mapped[date | None]
    par: Mapped[str]
    le: Mapped[datetime]

    agent: Mapped[Agent | None] = relationship()


class Absence(Base):
    """Days on which an employee answers nothing, and who answers for him; ``annulee_le``: it will not be."""

    __tablename__ = "absence"
    __table_args__ = (CheckConstraint("au >= du", name="periode_valide"), VOTES)
    id: Mapped[Id]
    agent_id: Mapped[int] = mapped_column(BIG, ForeignKey("shared.agent.id"), index=True)
    du: Mapped[date]
    au: Mapped[date]
    remplacant_id: Mapped[int | None] = mapped_column(BIG, ForeignKey("shared.agent.id"))
    motif: Mapped[str]
    par: Mapped[str]
    le: Mapped[datetime]
    annulee_le: Mapped[datetime | None]
    annulee_par: Mapped[str | None]

    agent: Mapped[Agent] = relationship(foreign_keys=agent_id)
    remplacant: Mapped[Agent | None] = relationship(foreign_keys=remplacant_id)


class FormulationRetenue(Base):
    """A manager's correction, remembered for the wording of one syndic: next time the same words get the same type.

    ``patron`` is the title without its numbers, dates, amounts, case and accents; ``exemple`` the title as it was
    printed. Versioned: another correction of the same wording is a new row, the former is withdrawn.
    """

    __tablename__ = "formulation_retenue"
    __table_args__ = (
        UniqueConstraint("syndic_id", "patron", "version"),
        Index("ix_formulation_retenue_active", "syndic_id", "retiree_le"),
        VOTES,
    )
    id: Mapped[Id]
    syndic_id: Mapped[int] = mapped_column(BIG, ForeignKey("shared.syndic.id"))
    patron: Mapped[str]
    exemple: Mapped[str]
    type: Mapped[str]
    version: Mapped[int]
    par: Mapped[str]
    par_nom: Mapped[str]
    le: Mapped[datetime]
    retiree_le: Mapped[datetime | None]
    retiree_par: Mapped[str | None]

    syndic: Mapped[Syndic] = relationship()


class ProfilVote(Base):
    """What the vote needs to know of a copropriété and the patrimoine does not say: how many members it has."""

    __tablename__ = "profil_vote"
    __table_args__ = (
        UniqueConstraint("copropriete_id"),
        CheckConstraint("nombre_coproprietaires >= 1", name="membres_positif"),
        VOTES,
    )
    id: Mapped[Id]
    copropriete_id: Mapped[int] = mapped_column(BIG, ForeignKey("shared.copropriete.id"))
    nombre_coproprietaires: Mapped[int]
    par: Mapped[str]
    le: Mapped[datetime]
    version: Mapped[int] = mapped_column(default=1)
    __mapper_args__ = {"version_id_col": version}


class AnomalieConnue(Base):
    """An anomaly of the charges that the charges service told us of: the doctrine may rest on it."""

    __tablename__ = "anomalie_connue"
    __table_args__ = (UniqueConstraint("anomalie_id"), VOTES)
    id: Mapped[Id]
    anomalie_id: Mapped[int]
    copropriete_id: Mapped[int] = mapped_column(BIG, index=True)
    exercice: Mapped[str]
    poste: Mapped[str]
    type: Mapped[str]
    enjeu_centimes: Mapped[int]
    explication: Mapped[str]
    le: Mapped[datetime]
