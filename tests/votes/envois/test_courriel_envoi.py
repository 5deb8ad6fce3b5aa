"""A sealed form through a real mail server on the loopback: what arrives is what was signed."""

import io
from dataclasses import replace

from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

from services.votes.envois.choix import ChoixEnvoi
from services.votes.envois.expeditions import SaisieEnvoi, send_feuille
from services.votes.envois.feuilles import lock_feuille
from services.votes.envois.lectures import load_envoi
from services.votes.envois.signatures import seal_feuille
from services.votes.models import Canal, CanalEnvoi
from shared.courriels import send_waiting
from shared.database import Lecture, Session
from shared.pdf.scellement import load_certificat, make_certificat_demonstration
from tests.shared.test_courriels import serveur  # noqa: F401 - a fixture
from tests.votes.conftest import AUJOURDHUI


def test_the_syndic_receives_the_sealed_form_and_the_page_says_it_left(envoi, config, serveur):  # noqa: F811
    boite, url = serveur
    envoi.answer()
    make_certificat_demonstration(config.certificat, "ESH Deux Rives")
    certificat = load_certificat(config)
    with Session.begin() as session:
        choix = ChoixEnvoi(Canal.CORRESPONDANCE, envoi.delegation_id)
        feuille = lock_feuille(session, envoi.rc, envoi.ag_id, choix, AUJOURDHUI)
        seal_feuille(session, envoi.rc, feuille.id, certificat)
        saisie = SaisieEnvoi(canal=CanalEnvoi.COURRIEL, destinataire="ag@bellecour.example")
        send_feuille(session, envoi.rc, feuille.id, saisie, AUJOURDHUI)
        numero = feuille.numero
    send_waiting(replace(config, smtp_url=url))
    [received] = [one for one in boite.recus if one["To"] == "ag@bellecour.example"]
    assert numero in received["Subject"]
    [piece] = received.iter_attachments()
    [signature] = PdfFileReader(io.BytesIO(piece.get_content())).embedded_signatures
    trust = ValidationContext(trust_roots=[certificat.signataire.signing_cert])
    assert validate_pdf_signature(signature, trust).bottom_line
    with Lecture() as session:
        [sent] = load_envoi(session, envoi.rc, envoi.ag_id, AUJOURDHUI).feuille.envois
        assert sent.courriel.envoye_le is not None
