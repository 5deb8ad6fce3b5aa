"""What an amount is counted in, and on which side it stands, when another cell than its own says it."""

import re
from typing import NamedTuple

from services.appels_fonds.lecture.valeurs.mots import flatten, normalise
from shared.excel.cellules import Valeur

_MULTIPLES = r"k ?(?:€|eur(?:os?)?)|ke|keuros?|m€|milliers?(?: d.?euros?)?|millions?(?: d.?euros?)?|centimes?|cents?"
_AUTRES = r"chf|usd|gbp|cad|mad|xpf|xof|f ?cfa|francs?(?: suisses?| pacifiques?| cfa)?|dollars?|livres sterling"
_SIGNES = r"\$|£|¥"
_EN_TETE = re.compile(
    rf"(?P<multiple>\bk ?€|\bm€|\bkeuros?\b|(?:\ben |[(\[])(?:{_MULTIPLES})(?!\w))"
    rf"|(?:(?:\ben |[(\[])(?:{_AUTRES})(?!\w))"
    rf"|{_SIGNES}"
)
_ANNONCE = re.compile(
    r"^\W*(?:(?:tous )?(?:les )?(?:montants?|sommes?|chiffres|valeurs?|provisions?|appels?)\b.*|\W*)\ben\b"
)
_EUROS = frozenset(("", "e", "eur", "euro", "euros"))
_DEVISES = frozenset(("eur", "euro", "euros", "chf", "usd", "gbp", "cad", "mad", "xpf", "xof"))
_DEBITS = frozenset(("d", "db", "dt", "debit", "debiteur", "du", "doit", "appel"))
_CREDITS = frozenset(("c", "cr", "ct", "credit", "crediteur", "avoir", "a deduire", "en votre faveur"))


class UniteRefusee(NamedTuple):
    """A code of fault and its sentence."""

    code: str
    message: str


def find_unite(texte: str) -> UniteRefusee | None:
    """The unit other than the euro that a header names (``Montant (k€)``, ``Montant en CHF``), or None."""
    lu = _EN_TETE.search(flatten(texte))
    if lu is None:
        return None
    net = texte.strip()
    if lu["multiple"]:
        return UniteRefusee("MONTANT_AMBIGU", f"« {net} » ne compte pas en euros : demandez les montants en euros.")
    return UniteRefusee(
        "MONTANT_INVALIDE", f"« {net} » : cette monnaie n’est pas l’euro, demandez les montants en euros."
    )


def find_unite_annoncee(texte: str) -> UniteRefusee | None:
    """The same, of a title that speaks of every amount below (``Montants exprimés en milliers d’euros``)."""
    return find_unite(texte) if _ANNONCE.match(flatten(texte)) else None


def is_euro(valeur: Valeur) -> bool:
    """Does the cell of a column of currencies say euros, or nothing?"""
    return isinstance(valeur, str) and normalise(valeur.replace("€", "")) in _EUROS


def is_devise(valeur: Valeur) -> bool:
    """Is it the name of a currency?"""
    return isinstance(valeur, str) and (valeur.strip() == "€" or normalise(valeur) in _DEVISES)


def read_sens(valeur: Valeur) -> int | None:
    """1 for what we owe, -1 for what is in our favour, None when a cell says neither."""
    if not isinstance(valeur, str):
        return None
    mots, signe = normalise(valeur), valeur.strip()
    if mots in _DEBITS or signe == "+":
        return 1
    return -1 if mots in _CREDITS or signe in ("-", "–", "\u2212") else None
