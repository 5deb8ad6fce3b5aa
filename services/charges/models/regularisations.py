"""Leases and their provisions, meter readings, and the yearly régularisations with each tenant's statement."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from services.charges.models.comptes import ComptesAnnuels
from services.charges.models.montants import CHARGES
from shared.models.base import BIG, Base, CoproprieteId, Id, statut
from shared.models.journal import Document
from shared.models.patrimoine import Copropriete, Lot


class BailLocatif(Base):
    """A lease over one or several of our lots; ``au`` is the last day, None while it runs.

    ``depot_centimes``: the deposit received (dépôt de garantie), None when we do not know it.
    """

    __tablename__ = "bail_locatif"
    __table_args__ = (
        UniqueConstraint("copropriete_id", "numero"),
        CheckConstraint("au IS NULL OR au >= du", name="bail_dates"),
        CHARGES,
    )
    id: Mapped[Id]
    copropriete_id: Mapped[CoproprieteId]
    numero: Mapped[str]
    locataire: Mapped[str | None]
    du: Mapped[date]
    au: Mapped[date | None]
    depot_centimes: Mapped[int | None]
    maj_par: Mapped[str]
    maj_le: Mapped[datetime]

    copropriete: Mapped[Copropriete] = relationship()
    lots: Mapped[list["BailLot"]] = relationship(cascade="all, delete-orphan", order_by="BailLot.id")
    provisions: Mapped[list["ProvisionBail"]] = relationship(
        cascade="all, delete-orphan", order_by="ProvisionBail.debut"
    )


class BailLot(Base):
    """One lot that a lease holds."""

    __tablename__ = "bail_lot"
    __table_args__ = (UniqueConstraint("bail_id", "lot_id"), CHARGES)
    id: Mapped[Id]
    bail_id: Mapped[int] = mapped_column(BIG, ForeignKey("charges.bail_locatif.id"))
    lot_id: Mapped[int] = mapped_column(BIG, ForeignKey("shared.lot.id"), index=True)

    lot: Mapped[Lot] = relationship()


class ProvisionBail(Base):
    """What was invoiced to a tenant as provisions for the exercise that runs from ``debut`` to ``fin``, in centimes."""

    __tablename__ = "provision_bail"
    __table_args__ = (UniqueConstraint("bail_id", "debut"), CHARGES)
    id: Mapped[Id]
    bail_id: Mapped[int] = mapped_column(BIG, ForeignKey("charges.bail_locatif.id"))
    debut: Mapped[date]
    fin: Mapped[date]
    montant_centimes: Mapped[int]


class ReleveCompteur(Base):
    """A reading of the meter of a lot for a poste, at the end of a day, in thousandths of its unit."""

    __tablename__ = "releve_compteur"
    __table_args__ = (UniqueConstraint("lot_id", "poste", "le"), CHARGES)
    id: Mapped[Id]
    lot_id: Mapped[int] = mapped_column(BIG, ForeignKey("shared.lot.id"))
    poste: Mapped[str]
    le: Mapped[date]
    index_milliemes: Mapped[int]


class StatutRegularisation(StrEnum):
    """Provisional while accounts are only received; definitive once the AG approved them; replaced by a later run."""

    PROVISOIRE = "PROVISOIRE"
    DEFINITIVE = "DEFINITIVE"
    REMPLACEE = "REMPLACEE"


class RegularisationExercice(Base):
    """One run of the régularisation of a copropriété for an exercise. A rerun is another row; the former one stays.

    ``detail``: the raw rows of every lot, poste and period, the expenses shared out, the vacancy by month and what to
    know of the result, as JSON: what was sent can be explained years later, whatever changed since.

    ``propres_centimes``: what we paid outside the copropriété for these days (TEOM of our notice): it is no part of
    ``quote_part_centimes``, and both together are what is recoverable, what is not, and what another owner bears.
    """

    __tablename__ = "regularisation_exercice"
    __table_args__ = (
        UniqueConstraint("copropriete_id", "debut", "rang"),
        UniqueConstraint("numero"),
        Index("ix_regularisation_exercice_fin", "fin"),
        CHARGES,
    )
    id: Mapped[Id]
    numero: Mapped[str]
    rang: Mapped[int]
    copropriete_id: Mapped[CoproprieteId]
    comptes_id: Mapped[int] = mapped_column(BIG, ForeignKey("charges.comptes_annuels.id"), index=True)
    exercice: Mapped[str]
    debut: Mapped[date]
    fin: Mapped[date]
    statut: Mapped[StatutRegularisation] = mapped_column(statut(StatutRegularisation))
    estimee: Mapped[bool]
    copropriete_centimes: Mapped[int]
    quote_part_centimes: Mapped[int]
    recuperable_centimes: Mapped[int]
    non_recuperable_centimes: Mapped[int]
    propres_centimes: Mapped[int] = mapped_column(server_default="0")
    vacance_centimes: Mapped[int]
    reel_centimes: Mapped[int]
    provisions_centimes: Mapped[int]
    detail: Mapped[dict[str, Any]]
    calculee_par: Mapped[str]
    calculee_le: Mapped[datetime]
    envoyee_le: Mapped[date | None]
    exigible_le: Mapped[date | None]
    tache_id: Mapped[int | None] = mapped_column(BIG, ForeignKey("shared.tache.id"))
    version: Mapped[int] = mapped_column(default=1)

    copropriete: Mapped[Copropriete] = relationship()
    comptes: Mapped[ComptesAnnuels] = relationship()
    decomptes: Mapped[list["DecompteBail"]] = relationship(order_by="DecompteBail.id", back_populates="regularisation")
    __mapper_args__ = {"version_id_col": version}

    @property
    def solde_centimes(self) -> int:
        """Actual less provisions over every lease: above zero, tenants owe."""
        return self.reel_centimes - self.provisions_centimes


class DecompteBail(Base):
    """The statement of one lease: ``lignes`` by nature, ``solde`` above zero when the tenant owes; centimes."""

    __tablename__ = "decompte_bail"
    __table_args__ = (UniqueConstraint("numero"), CHARGES)
    id: Mapped[Id]
    numero: Mapped[str]
    regularisation_id: Mapped[int] = mapped_column(BIG, ForeignKey("charges.regularisation_exercice.id"), index=True)
    bail_id: Mapped[int] = mapped_column(BIG, ForeignKey("charges.bail_locatif.id"), index=True)
    bail: Mapped[str]
    locataire: Mapped[str | None]
    lots: Mapped[str]
    du: Mapped[date]
    au: Mapped[date]
    jours: Mapped[int]
    reel_centimes: Mapped[int]
    provisions_centimes: Mapped[int]
    solde_centimes: Mapped[int]
    provision_proposee_centimes: Mapped[int | None]
    lignes: Mapped[list[Any]]
    document_id: Mapped[int | None] = mapped_column(BIG, ForeignKey("shared.document.id"))

    regularisation: Mapped[RegularisationExercice] = relationship(back_populates="decomptes")
    document: Mapped[Document | None] = relationship()


class ArreteDepart(Base):
    """The provisional closing of a tenant who left before the accounts of his exercise: an estimate, in centimes.

    A later one has a higher ``rang``; all stay. The statement of the régularisation replaces it once it exists.
    ``base``: what the estimate rests on, in words; ``lignes`` as on a statement; ``explications``: of what we pay
    outside the copropriété; ``avertissements``: what a person must know of it.
    """

    __tablename__ = "arrete_depart"
    __table_args__ = (UniqueConstraint("numero"), UniqueConstraint("bail_id", "rang"), CHARGES)
    id: Mapped[Id]
    numero: Mapped[str]
    rang: Mapped[int]
    copropriete_id: Mapped[CoproprieteId]
    bail_id: Mapped[int] = mapped_column(BIG, ForeignKey("charges.bail_locatif.id"))
    exercice: Mapped[str]
    debut: Mapped[date]
    fin: Mapped[date]
    lots: Mapped[str]
    du: Mapped[date]
    au: Mapped[date]
    jours: Mapped[int]
    base: Mapped[str]
    reel_centimes: Mapped[int]
    provisions_centimes: Mapped[int]
    solde_centimes: Mapped[int]
    lignes: Mapped[list[Any]]
    explications: Mapped[list[Any]]
    avertissements: Mapped[list[Any]]
    calcule_par: Mapped[str]
    calcule_le: Mapped[datetime]

    copropriete: Mapped[Copropriete] = relationship()
    bail: Mapped[BailLocatif] = relationship()
