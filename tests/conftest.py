"""What every test can ask for: a migrated database on either engine, an application, a signed-in browser."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright
from sqlalchemy import Engine

from services.migrations import migrate_engine
from shared.config import Config, load_config
from shared.database import bind_database, build_engine
from shared.documents import bind_documents
from tests.bases import Bases
from tests.parts import find_postgresql
from tests.serveurs import build_once, start_first

pytest_plugins = ["tests.parts", "tests.reprises"]
VENDOR = Path(__file__).parents[1] / "shared/ui/static/vendor"
ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update",
    "--disable-sync", "--no-first-run",
]  # fmt: skip


@pytest.fixture(scope="session")
def sqlite_modele(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated, empty SQLite file, copied for each test."""

    def build(folder: Path) -> None:
        engine = build_engine(f"sqlite:///{folder / 'modele.db'}")
        migrate_engine(engine)
        engine.dispose()

    return build_once(tmp_path_factory, "sqlite", build) / "modele.db"


@pytest.fixture(scope="session")
def premier_demarrage(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What ``make run`` leaves of its first start in an empty folder, the demo and what it printed, to be copied."""
    return build_once(tmp_path_factory, "premier-demarrage", start_first)


@pytest.fixture(scope="session")
def bases_postgresql() -> Iterator[Bases]:
    """The PostgreSQL databases that this process lends to its tests."""
    bases = Bases(find_postgresql())
    yield bases
    bases.close()


@pytest.fixture
def sqlite_url(sqlite_modele: Path, tmp_path: Path) -> str:
    """An empty SQLite database of this test's own."""
    path = tmp_path / "tantieme.db"
    path.write_bytes(sqlite_modele.read_bytes())
    return f"sqlite:///{path}"


@pytest.fixture
def postgresql_url(bases_postgresql: Bases) -> Iterator[str]:
    """An empty PostgreSQL database that this test is alone to use."""
    with bases_postgresql.lend() as url:
        yield url


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
