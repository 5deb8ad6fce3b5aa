"""Budgets voted by the AG, kept from the facts of votes as dated lines."""

from datetime import date

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from services.charges.models.montants import CHARGES
from shared.models.base import Base, CoproprieteId, Id


class MontantBudgete(Base):
    """What an AG voted for an exercise on one clé for one nature, all owners, in centimes: kept from ``BudgetVote``.

    A later vote on the same exercise, clé and nature sets ``remplace_le`` on the former line, which stays; so does a
    later version of the minutes (``rang``). Zero: the vote was taken back.
    """

    __tablename__ = "montant_budgete"
    __table_args__ = (Index("ix_montant_budgete_copropriete_id_debut", "copropriete_id", "debut"), CHARGES)
    id: Mapped[Id]
    copropriete_id: Mapped[CoproprieteId]
    date_ag: Mapped[date]
    exercice: Mapped[str]
    debut: Mapped[date]
    fin: Mapped[date]
    cle: Mapped[str]
    nature: Mapped[str]
    montant_centimes: Mapped[int]
    remplace_le: Mapped[date | None]
    rang: Mapped[int] = mapped_column(default=1, server_default="1")
