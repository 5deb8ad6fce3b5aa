"""The registry over JSON: an extract, what it proposes for ours, and a decision field by field."""

import io

import pytest
from sqlalchemy import Engine, select

from services.charges.app import create_app
from shared.auth.comptes import to_acteur
from shared.config import Config
from shared.database import Session
from shared.models import Agent, RoleAgent
from tests.appels_fonds.essais import load_patrimoine_essai
from tests.patrimoine.test_registre import SNAKE, write
from tests.patrimoine.test_registre_propositions import BIZILLON
from tests.votes.portes import Navigateur, open_browser

API = "/charges/api/v1/"


@pytest.fixture
def navigateur(base_sqlite: Engine, config: Config) -> Navigateur:
    load_patrimoine_essai()
    application = create_app(config)
    with Session.begin() as session:
        agent = session.scalars(select(Agent)).one()
        agent.roles.append(RoleAgent(role="RC"))
        acteur = to_acteur(agent)
    return open_browser(application, acteur, accueil="/charges/")


def test_another_program_brings_an_extract_and_accepts_one_field(navigateur: Navigateur) -> None:
    client, entetes = navigateur.client, {"X-CSRFToken": navigateur.jeton}
    depot = {"fichier": (io.BytesIO(write(SNAKE, BIZILLON, {})), "extrait.csv")}
    [attente] = client.post(API + "registre", data=depot, headers=entetes).json
    assert (attente["copropriete"], attente["en_attente"] > 10) == ("X001", True)
    lues = {une["champ"]: une for une in client.get(API + "coproprietes/X001/registre").json}
    assert (lues["immatriculation"]["notre"], lues["immatriculation"]["statut"]) == (None, "PROPOSEE")
    choix = {"version": lues["immatriculation"]["version"], "accepte": True}
    ici = f"{API}coproprietes/X001/registre/{lues['immatriculation']['id']}"
    apres = {une["champ"]: une for une in client.post(ici, json=choix, headers=entetes).json}
    assert apres["immatriculation"]["statut"] == "ACCEPTEE"
    assert apres["immatriculation"]["notre"] == apres["immatriculation"]["valeur"]
    assert client.post(ici, json=choix, headers=entetes).status_code == 409
