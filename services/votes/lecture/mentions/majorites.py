# ruff: noqa: E501
"""The article of the majority that a resolution prints, read as printed and never corrected.

Our own article comes from the type, and the page shows both. What the body quotes from the law is not a majority.
"""

import re

from services.votes.lecture_intitules import strip_accents

_NUMERO = (
    r"(24|2[56](?:[^\S\n]?[-.][^\S\n]?1(?!\d|er|re))?)(?![\d%]|[^\S\n]?[-.][^\S\n]?\d)(?!\s*(?:€|euros?\b))"
    r"(?!\s*,?\s*(?:al(?:inea|\.)|[a-o]\)?\s+(?:dispose|prevoit))|\s+(?:de\s+la\s+loi[^.;:\n]{0,40}\s)?(?:dispos|prevo|stipul|enonce)\w+)"
)
"""The article itself; « article 25 de la loi dispose que… » quotes the law."""
_ART = r"art(?:icles?|s?\.)?\s*:?\s*"
_LE = r"(?:l['’]\s*)?"
_PASSERELLE = r"(?:\s*(?:[a-o]\b)?\s*(?:/|,|ou|puis|et|a\s+defaut)\s*(?:art(?:icle|\.)?\s*)?2[456](?:\s?[-.]\s?1)?)?"
"""The bridge printed after its majority: « article 25 / 25-1 »."""
_LOI = r"(?:\s*de\s+la\s+loi(?:\s+(?:du\s+10\s+juillet\s+1965|n\W*65-557[^)\]\n]{0,25}))?)?"
_VOTE = r"\b(?:relev\w+|vot\w+|soumis\w*|statu\w+|adopt\w+|mise?s?\s+aux?\s+voix|scrutin|deliber\w+)\s+"
"""What announces by which majority one votes."""
_SELON = r"(?:a|de|au\s+titre\s+de|selon|par|sur|sous|suivant|en)\s+(?:la\s+(?:majorite|regle)\s+de\s+)?l['’]\s*"
_TOUR = r"(?:(?:1er|1ere|1re|premiere?)\s+(?:vote|scrutin|tour|lecture)\s*[:(]?\s*)?"
_MAJ = r"(?:(?:double\s+)?maj(?:orite|\.)?(?:\s+(?:requise|necessaire|applicable|applique\w*|exigee|legale|absolue|simple|relative|double|renforcee|qualifiee|de\s+la\s+loi))*)"
_MAJORITES: tuple[re.Pattern[str], ...] = (
    re.compile(
        rf"majorit[e]?\b[^.;\n]{{0,60}}?(?:\n(?=(?:celle\s+)?(?:de\s+|a\s+)?l['’]\s*art))?[^.;\n]{{0,60}}?\b{_ART}{_NUMERO}"
    ),
    re.compile(rf"majorit[e]?\b[^.;\n\d]{{0,25}}{_NUMERO}"),
    # a cell, a line or a bracket that holds nothing else
    re.compile(
        rf"(?:^|[(\[\n\t|•·;]|\s[/–—-]\s)\s*{_TOUR}(?:vote\s*:?\s*)?(?:selon\s+)?(?:{_MAJ}\s*[:(]?\s*(?:de\s+|a\s+)?{_LE}(?:{_ART})?|{_LE}{_ART}){_NUMERO}"
        rf"\s*(?:[a-o]\b)?{_PASSERELLE}{_LOI}\s*(?=[)\]\n\t|•·;]|$|/\s|\s[–—-]\s)"
    ),
    # a sentence that says by which article one votes
    re.compile(
        rf"(?:^|\n)[^.;:\n\d]{{0,40}}{_VOTE}{_SELON}{_ART}{_NUMERO}{_PASSERELLE}\s*(?:de\s+la\s+loi[^\n]{{0,30}})?(?:[.)]?\s*(?=\n|$)|\s*:|\s*,\s*(?=adopt|rejet))"
    ),
    re.compile(
        rf"\b(?:vot\w+|scrutin|statu\w+)\s+(?:aux|dans\s+les|selon\s+les)\s+conditions\s+(?:(?:de\s+majorite\s+)?prevues?\s+(?:a|par)|de)\s+l['’]\s*{_ART}{_NUMERO}"
    ),
    re.compile(
        rf"(?:^|\n)\s*vot\w*\s+(?:selon|a)\s+l['’]\s*{_ART}{_NUMERO}\s*,[^.;\n]*\b(?:tantiemes|voix|milliemes|cle)\b"
    ),
    re.compile(rf"regles?\s+de\s+(?:vote|majorite)\s*:?\s*(?:{_ART})?{_NUMERO}"),
    re.compile(rf"(?:^|\n)\s*{_ART}{_NUMERO}\b"),
    re.compile(rf"[-–—:]\s*{_ART}{_NUMERO}\s*(?:[a-o]\b)?\s*(?=\n|$)"),
)
_BANDEAU = r"(?:^|\n)(?=[^.\n]{0,120}\b(?:cles?|charges|base|tantiemes)\b)"
"""A line that says for which costs, and by which majority, one votes: « Clé : Bâtiment B ; Article 24 »."""
_MAJORITES += (
    re.compile(rf"{_BANDEAU}(?:[^.\n]{{0,80}}?[|•·;,/:\-–—\t]\s*)?{_ART}{_NUMERO}\s*(?=\n|$|[|•·;,/\-–—)\t])"),
)
_UNANIMITE = re.compile(
    rf"{_BANDEAU}(?:[^.\n]{{0,80}}[|•·;,/:\-–—\t]\s*)?(?:a\s+l\W)?unanimite\s*(?=\n|$|[|•·;,/\-–—)\t])|"
    r"majorit[e]?\s*(?:requise|n[e]?cessaire)?\s*:?\s*(?:a\s+l\W)?unanimit|\(\s*(?:a\s+l\W)?unanimit[e]?\s*\)|^[^\n]*\n(?:[^\n]{1,12}\n)?\W*unanimite(?:\s+des\s+coproprietaires)?\W*(?=\n|$)|[|•·]\s*(?:a\s+l\W)?unanimite\s*(?=\n|$|[|•·])"
)
_NOMMEES = (
    ("26", re.compile(r"\bdouble\s+majorite\b")),
    (
        "25",
        re.compile(
            r"\bmajorite\s+(?:requise\s*:\s*)?(?:absolue|des\s+voix\s+de\s+tous\s+les\s+coproprietaires)\s*(?=[\n\t)\]|•·;:.]|$)"
        ),
    ),
    ("24", re.compile(r"majorit[e]?\s+(?:requise\s*:\s*)?simple")),
)
"""Majorities called by their name, when no article is printed."""
_CITATION = re.compile(r"«[^»]{0,1500}»")
_MAJORITE_FINALE = re.compile(
    r"[\s,\-–—:]*(?:[(\[][^()\[\]]*\b(?:majorit|"
    r"art)[^()\[\]\d]*2[456](?:\s?[-.]\s?1)?(?!-?\d)(?:[^()\[\]\d]*2[456]\s?[-.]\s?1)?[^()\[\]\d]*(?:10\s+juillet\s+1965)?[^()\[\]\d]*[)\]]|"
    r"[(\[]\s*(?:sans\s+vote|unanimit[eé]|(?:pour\s+)?information|majorit[eé]\s+\w+|2[456])\s*[)\]]|"
    r"[.\-–—:\t]\s*(?:à\s+l.)?unanimit[eé]|"
    r"(?:[-–—]|\t)\s*(?:majorit[eé]\s*:?\s*)?(?:de\s+l.)?art(?:icle|\.)?\s*2[456](?:-1)?|\s(?:majorit[eé]\s+(?:de\s+l.)?)?art(?:icle|\.)\s*2[456](?:-1)?)\s*$",
    re.IGNORECASE,
)  # fmt: skip


def read_article(texte: str) -> str | None:
    """The article printed for the majority (``24``, ``25``, ``25-1``, ``26``, ``26-1``, ``unanimite``), or None.

    An article that the body merely quotes (« en application de l’article 24 de la loi ») is not a majority.
    """
    plain = _CITATION.sub(lambda cite: re.sub(r"\d", " ", cite[0]), strip_accents(texte))
    for motif in _MAJORITES:
        trouve = motif.search(plain)
        if trouve:
            ligne = plain[plain.rfind("\n", 0, trouve.start(1)) + 1 : trouve.start(1)]
            return _name_majorite(re.sub(r"\s", "", trouve[1]).replace(".", "-"), ligne)
    if _UNANIMITE.search(plain):
        return "unanimite"
    return next((article for article, motif in _NOMMEES if motif.search(plain)), None)


def _name_majorite(article: str, avant: str) -> str:
    """« article 25, 25-1 »: the bridge printed after its majority does not replace it."""
    mere = article.removesuffix("-1")
    return mere if article != mere and re.search(rf"(?<!\d){mere}(?!\s?[-.]\s?1(?!\d))(?!\d)", avant) else article


def read_article_final(titre: str) -> str | None:
    """The majority printed at the end of a title without a word to announce it: « Quitus au syndic  Article 24 »."""
    trouve = _MAJORITE_FINALE.search(titre)
    return read_article(f"Majorité : {trouve[0].strip(' ()[]-–—,:.')}") if trouve else None


def strip_majorite(titre: str) -> str:
    """The title without the majority printed at its end: it is kept apart."""
    sans = _MAJORITE_FINALE.sub("", titre)
    return sans.strip(" \t-–—:") or titre
