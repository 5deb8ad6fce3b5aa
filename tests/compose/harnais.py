"""Runs docker-compose.yml without a container engine: each service's own command, environment and health check.

``with Harnais(folder, postgresql=..., rabbitmq=...) as suite:`` starts everything in the order of ``depends_on`` and
waits for each health check. PostgreSQL and RabbitMQ are this machine's, behind gates that can be cut. The proxy is
Caddy with deploy/Caddyfile where it is installed, else a small one with the same routes. Tests then play with
``suite.url``, ``stop_service``, ``kill_service``, ``start_service``, ``run`` and ``log``.
"""

import os
import shutil
import signal
import subprocess
import time
from collections.abc import Callable
from graphlib import TopologicalSorter
from pathlib import Path
from typing import Self
from urllib.error import URLError
from urllib.request import urlopen

from tests.compose.composition import COMPOSE, ROOT, Service
from tests.compose.mandataire import Mandataire
from tests.compose.terrain import Terrain

DELAI_SECONDES = 180
PROXY = "proxy"


class ServiceFailed(Exception):
    """A service ended or stayed unhealthy; the message carries the end of its log."""


class Harnais:
    """The suite of docker-compose.yml as processes of this machine."""

    def __init__(
        self, dossier: Path, *, postgresql: str, rabbitmq: str, compose: Path = COMPOSE, caddy: str | None = "caddy"
    ) -> None:
        self.terrain = Terrain(dossier, postgresql=postgresql, rabbitmq=rabbitmq, compose=compose)
        self.services = self.terrain.services
        self.url = f"http://127.0.0.1:{self.terrain.port}"
        """The address people use: the proxy's."""
        self._caddy = caddy is not None and shutil.which(caddy) is not None
        self._processes: dict[str, subprocess.Popen[bytes]] = {}
        self._mandataire: Mandataire | None = None
        self._journaux = dossier / "journaux"

    @property
    def base_url(self) -> str:
        """The database's address as administrator, to look at what was written."""
        return self.terrain.base_url

    def __enter__(self) -> Self:
        try:
            self.start()
        except BaseException:
            self.stop()
            raise
        return self

    def __exit__(self, *_exc: object) -> None:
        self.stop()

    def start(self) -> None:
        """Start every service, each when those it depends on are ready, and wait until all are healthy."""
        self._journaux.mkdir(parents=True, exist_ok=True)
        self.terrain.prepare()
        for name in TopologicalSorter({name: s.depends_on for name, s in self.services.items()}).static_order():
            self.start_service(name)
        for name, service in self.services.items():
            if not service.is_task:
                self.wait_healthy(name)

    def stop(self) -> None:
        """Stop everything, those that others depend on last, and leave nothing on the servers."""
        order = list(TopologicalSorter({name: s.depends_on for name, s in self.services.items()}).static_order())
        running = [name for name in reversed(order) if name in self._processes]
        for name in running:
            self._signal(name, signal.SIGTERM)
        for name in running:
            self._wait_end(name)
        if self._mandataire:
            self.stop_service(PROXY)
        self.terrain.clean()

    def start_service(self, name: str) -> None:
        """Start one service (again) when what it depends on is ready. PostgreSQL and RabbitMQ: let connections pass."""
        service = self.services[name]
        for other, condition in service.depends_on.items():
            if condition == "service_completed_successfully":
                self._wait_completed(other)
            else:
                self.wait_healthy(other)
        if name in self.terrain.passerelles:
            self.terrain.passerelles[name].open()
        elif name == PROXY and not self._caddy:
            self._mandataire = Mandataire(self.terrain.port, self.terrain.environment(service))
        elif name not in self._processes:
            self._launch(service)

    def stop_service(self, name: str) -> None:
        """Stop one service as ``docker compose stop`` does: SIGTERM, then after its grace period SIGKILL."""
        if name in self.terrain.passerelles:
            self.terrain.passerelles[name].cut()
        elif name == PROXY and self._mandataire:
            self._mandataire.stop()
            self._mandataire = None
        elif name in self._processes:
            self._signal(name, signal.SIGTERM)
            self._wait_end(name)

    def kill_service(self, name: str) -> None:
        """End a service and its children at once, as ``kill -9`` of the container's first process does."""
        self._signal(name, signal.SIGKILL)
        self._wait_end(name)

    def restart_service(self, name: str) -> None:
        """Stop, start, and wait until healthy."""
        self.stop_service(name)
        self.start_service(name)
        self.wait_healthy(name)

    def pid(self, name: str) -> int:
        """The first process of a running service."""
        return self._processes[name].pid

    def is_running(self, name: str) -> bool:
        """Whether the service is started and has not ended."""
        if name in self.terrain.passerelles:
            return self.terrain.passerelles[name].is_open
        if name == PROXY and not self._caddy:
            return self._mandataire is not None
        return name in self._processes and self._processes[name].poll() is None

    def is_healthy(self, name: str) -> bool:
        """Whether the service runs and its own health check passes."""
        service = self.services[name]
        if not self.is_running(name):
            return False
        if name == PROXY:
            return _answers(f"{self.url}/healthz")
        if not service.is_ours or service.sante is None:
            return True
        return self.run(name, service.sante).returncode == 0

    def wait_healthy(self, name: str, delai_secondes: float = DELAI_SECONDES) -> None:
        """Wait for a service's health check.

        :raises ServiceFailed: it ended, or the delay is over.
        """
        self._wait_until(name, lambda: self.is_healthy(name), delai_secondes)

    def address(self, name: str) -> str:
        """The address of one web, without the proxy."""
        return f"http://127.0.0.1:{self.terrain.ports[name]}"

    def run(self, name: str, command: list[str]) -> subprocess.CompletedProcess[str]:
        """Run a command in the world of a service, as ``docker compose exec`` does."""
        service = self.services[name]
        return subprocess.run(
            [self.terrain.translate(service, word) for word in command],
            cwd=ROOT, env=self.terrain.environment(service), capture_output=True, text=True, timeout=120,
        )  # fmt: skip

    def log(self, name: str) -> str:
        """What a service wrote since its first start."""
        path = self._journaux / f"{name}.log"
        return path.read_text(encoding="utf-8", errors="replace") if path.exists() else ""

    def _launch(self, service: Service) -> None:
        with (self._journaux / f"{service.name}.log").open("ab") as journal:
            self._processes[service.name] = subprocess.Popen(
                [self.terrain.translate(service, word) for word in service.command],
                cwd=ROOT, env=self.terrain.environment(service), stdin=subprocess.DEVNULL,
                stdout=journal, stderr=subprocess.STDOUT, start_new_session=True,
            )  # fmt: skip

    def _signal(self, name: str, sort: signal.Signals) -> None:
        """SIGTERM goes to the service's first process, SIGKILL to all it started."""
        process = self._processes[name]
        if process.poll() is None:
            send = os.killpg if sort is signal.SIGKILL else os.kill
            send(process.pid, sort)

    def _wait_end(self, name: str) -> None:
        try:
            self._processes[name].wait(self.services[name].arret_secondes)
        except subprocess.TimeoutExpired:
            self._signal(name, signal.SIGKILL)
            self._processes[name].wait(10)
        del self._processes[name]

    def _wait_completed(self, name: str) -> None:
        if self._processes[name].wait(DELAI_SECONDES) != 0:
            raise ServiceFailed(f"{name} s’est terminé par une erreur :\n{self._tail(name)}")

    def _wait_until(self, name: str, ready: Callable[[], bool], delai_secondes: float) -> None:
        end = time.monotonic() + delai_secondes
        while not ready():
            if not self.is_running(name):
                raise ServiceFailed(f"{name} ne tourne pas :\n{self._tail(name)}")
            if time.monotonic() > end:
                raise ServiceFailed(f"{name} n’est pas sain après {delai_secondes:.0f} s :\n{self._tail(name)}")
            time.sleep(0.3)

    def _tail(self, name: str) -> str:
        return self.log(name)[-3000:]


def _answers(url: str) -> bool:
    try:
        with urlopen(url, timeout=5) as answer:
            return bool(answer.status == 200)
    except (URLError, OSError):
        return False
