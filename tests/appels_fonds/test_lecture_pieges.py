"""What goes wrong in a call, and the fault that must be told at the right cell; nothing about money is guessed."""

import io
from datetime import date, datetime

import pytest
import xlsxwriter

from services.appels_fonds.lecture.patrimoine.referentiel import Profil
from tests.appels_fonds.patrimoine_essai import (
    TITRE,
    avertissements,
    fautes,
    lire,
    lire_rangees,
    make_xlsx,
    montants,
)

ENTETE = ["Lot", "Clé", "Montant"]


def lire_lignes(*rangees, titre=TITRE, entete=ENTETE):
    return lire_rangees([titre, [], entete, *rangees])


@pytest.mark.parametrize(
    ("ecrit", "centimes"),
    [
        (410.0000001, 41000),
        (97.50000000000001, 9750),
        ("1 234,56", 123456),
        ("1\u00a0234,56 €", 123456),
        ("1\u202f234,56\u00a0€", 123456),
        ("1.234,56", 123456),
        ("410,00 EUR", 41000),
        ("-12,50", -1250),
        ("12,50-", -1250),
        ("(12,50)", -1250),
        ("- 12,50 €", -1250),
        ("'410,00", 41000),
        ("1'234,50", 123450),
    ],
)
def test_amounts_are_read_as_a_person_reads_them(ecrit, centimes):
    lecture = lire_lignes(["12", "GEN", ecrit])
    assert lecture.anomalies == ()
    assert montants(lecture) == [("C4", "12", "GEN", centimes)]


@pytest.mark.parametrize(
    ("ecrit", "code"),
    [
        (97.495, "MONTANT_AMBIGU"),
        (1.234, "MONTANT_AMBIGU"),
        ("97,4967 CR", "MONTANT_AMBIGU"),
        ("1.234", "MONTANT_AMBIGU"),
        ("12,345", "MONTANT_AMBIGU"),
        ("1,234", "MONTANT_AMBIGU"),
        ("quatre-vingts", "MONTANT_INVALIDE"),
        ("410 $", "MONTANT_INVALIDE"),
        (True, "MONTANT_INVALIDE"),
        (date(2026, 3, 12), "MONTANT_INVALIDE"),
    ],
)
def test_an_amount_that_can_be_read_two_ways_or_none_is_refused_at_its_cell(ecrit, code):
    assert fautes(lire_lignes(["12", "GEN", ecrit])) == [(code, "C4")]


@pytest.mark.parametrize(("ecrit", "centimes"), [(97.4967, 9750), (-97.4967, -9750), ("1 206,69125 €", 120669)])
def test_a_computed_amount_counts_as_it_is_shown_and_that_is_told(ecrit, centimes):
    lecture = lire_lignes(["12", "GEN", ecrit])
    assert [(x.gravite, x.code, x.cellule) for x in lecture.anomalies] == [("information", "MONTANT_ARRONDI", "C4")]
    assert montants(lecture) == [("C4", "12", "GEN", centimes)]


def test_a_blank_amount_beside_a_lot_and_a_key_is_told_as_missing():
    assert fautes(lire_lignes(["12", "GEN", 390], ["13", "GEN", None])) == [("MONTANT_INVALIDE", "C5")]


def test_a_zero_or_a_dash_calls_nothing():
    lecture = lire_lignes(["12", "GEN", 390], ["13", "GEN", 0], ["27", "GEN", "-"], ["101", "GEN", "-   €"])
    assert lecture.anomalies == ()
    assert montants(lecture) == [("C4", "12", "GEN", 39000)]


@pytest.mark.parametrize("ecrit", ["0012", "12.0", 12, 12.0, "Lot n° 12", "LOT N°0012", "lot 12", "12 (cave)", " 12 "])
def test_a_lot_is_recognised_under_its_usual_writings(ecrit):
    lecture = lire_lignes([ecrit, "GEN", 390])
    assert lecture.anomalies == ()
    assert lecture.lignes[0].lots == ("12",)


@pytest.mark.parametrize(
    "ecrit", ["99", "12-99", "12.5", 12.5, datetime(2026, 12, 13), "12-14", "12-14A", "appartement"]
)
def test_a_lot_that_is_not_certainly_ours_is_refused_at_its_cell(ecrit):
    assert fautes(lire_lignes([ecrit, "GEN", 390])) == [("LOT_INCONNU", "A4")]


def test_a_range_that_may_be_two_lots_or_four_is_asked():
    lecture = lire_lignes(["7-10", "001", 40], titre=["Le Parc Fleuri, provisions exigibles le 01/04/2026"])
    assert fautes(lecture) == [("LOT_INCONNU", "A4")]
    assert "deux lots ou tous" in lecture.anomalies[0].message


def test_a_lot_sold_before_the_due_date_or_bought_after_is_not_ours():
    lecture = lire_lignes(["45", "GEN", 300], ["60", "GEN", 300])
    assert fautes(lecture) == [("LOT_HORS_PATRIMOINE", "A4"), ("LOT_HORS_PATRIMOINE", "A5")]
    assert "vendu le 31/12/2025" in lecture.anomalies[0].message


def test_a_regularisation_on_a_sold_lot_is_asked_not_refused():
    lecture = lire_lignes(
        ["45", "GEN", 300], titre=["Résidence Les Tilleuls, solde des charges 2025, exigible le 01/04/2026"]
    )
    assert avertissements(lecture) == [("LOT_HORS_PATRIMOINE", "A4")]
    assert [x.nature for x in lecture.lignes] == ["regularisation"]


def test_keys_are_recognised_by_code_label_or_telling_words_and_refused_otherwise():
    lecture = lire_lignes(
        ["12", "gen", 1], ["12", "CHARGES GENERALES", 2], ["12", "Bât. A", 3], ["12", "GEN - Charges générales", 4],
        ["12", "Ascenseur bât A", 5], ["12", "Parking", 6], ["12", None, 7],
    )  # fmt: skip
    assert [x.cle for x in lecture.lignes] == ["GEN", "GEN", "BATA", "GEN", "ASC"]
    assert ("CLE_INCONNUE", "B9") in fautes(lecture)
    assert ("CLE_ABSENTE", "B10") in fautes(lecture)


def test_a_copropriete_of_a_single_key_needs_no_key_column():
    lecture = lire_rangees([["Le Parc Fleuri, provisions exigibles le 01/04/2026"], ["Lot", "Montant"], [7, 10]])
    assert lecture.anomalies == ()
    assert [x.cle for x in lecture.lignes] == ["001"]


def test_an_unknown_copropriete_is_told_once_at_the_cell_that_names_it():
    lecture = lire_lignes(
        ["12", "GEN", 1], ["13", "GEN", 2], titre=["SDC Les Inconnus", "provisions exigibles le 01/04/2026"]
    )
    assert fautes(lecture) == [("COPROPRIETE_INCONNUE", "A1")]


def test_a_copropriete_that_is_written_nowhere_is_told_once():
    lecture = lire_lignes(["12", "GEN", 1], ["13", "GEN", 2], titre=["Provisions exigibles le 01/04/2026"])
    assert fautes(lecture) == [("COPROPRIETE_INCONNUE", None)]


def test_a_code_and_a_name_that_disagree_are_refused():
    lecture = lire_lignes(["12", "GEN", 1], titre=["Résidence Les Tilleuls (B20), provisions exigibles le 01/04/2026"])
    assert fautes(lecture) == [("COPROPRIETE_INCONNUE", "A1")]


def test_a_fault_that_repeats_on_thousands_of_rows_is_one_message_with_its_range():
    rangees = [["SDC Inconnue", "12", "GEN", index] for index in range(1, 5001)]
    lecture = lire_rangees([["Provisions exigibles le 01/04/2026"], ["Copropriété", *ENTETE], *rangees])
    assert fautes(lecture) == [("COPROPRIETE_INCONNUE", "A3:A5002")]


def test_every_fault_is_told_in_one_pass():
    lecture = lire_lignes(
        ["99", "GEN", 1], ["12", "Piscine", 1], ["12", "GEN", "beaucoup"], ["12", "GEN", 5],
        entete=["Lot", "Clé", "Montant"],
    )  # fmt: skip
    assert fautes(lecture) == [("LOT_INCONNU", "A4"), ("CLE_INCONNUE", "B5"), ("MONTANT_INVALIDE", "C6")]
    assert lecture.lignes_a_integrer == ()
    assert lecture.total_centimes == 0


@pytest.mark.parametrize(
    "ecrit", [date(2026, 4, 1), "01/04/2026", "1er avril 2026", "01.04.26", "2026-04-01", 46113, "le 01/04/2026"]
)
def test_due_dates_are_read_as_dates_texts_or_serial_numbers(ecrit):
    lecture = lire_lignes(["12", "GEN", 1, ecrit], entete=[*ENTETE, "Exigible le"], titre=["Les Tilleuls : provisions"])
    assert lecture.anomalies == ()
    assert lecture.lignes[0].exigible == date(2026, 4, 1)


def test_dates_of_a_1904_workbook_are_not_four_years_early():
    rangees = [["Les Tilleuls : provisions"], [*ENTETE, "Exigible le"], ["12", "GEN", 1, date(2026, 4, 1)],
               ["13", "GEN", 1, 44651]]  # fmt: skip
    lecture = lire(make_xlsx(rangees, date_1904=True))
    assert lecture.anomalies == ()
    assert {x.exigible for x in lecture.lignes} == {date(2026, 4, 1)}


@pytest.mark.parametrize("ecrit", ["31/02/2026", "bientôt", "04/13/2026", 12.0, "1er avril"])
def test_a_due_date_that_does_not_exist_is_refused_at_its_cell(ecrit):
    lecture = lire_lignes(["12", "GEN", 1, ecrit], entete=[*ENTETE, "Échéance"], titre=["Les Tilleuls : provisions"])
    assert fautes(lecture) == [("DATE_INVALIDE", "D4")]


def test_a_due_date_written_nowhere_is_told_once():
    lecture = lire_lignes(["12", "GEN", 1], ["13", "GEN", 1], titre=["Les Tilleuls : provisions du 2e trimestre 2026"])
    assert fautes(lecture) == [("DATE_INVALIDE", None)]


def test_an_impossible_due_date_in_the_title_is_refused_there():
    lecture = lire_lignes(["12", "GEN", 1], titre=["Les Tilleuls", "Provisions exigibles le 31/04/2026"])
    assert fautes(lecture) == [("DATE_INVALIDE", "B1")]


def test_the_period_of_a_call_is_not_its_due_date():
    titre = [
        "Les Tilleuls : provisions du 01/04/2026 au 30/06/2026",
        "Exigible le 15/04/2026, à régler avant le 30/04/2026",
    ]
    assert lire_lignes(["12", "GEN", 1], titre=titre).lignes[0].exigible == date(2026, 4, 15)


def _with_formules(ecrire, **options):
    tampon = io.BytesIO()
    classeur = xlsxwriter.Workbook(tampon, {"in_memory": True, **options})
    page = classeur.add_worksheet("Appel")
    page.write_row(0, 0, TITRE)
    page.write_row(1, 0, ENTETE)
    page.write_row(2, 0, ["12", "GEN", 390])
    ecrire(page)
    classeur.close()
    return lire(tampon.getvalue())


def test_a_formula_without_a_computed_value_is_refused_at_its_cell():
    def ecrire(page):
        page.write_row(3, 0, ["13", "GEN"])
        page.write_formula("C4", "=290*1.25", None, "")

    assert fautes(_with_formules(ecrire)) == [("FORMULE_SANS_VALEUR", "C4")]


def test_a_zero_that_was_never_computed_is_not_taken_for_a_value():
    def ecrire(page):
        page.write_row(3, 0, ["13", "GEN"])
        page.write_formula("C4", "=290*1.25")

    assert fautes(_with_formules(ecrire)) == [("FORMULE_SANS_VALEUR", "C4")]


def test_a_formula_with_its_value_is_an_amount_like_another():
    def ecrire(page):
        page.write_row(3, 0, ["13", "GEN"])
        page.write_formula("C4", "=290*1.25", None, 362.5)
        page.write_string("A5", "Total")
        page.write_formula("C5", "=SUM(C3:C4)")

    lecture = _with_formules(ecrire)
    assert lecture.anomalies == ()
    assert [x.montant_centimes for x in lecture.lignes] == [39000, 36250]


def test_an_error_cell_is_refused_where_it_decides_and_ignored_elsewhere():
    def ecrire(page):
        page.write_row(3, 0, ["13", "GEN"])
        page.write_formula("C4", "=1/0", None, "#DIV/0!")
        page.write_formula("F4", "=NA()", None, "#N/A")

    assert fautes(_with_formules(ecrire)) == [("CELLULE_EN_ERREUR", "C4")]


def test_a_hidden_row_is_taken_and_told():
    lecture = _with_formules(lambda page: page.set_row(2, None, None, {"hidden": True}))
    assert avertissements(lecture) == [("LIGNE_MASQUEE", "C3")]
    assert lecture.issue == "accepte_avec_avertissements"
    assert [x.montant_centimes for x in lecture.lignes] == [39000]


def test_the_lines_of_a_hidden_sheet_are_told_and_not_taken():
    tampon = io.BytesIO()
    classeur = xlsxwriter.Workbook(tampon, {"in_memory": True})
    for nom, montant in (("T2", 390), ("T1", 380)):
        page = classeur.add_worksheet(nom)
        page.write_row(0, 0, TITRE)
        page.write_row(1, 0, ENTETE)
        page.write_row(2, 0, ["12", "GEN", montant])
    page.hide()
    classeur.close()
    lecture = lire(tampon.getvalue())
    assert [(x.code, x.feuille, x.gravite) for x in lecture.anomalies] == [("LIGNE_MASQUEE", "T1", "a_confirmer")]
    assert [x.feuille for x in lecture.lignes] == ["T2"]


def test_the_same_line_twice_is_refused_at_the_second():
    lecture = lire_lignes(["12", "GEN", 390], ["13", "GEN", 1], ["12", "GEN", 390])
    assert fautes(lecture) == [("LIGNE_EN_DOUBLE", "C6")]
    assert "C4" in lecture.anomalies[0].message


def test_two_works_on_the_same_key_the_same_day_are_two_lines():
    lecture = lire_lignes(
        ["12", "GEN", "Ravalement façade nord", 390], ["12", "GEN", "Réfection toiture", 390],
        entete=["Lot", "Clé", "Objet", "Montant"],
    )  # fmt: skip
    assert lecture.anomalies == ()
    assert len(lecture.lignes) == 2


def test_two_amount_columns_that_disagree_are_asked():
    lecture = lire_lignes(["12", "GEN", 390, 400], entete=["Lot", "Clé", "Montant", "Montant dû"])
    assert fautes(lecture) == [("PLUSIEURS_COLONNES_MONTANT", "C3")]


def test_two_amount_columns_that_always_agree_are_one():
    lecture = lire_lignes(["12", "GEN", 390, 390], ["13", "GEN", 5, 5], entete=["Lot", "Clé", "Montant", "Montant dû"])
    assert lecture.anomalies == ()
    assert montants(lecture) == [("C4", "12", "GEN", 39000), ("C5", "13", "GEN", 500)]


def test_quarters_without_dates_side_by_side_are_asked():
    lecture = lire_lignes(["12", "GEN", 390, 400], entete=["Lot", "Clé", "T1 2026", "T2 2026"])
    assert fautes(lecture) == [("PLUSIEURS_COLONNES_MONTANT", "C3")]


def test_a_wide_column_whose_key_is_unknown_is_not_left_out_in_silence():
    lecture = lire_lignes(["12", 1, 2, 3], entete=["Lot", "GEN", "Piscine", "CHF"])
    assert ("CLE_INCONNUE", "C3") in fautes(lecture)


def test_a_total_that_differs_is_refused_beyond_rounding_and_asked_within():
    assert fautes(lire_lignes(["12", "GEN", 390], ["Total", None, 400])) == [("TOTAL_DIFFERENT", "C5")]
    lecture = lire_lignes(["12", "GEN", 390.01], ["13", "GEN", 10], ["Total", None, 400.02])
    assert avertissements(lecture) == [("TOTAL_DIFFERENT", "C6")]
    assert "400,02" in lecture.anomalies[0].message


def test_a_kind_said_two_ways_on_the_same_row_is_asked():
    lecture = lire_lignes(
        ["12", "GEN", "Provisions et fonds de travaux", 390], entete=["Lot", "Clé", "Libellé", "Montant"],
        titre=["Les Tilleuls", "exigible le 01/04/2026"],
    )  # fmt: skip
    assert fautes(lecture) == [("NATURE_INCERTAINE", "C4")]


def test_a_refund_written_as_a_positive_amount_may_be_either_way():
    lecture = lire_lignes(["12", "GEN", "Remboursement avance", 50], entete=["Lot", "Clé", "Libellé", "Montant"])
    assert fautes(lecture) == [("MONTANT_AMBIGU", "D4")]


def test_debit_and_credit_on_the_same_row_are_asked():
    lecture = lire_lignes(["12", "GEN", 50, 20], entete=["Lot", "Clé", "Débit", "Crédit"])
    assert ("MONTANT_AMBIGU", "C4") in fautes(lecture)


def test_an_amount_without_a_lot_is_refused_unless_it_is_the_sum_above():
    assert fautes(lire_lignes(["12", "GEN", 390], [None, "GEN", 12])) == [("LOT_INCONNU", "A5")]


@pytest.mark.parametrize("rangees", [[["Bonjour"], ["Veuillez trouver notre appel."]], [["Lot", "Étage"], ["12", "3"]]])
def test_a_workbook_without_a_table_of_amounts_has_no_header(rangees):
    assert fautes(lire_rangees(rangees)) == [("EN_TETE_INTROUVABLE", None)]


def test_what_a_person_corrected_becomes_the_profile_of_the_syndic():
    profil = Profil(
        roles={"Cotis. T2": "MONTANT", "Montant": "IGNORE"},
        coproprietes={"Ens. Jaurès": "B12"},
        cles={("B12", "Ch. com."): "GEN"},
        natures={"CC": "provision"},
    )
    rangees = [["Ens. Jaurès, exigible le 01/04/2026"], ["Lot", "Clé", "Nature", "Montant", "Cotis. T2"],
               ["12", "Ch. com.", "CC", 99999, 390]]  # fmt: skip
    lecture = lire(make_xlsx(rangees), profil=profil)
    assert lecture.anomalies == ()
    assert montants(lecture) == [("E3", "12", "GEN", 39000)]


def test_coverage_says_what_was_read_ignored_and_not_used():
    lecture = lire_lignes(["12", "GEN", 390, "x"], ["Total", None, 390], entete=["Lot", "Clé", "Montant", "Visa"])
    assert (lecture.couverture.rangees, lecture.couverture.lignes) == (4, 1)
    assert [(x.raison, x.premiere) for x in lecture.couverture.ignorees] == [("titre", 1), ("total", 5)]
    assert [(x.cellule, x.entete) for x in lecture.couverture.colonnes if x.role is None] == [("D3", "visa")]
