"""The JSON door of sendings: another program locks, signs, sends and reads the proof."""

import base64
from datetime import UTC, datetime

import pytest
import time_machine

from services.votes.app import create_app
from services.votes.models import Position
from tests.votes.envois.conftest import VOTES
from tests.votes.portes import bearer

API = "/votes/api/v1"


@pytest.fixture
def ask(envoi_sqlite, config):
    application = create_app(config)
    with time_machine.travel(datetime(2026, 11, 23, 9, tzinfo=UTC)):

        def call(verb, path, json=None, acteur=None):
            headers = bearer(config, acteur or envoi_sqlite.rc)
            return application.test_client().open(f"{API}{path}", method=verb, headers=headers, json=json)

        yield call


def test_a_sheet_is_locked_signed_and_sent_by_a_program(envoi_sqlite, ask):
    envoi_sqlite.answer({ordre: position for ordre, position in VOTES.items() if ordre != 5})
    ag = f"/assemblees/{envoi_sqlite.ag_id}"
    state = ask("GET", f"{ag}/envoi").json
    assert (state["canal_recommande"], state["limite_legale"]) == ("PRESENCE", "2026-12-14")
    [missing] = state["manques"]
    assert missing["code"] == "CONSIGNE_ABSENTE"
    choice = {"canal": "CORRESPONDANCE", "delegation": envoi_sqlite.delegation_id}
    refused = ask("POST", f"{ag}/feuilles", choice)
    assert (refused.status_code, refused.json["code"]) == (422, "FEUILLE_INCOMPLETE")
    decision = {"resolution": missing["resolution"], "position": "NE_PAS_VOTER", "motif": "dossier reçu trop tard"}
    locked = ask("POST", f"{ag}/feuilles", {**choice, "decisions": [decision]})
    assert locked.status_code == 201
    sheet = f"/feuilles/{locked.json['id']}"
    assert ask("POST", f"{sheet}/sceau").json["code"] == "CERTIFICAT_ABSENT"
    scan = {"contenu": base64.b64encode(b"%PDF-1.7 scan").decode()}
    assert ask("POST", f"{sheet}/signature", scan).json["signature"] == "MANUSCRITE"
    sent = ask("POST", f"{sheet}/envois", {"canal": "COURRIEL", "destinataire": "ag@bellecour.example"})
    assert (sent.status_code, sent.json["hors_delai"], sent.json["parti_le"]) == (201, False, None)
    state = ask("GET", f"{ag}/envoi").json
    assert state["feuille"]["envois"][0]["destinataire"] == "ag@bellecour.example"
    assert state["feuille"]["contenu"]["lignes"][4]["position"] is None


def test_the_return_is_said_then_forms_are_asked_for_together(envoi_sqlite, ask):
    envoi_sqlite.answer({1: Position.POUR})
    ag = f"/assemblees/{envoi_sqlite.ag_id}"
    stale = ask("PUT", f"{ag}/retour", {"lieu": "Mairie", "version": 99})
    assert (stale.status_code, stale.json["code"]) == (409, "VERSION_PERIMEE")
    group = {"assemblees": [envoi_sqlite.ag_id], "delegation": envoi_sqlite.delegation_id}
    asked = ask("POST", "/formulaires", group)
    assert (asked.status_code, asked.json["total"]) == (202, 1)
    assert ask("GET", f"/formulaires/{asked.json['id']}").json["etat"] == "EN_COURS"


def test_delegations_are_read_by_all_and_given_by_the_administration_only(envoi_sqlite, ask):
    [known] = ask("GET", "/delegations").json
    assert (known["agent"], known["plafond_centimes"]) == (envoi_sqlite.rc.courriel, 10_000_000)
    given = {"agent": envoi_sqlite.rc.courriel, "qualite": "X", "reference": "DS-2", "du": "2026-01-01"}
    assert ask("POST", "/delegations", given).status_code == 403


def test_another_agency_sees_nothing_of_it(envoi_sqlite, ask):
    answer = ask("GET", f"/assemblees/{envoi_sqlite.ag_id}/envoi", acteur=envoi_sqlite.parc.ailleurs)
    assert answer.status_code == 404


def test_a_character_that_no_database_can_hold_is_refused_at_the_door(envoi_sqlite, ask):
    request = {"copropriete": "C001", "intitule": "Local\x00vélos", "projet": "x", "expose": "y"}
    answer = ask("POST", "/demandes", request)
    assert (answer.status_code, answer.json["code"]) == (422, "CARACTERE_INTERDIT")
