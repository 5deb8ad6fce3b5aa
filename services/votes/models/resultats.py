"""What an assembly decided, and what we must do about it."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from services.votes.models.assemblees import VOTES, AssembleeGenerale, Resolution
from shared.models.agents import Agent
from shared.models.base import BIG, Base, Id, statut


class ResultatAnnonce(StrEnum):
    """What the minutes say of a resolution. It is kept apart from what the counts give, never settled silently."""

    ADOPTEE = "ADOPTEE"
    REJETEE = "REJETEE"
    SANS_VOTE = "SANS_VOTE"


class VoteConstate(StrEnum):
    """Our vote as the minutes or our representative record it."""

    POUR = "POUR"
    CONTRE = "CONTRE"
    ABSTENTION = "ABSTENTION"
    DEFAILLANT = "DEFAILLANT"


class SourceResultat(StrEnum):
    """Where a result comes from; the minutes prevail over the session."""

    SEANCE = "SEANCE"
    PV_SAISI = "PV_SAISI"
    PV_LU = "PV_LU"


class Resultat(Base):
    """The outcome of a resolution: counts in voix and heads as printed (None: not printed), and what we make of them.

    ``annonce``: what the minutes announce; ``adoptee``: what the counts give by our majority, None when they do not
    say; ``notre_vote``: ours as recorded. ``ecart``: the sentence that says what does not agree. ``seance_*``: what
    our representative noted in the room, kept when the minutes come. ``version`` is raised by each change.
    """

    __tablename__ = "resultat"
    __table_args__ = (UniqueConstraint("resolution_id"), VOTES)
    id: Mapped[Id]
    resolution_id: Mapped[int] = mapped_column(BIG, ForeignKey("votes.resolution.id"))
    source: Mapped[SourceResultat] = mapped_column(statut(SourceResultat))
    total_voix: Mapped[int | None]
    pour_voix: Mapped[int | None]
    pour_tetes: Mapped[int | None]
    contre_voix: Mapped[int | None]
    contre_tetes: Mapped[int | None]
    abstention_voix: Mapped[int | None]
    abstention_tetes: Mapped[int | None]
    second_pour_voix: Mapped[int | None]
    second_pour_tetes: Mapped[int | None]
    second_contre_voix: Mapped[int | None]
    second_contre_tetes: Mapped[int | None]
    second_abstention_voix: Mapped[int | None]
    second_abstention_tetes: Mapped[int | None]
    annonce: Mapped[ResultatAnnonce | None] = mapped_column(statut(ResultatAnnonce))
    adoptee: Mapped[bool | None]
    notre_vote: Mapped[VoteConstate | None] = mapped_column(statut(VoteConstate))
    amendee: Mapped[bool] = mapped_column(default=False)
    ecart: Mapped[str | None]
    observation: Mapped[str | None]
    seance_annonce: Mapped[ResultatAnnonce | None] = mapped_column(statut(ResultatAnnonce))
    seance_notre_vote: Mapped[VoteConstate | None] = mapped_column(statut(VoteConstate))
    seance_amendee: Mapped[bool | None]
    par: Mapped[str]
    le: Mapped[datetime]
    version: Mapped[int] = mapped_column(default=1)

    resolution: Mapped[Resolution] = relationship(back_populates="resultat")
    __mapper_args__ = {"version_id_col": version}


class GenreSuite(StrEnum):
    """Why something remains to be done after, or around, an assembly."""

    CONTESTER = "CONTESTER"
    PAIEMENT_ECHELONNE = "PAIEMENT_ECHELONNE"
    REFUS_EMPRUNT = "REFUS_EMPRUNT"
    ECART_PV = "ECART_PV"
    CONVOCATION_TARDIVE = "CONVOCATION_TARDIVE"
    PV_TARDIF = "PV_TARDIF"
    DEMANDE_A_SUIVRE = "DEMANDE_A_SUIVRE"


class Suite(Base):
    """Something to do with a last day, given to a role of the copropriété's agency, or to one employee."""

    __tablename__ = "suite"
    __table_args__ = (Index("ix_suite_a_faire", "faite_le", "echeance"), VOTES)
    id: Mapped[Id]
    ag_id: Mapped[int] = mapped_column(BIG, ForeignKey("votes.assemblee_generale.id"), index=True)
    resolution_id: Mapped[int | None] = mapped_column(BIG, ForeignKey("votes.resolution.id"), index=True)
    genre: Mapped[GenreSuite] = mapped_column(statut(GenreSuite))
    echeance: Mapped[date | None]
    role: Mapped[str]
    agent_id: Mapped[int | None] = mapped_column(BIG, ForeignKey("shared.agent.id"))
    motif: Mapped[str]
    creee_le: Mapped[datetime]
    faite_le: Mapped[datetime | None]
    faite_par: Mapped[str | None]
    commentaire: Mapped[str | None]

    ag: Mapped[AssembleeGenerale] = relationship()
    resolution: Mapped[Resolution | None] = relationship()
    agent: Mapped[Agent | None] = relationship()
