"""The queue: RabbitMQ in production, an in-process broker otherwise. Both are fed by the outbox and nothing else."""

import logging

import dramatiq
from dramatiq import Broker, MessageProxy, Middleware
from dramatiq.brokers.rabbitmq import RabbitmqBroker
from dramatiq.brokers.stub import StubBroker
from dramatiq.middleware import AgeLimit, Callbacks, MiddlewareError, Retries, ShutdownNotifications, TimeLimit
from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session as OrmSession

from shared.acteurs import SYSTEME, Acteur
from shared.audit import record_acte
from shared.database import Session
from shared.inbox import RECEIVERS
from shared.models import FailedMessage, OutboxMessage, now


class KeepFailures(Middleware):
    """What exhausts its retries, or gets too old, is kept in our tables: visible to ops, replayable by command.

    It is written before the broker lets the message go: killed in between, or unable to write, it comes again.
    """

    def before_nack(self, broker: Broker, message: MessageProxy) -> None:
        """Keep a message that is given up.

        :raises MiddlewareError: it could not be written; the message stays with the broker.
        """
        try:
            keep_failure(message)
        except SQLAlchemyError as error:
            raise MiddlewareError("the failure could not be kept") from error


def keep_failure(message: MessageProxy) -> None:
    """Write down a message that is given up, with its last error, and let its service say so where it was awaited."""
    traceback = message.options.get("traceback") or "délai dépassé avant traitement (max_age)"
    service, _, fait = message.actor_name.partition(".")
    with Session.begin() as session:
        failed = session.scalar(select(FailedMessage).where(FailedMessage.message_id == message.message_id))
        if failed is None:
            failed = FailedMessage(message_id=message.message_id, fait=fait, service=service)
            session.add(failed)
        failed.erreur, failed.echoue_le, failed.rejoue_le = traceback[-4000:], now(), None
        _tell_given_up(session, message)


def _tell_given_up(session: OrmSession, message: MessageProxy) -> None:
    """Call what the subscriber declared for a message given up; a fault of its own never hides the failure.

    :raises SQLAlchemyError: it could not be written.
    """
    receiver = RECEIVERS.get(message.actor_name)
    if receiver is None or receiver.given_up is None:
        return
    try:
        with session.begin_nested():
            receiver.given_up(session, receiver.fact_type.load(message.args[0]))
    except SQLAlchemyError:
        raise
    except Exception:
        logging.getLogger(__name__).exception("%s could not be told", message.actor_name)


def build_broker(url: str) -> Broker:
    """Open the broker named by ``BROKER_URL``: ``memory://`` or ``amqp://``."""
    middleware = [AgeLimit(), TimeLimit(), ShutdownNotifications(), Callbacks(), Retries(), KeepFailures()]
    if url.startswith("memory:"):
        broker: Broker = StubBroker(middleware=middleware)
        broker.emit_after("process_boot")
    else:
        separator = "&" if "?" in url else "?"
        broker = RabbitmqBroker(
            url=f"{url}{separator}heartbeat=30&blocked_connection_timeout=30&connection_attempts=1&socket_timeout=5",
            confirm_delivery=True,
            middleware=middleware,
        )
    dramatiq.set_broker(broker)
    return broker


def is_reachable(url: str) -> bool:
    """Whether the broker accepts a connection now (always true in the process itself)."""
    if url.startswith("memory:"):
        return True
    broker = RabbitmqBroker(
        url=f"{url}{'&' if '?' in url else '?'}connection_attempts=1&socket_timeout=2", middleware=[]
    )
    try:
        broker.connection  # noqa: B018 - opens it
    except Exception:  # noqa: BLE001, RUF100 - any failure to connect is the answer
        return False
    broker.close()
    return True


def replay_failure(message_id: str, acteur: Acteur = SYSTEME) -> bool:
    """Put a failed message back in the outbox, under the same id; False when it is unknown. The relay sends it."""
    with Session.begin() as session:
        failed = session.scalar(select(FailedMessage).where(FailedMessage.message_id == message_id))
        message = session.scalar(select(OutboxMessage).where(OutboxMessage.id == message_id))
        if failed is None or message is None:
            return False
        failed.rejoue_le, message.envoye_le = now(), None
        record_acte(session, acteur, "rejoue un message", "message", message_id, detail={"fait": failed.fait})
        return True
