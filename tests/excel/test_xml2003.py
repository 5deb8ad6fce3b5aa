"""Workbooks of Excel 2002-2003 in XML: their cells at their places, and the texts that are refused."""

from datetime import date, datetime

import pytest

from shared.excel.ouverture import open_classeur
from shared.excel.refus import FichierRefuse

URN = "urn:schemas-microsoft-com:office:spreadsheet"


def ecrire(rangees, *, avant="", apres="", tete='<?xml version="1.0"?>\n<?mso-application progid="Excel.Sheet"?>\n'):
    """A workbook of one sheet around its ``Row`` elements."""
    return (
        f'{tete}<Workbook xmlns="{URN}" xmlns:ss="{URN}" xmlns:x="urn:schemas-microsoft-com:office:excel">{avant}'
        f'<Worksheet ss:Name="Appel"><Table>{rangees}</Table>{apres}</Worksheet></Workbook>'
    ).encode()


def lire(contenu):
    (feuille,) = open_classeur(contenu, "appel.xls").feuilles()
    return feuille


def code(contenu):
    with pytest.raises(FichierRefuse) as refus:
        lire(contenu)
    return refus.value.code


def cellule(genre, texte, attributs=""):
    return f'<Cell {attributs}><Data ss:Type="{genre}">{texte}</Data></Cell>'


def test_each_value_has_the_type_that_it_says():
    dites = [
        ("String", "Bât. A &amp; B"), ("Number", "786.15"), ("Number", "1.5E3"), ("Boolean", "1"),
        ("DateTime", "2026-04-15T00:00:00.000"), ("DateTime", "2026-04-15T08:30:00.000"), ("Number", "1 234,56"),
    ]  # fmt: skip
    feuille = lire(ecrire(f"<Row>{''.join(cellule(*dite) for dite in dites)}</Row>"))
    assert list(feuille.lignes()) == [
        (1, ["Bât. A & B", 786.15, 1500.0, True, date(2026, 4, 15), datetime(2026, 4, 15, 8, 30), "1 234,56"])
    ]


def test_rows_and_cells_stand_where_their_index_or_the_merged_ones_put_them():
    fusionnee = cellule("String", "Provisions", 'ss:Index="2" ss:MergeAcross="1" ss:MergeDown="1"')
    feuille = lire(
        ecrire(f'<Row ss:Index="3">{fusionnee}{cellule("Number", "1")}</Row><Row>{cellule("Number", "2")}</Row>')
    )
    assert list(feuille.lignes()) == [(1, []), (2, []), (3, ["", "Provisions", "", 1.0]), (4, [2.0])]
    (fusion,) = feuille.fusions
    assert (fusion.ligne, fusion.colonne, fusion.derniere_ligne, fusion.derniere_colonne) == (3, 2, 4, 3)


def test_errors_formulas_without_a_value_and_what_is_hidden_are_told():
    cellules = (
        cellule("Error", "#REF!", 'ss:Formula="=R1C9"') + '<Cell ss:Formula="=SUM(R1C1)"/>'
        '<Cell ss:Formula="=1+1"><Data ss:Type="Number"></Data></Cell>' + cellule("Number", "2", 'ss:Formula="=1+1"')
    )
    excel = "urn:schemas-microsoft-com:office:excel"
    apres = f'<WorksheetOptions xmlns="{excel}"><Visible>SheetHidden</Visible></WorksheetOptions>'
    colonnes = '<Column ss:Index="3" ss:Hidden="1" ss:Span="1"/>'
    feuille = lire(ecrire(f'{colonnes}<Row ss:Hidden="1">{cellules}</Row>', apres=apres))
    assert list(feuille.lignes()) == [(1, ["", "", "", 2.0])]
    details = feuille.particularites
    assert details.erreurs == {(1, 1): "#REF!"}
    assert details.formules_sans_valeur == {(1, 2), (1, 3)}
    assert (details.lignes_masquees, details.colonnes_masquees, feuille.masquee) == ({1}, {3, 4}, True)


def test_a_comment_is_not_the_value_of_its_cell_and_rich_text_is():
    riche = (
        '<Cell><ss:Data ss:Type="String" xmlns="http://www.w3.org/TR/REC-html40"><B>Lot</B> 12</ss:Data>'
        '<Comment ss:Author="AB"><ss:Data xmlns="http://www.w3.org/TR/REC-html40">à revoir</ss:Data></Comment></Cell>'
    )
    assert list(lire(ecrire(f"<Row>{riche}</Row>")).lignes()) == [(1, ["Lot 12"])]


def test_cells_say_in_which_currency_and_with_how_many_decimals_they_are_shown():
    styles = (
        '<Styles><Style ss:ID="s1"><NumberFormat ss:Format="#,##0.00\\ &quot;CHF&quot;"/></Style>'
        '<Style ss:ID="s2"><NumberFormat ss:Format="Standard"/></Style><Style ss:ID="s3" ss:Parent="s1"/></Styles>'
    )
    cellules = "".join(cellule("Number", "1", f'ss:StyleID="{nom}"') for nom in ("s1", "s2", "s3")) + cellule(
        "Number", "1"
    )
    feuille = lire(ecrire(f"<Row>{cellules}</Row>", avant=styles))
    lus = feuille.read_formats({1, 2, 3, 4})
    assert feuille.devises
    assert [(lus[1, place].decimales, lus[1, place].devise) for place in (1, 2, 3, 4)] == [
        (2, "CHF"), (2, None), (2, "CHF"), (None, None),
    ]  # fmt: skip


@pytest.mark.parametrize("codage", ["utf-8", "utf-16", "cp1252"])
def test_the_text_may_be_in_any_encoding_that_it_announces(codage):
    nom = {"cp1252": "windows-1252"}.get(codage, codage)
    tete = f'<?xml version="1.0" encoding="{nom}"?>'
    contenu = ecrire(f"<Row>{cellule('String', 'Clé')}</Row>", tete=tete).decode().encode(codage)
    assert list(lire(contenu).lignes()) == [(1, ["Clé"])]


@pytest.mark.parametrize("codage", ["utf-8", "utf-16"])
def test_a_document_type_is_dangerous_in_any_encoding(codage):
    tete = f'<?xml version="1.0" encoding="{codage}"?><!DOCTYPE Workbook [<!ENTITY a "aaaa">]>'
    contenu = ecrire(f"<Row>{cellule('String', '&a;')}</Row>", tete=tete).decode().encode(codage)
    assert code(contenu) == "FICHIER_DANGEREUX"


def test_bounds_and_damage_are_refused_by_their_code():
    un = cellule("Number", "1")
    assert code(ecrire(f'<Row ss:Index="200001">{un}</Row>')) == "FICHIER_TROP_GRAND"
    for loin in ('ss:Index="201"', 'ss:MergeDown="999999"'):
        assert code(ecrire(f"<Row>{cellule('Number', '1', loin)}</Row>")) == "FICHIER_TROP_GRAND"
    assert code(ecrire(f"<Row>{un}</Row>")[:-12]) == "FICHIER_ILLISIBLE"
    assert code(b'<?xml version="1.0"?><Facture xmlns="urn:autre"><Row/></Facture>') == "FORMAT_NON_RECONNU"
