"""Administration: who may come in, with which rights; what failed and is sent again; what was done."""

import re
from collections.abc import Callable

from sqlalchemy import select

from services.suite import Suite
from shared.acteurs import SYSTEME
from shared.audit import record_acte, seal_once
from shared.database import Lecture, Session
from shared.messages import AppelFondsAnnule
from shared.models import Agent, CourrielSortant, FailedMessage, OutboxMessage, now
from shared.outbox import publish
from shared.presentation import today
from tests.coquille.conftest import Visiteur

Visit = Callable[..., Visiteur]
ADMIN = "admin@bailleur.example"


def id_of(courriel: str) -> int:
    with Lecture() as session:
        return session.scalars(select(Agent.id).where(Agent.courriel == courriel)).one()


def rights_of(courriel: str) -> tuple[set[str], set[str]]:
    with Lecture() as session:
        agent = session.scalars(select(Agent).where(Agent.courriel == courriel)).one()
        return {role.role for role in agent.roles}, {agence.code for agence in agent.agences}


def test_an_invitation_shows_its_link_once_and_sends_it(suite: Suite, visit: Visit) -> None:
    typed = {"courriel": "Nina@bailleur.example", "nom": "Nina Neuve", "roles": ["TE", "PX"], "agences": ["LYO"]}
    answer = visit(ADMIN).post("/administration/agents/inviter", typed)
    lien = re.search(r"/lien/[\w-]+", answer.text)
    assert lien
    with Lecture() as session:
        courriel = session.scalars(select(CourrielSortant)).one()
    assert courriel.destinataire == "nina@bailleur.example"
    assert lien[0] in courriel.corps
    assert rights_of("nina@bailleur.example") == ({"TE", "PX"}, {"LYO"})
    assert "Nina Neuve" in visit().get(lien[0]).text


def test_an_invitation_without_a_role_is_refused_and_keeps_what_was_typed(suite_sqlite: Suite, visit: Visit) -> None:
    answer = visit(ADMIN).post("/administration/agents/inviter", {"courriel": "n@b.example", "nom": "Nina"})
    assert answer.status_code == 422
    assert 'value="n@b.example"' in answer.text


def test_rights_change_at_the_next_click(suite: Suite, visit: Visit) -> None:
    accountant, ident = visit("co.lyon@bailleur.example"), id_of("co.lyon@bailleur.example")
    assert accountant.get("/coproprietes/C2").status_code == 404
    seen = re.search(r'name="version" value="(\d+)"', visit(ADMIN).get(f"/administration/agents/{ident}").text)
    assert seen
    typed = {"version": seen[1], "nom": "Cora Lyon", "roles": ["CO"], "agences": ["STE"]}
    assert visit(ADMIN).post(f"/administration/agents/{ident}", typed).status_code == 302
    assert accountant.get("/coproprietes/C2").status_code == 200
    assert accountant.get("/coproprietes/C1").status_code == 404
    assert visit(ADMIN).post(f"/administration/agents/{ident}", typed).status_code == 409


def test_the_last_administrator_stays(suite: Suite, visit: Visit) -> None:
    admin, ident = visit(ADMIN), id_of(ADMIN)
    typed = {"version": "1", "nom": "Anne", "roles": ["RC"], "agences": []}
    assert admin.post(f"/administration/agents/{ident}", typed).status_code == 409
    assert admin.post(f"/administration/agents/{ident}/desactiver").status_code == 409
    assert rights_of(ADMIN)[0] == {"ADMIN"}


def test_a_closed_account_opens_again_with_a_link(suite: Suite, visit: Visit) -> None:
    admin, ident = visit(ADMIN), id_of("rc.lyon@bailleur.example")
    admin.post(f"/administration/agents/{ident}/desactiver")
    assert "Fermé" in admin.get("/administration/agents").text
    assert "/lien/" in admin.post(f"/administration/agents/{ident}/reactiver").text
    assert rights_of("rc.lyon@bailleur.example") == ({"RC"}, {"LYO"})


def test_a_reset_ends_the_sessions_of_the_agent(suite: Suite, visit: Visit) -> None:
    accountant = visit("co.lyon@bailleur.example")
    assert (
        "/lien/" in visit(ADMIN).post(f"/administration/agents/{id_of('co.lyon@bailleur.example')}/reinitialiser").text
    )
    assert accountant.get("/").status_code == 302


def test_a_failed_message_is_sent_again_from_the_page(suite: Suite, visit: Visit) -> None:
    with Session.begin() as session:
        publish(session, AppelFondsAnnule(appel="A1", copropriete_id=1, annule_le=today()))
        message = session.scalars(select(OutboxMessage)).one()
        message.envoye_le = now()
        session.add(
            FailedMessage(
                message_id=message.id, fait=message.fait, service="charges", erreur="ValueError: non", echoue_le=now()
            )
        )
        ident = message.id
    admin = visit(ADMIN)
    assert "ValueError: non" in admin.get("/administration/sante").text
    assert admin.post(f"/administration/messages/{ident}/rejouer").status_code == 302
    assert "Aucun message en échec" in admin.get("/administration/sante").text
    with Lecture() as session:
        assert session.scalars(select(OutboxMessage.envoye_le)).one() is None
    assert "rejoue un message" in admin.get("/administration/journal").text
    assert admin.post("/administration/messages/inconnu/rejouer").status_code == 404


def test_the_health_page_proves_the_journal_on_request(suite: Suite, visit: Visit) -> None:
    with Session.begin() as session:
        record_acte(session, SYSTEME, "essaie", "rien", 1)
        session.flush()
        seal_once(session)
    admin = visit(ADMIN)
    assert "Chaîne intacte" not in admin.get("/administration/sante").text
    assert "Chaîne intacte" in admin.get("/administration/sante?verifier").text


def test_the_journal_is_filtered_by_agent_act_copropriete_and_day(suite: Suite, visit: Visit) -> None:
    visit("rc.lyon@bailleur.example").post(
        "/patrimoine/coproprietes/C1/vente", {"version": "1", "numero": "9", "au": "2020-12-31"}
    )
    direction = visit("di@bailleur.example")
    journal = "/administration/journal"
    jour = today().isoformat()
    for filtre in ("?agent=rc.lyon@bailleur.example", "?q=vend", "?copropriete=C1&q=lot", f"?du={jour}&au={jour}"):
        assert "vend un lot" in direction.get(journal + filtre).text
    for filtre in (
        "?agent=di@bailleur.example",
        "?q=ach%C3%A8te",
        "?copropriete=C2",
        "?copropriete=C9",
        "?au=2020-01-01",
    ):
        assert "vend un lot" not in direction.get(journal + filtre).text


def test_administration_is_closed_to_the_others(suite_sqlite: Suite, visit: Visit) -> None:
    accountant = visit("co.lyon@bailleur.example")
    for page in ("agents", "agents/1", "agents/inviter", "sante", "journal"):
        assert accountant.get(f"/administration/{page}").status_code == 403
    assert visit("di@bailleur.example").get("/administration/agents").status_code == 403
    assert "Administration</a>" not in accountant.get("/").text
