"""What the landlord owns, where, and who manages it: copropriétés, lots, clés, tantièmes, syndics.

Everything that changes over the years is dated: ownership of a lot, its tantièmes, the syndic's mandate. ``du`` is the
first day, ``au`` the last day included, or None while it lasts. An old year computed again gives the old result.
"""

from datetime import date
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from shared.models.base import BIG, Base, CoproprieteId, Id, statut

SHARED = {"schema": "shared"}


class Origine(StrEnum):
    """How our lots came to us: decides whether article 22 reduces our votes (CCH L. 443-15)."""

    AUTRE = "AUTRE"
    VENTE_HLM_VENDEUR = "VENTE_HLM_VENDEUR"


class Bailleur(Base):
    """The landlord itself: one row. ``adresse``: its registered office, on one line; ``ville``: where it signs."""

    __tablename__ = "bailleur"
    __table_args__ = SHARED
    id: Mapped[Id]
    nom: Mapped[str]
    siren: Mapped[str | None]
    iban: Mapped[str | None]
    bic: Mapped[str | None]
    adresse: Mapped[str | None]
    ville: Mapped[str | None]


class Agence(Base):
    """A local branch of the landlord: agents see the copropriétés of their agencies."""

    __tablename__ = "agence"
    __table_args__ = SHARED
    id: Mapped[Id]
    code: Mapped[str] = mapped_column(unique=True)
    nom: Mapped[str]


class Syndic(Base):
    """A firm that manages copropriétés."""

    __tablename__ = "syndic"
    __table_args__ = SHARED
    id: Mapped[Id]
    code: Mapped[str] = mapped_column(unique=True)
    nom: Mapped[str]
    siret: Mapped[str | None]
    courriel: Mapped[str | None]


class Copropriete(Base):
    """A building in which we own lots. ``version`` grows at each change; a stale write is refused.

    ``recherche``: code, name, address and registration number without case or accents, for the search box.
    """

    __tablename__ = "copropriete"
    __table_args__ = SHARED
    id: Mapped[Id]
    code: Mapped[str] = mapped_column(unique=True)
    nom: Mapped[str]
    adresse: Mapped[str | None]
    immatriculation: Mapped[str | None]
    agence_id: Mapped[int] = mapped_column(BIG, ForeignKey("shared.agence.id"), index=True)
    origine: Mapped[Origine] = mapped_column(statut(Origine), default=Origine.AUTRE)
    surface_m2: Mapped[int | None]
    lots_principaux: Mapped[int | None]
    reference_bailleur: Mapped[str | None]
    iban: Mapped[str | None]
    iban_fonds_travaux: Mapped[str | None]
    recherche: Mapped[str] = mapped_column(default="")
    version: Mapped[int] = mapped_column(default=1)

    agence: Mapped[Agence] = relationship()
    mandats: Mapped[list["MandatSyndic"]] = relationship(order_by="MandatSyndic.du", back_populates="copropriete")
    cles: Mapped[list["CleRepartition"]] = relationship(order_by="CleRepartition.id", back_populates="copropriete")
    lots: Mapped[list["Lot"]] = relationship(order_by="Lot.id", back_populates="copropriete")
    exercices: Mapped[list["Exercice"]] = relationship(order_by="Exercice.debut", back_populates="copropriete")
    travaux_votes: Mapped[list["TravauxVotes"]] = relationship(order_by="TravauxVotes.id")
    appels_anterieurs: Mapped[list["AppelAnterieur"]] = relationship(order_by="AppelAnterieur.id")
    __mapper_args__ = {"version_id_col": version}


class MandatSyndic(Base):
    """The syndic in charge of a copropriété between two days."""

    __tablename__ = "mandat_syndic"
    __table_args__ = (UniqueConstraint("copropriete_id", "du"), SHARED)
    id: Mapped[Id]
    copropriete_id: Mapped[CoproprieteId]
    syndic_id: Mapped[int] = mapped_column(BIG, ForeignKey("shared.syndic.id"), index=True)
    du: Mapped[date | None]
    au: Mapped[date | None]

    copropriete: Mapped[Copropriete] = relationship(back_populates="mandats")
    syndic: Mapped[Syndic] = relationship()


class CleRepartition(Base):
    """A clé de répartition (GEN, BATA, ASC…) and the total of its tantièmes, all owners together."""

    __tablename__ = "cle_repartition"
    __table_args__ = (
        UniqueConstraint("copropriete_id", "code"),
        CheckConstraint("total_tantiemes > 0", name="total_positif"),
        SHARED,
    )
    id: Mapped[Id]
    copropriete_id: Mapped[CoproprieteId]
    code: Mapped[str]
    libelle: Mapped[str]
    total_tantiemes: Mapped[int]

    copropriete: Mapped[Copropriete] = relationship(back_populates="cles")


class Lot(Base):
    """A lot that we own or owned. ``numero`` is kept as the patrimoine prints it."""

    __tablename__ = "lot"
    __table_args__ = (UniqueConstraint("copropriete_id", "numero"), SHARED)
    id: Mapped[Id]
    copropriete_id: Mapped[CoproprieteId]
    numero: Mapped[str]
    nature: Mapped[str | None]
    surface_m2: Mapped[int | None]

    copropriete: Mapped[Copropriete] = relationship(back_populates="lots")
    detentions: Mapped[list["DetentionLot"]] = relationship(order_by="DetentionLot.du")
    tantiemes: Mapped[list["TantiemeLot"]] = relationship(order_by="TantiemeLot.id")


class DetentionLot(Base):
    """A period during which a lot was ours (décret art. 6-2: who owes a call depends on its due date)."""

    __tablename__ = "detention_lot"
    __table_args__ = (UniqueConstraint("lot_id", "du"), SHARED)
    id: Mapped[Id]
    lot_id: Mapped[int] = mapped_column(BIG, ForeignKey("shared.lot.id"), index=True)
    du: Mapped[date | None]
    au: Mapped[date | None]


class TantiemeLot(Base):
    """The tantièmes of a lot on a clé, between two days."""

    __tablename__ = "tantieme_lot"
    __table_args__ = (
        UniqueConstraint("lot_id", "cle_repartition_id", "du"),
        CheckConstraint("tantiemes >= 0", name="tantiemes_positifs"),
        SHARED,
    )
    id: Mapped[Id]
    lot_id: Mapped[int] = mapped_column(BIG, ForeignKey("shared.lot.id"), index=True)
    cle_repartition_id: Mapped[int] = mapped_column(BIG, ForeignKey("shared.cle_repartition.id"), index=True)
    tantiemes: Mapped[int]
    du: Mapped[date | None]
    au: Mapped[date | None]

    cle: Mapped[CleRepartition] = relationship()


class Exercice(Base):
    """An accounting year of the syndicat; it rarely follows the calendar. ``vote_le``: AG that voted its budget."""

    __tablename__ = "exercice"
    __table_args__ = (UniqueConstraint("copropriete_id", "libelle"), SHARED)
    id: Mapped[Id]
    copropriete_id: Mapped[CoproprieteId]
    libelle: Mapped[str]
    debut: Mapped[date]
    fin: Mapped[date]
    vote_le: Mapped[date | None]

    copropriete: Mapped[Copropriete] = relationship(back_populates="exercices")
    budgets: Mapped[list["BudgetVote"]] = relationship(order_by="BudgetVote.id", back_populates="exercice")


class NatureBudget(StrEnum):
    """What a voted amount is for: the year's running costs, or the contribution to the fonds de travaux."""

    COURANT = "COURANT"
    FONDS_TRAVAUX = "FONDS_TRAVAUX"


class BudgetVote(Base):
    """The amount voted for an exercise on a clé, for all owners, in centimes."""

    __tablename__ = "budget_vote"
    __table_args__ = (UniqueConstraint("exercice_id", "cle_repartition_id", "nature"), SHARED)
    id: Mapped[Id]
    exercice_id: Mapped[int] = mapped_column(BIG, ForeignKey("shared.exercice.id"), index=True)
    cle_repartition_id: Mapped[int] = mapped_column(BIG, ForeignKey("shared.cle_repartition.id"), index=True)
    nature: Mapped[NatureBudget] = mapped_column(statut(NatureBudget), default=NatureBudget.COURANT)
    montant_centimes: Mapped[int]

    exercice: Mapped[Exercice] = relationship(back_populates="budgets")
    cle: Mapped[CleRepartition] = relationship()


class TravauxVotes(Base):
    """Works voted by an AG, for all owners on a clé, with the due dates it fixed for the calls."""

    __tablename__ = "travaux_votes"
    __table_args__ = SHARED
    id: Mapped[Id]
    copropriete_id: Mapped[CoproprieteId]
    cle_repartition_id: Mapped[int] = mapped_column(BIG, ForeignKey("shared.cle_repartition.id"), index=True)
    date_ag: Mapped[date]
    resolution: Mapped[str]
    libelle: Mapped[str]
    montant_centimes: Mapped[int]

    cle: Mapped[CleRepartition] = relationship()
    echeances: Mapped[list["EcheanceTravaux"]] = relationship(order_by="EcheanceTravaux.exigible")


class EcheanceTravaux(Base):
    """One due date of the calls of voted works."""

    __tablename__ = "echeance_travaux"
    __table_args__ = (UniqueConstraint("travaux_votes_id", "exigible"), SHARED)
    id: Mapped[Id]
    travaux_votes_id: Mapped[int] = mapped_column(BIG, ForeignKey("shared.travaux_votes.id"), index=True)
    exigible: Mapped[date]


class AppelAnterieur(Base):
    """A line called before the suite was in use: kept to compare with, never posted."""

    __tablename__ = "appel_anterieur"
    __table_args__ = SHARED
    id: Mapped[Id]
    copropriete_id: Mapped[CoproprieteId]
    lot_id: Mapped[int | None] = mapped_column(BIG, ForeignKey("shared.lot.id"), index=True)
    cle_repartition_id: Mapped[int] = mapped_column(BIG, ForeignKey("shared.cle_repartition.id"), index=True)
    nature: Mapped[str]
    periode: Mapped[str | None]
    exigible: Mapped[date]
    montant_centimes: Mapped[int]

    lot: Mapped[Lot | None] = relationship()
    cle: Mapped[CleRepartition] = relationship()
