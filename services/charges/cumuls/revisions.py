"""The revision of a copropriété in charges, raised by whatever changes what its pages show, and its sums in one value.

The row is held until the end of the transaction: two that change the same copropriété wait for each other here, so
that each sums what the other committed. Who changes several takes them in the order of their ids.
"""

from collections.abc import Collection, Mapping

from sqlalchemy import select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from services.charges.cumuls.cellules import Cellule, Cellules, Exercice, pack_cellules, unpack_cellules
from services.charges.cumuls.memoire import MemoireParCopropriete
from services.charges.models import DepenseAnnuelle, SommesCopropriete
from shared.database import is_postgresql, iter_raw


def raise_revision(session: Session, copropriete_id: int) -> None:
    """Say that what charges knows of a copropriété changes, and hold it until the transaction ends."""
    session.flush()
    insert = postgresql.insert if is_postgresql(session) else sqlite.insert
    sommes = SommesCopropriete.__table__
    session.execute(
        insert(SommesCopropriete)
        .values(copropriete_id=copropriete_id, revision=1)
        .on_conflict_do_update(index_elements=[sommes.c.copropriete_id], set_={"revision": sommes.c.revision + 1})
    )


def pack_sommes(session: Session, copropriete_id: int) -> None:
    """Write the yearly aggregate of a copropriété as one value; its row must be held (``raise_revision``)."""
    session.flush()
    contenu = pack_cellules(read_depenses(session, [copropriete_id]).get(copropriete_id, ()))
    session.execute(
        update(SommesCopropriete)
        .where(SommesCopropriete.copropriete_id == copropriete_id)
        .values(contenu=contenu)
        .execution_options(synchronize_session=False)
    )


def read_depenses(session: Session, copropriete_ids: Collection[int]) -> dict[int, list[Cellule]]:
    """The cells of some copropriétés from the rows of the aggregate, the oldest exercise first."""
    une = DepenseAnnuelle
    found: dict[int, list[Cellule]] = {}
    for ident, libelle, debut, fin, poste, cle, realise, budget, recuperable in session.execute(
        select(une.copropriete_id, une.exercice, une.debut, une.fin, une.poste, une.cle, une.realise_centimes,
               une.budget_centimes, une.recuperable_centimes)
        .where(une.copropriete_id.in_(copropriete_ids))
        .order_by(une.copropriete_id, une.fin, une.exercice, une.poste, une.cle)
    ):  # fmt: skip
        found.setdefault(ident, []).append(
            Cellule(Exercice(libelle, debut, fin), poste, cle, realise, budget, recuperable)
        )
    return found


TOUTES = select(SommesCopropriete.copropriete_id, SommesCopropriete.contenu).order_by(SommesCopropriete.copropriete_id)


def read_sommes(session: Session, copropriete_ids: Collection[int] | None = None) -> dict[int, Cellules]:
    """The cells of some copropriétés, or of all: one query that reads a row each."""
    query = TOUTES
    if copropriete_ids is not None:
        query = TOUTES.where(SommesCopropriete.copropriete_id.in_(copropriete_ids))
    contenus: dict[int, bytes | None] = dict(iter_raw(session, query))
    bruts = [ident for ident, contenu in contenus.items() if contenu is None]
    depenses = read_depenses(session, bruts) if bruts else {}
    return {
        ident: unpack_cellules(pack_cellules(depenses.get(ident, ())) if contenu is None else contenu)
        for ident, contenu in contenus.items()
    }


_sommes: MemoireParCopropriete[Cellules] = MemoireParCopropriete()


def recall_sommes(session: Session, marques: Mapping[int, tuple[int, int]]) -> dict[int, Cellules]:
    """The cells of every copropriété that has sums: those that changed are read, the others are known.

    :param marques: by copropriété, any number and its revision (``ask_marques``).
    """
    revisions = {ident: revision for ident, (_, revision) in marques.items() if revision}
    return _sommes.recall(session, revisions, lambda ids: read_sommes(session, ids))
