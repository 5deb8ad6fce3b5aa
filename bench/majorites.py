"""8,000 resolutions of 250 owners: our rules as a ratio to a plain loop over the same integers (goal: at most 3).

And 10,000 titles qualified: time per title. One run, best of three: ``python -m bench.majorites``.
"""

import csv
import random
import time
from collections.abc import Callable
from itertools import cycle, islice
from pathlib import Path

from services.votes.majorites.calcul import Bulletin, compute_majorite
from services.votes.majorites.voix import Proprietaire
from services.votes.qualification.decision import qualify_resolution

RESOLUTIONS = 8_000
PROPRIETAIRES = 250
TITRES = 10_000
CORPUS = Path(__file__).parents[1] / "tests" / "votes" / "corpus_intitules.csv"


def make_bulletins() -> list[Bulletin]:
    """Forty assemblies' worth of owners, reused: what is timed is the counting, not the memory."""
    hasard = random.Random(20261123)
    assemblees = []
    for _ in range(40):
        assemblees.append(
            tuple(
                Proprietaire(
                    str(rang),
                    hasard.randint(1, 80),
                    mode=hasard.choice(("present", "represente", "correspondance", "absent")),
                    vote=hasard.choice(("pour", "contre", "abstention")),
                )
                for rang in range(PROPRIETAIRES)
            )
        )
    return [
        Bulletin(str(rang), article, sum(p.voix for p in rows), PROPRIETAIRES, proprietaires=rows)
        for rang, rows, article in islice(
            zip(range(RESOLUTIONS), cycle(assemblees), cycle(("24", "25", "26")), strict=False), RESOLUTIONS
        )
    ]


def count_plainly(bulletins: list[Bulletin]) -> int:
    """What anybody would write without the law: add up each column and compare."""
    adoptees = 0
    for bulletin in bulletins:
        pour = contre = total = 0
        for p in bulletin.proprietaires or ():
            total += p.voix
            if p.mode != "absent":
                if p.vote == "pour":
                    pour += p.voix
                elif p.vote == "contre":
                    contre += p.voix
        adoptees += pour > contre if bulletin.article == "24" else 2 * pour > total
    return adoptees


def time_best(work: Callable[[], object]) -> float:
    """The best of three runs, in seconds."""
    durees = []
    for _ in range(3):
        debut = time.perf_counter()
        work()
        durees.append(time.perf_counter() - debut)
    return min(durees)


def main() -> None:
    """Print the two lines of this bench."""
    bulletins = make_bulletins()
    nu = time_best(lambda: count_plainly(bulletins))
    droit = time_best(lambda: [compute_majorite(bulletin) for bulletin in bulletins])
    print(f"majorites : {RESOLUTIONS} resolutions, {droit:.2f} s, plain loop {nu:.2f} s, ratio {droit / nu:.2f}")
    with CORPUS.open(encoding="utf-8") as lignes:
        rows = list(csv.DictReader(lignes, delimiter=";"))
    titres = [
        (f"{rang}. {row['intitule']}", row["texte"] or None)
        for rang, row in zip(range(TITRES), cycle(rows), strict=False)
    ]
    qualifier = time_best(lambda: [qualify_resolution(*titre) for titre in titres])
    print(f"qualifier : {TITRES} titles, {qualifier:.2f} s, {qualifier / TITRES * 1000:.3f} ms a title")


if __name__ == "__main__":
    main()
