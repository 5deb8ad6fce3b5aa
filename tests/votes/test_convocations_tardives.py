"""A notice that comes too late is said and kept in the lawyer's sight; one in time, or of a doubtful day, is not."""

from datetime import date

import pytest

from services.votes.assemblees.enregistrement import SaisieAg, create_ag
from services.votes.models import AssembleeGenerale, GenreSuite, Suite
from services.votes.proces_verbaux.tardifs import record_notification
from shared import messages
from shared.database import Session
from shared.models import OutboxMessage
from tests.votes.conftest import AUJOURDHUI
from tests.votes.proces_verbaux.conftest import read_all

DATE_AG = date(2026, 12, 8)


@pytest.mark.parametrize(
    ("presentee_le", "manquants"),
    [(date(2026, 11, 16), 0), (date(2026, 11, 17), 0), (date(2026, 11, 18), 1), (date(2026, 11, 23), 6)],
)
def test_a_late_notice_is_said_with_the_days_it_lacks(parc_sqlite, monkeypatch, presentee_le, manquants) -> None:
    monkeypatch.setitem(messages.SUBSCRIBERS, messages.ConvocationTardive, ("charges",))
    with Session.begin() as session:
        saisie = SaisieAg(copropriete="C001", date_ag=DATE_AG, convocation_presentee_le=presentee_le)
        create_ag(session, parc_sqlite.rc, saisie, AUJOURDHUI)
    said = [one.contenu["jours_manquants"] for one in read_all(OutboxMessage, OutboxMessage.rang)]
    kept = [(suite.genre, suite.role, suite.echeance) for suite in read_all(Suite)]
    assert said == ([manquants] if manquants else [])
    assert kept == ([(GenreSuite.CONVOCATION_TARDIVE, "JU", DATE_AG)] if manquants else [])


def test_once_the_assembly_was_held_a_late_notice_may_be_raised_until_the_last_day_to_contest(parc_sqlite) -> None:
    tenue = date(2026, 11, 3)
    with Session.begin() as session:
        saisie = SaisieAg(
            copropriete="C001", date_ag=tenue, convocation_presentee_le=date(2026, 10, 20), deja_tenue=True
        )
        ag = create_ag(session, parc_sqlite.rc, saisie, AUJOURDHUI)
        ag_id = ag.id
    [suite] = read_all(Suite)
    assert (suite.echeance, "Décider comment voter" in suite.motif) == (None, False)
    with Session.begin() as session:
        record_notification(session, session.get(AssembleeGenerale, ag_id), date(2026, 11, 16))
    [suite] = read_all(Suite)
    assert suite.echeance == date(2027, 1, 15)
