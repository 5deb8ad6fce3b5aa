"""Imports, the calls they bring, and the lines of each call."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from services.appels_fonds.models.ecritures import APPELS_FONDS, Ecriture
from shared.models.base import BIG, Base, CoproprieteId, Id, statut
from shared.models.journal import Document
from shared.models.patrimoine import CleRepartition, Copropriete, Syndic


class StatutImport(StrEnum):
    """Where an import stands. A refused file keeps its preview, so that the sender can be told.

    ``PARTIEL``: some of its calls are integrated, the others still wait in preview.
    """

    APERCU = "APERCU"
    REFUSE = "REFUSE"
    PARTIEL = "PARTIEL"
    INTEGRE = "INTEGRE"
    ANNULE = "ANNULE"
    ABANDONNE = "ABANDONNE"


class ImportAppel(Base):
    """A file dropped by an accountant, and what was read in it.

    ``analyse``: counts, first anomalies and the syndic, as last read. ``corrections``: values given for cells that
    could not be read, each with what was written there, why and by whom (``cellules_corrigees``).
    """

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
    corrections: Mapped[list[Any]] = mapped_column(default=list, server_default="[]")
    version: Mapped[int] = mapped_column(default=1)

    document: Mapped[Document] = relationship()
    appels: Mapped[list["AppelFonds"]] = relationship(order_by="AppelFonds.id", back_populates="import_appel")
    __mapper_args__ = {"version_id_col": version}

    @property
    def coproprietes_lues(self) -> tuple[str, ...]:
        """The codes of the copropriétés it names, as last read."""
        return tuple((self.analyse or {}).get("coproprietes", ()))

    @property
    def valeurs_corrigees(self) -> dict[tuple[str, str], str]:
        """The values to read in place of those of the file, by sheet and address."""
        return {(une["feuille"], une["cellule"]): une["valeur"] for une in self.corrections or ()}


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


class MontantAppel(Base):
    """What one call asks on one clé for one nature: the sum of its lines, written with them and never changed.

    What compares a call with former ones reads these few sums, not the thousands of lines they come from. A call that
    was undone keeps its own: its status says that they no longer count.
    """

    __tablename__ = "montant_appel"
    __table_args__ = (UniqueConstraint("appel_id", "cle_repartition_id", "nature"), APPELS_FONDS)
    id: Mapped[Id]
    appel_id: Mapped[int] = mapped_column(BIG, ForeignKey("appels_fonds.appel_fonds.id"))
    cle_repartition_id: Mapped[int] = mapped_column(BIG, ForeignKey("shared.cle_repartition.id"))
    nature: Mapped[str]
    montant_centimes: Mapped[int]


class SequenceAppel(Base):
    """The last call number given in a year."""

    __tablename__ = "sequence_appel"
    __table_args__ = APPELS_FONDS
    annee: Mapped[int] = mapped_column(primary_key=True)
    dernier: Mapped[int] = mapped_column(default=0)
