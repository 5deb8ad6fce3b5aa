"""The relay: carries outbox rows to the broker, in order, and marks them sent.

The row is marked in the transaction that holds it, after the broker has confirmed: killed in between, the relay sends
the same id again and the receiver's inbox refuses it. The broker down, rows wait and their error is kept.
"""

import logging
import time
from collections.abc import Callable, Sequence
from threading import Event

import psycopg
from dramatiq import Broker, Message
from sqlalchemy import Engine, select

from shared.database import Session, current_engine
from shared.messages import actor_name
from shared.models import OutboxMessage, now
from shared.outbox import CANAL

log = logging.getLogger(__name__)

BATCH = 200
FILET_SECONDES = 1.0
"""The slow poll behind the wake-up, in case one is lost."""


def relay_once(broker: Broker, limit: int = BATCH) -> int:
    """Send the waiting facts, at most ``limit``; returns how many the broker accepted.

    Stops at the first refusal, so that order is kept; the row keeps the error and the count of attempts.
    """
    sent = 0
    with Session.begin() as session:
        waiting = (
            select(OutboxMessage)
            .where(OutboxMessage.envoye_le.is_(None))
            .order_by(OutboxMessage.rang)
            .limit(limit)
            .with_for_update(skip_locked=True)
        )
        for row in session.scalars(waiting):
            row.tentatives += 1
            try:
                broker.declare_queue(row.service)
                broker.enqueue(to_message(row))
            except Exception as error:  # noqa: BLE001, RUF100 - whatever the broker refuses, the row must stay
                row.derniere_erreur = f"{type(error).__name__}: {error}"[:500]
                log.warning("fact not sent", extra={"message_id": row.id, "erreur": row.derniere_erreur})
                break
            row.envoye_le, row.derniere_erreur = now(), None
            sent += 1
    return sent


def to_message(row: OutboxMessage) -> Message[None]:
    """The broker's message for a row: it bears the row's id, and names an actor the relay does not import."""
    return Message(
        queue_name=row.service,
        actor_name=actor_name(row.service, row.fait),
        args=(row.contenu,),
        kwargs={},
        options={},
        message_id=row.id,
    )


def run_relay(broker: Broker, stop: Event, also: "Sequence[Periodic]" = ()) -> None:
    """Relay until ``stop``: woken by each commit, with a slow poll as a net; ``also`` runs beside, each at its pace."""
    wakeup = Wakeup(current_engine())
    try:
        while not stop.is_set():
            try:
                while relay_once(broker) == BATCH and not stop.is_set():
                    pass
                for periodic in also:
                    periodic.run_if_due()
            except Exception:  # noqa: BLE001, RUF100 - the database may be away for a while; the loop must outlive it
                log.exception("relay")
                stop.wait(FILET_SECONDES)
            wakeup.wait(FILET_SECONDES, stop)
    finally:
        wakeup.close()


class Periodic:
    """A small job the relay runs beside its own: sealing, mails, sign of life."""

    def __init__(self, job: Callable[[], object], every_seconds: float) -> None:
        self.job, self.every_seconds, self._next = job, every_seconds, 0.0

    def run_if_due(self) -> None:
        """Run the job when its time has come."""
        if time.monotonic() >= self._next:
            self._next = time.monotonic() + self.every_seconds
            self.job()


class Wakeup:
    """Waits for somebody's commit: NOTIFY on PostgreSQL, the file's ``data_version`` on SQLite."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._listener: psycopg.Connection | None = None
        self._reader = engine.connect().execution_options(isolation_level="AUTOCOMMIT") if self._is_sqlite else None
        self._version = self._data_version()

    @property
    def _is_sqlite(self) -> bool:
        return self._engine.dialect.name == "sqlite"

    def _data_version(self) -> int:
        if self._reader is None:
            return 0
        driver = self._reader.connection.dbapi_connection
        return int(driver.execute("PRAGMA data_version").fetchone()[0]) if driver else 0

    def wait(self, seconds: float, stop: Event) -> None:
        """Return when something was committed, when ``seconds`` have passed, or when ``stop`` is set."""
        if self._is_sqlite:
            self._wait_sqlite(seconds, stop)
        else:
            self._wait_postgresql(seconds, stop)

    def _wait_sqlite(self, seconds: float, stop: Event) -> None:
        end = time.monotonic() + seconds
        while time.monotonic() < end and not stop.wait(0.03):
            version = self._data_version()
            if version != self._version:
                self._version = version
                return

    def _wait_postgresql(self, seconds: float, stop: Event) -> None:
        try:
            if self._listener is None:
                url = self._engine.url.set(drivername="postgresql").render_as_string(hide_password=False)
                self._listener = psycopg.connect(url, autocommit=True)
                self._listener.execute(f"LISTEN {CANAL}")
            for _ in self._listener.notifies(timeout=seconds, stop_after=1):
                return
        except psycopg.Error:
            self._listener = None
            stop.wait(seconds)

    def close(self) -> None:
        """Give the connections back."""
        if self._reader is not None:
            self._reader.close()
        if self._listener is not None:
            self._listener.close()
