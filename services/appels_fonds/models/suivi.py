"""What a syndic says we owe, day by day, and the calls we asked for again."""

from datetime import date, datetime

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, relationship

from services.appels_fonds.models.ecritures import APPELS_FONDS
from shared.models.base import Base, CoproprieteId, Id
from shared.models.patrimoine import Copropriete


class SoldeSyndic(Base):
    """What a syndicat says we owe it on a day, in centimes, as printed on a call or told by the syndic."""

    __tablename__ = "solde_syndic"
    __table_args__ = (Index("ix_solde_syndic_copropriete_le", "copropriete_id", "au"), APPELS_FONDS)
    id: Mapped[Id]
    copropriete_id: Mapped[CoproprieteId]
    au: Mapped[date]
    montant_centimes: Mapped[int]
    source: Mapped[str]
    par: Mapped[str]
    le: Mapped[datetime]

    copropriete: Mapped[Copropriete] = relationship()


class RelanceAppel(Base):
    """A reminder sent to a syndic about calls that did not come. ``appels``: what was asked for, as it was written."""

    __tablename__ = "relance_appel"
    __table_args__ = APPELS_FONDS
    id: Mapped[Id]
    copropriete_id: Mapped[CoproprieteId]
    destinataire: Mapped[str]
    appels: Mapped[str]
    par: Mapped[str]
    le: Mapped[datetime]

    copropriete: Mapped[Copropriete] = relationship()
