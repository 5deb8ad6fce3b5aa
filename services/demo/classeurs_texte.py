"""The two syndics who do not use Excel: an OpenDocument spreadsheet, and a CSV of the Windows kind."""

import csv
import io
import zipfile
from html import escape
from pathlib import Path

from services.demo.envois import Envoi, name_nature
from shared.montants import ESPACE_FINE, ESPACE_INSECABLE, euros, format_montant

MIME_ODS = "application/vnd.oasis.opendocument.spreadsheet"
MANIFESTE = (
    '<?xml version="1.0" encoding="UTF-8"?>'
    '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.3">'
    f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{MIME_ODS}"/>'
    '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>'
    "</manifest:manifest>"
)
CONTENU = (
    '<?xml version="1.0" encoding="UTF-8"?>'
    '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
    ' xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
    ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" office:version="1.3">'
    '<office:body><office:spreadsheet><table:table table:name="Appels">{rangees}</table:table>'
    "</office:spreadsheet></office:body></office:document-content>"
)
CELLULE_VIDE = "<table:table-cell/>"


class Montant(int):
    """A number of centimes to be written as a number of euros; every other value is written as text."""


def write_blocs(chemin: Path, envoi: Envoi) -> None:
    """An .ods sheet with one block per copropriété: its name, a header, its lines, its sub-total."""
    rangees: list[list[str | Montant]] = [
        [envoi.syndic["nom"]],
        [f"Appel de fonds du {envoi.trimestre}, exigible le {envoi.exigible:%d/%m/%Y}"],
    ]
    for appel in envoi.coproprietes:
        rangees += [[], [f"Copropriété : {appel.fiche['nom']}"]]
        rangees.append(["Lot", "Objet", "Clé", "Tantièmes", "Montant"])
        rangees += [
            [f"Lot {ligne.lot}", name_nature(ligne), ligne.cle, f"{ligne.tantiemes} / {ligne.total}",
             Montant(ligne.montant)]
            for ligne in appel.lignes
        ]  # fmt: skip
        rangees.append(["Sous-total", "", "", "", Montant(appel.total)])
    rangees += [[], ["Total de l’appel", "", "", "", Montant(envoi.total)]]
    _write_ods(chemin, rangees)


def _write_ods(chemin: Path, rangees: list[list[str | Montant]]) -> None:
    rows = "".join(
        f"<table:table-row>{''.join(map(_cell, rangee)) or CELLULE_VIDE}</table:table-row>" for rangee in rangees
    )
    with zipfile.ZipFile(chemin, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(zipfile.ZipInfo("mimetype"), MIME_ODS, zipfile.ZIP_STORED)
        archive.writestr("META-INF/manifest.xml", MANIFESTE)
        archive.writestr("content.xml", CONTENU.format(rangees=rows))


def _cell(valeur: str | Montant) -> str:
    if isinstance(valeur, Montant):
        number = euros(valeur)
        return _filled(f'"float" office:value="{number}"', str(number))
    return _filled('"string"', escape(valeur)) if valeur else CELLULE_VIDE


def _filled(value_type: str, texte: str) -> str:
    return f"<table:table-cell office:value-type={value_type}><text:p>{texte}</text:p></table:table-cell>"


def write_csv(chemin: Path, envoi: Envoi) -> None:
    """Semicolons, the Windows character set, amounts as people write them: ``1 234,56 €``."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(["N° immatriculation", "Résidence", "Lot", "Type d'appel", "Clé de répartition",
                     "Date d'exigibilité", "Montant"])  # fmt: skip
    for appel in envoi.coproprietes:
        libelles = {cle["code"]: cle["libelle"] for cle in appel.fiche["cles"]}
        for ligne in appel.lignes:
            writer.writerow([
                appel.fiche["immatriculation"], appel.fiche["nom"], ligne.lot, name_nature(ligne), libelles[ligne.cle],
                f"{ligne.exigible:%d/%m/%Y}", _windows(ligne.montant),
            ])  # fmt: skip
    writer.writerow(["TOTAL", "", "", "", "", "", _windows(envoi.total)])
    chemin.write_bytes(text.getvalue().encode("cp1252"))


def _windows(centimes: int) -> str:
    """An amount without the narrow space, which this character set does not have."""
    return format_montant(centimes).replace(ESPACE_FINE, ESPACE_INSECABLE)
