"""Headers of several rows, the whole beside its calls, totals named after their lines."""

import io
from datetime import date

import openpyxl

from tests.appels_fonds.patrimoine_essai import fautes, lire, lire_rangees, make_xlsx, montants

TITRE = ["Les Tilleuls, appel du 2e trimestre 2026 exigible le 01/04/2026"]
TROIS = [
    ["Lot", "Provisions 2e trimestre", "", "", "", "Avance bâtiment A", "Total"],
    ["", "Charges générales", "", "Chauffage", "", "", ""],
    ["", "Tantièmes", "Montant", "Tantièmes", "Montant", "", ""],
    ["12", 312, 390, 300, 75, 19.5, 484.5],
    ["13", 290, 362.5, 280, 70, 18.12, 450.62],
    ["Total", "", 752.5, "", 145, 37.62, 935.12],
]
LARGES = ("B2:E2", "B3:C3", "D3:E3")


def lire_fusions(rangees, *fusions):
    classeur = openpyxl.load_workbook(io.BytesIO(make_xlsx(rangees)))
    for plage in fusions:
        classeur.active.merge_cells(plage)
    tampon = io.BytesIO()
    classeur.save(tampon)
    return lire(tampon.getvalue())


def test_labels_merged_down_say_how_deep_a_header_is():
    lecture = lire_fusions([TITRE, *TROIS], *LARGES, "A2:A4", "F2:F4", "G2:G4")
    assert lecture.anomalies == ()
    assert [(x.cellule, x.cle, x.nature, x.montant_centimes) for x in lecture.lignes[:3]] == [
        ("C5", "GEN", "provision", 39000),
        ("E5", "CHF", "provision", 7500),
        ("F5", "BATA", "avance", 1950),
    ]


def test_money_that_only_the_first_of_three_rows_labels_is_never_left_out_in_silence():
    lecture = lire_fusions([TITRE, *TROIS], *LARGES)
    assert ("PLUSIEURS_COLONNES_MONTANT", "C4") in fautes(lecture)


def test_a_currency_alone_under_a_key_heads_its_amounts():
    rangees = [
        ["", "", "Charges générales", "", "Chauffage", "", "Total"],
        ["N° lot", "Type", "Tant.", "€", "Tant.", "€", "€"],
        ["12", "Appt", 312, 390, 300, 120.5, 510.5],
        ["13", "Appt", 290, 362.5, 280, 112.47, 474.97],
    ]
    lecture = lire_fusions([TITRE, *rangees], "C2:D2", "E2:F2")
    assert montants(lecture) == [
        ("D4", "12", "GEN", 39000),
        ("F4", "12", "CHF", 12050),
        ("D5", "13", "GEN", 36250),
        ("F5", "13", "CHF", 11247),
    ]


def test_the_whole_is_no_total_where_it_adds_what_remains_to_be_called():
    rangees = [
        ["Les Tilleuls"],
        ["Travaux de réfection de la toiture - AG du 14/11/2025, résolution 9"],
        ["Lot", "Clé", "Quote-part totale", "1er appel 01/04/2026", "2e appel 01/07/2026", "Reste à appeler"],
        ["12", "Bâtiment A", 4000, 1600, 1600, 800],
        ["13", "Bâtiment A", 3575.42, 1430.17, 1430.17, 715.08],
    ]
    lecture = lire_rangees(rangees)
    assert lecture.anomalies == ()
    assert [(x.cellule, x.exigible) for x in lecture.lignes[:2]] == [("D4", date(2026, 4, 1)), ("E4", date(2026, 7, 1))]
    rangees[3][5] = 700
    assert fautes(lire_rangees(rangees)) == [("TOTAL_DIFFERENT", "C4"), ("TOTAL_DIFFERENT", "C5")]


def test_the_call_of_the_day_is_read_and_the_share_of_the_whole_is_not():
    entete = ["Lot", "Clé", "Quote-part travaux", "Déjà appelé", "Présent appel", "Reste à appeler"]
    rangees = [["12", "Bâtiment A", 4000, 2000, 1000, 1000], ["13", "Bâtiment A", 3575.4, 1787.7, 893.85, 893.85]]
    titre = ["Les Tilleuls, 3e appel exigible le 01/04/2026"]
    lecture = lire_rangees([titre, entete, *rangees])
    assert lecture.anomalies == ()
    assert [(x.cellule, x.nature) for x in lecture.lignes] == [("E3", "travaux"), ("E4", "travaux")]
    sans_reste = [rangee[:5] for rangee in (entete, *rangees)]
    assert ("PLUSIEURS_COLONNES_MONTANT", "E2") in fautes(lire_rangees([titre, *sans_reste]))


def test_a_total_may_be_named_after_the_words_of_its_lines():
    rangees = [
        ["Les Tilleuls, ravalement voté le 14/11/2025, clé bâtiment A"],
        ["Lot", "Appel", "Exigible le", "Montant"],
        ["12", "1er appel 50 %", date(2026, 4, 1), 800],
        ["12", "2e appel 50 %", date(2026, 7, 1), 800],
        ["13", "1er appel 50 %", date(2026, 4, 1), 715],
        ["13", "2e appel 50 %", date(2026, 7, 1), 715],
        ["", "Total 1er appel", "", 1515],
        ["", "Total 2e appel", "", 1515],
        ["", "Total", "", 3030],
    ]
    lecture = lire_rangees(rangees)
    assert fautes(lecture) == []
    assert lecture.total_centimes == 303000
    rangees[6][3] = 1500
    assert fautes(lire_rangees(rangees)) == [("TOTAL_DIFFERENT", "D7")]


def test_what_follows_the_numbers_of_lots_after_a_colon_describes_them():
    rangees = [
        ["Les Tilleuls, provisions exigibles le 01/04/2026"],
        ["Lots 12 et 27 : Appartement T3 + cave"],
        ["Clé", "Tantièmes", "Montant"],
        ["Charges générales", 320, 400],
        ["Lot 13 : Appartement T2"],
        ["Charges générales", 290, 362.5],
    ]
    assert montants(lire_rangees(rangees)) == [("C4", "12+27", "GEN", 40000), ("C6", "13", "GEN", 36250)]
