"""Mail: written with the act, sent through a real SMTP server on the loopback, kept and retried when it refuses."""

import socket
from collections.abc import Iterator
from dataclasses import replace
from email import message_from_bytes
from email.policy import default
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from sqlalchemy import Engine, select, update

from shared.acteurs import SYSTEME
from shared.config import Config
from shared.courriels import queue_courriel, send_waiting
from shared.database import Lecture, Session
from shared.documents import keep_document
from shared.models import CourrielSortant


class Boite:
    """A mailbox that keeps what it receives."""

    def __init__(self) -> None:
        self.recus: list[Any] = []

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:
        self.recus.append(message_from_bytes(envelope.content, policy=default))
        return "250 OK"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def serveur() -> Iterator[tuple[Boite, str]]:
    boite, port = Boite(), free_port()
    controller = Controller(boite, hostname="127.0.0.1", port=port)
    controller.start()
    yield boite, f"smtp://127.0.0.1:{port}"
    controller.stop()


def write(corps: str = "Voici le classeur annoté.") -> None:
    with Session.begin() as session:
        document = keep_document(
            session, SYSTEME, b"col;montant\n", nom="remarques é.csv", genre="retour", type_mime="text/csv"
        )
        queue_courriel(session, "syndic@regie.example", "Appel à corriger : T2", corps, [document])


def test_a_mail_leaves_once_with_its_accents_and_its_document(
    base: Engine, config: Config, serveur: tuple[Boite, str]
) -> None:
    boite, url = serveur
    write()
    ready = replace(config, smtp_url=url)
    assert (send_waiting(ready), send_waiting(ready)) == (1, 0)
    [courriel] = boite.recus
    assert (courriel["To"], courriel["Subject"]) == ("syndic@regie.example", "Appel à corriger : T2")
    assert courriel.get_body().get_content().strip() == "Voici le classeur annoté."
    [piece] = courriel.iter_attachments()
    assert (piece.get_filename(), piece.get_content().strip()) == ("remarques é.csv", "col;montant")


def test_without_a_server_mails_wait(base: Engine, config: Config) -> None:
    write()
    assert send_waiting(config) == 0
    with Lecture() as session:
        assert session.scalars(select(CourrielSortant.tentatives)).all() == [0]


def test_a_refused_mail_is_kept_with_its_error_and_tried_again_later(
    base: Engine, config: Config, serveur: tuple[Boite, str]
) -> None:
    write()
    assert send_waiting(replace(config, smtp_url=f"smtp://127.0.0.1:{free_port()}")) == 0
    with Lecture() as session:
        courriel = session.scalars(select(CourrielSortant)).one()
        assert courriel.tentatives == 1
        assert "ConnectionRefusedError" in (courriel.derniere_erreur or "")
    boite, url = serveur
    assert send_waiting(replace(config, smtp_url=url)) == 0, "it is not due yet"
    with Session.begin() as session:
        session.execute(update(CourrielSortant).values(prochain_essai_le=None))
    assert send_waiting(replace(config, smtp_url=url)) == 1
    assert len(boite.recus) == 1


def test_a_mail_vanishes_with_the_act_that_is_refused(base: Engine) -> None:
    def write_then_fail() -> None:
        with Session.begin() as session:
            queue_courriel(session, "a@b.example", "x", "y")
            raise RuntimeError("the act is refused")

    with pytest.raises(RuntimeError):
        write_then_fail()
    with Lecture() as session:
        assert session.scalars(select(CourrielSortant)).all() == []
