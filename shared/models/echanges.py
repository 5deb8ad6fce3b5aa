"""What must not be lost between programs: facts to send, facts received, failures, mails, replayed requests.

An outbox row is written in the transaction of the change it reports; the relay carries it to the broker afterwards.
That is why a queue is not enough: a queue cannot commit together with our tables.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from shared.models.base import Base, Id
from shared.models.patrimoine import SHARED


class OutboxMessage(Base):
    """One fact for one subscriber. ``id`` is also the message's id on the broker; ``rang`` is the order of sending."""

    __tablename__ = "outbox_message"
    __table_args__ = (
        Index(
            "ix_outbox_message_a_envoyer",
            "rang",
            sqlite_where=text("envoye_le IS NULL"),
            postgresql_where=text("envoye_le IS NULL"),
        ),
        SHARED,
    )
    rang: Mapped[Id]
    id: Mapped[str] = mapped_column(unique=True)
    fait: Mapped[str]
    service: Mapped[str]
    contenu: Mapped[dict[str, Any]]
    cree_le: Mapped[datetime]
    envoye_le: Mapped[datetime | None]
    tentatives: Mapped[int] = mapped_column(default=0)
    derniere_erreur: Mapped[str | None]


class ProcessedMessage(Base):
    """A message this service has already handled, written in the transaction of its effect."""

    __tablename__ = "processed_message"
    __table_args__ = SHARED
    service: Mapped[str] = mapped_column(primary_key=True)
    id: Mapped[str] = mapped_column(primary_key=True)
    traite_le: Mapped[datetime]


class FailedMessage(Base):
    """A message whose retries are exhausted, with its last error; ops replay it by command."""

    __tablename__ = "failed_message"
    __table_args__ = (UniqueConstraint("message_id"), SHARED)
    id: Mapped[Id]
    message_id: Mapped[str]
    fait: Mapped[str]
    service: Mapped[str]
    erreur: Mapped[str]
    echoue_le: Mapped[datetime]
    rejoue_le: Mapped[datetime | None]


class CourrielSortant(Base):
    """A mail to send, written with the act that causes it. A crash after sending may send it twice, never lose it."""

    __tablename__ = "courriel_sortant"
    __table_args__ = SHARED
    id: Mapped[Id]
    destinataire: Mapped[str]
    sujet: Mapped[str]
    corps: Mapped[str]
    documents: Mapped[list[Any]]
    cree_le: Mapped[datetime]
    envoye_le: Mapped[datetime | None] = mapped_column(index=True)
    tentatives: Mapped[int] = mapped_column(default=0)
    prochain_essai_le: Mapped[datetime | None]
    derniere_erreur: Mapped[str | None]


class CleIdempotence(Base):
    """The answer given to an HTTP write that carried an ``Idempotency-Key``: the same request gets it again."""

    __tablename__ = "cle_idempotence"
    __table_args__ = SHARED
    cle: Mapped[str] = mapped_column(primary_key=True)
    agent: Mapped[str] = mapped_column(primary_key=True)
    requete: Mapped[str]
    empreinte: Mapped[str]
    statut: Mapped[int]
    reponse: Mapped[str]
    cree_le: Mapped[datetime]


class Battement(Base):
    """The last sign of life of a process that has no web door: relay, scheduler, worker."""

    __tablename__ = "battement"
    __table_args__ = SHARED
    processus: Mapped[str] = mapped_column(primary_key=True)
    vu_le: Mapped[datetime]
