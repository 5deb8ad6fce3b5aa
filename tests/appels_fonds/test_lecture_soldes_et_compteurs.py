"""What is due as a difference or a product: balances of a year, avances that change, meters read and their price."""

from datetime import date
from typing import Any

import pytest

from tests.appels_fonds.patrimoine_essai import fautes, lire_rangees

AVRIL = date(2026, 4, 1)
TITRE = ["Les Tilleuls, comptes 2025 approuvés, soldes exigibles le 01/04/2026"]
SOLDES = ["Lot", "Clé", "Charges réelles 2025", "Provisions appelées", "Solde à payer (+) ou à votre crédit (-)"]
AVANCES = ["Lot", "Clé", "Avance au 31/12/2025", "Avance à conserver"]
REMBOURSEMENT = ["2. Remboursement partiel de l’avance de trésorerie (résolution n° 8)"]
COMPTEURS = ["Lot", "N° compteur", "Index 31/12/2025", "Index 28/02/2026", "Conso (m3)", "Prix m3", "Montant TTC"]
EAU = ["Résidence Les Tilleuls, consommations d’eau chaude, clé CHF, exigible le 01/04/2026"]


def lignes(rangees: list[list[Any]]) -> list[tuple[Any, ...]]:
    lecture = lire_rangees(rangees)
    assert [x.message for x in lecture.anomalies if x.gravite != "information"] == []
    return [(x.cellule, "+".join(x.lots), x.cle, x.nature, x.montant_centimes) for x in lecture.lignes_a_integrer]


def refuse(rangees: list[list[Any]]) -> list[tuple[str, str | None]]:
    lecture = lire_rangees(rangees)
    assert lecture.lignes_a_integrer == ()
    return fautes(lecture)


# --- balances, and another table below --------------------------------------------------------------------------------


def test_the_balance_of_a_year_is_read_above_another_table_whose_columns_say_something_else():
    assert lignes(
        [
            TITRE,
            ["1. Régularisation des charges 2025"],
            SOLDES,
            ["12", "Charges générales", "1 309,51 €", "1 333,88 €", "- 24,37 €"],
            ["13", "Charges générales", 1033.77, 971.96, 61.81],
            [],
            REMBOURSEMENT,
            [*AVANCES, "À votre crédit (-)"],
            ["12", "Charges générales", 211.50, 203.04, -8.46],
            ["13", "Charges générales", 207, 198.72, -8.28],
        ]
    ) == [
        ("E4", "12", "GEN", "regularisation", -2437),
        ("E5", "13", "GEN", "regularisation", 6181),
        ("E9", "12", "GEN", "restitution_avance", -846),
        ("E10", "13", "GEN", "restitution_avance", -828),
    ]


def test_a_balance_whose_sign_is_not_the_one_that_its_header_says_is_refused():
    assert refuse([TITRE, SOLDES, ["12", "GEN", 1309.51, 1333.88, 24.37], ["13", "GEN", 1033.77, 971.96, -61.81]])


def test_a_balance_that_is_not_the_difference_on_one_row_is_refused():
    assert refuse([TITRE, SOLDES, ["12", "GEN", 1309.51, 1333.88, -24.37], ["13", "GEN", 1033.77, 971.96, 16.81]])


# --- avances ----------------------------------------------------------------------------------------------------------


def test_what_is_given_back_of_an_avance_may_be_written_positive_under_words_that_say_in_our_favour():
    assert lignes(
        [TITRE, REMBOURSEMENT, [*AVANCES, "En votre faveur"], ["12", "GEN", 211.50, 203.04, 8.46]]
    ) == [("E4", "12", "GEN", "restitution_avance", -846)]  # fmt: skip


def test_what_is_asked_to_complete_an_avance_is_called():
    titre = ["2. Nouvelle avance de trésorerie votée"]
    entete = ["Lot", "Clé", "Avance versée", "Nouvelle avance", "Complément à verser"]
    rangees = [["12", "GEN", 200, 300, 100], ["13", "GEN", 180, 270, 90]]
    assert lignes([TITRE, titre, entete, *rangees]) == [
        ("E4", "12", "GEN", "avance", 10000),
        ("E5", "13", "GEN", "avance", 9000),
    ]


@pytest.mark.parametrize(
    ("dit", "rangees"),
    [
        ("À votre crédit (-)", [["12", "GEN", 211.50, 203.04, -8.46], ["13", "GEN", 207, 198.72, -8.82]]),
        ("Solde", [["12", "GEN", 211.50, 203.04, 8.46], ["13", "GEN", 207, 198.72, 8.28]]),
        ("Solde", [["12", "GEN", 211.50, 203.04, -8.46], ["13", "GEN", 207, 215.28, 8.28]]),
        ("À votre crédit", [["12", "GEN", 211.50, 203.04, 8.46], ["13", "GEN", 207, 215.28, -8.28]]),
    ],
    ids=["one_row_differs", "no_word_says_whose", "both_ways", "a_credit_that_is_negative"],
)
def test_a_change_of_avance_that_is_not_certain_is_refused(dit, rangees):
    assert refuse([TITRE, REMBOURSEMENT, [*AVANCES, dit], *rangees])


# --- meters -----------------------------------------------------------------------------------------------------------


def test_the_indexes_of_a_meter_and_the_price_that_makes_the_amount_are_no_amounts():
    rangees = [[12, "22-4188", 412, 419, 7, 11.42, 79.94], [13, "22-4189", 655, 667, 12, 11.42, 137.04]]
    assert lignes([EAU, COMPTEURS, *rangees, ["TOTAL", "", "", "", 19, "", 216.98]]) == [
        ("G3", "12", "CHF", "consommation", 7994),
        ("G4", "13", "CHF", "consommation", 13704),
    ]


def test_a_price_and_a_quantity_have_as_many_decimals_as_they_please():
    rangees = [[12, "22-4188", 412.25, 419.5, 7.25, "4,3275", 31.37], [13, "22-4189", 655, 667, 12, "4,3275", 51.93]]
    assert [ligne[4] for ligne in lignes([EAU, COMPTEURS, *rangees])] == [3137, 5193]


EAU_ET_CHARGES = ["Lot", "Consommation (m3)", "Prix m3", "Eau froide", "Charges générales"]


def test_beside_other_charges_the_quantity_and_the_price_of_water_are_no_amounts():
    rangees = [[1, 7, 4.32, 30.24, 250], [2, 12, 4.32, 51.84, 310]]
    assert lignes([["SDC Le Parc, provisions exigibles le 01/04/2026"], EAU_ET_CHARGES, *rangees]) == [
        ("D3", "1", "EAU", "provision", 3024),
        ("E3", "1", "GEN", "provision", 25000),
        ("D4", "2", "EAU", "provision", 5184),
        ("E4", "2", "GEN", "provision", 31000),
    ]


def test_beside_other_charges_a_price_that_does_not_make_the_amount_of_a_row_is_asked_about():
    rangees = [[1, 7, 4.32, 30.24, 250], [2, 12, 4.32, 58.14, 310]]
    titre = ["SDC Le Parc, provisions exigibles le 01/04/2026"]
    assert refuse([titre, EAU_ET_CHARGES, *rangees])


def test_two_states_of_an_avance_alone_are_asked_about():
    assert refuse([TITRE, REMBOURSEMENT, AVANCES, ["12", "GEN", 211.50, 203.04], ["13", "GEN", 207, 198.72]])
