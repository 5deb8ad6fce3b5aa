"""A real browser on a real suite: every page must be silent in the console, stay at home, and please axe."""

import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, ConsoleMessage, Page, Request, expect

from services.demo.chargement import MOT_DE_PASSE
from tests.serveurs import run_suite

ARTEFACTS = Path(__file__).parent.parent / "artefacts"
PATIENCE_MS = 40_000
expect.set_options(timeout=PATIENCE_MS)
NIVEAUX = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]
ADMINISTRATRICE = "camille.rivoire@demo.example"
COMPTABLE_LYON = "nadia.lambert@demo.example"
RESPONSABLE_LYON = "claire.morel@demo.example"


@pytest.fixture(scope="session")
def suite_en_marche(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a suite of these tests' own, on SQLite: the demo portfolio, without its history."""
    with run_suite(tmp_path_factory.mktemp("suite"), "tests.navigateur.suite_de_demonstration") as adresse:
        yield adresse


@pytest.fixture(scope="session")
def demonstration(tmp_path_factory: pytest.TempPathFactory, premier_demarrage: Path) -> Iterator[str]:
    """The address of what ``make run`` starts again in a folder where it started first, with the whole demo."""
    folder = tmp_path_factory.mktemp("demonstration") / "var"
    shutil.copytree(premier_demarrage, folder)
    with run_suite(folder, "services", "serve") as adresse:
        yield adresse


@pytest.fixture
def plaintes() -> list[str]:
    """What the browser complained of; a test that expects a complaint removes it."""
    return []


@pytest.fixture
def site(request: pytest.FixtureRequest) -> str:
    """The suite of this test: the whole demo when it asks for it, else the portfolio alone."""
    name = "demonstration" if "demonstration" in request.fixturenames else "suite_en_marche"
    return str(request.getfixturevalue(name))


@pytest.fixture
def page(navigateur: Browser, site: str, plaintes: list[str], request: pytest.FixtureRequest) -> Iterator[Page]:
    """A fresh browser window; the test fails when the console complains or a request leaves our origin."""
    context = navigateur.new_context(base_url=site, locale="fr-FR", viewport={"width": 1360, "height": 850})
    context.set_default_timeout(PATIENCE_MS)
    page = context.new_page()

    def on_console(message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            plaintes.append(f"{message.type}: {message.text}")

    def on_request(sent: Request) -> None:
        if not sent.url.startswith((site, "data:")):
            plaintes.append(f"foreign request: {sent.url}")

    page.on("console", on_console)
    page.on("pageerror", lambda error: plaintes.append(f"script: {error}"))
    page.on("request", on_request)
    yield page
    photograph(page, request.node.name)
    context.close()
    assert plaintes == []


def photograph(page: Page, name: str) -> None:
    """Keep a picture of the page among the artefacts."""
    ARTEFACTS.mkdir(exist_ok=True)
    page.screenshot(path=ARTEFACTS / f"{re.sub(r'[^a-z0-9]+', '_', name.lower())}.png", full_page=True)


@pytest.fixture
def sign_in(page: Page) -> Callable[[str], Page]:
    """Sign in as one of the demo agents."""

    def act(courriel: str) -> Page:
        page.goto("/connexion")
        page.get_by_label("Adresse électronique").fill(courriel)
        page.get_by_label("Mot de passe").fill(MOT_DE_PASSE)
        page.get_by_role("button", name="Se connecter").click()
        page.wait_for_url("**/")
        return page

    return act


@pytest.fixture
def check_axe() -> Callable[[Page], None]:
    """Fail with the sentence of each rule of WCAG 2.1 A and AA that a page breaks."""

    def check(page: Page) -> None:
        found = Axe().run(page, options={"runOnly": {"type": "tag", "values": NIVEAUX}})
        assert found.violations_count == 0, found.generate_report()

    return check
