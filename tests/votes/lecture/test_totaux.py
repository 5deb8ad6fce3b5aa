"""The total of the clé beside the counts: after a percentage, in a column of a table, beside the article of law."""

from typing import Any

import pytest

from services.votes.lecture.page.lignes import Ligne
from services.votes.lecture.page.rangees import expand_rangees
from services.votes.lecture.pv import read_pv_lignes, write_pv
from tests.votes.lecture.test_nominatifs import write_table

SUITE = [Ligne("2. Questions diverses"), Ligne("Sans vote.")]


def read(*lignes: Ligne | str) -> dict[str, Any]:
    lues = [ligne if isinstance(ligne, Ligne) else Ligne(ligne) for ligne in lignes]
    pv = read_pv_lignes(expand_rangees([Ligne("1. Approbation des comptes"), *lues, *SUITE]))
    return write_pv(pv)["resolutions"][0]


def list_comptes(lue: dict[str, Any]) -> list[tuple[int | None, int | None]]:
    return [(compte["voix"], compte["tetes"]) for compte in (lue["premier"] or {}).values()]


@pytest.mark.parametrize(
    ("part", "total"),
    [
        ("soit 55,17 % de 10240 voix", 10240),
        ("(55,17 %) des 10 240 voix du syndicat", 10240),
        (", soit 55,17 pour cent de 10 240 millièmes", 10240),
        ("sur 10 240", 10240),
        ("/ 10 240 tantièmes", 10240),
        ("soit 63,29 % des 8 926 voix exprimées", None),
        ("soit 63,29 % des 8 926 voix des présents", None),
        ("soit 42,86 % de 21 copropriétaires", None),
    ],
)
def test_what_a_percentage_is_of_is_the_total_of_the_cle_unless_only_some_voted(part: str, total: int | None) -> None:
    lue = read(
        f"POUR : 5649 voix (9 copropriétaires) {part} | CONTRE : 3142 voix (11 copropriétaires) | "
        "ABSTENTION : 135 voix (1 copropriétaires)"
    )
    assert list_comptes(lue) == [(5649, 9), (3142, 11), (135, 1)]
    assert lue["total_voix"] == total


def test_a_percentage_alone_counts_nothing() -> None:
    lue = read("POUR : 55 % de 10 240 voix", "CONTRE : 45 % de 10 240 voix")
    assert lue["premier"] is None


def test_a_figure_larger_than_the_voix_beside_it_counts_no_owner() -> None:
    lue = read("Pour : 568 voix de 1000", "Contre : 260 voix de 1000", "Abstention : 0 voix")
    assert list_comptes(lue) == [(568, None), (260, None), (0, None)]


@pytest.mark.parametrize("label", ["DEFAILLANTS", "Absents et non représentés", "Votants"])
def test_pour_says_the_voix_of_those_who_are_absent_and_is_no_second_count(label: str) -> None:
    lue = read(
        "ONT VOTE POUR\t: 14 COPROPRIETAIRE(S) POUR\t568 / 1000èmes",
        "ONT VOTE CONTRE\t: 4 COPROPRIETAIRE(S) POUR\t260 / 1000èmes",
        "SE SONT ABSTENUS\t: 0 COPROPRIETAIRE(S) POUR\t0 / 1000èmes",
        f"{label}\t: 4 COPROPRIETAIRE(S) POUR\t172 / 1000èmes",
        "CETTE RESOLUTION EST ADOPTEE",
    )
    assert list_comptes(lue) == [(568, 14), (260, 4), (0, 0)]
    assert (lue["second"], lue["total_voix"], lue["resultat_annonce"]) == (None, 1000, "adoptee")


@pytest.mark.parametrize(
    ("titre", "totaux", "total"),
    [
        ("Total", ("1 000", "1 000", "1 000"), 1000),
        ("Sur", ("1 000", "1 000", "1 000"), 1000),
        ("Total", ("700", "300", "100"), None),
        ("Total", ("900", "900", "900"), None),
        ("Total présents", ("950", "950", "950"), None),
        ("Total", ("1 000", "1 000", "950"), None),
        ("Total", ("900", "900", ""), None),
    ],
)
def test_a_column_that_says_one_total_beside_every_position_is_that_of_the_cle(titre, totaux, total) -> None:
    lue = read(
        *write_table(
            ("Vote", "Copropriétaires", "Tantièmes", titre),
            ("Pour", "9", "600", totaux[0]),
            ("Contre", "4", "250", totaux[1]),
            ("Abstention", "1", "50", totaux[2]),
        )
    )
    assert list_comptes(lue) == [(600, 9), (250, 4), (50, 1)]
    assert lue["total_voix"] == total


def test_the_base_is_a_column_beside_the_positions() -> None:
    lue = read(
        *write_table(
            ("Vote", "POUR", "CONTRE", "ABSTENTION", "BASE"),
            ("Voix", "5 297", "2 171", "772", "9 420"),
            ("Copropriétaires", "20", "9", "3", "43"),
        )
    )
    assert list_comptes(lue) == [(5297, 20), (2171, 9), (772, 3)]
    assert lue["total_voix"] == 9420


@pytest.mark.parametrize(
    ("majorite", "total"),
    [
        ("Majorité : Art. 24 / 5000", 5000),
        ("Majorité de l’article 25 / 10 000 tantièmes", 10000),
        ("Majorité : art. 25-1 / 5 000", 5000),
        ("Majorité : art. 24 / loi de 1965", None),
        ("Majorité : art. 25 / 25-1", None),
    ],
)
def test_the_total_may_stand_beside_the_article_of_the_vote(majorite: str, total: int | None) -> None:
    lue = read(majorite, "Pour : 3872 22 cop.", "Contre : 303 2 cop.", "Abst. : 0 0 cop.")
    assert list_comptes(lue) == [(3872, 22), (303, 2), (0, 0)]
    assert lue["total_voix"] == total


def test_the_voix_of_the_syndicat_are_the_base_of_most_ballots_where_nothing_else_prints_them() -> None:
    bases = (1000, 1000, 312)
    lignes = [
        Ligne(texte)
        for n, base in enumerate(bases, start=1)
        for texte in (f"{n}. Question {n}", f"Pour : 250 / {base} voix", f"Contre : 20 / {base} voix")
    ]
    assert read_pv_lignes(lignes).total_voix == 1000
    assert read_pv_lignes(lignes[3:]).total_voix is None
