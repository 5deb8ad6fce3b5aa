"""The questions other services ask: the situation of a copropriété and its works called so far, over HTTP."""

import pytest

from services.appels_fonds.app import create_app
from shared.acteurs import SYSTEME
from shared.auth.jetons import issue_token
from tests.appels_fonds.essais import TRIMESTRE, a_workbook, integrate_now, load_patrimoine_essai

API = "/appels-fonds/api/v1"


@pytest.fixture
def ask(base_sqlite, config):
    load_patrimoine_essai()
    travaux = [
        ("X001", "3", "GEN", "Travaux toiture", "01/07/2026", 900.00),
        ("X001", "7", "GEN", "Travaux toiture", "01/07/2026", 1100.00),
    ]
    integrate_now(a_workbook(TRIMESTRE), "trimestre.xlsx")
    integrate_now(a_workbook(travaux, titre="Appel de travaux"), "travaux.xlsx")
    client = create_app(config).test_client()
    token = issue_token(config.cles, caller="votes", audience="appels_fonds", courriel=SYSTEME.courriel)
    return lambda path: client.get(f"{API}{path}", headers={"Authorization": f"Bearer {token}"})


def test_the_situation_gives_the_latest_calls_with_their_dates(ask):
    situation = ask("/coproprietes/X001/situation")
    assert situation.status_code == 200
    assert [appel["exigible"] for appel in situation.json["appels"]] == ["2026-07-01", "2026-04-01"]


def test_the_works_called_so_far_add_up_by_call_and_cle(ask):
    travaux = ask("/coproprietes/X001/travaux-appeles").json
    assert travaux["total_centimes"] == 200_000
    assert {ligne["cle"] for ligne in travaux["lignes"]} == {"GEN"}
    assert {ligne["exigible"] for ligne in travaux["lignes"]} == {"2026-07-01"}
    assert ask("/coproprietes/X002/travaux-appeles").json["lignes"] == []
    assert ask("/coproprietes/ABSENTE/travaux-appeles").status_code == 404


def test_the_lists_of_calls_are_read_with_their_dates(ask):
    assert [appel["exigible"] for appel in ask("/appels").json["appels"]] == ["2026-07-01", "2026-04-01"]
