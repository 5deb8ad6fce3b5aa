"""Tables of appels_fonds: imports, calls and their lines, journal entries and their legs.

An entry is never changed nor deleted once validated: it is reversed. The database itself holds to that (see the
triggers in the migrations): it refuses to validate an unbalanced entry and refuses any write on a validated one.
"""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from shared.models.base import BIG, Base, CoproprieteId, Id, statut
from shared.models.journal import Document
from shared.models.patrimoine import CleRepartition, Copropriete, Syndic

APPELS_FONDS = {"schema": "appels_fonds"}


class StatutImport(StrEnum):
    """Where an import stands. A refused file keeps its preview, so that the sender can be told."""

    APERCU = "APERCU"
    REFUSE = "REFUSE"
    INTEGRE = "INTEGRE"
    ANNULE = "ANNULE"
    ABANDONNE = "ABANDONNE"


class ImportAppel(Base):
    """A file dropped by an accountant, and what was read in it. ``analyse``: lines, anomalies and coverage, as read."""

    __tablename__ = "import_appel"
    __table_args__ = (
        Index(
            "uq_import_appel_integre",
            "sha256",
            unique=True,
            sqlite_where=text("statut = 'INTEGRE'"),
            postgresql_where=text("statut = 'INTEGRE'"),
        ),
        APPELS_FONDS,
    )
    id: Mapped[Id]
    sha256: Mapped[str] = mapped_column(index=True)
    nom_fichier: Mapped[str]
    document_id: Mapped[int] = mapped_column(BIG, ForeignKey("shared.document.id"), index=True)
    statut: Mapped[StatutImport] = mapped_column(statut(StatutImport), index=True)
    analyse: Mapped[dict[str, Any]]
    nombre_lignes: Mapped[int]
    total_centimes: Mapped[int]
    lu_par: Mapped[str]
    lu_le: Mapped[datetime]
    integre_par: Mapped[str | None]
    integre_le: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)

    document: Mapped[Document] = relationship()
    appels: Mapped[list["AppelFonds"]] = relationship(order_by="AppelFonds.id", back_populates="import_appel")
    __mapper_args__ = {"version_id_col": version}


class StatutAppel(StrEnum):
    """Where a call stands: drafts can vanish, validated ones can only be reversed."""

    BROUILLON = "BROUILLON"
    VALIDE = "VALIDE"
    ANNULE = "ANNULE"


class AppelFonds(Base):
    """One call: what one syndicat asks for one due date. ``numero`` is ours, and the PieceRef of its entry."""

    __tablename__ = "appel_fonds"
    __table_args__ = APPELS_FONDS
    id: Mapped[Id]
    numero: Mapped[str] = mapped_column(unique=True)
    import_id: Mapped[int] = mapped_column(BIG, ForeignKey("appels_fonds.import_appel.id"), index=True)
    copropriete_id: Mapped[CoproprieteId]
    syndic_id: Mapped[int | None] = mapped_column(BIG, ForeignKey("shared.syndic.id"), index=True)
    exigible: Mapped[date] = mapped_column(index=True)
    periode: Mapped[str]
    total_centimes: Mapped[int]
    statut: Mapped[StatutAppel] = mapped_column(statut(StatutAppel), index=True)

    import_appel: Mapped[ImportAppel] = relationship(back_populates="appels")
    copropriete: Mapped[Copropriete] = relationship()
    syndic: Mapped[Syndic | None] = relationship()
    lignes: Mapped[list["LigneAppel"]] = relationship(order_by="LigneAppel.id", back_populates="appel")
    ecritures: Mapped[list["Ecriture"]] = relationship(order_by="Ecriture.id", back_populates="appel")


class LigneAppel(Base):
    """One line of a call, with the cell it comes from.

    ``lots`` is the group of lots as text (``12+13``). The natural key (copropriété, lots, clé, nature, exigible) is
    unique among live lines: the same line cannot be called twice, whatever the file. ``occurrence`` tells apart lines
    of one call that share it legitimately: two works, each with its own words.
    """

    __tablename__ = "ligne_appel"
    __table_args__ = (
        Index(
            "uq_ligne_appel_cle_naturelle",
            "copropriete_id",
            "exigible",
            "lots",
            "cle_repartition_id",
            "nature",
            "occurrence",
            unique=True,
            sqlite_where=text("vive"),
            postgresql_where=text("vive"),
        ),
        APPELS_FONDS,
    )
    id: Mapped[Id]
    appel_id: Mapped[int] = mapped_column(BIG, ForeignKey("appels_fonds.appel_fonds.id"), index=True)
    copropriete_id: Mapped[int] = mapped_column(BIG)
    exigible: Mapped[date]
    lots: Mapped[str]
    cle_repartition_id: Mapped[int] = mapped_column(BIG, ForeignKey("shared.cle_repartition.id"))
    nature: Mapped[str]
    occurrence: Mapped[int] = mapped_column(default=1)
    montant_centimes: Mapped[int]
    feuille: Mapped[str]
    cellule: Mapped[str]
    texte: Mapped[str]
    vive: Mapped[bool] = mapped_column(default=True)

    appel: Mapped[AppelFonds] = relationship(back_populates="lignes")
    cle: Mapped[CleRepartition] = relationship()


class StatutEcriture(StrEnum):
    """A draft has no number; a validated entry has one for ever."""

    BROUILLON = "BROUILLON"
    VALIDEE = "VALIDEE"


class Ecriture(Base):
    """A journal entry. ``numero`` runs without a gap in (journal, exercice) and is given at validation."""

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
    appel_id: Mapped[int] = mapped_column(BIG, ForeignKey("appels_fonds.appel_fonds.id"), index=True)
    contrepasse_id: Mapped[int | None] = mapped_column(BIG, ForeignKey("appels_fonds.ecriture.id"), unique=True)

    appel: Mapped[AppelFonds] = relationship(back_populates="ecritures")
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


class SequenceAppel(Base):
    """The last call number given in a year."""

    __tablename__ = "sequence_appel"
    __table_args__ = APPELS_FONDS
    annee: Mapped[int] = mapped_column(primary_key=True)
    dernier: Mapped[int] = mapped_column(default=0)
