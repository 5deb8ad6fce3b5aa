"""Who works here: agents, their roles and agencies, their sessions, their one-time links."""

from datetime import datetime

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from shared.models.base import BIG, Base, Id
from shared.models.patrimoine import SHARED, Agence


class Agent(Base):
    """An employee. Without a password he cannot sign in yet; inactive, he cannot sign in any more."""

    __tablename__ = "agent"
    __table_args__ = SHARED
    id: Mapped[Id]
    courriel: Mapped[str] = mapped_column(unique=True)
    nom: Mapped[str]
    actif: Mapped[bool] = mapped_column(default=True)
    empreinte_mot_de_passe: Mapped[str | None]
    version: Mapped[int] = mapped_column(default=1)

    roles: Mapped[list["RoleAgent"]] = relationship(order_by="RoleAgent.role", cascade="all, delete-orphan")
    agences: Mapped[list[Agence]] = relationship(secondary="shared.agent_agence", order_by=Agence.code)
    __mapper_args__ = {"version_id_col": version}


class RoleAgent(Base):
    """A role held by an agent: RC, TE, CO, JU, PX, DI or ADMIN."""

    __tablename__ = "role_agent"
    __table_args__ = SHARED
    agent_id: Mapped[int] = mapped_column(BIG, ForeignKey("shared.agent.id"), primary_key=True)
    role: Mapped[str] = mapped_column(primary_key=True)


class AgentAgence(Base):
    """An agency an agent works for."""

    __tablename__ = "agent_agence"
    __table_args__ = SHARED
    agent_id: Mapped[int] = mapped_column(BIG, ForeignKey("shared.agent.id"), primary_key=True)
    agence_id: Mapped[int] = mapped_column(BIG, ForeignKey("shared.agence.id"), primary_key=True)


class SessionAgent(Base):
    """A signed-in browser. Kept on the server so that signing out, disabling or a theft ends it at once."""

    __tablename__ = "session_agent"
    __table_args__ = SHARED
    id: Mapped[str] = mapped_column(primary_key=True)
    agent_id: Mapped[int] = mapped_column(BIG, ForeignKey("shared.agent.id"), index=True)
    ouverte_le: Mapped[datetime]
    vue_le: Mapped[datetime]
    revoquee_le: Mapped[datetime | None]

    agent: Mapped[Agent] = relationship()


class LienUsageUnique(Base):
    """An invitation or a password reset. Only the digest of its token is kept."""

    __tablename__ = "lien_usage_unique"
    __table_args__ = SHARED
    empreinte: Mapped[str] = mapped_column(primary_key=True)
    agent_id: Mapped[int] = mapped_column(BIG, ForeignKey("shared.agent.id"), index=True)
    cree_le: Mapped[datetime]
    expire_le: Mapped[datetime]
    utilise_le: Mapped[datetime | None]

    agent: Mapped[Agent] = relationship()


class TentativeConnexion(Base):
    """A failed sign-in, counted by account and by address over a sliding window."""

    __tablename__ = "tentative_connexion"
    __table_args__ = SHARED
    id: Mapped[Id]
    courriel: Mapped[str] = mapped_column(index=True)
    adresse: Mapped[str] = mapped_column(index=True)
    le: Mapped[datetime] = mapped_column(index=True)


class Vue(Base):
    """A list kept under a name in « Mes vues »: an address with its filters."""

    __tablename__ = "vue"
    __table_args__ = (UniqueConstraint("agent_id", "nom"), SHARED)
    id: Mapped[Id]
    agent_id: Mapped[int] = mapped_column(BIG, ForeignKey("shared.agent.id"), index=True)
    nom: Mapped[str]
    adresse: Mapped[str]
