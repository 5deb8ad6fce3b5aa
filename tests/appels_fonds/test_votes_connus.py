"""What assemblies voted becomes the calls to expect; the latest vote counts, whatever the order of arrival."""

from datetime import date
from itertools import permutations

import pytest
from sqlalchemy import Engine, select

from services.appels_fonds.controles.votes_connus import (
    list_changements,
    list_trimestres,
    list_votes,
    record_budget,
    record_changement,
    record_travaux,
)
from services.appels_fonds.models import ChangementSyndic, VoteConnu
from shared.database import Lecture, Session
from shared.messages import BudgetVote, MandatSyndicChange, TravauxVotes
from shared.models import Agence, Copropriete, Syndic


@pytest.fixture
def copropriete_id(base: Engine) -> int:
    with Session.begin() as session:
        agence = Agence(code="LYO", nom="Lyon")
        copropriete = Copropriete(code="C001", nom="Les Tilleuls", agence=agence)
        session.add_all([agence, copropriete, Syndic(code="S1", nom="Un"), Syndic(code="S2", nom="Deux")])
        session.flush()
        return copropriete.id


def a_budget(copropriete_id: int, centimes: int = 8_600_001, rang: int = 1, date_ag=date(2026, 11, 3)) -> BudgetVote:
    return BudgetVote(
        copropriete_id=copropriete_id, date_ag=date_ag, exercice="2027", debut=date(2027, 1, 1), rang=rang,
        fin=date(2027, 12, 31), montants=[{"cle": "GEN", "nature": "COURANT", "montant_centimes": centimes}],
    )  # fmt: skip


def some_travaux(copropriete_id: int, centimes: int, rang: int) -> TravauxVotes:
    return TravauxVotes(
        copropriete_id=copropriete_id, date_ag=date(2026, 11, 3), resolution="3", libelle="Toiture", cle="BATA",
        montant_centimes=centimes, rang=rang, echeances=["2027-01-01", "2027-04-01", "2027-07-01"] if centimes else [],
    )  # fmt: skip


def expected(copropriete_id: int) -> list[tuple[str, str, list[tuple[date, int]]]]:
    with Lecture() as session:
        return [
            (vote.nature, vote.cle, [(one.exigible, one.montant_centimes) for one in vote.attendus])
            for vote in list_votes(session, copropriete_id)
        ]


def test_a_budget_is_expected_by_quarters_to_the_centime(copropriete_id: int) -> None:
    with Session.begin() as session:
        record_budget(session, a_budget(copropriete_id))
    ((nature, cle, calls),) = expected(copropriete_id)
    assert (nature, cle, sum(montant for _, montant in calls)) == ("provision", "GEN", 8_600_001)
    assert [jour for jour, _ in calls] == [date(2027, mois, 1) for mois in (1, 4, 7, 10)]


def test_works_are_expected_on_the_days_the_assembly_fixed(copropriete_id: int) -> None:
    with Session.begin() as session:
        record_travaux(session, some_travaux(copropriete_id, 100_000, 1))
    ((nature, cle, calls),) = expected(copropriete_id)
    assert (nature, cle) == ("travaux", "BATA")
    assert calls == [(date(2027, 1, 1), 33_334), (date(2027, 4, 1), 33_333), (date(2027, 7, 1), 33_333)]


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_corrected_minutes_end_the_same_whatever_the_order_of_arrival(copropriete_id: int, order) -> None:
    said = [some_travaux(copropriete_id, 100_000, 1), some_travaux(copropriete_id, 90_000, 2),
            some_travaux(copropriete_id, 0, 3)]  # fmt: skip
    for rank in order:
        with Session.begin() as session:
            record_travaux(session, said[rank])
    assert expected(copropriete_id) == []
    with Lecture() as session:
        kept = session.scalars(select(VoteConnu).order_by(VoteConnu.rang)).all()
        assert [(vote.rang, vote.actif) for vote in kept] == [(1, False), (2, False), (3, True)]


def test_a_later_assembly_replaces_a_budget_even_at_a_lower_version(copropriete_id: int) -> None:
    with Session.begin() as session:
        record_budget(session, a_budget(copropriete_id, 9_000_000, 1, date(2027, 3, 1)))
        record_budget(session, a_budget(copropriete_id, 8_000_000, 4))
    ((_, _, calls),) = expected(copropriete_id)
    assert sum(montant for _, montant in calls) == 9_000_000


def test_the_same_fact_twice_is_kept_once(copropriete_id: int) -> None:
    for _ in range(2):
        with Session.begin() as session:
            record_budget(session, a_budget(copropriete_id))
    with Lecture() as session:
        assert len(session.scalars(select(VoteConnu)).all()) == 1


def test_an_exercise_that_opens_in_july_has_its_own_quarters() -> None:
    assert list_trimestres(date(2026, 7, 1), date(2027, 6, 30)) == [
        date(2026, 7, 1), date(2026, 10, 1), date(2027, 1, 1), date(2027, 4, 1),
    ]  # fmt: skip


def test_a_new_syndic_waits_to_be_confirmed_and_another_one_asks_again(copropriete_id: int) -> None:
    du = date(2026, 11, 4)
    with Session.begin() as session:
        first, second = session.scalars(select(Syndic.id).order_by(Syndic.id)).all()
        record_changement(session, MandatSyndicChange(copropriete_id=copropriete_id, syndic_id=first, du=du))
    with Session.begin() as session:
        session.scalars(select(ChangementSyndic)).one().confirme_par = "Inès"
        record_changement(session, MandatSyndicChange(copropriete_id=copropriete_id, syndic_id=first, du=du))
        record_changement(session, MandatSyndicChange(copropriete_id=copropriete_id, syndic_id=second, du=du))
    with Lecture() as session:
        (waiting,) = list_changements(session, copropriete_id)
        assert (waiting.syndic_id, waiting.confirme_par) == (second, None)
