"""What looks wrong in the charges, what was asked about it, what was answered, and what the answer taught."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from services.charges.models.montants import CHARGES
from shared.models.base import BIG, Base, CoproprieteId, Id, statut
from shared.models.journal import Document
from shared.models.patrimoine import Copropriete


class EtatAnomalie(StrEnum):
    """Where an anomaly stands. ``DISSIPEE``: corrected accounts made it vanish."""

    OUVERTE = "OUVERTE"
    INTERROGEE = "INTERROGEE"
    CLASSEE = "CLASSEE"
    DISSIPEE = "DISSIPEE"


class IssueAnomalie(StrEnum):
    """What the answer is worth: a real change, an error the syndic repairs, an error of reading, or nothing to do."""

    EVENEMENT = "EVENEMENT"
    AVOIR_ATTENDU = "AVOIR_ATTENDU"
    ERREUR_DE_LECTURE = "ERREUR_DE_LECTURE"
    ACCEPTEE = "ACCEPTEE"


class AnomalieCharge(Base):
    """One faulty cell: a copropriété, a year, a family of postes, a type; amounts in centimes.

    ``montant`` and ``attendu``: the whole building; ``enjeu``: our share of the gap. ``score_centiemes``: 0 to 100.
    """

    __tablename__ = "anomalie_charge"
    __table_args__ = (
        UniqueConstraint("copropriete_id", "annee", "famille", "type"),
        Index("ix_anomalie_charge_etat", "etat"),
        CHARGES,
    )
    id: Mapped[Id]
    copropriete_id: Mapped[CoproprieteId]
    annee: Mapped[int]
    famille: Mapped[str]
    type: Mapped[str]
    score_centiemes: Mapped[int]
    montant_centimes: Mapped[int]
    attendu_centimes: Mapped[int]
    enjeu_centimes: Mapped[int]
    explication: Mapped[str]
    etat: Mapped[EtatAnomalie] = mapped_column(statut(EtatAnomalie))
    issue: Mapped[IssueAnomalie | None] = mapped_column(statut(IssueAnomalie))
    detectee_le: Mapped[datetime]
    version: Mapped[int] = mapped_column(default=1)

    copropriete: Mapped[Copropriete] = relationship()
    questions: Mapped[list["QuestionSyndic"]] = relationship(order_by="QuestionSyndic.id", back_populates="anomalie")
    __mapper_args__ = {"version_id_col": version}


class QuestionSyndic(Base):
    """A letter to the syndic about an anomaly, and its answer. ``attendue_le``: the day from which we ask again."""

    __tablename__ = "question_syndic"
    __table_args__ = CHARGES
    id: Mapped[Id]
    anomalie_id: Mapped[int] = mapped_column(BIG, ForeignKey("charges.anomalie_charge.id"), index=True)
    destinataire: Mapped[str]
    sujet: Mapped[str]
    document_id: Mapped[int] = mapped_column(BIG, ForeignKey("shared.document.id"))
    envoyee_par: Mapped[str]
    envoyee_le: Mapped[datetime]
    attendue_le: Mapped[date]
    reponse: Mapped[str | None]
    repondue_le: Mapped[date | None]
    notee_par: Mapped[str | None]

    anomalie: Mapped[AnomalieCharge] = relationship(back_populates="questions")
    document: Mapped[Document] = relationship()


class EvenementCharge(Base):
    """A known real change of a family of postes in a year: it silences the detection there."""

    __tablename__ = "evenement_charge"
    __table_args__ = (UniqueConstraint("copropriete_id", "annee", "famille"), CHARGES)
    id: Mapped[Id]
    copropriete_id: Mapped[CoproprieteId]
    annee: Mapped[int]
    famille: Mapped[str]
    description: Mapped[str]
    par: Mapped[str]
    le: Mapped[datetime]


class AvoirAttendu(Base):
    """A credit the syndic promised on a family of postes, in centimes, for the whole building; until it is seen."""

    __tablename__ = "avoir_attendu"
    __table_args__ = CHARGES
    id: Mapped[Id]
    anomalie_id: Mapped[int] = mapped_column(BIG, ForeignKey("charges.anomalie_charge.id"), index=True)
    montant_centimes: Mapped[int]
    attendu_avant: Mapped[date]
    par: Mapped[str]
    le: Mapped[datetime]
    vu_le: Mapped[date | None]

    anomalie: Mapped[AnomalieCharge] = relationship()
