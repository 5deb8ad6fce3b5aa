"""What people decided about classification: corrections learnt per syndic, and dated recoverable rates."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from services.charges.models.montants import CHARGES
from shared.models.base import BIG, Base, Id
from shared.models.patrimoine import Copropriete, Syndic


class CorrectionLibelle(Base):
    """« This label of this syndic is that poste », said by a person; replayed on later lines until withdrawn.

    ``libelle_normalise``: the words that matter of the label. ``exemple``: the label as it was read. ``compte``: three
    digits of the syndic's account, empty when it gave none.
    """

    __tablename__ = "correction_libelle"
    __table_args__ = (
        Index("ix_correction_libelle_syndic_id_libelle_normalise", "syndic_id", "libelle_normalise"),
        CHARGES,
    )
    id: Mapped[Id]
    syndic_id: Mapped[int | None] = mapped_column(BIG, ForeignKey("shared.syndic.id"))
    libelle_normalise: Mapped[str]
    compte: Mapped[str]
    exemple: Mapped[str]
    poste: Mapped[str]
    cree_par: Mapped[str]
    cree_le: Mapped[datetime]
    retire_par: Mapped[str | None]
    retire_le: Mapped[datetime | None]

    syndic: Mapped[Syndic | None] = relationship()


class TauxRecuperable(Base):
    """A recoverable rate decided for a poste, for one copropriété or (None) for all, between two days included.

    ``taux_centiemes``: hundredths of a percent. A rate is never changed: another closes it, or it is withdrawn.
    """

    __tablename__ = "taux_recuperable"
    __table_args__ = (
        Index("ix_taux_recuperable_copropriete_id_poste", "copropriete_id", "poste"),
        CheckConstraint("taux_centiemes BETWEEN 0 AND 10000", name="taux_entre_0_et_100"),
        CHARGES,
    )
    id: Mapped[Id]
    copropriete_id: Mapped[int | None] = mapped_column(BIG, ForeignKey("shared.copropriete.id"))
    poste: Mapped[str]
    taux_centiemes: Mapped[int]
    du: Mapped[date]
    au: Mapped[date | None]
    justification: Mapped[str]
    cree_par: Mapped[str]
    cree_le: Mapped[datetime]
    retire_par: Mapped[str | None]
    retire_le: Mapped[datetime | None]

    copropriete: Mapped[Copropriete | None] = relationship()
