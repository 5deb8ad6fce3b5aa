"""The same call in every format a syndic may send gives the same lines."""

import io
import zipfile
from datetime import date

import odf.opendocument
import odf.table
import odf.text
import pytest
import xlwt

from tests.appels_fonds.patrimoine_essai import avertissements, fautes, lire, make_xlsx, montants

RANGEES = [
    ["Résidence Les Tilleuls (B12)", "", "", ""],
    ["Provisions du 2e trimestre, exigibles le 01/04/2026", "", "", ""],
    ["N° de lot", "Clé", "Libellé", "Montant appelé"],
    ["Lot n° 12", "GEN", "Charges générales", "1 390,10"],
    ["14A", "CHF", "Chauffage à l’année", "41,00"],
    ["TOTAL", "", "", "1 431,10"],
]
ATTENDU = [("D4", "12", "GEN", 139010), ("D5", "14A", "CHF", 4100)]


def check(contenu, nom):
    lecture = lire(contenu, nom)
    assert lecture.anomalies == ()
    assert montants(lecture) == ATTENDU
    assert {x.exigible for x in lecture.lignes} == {date(2026, 4, 1)}
    return lecture


@pytest.mark.parametrize("separateur", [";", ",", "\t", "|"])
@pytest.mark.parametrize("codage", ["utf-8", "utf-8-sig", "cp1252", "mac_roman", "cp850", "utf-16", "utf-16-le"])
def test_csv_in_any_usual_encoding_and_separator(separateur, codage):
    def cellule(texte):
        return f'"{texte}"' if separateur in texte else texte

    texte = "\r\n".join(separateur.join(cellule(valeur) for valeur in rangee) for rangee in RANGEES)
    if codage in ("mac_roman", "cp850"):
        texte = texte.replace("’", "'").replace("\u00a0", " ")
    lecture = check(texte.encode(codage), "appel T2.csv")
    assert lecture.lignes[0].feuille == "appel T2"


def test_a_csv_that_announces_its_separator():
    texte = "sep=;\n" + "\n".join(";".join(rangee) for rangee in RANGEES)
    lecture = lire(texte.encode(), "a.csv")
    assert [x.montant_centimes for x in lecture.lignes] == [139010, 4100]


def test_a_csv_under_the_name_of_a_workbook_is_read_for_what_it_is():
    check("\n".join(";".join(rangee) for rangee in RANGEES).encode("cp1252"), "appel.xlsx")


def test_an_html_table_under_the_name_xls():
    corps = "".join("<tr>" + "".join(f"<td>{valeur}</td>" for valeur in rangee) + "</tr>" for rangee in RANGEES)
    page = f"<html><head><meta charset='windows-1252'></head><body><table>{corps}</table></body></html>"
    check(page.encode("cp1252"), "appel.xls")


def test_an_html_table_with_spans_entities_and_a_hidden_row():
    page = """<table><tr><td colspan=3>R&eacute;sidence Les Tilleuls, provisions exigibles le 01/04/2026</td></tr>
    <tr><th>Lot<th>Cl&eacute;<th>Montant</tr>
    <tr><td rowspan="2">12</td><td>GEN</td><td>1&nbsp;390,10&nbsp;&euro;</td></tr>
    <tr style="display:none"><td>ASC</td><td>10,00</td></tr></table>"""
    lecture = lire(page.encode(), "appel.xls")
    assert montants(lecture) == [("C3", "12", "GEN", 139010), ("C4", "12", "ASC", 1000)]
    assert avertissements(lecture) == [("LIGNE_MASQUEE", "C4")]


def _xls(rangees, masquee=None, montre="General", **options):
    classeur = xlwt.Workbook()
    classeur.dates_1904 = options.get("epoque_1904", False)
    page = classeur.add_sheet("Appel")
    for ligne, rangee in enumerate(rangees):
        for colonne, valeur in enumerate(rangee):
            style = xlwt.easyxf(num_format_str="dd/mm/yyyy" if isinstance(valeur, date) else montre)
            page.write(ligne, colonne, valeur, style)
    if masquee is not None:
        page.row(masquee).hidden = True
    tampon = io.BytesIO()
    classeur.save(tampon)
    return tampon.getvalue()


def test_an_old_binary_workbook():
    check(_xls(RANGEES), "appel.xls")


def test_an_old_binary_workbook_tells_its_hidden_row():
    lecture = lire(_xls(RANGEES, masquee=4), "appel.xls")
    assert avertissements(lecture) == [("LIGNE_MASQUEE", "D5")]


EN_NOMBRES = [*RANGEES[:3], ["12", "GEN", "Charges générales", 390.0], ["14A", "CHF", "Chauffage", 41.0]]


def test_the_amounts_of_an_old_binary_workbook_are_in_the_currency_that_their_cells_show():
    suisse = lire(_xls(EN_NOMBRES, montre='#,##0.00" CHF"'), "appel.xls")
    assert fautes(suisse) == [("MONTANT_AMBIGU", "D4"), ("MONTANT_AMBIGU", "D5")]
    assert "en « CHF »" in suisse.anomalies[0].message
    assert fautes(lire(_xls(EN_NOMBRES, montre="#,##0.00 €"), "appel.xls")) == []


def test_a_computed_amount_of_an_old_binary_workbook_counts_as_its_cell_shows_it():
    calcules = [*RANGEES[:3], ["12", "GEN", "Charges générales", 390.104], ["14A", "CHF", "Chauffage", 41.5]]
    assert [x[-1] for x in montants(lire(_xls(calcules, montre="#,##0.00"), "appel.xls"))] == [39010, 4150]
    assert fautes(lire(_xls(calcules, montre="0.000"), "appel.xls")) == [("MONTANT_AMBIGU", "D4")]


def test_an_old_binary_workbook_of_1904():
    rangees = [
        ["Les Tilleuls : provisions"],
        ["Lot", "Clé", "Montant", "Exigible le"],
        [12, "GEN", 390.0, date(2026, 4, 1)],
        [13, "GEN", 390.0, 44651],
    ]
    lecture = lire(_xls(rangees, epoque_1904=True), "appel.xls")
    assert lecture.anomalies == ()
    assert {x.exigible for x in lecture.lignes} == {date(2026, 4, 1)}


def _ods(rangees, masquee=None, repete=None, devise=None, montre="{}"):
    document = odf.opendocument.OpenDocumentSpreadsheet()
    table = odf.table.Table(name="Appel")
    for ligne, rangee in enumerate(rangees):
        details = {"visibility": "filter"} if ligne == masquee else {}
        rangee_odf = odf.table.TableRow(**details)
        for valeur in rangee:
            if isinstance(valeur, float):
                dite = {"valuetype": "currency", "currency": devise} if devise else {"valuetype": "float"}
                cellule = odf.table.TableCell(value=str(valeur), **dite)
            else:
                cellule = odf.table.TableCell(valuetype="string") if valeur else odf.table.TableCell()
            if valeur != "":
                cellule.addElement(odf.text.P(text=montre.format(valeur) if isinstance(valeur, float) else valeur))
            rangee_odf.addElement(cellule)
        table.addElement(rangee_odf)
    if repete:
        fin = odf.table.TableRow(numberrowsrepeated=repete)
        fin.addElement(odf.table.TableCell(numbercolumnsrepeated=1024))
        table.addElement(fin)
    document.spreadsheet.addElement(table)
    tampon = io.BytesIO()
    document.save(tampon)
    return tampon.getvalue()


def test_an_opendocument_workbook_with_its_endless_empty_rows():
    check(_ods(RANGEES, repete=1_048_570), "appel.ods")


@pytest.mark.parametrize("suisse", [{"devise": "CHF"}, {"montre": "{} CHF"}])
def test_the_amounts_of_an_opendocument_workbook_are_in_the_currency_that_their_cells_show(suisse):
    assert fautes(lire(_ods(EN_NOMBRES, **suisse), "appel.ods")) == [("MONTANT_AMBIGU", "D4"), ("MONTANT_AMBIGU", "D5")]
    assert fautes(lire(_ods(EN_NOMBRES, devise="EUR", montre="{} €"), "appel.ods")) == []


def test_an_opendocument_workbook_tells_its_hidden_row():
    lecture = lire(_ods(RANGEES, masquee=4), "appel.ods")
    assert avertissements(lecture) == [("LIGNE_MASQUEE", "D5")]


def rewrite(contenu, **remplacements):
    """The same zip with the bytes of some parts changed."""
    source, tampon = zipfile.ZipFile(io.BytesIO(contenu)), io.BytesIO()
    with zipfile.ZipFile(tampon, "w", zipfile.ZIP_DEFLATED) as cible:
        for nom in source.namelist():
            brut = source.read(nom)
            for ancien, nouveau in remplacements.get("partout", []):
                brut = brut.replace(ancien, nouveau)
            if "feuille" in remplacements and nom == "xl/worksheets/sheet1.xml":
                brut = remplacements["feuille"](brut)
            cible.writestr(nom, brut)
    return tampon.getvalue()


def test_strict_ooxml_is_read_like_the_other():
    strict = [
        (
            b"http://schemas.openxmlformats.org/spreadsheetml/2006/main",
            b"http://purl.oclc.org/ooxml/spreadsheetml/main",
        ),
        (
            b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
            b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        ),
    ]
    check(rewrite(make_xlsx(("Appel", RANGEES)), partout=strict), "appel.xlsx")


def test_a_sheet_whose_tags_carry_a_prefix():
    def prefix(brut):
        tete, corps = brut.split(b"?>", 1)
        corps = (
            corps.replace(b"</", b"\0").replace(b"<", b"<x:").replace(b"\0", b"</x:").replace(b"xmlns=", b"xmlns:x=")
        )
        return tete + b"?>" + corps

    check(rewrite(make_xlsx(("Appel", RANGEES)), feuille=prefix), "appel.xlsx")


def test_a_sheet_whose_cells_carry_no_address():
    import re

    check(
        rewrite(make_xlsx(("Appel", RANGEES)), feuille=lambda brut: re.sub(rb' r="[A-Z]*\d+"', b"", brut)), "appel.xlsx"
    )


@pytest.mark.parametrize(
    ("contenu", "code"),
    [
        (b"", "FICHIER_VIDE"),
        (b"  \r\n", "FICHIER_VIDE"),
        (b"Bonjour,\nveuillez trouver ci-joint notre appel.\nCordialement", "FORMAT_NON_RECONNU"),
        (b"%PDF-1.7 ...", "FORMAT_NON_RECONNU"),
        (make_xlsx(("Appel", RANGEES))[:3000], "FICHIER_ILLISIBLE"),
        (make_xlsx([]), "FICHIER_VIDE"),
    ],
)
def test_a_file_that_is_no_call_gets_one_code_and_one_sentence(contenu, code):
    lecture = lire(contenu, "appel.xlsx")
    assert fautes(lecture) == [(code, None)]
    assert lecture.anomalies[0].message.endswith(".")
