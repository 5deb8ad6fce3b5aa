"""Journeys 1 to 4 through the proxy, each program under its own role, on real servers; then with pieces cut."""

import re
import secrets
import time
from datetime import timedelta
from pathlib import Path

import psycopg
import pytest
from playwright.sync_api import Browser, Page, expect

from services.demo.chargement import MOT_DE_PASSE
from services.demo.classeurs import totaux_attendus, write_classeurs
from services.demo.portefeuille import build_patrimoine
from shared.montants import format_montant
from shared.presentation import today
from tests.compose.harnais import Harnais
from tests.navigateur.conftest import COMPTABLE_LYON, PATIENCE_MS, RESPONSABLE_LYON, photograph

pytestmark = pytest.mark.navigateur


@pytest.fixture(scope="module")
def demonstration(harnais: Harnais) -> Harnais:
    """The suite of docker-compose.yml with the demo, loaded by its own command under the owner's role."""
    loaded = harnais.run("migrer", ["tantieme", "demo", "charger"])
    assert loaded.returncode == 0, loaded.stderr
    return harnais


@pytest.fixture(scope="module")
def classeurs(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, int]]:
    folder, patrimoine = tmp_path_factory.mktemp("classeurs"), build_patrimoine(today())
    write_classeurs(folder, patrimoine, today())
    return folder, totaux_attendus(patrimoine, today())


def enter(navigateur: Browser, harnais: Harnais, courriel: str) -> Page:
    """A browser of its own, signed in."""
    context = navigateur.new_context(base_url=harnais.url, locale="fr-FR", viewport={"width": 1360, "height": 850})
    context.set_default_timeout(PATIENCE_MS)
    page = context.new_page()
    page.goto("/connexion")
    page.get_by_label("Adresse électronique").fill(courriel)
    page.get_by_label("Mot de passe").fill(MOT_DE_PASSE)
    page.get_by_role("button", name="Se connecter").click()
    page.wait_for_url("**/")
    return page


def integrate(page: Page, path: Path) -> str:
    """Drop a workbook and integrate it; returns the code of its first copropriété."""
    page.goto("/appels-fonds/")
    page.get_by_label("Fichiers des syndics").set_input_files(path)
    page.get_by_role("button", name="Lire les fichiers").click()
    page.get_by_role("button", name="Intégrer").click()
    expect(page.get_by_role("heading", name="Appels intégrés")).to_be_visible(timeout=PATIENCE_MS)
    return page.get_by_role("link", name=re.compile(r"^C\d{3}$")).first.inner_text()


def heard(harnais: Harnais, copropriete: str) -> int:
    """What charges has kept of the calls of a copropriété for next year's first quarter, in centimes."""
    query = """
        SELECT coalesce(sum(m.montant_centimes), 0) FROM charges.montant_appele m
        JOIN shared.copropriete c ON c.id = m.copropriete_id
        WHERE c.code = %s AND m.annule_le IS NULL AND m.exigible > current_date
    """
    with psycopg.connect(harnais.base_url) as connection:
        [(total,)] = connection.execute(query, [copropriete]).fetchall()
    return int(total)


def called(harnais: Harnais, copropriete: str) -> int:
    """What appels_fonds has integrated for the same."""
    query = """
        SELECT coalesce(sum(l.montant_centimes), 0) FROM appels_fonds.ligne_appel l
        JOIN shared.copropriete c ON c.id = l.copropriete_id
        WHERE c.code = %s AND l.vive AND l.exigible > current_date
    """
    with psycopg.connect(harnais.base_url) as connection:
        [(total,)] = connection.execute(query, [copropriete]).fetchall()
    return int(total)


def wait_until_heard(harnais: Harnais, copropriete: str, seconds: float = 60) -> None:
    """Wait until charges knows what was called."""
    end = time.monotonic() + seconds
    while heard(harnais, copropriete) != called(harnais, copropriete):
        assert time.monotonic() < end, "the fact has not arrived"
        time.sleep(0.2)


def test_a_workbook_becomes_entries_and_charges_hears_of_it(
    demonstration: Harnais, navigateur: Browser, classeurs: tuple[Path, dict[str, int]]
) -> None:
    folder, totaux = classeurs
    nom = next(nom for nom in totaux if nom.startswith("Confluence"))
    page = enter(navigateur, demonstration, COMPTABLE_LYON)
    copropriete = integrate(page, folder / nom)
    expect(page.get_by_text(format_montant(totaux[nom])).first).to_be_visible()
    assert called(demonstration, copropriete) > 0
    wait_until_heard(demonstration, copropriete)
    page.goto("/appels-fonds/validation")
    page.get_by_role("button", name="Valider jusqu’à cette date").click()
    expect(page.get_by_text(re.compile(r"\d+ écritures? validées?\."))).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("button", name="Télécharger le FEC").click()
    assert download.value.suggested_filename.endswith(".zip")
    page.goto(f"/charges/coproprietes/{copropriete}")
    expect(page.get_by_role("heading", level=1)).to_have_text(f"Charges de {copropriete}")
    page.context.close()


def test_an_agenda_reaches_the_right_people_and_the_manager_sees_the_answer(
    demonstration: Harnais, navigateur: Browser
) -> None:
    manager = enter(navigateur, demonstration, RESPONSABLE_LYON)
    manager.goto("/votes/ag/nouvelle")
    manager.get_by_label("Copropriété (obligatoire)").fill("C008")
    manager.get_by_label("Date de l’assemblée").fill((today() + timedelta(days=60)).isoformat())
    titre = f"Réfection de l’étanchéité de la toiture terrasse {secrets.token_hex(2)}"
    manager.get_by_label("Texte de l’ordre du jour").fill(f"1. Élection du président de séance\n2. {titre}")
    manager.get_by_role("button", name="Créer l’AG").click()
    manager.wait_for_url("**/votes/ag/*")
    expect(manager.locator("#resolutions")).to_contain_text("Sophie Garnier")
    technician = enter(navigateur, demonstration, "sophie.garnier@demo.example")
    technician.goto("/votes/mes-consignes")
    technician.get_by_role("row").filter(has_text=titre).get_by_role("link").first.click()
    technician.get_by_label("Contre").check()
    technician.get_by_label("Motif", exact=False).first.fill("Deux devis manquent")
    technician.get_by_label("Pourquoi s’écarter de la doctrine").fill("Le chiffrage est incomplet")
    technician.get_by_role("button", name="Enregistrer ma consigne").click()
    expect(technician.get_by_text("Consigne enregistrée : contre")).to_be_visible()
    expect(manager.locator("#resolutions")).to_contain_text("Deux devis manquent")
    manager.context.close()
    technician.context.close()


def test_a_service_that_is_down_says_so_in_its_panel_while_the_page_works(
    demonstration: Harnais, navigateur: Browser
) -> None:
    page = enter(navigateur, demonstration, COMPTABLE_LYON)
    page.goto("/coproprietes/C001")
    for contenu in ("Notre poids par clé", "dû au syndicat", "Budget voté"):
        expect(page.get_by_text(contenu).first).to_be_visible(timeout=PATIENCE_MS)
    demonstration.stop_service("charges")
    try:
        page.goto("/coproprietes/C001")
        expect(page.get_by_text("Le service Charges ne répond pas.")).to_be_visible(timeout=PATIENCE_MS)
        expect(page.get_by_text("dû au syndicat").first).to_be_visible(timeout=PATIENCE_MS)
        photograph(page, "compose charges arrete")
        page.goto("/")
        expect(page.get_by_text("Charges").first).to_be_visible()
    finally:
        demonstration.start_service("charges")
        demonstration.wait_healthy("charges")
    page.goto("/coproprietes/C001")
    expect(page.get_by_text("Budget voté").first).to_be_visible(timeout=PATIENCE_MS)
    page.context.close()


def test_an_import_succeeds_without_its_broker_and_the_fact_arrives_after(
    demonstration: Harnais, navigateur: Browser, classeurs: tuple[Path, dict[str, int]]
) -> None:
    folder, totaux = classeurs
    page = enter(navigateur, demonstration, "elodie.blanc@demo.example")
    demonstration.stop_service("rabbitmq")
    try:
        copropriete = integrate(page, folder / next(nom for nom in totaux if nom.startswith("Valbonnat")))
        assert called(demonstration, copropriete) > 0
        time.sleep(5)
        assert heard(demonstration, copropriete) == 0
    finally:
        demonstration.start_service("rabbitmq")
    wait_until_heard(demonstration, copropriete, seconds=90)
    page.context.close()


@pytest.mark.parametrize("name", ["relais", "charges-worker"])
def test_a_process_killed_during_an_import_changes_nothing_in_the_end(
    demonstration: Harnais, navigateur: Browser, classeurs: tuple[Path, dict[str, int]], name: str
) -> None:
    folder, totaux = classeurs
    prefix = {"relais": "Mornandier", "charges-worker": "Gier"}[name]
    page = enter(navigateur, demonstration, "elodie.blanc@demo.example")
    demonstration.kill_service(name)
    copropriete = integrate(page, folder / next(nom for nom in totaux if nom.startswith(prefix)))
    demonstration.start_service(name)
    wait_until_heard(demonstration, copropriete)
    page.context.close()
