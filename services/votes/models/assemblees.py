"""Assemblées générales and their resolutions."""

from datetime import date, datetime, time
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from sqlalchemy import ForeignKey, Index, Time, UniqueConstraint, false, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from services.votes.assemblees.echeances import DatesAg
from shared.models.base import BIG, Base, CoproprieteId, Id, statut
from shared.models.patrimoine import CleRepartition, Copropriete

if TYPE_CHECKING:
    from services.votes.models.consignes import Affectation, Consigne
    from services.votes.models.resultats import Resultat

VOTES = {"schema": "votes"}


def _only(condition: str) -> dict[str, Any]:
    """The options of an index that holds only some rows, on both engines."""
    return {"sqlite_where": text(condition), "postgresql_where": text(condition)}


class Position(StrEnum):
    """How we vote."""

    POUR = "POUR"
    CONTRE = "CONTRE"
    ABSTENTION = "ABSTENTION"


class NatureAg(StrEnum):
    """Kind of assembly."""

    ORDINAIRE = "ORDINAIRE"
    EXTRAORDINAIRE = "EXTRAORDINAIRE"


class Canal(StrEnum):
    """How our vote leaves: the correspondence form (loi 17-1 A), a proxy (loi 22 I), or somebody in the room."""

    CORRESPONDANCE = "CORRESPONDANCE"
    POUVOIR = "POUVOIR"
    PRESENCE = "PRESENCE"


class VoieConvocation(StrEnum):
    """How the notice reached us (décret art. 64 to 64-3): each has its proof and its first day."""

    LETTRE_RECOMMANDEE = "LETTRE_RECOMMANDEE"
    ENVOI_ELECTRONIQUE = "ENVOI_ELECTRONIQUE"
    COURRIEL = "COURRIEL"
    REMISE_EN_MAIN = "REMISE_EN_MAIN"


class AssembleeGenerale(Base):
    """A general assembly of a copropriété.

    ``convocation_presentee_le``: first presentation of the notice, ``convocation_voie`` how it came;
    ``delai_convocation``: days the règlement asks for, 21 at least. ``formulaire_*``: what the syndic's form prints
    of its return. ``canal``: how our vote leaves, once chosen. ``pv_notifie_le``: first presentation of the
    minutes, from which the contest runs.
    """

    __tablename__ = "assemblee_generale"
    __table_args__ = (UniqueConstraint("copropriete_id", "date_ag"), VOTES)
    id: Mapped[Id]
    copropriete_id: Mapped[CoproprieteId]
    date_ag: Mapped[date] = mapped_column(index=True)
    heure: Mapped[time | None] = mapped_column(Time)
    lieu: Mapped[str | None]
    nature: Mapped[NatureAg] = mapped_column(statut(NatureAg), default=NatureAg.ORDINAIRE)
    convocation_presentee_le: Mapped[date | None]
    convocation_voie: Mapped[VoieConvocation | None] = mapped_column(statut(VoieConvocation))
    delai_convocation: Mapped[int] = mapped_column(default=21, server_default="21")
    formulaire_limite_imprimee: Mapped[date | None]
    formulaire_courriel: Mapped[str | None]
    formulaire_adresse: Mapped[str | None]
    canal: Mapped[Canal | None] = mapped_column(statut(Canal))
    pv_notifie_le: Mapped[date | None]
    document_id: Mapped[int | None] = mapped_column(BIG, ForeignKey("shared.document.id"))
    creee_par: Mapped[str]
    creee_le: Mapped[datetime]
    version: Mapped[int] = mapped_column(default=1)

    copropriete: Mapped[Copropriete] = relationship()
    resolutions: Mapped[list["Resolution"]] = relationship(order_by="Resolution.ordre", back_populates="ag")
    __mapper_args__ = {"version_id_col": version}

    @property
    def dates(self) -> DatesAg:
        """What our own dates are counted back from."""
        return DatesAg(self.date_ag, self.formulaire_limite_imprimee)


class PieceAg(Base):
    """A document that came attached to the notice of an assembly."""

    __tablename__ = "piece_ag"
    __table_args__ = (UniqueConstraint("ag_id", "document_id"), VOTES)
    id: Mapped[Id]
    ag_id: Mapped[int] = mapped_column(BIG, ForeignKey("votes.assemblee_generale.id"))
    document_id: Mapped[int] = mapped_column(BIG, ForeignKey("shared.document.id"))


class Resolution(Base):
    """One item of the agenda, its type and majority as we understand them, and our weight on its clé.

    ``article`` is ours, ``article_imprime`` the syndic's. ``voix_bailleur`` and ``voix_total`` are tantièmes on the
    clé at the date of the AG. ``information``: no vote. ``confiance`` in hundredths. ``note_cle``: what to check about
    the clé. ``corrige_par``: who corrected our type; ``retenue_le``: the day of the correction remembered for this
    wording that gave the type (None: ours, or corrected here). ``version`` is raised by each act on the resolution,
    an answer included, so that whoever read it before knows.

    ``notre_demande``: an item we asked for (décret art. 10), whose author must not decide it alone. ``visa_role``: the
    second role whose agreement the consigne needs, with ``visa_motif`` why; None when one answer is enough.
    """

    __tablename__ = "resolution"
    __table_args__ = (
        UniqueConstraint("ag_id", "ordre"),
        Index("ix_resolution_visa_role", "visa_role", **_only("visa_role IS NOT NULL")),
        Index("ix_resolution_notre_demande", "ag_id", **_only("notre_demande")),
        VOTES,
    )
    id: Mapped[Id]
    ag_id: Mapped[int] = mapped_column(BIG, ForeignKey("votes.assemblee_generale.id"), index=True)
    ordre: Mapped[int]
    numero: Mapped[str]
    intitule: Mapped[str]
    texte: Mapped[str | None]
    type: Mapped[str]
    article: Mapped[str]
    article_imprime: Mapped[str | None]
    confiance: Mapped[int]
    mots: Mapped[str]
    question: Mapped[str | None]
    corrige_par: Mapped[str | None]
    retenue_le: Mapped[date | None]
    information: Mapped[bool] = mapped_column(default=False)
    montant_centimes: Mapped[int | None]
    cle_repartition_id: Mapped[int | None] = mapped_column(BIG, ForeignKey("shared.cle_repartition.id"), index=True)
    note_cle: Mapped[str | None]
    voix_bailleur: Mapped[int | None]
    voix_total: Mapped[int | None]
    notre_demande: Mapped[bool] = mapped_column(default=False, server_default=false())
    visa_role: Mapped[str | None]
    visa_motif: Mapped[str | None]
    version: Mapped[int] = mapped_column(default=1)

    ag: Mapped[AssembleeGenerale] = relationship(back_populates="resolutions")
    cle: Mapped[CleRepartition | None] = relationship()
    affectations: Mapped[list["Affectation"]] = relationship(order_by="Affectation.id", back_populates="resolution")
    consignes: Mapped[list["Consigne"]] = relationship(order_by="Consigne.id", back_populates="resolution")
    resultat: Mapped["Resultat | None"] = relationship(back_populates="resolution")
    __mapper_args__ = {"version_id_col": version, "version_id_generator": False}

    @property
    def affectation(self) -> "Affectation | None":
        """Who must answer now: the last assignment."""
        return self.affectations[-1] if self.affectations else None

    @property
    def consigne(self) -> "Consigne | None":
        """The answer that holds: the last one, unless late information re-opened it."""
        last = self.consignes[-1] if self.consignes else None
        return last if last is not None and last.perimee_le is None else None
