"""What assemblies voted, as votes told us: the calls to expect, and the syndics whose accounts must be confirmed."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from shared.models.base import BIG, Base, CoproprieteId, Id

APPELS = {"schema": "appels_fonds"}


class VoteConnu(Base):
    """An amount voted on a clé, for all owners, in centimes: a budget line of an exercise, or works.

    ``reference`` names what is voted (``budget:2027:GEN:COURANT``, ``travaux:2026-06-12:14:BATA``) whatever the number
    of votes on it; ``date_ag`` then ``rang``, the version of the minutes, order them. ``actif``: the latest, the only
    one calls are compared with; an amount of zero says that nothing is voted any more.
    """

    __tablename__ = "vote_connu"
    __table_args__ = (
        UniqueConstraint("copropriete_id", "reference", "date_ag", "rang"),
        Index("ix_vote_connu_actif", "copropriete_id", "actif"),
        APPELS,
    )
    id: Mapped[Id]
    copropriete_id: Mapped[CoproprieteId]
    reference: Mapped[str]
    date_ag: Mapped[date]
    rang: Mapped[int]
    libelle: Mapped[str]
    cle: Mapped[str]
    nature: Mapped[str]
    montant_centimes: Mapped[int]
    actif: Mapped[bool]
    recu_le: Mapped[datetime]

    attendus: Mapped[list["AppelAttendu"]] = relationship(order_by="AppelAttendu.exigible", back_populates="vote")


class AppelAttendu(Base):
    """A call to expect on a day, for all owners, in centimes. Those of a vote sum to it."""

    __tablename__ = "appel_attendu"
    __table_args__ = (UniqueConstraint("vote_connu_id", "exigible"), APPELS)
    id: Mapped[Id]
    vote_connu_id: Mapped[int] = mapped_column(BIG, ForeignKey("appels_fonds.vote_connu.id"))
    exigible: Mapped[date] = mapped_column(index=True)
    montant_centimes: Mapped[int]

    vote: Mapped[VoteConnu] = relationship(back_populates="attendus")


class ChangementSyndic(Base):
    """Another syndic took over on ``du``: nothing is paid until somebody confirmed his accounts (``confirme_le``)."""

    __tablename__ = "changement_syndic"
    __table_args__ = (UniqueConstraint("copropriete_id", "du"), APPELS)
    id: Mapped[Id]
    copropriete_id: Mapped[CoproprieteId]
    syndic_id: Mapped[int] = mapped_column(BIG, ForeignKey("shared.syndic.id"))
    du: Mapped[date]
    recu_le: Mapped[datetime]
    confirme_le: Mapped[datetime | None]
    confirme_par: Mapped[str | None]
