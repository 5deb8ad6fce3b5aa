"""A convocation arrives: dropped, read, corrected, recorded with its file; a late one is told, a bad one refused."""

import io
from datetime import timedelta
from email.message import EmailMessage
from pathlib import Path

import pytest
from openpyxl import Workbook
from sqlalchemy import func, select

from services.votes.assemblees.fichiers import list_jointes_of
from services.votes.models import AssembleeGenerale, GenreSuite, Resolution, Suite, VoieConvocation
from shared.database import Session
from shared.models import Copropriete, Document
from shared.presentation import today
from tests.votes.portes import bearer, open_browser

PDF = Path(__file__).parent / "lecture" / "pdf" / "01_convocation.pdf"
CLASSEUR = [("N°", "Libellé de la résolution", "Majorité", "Montant TTC"), (1, "Quitus au syndic", "Art. 24", None),
            (2, "Ravalement de la façade", "25", 84500.5)]  # fmt: skip


@pytest.fixture
def rc(application, parc_sqlite):
    return open_browser(application, parc_sqlite.rc)


def drop(rc, contenu: bytes, nom: str):
    """Drop a file on the page of a new assembly."""
    return rc.post("/votes/ag/nouvelle/lire", fichier=(io.BytesIO(contenu), nom))


def workbook(*rows) -> bytes:
    classeur = Workbook()
    for row in rows:
        classeur.active.append(row)
    tampon = io.BytesIO()
    classeur.save(tampon)
    return tampon.getvalue()


def fields_of(page) -> dict[str, str]:
    """What the form would send back, untouched."""
    from lxml import html

    formulaire = next(f for f in html.fromstring(page.text).forms if f.action == "/votes/ag/nouvelle")
    return {nom: valeur for nom, valeur in formulaire.form_values() if nom not in ("csrf_token", "fichier")}


def count(modele) -> int:
    with Session() as session:
        return session.scalar(select(func.count()).select_from(modele)) or 0


def test_a_dropped_pdf_is_shown_before_anything_is_recorded(rc):
    page = drop(rc, PDF.read_bytes(), "convocation.pdf")
    assert page.status_code == 200
    assert "22 résolutions lues" in page.text
    assert "Reconnue" in page.text
    assert "nom « Les Tilleuls »" in page.text
    assert "adresse « 4 rue des Tilleuls, 69003 Lyon »" in page.text
    lus = fields_of(page)
    assert (lus["date_ag"], lus["heure"], lus["points"]) == ("2026-01-03", "18:30", "22")
    assert lus["copropriete"].startswith("C001")
    assert lus["formulaire_courriel"] == "ag@cabinet.example"
    assert lus["formulaire_limite_imprimee"] == "2025-12-30"
    assert (count(AssembleeGenerale), count(Resolution)) == (0, 0)


def test_what_was_read_is_corrected_then_recorded_with_its_file(rc):
    lus = fields_of(drop(rc, PDF.read_bytes(), "convocation.pdf"))
    jour = today() + timedelta(days=40)
    envoi = {**lus, "date_ag": jour.isoformat(), "formulaire_limite_imprimee": (jour - timedelta(days=7)).isoformat(),
             "intitule-2": "Désignation des scrutateurs", "gardee-3": None, "montant-4": "1 234,50"}  # fmt: skip
    page = rc.post("/votes/ag/nouvelle", **envoi)
    assert page.status_code == 200
    assert "Limite imprimée sur le formulaire du syndic" in page.text
    with Session() as session:
        ag = session.scalars(select(AssembleeGenerale)).one()
        assert len(ag.resolutions) == 21
        assert ag.resolutions[1].intitule == "Désignation des scrutateurs"
        assert ag.resolutions[2].montant_centimes == 123450
        assert ag.formulaire_courriel == "ag@cabinet.example"
        document = session.get(Document, ag.document_id)
        assert (document.nom, document.copropriete_id) == ("convocation.pdf", ag.copropriete_id)


def test_a_fault_is_said_at_its_field_and_nothing_is_recorded(rc):
    lus = fields_of(drop(rc, PDF.read_bytes(), "convocation.pdf"))
    jour = today() + timedelta(days=40)
    page = rc.post("/votes/ag/nouvelle", **{**lus, "date_ag": jour.isoformat(), "formulaire_limite_imprimee": "",
                                            "montant-4": "douze", "intitule-5": ""})  # fmt: skip
    assert page.status_code == 422
    assert "« douze » n" in page.text
    assert "L’intitulé manque" in page.text
    assert 'name="montant-4" value="douze"' in page.text
    assert count(AssembleeGenerale) == 0


@pytest.mark.parametrize("jour", ["2026-01-03", ""])
def test_an_assembly_in_the_past_or_without_a_date_is_refused(rc, jour):
    lus = fields_of(drop(rc, PDF.read_bytes(), "convocation.pdf"))
    page = rc.post("/votes/ag/nouvelle", **{**lus, "date_ag": jour})
    assert page.status_code in (409, 422)
    assert count(AssembleeGenerale) == 0


def test_an_email_gives_its_date_its_attachment_and_its_voice(rc):
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "ag@syndic.example", "nous@deuxrives.example", "Convocation"
    message["Date"] = "Tue, 02 Dec 2025 23:30:00 +0000"
    message.set_content("Veuillez trouver la convocation.")
    message.add_attachment(PDF.read_bytes(), maintype="application", subtype="pdf", filename="convocation.pdf")
    page = drop(rc, message.as_bytes(), "mail.eml")
    lus = fields_of(page)
    assert (lus["convocation_presentee_le"], lus["convocation_voie"]) == ("2025-12-03", "COURRIEL")
    assert "22 résolutions lues" in page.text


def letter(*pieces: tuple[str, bytes, str], logo: bytes = b"") -> bytes:
    """An e-mail of a syndic that carries these files, with a logo laid in its message."""
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "ag@syndic.example", "nous@deuxrives.example", "Convocation"
    message["Date"] = "Tue, 02 Dec 2025 23:30:00 +0000"
    message.set_content("Veuillez trouver la convocation et ses annexes.")
    message.add_alternative("<p>Veuillez trouver la convocation.</p><img src='cid:logo'>", subtype="html")
    if logo:
        message.get_payload()[1].add_related(logo, "image", "png", cid="<logo>", filename="logo.png")
    for nom, contenu, genre in pieces:
        maintype, _, subtype = genre.partition("/")
        message.add_attachment(contenu, maintype=maintype, subtype=subtype, filename=nom)
    return message.as_bytes()


CONVOCATION = ("convocation.pdf", PDF.read_bytes(), "application/pdf")
DEVIS = ("Devis étanchéité.docx", b"PK devis", "application/octet-stream")
PHOTO = ("../terrasse.jpg", b"\xff\xd8\xff photo", "image/jpeg")


def test_each_file_of_an_email_becomes_a_document_of_its_assembly(rc):
    """A file laid in the message, its logo, is no document; a photograph attached is one."""
    lus = fields_of(drop(rc, letter(CONVOCATION, DEVIS, PHOTO, logo=b"\x89PNG"), "mail.eml"))
    jour = today() + timedelta(days=40)
    page = rc.post("/votes/ag/nouvelle", **{**lus, "date_ag": jour.isoformat(), "formulaire_limite_imprimee": "",
                                            "convocation_presentee_le": ""})  # fmt: skip
    with Session() as session:
        ag = session.scalars(select(AssembleeGenerale)).one()
        assert session.get(Document, ag.document_id).nom == "mail.eml"
        jointes = list_jointes_of(session, ag)
        assert [document.nom for document in jointes] == ["convocation.pdf", "Devis étanchéité.docx", "terrasse.jpg"]
    for document, (_, contenu, _) in zip(jointes, (CONVOCATION, DEVIS, PHOTO), strict=True):
        assert f'<a href="/documents/{document.id}">{document.nom}</a>' in page.text
        assert rc.get(f"/documents/{document.id}").data == contenu


def test_an_email_dropped_on_an_assembly_already_recorded_leaves_its_files_there_once(rc, parc_sqlite):
    ag_id = parc_sqlite.add_ag(today() + timedelta(days=40), "")
    for _ in range(2):
        rc.post(f"/votes/ag/{ag_id}/ordre-du-jour", agenda="", fichier=(io.BytesIO(letter(CONVOCATION)), "mail.eml"))
    with Session() as session:
        ag = session.get_one(AssembleeGenerale, ag_id)
        assert session.get(Document, ag.document_id).nom == "mail.eml"
        assert [document.nom for document in list_jointes_of(session, ag)] == ["convocation.pdf"]


def test_the_subject_of_an_email_names_the_copropriete_and_its_message_the_hour(rc):
    message = EmailMessage()
    message["From"], message["To"] = "ag@syndic.example", "nous@deuxrives.example"
    message["Subject"] = "Convocation : C001 Les Tilleuls"
    message.set_content("Ci-joint la convocation à l'assemblée générale du 19 janvier 2099 à 18h30.\n\nCordialement.")
    message.add_attachment(
        workbook(*CLASSEUR), maintype="application", subtype="octet-stream", filename="ordre du jour.xlsx"
    )
    lus = fields_of(drop(rc, message.as_bytes(), "mail.eml"))
    assert (lus["copropriete"], lus["date_ag"], lus["heure"]) == ("C001 · Les Tilleuls", "2099-01-19", "18:30")


def test_a_workbook_is_read_by_the_usual_names_of_its_columns(rc):
    page = drop(rc, workbook(*CLASSEUR), "ordre du jour.xlsx")
    lus = fields_of(page)
    assert (lus["intitule-2"], lus["article-2"], lus["montant-2"]) == (
        "Ravalement de la façade",
        "25",
        "84\u202f500,50",
    )


@pytest.mark.parametrize(
    ("contenu", "nom", "phrase"),
    [
        (b"", "vide.pdf", "Le fichier est vide"),
        (b"%PDF-1.7\n1 0 obj", "coupe.pdf", "incomplet"),
        (PDF.read_bytes()[:20000], "coupe.pdf", "incomplet"),
        (b"\x89PNG\r\n\x1a\n\0\0", "photo.pdf", "n’est pas un PDF"),
        (workbook(("N°", "Majorité"), (1, "24")), "agenda.xlsx", "La colonne des intitulés manque (feuille « Sheet »"),
        (workbook(("Bonjour",)), "agenda.xlsx", "Aucun tableau de résolutions"),
        (workbook(("N°", "Intitulé", "Montant"), (1, "Quitus", "douze")), "agenda.xlsx", "Sheet!C2"),
    ],
)
def test_a_bad_file_is_refused_in_one_sentence_and_not_kept(rc, contenu, nom, phrase):
    page = drop(rc, contenu, nom)
    assert page.status_code == 422
    assert phrase in page.text
    assert (count(Document), count(AssembleeGenerale)) == (0, 0)


def test_a_file_read_and_recorded_at_once_is_kept_with_its_assembly(rc):
    jour = today() + timedelta(days=40)
    page = rc.post("/votes/ag/nouvelle", copropriete="C001", date_ag=jour.isoformat(),
                   fichier=(io.BytesIO(PDF.read_bytes()), "convocation.pdf"))  # fmt: skip
    assert page.status_code == 200
    with Session() as session:
        ag = session.scalars(select(AssembleeGenerale)).one()
        document = session.get_one(Document, ag.document_id)
        assert (document.nom, document.copropriete_id) == ("convocation.pdf", ag.copropriete_id)


def test_a_late_notice_is_told_and_becomes_a_task(rc):
    jour = today() + timedelta(days=15)
    page = rc.post("/votes/ag/nouvelle", copropriete="C001", date_ag=jour.isoformat(), agenda="1. Quitus au syndic",
                   convocation_presentee_le=today().isoformat(), convocation_voie="LETTRE_RECOMMANDEE")  # fmt: skip
    assert page.status_code == 200
    with Session() as session:
        suite = session.scalars(select(Suite)).one()
        assert suite.genre == GenreSuite.CONVOCATION_TARDIVE
        assert "6 jours trop tard" in suite.motif
        ag = session.scalars(select(AssembleeGenerale)).one()
        assert ag.convocation_voie == VoieConvocation.LETTRE_RECOMMANDEE


def test_the_delay_of_the_reglement_is_the_one_that_counts(rc):
    jour = today() + timedelta(days=25)
    champs = {"copropriete": "C001", "date_ag": jour.isoformat(), "convocation_presentee_le": today().isoformat()}
    page = rc.post("/votes/ag/nouvelle", **champs, delai_convocation="30")
    assert "Tardive" in page.text
    assert count(Suite) == 1


def test_a_delay_shorter_than_the_law_is_refused(rc):
    jour = today() + timedelta(days=40)
    page = rc.post("/votes/ag/nouvelle", copropriete="C001", date_ag=jour.isoformat(), delai_convocation="15")
    assert page.status_code == 422
    assert "moins de 21 jours" in page.text


def test_the_registration_number_decides_between_two_alike(rc):
    with Session.begin() as session:
        autre = session.scalars(select(Copropriete).where(Copropriete.code == "C001")).one()
        autre.immatriculation = "AA1234567"
    texte = (
        "Syndicat des copropriétaires Les Tilleuls\nImmatriculation : AA1 234 567\nAG du 12/05/2027 à 18h\n1. Quitus"
    )
    assert "immatriculation AA1234567" in drop(rc, texte.encode(), "convocation.txt").text


def test_other_programs_read_then_record_a_convocation(application, config, parc_sqlite):
    client, rc = application.test_client(), bearer(config, parc_sqlite.rc)
    lu = client.post("/votes/api/v1/convocations/lecture", headers=rc, content_type="multipart/form-data",
                     data={"fichier": (io.BytesIO(PDF.read_bytes()), "convocation.pdf")})  # fmt: skip
    assert lu.status_code == 200
    assert (lu.json["candidates"][0]["code"], lu.json["candidates"][0]["sure"]) == ("C001", True)
    assert (len(lu.json["resolutions"]), count(AssembleeGenerale)) == (22, 0)
    jour = today() + timedelta(days=60)
    envoi = {"depot": lu.json["depot"], "copropriete": "C001", "date_ag": jour.isoformat()}
    cree = client.post("/votes/api/v1/convocations", headers=rc, json=envoi)
    assert cree.status_code == 201
    detail = client.get(f"/votes/api/v1/assemblees/{cree.json['id']}", headers=rc).json
    assert detail["resolutions"][21]["numero"] == "22"
    inconnu = client.post("/votes/api/v1/convocations", headers=rc,
                          json={"depot": "0" * 64, "copropriete": "C001", "date_ag": jour.isoformat()})  # fmt: skip
    assert (inconnu.status_code, inconnu.json["code"]) == (404, "DEPOT_INCONNU")


def test_a_workbook_that_gives_one_number_to_two_resolutions_writes_nothing_and_says_it_at_its_line(rc):
    lus = fields_of(drop(rc, workbook(*CLASSEUR, (2, "Budget prévisionnel", "24", None)), "odj.xlsx"))
    jour = today() + timedelta(days=40)
    page = rc.post("/votes/ag/nouvelle", **{**lus, "copropriete": "C001", "date_ag": jour.isoformat()})
    assert page.status_code == 422
    champ = page.text.split('name="numero-3"')[1].split("</td>")[0]
    assert "Le numéro 2 est déjà celui de « Ravalement de la façade »" in champ
    assert (count(AssembleeGenerale), count(Resolution)) == (0, 0)


@pytest.mark.parametrize(
    ("agenda", "phrase"),
    [
        (
            "1. Quitus au syndic\n2. Budget prévisionnel\n2. Approbation des comptes",
            "La résolution 2 est dite deux fois",
        ),
        ("Bonjour, merci de passer me voir demain.", "Ce texte n’est pas un ordre du jour"),
    ],
)
def test_a_pasted_text_that_is_refused_says_why_beside_it_and_writes_nothing(rc, agenda, phrase):
    jour = today() + timedelta(days=40)
    page = rc.post("/votes/ag/nouvelle", copropriete="C001", date_ag=jour.isoformat(), agenda=agenda)
    assert page.status_code == 422
    champ = page.text.split('for="champ-agenda"')[1].split('for="champ-fichier"')[0]
    assert phrase in champ
    assert agenda.splitlines()[0] in champ
    assert (count(AssembleeGenerale), count(Resolution)) == (0, 0)


def test_a_workbook_added_to_an_assembly_is_refused_whole_beside_its_file(rc, parc_sqlite):
    ag_id = parc_sqlite.add_ag(today() + timedelta(days=40), "")
    classeur = workbook(*CLASSEUR, (2, "Budget prévisionnel", "24", None))
    page = rc.post(f"/votes/ag/{ag_id}/ordre-du-jour", agenda="", fichier=(io.BytesIO(classeur), "odj.xlsx"))
    assert page.status_code == 422
    assert "dites deux fois" in page.text.split('for="champ-fichier"')[1].split("</form>")[0]
    assert count(Resolution) == 0
