"""Late information re-opens a consigne: it stays in the history, its author is told, somebody answers again."""

import pytest
from sqlalchemy import select

from services.votes.consignes.reouvertures import reopen_consigne
from services.votes.consignes.reponses import give_consigne
from services.votes.models import Consigne, Position
from shared.database import Session
from shared.errors import InvalidError, NotFoundError, RefusedError, StaleError
from shared.models import AuditLigne, CourrielSortant
from tests.votes.conftest import AUJOURDHUI, DATE_AG, resolution_of


def answer(parc, resolution):
    with Session.begin() as session:
        give_consigne(session, parc.te, resolution.id, position=Position.POUR, motif="Utile",
                      version=resolution.version, aujourdhui=AUJOURDHUI)  # fmt: skip
    return resolution_of(resolution.ag_id, resolution.ordre)


def reopen(parc, resolution, motif="Devis remplacé le 1er décembre", acteur=None, jour=AUJOURDHUI):
    with Session.begin() as session:
        reopen_consigne(session, acteur or parc.rc, resolution.id, motif=motif, version=resolution.version,
                        aujourdhui=jour)  # fmt: skip


def test_the_answer_no_longer_holds_and_can_be_given_again(parc):
    resolution = answer(parc, resolution_of(parc.add_ag(), 3))
    reopen(parc, resolution)
    after = resolution_of(resolution.ag_id, 3)
    assert after.consigne is None
    assert (after.consignes[0].perimee_motif, after.version) == (
        "Devis remplacé le 1er décembre",
        resolution.version + 1,
    )
    again = answer(parc, after)
    assert (again.consigne.rang, again.consigne.perimee_le) == (2, None)


def test_its_author_and_the_employee_are_told_and_the_journal_says_why(parc_sqlite):
    resolution = answer(parc_sqlite, resolution_of(parc_sqlite.add_ag(), 3))
    reopen(parc_sqlite, resolution)
    with Session() as session:
        mails = session.scalars(select(CourrielSortant).where(CourrielSortant.sujet.contains("redonner"))).all()
        assert [mail.destinataire for mail in mails] == ["thomas@deuxrives.example"]
        assert "Devis remplacé" in mails[0].corps
        assert "Claire Morel" in mails[0].corps
        line = session.scalar(select(AuditLigne).where(AuditLigne.acte == "rouvre une consigne de vote"))
        assert line.detail["motif"] == "Devis remplacé le 1er décembre"


def test_refused_without_reason_without_answer_too_late_stale_or_elsewhere(parc_sqlite):
    resolution = resolution_of(parc_sqlite.add_ag(), 3)
    with pytest.raises(RefusedError, match="rien à rouvrir"):
        reopen(parc_sqlite, resolution)
    resolution = answer(parc_sqlite, resolution)
    with pytest.raises(InvalidError, match="ce qui est nouveau"):
        reopen(parc_sqlite, resolution, motif=" ")
    with pytest.raises(RefusedError, match="a eu lieu"):
        reopen(parc_sqlite, resolution, jour=DATE_AG.replace(day=19))
    with pytest.raises(NotFoundError):
        reopen(parc_sqlite, resolution, acteur=parc_sqlite.ailleurs)
    with Session.begin() as session, pytest.raises(StaleError):
        reopen_consigne(session, parc_sqlite.rc, resolution.id, motif="Vu", version=1, aujourdhui=AUJOURDHUI)
    with Session() as session:
        assert session.scalar(select(Consigne)).perimee_le is None
