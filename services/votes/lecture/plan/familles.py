"""Labels of a family that only these minutes know: « Item 3 », « R-03 », « AG26-03 », « 2026/03 ».

Whatever stands before a number is a label when several lines have it before numbers that go up one by one.
"""

import re
from collections import defaultdict
from collections.abc import Sequence, Set

from services.votes.lecture.page.lignes import Ligne
from services.votes.lecture.plan.numerotation import Entete
from services.votes.lecture.textes import fold

LIBRE = "libre"
_MEMBRES_MIN = 3
_LABEL = re.compile(
    r"^(?P<prefixe>(?:[a-z]{1,15}\s*(?:n\s*[°o]\s*)?)?(?:(?:19|20)\d\d\s*[\-/.]\s*|[a-z]{0,4}\d{2,4}\s*[\-/.]\s*)?[.\-]?\s?)(?P<rang>\d{1,3})(?!\d)"
    r"(?:\s?(?:/|sur)\s?\d{1,3}(?!\d))?(?P<fin>\s*[.):/;\-·•|>]*\s*)(?P<titre>\S.*)?$"
)
_ETRANGERS = re.compile(
    r"^(?:art(?:icle)?s?|pages?|p|lots?|annexes?|al(?:inea)?|loi|decret|pour|contre|abst\w*|oui|non|total|batiments?|bat|cles?|devis|tour|votants?|presents?|scrutin|exercices?|"
    r"le|la|les|du|de|des|en|et|a|au|soit|dont|sur|par|m|mme|tel|fax|appt?|escalier|esc|etage|niveau|rue|janvier|fevrier|mars|avril|mai|juin|juillet|aout|septembre|octobre|novembre|decembre|nombre|voix|tantiemes?|millieme?s?|copro\w*|candidats?|candidatures?|offres?|entreprises?|variante|option|phase|tranche|appels?|echeances?)\b"
)
"""What numbers something else."""


def find_libres(lignes: Sequence[Ligne], zones: Sequence[bool], prises: Set[int]) -> list[Entete]:
    """The headings of each such family. ``prises``: the lines that a known way of numbering already opens."""
    familles: dict[str, list[Entete]] = defaultdict(list)
    for rang, ligne in enumerate(lignes):
        if zones[rang] and rang not in prises and (entete := read_label(rang, ligne.texte)):
            familles[entete.style].append(entete)
    return sorted((e for suite in familles.values() if _counts(suite) for e in suite), key=lambda e: e.ligne)


def read_label(rang: int, texte: str) -> Entete | None:
    """The heading that a line would be, were its label that of a family."""
    plain = fold(texte).replace("\t", " ")
    lu = _LABEL.match(plain)
    if lu is None or not lu["prefixe"].strip() or _ETRANGERS.match(plain) or texte[:1].islower():
        return None
    titre = texte[lu.start("titre") : lu.end("titre")].strip() if lu["titre"] else ""
    if titre and not (titre[0].isupper() or titre[0] in "«“\"'"):
        return None
    prefixe = re.sub(r"\s+", " ", lu["prefixe"]).strip(" -./")
    mot = re.fullmatch(r"[a-z]{3,}\s*(?:n\s*[°o])?", prefixe)
    imprime = lu["rang"] if mot else texte[: lu.end("rang")].strip()
    return Entete(rang, f"{LIBRE} {prefixe}", (int(lu["rang"]),), imprime, titre)


def _counts(suite: Sequence[Entete]) -> bool:
    """Whether the numbers go up from the first ones, nearly one by one."""
    rangs = sorted({e.numero for e in suite})
    return len(rangs) >= _MEMBRES_MIN and rangs[0] <= (2,) and rangs[-1][0] <= 2 * len(rangs)
