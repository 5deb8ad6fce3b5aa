"""The page of a long import: followed from the drop to the integrated batch, and found again by whoever comes back."""

import io
import re

import pytest
from flask import Flask

from services.appels_fonds.reglages import TAILLE_FICHIER_LONG, change_reglage
from shared.acteurs import Acteur
from shared.database import Session
from tests.appels_fonds.essais import TRIMESTRE, a_workbook
from tests.appels_fonds.travailleur import deliver
from tests.votes.portes import Navigateur, open_browser


@pytest.fixture
def navigateur(application: Flask, comptable: Acteur) -> Navigateur:
    """An accountant for whom every file is long."""
    with Session.begin() as session:
        change_reglage(session, comptable, TAILLE_FICHIER_LONG, "0")
    return open_browser(application, comptable, "/appels-fonds/")


def test_a_long_file_is_followed_from_its_drop_to_its_integrated_batch(navigateur):
    page = navigateur.post("/appels-fonds/imports", fichiers=(io.BytesIO(a_workbook(TRIMESTRE)), "appel T2.xlsx")).text
    assert "Lecture de appel T2.xlsx" in page
    assert "Vous pouvez fermer cette page" in page
    assert "En attente d’un moment libre" in page
    accueil = navigateur.get("/appels-fonds/").text
    assert "Fichiers en cours de lecture ou d’intégration" in accueil
    assert "/appels-fonds/imports/taches/1" in accueil
    assert navigateur.get("/appels-fonds/imports/taches/1/avancement").status_code == 200

    deliver()
    told = navigateur.get("/appels-fonds/imports/taches/1/avancement")
    assert (told.status_code, "4 lignes" in told.text) == (286, True)
    arrivee = re.search(r'hx-get="([^"]*/arrivee)" hx-trigger="load"', told.text)[1]
    assert navigateur.get(arrivee).headers["HX-Redirect"].endswith("/appels-fonds/imports/1")
    carte = navigateur.get("/appels-fonds/imports/1").text
    assert "Rien n’est encore comptabilisé." in carte

    version = re.search(r'name="version" value="(\d+)"', carte)[1]
    motifs = dict.fromkeys(re.findall(r'name="(motif_\w+)"', carte), "vu avec le syndic")
    page = navigateur.post("/appels-fonds/imports/1/integrer", version=version, **motifs).text
    assert "Intégration de appel T2.xlsx" in page
    assert "Intégration de appel T2.xlsx" in navigateur.get("/appels-fonds/imports/1").text
    deliver()
    assert "Appels intégrés" in navigateur.get("/appels-fonds/imports/1").text
    assert "Voir l’import intégré" in navigateur.get("/appels-fonds/imports/taches/2").text
    assert "Fichiers en cours" not in navigateur.get("/appels-fonds/").text
