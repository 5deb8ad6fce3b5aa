"""The dates around an assembly, ours and the law's."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.votes.assemblees.calendrier import judge_convocation, list_dates
from services.votes.assemblees.echeances import DatesAg
from services.votes.attribution.delais import compute_date_interne

AG = date(2026, 12, 18)


def test_our_own_date_is_six_working_days_before():
    assert compute_date_interne(DatesAg(AG)) == date(2026, 12, 10)
    assert compute_date_interne(DatesAg(date(2027, 1, 4))) == date(2026, 12, 23)


def test_our_own_date_comes_earlier_with_the_limit_that_the_syndic_prints():
    """Our six working days leave two before the law's limit; they leave as many before an earlier printed one."""
    assert compute_date_interne(DatesAg(AG, limite_imprimee=date(2026, 12, 7))) == date(2026, 12, 3)
    assert compute_date_interne(DatesAg(AG, limite_imprimee=date(2026, 12, 14))) == date(2026, 12, 10)


def test_a_limit_printed_later_than_the_law_s_changes_nothing():
    """The form must be in three clear days before whatever the syndic prints (décret art. 9 bis)."""
    assert compute_date_interne(DatesAg(AG, limite_imprimee=date(2026, 12, 16))) == date(2026, 12, 10)


@given(st.dates(date(2020, 1, 1), date(2040, 1, 1)), st.integers(1, 60), st.integers(6, 30))
def test_our_own_date_always_comes_before_the_limit_that_holds(jour, avant, marge):
    dates = DatesAg(jour, jour - timedelta(days=avant))
    assert compute_date_interne(dates, marge) < dates.limite
    assert compute_date_interne(dates, marge) <= compute_date_interne(DatesAg(jour), marge)


def test_the_page_says_why_our_own_date_comes_earlier():
    dates = {line.libelle: line for line in list_dates(DatesAg(AG, date(2026, 12, 7)))}
    assert dates["Consignes attendues"].jour < dates["Limite imprimée sur le formulaire du syndic"].jour
    assert "limite imprimée" in dates["Consignes attendues"].regle


def test_our_own_date_comes_before_the_limit_of_the_form():
    dates = {line.libelle: line.jour for line in list_dates(DatesAg(AG))}
    assert dates["Consignes attendues"] < dates["Limite du formulaire de vote par correspondance"] == date(2026, 12, 14)


def test_dates_are_listed_in_their_order():
    jours = [line.jour for line in list_dates(DatesAg(AG))]
    assert jours == sorted(jours)


@pytest.mark.parametrize(
    ("presentee", "mot"),
    [(date(2026, 11, 26), "Dans les délais"), (date(2026, 11, 27), "À vérifier"), (date(2026, 11, 28), "Tardive")],
)
def test_the_notice_is_judged_on_its_twenty_one_days(presentee, mot):
    assert judge_convocation(AG, presentee).mot == mot


def test_without_a_date_of_presentation_nothing_is_judged():
    assert judge_convocation(AG, None) is None
