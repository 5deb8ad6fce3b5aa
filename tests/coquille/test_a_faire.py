"""« Aujourd'hui »: what the three services say needs me, in one list by deadline."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from marshmallow import ValidationError

from services.suite import Suite
from shared.acteurs import SYSTEME
from shared.auth.jetons import create_keys
from shared.client import ServiceClient
from shared.config import Config, load_config
from shared.web.a_faire import AFaire, AFaireSchema, ask_everyone, merge, urgency
from tests.coquille.conftest import Visiteur

MARDI = date(2026, 11, 24)


def chose(titre: str, echeance: date | None) -> AFaire:
    return AFaire(titre=titre, action="Faire", lien="/", urgence=urgency(echeance, MARDI), echeance=echeance)


@pytest.mark.parametrize(
    ("echeance", "attendue"),
    [
        (date(2026, 11, 23), "retard"), (MARDI, "proche"), (date(2026, 12, 1), "proche"),
        (date(2026, 12, 2), "normale"), (None, "normale"),
    ],
)  # fmt: skip
def test_a_deadline_is_near_within_seven_days_and_late_the_day_after(echeance: date | None, attendue: str) -> None:
    assert urgency(echeance, MARDI) == attendue


def test_the_earliest_deadline_comes_first_whoever_says_it() -> None:
    votes = [chose("consigne", date(2026, 12, 4)), chose("sans échéance", None)]
    appels = [chose("écritures", MARDI)]
    assert [one.titre for one in merge([votes, appels])] == ["écritures", "consigne", "sans échéance"]


def test_a_link_out_of_the_suite_is_refused() -> None:
    with pytest.raises(ValidationError):
        AFaireSchema().load({"titre": "x", "action": "x", "lien": "//ailleurs.example", "urgence": "proche"})


def test_services_that_do_not_answer_are_named(config: Config) -> None:
    nobody = load_config({"TANTIEME_DONNEES": str(config.donnees), "DATABASE_URL": config.database_url, "PORT": "9"})
    create_keys(nobody.cles)
    aujourdhui = ask_everyone(ServiceClient(nobody, "votes"), SYSTEME)
    assert aujourdhui.a_faire == []
    assert aujourdhui.muets == ["Votes", "Appels de fonds", "Charges"]


def test_nothing_needs_me_says_so_and_is_asked_again_after_half_a_minute(
    suite: Suite, visit: Callable[..., Visiteur]
) -> None:
    with time_machine.travel(datetime(2026, 11, 24, 9, 0, 1, tzinfo=UTC), tick=False) as clock:
        visiteur = visit("di@bailleur.example")
        answer = visiteur.get("/aujourdhui")
        assert "Rien ne vous attend" in answer.text
        shown = {"X-Vivant": answer.headers["X-Vivant"]}
        assert visiteur.get("/aujourdhui", headers=shown).status_code == 204
        clock.shift(timedelta(seconds=30))
        assert visiteur.get("/aujourdhui", headers=shown).status_code == 200


def test_an_act_of_anybody_makes_the_home_ask_again(suite: Suite, visit: Callable[..., Visiteur]) -> None:
    with time_machine.travel(datetime(2026, 11, 24, 9, 0, 1, tzinfo=UTC), tick=False):
        visiteur = visit("di@bailleur.example")
        shown = {"X-Vivant": visiteur.get("/aujourdhui").headers["X-Vivant"]}
        visit("rc.lyon@bailleur.example").post(
            "/patrimoine/coproprietes/C1/vente", {"version": "1", "numero": "9", "au": "2020-12-31"}
        )
        assert visiteur.get("/aujourdhui", headers=shown).status_code == 200
