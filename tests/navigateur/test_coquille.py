"""The shell in a real browser: sign-in, home, list, record page, search and keys without the mouse."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.navigateur.conftest import ADMINISTRATRICE, COMPTABLE_LYON, RESPONSABLE_LYON, photograph

pytestmark = pytest.mark.navigateur
SignIn = Callable[[str], Page]
CheckAxe = Callable[[Page], None]


def test_signing_in_shows_what_waits_for_me(page: Page, sign_in: SignIn, check_axe: CheckAxe) -> None:
    page.goto("/coproprietes")
    expect(page).to_have_url("/connexion?suite=/coproprietes")
    check_axe(page)
    photograph(page, "connexion")
    sign_in(COMPTABLE_LYON)
    expect(page.get_by_role("heading", name="Aujourd’hui")).to_be_visible()
    expect(page.get_by_text("Chargement…")).to_have_count(0)
    check_axe(page)


def test_a_wrong_password_keeps_the_address_typed(page: Page, plaintes: list[str]) -> None:
    page.goto("/connexion")
    page.get_by_label("Adresse électronique").fill("claire.morel@demo.example")
    page.get_by_label("Mot de passe").fill("pas le bon mot")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert").last).to_contain_text("Adresse ou mot de passe inconnu.")
    expect(page.get_by_label("Adresse électronique")).to_have_value("claire.morel@demo.example")
    assert all("401" in plainte for plainte in plaintes)
    plaintes.clear()


def test_the_record_page_brings_every_panel(sign_in: SignIn, check_axe: CheckAxe) -> None:
    page = sign_in(RESPONSABLE_LYON)
    page.goto("/coproprietes")
    check_axe(page)
    photograph(page, "liste des coproprietes")
    page.locator("tr[data-ligne] a").first.click()
    expect(page.locator("#identite")).to_contain_text("Syndic en poste")
    expect(page.locator("#personnes")).to_contain_text("Claire Morel")
    expect(page.get_by_text("Chargement…")).to_have_count(0)
    check_axe(page)


def test_search_and_open_without_the_mouse(sign_in: SignIn) -> None:
    page = sign_in(ADMINISTRATRICE)
    page.keyboard.press("/")
    expect(page.locator("#recherche")).to_be_focused()
    page.keyboard.type("C001")
    expect(page.locator("#recherche-resultats a")).to_have_count(1)
    photograph(page, "recherche")
    page.keyboard.press("Enter")
    page.wait_for_url("**/coproprietes/C001")


def test_arrows_go_through_the_results(sign_in: SignIn) -> None:
    page = sign_in(ADMINISTRATRICE)
    page.keyboard.press("Control+k")
    page.keyboard.type("lyon")
    expect(page.locator("#recherche-resultats a").nth(1)).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(page.locator("#recherche-resultats a").nth(1)).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("#recherche-resultats a")).to_have_count(0)
    expect(page.locator("#recherche")).to_be_focused()


def test_letters_move_from_page_to_page_and_from_row_to_row(sign_in: SignIn) -> None:
    page = sign_in(ADMINISTRATRICE)
    page.keyboard.press("g")
    page.keyboard.press("o")
    page.wait_for_url("**/coproprietes")
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("k")
    expect(page.locator("tr[data-ligne] a").first).to_be_focused()
    page.keyboard.press("j")
    expect(page.locator("tr[data-ligne] a").nth(1)).to_be_focused()
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_contain_text("Ligne suivante")
    photograph(page, "raccourcis")
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_keys_do_nothing_while_somebody_types(sign_in: SignIn) -> None:
    page = sign_in(ADMINISTRATRICE)
    page.goto("/coproprietes")
    page.get_by_label("Nom, code ou adresse").fill("")
    page.keyboard.type("gv?j")
    expect(page.get_by_label("Nom, code ou adresse")).to_have_value("gv?j")
    expect(page).to_have_url("/coproprietes")


def test_a_service_that_is_down_says_so_in_its_own_panel(sign_in: SignIn, plaintes: list[str]) -> None:
    page = sign_in(RESPONSABLE_LYON)
    page.route("**/appels-fonds/coproprietes/**", lambda route: route.fulfill(status=503, body=""))
    page.goto("/coproprietes/C001")
    panel = page.get_by_role("region", name="Appels de fonds", exact=True)
    expect(panel).to_contain_text("Le service Appels de fonds ne répond pas. Le reste de la page fonctionne.")
    expect(page.locator("#identite")).to_contain_text("Syndic en poste")
    photograph(page, "un service muet")
    page.unroute("**/appels-fonds/coproprietes/**")
    panel.get_by_role("button", name="Réessayer").click()
    expect(panel).not_to_contain_text("ne répond pas")
    plaintes[:] = [plainte for plainte in plaintes if "503" not in plainte]


def test_what_another_agent_changes_shows_without_a_reload(sign_in: SignIn, suite_en_marche: str) -> None:
    page = sign_in(RESPONSABLE_LYON)
    page.goto("/coproprietes/C002")
    expect(page.locator("#chronologie")).to_contain_text("importe le patrimoine")
    other = page.context.new_page()
    other.goto("/patrimoine/coproprietes/C002")
    other.get_by_label("Notre référence").fill("REF-2026")
    other.get_by_role("button", name="Enregistrer l’identité").click()
    expect(other.get_by_text("L’identité est enregistrée.")).to_be_visible()
    photograph(other, "modifier une copropriete")
    other.close()
    expect(page.locator("#chronologie")).to_contain_text("Claire Morel modifie une copropriété", timeout=4000)


def test_a_stale_write_shows_both_versions(sign_in: SignIn, plaintes: list[str]) -> None:
    page = sign_in(RESPONSABLE_LYON)
    page.goto("/patrimoine/coproprietes/C003")
    other = page.context.new_page()
    other.goto("/patrimoine/coproprietes/C003")
    other.get_by_label("Notre référence").fill("POSEE-AVANT")
    other.get_by_role("button", name="Enregistrer l’identité").click()
    other.close()
    page.get_by_label("Notre référence").fill("TAPEE-ENSUITE")
    page.get_by_role("button", name="Enregistrer l’identité").click()
    row = page.get_by_role("row", name="Notre référence")
    expect(row).to_contain_text("TAPEE-ENSUITE")
    expect(row).to_contain_text("POSEE-AVANT")
    photograph(page, "deux versions")
    page.get_by_role("button", name="Enregistrer quand même ma version").click()
    expect(page.get_by_label("Notre référence")).to_have_value("TAPEE-ENSUITE")
    plaintes[:] = [plainte for plainte in plaintes if "409" not in plainte]


@pytest.mark.parametrize(
    "adresse",
    [
        "/patrimoine", "/patrimoine/coproprietes/C001", "/administration/agents", "/administration/agents/1",
        "/administration/agents/inviter", "/administration/sante", "/administration/journal", "/raccourcis",
        "/accessibilite",
    ],
)  # fmt: skip
def test_every_page_of_the_shell_pleases_axe(sign_in: SignIn, check_axe: CheckAxe, adresse: str) -> None:
    page = sign_in(ADMINISTRATRICE)
    page.goto(adresse)
    check_axe(page)


def test_the_pages_hold_on_a_small_screen(sign_in: SignIn) -> None:
    page = sign_in(RESPONSABLE_LYON)
    page.set_viewport_size({"width": 390, "height": 780})
    page.goto("/coproprietes/C001")
    expect(page.get_by_text("Chargement…")).to_have_count(0)
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


@pytest.mark.parametrize("service", ["votes", "appels-fonds", "charges"])
def test_the_json_doors_of_each_service_are_read_in_the_browser(page: Page, service: str) -> None:
    page.goto(f"/{service}/api/docs/")
    expect(page.get_by_text(f"/{service}/api/v1/a-faire").first).to_be_visible()
    photograph(page, f"api json {service}")
