"""Recoverable and not recoverable: two parts that always make the whole, and doubt goes to the tenant."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.charges.postes.recuperation import PartRecuperable, TauxInvalide, estimate_recuperable, split_recuperable

TAUX = st.decimals(min_value=0, max_value=100, places=2)


def test_a_caretaker_who_does_both_tasks_is_recovered_at_75_percent():
    assert split_recuperable(6667, Decimal(75)) == PartRecuperable(recuperable=5000, non_recuperable=1667)


def test_half_a_centime_stays_with_the_landlord():
    assert split_recuperable(1, Decimal(50)) == PartRecuperable(recuperable=0, non_recuperable=1)


def test_a_credit_is_cut_as_the_expense_it_reduces():
    assert split_recuperable(-6667, Decimal(75)) == PartRecuperable(recuperable=-5000, non_recuperable=-1667)


@given(montant=st.integers(-(10**9), 10**9), taux=TAUX)
def test_the_two_parts_always_make_the_amount(montant, taux):
    part = split_recuperable(montant, taux)
    assert part.recuperable + part.non_recuperable == montant
    assert abs(part.recuperable * 100 - montant * taux) <= 50


@pytest.mark.parametrize("taux", ["-1", "100.01", "NaN", "Infinity"])
def test_a_rate_that_is_not_a_percentage_is_refused(taux):
    with pytest.raises(TauxInvalide, match="entre 0 et 100"):
        split_recuperable(100, Decimal(taux))


def test_when_only_the_total_of_a_key_is_known_its_own_ratio_applies():
    depenses = [(60_000, Decimal(100)), (40_000, Decimal(0))]
    assert estimate_recuperable(12_345, depenses) == PartRecuperable(recuperable=7407, non_recuperable=4938)


def test_nothing_known_of_a_key_recovers_nothing():
    assert estimate_recuperable(12_345, []) == PartRecuperable(recuperable=0, non_recuperable=12_345)


@given(
    montant=st.integers(0, 10**9),
    depenses=st.lists(st.tuples(st.integers(-(10**6), 10**6), TAUX), max_size=6),
)
def test_an_estimate_never_recovers_more_than_the_amount(montant, depenses):
    part = estimate_recuperable(montant, depenses)
    assert part.recuperable + part.non_recuperable == montant
    assert 0 <= part.recuperable <= montant
