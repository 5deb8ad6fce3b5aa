"""A long file read then integrated by a real worker, on RabbitMQ and PostgreSQL: killed anywhere, integrated once."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select

from services.appels_fonds.controles.registre import CONTROLES
from services.appels_fonds.models import AppelFonds, Ecriture, ImportAppel, LigneAppel
from services.appels_fonds.reception.imports_longs import request_integration, request_lecture
from shared.acteurs import Acteur
from shared.auth.comptes import to_acteur
from shared.database import Lecture, Session
from shared.documents import bind_documents
from shared.messages import IntegrationDemandee, LectureDemandee
from shared.models import Agent, EtatTache, FailedMessage, OutboxMessage, Tache
from tests.appels_fonds.essais import TRIMESTRE, a_workbook, load_patrimoine_essai
from tests.messages.faits import count, messages_in
from tests.messages.files import finish
from tests.messages.processus import Atelier

pytestmark = [pytest.mark.postgresql, pytest.mark.rabbitmq, pytest.mark.timeout(180)]
TUE = -9
FILE = "appels_fonds"
FORCAGES = dict.fromkeys((controle.code for controle in CONTROLES), "essai de coupure")
"""The workers live today: a call of the trial may be long past due."""
POINTS = ["apres_inscription", "apres_effet", "apres_validation"]


@pytest.fixture
def atelier(tmp_path: Path, base_postgresql: str, file_appels: str, production: dict[str, str]) -> Iterator[Atelier]:
    """Where our commands run; a patrimoine of two copropriétés is known, the store of documents is that of the test."""
    load_patrimoine_essai()
    with Atelier(tmp_path, {"DATABASE_URL": base_postgresql, "BROKER_URL": file_appels, **production}) as atelier:
        bind_documents(Path(atelier.environ["TANTIEME_DONNEES"]) / "documents")
        yield atelier


def ines() -> Acteur:
    """The accountant of the trial."""
    with Lecture() as session:
        return to_acteur(session.scalars(select(Agent).where(Agent.courriel == "ines.faure@demo.example")).one())


def drop() -> int:
    """Drop a file as a long one; gives its task."""
    with Session.begin() as session:
        return request_lecture(session, ines(), a_workbook(TRIMESTRE), "appel T2.xlsx").id


def confirm() -> int:
    """Confirm the preview of that file; gives its task."""
    with Session.begin() as session:
        apercu = session.scalars(select(ImportAppel)).one()
        return request_integration(
            session, ines(), apercu.id, version=apercu.version, forcages=FORCAGES, en_partie=False
        ).id  # fmt: skip


def kill_at(atelier: Atelier, file_appels: str, point: str) -> None:
    """Let a worker die at one point, and see its message back on the queue."""
    relais = atelier.start("relais")
    assert atelier.start("worker", FILE, coupure=point).wait() == TUE
    atelier.wait_until(lambda: messages_in(file_appels, FILE) == 1)
    assert relais.stop() == 0


def state_of(tache_id: int) -> EtatTache:
    with Lecture() as session:
        return session.get_one(Tache, tache_id).etat


def count_facts(fact: type) -> int:
    with Lecture() as session:
        return len(session.scalars(select(OutboxMessage).where(OutboxMessage.fait == fact.__name__)).all())


@pytest.mark.parametrize("point", POINTS)
def test_a_worker_killed_while_it_reads_gives_one_preview(atelier: Atelier, file_appels: str, point: str) -> None:
    tache = drop()
    kill_at(atelier, file_appels, point)
    committed = point == "apres_validation"
    assert count(ImportAppel) == committed
    assert state_of(tache) == (EtatTache.TERMINEE if committed else EtatTache.EN_COURS)
    finish(atelier, file_appels, FILE)
    assert (count(ImportAppel), count(FailedMessage), count_facts(LectureDemandee)) == (1, 0, 1)
    assert state_of(tache) == EtatTache.TERMINEE


@pytest.mark.parametrize("point", ["en_avancant", *POINTS])
def test_a_worker_killed_while_it_integrates_gives_one_batch(atelier: Atelier, file_appels: str, point: str) -> None:
    drop()
    finish(atelier, file_appels, FILE)
    tache = confirm()
    kill_at(atelier, file_appels, point)
    committed = point == "apres_validation"
    assert (count(AppelFonds), count(LigneAppel), count(Ecriture)) == ((1, 4, 1) if committed else (0, 0, 0))
    assert state_of(tache) == (EtatTache.TERMINEE if committed else EtatTache.EN_COURS)
    finish(atelier, file_appels, FILE, lambda: state_of(tache) == EtatTache.TERMINEE)  # charges is told too: not here
    assert (count(AppelFonds), count(LigneAppel), count(Ecriture)) == (1, 4, 1)
    assert (count(FailedMessage), count_facts(IntegrationDemandee)) == (0, 1)
    assert state_of(tache) == EtatTache.TERMINEE
