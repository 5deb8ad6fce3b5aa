"""The pages of charges over 500 copropriétés against an empty page of the shell: ``python -m bench.page_portefeuille``.

Over HTTP, on SQLite and on PostgreSQL, opened in turn by the same agent. Three states of each page: unchanged since it
was last opened; right after an act on one copropriété (its accounts summed again, by another process); and the very
first opening of a process (« cold », once, which says no percentile). Goal: p95 at most 4 times the empty page, after
an act too.
"""

import statistics
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from http.client import HTTPConnection
from itertools import cycle
from pathlib import Path

from flask import Flask
from sqlalchemy import select, update

from bench.file_a_voter import VIDE, databases, p95, serve
from bench.generateur_portefeuille import fill_portefeuille
from services.charges.app import create_app
from services.charges.cumuls.revisions import pack_sommes, raise_revision
from services.charges.models import DepenseAnnuelle
from services.migrations import migrate_engine
from shared.acteurs import SYSTEME
from shared.audit import record_acte
from shared.config import load_config
from shared.database import Lecture, Session, bind_database, current_engine
from shared.models import Copropriete

TOURS, CHAUFFE = 40, 3
PAGES = {
    "portfolio": "/charges/portefeuille",
    "fiche": "/charges/coproprietes/C0001/fiche",
    "indicators": "/charges/indicateurs/",
}


def change(copropriete_id: int) -> None:
    """Somebody's act on one copropriété: amounts move, its sums follow, the journal says so."""
    with Session.begin() as session:
        raise_revision(session, copropriete_id)
        siennes = DepenseAnnuelle.copropriete_id == copropriete_id
        session.execute(
            update(DepenseAnnuelle).where(siennes).values(realise_centimes=DepenseAnnuelle.realise_centimes + 1)
        )
        pack_sommes(session, copropriete_id)
        record_acte(session, SYSTEME, "classe des libellés", "bench", copropriete_id, copropriete_id=copropriete_id)


def get(connection: HTTPConnection, cookie: str, address: str) -> float:
    """Milliseconds of one page."""
    debut = time.perf_counter()
    connection.request("GET", address, headers={"Accept": "text/html", "Cookie": cookie})
    answer = connection.getresponse()
    answer.read()
    if answer.status != 200:
        raise RuntimeError(f"{address}: {answer.status}")
    return (time.perf_counter() - debut) * 1000


def measure(connection: HTTPConnection, cookie: str, ids: Iterator[int]) -> dict[str, list[float]]:
    """Milliseconds of the empty page and of each page in each state, in turn: a noisy moment falls on all of them."""
    durees: dict[str, list[float]] = {nom: [] for nom in (VIDE, *PAGES, *(f"{nom} after an act" for nom in PAGES))}
    for tour in range(TOURS + CHAUFFE):
        durees[VIDE].append(get(connection, cookie, VIDE))
        for nom, address in PAGES.items():
            durees[nom].append(get(connection, cookie, address))
            change(next(ids))
            durees[f"{nom} after an act"].append(get(connection, cookie, address))
        if tour < CHAUFFE:
            for une in durees.values():
                une.clear()
    return durees


def open_app(url: str, folder: Path, session_id: str) -> tuple[Flask, str]:
    """The service on a database, and the cookie of a signed-in agent."""
    embedded = load_config({"TANTIEME_DONNEES": str(folder), "DATABASE_URL": f"sqlite:///{folder / 'bench.db'}"})
    app = create_app(replace(embedded, database_url=url))
    client = app.test_client()
    with client.session_transaction() as cookie:
        cookie["sid"] = session_id
    jeton = client.get_cookie(app.config["SESSION_COOKIE_NAME"])
    if jeton is None:
        raise RuntimeError("no session cookie")
    return app, f"{jeton.key}={jeton.value}"


def run(engine: str, url: str, folder: Path) -> None:
    """Fill one database and print its lines."""
    migrate_engine(bind_database(url))
    app, cookie = open_app(url, folder, fill_portefeuille())
    with Lecture() as session:
        ids = cycle(session.scalars(select(Copropriete.id).order_by(Copropriete.id)).all())
    for nom, address in PAGES.items():
        current_engine().dispose()
        with serve(app) as connection:
            get(connection, cookie, VIDE)
            print(f"{engine}: {nom}, first opening of a process {get(connection, cookie, address):.0f} ms")
    current_engine().dispose()
    with serve(app) as connection:
        durees = measure(connection, cookie, ids)
    vide = durees.pop(VIDE)
    print(f"{engine}: empty page p50 {statistics.median(vide):.1f} ms, p95 {p95(vide):.1f} ms")
    for nom, found in durees.items():
        print(
            f"{engine}: {nom}, p50 {statistics.median(found):.1f} ms, p95 {p95(found):.1f} ms, ratio p50 "
            f"{statistics.median(found) / statistics.median(vide):.1f}, p95 {p95(found) / p95(vide):.1f} (goal 4)"
        )


def main() -> None:
    """Measure on both engines."""
    with tempfile.TemporaryDirectory() as name, databases(Path(name)) as urls:
        for engine, url in urls.items():
            run(engine, url, Path(name))


if __name__ == "__main__":
    main()
