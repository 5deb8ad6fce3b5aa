"""The JSON door: what other programs read and write."""

from datetime import timedelta

import pytest

from shared.presentation import today
from tests.votes.conftest import resolution_of
from tests.votes.portes import bearer

DANS_UN_MOIS = today() + timedelta(days=30)
API = "/votes/api/v1"


@pytest.fixture
def client(application):
    return application.test_client()


def test_an_assembly_and_its_agenda_are_sent_then_read(client, config, parc_sqlite):
    rc = bearer(config, parc_sqlite.rc)
    made = client.post(
        f"{API}/assemblees", headers=rc, json={"copropriete": "C001", "date_ag": DANS_UN_MOIS.isoformat()}
    )
    assert made.status_code == 201
    ag_id = made.json["id"]
    added = client.post(f"{API}/assemblees/{ag_id}/resolutions", headers=rc, json={"texte": "1. Quitus au syndic"})
    assert added.status_code == 201
    read = client.get(f"{API}/assemblees/{ag_id}", headers=rc).json
    assert (read["copropriete"], read["date_ag"]) == ("C001", DANS_UN_MOIS.isoformat())
    (resolution,) = read["resolutions"]
    assert (resolution["type"], resolution["article"], resolution["cle"]) == ("QUITUS", "24", "GEN")
    assert resolution["affectation"]["agent"] == "claire@deuxrives.example"
    listed = client.get(f"{API}/coproprietes/C001/assemblees", headers=rc).json
    assert [one["id"] for one in listed] == [ag_id]


def test_a_second_assembly_the_same_day_is_a_problem_with_a_stable_code(client, config, parc_sqlite):
    parc_sqlite.add_ag(DANS_UN_MOIS)
    again = client.post(
        f"{API}/assemblees", headers=bearer(config, parc_sqlite.rc),
        json={"copropriete": "C001", "date_ag": DANS_UN_MOIS.isoformat()},
    )  # fmt: skip
    assert (again.status_code, again.json["code"]) == (409, "AG_DEJA_CREEE")
    assert again.content_type == "application/problem+json"


def test_an_answer_at_a_stale_version_gives_both_answers(client, config, parc_sqlite):
    resolution = resolution_of(parc_sqlite.add_ag(DANS_UN_MOIS), 2)
    address = f"{API}/resolutions/{resolution.id}/consignes"
    first = client.post(
        address, headers=bearer(config, parc_sqlite.co), json={"position": "POUR", "motif": "Vérifié", "version": 1}
    )
    assert (first.status_code, first.json["agent"]) == (201, "inès@deuxrives.example")
    second = client.post(
        address, headers=bearer(config, parc_sqlite.rc), json={"position": "CONTRE", "motif": "Litige", "version": 1}
    )
    assert (second.status_code, second.json["code"], len(second.json["fautes"])) == (409, "VERSION_PERIMEE", 2)


def test_an_employee_cannot_create_an_assembly(client, config, parc_sqlite):
    refused = client.post(
        f"{API}/assemblees", headers=bearer(config, parc_sqlite.co),
        json={"copropriete": "C001", "date_ag": DANS_UN_MOIS.isoformat()},
    )  # fmt: skip
    assert refused.status_code == 403


def test_what_waits_for_each_is_his_own(client, config, parc_sqlite):
    parc_sqlite.add_ag(DANS_UN_MOIS)

    def titles(acteur):
        return [one["titre"] for one in client.get(f"{API}/a-faire", headers=bearer(config, acteur)).json]

    assert titles(parc_sqlite.co) == ["1 consigne de vote à donner"]
    assert titles(parc_sqlite.ju) == []
    assert titles(parc_sqlite.rc) == ["1 consigne de vote à donner", "3 consignes attendues"]
    assert titles(parc_sqlite.ailleurs) == []


def test_another_agency_reads_nothing(client, config, parc_sqlite):
    ag_id = parc_sqlite.add_ag(DANS_UN_MOIS)
    assert client.get(f"{API}/assemblees/{ag_id}", headers=bearer(config, parc_sqlite.ailleurs)).status_code == 404
    assert (
        client.get(f"{API}/coproprietes/C001/assemblees", headers=bearer(config, parc_sqlite.ailleurs)).status_code
        == 404
    )


def test_the_openapi_document_names_our_doors(client):
    paths = client.get("/votes/api/openapi.json").json["paths"]
    assert {f"{API}/a-faire", f"{API}/assemblees", f"{API}/resolutions/{{resolution_id}}/consignes"} <= set(paths)


def test_the_same_write_sent_twice_with_its_key_is_done_once_and_answered_alike(client, config, parc_sqlite):
    entetes = {**bearer(config, parc_sqlite.rc), "Idempotency-Key": "ag-c001"}
    demande = {"copropriete": "C001", "date_ag": DANS_UN_MOIS.isoformat()}
    first = client.post(f"{API}/assemblees", headers=entetes, json=demande)
    again = client.post(f"{API}/assemblees", headers=entetes, json=demande)
    assert (first.status_code, again.status_code) == (201, 201)
    assert again.json == first.json
    listed = client.get(f"{API}/coproprietes/C001/assemblees", headers=entetes).json
    assert len(listed) == 1


def test_a_key_cannot_serve_two_different_requests(client, config, parc_sqlite):
    entetes = {**bearer(config, parc_sqlite.rc), "Idempotency-Key": "ag-c001"}
    client.post(f"{API}/assemblees", headers=entetes, json={"copropriete": "C001", "date_ag": DANS_UN_MOIS.isoformat()})
    autre = (DANS_UN_MOIS + timedelta(days=1)).isoformat()
    other = client.post(f"{API}/assemblees", headers=entetes, json={"copropriete": "C001", "date_ag": autre})
    assert (other.status_code, other.json["code"]) == (409, "IDEMPOTENCE")
