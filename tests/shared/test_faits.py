"""Facts: written with the change they report, carried by the relay, applied exactly once."""

import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from threading import Thread
from typing import Any
from uuid import uuid4

import dramatiq
import pytest
from dramatiq.brokers.stub import StubBroker
from sqlalchemy import Engine, func, select, update

from services.charges.models import MontantAppele
from services.processus import import_actors
from shared.broker import build_broker, replay_failure
from shared.database import Lecture, Session
from shared.inbox import RECEIVERS, Receiver, declare_actors, receive
from shared.messages import SUBSCRIBERS, AppelFondsAnnule, AppelFondsComptabilise, Fact, actor_name
from shared.models import Agence, Copropriete, FailedMessage, OutboxMessage, now
from shared.outbox import age_of_oldest, count_waiting, publish, rearm_unhandled
from shared.relay import relay_once, to_message


@pytest.fixture
def copropriete_id(base: Engine) -> int:
    with Session.begin() as session:
        copropriete = Copropriete(code="C001", nom="Le Bizillon", agence=Agence(code="STE", nom="Saint-Étienne"))
        session.add(copropriete)
        session.flush()
        return copropriete.id


@pytest.fixture
def broker() -> Iterator[StubBroker]:
    import_actors()
    broker = build_broker("memory://")
    assert isinstance(broker, StubBroker)
    declare_actors(broker)
    worker = dramatiq.Worker(broker, worker_timeout=20, worker_threads=2)
    worker.start()
    yield broker
    worker.stop()
    broker.close()


def an_appel(copropriete_id: int, numero: str = "AF-2026-000001") -> AppelFondsComptabilise:
    return AppelFondsComptabilise(
        appel=numero,
        copropriete_id=copropriete_id,
        exigible=date(2026, 4, 1),
        total_centimes=48_125,
        montants=[
            {"cle": "GEN", "nature": "provision", "montant_centimes": 41_000},
            {"cle": "ASC", "nature": "provision", "montant_centimes": 7_125},
        ],
    )


def handle_all(broker: StubBroker) -> None:
    """Wait until the workers have nothing left to do."""
    broker.join("charges", fail_fast=False)


def eventually_failed() -> FailedMessage | None:
    """The failure kept by the worker, once it has had its turn."""
    for _ in range(100):
        with Lecture() as session:
            failed = session.scalar(select(FailedMessage))
        if failed is not None:
            return failed
        time.sleep(0.05)
    return None


def known_montants() -> dict[str, int]:
    with Lecture() as session:
        rows = session.execute(
            select(MontantAppele.cle, func.sum(MontantAppele.montant_centimes))
            .where(MontantAppele.annule_le.is_(None))
            .group_by(MontantAppele.cle)
        )
        return {cle: int(total) for cle, total in rows}


def test_a_fact_survives_the_journey_through_json() -> None:
    fact = an_appel(7)
    assert AppelFondsComptabilise.load(fact.dump()) == fact


def test_a_fact_is_lost_with_the_change_it_reports_when_the_transaction_fails(copropriete_id: int) -> None:
    def publish_then_fail() -> None:
        with Session.begin() as session:
            publish(session, an_appel(copropriete_id))
            raise RuntimeError("the change is refused")

    with pytest.raises(RuntimeError):
        publish_then_fail()
    with Lecture() as session:
        assert count_waiting(session) == 0


def test_a_fact_crosses_the_queue_to_charges(copropriete_id: int, broker: StubBroker) -> None:
    with Session.begin() as session:
        publish(session, an_appel(copropriete_id))
    assert relay_once(broker) == 1
    handle_all(broker)
    assert known_montants() == {"GEN": 41_000, "ASC": 7_125}


def test_a_fact_delivered_twice_is_applied_once(copropriete_id: int, broker: StubBroker) -> None:
    receiver = RECEIVERS[actor_name("charges", "AppelFondsComptabilise")]
    message_id = str(uuid4())
    assert receive(receiver, message_id, an_appel(copropriete_id).dump())
    assert not receive(receiver, message_id, an_appel(copropriete_id).dump())
    assert known_montants() == {"GEN": 41_000, "ASC": 7_125}


def test_facts_that_arrive_in_the_wrong_order_give_the_same_result(copropriete_id: int, broker: StubBroker) -> None:
    undone = AppelFondsAnnule(appel="AF-2026-000001", copropriete_id=copropriete_id, annule_le=date(2026, 4, 2))
    receive(RECEIVERS[actor_name("charges", "AppelFondsAnnule")], "2", undone.dump())
    receive(RECEIVERS[actor_name("charges", "AppelFondsComptabilise")], "1", an_appel(copropriete_id).dump())
    assert known_montants() == {}


class BrokerDown(StubBroker):
    """A broker that cannot be reached."""

    def enqueue(self, message: Any, *, delay: int | None = None) -> Any:
        raise ConnectionError("broker down")


def test_a_broker_that_is_down_delays_the_fact_and_says_why(copropriete_id: int, broker: StubBroker) -> None:
    with Session.begin() as session:
        publish(session, an_appel(copropriete_id))
    assert relay_once(BrokerDown()) == 0
    with Lecture() as session:
        row = session.scalar(select(OutboxMessage))
        assert row is not None
        assert row.tentatives == 1
        assert "broker down" in (row.derniere_erreur or "")
        assert (age_of_oldest(session) or 0) >= 0
    assert relay_once(broker) == 1
    handle_all(broker)
    assert known_montants() == {"GEN": 41_000, "ASC": 7_125}


def test_what_exhausts_its_retries_is_kept_and_can_be_replayed(copropriete_id: int, broker: StubBroker) -> None:
    unknown = copropriete_id + 999
    with Session.begin() as session:
        publish(session, an_appel(unknown))
    receiver = RECEIVERS[actor_name("charges", "AppelFondsComptabilise")]
    broker.actors[receiver.name].options.update(max_retries=1, min_backoff=1, max_backoff=2)
    relay_once(broker)
    handle_all(broker)
    failed = eventually_failed()
    assert failed is not None
    assert (failed.fait, failed.service, failed.rejoue_le) == ("AppelFondsComptabilise", "charges", None)
    assert "IntegrityError" in failed.erreur
    with Session.begin() as session:
        agence = session.scalar(select(Agence))
        session.add(Copropriete(id=unknown, code="C999", nom="Retrouvée", agence=agence))
    assert replay_failure(failed.message_id)
    assert relay_once(broker) == 1
    handle_all(broker)
    assert known_montants() == {"GEN": 41_000, "ASC": 7_125}


def test_a_fact_too_old_to_be_handled_is_kept_as_a_failure(copropriete_id: int, broker: StubBroker) -> None:
    with Session.begin() as session:
        publish(session, an_appel(copropriete_id))
    with Lecture() as session:
        message = to_message(session.scalars(select(OutboxMessage)).one())
    broker.enqueue(replace(message, message_timestamp=0))
    failed = eventually_failed()
    assert failed is not None
    assert "max_age" in failed.erreur
    assert known_montants() == {}


def test_what_the_in_process_broker_held_when_it_died_is_sent_again(copropriete_id: int, broker: StubBroker) -> None:
    for numero in ("AF-2026-000001", "AF-2026-000002"):
        with Session.begin() as session:
            publish(session, an_appel(copropriete_id, numero))
    with Lecture() as session:
        handled = session.scalars(select(OutboxMessage).order_by(OutboxMessage.rang)).first()
        assert handled is not None
    receive(RECEIVERS[actor_name("charges", "AppelFondsComptabilise")], handled.id, handled.contenu)
    with Session.begin() as session:
        session.execute(update(OutboxMessage).values(envoye_le=now()))  # both left; the second died with the broker
        assert rearm_unhandled(session) == 1
    assert relay_once(broker) == 1
    handle_all(broker)
    assert known_montants() == {"GEN": 82_000, "ASC": 14_250}


def test_replaying_an_unknown_message_says_so(base: Engine) -> None:
    assert not replay_failure("inconnu")


def test_two_relays_never_send_the_same_row_twice(copropriete_id: int, broker: StubBroker) -> None:
    with Session.begin() as session:
        for rang in range(50):
            publish(session, an_appel(copropriete_id, f"AF-2026-{rang:06d}"))
    sent: list[int] = []
    threads = [Thread(target=lambda: sent.append(relay_once(broker))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(sent) + relay_once(broker) == 50


def test_every_subscriber_of_a_fact_has_its_receiver() -> None:
    import_actors()
    expected = {actor_name(service, fact.__name__) for fact, services in SUBSCRIBERS.items() for service in services}
    assert expected == set(RECEIVERS)


def test_every_fact_says_who_hears_it() -> None:
    assert set(SUBSCRIBERS) == set(Fact.FACTS.values())


def test_every_receiver_spells_out_its_retries_and_limits() -> None:
    import_actors()
    for receiver in RECEIVERS.values():
        assert isinstance(receiver, Receiver)
        assert set(receiver.options) == {"max_retries", "min_backoff", "max_backoff", "max_age", "time_limit"}
        assert receiver.options["time_limit"] < timedelta(minutes=30).total_seconds() * 1000


def test_an_instant_carries_its_zone(base: Engine) -> None:
    with Session.begin() as session:
        session.add(OutboxMessage(id="x", fait="X", service="charges", contenu={}, cree_le=now(), envoye_le=now()))
    with Lecture() as session:
        row = session.scalar(select(OutboxMessage))
        assert row is not None
        assert row.cree_le.utcoffset() == timedelta(0)
