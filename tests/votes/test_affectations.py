"""Giving a resolution to somebody else."""

import pytest
from sqlalchemy import update

from services.votes.attribution.affectations import reassign_resolution
from shared.database import Session
from shared.errors import InvalidError, RefusedError, StaleError
from shared.models import Agent
from tests.votes.conftest import resolution_of


def test_a_manager_gives_a_resolution_to_another_employee_with_the_reason(parc):
    resolution = resolution_of(parc.add_ag(), 3)
    with Session.begin() as session:
        reassign_resolution(session, parc.rc, resolution.id, parc.ju.id, motif="Litige en cours", version=1)
    after = resolution_of(resolution.ag_id, 3)
    assert [(one.agent.nom, one.active) for one in after.affectations] == [
        ("Thomas Giraud", False),
        ("Julie Sabatier", True),
    ]
    assert (after.affectation.motif, after.affectation.role) == ("Litige en cours", "JU")
    assert after.affectation.par == "claire@deuxrives.example"


def test_a_reason_is_asked(parc_sqlite):
    resolution = resolution_of(parc_sqlite.add_ag(), 3)
    with Session.begin() as session, pytest.raises(InvalidError, match="Dites pourquoi"):
        reassign_resolution(session, parc_sqlite.rc, resolution.id, parc_sqlite.ju.id, motif=" ", version=1)


def test_an_agent_of_another_agency_cannot_receive_it(parc):
    resolution = resolution_of(parc.add_ag(), 3)
    with Session.begin() as session, pytest.raises(InvalidError, match="choisissez-en un de l’agence"):
        reassign_resolution(session, parc.rc, resolution.id, parc.ailleurs.id, motif="Absence", version=1)


def test_an_information_item_is_given_to_nobody(parc_sqlite):
    resolution = resolution_of(parc_sqlite.add_ag(), 4)
    with Session.begin() as session, pytest.raises(RefusedError, match="information"):
        reassign_resolution(session, parc_sqlite.rc, resolution.id, parc_sqlite.ju.id, motif="Absence", version=1)


def test_two_managers_at_once_the_second_reads_again(parc):
    resolution = resolution_of(parc.add_ag(), 3)
    with Session.begin() as session:
        reassign_resolution(session, parc.rc, resolution.id, parc.ju.id, motif="Litige", version=1)
    with Session.begin() as session, pytest.raises(StaleError):
        reassign_resolution(session, parc.di, resolution.id, parc.co.id, motif="Budget", version=1)


def test_nobody_of_the_trade_makes_it_the_managers(parc_sqlite):
    with Session.begin() as session:
        session.execute(update(Agent).where(Agent.id == parc_sqlite.te.id).values(actif=False))
    affectation = resolution_of(parc_sqlite.add_ag(), 3).affectation
    assert affectation is not None
    assert affectation.agent_id != parc_sqlite.te.id
    assert affectation.motif
