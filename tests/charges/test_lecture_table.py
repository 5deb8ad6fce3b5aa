"""A table comes as a CSV or as a workbook, and means the same."""

from datetime import date
from io import BytesIO

from openpyxl import Workbook

from services.charges.tables.lecture import Faute, Fichier, Lecteur, read_table

COLONNES = ("bail", "du", "provisions", "actif")


def classeur(*lignes: list[object]) -> bytes:
    livre = Workbook()
    for ligne in lignes:
        livre.active.append(ligne)
    contenu = BytesIO()
    livre.save(contenu)
    return contenu.getvalue()


def lire(contenu: bytes) -> tuple[object, ...]:
    fautes: list[Faute] = []
    table = read_table(Fichier("baux", contenu), COLONNES, fautes)
    lecteur = Lecteur(table, table.lignes[0], fautes)
    lu = (
        lecteur.read_texte("bail"),
        lecteur.read_date("du"),
        lecteur.read_montant("provisions"),
        lecteur.read_oui_non("actif"),
    )
    assert fautes == []
    return lu


def test_a_workbook_says_what_the_csv_says():
    attendu = ("12", date(2025, 1, 31), 8050, True)
    assert lire(b"bail;du;provisions;actif\n12;2025-01-31;80.5;oui\n") == attendu
    assert lire(classeur([*COLONNES], [12, date(2025, 1, 31), 80.5, True])) == attendu


def test_titles_and_days_are_read_as_people_write_them():
    attendu = ("12", date(2025, 1, 31), 8050, True)
    assert lire(classeur(["Bail", "Du", "PROVISIONS", "Actif"], [12, "31/1/2025", 80.5, True])) == attendu
    table = read_table(
        Fichier("baux.xlsx", classeur(["Bail", "Dépôt de garantie", "Clé"], [12, 450, "GEN"])),
        ["bail"], [], facultatives=["depot_garantie"],
    )  # fmt: skip
    assert table.colonnes == ("bail", "depot_garantie", "Clé")


def test_a_workbook_without_a_column_is_not_told_about_separators():
    fautes: list[Faute] = []
    read_table(Fichier("baux.xlsx", classeur(["bail"], [12])), ["bail", "du"], fautes)
    assert [faute.message for faute in fautes] == ["il manque la colonne « du »."]


def test_blank_lines_are_passed_over_and_do_not_shift_the_numbers():
    fautes: list[Faute] = []
    table = read_table(Fichier("baux.csv", b"bail;du\n\n;\nA;\n"), ["bail"], fautes)
    Lecteur(table, table.lignes[0], fautes).read_texte("du")
    assert [faute.ou for faute in fautes] == ["baux.csv, ligne 4"]


def test_a_broken_workbook_is_refused_in_one_sentence():
    fautes: list[Faute] = []
    table = read_table(Fichier("baux.xlsx", b"PK\x03\x04 broken"), COLONNES, fautes)
    assert table.lignes == ()
    assert len(fautes) == 1
