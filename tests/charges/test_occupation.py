"""Days count with both ends, and every day of the exercise belongs to a tenant or to the landlord."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.charges.decomptes.occupation import VACANCE, Bail, Periode, find_periodes
from shared.errors import InvalidError

ANNEE_2025 = Periode("2025", date(2025, 1, 1), date(2025, 12, 31))


def bail(numero: str, du: str, au: str | None) -> Bail:
    return Bail(numero, ("1",), date.fromisoformat(du), date.fromisoformat(au) if au else None, 0)


def occupation(*baux: Bail, exercice: Periode = ANNEE_2025) -> list[tuple[str, int]]:
    return [(periode.nom, periode.jours) for periode in find_periodes(baux, exercice)]


def test_a_lease_over_the_whole_year_leaves_no_vacancy():
    assert occupation(bail("A", "2020-05-01", None)) == [("A", 365)]


def test_a_leap_year_has_366_days():
    bissextile = Periode("2028", date(2028, 1, 1), date(2028, 12, 31))
    assert occupation(bail("A", "2020-05-01", None), exercice=bissextile) == [("A", 366)]


def test_the_day_of_entry_and_the_day_of_departure_both_count():
    assert occupation(bail("A", "2025-07-01", "2025-07-01")) == [(VACANCE, 181), ("A", 1), (VACANCE, 183)]


def test_the_new_tenant_may_enter_the_day_after_the_old_one_left():
    baux = bail("A", "2024-01-01", "2025-03-31"), bail("B", "2025-04-01", None)
    assert occupation(*baux) == [("A", 90), ("B", 275)]


def test_a_hole_between_two_tenants_is_a_vacancy_of_its_own():
    baux = bail("A", "2025-01-01", "2025-03-31"), bail("B", "2025-05-01", "2025-11-30")
    assert occupation(*baux) == [("A", 90), (VACANCE, 30), ("B", 214), (VACANCE, 31)]


def test_a_lot_never_let_is_vacant_all_year():
    assert occupation() == [(VACANCE, 365)]


def test_a_lease_that_ended_before_the_exercise_holds_no_day_of_it():
    assert occupation(bail("A", "2020-01-01", "2024-12-31")) == [(VACANCE, 365)]


def test_an_exercise_may_straddle_two_years():
    exercice = Periode("2024-2025", date(2024, 7, 1), date(2025, 6, 30))
    assert occupation(bail("A", "2025-01-01", None), exercice=exercice) == [(VACANCE, 184), ("A", 181)]


@pytest.mark.parametrize("au", ["2025-06-30", None])
def test_two_tenants_on_the_same_day_are_refused(au):
    with pytest.raises(InvalidError, match="baux A et B occupent le même lot"):
        occupation(bail("A", "2025-01-01", au), bail("B", "2025-06-30", "2025-12-31"))


def test_an_overlap_hidden_behind_a_short_lease_is_still_found():
    baux = (
        bail("A", "2025-01-01", "2025-12-31"),
        bail("B", "2026-01-01", "2026-01-31"),
        bail("C", "2026-01-31", "2026-02-01"),
    )
    with pytest.raises(InvalidError, match="baux B et C"):
        occupation(*baux)


@given(bornes=st.lists(st.integers(-100, 500), max_size=12, unique=True).map(sorted), jours=st.integers(1, 400))
def test_the_periods_cover_every_day_of_the_exercise_once(bornes, jours):
    debut = date(2025, 1, 1)
    exercice = Periode("ex", debut, debut + timedelta(days=jours - 1))
    paires = zip(bornes[::2], bornes[1::2], strict=False)
    baux = [
        Bail(str(n), ("1",), debut + timedelta(days=du), debut + timedelta(days=au), 0)
        for n, (du, au) in enumerate(paires)
    ]
    periodes = find_periodes(baux, exercice)
    couverts = [periode.du + timedelta(days=n) for periode in periodes for n in range(periode.jours)]
    assert couverts == [debut + timedelta(days=n) for n in range(jours)]
