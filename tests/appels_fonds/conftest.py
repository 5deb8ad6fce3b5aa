"""The day these tests are lived on (March 2026, when calls of that spring are due), and the doors of the service."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
import time_machine
from flask import Flask
from werkzeug.test import TestResponse

from services.appels_fonds.app import create_app
from shared.acteurs import Acteur
from shared.auth.comptes import find_agent, to_acteur
from shared.auth.jetons import create_keys, issue_token
from shared.config import Config
from shared.database import Lecture
from tests.appels_fonds.essais import COMPTABLE, load_patrimoine_essai


@pytest.fixture(autouse=True)
def march_2026() -> Iterator[None]:
    """The accountant works on 20 March 2026, in the morning."""
    with time_machine.travel("2026-03-20T09:00:00+01:00"):
        yield


@pytest.fixture
def application(config: Config) -> Flask:
    """The service on its own database, with the patrimoine of these tests."""
    create_keys(config.cles)
    app = create_app(config)
    load_patrimoine_essai()
    return app


@pytest.fixture
def comptable(application: Flask) -> Acteur:
    """The accountant, as the database knows her."""
    with Lecture() as session:
        return to_acteur(find_agent(session, COMPTABLE.courriel))


@pytest.fixture
def porte(application: Flask, config: Config) -> Callable[..., TestResponse]:
    """The JSON door, as another program uses it."""
    jeton = issue_token(config.cles, caller="charges", audience="appels_fonds", courriel=COMPTABLE.courriel)
    client = application.test_client()

    def ask(methode: str, adresse: str, **options: Any) -> TestResponse:
        entetes = {"Authorization": f"Bearer {jeton}", **options.pop("headers", {})}
        return client.open(f"/appels-fonds/api/v1{adresse}", method=methode, headers=entetes, **options)

    return ask
