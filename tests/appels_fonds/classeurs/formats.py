"""The same kind of call in every format a cabinet may send, by other tools than ours."""

import io
from datetime import date

import xlwt
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import Table, TableCell, TableRow
from odf.text import P

from tests.appels_fonds.classeurs.dispositions import AVRIL, ENTETE, TITRE
from tests.appels_fonds.classeurs.registre import classeur, ecrire

RANGEES = [*TITRE, ENTETE, [3, "GEN", 410], [3, "ASC", 71.25], [7, "GEN", 500], ["Total", None, 981.25]]
TEXTE = [["SDC Le Bizillon"], ["Provisions du 2e trimestre 2026, exigibles le 01/04/2026"], [],
         ["Lot", "Clé", "Montant appelé"], ["3", "GEN", "1 410,00"], ["3", "ASC", "71,25"], ["7", "GEN", "500,00 €"],
         ["Total", "", "1 981,25"]]  # fmt: skip


def _csv(separateur: str, rangees=TEXTE, fin: str = "\r\n") -> str:
    return fin.join(separateur.join(str(valeur) for valeur in rangee) for rangee in rangees) + fin


@classeur("ancien.xls")
def ancien() -> bytes:
    book = xlwt.Workbook()
    page = book.add_sheet("Appel")
    jour = xlwt.easyxf(num_format_str="DD/MM/YYYY")
    for colonne, titre in enumerate(["Copropriété", "Lot", "Clé", "Nature", "Exigible le", "Montant"]):
        page.write(0, colonne, titre)
    for rang, (lot, cle, montant) in enumerate([(3, "GEN", 410), ("0007", "GEN", 500.5)], start=1):
        for colonne, valeur in enumerate(["SDC Le Bizillon", lot, cle, "Provision", AVRIL, montant]):
            page.write(rang, colonne, valeur, *([jour] if colonne == 4 else []))
    tampon = io.BytesIO()
    book.save(tampon)
    return tampon.getvalue()


@classeur("ancien_masque.xls")
def ancien_masque() -> bytes:
    book = xlwt.Workbook()
    page = book.add_sheet("Appel")
    for rang, rangee in enumerate(RANGEES[:-1]):
        for colonne, valeur in enumerate(rangee):
            page.write(rang, colonne, valeur)
    page.row(5).hidden = True
    tampon = io.BytesIO()
    book.save(tampon)
    return tampon.getvalue()


@classeur("tableur.ods")
def tableur() -> bytes:
    document = OpenDocumentSpreadsheet()
    table = Table(name="Appel")
    for rangee in RANGEES:
        ligne = TableRow()
        for valeur in rangee:
            if isinstance(valeur, int | float):
                cellule = TableCell(valuetype="float", value=str(valeur))
            else:
                cellule = TableCell(valuetype="string") if valeur else TableCell()
            cellule.addElement(P(text="" if valeur is None else str(valeur)))
            ligne.addElement(cellule)
        table.addElement(ligne)
    document.spreadsheet.addElement(table)
    tampon = io.BytesIO()
    document.write(tampon)
    return tampon.getvalue()


@classeur("points_virgules_cp1252.csv")
def points_virgules_cp1252() -> bytes:
    return _csv(";").encode("cp1252")


@classeur("points_virgules_utf8.csv")
def points_virgules_utf8() -> bytes:
    return _csv(";", fin="\n").encode("utf-8")


@classeur("tabulations_utf16.csv")
def tabulations_utf16() -> bytes:
    return _csv("\t").encode("utf-16")


@classeur("tabulations.txt")
def tabulations() -> bytes:
    return _csv("\t").replace("€", "EUR").encode("latin-1")


@classeur("barres_bom.csv")
def barres_bom() -> bytes:
    return _csv("|").encode("utf-8-sig")


@classeur("virgules_guillemets.csv")
def virgules_guillemets() -> bytes:
    rangees = [[f'"{valeur}"' for valeur in rangee] for rangee in TEXTE]
    return _csv(",", rangees).encode("utf-8")


@classeur("guillemets_retour_ligne.csv")
def guillemets_retour_ligne() -> bytes:
    return (
        "Copropriété;N° lot;Clé;Nature;\"Exigible\nle\";\"Montant\nappelé\"\r\n"
        "X001;3;GEN;\"Provision; charges courantes\";01/04/2026;\"1 410,00\"\r\n"
        "X001;7;GEN;Provision;01/04/2026;500,00\r\n"
    ).encode()  # fmt: skip


@classeur("majuscules_sans_accent.csv")
def majuscules_sans_accent() -> bytes:
    return (
        "IMMEUBLE;LOT;CLE;LIBELLE;DATE ECHEANCE;MONTANT\n"
        "LE BIZILLON;0003;GEN;PROVISION CHARGES;20260401;410.00\n"
        "LE BIZILLON;0007;GEN;PROVISION CHARGES;20260401;500.00\n"
    ).encode("ascii")  # fmt: skip


HTML = """<html><head><meta charset="{jeu}"><style>td {{ mso-number-format: "\\@" }}</style></head><body>
<table border=1><tr><td colspan=3>SDC Le Bizillon</td></tr>
<tr><td colspan=3>Provisions du 2e trimestre 2026, exigibles le 01/04/2026</td></tr>
<tr><th>Lot<th>Cl&eacute;<th>Montant appelé</tr>
<tr><td>3</td><td>GEN</td><td align=right>1&nbsp;410,00&nbsp;&euro;</td></tr>
<tr><td rowspan=2>7</td><td>GEN</td><td>500,00</td></tr><tr><td>ASC</td><td>97,50</td></tr>
<tr><td colspan=2>Total</td><td>2&nbsp;007,50</td></tr></table></body></html>"""


@classeur("tableau_html.xls")
def tableau_html() -> bytes:
    return HTML.format(jeu="utf-8").encode("utf-8")


@classeur("tableau_html_cp1252.xls")
def tableau_html_cp1252() -> bytes:
    return HTML.format(jeu="windows-1252").encode("cp1252")


@classeur("xlsx_nomme_xls.xls")
def xlsx_nomme_xls() -> bytes:
    return ecrire(("Appel", RANGEES))


@classeur("xlsx_nomme_csv.csv")
def xlsx_nomme_csv() -> bytes:
    return ecrire(("Appel", RANGEES))


@classeur("csv_nomme_xlsx.xlsx")
def csv_nomme_xlsx() -> bytes:
    return _csv(";").encode("cp1252")


@classeur("sans_extension")
def sans_extension() -> bytes:
    return ecrire(("Appel", RANGEES))


@classeur("dates_1904.ods")
def dates_ods() -> bytes:
    document = OpenDocumentSpreadsheet()
    table = Table(name="Appel")

    def add(*cellules):
        ligne = TableRow()
        for cellule in cellules:
            ligne.addElement(cellule)
        table.addElement(ligne)

    def text(valeur):
        cellule = TableCell(valuetype="string")
        cellule.addElement(P(text=valeur))
        return cellule

    add(text("SDC Le Bizillon, provisions"))
    add(text("Lot"), text("Clé"), text("Exigible le"), text("Montant"))
    jour = date(2026, 4, 1).isoformat()
    add(
        text("3"),
        text("GEN"),
        TableCell(valuetype="date", datevalue=jour),
        TableCell(valuetype="currency", value="410", currency="EUR"),
    )
    add(TableCell(valuetype="string", numbercolumnsrepeated="3"), TableCell())
    document.spreadsheet.addElement(table)
    tampon = io.BytesIO()
    document.write(tampon)
    return tampon.getvalue()
