"""The pages of the session, of minutes, of follow-ups and of the report, as an agent opens them."""

import io
import re
from datetime import timedelta

import pytest
from openpyxl import load_workbook

from services.votes.models import EtatPv, GenreSuite, ProcesVerbal, Resultat, Suite, VoteConstate
from shared.presentation import today
from tests.votes.conftest import resolution_of
from tests.votes.portes import bearer, open_browser
from tests.votes.proces_verbaux.conftest import Assemblee, read_all

API = "/votes/api/v1"
HIER = today() - timedelta(days=1)


@pytest.fixture
def ag_id(parc_sqlite):
    return parc_sqlite.add_ag(HIER, "1. Quitus au syndic\n2. Rapport du conseil syndical, sans vote")


@pytest.fixture
def navigateur(application, parc_sqlite):
    return open_browser(application, parc_sqlite.rc)


def note(client, config, acteur, resolution_id, **values):
    json = {"version": 0, "annonce": "ADOPTEE", "notre_vote": "POUR", **values}
    return client.post(f"{API}/resolutions/{resolution_id}/resultat", headers=bearer(config, acteur), json=json)


def test_the_live_screen_shows_each_resolution_and_its_worker_goes_no_further(application, navigateur, ag_id):
    page = navigateur.get(f"/votes/ag/{ag_id}/seance")
    assert "Aucune consigne" in page.text
    assert "Quitus au syndic" in page.text
    worker = navigateur.client.get(f"/votes/ag/{ag_id}/seance/ouvrier.js")
    assert worker.content_type.startswith("text/javascript")
    assert worker.headers["Service-Worker-Allowed"] == f"/votes/ag/{ag_id}/seance"
    assert "worker-src 'self'" in worker.headers["Content-Security-Policy"]
    for address in re.findall(r"/static/[\w./-]+", worker.text):
        assert navigateur.client.get(address).status_code == 200, address


def test_a_result_noted_twice_with_its_key_is_kept_once(application, config, parc_sqlite, ag_id):
    resolution, client = resolution_of(ag_id, 1), application.test_client()
    for _ in range(2):
        done = client.post(
            f"{API}/resolutions/{resolution.id}/resultat",
            headers={**bearer(config, parc_sqlite.te), "Idempotency-Key": "abc"},
            json={"version": 0, "annonce": "ADOPTEE", "notre_vote": "POUR"},
        )
        assert (done.status_code, done.json["version"]) == (200, 1)
    assert len(read_all(Resultat)) == 1


def test_a_device_that_repeats_itself_without_its_key_changes_nothing(application, config, parc_sqlite, ag_id):
    resolution, client = resolution_of(ag_id, 1), application.test_client()
    assert [note(client, config, parc_sqlite.te, resolution.id).json["version"] for _ in range(2)] == [1, 1]


def test_two_representatives_who_disagree_are_shown_both(application, config, parc_sqlite, ag_id):
    resolution, client = resolution_of(ag_id, 1), application.test_client()
    note(client, config, parc_sqlite.te, resolution.id)
    other = note(client, config, parc_sqlite.rc, resolution.id, annonce="REJETEE")
    assert (other.status_code, other.json["code"]) == (409, "VERSION_PERIMEE")
    assert [faute["message"] for faute in other.json["fautes"]] == [
        "adoptée, notre vote : pour", "rejetée, notre vote : pour",
    ]  # fmt: skip
    assert note(client, config, parc_sqlite.rc, resolution.id, annonce="REJETEE", version=1).json["version"] == 2


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"pour_voix": 9_000, "contre_voix": 2_000}, "RESULTAT_IMPOSSIBLE"),
        ({"notre_vote": None}, "RESULTAT_IMPOSSIBLE"),
    ],
)
def test_an_impossible_result_is_refused_in_a_sentence(application, config, parc_sqlite, ag_id, values, code):
    refused = note(application.test_client(), config, parc_sqlite.te, resolution_of(ag_id, 1).id, **values)
    assert (refused.status_code, refused.json["code"]) == (422, code)
    assert read_all(Resultat) == []


def test_nothing_is_noted_of_an_assembly_to_come(application, config, parc_sqlite):
    later = parc_sqlite.add_ag(today() + timedelta(days=20))
    refused = note(application.test_client(), config, parc_sqlite.te, resolution_of(later, 1).id)
    assert (refused.status_code, refused.json["code"]) == (409, "AG_A_VENIR")


def test_minutes_are_typed_checked_and_confirmed_on_their_page(navigateur, parc_sqlite, ag_id):
    first = resolution_of(ag_id, 1)
    address = f"/votes/ag/{ag_id}/pv"
    assert "Recevoir le procès-verbal" in navigateur.get(address).text
    assert "Relecture" in navigateur.post(address).text
    values = {f"r{first.id}-annonce": "ADOPTEE", f"r{first.id}-pour_voix": "2 000", f"r{first.id}-contre_voix": "2000",
              f"r{first.id}-notre_vote": "POUR"}  # fmt: skip
    checked = navigateur.post(f"{address}/apercu", version=1, notifie_le=today().isoformat(), **values)
    assert "Annoncée adoptée, rejetée" in checked.text
    refused = navigateur.post(f"{address}/confirmer", version=2, **{f"r{first.id}-pour_voix": "deux"})
    assert refused.status_code == 422
    assert "« deux » n’est pas un nombre de voix" in refused.text
    done = navigateur.post(f"{address}/confirmer", version=2, notifie_le=today().isoformat(), **values)
    assert "Procès-verbal confirmé : 2 résolutions, 1 écart, 1 suite à traiter." in done.text
    assert [pv.etat for pv in read_all(ProcesVerbal)] == [EtatPv.CONFIRME]
    assert "Corriger ce procès-verbal" in navigateur.get(address).text


def test_a_file_that_is_not_minutes_is_refused_in_a_sentence_and_nothing_is_kept(navigateur, ag_id, monkeypatch):
    from services.votes import pages_pv
    from shared.errors import InvalidError

    def cannot(_contenu: bytes):
        raise InvalidError("Ce PDF n’a pas de texte.", code="PDF_SANS_TEXTE")

    monkeypatch.setattr(pages_pv, "read_pv", cannot)
    refused = navigateur.post(f"/votes/ag/{ag_id}/pv", fichier=(io.BytesIO(b"%PDF"), "pv.pdf"))
    assert (refused.status_code, "Ce PDF n’a pas de texte." in refused.text) == (422, True)
    assert read_all(ProcesVerbal) == []


def test_an_employee_reads_minutes_but_does_not_write_them(application, parc_sqlite, ag_id):
    employee = open_browser(application, parc_sqlite.co)
    page = employee.get(f"/votes/ag/{ag_id}/pv")
    assert "Lire ou saisir" not in page.text
    assert employee.post(f"/votes/ag/{ag_id}/pv").status_code == 403


def test_minutes_sent_as_json_are_confirmed_then_read(application, config, parc_sqlite, ag_id):
    client, rc = application.test_client(), bearer(config, parc_sqlite.rc)
    first = resolution_of(ag_id, 1)
    sent = client.post(f"{API}/assemblees/{ag_id}/proces-verbal", headers=rc, json={
        "notifie_le": today().isoformat(),
        "lignes": [{"resolution_id": first.id, "annonce": "ADOPTEE", "notre_vote": "CONTRE",
                    "premier": {"pour": {"voix": 5000}, "contre": {"voix": 900}}}],
    })  # fmt: skip
    assert (sent.status_code, sent.json) == (201, {"rang": 1, "resolutions": 2, "ecarts": 1, "suites": 2})
    (version,) = client.get(f"{API}/assemblees/{ag_id}/proces-verbal", headers=rc).json
    assert (version["etat"], version["rang"]) == ("CONFIRME", 1)
    read = client.get(f"{API}/assemblees/{ag_id}/resultats", headers=rc).json["resultats"]
    assert [(one["numero"], one["pour_voix"]) for one in read] == [("1", 5000), ("2", None)]
    suites = client.get(f"{API}/suites?ag_id={ag_id}", headers=rc).json
    assert {one["genre"] for one in suites} == {"ECART_PV", "CONTESTER"}
    ju = bearer(config, parc_sqlite.ju)
    (mine,) = client.get(f"{API}/suites?miennes=true", headers=ju).json
    done = client.post(f"{API}/suites/{mine['id']}/faite", headers=ju, json={"commentaire": "Renoncé"})
    assert (done.status_code, done.json["faite_par"]) == (200, "Julie Sabatier")


def test_minutes_about_another_assembly_are_refused(application, config, parc_sqlite, ag_id):
    other = resolution_of(parc_sqlite.add_ag(HIER - timedelta(days=30), "1. Quitus"), 1)
    sent = application.test_client().post(
        f"{API}/assemblees/{ag_id}/proces-verbal", headers=bearer(config, parc_sqlite.rc),
        json={"lignes": [{"resolution_id": other.id, "annonce": "ADOPTEE"}]},
    )  # fmt: skip
    assert (sent.status_code, sent.json["code"]) == (422, "RESOLUTION_INCONNUE")
    assert read_all(ProcesVerbal) == []


def test_follow_ups_wait_in_aujourd_hui_and_are_closed_on_their_page(application, config, parc_sqlite):
    Assemblee(parc_sqlite).record()
    juriste = open_browser(application, parc_sqlite.ju)
    waiting = application.test_client().get(f"{API}/a-faire", headers=bearer(config, parc_sqlite.ju)).json
    assert "Contester ou renoncer" in [one["titre"] for one in waiting]
    (task,) = [suite for suite in read_all(Suite) if suite.genre is GenreSuite.CONTESTER]
    page = juriste.get("/votes/suites?miennes=oui")
    assert "nous sommes opposants" in page.text
    assert juriste.post(f"/votes/suites/{task.id}/faite", commentaire=" ").status_code == 422
    assert "Suite close" in juriste.post(f"/votes/suites/{task.id}/faite", commentaire="Nous renonçons").text
    assert "Nous renonçons" in juriste.get("/votes/suites?etat=faites").text


def test_the_report_counts_by_type_position_and_outcome_and_exports(application, config, parc_sqlite):
    Assemblee(parc_sqlite).record(notifie_le=None)
    browser = open_browser(application, parc_sqlite.rc)
    page = browser.get("/votes/rapport?annee=2026&syndic=S01")
    assert "Rapport des votes 2026" in page.text
    rows = list(load_workbook(io.BytesIO(browser.get("/votes/rapport.xlsx?annee=2026").data)).active.values)
    assert len(rows) == 1 + 5
    assert rows[1][8:12] == ("Contre", None, "Pour", "Adoptée")
    syndics = load_workbook(io.BytesIO(browser.get("/votes/rapport-syndics.xlsx?annee=2026").data))
    assert len(list(syndics.active.values)) == 2
    read = application.test_client().get(f"{API}/rapport?annee=2026", headers=bearer(config, parc_sqlite.rc)).json
    assert (read["total"]["positions"]["CONTRE"], read["total"]["issues"]["ADOPTEE"]) == (2, 5)


def test_the_punctuality_of_a_syndic_is_asked_over_http(application, config, parc_sqlite):
    Assemblee(parc_sqlite).record()
    client, headers = application.test_client(), bearer(config, parc_sqlite.rc)
    read = client.get(f"{API}/syndics/S01/ponctualite?annee=2026", headers=headers).json
    assert (read["assemblees"], read["pv_a_temps"], read["pv_tardifs"], read["pv_manquants"]) == (1, 1, 0, 0)
    assert client.get(f"{API}/syndics/S99/ponctualite", headers=headers).json["code"] == "SYNDIC_INCONNU"


def test_another_agency_sees_none_of_it(application, config, parc_sqlite, ag_id):
    client, headers = application.test_client(), bearer(config, parc_sqlite.ailleurs)
    for address in (f"/assemblees/{ag_id}/resultats", f"/assemblees/{ag_id}/proces-verbal"):
        assert client.get(f"{API}{address}", headers=headers).status_code == 404
    elsewhere = open_browser(application, parc_sqlite.ailleurs)
    for address in (f"/votes/ag/{ag_id}/seance", f"/votes/ag/{ag_id}/seance/ouvrier.js", f"/votes/ag/{ag_id}/pv"):
        assert elsewhere.get(address).status_code == 404


def test_our_vote_as_recorded_stays_what_the_minutes_say(parc_sqlite):
    assemblee = Assemblee(parc_sqlite)
    assemblee.record()
    votes = {one.resolution_id: one.notre_vote for one in read_all(Resultat)}
    assert votes[assemblee.ids[1]] is VoteConstate.POUR


def test_what_was_noted_in_session_is_shown_beside_the_minutes_and_the_agenda_shows_what_was_decided(
    application, config, parc_sqlite, navigateur, ag_id
):
    resolution, client = resolution_of(ag_id, 1), application.test_client()
    lignes = navigateur.get(f"/votes/ag/{ag_id}/resolutions")
    assert "Décision" not in lignes.text
    note(client, config, parc_sqlite.rc, resolution.id, annonce="REJETEE")
    assert "noté en séance" in navigateur.get(f"/votes/ag/{ag_id}/resolutions").text
    navigateur.post(f"/votes/ag/{ag_id}/pv")
    n = f"r{resolution.id}-"
    said = {f"{n}annonce": "ADOPTEE", f"{n}notre_vote": "POUR", "version": "1"}
    relecture = navigateur.post(f"/votes/ag/{ag_id}/pv/apercu", **said)
    assert "noté en séance" in relecture.text
    assert "Notée « rejetée » en séance, « adoptée » au procès-verbal." in relecture.text
    confirme = navigateur.post(f"/votes/ag/{ag_id}/pv/confirmer", **{**said, "version": "2"})
    assert "Procès-verbal confirmé" in confirme.text
    assert "noté en séance" in confirme.text
    tableau = navigateur.get(f"/votes/ag/{ag_id}/resolutions").text
    assert '<th scope="col">Décision</th>' in tableau
    assert "adoptée" in tableau.split(f'id="resolution-{resolution.id}"')[1].split("</tr>")[0]
    assert "noté en séance" not in tableau
