"""Fifty forms at once: each made apart, one that cannot does not stop the others, and the task says which and why."""

import io
import zipfile
from datetime import UTC, datetime, time, timedelta

import pytest
import time_machine
from dramatiq import Message, MessageProxy
from sqlalchemy import select

import services.votes.actors  # noqa: F401 - declares who hears that a form was asked for
from services.votes.app import create_app
from services.votes.envois.groupes import load_tache, request_formulaires
from services.votes.envois.suivi import list_envois, list_envois_a_faire
from services.votes.models import AssembleeGenerale, Canal, FeuilleInstruction, Position, Signature
from shared.broker import keep_failure
from shared.database import Lecture, Session
from shared.errors import InvalidError, NotFoundError
from shared.inbox import RECEIVERS, receive
from shared.models import EtatTache, FailedMessage, OutboxMessage
from shared.pdf.scellement import make_certificat_demonstration
from tests.votes.conftest import AUJOURDHUI, DATE_AG
from tests.votes.envois.conftest import Envoi
from tests.votes.portes import open_browser


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel(datetime(2026, 11, 23, 9, tzinfo=UTC)):
        yield


def add_ags(envoi: Envoi, count: int, *, answered: bool = True) -> list[int]:
    """Assemblies of C001 on the following days, ready to be sent."""
    ids = []
    for rang in range(count):
        envoi.ag_id = envoi.parc.add_ag(DATE_AG + timedelta(days=1 + rang), "1. Quitus au syndic")
        with Session.begin() as session:
            ag = session.get(AssembleeGenerale, envoi.ag_id)
            ag.heure, ag.lieu, ag.canal = time(18, 0), "Salle des fêtes", Canal.CORRESPONDANCE
            ag.formulaire_adresse, ag.formulaire_courriel = "8 place Bellecour, Lyon", "ag@bellecour.example"
        if answered:
            envoi.answer({1: Position.CONTRE})
        ids.append(envoi.ag_id)
    return ids


def deliver() -> int:
    """Hand the waiting facts to their subscribers, as the worker does; the same fact twice is applied once."""
    with Lecture() as session:
        waiting = [
            (row.id, row.contenu)
            for row in session.scalars(select(OutboxMessage).where(OutboxMessage.fait == "FormulaireDemande"))
        ]
    applied = 0
    for ident, payload in waiting * 2:
        applied += receive(RECEIVERS["votes.FormulaireDemande"], ident, payload)
    return applied


def test_one_form_that_cannot_be_made_does_not_stop_the_others(envoi):
    ready = add_ags(envoi, 3)
    [missing] = add_ags_later(envoi)
    with Session.begin() as session:
        tache = request_formulaires(session, envoi.rc, [*ready, missing], envoi.delegation_id, sceller=False)
        tache_id = tache.id
        assert (tache.etat, tache.fait, tache.total) == (EtatTache.EN_COURS, 0, 4)
    assert deliver() == 4
    with Lecture() as session:
        suivi = load_tache(session, envoi.rc, tache_id)
        assert (suivi.tache.etat, suivi.tache.fait) == (EtatTache.TERMINEE, 4)
        assert suivi.tache.message == "3 formulaires prêts, 1 à reprendre."
        refused, *made = suivi.lignes
        assert (refused["ag_id"], refused["faite"]) == (missing, False)
        assert refused["fautes"][0]["code"] == "CONSIGNE_ABSENTE"
        assert {one["ag_id"] for one in made} == set(ready)
        assert len(session.scalars(select(FeuilleInstruction)).all()) == 3


def add_ags_later(envoi: Envoi) -> list[int]:
    """One more assembly, that nobody answered."""
    envoi.ag_id = envoi.parc.add_ag(DATE_AG + timedelta(days=40), "1. Quitus au syndic")
    with Session.begin() as session:
        session.get(AssembleeGenerale, envoi.ag_id).canal = Canal.CORRESPONDANCE
    return [envoi.ag_id]


def test_forms_may_be_sealed_together_and_an_assembly_already_sent_is_left_alone(envoi_sqlite, config, monkeypatch):
    envoi = envoi_sqlite
    make_certificat_demonstration(config.certificat, "ESH Deux Rives")
    monkeypatch.setenv("TANTIEME_CERTIFICAT", str(config.certificat))
    monkeypatch.setenv("TANTIEME_DONNEES", str(config.donnees))
    [ag_id] = add_ags(envoi, 1)
    for _ in range(2):
        with Session.begin() as session:
            tache_id = request_formulaires(session, envoi.rc, [ag_id], envoi.delegation_id, sceller=True).id
        deliver()
    with Lecture() as session:
        [feuille] = session.scalars(select(FeuilleInstruction))
        assert feuille.signature is Signature.SCELLEE
        [line] = load_tache(session, envoi.rc, tache_id).lignes
        assert "déjà en vigueur" in line["message"]


def test_an_assembly_that_wants_somebody_in_the_room_waits_for_its_representative(envoi_sqlite):
    envoi_sqlite.answer()
    with Session.begin() as session:
        tache = request_formulaires(
            session, envoi_sqlite.rc, [envoi_sqlite.ag_id], envoi_sqlite.delegation_id, sceller=False
        )
        tache_id = tache.id
    deliver()
    with Lecture() as session:
        [line] = load_tache(session, envoi_sqlite.rc, tache_id).lignes
        assert "Un représentant est conseillé (Résolution 3 : l’élection du syndic" in line["message"]
    with Session.begin() as session:
        tache_id = request_formulaires(
            session, envoi_sqlite.rc, [envoi_sqlite.ag_id], envoi_sqlite.delegation_id, sceller=False,
            correspondance=True,
        ).id  # fmt: skip
    deliver()
    with Lecture() as session:
        assert load_tache(session, envoi_sqlite.rc, tache_id).tache.message == "1 formulaire prêt, 0 à reprendre."


def test_a_form_that_fails_however_often_ends_its_task_in_error_with_one_sentence(envoi_sqlite):
    ready = add_ags(envoi_sqlite, 2)
    with Session.begin() as session:
        tache_id = request_formulaires(session, envoi_sqlite.rc, ready, envoi_sqlite.delegation_id, sceller=False).id
    with Lecture() as session:
        messages = session.scalars(select(OutboxMessage).where(OutboxMessage.fait == "FormulaireDemande")).all()
    lost, made = messages
    receive(RECEIVERS["votes.FormulaireDemande"], made.id, made.contenu)
    for _ in range(2):
        give_up(lost)
    with Lecture() as session:
        suivi = load_tache(session, envoi_sqlite.rc, tache_id)
        assert (suivi.tache.etat, suivi.tache.fait) == (EtatTache.ECHOUEE, 2)
        assert suivi.tache.message == "1 formulaire prêt, 1 à reprendre, dont 1 par échec de l’impression."
        assert suivi.lignes[0]["ag_id"] == lost.contenu["ag_id"]
        assert suivi.lignes[0]["message"].startswith("L’impression a échoué après plusieurs essais")
        assert session.scalars(select(FailedMessage)).one().erreur == "typst: out of memory"
    receive(RECEIVERS["votes.FormulaireDemande"], lost.id, lost.contenu)
    with Lecture() as session:
        replayed = load_tache(session, envoi_sqlite.rc, tache_id).tache
        assert (replayed.etat, replayed.message) == (EtatTache.TERMINEE, "2 formulaires prêts, 0 à reprendre.")


def give_up(message: OutboxMessage) -> None:
    """What the worker does when a message has exhausted its retries."""
    keep_failure(MessageProxy(Message(
        queue_name="votes", actor_name="votes.FormulaireDemande", args=(message.contenu,), kwargs={},
        options={"traceback": "typst: out of memory"}, message_id=message.id,
    )))  # fmt: skip


def test_the_list_says_where_a_presence_is_advised_and_a_kept_channel_settles_it(envoi_sqlite, config):
    envoi_sqlite.answer()
    navigateur = open_browser(create_app(config), envoi_sqlite.rc)
    page = navigateur.get("/votes/envois").text
    assert "présence conseillée" in page
    assert "l’élection du syndic peut se jouer au second vote" in page
    assert "Lui préparer quand même un formulaire" in page
    address = f"/votes/ag/{envoi_sqlite.ag_id}/envoi/canal"
    with Lecture() as session:
        version = session.get_one(AssembleeGenerale, envoi_sqlite.ag_id).version
    assert navigateur.post(address, canal="CORRESPONDANCE", version=str(version + 1)).status_code == 409
    assert navigateur.post(address, canal="PIGEON", version=str(version)).status_code == 422
    kept = navigateur.post(address, canal="CORRESPONDANCE", version=str(version)).text
    assert "Gardé pour cette assemblée : <strong>Vote par correspondance</strong>" in kept
    page = navigateur.get("/votes/envois").text
    assert "présence conseillée" not in page
    with Session.begin() as session:
        tache_id = request_formulaires(
            session, envoi_sqlite.rc, [envoi_sqlite.ag_id], envoi_sqlite.delegation_id, sceller=False
        ).id
    deliver()
    with Lecture() as session:
        assert load_tache(session, envoi_sqlite.rc, tache_id).tache.message == "1 formulaire prêt, 0 à reprendre."


def test_a_selection_is_checked_before_anything_is_asked(envoi_sqlite):
    with Session.begin() as session, pytest.raises(InvalidError):
        request_formulaires(session, envoi_sqlite.rc, [], envoi_sqlite.delegation_id, sceller=False)
    with Session.begin() as session, pytest.raises(NotFoundError):
        request_formulaires(
            session, envoi_sqlite.parc.ailleurs, [envoi_sqlite.ag_id], envoi_sqlite.delegation_id, sceller=False
        )


def test_a_task_is_followed_by_who_asked_for_it_and_not_by_others(envoi_sqlite):
    [ag_id] = add_ags(envoi_sqlite, 1)
    with Session.begin() as session:
        tache_id = request_formulaires(session, envoi_sqlite.rc, [ag_id], envoi_sqlite.delegation_id, sceller=False).id
    with Lecture() as session, pytest.raises(NotFoundError):
        load_tache(session, envoi_sqlite.parc.ailleurs, tache_id)


def test_the_list_says_what_each_sending_waits_for_and_the_home_page_what_is_due(envoi_sqlite):
    add_ags(envoi_sqlite, 1)
    with Lecture() as session:
        assert [one.etape for one in list_envois(session, envoi_sqlite.rc, AUJOURDHUI)] == ["CONSIGNES", "VERROUILLER"]
        [line] = list_envois_a_faire(session, envoi_sqlite.rc, AUJOURDHUI + timedelta(days=10))
        assert (line.action, line.lien) == ("Verrouiller", f"/votes/ag/{envoi_sqlite.ag_id}/envoi")


def test_from_the_list_the_ticked_forms_are_made_watched_and_downloaded_together(envoi_sqlite, config):
    ids = add_ags(envoi_sqlite, 2)
    navigateur = open_browser(create_app(config), envoi_sqlite.rc)
    assert "Préparer les formulaires cochés" in navigateur.get("/votes/envois").text
    asked = navigateur.post(
        "/votes/envois/formulaires", delegation=str(envoi_sqlite.delegation_id), ag=[str(one) for one in ids]
    )
    assert "0 sur 2" in asked.text
    waiting = navigateur.client.get("/votes/envois/taches/1/avancement")
    deliver()
    done = navigateur.client.get("/votes/envois/taches/1/avancement")
    assert (waiting.status_code, done.status_code) == (200, 286), "286 tells htmx to stop asking"
    assert "Télécharger les formulaires (ZIP)" in done.text
    archive = navigateur.client.get("/votes/envois/taches/1/formulaires.zip").data
    names = zipfile.ZipFile(io.BytesIO(archive)).namelist()
    assert names == [f"formulaire-{2026}-{one:04d}-1.pdf" for one in ids]
