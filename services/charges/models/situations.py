"""What annex 1 says of a syndicat at the end of an exercise, and the plan of works that an AG adopted."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from services.charges.models.montants import CHARGES
from shared.models.base import BIG, Base, CoproprieteId, Id


class SituationFinanciere(Base):
    """Annex 1 of the accounts kept, all owners, in centimes; None where it prints nothing.

    ``budget_centimes``: the current budget of the same exercise (annex 2, accounts 60 to 66), which arrears are
    compared to.
    """

    __tablename__ = "situation_financiere"
    __table_args__ = (Index("ix_situation_financiere_copropriete_id_fin", "copropriete_id", "fin"), CHARGES)
    comptes_id: Mapped[int] = mapped_column(BIG, ForeignKey("charges.comptes_annuels.id"), primary_key=True)
    copropriete_id: Mapped[CoproprieteId]
    fin: Mapped[date]
    budget_centimes: Mapped[int | None]
    impayes_centimes: Mapped[int | None]
    douteux_centimes: Mapped[int | None]
    tresorerie_centimes: Mapped[int | None]
    fournisseurs_centimes: Mapped[int | None]
    fonds_travaux_centimes: Mapped[int | None]


class PlanTravaux(Base):
    """A plan pluriannuel de travaux adopted by an AG: its works, all owners, in centimes; a later one replaces it.

    2.5 % of its works is the second floor of the fonds de travaux (loi 65-557, article 14-2-1).
    """

    __tablename__ = "plan_travaux"
    __table_args__ = (Index("ix_plan_travaux_copropriete_id_adopte_le", "copropriete_id", "adopte_le"), CHARGES)
    id: Mapped[Id]
    copropriete_id: Mapped[CoproprieteId]
    adopte_le: Mapped[date]
    montant_centimes: Mapped[int]
    note_par: Mapped[str]
    note_le: Mapped[datetime]
