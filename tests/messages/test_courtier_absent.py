"""RabbitMQ out of reach during an import: the import does not notice, the fact waits in sight, and arrives after."""

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from services.appels_fonds.app import create_app
from services.appels_fonds.models import ImportAppel, StatutImport
from shared.config import load_config
from shared.database import Lecture
from shared.models import OutboxMessage
from tests.compose.passerelle import Passerelle
from tests.messages.faits import (
    TOTAL_CENTIMES,
    assert_applied_once,
    called_centimes,
    integrate_an_appel,
    integrate_workbook,
    is_settled,
)
from tests.messages.processus import ARRETS, Atelier

pytestmark = [pytest.mark.postgresql, pytest.mark.rabbitmq, pytest.mark.timeout(180)]
COUPURE_SECONDES = 10


@pytest.fixture
def passerelle(file_charges: str) -> Iterator[Passerelle]:
    """An open gate before RabbitMQ."""
    passerelle = Passerelle(file_charges, 5672)
    passerelle.open()
    yield passerelle
    passerelle.close()


@pytest.fixture
def environ(
    base_postgresql: str, file_charges: str, passerelle: Passerelle, production: dict[str, str]
) -> dict[str, str]:
    """The environment of processes that reach RabbitMQ by the gate only."""
    return {
        "DATABASE_URL": base_postgresql,
        "BROKER_URL": by_the_gate(file_charges, passerelle.port),
        **production,
    }


def by_the_gate(url: str, port: int) -> str:
    """The same server, reached by a port of ours."""
    parts = urlsplit(url)
    identity = f"{parts.username or 'guest'}:{parts.password or 'guest'}"
    return f"amqp://{identity}@127.0.0.1:{port}{parts.path}"


@pytest.fixture
def page_de_sante(environ: dict[str, str], tmp_path: Path) -> FlaskClient:
    """The web of appels_fonds, to ask how it is."""
    return create_app(load_config({**environ, "TANTIEME_DONNEES": str(tmp_path / "donnees")})).test_client()


def readiness(page_de_sante: FlaskClient) -> dict[str, Any]:
    """What ``/readyz`` says; the service stays ready, as its pages work."""
    answer = page_de_sante.get("/readyz")
    assert answer.status_code == 200
    said: dict[str, Any] = answer.get_json()
    return said


def last_error() -> str:
    """Why the fact has not left."""
    with Lecture() as session:
        return session.scalar(select(OutboxMessage.derniere_erreur).where(OutboxMessage.envoye_le.is_(None))) or ""


def test_the_import_succeeds_the_fact_waits_in_sight_and_arrives_after(
    tmp_path: Path, environ: dict[str, str], passerelle: Passerelle, page_de_sante: FlaskClient
) -> None:
    with Atelier(tmp_path, environ) as atelier:
        running = [atelier.start("relais"), atelier.start("worker", "charges")]
        integrate_an_appel()
        atelier.wait_until(is_settled)
        assert readiness(page_de_sante)["file"] is True
        passerelle.cut()
        integrate_workbook("01/07/2026")
        with Lecture() as session:
            assert session.scalars(select(ImportAppel.statut)).all() == [StatutImport.INTEGRE] * 2
        atelier.wait_until(lambda: last_error() != "")
        time.sleep(COUPURE_SECONDES)
        said = readiness(page_de_sante)
        assert (said["file"], said["faits_en_attente"]) == (False, 1)
        assert said["age_du_plus_ancien_fait_secondes"] >= COUPURE_SECONDES
        assert called_centimes() == TOTAL_CENTIMES
        passerelle.open()
        atelier.wait_until(is_settled)
        assert (last_error(), readiness(page_de_sante)["faits_en_attente"]) == ("", 0)
        assert {processus.stop() for processus in running} <= ARRETS
    assert_applied_once(2)
