"""An IBAN that cannot be one is told at its field, where it was typed, and nothing of what was typed is lost."""

import pytest
from flask import Flask
from sqlalchemy import select

from services.appels_fonds.models import CompteBancaire, SuspensionPaiement
from shared.acteurs import Acteur
from shared.database import Lecture
from tests.appels_fonds.essais import TRIMESTRE, a_workbook, integrate_now
from tests.appels_fonds.paiements_essai import an_iban
from tests.votes.portes import Navigateur, open_browser

FAUX = [
    "FR76 3000 6000 0112 3456 7890 188",
    "FR76",
    "é🙂²",
    "FR7630006000011234567890189FR7630006000011234567890189",
    "compte de la régie",
]
PHRASE = "Cet IBAN n’est pas valable"


@pytest.fixture
def navigateur(application: Flask, comptable: Acteur) -> Navigateur:
    integrate_now(a_workbook(TRIMESTRE), "appel.xlsx")
    return open_browser(application, comptable, "/appels-fonds/")


def _kept(modele: type) -> int:
    with Lecture() as session:
        return len(session.scalars(select(modele)).all())


@pytest.mark.parametrize("faux", FAUX)
def test_a_wrong_iban_is_told_at_its_field_of_the_page_of_accounts(navigateur, faux):
    page = navigateur.post("/appels-fonds/comptes-bancaires/X001", iban=faux, motif="RIB joint")
    assert page.status_code == 422
    champ = (
        page.text.split('name="iban"')[0].rsplit("<input", 1)[1] + page.text.split('name="iban"')[1].split("<input")[0]
    )
    assert PHRASE in champ
    assert faux in page.text
    assert 'value="RIB joint"' in page.text
    assert "Comptes bancaires de SDC Le Bizillon" in page.text
    assert _kept(CompteBancaire) == 0


@pytest.mark.parametrize("faux", FAUX)
def test_a_wrong_iban_copied_from_a_call_is_told_on_its_page_and_stops_no_payment(navigateur, faux):
    page = navigateur.post("/appels-fonds/appels/AF-2026-000001/iban", iban=faux)
    assert page.status_code == 422
    assert page.text.count(PHRASE) == 2
    assert "Appel AF-2026-000001" in page.text
    assert _kept(SuspensionPaiement) == 0


def test_the_reason_of_a_new_account_is_asked_at_its_own_field(navigateur):
    page = navigateur.post("/appels-fonds/comptes-bancaires/X001", iban=an_iban(7), motif=" ")
    assert page.status_code == 422
    assert "Dites d’où vient ce nouveau compte" in page.text
    assert PHRASE not in page.text


@pytest.mark.parametrize("faux", FAUX[:3])
def test_a_program_is_told_which_field_holds_the_wrong_iban(porte, navigateur, faux):
    corps = {"copropriete": "X001", "genre": "COURANT", "iban": faux, "motif": "RIB joint"}
    for adresse, envoi in (("/comptes-bancaires", corps), ("/appels/AF-2026-000001/iban", {"iban": faux})):
        reponse = porte("POST", adresse, json=envoi)
        assert reponse.status_code == 422, adresse
        [faute] = reponse.json["fautes"]
        assert faute["ou"].endswith("iban")
        assert _kept(SuspensionPaiement) == 0
