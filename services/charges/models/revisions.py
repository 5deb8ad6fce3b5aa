"""The yearly aggregate of a copropriété in one row: read at once, kept in memory, and known to change."""

from sqlalchemy import ForeignKey, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from services.charges.models.montants import CHARGES
from shared.models.base import BIG, Base


class SommesCopropriete(Base):
    """Every ``DepenseAnnuelle`` of a copropriété as one value (``cellules``), written in their transaction.

    ``revision`` grows each time: whoever changes the aggregate holds this row until his transaction ends.
    ``contenu``: None before the first packing, when the rows themselves are read.
    """

    __tablename__ = "sommes_copropriete"
    __table_args__ = CHARGES
    copropriete_id: Mapped[int] = mapped_column(BIG, ForeignKey("shared.copropriete.id"), primary_key=True)
    revision: Mapped[int]
    contenu: Mapped[bytes | None] = mapped_column(LargeBinary)
