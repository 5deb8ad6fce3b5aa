"""Receiving a fact: applied exactly once, however often it is delivered.

``@receives(Fact, …)`` declares a use case as a subscriber. Around each call: one transaction, which also writes the
message's id; a message already written is skipped. Retries and limits are stated where the subscriber is declared.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

import dramatiq
from dramatiq import Broker
from dramatiq.middleware import CurrentMessage
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session as OrmSession

from shared.database import Session, is_postgresql
from shared.messages import Fact, actor_name
from shared.models import ProcessedMessage, now

F = TypeVar("F", bound=Fact)
UseCase = Callable[[OrmSession, Any], None]


@dataclass(frozen=True)
class Receiver:
    """One subscriber: what it hears, which use case it calls, and how long it insists (milliseconds)."""

    service: str
    fact_type: type[Fact]
    use_case: UseCase
    options: dict[str, int]

    @property
    def name(self) -> str:
        """The actor's name on the broker."""
        return actor_name(self.service, self.fact_type.__name__)


RECEIVERS: dict[str, Receiver] = {}


def receives(
    fact_type: type[F], *, max_retries: int, min_backoff: int, max_backoff: int, max_age: int, time_limit: int
) -> Callable[[Callable[[OrmSession, F], None]], Callable[[OrmSession, F], None]]:
    """Declare the decorated use case as the subscriber of its service to ``fact_type``; durations in milliseconds."""
    options = {
        "max_retries": max_retries, "min_backoff": min_backoff, "max_backoff": max_backoff,
        "max_age": max_age, "time_limit": time_limit,
    }  # fmt: skip

    def declare(use_case: Callable[[OrmSession, F], None]) -> Callable[[OrmSession, F], None]:
        service = use_case.__module__.split(".")[1]
        receiver = Receiver(service, fact_type, use_case, options)
        RECEIVERS[receiver.name] = receiver
        return use_case

    return declare


def declare_actors(broker: Broker, service: str | None = None) -> None:
    """Create the actors of one service (or of all those imported) on a broker."""
    if not any(isinstance(middleware, CurrentMessage) for middleware in broker.middleware):
        broker.add_middleware(CurrentMessage())
    for receiver in RECEIVERS.values():
        if service in (None, receiver.service) and receiver.name not in broker.actors:
            options: dict[str, Any] = dict(receiver.options)
            declare = dramatiq.actor(actor_name=receiver.name, queue_name=receiver.service, broker=broker, **options)
            declare(_handler(receiver))


def _handler(receiver: Receiver) -> Callable[[dict[str, Any]], None]:
    def handle(payload: dict[str, Any]) -> None:
        message = CurrentMessage.get_current_message()
        if message is None:
            raise RuntimeError("a subscriber is called by the broker only")
        receive(receiver, message.message_id, payload)

    return handle


def receive(receiver: Receiver, message_id: str, payload: dict[str, Any]) -> bool:
    """Apply one delivery in one transaction; False when this service has applied it before."""
    with Session.begin() as session:
        if not _claim(session, receiver.service, message_id):
            return False
        receiver.use_case(session, receiver.fact_type.load(payload))
        return True


def _claim(session: OrmSession, service: str, message_id: str) -> bool:
    insert = postgresql.insert if is_postgresql(session) else sqlite.insert
    claimed = (
        insert(ProcessedMessage)
        .values(service=service, id=message_id, traite_le=now())
        .on_conflict_do_nothing()
        .returning(ProcessedMessage.id)
    )
    return session.scalar(claimed) is not None
