"""Whatever its format, a faulty file goes back as its sender's own data, the faulty cells coloured and commented."""

import io
import zipfile

import openpyxl
import pytest
from sqlalchemy import Engine

from services.appels_fonds.reception.imports import preview_import
from services.appels_fonds.reception.renvois import annotate_import, list_remarques
from shared.database import Lecture, Session
from shared.excel.cellules import adresse
from shared.excel.ecriture import Remarque, annotate_workbook
from shared.excel.ouverture import open_classeur
from shared.excel.refus import FichierRefuse
from tests.appels_fonds.classeurs import bornes, dispositions, fautes, formats, xml_a_la_main  # noqa: F401
from tests.appels_fonds.classeurs.registre import CLASSEURS
from tests.appels_fonds.essais import COMPTABLE, load_patrimoine_essai


def _values(contenu: bytes, nom: str) -> dict[str, dict[str, object]]:
    """Each cell that holds something, by sheet."""
    return {
        feuille.nom: {
            adresse(numero, colonne): valeur
            for numero, rangee in feuille.lignes()
            for colonne, valeur in enumerate(rangee, 1)
            if valeur != ""
        }
        for feuille in open_classeur(contenu, nom).feuilles()
    }


def _opens(nom: str) -> bool:
    try:
        return bool(_values(CLASSEURS[nom](), nom))
    except FichierRefuse:
        return False


AUTRES = [nom for nom in CLASSEURS if (not nom.endswith(".xlsx") or "strict" in nom) and _opens(nom)]
"""The workbooks of the catalogue that open, in any format but the one that is annotated in place."""


@pytest.mark.parametrize("nom", AUTRES)
def test_a_file_of_any_format_comes_back_with_its_values_at_the_same_cells(nom: str) -> None:
    contenu = CLASSEURS[nom]()
    avant = _values(contenu, nom)
    feuille = next(iter(avant))
    cellule = next(iter(avant[feuille]))
    rendu = annotate_workbook(contenu, [Remarque(feuille, cellule, "À revoir.")], nom=nom)
    apres = _values(rendu, "annote.xlsx")
    del apres["Remarques"]
    assert list(apres.values()) == list(avant.values())
    book = openpyxl.load_workbook(io.BytesIO(rendu))
    page = book[book.sheetnames[1]]
    assert page[cellule].comment.text == "À revoir."
    assert page[cellule].fill.fgColor.rgb.endswith("F8CBAD")


@pytest.mark.parametrize("source", ["ancien.xls", "tableur.ods", "points_virgules_cp1252.csv"])
def test_the_faults_of_a_file_are_shown_at_its_own_cells(base: Engine, source: str) -> None:
    load_patrimoine_essai()
    contenu = _spoil(CLASSEURS[source](), source)
    with Session.begin() as session:
        apercu, analyse = preview_import(session, COMPTABLE, contenu, source)
        import_id = apercu.id
        attendues = {x.cellule for x in list_remarques(analyse) if x.cellule and ":" not in x.cellule}
    assert attendues
    with Lecture() as session:
        nom, rendu = annotate_import(session, COMPTABLE, session.get_one(type(apercu), import_id))
    assert nom.endswith("- remarques.xlsx")
    book = openpyxl.load_workbook(io.BytesIO(rendu))
    page = book[book.sheetnames[1]]
    commentees = {cell.coordinate for row in page.iter_rows() for cell in row if cell.comment}
    assert commentees == attendues


def _spoil(contenu: bytes, nom: str) -> bytes:
    """The same file with a lot that is not ours, written by the format's own tool."""
    if nom.endswith(".csv"):
        return contenu.replace(b"\r\n7;", b"\r\n99;")
    if nom.endswith(".ods"):
        return _rezip(contenu, b'office:value="7"', b'office:value="99"')
    return contenu.replace(b"0007", b"0099")


def _rezip(contenu: bytes, avant: bytes, apres: bytes) -> bytes:
    sortie = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(contenu)) as lue, zipfile.ZipFile(sortie, "w", zipfile.ZIP_DEFLATED) as ecrite:
        for info in lue.infolist():
            ecrite.writestr(info, lue.read(info.filename).replace(avant, apres))
    return sortie.getvalue()
