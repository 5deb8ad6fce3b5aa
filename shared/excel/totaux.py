"""Rows that sum other rows: told by their words, whoever wrote the table."""

import re

from shared.excel.mots import normalise

_TOTAL = re.compile(
    r"^(?:sous |s )?tot(?:al|aux)?\b|^soustotal\b|^soit .*\btotal\b|^cumul\b"
    r"|^(?:net|reste|solde|montant|somme)s? (?:total\b|(?:restant )?(?:a (?:payer|regler|verser|acquitter)"
    r"|du(?:e|s|es)?(?= *$| (?:a|au|par|pour|le|ce|avant)\b| \d)))"
)
_ABREGE = re.compile(r"^\s*s\s?/\s?t\b", re.I)
"""``S/T``: « sous-total »."""
_MARQUE = re.compile(r"^total ?energies?\b")
_REPORT = re.compile(r"^(?:a )?report(?:er|s|e)?\b(?! (?:de |du )?solde)")


def is_total(texte: str) -> bool:
    """``Total``, ``Sous-total lot 3``, ``Net à payer``: a row that sums, never a line."""
    return _TOTAL.match(normalise(texte)) is not None or _ABREGE.match(texte) is not None


def is_marque(texte: str) -> bool:
    """``Total Énergies``: who was paid, in words that look like those of a total."""
    return _MARQUE.match(normalise(texte)) is not None


def is_report(texte: str) -> bool:
    """``Report``, ``À reporter``: a sum carried from page to page."""
    return _REPORT.match(normalise(texte)) is not None
