"""The accounting frame through the JSON door: a program edits the scheme, closes a month, letters, ends the year."""

from collections.abc import Callable

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from services.appels_fonds.comptabilite.schema_comptable import REGLES
from shared.auth.jetons import issue_token
from shared.config import Config
from tests.appels_fonds.essais import AVRIL, COMPTABLE, TRIMESTRE
from tests.appels_fonds.paiements_essai import approve, call, load_patrimoine_payant, prepare, validate
from tests.portes_json import list_broken

Porte = Callable[..., TestResponse]
EXERCICE = {"exercice": 2026}
TRAVAUX = ("X001", "3", "GEN", "Travaux ravalement, résolution 4", "01/04/2026", 6000.0)
EXEMPLES = 4


def rows(porte: Porte) -> list[dict[str, str]]:
    return porte("GET", "/schema", query_string=EXERCICE).json["regles"]


def test_a_program_edits_simulates_and_adopts_the_scheme(porte: Porte) -> None:
    call(*TRIMESTRE)
    before = porte("GET", "/schema", query_string=EXERCICE).json
    assert (before["version"], before["projet"], len(before["regles"])) == (0, None, len(REGLES))
    plan = [{"numero": numero, "libelle": "compte"} for numero in ("4011", "404", "6141", "6142", "61521", "1031")]
    changed = [{**regle, "compte": "6142" if regle["compte"] == "6141" else regle["compte"]} for regle in rows(porte)]
    known = {numero for regle in changed for numero in (regle["compte"], regle["compte_recuperable"],
                                                        regle["compte_tiers"]) if numero}  # fmt: skip
    plan += [{"numero": numero, "libelle": "compte"} for numero in known - {row["numero"] for row in plan}]
    assert porte("PUT", "/plan-comptable", json={**EXERCICE, "comptes": plan}).json["total"] == len(plan)
    project = porte("PUT", "/schema", json={**EXERCICE, "regles": changed})
    assert project.status_code == 200, project.text
    assert project.json["projet"]["brouillons"] == 1
    done = porte("POST", "/schema/adoption", json={**EXERCICE, "motif": "plan du groupe"})
    assert done.json == {"brouillons_reimputes": 1}
    assert porte("GET", "/schema", query_string=EXERCICE).json["version"] == 1


def test_a_scheme_of_one_copropriete_keeps_its_name(porte: Porte) -> None:
    own = {**rows(porte)[0], "copropriete": "X001", "raison": "immeuble en gestion propre"}
    saved = porte("PUT", "/schema", json={**EXERCICE, "regles": [*rows(porte), own]}).json["regles"]
    assert [regle for regle in saved if regle["copropriete"]] == [own]
    assert porte("DELETE", "/schema/projet", query_string=EXERCICE).status_code == 204


def test_every_fault_of_a_scheme_and_of_a_chart_is_named_at_its_place(porte: Porte) -> None:
    wrong = [{**regle, "compte": "999"} for regle in rows(porte)[:2]]
    refused = porte("PUT", "/schema", json={**EXERCICE, "regles": wrong})
    assert refused.status_code == 422
    assert len(refused.json["fautes"]) == 2
    comptes = [{"numero": "6141", "libelle": "Charges"}, {"numero": "A", "libelle": "x"},
               {"numero": "6141", "libelle": "bis"}]  # fmt: skip
    refused = porte("PUT", "/plan-comptable", json={**EXERCICE, "comptes": comptes})
    assert [faute["ou"] for faute in refused.json["fautes"]] == ["comptes[1]", "comptes[2]"]


def test_a_month_is_closed_then_opened_again_with_a_reason(porte: Porte) -> None:
    closed = porte("PUT", "/exercices/2026/periodes/1", json={"close": True}).json
    assert [row["mois"] for row in closed if row["close"]] == [1]
    assert porte("PUT", "/exercices/2026/periodes/1", json={"close": False}).status_code == 422
    opened = porte("PUT", "/exercices/2026/periodes/1", json={"close": False, "motif": "facture tardive"}).json
    assert not any(row["close"] for row in opened)


def test_works_are_decided_and_posted_again(porte: Porte) -> None:
    call(TRAVAUX)
    choix = {"cle": "GEN", "variante": "entretien", "motif": "entretien courant"}
    assert porte("POST", "/appels/AF-2026-000001/travaux", json=choix).status_code == 204
    legs = porte("GET", "/ecritures").json["lignes"]
    assert "61521" in {leg["compte"] for leg in legs}


def test_legs_that_cancel_out_are_lettered_and_unlettered(porte: Porte) -> None:
    load_patrimoine_payant()
    call(*TRIMESTRE)
    numero = prepare()
    approve(numero)
    validate(AVRIL)
    assert porte("GET", "/coproprietes/X001/lettrage").json == []
    assert porte("DELETE", "/lettrages/1").status_code == 204
    ouvertes = porte("GET", "/coproprietes/X001/lettrage").json
    assert sum(leg["montant_centimes"] for leg in ouvertes) == 0
    made = porte("POST", "/lettrages", json={"lignes": [leg["id"] for leg in ouvertes]})
    assert (made.status_code, made.json["auxiliaire"]) == (201, "X001")


def test_a_year_end_proposal_is_confirmed_or_put_away(porte: Porte) -> None:
    call(("X001", "3", "GEN", "Provision charges courantes", "01/12/2026", 900.0))
    rows = porte("POST", "/cloture", json=EXERCICE).json
    first, *rest = rows
    assert porte("POST", f"/cloture/{first['id']}", json={"decision": "confirmer"}).status_code == 204
    for row in rest:
        assert porte("POST", f"/cloture/{row['id']}", json={"decision": "ecarter"}).status_code == 204
    again = porte("GET", "/cloture", query_string=EXERCICE).json
    assert {row["statut"] for row in again} <= {"CONFIRMEE", "ECARTEE"}


@pytest.mark.timeout(300)
def test_no_request_that_the_document_allows_makes_the_service_fail(application: Flask, config: Config) -> None:
    call(*TRIMESTRE)
    token = issue_token(config.cles, caller="charges", audience="appels_fonds", courriel=COMPTABLE.courriel)
    headers = {"Authorization": f"Bearer {token}"}
    assert list_broken(application, "/appels-fonds/api/openapi.json", headers, EXEMPLES) == []
