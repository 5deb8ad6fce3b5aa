"""The words of a letter and of a register: the due date told in a sentence, a lot under its abbreviation."""

from datetime import date

import pytest

from services.appels_fonds.lecture.patrimoine.lots_nommes import LotIncertain
from services.appels_fonds.lecture.patrimoine.rapprochement import IndexPatrimoine
from services.appels_fonds.lecture.valeurs.dates import find_exigible
from tests.appels_fonds.patrimoine_essai import TILLEULS, patrimoine_depuis_json

AVRIL = date(2026, 4, 1)


def index(*numeros: str):
    lots = [{"numero": numero} for numero in numeros]
    return IndexPatrimoine(patrimoine_depuis_json({"coproprietes": [{**TILLEULS, "lots": lots}]})).par_code["B12"]


@pytest.mark.parametrize(
    "phrase",
    [
        "Merci de me régler le total ci-dessous pour le 1er avril 2026, premier jour du trimestre.",
        "Votre chèque est bien arrivé. Merci de payer la somme de 977,76 € pour le mercredi 1er avril 2026",
        "Vous voudrez bien verser la somme indiquée au bas de ce tableau avant le 01/04/2026",
    ],
)
def test_the_day_before_which_a_letter_asks_to_pay_is_the_due_date(phrase):
    dite = find_exigible(phrase)
    assert dite is not None
    assert dite[1] == AVRIL


@pytest.mark.parametrize(
    "phrase",
    [
        "Nous vous rappelons que vous deviez régler les sommes du trimestre précédent pour le 1er janvier 2026",
        "Vous n’avez pas pu régler le total de ce tableau pour le 1er janvier 2026",
        "Merci de régler le total ci-dessous pour les travaux votés en assemblée, devis du 12/01/2026",
        "Merci de me régler le total ci-dessous. L’assemblée se tiendra le 12 mai 2026",
    ],
)
def test_a_day_that_a_letter_tells_of_something_else_is_no_due_date(phrase):
    dite = find_exigible(phrase)
    assert dite is None or dite[1] is None


@pytest.mark.parametrize(
    ("ecrit", "attendus"),
    [("L.12", "12"), ("l. 0012", "12"), ("Lt 12", "12"), ("L.12 + L.13", "12+13"), ("L.12 - Appartement", "12")],
)
def test_the_word_lot_may_be_abbreviated(ecrit, attendus):
    assert "+".join(lot.numero for lot in index("12", "13", "P12bis").find_lots(ecrit)) == attendus


@pytest.mark.parametrize(
    ("numeros", "ecrit"),
    [
        (("12", "A12"), "L.12"),
        (("P12", "13"), "L.12"),
        (("12", "13"), "L12"),
        (("12", "13"), "L.14"),
        (("12", "13"), "L.12-14"),
    ],
    ids=["a_letter_tells_two_lots_apart", "only_with_a_letter", "a_letter_alone", "not_ours", "one_of_two_not_ours"],
)
def test_an_abbreviation_that_may_be_the_letter_of_a_number_is_refused(numeros, ecrit):
    with pytest.raises(LotIncertain):
        index(*numeros).find_lots(ecrit)
