"""In a browser: accounts with a gap are read, received, classified and rated; an extract prefills a fiche."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from services.demo.chargement_comptes import write_fichiers_comptes
from services.demo.depenses import build_depenses
from services.demo.portefeuille import build_patrimoine
from shared.presentation import today
from tests.navigateur.conftest import COMPTABLE_LYON, RESPONSABLE_LYON, photograph
from tests.patrimoine.test_registre import SNAKE, write

pytestmark = pytest.mark.navigateur
SignIn = Callable[[str], Page]
CheckAxe = Callable[[Page], None]


@pytest.fixture(scope="session")
def comptes(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two accounts that a syndic has just sent; one has a gap."""
    folder, patrimoine = tmp_path_factory.mktemp("comptes"), build_patrimoine(today())
    write_fichiers_comptes(folder, patrimoine, build_depenses(patrimoine, today()))
    return folder


def test_accounts_with_a_gap_are_received_and_their_vague_labels_classified(
    demonstration: str, sign_in: SignIn, comptes: Path, check_axe: CheckAxe
) -> None:
    page = sign_in(COMPTABLE_LYON)
    page.get_by_role("link", name="Charges", exact=True).click()
    page.get_by_role("link", name="Comptes des syndics").click()
    check_axe(page)
    photograph(page, "charges comptes")
    page.get_by_label("Comptes annuels des syndics").set_input_files(comptes / "comptes-C005.xlsx")
    page.get_by_role("button", name="Lire les comptes").click()
    ecart = page.get_by_role("row").filter(has_text="total imprimé")
    expect(ecart).to_have_count(1)
    expect(ecart).to_contain_text("120,00")
    check_axe(page)
    photograph(page, "charges apercu comptes")
    page.get_by_label("Pourquoi les garder malgré les écarts").fill("Écart signalé au syndic")
    page.get_by_role("button", name=re.compile(r"^Recevoir \d+ lignes · ")).click()
    expect(page.get_by_text(re.compile(r"\d+ lignes reçues"))).to_be_visible()
    check_axe(page)
    photograph(page, "charges comptes recus")

    page.get_by_role("link", name="Comptes des syndics").first.click()
    page.get_by_role("link", name="Classement").first.click()
    check_axe(page)
    photograph(page, "charges libelles")
    page.keyboard.press("j")
    page.keyboard.press("x")
    page.get_by_label("Poste", exact=True).fill("REP-01")
    page.get_by_role("button", name=re.compile("^Classer 1 libellé · ")).click()
    expect(page.get_by_text("1 libellé classé en REP-01")).to_be_visible()
    page.get_by_role("link", name="Corrections apprises").click()
    check_axe(page)
    expect(page.get_by_role("button", name=re.compile("^Retirer"))).to_have_count(1)
    page.get_by_role("link", name="Taux récupérables").click()
    check_axe(page)
    photograph(page, "charges taux")


def test_an_extract_of_the_registry_is_decided_field_by_field(
    suite_en_marche: str, sign_in: SignIn, tmp_path: Path, check_axe: CheckAxe
) -> None:
    fiche = next(une for une in build_patrimoine(today())["coproprietes"] if une["code"] == "C001")
    extrait = tmp_path / "extrait.csv"
    extrait.write_bytes(
        write(SNAKE, {"immatriculation": fiche["immatriculation"], "nom": "M. DURAND", "code_postal": "4980"})
    )
    page = sign_in(RESPONSABLE_LYON)
    page.get_by_role("link", name="Patrimoine", exact=True).click()
    page.get_by_role("link", name="Ouvrir le registre").click()
    page.get_by_label("Extrait du registre").set_input_files(extrait)
    page.get_by_role("button", name="Lire l’extrait").click()
    check_axe(page)
    page.get_by_role("link", name=re.compile("^C001 ")).click()
    expect(page.get_by_text("nom de personne : donnée personnelle")).to_be_visible()
    check_axe(page)
    photograph(page, "patrimoine registre")
    page.get_by_role("button", name="Accepter Lots principaux").click()
    expect(page.get_by_text("Valeur du registre acceptée.")).to_be_visible()
    page.get_by_role("button", name="Écarter Nom d’usage").click()
    expect(page.get_by_text("Valeur du registre écartée.")).to_be_visible()
