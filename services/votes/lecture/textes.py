"""A text made plain without changing its length, so that what is found in one is cut in the other."""

import re
import unicodedata

NOMS_MOIS = (
    "janvier", "fevrier", "mars", "avril", "mai", "juin", "juillet", "aout", "septembre", "octobre", "novembre",
    "decembre",
)  # fmt: skip
MOIS = rf"(?:{'|'.join(NOMS_MOIS)})"
"""A month, in the words of a folded text."""
CIVILITES = r"m\.|mme|mlle|monsieur|madame|sci|sarl|sas|esh|indivision|succession|consorts"
"""What stands before the name of an owner, in the words of a folded text."""
_PROPRES = {
    **dict.fromkeys("–—−‑‐", "-"),
    **dict.fromkeys("’‘`", "'"),
    **dict.fromkeys("\u00a0\u202f\u2009", " "),
    "œ": "o",
    "Œ": "o",
    "æ": "a",
    "Æ": "a",
    "º": "°",
    "…": ".",
    "☐": "□",
    "☑": "☒",
}


class _Table(dict[int, str]):
    def __missing__(self, code: int) -> str:
        lettre = chr(code)
        if lettre in _PROPRES:
            plain = _PROPRES[lettre]
        elif lettre in "°²³¹ª½¼":
            plain = lettre
        else:
            plain = unicodedata.normalize("NFKD", lettre)[:1].lower() or lettre
        self[code] = plain
        return plain


_TABLE = _Table()


def fold(texte: str) -> str:
    """Lower case, no accent, plain apostrophes, dashes and spaces; one character for one (« œ » gives « o »)."""
    return texte.translate(_TABLE)


def read_nombre(texte: str) -> int:
    """The figure of a printed number, whatever parts its thousands."""
    return int(re.sub(r"\D", "", texte))
