"""Minutes as read, placed on our agenda; our vote when the names and the columns leave no doubt."""

import pytest

from services.votes.models import ResultatAnnonce, VoteConstate
from services.votes.proces_verbaux.contenu import Colonne
from services.votes.proces_verbaux.rapprochement import PointConnu, is_named, match_pv

NOM = "Deux Rives Habitat"
POINTS = [
    PointConnu(1, "1", "Quitus au syndic", False, 312, 10_000),
    PointConnu(2, "2", "Réfection de la toiture terrasse", False, 312, 10_000),
    PointConnu(3, "7.2", "Désignation du syndic", False, 312, 10_000),
]


def read(numero: str | None, intitule: str, pour=None, contre=None, abstention=None, **values) -> dict:
    colonnes = {"pour": pour, "contre": contre, "abstention": abstention}
    premier = {nom: {"voix": voix, "tetes": None} for nom, voix in colonnes.items()} if pour is not None else None
    return {"numero": numero, "intitule": intitule, "premier": premier, "second": None, "total_voix": None, **values}


def place(*lues: dict):
    contenu = match_pv({"resolutions": list(lues), "non_compris": []}, POINTS, NOM)
    return {ligne.resolution_id: ligne for ligne in contenu.lignes}, contenu.non_compris


@pytest.mark.parametrize("numero", ["1", "01 -", "1°", "1."])
def test_a_number_is_recognised_whatever_its_ornaments(numero: str) -> None:
    lignes, left = place(read(numero, "QUITUS AU SYNDIC", 5_000, 100, resultat_annonce="adoptee"))
    assert (lignes[1].annonce, lignes[1].premier.pour, left) == (ResultatAnnonce.ADOPTEE, Colonne(5_000), ())


def test_a_title_places_a_line_whose_number_is_missing_or_another() -> None:
    lignes, left = place(read(None, "Refection de la toiture terrasse", 5_000), read("3", "DESIGNATION DU SYNDIC", 9))
    assert (lignes[2].premier.pour.voix, lignes[3].premier.pour.voix, left) == (5_000, 9, ())


def test_what_is_not_on_our_agenda_is_kept_in_sight() -> None:
    _, left = place(read("9", "Vente de la loge du gardien", 5_000))
    assert left == ("Point 9 « Vente de la loge du gardien » : pas à notre agenda.",)


def test_the_vote_that_follows_under_article_25_1_is_the_second_ballot() -> None:
    lignes, left = place(
        read("2", "Réfection de la toiture terrasse", 4_000, 100, resultat_annonce=None),
        read("2 bis", "Second vote à l’article 25-1", 4_100, 90, resultat_annonce="adoptee"),
    )
    assert (lignes[2].second.pour.voix, lignes[2].annonce, left) == (4_100, ResultatAnnonce.ADOPTEE, ())


def test_our_name_among_the_opponents_is_our_vote() -> None:
    lignes, _ = place(read("1", "Quitus", 5_000, 800, opposants=["DEUX RIVES HABITAT (312)", "SCI Or"]))
    assert lignes[1].notre_vote is VoteConstate.CONTRE


def test_our_name_among_the_defaillants_is_our_vote() -> None:
    lignes, _ = place(read("1", "Quitus", 5_000, 800, defaillants=["Sté Deux-Rives Habitat"]))
    assert lignes[1].notre_vote is VoteConstate.DEFAILLANT


def test_we_voted_for_when_nothing_else_can_hold_our_votes() -> None:
    lignes, _ = place(read("1", "Quitus", 9_600, 100, 50))
    assert lignes[1].notre_vote is VoteConstate.POUR


@pytest.mark.parametrize(
    "counts", [(5_000, 100, 50), (9_000, 400, 600), (200, 100, 100), (5_000, 4_900, None), (9_000, None, None)]
)
def test_our_vote_stays_unknown_where_our_votes_could_be_elsewhere(counts) -> None:
    lignes, _ = place(read("1", "Quitus", *counts))
    assert lignes[1].notre_vote is None


def test_a_name_that_only_looks_like_ours_is_not_ours() -> None:
    assert not is_named(NOM, ["Habitat des Rives", "Deux Lions"])
    assert not is_named("", ["Deux Rives Habitat"])
