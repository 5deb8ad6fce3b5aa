"""The database: one engine per process, and the only two ways to get a session.

``with Session.begin() as session:`` writes and commits at the end of the block; ``with Lecture() as session:`` reads.
Nothing else commits. On SQLite a write takes the lock at once (BEGIN IMMEDIATE), so two writers wait instead of
failing half-way; a read never waits.
"""

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import Connection, Engine, Table, create_engine, event, make_url, text
from sqlalchemy import Table as SqlTable
from sqlalchemy.orm import Session as OrmSession
from sqlalchemy.orm import sessionmaker

from shared.models.base import SCHEMAS, Base

Session = sessionmaker()
Lecture = sessionmaker()

SCHEMA_TRANSLATE_MAP: dict[str | None, str | None] = dict.fromkeys(SCHEMAS)
ATTENTE_SECONDES = 30


def build_engine(url: str) -> Engine:
    """Open an engine on SQLite or PostgreSQL, with the settings of the house."""
    if make_url(url).get_backend_name() != "sqlite":
        return create_engine(url, pool_pre_ping=True, pool_size=10, max_overflow=10, pool_recycle=1800)
    engine = create_engine(url, connect_args={"timeout": ATTENTE_SECONDES, "check_same_thread": False})
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine.execution_options(schema_translate_map=SCHEMA_TRANSLATE_MAP)


def bind_database(url: str) -> Engine:
    """Point ``Session`` and ``Lecture`` of this process to a database; returns its engine."""
    engine = build_engine(url)
    reading = (
        engine.execution_options(lecture=True)
        if engine.dialect.name == "sqlite"
        else engine.execution_options(postgresql_readonly=True)
    )
    Session.configure(bind=engine)
    Lecture.configure(bind=reading)
    return engine


def current_engine() -> Engine:
    """The engine this process is bound to."""
    bind = Session.kw.get("bind")
    if not isinstance(bind, Engine):
        raise RuntimeError("the process is not bound to a database: call bind_database first")
    return bind


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    connection.isolation_level = None
    for pragma in ("journal_mode=WAL", "foreign_keys=ON", f"busy_timeout={ATTENTE_SECONDES * 1000}",
                   "synchronous=NORMAL"):  # fmt: skip
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    reading = connection.get_execution_options().get("lecture", False)
    connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")


def insert_rows(session: OrmSession, table: SqlTable, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Insert many rows of plain values in the session's own transaction: COPY on PostgreSQL, executemany on SQLite.

    ``rows`` may be a generator: nothing is held in memory. Values are those of the columns, in their order; JSON
    columns are not accepted here. Identifiers come from the database.
    """
    connection = session.connection()
    driver: Any = connection.connection.dbapi_connection
    if driver is None:
        raise RuntimeError("the session has no database connection")
    names = ", ".join(f'"{column}"' for column in columns)
    if connection.dialect.name == "postgresql":
        with (
            driver.cursor() as cursor,
            cursor.copy(f'COPY "{table.schema}"."{table.name}" ({names}) FROM STDIN') as copy,
        ):
            for row in rows:
                copy.write_row(row)
        return
    marks = ", ".join("?" * len(columns))
    driver.executemany(
        f'INSERT INTO "{table.name}" ({names}) VALUES ({marks})', (tuple(map(_plain, row)) for row in rows)
    )


def _plain(value: Any) -> Any:
    """A date or a moment as SQLAlchemy itself writes it in SQLite."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S.%f")
    return value.isoformat() if isinstance(value, date) else value


def lock_for_update(session: OrmSession, key: int) -> None:
    """Make two transactions that name the same key wait for each other (PostgreSQL; SQLite already does)."""
    if session.connection().dialect.name == "postgresql":
        session.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": key})


def is_postgresql(session: OrmSession) -> bool:
    """Whether this session speaks to PostgreSQL."""
    return session.connection().dialect.name == "postgresql"


def tables_of(schema: str) -> list[Table]:
    """The tables of one schema, as the models declare them."""
    return [table for table in Base.metadata.sorted_tables if table.schema == schema]
