"""Works voted, told to appels_fonds on real RabbitMQ and PostgreSQL: killed anywhere, expected exactly once."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import func, select

from services.appels_fonds.models import AppelAttendu, VoteConnu
from shared.database import Lecture, Session
from shared.messages import TravauxVotes
from shared.models import Agence, Copropriete, FailedMessage, ProcessedMessage
from shared.outbox import publish
from tests.messages.faits import count, is_marked_sent, messages_in
from tests.messages.files import finish
from tests.messages.processus import Atelier

pytestmark = [pytest.mark.postgresql, pytest.mark.rabbitmq, pytest.mark.timeout(180)]
TUE = -9
FILE = "appels_fonds"
RELAIS, TRAVAILLEUR = ("relais",), ("worker", FILE)
TOTAL_CENTIMES = 9_600_001


@pytest.fixture
def atelier(tmp_path: Path, base_postgresql: str, file_appels: str, production: dict[str, str]) -> Iterator[Atelier]:
    """Where our commands run; works were just voted."""
    vote_travaux()
    with Atelier(tmp_path, {"DATABASE_URL": base_postgresql, "BROKER_URL": file_appels, **production}) as atelier:
        yield atelier


def vote_travaux() -> None:
    """What confirmed minutes say of works, in a transaction."""
    with Session.begin() as session:
        copropriete = Copropriete(code="C001", nom="Les Tilleuls", agence=Agence(code="LYO", nom="Lyon"))
        session.add(copropriete)
        session.flush()
        publish(
            session,
            TravauxVotes(
                copropriete_id=copropriete.id, date_ag=date(2026, 11, 3), resolution="14", libelle="Toiture",
                cle="BATA", montant_centimes=TOTAL_CENTIMES, echeances=["2027-01-01", "2027-04-01", "2027-07-01"],
            ),
        )  # fmt: skip


def assert_expected_once() -> None:
    """One vote, three calls that sum to it, one fact handled, none given up."""
    with Lecture() as session:
        expected = session.execute(select(func.count(), func.sum(AppelAttendu.montant_centimes))).one()
    assert (count(VoteConnu), tuple(expected)) == (1, (3, TOTAL_CENTIMES))
    assert (count(ProcessedMessage), count(FailedMessage)) == (1, 0)


def test_a_relay_killed_loses_and_doubles_no_voted_works(atelier: Atelier, file_appels: str) -> None:
    assert atelier.start(*RELAIS, coupure="apres_envoi").wait() == TUE
    assert not is_marked_sent()
    finish(atelier, file_appels, FILE)
    assert_expected_once()


@pytest.mark.parametrize("point", ["apres_inscription", "apres_effet", "apres_validation"])
def test_a_worker_killed_loses_and_doubles_no_expected_call(atelier: Atelier, file_appels: str, point: str) -> None:
    relais = atelier.start(*RELAIS)
    assert atelier.start(*TRAVAILLEUR, coupure=point).wait() == TUE
    atelier.wait_until(lambda: messages_in(file_appels, FILE) == 1)
    assert count(VoteConnu) == (point == "apres_validation")
    assert relais.stop() == 0
    finish(atelier, file_appels, FILE)
    assert_expected_once()
