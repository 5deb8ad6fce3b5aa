"""An assembly already recorded is corrected: its dates, its notice, its place; what is computed from them follows."""

from dataclasses import replace
from datetime import UTC, date, datetime, time

import pytest
import time_machine

from services.votes.assemblees.corrections import change_ag
from services.votes.assemblees.enregistrement import SaisieAg
from services.votes.models import AssembleeGenerale, EtatPv, GenreSuite, ProcesVerbal, SourceResultat, Suite
from shared.database import Lecture, Session
from shared.errors import InvalidError, NotFoundError, RefusedError, StaleError
from shared.models import AuditLigne, CourrielSortant, DetentionLot, now
from tests.votes.conftest import AUJOURDHUI, DATE_AG, Parc, resolution_of
from tests.votes.portes import bearer, open_browser
from tests.votes.proces_verbaux.conftest import read_all

SAISIE = SaisieAg(copropriete="C001", date_ag=DATE_AG)
REPORTEE = date(2027, 1, 14)


@pytest.fixture(autouse=True)
def today_is_the_day():
    with time_machine.travel(datetime(2026, 11, 23, 9, tzinfo=UTC)):
        yield


def correct(parc: Parc, ag_id: int, saisie: SaisieAg, version: int = 1):
    with Session.begin() as session:
        return change_ag(session, parc.rc, ag_id, saisie, version, AUJOURDHUI)


def read_ag(ag_id: int) -> AssembleeGenerale:
    with Lecture() as session:
        ag = session.get(AssembleeGenerale, ag_id)
        session.expunge_all()
        return ag


def test_an_assembly_put_off_tells_who_owes_an_answer_and_weighs_our_lots_on_the_new_day(parc):
    ag_id = parc.add_ag()
    with Session.begin() as session:
        session.query(DetentionLot).update({"au": date(2026, 12, 31)})
    before = len(read_all(CourrielSortant))
    correct(parc, ag_id, replace(SAISIE, date_ag=REPORTEE, heure=time(18, 30), lieu=" Salle des fêtes "))
    ag = read_ag(ag_id)
    assert (ag.date_ag, ag.heure, ag.lieu, ag.version) == (REPORTEE, time(18, 30), "Salle des fêtes", 2)
    assert resolution_of(ag_id, 2).voix_bailleur == 0, "the lot was sold at the end of December"
    assert "14/01/2027" in read_all(CourrielSortant)[before].corps
    [ligne] = [one for one in read_all(AuditLigne) if one.acte == "corrige une AG"]
    assert ligne.detail["date_ag"] == {"avant": "2026-12-18", "apres": "2027-01-14"}


def test_a_notice_dated_late_opens_its_task_and_dated_in_time_closes_it(parc_sqlite):
    ag_id = parc_sqlite.add_ag(date(2026, 12, 8))
    saisie = replace(SAISIE, date_ag=date(2026, 12, 8), convocation_presentee_le=date(2026, 11, 20))
    correct(parc_sqlite, ag_id, saisie)
    [suite] = read_all(Suite)
    assert (suite.genre, suite.faite_le) == (GenreSuite.CONVOCATION_TARDIVE, None)
    correct(parc_sqlite, ag_id, replace(saisie, convocation_presentee_le=date(2026, 11, 13)), 2)
    [suite] = read_all(Suite)
    assert suite.faite_le is not None


def test_nothing_changed_writes_nothing(parc_sqlite):
    ag_id = parc_sqlite.add_ag()
    known = len(read_all(AuditLigne))
    correct(parc_sqlite, ag_id, SAISIE)
    assert (read_ag(ag_id).version, len(read_all(AuditLigne))) == (1, known)


def test_what_cannot_be_is_refused_and_nothing_is_written(parc_sqlite):
    ag_id, autre = parc_sqlite.add_ag(), parc_sqlite.add_ag(REPORTEE)
    with pytest.raises(RefusedError, match="a déjà une AG le 14/01/2027") as refus:
        correct(parc_sqlite, ag_id, replace(SAISIE, date_ag=REPORTEE))
    assert refus.value.fautes[0]["lien"] == f"/votes/ag/{autre}"
    with pytest.raises(RefusedError, match="est passé"):
        correct(parc_sqlite, ag_id, replace(SAISIE, date_ag=date(2026, 1, 5)))
    with pytest.raises(InvalidError):
        correct(parc_sqlite, ag_id, replace(SAISIE, convocation_presentee_le=date(2026, 12, 30)))
    with pytest.raises(StaleError):
        correct(parc_sqlite, ag_id, replace(SAISIE, lieu="Ici"), 7)
    with Session.begin() as session, pytest.raises(NotFoundError):
        change_ag(session, parc_sqlite.ailleurs, ag_id, SAISIE, 1, AUJOURDHUI)
    assert read_ag(ag_id).version == 1


def test_once_the_minutes_hold_the_day_stays_but_the_notice_may_still_be_dated(parc_sqlite):
    ag_id = parc_sqlite.add_ag(date(2026, 11, 3))
    held = replace(SAISIE, date_ag=date(2026, 11, 3), convocation_presentee_le=date(2026, 10, 2))
    with Session.begin() as session:
        session.add(
            ProcesVerbal(ag_id=ag_id, rang=1, etat=EtatPv.CONFIRME, source=SourceResultat.PV_SAISI, contenu={},
                         cree_par="rc", cree_le=now())
        )  # fmt: skip
    with pytest.raises(RefusedError, match="est confirmé"):
        correct(parc_sqlite, ag_id, replace(held, date_ag=date(2026, 11, 4), deja_tenue=True))
    correct(parc_sqlite, ag_id, held)
    assert read_ag(ag_id).convocation_presentee_le == date(2026, 10, 2)


def test_from_its_page_and_from_a_program(application, parc_sqlite, config):
    ag_id = parc_sqlite.add_ag()
    rc = open_browser(application, parc_sqlite.rc)
    assert "Corriger l’assemblée" in rc.get(f"/votes/ag/{ag_id}").text
    done = rc.post(
        f"/votes/ag/{ag_id}/corriger", version=1, date_ag="2026-12-18", heure="18:30", delai_convocation="21"
    )
    assert "Assemblée corrigée" in done.text
    refused = rc.post(f"/votes/ag/{ag_id}/corriger", version=2, date_ag="2026-12-18", heure="25 h", lieu="Mairie")
    assert refused.status_code == 422
    assert 'value="Mairie"' in refused.text
    client, headers = application.test_client(), bearer(config, parc_sqlite.rc)
    body = {"date_ag": "2026-12-18", "lieu": "Mairie", "version": 2}
    corrected = client.put(f"/votes/api/v1/assemblees/{ag_id}", headers=headers, json=body)
    assert (corrected.status_code, corrected.json["lieu"], corrected.json["version"]) == (200, "Mairie", 3)
    assert client.put(f"/votes/api/v1/assemblees/{ag_id}", headers=headers, json=body).status_code == 409
