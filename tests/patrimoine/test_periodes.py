"""Dated values: opened, closed and corrected without ever losing a day or counting one twice."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.patrimoine.periodes import (
    Periode,
    Valeur,
    find_overlap,
    find_sommet,
    find_valeur,
    intersect,
    set_valeur,
)

JOURS = st.dates(date(2000, 1, 1), date(2030, 12, 31))
PERIODES = st.builds(
    lambda du, au: Periode(min(du, au) if du and au else du, max(du, au) if du and au else au),
    st.none() | JOURS,
    st.none() | JOURS,
)
CHANGEMENTS = st.lists(st.tuples(JOURS, st.integers(0, 500)), max_size=6)


def test_a_correction_closes_the_former_value_the_day_before() -> None:
    avant = [Valeur(Periode(date(2015, 1, 1), None), 312)]
    assert set_valeur(avant, date(2026, 1, 1), 320) == [
        Valeur(Periode(date(2015, 1, 1), date(2025, 12, 31)), 312),
        Valeur(Periode(date(2026, 1, 1), None), 320),
    ]


def test_a_correction_from_the_origin_replaces_the_value_and_keeps_its_dates() -> None:
    avant = [Valeur(Periode(date(2015, 1, 1), None), 312)]
    assert set_valeur(avant, None, 320) == [Valeur(Periode(date(2015, 1, 1), None), 320)]


def test_a_correction_in_the_past_stops_at_the_next_known_change() -> None:
    avant = set_valeur([Valeur(Periode(), 312)], date(2020, 1, 1), 320)
    apres = set_valeur(avant, date(2018, 1, 1), 315)
    assert [find_valeur(apres, date(annee, 6, 1)) for annee in (2017, 2018, 2019, 2020)] == [312, 315, 315, 320]


def test_no_value_is_corrected_before_the_first_known_day() -> None:
    with pytest.raises(ValueError, match="no known period"):
        set_valeur([Valeur(Periode(date(2015, 1, 1)), 312)], date(2014, 12, 31), 320)


@given(changements=CHANGEMENTS, du=JOURS, valeur=st.integers(0, 500), jour=JOURS)
def test_a_change_speaks_of_its_own_days_only(
    changements: list[tuple[date, int]], du: date, valeur: int, jour: date
) -> None:
    avant = [Valeur(Periode(), 0)]
    for debut, tantiemes in changements:
        avant = set_valeur(avant, debut, tantiemes)
    apres = set_valeur(avant, du, valeur)
    assert find_overlap(known.periode for known in apres) is None
    suivant = min((debut for debut, _ in changements if debut > du), default=date.max)
    attendu = valeur if du <= jour < suivant else find_valeur(avant, jour)
    assert find_valeur(apres, jour) == attendu


@given(one=PERIODES, other=PERIODES, jour=JOURS)
def test_the_days_two_periods_share_are_those_in_both(one: Periode, other: Periode, jour: date) -> None:
    commun = intersect(one, other)
    assert (commun is not None and commun.covers(jour)) == (one.covers(jour) and other.covers(jour))
    assert (commun is None) == (find_overlap([one, other]) is None)


@given(poids=st.lists(st.builds(Valeur, PERIODES, st.integers(0, 500)), max_size=6))
def test_the_peak_is_the_largest_sum_of_any_day(poids: list[Valeur[int]]) -> None:
    jours = {date(1990, 1, 1)} | {known.periode.du for known in poids if known.periode.du}
    sommes = [sum(known.valeur for known in poids if known.periode.covers(jour)) for jour in jours]
    sommet, quand = find_sommet(poids)
    assert sommet == max(sommes)
    if quand:
        assert sum(known.valeur for known in poids if known.periode.covers(quand)) == sommet


def test_a_lot_sold_the_day_before_another_is_bought_never_counts_with_it() -> None:
    vendu, achete = Periode(None, date(2024, 6, 30)), Periode(date(2024, 6, 30) + timedelta(days=1))
    assert find_sommet([Valeur(vendu, 60), Valeur(achete, 70)]) == (70, date(2024, 7, 1))
