"""The one way into a file that somebody sent: content decides what it is, bounds are checked, then it is read."""

from pathlib import PurePath

from shared.excel.archives import open_archive, read_membre
from shared.excel.cellules import Classeur
from shared.excel.classeur_ods import open_ods
from shared.excel.classeur_xls import open_xls
from shared.excel.classeur_xlsx import open_xlsx
from shared.excel.classeur_xml2003 import is_xml2003, open_xml2003
from shared.excel.refus import TAILLE_MAX, refuse_format, refuse_trop_grand, refuse_vide
from shared.excel.tableaux_html import open_html
from shared.excel.textes import open_csv

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_AUTRES = {
    b"%PDF": "c’est un PDF",
    b"{\\rtf": "c’est un document de traitement de texte",
    b"\x89PNG": "c’est une image",
    b"\xff\xd8\xff": "c’est une image",
    b"GIF8": "c’est une image",
    b"II*\0": "c’est une image",
    b"Rar!": "c’est une archive",
    b"7z\xbc\xaf": "c’est une archive",
    b"\x1f\x8b": "c’est une archive",
    b"MZ": "c’est un programme",
}


def open_classeur(contenu: bytes, nom: str) -> Classeur:
    """Open a workbook sent by somebody else: xlsx (also strict), xls, ods, CSV, HTML tables or the XML of
    Excel 2003 under any name.

    :param nom: name of the file; it only names the sheet of a format that has none.
    :raises FichierRefuse: with one of FICHIER_VIDE, FICHIER_ILLISIBLE, FICHIER_CHIFFRE, FICHIER_DANGEREUX,
        FICHIER_TROP_GRAND, FORMAT_NON_RECONNU and one sentence.
    """
    if not contenu.strip(b"\0 \t\r\n"):
        raise refuse_vide()
    if len(contenu) > TAILLE_MAX:
        raise refuse_trop_grand(f"{len(contenu) / (1 << 20):.0f} Mo, {TAILLE_MAX >> 20} Mo au plus")
    if contenu.startswith(b"PK"):
        return _open_archive(contenu)
    if contenu.startswith(OLE):
        return open_xls(contenu)
    for marque, raison in _AUTRES.items():
        if contenu.startswith(marque):
            raise refuse_format(raison)
    return _open_texte(contenu, name_feuille(nom))


def name_feuille(nom: str) -> str:
    """How the only sheet of a file that has none is called on a page: ``dossier/appel T2.csv`` → ``appel T2``."""
    return PurePath(nom.replace("\\", "/")).stem or "Feuille"


def _open_archive(contenu: bytes) -> Classeur:
    archive = open_archive(contenu)
    noms = set(archive.namelist())
    if "mimetype" in noms:
        nature = (read_membre(contenu, archive, "mimetype") or b"").strip()
        if nature.startswith(b"application/vnd.oasis.opendocument.spreadsheet"):
            return open_ods(contenu, archive)
        raise refuse_format("c’est un document OpenDocument, mais pas un classeur")
    if "[Content_Types].xml" not in noms:
        raise refuse_format("c’est une archive")
    types = read_membre(contenu, archive, "[Content_Types].xml") or b""
    if b"spreadsheetml" in types:
        return open_xlsx(contenu, archive)
    if b"ms-excel.sheet.binary" in types:
        raise refuse_format("c’est un classeur binaire .xlsb")
    raise refuse_format("c’est un document Office, mais pas un classeur")


def _open_texte(contenu: bytes, nom_feuille: str) -> Classeur:
    debut = contenu[:4096].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").lower()
    if debut.startswith(b"<"):
        if is_xml2003(debut):
            return open_xml2003(contenu)
        if b"<html" in debut or b"<table" in debut or b"<!doctype html" in debut or b"<meta" in debut:
            return open_html(contenu, nom_feuille)
        raise refuse_format("c’est un fichier XML")
    controles = sum(octet < 9 or 13 < octet < 32 for octet in contenu[:4096])
    if controles > 8 and b"\0" not in contenu[:64]:
        raise refuse_format("son contenu n’est pas du texte")
    return open_csv(contenu, nom_feuille)
