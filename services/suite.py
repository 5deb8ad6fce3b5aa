"""The whole suite in one process: three applications behind one address, relay and workers in threads.

The same outbox, the same relay and the same actors as in production; only the broker is in memory, and forgets what it
holds when the process dies: at the next start, what left the outbox but was never applied is sent again.
"""

from collections.abc import Callable, Iterable
from threading import Event, Thread
from typing import Any

import dramatiq
from apscheduler.schedulers.background import BackgroundScheduler
from dramatiq import Broker

from services.appels_fonds.app import create_app as create_appels_fonds
from services.charges.app import create_app as create_charges
from services.processus import import_actors, start_scheduler, start_worker, tend
from services.votes.app import create_app as create_votes
from shared.broker import build_broker
from shared.config import PREFIXES, Config
from shared.database import Session
from shared.inbox import declare_actors
from shared.outbox import rearm_unhandled

Wsgi = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


class Suite:
    """The three applications as one WSGI application: the first segment of the path chooses; the shell is anyone's."""

    def __init__(self, config: Config) -> None:
        self.applications = {
            "votes": create_votes(config),
            "appels_fonds": create_appels_fonds(config),
            "charges": create_charges(config),
        }
        for application in self.applications.values():
            application.extensions["client"].mount(self)

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        """Route one request."""
        return self._choose(environ.get("PATH_INFO", "/"))(environ, start_response)

    def _choose(self, path: str) -> Wsgi:
        for service, prefix in PREFIXES.items():
            if path == prefix or path.startswith(f"{prefix}/"):
                return self.applications[service]
        return self.applications["votes"]


class InProcess:
    """Relay, workers and scheduler beside the web, in this process. ``start`` then ``stop``; nothing is lost."""

    def __init__(self, config: Config) -> None:
        self._config = config
        self._stop = Event()
        self._threads: list[Thread] = []
        self._worker: dramatiq.Worker | None = None
        self._scheduler: BackgroundScheduler | None = None
        self.broker: Broker | None = None

    def start(self) -> "InProcess":
        """Declare every actor, start the worker threads, the relay and the scheduler."""
        import_actors()
        if self._config.broker_url.startswith("memory:"):
            with Session.begin() as session:
                rearm_unhandled(session)
        self.broker = build_broker(self._config.broker_url)
        declare_actors(self.broker)
        self._worker = start_worker(self.broker, threads=4)
        relay = Thread(target=tend, args=(self._config, self.broker, self._stop), name="relais", daemon=True)
        relay.start()
        self._threads.append(relay)
        self._scheduler = start_scheduler()
        return self

    def stop(self) -> None:
        """Finish what is under way."""
        if self._scheduler is not None:
            self._scheduler.shutdown()
        self._stop.set()
        for thread in self._threads:
            thread.join(timeout=10)
        if self._worker is not None:
            self._worker.stop(timeout=10_000)
