"""The pages and the API of leases and régularisations, through the application."""

import io
import re

import pytest
from sqlalchemy import Engine, select

from services.charges.app import create_app
from shared.auth.comptes import to_acteur
from shared.config import Config
from shared.database import Session
from shared.models import Agent, Bailleur
from tests.appels_fonds.essais import load_patrimoine_essai
from tests.charges.test_comptes_annuels import LIGNES
from tests.charges.test_decomptes import BAUX, receive
from tests.votes.portes import Navigateur, open_browser

ICI = "/charges/regularisations/"


@pytest.fixture
def navigateur(base_sqlite: Engine, config: Config) -> Navigateur:
    load_patrimoine_essai()
    application = create_app(config)
    with Session.begin() as session:
        bailleur = session.scalars(select(Bailleur)).one()
        bailleur.adresse, bailleur.ville = "1 rue Neuve, 42000 Saint-Étienne", "Saint-Étienne"
        acteur = to_acteur(session.scalars(select(Agent)).one())
    return open_browser(application, acteur, accueil="/charges/")


def bring(navigateur: Navigateur, texte: str = BAUX) -> str:
    return navigateur.post(
        ICI + "baux", fichier=(io.BytesIO(texte.encode()), "baux.csv"), genre="baux", copropriete="X001",
        debut="2025-01-01", fin="2025-12-31",
    ).text  # fmt: skip


def test_an_accountant_brings_leases_settles_prints_and_sends(navigateur: Navigateur) -> None:
    assert "3 baux ajoutés" in bring(navigateur)
    comptes = receive(LIGNES, approuve=True)
    campagne = navigateur.get(ICI).text
    assert "Jamais régularisés" in campagne
    page = navigateur.post(f"{ICI}comptes/{comptes}/calculer").text
    assert "Mme Aubert" in page
    lu = re.search(r'href="(/charges/regularisations/decomptes/\d+.pdf)"', page)
    assert lu is not None
    assert navigateur.get(lu[1]).data.startswith(b"%PDF")
    ident = re.search(r'action="/charges/regularisations/(\d+)/editer"', page)
    assert ident is not None
    assert "avance sans vous" in navigateur.post(f"{ICI}{ident[1]}/editer").text
    assert "0 sur 3" in navigateur.get(f"{ICI}{ident[1]}/edition").text
    assert navigateur.get(f"{ICI}{ident[1]}/controle.xlsx").data.startswith(b"PK")
    assert "NET-01" in navigateur.get(f"{ICI}{ident[1]}/portail.csv").text
    assert "exigibles à partir du" in navigateur.post(f"{ICI}{ident[1]}/envoyer", version="2", le="2026-06-01").text
    assert "Versions" in navigateur.get(ICI + "coproprietes/X001").text


def test_faults_come_back_on_the_page_with_their_cells(navigateur: Navigateur) -> None:
    page = bring(navigateur, BAUX.replace("2020-01-01", "2020-13-01").replace("120,00", "cher"))
    assert "baux.csv, C2" in page
    assert "baux.csv, E4" in page


def test_the_api_says_the_same(navigateur: Navigateur) -> None:
    bring(navigateur)
    comptes = receive(LIGNES)
    client = navigateur.client
    entetes = {"X-CSRFToken": navigateur.jeton, "Idempotency-Key": "cle-1"}
    creee = client.post(f"/charges/api/v1/comptes/{comptes}/regulariser", headers=entetes)
    assert creee.status_code == 201, creee.text
    [campagne] = client.get("/charges/api/v1/regularisations").json
    assert (campagne["etape"], campagne["baux"]) == ("PROVISOIRE", 3)
    detail = client.get(f"/charges/api/v1/regularisations/{creee.json['id']}").json
    assert [d["solde_centimes"] for d in detail["decomptes"]] == [822, 1231, -2600]
    assert detail["vacances"][0]["montant_centimes"] == 655
    assert len(client.get("/charges/api/v1/coproprietes/X001/regularisations").json) == 1


def test_another_program_brings_leases_and_readings_and_asks_for_every_settlement(navigateur: Navigateur) -> None:
    client, api = navigateur.client, "/charges/api/v1/"
    entetes = {"X-CSRFToken": navigateur.jeton}
    depot = {"fichier": (io.BytesIO(BAUX.encode()), "baux.csv")}
    bilan = client.post(api + "baux?debut=2025-01-01&fin=2025-12-31&copropriete=X001", data=depot, headers=entetes)
    assert bilan.json == {"crees": 3, "modifies": 0, "inchanges": 0, "provisions_centimes": 17_000}
    releves = [{"lot": "3", "poste": "EAU-01", "le": f"2025-0{mois}-01", "index": f"{mois}.5"} for mois in (1, 7)]
    ici = api + "coproprietes/X001/releves-compteurs"
    assert client.post(ici, json=releves, headers=entetes).json == {"releves": 2}
    refus = client.post(ici, json=[{**releves[0], "lot": "999", "index": "-1"}], headers=entetes)
    assert refus.status_code == 422
    assert "-1" in refus.json["fautes"][0]["message"]
    receive(LIGNES)
    assert client.post(api + "regularisations/calculer", headers=entetes).json["total"] == 1
    assert "0 sur 1" in navigateur.get(ICI + "calculs").text
    assert [depart["bail"] for depart in client.get(api + "coproprietes/X001/departs").json] == ["B1"]
    assert "Locataires partis" in navigateur.get(ICI + "coproprietes/X001").text


def test_the_accountant_types_a_notice_with_its_proof_and_another_program_brings_the_rest(
    navigateur: Navigateur,
) -> None:
    avis = "/charges/avis-taxe-fonciere/"
    saisie = {"copropriete": "X001", "annee": "2025", "montant": "182,00", "frais": "14,56", "source": "Avis 25 42 1"}
    page = navigateur.post(avis, **saisie, preuve=(io.BytesIO(b"%PDF-1.4"), "avis 2025.pdf")).text
    assert "1 montant ajouté, 0 remplacé" in page
    assert "tantièmes GEN" in page
    lu = re.search(r'href="([a-z/]*/documents/\d+)"', page)
    assert lu is not None
    assert navigateur.get(lu[1]).data == b"%PDF-1.4"
    assert "n’est pas une année" in navigateur.post(avis, **{**saisie, "annee": "l’an dernier"}).text
    assert navigateur.get(avis + "gabarit.xlsx").data.startswith(b"PK")
    client, api = navigateur.client, "/charges/api/v1/depenses-bailleur"
    entetes = {"X-CSRFToken": navigateur.jeton}
    lots = [{"copropriete": "X002", "lot": lot, "annee": 2025, "montant_centimes": 8_000} for lot in ("3", "7")]
    assert client.post(api, json=lots, headers=entetes).json["ajoutees"] == 1
    assert client.post(api, json=lots, headers=entetes).json["inchangees"] == 1
    rendus = [(une["copropriete"], une["lot"], une["cle"]) for une in client.get(api + "?annee=2025").json]
    assert rendus == [("X001", None, "GEN"), ("X002", "3", None), ("X002", "7", None)]


def test_the_accountant_closes_the_charges_of_a_tenant_who_left_before_the_accounts(navigateur: Navigateur) -> None:
    receive(LIGNES, approuve=True)
    texte = BAUX.replace("2025-06-30", "2026-03-31").replace("2025-08-01", "2026-04-01")
    navigateur.post(
        ICI + "baux", fichier=(io.BytesIO(texte.encode()), "baux.csv"), genre="baux", copropriete="X001",
        debut="2026-01-01", fin="2026-12-31",
    )  # fmt: skip
    page = navigateur.get(ICI + "coproprietes/X001").text
    assert "Arrêter les comptes de B1" in page
    page = navigateur.post(ICI + "coproprietes/X001/departs", bail="B1").text
    assert "que le décompte définitif remplacera" in page
    lu = re.search(r'href="(/charges/regularisations/arretes/\d+.pdf)"', page)
    assert lu is not None
    assert navigateur.get(lu[1]).data.startswith(b"%PDF")
    client, api = navigateur.client, "/charges/api/v1/coproprietes/X001/departs"
    creee = client.post(api, json={"bail": "B1"}, headers={"X-CSRFToken": navigateur.jeton})
    assert (creee.status_code, creee.json["numero"], creee.json["jours"]) == (201, "ARR-X001-B1-2", 90)
    [depart] = client.get(api).json
    assert depart["estime_centimes"] == creee.json["solde_centimes"]
    assert "comptes 2025 approuvés" in depart["base_estimation"]
    assert client.post(api, json={"bail": "B2"}, headers={"X-CSRFToken": navigateur.jeton}).status_code == 409
