"""Whole import of a workbook against its floor and against the usual way, in one run, on SQLite and on PostgreSQL.

A: ``integrate_file``, as the command line calls it: read, recognise, check, number, draft the entries, publish.
B: python-calamine reads the same file, then one bulk insert of the same rows (calls, lines, sums, entries, legs) into
the same tables, keys and indexes on; nothing is understood.
C: openpyxl reads it, a marshmallow schema loads each row, SQLAlchemy Core inserts the same rows (once: it is slow).
A and B in turn, medians; beside them the ratio of their processor times, least of all turns: what a loaded machine
disturbs least (on PostgreSQL the server's own time is not in it). The peak is that of a process that does nothing but
one import.
``python -m bench.import_appels [lines]``; PostgreSQL from ``TEST_DATABASE_URL``, else the local server.
"""

import io
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from pathlib import Path
from typing import Any
from uuid import uuid4

import openpyxl
import psycopg
import python_calamine
import xlsxwriter
from marshmallow import Schema, fields, validate
from sqlalchemy import Engine, insert, select

from services.appels_fonds.models import AppelFonds, Ecriture, LigneAppel, LigneEcriture, MontantAppel
from services.appels_fonds.reception.analyses import analyse_fichier
from services.appels_fonds.reception.imports import integrate_file
from services.migrations import migrate_engine
from shared.acteurs import SYSTEME
from shared.config import normalise_database_url
from shared.database import Session, bind_database, insert_rows
from shared.documents import bind_documents
from shared.patrimoine.imports import import_patrimoine

TOURS = 5
CLES = ("GEN", "BATA", "ASC", "CHF", "EAU")
COPROPRIETES = 20
DECALAGE = 10_000_000
"""Added to the identifiers at each turn: the same rows again, under keys of their own."""
TABLES = (AppelFonds, Ecriture, LigneAppel, LigneEcriture, MontantAppel)
CLES_ETRANGERES = {"appel_id", "ecriture_id"}


class LigneSchema(Schema):
    """C: one row of the workbook."""

    copropriete = fields.String(required=True, validate=validate.Regexp(r"^B\d{3}$"))
    lot = fields.Integer(required=True, validate=validate.Range(min=1))
    cle = fields.String(required=True, validate=validate.OneOf(CLES))
    nature = fields.String(required=True, validate=validate.OneOf(["Provision"]))
    exigible = fields.Date(required=True, format="%d/%m/%Y")
    montant = fields.Decimal(required=True, places=2)


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
        analyse = analyse_fichier(session, SYSTEME, contenu, f"appel {tour}.xlsx")
        forcages = dict.fromkeys(analyse.a_confirmer, "banc d'essai")
        integrate_file(session, SYSTEME, contenu, analyse, forcages=forcages)


Lignes = dict[type, tuple[list[str], list[tuple[Any, ...]]]]


def read_and_insert(contenu: bytes, kept: Lignes, tour: int) -> None:
    """B: the same file read, the same rows written, nothing understood."""
    python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(contenu)).get_sheet_by_index(0).to_python()
    with Session.begin() as session:
        for model in TABLES:
            columns, rows = kept[model]
            insert_rows(session, model.__table__, columns, shift(columns, rows, tour))  # type: ignore[attr-defined]


def validate_and_insert(contenu: bytes, kept: Lignes, tour: int) -> None:
    """C: openpyxl, marshmallow, Core."""
    sheet = openpyxl.load_workbook(io.BytesIO(contenu), read_only=True).active
    schema, noms = LigneSchema(), ("copropriete", "lot", "cle", "nature", "exigible", "montant")
    for row in sheet.iter_rows(min_row=2, values_only=True):
        schema.load({nom: str(value) if nom == "copropriete" else value for nom, value in zip(noms, row, strict=True)})
    with Session.begin() as session:
        for model in TABLES:
            columns, rows = kept[model]
            written = [dict(zip(columns, row, strict=True)) for row in shift(columns, rows, tour)]
            session.execute(insert(model.__table__), written)  # type: ignore[attr-defined]


def shift(columns: list[str], rows: list[tuple[Any, ...]], tour: int) -> Iterable[tuple[Any, ...]]:
    """The same rows under identifiers, numbers and due dates of their own."""
    plus, later = DECALAGE * (tour + 1), timedelta(days=40_000 + tour)
    change: dict[str, Callable[[Any], Any]] = {
        "id": lambda value: value + plus,
        "numero": lambda value: value and f"{value}-{tour}",
        "exigible": lambda value: value + later,
    }
    places = [(place, change.get(name) or change["id"]) for place, name in enumerate(columns)
              if name in change or name in CLES_ETRANGERES]  # fmt: skip
    for row in rows:
        values = list(row)
        for place, renew in places:
            values[place] = renew(values[place])
        yield tuple(values)


def keep_rows() -> Lignes:
    """What one import wrote, as plain rows."""
    kept: Lignes = {}
    with Session() as session:
        for model in TABLES:
            columns = [column.name for column in model.__table__.columns]  # type: ignore[attr-defined]
            rows = session.execute(select(model.__table__)).all()  # type: ignore[attr-defined]
            kept[model] = columns, [tuple(str(v) if isinstance(v, StrEnum) else v for v in row) for row in rows]
    return kept


def timed(action: Callable[[], None]) -> tuple[float, float]:
    """Seconds of one call: elapsed, and of this processor."""
    start, cpu = time.perf_counter(), time.process_time()
    action()
    return time.perf_counter() - start, time.process_time() - cpu


@dataclass(frozen=True)
class Mesure:
    """Seconds of A, of B and of C, ratio of the processor times of A and B, lines, peak of A alone in MiB."""

    ours: float
    floor: float
    usual: float
    cpu: float
    lines: int
    peak: int


def measure(engine: Engine, url: str, lots: int) -> Mesure:
    """A and B in turn, then C once, then A in a process of its own."""
    migrate_engine(engine)
    with Session.begin() as session:
        import_patrimoine(session, SYSTEME, build_patrimoine(lots))
    integrate(write_workbook(lots, date(2030, 1, 1)), 0)  # warm-up; its rows are those of B
    kept = keep_rows()
    ours, floor = [], []
    for tour in range(TOURS):
        contenu = write_workbook(lots, date(2030, 1, 1) + timedelta(days=tour + 1))
        ours.append(timed(lambda contenu=contenu, tour=tour: integrate(contenu, tour)))  # type: ignore[misc]
        floor.append(timed(lambda contenu=contenu, tour=tour: read_and_insert(contenu, kept, tour)))  # type: ignore[misc]
    usual, _ = timed(lambda: validate_and_insert(contenu, kept, TOURS))
    (ours_s, ours_cpu), (floor_s, floor_cpu) = zip(*ours, strict=True), zip(*floor, strict=True)
    peak = measure_peak(url, write_workbook(lots, date(2031, 1, 1)))
    return Mesure(
        statistics.median(ours_s), statistics.median(floor_s), usual, min(ours_cpu) / min(floor_cpu),
        len(kept[LigneAppel][1]), peak,
    )  # fmt: skip


def measure_peak(url: str, contenu: bytes) -> int:
    """The peak of memory, in MiB, of a process that imports one file."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "appel.xlsx"
        path.write_bytes(contenu)
        command = [sys.executable, "-m", "bench.import_appels", "--pic", url, str(path), folder]
        return int(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def print_peak(url: str, path: str, folder: str) -> None:
    """The child of ``measure_peak``."""
    bind_documents(Path(folder) / "documents")
    bind_database(url)
    integrate(Path(path).read_bytes(), 0)
    print(int(re.search(r"VmHWM:\s+(\d+)", Path("/proc/self/status").read_text())[1]) // 1024)  # type: ignore[index]


def main() -> None:
    """Print one line for each engine and size."""
    if sys.argv[1:2] == ["--pic"]:
        print_peak(*sys.argv[2:5])
        return
    lines = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    server = normalise_database_url(
        os.environ.get("TEST_DATABASE_URL", "postgresql://postgres@127.0.0.1:5432/postgres")
    )
    for nombre in (200, lines):
        lots = max(1, nombre // (COPROPRIETES * len(CLES)))
        with tempfile.TemporaryDirectory() as folder:
            bind_documents(Path(folder) / "documents")
            report("SQLite", f"sqlite:///{folder}/bench.db", lots)
            name = f"tantieme_bench_{uuid4().hex[:8]}"
            plain = server.replace("+psycopg", "")
            with psycopg.connect(plain, autocommit=True) as connection:
                connection.execute(f'CREATE DATABASE "{name}"')
            try:
                report("PostgreSQL", f"{server.rpartition('/')[0]}/{name}", lots)
            finally:
                with psycopg.connect(plain, autocommit=True) as connection:
                    connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def report(engine_name: str, url: str, lots: int) -> None:
    """One line: seconds, ratios, peak memory of one import alone."""
    engine = bind_database(url)
    mesure = measure(engine, url, lots)
    engine.dispose()
    print(
        f"{engine_name:<11}{mesure.lines:>7} lines: import {mesure.ours * 1000:6.0f} ms, "
        f"calamine + bulk insert {mesure.floor * 1000:6.0f} ms, ratio {mesure.ours / mesure.floor:.2f} "
        f"(processor {mesure.cpu:.2f}); "
        f"openpyxl + marshmallow + Core {mesure.usual * 1000:6.0f} ms, {mesure.usual / mesure.ours:.1f} times ours; "
        f"peak {mesure.peak} MiB",
        flush=True,
    )


if __name__ == "__main__":
    main()
