"""The budget: a « pour » reserves our quote-part by year, a change of mind releases it, the minutes settle it."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from services.votes.acces import get_resolution
from services.votes.assemblees.resolutions import change_cle, requalify_resolution
from services.votes.consignes.reponses import give_consigne
from services.votes.engagements.reservations import reserve_engagement, settle_engagement
from services.votes.majorites.quote_part import sum_quotes_parts
from services.votes.models import Engagement, EtatEngagement, Position
from shared import messages
from shared.database import Lecture, Session
from shared.models import OutboxMessage
from tests.votes.conftest import AUJOURDHUI, Parc, resolution_of

POUR, CONTRE = Position.POUR, Position.CONTRE
AGENDA = """\
1. Réfection de l’étanchéité de la toiture terrasse
L’assemblée décide les travaux pour un montant de 48 000,00 € TTC.
Ils seront appelés en 2 appels : 50 % le 01/07/2027 et 50 % le 01/02/2028.
2. Approbation des comptes de l’exercice 2025
L’assemblée approuve les comptes pour un montant de 84 310,42 €.
3. Quitus au syndic
"""
TRAVAUX, COMPTES, QUITUS = 1, 2, 3


@pytest.fixture(autouse=True)
def everybody_hears(monkeypatch):
    monkeypatch.setitem(messages.SUBSCRIBERS, messages.EngagementReserve, ("charges",))


def answer(parc: Parc, ag_id: int, ordre: int, position: Position, second: Position | None = None) -> int:
    resolution = resolution_of(ag_id, ordre)
    with Session.begin() as session:
        give_consigne(session, parc.rc, resolution.id, position=position, motif="Vu", version=resolution.version,
                      aujourdhui=AUJOURDHUI, position_second=second)  # fmt: skip
    return resolution.id


def engagements(resolution_id: int) -> dict[int, tuple[int, str]]:
    with Lecture() as session:
        rows = session.scalars(select(Engagement).where(Engagement.resolution_id == resolution_id)).all()
        return {row.annee: (row.montant_centimes, row.etat.value) for row in rows}


def facts() -> list[list[dict[str, int]]]:
    with Lecture() as session:
        query = select(OutboxMessage).where(OutboxMessage.fait == "EngagementReserve").order_by(OutboxMessage.rang)
        return [row.contenu["annees"] for row in session.scalars(query)]


def settle(parc: Parc, resolution_id: int, *, adoptee: bool) -> None:
    with Session.begin() as session:
        resolution = get_resolution(session, parc.di, resolution_id)
        settle_engagement(session, resolution, adoptee=adoptee)


def test_a_pour_on_works_reserves_our_share_on_the_years_of_its_calls(parc):
    resolution_id = answer(parc, parc.add_ag(agenda=AGENDA), TRAVAUX, POUR)
    # 48 000,00 × 312 / 10 000 = 1 497,60
    assert engagements(resolution_id) == {2027: (74_880, "RESERVE"), 2028: (74_880, "RESERVE")}
    assert facts() == [[{"annee": 2027, "montant_centimes": 74_880}, {"annee": 2028, "montant_centimes": 74_880}]]


def test_a_change_of_mind_releases_and_says_so(parc):
    ag_id = parc.add_ag(agenda=AGENDA)
    answer(parc, ag_id, TRAVAUX, POUR)
    resolution_id = answer(parc, ag_id, TRAVAUX, CONTRE)
    assert {etat for _, etat in engagements(resolution_id).values()} == {"LIBERE"}
    assert facts()[-1] == []
    answer(parc, ag_id, TRAVAUX, POUR)
    assert {etat for _, etat in engagements(resolution_id).values()} == {"RESERVE"}
    assert len(facts()) == 3


def test_reserving_twice_changes_nothing_and_says_nothing(parc):
    resolution_id = answer(parc, parc.add_ag(agenda=AGENDA), TRAVAUX, POUR)
    with Session.begin() as session:
        reserve_engagement(session, get_resolution(session, parc.rc, resolution_id))
    assert len(facts()) == 1


def test_the_minutes_commit_what_was_adopted_and_release_what_was_rejected(parc):
    ag_id = parc.add_ag(agenda=AGENDA)
    resolution_id = answer(parc, ag_id, TRAVAUX, POUR)
    settle(parc, resolution_id, adoptee=True)
    assert {etat for _, etat in engagements(resolution_id).values()} == {"ENGAGE"}
    assert len(facts()) == 1, "the amounts by year did not change"
    settle(parc, resolution_id, adoptee=False)
    assert {etat for _, etat in engagements(resolution_id).values()} == {"LIBERE"}
    assert facts()[-1] == []


def test_adopted_against_our_vote_it_is_committed_all_the_same(parc):
    resolution_id = answer(parc, parc.add_ag(agenda=AGENDA), TRAVAUX, CONTRE)
    assert engagements(resolution_id) == {}
    settle(parc, resolution_id, adoptee=True)
    assert engagements(resolution_id) == {2027: (74_880, "ENGAGE"), 2028: (74_880, "ENGAGE")}


def test_what_the_minutes_committed_is_no_longer_a_reservation_to_redo(parc):
    resolution_id = answer(parc, parc.add_ag(agenda=AGENDA), TRAVAUX, POUR)
    settle(parc, resolution_id, adoptee=True)
    with Session.begin() as session:
        kept = reserve_engagement(session, get_resolution(session, parc.rc, resolution_id))
        assert {one.etat for one in kept} == {EtatEngagement.ENGAGE}


@pytest.mark.parametrize("ordre", [COMPTES, QUITUS])
def test_past_spending_and_a_quitus_reserve_nothing(parc_sqlite, ordre):
    assert engagements(answer(parc_sqlite, parc_sqlite.add_ag(agenda=AGENDA), ordre, POUR)) == {}


def test_a_pour_on_the_second_ballot_alone_reserves_too(parc_sqlite):
    agenda = "1. Installation d’un portail motorisé pour 10 000,00 €"
    ag_id = parc_sqlite.add_ag(date(2026, 12, 19), agenda)
    assert engagements(answer(parc_sqlite, ag_id, 1, CONTRE, POUR)) == {2026: (31_200, "RESERVE")}


def test_another_cle_moves_the_reservation_to_our_share_of_it(parc):
    ag_id = parc.add_ag(agenda=AGENDA)
    resolution_id = answer(parc, ag_id, TRAVAUX, POUR)
    with Session.begin() as session:
        change_cle(session, parc.rc, resolution_id, code="BATA", version=2)
    # 48 000,00 × 179 / 5 000 = 1 718,40
    assert engagements(resolution_id) == {2027: (85_920, "RESERVE"), 2028: (85_920, "RESERVE")}


def test_another_type_that_costs_nothing_releases_the_reservation(parc):
    ag_id = parc.add_ag(agenda=AGENDA)
    resolution_id = answer(parc, ag_id, TRAVAUX, POUR)
    with Session.begin() as session:
        requalify_resolution(session, parc.rc, resolution_id, code="CS_ELECTION", version=2)
    assert {etat for _, etat in engagements(resolution_id).values()} == {"LIBERE"}


@given(
    st.dictionaries(
        st.sampled_from(["GEN", "BATA", "BATB", "ASC"]),
        st.tuples(st.integers(1, 10**11), st.integers(0, 10_000), st.integers(0, 10_000)),
        min_size=1,
    )
)
def test_on_several_cles_our_share_and_the_others_make_the_amounts_voted(lots):
    montants = {cle: montant for cle, (montant, _, _) in lots.items()}
    nous = {cle: (ours, max(ours + others, 1)) for cle, (_, ours, others) in lots.items()}
    autres = {cle: (total - ours, total) for cle, (ours, total) in nous.items()}
    gap = sum(montants.values()) - sum_quotes_parts(montants, nous) - sum_quotes_parts(montants, autres)
    assert abs(gap) <= len(montants), "each clé is rounded once, on a tie the centime is ours"
    for cle, montant in montants.items():
        share = sum_quotes_parts({cle: montant}, nous)
        assert abs(share * nous[cle][1] - montant * nous[cle][0]) * 2 <= nous[cle][1], "the nearest centime"
