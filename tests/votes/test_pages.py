"""The pages of votes, as a browser without JavaScript sees them."""

import io
import re
from datetime import timedelta

import pytest
from sqlalchemy import event

from services.suite import Suite
from services.votes.consignes.reponses import give_consigne
from services.votes.models import Position
from shared.database import Session, current_engine
from shared.presentation import today
from tests.votes.conftest import AUJOURDHUI, resolution_of
from tests.votes.portes import open_browser

DANS_UN_MOIS = today() + timedelta(days=30)


def answer(parc, resolution, position=Position.CONTRE, motif="Écart sur l’eau"):
    with Session.begin() as session:
        give_consigne(session, parc.co, resolution.id, position=position, motif=motif, version=resolution.version,
                      aujourdhui=AUJOURDHUI)  # fmt: skip


@pytest.fixture
def rc(application, parc_sqlite):
    return open_browser(application, parc_sqlite.rc)


@pytest.fixture
def co(application, parc_sqlite):
    return open_browser(application, parc_sqlite.co)


def test_a_manager_creates_an_assembly_by_the_name_of_its_copropriete(rc):
    page = rc.post(
        "/votes/ag/nouvelle", copropriete="tilleuls", date_ag=DANS_UN_MOIS.isoformat(), heure="18h30",
        agenda="1. Approbation des comptes 2025\n2. Quitus au syndic",
    )  # fmt: skip
    assert page.status_code == 200
    assert "2 résolutions enregistrées" in page.text
    assert "C001 · Les Tilleuls" in page.text


def test_the_agenda_may_come_as_a_text_file_of_windows(rc):
    fichier = (io.BytesIO("1. Élection du bureau\r\n2. Quitus au syndic".encode("cp1252")), "convocation.txt")
    page = rc.post("/votes/ag/nouvelle", copropriete="C001", date_ag=DANS_UN_MOIS.isoformat(), fichier=fichier)
    assert "2 résolutions enregistrées" in page.text
    lignes = rc.get(page.request.path + "/resolutions")
    assert "Élection du bureau" in lignes.text


def test_a_pdf_is_refused_with_what_to_do(rc):
    fichier = (io.BytesIO(b"%PDF-1.7 ..."), "convocation.pdf")
    page = rc.post("/votes/ag/nouvelle", copropriete="C001", date_ag=DANS_UN_MOIS.isoformat(), fichier=fichier)
    assert page.status_code == 422
    assert "Le PDF est incomplet" in page.text


def test_every_fault_of_the_form_is_said_at_its_field_and_nothing_typed_is_lost(rc):
    page = rc.post(
        "/votes/ag/nouvelle", copropriete="Bizillon", date_ag="2026-13-45", heure="25:99", agenda="1. Quitus"
    )
    assert page.status_code == 422
    for fault in (
        "Aucune copropriété ne répond à « Bizillon »",
        "« 2026-13-45 » n’est pas une date",
        "n’est pas une heure",
    ):
        assert fault in page.text
    assert 'id="champ-copropriete-faute"' in page.text
    assert "1. Quitus</textarea>" in page.text


def test_an_assembly_twice_the_same_day_is_refused_and_the_agenda_is_not_lost(rc, parc_sqlite):
    parc_sqlite.add_ag(DANS_UN_MOIS)
    page = rc.post("/votes/ag/nouvelle", copropriete="C001", date_ag=DANS_UN_MOIS.isoformat(), agenda="1. Quitus")
    assert page.status_code == 409
    assert "a déjà une AG le" in page.text


def test_the_assembly_shows_each_resolution_with_its_weight_and_employee(rc, parc_sqlite):
    ag_id = parc_sqlite.add_ag(DANS_UN_MOIS)
    lignes = rc.get(f"/votes/ag/{ag_id}/resolutions").text
    assert "312 / 10\u202f000 · 3,12\u00a0%" in lignes
    assert "179 / 5\u202f000 · 3,58\u00a0%" in lignes
    assert "Inès Faure" in lignes
    assert "Sans vote" in lignes
    dates = rc.get(f"/votes/ag/{ag_id}").text
    assert "décret art. 9 bis" in dates
    assert "notre règle : 6 jours ouvrés avant" in dates


def test_the_table_is_sent_again_only_when_somebody_acted(rc, parc_sqlite):
    ag_id = parc_sqlite.add_ag(DANS_UN_MOIS)
    first = rc.get(f"/votes/ag/{ag_id}/resolutions")
    etag = first.headers["X-Vivant"]
    assert rc.get(f"/votes/ag/{ag_id}/resolutions", **{"X-Vivant": etag}).status_code == 204
    answer(parc_sqlite, resolution_of(ag_id, 2))
    again = rc.get(f"/votes/ag/{ag_id}/resolutions", **{"X-Vivant": etag})
    assert again.status_code == 200
    assert "Écart sur l’eau" in again.text


def test_an_article_printed_otherwise_is_flagged_with_both(rc, parc_sqlite):
    agenda = "1. Désignation du syndic (majorité de l’article 24)\nL’assemblée désigne le cabinet Furan."
    ag_id = parc_sqlite.add_ag(DANS_UN_MOIS, agenda)
    lignes = rc.get(f"/votes/ag/{ag_id}/resolutions").text
    assert "Art. 25" in lignes
    assert "imprimé : 24" in lignes


def test_the_employee_finds_his_resolutions_and_answers_the_next_one(co, parc_sqlite):
    ag_id = parc_sqlite.add_ag(DANS_UN_MOIS, "1. Approbation des comptes 2025\n2. Vote du budget prévisionnel 2027")
    file = co.get("/votes/mes-consignes").text
    assert "Approbation des comptes 2025" in file
    first, second = resolution_of(ag_id, 1), resolution_of(ag_id, 2)
    page = co.post(f"/votes/resolutions/{first.id}/consignes", position="CONTRE", motif="Écart", version="1")
    assert page.request.path == f"/votes/resolutions/{second.id}"
    assert "Consigne enregistrée : contre à « Approbation des comptes 2025 »" in page.text
    page = co.post(f"/votes/resolutions/{second.id}/consignes", position="POUR", motif="Stable", version="1")
    assert "toutes vos consignes sont données" in page.text
    assert "Écart" in co.get("/votes/a-voter?volet=donnees").text


def test_the_decision_says_what_each_answer_forfeits(co, parc_sqlite):
    resolution = resolution_of(parc_sqlite.add_ag(DANS_UN_MOIS), 2)
    page = co.get(f"/votes/resolutions/{resolution.id}").text
    assert "S’abstenir interdit de contester" in page
    assert "Voter pour interdit de contester l’adoption" in page
    assert 'data-raccourci="p"' in page


def test_without_a_reason_the_page_comes_back_with_the_choice(co, parc_sqlite):
    resolution = resolution_of(parc_sqlite.add_ag(DANS_UN_MOIS), 2)
    page = co.post(f"/votes/resolutions/{resolution.id}/consignes", position="ABSTENTION", motif=" ", version="1")
    assert page.status_code == 422
    assert "Le motif est obligatoire" in page.text
    assert "checked" in page.text.split('value="ABSTENTION"')[1].split(">")[0]


def test_a_stale_answer_shows_both_and_confirms_at_the_second_try(rc, parc_sqlite):
    ag_id = parc_sqlite.add_ag(DANS_UN_MOIS)
    resolution = resolution_of(ag_id, 2)
    answer(parc_sqlite, resolution, Position.POUR, "Comptes vérifiés")
    page = rc.post(f"/votes/resolutions/{resolution.id}/consignes", position="CONTRE", motif="Litige", version="1")
    assert page.status_code == 409
    assert "Réponse de Inès Faure" in page.text
    assert "Contre : Litige" in page.text
    assert "Confirmer ma réponse" in page.text
    page = rc.post(f"/votes/resolutions/{resolution.id}/consignes", position="CONTRE", motif="Litige", version="2")
    assert page.status_code == 200
    assert resolution_of(ag_id, 2).consigne.position is Position.CONTRE


def test_a_manager_corrects_the_type_and_reassigns(rc, parc_sqlite):
    ag_id = parc_sqlite.add_ag(DANS_UN_MOIS)
    resolution = resolution_of(ag_id, 2)
    address = f"/votes/resolutions/{resolution.id}"
    assert "Inès Faure" in rc.get(f"{address}/corriger").text
    assert rc.post(f"{address}/type", type="QUITUS", version="1").status_code == 200
    page = rc.post(f"{address}/affectation", agent=str(parc_sqlite.ju.id), motif="Litige en cours", version="2")
    assert page.request.path == f"/votes/ag/{ag_id}"
    assert resolution_of(ag_id, 2).affectation.agent.nom == "Julie Sabatier"
    assert rc.post(f"{address}/cle", cle="BATA", version="2").status_code == 409


def test_past_votes_on_the_same_type_are_recalled(co, parc_sqlite):
    answer(parc_sqlite, resolution_of(parc_sqlite.add_ag(AUJOURDHUI), 2), motif="Comptes douteux en 2024")
    resolution = resolution_of(parc_sqlite.add_ag(DANS_UN_MOIS), 2)
    assert "Comptes douteux en 2024" in co.get(f"/votes/resolutions/{resolution.id}").text


def test_the_quote_part_is_shown_in_euros_with_how_it_is_computed(rc, parc_sqlite):
    agenda = "1. Ravalement du bâtiment A\nL’assemblée décide les travaux pour un montant de 120 000,00 € TTC."
    resolution = resolution_of(parc_sqlite.add_ag(DANS_UN_MOIS, agenda), 1)
    assert resolution.montant_centimes == 12_000_000
    page = rc.get(f"/votes/resolutions/{resolution.id}").text
    assert "4\u202f296,00\u00a0€" in page
    assert "× 179 / 5\u202f000" in page


def test_charges_that_does_not_answer_costs_one_sentence(co, parc_sqlite):
    resolution = resolution_of(parc_sqlite.add_ag(DANS_UN_MOIS), 2)
    assert f"/votes/resolutions/{resolution.id}/charges" in co.get(f"/votes/resolutions/{resolution.id}").text
    panneau = co.get(f"/votes/resolutions/{resolution.id}/charges")
    assert panneau.status_code == 200
    assert "Le service Charges ne répond pas" in panneau.text


def test_charges_is_asked_in_the_name_of_the_agent(config, parc_sqlite):
    suite = Suite(config)
    resolution = resolution_of(parc_sqlite.add_ag(DANS_UN_MOIS), 2)
    browser = open_browser(suite.applications["votes"], parc_sqlite.co)
    assert "/charges/coproprietes/C001" in browser.get(f"/votes/resolutions/{resolution.id}/charges").text or (
        "Charges ne connaît encore" in browser.get(f"/votes/resolutions/{resolution.id}/charges").text
    )


def test_the_panel_of_a_copropriete_shows_the_next_assembly(co, parc_sqlite):
    assert "Aucune AG à venir" in co.get("/votes/coproprietes/C001/panneau").text
    parc_sqlite.add_ag(DANS_UN_MOIS)
    panneau = co.get("/votes/coproprietes/C001/panneau")
    assert "3 consignes attendues" in panneau.text
    etag = panneau.headers["X-Vivant"]
    assert co.get("/votes/coproprietes/C001/panneau", **{"X-Vivant": etag}).status_code == 204
    assert co.get("/votes/coproprietes/C002/panneau").status_code == 404


def test_the_list_filters_by_its_address(rc, parc_sqlite):
    parc_sqlite.add_ag(DANS_UN_MOIS)
    assert "Les Tilleuls" in rc.get("/votes/").text
    assert "Les Tilleuls" in rc.get("/votes/?q=tilleul+lyon&incompletes=oui").text
    assert "Aucune assemblée ne répond à ce filtre" in rc.get("/votes/?q=platane").text
    assert "Aucune assemblée ici" in rc.get("/votes/?periode=passees").text


@pytest.mark.parametrize("address", ["/votes/ag/{ag}", "/votes/ag/{ag}/resolutions", "/votes/resolutions/{r}"])
def test_another_agency_gets_a_page_that_does_not_exist(application, parc_sqlite, address):
    ag_id = parc_sqlite.add_ag(DANS_UN_MOIS)
    browser = open_browser(application, parc_sqlite.ailleurs)
    assert browser.get(address.format(ag=ag_id, r=resolution_of(ag_id, 2).id)).status_code == 404


@pytest.mark.parametrize("path", ["/votes/ag/nouvelle", "/votes/resolutions/1/corriger"])
def test_only_a_manager_creates_and_corrects(co, path):
    assert co.get(path).status_code == 403


def test_the_page_of_an_assembly_asks_the_same_number_of_queries_whatever_its_length(rc, parc_sqlite):
    def count(ag_id):
        seen = []
        listener = lambda *args: seen.append(args[2])  # noqa: E731
        event.listen(current_engine(), "before_cursor_execute", listener)
        assert rc.get(f"/votes/ag/{ag_id}/resolutions").status_code == 200
        event.remove(current_engine(), "before_cursor_execute", listener)
        return len(seen)

    short = parc_sqlite.add_ag(DANS_UN_MOIS, "1. Quitus au syndic")
    long = parc_sqlite.add_ag(DANS_UN_MOIS + timedelta(days=1), "\n".join(f"{n}. Contrat {n}" for n in range(1, 31)))
    assert count(short) == count(long) > 2


@pytest.mark.parametrize(
    "address",
    ["/votes/", "/votes/a-voter", "/votes/ag/1", "/votes/ag/1/consignes", "/votes/ag/1/envoi", "/votes/resolutions/1"],
)
def test_a_key_of_a_page_has_one_meaning(rc, parc_sqlite, address):
    parc_sqlite.add_ag(DANS_UN_MOIS, "1. Quitus au syndic\n2. Désignation du syndic")
    keys = re.findall(r'data-raccourci="(.)"', rc.get(address).text)
    assert keys
    assert sorted(keys) == sorted(set(keys))
    assert not set(keys) & set("gjknx?/"), "those belong to every page"
