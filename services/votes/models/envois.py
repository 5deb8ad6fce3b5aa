"""What leaves us: who may sign, the locked instruction sheets of an assembly, and the proofs of their sending."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from services.votes.models.assemblees import VOTES, AssembleeGenerale, Canal
from shared.models.agents import Agent
from shared.models.base import BIG, Base, Id, statut
from shared.models.echanges import CourrielSortant
from shared.models.journal import Document


class DelegationSignature(Base):
    """Who may sign for the landlord, under which act (``reference``), between two days, up to an amount of ours.

    ``plafond_centimes``: the largest quote-part one sheet may commit; None: no ceiling.
    """

    __tablename__ = "delegation_signature"
    __table_args__ = (UniqueConstraint("agent_id", "reference"), VOTES)
    id: Mapped[Id]
    agent_id: Mapped[int] = mapped_column(BIG, ForeignKey("shared.agent.id"))
    qualite: Mapped[str]
    reference: Mapped[str]
    plafond_centimes: Mapped[int | None]
    du: Mapped[date]
    au: Mapped[date | None]
    creee_par: Mapped[str]
    creee_le: Mapped[datetime]
    version: Mapped[int] = mapped_column(default=1)

    agent: Mapped[Agent] = relationship()
    __mapper_args__ = {"version_id_col": version}


class Signature(StrEnum):
    """How a sheet was signed: by hand on paper then scanned, or sealed with the organisation's certificate."""

    MANUSCRITE = "MANUSCRITE"
    SCELLEE = "SCELLEE"


class FeuilleInstruction(Base):
    """The instructions of an assembly as they left: locked, numbered, never changed. A new version cancels the former.

    ``contenu``: everything printed, as it was that day, with its digest. ``expediteur_id``: the one person who signs
    and sends for this assembly. ``feuille_id``, ``acte_id``, ``dossier_id``: the sheet, the paper to sign (form or
    pouvoir), the pack of whoever attends; ``signe_id``: the signed paper. One sheet per assembly is in force.
    """

    __tablename__ = "feuille_instruction"
    __table_args__ = (
        UniqueConstraint("ag_id", "rang"),
        UniqueConstraint("numero"),
        Index(
            "uq_feuille_instruction_en_vigueur",
            "ag_id",
            unique=True,
            sqlite_where=text("annulee_le IS NULL"),
            postgresql_where=text("annulee_le IS NULL"),
        ),
        VOTES,
    )
    id: Mapped[Id]
    ag_id: Mapped[int] = mapped_column(BIG, ForeignKey("votes.assemblee_generale.id"), index=True)
    rang: Mapped[int]
    numero: Mapped[str]
    remplace: Mapped[str | None]
    canal: Mapped[Canal] = mapped_column(statut(Canal))
    contenu: Mapped[dict[str, Any]]
    empreinte: Mapped[str]
    delegation_id: Mapped[int] = mapped_column(BIG, ForeignKey("votes.delegation_signature.id"))
    expediteur_id: Mapped[int] = mapped_column(BIG, ForeignKey("shared.agent.id"))
    feuille_id: Mapped[int] = mapped_column(BIG, ForeignKey("shared.document.id"))
    acte_id: Mapped[int | None] = mapped_column(BIG, ForeignKey("shared.document.id"))
    dossier_id: Mapped[int | None] = mapped_column(BIG, ForeignKey("shared.document.id"))
    signe_id: Mapped[int | None] = mapped_column(BIG, ForeignKey("shared.document.id"))
    signature: Mapped[Signature | None] = mapped_column(statut(Signature))
    signee_le: Mapped[datetime | None]
    signee_par: Mapped[str | None]
    verrouillee_par: Mapped[str]
    verrouillee_le: Mapped[datetime]
    annulee_le: Mapped[datetime | None]
    annulee_motif: Mapped[str | None]
    version: Mapped[int] = mapped_column(default=1)

    ag: Mapped[AssembleeGenerale] = relationship()
    delegation: Mapped[DelegationSignature] = relationship()
    expediteur: Mapped[Agent] = relationship()
    feuille: Mapped[Document] = relationship(foreign_keys=[feuille_id])
    acte: Mapped[Document | None] = relationship(foreign_keys=[acte_id])
    dossier: Mapped[Document | None] = relationship(foreign_keys=[dossier_id])
    signe: Mapped[Document | None] = relationship(foreign_keys=[signe_id])
    envois: Mapped[list["EnvoiFeuille"]] = relationship(order_by="EnvoiFeuille.id", back_populates="feuille")
    __mapper_args__ = {"version_id_col": version}


class CanalEnvoi(StrEnum):
    """How a signed paper leaves."""

    COURRIEL = "COURRIEL"
    RECOMMANDE = "RECOMMANDE"
    MAIN_PROPRE = "MAIN_PROPRE"
    ESPACE_EN_LIGNE = "ESPACE_EN_LIGNE"


class EnvoiFeuille(Base):
    """The proof that a signed paper left: what, when, how, to whom. ``hors_delai``: after the limit of the form.

    ``courriel_id``: the mail of our outbox, which says when the server took it; ``preuve_id``: the receipt kept.
    """

    __tablename__ = "envoi_feuille"
    __table_args__ = VOTES
    id: Mapped[Id]
    feuille_id: Mapped[int] = mapped_column(BIG, ForeignKey("votes.feuille_instruction.id"), index=True)
    document_id: Mapped[int] = mapped_column(BIG, ForeignKey("shared.document.id"))
    canal: Mapped[CanalEnvoi] = mapped_column(statut(CanalEnvoi))
    destinataire: Mapped[str]
    reference: Mapped[str | None]
    le: Mapped[datetime]
    hors_delai: Mapped[bool] = mapped_column(default=False)
    courriel_id: Mapped[int | None] = mapped_column(BIG, ForeignKey("shared.courriel_sortant.id"))
    preuve_id: Mapped[int | None] = mapped_column(BIG, ForeignKey("shared.document.id"))
    par: Mapped[str]

    feuille: Mapped[FeuilleInstruction] = relationship(back_populates="envois")
    document: Mapped[Document] = relationship(foreign_keys=[document_id])
    preuve: Mapped[Document | None] = relationship(foreign_keys=[preuve_id])
    courriel: Mapped[CourrielSortant | None] = relationship()

    @property
    def parti(self) -> bool:
        """Whether it really left: a mail does once the server took it, anything else when its proof was kept."""
        return self.courriel is None or self.courriel.envoye_le is not None
