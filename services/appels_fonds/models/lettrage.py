"""Lettering: legs of one account that cancel out, tied by a code. A validated leg is pointed at, never touched."""

from datetime import date

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from services.appels_fonds.models.ecritures import APPELS_FONDS, LigneEcriture
from shared.models.base import BIG, Base, Id


class Lettrage(Base):
    """One group of legs that sum to zero on an account and its auxiliary. ``reference``: the call, when automatic."""

    __tablename__ = "lettrage"
    __table_args__ = (UniqueConstraint("compte", "auxiliaire", "code"), APPELS_FONDS)
    id: Mapped[Id]
    compte: Mapped[str]
    auxiliaire: Mapped[str]
    code: Mapped[str]
    le: Mapped[date]
    par: Mapped[str]
    reference: Mapped[str | None]

    lignes: Mapped[list["LigneLettree"]] = relationship(back_populates="lettrage", cascade="all, delete-orphan")


class LigneLettree(Base):
    """A leg in a lettering; a leg belongs to one lettering at most."""

    __tablename__ = "ligne_lettree"
    __table_args__ = APPELS_FONDS
    ligne_id: Mapped[int] = mapped_column(BIG, ForeignKey("appels_fonds.ligne_ecriture.id"), primary_key=True)
    lettrage_id: Mapped[int] = mapped_column(
        BIG, ForeignKey("appels_fonds.lettrage.id", ondelete="CASCADE"), index=True
    )

    lettrage: Mapped[Lettrage] = relationship(back_populates="lignes")
    ligne: Mapped[LigneEcriture] = relationship()


class SequenceLettrage(Base):
    """The last lettering code given on an account and auxiliary: a code taken back is not given again."""

    __tablename__ = "sequence_lettrage"
    __table_args__ = APPELS_FONDS
    compte: Mapped[str] = mapped_column(primary_key=True)
    auxiliaire: Mapped[str] = mapped_column(primary_key=True)
    dernier: Mapped[int] = mapped_column(default=0)
