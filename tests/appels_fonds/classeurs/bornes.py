"""Files that are no workbook, or too large, or closed."""

import io

import xlsxwriter
import xlwt

from tests.appels_fonds.classeurs.registre import classeur

ENTETE_CSV = "Copropriété;Lot;Clé;Nature;Exigible le;Montant\n"


def _xls(**noms) -> bytes:
    book = xlwt.Workbook()
    page = book.add_sheet("Appel")
    page.write(0, 0, "SDC Le Bizillon")
    tampon = io.BytesIO()
    book.save(tampon)
    return tampon.getvalue()


@classeur("vide.xlsx")
def vide() -> bytes:
    return b""


@classeur("vide.csv")
def vide_csv() -> bytes:
    return b"\r\n\r\n"


@classeur("chiffre.xlsx")
def chiffre() -> bytes:
    """An OLE container whose stream is EncryptedPackage: what Excel writes under a password."""
    contenu = bytearray(_xls())
    ancien, nouveau = "Workbook".encode("utf-16-le"), "EncryptedPackage".encode("utf-16-le")
    debut = contenu.index(ancien)
    contenu[debut : debut + 64] = nouveau.ljust(64, b"\0")
    contenu[debut + 64 : debut + 66] = (len(nouveau) + 2).to_bytes(2, "little")
    return bytes(contenu)


@classeur("chiffre.xls")
def chiffre_xls() -> bytes:
    """A BIFF stream whose second record is FILEPASS."""
    contenu = _xls()
    debut = contenu.index(b"\x09\x08\x10\x00")
    suite = contenu.index(b"\xe1\x00\x02\x00", debut)
    return contenu[:suite] + b"\x2f\x00\x02\x00" + contenu[suite + 4 :]


@classeur("facture.pdf")
def facture() -> bytes:
    return b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"


@classeur("photo.xlsx")
def photo() -> bytes:
    return b"\x89PNG\r\n\x1a\n" + bytes(200)


@classeur("bruit.csv")
def bruit() -> bytes:
    return bytes(range(256)) * 40


@classeur("lettre.txt")
def lettre() -> bytes:
    return b"Madame, Monsieur,\nVeuillez trouver ci-joint notre appel de fonds.\nCordialement.\n"


@classeur("200001_rangees.csv")
def trop_de_rangees() -> bytes:
    return (ENTETE_CSV + "X001;3;GEN;Provision;01/04/2026;410,00\n" * 200_001).encode()


@classeur("200001_rangees.xlsx")
def trop_de_rangees_xlsx() -> bytes:
    tampon = io.BytesIO()
    book = xlsxwriter.Workbook(tampon, {"constant_memory": True})
    page = book.add_worksheet("Appel")
    for rang in range(200_001):
        page.write_number(rang, 0, rang)
    book.close()
    return tampon.getvalue()


@classeur("201_colonnes.csv")
def trop_de_colonnes() -> bytes:
    return (";".join(f"c{rang}" for rang in range(201)) + "\n").encode()


@classeur("plus_de_20_mo.csv")
def trop_gros() -> bytes:
    return (ENTETE_CSV + "X001;3;GEN;Provision;01/04/2026;410,00" + " " * 21_000_000).encode()


@classeur("xls_tronque.xls")
def xls_tronque() -> bytes:
    contenu = _xls()
    return contenu[:700]


@classeur("script.xls")
def script() -> bytes:
    return b"<html><body><script>alert(1)</script><p>Bonjour</p></body></html>"


@classeur("injection.csv")
def injection() -> bytes:
    lignes = ["SDC Le Bizillon", "Provisions exigibles le 01/04/2026", "", "Lot;Clé;Libellé;Montant",
              '3;GEN;"=HYPERLINK(""http://x"";""y"")";410,00', "7;GEN;@SUM(A1);500,00"]  # fmt: skip
    return "\n".join(lignes).encode("utf-8")


@classeur("zero_octet_dans_le_texte.csv")
def zero_octet() -> bytes:
    return (ENTETE_CSV + "X001;3;GEN;Provision;01/04/2026;410,00\n").encode() + b"\0\0\0\n"
