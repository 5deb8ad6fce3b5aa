"""An amount that only compares is neither the one put to the vote nor its competitor, in the words of syndics."""

import pytest

from services.votes.lecture.mentions.corps import read_montant

BUDGET = "Budget prévisionnel 2027\nL’assemblée approuve le budget prévisionnel 2027 à la somme de 223 450,00 €"


@pytest.mark.parametrize(
    "suite",
    [
        ", détaillé par poste en annexe, contre 212 345,00 € pour l’exercice précédent.",
        " (contre 212 345,00 € l’an passé).",
        ", contre un budget de 212 345,00 € voté en 2026, soit une hausse de 11 105,00 €.",
        ", au lieu de 212 345,00 €.",
        ", au lieu des 212 345,00 € de 2026.",
        " (N-1 : 212 345,00 €).",
        " (N-1 : 212 345,00 € ; N-2 : 208 000,00 €).",
        " (budget 2026 : 212 345,00 €).",
        " (212 345,00 € l’an passé).",
        " (l’an dernier : 212 345,00 €).",
        ", initialement voté pour 212 345,00 €.",
        ", en hausse de 11 105,00 € par rapport aux 212 345,00 € votés en 2026.",
        ". Pour rappel, le budget de l’exercice précédent était de 212 345,00 €.",
        ", le budget de l’année précédente étant de 212 345,00 €.",
        ", soit 11 105,00 € de plus.",
        " contre 212 345,00 € actuellement.",
    ],
)
def test_an_amount_of_the_past_or_a_difference_does_not_compete_with_what_is_voted(suite: str) -> None:
    assert read_montant(BUDGET + suite) == 223_450_00


@pytest.mark.parametrize(
    "texte",
    [
        "Contre 212 345,00 € en 2026, le budget s’élève à 223 450,00 €.",
        "Le budget passe de 212 345,00 € à 223 450,00 €.",
    ],
)
def test_the_past_may_be_said_first(texte: str) -> None:
    assert read_montant(f"Budget prévisionnel 2027\n{texte}") == 223_450_00


@pytest.mark.parametrize(
    "texte",
    [
        "Le budget est joint (exercice précédent : 212 345,00 €).",
        "Le budget joint, contre 212 345,00 € pour l’exercice précédent, est approuvé.",
    ],
)
def test_the_amount_of_the_past_alone_is_never_the_one_voted(texte: str) -> None:
    assert read_montant(f"Budget prévisionnel 2027\n{texte}") is None


@pytest.mark.parametrize("titre", ["Portail", "Vote des travaux du portail"])
def test_two_offers_that_are_set_against_each_other_still_compete(titre: str) -> None:
    offres = "Devis Arnaud : 14 000 € TTC contre 12 000 € TTC pour le devis Blanc."
    assert read_montant(f"{titre}\n{offres} L’assemblée choisira en séance.") is None


def test_the_offer_that_is_retained_is_voted_and_the_one_it_is_set_against_is_not() -> None:
    texte = "Portail\nL’assemblée retient Arnaud pour 12 000 € TTC contre 14 000 € TTC pour Blanc."
    assert read_montant(texte) == 12_000_00


def test_a_price_for_which_a_lot_is_given_up_is_no_comparison() -> None:
    assert read_montant("Cession du lot 12\nL’assemblée cède le lot 12 contre la somme de 12 000 €.") == 12_000_00


def test_accounts_are_of_the_past_and_their_amount_is_voted() -> None:
    texte = "Approbation des comptes\nL’assemblée approuve les comptes de 98 000 € de l’exercice précédent."
    assert read_montant(texte) == 98_000_00
