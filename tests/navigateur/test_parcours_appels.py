"""Journeys 1 and 3 in a browser: a workbook becomes entries and a FEC, and charges hears of it. Visible labels only."""

import io
import re
import secrets
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from services.demo.classeurs import totaux_attendus, write_classeurs
from services.demo.portefeuille import build_patrimoine
from shared.montants import format_montant
from shared.presentation import today
from tests.appels_fonds.essais import a_workbook
from tests.navigateur.conftest import COMPTABLE_LYON, photograph

pytestmark = pytest.mark.navigateur
SignIn = Callable[[str], Page]
CheckAxe = Callable[[Page], None]


@pytest.fixture(scope="session")
def classeurs(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, int]]:
    """The six syndics' workbooks for the next quarter, and the total of each in centimes."""
    folder, patrimoine = tmp_path_factory.mktemp("classeurs"), build_patrimoine(today())
    write_classeurs(folder, patrimoine, today())
    return folder, totaux_attendus(patrimoine, today())


def drop(page: Page, *files: Path | dict[str, object]) -> None:
    """Drop files on the page of the calls."""
    page.goto("/appels-fonds/")
    page.get_by_label("Fichiers des syndics").set_input_files(list(files))  # type: ignore[arg-type]
    page.get_by_role("button", name="Lire les fichiers").click()


def in_memory(nom: str, contenu: bytes) -> dict[str, object]:
    """A file that is not on disk."""
    return {"name": nom, "mimeType": "application/octet-stream", "buffer": contenu}


def test_every_demo_workbook_is_read_with_its_total_and_no_fault(
    demonstration: str, sign_in: SignIn, classeurs: tuple[Path, dict[str, int]]
) -> None:
    folder, totaux = classeurs
    page = sign_in("elodie.blanc@demo.example")
    assert len(totaux) == 6
    for nom, total in totaux.items():
        drop(page, folder / nom)
        expect(page.get_by_role("heading", level=1)).to_have_text(nom)
        expect(page.get_by_role("button", name="Intégrer")).to_contain_text(format_montant(total))
        page.get_by_role("button", name="Abandonner cet aperçu").click()
        expect(page.get_by_text("Aperçu abandonné")).to_be_visible()


def test_from_a_workbook_to_the_fec_and_to_charges(
    demonstration: str, sign_in: SignIn, classeurs: tuple[Path, dict[str, int]], check_axe: CheckAxe
) -> None:
    folder, totaux = classeurs
    nom = next(nom for nom in totaux if nom.startswith("Confluence"))
    total = format_montant(totaux[nom])
    page = sign_in(COMPTABLE_LYON)
    drop(page, folder / nom)
    expect(page.get_by_text("Rien n’est encore comptabilisé.")).to_be_visible()
    check_axe(page)
    photograph(page, "appels apercu")
    integrer = page.get_by_role("button", name="Intégrer")
    expect(integrer).to_contain_text(total)
    integrer.click()
    expect(page.get_by_role("heading", name="Appels intégrés")).to_be_visible()
    page.get_by_role("link", name=re.compile("^AF-")).first.click()
    expect(page.get_by_role("heading", level=2).first).to_have_text("Écriture en brouillon")
    debit, credit = page.get_by_role("row").filter(has_text="Total").locator("td").all_inner_texts()
    assert debit == credit
    check_axe(page)
    photograph(page, "appels un appel")
    copropriete = page.get_by_role("link", name=re.compile(r"^C\d{3} ")).inner_text().split()[0]

    drop(page, folder / nom)
    expect(page.get_by_text("Ce fichier a déjà été intégré")).to_be_visible()
    expect(page.get_by_role("button", name="Intégrer")).to_have_count(0)

    page.goto("/appels-fonds/validation")
    check_axe(page)
    page.get_by_role("button", name="Valider jusqu’à cette date").click()
    expect(page.get_by_text(re.compile(r"\d+ écritures? validées?\."))).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("button", name="Télécharger le FEC").click()
    archive = zipfile.ZipFile(io.BytesIO(Path(download.value.path()).read_bytes()))
    fec = archive.read(next(name for name in archive.namelist() if "description" not in name)).decode()
    assert fec.startswith("JournalCode\tJournalLib\tEcritureNum")

    page.goto("/charges/")
    check_axe(page)
    photograph(page, "charges portefeuille")
    page.get_by_role("link", name=copropriete, exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(f"Charges de {copropriete}")
    check_axe(page)
    photograph(page, "charges une copropriete")


def test_a_faulty_workbook_shows_each_fault_with_its_cell_and_goes_back_to_the_syndic(
    sign_in: SignIn, check_axe: CheckAxe
) -> None:
    page = sign_in(COMPTABLE_LYON)
    contenu = a_workbook(
        [
            ("C001", "9999", "GEN", "Provision", "01/04/2027", 12.5),
            ("C001", "1", "GEN", "Provision", "01/04/2027", "quatre-vingts"),  # type: ignore[list-item]
        ]
    )
    drop(page, in_memory("fautif.xlsx", contenu))
    fautes = page.get_by_role("region", name="Ce qui demande votre attention")
    expect(fautes).to_contain_text("B4")
    expect(fautes).to_contain_text("F5")
    expect(page.get_by_text("Une faute bloque")).to_be_visible()
    check_axe(page)
    photograph(page, "appels fautes")
    page.get_by_role("link", name="Renvoyer au syndic…").click()
    page.get_by_label("Adresse du syndic").fill("syndic@regie.example")
    check_axe(page)
    page.get_by_role("button", name="Envoyer au syndic").click()
    expect(page.get_by_text("mis à l’envoi, avec le classeur annoté")).to_be_visible()


def test_an_unreadable_file_gets_one_clear_sentence(sign_in: SignIn) -> None:
    page = sign_in(COMPTABLE_LYON)
    drop(page, in_memory("appel.xlsx", b"Bonjour, voici l'appel."))
    fautes = page.locator("table").get_by_role("row").filter(has_text="Bloquant")
    expect(fautes).to_have_count(1)
    expect(page.get_by_role("button", name="Intégrer")).to_have_count(0)


def test_an_integration_is_undone_and_the_file_comes_again(
    demonstration: str, sign_in: SignIn, classeurs: tuple[Path, dict[str, int]]
) -> None:
    folder, totaux = classeurs
    nom = next(nom for nom in totaux if nom.startswith("Ondaine"))
    page = sign_in("thomas.peyret@demo.example")
    for _ in range(2):
        drop(page, folder / nom)
        page.get_by_role("button", name="Intégrer").click()
        expect(page.get_by_text("intégré", exact=False).first).to_be_visible()
        page.get_by_role("link", name="Annuler l’import…").click()
        expect(page.get_by_role("heading", level=1)).to_contain_text("Annuler l’import")
        page.get_by_role("button", name=re.compile("^Annuler")).click()
        expect(page.get_by_text("Le fichier peut être importé à nouveau")).to_be_visible()


def test_a_question_to_the_syndic_is_ready_to_send(demonstration: str, sign_in: SignIn, check_axe: CheckAxe) -> None:
    page = sign_in(COMPTABLE_LYON)
    page.goto("/charges/coproprietes/C001")
    page.get_by_role("link", name="Interroger le syndic…").click()
    expect(page.get_by_label("Texte")).to_have_value(re.compile("notre part du budget"))
    check_axe(page)
    page.get_by_role("button", name="Envoyer au syndic").click()
    expect(page.get_by_text("gardée dans les documents")).to_be_visible()
    page.goto("/coproprietes/C001")
    expect(page.locator("#documents")).to_contain_text("Question au syndic")


def write_long(copropriete: dict[str, Any], lignes: int) -> bytes:
    """A workbook of many lines for one call, each with words of its own: long by its size, quick to read."""
    lot = next(lot for lot in copropriete["lots"] if not lot.get("au"))
    exigible = f"{today().replace(day=1):%d/%m/%Y}"
    debut = copropriete["code"], lot["numero"], next(iter(lot["tantiemes"]))
    return a_workbook([(*debut, f"Provision {secrets.token_hex(220)}", exigible, 1.0) for _ in range(lignes)])


def test_a_long_import_goes_on_without_its_page_and_integrates_once(
    suite_en_marche: str, sign_in: SignIn, check_axe: CheckAxe
) -> None:
    page = sign_in("elodie.blanc@demo.example")
    copropriete = build_patrimoine(today())["coproprietes"][-1]  # of a syndic of whom no other journey speaks
    drop(page, in_memory("appel de l’année.xlsx", write_long(copropriete, 3_000)))
    expect(page.get_by_role("heading", level=1)).to_have_text("Lecture de appel de l’année.xlsx")
    expect(page.get_by_role("progressbar")).to_be_visible()
    check_axe(page)
    adresse, contexte = page.url, page.context
    page.goto("about:blank")

    retour = contexte.new_page()
    retour.goto(adresse)
    page = retour
    page.wait_for_url(re.compile(r"/appels-fonds/imports/\d+$"))
    for pourquoi in page.get_by_label("Pourquoi intégrer quand même ?").all():
        pourquoi.fill("Essai d’un long fichier")
    page.get_by_role("button", name="Intégrer 3").click()
    expect(page.get_by_role("heading", name="Appels intégrés")).to_be_visible(timeout=60_000)
    photograph(page, "appels long integre")
    page.goto("/appels-fonds/")
    appels = page.get_by_role("row").filter(has_text=copropriete["code"]).filter(has_text=format_montant(300_000))
    expect(appels).to_have_count(1)
    page.close()
