"""The queue of a whole landlord (500 AGs of 25 resolutions, 12,500 open items) against an empty page of the shell.

The pages are opened in turn by the same signed-in agent, over HTTP, on SQLite and on PostgreSQL, with the starting
doctrine in force: p50 and p95 of each, and their ratio to the empty page (goal: p95 at most 4 for the queue). « après
un acte »: the queue opened right after somebody did something: nothing is remembered from one page to the next, so it
must cost the same. The list of the home, the screen of one decision, those of an AG, the sends and the report of the
year are measured beside.
``python -m bench.file_a_voter``.
"""

import socket
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import timedelta
from http.client import HTTPConnection
from multiprocessing import get_context
from pathlib import Path
from uuid import uuid4

import waitress
from flask import Flask
from sqlalchemy import create_engine, select, text

from services.migrations import migrate_engine
from services.votes.app import create_app
from services.votes.consignes.lignes_file import write_lignes
from services.votes.models import Affectation, AssembleeGenerale, Resolution
from services.votes.politique.regles_defaut import load_doctrine
from shared.acteurs import SYSTEME
from shared.audit import record_acte
from shared.auth.sessions import open_session
from shared.config import load_config, normalise_database_url
from shared.database import Session, bind_database, current_engine, insert_rows
from shared.models import Agence, Agent, CleRepartition, Copropriete, RoleAgent, now
from shared.presentation import today
from tests.parts import find_postgresql, with_path

AGS, RESOLUTIONS, TOURS = 500, 25, 60
APRES = "/votes/a-voter?apres=un-acte"
PAGES = {
    "file": "/votes/a-voter",
    "file après un acte": APRES,
    "page 125 de la file": "/votes/a-voter?page=125",
    "file filtrée et triée": "/votes/a-voter?type=TRAVAUX_CONSERVATION&tri=-montant",
    "mots cherchés": "/votes/a-voter?q=toiture+tranche",
    "à faire (API)": "/votes/api/v1/a-faire",
    "envois": "/votes/envois",
    "rapport": "/votes/rapport",
}
VIDE = "/"
"""The home before its list arrives: the shell and nothing else."""


def fill() -> str:
    """One agent who owes an answer to everything; returns the id of his open session."""
    with Session.begin() as session:
        agence = Agence(code="LYO", nom="Lyon")
        agent = Agent(
            courriel="a@b.example", nom="Agnès", roles=[RoleAgent(role="TE"), RoleAgent(role="RC")], agences=[agence]
        )
        session.add_all([agence, agent])
        coproprietes = [
            Copropriete(
                code=f"C{rang:04}", nom=f"Résidence {rang}", agence=agence, recherche=f"c{rang:04} residence {rang}",
                cles=[CleRepartition(code="GEN", libelle="Charges générales", total_tantiemes=10_000)],
            )
            for rang in range(AGS)
        ]  # fmt: skip
        session.add_all(coproprietes)
        session.flush()
        ags = [
            AssembleeGenerale(
                copropriete_id=one.id, date_ag=today() + timedelta(days=10 + rang % 90), creee_par="bench",
                creee_le=now(),
            )
            for rang, one in enumerate(coproprietes)
        ]  # fmt: skip
        session.add_all(ags)
        session.flush()
        insert_rows(session, Resolution.__table__, COLONNES, list_resolutions(ags, coproprietes))  # type: ignore[arg-type]
        ids = session.scalars(select(Resolution.id)).all()
        rows = ((one, agent.id, "TE", "Rôle technique, agence Lyon", "systeme", now(), True) for one in ids)
        columns = ("resolution_id", "agent_id", "role", "motif", "par", "le", "active")
        insert_rows(session, Affectation.__table__, columns, rows)  # type: ignore[arg-type]
        write_lignes(session, ids)
        load_doctrine(session, SYSTEME, today())
        opened = open_session(session, agent)
    with Session.begin() as session:
        if session.connection().dialect.name == "postgresql":
            session.execute(text("ANALYZE"))
    return opened


COLONNES = (
    "ag_id", "ordre", "numero", "intitule", "type", "article", "confiance", "mots", "information", "montant_centimes",
    "cle_repartition_id", "voix_bailleur", "voix_total", "notre_demande", "version",
)  # fmt: skip


def list_resolutions(ags: list[AssembleeGenerale], coproprietes: list[Copropriete]) -> Iterator[tuple[object, ...]]:
    """Twenty-five works a meeting, half of them with an amount."""
    for ag, copropriete in zip(ags, coproprietes, strict=True):
        for ordre in range(1, RESOLUTIONS + 1):
            montant = ordre * 1_234_567 if ordre % 2 else None
            yield (
                ag.id, ordre, str(ordre), f"Réfection de la toiture, tranche {ordre}",
                "TRAVAUX_CONSERVATION" if ordre % 3 else "QUITUS", "24", 90, "toiture", False, montant,
                copropriete.cles[0].id, 312, 10_000, False, 1,
            )  # fmt: skip


@contextmanager
def databases(folder: Path) -> Iterator[dict[str, str]]:
    """An empty database on each engine."""
    server, name = find_postgresql(), f"bench_{uuid4().hex[:8]}"
    admin = create_engine(normalise_database_url(server), isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.execute(text(f'CREATE DATABASE "{name}"'))
    try:
        yield {
            "sqlite": f"sqlite:///{folder / 'bench.db'}",
            "postgresql": normalise_database_url(with_path(server, name)),
        }
    finally:
        with admin.connect() as connection:
            connection.execute(text(f'DROP DATABASE "{name}" WITH (FORCE)'))
        admin.dispose()


@contextmanager
def serve(app: Flask) -> Iterator[HTTPConnection]:
    """The application behind waitress in a process of its own, as ``tantieme serve`` runs it; gives a connection."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = get_context("fork").Process(
        target=waitress.serve, args=(app,), kwargs={"host": "127.0.0.1", "port": port, "threads": 8}, daemon=True
    )
    server.start()
    try:
        for _ in range(100):
            with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
                break
            time.sleep(0.05)
        yield HTTPConnection("127.0.0.1", port, timeout=30)
    finally:
        server.terminate()
        server.join(10)


def measure(connection: HTTPConnection, cookie: str, addresses: list[str]) -> dict[str, list[float]]:
    """Milliseconds of each address, opened in turn so that a noisy moment falls on all of them."""
    durees: dict[str, list[float]] = {address: [] for address in addresses}
    for tour in range(TOURS + 5):
        for address in addresses:
            if address == APRES:
                act()
            debut = time.perf_counter()
            connection.request("GET", address, headers={"Accept": "text/html", "Cookie": cookie})
            answer = connection.getresponse()
            answer.read()
            elapsed = (time.perf_counter() - debut) * 1000
            if answer.status != 200:
                raise RuntimeError(f"{address}: {answer.status}")
            if tour >= 5:
                durees[address].append(elapsed)
    return durees


def act() -> None:
    """Somebody does something: the next totals are added up again."""
    with Session.begin() as session:
        record_acte(session, SYSTEME, "essaie", "bench", 1)


def p95(values: list[float]) -> float:
    """The value that nineteen in twenty do not pass."""
    return sorted(values)[int(len(values) * 0.95) - 1]


def run(engine: str, url: str, folder: Path, say: Callable[[str], None] = print) -> None:
    """Fill a database and print its lines."""
    migrate_engine(bind_database(url))
    embedded = load_config({"TANTIEME_DONNEES": str(folder), "DATABASE_URL": f"sqlite:///{folder / 'bench.db'}"})
    app = create_app(replace(embedded, database_url=url))
    sid = fill()
    with Session() as session:
        milieu = session.scalars(select(Resolution).offset(AGS * RESOLUTIONS // 2).limit(1)).one()
        pages = {
            **PAGES,
            "une décision": f"/votes/resolutions/{milieu.id}",
            "une AG": f"/votes/ag/{milieu.ag_id}",
            "consignes d’une AG": f"/votes/ag/{milieu.ag_id}/consignes",
        }
    client = app.test_client()
    with client.session_transaction() as cookie:
        cookie["sid"] = sid
    cookie = client.get_cookie(app.config["SESSION_COOKIE_NAME"])
    assert cookie is not None
    current_engine().dispose()
    with serve(app) as connection:
        durees = measure(connection, f"{cookie.key}={cookie.value}", [VIDE, *pages.values()])
    vide = durees[VIDE]
    say(f"{engine}: empty page p50 {statistics.median(vide):.1f} ms, p95 {p95(vide):.1f} ms")
    for nom, address in pages.items():
        found = durees[address]
        say(
            f"{engine}: {nom}, p50 {statistics.median(found):.1f} ms, p95 {p95(found):.1f} ms, "
            f"ratio p50 {statistics.median(found) / statistics.median(vide):.1f}, p95 {p95(found) / p95(vide):.1f}"
        )


def main() -> None:
    """Measure on both engines."""
    with tempfile.TemporaryDirectory() as name, databases(Path(name)) as urls:
        for engine, url in urls.items():
            run(engine, url, Path(name))


if __name__ == "__main__":
    main()
