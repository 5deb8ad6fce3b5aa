"""Counts written in words, and voix written « v. »."""

import pytest

from services.votes.lecture.textes import read_cardinal
from tests.votes.lecture.test_totaux import list_comptes, read


@pytest.mark.parametrize(
    ("mots", "nombre"),
    [
        ("un", 1),
        ("dix-neuf", 19),
        ("vingt et un", 21),
        ("soixante et onze", 71),
        ("quatre-vingts", 80),
        ("quatre-vingt-deux", 82),
        ("cent quatre-vingt-onze", 191),
        ("deux cents", 200),
        ("trois cent quatre", 304),
        ("vingt-six copropriétaires", 26),
        ("copropriétaires", 0),
    ],
)
def test_a_number_in_words_has_its_value(mots: str, nombre: int) -> None:
    assert read_cardinal(mots) == nombre


@pytest.mark.parametrize(
    ("mots", "tetes"),
    [
        ("un copropriétaire", 1),
        ("un seul copropriétaire", 1),
        ("Dix-huit copropriétaires", 18),
        ("vingt-et-un copropriétaires", 21),
        ("deux (2) copropriétaires", 2),
        ("2 (deux) copropriétaires", 2),
        ("soixante deux copropriétaires", 62),
    ],
)
def test_owners_counted_in_words_are_heads(mots: str, tetes: int) -> None:
    lue = read(
        f"Ont voté pour : 7 copropriétaires représentant 636 tantièmes ; ont voté contre : {mots} représentant 60 "
        "tantièmes (Monsieur Michel Imbert 60) ; abstention : aucune voix, aucun copropriétaire."
    )
    assert list_comptes(lue) == [(636, 7), (60, tetes), (0, 0)]
    assert lue["opposants"] == ["Monsieur Michel Imbert"]


@pytest.mark.parametrize("mots", ["deux (3) copropriétaires", "mille deux copropriétaires"])
def test_words_that_their_figure_belies_or_that_are_only_the_end_of_a_number_count_nothing(mots: str) -> None:
    lue = read("Pour : 7 copropriétaires (636 voix)", f"Contre : {mots}", "Abstention : 0 copropriétaire (0 voix)")
    assert list_comptes(lue)[1:2] in ([], [(None, None)])


def test_a_claim_against_an_owner_or_for_some_of_them_is_no_vote() -> None:
    lue = read(
        "Le syndic engage une procédure contre un copropriétaire débiteur et une expertise pour deux copropriétaires.",
        "Pour : 500 voix",
        "Contre : 40 voix",
    )
    assert list_comptes(lue) == [(500, None), (40, None), (None, None)]


@pytest.mark.parametrize(
    ("liste", "noms"),
    [
        ("S.A. DEUX RIVES 2400 v. ; Yvernault Marcel 131 v..", ["S.A. DEUX RIVES", "Yvernault Marcel"]),
        ("DEUX RIVES (2400 v.), M. PETIT V. (131 v)", ["DEUX RIVES", "M. PETIT V."]),
        ("M. PETIT 131 v, SCI LE CLOS 42 2400 v", ["M. PETIT", "SCI LE CLOS 42"]),
        ("2400 v : DEUX RIVES ; 131 v : M. PETIT", ["DEUX RIVES", "M. PETIT"]),
        ("DEUX RIVES [2400v] / M. PETIT [131v]", ["DEUX RIVES", "M. PETIT"]),
    ],
)
def test_v_after_a_figure_is_voix_and_no_part_of_a_name(liste: str, noms: list[str]) -> None:
    lue = read("Pour : 6690 v. – Contre : 2531 v. – Abstention : 0 v.", f"Opposants : {liste}")
    assert lue["opposants"] == noms
    lue = read("Pour : 6690 v", "Contre : 2531 v", "Abstention : 0 v")
    assert list_comptes(lue) == [(6690, None), (2531, None), (0, None)]
