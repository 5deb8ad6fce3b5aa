"""A PostgreSQL database lent to a test goes to the next one as if nobody had used it, or does not go to it."""

import psycopg
import pytest

from tests.bases import Bases

pytestmark = pytest.mark.postgresql
ECRIT = "INSERT INTO shared.agence (code, nom) VALUES ('LYO', 'Lyon') RETURNING id"
ACTE = """
    INSERT INTO shared.audit_ligne (le, agent, acte, objet, objet_id, detail)
    VALUES (now(), 'essai', 'essaie', 'lot', '1', '{}') RETURNING id
"""
LAQUELLE = "SELECT oid FROM pg_database WHERE datname = current_database()"
REGLES = "SELECT * FROM votes.regle ORDER BY id"


def connect(url: str) -> psycopg.Connection:
    """A connection as a test's own."""
    return psycopg.connect(url.replace("+psycopg", ""), autocommit=True)


def test_the_next_test_finds_another_address_the_rows_of_the_migrations_alone_and_the_same_numbers(
    bases_postgresql: Bases,
) -> None:
    with bases_postgresql.lend() as url, connect(url) as connection:
        laquelle, regles = connection.execute(LAQUELLE).fetchone(), connection.execute(REGLES).fetchall()
        written = [connection.execute(order).fetchone() for order in (ECRIT, ACTE)]
        connection.execute("DELETE FROM votes.regle")
    with bases_postgresql.lend() as again, connect(again) as connection:
        assert again != url
        assert connection.execute(LAQUELLE).fetchone() == laquelle
        assert connection.execute(REGLES).fetchall() == regles
        assert connection.execute("SELECT count(*) FROM shared.agence").fetchone() == (0,)
        assert [connection.execute(order).fetchone() for order in (ECRIT, ACTE)] == written
        with pytest.raises(psycopg.DatabaseError, match="ne se modifie pas"):
            connection.execute("DELETE FROM shared.audit_ligne")


def test_a_connection_left_open_amid_a_transaction_does_not_hold_the_next_test(bases_postgresql: Bases) -> None:
    with bases_postgresql.lend() as url:
        left = psycopg.connect(url.replace("+psycopg", ""))
        left.execute(ECRIT)
    with bases_postgresql.lend() as again, connect(again) as connection:
        assert connection.execute("SELECT count(*) FROM shared.agence").fetchone() == (0,)
    left.close()


@pytest.mark.parametrize(
    "change",
    [
        "DROP TRIGGER gardien_journal ON shared.audit_ligne",
        "ALTER TABLE charges.montant_appele ADD CONSTRAINT panne CHECK (false)",
        "GRANT DELETE ON votes.resolution TO PUBLIC",
    ],
)
def test_a_database_whose_shape_changed_is_lent_to_nobody(bases_postgresql: Bases, change: str) -> None:
    with bases_postgresql.lend() as url, connect(url) as connection:
        laquelle = connection.execute(LAQUELLE).fetchone()
        connection.execute(change)
    with bases_postgresql.lend() as again, connect(again) as connection:
        assert connection.execute(LAQUELLE).fetchone() != laquelle
