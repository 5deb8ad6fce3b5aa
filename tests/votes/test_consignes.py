"""Answering a resolution: who may, until when, with which reason, and what happens when two answer at once."""

from datetime import date
from threading import Barrier, Thread

import pytest
from sqlalchemy import select

from services.votes.consignes.reponses import give_consigne
from services.votes.models import Consigne, Position
from shared.acteurs import SYSTEME, Acteur
from shared.database import Lecture, Session
from shared.errors import ForbiddenError, InvalidError, NotFoundError, RefusedError, StaleError
from shared.models import AuditLigne
from tests.votes.conftest import AUJOURDHUI, DATE_AG, Parc, resolution_of

COMPTES, INFORMATION = 2, 4


def answer(acteur: Acteur, resolution_id: int, position: Position = Position.POUR, *, motif: str = "Comptes vérifiés",
           version: int = 1, aujourdhui: date = AUJOURDHUI) -> None:  # fmt: skip
    with Session.begin() as session:
        give_consigne(session, acteur, resolution_id, position=position, motif=motif, version=version,
                      aujourdhui=aujourdhui)  # fmt: skip


def test_the_employee_answers_with_a_reason_and_it_is_in_the_journal(parc):
    resolution = resolution_of(parc.add_ag(), COMPTES)
    answer(parc.co, resolution.id, Position.CONTRE, motif="  Écart de 1 200 € sur l’eau ")
    answered = resolution_of(resolution.ag_id, COMPTES)
    assert (answered.consigne.position, answered.consigne.motif) == (Position.CONTRE, "Écart de 1 200 € sur l’eau")
    with Lecture() as session:
        line = session.scalars(select(AuditLigne).order_by(AuditLigne.id.desc())).first()
        assert (line.acte, line.agent) == ("donne une consigne de vote", "inès@deuxrives.example")
        assert line.detail["position"] == "CONTRE"
        assert line.copropriete_id is not None


def test_a_change_of_mind_is_a_new_consigne_and_the_former_stays(parc):
    resolution = resolution_of(parc.add_ag(), COMPTES)
    answer(parc.co, resolution.id, Position.POUR)
    answer(parc.co, resolution.id, Position.CONTRE, motif="Annexe 2 fausse", version=2)
    consignes = resolution_of(resolution.ag_id, COMPTES).consignes
    assert [(one.rang, one.position) for one in consignes] == [(1, Position.POUR), (2, Position.CONTRE)]


def test_without_a_reason_nothing_is_kept(parc):
    resolution = resolution_of(parc.add_ag(), COMPTES)
    with pytest.raises(InvalidError, match="Dites en une phrase pourquoi"):
        answer(parc.co, resolution.id, motif="   ")
    assert resolution_of(resolution.ag_id, COMPTES).consignes == []


def test_somebody_elses_resolution_is_refused_by_his_name(parc):
    resolution = resolution_of(parc.add_ag(), COMPTES)
    with pytest.raises(ForbiddenError, match="confiée à Inès Faure"):
        answer(parc.te, resolution.id)


@pytest.mark.parametrize("instead", ["rc", "di"])
def test_the_manager_or_the_management_may_answer_instead(parc_sqlite, instead):
    resolution = resolution_of(parc_sqlite.add_ag(), COMPTES)
    answer(getattr(parc_sqlite, instead), resolution.id, motif="Inès est absente : comptes vus avec elle")
    assert resolution_of(resolution.ag_id, COMPTES).consigne is not None


def test_the_suite_itself_never_answers(parc_sqlite):
    resolution = resolution_of(parc_sqlite.add_ag(), COMPTES)
    with pytest.raises((ForbiddenError, NotFoundError)):
        answer(SYSTEME, resolution.id)


def test_another_agency_does_not_even_see_it(parc):
    resolution = resolution_of(parc.add_ag(), COMPTES)
    with pytest.raises(NotFoundError):
        answer(parc.ailleurs, resolution.id)


def test_an_information_item_is_not_voted(parc_sqlite):
    resolution = resolution_of(parc_sqlite.add_ag(), INFORMATION)
    with pytest.raises(RefusedError, match=r"décret art\. 13"):
        answer(parc_sqlite.rc, resolution.id)


def test_the_day_of_the_assembly_is_the_last_day_to_answer(parc):
    resolution = resolution_of(parc.add_ag(), COMPTES)
    with pytest.raises(RefusedError, match="a eu lieu"):
        answer(parc.co, resolution.id, aujourdhui=date(2026, 12, 19))
    answer(parc.co, resolution.id, aujourdhui=DATE_AG)


def test_the_second_to_answer_sees_both_and_must_confirm(parc):
    resolution = resolution_of(parc.add_ag(), COMPTES)
    answer(parc.co, resolution.id, Position.POUR, motif="Comptes vérifiés")
    with pytest.raises(StaleError) as refusal:
        answer(parc.rc, resolution.id, Position.CONTRE, motif="Litige sur l’eau", version=1)
    assert refusal.value.fautes == [
        {"ou": "Réponse de Inès Faure", "message": "Pour : Comptes vérifiés"},
        {"ou": "Votre réponse", "message": "Contre : Litige sur l’eau"},
    ]
    answer(parc.rc, resolution.id, Position.CONTRE, motif="Litige sur l’eau", version=2)
    assert resolution_of(resolution.ag_id, COMPTES).consigne.position is Position.CONTRE


def test_two_who_answer_at_the_same_instant_never_lose_an_answer(parc: Parc):
    resolution = resolution_of(parc.add_ag(), COMPTES)
    start, refused = Barrier(2), []

    def race(acteur: Acteur, position: Position) -> None:
        start.wait()
        try:
            answer(acteur, resolution.id, position, motif=f"Avis de {acteur.nom}")
        except StaleError as stale:
            refused.append(stale)

    threads = [Thread(target=race, args=pair) for pair in ((parc.co, Position.POUR), (parc.rc, Position.CONTRE))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    with Lecture() as session:
        kept = session.scalars(select(Consigne)).all()
        assert [one.rang for one in kept] == [1]
    assert len(refused) == 1
    assert len(refused[0].fautes) == 2
