"""What we write: no text is ever run, amounts stay numbers, and a sender gets his own workbook back annotated."""

import csv
import io
from datetime import date
from decimal import Decimal

import openpyxl
import openpyxl.xml
import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.excel.ecriture import Remarque, annotate_workbook, neutralise_csv, write_csv, write_tableau
from shared.excel.ouverture import open_classeur
from shared.excel.refus import FichierRefuse

PIEGES = ["=1+1", "+33 4 72", "-2", "@SUM(A1)", "\t=1", "\r=1", "=cmd|' /C calc'!A0"]


def test_openpyxl_is_protected_against_entities():
    assert openpyxl.xml.DEFUSEDXML is True


@pytest.mark.parametrize("texte", PIEGES)
def test_a_text_that_looks_like_a_formula_stays_a_text(texte):
    contenu = write_tableau("Export", ["Libellé"], [[texte]])
    cellule = openpyxl.load_workbook(io.BytesIO(contenu)).active["A2"]
    assert cellule.data_type == "s"
    (feuille,) = open_classeur(contenu, "x").feuilles()
    assert feuille.particularites.formules_sans_valeur == frozenset()
    assert neutralise_csv(texte) == f"'{texte}"


def test_amounts_and_dates_stay_what_they_are():
    contenu = write_tableau("Export : a/b", ["Montant", "Date", "Nombre"], [[Decimal("-12.50"), date(2026, 4, 1), -3]])
    page = openpyxl.load_workbook(io.BytesIO(contenu)).active
    assert [page[nom].value for nom in ("A2", "C2")] == [-12.5, -3]
    assert "€" in page["A2"].number_format
    assert page["B2"].is_date
    assert page.freeze_panes == "A2"


@given(st.lists(st.lists(st.text(st.characters(exclude_categories=["Cs", "Cc"])), min_size=2, max_size=2)))
def test_no_cell_of_a_csv_starts_like_a_formula(rangees):
    lues = list(csv.reader(io.StringIO(write_csv(["a", "b"], rangees).decode("utf-8-sig"), newline=""), delimiter=";"))
    assert lues[1:] == [[neutralise_csv(valeur) for valeur in rangee] for rangee in rangees]
    assert not any(valeur.startswith(("=", "+", "-", "@")) for rangee in lues for valeur in rangee)


def test_a_workbook_comes_back_with_its_faulty_cells_coloured_and_commented():
    classeur = openpyxl.Workbook()
    page = classeur.active
    page.title = "Appel"
    page.append(["Lot", "Montant"])
    page.append(["99", "=1+1"])
    tampon = io.BytesIO()
    classeur.save(tampon)
    rendu = annotate_workbook(
        tampon.getvalue(),
        [
            Remarque("Appel", "A2", "Le lot 99 est inconnu."),
            Remarque("Appel", "B2:B4", "=Montants à confirmer.", bloquante=False),
            Remarque(None, None, "La date manque."),
        ],
    )
    relu = openpyxl.load_workbook(io.BytesIO(rendu))
    assert relu.sheetnames == ["Remarques", "Appel"]
    page = relu["Appel"]
    assert page["A2"].comment.text == "Le lot 99 est inconnu."
    assert page["A2"].fill.fgColor.rgb.endswith("F8CBAD")
    assert page["B4"].fill.fgColor.rgb.endswith("FFE699")
    assert page["B2"].value == "=1+1"
    assert [cellule.value for cellule in relu["Remarques"]["D"]][1:] == [
        "Le lot 99 est inconnu.",
        "=Montants à confirmer.",
        "La date manque.",
    ]
    assert relu["Remarques"]["D3"].data_type == "s"


def test_the_values_of_a_csv_come_back_as_a_workbook_and_none_of_them_runs():
    rendu = annotate_workbook(
        "Lot;Montant\r\n99;=1+1\r\n".encode("cp1252"),
        [Remarque("appel été", "A2", "Lot inconnu.")],
        nom="appel été.csv",
    )
    page = openpyxl.load_workbook(io.BytesIO(rendu))["appel été"]
    assert (page["A2"].comment.text, page["B2"].value, page["B2"].data_type) == ("Lot inconnu.", "=1+1", "s")


def test_a_file_too_large_to_be_held_is_not_annotated():
    with pytest.raises(FichierRefuse):
        annotate_workbook(b"Lot;Montant;Base\n" + b"12;3;4\n" * 70_000, [])
