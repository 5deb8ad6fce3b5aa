"""Getting in, staying in, getting out."""

from collections.abc import Callable

import pytest

from services.suite import Suite
from shared.acteurs import SYSTEME
from shared.auth.comptes import disable_agent, reset_agent
from shared.database import Session
from tests.coquille.conftest import MOT_DE_PASSE, Visiteur

Visit = Callable[..., Visiteur]
PHRASE = "Adresse ou mot de passe inconnu."


def test_a_wrong_password_and_an_unknown_address_get_the_same_sentence(suite: Suite, visit: Visit) -> None:
    known = visit().sign_in("admin@bailleur.example", "pas le bon mot de passe")
    unknown = visit().sign_in("personne@bailleur.example", "pas le bon mot de passe")
    assert (known.status_code, unknown.status_code) == (401, 401)
    assert PHRASE in known.text
    assert PHRASE in unknown.text


def test_the_browser_may_fill_in_the_credentials(suite_sqlite: Suite, visit: Visit) -> None:
    page = visit().get("/connexion").text
    assert 'autocomplete="username"' in page
    assert 'autocomplete="current-password"' in page


def test_the_sixth_try_waits_even_with_the_right_password(suite: Suite, visit: Visit) -> None:
    visiteur = visit()
    answers = [visiteur.sign_in("admin@bailleur.example", "non").status_code for _ in range(5)]
    sixth = visiteur.sign_in("admin@bailleur.example")
    assert answers == [401] * 5
    assert sixth.status_code == 429
    assert "patientez quinze minutes" in sixth.text


def test_signing_in_leads_where_one_was_going(suite_sqlite: Suite, visit: Visit) -> None:
    asked = visit().get("/coproprietes?agence=Lyon")
    assert asked.headers["Location"] == "/connexion?suite=/coproprietes?agence%3DLyon"
    answer = visit().sign_in("admin@bailleur.example")
    assert answer.headers["Location"] == "/"
    assert visit().sign_in("di@bailleur.example", suite="/coproprietes").headers["Location"] == "/coproprietes"


@pytest.mark.parametrize(
    "suite_demandee",
    ["https://ailleurs.example/", "//ailleurs.example", "/\\ailleurs.example", "/\tailleurs", "javascript:alert(1)"],
)
def test_signing_in_never_leads_to_another_site(suite_sqlite: Suite, visit: Visit, suite_demandee: str) -> None:
    assert visit().sign_in("admin@bailleur.example", suite=suite_demandee).headers["Location"] == "/"


def test_signing_out_ends_the_session_for_a_copied_cookie_too(suite: Suite, visit: Visit) -> None:
    visiteur, copy = visit("admin@bailleur.example"), visit()
    copy.client._cookies.update(visiteur.client._cookies)  # what a thief would have kept
    assert copy.get("/coproprietes").status_code == 200
    visiteur.post("/deconnexion")
    assert copy.get("/coproprietes").status_code == 302


def test_a_closed_account_is_out_at_its_next_click(suite: Suite, visit: Visit) -> None:
    visiteur = visit("co.lyon@bailleur.example")
    with Session.begin() as session:
        disable_agent(session, SYSTEME, "co.lyon@bailleur.example")
    assert visiteur.get("/").status_code == 302
    assert PHRASE in visit().sign_in("co.lyon@bailleur.example").text


def test_a_one_time_link_serves_once(suite: Suite, visit: Visit) -> None:
    with Session.begin() as session:
        jeton = reset_agent(session, SYSTEME, "co.lyon@bailleur.example")
    visiteur, neuf = visit(), "cinq mots choisis ce matin"
    assert "Cora Lyon" in visiteur.get(f"/lien/{jeton}").text
    assert visiteur.post(f"/lien/{jeton}", {"mot_de_passe": neuf, "encore": "autre chose"}).status_code == 422
    assert visiteur.post(f"/lien/{jeton}", {"mot_de_passe": "court", "encore": "court"}).status_code == 422
    assert visiteur.post(f"/lien/{jeton}", {"mot_de_passe": neuf, "encore": neuf}).status_code == 302
    again = visiteur.post(f"/lien/{jeton}", {"mot_de_passe": neuf, "encore": neuf})
    assert again.status_code == 404
    assert "ne sert qu’une fois" in again.text
    assert visit().sign_in("co.lyon@bailleur.example", neuf).status_code == 302
    assert visit().sign_in("co.lyon@bailleur.example", MOT_DE_PASSE).status_code == 401


def test_a_form_without_its_token_is_refused(suite_sqlite: Suite, visit: Visit) -> None:
    answer = visit().client.post("/connexion", data={"courriel": "x", "mot_de_passe": "y"})
    assert answer.status_code == 400
    assert answer.json is not None
    assert answer.json["code"] == "JETON_CSRF"


def test_a_session_that_ended_says_so_to_htmx(suite_sqlite: Suite, visit: Visit) -> None:
    answer = visit().get(
        "/coproprietes/C1/identite", headers={"HX-Request": "true", "HX-Current-URL": "http://x/coproprietes/C1"}
    )
    assert answer.status_code == 401
    assert answer.headers["HX-Retarget"] == "#alertes"
    assert 'href="/connexion?suite=/coproprietes/C1"' in answer.text


def test_an_address_that_leads_nowhere_brings_whoever_signed_in_back_to_his_day(
    suite_sqlite: Suite, visit: Visit
) -> None:
    visiteur = visit()
    visiteur.sign_in("di@bailleur.example")
    page = visiteur.get("/votes/nulle-part")
    assert page.status_code == 404
    assert "Revenir à Aujourd’hui" in page.text
    assert "Se connecter" not in page.text


def test_every_answer_carries_strict_headers(suite_sqlite: Suite, visit: Visit) -> None:
    for adresse in ("/connexion", "/static/tantieme.css", "/nulle-part", "/votes/healthz"):
        headers = visit().get(adresse).headers
        assert "default-src 'none'" in headers["Content-Security-Policy"]
        assert "unsafe-inline" not in headers["Content-Security-Policy"]
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Referrer-Policy"] == "same-origin"
    assert visit().get("/connexion").headers["Cache-Control"] == "no-store"
    cookie = visit().sign_in("admin@bailleur.example").headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
