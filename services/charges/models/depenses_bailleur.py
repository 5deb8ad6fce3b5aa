"""What we pay ourselves, outside the copropriété, and recover from our tenants."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from services.charges.models.montants import CHARGES
from shared.models.base import BIG, Base, CoproprieteId, Id
from shared.models.journal import Document
from shared.models.patrimoine import Copropriete, Lot


class DepenseBailleur(Base):
    """One amount of a calendar year, in centimes: the TEOM of a taxe foncière notice, or a contract of our own.

    ``montant_centimes``: what tenants can be asked for, without frais de gestion (CGI, art. 1641), which stay ours;
    ``frais_centimes``: those printed, None when nobody told. ``lot_id``: the lot it is for; None: all our lots of the
    copropriété, by their tantièmes of ``cle``. ``remplacee_le``: a later notice took its place; the row stays.
    """

    __tablename__ = "depense_bailleur"
    __table_args__ = (Index("ix_depense_bailleur_copropriete_id_annee", "copropriete_id", "annee"), CHARGES)
    id: Mapped[Id]
    copropriete_id: Mapped[CoproprieteId]
    lot_id: Mapped[int | None] = mapped_column(BIG, ForeignKey("shared.lot.id"))
    poste: Mapped[str]
    annee: Mapped[int]
    cle: Mapped[str | None]
    montant_centimes: Mapped[int]
    frais_centimes: Mapped[int | None]
    source: Mapped[str]
    document_id: Mapped[int | None] = mapped_column(BIG, ForeignKey("shared.document.id"))
    depose_par: Mapped[str]
    depose_le: Mapped[datetime]
    remplacee_le: Mapped[datetime | None]

    copropriete: Mapped[Copropriete] = relationship()
    lot: Mapped[Lot | None] = relationship()
    document: Mapped[Document | None] = relationship()
