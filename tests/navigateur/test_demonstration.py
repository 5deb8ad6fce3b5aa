"""What a new user sees: ``make run`` in an empty folder, and the demo as it is loaded."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.navigateur.conftest import COMPTABLE_LYON, RESPONSABLE_LYON

pytestmark = [pytest.mark.navigateur, pytest.mark.usefixtures("demonstration")]
SignIn = Callable[[str], Page]
CheckAxe = Callable[[Page], None]


def test_the_home_lists_by_deadline_and_each_line_leads_to_its_act(sign_in: SignIn, check_axe: CheckAxe) -> None:
    page = sign_in(RESPONSABLE_LYON)
    lines = page.locator(".a-faire > li")
    expect(lines.first).to_be_visible()
    days = page.locator(".a-faire time").evaluate_all("times => times.map(time => time.dateTime)")
    assert days == sorted(days)
    check_axe(page)
    page.keyboard.press("j")
    expect(lines.first.get_by_role("link")).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_url("**/votes/**")


def test_the_home_of_an_accountant_merges_votes_and_calls(sign_in: SignIn) -> None:
    page = sign_in(COMPTABLE_LYON)
    expect(page.get_by_text("à valider").first).to_be_visible()
    expect(page.get_by_text("consigne").first).to_be_visible()


def test_the_record_page_of_the_demo_shows_the_three_services(sign_in: SignIn, check_axe: CheckAxe) -> None:
    page = sign_in(RESPONSABLE_LYON)
    page.goto("/coproprietes/C001")
    expect(page.get_by_role("region", name="Votes", exact=True)).to_contain_text("AG du")
    expect(page.get_by_role("region", name="Appels de fonds", exact=True)).to_contain_text("AF-")
    expect(page.get_by_role("region", name="Charges", exact=True)).to_contain_text("Écart")
    expect(page.locator("#chronologie")).to_contain_text("appel de fonds")
    check_axe(page)
