"""What was done and with which papers: audit journal, documents, long tasks."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from shared.models.base import BIG, Base, Id, statut
from shared.models.patrimoine import SHARED


class AuditLigne(Base):
    """Who did what, when, on what. Only ever inserted: the database refuses to change or delete a line."""

    __tablename__ = "audit_ligne"
    __table_args__ = (Index("ix_audit_ligne_objet", "objet", "objet_id"), SHARED)
    id: Mapped[Id]
    le: Mapped[datetime]
    agent: Mapped[str]
    acte: Mapped[str]
    objet: Mapped[str]
    objet_id: Mapped[str]
    copropriete_id: Mapped[int | None] = mapped_column(index=True)
    detail: Mapped[dict[str, Any]]


class AuditSceau(Base):
    """The seal of one audit line: its hash, chained to the one before. Written by the sealer, after the commit."""

    __tablename__ = "audit_sceau"
    __table_args__ = SHARED
    rang: Mapped[int] = mapped_column(BIG, primary_key=True, autoincrement=False)
    ligne_id: Mapped[int] = mapped_column(BIG, ForeignKey("shared.audit_ligne.id"), unique=True)
    empreinte: Mapped[str]


class Document(Base):
    """A file, named by its content: the same bytes are stored once. Linked to its copropriété when it has one."""

    __tablename__ = "document"
    __table_args__ = (UniqueConstraint("sha256", "copropriete_id", "genre"), SHARED)
    id: Mapped[Id]
    sha256: Mapped[str] = mapped_column(index=True)
    nom: Mapped[str]
    type_mime: Mapped[str]
    genre: Mapped[str]
    taille: Mapped[int]
    copropriete_id: Mapped[int | None] = mapped_column(BIG, ForeignKey("shared.copropriete.id"), index=True)
    depose_par: Mapped[str]
    depose_le: Mapped[datetime]


class EtatTache(StrEnum):
    """Where a long task stands."""

    EN_ATTENTE = "EN_ATTENTE"
    EN_COURS = "EN_COURS"
    TERMINEE = "TERMINEE"
    ECHOUEE = "ECHOUEE"


class Tache(Base):
    """Long work, visible: how far it is, and what came of it. Pages poll it; history stays.

    ``fait`` of ``total`` count what the work handles (lines, forms); ``part_pour_mille`` how far it is in time, all its
    stages together, at ``avancee_le``; ``commencee_le`` when somebody last took it up.
    """

    __tablename__ = "tache"
    __table_args__ = SHARED
    id: Mapped[Id]
    service: Mapped[str]
    genre: Mapped[str]
    etat: Mapped[EtatTache] = mapped_column(statut(EtatTache), default=EtatTache.EN_ATTENTE)
    fait: Mapped[int] = mapped_column(default=0)
    total: Mapped[int] = mapped_column(default=0)
    message: Mapped[str | None]
    resultat: Mapped[dict[str, Any] | None]
    agent: Mapped[str]
    creee_le: Mapped[datetime]
    commencee_le: Mapped[datetime | None]
    avancee_le: Mapped[datetime | None]
    part_pour_mille: Mapped[int] = mapped_column(default=0, server_default="0")
    finie_le: Mapped[datetime | None]
