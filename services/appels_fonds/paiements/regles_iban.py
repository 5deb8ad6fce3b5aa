"""What can be said of an IBAN before paying it: its two keys, its country, and what the syndic's file says. Pure."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from schwifty import IBAN
from schwifty.exceptions import SchwiftyException

from shared.errors import InvalidError

PAYS = "FR"


@dataclass(frozen=True, slots=True)
class Alerte:
    """Something wrong or odd about an account. ``bloquante``: it cannot be paid, whoever confirms it."""

    code: str
    message: str
    bloquante: bool = False


def normalise_iban(texte: str) -> str:
    """The IBAN without blanks, in capitals."""
    return re.sub(r"[\s\u00a0\u202f.-]", "", texte).upper()


def print_iban(iban: str) -> str:
    """By groups of four."""
    return " ".join(iban[rang : rang + 4] for rang in range(0, len(iban), 4))


def mask_iban(iban: str) -> str:
    """Its country and its last four characters: enough to recognise it in a journal, not enough to pay it."""
    return f"{iban[:4]}…{iban[-4:]}"


def find_faute(iban: str) -> str | None:
    """Why this is not an IBAN: the ISO key, or for a French one the RIB key that the ISO key does not cover."""
    try:
        IBAN(iban)
    except SchwiftyException:
        return "la clé de contrôle ISO est fausse, ou la longueur n’est pas celle du pays"
    try:
        IBAN(iban, validate_bban=True)
    except SchwiftyException:
        return "la clé RIB est fausse alors que la clé ISO est juste : un chiffre du compte a été changé"
    return None


def read_iban(texte: str) -> str:
    """An IBAN as typed, normalised.

    :raises InvalidError: one of its keys is wrong.
    """
    iban = normalise_iban(texte)
    faute = find_faute(iban) if iban else "il est vide"
    if faute:
        message = (
            f"Cet IBAN n’est pas valable : {faute}. Relisez-le ; s’il est bien écrit ainsi, demandez un RIB au syndic."
        )
        raise InvalidError(message, code="IBAN_INVALIDE", fautes=[{"ou": "iban", "message": message}])
    return iban


def judge_iban(iban: str, *, partage_avec: Iterable[str] = ()) -> list[Alerte]:
    """Everything to say of an account; ``partage_avec``: names of the other syndicats with the same one."""
    found = []
    faute = find_faute(iban)
    if faute:
        found.append(Alerte("IBAN_INVALIDE", f"IBAN faux : {faute}", bloquante=True))
    if iban[:2] != PAYS:
        found.append(Alerte("IBAN_ETRANGER", f"compte tenu hors de France ({iban[:2]})"))
    others = sorted(set(partage_avec))
    if others:
        found.append(
            Alerte(
                "IBAN_PARTAGE",
                f"même compte que {', '.join(others)} : chaque syndicat doit avoir le sien (loi 65-557 art. 18 II)",
            )
        )
    return found


def find_bic(iban: str) -> str | None:
    """The BIC of the bank, when the directory knows it."""
    try:
        bic = IBAN(iban).bic
    except (SchwiftyException, ValueError):
        return None
    return str(bic) if bic else None
