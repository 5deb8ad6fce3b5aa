"""The same sheets through different programs: openpyxl, XlsxWriter, xlwt, odfpy, CSV, and LibreOffice conversions."""

import csv
import io
import subprocess
import tempfile
from datetime import date, datetime
from pathlib import Path

from bench.generateur_comptes.grille import Grille, Montant, Valeur


def render(valeur: Valeur, style: str) -> str | int | float | date:
    """How a value is written in a cell. Styles: ``nombre``, ``texte``, ``euro``, ``parentheses``, ``suffixe``."""
    if not isinstance(valeur, Montant):
        return "" if valeur is None else valeur
    if style == "nombre":
        return valeur.centimes / 100
    net = f"{abs(valeur.centimes) / 100:,.2f}".replace(",", "\u00a0").replace(".", ",")
    if valeur.centimes < 0:
        return {"parentheses": f"({net})", "suffixe": f"{net}-", "euro": f"- {net} €"}.get(style, f"-{net}")
    return f"{net} €" if style == "euro" else net


def write(grilles: list[Grille], producteur: str, style: str) -> tuple[bytes, str]:
    """Bytes and suffix."""
    if producteur == "csv":
        return _csv(grilles, style), ".csv"
    if producteur.startswith("soffice-"):
        suffixe = producteur.removeprefix("soffice-")
        return _convert(_openpyxl(grilles, style), suffixe), f".{suffixe}"
    return {"openpyxl": _openpyxl, "xlsxwriter": _xlsxwriter, "xlwt": _xlwt, "odf": _odf}[producteur](grilles, style), {
        "xlwt": ".xls",
        "odf": ".ods",
    }.get(producteur, ".xlsx")


def _csv(grilles: list[Grille], style: str) -> bytes:
    sortie = io.StringIO()
    ecrivain = csv.writer(sortie, delimiter=";", lineterminator="\r\n")
    [grille] = grilles
    largeur = max(colonne for _, colonne in grille.cellules)
    for ligne in range(1, grille.ligne):
        rangee = []
        for colonne in range(1, largeur + 1):
            lu = render(grille.cellules.get((ligne, colonne)), "texte" if style == "nombre" else style)
            rangee.append(lu.strftime("%d/%m/%Y") if isinstance(lu, date) else lu)
        ecrivain.writerow(rangee)
    return sortie.getvalue().encode("cp1252", errors="replace")


def _openpyxl(grilles: list[Grille], style: str) -> bytes:
    import openpyxl
    from openpyxl.styles import Font

    classeur = openpyxl.Workbook()
    classeur.remove(classeur.active)
    for grille in grilles:
        page = classeur.create_sheet(grille.nom)
        for (ligne, colonne), valeur in grille.cellules.items():
            cellule = page.cell(ligne, colonne, render(valeur, style))
            if isinstance(valeur, Montant) and style == "nombre":
                cellule.number_format = "#,##0.00"
            if ligne in grille.grasses:
                cellule.font = Font(bold=True)
        for haut, gauche, bas, droite in grille.fusions:
            page.merge_cells(start_row=haut, start_column=gauche, end_row=bas, end_column=droite)
        for ligne in grille.masquees:
            page.row_dimensions[ligne].hidden = True
    sortie = io.BytesIO()
    classeur.save(sortie)
    return sortie.getvalue()


def _xlsxwriter(grilles: list[Grille], style: str) -> bytes:
    import xlsxwriter

    sortie = io.BytesIO()
    classeur = xlsxwriter.Workbook(sortie, {"in_memory": True})
    jour = classeur.add_format({"num_format": "dd/mm/yyyy"})
    for grille in grilles:
        page = classeur.add_worksheet(grille.nom)
        for haut, gauche, bas, droite in grille.fusions:
            page.merge_range(haut - 1, gauche - 1, bas - 1, droite - 1, "")
        for (ligne, colonne), valeur in grille.cellules.items():
            lu = render(valeur, style)
            if isinstance(lu, date):
                page.write_datetime(ligne - 1, colonne - 1, datetime(lu.year, lu.month, lu.day), jour)
            elif isinstance(lu, str):
                page.write_string(ligne - 1, colonne - 1, lu)
            else:
                page.write_number(ligne - 1, colonne - 1, lu)
        for ligne in grille.masquees:
            page.set_row(ligne - 1, None, None, {"hidden": True})
    classeur.close()
    return sortie.getvalue()


def _xlwt(grilles: list[Grille], style: str) -> bytes:
    import xlwt

    classeur = xlwt.Workbook()
    jour = xlwt.easyxf(num_format_str="dd/mm/yyyy")
    for grille in grilles:
        page = classeur.add_sheet(grille.nom[:31], cell_overwrite_ok=True)
        for haut, gauche, bas, droite in grille.fusions:
            page.merge(haut - 1, bas - 1, gauche - 1, droite - 1)
        for (ligne, colonne), valeur in grille.cellules.items():
            lu = render(valeur, style)
            page.write(ligne - 1, colonne - 1, lu, *([jour] if isinstance(lu, date) else []))
        for ligne in grille.masquees:
            page.row(ligne - 1).hidden = True
    sortie = io.BytesIO()
    classeur.save(sortie)
    return sortie.getvalue()


def _odf(grilles: list[Grille], style: str) -> bytes:
    from odf.opendocument import OpenDocumentSpreadsheet
    from odf.table import Table, TableCell, TableRow
    from odf.text import P

    classeur = OpenDocumentSpreadsheet()
    for grille in grilles:
        page = Table(name=grille.nom)
        largeur = max(colonne for _, colonne in grille.cellules)
        for ligne in range(1, grille.ligne):
            rangee = TableRow(visibility="collapse") if ligne in grille.masquees else TableRow()
            for colonne in range(1, largeur + 1):
                lu = render(grille.cellules.get((ligne, colonne)), style)
                if isinstance(lu, date):
                    cellule = TableCell(valuetype="date", datevalue=lu.isoformat())
                    texte = lu.strftime("%d/%m/%Y")
                elif isinstance(lu, int | float):
                    cellule, texte = TableCell(valuetype="float", value=lu), str(lu)
                else:
                    cellule, texte = TableCell(valuetype="string") if lu else TableCell(), lu
                if texte:
                    cellule.addElement(P(text=texte))
                rangee.addElement(cellule)
            page.addElement(rangee)
        classeur.spreadsheet.addElement(page)
    sortie = io.BytesIO()
    classeur.save(sortie)
    return sortie.getvalue()


def _convert(contenu: bytes, suffixe: str) -> bytes:
    with tempfile.TemporaryDirectory() as dossier:
        source = Path(dossier) / "comptes.xlsx"
        source.write_bytes(contenu)
        subprocess.run(
            ["soffice", f"-env:UserInstallation=file://{dossier}/profil", "--headless", "--convert-to", suffixe,
             "--outdir", f"{dossier}/sortie", str(source)],
            check=True, capture_output=True, timeout=120,
        )  # fmt: skip
        return (Path(dossier) / "sortie" / f"comptes.{suffixe}").read_bytes()
