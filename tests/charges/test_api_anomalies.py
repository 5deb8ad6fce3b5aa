"""The anomalies over JSON: what looks wrong is read, asked about, and classed with its answer."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import Engine, select

from services.charges.app import create_app
from services.charges.models import AnomalieCharge, EtatAnomalie
from shared.auth.comptes import to_acteur
from shared.config import Config
from shared.database import Session
from shared.models import Agent, Copropriete
from tests.appels_fonds.essais import load_patrimoine_essai
from tests.votes.portes import Navigateur, open_browser

API = "/charges/api/v1/anomalies"


@pytest.fixture
def navigateur(base_sqlite: Engine, config: Config) -> Navigateur:
    load_patrimoine_essai()
    application = create_app(config)
    with Session.begin() as session:
        agent = session.scalars(select(Agent)).one()
        copropriete = session.scalars(select(Copropriete)).first()
        assert copropriete is not None
        session.add(
            AnomalieCharge(
                copropriete_id=copropriete.id, annee=2025, famille="EAU", type="fuite_eau", score_centiemes=76,
                montant_centimes=1_500_000, attendu_centimes=900_000, enjeu_centimes=60_000, explication="1,7 fois",
                etat=EtatAnomalie.OUVERTE, detectee_le=datetime(2026, 3, 1, tzinfo=UTC),
            )
        )  # fmt: skip
        acteur = to_acteur(agent)
    return open_browser(application, acteur, accueil="/charges/")


def test_another_program_reads_an_anomaly_asks_the_syndic_and_classes_it(navigateur: Navigateur) -> None:
    client, entetes = navigateur.client, {"X-CSRFToken": navigateur.jeton}
    [lue] = client.get(API).json
    assert (lue["type"], lue["score"], lue["etat"], lue["copropriete"]) == ("fuite_eau", 0.76, "OUVERTE", "X001")
    ici = f"{API}/{lue['id']}"
    question = {
        "destinataire": "copro@regie.example", "sujet": "Eau 2025", "corps": "Bonjour.", "version": lue["version"],
    }  # fmt: skip
    reponse = client.post(ici + "/questions", json=question, headers=entetes)
    assert (reponse.status_code, reponse.json["etat"]) == (201, "INTERROGEE")
    assert client.post(ici + "/questions", json=question, headers=entetes).status_code == 409
    version = client.get(ici).json["version"]
    classee = {"texte": "Fuite réparée.", "recue_le": "2026-03-10", "issue": "ACCEPTEE", "version": version}
    assert client.post(ici + "/reponses", json=classee, headers=entetes).json["issue"] == "ACCEPTEE"
    assert client.get(API).json == []
