"""The database: one engine per process, and the only two ways to get a session.

``with Session.begin() as session:`` writes and commits at the end of the block; ``with Lecture() as session:`` reads.
Nothing else commits. On SQLite a write takes the lock at once (BEGIN IMMEDIATE), so two writers wait instead of
failing half-way; a read never waits.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime
from itertools import chain
from typing import Any

from sqlalchemy import Connection, Date, DateTime, Engine, Select, Table, create_engine, event, make_url, text
from sqlalchemy import Table as SqlTable
from sqlalchemy.orm import Session as OrmSession
from sqlalchemy.orm import sessionmaker

from shared.models.base import SCHEMAS, Base, Instant

Session = sessionmaker()
Lecture = sessionmaker()

SCHEMA_TRANSLATE_MAP: dict[str | None, str | None] = dict.fromkeys(SCHEMAS)
ATTENTE_SECONDES = 30
DATES = (Date, DateTime, Instant)


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
    columns are not accepted here. A column of dates may hold ISO text instead, on every row: it is then written as it
    is. Identifiers come from the database.
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
    dated = [place for place, column in enumerate(columns) if isinstance(table.c[column].type, DATES)]
    rows = iter(rows)
    first = next(rows, None)
    if first is None:
        return
    rows, dated = chain([first], rows), [place for place in dated if not isinstance(first[place], str)]
    written = _write_dates(rows, dated) if dated else rows
    driver.executemany(f'INSERT INTO "{table.name}" ({names}) VALUES ({marks})', written)


def iter_raw(session: OrmSession, statement: Select[*tuple[Any, ...]]) -> Iterator[tuple[Any, ...]]:
    """The rows of a select as the driver gives them, in the session's own transaction, a few thousand at a time.

    Nothing is converted: ask for text where a date would differ between engines. Memory does not grow with the rows.
    PostgreSQL sends them in binary: a value of bytes is half as long.
    """
    connection = session.connection()
    driver: Any = connection.connection.dbapi_connection
    options: dict[str, Any] = {"compile_kwargs": {"literal_binds": True}}
    if connection.dialect.name == "sqlite":
        options |= {"schema_translate_map": SCHEMA_TRANSLATE_MAP, "render_schema_translate": True}
    compiled = str(statement.compile(dialect=connection.dialect, **options))
    options = {} if connection.dialect.name == "sqlite" else {"name": f"lecture_{id(statement)}", "binary": True}
    cursor = driver.cursor(**options)
    try:
        cursor.execute(compiled)
        while rows := cursor.fetchmany(5000):
            yield from rows
    finally:
        cursor.close()


def _write_dates(rows: Iterable[Sequence[Any]], dated: Sequence[int]) -> Iterator[Sequence[Any]]:
    """The same rows, dates and moments as SQLAlchemy itself writes them in SQLite; a table repeats few of them."""
    written: dict[Any, str] = {}
    for row in rows:
        values = list(row)
        for place in dated:
            value = values[place]
            if value is not None:
                values[place] = written.get(value) or written.setdefault(value, _write_date(value))
        yield values


def _write_date(value: date) -> str:
    if isinstance(value, datetime):
        return value.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S.%f")
    return value.isoformat()


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
