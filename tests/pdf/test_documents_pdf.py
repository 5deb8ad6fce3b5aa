"""Our PDF: read by machines and screen readers, kept for years, sealed so that a change shows."""

import io
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pypdf
import pypdfium2
import pytest
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext
from sqlalchemy import Engine

from shared.config import Config
from shared.database import Lecture, Session
from shared.errors import RefusedError
from shared.models import Bailleur
from shared.pdf.emetteur import load_emetteur
from shared.pdf.rendu import RACINE, render_pdf, set_spaces
from shared.pdf.scellement import load_certificat, make_certificat_demonstration, seal_pdf

GABARIT = """\
#import "/shared/pdf/gabarits/papier.typ": *
#show: courrier.with(titre: donnees.titre, objet: donnees.titre, destinataire: ("Régie Bellecour",),
  lieu-date: "Lyon, le 1er décembre 2026", signataire: ("Claire Morel",))
#donnees.texte
#table(columns: 2, table.header([Pour], [Contre]), case(cochee: true), case())
"""
EMETTEUR = {"nom": "ESH Deux Rives", "lignes": ["4 quai du Rhône, 69002 Lyon"]}
LE = datetime(2026, 12, 1, 9, 30, tzinfo=UTC)


@pytest.fixture
def gabarit(request):
    """A template of this test's own, where templates live."""
    path = RACINE / "tests" / "pdf" / f"essai_{request.node.name}.typ"
    path.write_text(GABARIT, encoding="utf-8")
    yield path
    path.unlink()


def text_of(pdf: bytes) -> str:
    """The words of every page."""
    return "\n".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(pdf))


def make(gabarit: Path, texte: str = "Bonjour") -> bytes:
    return render_pdf(gabarit, {"emetteur": EMETTEUR, "texte": texte}, titre="Demande", le=LE)


def test_what_people_type_is_printed_and_never_run(gabarit):
    typed = "#panic() *gras* [x] $y$ «\u00a0é\u00a0» œ ’"
    assert typed in text_of(make(gabarit, typed))


def test_a_document_is_tagged_in_french_with_its_title_and_declares_both_norms(gabarit):
    pdf = make(gabarit)
    reader = pypdf.PdfReader(io.BytesIO(pdf))
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"].startswith("fr")
    assert "/StructTreeRoot" in root
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert reader.metadata.title == "Demande"
    xmp = root["/Metadata"].get_data().decode()
    assert "<pdfuaid:part>1<" in xmp
    assert "<pdfaid:part>2<" in xmp


def test_fonts_are_inside_and_the_same_data_give_the_same_bytes(gabarit):
    pdf = make(gabarit)
    assert pdf == make(gabarit)
    fonts = [
        font.get_object()
        for page in pypdf.PdfReader(io.BytesIO(pdf)).pages
        for font in page["/Resources"]["/Font"].values()
    ]
    assert fonts
    for font in fonts:
        descriptor = font["/DescendantFonts"][0].get_object()["/FontDescriptor"].get_object()
        assert {"/FontFile2", "/FontFile3"} & set(descriptor)


def test_french_spaces_do_not_break_and_hours_stay_whole():
    assert set_spaces({"a": ["Oui ! « non » : 18:30 ; n° 4"]}) == {
        "a": ["Oui\u202f! «\u00a0non\u00a0»\u00a0: 18:30\u202f; n°\u00a04"]
    }


def test_without_our_address_no_letter_leaves_and_we_say_where_to_type_it(base: Engine):
    with Session.begin() as session:
        session.add(Bailleur(nom="ESH Deux Rives", siren="123456782"))
    with Lecture() as session, pytest.raises(RefusedError, match="Signatures et en-tête"):
        load_emetteur(session)
    with Session.begin() as session:
        bailleur = session.query(Bailleur).one()
        bailleur.adresse, bailleur.ville = "4 quai du Rhône, 69002 Lyon", "Lyon"
    with Lecture() as session:
        emetteur = load_emetteur(session, "Saint-Étienne")
    assert emetteur["lignes"] == [
        "4 quai du Rhône, 69002 Lyon", "SIREN 123\u00a0456\u00a0782", "Agence de Saint-Étienne",
    ]  # fmt: skip


def test_a_seal_is_a_valid_pades_signature_and_shows_any_later_change(gabarit, config: Config):
    make_certificat_demonstration(config.certificat, "ESH Deux Rives")
    certificat = load_certificat(config)
    assert certificat is not None
    sealed = seal_pdf(make(gabarit), certificat, raison="Vote par correspondance", lieu="Lyon")
    [signature] = PdfFileReader(io.BytesIO(sealed)).embedded_signatures
    trust = ValidationContext(trust_roots=[certificat.signataire.signing_cert])
    status = validate_pdf_signature(signature, trust)
    assert status.bottom_line
    assert signature.sig_object["/SubFilter"] == "/ETSI.CAdES.detached"
    assert "Bonjour" in text_of(sealed)
    altered = sealed.replace(b"/Marked true", b"/Marked  rue", 1)
    assert altered != sealed
    [broken] = PdfFileReader(io.BytesIO(altered)).embedded_signatures
    assert not validate_pdf_signature(broken, trust).intact


def test_without_a_certificate_nothing_is_sealed_and_a_wrong_password_is_said(config: Config, tmp_path: Path):
    assert load_certificat(config) is None
    broken = tmp_path / "faux.p12"
    broken.write_bytes(b"not a certificate")
    with pytest.raises(RefusedError, match="ne s’ouvre pas"):
        load_certificat(replace(config, certificat=broken))
