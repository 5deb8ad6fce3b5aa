"""PostgreSQL databases for tests: copied from one that is migrated, then emptied and lent again to the next test.

A test may write what it wants: what it wrote is deleted when it ends, the rows and the sequences of the migrations come
back as they were, and a database whose tables, constraints, triggers or functions changed is dropped instead. Emptying
takes a few hundredths of a second; dropping makes the server write down all it holds.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import uuid4

import psycopg
from psycopg import sql

from services.migrations import migrate_engine
from shared.config import normalise_database_url
from shared.database import build_engine
from tests.parts import drop_database, with_path

_SCHEMAS = "n.nspname NOT LIKE 'pg\\_%' AND n.nspname <> 'information_schema'"
_FORME = f"""
    SELECT format('%s %s %s %s %s', c.relname, a.attname, a.atttypid, a.attnotnull, c.relacl)
    FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE {_SCHEMAS}
    UNION ALL SELECT format('%s %s', k.oid, k.convalidated)
    FROM pg_constraint k JOIN pg_namespace n ON n.oid = k.connamespace WHERE {_SCHEMAS}
    UNION ALL SELECT format('%s %s', t.oid, t.tgenabled)
    FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE {_SCHEMAS}
    UNION ALL SELECT format('%s %s', p.oid, md5(p.prosrc))
    FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace WHERE {_SCHEMAS}
    ORDER BY 1
"""
_TABLES = f"""
    SELECT n.nspname, c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE c.relkind = 'r' AND {_SCHEMAS} ORDER BY 1, 2
"""
_SEQUENCES = "SELECT schemaname, sequencename, last_value FROM pg_sequences WHERE last_value IS NOT NULL"
_RESTART = """
    SELECT setval(format('%I.%I', schemaname, sequencename), start_value, false) FROM pg_sequences
    WHERE last_value IS NOT NULL
"""
_LEAVE = """
    SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid()
"""


class Bases:
    """The databases of one process of tests, on a server where it may create some."""

    def __init__(self, server: str) -> None:
        self._server = server
        self._toutes: list[str] = []
        self._libres: list[str] = []
        self._modele = self._create()
        try:
            self._prepare()
        except BaseException:
            self.close()
            raise

    def _prepare(self) -> None:
        """Migrate the model, and learn what it holds."""
        engine = build_engine(normalise_database_url(with_path(self._server, self._modele)))
        migrate_engine(engine)
        engine.dispose()
        with psycopg.connect(with_path(self._server, self._modele)) as connection:
            self._forme = connection.execute(_FORME).fetchall()
            self._tables = [sql.Identifier(*noms) for noms in connection.execute(_TABLES).fetchall()]
            self._rangees = [(table, rows) for table in self._tables if (rows := _copy(connection, table))]
            self._sequences = connection.execute(_SEQUENCES).fetchall()

    @contextmanager
    def lend(self) -> Iterator[str]:
        """The address of a migrated database that nobody else uses meanwhile, and that never was another one's.

        What our programs keep in memory, they keep by the address of its database.
        """
        name = self._libres.pop() if self._libres else self._create(self._modele)
        yield normalise_database_url(with_path(self._server, name))
        if self._empty(name) and (renamed := self._rename(name)):
            self._libres.append(renamed)
        else:
            self._drop(name)

    def close(self) -> None:
        """Leave nothing on the server."""
        for name in list(self._toutes):
            self._drop(name)

    def _create(self, modele: str = "template1") -> str:
        """A new database; what it commits may be lost with the server, which no test ends."""
        name = _name()
        with psycopg.connect(self._server, autocommit=True) as connection:
            order = sql.SQL("CREATE DATABASE {} TEMPLATE {}")
            connection.execute(order.format(sql.Identifier(name), sql.Identifier(modele)))
            self._toutes.append(name)
            order = sql.SQL("ALTER DATABASE {} SET synchronous_commit = off")
            connection.execute(order.format(sql.Identifier(name)))
        return name

    def _rename(self, name: str) -> str:
        """The new name of a database; nothing while somebody still holds it."""
        renamed = _name()
        order = sql.SQL("ALTER DATABASE {} RENAME TO {}").format(sql.Identifier(name), sql.Identifier(renamed))
        try:
            with psycopg.connect(self._server, autocommit=True) as connection:
                connection.execute(order)
        except psycopg.Error:
            return ""
        self._toutes[self._toutes.index(name)] = renamed
        return renamed

    def _drop(self, name: str) -> None:
        self._toutes.remove(name)
        drop_database(self._server, name)

    def _empty(self, name: str) -> bool:
        """Give a database back the content of the model; False when its shape changed, or the server refuses."""
        try:
            with psycopg.connect(with_path(self._server, name), autocommit=True) as connection:
                connection.execute(_LEAVE)
                with connection.transaction():
                    self._restore(connection)
                return connection.execute(_FORME).fetchall() == self._forme
        except psycopg.Error:
            return False

    def _restore(self, connection: psycopg.Connection) -> None:
        """Delete every row, without the triggers that forbid it, and write those of the model again."""
        connection.execute("SET LOCAL lock_timeout = '10s'")
        connection.execute("SET LOCAL session_replication_role = replica")
        connection.execute(sql.SQL(";").join(sql.SQL("DELETE FROM {}").format(table) for table in self._tables))
        for table, rows in self._rangees:
            with connection.cursor().copy(sql.SQL("COPY {} FROM STDIN").format(table)) as copy:
                copy.write(rows)
        connection.execute(_RESTART)
        for schema, sequence, last in self._sequences:
            connection.execute("SELECT setval(format('%%I.%%I', %s::text, %s::text), %s)", (schema, sequence, last))


def _name() -> str:
    return f"tantieme_test_{uuid4().hex[:12]}"


def _copy(connection: psycopg.Connection, table: sql.Identifier) -> bytes:
    """The rows of a table, as the server copies them."""
    with connection.cursor().copy(sql.SQL("COPY {} TO STDOUT").format(table)) as copy:
        return b"".join(bytes(block) for block in copy)
