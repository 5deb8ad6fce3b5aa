"""Layouts near to those of received workbooks: what a heading fixes, what settles what, and where nothing does."""

import pytest

from tests.appels_fonds.patrimoine_essai import TITRE, fautes, lire, lire_rangees, make_xlsx, montants


def test_headings_that_say_a_kind_and_a_key_in_any_abbreviation_part_the_amounts():
    lecture = lire_rangees(
        [
            ["Résidence Les Tilleuls", "", "Exigible le 01/04/2026"],
            ["Lot", "Prov. ch. courantes / Charges générales", "Prov chauffage", "Fds travaux - charges générales"],
            ["12", 390, 41, 20.5],
            ["27", 10, "", 0.5],
        ]
    )
    assert fautes(lecture) == []
    assert montants(lecture) == [
        ("B3", "12", "GEN", 39000), ("C3", "12", "CHF", 4100), ("D3", "12", "GEN", 2050),
        ("B4", "27", "GEN", 1000), ("D4", "27", "GEN", 50),
    ]  # fmt: skip
    assert [x.nature for x in lecture.lignes[:3]] == ["provision", "provision", "fonds_travaux"]


def test_a_currency_in_a_heading_is_never_a_key():
    lecture = lire_rangees([TITRE, ["Lot", "Clé", "Provisions en CHF"], ["12", "GEN", 390]])
    assert fautes(lecture) == [("MONTANT_INVALIDE", "C2")]


def test_the_key_of_a_row_wins_over_the_one_of_the_only_amount():
    lecture = lire_rangees([TITRE, ["Lot", "Clé", "Prov. charges générales"], ["12", "GEN", 390], ["12", "ASC", 41]])
    assert montants(lecture) == [("C3", "12", "GEN", 39000), ("C4", "12", "ASC", 4100)]


@pytest.mark.parametrize("bandeau", ["LOT N°0012 - T3", "Lot 12 (F4)", "Lot n° 12 – T2 bis duplex", "Lot 12, T1"])
def test_a_heading_may_name_a_lot_and_the_type_of_the_flat(bandeau):
    lecture = lire_rangees([TITRE, ["Clé", "Montant"], [bandeau], ["GEN", 390], ["ASC", 41]])
    assert montants(lecture) == [("B4", "12", "GEN", 39000), ("B5", "12", "ASC", 4100)]


@pytest.mark.parametrize("cellule", ["Lots 12 - T3", "12/T3", "12 - T3 et 99", "12 - T8", "12 - T3 - 99"])
def test_what_may_be_another_lot_is_not_taken_for_a_type(cellule):
    assert fautes(lire_rangees([TITRE, ["Lot", "Clé", "Montant"], [cellule, "GEN", 390]])) == [("LOT_INCONNU", "A3")]


@pytest.mark.parametrize("detail", ["Ravalement AG du 18/11/2025", "Travaux votés, résolution n° 12"])
def test_a_title_that_hesitates_is_settled_by_one_that_says_which_works(detail):
    lecture = lire_rangees(
        [["Les Tilleuls, exigible le 01/04/2026"], ["APPEL DE FONDS TRAVAUX"], [detail], ["Lot", "Clé", "Montant"],
         ["12", "BATA", 390]]
    )  # fmt: skip
    assert fautes(lecture) == []
    assert [x.nature for x in lecture.lignes] == ["travaux"]


def test_a_title_that_hesitates_is_not_settled_by_the_bare_word_nor_by_the_name_of_the_sheet():
    rangees = [
        ["Les Tilleuls, exigible le 01/04/2026"], ["APPEL DE FONDS TRAVAUX"], ["Travaux"], ["Lot", "Clé", "Montant"],
        ["12", "GEN", 390],
    ]  # fmt: skip
    assert fautes(lire_rangees(rangees, "Travaux")) == [("NATURE_INCERTAINE", "C5")]


@pytest.mark.parametrize("titre", ["Provisions et cotisation fonds de travaux"])
def test_a_title_that_says_two_kinds_is_not_settled_by_another_that_says_one(titre):
    lecture = lire_rangees(
        [["Les Tilleuls, exigible le 01/04/2026"], ["Provisions"], [titre], ["Lot", "Clé", "Montant"],
         ["12", "GEN", 390]]
    )  # fmt: skip
    assert fautes(lecture) == [("NATURE_INCERTAINE", "C5")]


@pytest.mark.parametrize("entete", ["Trimestre", "Mois", "Période"])
def test_money_under_the_name_of_a_time_is_what_is_called_for_it(entete):
    lecture = lire_rangees(
        [TITRE, ["Lot", "Poste", "Annuel", entete], ["12", "GEN", 1560, 390], ["27", "GEN", 50, 12.5]]
    )
    assert montants(lecture) == [("D3", "12", "GEN", 39000), ("D4", "27", "GEN", 1250)]


@pytest.mark.parametrize("periodes", [(2, 2), (2026, 2026), (202604, 202604), (20262, 20262)])
def test_the_number_of_a_quarter_a_month_or_a_year_is_never_an_amount(periodes):
    rangees = [[lot, "GEN", periode, 39.5] for lot, periode in zip(("12", "13"), periodes, strict=True)]
    lecture = lire_rangees([TITRE, ["Lot", "Clé", "Trimestre", "Montant appelé"], *rangees])
    assert montants(lecture) == [("D3", "12", "GEN", 3950), ("D4", "13", "GEN", 3950)]
    assert lire_rangees([TITRE, ["Lot", "Clé", "Trimestre"], *(x[:3] for x in rangees)]).lignes == ()


def test_money_under_a_quarter_beside_another_amount_is_asked_about():
    lecture = lire_rangees([TITRE, ["Lot", "Clé", "Montant", "Trimestre"], ["12", "GEN", 1560, 390]])
    assert [code for code, _ in fautes(lecture)] == ["PLUSIEURS_COLONNES_MONTANT"]


def test_each_sheet_may_be_a_copropriete_that_its_name_alone_says():
    entete = ["Lot", "Poste", "Tant.", "Annuel", "Trimestre"]
    haut = [["Provisions T2 2026"], ["Échéance", "1er avril 2026"]]
    lecture = lire(
        make_xlsx(
            ("B12", [*haut, entete, ["12", "GEN - Charges générales", 312, 1560, 390], ["", "Total", "", "", 390]]),
            ("B20", [*haut, entete, ["1", "EAU - Eau froide", 50, 160, 40], ["2", "GEN", 60, 80, 20]]),
        )
    )
    assert [(x.copropriete, x.lots, x.cle, x.montant_centimes) for x in lecture.lignes_a_integrer] == [
        ("B12", ("12",), "GEN", 39000), ("B20", ("1",), "EAU", 4000), ("B20", ("2",), "GEN", 2000),
    ]  # fmt: skip


def test_a_lot_written_once_reads_far_down_a_sheet_as_if_it_were_on_each_row():
    lots = ["12", "13", "14A"]
    rangees = [
        [lots[rang // 2 % 3], f"Provision {rang // 6}", ("GEN", "CHF")[rang % 2], 100 + rang] for rang in range(90)
    ]
    une_fois = [["" if rang % 2 else lot, *suite] for rang, (lot, *suite) in enumerate(rangees)]
    entete = [TITRE, ["Lot", "Libellé", "Clé", "Montant"]]
    assert montants(lire_rangees([*entete, *une_fois])) == montants(lire_rangees([*entete, *rangees]))
    assert len(montants(lire_rangees([*entete, *une_fois]))) == 90


@pytest.mark.parametrize("titre", ["Parc Fleuri", "Parc Fleuri, appel du printemps", "Copropriété Parc Fleuri"])
def test_a_title_may_name_the_building_without_its_article(titre):
    lecture = lire_rangees([[titre], ["Exigible le 01/04/2026"], ["Lot", "Clé", "Montant"], ["7", "001", 390]])
    assert [ligne.copropriete for ligne in lecture.lignes] == ["B21"]


@pytest.mark.parametrize("titre", ["Parc Fleuri II", "Grand Parc Fleuri", "Parc Fleuri du Lac"])
def test_a_neighbour_whose_name_holds_ours_is_not_ours(titre):
    lecture = lire_rangees([[titre], ["Exigible le 01/04/2026"], ["Lot", "Clé", "Montant"], ["7", "001", 390]])
    assert fautes(lecture) == [("COPROPRIETE_INCONNUE", None)]
