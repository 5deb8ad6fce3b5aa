"""Each indicator is a formula with its sign; what cannot be computed is not a zero."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.charges.comparaison.indicateurs import (
    DepensePoste,
    Evolution,
    compare_familles,
    compute_par_unite,
    compute_part_recuperable,
    compute_poids_syndic,
    sum_courantes,
    sum_familles,
    sum_recuperable,
)
from services.charges.postes.nomenclature import load_nomenclature

ANNEE = [
    DepensePoste("EAU-01", 600_000),
    DepensePoste("PER-01", 400_000),
    DepensePoste("SYN-01", 200_000),
    DepensePoste("SYN-06", 50_000),
    DepensePoste("ASS-01", 150_000),
    DepensePoste("TRX-01", 9_000_000),
    DepensePoste("FDT-01", 70_000),
    DepensePoste("PRD-01", -30_000),
]


def test_works_the_works_fund_and_credits_stay_out_of_current_charges():
    assert sum_courantes(ANNEE) == 1_400_000


def test_the_recoverable_share_is_what_tenants_can_be_asked_over_current_charges():
    assert sum_recuperable(ANNEE) == 600_000 + 300_000
    assert compute_part_recuperable(ANNEE) == Decimal("64.3")


def test_a_copropriete_may_override_a_rate():
    assert sum_recuperable(ANNEE, {"PER-01": Decimal(40)}) == 600_000 + 160_000


def test_the_weight_of_the_syndic_leaves_lawyers_out():
    assert compute_poids_syndic(ANNEE) == Decimal("14.3")


@pytest.mark.parametrize(
    ("montant", "unites", "attendu"), [(1_000, 3, 333), (1_001, 2, 501), (-1_001, 2, -501), (1_000, 0, None)]
)
def test_euros_by_square_metre_or_by_lot_are_rounded_to_the_centime(montant, unites, attendu):
    assert compute_par_unite(montant, unites) == attendu


def test_a_rise_from_almost_nothing_is_told_in_euros_only():
    assert (Evolution(99_99, 500_00).ecart, Evolution(99_99, 500_00).pourcent) == (400_01, None)
    assert Evolution(1_000_00, 1_125_00).pourcent == Decimal("12.5")
    assert Evolution(1_000_00, 900_00).pourcent == Decimal("-10.0")


def test_families_come_in_the_order_of_the_nomenclature_and_a_new_one_starts_from_zero():
    avant = [DepensePoste("SYN-01", 100_00), DepensePoste("EAU-01", 50_00), DepensePoste("EAU-03", 10_00)]
    apres = [DepensePoste("ASC-01", 70_00), DepensePoste("EAU-01", 66_00)]
    assert compare_familles(avant, apres) == {
        "EAU": Evolution(60_00, 66_00),
        "ASC": Evolution(0, 70_00),
        "SYN": Evolution(100_00, 0),
    }


def test_without_current_charges_there_is_no_share():
    assert compute_part_recuperable([DepensePoste("TRX-01", 100)]) is None
    assert compute_poids_syndic([]) is None


@given(
    st.lists(
        st.builds(DepensePoste, st.sampled_from(sorted(load_nomenclature())), st.integers(-(10**9), 10**9)), max_size=20
    )
)
def test_the_families_add_up_to_everything_spent(depenses):
    assert sum(sum_familles(depenses).values()) == sum(depense.montant for depense in depenses)
