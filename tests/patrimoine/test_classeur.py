"""The workbook: a fault is said at its cell, a formula stays a text, the template explains itself."""

import io
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from sqlalchemy import Engine

from shared.acteurs import SYSTEME
from shared.database import Lecture, Session
from shared.errors import InvalidError
from shared.patrimoine.export_classeur import gabarit, write_classeur
from shared.patrimoine.exports import export_patrimoine
from shared.patrimoine.feuilles import FEUILLES, MODE_D_EMPLOI
from shared.patrimoine.fichiers import import_fichier, preview_fichier
from shared.patrimoine.lecture_classeur import read_classeur
from tests.patrimoine.documents import bizillon, copropriete


def edit(**cellules: Any) -> bytes:
    """The workbook of the Bizillon with some cells typed over: ``Lots_B2="3"``."""
    classeur = load_workbook(io.BytesIO(write_classeur(bizillon())))
    for place, valeur in cellules.items():
        feuille, cellule = place.rsplit("_", 1)
        classeur[feuille.replace("_", " ")][cellule] = valeur
    return save(classeur)


def save(classeur: Workbook) -> bytes:
    sortie = io.BytesIO()
    classeur.save(sortie)
    return sortie.getvalue()


def fautes_of(contenu: bytes, nom: str = "patrimoine.xlsx") -> dict[str, str]:
    with pytest.raises(InvalidError) as refus, Session.begin() as session:
        import_fichier(session, SYSTEME, contenu, nom)
    with Lecture() as session:
        assert export_patrimoine(session)["coproprietes"] == []
    return {faute["ou"]: faute["message"] for faute in refus.value.fautes}


def test_a_workbook_imports_as_its_json_would(base: Engine) -> None:
    with Session.begin() as session:
        import_fichier(session, SYSTEME, write_classeur(bizillon()), "patrimoine.xlsx")
    with Lecture() as session:
        assert export_patrimoine(session) == bizillon()


def test_every_fault_of_reading_and_of_coherence_comes_at_its_cell(base_sqlite: Engine) -> None:
    contenu = edit(
        Copropriétés_J2="FR7630006000011234567890188",
        Copropriétés_E2="PAR",
        Lots_E2="32/13/2012",
        Lots_B3=None,
        Tantièmes_D2="trente-huit",
        Budgets_D2="12,345",
        Tantièmes_A7="X001",
        Tantièmes_B7="404",
        Tantièmes_C7="GEN",
        Tantièmes_D7=3,
        Clés_D3=51,
        Travaux_votés_G2="01/10/2025, demain",
    )
    assert fautes_of(contenu).keys() == {
        "Copropriétés J2",
        "Copropriétés E2",
        "Lots E2",
        "Lots B3",
        "Tantièmes D2",
        "Tantièmes B4",
        "Tantièmes B5",
        "Budgets D2",
        "Tantièmes B7",
        "Travaux votés G2",
    }


def test_tantiemes_above_the_total_are_said_at_the_total(base_sqlite: Engine) -> None:
    assert fautes_of(edit(Clés_D2=96)).keys() == {"Clés D2"}


def test_a_row_that_says_again_what_another_says_is_refused(base_sqlite: Engine) -> None:
    again = {"Tantièmes_A7": "X001", "Tantièmes_B7": "3", "Tantièmes_C7": "GEN", "Tantièmes_D7": 99}
    assert fautes_of(edit(**again)) == {"Tantièmes C7": "déjà donné en C3"}


def test_an_unknown_column_and_an_unknown_sheet_are_refused_by_name(base_sqlite: Engine) -> None:
    classeur = load_workbook(io.BytesIO(write_classeur(bizillon())))
    classeur["Lots"]["G1"] = "Étage"
    classeur["Syndics"]["B1"] = "Raison sociale"
    classeur.create_sheet("Brouillon")["C3"] = "à voir"
    fautes = fautes_of(save(classeur))
    assert fautes.keys() >= {"Lots G1", "Syndics B1", "Syndics", "Brouillon"}
    assert "« Étage »" in fautes["Lots G1"]
    assert fautes["Syndics"] == "la colonne « Nom » manque"


def test_an_empty_sheet_left_by_the_spreadsheet_is_nothing(base_sqlite: Engine) -> None:
    classeur = load_workbook(io.BytesIO(write_classeur(bizillon())))
    classeur.create_sheet("Feuil1")
    assert read_classeur(save(classeur)).fautes == {}


def test_numbers_and_dates_typed_by_hand_are_understood(base_sqlite: Engine) -> None:
    contenu = edit(Budgets_D2="6 000,00 €", Lots_E2="01/04/2012", Lots_B2=3, Copropriétés_G2="1 830", Lots_A3=" X001 ")
    assert read_classeur(contenu).donnees == read_classeur(write_classeur(bizillon())).donnees


def test_a_text_that_begins_like_a_formula_stays_a_text(base_sqlite: Engine) -> None:
    document = bizillon()
    copropriete(document)["nom"] = '=HYPERLINK("http://mal.example")'
    contenu = write_classeur(document)
    cellule = load_workbook(io.BytesIO(contenu))["Copropriétés"]["B2"]
    assert cellule.data_type == "s"
    assert read_classeur(contenu).donnees == document


def test_dates_before_the_spreadsheet_s_calendar_survive(base_sqlite: Engine) -> None:
    document = bizillon()
    copropriete(document)["lots"][0]["du"] = "1850-07-14"
    copropriete(document)["lots"][1]["du"] = "1900-01-01"
    assert read_classeur(write_classeur(document)).donnees == document


def test_the_template_explains_every_column_and_imports_nothing(base_sqlite: Engine) -> None:
    classeur = load_workbook(io.BytesIO(gabarit()))
    assert classeur.sheetnames == [MODE_D_EMPLOI, *(feuille.titre for feuille in FEUILLES)]
    explained = {(row[0], row[1]) for row in classeur[MODE_D_EMPLOI].iter_rows(min_row=2, values_only=True)}
    assert explained == {(feuille.titre, colonne.titre) for feuille in FEUILLES for colonne in feuille.colonnes}
    assert all(classeur[feuille.titre].freeze_panes == "A2" for feuille in FEUILLES)
    with Lecture() as session:
        assert not preview_fichier(session, SYSTEME, gabarit(), "gabarit.xlsx").changes


@pytest.mark.parametrize(
    ("contenu", "code"),
    [
        (b"", "FICHIER_VIDE"),
        (b"\x00" * 64, "FICHIER_VIDE"),
        (b"PK\x03\x04 tronque", "FICHIER_ILLISIBLE"),
        (b'{"agences": [', "FICHIER_ILLISIBLE"),
        (b'{"agences": "\xff"}', "FICHIER_ILLISIBLE"),
        (b"[" * 100_000, "FICHIER_ILLISIBLE"),
        (b'{"agences": [], "agences": []}', "PATRIMOINE_INVALIDE"),
        (b"bonjour", "FORMAT_NON_RECONNU"),
        (b"Lot;Surface\n12;64\n", "PATRIMOINE_INVALIDE"),
    ],
)
def test_a_file_that_is_not_a_patrimoine_gets_one_sentence(base_sqlite: Engine, contenu: bytes, code: str) -> None:
    with pytest.raises(InvalidError) as refus, Session.begin() as session:
        import_fichier(session, SYSTEME, contenu, "fichier")
    assert refus.value.code == code
    assert refus.value.detail
