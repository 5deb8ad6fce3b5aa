"""What was learnt of each syndic's workbooks, version after version."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from services.appels_fonds.models.ecritures import APPELS_FONDS
from shared.models.base import BIG, Base, Id
from shared.models.patrimoine import Syndic


class ProfilSyndic(Base):
    """One version of a syndic's profile; the highest is in force. ``contenu``: as ``profils.ProfilSchema`` says."""

    __tablename__ = "profil_syndic"
    __table_args__ = (UniqueConstraint("syndic_id", "version"), APPELS_FONDS)
    id: Mapped[Id]
    syndic_id: Mapped[int] = mapped_column(BIG, ForeignKey("shared.syndic.id"), index=True)
    version: Mapped[int]
    contenu: Mapped[dict[str, Any]]
    motif: Mapped[str]
    agent: Mapped[str]
    cree_le: Mapped[datetime]

    syndic: Mapped[Syndic] = relationship()
