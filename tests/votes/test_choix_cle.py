"""The clé a resolution is voted on: what a title says, and what it leaves to a person."""

import pytest

from services.votes.majorites.choix_cle import ChoixCle, Cle
from services.votes.majorites.choix_cle import choose_cle as choose_cle_of_type

CLES = [
    Cle("GEN", "Charges générales"),
    Cle("BATA", "Bâtiment A"),
    Cle("BATB", "Bâtiment B"),
    Cle("ASCA", "Ascenseur bâtiment A"),
]


def choose_cle(intitule, texte, cles):
    """The clé of works of upkeep."""
    return choose_cle_of_type(intitule, texte, "TRAVAUX_CONSERVATION", cles)


def test_a_title_that_names_nothing_is_voted_on_the_general_cle():
    assert choose_cle("Approbation des comptes de l’exercice 2025", None, CLES) == ChoixCle("GEN", None)


def test_a_title_that_names_one_building_is_voted_on_its_cle():
    assert choose_cle("TRAVAUX DE REFECTION DE L'ETANCHEITE TOITURE TERRASSE BAT B", None, CLES).code == "BATB"
    assert choose_cle("Ravalement du bâtiment A", None, CLES).code == "BATA"
    assert choose_cle("Ravalement du bât. A", None, CLES).code == "BATA"


def test_the_lift_of_a_building_is_more_precise_than_the_building():
    assert choose_cle("Mise aux normes de l’ascenseur du bâtiment A", None, CLES).code == "ASCA"


def test_two_buildings_stay_on_the_general_cle_and_ask():
    choix = choose_cle("Ravalement des bâtiments A et B", None, CLES)
    assert choix.code == "GEN"
    assert choix.note == "L’intitulé vise plusieurs clés (Bâtiment A, Bâtiment B) : vérifiez laquelle vote."


def test_a_building_without_a_cle_is_said():
    choix = choose_cle("Ravalement du bâtiment C", None, CLES)
    assert choix == ChoixCle("GEN", "L’intitulé nomme bâtiment C, sans clé à ce nom : vérifiez qui vote.")


def test_the_body_alone_only_asks():
    choix = choose_cle("Travaux d’étanchéité", "Le syndic présente les devis pour le bâtiment B.", CLES)
    assert choix.code == "GEN"
    assert "Bâtiment B" in (choix.note or "")


def test_the_article_a_is_not_a_building():
    assert choose_cle("Autorisation donnée à un copropriétaire de l’immeuble", None, CLES) == ChoixCle("GEN", None)
    assert choose_cle("Mandat au syndic pour agir à l’encontre de M. B", None, CLES) == ChoixCle("GEN", None)
    assert choose_cle("Travaux sur le bâtiment à réaliser d’urgence", None, CLES).code == "GEN"
    assert choose_cle("TRAVAUX BATIMENT A REALISER", None, CLES).code == "GEN"
    assert choose_cle("TRAVAUX BATIMENT A ESCALIER", None, CLES).code == "BATA"


def test_a_cle_known_by_its_code_only_is_found():
    cles = [Cle("GEN", "Générales"), Cle("ASC", "Clé 3"), Cle("ESC2", "Clé 4")]
    assert choose_cle("Remplacement de la cabine d’ascenseur", None, cles).code == "ASC"
    assert choose_cle("Peinture de la cage 2", None, cles).code == "ESC2"


def test_without_a_general_cle_a_person_chooses():
    assert choose_cle("Vote du budget", None, []).code is None


@pytest.mark.parametrize(
    ("intitule", "type_code"),
    [
        ("Élection du conseil syndical : représentant du bâtiment A", "CS_ELECTION"),
        ("Surélévation du bâtiment A", "SURELEVATION"),
        ("Modification de la répartition des charges du bâtiment A", "CHARGES_REPARTITION"),
        ("Autorisation donnée au lot 12 de poser un climatiseur, bâtiment A", "AUTORISATION_PRIVATIVE"),
    ],
)
def test_everybody_votes_what_is_not_the_expense_of_a_part(intitule, type_code):
    choix = choose_cle_of_type(intitule, None, type_code, CLES)
    assert choix.code == "GEN"
    assert choix.note.startswith("L’intitulé nomme Bâtiment A, mais tous votent")
