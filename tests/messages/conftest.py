"""Real processes around a real import: the workshop of each test, and what charges must end up with."""

import secrets
from collections.abc import Iterator
from pathlib import Path

import pika
import pytest

from tests.messages.processus import Atelier

QUEUES = ("charges", "charges.DQ", "charges.XQ")


@pytest.fixture
def file_charges(serveur_rabbitmq: str) -> Iterator[str]:
    """The address of RabbitMQ, without a queue of charges before nor after."""
    delete_queues(serveur_rabbitmq)
    yield serveur_rabbitmq
    delete_queues(serveur_rabbitmq)


def delete_queues(url: str) -> None:
    """Forget every message to charges."""
    connection = pika.BlockingConnection(pika.URLParameters(url))
    for queue in QUEUES:
        connection.channel().queue_delete(queue)
    connection.close()


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
