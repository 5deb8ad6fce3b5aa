"""Bank accounts of the syndicats, what stops a payment, and the batches of SEPA transfers."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from services.appels_fonds.models.ecritures import APPELS_FONDS
from services.appels_fonds.models.imports import AppelFonds
from shared.models.base import BIG, Base, CoproprieteId, Id, statut
from shared.models.patrimoine import Copropriete


class GenreCompte(StrEnum):
    """Which account of a syndicat: the current one, or that of the fonds de travaux (loi 65-557 art. 18 II)."""

    COURANT = "COURANT"
    FONDS_TRAVAUX = "FONDS_TRAVAUX"


class StatutCompte(StrEnum):
    """Where a version of a bank account stands."""

    PROPOSE = "PROPOSE"
    CONFIRME = "CONFIRME"
    REFUSE = "REFUSE"
    REMPLACE = "REMPLACE"


class CompteBancaire(Base):
    """One version of the account of a syndicat for a kind. Versions follow; none is ever changed.

    ``source``: PATRIMOINE for the first one taken over, CHANGEMENT for one that two people confirmed. ``payable_le``:
    end of the cooling period.
    """

    __tablename__ = "compte_bancaire"
    __table_args__ = (UniqueConstraint("copropriete_id", "genre", "version"), APPELS_FONDS)
    id: Mapped[Id]
    copropriete_id: Mapped[CoproprieteId]
    genre: Mapped[GenreCompte] = mapped_column(statut(GenreCompte))
    version: Mapped[int]
    iban: Mapped[str] = mapped_column(index=True)
    statut: Mapped[StatutCompte] = mapped_column(statut(StatutCompte))
    source: Mapped[str]
    motif: Mapped[str]
    propose_par: Mapped[str]
    propose_le: Mapped[datetime]
    note_rappel: Mapped[str | None]
    confirme_par: Mapped[str | None]
    confirme_le: Mapped[datetime | None]
    payable_le: Mapped[date | None]

    copropriete: Mapped[Copropriete] = relationship()


class MotifSuspension(StrEnum):
    """Why payments to a syndicat are stopped."""

    CHANGEMENT_IBAN = "CHANGEMENT_IBAN"
    IBAN_CONTESTE = "IBAN_CONTESTE"
    CHANGEMENT_SYNDIC = "CHANGEMENT_SYNDIC"
    COMPTE_REJETE = "COMPTE_REJETE"


class SuspensionPaiement(Base):
    """Payments to a syndicat are stopped since ``ouverte_le``, until somebody lifts the stop with a note."""

    __tablename__ = "suspension_paiement"
    __table_args__ = (
        Index(
            "uq_suspension_paiement_ouverte",
            "copropriete_id",
            "motif",
            "reference",
            unique=True,
            sqlite_where=text("levee_le IS NULL"),
            postgresql_where=text("levee_le IS NULL"),
        ),
        APPELS_FONDS,
    )
    id: Mapped[Id]
    copropriete_id: Mapped[CoproprieteId]
    motif: Mapped[MotifSuspension] = mapped_column(statut(MotifSuspension))
    reference: Mapped[str] = mapped_column(default="")
    detail: Mapped[str]
    ouverte_par: Mapped[str]
    ouverte_le: Mapped[datetime]
    levee_par: Mapped[str | None]
    levee_le: Mapped[datetime | None]
    note: Mapped[str | None]

    copropriete: Mapped[Copropriete] = relationship()


class StatutRemise(StrEnum):
    """Where a batch of transfers stands."""

    PREPAREE = "PREPAREE"
    APPROUVEE = "APPROUVEE"
    ANNULEE = "ANNULEE"


class RemiseVirements(Base):
    """A batch of SEPA transfers. Its file is made once, when somebody else approves it, and hashed.

    ``ecartes``: what was due and is not in it, each with its reason.
    """

    __tablename__ = "remise_virements"
    __table_args__ = APPELS_FONDS
    id: Mapped[Id]
    numero: Mapped[int] = mapped_column(unique=True)
    statut: Mapped[StatutRemise] = mapped_column(statut(StatutRemise), index=True)
    echeance: Mapped[date]
    execution_le: Mapped[date]
    nombre: Mapped[int]
    total_centimes: Mapped[int]
    ecartes: Mapped[list[Any]]
    schema_xml: Mapped[str]
    prepare_par: Mapped[str]
    prepare_le: Mapped[datetime]
    approuve_par: Mapped[str | None]
    approuve_le: Mapped[datetime | None]
    annule_par: Mapped[str | None]
    annule_le: Mapped[datetime | None]
    motif_annulation: Mapped[str | None]
    document_id: Mapped[int | None] = mapped_column(BIG, ForeignKey("shared.document.id"), index=True)
    sha256: Mapped[str | None]
    version: Mapped[int] = mapped_column(default=1)

    virements: Mapped[list["Virement"]] = relationship(order_by="Virement.id", back_populates="remise")
    __mapper_args__ = {"version_id_col": version}


class Virement(Base):
    """One transfer to a syndicat, for one call. ``reference``: our end-to-end identifier, at most 35 characters.

    ``rejete_le``: the day the bank gave the money back, with its ``code_rejet`` (ISO 20022) and what a person noted.
    """

    __tablename__ = "virement"
    __table_args__ = (CheckConstraint("montant_centimes > 0", name="montant_positif"), APPELS_FONDS)
    id: Mapped[Id]
    remise_id: Mapped[int] = mapped_column(BIG, ForeignKey("appels_fonds.remise_virements.id"), index=True)
    copropriete_id: Mapped[CoproprieteId]
    compte_bancaire_id: Mapped[int] = mapped_column(BIG, ForeignKey("appels_fonds.compte_bancaire.id"), index=True)
    appel_id: Mapped[int] = mapped_column(BIG, ForeignKey("appels_fonds.appel_fonds.id"), index=True)
    genre: Mapped[GenreCompte] = mapped_column(statut(GenreCompte))
    iban: Mapped[str]
    titulaire: Mapped[str]
    montant_centimes: Mapped[int]
    reference: Mapped[str] = mapped_column(index=True)
    libelle: Mapped[str]
    rejete_le: Mapped[date | None]
    rejete_par: Mapped[str | None]
    code_rejet: Mapped[str | None]
    motif_rejet: Mapped[str | None]

    remise: Mapped[RemiseVirements] = relationship(back_populates="virements")
    copropriete: Mapped[Copropriete] = relationship()
    appel: Mapped[AppelFonds] = relationship()
    compte_bancaire: Mapped[CompteBancaire] = relationship()
    parts: Mapped[list["PartVirement"]] = relationship(order_by="PartVirement.id", back_populates="virement")


class PartVirement(Base):
    """What a transfer settles of a call: positive, or negative for a credit offset. ``vive``: the batch still stands.

    The same debt (or the same credit) of a call cannot be in two live batches: the index says so to both engines.
    """

    __tablename__ = "part_virement"
    __table_args__ = (
        CheckConstraint("montant_centimes <> 0", name="montant_non_nul"),
        Index(
            "uq_part_virement_vive",
            "appel_id",
            "genre",
            "sens",
            "tour",
            unique=True,
            sqlite_where=text("vive"),
            postgresql_where=text("vive"),
        ),
        APPELS_FONDS,
    )
    id: Mapped[Id]
    virement_id: Mapped[int] = mapped_column(BIG, ForeignKey("appels_fonds.virement.id"), index=True)
    appel_id: Mapped[int] = mapped_column(BIG, ForeignKey("appels_fonds.appel_fonds.id"))
    genre: Mapped[GenreCompte] = mapped_column(statut(GenreCompte))
    sens: Mapped[int]
    tour: Mapped[int] = mapped_column(default=1)
    """How many times this call was settled in this direction before, plus one."""
    montant_centimes: Mapped[int]
    vive: Mapped[bool] = mapped_column(default=True)

    virement: Mapped[Virement] = relationship(back_populates="parts")
    appel: Mapped[AppelFonds] = relationship()
