"""Real processes around a real import: the workshop of each test, and what charges must end up with."""

import secrets
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.messages.files import forget_queues
from tests.messages.processus import Atelier


@pytest.fixture
def file_charges(serveur_rabbitmq: str) -> Iterator[str]:
    """The address of RabbitMQ, without a queue of charges before nor after."""
    forget_queues(serveur_rabbitmq, "charges")
    yield serveur_rabbitmq
    forget_queues(serveur_rabbitmq, "charges")


@pytest.fixture
def file_appels(serveur_rabbitmq: str) -> Iterator[str]:
    """The same without a queue of appels_fonds."""
    forget_queues(serveur_rabbitmq, "appels_fonds")
    yield serveur_rabbitmq
    forget_queues(serveur_rabbitmq, "appels_fonds")


@pytest.fixture
def production(tmp_path: Path) -> dict[str, str]:
    """The secrets that our commands ask for outside the embedded mode."""
    return {"TANTIEME_CLE_SECRETE": secrets.token_hex(32), "TANTIEME_CLES": str(tmp_path / "cles")}


@pytest.fixture
def atelier(tmp_path: Path, base_postgresql: str, file_charges: str, production: dict[str, str]) -> Iterator[Atelier]:
    """Where our commands run on this test's PostgreSQL and on RabbitMQ."""
    environ = {"DATABASE_URL": base_postgresql, "BROKER_URL": file_charges, **production}
    with Atelier(tmp_path, environ) as atelier:
        yield atelier
