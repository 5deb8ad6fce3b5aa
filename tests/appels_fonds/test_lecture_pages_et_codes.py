"""Pages printed again inside a table, several numbers of one copropriété, the whole of a lot beside what is called."""

import pytest

from tests.appels_fonds.patrimoine_essai import fautes, lire_rangees, montants

ENTETE = ["Lot", "Désignation", "Clé", "Intitulé", "Quote-part appelée"]
CABINET = ["CABINET OUEST", "", "P33 - Résidence Les Tilleuls", "", "Page 1"]
TITRES = [CABINET, ["Provisions du 2e trimestre, exigibles le 01/04/2026"]]
LIGNE_12, LIGNE_13 = ["12", "T4", "GEN", "Charges générales", 390.5], ["13", "T4", "GEN", "Charges générales", 370]


@pytest.mark.parametrize("page", ["Page 2", "page 2/3", "p. 2", "Page n° 2 sur 3", "Page 1"])
def test_the_head_of_a_page_printed_again_inside_the_table_is_no_line(page):
    lecture = lire_rangees([*TITRES, ENTETE, LIGNE_12, [*CABINET[:4], page], ENTETE, LIGNE_13])
    assert fautes(lecture) == []
    assert montants(lecture) == [("E4", "12", "GEN", 39050), ("E7", "13", "GEN", 37000)]


@pytest.mark.parametrize("page", [2, "2", "2/3"])
def test_the_number_of_a_page_may_stand_beside_its_word(page):
    titre = ["CABINET OUEST", "", "Résidence Les Tilleuls", "Page", 1]
    lecture = lire_rangees([titre, TITRES[1], ENTETE, LIGNE_12, [*titre[:4], page], LIGNE_13])
    assert fautes(lecture) == []
    assert [cellule for cellule, *_ in montants(lecture)] == ["E4", "E6"]
    muette = lire_rangees([titre, TITRES[1], ENTETE, LIGNE_12, ["CABINET OUEST", "", "", "", 2], LIGNE_13])
    assert fautes(muette) != []


def test_the_reference_at_the_head_of_a_page_is_no_lot():
    titre = ["P3304", "", "SDC Les Tilleuls", "", "Page 1"]
    lecture = lire_rangees([titre, TITRES[1], ENTETE, LIGNE_12, [*titre[:4], "Page 2"], LIGNE_13])
    assert fautes(lecture) == []
    assert [lot for _, lot, _, _ in montants(lecture)] == ["12", "13"]


@pytest.mark.parametrize("montant", ["voir note", "390,5O", 12])
def test_a_row_that_says_more_than_the_titles_is_still_judged(montant):
    lecture = lire_rangees([*TITRES, ENTETE, LIGNE_12, ["CABINET OUEST", "", "Toiture", "", montant]])
    assert fautes(lecture) != []


def test_a_line_whose_amount_a_title_also_says_is_a_line():
    titres = [["Lot : ", "12", "GEN"], ["Net à payer", "390,50"], *TITRES]
    lecture = lire_rangees([*titres, ["Lot", "Clé", "Montant"], ["12", "GEN", "390,50"]])
    assert montants(lecture) == [("C6", "12", "GEN", 39050)]


EXPORT = ["Code immeuble", "Immeuble", "Immatriculation", "Lot", "Clé", "Nature", "Exigibilité", "Montant"]


def _exporte(code, nom, immatriculation, lot, montant):
    return [code, nom, immatriculation, lot, "001", "Provision", "01/04/2026", montant]


def test_two_columns_may_each_have_their_number_of_one_copropriete():
    rangees = [_exporte("0231", "Le Parc Fleuri", "AC4496620", lot, 100.5) for lot in ("7", "8")]
    lecture = lire_rangees([EXPORT, *rangees])
    assert fautes(lecture) == []
    assert {x.copropriete for x in lecture.lignes_a_integrer} == {"B21"}


@pytest.mark.parametrize(
    ("code", "immatriculation", "cellule"), [("0457", "AC4496620", "A3"), ("0231", "AC4496621", "C3")]
)
def test_a_second_number_in_the_same_column_is_asked_about(code, immatriculation, cellule):
    premiere = _exporte("0231", "Le Parc Fleuri", "AC4496620", "7", 100.5)
    lecture = lire_rangees([EXPORT, premiere, _exporte(code, "Le Parc Fleuri", immatriculation, "8", 100.5)])
    assert fautes(lecture) == [("COPROPRIETE_INCONNUE", cellule)]


def test_a_number_under_another_header_is_asked_about_where_no_row_joins_it_to_the_first():
    entete = ["N° immeuble", *EXPORT[1:2], *EXPORT[3:]]
    premiere = _exporte("0231", "Le Parc Fleuri", "", "7", 100.5)
    lecture = lire_rangees(
        [EXPORT, premiere, [], entete, ["0457", "Le Parc Fleuri", "8", "001", "Provision", "01/04/2026", 50.5]]
    )
    assert ("COPROPRIETE_INCONNUE", "A5") in fautes(lecture)


TRAVAUX = ["Résidence Les Tilleuls", "Travaux de ravalement voté le 24/09/2025, 2e appel", "exigible le 01/04/2026"]


@pytest.mark.parametrize("tout", ["Part totale du lot", "Quote-part totale", "Part du lot", "Total du lot"])
@pytest.mark.parametrize("appel", ["Présent appel", "Appel de ce jour", "2e appel"])
def test_the_whole_of_a_lot_under_one_label_with_its_calls_is_not_what_is_called(tout, appel):
    rangees = [
        TRAVAUX, ["Répartition", "", "", "Appel de fonds travaux", "", ""],
        ["Lot", "Clé", "Coût total des travaux", tout, "Déjà appelé", appel],
        ["12", "GEN", 312000, 3182.4, 1591.2, 1591.2], ["13", "GEN", 312000, 2620.8, 1310.4, 1310.4],
    ]  # fmt: skip
    lecture = lire_rangees(rangees)
    assert fautes(lecture) == []
    assert montants(lecture) == [("F4", "12", "GEN", 159120), ("F5", "13", "GEN", 131040)]
    assert {x.nature for x in lecture.lignes} == {"travaux"}


@pytest.mark.parametrize("reste", ["Solde restant", "Solde à appeler", "Reste à appeler"])
def test_what_is_still_to_be_called_proves_the_whole(reste):
    entete = ["Lot", "Clé", "Votre quote-part des travaux", "Appels antérieurs", "Présent appel (25 %)", reste]
    rangees = [["12", "GEN", 4000, 1000, 1000, 2000], ["13", "GEN", 400, 100, 100, 200]]
    lecture = lire_rangees([TRAVAUX, [], entete, *rangees])
    assert fautes(lecture) == []
    assert montants(lecture) == [("E4", "12", "GEN", 100000), ("E5", "13", "GEN", 10000)]


def test_a_whole_that_its_calls_do_not_add_up_to_is_asked_about():
    entete = ["Lot", "Clé", "Part du lot à payer", "Déjà appelé", "Présent appel"]
    lecture = lire_rangees([TRAVAUX, [], entete, ["12", "GEN", 3182.4, 1591.2, 1500], ["13", "GEN", 2620.8, 1310, 900]])
    assert [code for code, _ in fautes(lecture)] == ["PLUSIEURS_COLONNES_MONTANT"]
