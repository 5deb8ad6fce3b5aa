"""The calendar of an assembly, each date with the rule that gives it."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.votes.assemblees.echeances import compute_echeances, is_ouvrable, write_echeances
from shared.mois import add_mois

MERCREDI = date(2026, 9, 23)


def test_a_wednesday_assembly_with_minutes_notified_three_weeks_later():
    assert write_echeances(compute_echeances(MERCREDI, date(2026, 10, 13))) == {
        "convocation_derniere_presentation": "2026-09-01",
        "convocation_lecture_souple": "2026-09-02",
        "formulaire_limite": "2026-09-19",
        "formulaire_papier_prudent": "2026-09-18",
        "visio_limite": "2026-09-19",
        "pv_signature_limite": "2026-10-01",
        "pv_notification_limite": "2026-10-23",
        "contestation_debut": "2026-10-14",
        "contestation_fin_prudente": "2026-12-11",
        "contestation_fin_textuelle": "2026-12-14",
    }


def test_without_notification_the_time_to_contest_has_not_begun():
    echeances = compute_echeances(MERCREDI)
    assert echeances.contestation_debut is echeances.contestation_fin_prudente is None
    assert echeances.contestation_fin_textuelle is None


@pytest.mark.parametrize(
    ("ag", "limite"), [(date(2026, 9, 21), date(2026, 9, 17)), (date(2026, 9, 25), date(2026, 9, 21))]
)
def test_three_clear_days_put_a_monday_meeting_on_thursday_and_a_friday_one_on_monday(ag, limite):
    assert compute_echeances(ag).formulaire_limite == limite


def test_a_form_limit_on_a_holiday_is_kept_but_paper_should_come_before():
    echeances = compute_echeances(date(2026, 5, 5))
    assert (echeances.formulaire_limite, echeances.formulaire_papier_prudent) == (date(2026, 5, 1), date(2026, 4, 30))


def test_the_reglement_may_lengthen_the_notice_never_shorten_it():
    assert compute_echeances(MERCREDI, delai_convocation=30).convocation_derniere_presentation == date(2026, 8, 23)
    with pytest.raises(ValueError, match="inférieur à 21 jours"):
        compute_echeances(MERCREDI, delai_convocation=20)


def test_a_month_without_that_day_ends_on_its_last_day():
    assert compute_echeances(date(2027, 1, 31)).pv_notification_limite == date(2027, 2, 28)
    assert add_mois(date(2027, 12, 31), 2) == date(2028, 2, 29)


def test_the_textual_end_rolls_over_easter_monday_and_the_prudent_one_stops_before_good_friday_weekend():
    echeances = compute_echeances(date(2027, 1, 15), date(2027, 1, 28))
    assert echeances.contestation_fin_textuelle == date(2027, 3, 30)
    assert echeances.contestation_fin_prudente == date(2027, 3, 26)


def test_good_friday_is_worked_outside_alsace_moselle():
    assert is_ouvrable(date(2027, 3, 26))


def test_minutes_cannot_be_notified_before_the_assembly():
    with pytest.raises(ValueError, match="précéder"):
        compute_echeances(MERCREDI, MERCREDI - timedelta(days=1))


FERIES_2026 = ("01-01", "04-06", "05-01", "05-08", "05-14", "05-25", "07-14", "08-15", "11-01", "11-11", "12-25")


@pytest.mark.parametrize("jour", FERIES_2026)
def test_the_eleven_holidays_of_the_mainland_are_not_worked(jour):
    assert not is_ouvrable(date.fromisoformat(f"2026-{jour}"))


@pytest.mark.parametrize("jour", ["2026-05-22", "2026-05-27", "2026-06-10", "2026-12-20", "2025-12-26", "2027-03-26"])
def test_the_holidays_of_some_regions_only_are_worked_unless_they_fall_on_a_week_end(jour):
    assert is_ouvrable(date.fromisoformat(jour)) == (date.fromisoformat(jour).weekday() < 5)


@pytest.mark.parametrize(
    ("notifie_le", "prudente", "textuelle"),
    [
        ("2026-12-31", "2027-02-26", "2027-03-01"),  # no 31 February; 1 January + 2 months is a Monday
        ("2027-12-30", "2028-02-29", "2028-02-29"),  # a leap year: both ends on 29 February
        ("2026-09-11", "2026-11-10", "2026-11-12"),  # 11 November is a holiday, then a Thursday
        ("2026-03-13", "2026-05-13", "2026-05-15"),  # Ascension rolls to the Friday, not over the bridge
        ("2026-10-25", "2026-12-24", "2026-12-28"),  # Christmas on a Friday, then a week-end
    ],
)
def test_the_two_months_end_on_worked_days_on_their_own_side(notifie_le, prudente, textuelle):
    echeances = compute_echeances(date.fromisoformat(notifie_le), date.fromisoformat(notifie_le))
    assert echeances.contestation_fin_prudente == date.fromisoformat(prudente)
    assert echeances.contestation_fin_textuelle == date.fromisoformat(textuelle)


@pytest.mark.parametrize(
    ("ag", "limite", "papier"),
    [
        ("2026-12-29", "2026-12-25", "2026-12-24"),
        ("2027-01-05", "2027-01-01", "2026-12-31"),
        ("2026-11-15", "2026-11-11", "2026-11-10"),
        ("2026-03-05", "2026-03-01", "2026-02-27"),
    ],
)
def test_the_form_is_never_rolled_only_its_paper_comes_before(ag, limite, papier):
    echeances = compute_echeances(date.fromisoformat(ag))
    assert (echeances.formulaire_limite, echeances.visio_limite) == (date.fromisoformat(limite),) * 2
    assert echeances.formulaire_papier_prudent == date.fromisoformat(papier)


@given(st.dates(date(2020, 1, 1), date(2060, 12, 31)), st.integers(0, 400))
def test_the_dates_are_always_in_their_order(ag, jours):
    e = compute_echeances(ag, ag + timedelta(days=jours))
    assert e.convocation_derniere_presentation < e.convocation_lecture_souple < e.formulaire_papier_prudent
    assert e.formulaire_papier_prudent <= e.formulaire_limite < ag < e.pv_signature_limite
    assert ag < e.pv_notification_limite
    assert e.contestation_debut < e.contestation_fin_prudente <= e.contestation_fin_textuelle
    assert is_ouvrable(e.contestation_fin_prudente)
    assert is_ouvrable(e.contestation_fin_textuelle)
