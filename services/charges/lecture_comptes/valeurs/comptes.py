"""Account numbers of the syndicat as they are written: alone, with a label, cut by spaces or dashes."""

import re

from shared.excel.cellules import Valeur

_COMPTE = re.compile(
    r"^\s*(?:compte\s*)?(?:n[°o]?\s*)?(?::\s*)?([1-7]\d{1,7}(?:[-.]\d{1,4}|(?<=\d{4}) \d{4}(?!\d))?)(?![\d,]|\.\d)"
    r"\s*(?:[-–—:/.]\s*)?(.*)$",
    re.I | re.S,
)
_BILAN = "401 408 421 431 432 441 442 443 449 450 459 461 462 471 472 486 487 491 492 501 502 511 512 514 531"
"""Accounts of classes 4 and 5 of the arrêté of 14 March 2005, three digits long as a key may be."""
_SUIVI = re.compile(r"^\s*([67]\d{2,7})([A-Z]{2,4}\d{0,2})\s*$")
"""``6140ASC``: an account and, glued, the letters that tell it from another of the same number."""
_UN_SEUL = re.compile(r"^\s*[1-7]\d{1,9}(?:[-. ]\d{1,6})?\s*$")


def clean_compte(valeur: Valeur) -> str:
    """The digits of an account cell: ``6140 0010`` → ``61400010``, ``602.0`` → ``602``; empty when it is none."""
    if isinstance(valeur, bool):
        return ""
    if isinstance(valeur, int | float):
        return str(int(valeur)) if valeur == int(valeur) and 10 <= valeur < 10**10 else ""
    texte = str(valeur).strip()
    if _UN_SEUL.match(texte):
        return re.sub(r"\D", "", texte)
    compte, _ = split_compte(texte)
    return compte


def print_compte(valeur: Valeur) -> tuple[str, str]:
    """(digits, as printed) of an account alone or in front of its label: ``602.00``, ``611-01``, ``6140 0010``,
    ``601 100``, ``6140ASC``."""
    if not isinstance(valeur, str):
        return "", ""
    if _UN_SEUL.match(valeur) or _SUIVI.match(valeur):
        return clean_compte(valeur), valeur.strip()
    lu = _COMPTE.match(valeur)
    return (re.sub(r"\D", "", lu[1]), lu[1]) if lu else ("", "")


def is_bilan(compte: str) -> bool:
    """An account of third parties or of treasury (classes 4 and 5): never an expense of the exercise."""
    return compte[:1] in ("4", "5") and (len(compte) >= 4 or compte in _BILAN.split())


def split_compte(texte: str) -> tuple[str, str]:
    """``602 - Électricité`` → (``602``, ``Électricité``), ``6140ASC`` → (``6140``, empty); no account in front:
    (empty, the text)."""
    suivi = _SUIVI.match(texte)
    if suivi is not None:
        return suivi[1], ""
    lu = _COMPTE.match(texte)
    if lu is None or (len(re.sub(r"\D", "", lu[1])) < 3 and lu[2][:1].isdigit()):
        return "", texte.strip()
    return re.sub(r"\D", "", lu[1]), lu[2].strip()
