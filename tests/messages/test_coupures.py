"""Whatever is killed and whenever, on real RabbitMQ and PostgreSQL: a fact is applied exactly once.

Each test lets one of our own processes die at one point, checks that it died there, starts it again, and counts.
"""

import random
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import text

from shared.database import Session
from shared.models import FailedMessage, ProcessedMessage
from tests.messages.faits import (
    assert_applied_once,
    count,
    integrate_an_appel,
    is_marked_sent,
    is_settled,
    messages_in,
    publish_many,
)
from tests.messages.files import finish
from tests.messages.processus import Atelier

pytestmark = [pytest.mark.postgresql, pytest.mark.rabbitmq, pytest.mark.timeout(180)]
TUE = -9
FAITS, COUPURES = 500, 4
RELAIS, TRAVAILLEUR = ("relais",), ("worker", "charges")


@pytest.mark.parametrize(
    ("point", "accepted_by_the_broker", "marked_sent"),
    [
        pytest.param("avant_envoi", 0, False, id="before it sends"),
        pytest.param("apres_envoi", 1, False, id="after the broker accepted, before the row says so"),
        pytest.param("apres_marque", 1, True, id="after the row says so"),
    ],
)
def test_a_relay_killed_loses_and_doubles_nothing(
    atelier: Atelier, file_charges: str, point: str, accepted_by_the_broker: int, marked_sent: bool
) -> None:
    integrate_an_appel()
    assert atelier.start(*RELAIS, coupure=point).wait() == TUE
    assert (messages_in(file_charges), is_marked_sent()) == (accepted_by_the_broker, marked_sent)
    finish(atelier, file_charges, "charges")
    assert_applied_once()


@pytest.mark.parametrize(
    ("point", "applied"),
    [
        pytest.param("avant_transaction", 0, id="before its transaction"),
        pytest.param("apres_inscription", 0, id="after the message is written down, before its effect"),
        pytest.param("apres_effet", 0, id="after the effect is inserted, before the commit"),
        pytest.param("apres_validation", 1, id="after the commit, before the broker is told"),
    ],
)
def test_a_worker_killed_loses_and_doubles_nothing(
    atelier: Atelier, file_charges: str, point: str, applied: int
) -> None:
    integrate_an_appel()
    relais = atelier.start(*RELAIS)
    assert atelier.start(*TRAVAILLEUR, coupure=point).wait() == TUE
    atelier.wait_until(lambda: messages_in(file_charges) == 1)
    assert count(ProcessedMessage) == applied
    assert relais.stop() == 0
    finish(atelier, file_charges, "charges")
    assert_applied_once()


def test_a_worker_killed_as_it_gives_a_message_up_still_has_it_when_it_comes_back(
    atelier: Atelier, file_charges: str
) -> None:
    with an_appel_that_charges_cannot_keep():
        integrate_an_appel()
        relais = atelier.start(*RELAIS)
        assert atelier.start(*TRAVAILLEUR, coupure="abandon").wait() == TUE
    atelier.wait_until(lambda: messages_in(file_charges) == 1)
    assert (count(FailedMessage), count(ProcessedMessage)) == (0, 0)
    assert relais.stop() == 0
    finish(atelier, file_charges, "charges")
    assert_applied_once()


@contextmanager
def an_appel_that_charges_cannot_keep() -> Iterator[None]:
    """Every amount of charges is refused by the database meanwhile."""
    with Session.begin() as session:
        session.execute(text("ALTER TABLE charges.montant_appele ADD CONSTRAINT panne CHECK (false)"))
    yield
    with Session.begin() as session:
        session.execute(text("ALTER TABLE charges.montant_appele DROP CONSTRAINT panne"))


def test_relay_and_worker_killed_again_and_again_amid_many_facts(atelier: Atelier, file_charges: str) -> None:
    integrate_an_appel()
    hasard = random.Random(20261123)
    interrupted = 0
    for _ in range(COUPURES):
        publish_many(FAITS)
        known = count(ProcessedMessage)
        running = [atelier.start(*RELAIS), atelier.start(*TRAVAILLEUR)]
        atelier.wait_until(lambda known=known: count(ProcessedMessage) > known)
        time.sleep(hasard.uniform(0, 0.1))
        assert [processus.kill() for processus in hasard.sample(running, 2)] == [TUE, TUE]
        interrupted += not is_settled()
    assert interrupted
    finish(atelier, file_charges, "charges")
    assert_applied_once(1 + COUPURES * FAITS)
