"""One value as it comes from a file or a form: read, or refused in one French sentence.

Each function takes a value that is not None and returns what the database keeps; it never converts silently.
"""

import re
from collections.abc import Callable
from datetime import date
from typing import Any

from schwifty import BIC, IBAN
from schwifty.exceptions import SchwiftyException
from stdnum.fr import siren, siret

from shared.acteurs import ROLES
from shared.models import Origine

Lecture = Callable[[Any], Any]

BORNE_ENTIER = 2**53
_ILLISIBLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_COURRIEL = re.compile(r"[^@\s,;]+@[^@\s,;]+")
_IMMATRICULATION = re.compile(r"[A-Z]{2}\d{7}")


class ValeurRefusee(ValueError):
    """Cette valeur n'a pas la forme attendue."""


def read_texte(valeur: Any) -> str:
    """A text that is not blank, without the spaces around it."""
    if not isinstance(valeur, str):
        raise ValeurRefusee(f"un texte est attendu, pas « {valeur} »")
    if not valeur.strip():
        raise ValeurRefusee("ce texte est vide : donnez-le, ou mettez null")
    texte = valeur.strip().replace("\r\n", "\n")
    if illisible := _ILLISIBLE.search(texte):
        raise ValeurRefusee(f"ce texte contient un caractère invisible (U+{ord(illisible[0]):04X}) : retapez-le")
    return texte


def read_entier(valeur: Any) -> int:
    """An integer, zero or more."""
    if not isinstance(valeur, int) or isinstance(valeur, bool):
        raise ValeurRefusee(f"un nombre entier est attendu, pas « {valeur} »")
    if valeur < 0:
        raise ValeurRefusee(f"{valeur} est négatif : donnez un nombre positif ou nul")
    if valeur >= BORNE_ENTIER:
        raise ValeurRefusee(f"{valeur} est démesuré")
    return valeur


def read_total(valeur: Any) -> int:
    """The total of a clé: an integer above zero."""
    if read_entier(valeur) == 0:
        raise ValeurRefusee("le total d’une clé est au moins 1")
    return int(valeur)


def read_montant(valeur: Any) -> int:
    """An amount in integer centimes, zero or more."""
    if isinstance(valeur, float):
        raise ValeurRefusee(f"un montant est un nombre entier de centimes, pas « {valeur} »")
    return read_entier(valeur)


def read_montant_signe(valeur: Any) -> int:
    """An amount in integer centimes, negative when it was given back (avoir, refund of an advance)."""
    if isinstance(valeur, int) and not isinstance(valeur, bool) and valeur < 0:
        return -read_montant(-valeur)
    return read_montant(valeur)


def read_date(valeur: Any) -> date:
    """An ISO date: ``2026-12-31``."""
    try:
        if isinstance(valeur, str) and re.fullmatch(r"\d{4}-\d{2}-\d{2}", valeur):
            return date.fromisoformat(valeur)
    except ValueError:
        pass
    raise ValeurRefusee(f"« {valeur} » n’est pas une date (forme attendue : 2026-12-31)")


def read_courriel(valeur: Any) -> str:
    """A mail address."""
    courriel = read_texte(valeur)
    if not _COURRIEL.fullmatch(courriel):
        raise ValeurRefusee(f"« {courriel} » n’est pas une adresse de courriel")
    return courriel


def read_identifiant(valeur: Any) -> str:
    """The mail address by which an agent signs in: in lower case."""
    return read_courriel(valeur).lower()


def read_iban(valeur: Any) -> str:
    """An IBAN without spaces, its national account key checked too."""
    texte = read_texte(valeur)
    try:
        return str(IBAN(texte, validate_bban=True))
    except SchwiftyException as error:
        raise ValeurRefusee(
            f"« {texte} » n’est pas un IBAN juste (longueur ou clé de contrôle) : recopiez-le depuis le RIB"
        ) from error


def read_bic(valeur: Any) -> str:
    """A BIC of 8 or 11 characters."""
    texte = read_texte(valeur)
    try:
        return str(BIC(texte))
    except SchwiftyException as error:
        raise ValeurRefusee(f"« {texte} » n’est pas un BIC (8 ou 11 caractères)") from error


def read_siren(valeur: Any) -> str:
    """A SIREN, nine digits with the right key."""
    texte = read_texte(valeur)
    if not siren.is_valid(texte):
        raise ValeurRefusee(f"« {texte} » n’est pas un SIREN juste (9 chiffres, le dernier est une clé)")
    return str(siren.compact(texte))


def read_siret(valeur: Any) -> str:
    """A SIRET, fourteen digits with the right key."""
    texte = read_texte(valeur)
    if not siret.is_valid(texte):
        raise ValeurRefusee(f"« {texte} » n’est pas un SIRET juste (14 chiffres, le dernier est une clé)")
    return str(siret.compact(texte))


def read_immatriculation(valeur: Any) -> str:
    """The number of a copropriété in the national registry."""
    texte = read_texte(valeur)
    if not _IMMATRICULATION.fullmatch(texte):
        raise ValeurRefusee(f"« {texte} » n’est pas une immatriculation (deux majuscules et sept chiffres : AA1234567)")
    return texte


def read_role(valeur: Any) -> str:
    """A role of an agent."""
    texte = read_texte(valeur)
    if texte not in ROLES:
        raise ValeurRefusee(f"« {texte} » n’est pas un rôle (rôles : {', '.join(ROLES)})")
    return texte


ORIGINES = {origine.value.lower(): origine for origine in Origine}


def read_origine(valeur: Any) -> Origine:
    """How our lots came to us, in lower case as the file says it."""
    texte = read_texte(valeur)
    if texte not in ORIGINES:
        raise ValeurRefusee(f"« {texte} » n’est pas une origine (origines : {', '.join(ORIGINES)})")
    return ORIGINES[texte]


def write_valeur(valeur: Any) -> Any:
    """The value as the JSON file writes it."""
    if isinstance(valeur, Origine):
        return valeur.value.lower()
    if isinstance(valeur, date):
        return valeur.isoformat()
    return [write_valeur(part) for part in valeur] if isinstance(valeur, list | tuple) else valeur
