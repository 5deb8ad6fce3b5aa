"""What the syndics call: the lines of a fund call, computed from the voted budgets and works as the syndic does.

Each line is rounded for itself (half a centime upwards): a syndic's lines need not add up to the quarter of the budget.
"""

from collections.abc import Iterator
from datetime import date
from typing import Any, NamedTuple

from services.demo.calendrier import echeances_passees, trimestre

TRIMESTRES = 4


class LigneAppelee(NamedTuple):
    """One line of a call. ``a_repartir`` and ``montant`` in centimes: the amount for all owners, and what we owe.

    ``fractions``: in how many calls ``a_repartir`` is asked.
    """

    copropriete: str
    lot: str
    cle: str
    nature: str
    libelle: str
    periode: str
    exigible: date
    tantiemes: int
    total: int
    a_repartir: int
    fractions: int
    montant: int


class _Depense(NamedTuple):
    cle: str
    nature: str
    libelle: str
    a_repartir: int
    fractions: int


def build_appels(patrimoine: dict[str, Any], aujourdhui: date) -> list[LigneAppelee]:
    """The lines of the four quarters already called, oldest first, then by copropriété."""
    return [
        ligne
        for exigible in echeances_passees(aujourdhui)
        for copropriete in patrimoine["coproprietes"]
        for ligne in lignes_exigibles(copropriete, exigible)
    ]


def lignes_exigibles(copropriete: dict[str, Any], exigible: date) -> list[LigneAppelee]:
    """The lines that a copropriété calls on a due date, for the lots that are ours on that day (décret art. 6-2)."""
    totals = {cle["code"]: cle["total"] for cle in copropriete["cles"]}
    periode = _periode(copropriete, exigible)
    return [
        LigneAppelee(
            copropriete["code"], lot["numero"], depense.cle, depense.nature, depense.libelle, periode, exigible,
            tantiemes, totals[depense.cle], depense.a_repartir, depense.fractions,
            _share(depense, tantiemes, totals[depense.cle]),
        )
        for depense in _depenses(copropriete, exigible)
        for lot in copropriete["lots"]
        if is_ours(lot, exigible) and (tantiemes := lot["tantiemes"].get(depense.cle))
    ]  # fmt: skip


def is_ours(lot: dict[str, Any], jour: date) -> bool:
    """Whether a lot of the patrimoine belongs to us on a day."""
    return lot["du"] <= jour.isoformat() and (lot["au"] is None or jour.isoformat() <= lot["au"])


def _depenses(copropriete: dict[str, Any], exigible: date) -> Iterator[_Depense]:
    """What is asked of all owners on that day: a quarter of the budget, of the fonds de travaux, and works."""
    libelles = {cle["code"]: cle["libelle"] for cle in copropriete["cles"]}
    exercice = _exercice(copropriete, exigible)
    for cle, montant in exercice["budget"].items():
        yield _Depense(cle, "provision", libelles[cle], montant, TRIMESTRES)
    for cle, montant in exercice["fonds_travaux"].items():
        yield _Depense(cle, "fonds_travaux", "Fonds de travaux", montant, TRIMESTRES)
    for travaux in copropriete["travaux_votes"]:
        if exigible.isoformat() in travaux["echeances"]:
            yield _Depense(travaux["cle"], "travaux", travaux["libelle"], travaux["montant"], len(travaux["echeances"]))


def _share(depense: _Depense, tantiemes: int, total: int) -> int:
    divisor = total * depense.fractions
    return (2 * depense.a_repartir * tantiemes + divisor) // (2 * divisor)


def _exercice(copropriete: dict[str, Any], jour: date) -> dict[str, Any]:
    found: dict[str, Any] = next(
        exercice for exercice in copropriete["exercices"] if exercice["debut"] <= jour.isoformat() <= exercice["fin"]
    )
    return found


def _periode(copropriete: dict[str, Any], exigible: date) -> str:
    """``2026-T4``, or ``2026-2027-T2``: the quarter of the syndicat's own exercise."""
    exercice = _exercice(copropriete, exigible)
    return f"{exercice['libelle']}-T{trimestre(exigible, date.fromisoformat(exercice['debut']).month)}"
