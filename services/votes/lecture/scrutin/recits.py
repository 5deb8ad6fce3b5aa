"""Counts told in a sentence that leaves « pour » out, said as others say them, letter for letter as long.

« La candidature recueille 3 455 voix, contre 4 440 voix, Mme PETIT (595 voix) s’abstenant. » Pure.
"""

import re

from services.votes.lecture.textes import CIVILITES

_NOMBRE = r"(?:\d{1,3}(?:[ .]\d{3})+|\d+)"
_UNITE = r"(?:voix|tantiemes?|milliemes?)"
_RECUEILLE = re.compile(
    r"\b(?:candidature|resolution|proposition|projet|motion|decision)\s+"
    rf"(?P<verbe>recueille|obtient|a\s+recueilli|a\s+obtenu|recueillant|obtenant)\s+{_NOMBRE}\s*{_UNITE}\s*,?\s+"
    rf"contre\s+{_NOMBRE}(?:\s*{_UNITE})?(?P<suite>\s*(?:$|[,;.(]|et\b))(?!\s*(?:pour|favorables?|en\s+faveur)\b)"
)
"""What is set against the voix « contre » is in favour; « recueille 40 voix contre, 60 pour » says another thing, and
« M. PETIT obtient 40 voix contre 60 à Mme ROY » is of two candidates."""
_S_ABSTENANT = re.compile(
    rf",(?=\s+(?:{CIVILITES}|mademoiselle|maitre|la|les?|sci|sarl|sas?|esh|indivision)\s[^,;()]*\(\s*{_NOMBRE}\s*{_UNITE}\s*\)\s*s'abstenant\b)"
)
"""« , Mme PETIT (595 voix) s’abstenant »: a clause of its own."""


def say_recit(plain: str) -> str:
    """A folded line whose sentences that set two figures against each other say « pour » before the first."""
    trouve = _RECUEILLE.search(plain)
    if trouve is None or _RECUEILLE.search(plain, trouve.end("suite")):
        return plain
    debut, fin = trouve.span("verbe")
    dit = plain[:debut] + "pour".rjust(fin - debut) + plain[fin:]
    return _S_ABSTENANT.sub(";", dit)


def ends_recit(plain: str, texte: str) -> int | None:
    """Where such a sentence gives way to the owner who abstains, in a line said so (``plain``) and as printed."""
    places = (
        rang for rang, (dit, lettre) in enumerate(zip(plain, texte, strict=False)) if dit == ";" and lettre == ","
    )
    return next(places, None)
