"""The yearly aggregate (copropriété, exercise, poste, clé) kept from the lines, in the transaction that changes them.

Pages, indicators, comparisons and forecasts read the aggregate, never the lines: only the exercise that changes is
summed again, some hundreds of lines by one indexed query, and its copropriété packed anew.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from services.charges.comptes.budgets_annexe2 import load_budgets_votes
from services.charges.cumuls.revisions import pack_sommes, raise_revision, read_sommes
from services.charges.models import ComptesAnnuels, DepenseAnnuelle, LigneCharge, StatutComptes
from services.charges.postes.recuperation import split_recuperable
from shared.database import insert_rows

COLONNES = ("copropriete_id", "exercice", "debut", "fin", "poste", "cle", "budget_centimes", "realise_centimes",
            "recuperable_centimes", "lignes")  # fmt: skip
AVEC_LIGNES = (StatutComptes.RECUS, StatutComptes.APPROUVES, StatutComptes.REMPLACES)


def refresh_agregat(session: Session, copropriete_id: int, exercice: str, debut: date, fin: date) -> None:
    """Sum again the active lines of one exercise; a poste that has none left keeps only its budget, or goes.

    The budget of each poste is what the annex 2 of the accounts kept says of it, when it says one.
    """
    raise_revision(session, copropriete_id)
    sommes = _sum_lignes(session, copropriete_id, exercice)
    known = {
        (row.poste, row.cle): row
        for row in session.scalars(
            select(DepenseAnnuelle)
            .where(DepenseAnnuelle.copropriete_id == copropriete_id, DepenseAnnuelle.exercice == exercice)
            .execution_options(populate_existing=True)
        )
    }
    votes = load_budgets_votes(session, copropriete_id, exercice)
    for lieu, row in known.items():
        row.budget_centimes = votes.get(lieu) if votes else row.budget_centimes
        if lieu not in sommes:
            if row.budget_centimes is None:
                session.delete(row)
            else:
                row.realise_centimes = row.recuperable_centimes = row.lignes = 0
    for poste, cle in {**sommes, **votes}:
        kept = known.get((poste, cle))
        if kept is None:
            kept = DepenseAnnuelle(
                copropriete_id=copropriete_id, exercice=exercice, poste=poste, cle=cle,
                budget_centimes=votes.get((poste, cle)),
            )  # fmt: skip
            session.add(kept)
        kept.debut, kept.fin = debut, fin
        kept.realise_centimes, kept.recuperable_centimes, kept.lignes = sommes[poste, cle]
    pack_sommes(session, copropriete_id)


def _sum_lignes(session: Session, copropriete_id: int, exercice: str) -> dict[tuple[str, str], list[int]]:
    """(spent, recoverable, number of lines) of each (poste, clé), from the lines that count."""
    sommes: dict[tuple[str, str], list[int]] = defaultdict(lambda: [0, 0, 0])
    rows = session.execute(
        select(
            LigneCharge.poste, LigneCharge.cle, LigneCharge.taux_centiemes,
            func.sum(LigneCharge.montant_centimes), func.count(LigneCharge.id),
        )
        .where(
            LigneCharge.copropriete_id == copropriete_id, LigneCharge.exercice == exercice,
            LigneCharge.active.is_(True),
        )
        .group_by(LigneCharge.poste, LigneCharge.cle, LigneCharge.taux_centiemes)
    )  # fmt: skip
    for poste, cle, taux, montant, nombre in rows:
        somme = sommes[poste, cle]
        somme[0] += int(montant)
        somme[1] += split_recuperable(int(montant), Decimal(taux) / 100).recuperable
        somme[2] += nombre
    return sommes


def keep_depenses(session: Session, rows: Iterable[Sequence[Any]]) -> int:
    """Keep years given as a whole, without lines: ``rows`` in the order of ``COLONNES``. Returns how many."""
    connues: dict[int, list[Sequence[Any]]] = defaultdict(list)
    for row in rows:
        connues[row[0]].append(row)
    for copropriete_id in sorted(connues):
        raise_revision(session, copropriete_id)
    insert_rows(session, DepenseAnnuelle.__table__, COLONNES, (row for siennes in connues.values() for row in siennes))  # type: ignore[arg-type]
    for copropriete_id in connues:
        pack_sommes(session, copropriete_id)
    return sum(map(len, connues.values()))


def rebuild_agregat(session: Session, copropriete_id: int) -> bool:
    """Sum every exercise that has lines again, and pack the copropriété anew; returns whether something had drifted.

    Years given as a whole stay as they were given.
    """
    raise_revision(session, copropriete_id)
    before = _read_kept(session, copropriete_id)
    for exercice, (debut, fin) in _list_exercices(session, copropriete_id).items():
        refresh_agregat(session, copropriete_id, exercice, debut, fin)
    pack_sommes(session, copropriete_id)
    return before != _read_kept(session, copropriete_id)


def _read_kept(session: Session, copropriete_id: int) -> tuple[Any, ...]:
    """The rows, and what the compact sums say."""
    rows = session.execute(
        select(*(DepenseAnnuelle.__table__.c[colonne] for colonne in COLONNES))
        .where(DepenseAnnuelle.copropriete_id == copropriete_id)
        .order_by(DepenseAnnuelle.exercice, DepenseAnnuelle.poste, DepenseAnnuelle.cle)
    )
    return [tuple(row) for row in rows], list(read_sommes(session, [copropriete_id])[copropriete_id])


def _list_exercices(session: Session, copropriete_id: int) -> dict[str, tuple[date, date]]:
    """The days of each exercise that lines were kept of; those of accounts that still stand win."""
    rows = session.execute(
        select(ComptesAnnuels.exercice, ComptesAnnuels.debut, ComptesAnnuels.fin)
        .where(ComptesAnnuels.copropriete_id == copropriete_id, ComptesAnnuels.statut.in_(AVEC_LIGNES))
        .order_by(ComptesAnnuels.statut != StatutComptes.REMPLACES, ComptesAnnuels.id)
    )
    return {exercice: (debut, fin) for exercice, debut, fin in rows if exercice and debut and fin}
