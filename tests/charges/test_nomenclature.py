"""The nomenclature says, for each kind of charge, what a tenant can be asked to pay."""

from dataclasses import FrozenInstanceError
from decimal import Decimal

import pytest

from services.charges.postes.nomenclature import (
    FAMILLES,
    FAMILLES_ANALYSE,
    Mode,
    PosteInconnu,
    find_poste,
    find_postes_of_famille,
    load_nomenclature,
)


def test_it_holds_107_postes_in_18_families():
    postes = load_nomenclature()
    assert len(postes) == 107
    assert {poste.famille for poste in postes.values()} == set(FAMILLES)
    assert all(code.startswith(poste.famille + "-") for code, poste in postes.items())


def test_buildings_are_compared_on_twelve_families():
    assert FAMILLES_ANALYSE == ("EAU", "CHF", "ELE", "NET", "PER", "ASC", "EXT", "HYG", "EQP", "REP", "ASS", "SYN")


@pytest.mark.parametrize(
    ("code", "taux"),
    [("EAU-01", 100), ("PER-01", 75), ("PER-02", 40), ("PER-05", 10), ("ASC-08", 73), ("HYG-04", 0), ("SYN-01", 0)],
)
def test_the_rates_are_those_of_the_decree_and_the_courts(code, taux):
    assert find_poste(code).taux == Decimal(taux)


def test_what_is_never_recoverable_or_not_an_expense_has_a_rate_of_zero():
    for poste in load_nomenclature().values():
        if poste.mode in (Mode.NON, Mode.A_QUALIFIER, Mode.BILAN, Mode.PRODUIT):
            assert poste.taux == 0, poste.code


def test_what_is_recovered_rests_on_a_head_of_the_decree():
    for poste in load_nomenclature().values():
        if poste.taux > 0:
            assert poste.ref_decret, poste.code


def test_a_conditional_rate_says_its_condition():
    for poste in load_nomenclature().values():
        if poste.mode is Mode.CONDITIONNEL:
            assert poste.note.endswith("."), poste.code


def test_a_works_fund_contribution_is_not_a_current_charge():
    assert not find_poste("FDT-01").courant
    assert find_poste("TAX-02").courant


def test_an_unknown_code_is_refused_in_french():
    with pytest.raises(PosteInconnu, match="« EAU-99 » n’est pas un code"):
        find_poste("EAU-99")


def test_a_family_gives_its_postes_in_order_and_nobody_can_change_them():
    eau = find_postes_of_famille("EAU")
    assert [poste.code for poste in eau] == ["EAU-01", "EAU-02", "EAU-03", "EAU-04", "EAU-05"]
    with pytest.raises(FrozenInstanceError):
        eau[0].taux = Decimal(0)
