"""The total of the clé on which a resolution is voted, wherever it is printed: beside the counts, above or after them.

Pure, on folded lines.
"""

import re
from collections.abc import Mapping, Sequence

from services.votes.lecture.scrutin.lexique import FIGURE, TETES, VOIX
from services.votes.lecture.scrutin.tokens import read_tokens
from services.votes.lecture.scrutin.tours import CLE_MIN, Ballot
from services.votes.lecture.textes import read_nombre

CLE_DITE_MIN = 20
"""The total of a clé whose figures all say « voix »: that of twenty garages has few."""

_TOTAL = re.compile(
    r"(?:total\s+(?:des\s+)?(?:voix|tantiemes|milliemes)(?:\s+de\s+la\s+cle)?|"
    r"base(?:\s+de\s+(?:calcul|vote|repartition))?|sur\s+un\s+total\s+de|"
    r"total\s+de\s+la\s+cle|total(?=\s+de\s+\d[\d ]*(?:voix|tantieme|millieme)))"
    r"\s*[:=.…]*\s*(?:des?\s+)?(\d{1,3}(?:[ .]\d{3})+|\d{2,})(?!\d)(?!\s*(?:€|"
    r"euro))(?!\s*(?:voix|tantiemes)?\s*(?:exprim|present))"
)
_BASE = re.compile(
    r"(?:^|\W)(?:votants?|votes?\s+exprimes?)\s*:[^/\n:]{0,60}/\s*"
    r"(\d{1,3}(?:[ .]\d{3})+|\d{2,})|\bsur\s+(\d{1,3}(?:[ .]\d{3})+|\d{2,})\s*(?:voix|tantiemes|milliemes)\s*:|"
    r"\bsur\s+les\s+(\d{1,3}(?:[ .]\d{3})+|\d{3,})\s*(?:voix|tantiemes|milliemes)\s+d\w*[^.;:\d]{3,60}\brecueill|"
    r"\bcle\b[^\d\n]{0,40}\(\s*(\d{3,})\s*\)|"
    r"\b(?:particip\w+|pren\w+\s+part|pris\s+part)\s+au\s+(?:vote|scrutin)\b[^\n:;]{0,90}?\d[^\n:;]{0,20}?(?:\bsur|/)\s*"
    r"(\d{1,3}(?:[ .]\d{3})+|\d{3,})|"
    r"\bart(?:icle|\.)?\s*2[456](?:\s?[-.]\s?1)?\s*(?:/|sur)\s*(\d{1,3}(?:[ .]\d{3})+|\d{3,})"
    r"\s*(?:(?:voix|tantiemes?|milliemes?)\W*)?$"
)
_SUR = re.compile(
    r"(?:^(?:\s*-)?|[,;(]|\s-)\s*(?:le\s+tout\s+)?sur\s+(?:(?:un\s+total\s+de|les|l'ensemble\s+des)\s+)?"
    r"(\d{1,3}(?:[ .]\d{3})+|\d{3,})\s*(?:voix|tantiemes|milliemes)?\s*\)?\.?\s*$"
)
"""« …, 0 voix contre et 0 abstention, sur 10 040. »: the total of the clé, after all the counts."""
_PART = re.compile(r"(?<![\d/.,])(\d{1,3}(?:[ .]\d{3})+|\d+)\s?/\s?(\d{1,3}(?:[ .]\d{3})+|\d{3,})(?![\d/])")
"""The voix of an owner over the total of the clé."""
_CLE = re.compile(r"\bcle(?:s|f|fs)?\b|\bbase\b|^[^\d]*\bart(?:icle|\.)?[^:]*\b(?:tantiemes|voix|milliemes)\s*:")
_CLE_PESEE = re.compile(
    r"\bcharges\b|\bmajorite\b|\bart(?:icle|\.)?\s*2[456]\b|\bseuls?\s+(?:les\s+)?(?:copro|proprietaires|lots)"
)
"""What may name a clé with its tantièmes beside: « article 24 – charges spéciales du bâtiment 2, 21 356 tantièmes »."""
_PAS_UNE_CLE = re.compile(
    r"present|represent|exprim|votants?|absent|\babst|pour\b|contre\b|€|euro|seuil|requis|\btiers\b|reuni|attein|recueill"
)


def find_total(ballot: Ballot, plains: Sequence[str]) -> int | None:
    """The total of the clé of a ballot, in voix; None where it is not printed, or where two are."""
    bases = {
        read_nombre(next(filter(None, lu.groups())))
        for plain in plains[max(0, ballot.debut - 3) : ballot.debut + 1]
        for lu in _BASE.finditer(plain)
    }
    if len(bases) == 1:
        return bases.pop()
    totaux = {lu.total for lu in ballot.lus.values() if lu.total is not None}
    if len(totaux) == 1:
        (total,) = totaux
        voix_dites = all(not lu.nus and lu.compte.voix is not None for lu in ballot.lus.values())
        return total if total > CLE_MIN or (voix_dites and total >= CLE_DITE_MIN) else None
    if (
        cle := _find_cle(_list_dessus(ballot, plains))
    ) is not None:  # two totals: heads / voix, of which the clé has more
        comptees = sum(max(lu.compte.voix or 0, lu.total or 0) for lu in ballot.lus.values())
        return cle if cle >= comptees else None
    if totaux:
        return None
    trouves = [
        read_nombre(lu[1])
        for plain in plains[max(0, ballot.debut - 4) : ballot.fin + 3]
        for lu in _TOTAL.finditer(plain)
    ]
    trouves += [read_nombre(lu[1]) for plain in plains[ballot.debut : ballot.fin + 1] if (lu := _SUR.search(plain))]
    autour = [*plains[max(0, ballot.debut - 3) : ballot.debut], *plains[ballot.fin + 1 : ballot.fin + 2]]
    trouves += [read_nombre(lu[1]) for plain in autour if (lu := _SUR.match(plain))]
    voix = {nom: lu.compte.voix or 0 for nom, lu in ballot.lus.items()}
    sommes = (sum(voix.values()), sum(voix.values()) - voix.get("abstention", 0))
    if trouves:
        return trouves[0] if len(set(trouves)) == 1 and trouves[0] not in sommes and trouves[0] >= sommes[0] else None
    return _find_total_des_noms(plains[ballot.debut : ballot.fin + 1], voix)


def _find_total_des_noms(plains: Sequence[str], voix: Mapping[str, int]) -> int | None:
    """« M. PETIT 156/10000 - Mme ROY 200/10000 »: one total, beside voix that add up to what those named count."""
    parts = [(read_nombre(lu[1]), read_nombre(lu[2])) for plain in plains for lu in _PART.finditer(plain)]
    totaux, somme = {total for _, total in parts}, sum(part for part, _ in parts)
    contre, abstention = voix.get("contre", 0), voix.get("abstention", 0)
    total = totaux.pop() if len(totaux) == 1 and somme in (contre, abstention, contre + abstention) else 0
    return total if total > max(CLE_MIN, sum(voix.values())) else None


def _list_dessus(ballot: Ballot, plains: Sequence[str]) -> list[str]:
    """What is said above a ballot: the lines, then the sentences that end before it on its own line."""
    return [*plains[: ballot.debut], ballot.avant.rpartition(". ")[0]]


def _find_cle(plains: Sequence[str]) -> int | None:
    """« Clé 001 – Charges générales | 10 200 tantièmes », « Tantièmes : 20 000 (généraux) »: printed above the vote."""
    trouves = set()
    for plain in plains:
        nommee = _CLE.search(plain) is not None
        if _PAS_UNE_CLE.search(plain) or not (nommee or _CLE_PESEE.search(plain)):
            continue
        figures = [j for j in read_tokens(plain, 0) if j.genre == FIGURE and j.valeur > CLE_MIN]
        trouves |= {f.valeur for f in figures if f.unite == VOIX or (nommee and f.unite != TETES)}
    return trouves.pop() if len(trouves) == 1 else None


def is_possible(ballot: Ballot, plains: Sequence[str]) -> bool:
    """Whether no position counts more voix than the total printed beside it, or than the clé named above has."""
    cle = _find_cle(_list_dessus(ballot, plains))
    bornes = [(lu.compte.voix or 0, borne) for lu in ballot.lus.values() for borne in (lu.total, cle)]
    return all(borne is None or voix <= borne for voix, borne in bornes)


def is_seul_sur(ballot: Ballot) -> bool:
    """« recueille 855 millièmes pour, sur un total de 1 000 millièmes »: one position, and the total of its clé."""
    pour = ballot.lus.get("pour")
    return (
        ballot.lus.keys() == {"pour"}
        and pour is not None
        and pour.compte.voix is not None
        and any(pour.compte.voix <= read_nombre(lu[1]) for lu in _TOTAL.finditer(ballot.reste))
    )
