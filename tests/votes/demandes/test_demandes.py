"""Our requests for agendas (décret art. 10): written, sent with proof, looked for on each agenda, found by a person."""

from datetime import UTC, date, datetime, timedelta

import pypdfium2
import pytest
import time_machine
from sqlalchemy import select

from services.votes.app import create_app
from services.votes.assemblees.resolutions import add_agenda
from services.votes.consignes.visas import find_visa_demande
from services.votes.demandes.a_faire import list_demandes_a_faire
from services.votes.demandes.delais import compute_delais, compute_rappel
from services.votes.demandes.rapprochements import suggest_resolutions
from services.votes.demandes.redaction import SaisieDemande, change_demande, create_demande, drop_demande, get_demande
from services.votes.demandes.relances import close_relance_demande, find_prochaine, watch_demandes
from services.votes.demandes.suivi import find_delais, list_suggestions, match_demande, send_demande
from services.votes.envois.expeditions import SaisieEnvoi
from services.votes.models import (
    Absence,
    CanalEnvoi,
    DemandeOrdreDuJour,
    EtatDemande,
    GenreSuite,
    RelanceDemande,
    Resolution,
    Suite,
)
from shared.courriels import to_email
from shared.database import Lecture, Session
from shared.documents import read_document
from shared.errors import ForbiddenError, InvalidError, NotFoundError, RefusedError, StaleError
from shared.models import CourrielSortant
from tests.votes.conftest import AUJOURDHUI, DATE_AG
from tests.votes.envois.conftest import Envoi
from tests.votes.portes import bearer, open_browser

VELOS = SaisieDemande(
    intitule="Installation d’un local vélos sécurisé dans la cour",
    projet="L’assemblée décide l’installation d’un local vélos, pour un montant de 12 000,00 € TTC.",
    expose="Nos locataires n’ont aucun endroit où attacher leurs vélos.",
    montant_centimes=1_200_000,
)
PAR_COURRIEL = SaisieEnvoi(canal=CanalEnvoi.COURRIEL, destinataire="copro@bellecour.example")


@pytest.fixture(autouse=True)
def moment():
    with time_machine.travel(datetime(2026, 11, 23, 9, tzinfo=UTC)) as clock:
        yield clock


def ask(envoi: Envoi, saisie: SaisieDemande = VELOS, *, sent: bool = True) -> int:
    with Session.begin() as session:
        demande = create_demande(session, envoi.rc, "C001", saisie, AUJOURDHUI)
        if sent:
            send_demande(session, envoi.rc, demande.id, PAR_COURRIEL, AUJOURDHUI)
        return demande.id


def test_the_useful_day_is_the_eve_of_the_last_day_to_convene_and_ours_is_sixty_days_before():
    delais = compute_delais(date(2027, 6, 18), None, AUJOURDHUI)
    assert (delais.utile, delais.interne, delais.estimee) == (date(2027, 5, 26), date(2027, 4, 19), False)


def test_without_a_date_the_next_assembly_is_expected_a_year_after_the_last_and_said_estimated():
    assert compute_delais(None, date(2025, 6, 18), AUJOURDHUI).ag == date(2027, 6, 18)
    assert compute_delais(None, date(2026, 6, 18), AUJOURDHUI).estimee
    assert compute_delais(None, None, AUJOURDHUI).utile is None


def test_titles_alike_are_suggested_whatever_their_case_accents_and_order():
    titres = [(1, "LOCAL VELOS SECURISE : INSTALLATION DANS LA COUR"), (2, "Quitus au syndic")]
    assert [one.resolution_id for one in suggest_resolutions(VELOS.intitule, titres)] == [1]


def test_the_letter_holds_the_draft_resolution_and_leaves_by_mail_with_its_proof(envoi):
    demande_id = ask(envoi)
    with Lecture() as session:
        demande = get_demande(session, envoi.rc, demande_id)
        assert demande.etat is EtatDemande.ENVOYEE
        page = pypdfium2.PdfDocument(read_document(demande.lettre))[0]
        texte = " ".join(page.get_textpage().get_text_range().split()).replace("\u00a0", " ")
        for words in (
            "Régie Bellecour", "décret n° 67-223, art. 10", "local vélos", "Projet de résolution", "12 000,00 €",
            "Claire Morel", "Lyon, le lundi 23 novembre 2026",
        ):  # fmt: skip
            assert words in texte.replace("\u202f", " "), words
        courriel = session.get(CourrielSortant, demande.courriel_id)
        [piece] = to_email(session, courriel, "vote@deuxrives.example").iter_attachments()
        assert piece.get_filename() == f"demande-C001-{demande_id}.pdf"
    with Session.begin() as session, pytest.raises(RefusedError):
        send_demande(session, envoi.rc, demande_id, PAR_COURRIEL, AUJOURDHUI)


def test_a_request_without_its_draft_resolution_is_refused_and_a_draft_may_be_corrected(envoi):
    empty = SaisieDemande(intitule="Local vélos", projet=" ", expose="", ag_prevue=date(2026, 1, 1))
    with Session.begin() as session, pytest.raises(InvalidError) as error:
        create_demande(session, envoi.rc, "C001", empty, AUJOURDHUI)
    assert [faute["ou"] for faute in error.value.fautes] == ["projet", "expose", "ag_prevue"]
    demande_id = ask(envoi, sent=False)
    with Session.begin() as session:
        version = get_demande(session, envoi.rc, demande_id).version
        change_demande(session, envoi.rc, demande_id, VELOS, version, AUJOURDHUI)
    with Session.begin() as session, pytest.raises(StaleError):
        change_demande(session, envoi.rc, demande_id, VELOS, version - 1, AUJOURDHUI)
    with Lecture() as session, pytest.raises(NotFoundError):
        get_demande(session, envoi.parc.ailleurs, demande_id)


def convene(envoi: Envoi, agenda: str, jours: int = 60) -> int:
    """An agenda comes for a later assembly of C001."""
    return envoi.parc.add_ag(DATE_AG + timedelta(days=jours), agenda)


def test_each_agenda_that_comes_after_makes_one_task_until_a_person_finds_it(envoi):
    demande_id = ask(envoi)
    ag_id = convene(envoi, "1. Quitus au syndic\n2. Local vélos sécurisé : installation dans la cour")
    with Session.begin() as session:
        add_agenda(session, envoi.rc, ag_id, "3. Pouvoirs pour les formalités")
    with Lecture() as session:
        [suite] = session.scalars(select(Suite))
        assert (suite.genre, suite.ag_id, suite.faite_le) == (GenreSuite.DEMANDE_A_SUIVRE, ag_id, None)
        assert "Installation d’un local vélos" in suite.motif
        demande = get_demande(session, envoi.rc, demande_id)
        suggestion, *_ = list_suggestions(session, demande)
        resolution_id = suggestion.resolution.id
    with Session.begin() as session:
        match_demande(session, envoi.rc, demande_id, resolution_id)
    with Lecture() as session:
        resolution = session.get(Resolution, resolution_id)
        assert resolution.notre_demande
        assert find_visa_demande(resolution) is not None, "its author does not decide alone"
        [suite] = session.scalars(select(Suite))
        assert (suite.faite_par, suite.commentaire) == (
            envoi.rc.courriel, "Retrouvée : résolution 2 de l’AG du 16/02/2027",
        )  # fmt: skip
        assert get_demande(session, envoi.rc, demande_id).etat is EtatDemande.INSCRITE


def test_an_agenda_without_our_request_is_chased_again_at_the_next_one(envoi):
    ask(envoi)
    convene(envoi, "1. Quitus au syndic")
    with Session.begin() as session:
        [suite] = session.scalars(select(Suite))
        suite.faite_le, suite.faite_par = datetime(2026, 11, 23, tzinfo=UTC), envoi.rc.courriel
    convene(envoi, "1. Quitus au syndic", 400)
    with Lecture() as session:
        assert len(session.scalars(select(Suite)).all()) == 2


def test_a_request_given_up_needs_a_reason_and_closes_its_task(envoi):
    demande_id = ask(envoi)
    convene(envoi, "1. Quitus au syndic")
    with Session.begin() as session, pytest.raises(InvalidError):
        drop_demande(session, envoi.rc, demande_id, " ")
    with Session.begin() as session:
        drop_demande(session, envoi.rc, demande_id, "le syndic a fait les travaux")
        [suite] = session.scalars(select(Suite))
        assert suite.faite_le is not None
    with Session.begin() as session, pytest.raises(RefusedError):
        match_demande(session, envoi.rc, demande_id, 1)


def test_an_item_of_another_copropriete_is_not_our_request(envoi):
    demande_id = ask(envoi)
    with Session.begin() as session:
        other = get_demande(session, envoi.rc, demande_id)
        session.add(other)
        other.copropriete_id = 2
    with Session.begin() as session, pytest.raises((RefusedError, NotFoundError)):
        match_demande(session, envoi.parc.di, demande_id, envoi.resolution_id(1))


def test_a_draft_whose_date_is_near_is_on_the_managers_home_page(envoi):
    ask(envoi, SaisieDemande(**{**vars_of(VELOS), "ag_prevue": date(2027, 2, 1)}), sent=False)
    with Lecture() as session:
        [line] = list_demandes_a_faire(session, envoi.rc, AUJOURDHUI)
        assert (line.action, line.echeance) == ("Envoyer", date(2026, 12, 3))
        assert list_demandes_a_faire(session, envoi.parc.te, AUJOURDHUI) == []


def vars_of(saisie: SaisieDemande) -> dict:
    return {name: getattr(saisie, name) for name in saisie.__dataclass_fields__}


def test_from_its_page_a_request_is_written_read_again_and_sent(envoi_sqlite, config):
    envoi = envoi_sqlite
    navigateur = open_browser(create_app(config), envoi.rc)
    page = navigateur.post(
        "/votes/demandes/nouvelle", copropriete="C001", intitule=VELOS.intitule, projet=VELOS.projet,
        expose=VELOS.expose, montant="12 000,00",
    )  # fmt: skip
    assert "Envoyer la demande" in page.text
    with Lecture() as session:
        [demande] = session.scalars(select(DemandeOrdreDuJour))
        assert demande.montant_centimes == 1_200_000
    assert navigateur.get(f"/votes/demandes/{demande.id}/lettre.pdf").data.startswith(b"%PDF")
    sent = navigateur.post(
        f"/votes/demandes/{demande.id}/envoyer", canal_envoi="RECOMMANDE", destinataire="8 place Bellecour",
        reference="1A 204",
    )  # fmt: skip
    assert "n° 1A 204" in sent.text
    assert VELOS.intitule in navigateur.get("/votes/demandes/?etat=ENVOYEE").text
    refused = navigateur.post("/votes/demandes/nouvelle", copropriete="C001", intitule="Sans projet")
    assert refused.status_code == 422
    assert 'value="Sans projet"' in refused.text


def test_a_program_asks_sends_and_matches(envoi_sqlite, config):
    envoi = envoi_sqlite
    client, headers = create_app(config).test_client(), bearer(config, envoi.rc)
    base = "/votes/api/v1/demandes"
    body = {"copropriete": "C001", "intitule": VELOS.intitule, "projet": VELOS.projet, "expose": VELOS.expose}
    made = client.post(base, headers=headers, json=body)
    assert (made.status_code, made.json["etat"]) == (201, "BROUILLON")
    one = f"{base}/{made.json['id']}"
    sent = client.post(f"{one}/envoi", headers=headers, json={"canal": "COURRIEL", "destinataire": "a@b.example"})
    assert sent.json["etat"] == "ENVOYEE"
    found = client.post(f"{one}/rapprochement", headers=headers, json={"resolution": envoi.resolution_id(5)})
    assert (found.json["etat"], found.json["resolution"]) == ("INSCRITE", envoi.resolution_id(5))
    assert len(client.get(base, headers=headers).json) == 1


def vas_y(clock, jour: date) -> int:
    clock.move_to(datetime(jour.year, jour.month, jour.day, 7, tzinfo=UTC))
    with Session.begin() as session:
        return watch_demandes(session, jour)


def chases(demande_id: int) -> list[tuple[str, str, bool]]:
    with Lecture() as session:
        rows = session.scalars(select(RelanceDemande).where(RelanceDemande.demande_id == demande_id)).all()
        return [(row.etape.value, row.agent.nom, row.faite_le is not None) for row in rows]


def test_a_request_is_asked_for_again_after_our_patience_or_on_its_last_useful_day():
    envoyee, utile = date(2026, 11, 23), date(2026, 12, 10)
    assert compute_rappel(envoyee, None) == date(2026, 12, 23)
    assert compute_rappel(envoyee, utile) == utile
    assert compute_rappel(envoyee, date(2026, 12, 31)) == date(2026, 12, 23)
    assert compute_rappel(utile, utile) == date(2027, 1, 9), "that day has passed: the next assembly is aimed at"


def test_without_any_agenda_the_author_then_the_manager_chase_the_syndic_until_it_comes(envoi, moment):
    with Session.begin() as session:
        demande_id = create_demande(session, envoi.parc.te, "C001", VELOS, AUJOURDHUI).id
        send_demande(session, envoi.rc, demande_id, PAR_COURRIEL, AUJOURDHUI)
    assert vas_y(moment, date(2026, 12, 22)) == 0
    assert vas_y(moment, date(2026, 12, 23)) == 1
    assert vas_y(moment, date(2027, 1, 1)) == 0, "one at a time"
    assert chases(demande_id) == [("RAPPEL", "Thomas Giraud", False)]
    assert vas_y(moment, date(2027, 1, 2)) == 1
    assert vas_y(moment, date(2027, 3, 1)) == 0, "the manager has it: nobody above is told"
    assert chases(demande_id) == [("RAPPEL", "Thomas Giraud", True), ("RESPONSABLE", "Claire Morel", False)]
    with Lecture() as session:
        [line] = list_demandes_a_faire(session, envoi.rc, date(2027, 3, 1))
        assert (line.action, line.lien) == ("Relancer", f"/votes/demandes/{demande_id}#relancer")
        assert list_demandes_a_faire(session, envoi.parc.te, date(2027, 3, 1)) == []
        told = session.scalars(select(CourrielSortant.destinataire).where(CourrielSortant.sujet.contains("relancer")))
        assert told.all() == [envoi.parc.te.courriel, envoi.rc.courriel]
    with Session.begin() as session:
        close_relance_demande(session, envoi.rc, demande_id, "Inscrite, dit le syndic : AG en juin")
        demande = get_demande(session, envoi.rc, demande_id)
        delais = find_delais(session, demande, date(2027, 3, 1))
        assert find_prochaine(demande, delais, 30, date(2027, 3, 1)) == date(2027, 3, 31)
    assert vas_y(moment, date(2027, 3, 31)) == 1, "and again, until it appears"
    convene(envoi, "1. Quitus au syndic", 180)
    assert chases(demande_id)[-1] == ("RAPPEL", "Thomas Giraud", True), "an agenda came: it is read instead"
    assert vas_y(moment, date(2027, 5, 1)) == 0


def test_an_absent_author_leaves_the_chase_to_who_answers_for_him(envoi, moment):
    demande_id = ask(envoi)
    with Session.begin() as session:
        session.add(
            Absence(agent_id=envoi.rc.id, du=date(2026, 12, 1), au=date(2027, 1, 31), motif="congé",
                    remplacant_id=envoi.parc.ju.id, par=envoi.rc.courriel, le=datetime(2026, 11, 23, tzinfo=UTC))
        )  # fmt: skip
    assert vas_y(moment, date(2026, 12, 23)) == 1
    assert chases(demande_id) == [("RAPPEL", "Julie Sabatier", False)]
    assert vas_y(moment, date(2027, 1, 2)) == 1
    assert chases(demande_id)[-1] == ("RESPONSABLE", "Denis Roche", False), "the manager is away: the management"


def test_a_chase_is_done_by_whom_it_was_given_to_with_what_the_syndic_said(envoi, moment):
    demande_id = ask(envoi)
    with Session.begin() as session, pytest.raises(RefusedError):
        close_relance_demande(session, envoi.rc, demande_id, "Relancé")
    vas_y(moment, date(2026, 12, 23))
    with Session.begin() as session, pytest.raises(ForbiddenError):
        close_relance_demande(session, envoi.parc.ju, demande_id, "Relancé")
    with Session.begin() as session, pytest.raises(InvalidError):
        close_relance_demande(session, envoi.rc, demande_id, " ")
    with Session.begin() as session:
        drop_demande(session, envoi.rc, demande_id, "plus d’objet")
    assert chases(demande_id) == [("RAPPEL", "Claire Morel", True)]
    assert vas_y(moment, date(2027, 6, 1)) == 0


def test_the_pages_say_when_the_syndic_is_asked_again_and_take_the_answer(envoi_sqlite, config, moment):
    demande_id = ask(envoi_sqlite)
    navigateur = open_browser(create_app(config), envoi_sqlite.rc)
    assert "23/12/2026" in navigateur.get("/votes/demandes/").text
    assert "Prochaine relance" in navigateur.get(f"/votes/demandes/{demande_id}").text
    vas_y(moment, date(2026, 12, 23))
    navigateur = open_browser(create_app(config), envoi_sqlite.rc)
    assert "Claire Morel, depuis le 23/12/2026" in navigateur.get("/votes/demandes/").text
    assert "aucun ordre du jour" in navigateur.get(f"/votes/demandes/{demande_id}").text
    refused = navigateur.post(f"/votes/demandes/{demande_id}/relance", commentaire="")
    assert refused.status_code == 422
    done = navigateur.post(f"/votes/demandes/{demande_id}/relance", commentaire="AG prévue en juin")
    assert "AG prévue en juin" in done.text
    assert "Relance notée" in done.text


def test_an_assembly_recorded_without_its_agenda_is_the_one_aimed_at(envoi_sqlite):
    demande_id = ask(envoi_sqlite)
    envoi_sqlite.parc.add_ag(date(2027, 3, 18), "")
    with Lecture() as session:
        delais = find_delais(session, get_demande(session, envoi_sqlite.rc, demande_id), AUJOURDHUI)
        assert (delais.ag, delais.estimee, delais.utile) == (date(2027, 3, 18), False, date(2027, 2, 23))
