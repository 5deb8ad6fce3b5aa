"""How punctual a syndic is: notices and minutes counted by their legal last day, on whole days."""

from datetime import date

import pytest

from services.votes.rapport.ponctualite import AgDatee, measure_syndics

AUJOURDHUI = date(2026, 11, 23)


def an_ag(date_ag: date, presentee_le: date | None = None, pv: date | None = None, syndic: str = "S01") -> AgDatee:
    return AgDatee(syndic, f"Cabinet {syndic}", "C001", date_ag, presentee_le, 21, pv)


@pytest.mark.parametrize(
    ("presentee_le", "tardive"), [(date(2026, 5, 19), 0), (date(2026, 5, 20), 0), (date(2026, 5, 21), 1), (None, 0)]
)
def test_a_notice_is_late_beyond_the_lenient_count(presentee_le: date | None, tardive: int) -> None:
    (one,) = measure_syndics([an_ag(date(2026, 6, 10), presentee_le)], AUJOURDHUI)
    assert one.convocations_tardives == tardive
    assert one.convocations_connues == (presentee_le is not None)


def test_minutes_are_in_time_late_missing_or_not_due_yet() -> None:
    ags = [
        an_ag(date(2026, 6, 10), pv=date(2026, 7, 10)),
        an_ag(date(2026, 6, 11), pv=date(2026, 7, 21)),
        an_ag(date(2026, 6, 12), pv=date(2026, 7, 17)),
        an_ag(date(2026, 9, 1)),
        an_ag(date(2026, 11, 10)),
    ]
    (one,) = measure_syndics(ags, AUJOURDHUI)
    assert (one.assemblees, one.pv_attendus, one.pv_a_temps, one.pv_tardifs, one.pv_manquants) == (5, 4, 1, 2, 1)
    assert one.jours_retard_moyen == 8


def test_the_syndic_with_most_to_say_comes_first_and_one_on_time_has_no_mean() -> None:
    first, second = measure_syndics(
        [an_ag(date(2026, 6, 10), pv=date(2026, 7, 1), syndic="S02"), an_ag(date(2026, 6, 10), syndic="S01")],
        AUJOURDHUI,
    )
    assert (first.syndic, first.pv_manquants, second.syndic, second.jours_retard_moyen) == ("S01", 1, "S02", None)
