"""500 copropriétés × 40 postes × 10 years, and the five million lines behind: ``python -m bench.comparaison_charges``.

From SQLite and from PostgreSQL, each in a process of its own: the aggregate read, made a cube, compared year on year
and scored, against the same arithmetic on a cube already in memory (goal 10): when nothing changed, right after an act
on one copropriété, and « cold », all 500 read by a new process. Then the yearly totals by family from our aggregate
against DuckDB summing the five million lines of its own file, opened as a page would (goal 1.5), and the peak of memory
of our process (goal 300 MB; DuckDB's, in its own process, is told beside). Last, what an act pays to keep the
aggregate: one exercise of a thousand lines summed again.

``--lignes`` puts the five million lines in our own tables first, has every sum rebuilt from them as ``tantieme charges
resommer`` does, with the peak of that process, checks the sums against the lines, then measures the rest above them.
"""

import resource
import sys
import tempfile
from collections import Counter
from collections.abc import Callable
from datetime import date
from itertools import count
from multiprocessing import get_context
from pathlib import Path
from time import perf_counter
from typing import Any

import duckdb
import numpy as np
from sqlalchemy import func, select

from bench.file_a_voter import databases
from bench.generateur_portefeuille import ANNEES, COPROPRIETES, fill_lignes, fill_portefeuille
from bench.page_portefeuille import change
from services.charges.comparaison.cube import build_cube, load_cube
from services.charges.comparaison.scores import score_postes
from services.charges.cumuls.agregats import rebuild_agregat, refresh_agregat
from services.charges.cumuls.revisions import read_sommes
from services.charges.models import LigneCharge
from services.migrations import migrate_engine
from shared.database import Lecture, Session, bind_database
from shared.models import Copropriete

LIGNES, TOURS = 5_000_000, 7
DUCK = "SELECT copropriete, annee, poste // 4 AS famille, sum(montant) FROM lignes GROUP BY ALL"


def time_best(action: Callable[[], Any], before: Callable[[], Any] = lambda: None) -> float:
    """Milliseconds of the quickest of some runs; ``before`` each is not counted."""
    durees = []
    for _ in range(TOURS):
        before()
        depart = perf_counter()
        action()
        durees.append(perf_counter() - depart)
    return min(durees) * 1000


def peak() -> float:
    """The largest size this process had, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def alone(job: Callable[..., Any], *arguments: Any) -> Any:
    """What a job gives, run in a new process: its memory and its imports are its own."""
    with get_context("spawn").Pool(1) as pool:
        return pool.apply(job, arguments)


def fill_and_count(url: str, tout: bool) -> int:
    """The whole portfolio in an empty database, and a thousand lines behind one exercise, or behind each (``tout``)."""
    migrate_engine(bind_database(url))
    fill_portefeuille()
    return fill_lignes(1_000, len(ANNEES), COPROPRIETES) if tout else fill_lignes(1_000)


def resum(url: str) -> tuple[float, float]:
    """Seconds to sum every line again and pack every copropriété, and the peak of the process that does it."""
    bind_database(url)
    with Lecture() as session:
        ids = session.scalars(select(Copropriete.id).order_by(Copropriete.id)).all()
    depart = perf_counter()
    for ident in ids:
        with Session.begin() as session:
            rebuild_agregat(session, ident)
    return perf_counter() - depart, peak()


def count_ecarts(url: str) -> int:
    """How many (copropriété, exercise) have kept sums that are not those of their lines."""
    bind_database(url)
    with Lecture() as session:
        lignes = {
            (row[0], row[1]): int(row[2])
            for row in session.execute(
                select(LigneCharge.copropriete_id, LigneCharge.exercice, func.sum(LigneCharge.montant_centimes))
                .where(LigneCharge.active.is_(True))
                .group_by(LigneCharge.copropriete_id, LigneCharge.exercice)
            )
        }
        gardees: Counter[tuple[int, str]] = Counter()
        for ident, cellules in read_sommes(session).items():
            for cellule in cellules:
                gardees[ident, cellule.exercice.libelle] += cellule.realise
    return sum(gardees[lieu] != montant for lieu, montant in lignes.items())


def measure_ours(url: str) -> dict[str, float]:
    """Milliseconds of each way to the scored cube and to the totals by family, and the peak."""
    bind_database(url)
    with Lecture() as session:
        ids = session.scalars(select(Copropriete.id).order_by(Copropriete.id)).all()
        cube = build_cube(read_sommes(session))
    surfaces = np.full(len(cube.ids), 2_000)
    rangs = count()

    def act() -> None:
        change(ids[next(rangs) % len(ids)])

    def read_cold() -> None:
        with Lecture() as session:
            score_postes(build_cube(read_sommes(session)), surfaces)

    def read() -> None:
        with Lecture() as session:
            score_postes(load_cube(session), surfaces)

    def total() -> None:
        with Lecture() as session:
            tout = load_cube(session)
        np.stack([tout.realise[:, :, tout.familles == famille].sum(axis=2) for famille in set(tout.familles)])

    read()
    return {
        "numpy": time_best(lambda: score_postes(cube, surfaces)), "unchanged": time_best(read),
        "after": time_best(read, act), "cold": time_best(read_cold), "totals": time_best(total),
        "totals after": time_best(total, act), "write": time_best(lambda: sum_exercice(ids[0])), "peak": peak(),
    }  # fmt: skip


def sum_exercice(copropriete_id: int) -> None:
    """What an act on a line pays: its exercise summed again, its copropriété packed anew."""
    an = ANNEES[-1]
    with Session.begin() as session:
        refresh_agregat(session, copropriete_id, str(an), date(an, 1, 1), date(an, 12, 31))


def measure_duck(chemin: str) -> tuple[float, float]:
    """The same totals from the lines, in DuckDB's own file; and the peak."""
    with duckdb.connect(chemin) as base:
        base.execute("SET enable_progress_bar = false")
        base.execute(f"""CREATE TABLE lignes AS SELECT (i % 500)::INT AS copropriete, (2016 + (i // 500) % 10)::INT AS
            annee, ((i // 5000) % 40)::INT AS poste, (1000 + hash(i) % 100000)::BIGINT AS montant
            FROM range({LIGNES}) r(i)""")

    def ask() -> None:
        with duckdb.connect(chemin, read_only=True) as base:
            base.execute(DUCK).fetchnumpy()

    return time_best(ask), peak()


def main() -> None:
    """Run on both engines."""
    tout = "--lignes" in sys.argv
    with tempfile.TemporaryDirectory() as name, databases(Path(name)) as urls:
        duck, duck_peak = alone(measure_duck, str(Path(name) / "lignes.duckdb"))
        for engine, url in urls.items():
            ecrites = alone(fill_and_count, url, tout)
            if tout:
                secondes, sommet = alone(resum, url)
                print(
                    f"{engine}: {ecrites:,} lines of ours summed again in {secondes:.0f} s, peak {sommet:.0f} MB "
                    f"(goal 300), {alone(count_ecarts, url)} exercises whose sums differ from their lines"
                )
            ms = alone(measure_ours, url)
            print(f"{engine}: cube in memory, compared and scored {ms['numpy']:.0f} ms (goal 10 for what follows)")
            for nom, dit in (("unchanged", "nothing changed"), ("after", "one changed"), ("cold", "500 read again")):
                print(f"{engine}: {dit} {ms[nom]:.0f} ms, ratio {ms[nom] / ms['numpy']:.1f}")
            print(
                f"{engine}: totals of 5 M lines {ms['totals']:.0f} ms unchanged, {ms['totals after']:.0f} ms after an "
                f"act, ratio to DuckDB ({duck:.0f} ms) {ms['totals'] / duck:.2f} and {ms['totals after'] / duck:.2f} "
                f"(goal 1.5); peak {ms['peak']:.0f} MB (goal 300), DuckDB's {duck_peak:.0f} MB"
            )
            print(f"{engine}: an act pays {ms['write']:.0f} ms to sum an exercise of 1,000 lines again")


if __name__ == "__main__":
    main()
