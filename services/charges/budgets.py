"""Budgets heard from votes, kept as dated lines: a later vote replaces an earlier one without erasing it."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.charges.cumuls.revisions import raise_revision
from services.charges.models import MontantBudgete
from shared.database import lock_for_update
from shared.messages import BudgetVote

VERROU = 7_106_200_000_000
"""Two facts of one copropriété handled at once must not each forget the other."""


def record_budget(session: Session, fact: BudgetVote) -> None:
    """Keep what an AG voted for an exercise, clé by clé and nature by nature.

    Facts may come in any order: in force is the latest AG, and of one AG the latest version of its minutes. Zero says
    that corrected minutes took the vote back.
    """
    lock_for_update(session, VERROU + fact.copropriete_id)
    for montant in fact.montants:
        _record_ligne(session, fact, montant)
    raise_revision(session, fact.copropriete_id)


def list_budgets(session: Session, copropriete_id: int) -> Sequence[MontantBudgete]:
    """The budgets in force of a copropriété, the latest exercise first."""
    query = select(MontantBudgete).where(
        MontantBudgete.copropriete_id == copropriete_id,
        MontantBudgete.remplace_le.is_(None),
        MontantBudgete.montant_centimes != 0,
    )
    return session.scalars(query.order_by(MontantBudgete.debut.desc(), MontantBudgete.cle, MontantBudgete.nature)).all()


def _record_ligne(session: Session, fact: BudgetVote, montant: dict[str, Any]) -> None:
    kept = list(
        session.scalars(
            select(MontantBudgete).where(
                MontantBudgete.copropriete_id == fact.copropriete_id,
                MontantBudgete.exercice == fact.exercice,
                MontantBudgete.cle == montant["cle"],
                MontantBudgete.nature == montant["nature"],
            )
        )
    )
    if any((row.date_ag, row.rang) == (fact.date_ag, fact.rang) for row in kept):
        return
    ligne = MontantBudgete(
        copropriete_id=fact.copropriete_id, date_ag=fact.date_ag, exercice=fact.exercice, debut=fact.debut,
        fin=fact.fin, cle=montant["cle"], nature=montant["nature"], montant_centimes=montant["montant_centimes"],
        rang=fact.rang,
    )  # fmt: skip
    session.add(ligne)
    for former, later in pairwise(sorted([*kept, ligne], key=lambda row: (row.date_ag, row.rang))):
        former.remplace_le = later.date_ag
