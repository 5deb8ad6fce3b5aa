"""In a browser: from the portfolio to a hot cell, its copropriété, the table of a picture; by mouse, by keyboard."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.navigateur.conftest import COMPTABLE_LYON, photograph

pytestmark = pytest.mark.navigateur
SignIn = Callable[[str], Page]
CheckAxe = Callable[[Page], None]
TOUCHES_MAXIMALES = 60


def test_a_hot_cell_of_the_portfolio_leads_to_the_table_of_its_picture(
    demonstration: str, sign_in: SignIn, check_axe: CheckAxe
) -> None:
    page = sign_in(COMPTABLE_LYON)
    page.get_by_role("link", name="Charges", exact=True).click()
    page.get_by_role("link", name="Portefeuille", exact=True).click()
    check_axe(page)
    photograph(page, "charges portefeuille")
    page.get_by_label("Mesure").select_option(label="Évolution N/N-1 (%)")
    page.get_by_role("link", name=re.compile(r"^C009 Eau : \+\d+,\d.%")).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Fiche charges : Les Balcons de Saône")
    expect(page.get_by_role("img", name=re.compile(r"^Eau : \+\d.+€"))).to_be_visible()
    page.get_by_text("Données de la cascade").click()
    expect(page.get_by_role("row").filter(has_text="Total des charges courantes").first).to_be_visible()
    check_axe(page)
    photograph(page, "charges fiche")
    page.get_by_role("link", name="Prévisions").click()
    page.get_by_text("Pourquoi", exact=True).first.click()
    expect(page.get_by_text(re.compile("référence .+ hausse usuelle")).first).to_be_visible()
    check_axe(page)
    photograph(page, "charges previsions")


def test_the_same_way_is_walked_by_keyboard_alone(demonstration: str, sign_in: SignIn) -> None:
    page = sign_in(COMPTABLE_LYON)
    page.goto("/charges/portefeuille")
    tab_to(page, re.compile(r"^C009 Eau : "))
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Fiche charges")
    tab_to(page, re.compile(r"^Données de la répartition$"))
    page.keyboard.press("Enter")
    expect(page.get_by_role("row").filter(has_text="au-dessus de P80").first).to_be_visible()
    page.keyboard.press("Shift+Tab")
    assert " : " in focused(page)


def tab_to(page: Page, nom: re.Pattern[str]) -> None:
    """Press Tab until the focus is on what bears this name."""
    for _ in range(TOUCHES_MAXIMALES):
        page.keyboard.press("Tab")
        if nom.search(focused(page)):
            return
    raise AssertionError(f"never reached by keyboard: {nom.pattern}")


def focused(page: Page) -> str:
    """The name of what has the focus."""
    script = "() => { const a = document.activeElement; return (a.ariaLabel || a.innerText || '').trim(); }"
    return str(page.evaluate(script))
