"""What the tests of the doors share: an application, and browsers signed in as somebody."""

import re
from dataclasses import dataclass

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from shared.acteurs import Acteur
from shared.auth.jetons import issue_token
from shared.auth.sessions import open_session
from shared.config import Config
from shared.database import Session
from shared.models import Agent

JETON = re.compile(r'name="csrf-token" content="([^"]+)"')


@dataclass(frozen=True)
class Navigateur:
    """A browser signed in as somebody: it follows redirects and sends the token of its page."""

    client: FlaskClient
    jeton: str

    def get(self, adresse: str, **entetes: str) -> TestResponse:
        """Open an address."""
        return self.client.get(adresse, headers={"Accept": "text/html", **entetes}, follow_redirects=True)

    def post(self, adresse: str, /, **champs: object) -> TestResponse:
        """Send a form."""
        data = {"csrf_token": self.jeton, **{nom: valeur for nom, valeur in champs.items() if valeur is not None}}
        return self.client.post(
            adresse,
            data=data,
            headers={"Accept": "text/html"},
            follow_redirects=True,
            content_type="multipart/form-data",
        )


def open_browser(application: Flask, acteur: Acteur, accueil: str = "/votes/") -> Navigateur:
    """Sign in without the password page."""
    with Session.begin() as session:
        agent = session.get(Agent, acteur.id)
        assert agent is not None
        session_id = open_session(session, agent)
    client = application.test_client()
    with client.session_transaction() as cookie:
        cookie["sid"] = session_id
    found = JETON.search(client.get(accueil, headers={"Accept": "text/html"}).text)
    assert found is not None
    return Navigateur(client, found[1])


def bearer(config: Config, acteur: Acteur) -> dict[str, str]:
    """The header of another service that asks in somebody's name."""
    token = issue_token(config.cles, caller="charges", audience="votes", courriel=acteur.courriel)
    return {"Authorization": f"Bearer {token}"}
