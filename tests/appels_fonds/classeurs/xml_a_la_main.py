"""Workbooks written as XML by hand: what tools of the trade write and what attackers write."""

import io
import zipfile
from collections.abc import Sequence

from tests.appels_fonds.classeurs.registre import classeur

TRANSITIONAL = (
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
)
STRICT = ("http://purl.oclc.org/ooxml/spreadsheetml/main", "http://purl.oclc.org/ooxml/officeDocument/relationships")
PAQUET = "http://schemas.openxmlformats.org/package/2006/relationships"
TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.'
    'spreadsheetml.{genre}.main+xml"/>'
    '<Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.'
    'spreadsheetml.worksheet+xml"/>'
    "</Types>"
)
TITRE = [
    ("A1", "SDC Le Bizillon"),
    ("A2", "Provisions, exigibles le 01/04/2026"),
    ("A4", "Lot"),
    ("B4", "Clé"),
    ("C4", "Montant appelé"),
]


def paquet(
    lignes: str,
    *,
    noms=TRANSITIONAL,
    prefixe: str = "",
    genre: str = "sheet",
    entete: str = "",
    extra: Sequence[tuple[str, bytes]] = (),
    feuille: str = "",
) -> bytes:
    """A minimal workbook of one sheet, its cells inline."""
    x = f"{prefixe}:" if prefixe else ""
    espace = f"xmlns{':' + prefixe if prefixe else ''}"
    tampon = io.BytesIO()
    with zipfile.ZipFile(tampon, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", TYPES.format(genre=genre))
        archive.writestr(
            "_rels/.rels",
            f'<Relationships xmlns="{PAQUET}"><Relationship Id="rId1" Type="{noms[1]}/officeDocument" '
            'Target="xl/workbook.xml"/></Relationships>',
        )
        archive.writestr(
            "xl/workbook.xml",
            f'{entete}<{x}workbook {espace}="{noms[0]}" xmlns:r="{noms[1]}"><{x}sheets>'
            f'<{x}sheet name="Appel" sheetId="1" r:id="rId1"/></{x}sheets></{x}workbook>',
        )
        archive.writestr(
            "xl/_rels/workbook.xml.rels",
            f'<Relationships xmlns="{PAQUET}"><Relationship Id="rId1" Type="{noms[1]}/worksheet" '
            'Target="worksheets/sheet1.xml"/></Relationships>',
        )
        archive.writestr(
            "xl/worksheets/sheet1.xml",
            feuille
            or f'{entete}<{x}worksheet {espace}="{noms[0]}"><{x}sheetData>{lignes}</{x}sheetData></{x}worksheet>',
        )
        for nom, contenu in extra:
            archive.writestr(nom, contenu)
    return tampon.getvalue()


def rows(cellules: Sequence[tuple[str, object]], prefixe: str = "") -> str:
    """``sheetData`` of (address, value) pairs; a value that starts with ``<`` is written as it is."""
    x = f"{prefixe}:" if prefixe else ""
    par_ligne: dict[int, list[str]] = {}
    for adresse, valeur in cellules:
        rang = int("".join(c for c in adresse if c.isdigit()))
        if isinstance(valeur, str) and valeur.startswith("<"):
            texte = f'<{x}c r="{adresse}">{valeur}</{x}c>'
        elif isinstance(valeur, str):
            texte = f'<{x}c r="{adresse}" t="inlineStr"><{x}is><{x}t>{valeur}</{x}t></{x}is></{x}c>'
        else:
            texte = f'<{x}c r="{adresse}"><{x}v>{valeur}</{x}v></{x}c>'
        par_ligne.setdefault(rang, []).append(texte)
    return "".join(f'<{x}row r="{rang}">{"".join(par_ligne[rang])}</{x}row>' for rang in sorted(par_ligne))


BONNES = [*TITRE, ("A5", 3), ("B5", "GEN"), ("C5", 410), ("A6", 7), ("B6", "GEN"), ("C6", 500)]


@classeur("chaines_en_ligne.xlsx")
def chaines_en_ligne() -> bytes:
    return paquet(rows(BONNES))


@classeur("prefixe_x.xlsx")
def prefixe_x() -> bytes:
    return paquet(rows(BONNES, "x"), prefixe="x")


@classeur("ooxml_strict.xlsx")
def ooxml_strict() -> bytes:
    return paquet(rows(BONNES), noms=STRICT)


@classeur("formule_sans_valeur.xlsx")
def formule_sans_valeur() -> bytes:
    return paquet(rows([*BONNES[:-1], ("C6", "<f>50*10</f>")]))


@classeur("total_sans_valeur.xlsx")
def total_sans_valeur() -> bytes:
    return paquet(rows([*BONNES, ("A7", "Total"), ("C7", "<f>SUM(C5:C6)</f>")]))


@classeur("cellules_sans_adresse.xlsx")
def cellules_sans_adresse() -> bytes:
    lignes = rows(BONNES)
    for adresse, _ in BONNES:
        lignes = lignes.replace(f' r="{adresse}"', "")
    return paquet(lignes)


@classeur("cellule_xfd1048576.xlsx")
def cellule_xfd1048576() -> bytes:
    return paquet(rows([*BONNES, ("XFD1048576", "<v></v>")]))


@classeur("valeur_xfd1048576.xlsx")
def valeur_xfd1048576() -> bytes:
    return paquet(rows([*BONNES, ("XFD1048576", 1)]))


@classeur("entites.xlsx")
def entites() -> bytes:
    entete = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    return paquet(rows([*BONNES, ("D5", "<is><t>&b;</t></is>")]), entete=entete)


@classeur("entite_externe.xlsx")
def entite_externe() -> bytes:
    entete = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
    return paquet(rows([*BONNES, ("D5", "<is><t>&e;</t></is>")]), entete=entete)


@classeur("bombe.xlsx")
def bombe() -> bytes:
    espace = f'<worksheet xmlns="{TRANSITIONAL[0]}"><sheetData>'
    return paquet("", feuille=espace + rows(BONNES) + " " * 130_000_000 + "</sheetData></worksheet>")


@classeur("bombe_cachee.xlsx")
def bombe_cachee() -> bytes:
    return paquet(rows(BONNES), extra=[("xl/media/image1.png", b"\0" * 130_000_000)])


@classeur("macros.xlsm")
def macros() -> bytes:
    return paquet(rows(BONNES), extra=[("xl/vbaProject.bin", b"\xd0\xcf\x11\xe0" + b"\0" * 600)])


@classeur("501_membres.xlsx")
def membres() -> bytes:
    return paquet(rows(BONNES), extra=[(f"docProps/p{rang}.xml", b"<a/>") for rang in range(500)])


@classeur("document.docx")
def document() -> bytes:
    tampon = io.BytesIO()
    with zipfile.ZipFile(tampon, "w") as archive:
        archive.writestr(
            "[Content_Types].xml",
            TYPES.format(genre="sheet").replace("/xl/", "/word/").replace("spreadsheetml", "wordprocessingml"),
        )
        archive.writestr("word/document.xml", "<document/>")
    return tampon.getvalue()


@classeur("archive.zip")
def archive_zip() -> bytes:
    tampon = io.BytesIO()
    with zipfile.ZipFile(tampon, "w") as archive:
        archive.writestr("lisez-moi.txt", "rien")
    return tampon.getvalue()


@classeur("tronque.xlsx")
def tronque() -> bytes:
    contenu = chaines_en_ligne()
    return contenu[: len(contenu) * 2 // 3]


@classeur("octets_abimes.xlsx")
def octets_abimes() -> bytes:
    contenu = bytearray(chaines_en_ligne())
    debut = contenu.index(b"xl/worksheets/sheet1.xml") + 40
    contenu[debut : debut + 60] = bytes(60)
    return bytes(contenu)
