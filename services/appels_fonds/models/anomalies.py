"""The anomalies of charges that the charges service told us of."""

from datetime import datetime

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped

from services.appels_fonds.models.ecritures import APPELS_FONDS
from shared.models.base import Base, CoproprieteId, Id


class AnomalieSignalee(Base):
    """One anomaly of a poste of a copropriété in an exercise; ``enjeu_centimes`` is our share of the gap."""

    __tablename__ = "anomalie_signalee"
    __table_args__ = (UniqueConstraint("anomalie_id"), APPELS_FONDS)
    id: Mapped[Id]
    anomalie_id: Mapped[int]
    copropriete_id: Mapped[CoproprieteId]
    exercice: Mapped[str]
    poste: Mapped[str]
    type: Mapped[str]
    enjeu_centimes: Mapped[int]
    explication: Mapped[str]
    le: Mapped[datetime]
