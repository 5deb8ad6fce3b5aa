"""A long import, web and worker in one process: ``kill -9`` leaves nothing or all, and it resumes."""

import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select

from services.appels_fonds.models import AppelFonds, Ecriture, LigneAppel
from services.appels_fonds.reception.imports import preview_import
from services.appels_fonds.reception.imports_longs import request_integration
from services.migrations import migrate
from shared.auth.comptes import to_acteur
from shared.config import load_config
from shared.database import Lecture, Session, bind_database
from shared.documents import bind_documents
from shared.models import Agent, EtatTache, FailedMessage, Tache
from tests.appels_fonds.essais import TRIMESTRE, a_workbook, load_patrimoine_essai
from tests.messages.faits import count, is_settled
from tests.messages.processus import ARRETS, Atelier, Processus
from tests.messages.test_coupures_imports import FORCAGES, TUE

pytestmark = pytest.mark.timeout(180)


@pytest.fixture
def atelier(tmp_path: Path) -> Iterator[Atelier]:
    """Where our command runs, on a SQLite file of this test that holds two copropriétés."""
    with Atelier(tmp_path, {}) as atelier:
        config = load_config(atelier.environ)
        bind_database(config.database_url)
        bind_documents(config.donnees / "documents")
        migrate(config)
        load_patrimoine_essai()
        yield atelier


@pytest.fixture
def tache(atelier: Atelier) -> int:
    """The task of an integration that somebody asked for while no worker runs."""
    with Session.begin() as session:
        ines = to_acteur(session.scalars(select(Agent).where(Agent.courriel == "ines.faure@demo.example")).one())
        apercu, _ = preview_import(session, ines, a_workbook(TRIMESTRE), "appel T2.xlsx")
        session.flush()
        return request_integration(
            session, ines, apercu.id, version=apercu.version, forcages=FORCAGES, en_partie=False
        ).id  # fmt: skip


def serve(atelier: Atelier, coupure: str = "") -> Processus:
    """The whole suite in one process, on a port of its own."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    return atelier.start("serve", "--sans-demo", "--port", str(port), coupure=coupure)


def state_of(tache_id: int) -> EtatTache:
    with Lecture() as session:
        return session.get_one(Tache, tache_id).etat


def written() -> tuple[int, int, int]:
    return count(AppelFonds), count(LigneAppel), count(Ecriture)


def test_killed_while_it_writes_it_leaves_nothing_and_the_next_start_integrates_once(atelier, tache):
    assert serve(atelier, "apres_effet").wait() == TUE
    assert (written(), state_of(tache)) == ((0, 0, 0), EtatTache.EN_COURS)
    running = serve(atelier)
    atelier.wait_until(lambda: state_of(tache) == EtatTache.TERMINEE)
    assert (written(), count(FailedMessage)) == ((1, 4, 1), 0)
    assert running.stop() in ARRETS


def test_killed_once_it_has_written_it_keeps_all_and_the_next_start_adds_nothing(atelier, tache):
    running = serve(atelier)
    atelier.wait_until(lambda: count(AppelFonds) == 1)
    assert running.kill() == TUE
    assert (written(), state_of(tache)) == ((1, 4, 1), EtatTache.TERMINEE)
    running = serve(atelier)
    atelier.wait_until(is_settled)
    assert (written(), count(FailedMessage)) == ((1, 4, 1), 0)
    assert running.stop() in ARRETS
