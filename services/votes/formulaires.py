"""Reading the forms of votes: typed values, every fault at its field, in one pass."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date, time
from typing import Any, TypeVar

from sqlalchemy.orm import Session

from services.votes.assemblees.echeances import DELAI_CONVOCATION
from services.votes.assemblees.enregistrement import SaisieAg
from services.votes.models import NatureAg, Position, VoieConvocation
from shared.acteurs import Acteur
from shared.errors import InvalidError
from shared.patrimoine.lectures import search_coproprietes

T = TypeVar("T")
ANNEES = range(1990, 2100)


def read_saisie_ag(session: Session, acteur: Acteur, form: Mapping[str, str]) -> SaisieAg:
    """What the form of a new assembly says.

    :raises InvalidError: with one fault per field.
    """
    fautes: list[dict[str, Any]] = []

    def attempt(champ: str, read: Callable[[str], T], default: T) -> T:
        try:
            return read(form.get(champ, "").strip())
        except ValueError as error:
            fautes.append({"ou": champ, "message": str(error)})
            return default

    saisie = SaisieAg(
        copropriete=attempt("copropriete", lambda texte: find_code(session, acteur, texte), ""),
        date_ag=attempt("date_ag", read_date, None) or _missing(fautes, "date_ag", "La date de l’assemblée manque."),
        heure=attempt("heure", read_heure, None),
        lieu=form.get("lieu"),
        nature=attempt("nature", lambda texte: NatureAg(texte or NatureAg.ORDINAIRE), NatureAg.ORDINAIRE),
        convocation_presentee_le=attempt("convocation_presentee_le", read_date, None),
        convocation_voie=attempt("convocation_voie", read_voie, None),
        delai_convocation=attempt("delai_convocation", read_delai, DELAI_CONVOCATION),
        formulaire_limite_imprimee=attempt("formulaire_limite_imprimee", read_date, None),
        formulaire_courriel=form.get("formulaire_courriel"),
        formulaire_adresse=form.get("formulaire_adresse"),
        deja_tenue=form.get("deja_tenue") == "oui",
    )
    if fautes:
        raise InvalidError("Complétez ou corrigez les champs signalés.", code="SAISIE_AG", fautes=fautes)
    return saisie


def find_code(session: Session, acteur: Acteur, texte: str) -> str:
    """The code of the copropriété a person typed: its code, or words that only one has.

    :raises ValueError: none, or several.
    """
    if not texte:
        raise ValueError("Choisissez une copropriété.")
    code = texte.split(" · ")[0]
    found = search_coproprietes(session, acteur, code, limit=6)
    exact = [one for one in found if one.code.casefold() == code.casefold()]
    if len(exact or found) == 1:
        return (exact or found)[0].code
    if not found:
        raise ValueError(f"Aucune copropriété ne répond à « {texte} ».")
    raise ValueError("Plusieurs copropriétés répondent : " + ", ".join(f"{one.code} · {one.nom}" for one in found))


def read_date(texte: str) -> date | None:
    """A date as browsers send it (2026-12-31) or as people type it (31/12/2026); None for nothing.

    :raises ValueError: not a date, or a year that is a slip.
    """
    if not texte:
        return None
    parts = texte.split("/")
    try:
        jour = date.fromisoformat(texte) if len(parts) == 1 else date(*map(int, reversed(parts)))
    except (ValueError, TypeError, OverflowError):
        raise ValueError(f"« {texte} » n’est pas une date : écrivez par exemple 31/12/2026.") from None
    if jour.year not in ANNEES:
        raise ValueError(f"« {texte} » : vérifiez l’année.")
    return jour


def read_voie(texte: str) -> VoieConvocation | None:
    """How a notice came; None for nothing.

    :raises ValueError: another word.
    """
    try:
        return VoieConvocation(texte) if texte else None
    except ValueError:
        raise ValueError("Choisissez comment la convocation est arrivée.") from None


def read_delai(texte: str) -> int:
    """Days of notice the règlement asks for; nothing: the law's.

    :raises ValueError: not a number of days.
    """
    if not texte:
        return DELAI_CONVOCATION
    if not texte.isdecimal() or len(texte) > 3:
        raise ValueError(f"« {texte} » n’est pas un nombre de jours.")
    return int(texte)


def read_heure(texte: str) -> time | None:
    """An hour: 18:30 or 18h30; None for nothing.

    :raises ValueError: not an hour.
    """
    if not texte:
        return None
    heures, _, minutes = texte.lower().replace("h", ":").partition(":")
    try:
        return time(int(heures), int(minutes or 0))
    except (ValueError, OverflowError):
        raise ValueError(f"« {texte} » n’est pas une heure : écrivez par exemple 18:30.") from None


def read_position(form: Mapping[str, str]) -> Position:
    """Pour, contre or abstention.

    :raises InvalidError: none chosen.
    """
    try:
        return Position(form.get("position", ""))
    except ValueError:
        raise InvalidError(
            "Choisissez pour, contre ou abstention.", code="POSITION_ABSENTE",
            fautes=[{"ou": "position", "message": "Choisissez une des trois positions."}],
        ) from None  # fmt: skip


def read_position_de(form: Mapping[str, str], champ: str) -> Position | None:
    """The position of another ballot; None when the form says nothing of it, or nonsense."""
    texte = form.get(champ, "")
    return Position(texte) if texte in Position.__members__ else None


def read_choix(valeurs: Iterable[str]) -> list[tuple[int, int]]:
    """The ticked lines of a list, as pairs (id, version); nonsense is left out."""
    pairs = [valeur.partition(":") for valeur in valeurs]
    return [
        (int(one), int(version))
        for one, _, version in pairs
        if one.isdecimal() and version.isdecimal() and len(one) < 16 and len(version) < 16
    ]


def read_version(form: Mapping[str, str]) -> int:
    """The version a page was showing; 0, which is never current, when it does not say."""
    texte = form.get("version", "")
    return int(texte) if texte.isdecimal() else 0


def _missing(fautes: list[dict[str, Any]], champ: str, message: str) -> date:
    if not any(faute["ou"] == champ for faute in fautes):
        fautes.append({"ou": champ, "message": message})
    return date.min
