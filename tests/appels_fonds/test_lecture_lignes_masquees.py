"""Hidden rows of a sheet: field names, amounts that the printed total leaves out or counts."""

import io

import openpyxl
import pytest

from tests.appels_fonds.patrimoine_essai import TITRE, avertissements, fautes, lire, make_xlsx, montants

ENTETE = ["Lot", "Rubrique", "Clé", "Montant"]
LIGNES = [
    ["12", "Provision charges", "Charges générales", 369.73],
    ["12", "Frais de relance", "Charges générales", 35],
    ["13", "Provision charges", "Charges générales", 294.89],
]


def lire_masquees(rangees, *masquees):
    classeur = openpyxl.load_workbook(io.BytesIO(make_xlsx(("Appel", rangees))))
    for numero in masquees:
        classeur["Appel"].row_dimensions[numero].hidden = True
    tampon = io.BytesIO()
    classeur.save(tampon)
    return lire(tampon.getvalue())


def test_a_hidden_row_that_the_printed_total_leaves_out_is_not_called_and_is_told():
    lecture = lire_masquees([TITRE, ENTETE, *LIGNES, ["Total appelé", "", "", 664.62]], 4)
    assert montants(lecture) == [("D3", "12", "GEN", 36973), ("D5", "13", "GEN", 29489)]
    assert avertissements(lecture) == [("LIGNE_MASQUEE", "D4")]
    assert "n’a pas été prise" in lecture.anomalies[0].message
    assert lecture.issue == "accepte_avec_avertissements"


def test_a_hidden_row_that_the_printed_total_counts_is_called_and_is_told():
    lecture = lire_masquees([TITRE, ENTETE, *LIGNES, ["Total appelé", "", "", 699.62]], 4)
    assert lecture.total_centimes == 69962
    assert avertissements(lecture) == [("LIGNE_MASQUEE", "D4")]


def test_a_hidden_row_that_one_total_counts_and_another_leaves_out_is_refused():
    sous_total = ["Sous-total lot 12", "", "", 404.73]
    lecture = lire_masquees([TITRE, ENTETE, *LIGNES[:2], sous_total, LIGNES[2], ["Total", "", "", 664.62]], 4)
    assert fautes(lecture) == [("TOTAL_DIFFERENT", "D7")]


def test_the_totals_of_each_lot_and_of_all_may_leave_out_the_same_hidden_row():
    rangees = [*LIGNES[:2], ["Sous-total lot 12", "", "", 369.73], LIGNES[2], ["Sous-total lot 13", "", "", 294.89]]
    lecture = lire_masquees([TITRE, ENTETE, *rangees, ["Total", "", "", 664.62]], 4)
    assert fautes(lecture) == []
    assert lecture.total_centimes == 66462


def test_a_total_that_leaves_out_something_else_than_the_hidden_row_is_still_different():
    lecture = lire_masquees([TITRE, ENTETE, *LIGNES, ["Total appelé", "", "", 404.73]], 4)
    assert fautes(lecture) == [("TOTAL_DIFFERENT", "D6")]


@pytest.mark.parametrize(
    ("champs", "masquees"),
    [
        (["LOT_NUM", "APP_NAT", "CLE_LIB", "MNT"], (3,)),
        (["LOT_NUM", "APP_NAT", "CLE_LIB", "MNT"], ()),
        (["NUMLOT", "NATURE", "CODECLE", "MONTANT"], (3,)),
    ],
)
def test_the_names_of_the_fields_under_the_labels_are_no_line(champs, masquees):
    lecture = lire_masquees([TITRE, ENTETE, champs, LIGNES[0], LIGNES[2]], *masquees)
    assert lecture.anomalies == ()
    assert montants(lecture) == [("D4", "12", "GEN", 36973), ("D5", "13", "GEN", 29489)]


def test_a_first_line_of_words_under_the_labels_is_no_row_of_fields():
    lecture = lire_masquees([TITRE, ENTETE, ["14A", "PROVISION", "GEN", "NC"], LIGNES[0]], 3)
    assert ("MONTANT_INVALIDE", "D3") in fautes(lecture)
