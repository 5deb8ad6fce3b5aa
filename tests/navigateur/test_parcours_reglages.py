"""Settings in a browser: a doctrine is loaded, a rule tried then adopted, an absence recorded; our voix are drawn."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from shared.presentation import today
from tests.navigateur.conftest import ADMINISTRATRICE, RESPONSABLE_LYON, photograph
from tests.navigateur.test_parcours_votes import create_ag

pytestmark = pytest.mark.navigateur
SignIn = Callable[[str], Page]
CheckAxe = Callable[[Page], None]

AGENDA = """\
1. Désignation du syndic
2. Réfection de l’étanchéité de la toiture terrasse
L’assemblée décide les travaux pour un montant de 148 000,00 € TTC.
3. Vente d’une partie commune : palier du 6e étage
"""


def test_an_administrator_loads_the_doctrine_tries_a_rule_and_adopts_it(sign_in: SignIn, check_axe: CheckAxe) -> None:
    page = sign_in(ADMINISTRATRICE)
    page.goto("/votes/")
    page.get_by_role("link", name="Réglages").click()
    expect(page.get_by_role("heading", name="Qui répond")).to_be_visible()
    check_axe(page)
    page.get_by_role("link", name="Seconds visas").click()
    expect(page.get_by_text("Actes de disposition")).to_be_visible()
    page.get_by_role("link", name="Doctrine de vote").click()
    page.get_by_role("button", name="Charger la doctrine de départ").click()
    expect(page.get_by_text("20 règles de départ ajoutées")).to_be_visible()
    check_axe(page)
    photograph(page, "votes doctrine")
    page.get_by_role("link", name="Ajouter une règle").click()
    page.get_by_label("Nom de la règle").fill("Antennes relais")
    page.get_by_label("Types de résolution").select_option(label="Antenne relais, antenne collective, réseau interne")
    page.get_by_label("Position proposée").select_option(label="Abstention")
    page.get_by_label("Pourquoi").fill("Attendre l’avis de nos locataires.")
    page.get_by_label("Rang").fill("5")
    page.get_by_role("button", name="Essayer sans enregistrer").click()
    expect(page.get_by_role("heading", name="Essai : rien n’est enregistré")).to_be_visible()
    check_axe(page)
    photograph(page, "votes regle essayee")
    page.get_by_role("button", name="Ajouter la règle").click()
    expect(page.get_by_role("link", name="R21 v1 · Antennes relais")).to_be_visible()
    page.get_by_role("link", name="R21 v1 · Antennes relais").click()
    expect(page.get_by_role("button", name="Enregistrer la version 2")).to_be_visible()
    check_axe(page)
    photograph(page, "votes regle")


def test_a_manager_sees_at_a_glance_what_our_voix_can_do(sign_in: SignIn, check_axe: CheckAxe) -> None:
    page = sign_in(RESPONSABLE_LYON)
    create_ag(page, "C003", 52, AGENDA)
    page.locator("#resolutions").get_by_role("link", name="Désignation du syndic").first.click()
    dessin = page.locator("#simulateur")
    expect(dessin.get_by_role("img")).to_be_visible()
    expect(dessin.get_by_role("columnheader", name="Nos voix seules")).to_be_visible()
    check_axe(page)
    photograph(page, "votes simulateur")
    page.emulate_media(media="print")
    photograph(page, "votes simulateur imprime")
    page.emulate_media(media="screen")
    dessin.get_by_role("link", name="Notre poids").click()
    page.get_by_label("Nombre de copropriétaires, nous compris").fill("2")
    page.get_by_role("button", name="Enregistrer").click()
    expect(page.get_by_text("Nombre de copropriétaires enregistré.")).to_be_visible()
    check_axe(page)
    photograph(page, "votes poids")


def test_an_absence_and_the_wordings_have_their_pages(sign_in: SignIn, check_axe: CheckAxe) -> None:
    page = sign_in(RESPONSABLE_LYON)
    page.goto("/votes/reglages/absences")
    check_axe(page)
    page.get_by_label("Agent absent").select_option(label="Sophie Garnier")
    page.get_by_label("Premier jour").fill((today() + timedelta(days=200)).isoformat())
    page.get_by_label("Dernier jour").fill((today() + timedelta(days=210)).isoformat())
    page.get_by_label("Remplaçant").select_option(label="Claire Morel")
    page.get_by_role("button", name="Enregistrer l’absence").click()
    expect(page.get_by_text("Absence de Sophie Garnier enregistrée")).to_be_visible()
    check_axe(page)
    photograph(page, "votes absences")
    page.get_by_role("link", name="Formulations retenues").click()
    expect(page.get_by_text("Rien n’est retenu")).to_be_visible()
    check_axe(page)
