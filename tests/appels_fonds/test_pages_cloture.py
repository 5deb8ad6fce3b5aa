"""The page of year-end: the proposals of a year, confirmed one by one or all that remain at once."""

import re

import pytest
from flask import Flask

from shared.acteurs import Acteur
from tests.appels_fonds.paiements_essai import load_patrimoine_payant
from tests.votes.portes import Navigateur, open_browser


@pytest.fixture
def navigateur(application: Flask, comptable: Acteur) -> Navigateur:
    """An accountant on a year whose budget was voted and never called."""
    load_patrimoine_payant()
    return open_browser(application, comptable, "/appels-fonds/")


def test_the_button_says_how_many_and_how_much_it_confirms_and_refuses_once_they_changed(navigateur):
    navigateur.post("/appels-fonds/cloture", exercice="2026")
    page = navigateur.get("/appels-fonds/cloture?exercice=2026").text
    vu = dict(re.findall(r'name="(nombre|total_centimes)" value="(\d+)"', page))
    assert f"Confirmer {vu['nombre']} propositions · " in page
    page = navigateur.post("/appels-fonds/cloture/restantes", exercice="2026", **vu).text
    assert f"{vu['nombre']} propositions confirmées : les écritures et leurs extournes sont au brouillard." in page
    assert "Confirmer 0" not in page
    again = navigateur.post("/appels-fonds/cloture/restantes", exercice="2026", **vu)
    assert (again.status_code, "ont changé depuis" in again.text) == (409, True)
    assert "Rien de nouveau à proposer" in navigateur.post("/appels-fonds/cloture", exercice="2026").text
