"""What charges needs of the patrimoine of each copropriété, kept in memory while its version is the same."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from services.charges.cumuls.memoire import MemoireParCopropriete
from services.charges.models import SommesCopropriete
from shared.models import Copropriete, MandatSyndic

Marques = dict[int, tuple[int, int]]
"""By copropriété: the version of its patrimoine, and its revision in charges."""


@dataclass(frozen=True, slots=True)
class FichePatrimoine:
    """A copropriété and the syndics it had; surface and main lots are 0 where nobody knows them."""

    id: int
    code: str
    nom: str
    agence_id: int
    surface_m2: int
    lots_principaux: int
    mandats: tuple[tuple[date | None, date | None, int], ...]

    def syndic_at(self, jour: date) -> int | None:
        """The id of the syndic in charge on a day; of two, the last appointed."""
        for du, au, ident in reversed(self.mandats):
            if (du is None or du <= jour) and (au is None or au >= jour):
                return ident
        return None


_fiches: MemoireParCopropriete[FichePatrimoine] = MemoireParCopropriete()


MARQUES = select(Copropriete.id, Copropriete.version, func.coalesce(SommesCopropriete.revision, 0)).outerjoin(
    SommesCopropriete, SommesCopropriete.copropriete_id == Copropriete.id
)


def ask_marques(session: Session) -> Marques:
    """What changes with each copropriété, for the whole portfolio: one query, rows in their plainest form."""
    curseur = session.connection().execute(MARQUES).cursor
    return {ident: (version, revision) for ident, version, revision in (curseur.fetchall() if curseur else ())}


def load_fiches(session: Session, marques: Marques) -> dict[int, FichePatrimoine]:
    """Every copropriété of the landlord by id; only those whose patrimoine changed are read."""
    versions = {ident: version for ident, (version, _) in marques.items()}
    return _fiches.recall(session, versions, lambda ids: read_fiches(session, ids))


def read_fiches(session: Session, ids: Collection[int]) -> dict[int, FichePatrimoine]:
    """Some copropriétés as the database has them now, in two queries."""
    mandats: dict[int, list[tuple[date | None, date | None, int]]] = {}
    for ident, du, au, syndic_id in session.execute(
        select(MandatSyndic.copropriete_id, MandatSyndic.du, MandatSyndic.au, MandatSyndic.syndic_id)
        .where(MandatSyndic.copropriete_id.in_(ids))
        .order_by(func.coalesce(MandatSyndic.du, date.min), MandatSyndic.id)
    ):
        mandats.setdefault(ident, []).append((du, au, syndic_id))
    une = Copropriete
    return {
        ident: FichePatrimoine(
            ident, code, nom, agence_id, surface or 0, lots or 0, tuple(mandats.get(ident, ()))
        )
        for ident, code, nom, agence_id, surface, lots in session.execute(
            select(une.id, une.code, une.nom, une.agence_id, une.surface_m2, une.lots_principaux).where(une.id.in_(ids))
        )
    }  # fmt: skip
