"""The second agreement: who gives it, what is final, and a refusal that sends the question back."""

from collections.abc import Callable
from datetime import date, timedelta
from threading import Barrier, Thread

import pytest
from sqlalchemy import update

from services.votes.consignes.reponses import give_consigne
from services.votes.consignes.visas import give_visa, is_final
from services.votes.models import Position, Resolution
from shared.acteurs import Acteur
from shared.database import Session
from shared.errors import ForbiddenError, InvalidError, RefusedError, StaleError
from tests.votes.conftest import AUJOURDHUI, DATE_AG, Parc, resolution_of

COMPTES = 2


def ask_visa(parc: Parc, *, role: str | None = "DI", ours: bool = False, ag: date = DATE_AG) -> Resolution:
    resolution = resolution_of(parc.add_ag(ag), COMPTES)
    with Session.begin() as session:
        session.execute(
            update(Resolution)
            .where(Resolution.id == resolution.id)
            .values(visa_role=role, visa_motif="Quote-part au-delà de 50 000 €" if role else None, notre_demande=ours)
        )
    return resolution


def answer(acteur: Acteur, resolution: Resolution, version: int = 1) -> Resolution:
    with Session.begin() as session:
        give_consigne(session, acteur, resolution.id, position=Position.POUR, motif="Vu", version=version,
                      aujourdhui=AUJOURDHUI)  # fmt: skip
    return resolution_of(resolution.ag_id, COMPTES)


def sign(acteur: Acteur, resolution: Resolution, *, accorde: bool = True, motif: str = "", version: int = 2) -> None:
    with Session.begin() as session:
        give_visa(session, acteur, resolution.id, accorde=accorde, motif=motif, version=version, aujourdhui=AUJOURDHUI)


def finality(resolution: Resolution) -> bool:
    with Session() as session:
        return is_final(session.get_one(Resolution, resolution.id))


def test_without_a_visa_asked_for_the_answer_is_final_at_once(parc):
    resolution = resolution_of(parc.add_ag(), COMPTES)
    assert not finality(resolution)
    answer(parc.co, resolution)
    assert finality(resolution)


def test_an_answer_that_needs_a_visa_is_final_only_once_agreed(parc):
    resolution = answer(parc.co, ask_visa(parc))
    assert not finality(resolution)
    sign(parc.di, resolution)
    assert finality(resolution)


def test_who_answered_cannot_agree_to_himself_even_with_the_role(parc):
    resolution = answer(parc.di, ask_visa(parc))
    with pytest.raises(ForbiddenError, match="quelqu’un d’autre"):
        sign(parc.di, resolution)


def test_another_role_cannot_agree(parc_sqlite):
    resolution = answer(parc_sqlite.co, ask_visa(parc_sqlite))
    with pytest.raises(ForbiddenError, match="Direction"):
        sign(parc_sqlite.ju, resolution)


def test_our_own_request_is_never_decided_by_one_person(parc):
    resolution = answer(parc.rc, ask_visa(parc, role=None, ours=True))
    assert not finality(resolution)
    sign(parc.di, resolution)
    assert finality(resolution)


def test_a_refusal_has_its_reason_and_asks_the_question_again(parc):
    resolution = answer(parc.co, ask_visa(parc))
    with pytest.raises(InvalidError, match="pourquoi vous refusez"):
        sign(parc.di, resolution, accorde=False)
    sign(parc.di, resolution, accorde=False, motif="Écart non expliqué")
    again = resolution_of(resolution.ag_id, COMPTES)
    assert again.consigne is None
    assert again.consignes[-1].perimee_motif == "Visa refusé par Denis Roche : Écart non expliqué"
    answered = answer(parc.co, resolution, version=3)
    assert [one.rang for one in answered.consignes] == [1, 2]
    assert not finality(resolution)


def test_nobody_agrees_to_an_answer_he_did_not_see(parc):
    resolution = answer(parc.co, ask_visa(parc))
    answer(parc.co, resolution, version=2)
    with pytest.raises(StaleError):
        sign(parc.di, resolution, version=2)


def test_a_visa_and_a_new_answer_at_the_same_instant_never_agree_to_what_was_not_seen(parc):
    resolution = answer(parc.co, ask_visa(parc))
    start, refused = Barrier(2), []

    def race(act: Callable[[], object]) -> None:
        start.wait()
        try:
            act()
        except StaleError as stale:
            refused.append(stale)

    threads = [
        Thread(target=race, args=(act,))
        for act in (lambda: sign(parc.di, resolution), lambda: answer(parc.co, resolution, version=2))
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    assert len(refused) == 1
    kept = resolution_of(resolution.ag_id, COMPTES).consignes
    assert (len(kept), finality(resolution)) in ((1, True), (2, False))


def test_a_visa_is_given_once_and_only_when_awaited(parc_sqlite):
    resolution = answer(parc_sqlite.co, ask_visa(parc_sqlite))
    sign(parc_sqlite.di, resolution)
    with pytest.raises(RefusedError, match="Aucun visa"):
        sign(parc_sqlite.di, resolution, version=3)


def test_who_answers_in_place_of_another_never_agrees_to_his_own_answer_the_management_does(parc):
    resolution = answer(parc.rc, ask_visa(parc, role="RC"))
    assert resolution.visa_role == "DI"
    assert resolution.visa_motif.endswith("(RC répond déjà)")
    sign(parc.di, resolution)
    assert finality(resolution)
    again = answer(parc.co, ask_visa(parc, role="RC", ag=DATE_AG + timedelta(days=1)))
    assert again.visa_role == "RC", "somebody else of that rank may still agree"
