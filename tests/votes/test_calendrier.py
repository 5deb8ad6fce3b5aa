"""The dates around an assembly, ours and the law's."""

from datetime import date

import pytest

from services.votes.calendrier import judge_convocation, list_dates
from services.votes.delais import compute_date_interne

AG = date(2026, 12, 18)


def test_our_own_date_is_six_working_days_before():
    assert compute_date_interne(AG) == date(2026, 12, 10)
    assert compute_date_interne(date(2027, 1, 4)) == date(2026, 12, 23)


def test_our_own_date_comes_before_the_limit_of_the_form():
    dates = {line.libelle: line.jour for line in list_dates(AG)}
    assert dates["Consignes attendues"] < dates["Limite du formulaire de vote par correspondance"] == date(2026, 12, 14)


def test_dates_are_listed_in_their_order():
    jours = [line.jour for line in list_dates(AG)]
    assert jours == sorted(jours)


@pytest.mark.parametrize(
    ("presentee", "mot"),
    [(date(2026, 11, 26), "Dans les délais"), (date(2026, 11, 27), "À vérifier"), (date(2026, 11, 28), "Tardive")],
)
def test_the_notice_is_judged_on_its_twenty_one_days(presentee, mot):
    assert judge_convocation(AG, presentee).mot == mot


def test_without_a_date_of_presentation_nothing_is_judged():
    assert judge_convocation(AG, None) is None
