"""Journey 2 in a browser: a manager enters an agenda, an employee answers, the manager sees it without reloading."""

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from playwright.sync_api import Browser, Page, expect

from shared.presentation import today
from tests.navigateur.conftest import COMPTABLE_LYON, PATIENCE_MS, RESPONSABLE_LYON, photograph
from tests.navigateur.suite_de_demonstration import MOT_DE_PASSE

pytestmark = pytest.mark.navigateur
SignIn = Callable[[str], Page]
CheckAxe = Callable[[Page], None]

ORDRE_DU_JOUR = """\
1. Élection du président de séance
2. Désignation du secrétaire de séance
3. Approbation des comptes de l’exercice clos le 31/12/2025
L’assemblée approuve les comptes pour un montant de 84 310,42 €.
4. Quitus au syndic
5. Désignation du syndic (majorité de l’article 24)
6. Élection des membres du conseil syndical
7. Vote du budget prévisionnel de l’exercice 2027
L’assemblée fixe le budget à 86 000,00 €.
8. Cotisation au fonds de travaux
9. Réfection de l’étanchéité de la toiture terrasse
L’assemblée décide les travaux pour un montant de 48 000,00 € TTC.
10. Honoraires du syndic sur travaux
11. Contrat d’entretien des espaces verts
12. Installation de bornes de recharge pour véhicules électriques
13. Autorisation d’ester en justice contre le lot 14
14. PPT
15. Rapport du conseil syndical, point d’information sans vote
"""


@pytest.fixture
def comptable(navigateur: Browser, suite_en_marche: str) -> Iterator[Page]:
    """The accountant at her own desk."""
    context = navigateur.new_context(base_url=suite_en_marche, locale="fr-FR", viewport={"width": 1360, "height": 850})
    context.set_default_timeout(PATIENCE_MS)
    page = context.new_page()
    page.goto("/connexion")
    page.get_by_label("Adresse électronique").fill(COMPTABLE_LYON)
    page.get_by_label("Mot de passe").fill(MOT_DE_PASSE)
    page.get_by_role("button", name="Se connecter").click()
    page.wait_for_url("**/")
    yield page
    context.close()


def create_ag(page: Page, copropriete: str, jours: int, agenda: str = ORDRE_DU_JOUR) -> None:
    """Enter an assembly through its form."""
    page.goto("/votes/")
    page.get_by_role("link", name="Créer une AG").first.click()
    page.get_by_label("Copropriété (obligatoire)").fill(copropriete)
    page.get_by_label("Date de l’assemblée").fill((today() + timedelta(days=jours)).isoformat())
    page.get_by_label("Heure").fill("18:30")
    page.get_by_label("Convocation présentée le").fill(today().isoformat())
    page.get_by_label("Lieu", exact=True).fill("Salle des fêtes, 12 rue Neuve")
    page.get_by_label("Texte de l’ordre du jour").fill(agenda)
    page.get_by_role("button", name="Créer l’AG").click()
    page.wait_for_url("**/votes/ag/*")


def test_from_a_pasted_agenda_to_an_answer_seen_at_once(sign_in: SignIn, comptable: Page, check_axe: CheckAxe) -> None:
    page = sign_in(RESPONSABLE_LYON)
    create_ag(page, "C001", 45)
    lignes = page.locator("#resolutions tr[data-ligne]")
    expect(lignes).to_have_count(15)
    expect(page.get_by_text("15 résolutions enregistrées")).to_be_visible()
    expect(lignes.nth(2)).to_contain_text("Nadia Lambert")
    expect(lignes.nth(4)).to_contain_text("imprimé : 24")
    check_axe(page)
    photograph(page, "votes assemblee creee")

    comptable.goto("/votes/mes-consignes")
    check_axe(comptable)
    photograph(comptable, "votes mes consignes")
    comptable.get_by_role("row").filter(has_text="84").or_(
        comptable.get_by_role("row").filter(has_text="exercice clos le 31/12/2025")
    ).get_by_role("link").first.click()
    expect(comptable.get_by_role("heading", level=1)).to_contain_text("Approbation des comptes")
    expect(comptable.get_by_text("Chargement…")).to_have_count(0)
    check_axe(comptable)
    comptable.get_by_label("Contre").check()
    comptable.get_by_label("Motif").fill("Écart de 1 200 € sur l’eau froide, facture non produite")
    photograph(comptable, "votes une decision")
    comptable.get_by_role("button", name="Enregistrer ma consigne").click()
    expect(comptable.get_by_text("Consigne enregistrée : contre")).to_be_visible()

    expect(lignes.nth(2)).to_contain_text("Écart de 1 200 € sur l’eau froide")
    expect(page.locator("#resolutions")).to_contain_text("1 sur 14")
    photograph(page, "votes consigne vue sans recharger")


def test_a_decision_is_taken_by_the_keyboard_alone(sign_in: SignIn) -> None:
    page = sign_in(RESPONSABLE_LYON)
    create_ag(page, "C002", 46, "1. Élection du président de séance\n2. Quitus au syndic")
    page.goto("/votes/mes-consignes")
    page.get_by_role("row").filter(has_text="C002").filter(has_text="Quitus").get_by_role("link").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Quitus au syndic")
    expect(page.get_by_text("Chargement…")).to_have_count(0)
    page.keyboard.press("a")
    expect(page.get_by_label("Abstention")).to_be_checked()
    page.keyboard.press("m")
    page.keyboard.type("Travaux de 2024 toujours réservés")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Consigne enregistrée : abstention à « Quitus au syndic »")).to_be_visible()


def test_a_stale_answer_is_shown_beside_the_other_and_confirmed(
    sign_in: SignIn, comptable: Page, plaintes: list[str], check_axe: CheckAxe
) -> None:
    page = sign_in(RESPONSABLE_LYON)
    create_ag(page, "C003", 47, "1. Approbation des comptes de l’exercice 2025")
    page.locator("#resolutions tr[data-ligne] th a").first.click()
    address = page.url
    comptable.goto(address)
    comptable.get_by_label("Pour", exact=False).first.check()
    comptable.get_by_label("Motif").fill("Comptes vérifiés")
    comptable.get_by_role("button", name="Enregistrer ma consigne").click()
    expect(comptable.get_by_text("Consigne enregistrée : pour")).to_be_visible()
    expect(page.locator("#historique")).to_contain_text("Comptes vérifiés")
    page.get_by_label("Contre").check()
    page.get_by_label("Motif").fill("Litige sur le chauffage")
    page.get_by_role("button", name="Enregistrer ma consigne").click()
    expect(page.locator(".alert-danger")).to_contain_text("Réponse de Nadia Lambert")
    expect(page.locator(".alert-danger")).to_contain_text("Contre : Litige sur le chauffage")
    check_axe(page)
    photograph(page, "votes deux reponses")
    page.get_by_role("button", name="Confirmer ma réponse").click()
    expect(page.locator("#resolutions")).to_contain_text("Litige sur le chauffage")
    plaintes[:] = [plainte for plainte in plaintes if "409" not in plainte]


def test_a_manager_gives_a_resolution_to_somebody_else(sign_in: SignIn, check_axe: CheckAxe) -> None:
    page = sign_in(RESPONSABLE_LYON)
    create_ag(page, "C004", 48, "1. Ravalement de la façade nord")
    page.get_by_role("link", name="Corriger ou réaffecter la résolution 1").click()
    check_axe(page)
    photograph(page, "votes corriger")
    page.get_by_label("Confier à").select_option(label="Lucie Vernay")
    page.get_by_label("Pourquoi").fill("Sinistre déclaré : garantie décennale en cause")
    page.get_by_role("button", name="Réaffecter").click()
    expect(page.locator("#resolutions")).to_contain_text("Lucie Vernay")
    page.goto("/coproprietes/C004")
    expect(page.get_by_text("1 consigne attendue")).to_be_visible()
    photograph(page, "votes panneau de la copropriete")


@pytest.mark.parametrize("address", ["/votes/", "/votes/?periode=toutes", "/votes/ag/nouvelle"])
def test_every_page_of_votes_pleases_axe_and_holds_on_a_small_screen(
    sign_in: SignIn, check_axe: CheckAxe, address: str
) -> None:
    page = sign_in(RESPONSABLE_LYON)
    page.goto(address)
    check_axe(page)
    photograph(page, f"votes {address}")
    page.set_viewport_size({"width": 390, "height": 780})
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
