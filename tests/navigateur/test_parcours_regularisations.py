"""In a browser: a régularisation is opened, settled again, and the indicators, peers and syndics are read."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.navigateur.conftest import COMPTABLE_LYON, photograph

pytestmark = pytest.mark.navigateur
SignIn = Callable[[str], Page]
CheckAxe = Callable[[Page], None]


def test_an_accountant_settles_an_exercise_and_compares(
    demonstration: str, sign_in: SignIn, check_axe: CheckAxe
) -> None:
    page = sign_in(COMPTABLE_LYON)
    page.get_by_role("link", name="Charges", exact=True).click()
    page.get_by_role("link", name="Régularisations").click()
    expect(page.get_by_role("heading", name="Régularisations", exact=True)).to_be_visible()
    check_axe(page)
    photograph(page, "charges regularisations")
    page.get_by_role("button", name=re.compile("^Calculer C009")).click()
    expect(page.get_by_text(re.compile("Régularisation REG-C009-.* calculée"))).to_be_visible()
    check_axe(page)
    photograph(page, "charges regularisation")
    page.get_by_role("link", name="Charges", exact=True).first.click()
    page.get_by_role("link", name="Indicateurs").click()
    check_axe(page)
    photograph(page, "charges indicateurs")
    page.get_by_role("link", name=re.compile("^C001 ")).click()
    check_axe(page)
    photograph(page, "charges comparaison")
    page.get_by_role("link", name="Indicateurs").first.click()
    page.get_by_role("link", name="Comparer les syndics").click()
    check_axe(page)
    photograph(page, "charges syndics")
    page.locator("tbody th a").first.click()
    expect(page.get_by_text("Aucune note globale")).to_be_attached()
    check_axe(page)
    photograph(page, "charges syndic")


def test_an_accountant_types_a_notice_and_reads_it_in_the_statement(
    demonstration: str, sign_in: SignIn, check_axe: CheckAxe, plaintes: list[str]
) -> None:
    page = sign_in(COMPTABLE_LYON)
    page.get_by_role("link", name="Charges", exact=True).click()
    page.get_by_role("link", name="Régularisations").click()
    page.get_by_role("link", name="Avis de taxe foncière").click()
    check_axe(page)
    saisie = page.get_by_role("region", name="Saisir un montant")
    saisie.get_by_label("Copropriété").select_option("C009")
    saisie.get_by_label("Année de l’avis").fill("2024")
    saisie.get_by_label("Taxe d’ordures ménagères, sans frais (€)").fill("1080,00")
    saisie.get_by_label("Frais de gestion de cette taxe (€)").fill("80,00")
    saisie.get_by_role("button", name="Enregistrer le montant").click()
    expect(page.get_by_text("semble comprendre les frais de gestion")).to_be_visible()
    plaintes.clear()  # the refusal is a 422, which the console tells
    check_axe(page)
    saisie.get_by_label("Taxe d’ordures ménagères, sans frais (€)").fill("1000,00")
    saisie.get_by_role("button", name="Enregistrer le montant").click()
    expect(page.get_by_role("cell", name="tantièmes GEN")).to_be_visible()
    check_axe(page)
    photograph(page, "charges avis taxe fonciere")
    page.get_by_role("link", name=re.compile("^C009 ")).click()
    check_axe(page)
    photograph(page, "charges departs")
    page.get_by_role("button", name=re.compile("^Calculer C009")).first.click()
    check_axe(page)
    photograph(page, "charges regularisation teom")
