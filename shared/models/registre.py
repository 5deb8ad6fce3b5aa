"""What an extract of the national registry says of a copropriété, field by field, and what was decided of it."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from shared.models.base import BIG, Base, Id, statut
from shared.models.journal import Document
from shared.models.patrimoine import SHARED, Copropriete


class StatutDonnee(StrEnum):
    """A value waits for a person, was accepted, was refused, or gave way to that of a newer extract."""

    PROPOSEE = "PROPOSEE"
    ACCEPTEE = "ACCEPTEE"
    REFUSEE = "REFUSEE"
    REMPLACEE = "REMPLACEE"


class DonneeRegistre(Base):
    """One field of one copropriété in one extract. ``valeur``: ``{"valeur": …}``. ``source_le``: its last update there.

    ``confiance_centiemes``: 100 when the field had no defect, less for each flag. ``version`` grows at each decision.
    """

    __tablename__ = "donnee_registre"
    __table_args__ = (
        UniqueConstraint("document_id", "immatriculation", "champ"),
        Index("ix_donnee_registre_copropriete_id_champ", "copropriete_id", "champ"),
        SHARED,
    )
    id: Mapped[Id]
    document_id: Mapped[int] = mapped_column(BIG, ForeignKey("shared.document.id"))
    copropriete_id: Mapped[int | None] = mapped_column(BIG, ForeignKey("shared.copropriete.id"))
    immatriculation: Mapped[str]
    champ: Mapped[str]
    valeur: Mapped[dict[str, Any]]
    drapeaux: Mapped[list[Any]]
    source: Mapped[str]
    source_le: Mapped[date | None]
    confiance_centiemes: Mapped[int]
    statut: Mapped[StatutDonnee] = mapped_column(statut(StatutDonnee))
    lue_le: Mapped[datetime]
    decidee_par: Mapped[str | None]
    decidee_le: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)

    copropriete: Mapped[Copropriete | None] = relationship()
    document: Mapped[Document] = relationship()
    __mapper_args__ = {"version_id_col": version}
