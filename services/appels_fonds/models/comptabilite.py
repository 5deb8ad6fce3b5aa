"""The accounting frame: chart, posting schemes by exercise, periods, recoverable rates, choices, year-end, exports."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from services.appels_fonds.models.ecritures import APPELS_FONDS
from shared.models.base import BIG, Base, CoproprieteId, Id, statut


class CompteComptable(Base):
    """An account of the client's chart, for one exercise: the HLM chart of 2026 is not that of 2025."""

    __tablename__ = "compte_comptable"
    __table_args__ = (UniqueConstraint("exercice", "numero"), APPELS_FONDS)
    id: Mapped[Id]
    exercice: Mapped[int]
    numero: Mapped[str]
    libelle: Mapped[str]


class StatutSchema(StrEnum):
    """Where a posting scheme stands: one adopted scheme an exercise, and at most one project."""

    PROJET = "PROJET"
    ADOPTE = "ADOPTE"
    REMPLACE = "REMPLACE"


class SchemaComptable(Base):
    """One version of the posting scheme of an exercise. An adopted version is never changed: another replaces it."""

    __tablename__ = "schema_comptable"
    __table_args__ = (
        UniqueConstraint("exercice", "version"),
        Index(
            "uq_schema_comptable_adopte",
            "exercice",
            unique=True,
            sqlite_where=text("statut = 'ADOPTE'"),
            postgresql_where=text("statut = 'ADOPTE'"),
        ),
        APPELS_FONDS,
    )
    id: Mapped[Id]
    exercice: Mapped[int]
    version: Mapped[int]
    statut: Mapped[StatutSchema] = mapped_column(statut(StatutSchema))
    cree_par: Mapped[str]
    cree_le: Mapped[datetime]
    adopte_par: Mapped[str | None]
    adopte_le: Mapped[datetime | None]
    motif: Mapped[str | None]

    regles: Mapped[list["RegleComptable"]] = relationship(
        order_by="RegleComptable.id", back_populates="schema_comptable", cascade="all, delete-orphan"
    )


class RegleComptable(Base):
    """One row of a scheme: the accounts of a case, for every copropriété or for one."""

    __tablename__ = "regle_comptable"
    __table_args__ = (UniqueConstraint("schema_id", "cas", "copropriete_id"), APPELS_FONDS)
    id: Mapped[Id]
    schema_id: Mapped[int] = mapped_column(BIG, ForeignKey("appels_fonds.schema_comptable.id", ondelete="CASCADE"))
    cas: Mapped[str]
    copropriete_id: Mapped[int | None] = mapped_column(BIG, ForeignKey("shared.copropriete.id"), index=True)
    compte: Mapped[str]
    compte_recuperable: Mapped[str | None]
    compte_tiers: Mapped[str]
    raison: Mapped[str]

    schema_comptable: Mapped[SchemaComptable] = relationship(back_populates="regles")


class PeriodeComptable(Base):
    """A month closed to entries, or opened again. A month without a row is open; ``mois`` 0 is the whole exercise."""

    __tablename__ = "periode_comptable"
    __table_args__ = APPELS_FONDS
    annee: Mapped[int] = mapped_column(primary_key=True)
    mois: Mapped[int] = mapped_column(primary_key=True)
    close: Mapped[bool]
    par: Mapped[str]
    le: Mapped[datetime]
    motif: Mapped[str | None]


class TauxRepris(Base):
    """What charges answered about a clé: the recoverable rate in hundredths of a percent, and on what it rests.

    One row an answer that differs from the one before: ``version`` grows, an entry names the version it was posted at.
    """

    __tablename__ = "taux_repris"
    __table_args__ = (UniqueConstraint("copropriete_id", "cle", "version"), APPELS_FONDS)
    id: Mapped[Id]
    copropriete_id: Mapped[CoproprieteId]
    cle: Mapped[str]
    version: Mapped[int]
    taux_centiemes: Mapped[int]
    source: Mapped[str]
    explication: Mapped[str]
    demande_le: Mapped[datetime]


class ChoixTravaux(Base):
    """A person's decision on the works of a call, by clé: fixed asset (238) or upkeep (61521). The last one counts."""

    __tablename__ = "choix_travaux"
    __table_args__ = APPELS_FONDS
    id: Mapped[Id]
    appel_id: Mapped[int] = mapped_column(BIG, ForeignKey("appels_fonds.appel_fonds.id"), index=True)
    cle: Mapped[str]
    variante: Mapped[str]
    motif: Mapped[str]
    par: Mapped[str]
    le: Mapped[datetime]


class StatutCloture(StrEnum):
    """Where a year-end proposal stands; a person confirms each."""

    PROPOSEE = "PROPOSEE"
    CONFIRMEE = "CONFIRMEE"
    ECARTEE = "ECARTEE"


class PropositionCloture(Base):
    """A year-end entry proposed: accrued charges (4081) or prepaid ones (486), with how the amount was computed."""

    __tablename__ = "proposition_cloture"
    __table_args__ = (UniqueConstraint("exercice", "genre", "copropriete_id", "reference"), APPELS_FONDS)
    id: Mapped[Id]
    exercice: Mapped[int]
    genre: Mapped[str]
    copropriete_id: Mapped[CoproprieteId]
    reference: Mapped[str]
    cle: Mapped[str | None]
    montant_centimes: Mapped[int]
    source: Mapped[str]
    explication: Mapped[str]
    statut: Mapped[StatutCloture] = mapped_column(statut(StatutCloture))
    par: Mapped[str]
    le: Mapped[datetime]
    decide_par: Mapped[str | None]
    decide_le: Mapped[datetime | None]


class ReglageComptable(Base):
    """A setting of accounting and payment, when it departs from its default."""

    __tablename__ = "reglage_comptable"
    __table_args__ = APPELS_FONDS
    nom: Mapped[str] = mapped_column(primary_key=True)
    valeur: Mapped[str]
    par: Mapped[str]
    le: Mapped[datetime]


class ProfilExport(Base):
    """The client's own layout of an accounting export, beside the ready ones; ``definition`` is the whole template."""

    __tablename__ = "profil_export"
    __table_args__ = (UniqueConstraint("code", "version"), APPELS_FONDS)
    id: Mapped[Id]
    code: Mapped[str]
    version: Mapped[int]
    libelle: Mapped[str]
    definition: Mapped[dict[str, Any]]
    par: Mapped[str]
    le: Mapped[datetime]


class ExportComptable(Base):
    """One export, numbered and hashed: its bytes are kept, so the same number always gives the same file."""

    __tablename__ = "export_comptable"
    __table_args__ = APPELS_FONDS
    id: Mapped[Id]
    numero: Mapped[int] = mapped_column(unique=True)
    profil: Mapped[str]
    debut: Mapped[date]
    fin: Mapped[date]
    nom_fichier: Mapped[str]
    lignes: Mapped[int]
    debit_centimes: Mapped[int]
    sha256: Mapped[str]
    document_id: Mapped[int] = mapped_column(BIG, ForeignKey("shared.document.id"), index=True)
    description_id: Mapped[int | None] = mapped_column(BIG, ForeignKey("shared.document.id"), index=True)
    par: Mapped[str]
    le: Mapped[datetime]
    remis: Mapped[int] = mapped_column(default=0)
    """How many times the file was taken again."""


class EcritureExportee(Base):
    """An entry that left in an export: the next export of the same layout can leave it out."""

    __tablename__ = "ecriture_exportee"
    __table_args__ = APPELS_FONDS
    export_id: Mapped[int] = mapped_column(BIG, ForeignKey("appels_fonds.export_comptable.id"), primary_key=True)
    ecriture_id: Mapped[int] = mapped_column(BIG, ForeignKey("appels_fonds.ecriture.id"), primary_key=True, index=True)
