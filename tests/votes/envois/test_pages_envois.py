"""The page of a sending, through its door: what is missing is said, what was typed comes back."""

import io
import re
from datetime import UTC, datetime

import pytest
import time_machine
from sqlalchemy import select

from services.votes.app import create_app
from services.votes.models import AssembleeGenerale, DelegationSignature, Position
from shared.database import Session
from shared.models import CourrielSortant, now
from tests.votes.envois.conftest import VOTES
from tests.votes.portes import open_browser

PAGE = "/votes/ag/{}/envoi"


@pytest.fixture
def navigateur(envoi_sqlite, config):
    with time_machine.travel(datetime(2026, 11, 23, 9, tzinfo=UTC)):
        yield open_browser(create_app(config), envoi_sqlite.rc)


def lock_form(envoi, **autres):
    return {"canal": "CORRESPONDANCE", "delegation": str(envoi.delegation_id), **autres}


def test_the_page_recommends_a_channel_and_lists_what_is_not_ready(envoi_sqlite, navigateur):
    envoi_sqlite.answer({1: Position.POUR})
    texte = navigateur.get(PAGE.format(envoi_sqlite.ag_id)).text
    assert "4 consignes ne sont pas prêtes" in texte
    assert "Résolution 3 : l’élection du syndic peut se jouer au second vote." in texte
    assert "Claire Morel, Responsable copropriété, jusqu’à 100" in texte


def test_a_refused_locking_gives_back_what_was_typed(envoi_sqlite, navigateur):
    envoi_sqlite.answer({1: Position.POUR})
    answer = navigateur.post(
        PAGE.format(envoi_sqlite.ag_id) + "/verrouiller",
        **lock_form(envoi_sqlite, canal="POUVOIR", mandataire_nom="Thomas Giraud", mandataire_qualite="SALARIE"),
    )
    assert answer.status_code == 422
    assert 'value="Thomas Giraud"' in answer.text
    assert "Résolution 2" in answer.text


def test_from_the_page_a_form_is_locked_signed_by_hand_and_sent(envoi_sqlite, navigateur):
    envoi_sqlite.answer(VOTES)
    page = PAGE.format(envoi_sqlite.ag_id)
    assert "Déposer le document signé" in navigateur.post(page + "/verrouiller", **lock_form(envoi_sqlite)).text
    signed = navigateur.post("/votes/feuilles/1/signe", fichier=(io.BytesIO(b"%PDF-1.7 scan"), "scan.pdf"))
    assert "Document signé déposé" in signed.text
    sent = navigateur.post("/votes/feuilles/1/envoyer", canal_envoi="COURRIEL", destinataire="ag@bellecour.example")
    assert "formulaire-2026-0001-1-signe.pdf" in sent.text
    assert "en attente du serveur" in sent.text
    liste = navigateur.get("/votes/envois").text
    assert "En attente d’envoi" in liste
    assert "Envoyée" not in liste
    with Session.begin() as session:
        session.scalars(select(CourrielSortant).where(CourrielSortant.destinataire == "ag@bellecour.example")).one(
        ).envoye_le = now()  # fmt: skip
    assert "Envoyée" in navigateur.get("/votes/envois").text


def test_a_return_address_that_is_missing_is_asked_for_in_the_form_that_needs_it(envoi_sqlite, navigateur):
    """Typed there, it is recorded with the sheet: nothing sends the reader to another form."""
    envoi_sqlite.answer(VOTES)
    with Session.begin() as session:
        session.get_one(AssembleeGenerale, envoi_sqlite.ag_id).formulaire_adresse = None
    page = PAGE.format(envoi_sqlite.ag_id)
    shown = navigateur.get(page).text
    formulaire = shown.split(f'action="{page}/verrouiller"')[1].split("</form>")[0]
    assert 'name="formulaire_adresse"' in formulaire
    assert shown.count('name="formulaire_adresse"') == 1
    [version] = re.findall(r'name="version" value="(\d+)"', formulaire)
    retour = {"heure": "18:30", "lieu": "Salle des fêtes", "formulaire_adresse": "8 place Bellecour, 69002 Lyon",
              "formulaire_courriel": "ag@bellecour.example", "formulaire_limite_imprimee": "",
              "version": version}  # fmt: skip
    refused = navigateur.post(f"{page}/verrouiller", **lock_form(envoi_sqlite), **{**retour, "formulaire_adresse": ""})
    assert refused.status_code == 422
    assert (
        "L’adresse postale de retour du formulaire manque."
        in (refused.text.split('for="champ-formulaire_adresse"')[1].split('name="formulaire_courriel"')[0])
    )
    done = navigateur.post(f"{page}/verrouiller", **lock_form(envoi_sqlite), **retour)
    assert "Déposer le document signé" in done.text


def test_the_appointments_are_a_file_for_outlook(envoi_sqlite, navigateur):
    answer = navigateur.get(f"/votes/ag/{envoi_sqlite.ag_id}/calendrier.ics")
    assert answer.mimetype == "text/calendar"
    assert "ag-C001-2026-12-18.ics" in answer.headers["Content-Disposition"]


def test_the_signatory_proposed_is_who_sends_unless_our_votes_exceed_his_ceiling(envoi_sqlite, navigateur):
    page = PAGE.format(envoi_sqlite.ag_id)
    own = f'<option value="{envoi_sqlite.delegation_id}" selected>Claire Morel'
    assert own in navigateur.get(page).text
    envoi_sqlite.answer(VOTES)
    with Session.begin() as session:
        session.get_one(DelegationSignature, envoi_sqlite.delegation_id).plafond_centimes = 1_000
    texte = navigateur.get(page).text
    assert own not in texte
    assert "Claire Morel, Responsable copropriété" in texte, "she may still be chosen, and is refused with the reason"
