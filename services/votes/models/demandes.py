"""What we ask a syndic to put on an agenda (décret art. 10), followed until it is there."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from services.votes.models.assemblees import VOTES, Resolution
from services.votes.models.envois import CanalEnvoi
from services.votes.models.relances import EtapeRelance
from services.votes.models.resultats import Suite
from shared.models.agents import Agent
from shared.models.base import BIG, Base, CoproprieteId, Id, statut
from shared.models.echanges import CourrielSortant
from shared.models.journal import Document
from shared.models.patrimoine import Copropriete


class EtatDemande(StrEnum):
    """Where a request stands."""

    BROUILLON = "BROUILLON"
    ENVOYEE = "ENVOYEE"
    INSCRITE = "INSCRITE"
    ABANDONNEE = "ABANDONNEE"


class DemandeOrdreDuJour(Base):
    """An item we ask for: its title, the draft resolution put to the vote, and why we ask.

    ``ag_prevue``: the assembly aimed at, when known. ``resolution_id``: the item of the agenda that answers it.
    ``suite_id``: the task to chase an agenda that came without it; ``relances``: the times no agenda had come.
    """

    __tablename__ = "demande_ordre_du_jour"
    __table_args__ = VOTES
    id: Mapped[Id]
    copropriete_id: Mapped[CoproprieteId]
    intitule: Mapped[str]
    projet: Mapped[str]
    expose: Mapped[str]
    montant_centimes: Mapped[int | None]
    ag_prevue: Mapped[date | None]
    etat: Mapped[EtatDemande] = mapped_column(statut(EtatDemande), default=EtatDemande.BROUILLON, index=True)
    lettre_id: Mapped[int | None] = mapped_column(BIG, ForeignKey("shared.document.id"))
    canal: Mapped[CanalEnvoi | None] = mapped_column(statut(CanalEnvoi))
    destinataire: Mapped[str | None]
    reference: Mapped[str | None]
    envoyee_le: Mapped[datetime | None]
    courriel_id: Mapped[int | None] = mapped_column(BIG, ForeignKey("shared.courriel_sortant.id"))
    preuve_id: Mapped[int | None] = mapped_column(BIG, ForeignKey("shared.document.id"))
    resolution_id: Mapped[int | None] = mapped_column(BIG, ForeignKey("votes.resolution.id"), index=True)
    suite_id: Mapped[int | None] = mapped_column(BIG, ForeignKey("votes.suite.id"))
    motif_abandon: Mapped[str | None]
    creee_par: Mapped[str]
    creee_le: Mapped[datetime]
    version: Mapped[int] = mapped_column(default=1)

    copropriete: Mapped[Copropriete] = relationship()
    lettre: Mapped[Document | None] = relationship(foreign_keys=[lettre_id])
    preuve: Mapped[Document | None] = relationship(foreign_keys=[preuve_id])
    courriel: Mapped[CourrielSortant | None] = relationship()
    resolution: Mapped[Resolution | None] = relationship()
    suite: Mapped[Suite | None] = relationship()
    relances: Mapped[list["RelanceDemande"]] = relationship(
        back_populates="demande", order_by="RelanceDemande.id", lazy="selectin"
    )
    __mapper_args__ = {"version_id_col": version}


class RelanceDemande(Base):
    """A request that no agenda has answered yet, given to somebody who asks the syndic again and says what came of it.

    ``etape``: first its author, then the manager; one is open at a time.
    """

    __tablename__ = "relance_demande"
    __table_args__ = VOTES
    id: Mapped[Id]
    demande_id: Mapped[int] = mapped_column(BIG, ForeignKey("votes.demande_ordre_du_jour.id"), index=True)
    etape: Mapped[EtapeRelance] = mapped_column(statut(EtapeRelance))
    agent_id: Mapped[int] = mapped_column(BIG, ForeignKey("shared.agent.id"))
    motif: Mapped[str]
    le: Mapped[datetime]
    faite_le: Mapped[datetime | None]
    faite_par: Mapped[str | None]
    commentaire: Mapped[str | None]

    demande: Mapped[DemandeOrdreDuJour] = relationship(back_populates="relances")
    agent: Mapped[Agent] = relationship(lazy="joined")
