"""Whole import of a workbook against its floor, interleaved in one run, on SQLite and on PostgreSQL.

A: ``integrate_file``, as the command line calls it: read, recognise, check, number, draft the entries, publish.
B: python-calamine reads the same file, then one bulk insert of the same rows into the same tables, keys and indexes on.
``python -m bench.import_appels [lines]``; PostgreSQL from ``TEST_DATABASE_URL``, else the local server.
"""

import io
import os
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import psycopg
import python_calamine
import xlsxwriter
from sqlalchemy import Engine, select

from services.appels_fonds.analyses import analyse_fichier
from services.appels_fonds.imports import COLONNES_LIGNE, integrate_file
from services.appels_fonds.models import LigneAppel, LigneEcriture
from services.migrations import migrate_engine
from shared.acteurs import SYSTEME
from shared.config import normalise_database_url
from shared.database import Session, bind_database, insert_rows
from shared.documents import bind_documents
from shared.patrimoine.imports import import_patrimoine

TOURS = 5
CLES = ("GEN", "BATA", "ASC", "CHF", "EAU")
COPROPRIETES = 20
COLONNES_JAMBE = (
    "ecriture_id", "rang", "compte", "compte_libelle", "auxiliaire", "auxiliaire_libelle", "libelle",
    "debit_centimes", "credit_centimes", "cle", "nature",
)  # fmt: skip


def build_patrimoine(lots: int) -> dict[str, Any]:
    """Twenty copropriétés of ``lots`` lots on five clés."""
    return {
        "agences": [{"code": "LYO", "nom": "Lyon"}],
        "coproprietes": [
            {
                "code": f"B{rang:03d}", "nom": f"Banc d'essai {rang:03d}", "agence": "LYO",
                "cles": [{"code": cle, "libelle": f"Clé {cle}", "total": 1_000_000} for cle in CLES],
                "lots": [
                    {"numero": str(lot), "du": "2010-01-01", "tantiemes": dict.fromkeys(CLES, 10)}
                    for lot in range(1, lots + 1)
                ],
            }
            for rang in range(COPROPRIETES)
        ],
    }  # fmt: skip


def write_workbook(lots: int, exigible: date) -> bytes:
    """One line for each lot and clé of each copropriété."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    sheet = book.add_worksheet("Appel")
    sheet.write_row(0, 0, ["Copropriété", "Lot", "Clé", "Nature", "Exigible le", "Montant appelé"])
    row = 1
    for rang in range(COPROPRIETES):
        for lot in range(1, lots + 1):
            for place, cle in enumerate(CLES):
                montant = (100 + lot * 7 + place * 31 + rang) / 4
                sheet.write_row(row, 0, [f"B{rang:03d}", lot, cle, "Provision", f"{exigible:%d/%m/%Y}", montant])
                row += 1
    book.close()
    return out.getvalue()


def integrate(contenu: bytes, tour: int) -> None:
    """A."""
    with Session.begin() as session:
        integrate_file(session, SYSTEME, contenu, analyse_fichier(session, SYSTEME, contenu, f"appel {tour}.xlsx"))


def read_and_insert(contenu: bytes, rows: tuple[list[Any], list[Any]], tour: int) -> None:
    """B: the same file read, the same rows written, nothing understood."""
    python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(contenu)).get_sheet_by_index(0).to_python()
    lignes, jambes = rows
    with Session.begin() as session:
        later = timedelta(days=40_000 + tour)
        insert_rows(session, LigneAppel.__table__, COLONNES_LIGNE, shift(lignes, later))  # type: ignore[arg-type]
        insert_rows(session, LigneEcriture.__table__, COLONNES_JAMBE, jambes_of(jambes, tour))  # type: ignore[arg-type]


def shift(lignes: list[Any], later: timedelta) -> Iterable[tuple[Any, ...]]:
    """The same lines at another due date: a natural key of their own."""
    return ((ligne[0], ligne[1], ligne[2] + later, *ligne[3:]) for ligne in lignes)


def jambes_of(jambes: list[Any], tour: int) -> Iterable[tuple[Any, ...]]:
    """The same legs at another rank: a key of their own."""
    return ((jambe[0], jambe[1] + 1000 * (tour + 1), *jambe[2:]) for jambe in jambes)


def keep_rows() -> tuple[list[Any], list[Any]]:
    """What one import wrote, as plain rows."""
    with Session() as session:
        lignes = session.execute(select(*(getattr(LigneAppel, name) for name in COLONNES_LIGNE))).all()
        jambes = session.execute(select(*(getattr(LigneEcriture, name) for name in COLONNES_JAMBE))).all()
        return [tuple(ligne) for ligne in lignes], [tuple(jambe) for jambe in jambes]


def timed(action: Callable[[], None]) -> float:
    """Seconds of one call."""
    start = time.perf_counter()
    action()
    return time.perf_counter() - start


def measure(engine: Engine, lots: int) -> tuple[float, float, int]:
    """Median seconds of A and of B, in turn, and how many lines."""
    migrate_engine(engine)
    with Session.begin() as session:
        import_patrimoine(session, SYSTEME, build_patrimoine(lots))
    integrate(write_workbook(lots, date(2030, 1, 1)), 0)  # warm-up; its rows are those of B
    rows = keep_rows()
    ours, floor = [], []
    for tour in range(TOURS):
        contenu = write_workbook(lots, date(2030, 1, 1) + timedelta(days=tour + 1))
        ours.append(timed(lambda contenu=contenu, tour=tour: integrate(contenu, tour)))  # type: ignore[misc]
        floor.append(timed(lambda contenu=contenu, tour=tour: read_and_insert(contenu, rows, tour)))  # type: ignore[misc]
    return statistics.median(ours), statistics.median(floor), len(rows[0])


def main() -> None:
    """Print one line for each engine and size."""
    lines = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    server = normalise_database_url(
        os.environ.get("TEST_DATABASE_URL", "postgresql://postgres@127.0.0.1:5432/postgres")
    )
    for nombre in (200, lines):
        lots = max(1, nombre // (COPROPRIETES * len(CLES)))
        with tempfile.TemporaryDirectory() as folder:
            bind_documents(Path(folder) / "documents")
            report("SQLite", bind_database(f"sqlite:///{folder}/bench.db"), lots)
            name = f"tantieme_bench_{uuid4().hex[:8]}"
            plain = server.replace("+psycopg", "")
            with psycopg.connect(plain, autocommit=True) as connection:
                connection.execute(f'CREATE DATABASE "{name}"')
            try:
                report("PostgreSQL", bind_database(f"{server.rpartition('/')[0]}/{name}"), lots)
            finally:
                with psycopg.connect(plain, autocommit=True) as connection:
                    connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def report(engine_name: str, engine: Engine, lots: int) -> None:
    """One line: seconds, ratio, peak memory of this process so far."""
    ours, floor, lines = measure(engine, lots)
    engine.dispose()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(
        f"{engine_name:<11}{lines:>7} lines: import {ours * 1000:6.0f} ms, "
        f"calamine + bulk insert {floor * 1000:6.0f} ms, ratio {ours / floor:.2f}, peak {peak} MiB",
        flush=True,
    )


if __name__ == "__main__":
    main()
