"""From drafts to the FEC and to an approved batch of transfers, in a browser, by visible labels only."""

import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.navigateur.conftest import COMPTABLE_LYON, photograph

pytestmark = pytest.mark.navigateur
SignIn = Callable[[str], Page]
CheckAxe = Callable[[Page], None]
DIRECTEUR = "hugo.delorme@demo.example"
COMPTABLE_STE = "thomas.peyret@demo.example"
ONGLETS = (
    "Journal", "Grand livre", "Balance", "Par syndicat", "Lettrage", "Schéma", "Plan", "Exercices", "Clôture",
    "Travaux", "Exports et FEC",
)  # fmt: skip


def sign_out(page: Page) -> None:
    """Leave the session of the agent who is signed in."""
    page.locator("details.menu summary").last.click()
    page.get_by_role("button", name="Se déconnecter").click()


def test_from_drafts_to_the_fec_and_to_an_approved_batch(
    demonstration: str, sign_in: SignIn, check_axe: CheckAxe
) -> None:
    page = sign_in(COMPTABLE_LYON)
    page.goto("/appels-fonds/")
    page.get_by_role("link", name="Comptabilité").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Journal des écritures")
    for onglet in ONGLETS:
        page.get_by_role("navigation", name="Sections").get_by_role("link", name=onglet, exact=True).click()
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        check_axe(page)
        photograph(page, f"compta {onglet}")

    page.get_by_label("Format", exact=True).select_option(label="FEC (art. A47 A-1)")
    page.get_by_role("button", name="Exporter", exact=True).click()
    expect(page.get_by_text(re.compile(r"Export n° \d+ : \d{9}FEC\d{8}\.txt"))).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("link", name=re.compile(r"FEC\d{8}\.txt")).first.click()
    with zipfile.ZipFile(Path(download.value.path())) as archive:
        assert len(archive.namelist()) == 2

    page.goto("/appels-fonds/")
    page.get_by_role("link", name="Paiements", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Virements")
    check_axe(page)
    photograph(page, "paiements virements")
    page.get_by_role("row").filter(has_text="À approuver").get_by_role("link").first.click()
    expect(page.get_by_text("un autre agent l’approuve")).to_be_visible()
    expect(page.get_by_role("button", name=re.compile("^Approuver"))).to_have_count(0)
    remise = page.url
    sign_out(page)

    page = sign_in(DIRECTEUR)
    page.goto(remise)
    check_axe(page)
    photograph(page, "paiements remise")
    page.get_by_role("button", name=re.compile(r"^Approuver \d+ virements? · ")).click()
    expect(page.get_by_text("le fichier de la banque est prêt")).to_be_visible()
    with page.expect_download() as bank:
        page.get_by_role("link", name="Télécharger le fichier de la banque").click()
    assert "pain.001.001.09" in Path(bank.value.path()).read_text(encoding="utf-8")


def test_a_contested_iban_is_shown_and_lifted_by_somebody_else(
    demonstration: str, sign_in: SignIn, check_axe: CheckAxe
) -> None:
    page = sign_in(DIRECTEUR)
    page.goto("/appels-fonds/comptes-bancaires")
    check_axe(page)
    photograph(page, "paiements comptes")
    suspendu = page.get_by_role("region", name="Paiements suspendus").get_by_role("row").filter(has_text="autre compte")
    suspendu.get_by_label(re.compile("Ce qui a été vérifié")).fill(
        "Appelé le cabinet au numéro du contrat, fausse alerte"
    )
    suspendu.get_by_role("button", name="Lever la suspension").click()
    expect(page.get_by_text("ce syndicat peut être payé")).to_be_visible()


def test_an_account_changes_by_two_people(demonstration: str, sign_in: SignIn, check_axe: CheckAxe) -> None:
    page = sign_in(COMPTABLE_STE)
    page.goto("/appels-fonds/comptes-bancaires/C018")
    check_axe(page)
    page.get_by_label("Nouvel IBAN").fill("FR14 2004 1010 0505 0001 3M02 606")
    page.get_by_label("D’où vient ce compte").fill("RIB joint au courrier du syndic")
    page.get_by_role("button", name="Proposer ce compte").click()
    expect(page.get_by_text("suspendus jusqu’à la confirmation")).to_be_visible()
    photograph(page, "paiements un compte")
    sign_out(page)
    page = sign_in(DIRECTEUR)
    page.goto("/appels-fonds/comptes-bancaires")
    page.get_by_label("Note de l’appel de vérification, C018").fill("Mme Roux, standard du cabinet, ce matin")
    page.get_by_role("button", name="Confirmer le compte").click()
    expect(page.get_by_text(re.compile("payable à partir du"))).to_be_visible()
