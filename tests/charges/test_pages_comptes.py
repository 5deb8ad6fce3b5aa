"""The pages and the API of yearly accounts, classification and rates, through the application."""

import io
import re

import pytest
from sqlalchemy import Engine, select

from services.charges.app import create_app
from shared.auth.comptes import to_acteur
from shared.config import Config
from shared.database import Lecture, Session
from shared.models import Agent
from tests.appels_fonds.essais import load_patrimoine_essai
from tests.charges.test_comptes_annuels import LIGNES, classeur
from tests.votes.portes import Navigateur, open_browser


@pytest.fixture
def navigateur(base_sqlite: Engine, config: Config) -> Navigateur:
    load_patrimoine_essai()
    application = create_app(config)
    with Session.begin() as session:
        acteur = to_acteur(session.scalars(select(Agent)).one())
    return open_browser(application, acteur, accueil="/charges/")


def deposit(navigateur: Navigateur, contenu: bytes) -> str:
    reponse = navigateur.post("/charges/comptes/", fichiers=(io.BytesIO(contenu), "comptes.xlsx"))
    assert reponse.status_code == 200, reponse.text
    return reponse.text


def field(page: str, nom: str) -> str:
    lu = re.search(rf'name="{nom}" value="([^"]*)"', page)
    assert lu is not None
    return lu[1]


def receive(navigateur: Navigateur, page: str, **champs: str) -> str:
    lu = re.search(r'action="(/charges/comptes/\d+/recevoir)"', page)
    assert lu is not None
    donnees = {"copropriete": "X001", "debut": "2025-01-01", "fin": "2025-12-31", "recus_le": "2026-03-02"} | champs
    return navigateur.post(lu[1], version=field(page, "version"), **donnees).text


def test_accounts_are_dropped_read_received_classified_and_their_rate_explained(navigateur: Navigateur) -> None:
    apercu = deposit(navigateur, classeur(LIGNES, total=6000))
    assert "Attendu" in apercu
    assert "G8" in apercu
    assert "Recevoir 3 lignes" in apercu
    assert "dites pourquoi vous les gardez" in receive(navigateur, apercu)
    recu = receive(navigateur, apercu, motif="Écart signalé au syndic")
    assert "Annexe, IV.3 du décret 82-955" in recu
    file = navigateur.get("/charges/classement/").text
    assert "Facture 4471" in file
    choix = re.search(r'name="choix" value="([^"]+)"', file)
    assert choix is not None
    classe = navigateur.post("/charges/classement/", choix=choix[1], poste="REP-01 Entretien", apprendre="oui").text
    assert "1 libellé classé en REP-01" in classe
    assert "Retirer" in navigateur.get("/charges/classement/corrections").text


def test_a_faulty_selection_and_an_unknown_poste_are_told_on_the_page(navigateur: Navigateur) -> None:
    receive(navigateur, deposit(navigateur, classeur(LIGNES)))
    assert "Cochez au moins un libellé" in navigateur.post("/charges/classement/", poste="NET-01").text
    assert "n’est pas un code" in navigateur.post("/charges/classement/", poste="ZZZ", choix="1|615|x").text


def test_a_rate_is_decided_with_its_reason_and_withdrawn(navigateur: Navigateur) -> None:
    champs = {"poste": "ASC-08 Ascenseur", "taux": "62,5", "du": "2026-01-01", "copropriete": "X001"}
    assert "Justifi" in navigateur.post("/charges/classement/taux", **champs, justification="oui").text
    decide = navigateur.post("/charges/classement/taux", **champs, justification="Contrat du 02/01/2026").text
    assert "62.5" in decide or "62,5" in decide
    lu = re.search(r'action="(/charges/classement/taux/\d+/retirer)"', decide)
    assert lu is not None
    assert "celui d’avant reprend" in navigateur.post(lu[1]).text


def test_the_api_says_the_same(navigateur: Navigateur) -> None:
    receive(navigateur, deposit(navigateur, classeur(LIGNES)))
    client = navigateur.client
    [comptes] = client.get("/charges/api/v1/comptes?copropriete=X001").json
    assert (comptes["statut"], comptes["exercice"], comptes["nombre_lignes"]) == ("RECUS", "2025", 3)
    lignes = client.get(f"/charges/api/v1/comptes/{comptes['id']}/lignes").json
    assert lignes[0]["cellule"] == "G5"
    depenses = client.get("/charges/api/v1/coproprietes/X001/depenses").json
    assert {depense["poste"] for depense in depenses} == {"NET-01", "ASS-01", "DIV-01"}
    taux = client.get("/charges/api/v1/coproprietes/X001/taux-recuperables?le=2026-05-01").json
    assert [(cle["cle"], cle["recuperable_centimes"]) for cle in taux["cles"]] == [("GEN", 188_000)]
    assert len(client.get("/charges/api/v1/classement/file").json) == 1
    with Lecture() as session:
        assert session.scalars(select(Agent)).one()


def test_the_pages_open_empty(navigateur: Navigateur) -> None:
    for adresse in ("/charges/comptes/", "/charges/classement/", "/charges/classement/corrections", "/charges/"):
        assert navigateur.get(adresse).status_code == 200
