"""From the consignes to a sealed form that left, and from a request to its letter, in a browser, by visible labels."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from shared.presentation import format_date, today
from tests.navigateur.conftest import ADMINISTRATRICE, RESPONSABLE_LYON, photograph
from tests.navigateur.gestes import Gestes
from tests.navigateur.test_parcours_votes import create_ag

pytestmark = pytest.mark.navigateur
SignIn = Callable[[str], Page]
CheckAxe = Callable[[Page], None]
AGENDA = "1. Élection du président de séance\n2. Quitus au syndic\n3. Installation d’un portail motorisé"
COPROPRIETE, JOURS = "C006", 52


def prepare_signatures(page: Page, check_axe: CheckAxe) -> None:
    """The administration says our address and who may sign."""
    page.goto("/votes/signatures/")
    check_axe(page)
    if page.get_by_text("DS-2026-12").count():
        return
    page.get_by_label("Adresse du siège, sur une ligne").fill("14 rue des Docks, 69009 Lyon")
    page.get_by_label("Ville de signature").fill("Lyon")
    page.get_by_role("button", name="Enregistrer l’en-tête").click()
    expect(page.get_by_text("L’adresse de nos courriers est enregistrée")).to_be_visible()
    page.get_by_label("Agent").select_option(label="Claire Morel")
    page.get_by_label("Qualité").fill("Responsable copropriété")
    page.get_by_label("Acte qui délègue").fill("DS-2026-12")
    page.get_by_label("Plafond de nos quotes-parts votées pour").fill("50 000")
    page.get_by_label("Du (obligatoire)").fill("2020-01-01")
    page.get_by_role("button", name="Donner la délégation").click()
    expect(page.get_by_text("La délégation est enregistrée")).to_be_visible()
    check_axe(page)
    photograph(page, "envois signatures")


def test_from_the_consignes_to_a_sealed_form_that_left(
    sign_in: SignIn, check_axe: CheckAxe, plaintes: list[str]
) -> None:
    page = sign_in(ADMINISTRATRICE)
    prepare_signatures(page, check_axe)
    page.context.clear_cookies()
    page = sign_in(RESPONSABLE_LYON)
    create_ag(page, COPROPRIETE, JOURS, AGENDA)
    gestes = Gestes()
    gestes.click(page.get_by_role("link", name="Envoi", exact=True))
    expect(page.get_by_text("3 consignes ne sont pas prêtes")).to_be_visible()
    check_axe(page)
    photograph(page, "envois a verrouiller")
    gestes.fill(page.get_by_label("Adresse postale de retour"), "8 place Bellecour, 69002 Lyon")
    gestes.fill(page.get_by_label("Adresse électronique de retour"), "ag@bellecour.example")
    gestes.click(page.get_by_role("button", name="Enregistrer le retour"))
    expect(page.get_by_text("Le retour du formulaire est enregistré")).to_be_visible()
    for numero, position in (("1", "Pour"), ("2", "Contre"), ("3", "Abstention")):
        gestes.select(page.get_by_label(f"Décision, résolution {numero}"), position)
        if numero != "3":
            gestes.fill(page.get_by_label(f"Motif, résolution {numero}"), "Dossier lu avec le service")
    gestes.check(page.get_by_label("Vote par correspondance"))
    gestes.nombre += 1
    page.get_by_label("Signataire").select_option(index=1)
    gestes.click(page.get_by_role("button", name="Verrouiller la feuille"))
    expect(page.get_by_role("alert").filter(has_text="demande un motif")).to_be_visible()
    expect(page.get_by_label("Motif, résolution 1")).to_have_value("Dossier lu avec le service")
    check_axe(page)
    gestes.fill(page.get_by_label("Motif, résolution 3"), "Devis trop vague")
    gestes.click(page.get_by_role("button", name="Verrouiller la feuille"))
    expect(page.get_by_text("verrouillée : signez-la, puis envoyez-la")).to_be_visible()
    check_axe(page)
    photograph(page, "envois a signer")
    gestes.click(page.get_by_role("button", name="Sceller électroniquement"))
    expect(page.get_by_text("Document scellé : il peut partir")).to_be_visible()
    gestes.click(page.get_by_role("button", name="Envoyer le formulaire signé"))
    expect(page.get_by_role("row").filter(has_text="ag@bellecour.example")).to_be_visible()
    check_axe(page)
    photograph(page, "envois partie")
    assert gestes.nombre == 16, "three resolutions decided, a refusal corrected, signed and sent"
    plaintes[:] = [plainte for plainte in plaintes if "422" not in plainte]
    page.goto("/votes/envois")
    jour = format_date(today() + timedelta(days=JOURS))
    expect(page.get_by_role("row").filter(has_text=COPROPRIETE).filter(has_text=jour)).to_contain_text(
        re.compile("Envoyée|En attente d’envoi")
    )
    check_axe(page)
    photograph(page, "envois liste")


def test_a_request_for_an_agenda_is_written_and_its_letter_sent(sign_in: SignIn, check_axe: CheckAxe) -> None:
    page = sign_in(ADMINISTRATRICE)
    prepare_signatures(page, check_axe)
    page.context.clear_cookies()
    page = sign_in(RESPONSABLE_LYON)
    page.goto("/votes/")
    page.get_by_role("link", name="Nos demandes").click()
    check_axe(page)
    page.get_by_role("link", name="Demander un point").first.click()
    check_axe(page)
    page.get_by_label("Copropriété (obligatoire)").fill("C003")
    page.get_by_label("Intitulé de la question").fill("Installation d’un local vélos sécurisé")
    page.get_by_label("Projet de résolution").fill("L’assemblée décide l’installation d’un local vélos.")
    page.get_by_label("Pourquoi nous le demandons").fill("Nos locataires n’ont aucun endroit pour leurs vélos.")
    page.get_by_label("Assemblée visée").fill((today() + timedelta(days=150)).isoformat())
    page.get_by_role("button", name="Préparer la lettre").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Installation d’un local vélos sécurisé")
    check_axe(page)
    photograph(page, "envois demande preparee")
    page.get_by_label("Destinataire").fill("copro@bellecour.example")
    page.get_by_role("button", name="Envoyer la demande").click()
    expect(page.get_by_role("link", name="Lettre envoyée (PDF)")).to_be_visible()
    check_axe(page)
    photograph(page, "envois demande envoyee")


@pytest.mark.parametrize("address", ["/votes/envois", "/votes/demandes/", "/votes/demandes/nouvelle"])
def test_these_pages_hold_on_a_small_screen(sign_in: SignIn, check_axe: CheckAxe, address: str) -> None:
    page = sign_in(RESPONSABLE_LYON)
    page.goto(address)
    page.set_viewport_size({"width": 390, "height": 780})
    check_axe(page)
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
