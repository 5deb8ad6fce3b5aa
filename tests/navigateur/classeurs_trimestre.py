"""A quarter as six syndics send it: six layouts, five tools, and in each what an accountant has to settle.

| syndic | layout, written by | what has to be settled |
|---|---|---|
| Valbonnat | long .xlsx, openpyxl | an amount with a letter in it |
| Mornandier | wide .xlsx, openpyxl | one of our lots is not called |
| Confluence | .xls, xlwt | a lot said by its tenant's name |
| Furanaise | .ods with debit and credit, odfpy | a credit to offset |
| Gier & Pilat | .csv in cp1252 | a copropriété that was called already |
| Ondaine | blocks by copropriété, XlsxWriter | two columns that may be the amount |
"""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import openpyxl
import xlsxwriter
import xlwt
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import Table, TableCell, TableRow
from odf.text import P

from services.demo.appels import LigneAppelee
from services.demo.calendrier import echeances_passees
from services.demo.classeurs_texte import write_csv
from services.demo.classeurs_xlsx import write_large, write_tableau
from services.demo.envois import Envoi, build_envois, name_nature
from services.demo.portefeuille import build_patrimoine
from shared.montants import euros

AVOIR_CENTIMES = 15_000
LOCATAIRE = "Appt Durand"
JOUR_DE_L_AVOIR = 15


@dataclass(frozen=True)
class Trimestre:
    """The files of a quarter, and what the journey needs to know of them. Amounts in centimes."""

    exigible: date
    fichiers: list[Path]
    deja: Path
    montant_juste: str
    lot_du_locataire: str
    total_appele: int
    total_deja: int

    def named(self, debut: str) -> Path:
        """The file of a syndic."""
        return next(path for path in self.fichiers if path.name.startswith(debut))


def write_trimestre(folder: Path, aujourdhui: date) -> Trimestre:
    """Write the six workbooks of the quarter under way, and the one that came before them.

    ``total_appele``: what the six call once everything is settled, the credit counted, the double left out.
    """
    exigible = echeances_passees(aujourdhui)[-1]
    envois = build_envois(build_patrimoine(aujourdhui), exigible)
    suffixe = next(iter(envois.values())).suffixe
    paths = {code: folder / f"{debut}_{suffixe}.{fin}" for code, debut, fin in (
        ("S01", "Valbonnat", "xlsx"), ("S02", "Mornandier", "xlsx"), ("S03", "Confluence", "xls"),
        ("S04", "Furanaise", "ods"), ("S05", "Gier-Pilat", "csv"), ("S06", "Ondaine", "xlsx"),
    )}  # fmt: skip
    juste = _write_faux_montant(paths["S01"], envois["S01"])
    sans_un_lot = _leave_a_lot_out(envois["S02"])
    write_large(paths["S02"], sans_un_lot)
    lot = _write_xls(paths["S03"], envois["S03"])
    _write_ods(paths["S04"], envois["S04"])
    write_csv(paths["S05"], envois["S05"])
    _write_blocs(paths["S06"], envois["S06"])
    *_, dernier = envois["S05"].coproprietes
    deja = folder / f"Gier-Pilat_avance_{suffixe}.xlsx"
    write_tableau(deja, envois["S05"]._replace(coproprietes=[dernier]))
    total = sum(envoi.total for envoi in envois.values()) - envois["S02"].total + sans_un_lot.total
    return Trimestre(
        exigible, list(paths.values()), deja, juste, lot, total - dernier.total - AVOIR_CENTIMES, dernier.total
    )


def _write_faux_montant(path: Path, envoi: Envoi) -> str:
    """The plain table, one amount typed with the letter O for a zero; returns the right one as people write it."""
    write_tableau(path, envoi)
    book = openpyxl.load_workbook(path)
    page = book.worksheets[0]
    for row in page.iter_rows():
        for cell in row:
            if cell.column_letter == "I" and isinstance(cell.value, float | int) and "0" in f"{cell.value:.2f}":
                juste = f"{cell.value:.2f}".replace(".", ",")
                cell.value = juste.replace("0", "O", 1)
                book.save(path)
                return juste
    raise AssertionError("no amount with a zero")


def _leave_a_lot_out(envoi: Envoi) -> Envoi:
    first, *others = envoi.coproprietes
    oublie = first.lignes[-1].lot
    return envoi._replace(
        coproprietes=[first._replace(lignes=[ligne for ligne in first.lignes if ligne.lot != oublie]), *others]
    )


def _write_xls(path: Path, envoi: Envoi) -> str:
    """One long sheet; the first lot of the first copropriété is said by its tenant's name. Returns its number."""
    book = xlwt.Workbook(encoding="utf-8")
    page = book.add_sheet("Appels")
    jour = xlwt.easyxf(num_format_str="DD/MM/YYYY")
    page.write(0, 0, envoi.syndic["nom"])
    entete = ["Copropriété", "Lot", "Nature", "Clé", "Tantièmes", "Total tantièmes", "Montant appelé", "Exigible le"]
    for colonne, titre in enumerate(entete):
        page.write(2, colonne, titre)
    lot = envoi.coproprietes[0].lignes[0].lot
    code = envoi.coproprietes[0].fiche["code"]
    for rang, ligne in enumerate((ligne for appel in envoi.coproprietes for ligne in appel.lignes), 3):
        nom = LOCATAIRE if (ligne.copropriete, ligne.lot) == (code, lot) else int(ligne.lot)
        for colonne, valeur in enumerate([ligne.copropriete, nom, name_nature(ligne), ligne.cle, ligne.tantiemes,
                                          ligne.total, float(euros(ligne.montant))]):  # fmt: skip
            page.write(rang, colonne, valeur)
        page.write(rang, 7, ligne.exigible, jour)
    book.save(str(path))
    return lot


def _write_ods(path: Path, envoi: Envoi) -> None:
    """Debit and credit; the last copropriété also gets a credit on another day."""
    rangees: list[list[str | int | float]] = [
        [envoi.syndic["nom"]], ["Compte du copropriétaire"], [],
        ["Code immeuble", "Lot", "Objet", "Échéance", "Clé", "Débit", "Crédit"],
    ]  # fmt: skip
    for appel in envoi.coproprietes:
        rangees += [
            [ligne.copropriete, ligne.lot, name_nature(ligne), f"{ligne.exigible:%d/%m/%Y}", ligne.cle,
             float(euros(ligne.montant)), ""]
            for ligne in appel.lignes
        ]  # fmt: skip
    dernier = envoi.coproprietes[-1].lignes[0]
    jour = dernier.exigible.replace(day=JOUR_DE_L_AVOIR)
    rangees.append(
        [dernier.copropriete, dernier.lot, "Régularisation des charges", f"{jour:%d/%m/%Y}", dernier.cle, "",
         float(euros(AVOIR_CENTIMES))]
    )  # fmt: skip
    document = OpenDocumentSpreadsheet()
    table = Table(name="Compte")
    for rangee in rangees:
        row = TableRow()
        for valeur in rangee:
            is_number = isinstance(valeur, int | float)
            options = {"valuetype": "float", "value": str(valeur)} if is_number else {"valuetype": "string"}
            cell = TableCell(**options) if valeur != "" else TableCell()
            if valeur != "":
                cell.addElement(P(text=str(valeur)))
            row.addElement(cell)
        table.addElement(row)
    document.spreadsheet.addElement(table)
    document.save(str(path))


def _write_blocs(path: Path, envoi: Envoi) -> None:
    """One block by copropriété; the yearly amount stands beside the called one, and nothing says which is which."""
    book = xlsxwriter.Workbook(str(path))
    page = book.add_worksheet("Appels")
    page.write(0, 0, envoi.syndic["nom"])
    page.write(1, 0, f"Appel de fonds du {envoi.trimestre}, exigible le {envoi.exigible:%d/%m/%Y}")
    rang = 3
    for appel in envoi.coproprietes:
        page.write(rang, 0, f"Copropriété : {appel.fiche['nom']}")
        page.write_row(rang + 1, 0, ["Lot", "Objet", "Clé", "Tantièmes", "Montant", "Montant total"])
        for place, ligne in enumerate(appel.lignes, rang + 2):
            page.write_row(place, 0, _bloc(ligne))
        rang += 2 + len(appel.lignes)
        page.write_row(rang, 0, ["Sous-total", "", "", "", float(euros(appel.total))])
        rang += 2
    page.write_row(rang, 0, ["Total de l’appel", "", "", "", float(euros(envoi.total))])
    book.close()


def _bloc(ligne: LigneAppelee) -> list[str | float]:
    annuel = float(euros(ligne.montant * ligne.fractions))
    return [f"Lot {ligne.lot}", name_nature(ligne), ligne.cle, f"{ligne.tantiemes} / {ligne.total}",
            float(euros(ligne.montant)), annuel]  # fmt: skip
