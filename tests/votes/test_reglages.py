"""The pages and the JSON of the settings: a rule is written, tried, adopted, changed, withdrawn; others only read."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from services.votes.attribution.affectations import reassign_resolution
from services.votes.consignes.reponses import give_consigne
from services.votes.models import FormulationRetenue, GenreRegle, Position, Regle
from services.votes.politique.conditions import Conditions
from services.votes.politique.essais import apply_regles, try_doctrine, try_routage
from services.votes.politique.reglages import SaisieRegle
from shared.acteurs import Acteur
from shared.auth.comptes import to_acteur
from shared.database import Session
from shared.models import Agent, RoleAgent, Syndic, now
from shared.presentation import today
from tests.votes.conftest import resolution_of
from tests.votes.portes import bearer, open_browser

DANS_UN_MOIS = today() + timedelta(days=30)


@pytest.fixture
def admin(parc_sqlite) -> Acteur:
    with Session.begin() as session:
        agent = Agent(courriel="admin@deuxrives.example", nom="Ada Min", roles=[RoleAgent(role="ADMIN")])
        session.add(agent)
        session.flush()
        return to_acteur(agent)


@pytest.fixture
def navigateur(application, admin):
    return open_browser(application, admin)


def fields(**champs):
    return {"libelle": "Toitures à la direction", "motif": "Budget du patrimoine", "types": "TRAVAUX_CONSERVATION",
            "role": "DI", "acte": "enregistrer", **champs}  # fmt: skip


def saisie(genre=GenreRegle.AFFECTATION, **rest):
    conditions = Conditions(types=("TRAVAUX_CONSERVATION",))
    return SaisieRegle(genre=genre, libelle="Essai", motif="Pour voir", conditions=conditions, **rest)


class TestPages:
    def test_a_rule_is_tried_before_it_is_adopted(self, navigateur, parc_sqlite):
        parc_sqlite.add_ag(DANS_UN_MOIS)
        page = navigateur.post("/votes/reglages/affectation/nouvelle", **fields(acte="essayer"))
        assert "Essai : rien n’est enregistré" in page.text
        assert "3 résolutions à venir" in page.text
        assert "Thomas Giraud" in page.text
        assert "Denis Roche" in page.text
        with Session() as session:
            assert session.scalar(select(Regle).where(Regle.genre == GenreRegle.AFFECTATION)) is None

    def test_adopted_it_can_move_what_is_to_come_at_once(self, navigateur, parc_sqlite):
        ag_id = parc_sqlite.add_ag(DANS_UN_MOIS)
        page = navigateur.post("/votes/reglages/affectation/nouvelle", **fields(appliquer="oui"))
        assert "Règle A1 v1 en vigueur le" in page.text
        assert "1 résolutions à venir réaffectées" in page.text
        assert resolution_of(ag_id, 3).affectation.agent.nom == "Denis Roche"

    def test_a_change_is_a_new_version_and_the_former_is_shown(self, navigateur):
        navigateur.post("/votes/reglages/affectation/nouvelle", **fields())
        page = navigateur.post("/votes/reglages/affectation/1", **fields(role="JU", version=1))
        assert "A1 v2" in page.text
        versions = navigateur.get("/votes/reglages/affectation/1").text
        assert "A1 v1" in versions
        assert "Enregistrer la version 3" in versions

    def test_a_stale_version_is_refused_with_what_was_typed(self, navigateur):
        navigateur.post("/votes/reglages/affectation/nouvelle", **fields())
        navigateur.post("/votes/reglages/affectation/1", **fields(version=1))
        page = navigateur.post("/votes/reglages/affectation/1", **fields(version=1, motif="Mon motif à moi"))
        assert page.status_code == 409
        assert "Mon motif à moi" in page.text

    def test_withdrawn_with_a_reason_it_stays_in_the_list(self, navigateur):
        navigateur.post("/votes/reglages/affectation/nouvelle", **fields())
        refus = navigateur.post("/votes/reglages/affectation/1", **fields(acte="retirer", version=1))
        assert (refus.status_code, "Dites pourquoi" in refus.text) == (422, True)
        page = navigateur.post(
            "/votes/reglages/affectation/1", **fields(acte="retirer", version=1, motif_retrait="Réorganisation")
        )
        assert "retirée" in page.text

    def test_every_fault_is_at_its_field(self, navigateur):
        page = navigateur.post(
            "/votes/reglages/visas/nouvelle", **fields(libelle="", quote_part_min="1.234", part_min="120")
        )
        assert page.status_code == 422
        assert "« 1.234 » n’est pas un montant" in page.text
        assert "« 120 » n’est pas un pourcentage" in page.text

    def test_the_doctrine_of_departure_is_loaded_once_by_its_button(self, navigateur):
        assert "Charger la doctrine de départ" in navigateur.get("/votes/reglages/doctrine").text
        page = navigateur.post("/votes/reglages/doctrine/depart")
        assert "R1 v1 · Dispense de mise en concurrence" in page.text
        assert "Charger la doctrine de départ" not in page.text

    def test_the_past_is_not_judged_again(self, navigateur):
        page = navigateur.post("/votes/reglages/affectation/nouvelle", **fields(du="2020-01-01"))
        assert (page.status_code, "ne vaut pas pour le passé" in page.text) == (422, True)

    def test_others_read_and_cannot_write(self, application, parc_sqlite):
        rc = open_browser(application, parc_sqlite.rc)
        page = rc.get("/votes/reglages/visas")
        assert "V1 v1 · Actes de disposition" in page.text
        assert "Ajouter une règle" not in page.text
        assert "Enregistrer la version" not in rc.get("/votes/reglages/visas/1").text
        assert rc.get("/votes/reglages/visas/nouvelle").status_code == 403
        assert rc.post("/votes/reglages/visas/1", **fields()).status_code == 403
        assert rc.get("/votes/reglages/nimporte").status_code == 404


class TestEssais:
    def test_what_was_given_by_hand_or_answered_does_not_move(self, parc_sqlite, admin):
        ag_id = parc_sqlite.add_ag(DANS_UN_MOIS)
        resolution = resolution_of(ag_id, 3)
        with Session.begin() as session:
            reassign_resolution(session, parc_sqlite.rc, resolution.id, parc_sqlite.ju.id, motif="Litige", version=1)
        with Session.begin() as session:
            essai = try_routage(session, admin, GenreRegle.AFFECTATION, saisie(role="DI"), None, today())
            assert (essai.examinees, essai.changements) == (2, 0)
            assert apply_regles(session, admin, today()) == 0

    def test_a_visa_rule_is_tried_too(self, parc_sqlite, admin):
        parc_sqlite.add_ag(DANS_UN_MOIS)
        with Session() as session:
            essai = try_routage(session, admin, GenreRegle.VISA, saisie(GenreRegle.VISA, role="JU"), None, today())
        assert [(one.visa_avant, one.visa_apres) for one in essai.lignes] == [(None, "JU")]

    def test_someone_who_left_is_replaced_when_the_rules_are_applied(self, parc_sqlite, admin):
        ag_id = parc_sqlite.add_ag(DANS_UN_MOIS)
        with Session.begin() as session:
            session.get(Agent, parc_sqlite.te.id).actif = False
        with Session.begin() as session:
            assert apply_regles(session, admin, today()) == 1
        after = resolution_of(ag_id, 3)
        assert (after.affectation.agent.nom, after.version) == ("Inès Faure", 2)

    def test_a_doctrine_is_compared_with_past_answers(self, parc_sqlite, admin):
        passee = today() - timedelta(days=40)
        resolution = resolution_of(parc_sqlite.add_ag(passee), 3)
        with Session.begin() as session:
            give_consigne(session, parc_sqlite.te, resolution.id, position=Position.POUR, motif="Utile", version=1,
                          aujourdhui=passee)  # fmt: skip
        with Session() as session:
            essai = try_doctrine(session, admin, saisie(GenreRegle.DOCTRINE, position=Position.CONTRE), None, today())
            assert (essai.examinees, essai.changements) == (1, 1)
            assert (dict(essai.avant), dict(essai.apres)) == ({"silence": 1}, {"ecart": 1})


class TestJson:
    def test_rules_are_read_added_changed_and_withdrawn(self, application, config, admin):
        client, headers = application.test_client(), bearer(config, admin)
        body = {"genre": "DOCTRINE", "libelle": "Quitus", "motif": "Par principe", "position": "ABSTENTION",
                "conditions": {"types": ["QUITUS"]}}  # fmt: skip
        first = client.post("/votes/api/v1/regles", json=body, headers=headers)
        assert (first.status_code, first.json["nom"], first.json["quand"]) == (
            201,
            "R1 v1",
            ["type : Quitus au syndic"],
        )
        again = client.post("/votes/api/v1/regles", json={**body, "numero": 1, "version": 1}, headers=headers)
        assert again.json["nom"] == "R1 v2"
        stale = client.post("/votes/api/v1/regles", json={**body, "numero": 1, "version": 1}, headers=headers)
        assert (stale.status_code, stale.json["code"]) == (409, "VERSION_PERIMEE")
        ended = client.post("/votes/api/v1/regles/DOCTRINE/1/retrait", json={"motif": "Revue", "version": 2},
                            headers=headers)  # fmt: skip
        assert ended.json["au"] == today().isoformat()
        assert len(client.get("/votes/api/v1/regles?genre=VISA", headers=headers).json) == 5

    def test_the_proposal_and_the_simulation_of_a_resolution(self, application, config, parc_sqlite, admin):
        client, headers = application.test_client(), bearer(config, parc_sqlite.rc)
        resolution = resolution_of(parc_sqlite.add_ag(DANS_UN_MOIS), 3)
        address = f"/votes/api/v1/resolutions/{resolution.id}"
        assert client.get(f"{address}/proposition", headers=headers).status_code == 404
        rule = {"genre": "DOCTRINE", "libelle": "Travaux", "motif": "Utiles", "position": "POUR"}
        client.post("/votes/api/v1/regles", json=rule, headers=bearer(config, admin))
        found = client.get(f"{address}/proposition", headers=headers).json
        assert found == {"position": "POUR", "position_second": None, "position_si_amendee": None, "motif": "Utiles",
                         "regle": "R1 v1"}  # fmt: skip
        simulation = client.get(f"{address}/simulation", headers=headers).json
        assert (simulation["voix"], simulation["total"], len(simulation["lignes"])) == (179, 5000, 11)

    def test_absences(self, application, config, parc_sqlite):
        client, headers = application.test_client(), bearer(config, parc_sqlite.te)
        body = {"agent_id": parc_sqlite.te.id, "du": DANS_UN_MOIS.isoformat(), "au": DANS_UN_MOIS.isoformat()}
        assert client.post("/votes/api/v1/absences", json=body, headers=headers).status_code == 201
        assert client.get("/votes/api/v1/absences", headers=headers).json[0]["agent"] == "thomas@deuxrives.example"
        other = {**body, "agent_id": parc_sqlite.ju.id}
        assert client.post("/votes/api/v1/absences", json=other, headers=headers).status_code == 403


class TestAbsencesAndWordings:
    def test_an_employee_records_his_own_absence_and_cancels_it(self, application, parc_sqlite):
        te = open_browser(application, parc_sqlite.te)
        page = te.post("/votes/reglages/absences", agent=parc_sqlite.te.id, du=DANS_UN_MOIS.isoformat(),
                       au=DANS_UN_MOIS.isoformat(), remplacant=parc_sqlite.ju.id)  # fmt: skip
        assert "0 consigne à Julie Sabatier" in page.text
        assert "Absence annulée" in te.post("/votes/reglages/absences/1/annulation").text

    def test_a_faulty_absence_comes_back(self, application, parc_sqlite):
        te = open_browser(application, parc_sqlite.te)
        page = te.post("/votes/reglages/absences", agent=parc_sqlite.te.id, du="2026-02-30", au="")
        assert page.status_code == 422

    def test_a_wording_is_listed_and_forgotten(self, application, parc_sqlite):
        with Session.begin() as session:
            syndic = Syndic(code="S01", nom="Régie du Parc")
            session.add(
                FormulationRetenue(syndic=syndic, patron="dossier facade", exemple="Dossier façade", type="ETUDES",
                                   version=1, par="claire@deuxrives.example", par_nom="Claire Morel", le=now())
            )  # fmt: skip
        rc = open_browser(application, parc_sqlite.rc)
        assert "Régie du Parc" in rc.get("/votes/reglages/formulations").text
        assert "Formulation oubliée" in rc.post("/votes/reglages/formulations/1/retrait").text


def test_our_own_request_is_flagged_on_the_page_and_asks_for_a_visa(application, parc_sqlite):
    resolution = resolution_of(parc_sqlite.add_ag(DANS_UN_MOIS), 3)
    rc = open_browser(application, parc_sqlite.rc)
    rc.post(f"/votes/resolutions/{resolution.id}/notre-demande", notre_demande="oui", version=1)
    after = resolution_of(resolution.ag_id, 3)
    assert (after.notre_demande, after.visa_role, after.version) == (True, "DI", 2)
    page = rc.get(f"/votes/resolutions/{resolution.id}/corriger")
    assert "Visa demandé : Direction, règle V4 v1" in page.text
    rc.post(f"/votes/resolutions/{resolution.id}/notre-demande", version=2)
    assert resolution_of(resolution.ag_id, 3).visa_role is None
