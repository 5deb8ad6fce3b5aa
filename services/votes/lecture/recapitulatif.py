"""The opponents of every resolution, listed together after the last: « Résolution 3 : M. PETIT (53), M. ROY »."""

import re
from collections.abc import Sequence

from services.votes.lecture.lignes import Ligne
from services.votes.lecture.noms import split_noms
from services.votes.lecture.textes import fold

_TITRE = re.compile(r"[^\d:]*\b(?:contre|opposants?|opposes?)\b[^\d:]{0,40}:?\s*$")
_ENTREE = re.compile(
    r"(?:(?:resolution|question|point|decision)\s*(?:n\s?°\s*)?|n\s?°\s*)(?P<numero>\d{1,3}(?:[.\-]\d{1,2})?)\s*[:\-.)]\s*(?P<noms>[^\W\d].*)$"
)
_NOMS = re.compile(r"\(\s*\d[\d\s\u00a0\u202f.]*(?:voix|tant\w*\.?|mill\w*\.?)?\s*\)")
"""Owners with their voix."""
_TITRE_MAX = 90
_FIN = re.compile(
    r"l'ordre\s+du\s+jour|la\s+seance|le\s+president|[^:]{0,60}\b(?:abst\w+|defaillants?|pour)\b[^:]*:?\s*$"
)


def read_recapitulatif(lignes: Sequence[Ligne]) -> dict[str, tuple[str, ...]]:
    """The names under each number of resolution, in the last list of opponents that tells two or more."""
    trouves = [entrees for _, entrees in _find_listes(lignes)]
    return {numero: split_noms(texte) for numero, texte in trouves[-1].items()} if trouves else {}


def name_numero(numero: str | None) -> str:
    """« 04-1 » and « 4.1 » are the same number."""
    return ".".join(str(int(n)) for n in re.findall(r"\d+", numero or ""))


def find_rangs(lignes: Sequence[Ligne]) -> set[int]:
    """The lines of such lists: their numbers open no resolution."""
    return {rang for rangs, _ in _find_listes(lignes) for rang in rangs}


def _find_listes(lignes: Sequence[Ligne]) -> list[tuple[range, dict[str, str]]]:
    listes = []
    for rang, ligne in enumerate(lignes):
        if len(ligne.texte) < _TITRE_MAX and _TITRE.match(fold(ligne.texte)):
            entrees, combien = _read_entrees(lignes[rang + 1 :])
            if len(entrees) > 1 and all(_NOMS.search(texte) for texte in entrees.values()):
                listes.append((range(rang, rang + 1 + combien), entrees))
    return listes


def _read_entrees(suite: Sequence[Ligne]) -> tuple[dict[str, str], int]:
    """The text under each number, and how many lines were read."""
    textes: dict[str, str] = {}
    numero = ""
    for rang, ligne in enumerate(suite):
        plain = fold(ligne.texte)
        lu = _ENTREE.match(plain)
        if lu and not ligne.gras:
            numero = name_numero(lu["numero"])
            textes[numero] = ligne.texte[lu.start("noms") :]
        elif not numero or _FIN.match(plain) or _TITRE.match(plain):
            return textes, rang
        else:
            textes[numero] += f" {ligne.texte}"
    return textes, len(suite)
