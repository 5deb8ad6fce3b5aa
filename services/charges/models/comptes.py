"""The syndic's yearly accounts as received, and each of their lines with the cell it comes from."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from services.charges.models.montants import CHARGES
from shared.models.base import BIG, Base, CoproprieteId, Id, statut
from shared.models.journal import Document
from shared.models.patrimoine import Copropriete, Syndic


class StatutComptes(StrEnum):
    """Where yearly accounts stand: read but not kept, received, approved by the AG, or replaced by a re-issue."""

    APERCU = "APERCU"
    RECUS = "RECUS"
    APPROUVES = "APPROUVES"
    REMPLACES = "REMPLACES"
    ABANDONNES = "ABANDONNES"


class ComptesAnnuels(Base):
    """One file of yearly accounts. ``lecture``: what was read of it (annexes, shares, gaps, anomalies), as JSON.

    ``empreinte``: SHA-256 of the bytes; ``signature``: of the lines, so that the same accounts in another file are
    known. ``debut`` and ``fin``: the exercise being approved. ``version`` grows at each change.
    """

    __tablename__ = "comptes_annuels"
    __table_args__ = (
        Index("ix_comptes_annuels_copropriete_id_fin", "copropriete_id", "fin"),
        Index("ix_comptes_annuels_empreinte", "empreinte"),
        CHARGES,
    )
    id: Mapped[Id]
    copropriete_id: Mapped[int | None] = mapped_column(BIG, ForeignKey("shared.copropriete.id"))
    syndic_id: Mapped[int | None] = mapped_column(BIG, ForeignKey("shared.syndic.id"), index=True)
    document_id: Mapped[int] = mapped_column(BIG, ForeignKey("shared.document.id"))
    empreinte: Mapped[str]
    signature: Mapped[str]
    statut: Mapped[StatutComptes] = mapped_column(statut(StatutComptes))
    exercice: Mapped[str | None]
    debut: Mapped[date | None]
    fin: Mapped[date | None]
    total_centimes: Mapped[int]
    nombre_lignes: Mapped[int]
    nombre_ecarts: Mapped[int]
    lecture: Mapped[dict[str, Any]]
    depose_par: Mapped[str]
    depose_le: Mapped[datetime]
    recus_le: Mapped[date | None]
    approuves_le: Mapped[date | None]
    remplace_id: Mapped[int | None] = mapped_column(BIG, ForeignKey("charges.comptes_annuels.id"))
    version: Mapped[int] = mapped_column(default=1)

    copropriete: Mapped[Copropriete | None] = relationship()
    syndic: Mapped[Syndic | None] = relationship()
    document: Mapped[Document] = relationship()
    __mapper_args__ = {"version_id_col": version}


class OrigineClassement(StrEnum):
    """Who gave a line its poste: the rules, a correction learnt for the syndic, or a person on this very line."""

    REGLES = "REGLES"
    CORRECTION = "CORRECTION"
    AGENT = "AGENT"


class LigneCharge(Base):
    """One expense (or credit, negative) of yearly accounts, all owners together, in centimes, with its origin.

    ``libelle_normalise``: the label brought to one form, by which a correction is learnt. ``taux_centiemes``: the
    recoverable rate in force at the end of the exercise, in hundredths of a percent. ``confiance_centiemes``: 0 to 100.
    """

    __tablename__ = "ligne_charge"
    __table_args__ = (
        UniqueConstraint("comptes_id", "feuille", "cellule", "cle"),
        Index("ix_ligne_charge_agregat", "copropriete_id", "exercice", "poste", "cle"),
        Index("ix_ligne_charge_syndic_id_libelle_normalise", "syndic_id", "libelle_normalise"),
        Index("ix_ligne_charge_a_qualifier", "active", "a_qualifier"),
        CHARGES,
    )
    id: Mapped[Id]
    comptes_id: Mapped[int] = mapped_column(BIG, ForeignKey("charges.comptes_annuels.id"))
    copropriete_id: Mapped[CoproprieteId]
    syndic_id: Mapped[int | None] = mapped_column(BIG, ForeignKey("shared.syndic.id"))
    exercice: Mapped[str]
    feuille: Mapped[str]
    cellule: Mapped[str]
    compte: Mapped[str]
    libelle: Mapped[str]
    libelle_normalise: Mapped[str]
    cle: Mapped[str]
    piece_le: Mapped[date | None]
    montant_centimes: Mapped[int]
    recuperable_declare_centimes: Mapped[int | None]
    quote_part_centimes: Mapped[int | None]
    poste: Mapped[str]
    taux_centiemes: Mapped[int]
    fondement: Mapped[str]
    confiance_centiemes: Mapped[int]
    mots: Mapped[str]
    origine: Mapped[OrigineClassement] = mapped_column(statut(OrigineClassement))
    correction_id: Mapped[int | None] = mapped_column(BIG, ForeignKey("charges.correction_libelle.id"))
    a_qualifier: Mapped[bool]
    active: Mapped[bool]
    version: Mapped[int] = mapped_column(default=1)

    comptes: Mapped[ComptesAnnuels] = relationship()
    copropriete: Mapped[Copropriete] = relationship()
    __mapper_args__ = {"version_id_col": version}
