"""Reading the form of a rule: conditions and effect, every fault at its field; and filling it from a saved rule."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from services.votes.formulaires import read_date
from services.votes.models import GenreRegle, Position, Regle
from services.votes.politique.conditions import OUI_NON, Conditions, load_conditions
from services.votes.politique.reglages import SaisieRegle
from shared.errors import InvalidError
from shared.montants import MontantInvalide, euros, parse_montant

MONTANTS = {
    "quote_part_min": "Notre quote-part, à partir de",
    "quote_part_max": "Notre quote-part, moins de",
    "montant_min": "Montant voté, à partir de",
    "montant_max": "Montant voté, moins de",
}
PARTS = {"part_min": "Nos voix, à partir de", "part_max": "Nos voix, moins de"}
CODES = {"coproprietes": "Copropriétés", "syndics": "Syndics", "mots": "L’intitulé contient"}
Champs = Mapping[str, Sequence[str]]
"""A form: each field with every value sent under its name."""

_PART = re.compile(r"(\d{1,3})(?:[.,](\d))?\s*%?")


def read_regle_form(form: Champs, genre: GenreRegle) -> SaisieRegle:
    """What an administrator wrote.

    :raises InvalidError: with one fault per field that is not a number, an amount or a choice.
    """
    fautes: list[dict[str, str]] = []
    values: dict[str, Any] = {nom: _read_montant(form, nom, libelle, fautes) for nom, libelle in MONTANTS.items()}
    values |= {nom: _read_part(form, nom, libelle, fautes) for nom, libelle in PARTS.items()}
    values |= {nom: _split(first(form, nom)) for nom in CODES}
    values |= {nom: tuple(form.get(nom, ())) for nom in ("types", "articles", "agences")}
    values |= {nom: {"oui": True, "non": False}.get(first(form, nom)) for nom in OUI_NON}
    ordre = first(form, "ordre").strip()
    if ordre and not (ordre.isascii() and ordre.isdecimal() and len(ordre) < 7):
        fautes.append({"ou": "ordre", "message": f"« {ordre} » n’est pas un rang"})
        ordre = ""
    if fautes:
        raise InvalidError("La règle n’est pas enregistrée : corrigez ce qui suit.", code="REGLE", fautes=fautes)
    role, agent = first(form, "role") or None, first(form, "agent")
    return SaisieRegle(
        genre=genre, libelle=first(form, "libelle"), motif=first(form, "motif"),
        conditions=Conditions(**values, origine=first(form, "origine") or None),
        ordre=int(ordre) if ordre else None, role=role, agent_id=int(agent) if agent.isdecimal() else None,
        position=_read_position(form, "position"), position_second=_read_position(form, "position_second"),
        position_si_amendee=_read_position(form, "position_si_amendee"),
    )  # fmt: skip


def read_du(form: Champs, aujourdhui: date) -> date:
    """From when the rule holds; today when the field is empty.

    :raises InvalidError: not a date, or a day already gone: the past is not judged again.
    """
    try:
        du = read_date(first(form, "du").strip()) or aujourdhui
    except ValueError as error:
        raise InvalidError(str(error), code="DATE", fautes=[{"ou": "du", "message": str(error)}]) from None
    if du < aujourdhui:
        message = "Une règle ne vaut pas pour le passé : choisissez aujourd’hui ou plus tard."
        raise InvalidError(message, code="DATE", fautes=[{"ou": "du", "message": message}])
    return du


def fill_form(regle: Regle) -> dict[str, list[str]]:
    """The fields of the form as the saved rule fills them."""
    conditions = load_conditions(regle.conditions)
    champs: dict[str, list[str]] = {}
    for nom in MONTANTS:
        if (centimes := getattr(conditions, nom)) is not None:
            champs[nom] = [f"{euros(centimes)}".replace(".", ",")]
    for nom in PARTS:
        if (milliemes := getattr(conditions, nom)) is not None:
            champs[nom] = [f"{milliemes // 10},{milliemes % 10}"]
    for nom in CODES:
        champs[nom] = [" ; ".join(getattr(conditions, nom))]
    for nom in ("types", "articles", "agences"):
        champs[nom] = list(getattr(conditions, nom))
    for nom in OUI_NON:
        champs[nom] = [{True: "oui", False: "non"}.get(getattr(conditions, nom), "")]
    champs["origine"] = [conditions.origine or ""]
    for nom in ("libelle", "motif", "role", "position", "position_second", "position_si_amendee", "ordre"):
        champs[nom] = [str(getattr(regle, nom) or "")]
    champs["agent"] = [str(regle.agent_id or "")]
    return champs


def first(form: Champs, nom: str) -> str:
    """The value of a field; empty when it was not sent."""
    return next(iter(form.get(nom, ())), "")


def _split(texte: str) -> tuple[str, ...]:
    return tuple(morceau for brut in re.split(r"[;,\n]", texte) if (morceau := brut.strip()))


def _read_montant(form: Champs, nom: str, libelle: str, fautes: list[dict[str, str]]) -> int | None:
    texte = first(form, nom).strip()
    if not texte:
        return None
    try:
        return parse_montant(texte)
    except MontantInvalide as error:
        fautes.append({"ou": nom, "message": f"{libelle} : {error}"})
        return None


def _read_part(form: Champs, nom: str, libelle: str, fautes: list[dict[str, str]]) -> int | None:
    texte = first(form, nom).strip()
    if not texte:
        return None
    lu = _PART.fullmatch(texte)
    if lu is None or int(lu[1]) > 100:
        fautes.append({"ou": nom, "message": f"{libelle} : « {texte} » n’est pas un pourcentage (exemple : 33,3)"})
        return None
    return int(lu[1]) * 10 + int(lu[2] or 0)


def _read_position(form: Champs, nom: str) -> Position | None:
    valeur = first(form, nom)
    return Position(valeur) if valeur in Position.__members__ else None
