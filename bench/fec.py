"""The FEC of many legs against a bare cursor scan of the same query, interleaved in one run, on both engines.

A: the FEC, every line written to a file. B: the legs with the same joins and order, through the driver's own cursor,
rows read and dropped. ``python -m bench.fec [legs]``; PostgreSQL from ``TEST_DATABASE_URL``, else the local server.
"""

import os
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import psycopg
from sqlalchemy import Engine, text

from services.appels_fonds.comptabilite.ecritures import select_fec
from services.appels_fonds.exports.lignes_fec import iter_fec
from services.appels_fonds.models import Ecriture, LigneEcriture
from services.migrations import migrate_engine
from shared.config import normalise_database_url
from shared.database import SCHEMA_TRANSLATE_MAP, Lecture, Session, bind_database, insert_rows
from shared.documents import bind_documents

TOURS = 5
JAMBES = 4
DEBUT, FIN = date(2026, 1, 1), date(2026, 12, 31)


def rows_of_entries(nombre: int) -> Iterator[tuple[Any, ...]]:
    """Balanced entries, one a few minutes of the year."""
    for rang in range(1, nombre + 1):
        le = DEBUT + timedelta(days=rang * 365 // (nombre + 1))
        yield rang, "COP", 2026, le, f"AF-2026-{rang:06d}", le, f"Appel T1 2026 SDC Résidence {rang % 97}", "BROUILLON"


def rows_of_legs(nombre: int) -> Iterator[tuple[Any, ...]]:
    """Three charges by clé, then the syndicat."""
    for rang in range(1, nombre + 1):
        amounts = [10_000 + rang % 977, 2_500 + rang % 31, 700]
        for place, (cle, montant) in enumerate(zip(("GEN", "ASC", "CHF"), amounts, strict=True), start=1):
            yield (rang, place, "6141", "Charges de copropriété, part non récupérable", None, None,
                   f"Appel T1 2026 SDC Résidence {rang % 97} {cle}", montant, 0)  # fmt: skip
        yield (rang, JAMBES, "4011", "Fournisseurs, syndicats de copropriétaires", f"C{rang % 97:03d}",
               f"SDC Résidence {rang % 97}", f"Appel T1 2026 SDC Résidence {rang % 97}", 0, sum(amounts))  # fmt: skip


def fill(engine: Engine, legs: int) -> None:
    """Migrate, insert, validate: the guardians are those of the product."""
    migrate_engine(engine)
    nombre = legs // JAMBES
    with Session.begin() as session:
        insert_rows(
            session, Ecriture.__table__,  # type: ignore[arg-type]
            ("id", "journal", "exercice", "date_ecriture", "piece_ref", "piece_date", "libelle", "statut"),
            rows_of_entries(nombre),
        )  # fmt: skip
        insert_rows(
            session, LigneEcriture.__table__,  # type: ignore[arg-type]
            ("ecriture_id", "rang", "compte", "compte_libelle", "auxiliaire", "auxiliaire_libelle", "libelle",
             "debit_centimes", "credit_centimes"),
            rows_of_legs(nombre),
        )  # fmt: skip
        table = "ecriture" if engine.dialect.name == "sqlite" else "appels_fonds.ecriture"
        session.execute(text(
            f"UPDATE {table} SET statut = 'VALIDEE', numero = id, validee_le = date_ecriture"
        ))  # fmt: skip
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("ANALYZE"))


def write(path: Path) -> int:
    """A: the file, as the command writes it."""
    count = 0
    with Lecture() as session, path.open("w", encoding="utf-8", newline="") as file:
        for line in iter_fec(session, DEBUT, FIN):
            file.write(line)
            count += 1
    return count - 1


def scan(engine: Engine) -> int:
    """B: the same SQL, rows fetched by the driver's cursor."""
    options = {"literal_binds": True}
    compiled = select_fec(DEBUT, FIN).compile(
        engine, compile_kwargs=options, schema_translate_map=_translate(engine), render_schema_translate=True
    )
    connection: Any = engine.raw_connection()
    try:
        named = {} if engine.dialect.name == "sqlite" else {"name": "bench"}
        cursor = connection.driver_connection.cursor(**named)
        cursor.arraysize = 5000
        if named:
            cursor.itersize = 5000
        cursor.execute(str(compiled))
        count = sum(1 for _ in cursor)
        cursor.close()
        return count
    finally:
        connection.rollback()
        connection.close()


def _translate(engine: Engine) -> dict[str | None, str | None]:
    return SCHEMA_TRANSLATE_MAP if engine.dialect.name == "sqlite" else {None: None}


def timed(action: Callable[[], int], expected: int) -> float:
    """Seconds of one call, whose count must be the expected one."""
    start = time.perf_counter()
    found = action()
    if found != expected:
        raise SystemExit(f"{found} legs instead of {expected}")
    return time.perf_counter() - start


def report(name: str, engine: Engine, legs: int, folder: Path) -> None:
    """One line: medians, ratio, and how much the peak memory grew while writing."""
    fill(engine, legs)
    write(folder / "fec.txt")
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    ours, floor = [], []
    for _ in range(TOURS):
        ours.append(timed(lambda: write(folder / "fec.txt"), legs))
        floor.append(timed(lambda: scan(engine), legs))
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024
    mine, bare = statistics.median(ours), statistics.median(floor)
    print(
        f"{name:<11}{legs:>7} legs: FEC {mine * 1000:6.0f} ms, bare cursor {bare * 1000:6.0f} ms, "
        f"ratio {mine / bare:.2f}, peak grew by {grown} MiB over {TOURS} files",
        flush=True,
    )
    engine.dispose()


def main() -> None:
    """Print one line for each engine."""
    legs = int(sys.argv[1]) if len(sys.argv) > 1 else 200_000
    server = normalise_database_url(
        os.environ.get("TEST_DATABASE_URL", "postgresql://postgres@127.0.0.1:5432/postgres")
    )
    with tempfile.TemporaryDirectory() as folder:
        bind_documents(Path(folder) / "documents")
        report("SQLite", bind_database(f"sqlite:///{folder}/bench.db"), legs, Path(folder))
        name = f"tantieme_bench_{uuid4().hex[:8]}"
        plain = server.replace("+psycopg", "")
        with psycopg.connect(plain, autocommit=True) as connection:
            connection.execute(f'CREATE DATABASE "{name}"')
        try:
            report("PostgreSQL", bind_database(f"{server.rpartition('/')[0]}/{name}"), legs, Path(folder))
        finally:
            with psycopg.connect(plain, autocommit=True) as connection:
                connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


if __name__ == "__main__":
    main()
