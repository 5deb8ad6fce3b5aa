"""The long-running processes: worker, relay, scheduler. Each stops cleanly on SIGTERM and leaves a sign of life."""

import importlib
import logging
import signal
from collections.abc import Callable
from datetime import timedelta
from threading import Event
from types import FrameType

import dramatiq
from apscheduler.schedulers.background import BackgroundScheduler
from dramatiq import Broker
from sqlalchemy import delete

from shared.audit import seal_once
from shared.broker import build_broker
from shared.config import SERVICES, Config
from shared.courriels import send_waiting
from shared.database import Session, bind_database
from shared.documents import bind_documents
from shared.inbox import declare_actors
from shared.jours import say_day
from shared.models import Battement, CleIdempotence, SessionAgent, TentativeConnexion, now
from shared.presentation import today
from shared.relay import Periodic, relay_once, run_relay

log = logging.getLogger(__name__)

BATTEMENT_SECONDES = 10
SILENCE_MAXIMAL = timedelta(seconds=45)
ARRET_MS = 45_000


def import_actors(service: str | None = None) -> None:
    """Make the subscribers of one service (or of all) known."""
    for name in (service,) if service else SERVICES:
        importlib.import_module(f"services.{name}.actors")


def bind(config: Config) -> None:
    """Point this process to its database and stores."""
    bind_database(config.database_url)
    bind_documents(config.documents)


def start_worker(broker: Broker, *, threads: int = 8) -> dramatiq.Worker:
    """Start handling messages in threads of this process."""
    worker = dramatiq.Worker(broker, worker_threads=threads)
    worker.start()
    return worker


def beat(processus: str) -> None:
    """Leave a sign of life."""
    with Session.begin() as session:
        session.merge(Battement(processus=processus, vu_le=now()))


def is_alive(processus: str) -> bool:
    """Whether the process left a sign of life lately."""
    with Session() as session:
        battement = session.get(Battement, processus)
        return battement is not None and now() - battement.vu_le < SILENCE_MAXIMAL


def seal() -> int:
    """Seal what the audit journal has not sealed yet."""
    with Session.begin() as session:
        return seal_once(session)


def tend(config: Config, broker: Broker, stop: Event) -> None:
    """What the relay process does until ``stop``: carry facts, seal the journal, send mails, leave a sign of life."""
    run_relay(
        broker,
        stop,
        also=[
            Periodic(seal, 2),
            Periodic(lambda: send_waiting(config), 2),
            Periodic(lambda: beat("relais"), BATTEMENT_SECONDES),
        ],
    )


def run_worker(config: Config, service: str) -> None:
    """Handle the facts of one service until SIGTERM."""
    stop = stop_on_signal()
    bind(config)
    import_actors(service)
    broker = build_broker(config.broker_url)
    broker.declare_queue(service)
    declare_actors(broker, service)
    worker = start_worker(broker)
    log.info("worker %s started", service)
    _beat_until(stop, f"worker-{service}")
    worker.stop(timeout=ARRET_MS)
    broker.close()


def run_relay_process(config: Config) -> None:
    """Carry facts until SIGTERM."""
    stop = stop_on_signal()
    bind(config)
    broker = build_broker(config.broker_url)
    tend(config, broker, stop)
    broker.close()


def run_scheduler(config: Config) -> None:
    """Wake what is due until SIGTERM. Due dates live in the database; a missed hour is caught up once."""
    stop = stop_on_signal()
    bind(config)
    scheduler = start_scheduler()
    _beat_until(stop, "ordonnanceur")
    scheduler.shutdown()


def start_scheduler() -> BackgroundScheduler:
    """Start waking what is due, in threads of this process; the caller shuts it down."""
    scheduler = BackgroundScheduler(
        timezone="Europe/Paris", job_defaults={"coalesce": True, "misfire_grace_time": 3600}
    )
    for job, trigger in JOBS:
        scheduler.add_job(job, **trigger)
    scheduler.start()
    return scheduler


def open_day() -> None:
    """Say once a day that it began; called often, so that a process that was stopped at dawn says it when it starts."""
    with Session.begin() as session:
        say_day(session, today())


def purge_ephemeral() -> None:
    """Forget what no longer serves: old sessions, failed sign-ins, answers kept for replayed requests."""
    moment = now()
    with Session.begin() as session:
        session.execute(delete(SessionAgent).where(SessionAgent.vue_le < moment - timedelta(days=30)))
        session.execute(delete(TentativeConnexion).where(TentativeConnexion.le < moment - timedelta(days=30)))
        session.execute(delete(CleIdempotence).where(CleIdempotence.cree_le < moment - timedelta(days=7)))


JOBS: list[tuple[Callable[[], None], dict[str, object]]] = [
    (purge_ephemeral, {"trigger": "cron", "hour": 3, "minute": 15}),
    (open_day, {"trigger": "date"}),
    (open_day, {"trigger": "cron", "minute": "*/10"}),
]


def drain(broker: Broker, *, timeout_seconds: int = 60) -> None:
    """Send and handle every waiting fact now (embedded commands, before they end)."""
    for service in SERVICES:
        broker.declare_queue(service)
    worker = start_worker(broker, threads=2)
    try:
        while relay_once(broker):
            for service in SERVICES:
                broker.join(service, timeout=timeout_seconds * 1000)
            worker.join()
    finally:
        worker.stop()


def stop_on_signal() -> Event:
    """An event set by SIGTERM or SIGINT."""
    stop = Event()

    def handle(_signal: int, _frame: FrameType | None) -> None:
        stop.set()

    signal.signal(signal.SIGTERM, handle)
    signal.signal(signal.SIGINT, handle)
    return stop


def _beat_until(stop: Event, processus: str) -> None:
    while not stop.is_set():
        try:
            beat(processus)
        except Exception:  # noqa: BLE001, RUF100 - a database away for a while must not end the process
            log.exception("no sign of life could be left")
        stop.wait(BATTEMENT_SECONDES)
