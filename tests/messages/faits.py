"""One integrated call, and what must be true once charges has heard of it: its amounts, once."""

from dataclasses import replace
from uuid import uuid4

import pika
from sqlalchemy import func, select

from services.charges.models import MontantAppele
from shared.database import Lecture, Session
from shared.messages import AppelFondsComptabilise
from shared.models import FailedMessage, OutboxMessage, ProcessedMessage
from shared.outbox import count_waiting, publish
from tests.appels_fonds.essais import TRIMESTRE, a_workbook, integrate_now, load_patrimoine_essai

TOTAL_CENTIMES = 107_875


def integrate_an_appel() -> None:
    """What an accountant does: a patrimoine of two lots, a workbook, confirmed."""
    load_patrimoine_essai()
    integrate_workbook("01/04/2026")


def integrate_workbook(exigible: str) -> None:
    """One more call of the same amounts, due another day."""
    lignes = [(*ligne[:4], exigible, ligne[5]) for ligne in TRIMESTRE]
    integrate_now(a_workbook(lignes), "appel.xlsx")


def publish_many(number: int) -> None:
    """As many facts as a busy day brings: the same call under other numbers."""
    with Session.begin() as session:
        first = session.scalars(select(OutboxMessage).order_by(OutboxMessage.rang)).first()
        assert first is not None
        fact = AppelFondsComptabilise.load(first.contenu)
        for _ in range(number):
            publish(session, replace(fact, appel=f"AF-{uuid4()}"))


def count(model: type) -> int:
    """How many rows a table has."""
    with Lecture() as session:
        return session.scalar(select(func.count()).select_from(model)) or 0


def called_centimes() -> int:
    """What charges believes was called."""
    with Lecture() as session:
        return session.scalar(select(func.sum(MontantAppele.montant_centimes))) or 0


def is_settled() -> bool:
    """Whether nothing waits to be sent and every fact has been handled."""
    with Lecture() as session:
        return count_waiting(session) == 0 and count(ProcessedMessage) == count(OutboxMessage)


def is_marked_sent() -> bool:
    """Whether the relay says that it has sent everything."""
    with Lecture() as session:
        return count_waiting(session) == 0


def messages_in(url: str, queue: str = "charges") -> int:
    """How many messages of a queue nobody holds."""
    connection = pika.BlockingConnection(pika.URLParameters(url))
    try:
        return int(connection.channel().queue_declare(queue, passive=True).method.message_count)
    except pika.exceptions.ChannelClosedByBroker:
        return 0
    finally:
        connection.close()


def assert_applied_once(facts: int = 1) -> None:
    """Each fact counted once, handled once, and none given up."""
    assert called_centimes() == facts * TOTAL_CENTIMES
    assert (count(ProcessedMessage), count(OutboxMessage), count(FailedMessage)) == (facts, facts, 0)
