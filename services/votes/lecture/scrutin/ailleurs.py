# ruff: noqa: E501
"""Votes that a body tells of someone else, or of another day: of the council, of a past assembly. They count nothing.

« Le conseil syndical s’est prononcé favorablement par 4 voix contre 1 », « l’assemblée du 12 juin 2024 avait rejeté
cette proposition par 5 210 voix contre 3 104 », « En 2024, ce point avait été refusé ». Pure.
"""

import re
from collections.abc import Sequence

_VOTER = r"(?:adopt|rejet|refus|approuv|vot|recueil|obten|repouss|accept|prononc|statu|reuni|ecart|dit\b|ete\b)"
_JOUR = r"(?:\d{1,2}(?:er)?\s+\w+\s+\d{4}|\d{1,2}[/.]\d{1,2}[/.]\d{2,4}|\d{4})"
_AILLEURS = re.compile(
    rf"\bavai(?:t|ent)\s+(?:\w+\s+){{0,2}}?{_VOTER}|"
    r"\b(?:conseil\s+syndical|commission|conseil\s+des\s+\w+)\b[^.;]{0,80}?\b(?:prononce\w*|favorable\w*|vote\w*|avis)\b|"
    rf"\b(?:resolution|vote|scrutin|decision|deliberation|question)\b[^.;]{{0,60}}?\b(?:assemblee|a\.?g\.?)\b[^.;]{{0,30}}?\b(?:du|de)\s+{_JOUR}|"
    rf"\b(?:vote|scrutin|decision)\s+du\s+{_JOUR}|\bpour\s+(?:memoire|rappel)\b|\bprecedente?\s+(?:assemblee|scrutin)|\bil\s+est\s+rappele\b|\bhistorique\s*:"
)
_STOP = re.compile(
    r"(?<!\bart)(?<!\bm)(?<!\bmm)(?<!\bmme)(?<!\btant)(?<!\bcop)(?<!\bcopro)(?<!\bal)(?<!\bn)(?<!\bste)[.;!?](?=\s|$)"
)
_ETIQUETTE = re.compile(
    r"\W*(?:(?:ont|a|se\s+sont|s'est)\s+\w|votes?\b|votants?\b|pour\b|contre\b|abst\w*|opposants?\b|resultats?\b|decision\b|majorit|cle\b|base\b|\d[\d ]*\t|1er\b|2e\b|total\b)"
)
"""What opens a line that no sentence above goes on into."""
_CELLULE = re.compile(r"[^\t\n]+")
"""What stands beside a sentence, in another column, is not of it when it counts."""
_LIGNE = 60


def mute_ailleurs(plains: Sequence[str]) -> list[str]:
    """The folded lines with the sentences of other votes left blank, letter for letter: places stay the same."""
    if not plains:
        return []
    texte = "\n".join(plains)
    blanc = list(texte)
    for trouve in _AILLEURS.finditer(texte.replace("\n", " ")):
        debut, fin = _find_phrase(texte, trouve.start(), trouve.end())
        for cellule in _CELLULE.finditer(texte, debut, fin):
            if not (_ETIQUETTE.match(cellule[0]) and any(c.isdigit() for c in cellule[0]) and cellule.start() > debut):
                blanc[cellule.start() : cellule.end()] = " " * len(cellule[0])
    return "".join(blanc).split("\n")


def _find_phrase(texte: str, debut: int, fin: int) -> tuple[int, int]:
    """The bounds of the sentence around a place: between stops, not past a line that opens with a label."""
    stops = [lu.end() for lu in _STOP.finditer(texte, 0, debut)]
    coupes = [rang + 1 for rang, lettre in enumerate(texte) if lettre == "\n" and _is_coupe(texte, rang)]
    ouvre = max([0, *stops, *(coupe for coupe in coupes if coupe <= debut)])
    suit = _STOP.search(texte, fin)
    ferme = min([suit.end() if suit else len(texte), *(coupe for coupe in coupes if coupe > debut)])
    return ouvre, ferme


def _is_coupe(texte: str, rang: int) -> bool:
    """Whether the line that ends there is whole: too short for a margin to have cut it, or above a label."""
    courte = rang - (texte.rfind("\n", 0, rang) + 1) < _LIGNE
    return courte or texte[rang - 1 : rang] in ".:;" or bool(_ETIQUETTE.match(texte, rang + 1))
