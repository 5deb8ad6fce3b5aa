"""Which points an AG discusses, in order, with the amounts and words that fill them."""

from collections.abc import Iterator
from datetime import date
from random import Random
from typing import Any, NamedTuple

from services.demo.calendrier import Periode, exercice_decale, exercice_du
from services.demo.envois import syndic_en_charge
from services.demo.exercices import EURO, budget_par_cle, fonds_travaux, taux_fonds
from services.demo.immeubles import PAR_CODE, Immeuble
from services.demo.noms import CABINETS
from services.demo.points import (
    BUDGET,
    COURANTS,
    FONDS_MINIMUM,
    FONDS_SUPERIEUR,
    HONORAIRES_TRAVAUX,
    OUVERTURE,
    PROJETS,
    PROVISIONS,
    QUESTIONS,
    TRAVAUX,
    Point,
)

MAXIMUM_DE_COURANTS = 24


class Redaction(NamedTuple):
    """A point to be worded: its amount in centimes or None, the clé that votes, and the words that fill it."""

    point: Point
    montant: int | None
    cle: str
    mots: dict[str, Any]


def list_redactions(fiche: dict[str, Any], ag: date, hasard: Random, *, held: bool) -> Iterator[Redaction]:
    """The points in the order of every agenda: bureau, accounts, syndic, budget, works, the rest, questions.

    Works of an AG already held are those of the patrimoine; projects are for the AGs to come.
    """
    immeuble = PAR_CODE[fiche["code"]]
    exercice = exercice_du(ag, date.fromisoformat(fiche["exercices"][0]["debut"]).month)
    mots = _list_mots(fiche, immeuble, exercice, ag, hasard)
    for point in OUVERTURE:
        yield Redaction(point, _draw_montant(point, immeuble, hasard), "GEN", mots)
    yield from _list_budget(fiche, immeuble, exercice_decale(exercice, 1), mots)
    yield from _list_travaux_votes(fiche, ag, mots)
    for point in _choose_points(fiche, immeuble, hasard, held=held):
        yield Redaction(point, _draw_montant(point, immeuble, hasard), _cle_of(point, fiche, hasard), mots)
    yield Redaction(QUESTIONS, None, "GEN", mots)


def _list_mots(
    fiche: dict[str, Any], immeuble: Immeuble, exercice: Periode, ag: date, hasard: Random
) -> dict[str, Any]:
    syndic = syndic_en_charge(fiche, ag)
    return {
        "cloture": f"{exercice_decale(exercice, -1).fin:%d/%m/%Y}",
        "syndic": next(cabinet.nom for cabinet in CABINETS if cabinet.code == syndic),
        "budget": exercice_decale(exercice, 1).libelle,
        "taux": taux_fonds(immeuble),
        "lot": hasard.randint(1, immeuble.lots_principaux),
    }


def _list_budget(
    fiche: dict[str, Any], immeuble: Immeuble, exercice: Periode, mots: dict[str, Any]
) -> Iterator[Redaction]:
    total = sum(budget_par_cle(immeuble, fiche["surface_m2"], exercice).values())
    taux = taux_fonds(immeuble)
    yield Redaction(BUDGET, total, "GEN", mots)
    yield Redaction(PROVISIONS, None, "GEN", mots)
    yield Redaction(FONDS_SUPERIEUR if taux > 5 else FONDS_MINIMUM, fonds_travaux(total, taux), "GEN", mots)


def _list_travaux_votes(fiche: dict[str, Any], ag: date, mots: dict[str, Any]) -> Iterator[Redaction]:
    for travaux in fiche["travaux_votes"]:
        if travaux["date_ag"] == ag.isoformat():
            words = {**mots, "travaux": travaux["libelle"], "cle": travaux["cle"]}
            yield Redaction(TRAVAUX, travaux["montant"], travaux["cle"], words)
            yield Redaction(HONORAIRES_TRAVAUX, travaux["montant"] * 25 // 1200, travaux["cle"], mots)


def _choose_points(fiche: dict[str, Any], immeuble: Immeuble, hasard: Random, *, held: bool) -> list[Point]:
    """Up to two projects when the AG is to come, and current points: the bigger the building, the longer the list."""
    size = immeuble.lots_principaux // (10 if held else 5)
    count = min(MAXIMUM_DE_COURANTS, 1 + size + hasard.randint(0, 4))
    projects = [] if held else _sample([point for point in PROJETS if _concerns(point, fiche, immeuble)], 2, hasard)
    return projects + _sample([point for point in COURANTS if _concerns(point, fiche, immeuble)], count, hasard)


def _concerns(point: Point, fiche: dict[str, Any], immeuble: Immeuble) -> bool:
    """Whether the building has what the point speaks of."""
    if point.cle in ("GEN", "BAT"):
        return True
    return immeuble.gardien if point.cle == "PER" else any(cle["code"] == point.cle for cle in fiche["cles"])


def _cle_of(point: Point, fiche: dict[str, Any], hasard: Random) -> str:
    """The clé that votes: one of the buildings for a building's works, when there are several."""
    codes = [cle["code"] for cle in fiche["cles"]]
    if point.cle == "BAT":
        return hasard.choice([code for code in codes if code.startswith("BAT")] or ["GEN"])
    return point.cle if point.cle in codes else "GEN"


def _draw_montant(point: Point, immeuble: Immeuble, hasard: Random) -> int | None:
    """An amount in centimes, all taxes included, for the whole building."""
    low, high = point.euros
    return hasard.randint(low * EURO, high * EURO) * immeuble.lots_principaux if high else None


def _sample(points: list[Point], count: int, hasard: Random) -> list[Point]:
    """So many points, drawn, in the order of the catalogue."""
    chosen = hasard.sample(points, min(count, len(points)))
    return [point for point in points if point in chosen]
