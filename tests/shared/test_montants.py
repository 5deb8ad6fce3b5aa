"""Money: what is read, what is refused, and splits that always give back their total."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.montants import MontantInvalide, convert_nombre, format_montant, parse_montant, split_montant


@pytest.mark.parametrize(
    ("texte", "centimes"),
    [
        ("1 234,56", 123_456),
        ("1\u202f234,56\u00a0€", 123_456),
        ("1.234,56", 123_456),
        ("1,234.56", 123_456),
        ("(1 234,56)", -123_456),
        ("1 234,56-", -123_456),
        ("- 12,5", -1_250),
        ("410", 41_000),
        ("0,07 EUR", 7),
    ],
)
def test_an_amount_is_read_as_french_people_and_their_spreadsheets_write_it(texte: str, centimes: int) -> None:
    assert parse_montant(texte) == centimes


@pytest.mark.parametrize("texte", ["1.234", "12,345", "1,2,3", "12 34", "", "néant", "1e3", "12,", "--4"])
def test_what_two_readers_could_understand_differently_is_refused(texte: str) -> None:
    with pytest.raises(MontantInvalide):
        parse_montant(texte)


@given(st.integers(-(10**11), 10**11))
def test_what_is_printed_is_read_back(centimes: int) -> None:
    assert parse_montant(format_montant(centimes)) == centimes


@given(st.integers(-(10**9), 10**9))
def test_the_binary_float_of_a_cell_gives_the_centimes_that_were_typed(centimes: int) -> None:
    assert convert_nombre(centimes / 100) == centimes


def test_a_fraction_of_a_centime_is_refused_rather_than_rounded() -> None:
    with pytest.raises(MontantInvalide, match="plus de deux décimales"):
        convert_nombre(33.333)


@pytest.mark.parametrize("valeur", [float("nan"), float("inf")])
def test_what_is_not_a_number_is_refused(valeur: float) -> None:
    with pytest.raises(MontantInvalide):
        convert_nombre(valeur)


POIDS = st.lists(st.integers(0, 10_000), min_size=1, max_size=40).filter(any)


@given(st.integers(-(10**10), 10**10), POIDS)
def test_a_split_always_gives_back_its_total(centimes: int, poids: list[int]) -> None:
    assert sum(split_montant(centimes, list(enumerate(poids))).values()) == centimes


@given(st.integers(0, 10**10), POIDS)
def test_each_part_is_within_a_centime_of_its_exact_share(centimes: int, poids: list[int]) -> None:
    total = sum(poids)
    for lot, part in split_montant(centimes, list(enumerate(poids))).items():
        assert abs(part * total - centimes * poids[lot]) < total


@given(st.integers(0, 10**10), POIDS)
def test_a_lot_without_tantiemes_pays_nothing(centimes: int, poids: list[int]) -> None:
    parts = split_montant(centimes, list(enumerate(poids)))
    assert all(part == 0 for lot, part in parts.items() if poids[lot] == 0)


@given(st.integers(0, 10**10), POIDS)
def test_a_refund_is_split_as_the_call_it_refunds(centimes: int, poids: list[int]) -> None:
    lots = list(enumerate(poids))
    assert split_montant(-centimes, lots) == {lot: -part for lot, part in split_montant(centimes, lots).items()}


def test_a_tie_goes_to_the_part_that_comes_first() -> None:
    assert split_montant(100, [("lot 1", 1), ("lot 2", 1), ("lot 3", 1)]) == {"lot 1": 34, "lot 2": 33, "lot 3": 33}


def test_an_amount_cannot_be_split_over_nothing() -> None:
    with pytest.raises(ValueError, match="sum to zero"):
        split_montant(1, [("lot 1", 0)])
    assert split_montant(0, [("lot 1", 0)]) == {"lot 1": 0}
