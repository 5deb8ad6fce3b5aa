"""Recording an assembly: what is kept, and what is refused."""

from datetime import date, time
from threading import Barrier, Thread

import pytest
from sqlalchemy import select

from services.votes.acces import get_ag
from services.votes.assemblees.enregistrement import SaisieAg, create_ag
from services.votes.models import AssembleeGenerale
from shared.database import Lecture, Session
from shared.errors import InvalidError, NotFoundError, RefusedError
from shared.models import AuditLigne
from tests.votes.conftest import AUJOURDHUI, DATE_AG, Parc


def record(parc: Parc, **changes: object) -> int:
    saisie = SaisieAg(**{"copropriete": "C001", "date_ag": DATE_AG, **changes})
    with Session.begin() as session:
        return create_ag(session, parc.rc, saisie, AUJOURDHUI).id


def test_an_assembly_is_kept_with_who_recorded_it(parc):
    ag_id = record(parc, heure=time(18, 30), lieu="  Salle des fêtes ", convocation_presentee_le=date(2026, 11, 20))
    with Lecture() as session:
        ag = get_ag(session, parc.rc, ag_id)
        assert (ag.heure, ag.lieu, ag.creee_par) == (time(18, 30), "Salle des fêtes", "claire@deuxrives.example")
        line = session.scalars(select(AuditLigne)).one()
        assert (line.acte, line.copropriete_id) == ("crée une AG", ag.copropriete_id)


def test_two_assemblies_of_a_copropriete_the_same_day_are_refused(parc):
    record(parc)
    with pytest.raises(RefusedError, match=r"Les Tilleuls \(C001\) a déjà une AG le 18/12/2026"):
        record(parc)
    with Lecture() as session:
        assert len(session.scalars(select(AssembleeGenerale)).all()) == 1


def test_two_managers_who_create_it_at_the_same_instant_make_one(parc):
    start, refused = Barrier(2), []

    def race():
        start.wait()
        try:
            record(parc)
        except RefusedError as refusal:
            refused.append(refusal.code)

    threads = [Thread(target=race) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    assert refused == ["AG_DEJA_CREEE"]
    with Lecture() as session:
        assert len(session.scalars(select(AssembleeGenerale)).all()) == 1


def test_a_past_date_is_refused_unless_somebody_says_the_assembly_was_held(parc):
    with pytest.raises(RefusedError, match="est passé"):
        record(parc, date_ag=date(2026, 6, 12))
    assert record(parc, date_ag=date(2026, 6, 12), deja_tenue=True)


def test_an_assembly_held_today_is_not_past(parc):
    assert record(parc, date_ag=AUJOURDHUI)


@pytest.mark.parametrize("presentee", [date(2026, 12, 19), date(2026, 11, 24)])
def test_a_convocation_presented_after_the_assembly_or_tomorrow_is_refused(parc_sqlite, presentee):
    with pytest.raises(InvalidError) as refusal:
        record(parc_sqlite, convocation_presentee_le=presentee)
    assert [faute["ou"] for faute in refusal.value.fautes] == ["convocation_presentee_le"]


def test_an_agent_of_another_agency_neither_creates_nor_sees_it(parc):
    ag_id = record(parc)
    with Lecture() as session, pytest.raises(NotFoundError):
        get_ag(session, parc.ailleurs, ag_id)
    with Session.begin() as session, pytest.raises(NotFoundError):
        create_ag(session, parc.ailleurs, SaisieAg(copropriete="C001", date_ag=date(2027, 1, 8)), AUJOURDHUI)


def test_the_management_sees_every_agency(parc):
    ag_id = record(parc)
    with Lecture() as session:
        assert get_ag(session, parc.di, ag_id).id == ag_id
