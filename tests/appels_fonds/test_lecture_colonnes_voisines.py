"""Columns beside the amount called: of another quarter, recalled, of another kind under a long header, of the total."""

import pytest

from services.appels_fonds.lecture.valeurs.termes import find_termes
from tests.appels_fonds.patrimoine_essai import fautes, lire_rangees, montants

T2 = ["Résidence Les Tilleuls", "", "Provisions du 2e trimestre, exigibles le 01/04/2026"]
MUET = ["Résidence Les Tilleuls", "", "Provisions, exigible le 01/04/2026"]
DEUX = [("PLUSIEURS_COLONNES_MONTANT", "C3")]


@pytest.mark.parametrize(
    "autre",
    [
        "Appel T1 (rappel)", "Appel T1", "Appel 1er trim.", "Provision T1", "Montant (rappel)", "Montant pour rappel",
        "Montant déjà appelé", "Appel précédent", "Montant appelé 1T26",
    ],
)  # fmt: skip
def test_what_another_call_asked_for_is_not_what_this_one_does(autre):
    lecture = lire_rangees([T2, ["Lot", "Clé", autre, "Appel T2"], ["12", "GEN", 380, 390.5], ["13", "GEN", 360, 370]])
    assert fautes(lecture) == []
    assert montants(lecture) == [("D3", "12", "GEN", 39050), ("D4", "13", "GEN", 37000)]
    assert {x.nature for x in lecture.lignes} == {"provision"}


def test_the_quarter_may_be_named_by_the_sheet_alone():
    rangees = [MUET, ["Lot", "Clé", "Appel T2", "Appel T3"], ["12", "GEN", 390.5, 400]]
    assert montants(lire_rangees(rangees, "2T26")) == [("C3", "12", "GEN", 39050)]
    assert montants(lire_rangees(rangees, "T3 2026")) == [("D3", "12", "GEN", 40000)]


@pytest.mark.parametrize("titre", [MUET, [*MUET, "1er et 2e trimestres"], [*MUET, "3e trimestre"]])
def test_two_quarters_are_asked_about_where_the_titles_do_not_name_one_of_them_alone(titre):
    lecture = lire_rangees([titre, [], ["Lot", "Clé", "Appel T1", "Appel T2"], ["12", "GEN", 380, 390.5]])
    assert fautes(lecture) == DEUX


def test_a_key_of_another_quarter_is_left_out_only_beside_the_same_key_of_this_one():
    lecture = lire_rangees(
        [T2, [], ["Lot", "Appel T1", "Appel T2", ""], ["", "ASC", "ASC", "CHF"], ["12", 40, 41.5, 12.5]]
    )
    assert montants(lecture) == [("C5", "12", "ASC", 4150), ("D5", "12", "CHF", 1250)]
    seule = lire_rangees([T2, [], ["Lot", "Appel T1", "Appel T2", ""], ["", "ASC", "GEN", "CHF"], ["12", 40, 41.5, 12]])
    assert [code for code, _ in fautes(seule)] == ["PLUSIEURS_COLONNES_MONTANT"]


@pytest.mark.parametrize(
    ("texte", "termes"),
    [
        ("2T26", {("trimestre", 2)}), ("Appel T3-2026", {("trimestre", 3)}), ("3ème trim.", {("trimestre", 3)}),
        ("1er et 2e trimestres 2026", {("trimestre", 1), ("trimestre", 2)}), ("2e appel", {("appel", 2)}),
        ("du 1er au 4e trimestre", {("trimestre", 1), ("trimestre", 4)}), ("Trimestre 2 - 2026", {("trimestre", 2)}),
        ("1er/2e appels", {("appel", 1), ("appel", 2)}), ("Appel n° 3", {("appel", 3)}), ("Appel n° 2026-118", set()),
        ("Appel de provisions trimestre 01/04/2026", set()), ("10 000 tantièmes", set()),
    ],
)  # fmt: skip
def test_the_term_of_a_call_is_read_in_every_writing(texte, termes):
    assert find_termes(texte) == termes


def test_works_called_by_another_rank_are_not_those_of_the_title():
    titre = ["Résidence Les Tilleuls", "2e appel de travaux", "exigible le 01/04/2026"]
    lecture = lire_rangees([titre, ["Lot", "Clé", "1er appel", "2e appel"], ["12", "GEN", 380.5, 390.5]])
    assert (fautes(lecture), montants(lecture)) == ([], [("D3", "12", "GEN", 39050)])


def test_a_recall_of_another_quarter_is_called_only_where_the_total_of_the_row_counts_it():
    titres, entete = [T2, ["Charges générales"]], ["Lot", "Rappel T1", "Provision T2"]
    muette = lire_rangees([*titres, entete, ["12", 20.5, 390]])
    assert [code for code, _ in fautes(muette)] == ["PLUSIEURS_COLONNES_MONTANT"]
    lecture = lire_rangees([*titres, [*entete, "Total"], ["12", 20.5, 390, 410.5], ["13", 10.5, 370, 380.5]])
    assert fautes(lecture) == []
    assert [(x.cellule, x.nature) for x in lecture.lignes[:2]] == [("B4", "provision_complement"), ("C4", "provision")]
    sans = lire_rangees([*titres, [*entete, "Total"], ["12", 20.5, 390, 390.5], ["13", 10.5, 370, 370.5]])
    assert {code for code, _ in fautes(sans)} == {"TOTAL_DIFFERENT"}


LONG = "Travaux d’étanchéité des terrasses (AG du 09/10/2025, rés. 9), 2e appel"


@pytest.mark.parametrize("sur", ["Provisions budget 2026", "Provisions sur budget prévisionnel", "Provisions"])
def test_kinds_by_keys_are_all_called_under_headers_of_any_length(sur):
    lecture = lire_rangees(
        [
            ["Résidence Les Tilleuls", "", "exigible le 01/04/2026"],
            ["Lot", sur, "", LONG, "Fonds de travaux", "Total du lot"],
            ["", "GEN", "CHF", "GEN", "GEN", ""],
            ["12", 390, 41.5, 727.65, 20, 1179.15],
            ["27", 10, "-", 30.5, 0.5, 41],
        ]
    )
    assert fautes(lecture) == []
    assert montants(lecture)[:4] == [
        ("B4", "12", "GEN", 39000), ("C4", "12", "CHF", 4150), ("D4", "12", "GEN", 72765), ("E4", "12", "GEN", 2000),
    ]  # fmt: skip
    assert [x.nature for x in lecture.lignes[:4]] == ["provision", "provision", "travaux", "fonds_travaux"]
    assert {x.exigible.isoformat() for x in lecture.lignes} == {"2026-04-01"}


def test_the_day_of_the_assembly_in_a_header_is_not_a_due_date_nor_its_year_that_of_the_call():
    entete = ["Lot", "Clé", "Provision", "Travaux toiture (AG du 09/10/2025)"]
    lecture = lire_rangees([["Les Tilleuls, exigible le 01/04/2026"], entete, ["12", "GEN", 390.5, 100]])
    assert fautes(lecture) == []
    assert montants(lecture) == [("C3", "12", "GEN", 39050), ("D3", "12", "GEN", 10000)]
    assert {x.exigible.isoformat() for x in lecture.lignes} == {"2026-04-01"}


def test_a_total_of_the_row_that_is_more_than_what_was_read_is_a_fault_and_never_a_base_of_tantiemes():
    lecture = lire_rangees(
        [MUET, ["Charges générales"], ["Lot", "Provision", "Bidule", "Total du lot"], ["12", 390, 10.5, 400.5],
         ["13", 370, 10.5, 380.5]]
    )  # fmt: skip
    assert fautes(lecture) == [("TOTAL_DIFFERENT", "D4"), ("TOTAL_DIFFERENT", "D5")]
    assert all(ligne.base is None for ligne in lecture.lignes)


TRAVAUX = ["Résidence Les Tilleuls", "", "Travaux : ravalement. 2e appel, exigible le 01/04/2026. Clé GEN"]


@pytest.mark.parametrize("entiere", ["Quote-part totale des travaux", "Votre part globale", "Quote-part totale"])
def test_the_share_of_the_whole_works_is_not_the_part_that_is_called(entiere):
    lecture = lire_rangees([TRAVAUX, ["Lot", entiere, "Appel de ce jour"], ["12", 900, 300], ["13", 600, 200]])
    assert fautes(lecture) == []
    assert montants(lecture) == [("C3", "12", "GEN", 30000), ("C4", "13", "GEN", 20000)]


def test_a_total_share_beside_a_call_of_another_kind_is_called_with_it():
    lecture = lire_rangees([TRAVAUX, ["Lot", "Quote-part totale des travaux", "Appel de provision"], ["12", 900, 300]])
    assert montants(lecture) == [("B3", "12", "GEN", 90000), ("C3", "12", "GEN", 30000)]
    assert [x.nature for x in lecture.lignes] == ["travaux", "provision"]
