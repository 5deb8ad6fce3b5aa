"""Labels beside their values above a table, labels merged over several columns, descriptions after the numbers of lots,
columns that the total of their row adds up."""

import io
from datetime import date

import openpyxl
import pytest

from services.appels_fonds.natures import find_natures
from tests.appels_fonds.patrimoine_essai import fautes, lire, lire_rangees, make_xlsx, montants

TITRE = ["Résidence Les Tilleuls - Appel de provisions"]
ENTETE = ["Clé de répartition", "Tantièmes", "Votre part"]


@pytest.mark.parametrize(
    "etiquettes",
    [
        [["Exigible au", "1er avril 2026"], ["IBAN", "FR7616807024810003229400192"]],
        [["Appel de provisions", "2e trimestre 2026"], ["Échéance", date(2026, 4, 1)]],
        [["Appel de charges", "2e trimestre 2026"], ["À payer pour le", "1er avril 2026"], ["BIC", "AGRIFRPP"]],
        [["Payable le", "01/04/2026"]],
    ],
)
def test_labels_beside_their_values_are_no_table_and_their_day_is_that_of_the_blocks(etiquettes):
    blocs = [
        ["Lot n° 12"],
        ENTETE,
        ["Charges générales", 312, 390.0],
        [],
        ["Lot n° 13"],
        ENTETE,
        ["Chauffage", 280, 84],
    ]
    lecture = lire_rangees([TITRE, *etiquettes, [], *blocs])
    assert lecture.anomalies == ()
    assert [(x.lots, x.cle, x.exigible, x.montant_centimes) for x in lecture.lignes] == [
        (("12",), "GEN", date(2026, 4, 1), 39000),
        (("13",), "CHF", date(2026, 4, 1), 8400),
    ]


def test_a_line_that_cannot_be_read_under_two_labels_is_told_and_not_taken_for_a_label():
    lecture = lire_rangees(
        [[*TITRE, "", "exigible le 01/04/2026, clé : charges générales"], ["Lot", "Montant"], ["12", "NC"]]
    )
    assert ("MONTANT_INVALIDE", "B3") in fautes(lecture)


@pytest.mark.parametrize(
    ("titre", "lots"),
    [
        ("LOTS N° 12 - 13 - Appartement T3 avec cave", ("12", "13")),
        ("Lots 12 et 13 (appartement, 2e étage)", ("12", "13")),
        ("Lot n° 12 - Appartement T4, 2e étage", ("12",)),
    ],
)
def test_lots_may_be_described_together_after_their_numbers(titre, lots):
    lecture = lire_rangees([[*TITRE, "exigible le 01/04/2026"], [titre], ENTETE, ["Charges générales", 602, 752.5]])
    assert lecture.anomalies == ()
    assert [ligne.lots for ligne in lecture.lignes] == [lots]


@pytest.mark.parametrize(
    "titre", ["Lots 12 - 13 - Cave et lot 27", "Lots 12 - 13 - Cave, 27", "Lots 12 - 99 - Appartement"]
)
def test_a_description_that_may_name_another_lot_is_asked_about(titre):
    lecture = lire_rangees([[*TITRE, "exigible le 01/04/2026"], [titre], ENTETE, ["Charges générales", 602, 752.5]])
    assert fautes(lecture) == [("LOT_INCONNU", "A2")]


def test_days_under_one_merged_label_are_instalments_of_the_works_that_it_names():
    rangees = [
        ["Résidence Les Tilleuls"],
        ["Appels de fonds travaux (art. 14-2) : ravalement, AG du 20/11/2025, rés. n° 12, clé : charges générales"],
        ["Lot", "", "Répartition", "", "Appels travaux exigibles le", "", "Total des deux appels"],
        ["N°", "Désignation", "Millièmes", "Base", "01/04/2026", "01/07/2026", ""],
        [12, "Appartement", 312, 10000, 2644.8, 2644.8, 5289.6],
        ["TOTAL", "", "", "", 2644.8, 2644.8, 5289.6],
    ]
    classeur = openpyxl.load_workbook(io.BytesIO(make_xlsx(rangees)))
    for plage in ("A3:B3", "C3:D3", "E3:F3", "G3:G4"):
        classeur.active.merge_cells(plage)
    tampon = io.BytesIO()
    classeur.save(tampon)
    lecture = lire(tampon.getvalue())
    assert lecture.anomalies == ()
    assert [(x.cellule, x.cle, x.nature, x.exigible) for x in lecture.lignes] == [
        ("E5", "GEN", "travaux", date(2026, 4, 1)),
        ("F5", "GEN", "travaux", date(2026, 7, 1)),
    ]


def test_works_named_after_their_article_are_no_fonds_de_travaux():
    assert find_natures("Appel de fonds travaux (art. 14-2) : ravalement des façades") == {"travaux"}
    assert find_natures("Appel de fonds travaux (art. 14-2)") == {"travaux", "fonds_travaux"}


SUJETS = ["Lot", "Clé", "Provision 2e trimestre 2026", "Complément de provision 1er trimestre 2026"]
APPEL = [
    "Résidence Les Tilleuls - Appel exigible le 01/04/2026, le 1er trimestre 2026 avait été appelé sur l’ancien budget"
]


def test_a_complement_of_another_quarter_is_called_where_what_is_to_be_paid_adds_it():
    rangees = [["12", "Charges générales", 572, 44, 616], ["13", "Chauffage", 55, 5, 60]]
    lecture = lire_rangees([APPEL, [*SUJETS, "Total à payer"], *rangees])
    assert lecture.anomalies == ()
    assert [(x.cellule, x.nature, x.montant_centimes) for x in lecture.lignes] == [
        ("C3", "provision", 57200),
        ("D3", "provision_complement", 4400),
        ("C4", "provision", 5500),
        ("D4", "provision_complement", 500),
    ]


def test_it_is_asked_about_where_no_total_says_so():
    rangees = [["12", "Charges générales", 572, 44], ["13", "Chauffage", 55, 5]]
    assert ("PLUSIEURS_COLONNES_MONTANT", "C2") in fautes(lire_rangees([APPEL, SUJETS, *rangees]))
    faux = [[*rangees[0], 572], [*rangees[1], 60]]
    assert montants(lire_rangees([APPEL, [*SUJETS, "Total à payer"], *faux])) == []


def test_what_is_to_be_paid_may_count_an_earlier_quarter_and_is_then_asked_about():
    entete = ["Lot", "Clé", "Provision T1 2026", "Provision T2 2026", "Total à payer"]
    titre = ["Les Tilleuls, appel du 2e trimestre 2026 exigible le 01/04/2026"]
    lecture = lire_rangees([titre, entete, ["12", "GEN", 390, 390, 780], ["13", "CHF", 70, 70, 140]])
    assert ("PLUSIEURS_COLONNES_MONTANT", "D2") in fautes(lecture)
