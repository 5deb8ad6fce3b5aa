"""A server behind a gate is gone when the gate is cut, and back when it opens."""

from collections.abc import Iterator

import psycopg
import pytest

from tests.compose.passerelle import Passerelle
from tests.parts import find_postgresql

SERVER_USER = "postgres"


@pytest.fixture
def gate(serveur_postgresql: str) -> Iterator[Passerelle]:
    """An open gate before the real PostgreSQL."""
    gate = Passerelle(serveur_postgresql, 5432)
    gate.open()
    yield gate
    gate.close()


def connect(gate: Passerelle) -> psycopg.Connection[tuple[object, ...]]:
    """A connection through the gate, with the identity the tests use."""
    identity = psycopg.conninfo.conninfo_to_dict(find_postgresql())
    return psycopg.connect(
        host="127.0.0.1", port=gate.port, user=str(identity.get("user", SERVER_USER)),
        password=str(identity.get("password", "")), dbname="postgres", connect_timeout=5,
    )  # fmt: skip


def test_bytes_pass_both_ways(gate: Passerelle) -> None:
    with connect(gate) as connection:
        sent = "é" * 300_000
        assert connection.execute("SELECT %s::text", [sent]).fetchone() == (sent,)


def test_a_cut_breaks_what_is_connected_and_refuses_what_comes(gate: Passerelle) -> None:
    connection = connect(gate)
    gate.cut()
    with pytest.raises(psycopg.OperationalError):
        connection.execute("SELECT 1")
    with pytest.raises(psycopg.OperationalError):
        connect(gate)


def test_an_opened_gate_is_at_the_same_address(gate: Passerelle) -> None:
    port = gate.port
    gate.cut()
    gate.open()
    assert gate.port == port
    with connect(gate) as connection:
        assert connection.execute("SELECT 1").fetchone() == (1,)
