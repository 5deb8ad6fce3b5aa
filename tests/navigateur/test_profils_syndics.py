"""What was learnt of a syndic, in a browser: a layout recognised, an answer, a file out and in, a regression said."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from services.demo.calendrier import echeances_passees, prochaine_echeance
from services.demo.classeurs import write_classeur
from services.demo.envois import build_envois
from services.demo.portefeuille import build_patrimoine
from shared.presentation import today
from tests.appels_fonds.essais import a_workbook
from tests.navigateur.conftest import photograph

pytestmark = [pytest.mark.navigateur, pytest.mark.timeout(900)]
SignIn = Callable[[str], Page]
CheckAxe = Callable[[Page], None]
ECHEANCE = echeances_passees(today())[-1]


def drop(page: Page, fichier: Path | dict[str, object]) -> None:
    """Drop one file on the page of the calls."""
    page.goto("/appels-fonds/")
    page.get_by_label("Fichiers des syndics").set_input_files([fichier])  # type: ignore[list-item]
    page.get_by_role("button", name="Lire les fichiers").click()


def in_memory(nom: str, contenu: bytes) -> dict[str, object]:
    """A file that is not on disk."""
    return {"name": nom, "mimeType": "application/octet-stream", "buffer": contenu}


def test_a_profile_is_read_answered_exported_and_tried_on_the_past_before_it_is_adopted(
    sign_in: SignIn, check_axe: CheckAxe, tmp_path: Path
) -> None:
    page = sign_in("elodie.blanc@demo.example")
    drop(page, write_classeur(tmp_path, "S01", build_envois(build_patrimoine(today()), ECHEANCE)["S01"]))
    page.get_by_role("button", name="Intégrer").click()
    expect(page.get_by_role("heading", name="Appels intégrés")).to_be_visible()
    page.goto("/appels-fonds/")
    page.get_by_role("link", name="Profils des syndics").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Profils des syndics")
    check_axe(page)
    photograph(page, "profils liste")
    page.get_by_role("link", name="Régie Valbonnat").click()
    expect(page.get_by_text("Dispositions reconnues dans ses classeurs intégrés")).to_be_visible()
    check_axe(page)
    photograph(page, "profils un syndic")
    with page.expect_download() as download:
        page.get_by_role("link", name="Exporter le profil").click()
    profil = json.loads(Path(download.value.path()).read_text(encoding="utf-8"))
    assert profil["dispositions"][0]["entetes"][:2] == ["immeuble", "lot"]

    pire = tmp_path / "profil.json"
    pire.write_text(json.dumps(profil | {"roles": {"montant appele": "IGNORE"}}), encoding="utf-8")
    page.get_by_label("Fichier du profil").set_input_files([pire])
    page.get_by_role("button", name="Voir ce qu’il change").click()
    expect(page.get_by_text("1 classeur déjà intégré se lirait autrement")).to_be_visible()
    check_axe(page)
    photograph(page, "profils regression")

    suivante = f"{prochaine_echeance(today()):%d/%m/%Y}"
    drop(page, in_memory("lot dit.xlsx", a_workbook([("C001", "Loge", "GEN", "Provision", suivante, 12.5)])))
    page.get_by_text("Corriger le rôle d’une colonne").click()
    page.get_by_label("« nature »").select_option(label="libellé")
    page.get_by_label("« Loge » est quel lot").fill("8")
    page.get_by_role("button", name="Garder ces réponses et relire").click()
    expect(page.get_by_text("1 classeur déjà intégré relu sans changement")).to_be_visible()
    expect(page.get_by_label("« nature »")).to_be_visible()
    check_axe(page)
    photograph(page, "profils apres reponse")
    page.get_by_role("link", name="le profil de Régie Valbonnat").click()
    expect(page.get_by_text("C001, « loge »")).to_be_visible()
    photograph(page, "profils appris")


def test_values_pasted_from_a_spreadsheet_go_on_from_field_to_field(sign_in: SignIn) -> None:
    page = sign_in("elodie.blanc@demo.example")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    jour = f"{prochaine_echeance(today()):%d/%m/%Y}"
    contenu = a_workbook(
        [("C001", lot, "GEN", "Provision", jour, montant) for lot, montant in (("8", "1O,00"), ("9", "2O,00"))]  # type: ignore[misc]
    )
    drop(page, in_memory("faux montants.xlsx", contenu))
    page.wait_for_load_state()
    page.evaluate("navigator.clipboard.writeText('10,00\\n20,00\\n')")
    page.get_by_label("Valeur corrigée de Appel F4").focus()
    page.keyboard.press("Control+v")
    expect(page.get_by_label("Valeur corrigée de Appel F5")).to_have_value("20,00")
    page.get_by_label("D’où viennent ces valeurs ?").fill("Tableau renvoyé par la régie")
    page.get_by_role("button", name="Corriger et relire").click()
    expect(page.get_by_text("2 cellules corrigées, fichier relu : plus rien ne bloque.")).to_be_visible()
    expect(page.get_by_role("region", name="Cellules corrigées").get_by_role("row")).to_have_count(3)
