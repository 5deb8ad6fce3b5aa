"""The budgets assemblies voted, as charges knows them: the latest vote counts, a zero takes it back."""

from dataclasses import replace
from datetime import date
from itertools import permutations

import pytest
from sqlalchemy import Engine, func, select

from services.charges.budgets import list_budgets, record_budget
from services.charges.models import MontantBudgete
from shared.database import Lecture, Session
from shared.messages import BudgetVote
from shared.models import Agence, Copropriete


@pytest.fixture
def fact(base: Engine) -> BudgetVote:
    with Session.begin() as session:
        copropriete = Copropriete(code="C001", nom="Les Tilleuls", agence=Agence(code="LYO", nom="Lyon"))
        session.add(copropriete)
        session.flush()
        return BudgetVote(
            copropriete_id=copropriete.id, date_ag=date(2026, 11, 3), exercice="2027", debut=date(2027, 1, 1),
            fin=date(2027, 12, 31), montants=an_amount(8_600_000),
        )  # fmt: skip


def an_amount(centimes: int) -> list[dict]:
    return [{"cle": "GEN", "nature": "COURANT", "montant_centimes": centimes}]


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_the_latest_version_of_the_minutes_counts_whatever_the_order(fact: BudgetVote, order) -> None:
    said = [fact, replace(fact, rang=2, montants=an_amount(8_000_000)), replace(fact, rang=3, montants=an_amount(7))]
    for rank in (*order, 0):
        with Session.begin() as session:
            record_budget(session, said[rank])
    with Lecture() as session:
        (known,) = list_budgets(session, fact.copropriete_id)
        assert (known.montant_centimes, known.rang) == (7, 3)
        assert session.scalar(select(func.count()).select_from(MontantBudgete)) == 3


def test_a_budget_taken_back_is_not_known_any_more(fact: BudgetVote) -> None:
    with Session.begin() as session:
        record_budget(session, fact)
        record_budget(session, replace(fact, rang=2, montants=an_amount(0)))
    with Lecture() as session:
        assert list_budgets(session, fact.copropriete_id) == []
