"""The session in a browser: the network is really cut, results are noted, and each arrives exactly once."""

import re
from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.compose.passerelle import Passerelle
from tests.navigateur.conftest import COMPTABLE_LYON, PATIENCE_MS, RESPONSABLE_LYON, photograph
from tests.navigateur.suite_de_demonstration import MOT_DE_PASSE
from tests.navigateur.test_parcours_votes import create_ag

pytestmark = pytest.mark.navigateur
SignIn = Callable[[str], Page]
CheckAxe = Callable[[Page], None]
AGENDA = """\
1. Élection du président de séance
2. Approbation des comptes de l’exercice 2025
3. Quitus au syndic
4. Réfection de l’étanchéité de la toiture terrasse
L’assemblée décide les travaux pour un montant de 48 000,00 € TTC.
5. Installation d’un portail motorisé avec vidéophone
6. Rapport du conseil syndical, point d’information sans vote
"""
SANS_RESEAU = ("net::ERR_INTERNET_DISCONNECTED", "409", "Failed to load resource")


@pytest.fixture
def reseau(suite_en_marche: str) -> Iterator[Passerelle]:
    """The network of the telephone: cut, nothing passes, not even what its service worker asks."""
    passerelle = Passerelle(suite_en_marche, 80)
    passerelle.open()
    yield passerelle
    passerelle.close()


@pytest.fixture
def telephone(navigateur: Browser, reseau: Passerelle) -> Iterator[BrowserContext]:
    """A representative's telephone, signed in."""
    adresse = f"http://127.0.0.1:{reseau.port}"
    context = navigateur.new_context(base_url=adresse, locale="fr-FR", viewport={"width": 390, "height": 844})
    context.set_default_timeout(PATIENCE_MS)
    page = context.new_page()
    page.goto("/connexion")
    page.get_by_label("Adresse électronique").fill(RESPONSABLE_LYON)
    page.get_by_label("Mot de passe").fill(MOT_DE_PASSE)
    page.get_by_role("button", name="Se connecter").click()
    page.wait_for_url("**/")
    page.close()
    yield context
    context.close()


def path_of(page: Page) -> str:
    """The address of a page without its site."""
    return urlsplit(page.url).path


def cut(telephone: BrowserContext, reseau: Passerelle) -> None:
    """No network any more."""
    telephone.set_offline(True)
    reseau.cut()


def restore(telephone: BrowserContext, reseau: Passerelle) -> None:
    """The network is back."""
    reseau.open()
    telephone.set_offline(False)


def open_seance(page: Page, ag: str) -> None:
    """Open the live screen, and wait until the device can do without network."""
    page.goto(f"{ag}/seance")
    expect(page.get_by_text("Prêt pour le hors connexion.")).to_be_visible()


def note(page: Page, resultat: str, vote: str | None = "Pour") -> None:
    """Note the resolution on the screen."""
    shown = page.locator("section.seance-point:not([hidden])")
    shown.locator("label.btn").filter(has_text=re.compile(f"^{resultat}")).click()
    if vote:
        shown.locator("label.btn").filter(has_text=re.compile(f"^{vote}")).click()
    shown.get_by_role("button", name="Noter, et suivante").click()


def results_of(page: Page, ag: str) -> list[dict]:
    """What the server holds, read by the API."""
    ag_id = ag.rsplit("/", 1)[1]
    answer = page.request.get(f"/votes/api/v1/assemblees/{ag_id}/resultats")
    found: list[dict] = answer.json()["resultats"]
    return found


def wait_for_results(page: Page, ag: str, nombre: int) -> list[dict]:
    """What the server holds once it has so many: « Tout est envoyé » also stands before the first note."""
    for _ in range(100):
        if len(found := results_of(page, ag)) >= nombre:
            break
        page.wait_for_timeout(200)
    return found


def test_results_noted_without_network_arrive_once_when_it_comes_back(
    sign_in: SignIn, telephone: BrowserContext, reseau: Passerelle, check_axe: CheckAxe
) -> None:
    bureau = sign_in(RESPONSABLE_LYON)
    create_ag(bureau, "C010", 0, AGENDA)
    ag = path_of(bureau)
    page = telephone.new_page()
    open_seance(page, ag)
    check_axe(page)
    photograph(page, "seance telephone en ligne")
    cut(telephone, reseau)
    assert page.evaluate("fetch('/healthz').then(() => 'joint', () => 'coupé')") == "coupé"
    for resultat, vote in (("Adoptée", "Pour"), ("Rejetée", "Contre"), ("Adoptée", "Abstention")):
        note(page, resultat, vote)
    expect(page.get_by_text("3 résultats en attente d’envoi.")).to_be_visible()
    expect(page.get_by_text("Hors connexion : tout est gardé sur cet appareil.")).to_be_visible()
    check_axe(page)
    photograph(page, "seance telephone hors ligne")
    assert results_of(bureau, ag) == []
    page.reload()
    expect(page.get_by_text("3 résultats en attente d’envoi.")).to_be_visible()
    photograph(page, "seance rechargee sans reseau")
    page.get_by_role("button", name="Résolution 3").click()
    expect(page.get_by_text("Sur cet appareil, en attente d’envoi : adoptée, notre vote : abstention.")).to_be_visible()
    restore(telephone, reseau)
    expect(page.get_by_text("Tout est envoyé.")).to_be_visible()
    found = results_of(bureau, ag)
    assert [(one["numero"], one["annonce"], one["notre_vote"], one["version"]) for one in found] == [
        ("1", "ADOPTEE", "POUR", 1), ("2", "REJETEE", "CONTRE", 1), ("3", "ADOPTEE", "ABSTENTION", 1),
    ]  # fmt: skip
    photograph(page, "seance tout est envoye")


def test_two_devices_that_disagree_are_shown_both_and_one_is_chosen(
    sign_in: SignIn, telephone: BrowserContext, reseau: Passerelle, check_axe: CheckAxe, plaintes: list[str]
) -> None:
    bureau = sign_in(COMPTABLE_LYON)
    manager = telephone.new_page()
    create_ag(manager, "C011", 0, AGENDA)
    ag = path_of(manager)
    open_seance(manager, ag)
    cut(telephone, reseau)
    note(manager, "Rejetée", "Contre")
    open_seance(bureau, ag)
    note(bureau, "Adoptée", "Pour")
    expect(bureau.get_by_text("Tout est envoyé.")).to_be_visible()
    restore(telephone, reseau)
    expect(manager.get_by_text("1 résultat à trancher.")).to_be_visible()
    manager.get_by_role("button", name="Résolution 1 (à trancher)").click()
    conflit = manager.locator(".seance-conflit:visible")
    expect(conflit).to_contain_text("rejetée, notre vote : contre")
    expect(conflit).to_contain_text("Enregistré par Nadia Lambert")
    expect(conflit).to_contain_text("adoptée, notre vote : pour")
    check_axe(manager)
    photograph(manager, "seance deux resultats")
    manager.get_by_role("button", name="Garder ma saisie").click()
    expect(manager.get_by_text("Tout est envoyé.")).to_be_visible()
    (kept,) = results_of(bureau, ag)
    assert (kept["annonce"], kept["par"], kept["version"]) == ("REJETEE", "Claire Morel", 2)
    plaintes[:] = [plainte for plainte in plaintes if not any(known in plainte for known in SANS_RESEAU)]


def test_a_session_is_noted_by_the_keyboard_alone(sign_in: SignIn, check_axe: CheckAxe) -> None:
    page = sign_in(RESPONSABLE_LYON)
    create_ag(page, "C012", 0, AGENDA)
    ag = path_of(page)
    open_seance(page, ag)
    for keys in ("a1e", "r2e", "am3e"):
        for key in keys:
            page.keyboard.press(key)
    expect(page.get_by_role("heading", name="4 Réfection de l’étanchéité")).to_be_visible()
    found = wait_for_results(page, ag, 3)
    expect(page.get_by_text("Tout est envoyé.")).to_be_visible()
    photograph(page, "seance au clavier")
    assert [(one["annonce"], one["notre_vote"], one["amendee"]) for one in found] == [
        ("ADOPTEE", "POUR", False), ("REJETEE", "CONTRE", False), ("ADOPTEE", "ABSTENTION", True),
    ]  # fmt: skip
    check_axe(page)
