"""Silence: a reminder, the substitute, then the manager, on our internal dates, once each, and never a vote."""

from datetime import UTC, date, datetime, timedelta
from threading import Barrier, Thread

import pytest
import time_machine
from sqlalchemy import func, select

from services.votes.assemblees.echeances import DatesAg
from services.votes.attribution.delais import find_etape_due, list_etapes
from services.votes.attribution.relances import run_relances
from services.votes.consignes.reponses import give_consigne
from services.votes.models import Absence, Consigne, EtapeRelance, Position, Relance
from services.votes.parametres import Parametres, change_parametres, load_parametres
from shared.auth.comptes import to_acteur
from shared.database import Lecture, Session
from shared.errors import InvalidError, StaleError
from shared.jours import say_day
from shared.models import Agent, AuditLigne, CourrielSortant, OutboxMessage, RoleAgent, now
from tests.votes.conftest import AUJOURDHUI, DATE_AG, Parc, resolution_of
from tests.votes.portes import open_browser

AGENDA = "1. Approbation des comptes de l’exercice 2025"
RAPPEL, SUPPLEANT, RESPONSABLE = EtapeRelance
JOURS = {RAPPEL: date(2026, 12, 7), SUPPLEANT: date(2026, 12, 10), RESPONSABLE: date(2026, 12, 11)}
"""The AG is on Friday 18 December 2026: six working days before is the 10th, three more is the 7th."""


@pytest.fixture(autouse=True)
def on_the_day_it_was_given():
    with time_machine.travel(datetime(2026, 11, 23, 9, tzinfo=UTC), tick=False) as clock:
        yield clock


def run(clock, jour: date) -> int:
    clock.move_to(datetime(jour.year, jour.month, jour.day, 7, tzinfo=UTC))
    with Session.begin() as session:
        return run_relances(session, jour)


def mails() -> list[tuple[str, str]]:
    with Lecture() as session:
        rows = session.scalars(select(CourrielSortant).order_by(CourrielSortant.id)).all()
        return [(row.destinataire, row.corps) for row in rows if "rappel" in row.sujet]


def steps() -> list[tuple[str, str]]:
    with Lecture() as session:
        rows = session.scalars(select(Relance).order_by(Relance.id)).all()
        return [(row.etape.value, row.agent.nom) for row in rows]


def test_the_dates_of_the_steps_are_those_of_our_settings():
    assert {due.etape: due.echeance for due in list_etapes(DatesAg(DATE_AG))} == JOURS
    stricter = list_etapes(DatesAg(DATE_AG), Parametres(marge_interne=10, rappel=1, suppleant=2, responsable=3))
    assert [due.echeance for due in stricter] == [date(2026, 12, 3), date(2026, 12, 8), date(2026, 12, 9)]


def test_steps_come_in_their_order_one_a_day_and_never_the_day_somebody_was_told():
    etapes, late = list_etapes(DatesAg(DATE_AG)), date(2026, 12, 15)
    assert find_etape_due(etapes, frozenset(), AUJOURDHUI, date(2026, 12, 6)) is None
    assert find_etape_due(etapes, frozenset(), late, late) is None
    assert find_etape_due(etapes, frozenset(), AUJOURDHUI, late).etape is RAPPEL
    assert find_etape_due(etapes, frozenset({RAPPEL}), date(2026, 12, 14), late).etape is SUPPLEANT
    assert find_etape_due(etapes, frozenset(EtapeRelance), AUJOURDHUI, late) is None


def test_an_answer_that_does_not_come_goes_to_the_substitute_then_to_the_manager(parc, on_the_day_it_was_given):
    clock, ag_id = on_the_day_it_was_given, parc.add_ag(agenda=AGENDA)
    assert run(clock, date(2026, 12, 6)) == 0
    assert [run(clock, jour) for jour in JOURS.values()] == [1, 1, 1]
    assert steps() == [("RAPPEL", "Inès Faure"), ("SUPPLEANT", "Claire Morel"), ("RESPONSABLE", "Denis Roche")]
    resolution = resolution_of(ag_id, 1)
    assert resolution.affectation.agent.nom == "Denis Roche"
    assert len(resolution.affectations) == 3
    assert resolution.consignes == [], "silence is never a vote"
    told = [courriel for courriel, _ in mails()]
    assert told == [
        "inès@deuxrives.example", "inès@deuxrives.example", "claire@deuxrives.example",
        "claire@deuxrives.example", "denis@deuxrives.example",
    ]  # fmt: skip
    assert "confiée à Claire Morel faute de réponse" in mails()[1][1]
    with Lecture() as session:
        assert session.scalar(select(func.count()).where(AuditLigne.acte == "relance une consigne de vote")) == 3


def test_a_second_run_of_the_same_day_takes_no_step_and_sends_no_mail(parc, on_the_day_it_was_given):
    parc.add_ag(agenda=AGENDA)
    jour = JOURS[RAPPEL]
    assert [run(on_the_day_it_was_given, jour) for _ in range(3)] == [1, 0, 0]
    assert len(mails()) == 1


def test_an_answer_stops_everything(parc, on_the_day_it_was_given):
    ag_id = parc.add_ag(agenda=AGENDA)
    with Session.begin() as session:
        give_consigne(session, parc.co, resolution_of(ag_id, 1).id, position=Position.CONTRE, motif="Vu", version=1,
                      aujourdhui=AUJOURDHUI)  # fmt: skip
    assert [run(on_the_day_it_was_given, jour) for jour in JOURS.values()] == [0, 0, 0]


def test_a_consigne_reopened_by_late_news_is_recalled_again(parc, on_the_day_it_was_given):
    clock, ag_id = on_the_day_it_was_given, parc.add_ag(agenda=AGENDA)
    assert run(clock, JOURS[RAPPEL]) == 1
    resolution = resolution_of(ag_id, 1)
    with Session.begin() as session:
        give_consigne(session, parc.co, resolution.id, position=Position.POUR, motif="Vu", version=resolution.version,
                      aujourdhui=JOURS[RAPPEL])  # fmt: skip
    with Session.begin() as session:
        session.scalars(select(Consigne)).one().perimee_le = now()
    assert run(clock, date(2026, 12, 8)) == 1
    assert steps() == [("RAPPEL", "Inès Faure"), ("RAPPEL", "Inès Faure")]


def test_two_runs_at_the_same_instant_take_a_step_once(parc, on_the_day_it_was_given):
    parc.add_ag(agenda=AGENDA)
    on_the_day_it_was_given.move_to(datetime(2026, 12, 7, 7, tzinfo=UTC))
    start, taken = Barrier(2), []

    def race() -> None:
        start.wait()
        with Session.begin() as session:
            taken.append(run_relances(session, JOURS[RAPPEL]))

    threads = [Thread(target=race) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    assert (sorted(taken), steps()) == ([0, 1], [("RAPPEL", "Inès Faure")])


def test_the_substitute_an_absent_employee_named_comes_first(parc, on_the_day_it_was_given):
    parc.add_ag(agenda=AGENDA)
    clock = on_the_day_it_was_given
    run(clock, JOURS[RAPPEL])
    with Session.begin() as session:
        session.add(Absence(agent_id=parc.co.id, du=date(2026, 12, 8), au=date(2026, 12, 20), motif="Congés",
                            remplacant_id=parc.ju.id, par="rc", le=now()))  # fmt: skip
    run(clock, JOURS[SUPPLEANT])
    assert steps()[-1] == ("SUPPLEANT", "Julie Sabatier")


def test_the_manager_is_his_own_and_silence_climbs_to_the_management(parc_sqlite, on_the_day_it_was_given):
    clock = on_the_day_it_was_given
    ag_id = parc_sqlite.add_ag(agenda="1. Quitus au syndic")
    assert resolution_of(ag_id, 1).affectation.agent.nom == "Claire Morel"
    for jour in JOURS.values():
        run(clock, jour)
    assert steps() == [("RAPPEL", "Claire Morel"), ("SUPPLEANT", "Inès Faure"), ("RESPONSABLE", "Denis Roche")]


def test_an_assembly_recorded_late_leaves_a_day_to_each(parc_sqlite, on_the_day_it_was_given):
    clock = on_the_day_it_was_given
    clock.move_to(datetime(2026, 12, 14, 9, tzinfo=UTC))
    parc_sqlite.add_ag(agenda=AGENDA)
    jours = [date(2026, 12, 14) + timedelta(days=rang) for rang in range(5)]
    assert [run(clock, jour) for jour in jours] == [0, 1, 1, 1, 0]


def test_an_administrator_changes_the_dates_and_a_senseless_one_is_refused(parc):
    with Session.begin() as session:
        assert change_parametres(session, parc.di, {"marge_interne": 8}, 0).marge_interne == 8
    with Session() as session:
        kept = load_parametres(session)
        assert (kept.marge_interne, kept.rappel, kept.version) == (8, 3, 1)
    with pytest.raises(InvalidError) as refus, Session.begin() as session:
        change_parametres(session, parc.di, {"marge_interne": 99, "suppleant": 5}, 1)
    assert len(refus.value.fautes) == 2
    with pytest.raises(StaleError), Session.begin() as session:
        change_parametres(session, parc.di, {"rappel": 2}, 0)


def test_a_day_is_said_once_however_often_it_is_asked(parc: Parc):
    said = []
    for _ in range(3):
        with Session.begin() as session:
            said.append(say_day(session, AUJOURDHUI))
    assert said == [True, False, False]
    with Session.begin() as session:
        rows = select(func.count(OutboxMessage.rang)).where(OutboxMessage.service == "votes")
        assert session.scalar(rows) == 1


def test_the_page_of_settings_says_who_changed_what_and_when(application, parc_sqlite):
    with Session.begin() as session:
        admin = Agent(courriel="admin@deuxrives.example", nom="Ada", roles=[RoleAgent(role="ADMIN")], agences=[])
        session.add(admin)
        session.flush()
        ada = to_acteur(admin)
        change_parametres(session, ada, {"seuil_presence": 20_000}, 0)
        change_parametres(session, ada, {"seuil_presence": 30_000, "avance_demande": 90}, 1)
        assert load_parametres(session).seuil_presence_centimes == 3_000_000
    texte = open_browser(application, ada).get("/votes/parametres").text
    assert "Modifié le 23/11/2026 par Ada (version 2)" in texte
    assert 'value="30000"' in texte
