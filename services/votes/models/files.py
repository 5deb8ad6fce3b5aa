"""The lines of the queues: what each employee finds in « À voter », ready to be counted, sorted and added up."""

from datetime import date
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, event
from sqlalchemy.orm import Mapped, UOWTransaction, mapped_column
from sqlalchemy.orm import Session as OrmSession

from services.votes.models.assemblees import VOTES
from shared.database import Session
from shared.models.base import BIG, Base, statut


class Volet(StrEnum):
    """Where a line stands: an answer to give, a consigne to agree to, an answer given."""

    A_DONNER = "A_DONNER"
    A_VISER = "A_VISER"
    DONNEE = "DONNEE"


class LigneFile(Base):
    """A resolution in somebody's queue. Derived, never by hand: ``consignes.lignes_file`` alone writes it.

    ``agent_id``: who must answer, or who answered; ``role``: whose agreement is awaited. ``limite``: the day by which
    the form of its assembly must be in, before which our own date comes. The rest is copied from the resolution and its
    assembly, so that a queue is read in one narrow table. ``quote_part_centimes``: None without an
    amount, a cost or a weight. ``recherche``: the title without case or accents. The key is the order in which a queue
    is read; on SQLite the table itself lies in that order. The totals are read in their index alone.
    """

    __tablename__ = "ligne_file"
    __table_args__ = (
        Index("ix_ligne_file_totaux", "volet", "agent_id", "copropriete_id", "date_ag", "quote_part_centimes"),
        VOTES | {"sqlite_with_rowid": False},
    )
    volet: Mapped[Volet] = mapped_column(statut(Volet), primary_key=True)
    agent_id: Mapped[int] = mapped_column(BIG, ForeignKey("shared.agent.id"), primary_key=True)
    limite: Mapped[date] = mapped_column(primary_key=True)
    ag_id: Mapped[int] = mapped_column(BIG, primary_key=True, autoincrement=False)
    ordre: Mapped[int] = mapped_column(BIG, primary_key=True, autoincrement=False)
    resolution_id: Mapped[int] = mapped_column(BIG, ForeignKey("votes.resolution.id"), index=True)
    date_ag: Mapped[date]
    role: Mapped[str | None]
    copropriete_id: Mapped[int]
    type: Mapped[str]
    quote_part_centimes: Mapped[int | None]
    recherche: Mapped[str]


@event.listens_for(Session, "after_flush")
def keep_lignes(session: OrmSession, _context: UOWTransaction) -> None:
    """Whoever writes what lines come from, the lines follow. Imported late: their writer reads these tables."""
    from services.votes.consignes.lignes_file import follow_flush

    follow_flush(session)
