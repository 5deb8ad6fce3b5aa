"""What was called (kept from the facts of appels_fonds), and what was spent, by poste and year."""

from datetime import date

from sqlalchemy import Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from shared.models.base import Base, CoproprieteId, Id

CHARGES = {"schema": "charges"}


class MontantAppele(Base):
    """What one call asks us on one clé for one nature, in centimes: a copy kept from ``AppelFondsComptabilise``.

    ``appel`` is the number of the call in appels_fonds. ``annule_le``: day of ``AppelFondsAnnule``; the row stays.
    """

    __tablename__ = "montant_appele"
    __table_args__ = (
        UniqueConstraint("appel", "cle", "nature"),
        Index("ix_montant_appele_copropriete_exigible", "copropriete_id", "exigible"),
        CHARGES,
    )
    id: Mapped[Id]
    appel: Mapped[str]
    copropriete_id: Mapped[CoproprieteId]
    exigible: Mapped[date]
    cle: Mapped[str]
    nature: Mapped[str]
    montant_centimes: Mapped[int]
    annule_le: Mapped[date | None]


class AppelAnnule(Base):
    """A call undone before its fact arrived: when it does arrive, it must not count (facts may come in any order)."""

    __tablename__ = "appel_annule"
    __table_args__ = CHARGES
    appel: Mapped[str] = mapped_column(primary_key=True)
    annule_le: Mapped[date]


class DepenseAnnuelle(Base):
    """What the syndicat spent in an exercise on a poste of the nomenclature, all owners together, in centimes.

    The aggregate that every page of charges reads instead of the lines: updated in the transaction that keeps, moves
    or withdraws lines (``agregats``). ``lignes``: how many lines it sums, 0 when the year was given as a whole.
    ``recuperable_centimes``: what those lines let recover at the rates of the end of the exercise, None when unknown.
    """

    __tablename__ = "depense_annuelle"
    __table_args__ = (UniqueConstraint("copropriete_id", "exercice", "poste", "cle"), CHARGES)
    id: Mapped[Id]
    copropriete_id: Mapped[CoproprieteId]
    exercice: Mapped[str]
    debut: Mapped[date]
    fin: Mapped[date]
    poste: Mapped[str]
    cle: Mapped[str]
    budget_centimes: Mapped[int | None]
    realise_centimes: Mapped[int]
    recuperable_centimes: Mapped[int | None]
    lignes: Mapped[int] = mapped_column(default=0, server_default="0")
