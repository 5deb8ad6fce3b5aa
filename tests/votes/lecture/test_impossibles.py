"""Figures that must never be given: cells read as one, voix of a name taken for a count, more than the clé has."""

from typing import Any

import pytest

from services.votes.lecture.page.lignes import Ligne
from services.votes.lecture.page.rangees import expand_rangees
from services.votes.lecture.pv import read_pv_lignes, write_pv
from tests.votes.lecture.test_nominatifs import write_table
from tests.votes.lecture.test_totaux import SUITE, list_comptes, read


def list_opposants(*lignes: str) -> list[str]:
    return read(*lignes)["opposants"]


@pytest.mark.parametrize(
    "coin",
    ["Premier vote – article 25", "1er vote (art. 25)", "Vote – article 24", "Second tour (majorité de l’article 24)"],
)
def test_a_table_headed_by_a_vote_and_its_article_is_read_by_its_columns(coin: str) -> None:
    table = write_table(
        (coin, "Copropriétaires", "Tantièmes", "Sur"),
        ("Pour", "28", "40 442", "100 000"),
        ("Contre", "10", "31 104", "100 000"),
        ("Abstention", "3", "4 020", "100 000"),
    )
    lue = read(*table)
    assert list_comptes(lue) == [(40442, 28), (31104, 10), (4020, 3)]
    assert lue["total_voix"] == 100000


def test_figures_of_cells_without_heads_are_never_one_figure() -> None:
    table = write_table(
        ("Détail 12", "Colonne 1", "Colonne 2", "Colonne 3"),
        ("Pour", "28", "40 442", "100 000"),
        ("Contre", "10", "31 104", "100 000"),
        ("Abstention", "3", "4 020", "100 000"),
    )
    justes = [(40442, 28), (31104, 10), (4020, 3)]
    lus = list_comptes(read(*table))
    for (voix, tetes), (vraie, sienne) in zip(lus, justes, strict=False):
        assert voix in (None, vraie)
        assert tetes in (None, sienne)


def read_tout(corps: tuple[str, ...]) -> dict[str, Any]:
    lignes = [
        Ligne("Présents et représentés : 23 copropriétaires, 8 090 voix sur 10 000"),
        Ligne("1. Approbation des comptes"),
        *map(Ligne, corps),
        *SUITE,
    ]
    return write_pv(read_pv_lignes(expand_rangees(lignes)))["resolutions"][0]


def test_more_voix_than_the_syndicat_has_are_not_given() -> None:
    assert list_comptes(read_tout(("Pour : 7 090 voix", "Contre : 1 000 voix", "Abstention : 0 voix")))
    assert list_comptes(read_tout(("Pour : 70 901 voix", "Contre : 1 000 voix", "Abstention : 0 voix"))) == []


def test_more_voix_than_the_cle_of_the_vote_has_are_not_given() -> None:
    corps = ("Clé ascenseur : 1 000 tantièmes", "Pour : 623 voix", "Contre : 4 000 voix", "Abstention : 0 voix")
    assert 4000 not in [voix for voix, _ in list_comptes(read_tout(corps))]


@pytest.mark.parametrize(("ouvre", "ferme"), ["[]", "()"])
@pytest.mark.parametrize("lie", [" : ", " – ", " "])
def test_the_voix_of_names_in_a_bracket_count_no_head_of_the_next_position(ouvre: str, ferme: str, lie: str) -> None:
    lue = read(
        f"Pour : 5 488 voix – Contre : 374 voix {ouvre}M. DUMOULIN{lie}140; M. Mme SAUVAGEOT{lie}89; "
        f"Mme HADDADI{lie}145{ferme} – Abstentions : 365 voix {ouvre}M. DUPLESSIS{lie}84; Mme DIARRA{lie}281{ferme}."
    )
    assert list_comptes(lue) == [(5488, None), (374, None), (365, None)]
    assert lue["opposants"] == ["M. DUMOULIN", "M. Mme SAUVAGEOT", "Mme HADDADI"]


def test_a_list_that_a_dash_follows_keeps_no_voix_in_its_last_name() -> None:
    noms = list_opposants(
        "Pour : 6 995 voix – Contre : 288 voix [Mme LACHAMBRE : 180; Mme TOURNEBISE : 108] –",
        "Abstentions : 541 voix [M. Mme CAMARASA : 97; M. ROUSSELET : 444].",
    )
    assert noms == ["Mme LACHAMBRE", "Mme TOURNEBISE"]


@pytest.mark.parametrize("tete", ["Nom\tVoix", "Noms et prénoms\tTantièmes", "Copropriétaire\tLot\tMillièmes"])
def test_the_head_of_a_list_of_names_is_no_part_of_the_first(tete: str) -> None:
    noms = list_opposants(
        "Pour : 7403 voix (20 copropriétaires)",
        "Ont voté contre : 546 voix (2 copropriétaires)",
        tete,
        "M. LACHAMBRE Raoul 255",
        "M. LAMOUREUX Alain 291",
        "Se sont abstenus : 0 voix (0 copropriétaires)",
    )
    assert noms == ["M. LACHAMBRE Raoul", "M. LAMOUREUX Alain"]


def test_ballots_side_by_side_that_a_page_cuts_are_read_whole_with_the_total_of_their_corner() -> None:
    haut = write_table(
        ("sur 12000 voix", "1er vote - article 25", "2nd vote - article 24"),
        ("Pour", "5070 voix (17 copr.)", "4837 voix (15 copr.)"),
    )
    bas = write_table(
        ("Contre", "2667 voix (4 copr.)", "3199 voix (6 copr.)"),
        ("Abstention", "1623 voix (5 copr.)", "1324 voix (5 copr.)"),
        page=1,
    )
    lue = read(*haut, *bas)
    assert list_comptes(lue) == [(5070, 17), (2667, 4), (1623, 5)]
    assert [lue["second"][nom]["voix"] for nom in ("pour", "contre", "abstention")] == [4837, 3199, 1324]
    assert lue["total_voix"] == 12000


@pytest.mark.parametrize(
    ("cases", "resultat"),
    [
        ("☒ Adoptée ☐ Rejetée", "adoptee"),
        ("☐ Adoptée ☒ Rejetée", "rejetee"),
        ("Adoptée ☒ Rejetée ☐", "adoptee"),
        ("Adoptée ☐ Rejetée ☒", "rejetee"),
        ("[x] Acceptée [ ] Refusée", "adoptee"),
        ("☐ Adoptée ☐ Rejetée", None),
        ("☒ Adoptée ☒ Rejetée", None),
    ],
)
def test_the_verdict_is_the_only_one_that_its_box_ticks(cases: str, resultat: str | None) -> None:
    lue = read("Pour : 809 voix", "Contre : 0 voix", "Abstention : 48 voix", cases)
    assert lue["resultat_annonce"] == resultat
