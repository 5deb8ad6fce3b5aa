"""From the portfolio to the sent question about a building whose water rose, by labels only, then by keyboard alone."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.navigateur.conftest import photograph
from tests.navigateur.gestes import Gestes

pytestmark = pytest.mark.navigateur
SignIn = Callable[[str], Page]
CheckAxe = Callable[[Page], None]

CONTROLEUR = "elodie.blanc@demo.example"
ACTIONS_MAXIMALES = 40


def test_a_building_whose_water_rose_is_asked_about_in_a_few_actions(
    demonstration: str, sign_in: SignIn, check_axe: CheckAxe
) -> None:
    page, gestes = sign_in(CONTROLEUR), Gestes()
    gestes.click(page.get_by_role("link", name="Charges", exact=True))
    gestes.click(page.get_by_role("link", name="Anomalies", exact=True))
    gestes.click(page.get_by_role("button", name="Chercher à nouveau"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Anomalies des charges")
    check_axe(page)
    photograph(page, "charges anomalies")
    gestes.click(page.get_by_role("row").filter(has_text="surconsommation d’eau").get_by_role("link").first)
    expect(page.get_by_role("heading", level=1)).to_contain_text("surconsommation d’eau")
    check_axe(page)
    photograph(page, "charges une anomalie")
    gestes.fill(page.get_by_label("Adresse du syndic"), "copropriete@syndic.example")
    gestes.click(page.get_by_role("button", name="Envoyer la question"))
    expect(page.get_by_text("Question mise à l’envoi à copropriete@syndic.example")).to_be_visible()
    print(f"actions : {gestes.nombre}")  # noqa: T201 - the measure this journey exists for
    assert gestes.nombre <= ACTIONS_MAXIMALES


def test_the_same_road_is_walked_by_keyboard_alone(demonstration: str, sign_in: SignIn) -> None:
    page = sign_in(CONTROLEUR)
    page.get_by_role("link", name="Charges", exact=True).press("Enter")
    page.get_by_role("link", name="Anomalies", exact=True).press("Enter")
    page.get_by_role("button", name="Chercher à nouveau").press("Enter")
    expect(page.get_by_text(re.compile("Aucune anomalie nouvelle|Anomalies nouvelles"))).to_be_visible()
    page.locator("body").press("j")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Ce qui le montre")).to_be_visible()
    page.get_by_label("Adresse du syndic").press("Control+a")
    page.keyboard.type("regie@syndic.example")
    page.get_by_role("button", name="Envoyer la question").press("Enter")
    expect(page.get_by_text("Question mise à l’envoi à regie@syndic.example")).to_be_visible()
