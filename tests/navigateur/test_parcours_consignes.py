"""An agent answers his queue: by the labels he sees, then by the keyboard alone; each page pleases axe."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route, expect

from tests.navigateur.conftest import ADMINISTRATRICE, RESPONSABLE_LYON, photograph
from tests.navigateur.gestes import settle
from tests.navigateur.test_parcours_votes import create_ag

pytestmark = pytest.mark.navigateur
SignIn = Callable[[str], Page]
CheckAxe = Callable[[Page], None]
AGENDA = """\
1. Quitus au syndic
2. Désignation du syndic et approbation de son contrat
L’assemblée désigne le cabinet Furan pour des honoraires de 14 400,00 € TTC.
3. Élection des membres du conseil syndical
4. Montant à partir duquel la mise en concurrence est obligatoire
5. Élection du président de séance
"""


def test_an_agent_answers_his_queue_by_what_he_reads(sign_in: SignIn, check_axe: CheckAxe) -> None:
    page = sign_in(RESPONSABLE_LYON)
    create_ag(page, "C005", 52, AGENDA)
    page.get_by_role("link", name="Votes", exact=True).first.click()
    page.get_by_role("link", name="À voter").click()
    page.get_by_label("Résolution ou copropriété").fill("C005")
    page.get_by_role("button", name="Filtrer").click()
    lignes = page.locator("tr[data-ligne]")
    expect(lignes).to_have_count(5)
    check_axe(page)

    page.get_by_text("Garder cette vue").click()
    photograph(page, "a voter la file")
    page.get_by_label("Nom de la vue").fill("C005 à voter")
    page.get_by_role("button", name="Garder", exact=True).click()
    expect(page.get_by_text("Vue « C005 à voter » gardée")).to_be_visible()
    page.locator("#mes-vues summary").click()
    expect(page.get_by_role("link", name="C005 à voter")).to_be_visible()
    photograph(page, "a voter mes vues")
    page.keyboard.press("Escape")

    page.get_by_label("Cocher 2. Désignation du syndic").check()
    page.get_by_label("Cocher 5. Élection du président").check()
    expect(page.get_by_role("button", name="Répondre pour 2 résolutions")).to_contain_text("€")
    page.get_by_role("radio", name="Pour").check()
    page.get_by_label("Motif (obligatoire)").fill("Honoraires comparés à notre panel")
    photograph(page, "a voter une selection")
    page.get_by_role("button", name="Répondre pour 2 résolutions").click()
    expect(page.get_by_text("2 consignes enregistrées : pour.")).to_be_visible()
    expect(lignes).to_have_count(3)

    page.get_by_role("link", name="Montant à partir duquel").click()
    settle(page)
    check_axe(page)
    photograph(page, "a voter une decision")
    page.get_by_role("radio", name="Contre").check()
    page.get_by_label("Motif (obligatoire)").fill("Seuil trop haut pour contrôler")
    page.get_by_label("Au second vote").select_option(label="Abstention")
    page.get_by_role("button", name="Enregistrer ma consigne").click()
    expect(page.get_by_text("Consigne enregistrée : contre")).to_be_visible()

    open_given(page, "Montant à partir duquel")
    page.get_by_label("Au second vote").select_option(label="Pour")
    page.get_by_role("button", name="Remplacer la consigne").click()
    expect(page.get_by_text("Consigne enregistrée : contre")).to_be_visible()
    open_given(page, "Montant à partir duquel")
    page.get_by_text("Ce qui a changé").click()
    expect(page.locator("#historique .avant")).to_have_text("Abstention")
    expect(page.locator("#historique .apres")).to_have_text("Pour")
    check_axe(page)
    photograph(page, "a voter l historique")

    page.get_by_role("link", name="Votes", exact=True).first.click()
    page.get_by_role("link", name="Engagements").click()
    expect(page.get_by_role("row").filter(has_text="C005").filter(has_text="Réservé")).to_have_count(1)
    check_axe(page)
    photograph(page, "engagements")


def open_given(page: Page, titre: str) -> None:
    """Find a consigne among those given."""
    page.get_by_role("link", name="Votes", exact=True).first.click()
    page.get_by_role("link", name="À voter").click()
    page.get_by_role("link", name="Données").click()
    page.get_by_role("link", name=titre).first.click()
    settle(page)


def test_an_agent_answers_his_queue_by_the_keyboard_alone(sign_in: SignIn) -> None:
    page = sign_in(RESPONSABLE_LYON)
    create_ag(page, "C006", 53, AGENDA)
    keys = 0

    def press(*touches: str) -> None:
        nonlocal keys
        for touche in touches:
            page.keyboard.press(touche)
            keys += 1

    press("g", "v")
    page.wait_for_url("**/votes/")
    settle(page)
    press("m")
    page.wait_for_url("**/votes/a-voter*")
    settle(page)
    press("f")
    page.keyboard.type("C006")
    press("Enter")
    page.wait_for_url("**C006*")
    settle(page)
    lignes = page.locator("tr[data-ligne]")
    expect(lignes).to_have_count(5)
    press("n", "x", "j", "x", "k", "j")
    expect(page.get_by_role("button", name="Répondre pour 2 résolutions")).to_be_visible()
    press("c", "m")
    expect(page.get_by_role("radio", name="Contre")).to_be_checked()
    page.keyboard.type("Pièces non reçues")
    press("Enter")
    expect(page.get_by_text("2 consignes enregistrées : contre.")).to_be_visible()
    expect(lignes).to_have_count(3)
    settle(page)
    press("n", "Enter")
    settle(page)
    press("a", "m")
    page.keyboard.type("Sans avis technique")
    press("Enter")
    expect(page.get_by_text("Consigne enregistrée : abstention")).to_be_visible()
    assert keys <= 20


def test_a_second_agent_sees_the_first_answer_and_one_visa_makes_it_final(
    sign_in: SignIn, plaintes: list[str], check_axe: CheckAxe
) -> None:
    page = sign_in(RESPONSABLE_LYON)
    create_ag(page, "C007", 54, "1. Vente du palier du 3e étage à M. Durand pour 12 000,00 €")
    page.locator("#resolutions tr[data-ligne] th a").first.click()
    settle(page)
    expect(page.locator("#visa")).to_contain_text("Second visa")
    page.get_by_role("radio", name="Contre").check()
    page.get_by_label("Motif (obligatoire)").fill("Prix sous l’estimation")
    if page.get_by_label("Pourquoi s’écarter de la doctrine").count():
        page.get_by_label("Pourquoi s’écarter de la doctrine").fill("Estimation du notaire jointe")
    page.get_by_role("button", name="Enregistrer ma consigne").click()
    expect(page.get_by_text("Elle attend un second visa.")).to_be_visible()
    page.go_back()
    page.reload()
    settle(page)
    expect(page.locator("#visa")).to_contain_text("Visa attendu")
    check_axe(page)
    photograph(page, "a voter un visa attendu")


@pytest.mark.parametrize("address", ["/votes/parametres", "/vues", "/votes/engagements", "/votes/a-voter"])
def test_every_page_of_the_room_pleases_axe_and_holds_on_a_small_screen(
    sign_in: SignIn, check_axe: CheckAxe, address: str
) -> None:
    page = sign_in(ADMINISTRATRICE)
    page.goto(address)
    check_axe(page)
    photograph(page, f"consignes {address}")
    page.set_viewport_size({"width": 390, "height": 780})
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_a_box_ticked_while_the_scripts_are_still_on_their_way_ticks_its_lines(sign_in: SignIn) -> None:
    page = sign_in(RESPONSABLE_LYON)
    create_ag(page, "C011", 53, AGENDA)
    page.get_by_role("link", name="Consignes", exact=True).click()
    page.wait_for_url("**/consignes")
    en_route: list[Route] = []
    page.route("**/tantieme.js", lambda route: en_route.append(route))
    page.reload(wait_until="commit")
    page.get_by_label("Cocher toutes les lignes").check()
    expect(page.get_by_role("checkbox", name="Cocher 1.")).not_to_be_checked()
    en_route[0].continue_()
    expect(page.get_by_role("checkbox", name="Cocher 1.")).to_be_checked()
    expect(page.get_by_role("button", name="Répondre pour 5 résolutions")).to_be_visible()
    page.get_by_role("checkbox", name="Cocher 1.").uncheck()
    expect(page.get_by_label("Cocher toutes les lignes")).not_to_be_checked()
