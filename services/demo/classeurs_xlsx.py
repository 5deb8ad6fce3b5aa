"""Four syndics out of six send an Excel workbook, and no two of them lay it out the same way."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import MergedCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from services.demo.appels import LigneAppelee
from services.demo.envois import AppelCopropriete, Envoi, name_nature
from shared.montants import euros, format_montant

GRAS = Font(bold=True)
FOND = PatternFill("solid", fgColor="DDE6EE")
DEUX_DECIMALES = "#,##0.00"
JOUR = "DD/MM/YYYY"


def write_tableau(chemin: Path, envoi: Envoi) -> None:
    """One table under a title block; every line says its copropriété, its kind, its clé and its due date."""
    classeur, feuille = _new_workbook("Appel")
    _write_titres(feuille, [
        envoi.syndic["nom"],
        f"Appel de fonds du {envoi.trimestre}",
        f"Vos questions : {envoi.syndic['courriel']}",
    ])  # fmt: skip
    _write_entete(feuille, ["Immeuble", "Lot", "Nature", "Clé", "Libellé", "Tantièmes", "Total tantièmes",
                            "À répartir", "Montant appelé", "Exigible le"])  # fmt: skip
    for appel in envoi.coproprietes:
        for ligne in appel.lignes:
            feuille.append([
                appel.fiche["nom"], int(ligne.lot), name_nature(ligne), ligne.cle, ligne.libelle, ligne.tantiemes,
                ligne.total, euros(ligne.a_repartir), euros(ligne.montant), ligne.exigible,
            ])  # fmt: skip
    feuille.append(["TOTAL À PAYER", *[None] * 7, euros(envoi.total)])
    _finish(feuille, montants="HI", jours="J")
    classeur.save(chemin)


def write_large(chemin: Path, envoi: Envoi) -> None:
    """One row per lot, one column per clé under its kind, a sub-total after each copropriété."""
    classeur, feuille = _new_workbook("Répartition")
    _write_titres(feuille, [
        f"{envoi.syndic['nom']}, appel du {envoi.trimestre}",
        f"Sommes exigibles le {envoi.exigible:%d/%m/%Y}",
    ])  # fmt: skip
    everything = [ligne for appel in envoi.coproprietes for ligne in appel.lignes]
    colonnes = sorted(dict.fromkeys(map(_colonne, everything)), key=lambda colonne: colonne[0] != "Provisions")
    _write_entete_large(feuille, colonnes)
    for appel in envoi.coproprietes:
        natures = {lot["numero"]: lot["nature"] for lot in appel.fiche["lots"]}
        for numero in dict.fromkeys(ligne.lot for ligne in appel.lignes):
            lignes = [ligne for ligne in appel.lignes if ligne.lot == numero]
            feuille.append([appel.fiche["nom"], numero, natures[numero].capitalize(), *_sums(colonnes, lignes)])
        feuille.append([f"Sous-total {appel.fiche['nom']}", None, None, *_sums(colonnes, appel.lignes)])
    feuille.append(["TOTAL GÉNÉRAL", None, None, *_sums(colonnes, everything)])
    _finish(feuille, montants=[get_column_letter(4 + rang) for rang in range(len(colonnes) + 1)])
    classeur.save(chemin)


def _colonne(ligne: LigneAppelee) -> tuple[str, str]:
    """The column of a line in the wide layout: its kind, then its clé."""
    return {"provision": "Provisions", "fonds_travaux": "Fonds de travaux"}.get(ligne.nature, "Travaux"), ligne.cle


def _write_entete_large(feuille: Worksheet, colonnes: list[tuple[str, str]]) -> None:
    """Two rows: the kind over its columns, then the clés."""
    row = feuille.max_row + 2
    for rank, (nature, _) in enumerate(colonnes):
        if rank == 0 or colonnes[rank - 1][0] != nature:
            feuille.cell(row, 4 + rank, nature).font = GRAS
    width = sum(nature == "Provisions" for nature, _ in colonnes)
    feuille.merge_cells(start_row=row, start_column=4, end_row=row, end_column=3 + width)
    _write_rangee(feuille, row + 1, ["Copropriété", "Lot", "Désignation", *(cle for _, cle in colonnes), "Total"])


def _sums(colonnes: Sequence[tuple[str, str]], lignes: Sequence[LigneAppelee]) -> list[Any]:
    called = [[ligne.montant for ligne in lignes if _colonne(ligne) == colonne] for colonne in colonnes]
    total = euros(sum(ligne.montant for ligne in lignes))
    return [*(euros(sum(montants)) if montants else None for montants in called), total]


def write_feuilles(chemin: Path, envoi: Envoi) -> None:
    """One sheet per copropriété, then a summary sheet."""
    classeur, recapitulatif = _new_workbook("Récapitulatif")
    _write_titres(recapitulatif, [envoi.syndic["nom"], f"Récapitulatif des appels, {envoi.trimestre}"])
    _write_entete(recapitulatif, ["Copropriété", "Nombre de lignes", "Total de l’appel"])
    for appel in envoi.coproprietes:
        recapitulatif.append([appel.fiche["nom"], len(appel.lignes), euros(appel.total)])
        _write_feuille(classeur.create_sheet(appel.fiche["nom"][:31]), envoi, appel)
    recapitulatif.append(["TOTAL", None, euros(envoi.total)])
    _finish(recapitulatif, montants="C")
    classeur.move_sheet(recapitulatif, offset=len(envoi.coproprietes))
    classeur.save(chemin)


def _write_feuille(feuille: Worksheet, envoi: Envoi, appel: AppelCopropriete) -> None:
    _write_titres(feuille, [
        envoi.syndic["nom"],
        f"SDC {appel.fiche['nom']}, immatriculation {appel.fiche['immatriculation']}",
        f"{envoi.trimestre.capitalize()}, exigible le {envoi.exigible:%d/%m/%Y}",
    ])  # fmt: skip
    _write_entete(feuille, ["N° de lot", "Nature de l’appel", "Clé", "Vos tantièmes", "Base", "À répartir",
                            "Montant appelé"])  # fmt: skip
    for ligne in appel.lignes:
        feuille.append([ligne.lot.zfill(4), name_nature(ligne), ligne.cle, ligne.tantiemes, ligne.total,
                        euros(ligne.a_repartir), euros(ligne.montant)])  # fmt: skip
    feuille.append(["TOTAL", *[None] * 5, euros(appel.total)])
    _finish(feuille, montants="FG")


def write_debit_credit(chemin: Path, envoi: Envoi) -> None:
    """A header on two merged rows, debit and credit columns, and amounts as text."""
    classeur, feuille = _new_workbook("Relevé")
    _write_titres(feuille, [f"{envoi.syndic['nom']} - Compte du copropriétaire", f"Appels du {envoi.trimestre}"])
    groups = [("Immeuble", 2), ("Appel", 2), ("Répartition", 3), ("Montants", 2)]
    row, column = feuille.max_row + 2, 1
    for label, width in groups:
        feuille.cell(row, column, label).font = GRAS
        feuille.merge_cells(start_row=row, start_column=column, end_row=row, end_column=column + width - 1)
        column += width
    names = ["Code immeuble", "Lot", "Objet", "Échéance", "Clé", "Tantièmes", "Base", "Débit", "Crédit"]
    for column, name in enumerate(names, start=1):
        feuille.cell(row + 1, column, name).font = GRAS
    for appel in envoi.coproprietes:
        for ligne in appel.lignes:
            feuille.append([
                ligne.copropriete, f"Lot n° {ligne.lot}", name_nature(ligne), f"{ligne.exigible:%d/%m/%Y}", ligne.cle,
                ligne.tantiemes, ligne.total, format_montant(ligne.montant), "",
            ])  # fmt: skip
    feuille.append(["Total", *[""] * 6, format_montant(envoi.total), format_montant(0)])
    _finish(feuille)
    classeur.save(chemin)


def _new_workbook(nom: str) -> tuple[Workbook, Worksheet]:
    classeur = Workbook()
    feuille = classeur.active
    if not isinstance(feuille, Worksheet):
        raise TypeError("a new workbook opens on a worksheet")
    feuille.title = nom
    return classeur, feuille


def _write_titres(feuille: Worksheet, titres: list[str]) -> None:
    for titre in titres:
        feuille.append([titre])
    feuille["A1"].font = Font(bold=True, size=14)


def _write_entete(feuille: Worksheet, noms: list[str]) -> None:
    _write_rangee(feuille, feuille.max_row + 2, noms)


def _write_rangee(feuille: Worksheet, row: int, noms: list[str]) -> None:
    for column, nom in enumerate(noms, start=1):
        cell = feuille.cell(row, column, nom)
        cell.font, cell.fill, cell.alignment = GRAS, FOND, Alignment(wrap_text=True, vertical="center")
    feuille.freeze_panes = f"A{row + 1}"


def _finish(feuille: Worksheet, *, montants: Iterable[str] = (), jours: Iterable[str] = ()) -> None:
    """Number formats, a bold total, widths that show the content."""
    formats = dict.fromkeys(montants, DEUX_DECIMALES) | dict.fromkeys(jours, JOUR)
    for row in feuille.iter_rows(min_row=3):
        for cell in row:
            if not isinstance(cell, MergedCell) and cell.column_letter in formats:
                cell.number_format = formats[cell.column_letter]
    for cell in feuille[feuille.max_row]:
        cell.font = GRAS
    for column in range(1, feuille.max_column + 1):
        feuille.column_dimensions[get_column_letter(column)].width = 26 if column in (1, 3) else 15
