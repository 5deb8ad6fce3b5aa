# ruff: noqa: E501
"""The article of the majority that a resolution prints, read as printed and never corrected.

Our own article comes from the type, and the page shows both. What the body quotes from the law is not a majority.
"""

import re

from services.votes.lecture.textes import fold, read_nombre
from services.votes.qualification.intitules import strip_accents

_NUMERO = (
    r"(24|2[56](?:[^\S\n]?[-.][^\S\n]?1(?!\d|er|re))?)(?![\d%]|[^\S\n]?[-.][^\S\n]?\d)(?!\s*(?:€|euros?\b))"
    r"(?!\s*,?\s*(?:al(?:inea|\.)|[a-o]\)?\s+(?:dispose|prevoit))|\s+(?:de\s+la\s+loi[^.;:\n]{0,40}\s)?(?:dispos|prevo|stipul|enonce)\w+)"
    r"(?!\s+de\s+la\s+loi[^.;:\n]{0,40}\s*[.:–-]\s+(?:lorsqu|les?\s|la\s|l'|chaque\s|tout|ne\s|sont\s|est\s|si\s))"
)
"""The article itself; « article 25 de la loi dispose que… », « Article 25-1 de la loi. Lorsque… » quote the law."""
_ART = r"art(?:icles?|s?\.)?\s*:?\s*"
_LE = r"(?:l['’]\s*)?"
_PASSERELLE = r"(?:\s*(?:[a-o]\b)?\s*(?:/|,?\s*passerelle|,|ou|puis|et|a\s+defaut)\s*(?:art(?:icle|\.)?\s*)?2[456](?:\s?[-.]\s?1)?)?"
"""The bridge printed after its majority: « article 25 / 25-1 »."""
_LOI = r"(?:\s*de\s+la\s+loi(?:\s+(?:du\s+10\s+juillet\s+1965|n\W*65-557[^)\]\n]{0,25}))?)?"
_VOTE = r"\b(?:relev\w+|vot\w+|soumis\w*|statu\w+|adopt\w+|mise?s?\s+aux?\s+voix|scrutin|deliber\w+)\s+"
"""What announces by which majority one votes."""
_PUIS_CLE = r"[-–—|•·,(;/]\s*(?=(?:cles?|clefs?|charges|base|grille|tantiemes|milliemes|repartition|parties\s+communes|bat(?:iment|\.)?)\b)"
"""« Vote à l’article 24 – clé : Charges générales »."""
_SELON = r"(?:a|de|au\s+titre\s+de|selon|par|sur|sous|suivant|en)\s+(?:la\s+(?:majorite|regle)\s+de\s+)?l['’]\s*"
_TOUR = r"(?:(?:1er|1ere|1re|premiere?)\s+(?:vote|scrutin|tour|lecture)\s*[:(]?\s*)?"
_MAJ = r"(?:(?:double\s+)?maj(?:orite|\.)?(?:\s+(?:requise|necessaire|applicable|applique\w*|exigee|legale|absolue|simple|relative|double|renforcee|qualifiee|de\s+la\s+loi))*)"
_BANDEAU = r"(?:^|\n)(?=[^.\n]{0,120}\b(?:cles?|charges|base|tantiemes)\b)"
"""A line that says for which costs, and by which majority, one votes: « Clé : Bâtiment B ; Article 24 »."""
_MAJORITES: tuple[re.Pattern[str], ...] = (
    re.compile(rf"{_BANDEAU}\W*{_ART}{_NUMERO}\s*[|•·]"),
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
        rf"(?:^|\n)[^.;:\n\d]{{0,40}}{_VOTE}{_SELON}{_ART}{_NUMERO}{_PASSERELLE}\s*(?:de\s+la\s+loi[^\n]{{0,30}})?(?:[.)]?\s*(?=\n|$)|\s*:|\s*,\s*(?=adopt|rejet)|\s*{_PUIS_CLE})"
    ),
    re.compile(
        rf"\b(?:vot\w+|scrutin|statu\w+)\s+(?:aux|dans\s+les|selon\s+les)\s+conditions\s+(?:(?:de\s+majorite\s+)?prevues?\s+(?:a|par)|de)\s+l['’]\s*{_ART}{_NUMERO}"
    ),
    re.compile(
        rf"(?:^|\n)\s*vot\w*\s+(?:selon|a)\s+l['’]\s*{_ART}{_NUMERO}\s*,[^.;\n]*\b(?:tantiemes|voix|milliemes|cle)\b"
    ),
    re.compile(rf"(?:^|[.\n])\s*l['’]\s*{_ART}{_NUMERO}\s+(?:s['’]applique|est\s+applicable)\s*(?=[.;\n]|$)"),
    re.compile(rf"regles?\s+de\s+(?:vote|majorite)\s*:?\s*(?:{_ART})?{_NUMERO}"),
    re.compile(rf"(?:^|\n)\s*{_ART}{_NUMERO}\b"),
    re.compile(rf"[-–—:]\s*{_ART}{_NUMERO}\s*(?:[a-o]\b)?\s*(?=\n|$)"),
)
_MAJORITES += (
    re.compile(rf"{_BANDEAU}(?:[^.\n]{{0,80}}?[|•·;,/:\-–—\t]\s*)?{_ART}{_NUMERO}\s*(?=\n|$|[|•·;,/\-–—)\t])"),
)
_UNANIMITE = re.compile(
    rf"{_BANDEAU}(?:[^.\n]{{0,80}}[|•·;,/:\-–—\t]\s*)?(?:a\s+l\W)?unanimite\s*(?=\n|$|[|•·;,/\-–—)\t])|"
    r"majorit[e]?\s*(?:requise|n[e]?cessaire)?\s*:?\s*(?:a\s+l\W)?unanimit|\(\s*(?:a\s+l\W)?unanimit[e]?\s*\)|^[^\n]*\n(?:[^\n]{1,12}\n)?\W*(?:unanimite(?:\s+des\s+coproprietaires)?|vote\s*:?\s*(?:a\s+l(?:\W|a\s)\s*)?unanimite\s+(?:des|de\s+tous\s+les)\s+coproprietaires)\W*(?=\n|$)|[|•·]\s*(?:a\s+l\W)?unanimite\s*(?=\n|$|[|•·])|"
    r"\b(?:soumise?s?\s+au\s+vote|requi\w+|relev\w+)\s+(?:a|de)?\s*l\W\s?unanimite\s+de\s+tous\s+les\s+coproprietaires\b(?!\s+(?:presents|representes|votants))|"
    r"\bser(?:a|ont)\s+(?:mise?s?\s+aux\s+voix|soumise?s?\s+(?:au\s+vote|aux\s+voix))\s+a\s+l\W\s?unanimite\s+(?:des|de\s+tous\s+les)\s+coproprietaires\b(?!\s+(?:presents|representes|votants))|"
    r"\n\s*(?:a\s+l\W)?unanimite\s*\t\s*(?=pour\b|contre\b|abst)|"
    r"(?:^|\n)\W*(?:vote\s+(?:a\s+l\W\s*)?)?unanimite\s+de\s+tous\s+les\s+(?:co)?proprietaires\b(?!\s+(?:presents|representes|votants))"
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
_CELLULE_MAX = 80
"""Letters of a line or cell that says a majority and nothing else."""
_SECOND = re.compile(r"\b(?:second|2nd|2e|2eme|deuxieme|nouveau|nouvelle)\s+(?:vote|scrutin|tour|lecture)\b")
"""What follows is the majority of a second ballot: that of the first, if it is printed, is the one of the point."""
_CITATION = re.compile(r"«[^»]{0,1500}»")
_LEGENDE = re.compile(r"\bart(?:icle|\.)?\s*2[456](?:\s?[-.]\s?1)?\s*=[^;\n]*")
"""« article 24 = majorité des voix exprimées »: the key of a table, not the majority of its last row."""
_MOTS_DE_MAJORITE = re.compile(
    r"(?P<numero>2[456](?:\s?[-.]\s?1)?(?![\d%]|[-.]\d|\s*(?:€|euros?\b)))|(?P<fort>majorites?|maj|unanimites?|(?:sans|pas\s+de)\s+vote)\b|"
    r"(?P<art>articles?|arts?)\b|10\s+juillet\s+1965|10[/.]0?7[/.](?:19)?65|65-557|\d[\d .]*(?:voix|tantiemes?|milliemes?)\b[^()\n,;:\d]*\d?(?=\))|(?:2\s?/\s?3|deux\s+tiers)\b|"
    r"(?:simple|absolue|double|qualifiee|relative|renforcee|legale|requise|necessaire|applicable|exigee|prevue|vote|scrutin|tour|lecture|second|premier|"
    r"eventuel\w*|possibles?|ouvertes?|defaut|passerelle|regle|loi|voix|exprimees|presents|representes|coproprietaires|membres|syndicat|selon|suivant|sinon|puis|avec|vers|tous|"
    r"information|pour|par|dans|sur|des?|du|l[ae]s?|l|d|et|ou|au|aux|a|en|n|[a-o])\b"
)
"""The words of a majority: an article, what names it, what leads to the second ballot."""
_BASE = re.compile(r"(?<![\d.])(\d{1,3}(?:[ .]\d{3})+|\d{3,})\s*(?:voix|tantiemes?|milliemes?)\b")
_QUEUE = re.compile(
    r"\s*[(\[]|\t|\s+[-|•·/]\s*|\s*[-,;:|]\s+|(?<=\w\w\w)\.\s+|(?<!\bde)(?<!\bla)(?<!\bl)(?<!\bdu)(?<!\ba)\s+(?=(?:double\s+)?majorite\b|maj\.|art(?:icle|\.)\s)"
)
"""Where a majority may begin at the end of a title: at a sign, or at its own first word."""


def read_article(texte: str) -> str | None:
    """The article printed for the majority (``24``, ``25``, ``25-1``, ``26``, ``26-1``, ``unanimite``), or None.

    An article that the body merely quotes (« en application de l’article 24 de la loi ») is not a majority.
    """
    plain = _LEGENDE.sub(lambda dite: " " * len(dite[0]), strip_accents(texte))
    plain = _CITATION.sub(lambda cite: re.sub(r"\d", " ", cite[0]), plain)
    second = None
    for motif in _MAJORITES:
        trouve = motif.search(plain)
        if trouve:
            ligne = plain[plain.rfind("\n", 0, trouve.start(1)) + 1 : trouve.start(1)]
            article = _name_majorite(re.sub(r"\s", "", trouve[1]).replace(".", "-"), ligne)
            if second is None and not (article.endswith("-1") and _SECOND.search(ligne)):
                return article
            if second is not None and article == second.removesuffix("-1"):
                return article
            second = second or article
    if second:
        return second
    if _UNANIMITE.search(plain):
        return "unanimite"
    for cellule in re.split(r"[\n\t]", plain):
        numeros = [m["numero"] for m in _MOTS_DE_MAJORITE.finditer(fold(cellule)) if m["numero"]]
        if len(cellule) < _CELLULE_MAX and numeros and is_majorite(cellule):
            return re.sub(r"\s", "", numeros[0]).replace(".", "-")
    return next((article for article, motif in _NOMMEES if motif.search(plain)), None)


def _name_majorite(article: str, avant: str) -> str:
    """« article 25, 25-1 »: the bridge printed after its majority does not replace it."""
    mere = article.removesuffix("-1")
    return mere if article != mere and re.search(rf"(?<!\d){mere}(?!\s?[-.]\s?1(?!\d))(?!\d)", avant) else article


def is_majorite(texte: str) -> bool:
    """Whether a text says a majority and nothing else: « art. 25, à défaut 25-1 », « (double majorité (art. 26)) »."""
    return _is_majorite(fold(texte))


def _is_majorite(plain: str) -> bool:
    autres = re.sub(r"[\s()\[\].,;:/|•·'°\-]", "", _MOTS_DE_MAJORITE.sub("", plain))
    lus = [m for m in _MOTS_DE_MAJORITE.finditer(plain) if m["numero"] or m["fort"] or m["art"]]
    seul = plain.strip()[:1] in ("(", "[")
    information = seul and re.fullmatch(r"\W*(?:pour\s+)?information\W*", plain)
    articles = any(m["numero"] for m in lus) and (seul or any(not m["numero"] for m in lus))
    return not autres and bool(any(m["fort"] for m in lus) or articles or information)


def find_queue(titre: str) -> int:
    """Where the majority printed at the end of a title begins; its length when none is."""
    plain = fold(titre)
    for trouve in _QUEUE.finditer(plain):
        dite = plain[trouve.start() :].lstrip(" \t-|•·/,;:.")
        if trouve.start() and not _SECOND.match(dite) and (_is_majorite(dite) or _is_majorite(_drop_cle(dite))):
            return trouve.start()
    return len(titre)


def _drop_cle(dite: str) -> str:
    """« (art. 24, escalier A) », « (majorité de l’article 24 – charges spéciales) »: the bracket, without its clé."""
    seule = re.fullmatch(r"([(\[][^()\[\],;:]*?\d)\s*(?:,|;|:|\s[-–—]\s)[^()\[\]]*[)\]]\W*", dite)
    return f"{seule[1]})" if seule else ""


def read_article_final(titre: str) -> str | None:
    """The majority printed at the end of a title without a word to announce it: « Quitus au syndic  Article 24 »."""
    queue = titre[find_queue(titre) :].strip(" \t()[]-–—,:;.|")
    return read_article(f"Majorité : {queue}") if queue else None


def read_base(titre: str) -> int | None:
    """The voix of the clé that the majority at the end of a title names: « (art. 24, 1 000 tantièmes escalier 2) »."""
    lues = [read_nombre(lu[1]) for lu in _BASE.finditer(fold(titre[find_queue(titre) :]))]
    return lues[0] if len(lues) == 1 else None


def strip_majorite(titre: str) -> str:
    """The title without the majority printed at its end: it is kept apart."""
    queue = find_queue(titre)
    return titre[:queue].strip(" \t-–—:,;|" if queue < len(titre) else " \t-–—:") or titre
