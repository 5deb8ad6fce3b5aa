"""Manners of whole pages: columns and their breaks, headers printed again, numbers, agendas before the votes."""

from typing import Any

import pytest

from services.votes.lecture.page.lignes import Ligne
from services.votes.lecture.page.mobilier import drop_mobilier
from services.votes.lecture.pv import read_pv_lignes, write_pv
from tests.votes.lecture.test_tournures import read


def read_textes(*textes: str) -> list[dict[str, Any]]:
    """The resolutions of pasted minutes."""
    return write_pv(read_pv_lignes([Ligne(texte) for texte in textes]))["resolutions"]


def set_ligne(texte: str, y: float, *, gras: bool = False, saut: bool = False, pleine: bool = False) -> Ligne:
    """A line as a page shows it."""
    return Ligne(texte, 0, 50, 540, y, 12 if gras else 10, gras, pleine, saut)


@pytest.mark.parametrize("presence", ["FEUILLE DE PRÉSENCE", "LISTE DES ABSENTS", "CONSTITUTION DU BUREAU"])
@pytest.mark.parametrize("numero", ["Résolution n° 1.{}", "1.{} –", "Point 1.{} :"])
def test_an_agenda_and_an_attendance_before_the_votes_do_not_hide_them(presence: str, numero: str) -> None:
    titres = ("Élection du président", "Approbation des comptes", "Quitus au syndic")
    lignes = [set_ligne("ORDRE DU JOUR", 10, gras=True)]
    lignes += [set_ligne(f"1.{n} – {titre}", 20 + n) for n, titre in enumerate(titres, 1)]
    lignes.append(set_ligne(presence, 40, gras=True, saut=True))
    for n, titre in enumerate(titres, 1):
        lignes += [
            set_ligne(f"{numero.format(n)} {titre}", 50 * n, gras=True, saut=True),
            set_ligne("Majorité : article 24", 50 * n + 10),
            set_ligne("Pour : 800 voix", 50 * n + 20),
            set_ligne(f"Contre : {n} voix", 50 * n + 30),
        ]
    lues = write_pv(read_pv_lignes(lignes))["resolutions"]
    assert [(lue["article_imprime"], lue["premier"]["contre"]["voix"]) for lue in lues] == [
        ("24", n) for n in (1, 2, 3)
    ]


def test_a_list_of_names_goes_on_at_the_top_of_the_next_column() -> None:
    lignes = [
        set_ligne("1. Quitus", 10, gras=True),
        set_ligne("Elle recueille 800 voix pour, 76 voix contre (M. ROY, M. et Mme", 700, pleine=True),
        set_ligne("SIMONET, Mme KACI), 12 voix s’abstenant (M. PETIT). Elle est adoptée.", 60, saut=True),
        set_ligne("2. Questions diverses", 90, gras=True, saut=True),
    ]
    lue = write_pv(read_pv_lignes(lignes))["resolutions"][0]
    assert lue["opposants"] == ["M. ROY", "M. et Mme SIMONET", "Mme KACI"]


def test_the_rows_of_columns_are_not_joined_as_sentences_are() -> None:
    lignes = [set_ligne("1. Quitus", 10, gras=True), set_ligne("Vote\tPour\tContre\tAbst.", 20, gras=True, pleine=True)]
    lignes += [
        set_ligne("Tantièmes\t800\t76\t0", 30, pleine=True),
        set_ligne("Copropriétaires\t9\t2\t0", 40, pleine=True),
    ]
    lue = write_pv(read_pv_lignes([*lignes, set_ligne("2. Divers", 50, gras=True)]))["resolutions"][0]
    assert lue["premier"]["contre"] == {"voix": 76, "tetes": 2}


def test_a_header_printed_again_on_the_next_page_parts_no_vote() -> None:
    entete = "1er vote\tPour\tContre\tAbst."
    premier, second = read((entete, "Voix\t800\t76\t0", entete, "Votants\t9\t2\t0"))
    assert second is None
    assert premier["pour"] == {"voix": 800, "tetes": 9}


def test_candidates_numbered_under_their_point_are_resolutions() -> None:
    votes = ("Article 25", "Pour : 800 voix", "Contre : 76 voix", "ADOPTÉE")
    titres = ("9.1 Candidature de M. ROY", "9.2 Candidature de Mme KACI", "10 Quitus")
    lues = read_textes("9 Élection du conseil syndical", *(texte for titre in titres for texte in (titre, *votes)))
    assert [lue["numero"] for lue in lues if lue["premier"]] == ["9.1", "9.2", "10"]


@pytest.mark.parametrize("marque", ["Rés. {}", "Rés. n° {} –", "{}e question –"])
def test_short_words_for_a_resolution_number_it(marque: str) -> None:
    votes = ("Article 24", "Pour : 800 voix", "Contre : 76 voix", "Adoptée")
    lues = read_textes(marque.format(1), "Quitus au syndic", *votes, f"{marque.format(2)} Budget 2027", *votes)
    assert [lue["numero"] for lue in lues][-1] == "2"


def test_a_number_that_ends_the_majority_of_a_title_is_not_that_of_its_page() -> None:
    pages = [
        [set_ligne("14. CRÉANCE IRRÉCOUVRABLE - ARTICLE", 800, gras=True)],
        [set_ligne("24", 40, gras=True), set_ligne("3", 820)],
    ]
    assert [ligne.texte for ligne in drop_mobilier(pages)] == ["14. CRÉANCE IRRÉCOUVRABLE - ARTICLE", "24"]


@pytest.mark.parametrize(
    "ligne",
    [
        "Procédure engagée contre : M. PETIT (4 250)",
        "Garantie contre : vol (300), bris (200), soit 500 voix",
        "Le syndic est mandaté pour agir contre : SCI DU LAC (12 500 €).",
        "Contre : M. PETIT (lot 53)",
        "Opposants : 2 mois pour agir.",
    ],
)
def test_who_is_sued_and_what_is_insured_against_are_not_opponents_counted(ligne: str) -> None:
    premier, second = read((ligne, "Adoptée."))
    assert second is None
    assert premier is None or all(v is None for compte in premier.values() for v in compte.values())


def test_lists_below_a_second_vote_whose_first_one_is_not_told_are_left_out() -> None:
    relance = "Majorité non atteinte. L’assemblée procède immédiatement à un second vote."
    listes = ("Ont voté contre : M. ROY (196), Mme KACI (60), soit 256 voix.", "S’est abstenu : M. PETIT (12).")
    textes = ("1. Portail", "Article 25", relance, *listes, "Adoptée", "2. Divers")
    lue = read_textes(*textes)[0]
    assert (lue["premier"], lue["second"]) == (None, None)
    assert lue["opposants"] == ["M. ROY", "Mme KACI"]
    premier, _ = read(("Article 25 (second vote à l’article 25-1 le cas échéant)", *listes))
    assert premier["contre"]["voix"] == 256


def test_columns_of_voix_and_of_their_base_without_rules_give_the_total_of_the_cle() -> None:
    votes = (
        "POUR :\t800 tantièmes\tsur 1 000\t9 copropriétaires",
        "CONTRE :\t76 tantièmes\tsur 1 000\t2 copropriétaires",
    )
    lue = read_textes("1. Quitus", *votes, "Adoptée", "2. Divers")[0]
    assert (lue["total_voix"], lue["premier"]["contre"]) == (1000, {"voix": 76, "tetes": 2})


def test_an_abstention_named_below_a_unanimity_leaves_the_voix_that_adopted() -> None:
    premier, _ = read(("Adoptée à l’unanimité des votants, soit 7 264 voix.", "S’est abstenu : M. PETIT (925)."))
    assert premier["pour"]["voix"] == 7264


def test_a_figure_of_a_page_header_is_not_taken_for_the_number_of_its_page() -> None:
    tete = "17 rue des Lices - syndicat immatriculé AB1-234-567"
    pages = [[set_ligne(tete, 40), set_ligne("Quitus", 60)], [set_ligne(tete, 40), set_ligne("Adopté.", 60)]]
    assert [ligne.texte for ligne in drop_mobilier(pages)] == ["Quitus", "Adopté."]
