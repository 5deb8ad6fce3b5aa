"""The minutes of an assembly, version after version: read or typed, checked, confirmed, corrected."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from services.votes.models.assemblees import VOTES, AssembleeGenerale
from services.votes.models.resultats import SourceResultat
from shared.models import Document
from shared.models.base import BIG, Base, Id, statut


class EtatPv(StrEnum):
    """A version waits to be confirmed, holds, was replaced by a correction, or was given up."""

    APERCU = "APERCU"
    CONFIRME = "CONFIRME"
    REMPLACE = "REMPLACE"
    ABANDONNE = "ABANDONNE"


class ProcesVerbal(Base):
    """One version of the minutes of an assembly. ``contenu``: what they say, as ``ContenuPv`` writes it.

    At most one version waits and one holds. A correction is a new version, with its ``motif``; the former is kept
    whole. ``rang`` travels with the facts, so that whoever hears them out of order keeps the latest.
    """

    __tablename__ = "proces_verbal"
    __table_args__ = (UniqueConstraint("ag_id", "rang"), VOTES)
    id: Mapped[Id]
    ag_id: Mapped[int] = mapped_column(BIG, ForeignKey("votes.assemblee_generale.id"))
    rang: Mapped[int]
    etat: Mapped[EtatPv] = mapped_column(statut(EtatPv))
    source: Mapped[SourceResultat] = mapped_column(statut(SourceResultat))
    contenu: Mapped[dict[str, Any]]
    document_id: Mapped[int | None] = mapped_column(BIG, ForeignKey("shared.document.id"))
    notifie_le: Mapped[date | None]
    motif: Mapped[str | None]
    cree_par: Mapped[str]
    cree_le: Mapped[datetime]
    confirme_par: Mapped[str | None]
    confirme_le: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)

    ag: Mapped[AssembleeGenerale] = relationship()
    document: Mapped[Document | None] = relationship()
    __mapper_args__ = {"version_id_col": version}
