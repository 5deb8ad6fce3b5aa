"""Published benchmarks, each with its year, its source and what it covers: reference lines, never a verdict."""

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Repere:
    """Centimes per m² and year, for a family of postes, ``TOTAL`` or ``RECUPERABLE``."""

    annee: int
    famille: str
    centimes_m2: int
    source: str
    perimetre: str


@cache
def load_reperes() -> tuple[Repere, ...]:
    """Every benchmark, the latest year first."""
    texte = files(__package__).joinpath("reperes.csv").read_text(encoding="utf-8")
    lus = [
        Repere(int(row["annee"]), row["famille"], int(row["centimes_m2"]), row["source"], row["perimetre"])
        for row in csv.DictReader(texte.splitlines(), delimiter=";")
    ]
    return tuple(sorted(lus, key=lambda repere: -repere.annee))


def find_repere(famille: str) -> Repere | None:
    """The latest benchmark of a family."""
    return next((repere for repere in load_reperes() if repere.famille == famille), None)
