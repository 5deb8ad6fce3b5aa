"""From consignes to a signed paper that left: nothing silent, nothing twice, everything proved."""

import io
from datetime import date, timedelta
from threading import Thread

import pypdfium2
import pytest
from icalendar import Calendar
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext
from sqlalchemy import select

from services.votes.attribution.delais import PAR_DEFAUT
from services.votes.envois.calendrier_ics import write_calendrier
from services.votes.envois.choix import ChoixEnvoi, Decision
from services.votes.envois.delegations import end_delegation
from services.votes.envois.expeditions import SaisieEnvoi, send_feuille
from services.votes.envois.feuilles import lock_feuille, take_over
from services.votes.envois.lectures import load_envoi
from services.votes.envois.mandats import Mandataire, QualiteMandataire
from services.votes.envois.retours import SaisieRetour, record_retour
from services.votes.envois.signatures import deposit_signed, seal_feuille
from services.votes.models import (
    AssembleeGenerale,
    Canal,
    CanalEnvoi,
    DelegationSignature,
    FeuilleInstruction,
    Position,
)
from shared.config import Config
from shared.courriels import to_email
from shared.database import Lecture, Session
from shared.documents import read_document
from shared.errors import ForbiddenError, InvalidError, RefusedError, StaleError
from shared.models import AuditLigne, CourrielSortant, now
from shared.pdf.scellement import load_certificat, make_certificat_demonstration
from tests.votes.conftest import AUJOURDHUI, DATE_AG, build_parc
from tests.votes.envois.conftest import VOTES, Envoi

THOMAS = Mandataire("Thomas Giraud", "12 rue Garibaldi, 69003 Lyon", QualiteMandataire.SALARIE)


def choose(envoi: Envoi, canal: Canal = Canal.CORRESPONDANCE, **details) -> ChoixEnvoi:
    mandataire = None if canal is Canal.CORRESPONDANCE else THOMAS
    return ChoixEnvoi(canal, envoi.delegation_id, **{"mandataire": mandataire, **details})


def lock(envoi: Envoi, canal: Canal = Canal.CORRESPONDANCE, acteur=None, **details) -> FeuilleInstruction:
    with Session.begin() as session:
        feuille = lock_feuille(session, acteur or envoi.rc, envoi.ag_id, choose(envoi, canal, **details), AUJOURDHUI)
        for document in (feuille.feuille, feuille.acte, feuille.dossier):
            _ = document and document.nom
        session.flush()
        session.expunge_all()
        return feuille


def text_of(document) -> str:
    pdf = pypdfium2.PdfDocument(read_document(document))
    return " ".join(" ".join(page.get_textpage().get_text_range().split()) for page in pdf)


def mail_to(session, destinataire: str) -> CourrielSortant:
    """The one mail with an attachment to this address; employees receive others."""
    found = session.scalars(select(CourrielSortant).where(CourrielSortant.destinataire == destinataire))
    [mail] = [one for one in found if one.documents]
    return mail


def refusals(error) -> list[str]:
    return [faute["ou"] for faute in error.value.fautes]


def test_the_form_holds_the_fifteen_items_of_the_order_of_2_july_2020(envoi):
    envoi.answer()
    envoi.add_second(3, Position.CONTRE, None)
    texte = text_of(lock(envoi).acte)
    items = {
        1: "Les Tilleuls, 4 rue des Tilleuls, 69003 Lyon",
        2: "vendredi 18 décembre 2026 à 18 h 30, Salle des fêtes, 12 rue Neuve",
        3: "Régie Bellecour 8 place Bellecour, 69002 Lyon Adresse électronique : ag@bellecour.example",
        4: "Date limite de réception lundi 14 décembre 2026",
        5: "Dénomination ESH Deux Rives",
        6: "Siège social 4 quai du Rhône, 69002 Lyon",
        7: "après avoir pris connaissance de l’ordre du jour et des documents annexés",
        8: "assimilé à un copropriétaire défaillant",
        9: "Signature du votant",
        10: "3 bis",
        11: "Second vote sur la résolution 3, s’il a lieu (art. 25-1)",
        12: "Pour",
        13: "Contre",
        14: "Abstention",
        15: "Paraphe",
    }
    plain = texte.replace("\u00a0", " ").replace("\u202f", " ")
    assert {rang: item for rang, item in items.items() if item not in plain} == {}
    assert "Qualité copropriétaire" in plain
    assert "Fait à" in plain
    assert "179 voix sur 5 000" in plain
    assert "Motif" not in plain, "a comment would void the vote"


def test_one_box_and_only_one_is_ticked_on_each_line_of_the_form(envoi):
    envoi.answer()
    envoi.add_second(3, Position.CONTRE, None)
    texte = text_of(lock(envoi).acte)
    assert texte.split("Question", 1)[1].count(" X") == len(VOTES) + 2


def test_missing_consignes_are_named_and_lock_nothing(envoi):
    envoi.answer({1: Position.POUR, 2: Position.CONTRE})
    with pytest.raises(InvalidError) as error:
        lock(envoi)
    assert refusals(error) == ["Résolution 3", "Résolution 4", "Résolution 5"]
    assert all(faute["code"] == "CONSIGNE_ABSENTE" for faute in error.value.fautes)
    with Lecture() as session:
        assert session.scalars(select(FeuilleInstruction)).all() == []


def test_a_consigne_without_its_visa_does_not_leave(envoi):
    envoi.answer()
    with Session.begin() as session:
        session.get(AssembleeGenerale, envoi.ag_id).resolutions[3].visa_role = "DI"
    with pytest.raises(InvalidError) as error:
        lock(envoi)
    assert [faute["code"] for faute in error.value.fautes] == ["VISA_ABSENT"]


def test_the_manager_decides_for_what_is_missing_with_a_reason_and_never_silently(envoi):
    envoi.answer({ordre: position for ordre, position in VOTES.items() if ordre not in (4, 5)})
    decisions = {
        envoi.resolution_id(4): Decision(Position.CONTRE, "devis non joints"),
        envoi.resolution_id(5): Decision(None, "trop tard pour consulter"),
    }
    with pytest.raises(InvalidError):
        lock(envoi, decisions={**decisions, envoi.resolution_id(5): Decision(None, " ")})
    feuille = lock(envoi, decisions=decisions)
    lignes = {ligne["numero"]: ligne for ligne in feuille.contenu["lignes"]}
    assert (lignes["4"]["position"], lignes["4"]["motif"]) == ("CONTRE", "devis non joints")
    assert lignes["5"]["position"] is None
    assert "sans vote" in text_of(feuille.feuille)
    with Lecture() as session:
        resolutions = session.get(AssembleeGenerale, envoi.ag_id).resolutions
        assert resolutions[3].consigne.motif == "Décidé à l’envoi : devis non joints"
        assert resolutions[4].consigne is None
        acte = session.scalars(select(AuditLigne).where(AuditLigne.objet == "feuille_instruction")).one()
        assert [one["numero"] for one in acte.detail["decisions"]] == ["4", "5"]


def test_what_the_order_wants_printed_and_nobody_said_is_asked_with_everything_else(envoi):
    envoi.answer()
    with Session.begin() as session:
        ag = session.get(AssembleeGenerale, envoi.ag_id)
        ag.lieu = ag.formulaire_courriel = None
    with pytest.raises(InvalidError) as error:
        lock(envoi)
    assert refusals(error) == ["lieu", "formulaire_courriel"]


def test_a_new_version_cancels_the_former_by_name_and_one_sheet_is_in_force(envoi):
    envoi.answer()
    first = lock(envoi)
    second = lock(envoi)
    assert (first.numero, second.numero) == (f"2026-{envoi.ag_id:04d}-1", f"2026-{envoi.ag_id:04d}-2")
    assert f"Annule et remplace la feuille n° {first.numero}" in text_of(second.acte).replace("\u00a0", " ")
    with Lecture() as session:
        [kept] = session.scalars(select(FeuilleInstruction).where(FeuilleInstruction.annulee_le.is_(None)))
        assert kept.numero == second.numero
        former = session.get(FeuilleInstruction, first.id)
        assert second.numero in former.annulee_motif
        assert former.contenu == first.contenu


def test_a_delegation_is_checked_for_its_ceiling_and_its_end(envoi):
    envoi.answer()
    with Session.begin() as session:
        delegation = session.get(DelegationSignature, envoi.delegation_id)
        delegation.plafond_centimes = 100_000
        end_delegation(session, envoi.parc.di, delegation.id, date(2026, 11, 22), delegation.version)
    with pytest.raises(InvalidError) as error:
        lock(envoi)
    messages = [faute["message"] for faute in error.value.fautes]
    assert "a pris fin le 22/11/2026" in messages[0]
    assert "plafonnée" in messages[1]


def test_our_quote_part_of_what_is_voted_for_is_what_counts_against_the_ceiling(envoi):
    envoi.answer()  # works of 48 000 €, 179 / 5 000 of which are ours: 1 718,40 €
    with Session.begin() as session:
        session.get(DelegationSignature, envoi.delegation_id).plafond_centimes = 171_840
    assert lock(envoi).rang == 1
    with Session.begin() as session:
        session.get(DelegationSignature, envoi.delegation_id).plafond_centimes = 171_839
    with pytest.raises(InvalidError):
        lock(envoi)


def test_a_pouvoir_names_its_proxy_its_powers_and_each_instruction(envoi):
    envoi.answer()
    envoi.add_second(3, Position.CONTRE, Position.ABSTENTION)
    feuille = lock(envoi, Canal.POUVOIR)
    texte = text_of(feuille.acte).replace("\u00a0", " ")
    for words in (
        "Thomas Giraud", "12 rue Garibaldi, 69003 Lyon", "signer la feuille de présence, prendre part aux débats",
        "assemblée qui lui ferait suite sur le même ordre du jour", "oui X non", "DS-2026-12",
        "3 Désignation du syndic Pour Contre Abstention", "bon pour pouvoir", "Paraphe",
    ):  # fmt: skip
        assert words in texte, words
    dossier = text_of(feuille.dossier)
    assert "vous représentez ESH Deux Rives" in dossier
    assert len(pypdfium2.PdfDocument(read_document(feuille.dossier))) == 1


def test_the_seat_holders_pack_keeps_to_one_page_with_forty_resolutions(envoi_sqlite):
    envoi = envoi_sqlite
    envoi.ag_id = envoi.parc.add_ag(
        DATE_AG + timedelta(days=30),
        "\n".join(
            f"{n}. Installation d’un local vélos sécurisé dans la cour {n}, selon devis joint" for n in range(1, 41)
        ),
    )
    envoi.answer(dict.fromkeys(range(1, 41), Position.POUR))
    with Session.begin() as session:
        ag = session.get(AssembleeGenerale, envoi.ag_id)
        ag.lieu, ag.heure = "Salle des fêtes", now().time().replace(tzinfo=None)
    feuille = lock(envoi, Canal.PRESENCE)
    assert len(pypdfium2.PdfDocument(read_document(feuille.dossier))) == 1


@pytest.mark.parametrize(
    ("details", "words"),
    [
        ({"mandataire": None}, "Nommez qui nous représente"),
        ({"mandataire": Mandataire("Régie Bellecour", "Lyon", QualiteMandataire.AUTRE)}, "Le syndic ne peut pas"),
        ({"mandataire": Mandataire("X", "Y", QualiteMandataire.PREPOSE_SYNDIC)}, "préposés"),
        ({"subdelegation": True}, "Nommez le substitut"),
    ],
)
def test_a_proxy_who_may_not_is_refused(envoi_sqlite, details, words):
    envoi_sqlite.answer()
    with pytest.raises(InvalidError, match="ne peut pas être verrouillée") as error:
        lock(envoi_sqlite, Canal.POUVOIR, **details)
    assert words in error.value.fautes[0]["message"]


def test_only_one_person_sends_for_an_assembly_until_another_takes_over_with_a_reason(envoi):
    envoi.answer()
    feuille = lock(envoi)
    with pytest.raises(ForbiddenError, match="confié à Claire Morel"):
        lock(envoi, acteur=envoi.parc.di)
    with Session.begin() as session, pytest.raises(ForbiddenError):
        deposit_signed(session, envoi.parc.di, feuille.id, b"%PDF-1.7 scan")
    with Session.begin() as session, pytest.raises(InvalidError):
        take_over(session, envoi.parc.di, feuille.id, " ")
    with Session.begin() as session:
        take_over(session, envoi.parc.di, feuille.id, "Claire est absente")
        deposit_signed(session, envoi.parc.di, feuille.id, b"%PDF-1.7 scan")
    with pytest.raises(ForbiddenError, match="Denis Roche"):
        lock(envoi)


def test_one_paper_is_signed_for_an_assembly_and_never_the_unsigned_print(envoi):
    envoi.answer()
    feuille = lock(envoi)
    with Session.begin() as session, pytest.raises(InvalidError, match="sans signature"):
        deposit_signed(session, envoi.rc, feuille.id, read_document(feuille.acte))
    with Session.begin() as session, pytest.raises(InvalidError, match="PDF, JPEG ou PNG"):
        deposit_signed(session, envoi.rc, feuille.id, b"MZ program")
    with Session.begin() as session:
        deposit_signed(session, envoi.rc, feuille.id, b"\xff\xd8\xff scan")
    with Session.begin() as session, pytest.raises(RefusedError, match="déjà signée"):
        deposit_signed(session, envoi.rc, feuille.id, b"%PDF-1.7 other")


def test_a_sealed_form_is_a_valid_pades_signature_that_says_who_signs(envoi, config: Config):
    envoi.answer()
    feuille = lock(envoi)
    with Session.begin() as session, pytest.raises(RefusedError, match="TANTIEME_CERTIFICAT"):
        seal_feuille(session, envoi.rc, feuille.id, load_certificat(config))
    make_certificat_demonstration(config.certificat, "ESH Deux Rives")
    certificat = load_certificat(config)
    with Session.begin() as session:
        sealed = seal_feuille(session, envoi.rc, feuille.id, certificat)
        pdf, texte = read_document(sealed.signe), text_of(sealed.signe)
    [signature] = PdfFileReader(io.BytesIO(pdf)).embedded_signatures
    trust = ValidationContext(trust_roots=[certificat.signataire.signing_cert])
    assert validate_pdf_signature(signature, trust).bottom_line
    assert "DS-2026-12" in signature.sig_object["/Reason"]
    assert "cachet électronique au nom de ESH Deux Rives" in texte
    assert "Paraphe : C. M." in texte.replace("\u00a0", " ")


def test_the_mail_carries_the_signed_form_says_what_it_replaces_and_leaves_its_proof(envoi):
    envoi.answer()
    first = lock(envoi)
    feuille = lock(envoi)
    saisie = SaisieEnvoi(canal=CanalEnvoi.COURRIEL, destinataire="ag@bellecour.example")
    with Session.begin() as session, pytest.raises(RefusedError, match="pas signée"):
        send_feuille(session, envoi.rc, feuille.id, saisie, AUJOURDHUI)
    with Session.begin() as session:
        deposit_signed(session, envoi.rc, feuille.id, b"%PDF-1.7 scan")
        sent = send_feuille(session, envoi.rc, feuille.id, saisie, AUJOURDHUI)
        assert (sent.document_id, sent.hors_delai) == (sent.feuille.signe_id, False)
    with Session.begin() as session, pytest.raises(RefusedError, match="déjà parti aujourd’hui"):
        send_feuille(session, envoi.rc, feuille.id, saisie, AUJOURDHUI)
    with Session.begin() as session, pytest.raises(RefusedError, match="annulée"):
        send_feuille(session, envoi.rc, first.id, saisie, AUJOURDHUI)
    with Lecture() as session:
        courriel = mail_to(session, "ag@bellecour.example")
        email = to_email(session, courriel, "vote@deuxrives.example")
        assert f"annule et remplace la feuille n° {first.numero}" in email.get_body().get_content()
        [piece] = email.iter_attachments()
        assert piece.get_content() == b"%PDF-1.7 scan"
        assert piece.get_filename() == f"formulaire-{feuille.numero}-signe.pdf"


def test_whoever_sits_for_us_receives_his_pouvoir_his_page_and_the_appointment(envoi_sqlite):
    envoi_sqlite.answer()
    feuille = lock(envoi_sqlite, Canal.PRESENCE)
    with Session.begin() as session:
        deposit_signed(session, envoi_sqlite.rc, feuille.id, b"%PDF-1.7 scan")
        saisie = SaisieEnvoi(canal=CanalEnvoi.COURRIEL, destinataire="thomas@deuxrives.example")
        send_feuille(session, envoi_sqlite.rc, feuille.id, saisie, AUJOURDHUI)
    with Lecture() as session:
        email = to_email(session, mail_to(session, "thomas@deuxrives.example"), "vote@deuxrives.example")
        assert [piece.get_content_type() for piece in email.iter_attachments()] == [
            "application/pdf", "application/pdf", "text/calendar",
        ]  # fmt: skip


def test_a_sending_nobody_could_prove_is_refused_and_a_late_one_is_said(envoi_sqlite):
    envoi_sqlite.answer()
    feuille = lock(envoi_sqlite)
    with Session.begin() as session:
        deposit_signed(session, envoi_sqlite.rc, feuille.id, b"%PDF-1.7 scan")
    for canal, destinataire, champ in (
        (CanalEnvoi.COURRIEL, "syndic", "destinataire"),
        (CanalEnvoi.RECOMMANDE, "Régie Bellecour", "reference"),
        (CanalEnvoi.MAIN_PROPRE, "Régie Bellecour", "preuve"),
    ):
        saisie = SaisieEnvoi(canal=canal, destinataire=destinataire)
        with Session.begin() as session, pytest.raises(InvalidError) as error:
            send_feuille(session, envoi_sqlite.rc, feuille.id, saisie, AUJOURDHUI)
        assert refusals(error) == [champ]
    with Session.begin() as session:
        saisie = SaisieEnvoi(canal=CanalEnvoi.RECOMMANDE, destinataire="Régie Bellecour", reference="1A 234")
        late = send_feuille(session, envoi_sqlite.rc, feuille.id, saisie, date(2026, 12, 15))
        assert late.hors_delai


def test_the_page_says_what_the_consignes_say_now_that_the_sheet_does_not(envoi_sqlite):
    envoi_sqlite.answer()
    lock(envoi_sqlite)
    envoi_sqlite.answer({2: Position.POUR})
    with Lecture() as session:
        etat = load_envoi(session, envoi_sqlite.rc, envoi_sqlite.ag_id, AUJOURDHUI)
        assert etat.changements == ["Résolution 2, vote : contre sur la feuille, pour dans la consigne."]
        assert "signe ses propres consignes" in etat.conflits[0]


def test_nothing_leaves_for_an_assembly_that_is_over(envoi_sqlite):
    envoi_sqlite.answer()
    with Session.begin() as session, pytest.raises(RefusedError, match="a eu lieu"):
        lock_feuille(session, envoi_sqlite.rc, envoi_sqlite.ag_id, choose(envoi_sqlite), DATE_AG + timedelta(days=1))


def test_the_return_address_is_recorded_at_the_version_that_was_read(envoi):
    saisie = SaisieRetour(
        heure=None, lieu=" Mairie  annexe ", formulaire_adresse="8 place Bellecour",
        formulaire_courriel="ag@bellecour.example", formulaire_limite_imprimee=date(2026, 12, 11),
    )  # fmt: skip
    with Session.begin() as session:
        ag = session.get(AssembleeGenerale, envoi.ag_id)
        version = ag.version
        record_retour(session, envoi.rc, ag.id, saisie, version)
        assert ag.lieu == "Mairie annexe"
    with Session.begin() as session, pytest.raises(StaleError):
        record_retour(session, envoi.rc, envoi.ag_id, saisie, version)


def test_outlook_gets_the_assembly_and_its_limits_in_paris_time_and_updates_the_same_events(envoi_sqlite):
    def export():
        with Lecture() as session:
            ag = session.get(AssembleeGenerale, envoi_sqlite.ag_id)
            return Calendar.from_ical(write_calendrier(ag, now(), PAR_DEFAUT.marge_interne))

    before = export()
    assert [zone["TZID"] for zone in before.walk("VTIMEZONE")] == ["Europe/Paris"]
    seance, limite, _ = before.walk("VEVENT")
    assert seance.decoded("dtstart").isoformat() == "2026-12-18T18:30:00+01:00"
    assert limite.decoded("dtstart") == date(2026, 12, 14)
    with Session.begin() as session:
        session.get(AssembleeGenerale, envoi_sqlite.ag_id).lieu = "Mairie"
    after = export()
    assert [one["UID"] for one in after.walk("VEVENT")] == [one["UID"] for one in before.walk("VEVENT")]
    assert after.walk("VEVENT")[0]["SEQUENCE"] > seance["SEQUENCE"]


@pytest.mark.postgresql
def test_two_people_who_lock_at_once_leave_one_sheet_in_force(base_postgresql):
    envoi = Envoi(build_parc())
    envoi.answer()
    refused = []

    def try_lock(acteur):
        try:
            with Session.begin() as session:
                lock_feuille(session, acteur, envoi.ag_id, choose(envoi), AUJOURDHUI)
        except ForbiddenError as refus:
            refused.append(refus.code)

    people = [Thread(target=try_lock, args=(acteur,)) for acteur in (envoi.rc, envoi.parc.di)]
    for person in people:
        person.start()
    for person in people:
        person.join()
    with Lecture() as session:
        assert len(session.scalars(select(FeuilleInstruction)).all()) == 1
    assert refused == ["EXPEDITEUR_UNIQUE"]
