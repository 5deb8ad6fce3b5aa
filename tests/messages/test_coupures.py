"""Killed anywhere on the journey of a fact, on RabbitMQ and PostgreSQL: applied exactly once after a restart."""

import os
import secrets
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import func, select

from services.charges.models import MontantAppele
from shared.database import Lecture, Session, bind_database
from shared.messages import AppelFondsComptabilise
from shared.models import Agence, Copropriete, FailedMessage, OutboxMessage, ProcessedMessage
from shared.outbox import publish
from tests.messages.mourir import POINTS

pytestmark = [pytest.mark.postgresql, pytest.mark.rabbitmq]

RACINE = Path(__file__).parents[2]
PATIENCE_SECONDES = 40
RELAIS, WORKER = ("-m", "services", "relais"), ("-m", "services", "worker", "charges")


@pytest.fixture
def environ(postgresql_url: str, serveur_rabbitmq: str, tmp_path: Path) -> dict[str, str]:
    """What our processes are given."""
    bind_database(postgresql_url)
    return {
        **os.environ,
        "DATABASE_URL": postgresql_url,
        "BROKER_URL": serveur_rabbitmq,
        "TANTIEME_CLE_SECRETE": secrets.token_hex(16),
        "TANTIEME_CLES": str(tmp_path),
        "TANTIEME_DONNEES": str(tmp_path),
    }


@contextmanager
def running(environ: dict[str, str], *arguments: str) -> Iterator[subprocess.Popen[bytes]]:
    """One of our processes, killed at the end if it still runs."""
    process = subprocess.Popen([sys.executable, *arguments], cwd=RACINE, env=environ, stdout=subprocess.DEVNULL,
                               stderr=subprocess.DEVNULL)  # fmt: skip
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def publish_appel() -> None:
    """What an integration says."""
    with Session.begin() as session:
        copropriete = Copropriete(code="C001", nom="Le Bizillon", agence=Agence(code="STE", nom="Saint-Étienne"))
        session.add(copropriete)
        session.flush()
        publish(
            session,
            AppelFondsComptabilise(
                appel="AF-2026-000001", copropriete_id=copropriete.id, exigible=date(2026, 4, 1), total_centimes=48_125,
                montants=[{"cle": "GEN", "nature": "provision", "montant_centimes": 48_125}],
            ),
        )  # fmt: skip


def count(model: type) -> int:
    """How many rows a table has."""
    with Lecture() as session:
        return session.scalar(select(func.count()).select_from(model)) or 0


def wait_until(condition: Callable[[], bool]) -> bool:
    """Whether the condition came true in time."""
    end = time.monotonic() + PATIENCE_SECONDES
    while time.monotonic() < end:
        if condition():
            return True
        time.sleep(0.1)
    return False


def is_settled() -> bool:
    """Whether nothing waits any more and the fact was heard."""
    with Lecture() as session:
        waiting = session.scalar(select(func.count()).where(OutboxMessage.envoye_le.is_(None)))
    return waiting == 0 and count(ProcessedMessage) == 1


@pytest.mark.parametrize("point", POINTS)
def test_a_fact_is_applied_exactly_once_when_a_process_is_killed_at(point: str, environ: dict[str, str]) -> None:
    publish_appel()
    with running(environ, "-m", "tests.messages.mourir", point) as condemned:
        if point.startswith("worker"):
            with running(environ, *RELAIS):
                assert condemned.wait(PATIENCE_SECONDES) == -9
        else:
            assert condemned.wait(PATIENCE_SECONDES) == -9
    with running(environ, *RELAIS), running(environ, *WORKER):
        assert wait_until(is_settled)
        time.sleep(1)  # a second delivery, if there is one, has its chance
    with Lecture() as session:
        assert session.scalars(select(MontantAppele.montant_centimes)).all() == [48_125]
    assert (count(ProcessedMessage), count(FailedMessage)) == (1, 0)


def test_a_worker_killed_while_idle_loses_nothing(environ: dict[str, str]) -> None:
    with running(environ, *WORKER) as worker:
        publish_appel()
        worker.kill()
        worker.wait()
    with running(environ, *RELAIS), running(environ, *WORKER):
        assert wait_until(is_settled)
    with Lecture() as session:
        assert session.scalars(select(MontantAppele.montant_centimes)).all() == [48_125]
