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
_CARDINAUX = {
    mot: rang
    for rang, mot in enumerate(
        ["un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "onze", "douze", "treize",
         "quatorze", "quinze", "seize"], start=1
    )
} | {"une": 1, "vingt": 20, "vingts": 20, "trente": 30, "quarante": 40, "cinquante": 50, "soixante": 60, "cent": 100,
     "cents": 100}  # fmt: skip
_CARDINAL = f"(?:{'|'.join(sorted(_CARDINAUX, key=len, reverse=True))})"
CARDINAL = rf"\b{_CARDINAL}(?:[ -]+(?:et[ -]+)?{_CARDINAL})*\b"
"""A number in words, under a thousand, in a folded text."""
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


def read_cardinal(mots: str) -> int:
    """« vingt-six » → 26, « quatre-vingt-deux » → 82; what follows the number is left; 0 when there is none."""
    total = 0
    for mot in re.split(r"[\s-]+", mots.strip()):
        if mot == "et":
            continue
        if mot not in _CARDINAUX:
            break
        fois = total if (mot.startswith("vingt") and total % 100 == 4) or mot.startswith("cent") else 0
        total += _CARDINAUX[mot] * max(fois % 100, 1) - (fois % 100)
    return total
