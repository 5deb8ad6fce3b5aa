"""Receiving a fact: applied exactly once, however often it is delivered.

``@receives(Fact, …)`` declares a use case as a subscriber. Around each call: one transaction, which also writes the
message's id; a message already written is skipped. Retries and limits are stated where the subscriber is declared.
What is long and writes nothing (reading a file) is prepared before it, so that nobody waits for its locks.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

import dramatiq
from dramatiq import Broker
from dramatiq.middleware import CurrentMessage
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session as OrmSession

from shared.database import Lecture, Session, is_postgresql
from shared.messages import Fact, actor_name
from shared.models import ProcessedMessage, now

F = TypeVar("F", bound=Fact)
UseCase = Callable[..., None]
Prepare = Callable[[Any], Any]


@dataclass(frozen=True)
class Receiver:
    """One subscriber: what it hears, which use case it calls, and how long it insists (milliseconds).

    ``given_up``: the use case called once it no longer insists, so that what waited for it says so.
    """

    service: str
    fact_type: type[Fact]
    use_case: UseCase
    options: dict[str, int]
    given_up: UseCase | None = None
    prepare: Prepare | None = None

    @property
    def name(self) -> str:
        """The actor's name on the broker."""
        return actor_name(self.service, self.fact_type.__name__)


RECEIVERS: dict[str, Receiver] = {}


def receives(
    fact_type: type[F],
    *,
    max_retries: int,
    min_backoff: int,
    max_backoff: int,
    max_age: int,
    time_limit: int,
    given_up: Callable[[OrmSession, F], None] | None = None,
    prepare: Callable[[F], Any] | None = None,
) -> Callable[[UseCase], UseCase]:
    """Declare the decorated use case as the subscriber of its service to ``fact_type``; durations in milliseconds.

    ``prepare``: what is done with the fact before the transaction opens, and may be done twice; its result is given to
    the use case after the fact.
    """
    options = {
        "max_retries": max_retries, "min_backoff": min_backoff, "max_backoff": max_backoff,
        "max_age": max_age, "time_limit": time_limit,
    }  # fmt: skip

    def declare(use_case: UseCase) -> UseCase:
        service = use_case.__module__.split(".")[1]
        receiver = Receiver(service, fact_type, use_case, options, given_up, prepare)
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
    fact = receiver.fact_type.load(payload)
    prepared: tuple[Any, ...] = ()
    if receiver.prepare is not None:
        if _is_applied(receiver.service, message_id):
            return False
        prepared = (receiver.prepare(fact),)
    with Session.begin() as session:
        if not _claim(session, receiver.service, message_id):
            return False
        receiver.use_case(session, fact, *prepared)
        return True


def _is_applied(service: str, message_id: str) -> bool:
    with Lecture() as session:
        return session.get(ProcessedMessage, (service, message_id)) is not None


def _claim(session: OrmSession, service: str, message_id: str) -> bool:
    insert = postgresql.insert if is_postgresql(session) else sqlite.insert
    claimed = (
        insert(ProcessedMessage)
        .values(service=service, id=message_id, traite_le=now())
        .on_conflict_do_nothing()
        .returning(ProcessedMessage.id)
    )
    return session.scalar(claimed) is not None
