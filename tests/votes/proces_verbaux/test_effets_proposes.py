"""What the agenda lets us propose of a voted budget, of works, of a mandate: never what it does not say."""

from datetime import date

import pytest

from services.votes.proces_verbaux.effets_proposes import BUDGET, TRAVAUX, find_genre, propose_dates, propose_effet

CIVIL = [("2025", date(2025, 1, 1), date(2025, 12, 31)), ("2026", date(2026, 1, 1), date(2026, 12, 31))]
DECALE = [("2025-2026", date(2025, 7, 1), date(2026, 6, 30))]


@pytest.mark.parametrize(
    ("intitule", "exercices", "attendu"),
    [
        ("Vote du budget prévisionnel de l’exercice 2026", CIVIL, ("2026", date(2026, 1, 1), date(2026, 12, 31))),
        ("Vote du budget prévisionnel de l’exercice 2027", CIVIL, ("2027", date(2027, 1, 1), date(2027, 12, 31))),
        ("Budget de l’exercice 2026 - 2027", DECALE, ("2026-2027", date(2026, 7, 1), date(2027, 6, 30))),
        ("Vote du budget prévisionnel de l’exercice 2028", CIVIL, ("2028", None, None)),
        ("Vote du budget prévisionnel", CIVIL, (None, None, None)),
    ],
)
def test_the_exercise_of_a_budget_is_dated_only_when_it_can_be(intitule, exercices, attendu) -> None:
    effet = propose_effet("BUDGET_PREVISIONNEL", intitule, None, "GEN", 8_600_000)
    assert effet is not None
    dated = propose_dates(effet, exercices)
    assert (dated.exercice, dated.debut, dated.fin, dated.montants) == (*attendu, {"GEN": 8_600_000})


def test_an_amount_the_agenda_does_not_print_is_never_proposed() -> None:
    effet = propose_effet("TRAVAUX_CONSERVATION", "Toiture", None, "BATA", None)
    assert effet is not None
    assert (effet.genre, effet.montants, effet.echeances) == (TRAVAUX, {}, ())


def test_most_decisions_change_nothing_elsewhere() -> None:
    assert find_genre("QUITUS") is None
    assert propose_effet("QUITUS", "Quitus", None, "GEN", None) is None
    assert find_genre("FONDS_TRAVAUX_MINIMUM") == BUDGET
