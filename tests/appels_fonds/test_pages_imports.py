"""The pages and the JSON door of imports: drop, answer, adopt, integrate what is certain, undo."""

import io
import json
import re
from email.message import EmailMessage

import pytest
from flask import Flask
from sqlalchemy import select

from services.appels_fonds.models import AppelFonds, ImportAppel, StatutImport
from shared.acteurs import Acteur
from shared.database import Lecture
from tests.appels_fonds.classeurs.registre import ecrire
from tests.appels_fonds.essais import TRIMESTRE, a_workbook, integrate_now
from tests.votes.portes import Navigateur, open_browser

DEUX_MONTANTS = [
    ["SDC Le Bizillon"], ["Provisions exigibles le 01/04/2026"], [],
    ["Lot", "Clé", "Montant", "Montant appelé"], ["3", "GEN", 900, 410], ["7", "GEN", 950, 500],
]  # fmt: skip


@pytest.fixture
def navigateur(application: Flask, comptable: Acteur) -> Navigateur:
    return open_browser(application, comptable, "/appels-fonds/")


def _drop(navigateur: Navigateur, contenu: bytes, nom: str = "appel.xlsx"):
    return navigateur.post("/appels-fonds/imports", fichiers=(io.BytesIO(contenu), nom))


def _hidden(page: str, nom: str) -> str:
    found = re.search(rf'name="{nom}" value="([^"]*)"', page)
    assert found, nom
    return found[1].replace("&#34;", '"').replace("&quot;", '"').replace("&#39;", "'").replace("&amp;", "&")


def test_the_page_asks_which_column_is_the_called_amount_and_keeps_the_answer(navigateur):
    page = _drop(navigateur, ecrire(("Appel", DEUX_MONTANTS))).text
    assert "Quelle colonne est le montant appelé ?" in page
    page = navigateur.post("/appels-fonds/imports/1/lecture", syndic="S01", reponse_0="montant appele").text
    assert "version 1 adoptée" in page
    assert "Quelle colonne" not in page
    assert "le profil de Régie du Furan, version 1" in page
    assert "910,00" in page
    exporte = navigateur.get("/appels-fonds/profils/S01/fichier").text
    assert json.loads(exporte)["roles"] == {"montant": "IGNORE", "montant appele": "MONTANT"}


def test_an_answer_that_would_read_a_past_workbook_otherwise_is_shown_before_it_is_adopted(navigateur):
    integrate_now(a_workbook(TRIMESTRE), "passe.xlsx")
    _drop(navigateur, a_workbook([("X002", "3", "GEN", "Provision", "01/04/2026", 410.0)]), "nouveau.xlsx")
    propose = navigateur.post("/appels-fonds/imports/2/lecture", syndic="S01", role_5="IGNORE").text
    assert "1 classeur déjà intégré se lirait autrement avec ce profil." in propose
    champs = {nom: _hidden(propose, nom) for nom in ("version", "import_id", "contenu")}
    adopte = navigateur.post("/appels-fonds/profils/S01/adopter", motif="essai", **champs).text
    assert "adoptée" in adopte
    assert "Bloquant" in adopte


def test_files_dropped_together_are_one_work_list_and_integrate_together(navigateur):
    x001 = a_workbook([ligne for ligne in TRIMESTRE if ligne[0] == "X001"])
    x002 = a_workbook([("X002", "3", "GEN", "Provision", "01/04/2026", 410.0)])
    fautif = a_workbook([("X002", "99", "ASC", "Provision", "01/04/2026", 12.0)])
    page = navigateur.post(
        "/appels-fonds/imports",
        fichiers=[(io.BytesIO(x001), "a.xlsx"), (io.BytesIO(x002), "b.xlsx"), (io.BytesIO(fautif), "c.xlsx")],
    ).text
    assert "3 fichiers lus" in page
    assert "Régie du Furan" in page
    choix = re.findall(r'name="choix" value="(\d+:\d+)"', page)
    assert len(choix) == 2
    motifs = {f"motif_{code}": "vu avec le syndic" for code in re.findall(r'name="motif_(\w+)"', page)}
    sans_motif = navigateur.post("/appels-fonds/imports/integrer", choix=choix).text
    assert "b.xlsx n’est pas intégré : Un commentaire est nécessaire" in sans_motif
    assert "1 fichier intégré : 1 appel, 1\u202f078,75" in sans_motif
    page = navigateur.post("/appels-fonds/imports/integrer", choix=choix[0], **motifs).text
    assert "1 fichier intégré : 1 appel, 410,00" in page
    assert re.findall(r'name="choix"', page) == []
    assert "c.xlsx" in page
    encore = navigateur.post("/appels-fonds/imports/integrer", choix=choix, **motifs).text
    assert "a.xlsx n’est pas intégré : Cet import a changé" in encore


def test_the_next_line_that_needs_somebody_is_reached_on_a_later_page(navigateur):
    jours = [f"{1 + rang % 28:02d}/{4 + rang // 28:02d}/2026" for rang in range(130)]
    lignes = [("X001", "3", "GEN", "Provision", jour, 410.0) for jour in (*jours, jours[0])]
    page = _drop(navigateur, a_workbook(lignes)).text
    [suite] = re.findall(r'data-a-traiter tabindex="-1"><a href="(\?debut=\d+)">Ligne suivante', page)
    assert suite == "?debut=100"
    plus_loin = navigateur.get(f"/appels-fonds/imports/1{suite}").text
    assert "Ligne suivante à traiter" not in plus_loin
    assert "Appel F134</td>" in plus_loin.split('class="en-faute"')[-1]


def test_a_cell_named_by_several_controls_is_corrected_in_one_field(navigateur):
    page = _drop(navigateur, a_workbook([("X002", "3", "GEN", "Provision", "01/04/2026", 12.0)])).text
    assert page.count("Appel <strong>F4</strong>") > 1
    assert page.count('name="cellule_Appel!F4"') == 1


def test_the_sign_of_a_syndic_is_asked_when_every_amount_is_negative(navigateur):
    rangees = [*DEUX_MONTANTS[:3], ["Lot", "Clé", "Montant"], ["3", "GEN", -410], ["7", "GEN", -500]]
    page = _drop(navigateur, ecrire(("Appel", rangees))).text
    assert "Tous les montants de ce fichier sont négatifs." in page
    assert "-910,00" in page
    page = navigateur.post("/appels-fonds/imports/1/lecture", syndic="S01", sens="-1").text
    assert "version 1 adoptée" in page
    assert "Tous les montants" not in page
    assert "-910,00" not in page
    assert "910,00" in page
    assert "avec le signe inverse" in navigateur.get("/appels-fonds/profils/S01").text.replace("<strong>", "")


def test_a_profile_file_is_shown_with_its_effect_before_it_is_adopted(navigateur):
    fichier = io.BytesIO(json.dumps({"natures": {"provision charges courantes": "travaux"}}).encode())
    page = navigateur.post("/appels-fonds/profils/S01/importer", profil=(fichier, "profil.json")).text
    assert "Aucun classeur de ce syndic n’a encore été intégré." in page
    assert "Aucune version encore" in navigateur.get("/appels-fonds/profils/S01").text


def test_the_calls_without_fault_are_integrated_from_the_page(navigateur):
    lignes = [*TRIMESTRE, ("X002", "99", "GEN", "Provision", "01/04/2026", 12.0)]
    page = _drop(navigateur, a_workbook(lignes)).text
    assert "1 appel sans faute bloquante" in page
    motifs = {f"motif_{code}": "vu" for code in re.findall(r'name="motif_(\w+)"', page)}
    page = navigateur.post(
        "/appels-fonds/imports/1/integrer", version=_hidden(page, "version"), en_partie="oui", **motifs
    ).text
    assert "Intégré en partie" in page
    assert "sont déjà comptabilisées" in page
    assert "Abandonner le reste" in page


def test_cells_pasted_from_a_spreadsheet_are_read_like_a_file(navigateur):
    tableau = "SDC Le Bizillon\t\t\r\nProvisions exigibles le 01/04/2026\r\n\r\nLot\tClé\tMontant\r\n3\tGEN\t410,00\r\n"
    page = navigateur.post("/appels-fonds/imports/coller", tableau=tableau).text
    assert "Collage du" in page
    assert "410,00" in page
    assert "Collez d" in navigateur.post("/appels-fonds/imports/coller", tableau=" ").text


def test_an_email_gives_one_preview_for_each_attached_table(navigateur):
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "copro@furan.example", "compta@bailleur.example", "Appels"
    message.set_content("Bonjour, ci-joint nos appels.")
    for nom, lignes in (("a.xlsx", TRIMESTRE[:2]), ("b.xlsx", TRIMESTRE[2:])):
        message.add_attachment(a_workbook(lignes), maintype="application", subtype="octet-stream", filename=nom)
    message.add_attachment(b"\x89PNG", maintype="image", subtype="png", filename="logo.png")
    _drop(navigateur, message.as_bytes(), "message.eml")
    with Lecture() as session:
        assert session.scalars(select(ImportAppel.nom_fichier).order_by(ImportAppel.id)).all() == ["a.xlsx", "b.xlsx"]


def test_a_program_drops_integrates_and_undoes(porte):
    depose = porte(
        "POST", "/imports", data={"fichier": (io.BytesIO(a_workbook(TRIMESTRE)), "t2.xlsx")},
        content_type="multipart/form-data",
    )  # fmt: skip
    assert depose.status_code == 201
    [apercu] = depose.json
    assert (apercu["statut"], apercu["total"], apercu["integre"]) == ("APERCU", 107_875, False)
    codes = {x["code"] for x in apercu["anomalies"] if x["gravite"] == "a_confirmer"}
    demande = {"version": apercu["version"], "forcages": dict.fromkeys(codes, "vu")}
    entetes = {"Idempotency-Key": "une-fois"}
    fait = porte("POST", f"/imports/{apercu['import_id']}/integration", json=demande, headers=entetes)
    assert (fait.status_code, fait.json["statut"], fait.json["appels"]) == (200, "INTEGRE", ["AF-2026-000001"])
    encore = porte("POST", f"/imports/{apercu['import_id']}/integration", json=demande, headers=entetes)
    assert encore.json == fait.json
    sans_cle = porte("POST", f"/imports/{apercu['import_id']}/integration", json=demande)
    assert sans_cle.status_code == 409
    annule = porte("POST", f"/imports/{apercu['import_id']}/annulation")
    assert annule.json["statut"] == StatutImport.ANNULE
    with Lecture() as session:
        assert session.scalars(select(AppelFonds.statut)).all() == ["ANNULE"]


def test_a_program_corrects_a_cell(porte):
    fautif = a_workbook([*TRIMESTRE[:3], ("X001", "7", "ASC", "Provision", "01/04/2026", "97,5O")])
    [apercu] = porte(
        "POST", "/imports", data={"fichier": (io.BytesIO(fautif), "t2.xlsx")}, content_type="multipart/form-data"
    ).json
    assert apercu["statut"] == "REFUSE"
    demande = {
        "version": apercu["version"], "motif": "appel du syndic",
        "cellules": [{"feuille": "Appel", "cellule": "F7", "valeur": "97,50"}],
    }  # fmt: skip
    relu = porte("POST", f"/imports/{apercu['import_id']}/cellules", json=demande)
    assert (relu.status_code, relu.json["statut"], relu.json["total"]) == (200, "APERCU", 107_875)
    assert porte("POST", f"/imports/{apercu['import_id']}/cellules", json=demande).status_code == 409


def test_a_cell_is_corrected_from_the_page_and_shown_with_what_was_written(navigateur):
    fautif = a_workbook([*TRIMESTRE[:3], ("X001", "7", "ASC", "Provision", "01/04/2026", "97,5O")])
    page = _drop(navigateur, fautif).text
    assert 'aria-label="Valeur corrigée de Appel F7"' in page
    champs = {"version": _hidden(page, "version"), "motif": "vu avec le cabinet", "cellule_Appel!F7": "97,50"}
    page = navigateur.post("/appels-fonds/imports/1/cellules", **champs).text
    assert "1 cellule corrigée, fichier relu : plus rien ne bloque." in page
    assert "97,5O" in page
    retrait = {"version": _hidden(page, "version"), "motif": "retirée", "cellule_Appel!F7": ""}
    page = navigateur.post("/appels-fonds/imports/1/cellules", retirer="cellule_Appel!F7", **retrait).text
    assert "il reste une faute bloquante" in page


def test_a_program_reads_and_changes_a_profile(porte):
    assert porte("GET", "/syndics/S01/profil").json["version"] == 0
    contenu = {"natures": {"appel": "provision"}}
    change = porte("PUT", "/syndics/S01/profil", json={"version": 0, "contenu": contenu, "motif": "essai"})
    assert (change.status_code, change.json["version"]) == (200, 1)
    assert porte("PUT", "/syndics/S01/profil", json={"version": 0, "contenu": contenu}).status_code == 409
    assert porte("PUT", "/syndics/S01/profil", json={"version": 1, "contenu": {"role": {}}}).status_code == 422


def test_a_page_says_that_nothing_is_posted_only_where_it_is_so(navigateur):
    contenu = a_workbook(TRIMESTRE)
    assert "Rien n’est encore comptabilisé." in _drop(navigateur, contenu).text
    integrate_now(contenu, "appel.xlsx")
    encore = _drop(navigateur, a_workbook(TRIMESTRE, titre="Le même appel, enregistré autrement"), "bis.xlsx").text
    assert "Rien n’est encore" not in encore
    assert "Cet import n’a rien comptabilisé" in encore
    autres = [
        ("X002", "3", "GEN", "Provision", "01/04/2026", 410.0),
        ("X001", "99", "GEN", "Provision", "01/07/2026", 9),
    ]
    page = _drop(navigateur, a_workbook(autres), "partie.xlsx").text
    champs = {f"motif_{code}": "vu" for code in re.findall(r'name="motif_(\w+)"', page)}
    numero = re.search(r"/imports/(\d+)/integrer", page)[1]
    navigateur.post(
        f"/appels-fonds/imports/{numero}/integrer", version=_hidden(page, "version"), en_partie="oui", **champs
    )
    reste = navigateur.get(f"/appels-fonds/imports/{numero}").text
    assert "Rien n’est encore" not in reste
    assert "1 ligne de ce fichier est déjà comptabilisée" in reste
    assert "le reste attend encore" in reste


def test_a_text_file_has_no_sheet_for_a_program_and_keeps_its_name_on_the_page(porte, navigateur):
    rangees = ["Copropriété;Lot;Clé;Nature;Exigible le;Montant appelé", "X001;3;GEN;Provision;01/04/2026;cent euros"]
    texte = "\n".join([*rangees, "X001;7;GEN;Provision;01/04/2026;500,00"]).encode()
    assert "appel T2 <strong>F2</strong>" in _drop(navigateur, texte, "appel T2.csv").text
    lu = porte("GET", "/imports/1").json
    assert {(x["feuille"], x["cellule"]) for x in lu["anomalies"] if x["code"] == "MONTANT_INVALIDE"} == {(None, "F2")}
    corps = {"version": lu["version"], "motif": "dit au téléphone"}
    corps["cellules"] = [{"feuille": None, "cellule": "F2", "valeur": "410,00"}]
    lu = porte("POST", "/imports/1/cellules", json=corps).json
    assert [(x["feuille"], x["cellule"], x["montant"]) for x in lu["lignes"]] == [
        (None, "F2", 41000),
        (None, "F3", 50000),
    ]
