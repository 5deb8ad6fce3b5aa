"""What every test can ask for: a migrated database on either engine, an application, a signed-in browser."""

from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from playwright.sync_api import Browser, sync_playwright
from sqlalchemy import Engine, create_engine, text

from services.migrations import migrate_engine
from shared.config import Config, load_config, normalise_database_url
from shared.database import bind_database, build_engine
from shared.documents import bind_documents
from tests.parts import find_postgresql, with_path

pytest_plugins = ["tests.parts"]
VENDOR = Path(__file__).parents[1] / "shared/ui/static/vendor"
ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update",
    "--disable-sync", "--no-first-run",
]  # fmt: skip


@pytest.fixture(scope="session")
def sqlite_modele(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated, empty SQLite file, copied for each test."""
    path = tmp_path_factory.mktemp("modele") / "modele.db"
    engine = build_engine(f"sqlite:///{path}")
    migrate_engine(engine)
    engine.dispose()
    return path


@pytest.fixture(scope="session")
def postgresql_modele() -> Iterator[str]:
    """A migrated, empty PostgreSQL database, used as a template for each test."""
    name = f"tantieme_modele_{uuid4().hex[:8]}"
    with administer() as execute:
        execute(f'CREATE DATABASE "{name}"')
    engine = build_engine(url_of(name))
    migrate_engine(engine)
    engine.dispose()
    yield name
    with administer() as execute:
        execute(f'DROP DATABASE "{name}" WITH (FORCE)')


class administer:  # noqa: N801 - reads as a verb where it is used
    """Run statements on the server itself, outside any transaction."""

    def __enter__(self) -> Callable[[str], object]:
        self.engine = create_engine(normalise_database_url(find_postgresql()), isolation_level="AUTOCOMMIT")
        self.connection = self.engine.connect()
        return lambda statement: self.connection.execute(text(statement))

    def __exit__(self, *_exc: object) -> None:
        self.connection.close()
        self.engine.dispose()


def url_of(name: str) -> str:
    """The address of a database on the test server."""
    return normalise_database_url(with_path(find_postgresql(), name))


@pytest.fixture
def sqlite_url(sqlite_modele: Path, tmp_path: Path) -> str:
    """An empty SQLite database of this test's own."""
    path = tmp_path / "tantieme.db"
    path.write_bytes(sqlite_modele.read_bytes())
    return f"sqlite:///{path}"


@pytest.fixture
def postgresql_url(request: pytest.FixtureRequest) -> Iterator[str]:
    """An empty PostgreSQL database of this test's own."""
    modele = request.getfixturevalue("postgresql_modele")
    name = f"tantieme_{uuid4().hex[:10]}"
    with administer() as execute:
        execute(f'CREATE DATABASE "{name}" TEMPLATE "{modele}"')
    yield url_of(name)
    with administer() as execute:
        execute(f'DROP DATABASE "{name}" WITH (FORCE)')


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def base(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """``Session`` and ``Lecture`` bound to an empty database: the test runs once on each engine."""
    yield from _bind(request.getfixturevalue(f"{request.param}_url"), tmp_path)


@pytest.fixture
def base_sqlite(sqlite_url: str, tmp_path: Path) -> Iterator[Engine]:
    """The same on SQLite only, where the engine does not matter."""
    yield from _bind(sqlite_url, tmp_path)


@pytest.fixture
def base_postgresql(postgresql_url: str, tmp_path: Path) -> Iterator[str]:
    """``Session`` and ``Lecture`` bound to an empty PostgreSQL database, for the tests that share it with processes."""
    for _engine in _bind(postgresql_url, tmp_path):
        yield postgresql_url


def _bind(url: str, folder: Path) -> Iterator[Engine]:
    bind_documents(folder / "documents")
    engine = bind_database(url)
    yield engine
    engine.dispose()


@pytest.fixture
def config(sqlite_url: str, tmp_path: Path) -> Config:
    """The embedded configuration, in a folder of this test's own."""
    return load_config({"TANTIEME_DONNEES": str(tmp_path), "DATABASE_URL": sqlite_url})


@pytest.fixture(scope="module")
def navigateur(chromium: str) -> Iterator[Browser]:
    """Chromium, for the tests of one file: Playwright keeps an event loop in this thread for as long as it lives."""
    if not (VENDOR / "htmx-2.min.js").exists():
        pytest.skip("Les fichiers du navigateur manquent : make assets.")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        yield browser
        browser.close()
