"""The whole suite behind one address, without a browser: a landlord of two agencies, and somebody of each role."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from argon2 import PasswordHasher
from sqlalchemy import select
from werkzeug.test import Client, TestResponse

from services.suite import Suite
from shared.acteurs import SYSTEME
from shared.auth.jetons import create_keys
from shared.config import Config, load_config
from shared.database import Session, current_engine
from shared.models import Agent
from shared.patrimoine.imports import import_patrimoine

MOT_DE_PASSE = "quatre mots sans rapport"
EMPREINTE = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(MOT_DE_PASSE)
"""Cheap to check: each visitor signs in."""
PATRIMOINE = {
    "agences": [{"code": "LYO", "nom": "Lyon"}, {"code": "STE", "nom": "Saint-Étienne"}],
    "agents": [
        {"courriel": "admin@bailleur.example", "nom": "Anne Admin", "roles": ["ADMIN"], "agences": ["LYO"]},
        {"courriel": "rc.lyon@bailleur.example", "nom": "Rémi Lyon", "roles": ["RC"], "agences": ["LYO"]},
        {"courriel": "co.lyon@bailleur.example", "nom": "Cora Lyon", "roles": ["CO"], "agences": ["LYO"]},
        {"courriel": "di@bailleur.example", "nom": "Dina Direction", "roles": ["DI"], "agences": []},
    ],
    "syndics": [{"code": "S1", "nom": "Régie des Quais"}, {"code": "S2", "nom": "Cabinet du Parc"}],
    "coproprietes": [
        {
            "code": "C1", "nom": "Les Tilleuls", "adresse": "3 rue de l’Église, 69003 Lyon", "agence": "LYO",
            "immatriculation": "AA1234567", "mandats": [{"syndic": "S1", "du": "2021-06-01", "au": None}],
            "cles": [{"code": "GEN", "libelle": "Charges générales", "total": 10000}],
            "lots": [{"numero": "12", "nature": "logement", "du": "2015-01-01", "tantiemes": {"GEN": 312}},
                     {"numero": "9", "nature": "cave", "du": "2015-01-01", "tantiemes": {"GEN": 8}}],
        },
        {"code": "C2", "nom": "Le Belvédère", "adresse": "1 place Fourneyron, 42000 Saint-Étienne", "agence": "STE"},
    ],
}  # fmt: skip


class Visiteur:
    """A browser without a screen: keeps its cookie, sends the CSRF token of the last page as a form would."""

    def __init__(self, suite: Suite) -> None:
        self.client = Client(suite)

    def get(self, adresse: str, **options: Any) -> TestResponse:
        """Open a page."""
        options.setdefault("headers", {"Accept": "text/html"})
        return self.client.get(adresse, **options)

    def token(self, adresse: str = "/accessibilite") -> str:
        """The CSRF token a page carries."""
        found = re.search(r'name="csrf-token" content="([^"]+)"', self.get(adresse).text)
        assert found, "this page carries no token"
        return found[1]

    def post(self, adresse: str, champs: dict[str, Any] | None = None, **options: Any) -> TestResponse:
        """Send a form of ours."""
        options.setdefault("headers", {"Accept": "text/html"})
        return self.client.post(adresse, data={"csrf_token": self.token(), **(champs or {})}, **options)

    def sign_in(self, courriel: str, mot_de_passe: str = MOT_DE_PASSE, suite: str = "") -> TestResponse:
        """Fill in the sign-in page."""
        return self.post("/connexion", {"courriel": courriel, "mot_de_passe": mot_de_passe, "suite": suite})


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def suite(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Suite]:
    """The suite on each engine, with the landlord above."""
    yield from _start(_config(request.getfixturevalue(f"{request.param}_url"), tmp_path))


@pytest.fixture
def suite_sqlite(sqlite_url: str, tmp_path: Path) -> Iterator[Suite]:
    """The same on SQLite only, where the engine does not matter."""
    yield from _start(_config(sqlite_url, tmp_path))


def _config(url: str, folder: Path) -> Config:
    create_keys(folder / "cles")
    return load_config(
        {
            "TANTIEME_DONNEES": str(folder), "DATABASE_URL": url, "BROKER_URL": "memory://",
            "TANTIEME_CLE_SECRETE": "pour les essais", "TANTIEME_CLES": str(folder / "cles"),
            "TANTIEME_INSTANCE": "essai",
        }
    )  # fmt: skip


def _start(config: Config) -> Iterator[Suite]:
    suite = Suite(config)
    with Session.begin() as session:
        import_patrimoine(session, SYSTEME, PATRIMOINE)
        for agent in session.scalars(select(Agent)):
            agent.empreinte_mot_de_passe = EMPREINTE
    yield suite
    current_engine().dispose()


@pytest.fixture
def visit(request: pytest.FixtureRequest) -> Callable[..., Visiteur]:
    """A new visitor, signed in when an address is given."""
    name = "suite" if "suite" in request.fixturenames else "suite_sqlite"
    suite = request.getfixturevalue(name)

    def act(courriel: str | None = None) -> Visiteur:
        visiteur = Visiteur(suite)
        if courriel:
            assert visiteur.sign_in(courriel).status_code == 302
        return visiteur

    return act
