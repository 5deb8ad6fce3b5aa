"""Journal entries and their legs.

An entry is never changed nor deleted once validated: it is reversed. The database itself holds to that (see the
triggers in the migrations): it refuses to validate an unbalanced entry and refuses any write on a validated one.
"""

from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from shared.models.base import BIG, Base, Id, statut

if TYPE_CHECKING:
    from services.appels_fonds.models.imports import AppelFonds

APPELS_FONDS = {"schema": "appels_fonds"}


class StatutEcriture(StrEnum):
    """A draft has no number; a validated entry has one for ever."""

    BROUILLON = "BROUILLON"
    VALIDEE = "VALIDEE"


class Ecriture(Base):
    """A journal entry. ``numero`` runs without a gap in (journal, exercice) and is given at validation.

    It comes from a call, from a transfer or from a year-end proposal. ``copropriete_id`` is null on the entries drafted
    before it existed: their call says it. ``schema_version``: the posting scheme it follows, 0 for the default one.
    ``note``: what was assumed, in French.
    """

    __tablename__ = "ecriture"
    __table_args__ = (
        UniqueConstraint("journal", "exercice", "numero"),
        CheckConstraint("(statut = 'VALIDEE') = (numero IS NOT NULL)", name="numero_a_la_validation"),
        Index("ix_ecriture_statut_date", "statut", "date_ecriture"),
        APPELS_FONDS,
    )
    id: Mapped[Id]
    journal: Mapped[str]
    exercice: Mapped[int]
    numero: Mapped[int | None]
    date_ecriture: Mapped[date]
    piece_ref: Mapped[str]
    piece_date: Mapped[date]
    libelle: Mapped[str]
    statut: Mapped[StatutEcriture] = mapped_column(statut(StatutEcriture))
    validee_le: Mapped[date | None]
    appel_id: Mapped[int | None] = mapped_column(BIG, ForeignKey("appels_fonds.appel_fonds.id"), index=True)
    virement_id: Mapped[int | None] = mapped_column(BIG, ForeignKey("appels_fonds.virement.id"), index=True)
    cloture_id: Mapped[int | None] = mapped_column(BIG, ForeignKey("appels_fonds.proposition_cloture.id"), index=True)
    copropriete_id: Mapped[int | None] = mapped_column(BIG, ForeignKey("shared.copropriete.id"), index=True)
    schema_version: Mapped[int | None]
    note: Mapped[str | None]
    contrepasse_id: Mapped[int | None] = mapped_column(BIG, ForeignKey("appels_fonds.ecriture.id"), unique=True)

    appel: Mapped["AppelFonds | None"] = relationship(back_populates="ecritures")
    lignes: Mapped[list["LigneEcriture"]] = relationship(
        order_by="LigneEcriture.rang", back_populates="ecriture", cascade="all, delete-orphan"
    )


class LigneEcriture(Base):
    """One leg of an entry, in centimes: a debit or a credit, never both, never zero."""

    __tablename__ = "ligne_ecriture"
    __table_args__ = (
        UniqueConstraint("ecriture_id", "rang"),
        CheckConstraint("debit_centimes >= 0 AND credit_centimes >= 0", name="montants_positifs"),
        CheckConstraint("(debit_centimes = 0) <> (credit_centimes = 0)", name="un_seul_sens"),
        Index("ix_ligne_ecriture_compte", "compte", "auxiliaire"),
        APPELS_FONDS,
    )
    id: Mapped[Id]
    ecriture_id: Mapped[int] = mapped_column(BIG, ForeignKey("appels_fonds.ecriture.id", ondelete="CASCADE"))
    rang: Mapped[int]
    compte: Mapped[str]
    compte_libelle: Mapped[str]
    auxiliaire: Mapped[str | None]
    auxiliaire_libelle: Mapped[str | None]
    libelle: Mapped[str]
    debit_centimes: Mapped[int]
    credit_centimes: Mapped[int]
    cle: Mapped[str | None]
    nature: Mapped[str | None]

    ecriture: Mapped[Ecriture] = relationship(back_populates="lignes")


class SequenceEcriture(Base):
    """The last number given in a journal and year. Its row is locked while numbers are given: no gap, no double."""

    __tablename__ = "sequence_ecriture"
    __table_args__ = APPELS_FONDS
    journal: Mapped[str] = mapped_column(primary_key=True)
    exercice: Mapped[int] = mapped_column(primary_key=True)
    dernier: Mapped[int] = mapped_column(default=0)
