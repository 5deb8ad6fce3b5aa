"""Files that cannot be read are refused with their reason; those that can, however odd, are not."""

import io
import os
from pathlib import Path

import pypdf
import pytest
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from services.votes.lecture.convocation import read_convocation
from services.votes.lecture.pv import read_pv
from services.votes.lecture.refus import LectureRefusee

BON = (Path(__file__).parent / "pdf" / "02_pv.pdf").read_bytes()


def draw(pages: int, texte: str = "", image: bool = False) -> bytes:
    """A PDF of so many pages, each with a line of text, or a picture of a page."""
    tampon = io.BytesIO()
    toile = Canvas(tampon)
    for _ in range(pages):
        if image:
            photo = io.BytesIO()
            Image.new("L", (60, 80), "white").save(photo, "PNG")
            photo.seek(0)
            toile.drawImage(ImageReader(photo), 0, 0, 595, 842)
        toile.drawString(50, 700, texte)
        toile.showPage()
    toile.save()
    return tampon.getvalue()


def encrypt(mot_de_passe: str, proprietaire: str) -> bytes:
    ecrivain = pypdf.PdfWriter(clone_from=io.BytesIO(BON))
    ecrivain.encrypt(mot_de_passe, proprietaire)
    tampon = io.BytesIO()
    ecrivain.write(tampon)
    return tampon.getvalue()


MAUVAIS = {
    "vide": (b"", "FICHIER_VIDE"),
    "que des zéros": (b"\0" * 500, "FICHIER_VIDE"),
    "une page web nommée .pdf": (b"<html><body>1. Quitus</body></html>", "FORMAT_NON_RECONNU"),
    "une image": (b"\x89PNG\r\n\x1a\n" + bytes(2000), "FORMAT_NON_RECONNU"),
    "la moitié": (BON[: len(BON) // 2], "FICHIER_TRONQUE"),
    "sans ses derniers octets": (BON[:-12], "FICHIER_TRONQUE"),
    "des octets quelconques": (b"%PDF-1.4\n" + os.urandom(3000) + b"\n%%EOF", "FICHIER_ILLISIBLE"),
    "un mot de passe": (encrypt("secret", "secret"), "FICHIER_CHIFFRE"),
    "cinq cents pages": (draw(500, "1. Quitus au syndic de la copropriété"), "FICHIER_TROP_GRAND"),
    "trop lourd": (BON + bytes(21 << 20), "FICHIER_TROP_GRAND"),
    "scanné": (draw(3, image=True), "PDF_SANS_TEXTE"),
    "scanné, avec la marque du scanner": (
        draw(3, "Numérisé avec CamScanner, version gratuite", image=True),
        "PDF_SANS_TEXTE",
    ),
    "une page blanche": (draw(1), "PDF_SANS_TEXTE"),
}


@pytest.mark.parametrize("cas", MAUVAIS)
def test_a_file_that_cannot_be_read_is_refused_with_its_reason(cas):
    contenu, code = MAUVAIS[cas]
    for read in (read_pv, lambda octets: read_convocation(octets, "fichier.pdf")):
        with pytest.raises(LectureRefusee) as refus:
            read(contenu)
        assert refus.value.code == code
        assert refus.value.detail.endswith(".")
        assert "\n" not in refus.value.detail


@pytest.mark.parametrize(
    "contenu", [encrypt("", "proprietaire"), BON + b"\r\n\0\0trace", b"\n\n" + BON], ids=["owner", "after", "before"]
)
def test_a_file_that_opens_is_not_refused(contenu):
    assert len(read_pv(contenu).resolutions) == 20


def test_a_document_that_is_neither_gives_nothing_and_does_not_fail():
    lue = read_convocation(draw(1, "Facture de la société Netto Services pour le nettoyage de juin"), "facture.pdf")
    assert lue.resolutions == ()
