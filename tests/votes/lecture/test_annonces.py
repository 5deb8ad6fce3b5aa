"""How lists of opponents are announced and their items written: the names, all of them, and nothing else."""

import pytest

from services.votes.lecture.page.lignes import Ligne
from services.votes.lecture.pv import read_pv_lignes, write_pv
from services.votes.lecture.pv_lu import Decompte
from services.votes.lecture.votants.noms import split_noms

COMPTES = ("Pour : 700 voix", "Contre : 300 voix", "Abstention : 0 voix")


def read_opposants(*lignes: str) -> list[str]:
    """The opponents of the one resolution of pasted minutes."""
    textes = ("1. Approbation des comptes", *COMPTES, *lignes, "Résolution adoptée", "2. Divers", "Sans vote.")
    opposants: list[str] = write_pv(read_pv_lignes([Ligne(texte) for texte in textes]))["resolutions"][0]["opposants"]
    return opposants


@pytest.mark.parametrize("annonce", ["Ont voté CONTRE (2) : ", "Ont voté contre (2) : ", "Contre — ", "Contre – "])
def test_a_list_is_announced_with_the_number_of_its_names_or_with_a_dash(annonce: str) -> None:
    lus = read_opposants(f"{annonce}ESH Deux Rives (200), Mme ROY Anne (100)", "Se sont ABSTENUS (0) : néant")
    assert lus == ["ESH Deux Rives", "Mme ROY Anne"]


def test_a_dash_before_the_words_of_a_sentence_announces_no_name() -> None:
    assert read_opposants("Contre — le syndic rappelle la règle de l'article 25.") == []


@pytest.mark.parametrize(
    ("texte", "voix"),
    [
        ("SCI KERVAL 3 pour 191 voix, M. ROY pour 60 voix", 251),
        ("- SCI KERVAL 3............... 191\n- M. ROY....................... 60", 251),
        ("- SCI KERVAL 3...............\t191\n- M. ROY.......................\t60", 251),
        ("SCI KERVAL 3 [corresp.] (191), M. ROY (par corr.) (60)", 251),
        ("SCI KERVAL 3 (vpc) (191), M. ROY (présent) (60)", 251),
    ],
)
def test_a_figure_of_the_name_and_the_way_of_voting_are_told_from_the_voix(texte: str, voix: int) -> None:
    assert split_noms(texte, Decompte(voix, 2)) == ("SCI KERVAL 3", "M. ROY")
