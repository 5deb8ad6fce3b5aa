"""What a call says of its days: the due date in a sentence, the quarter. Plain dates are read in ``shared``."""

import re
from datetime import date

from services.appels_fonds.lecture.valeurs.mots import flatten
from shared.excel.dates import ANNEE_MAX, ANNEE_MIN, DATE, DateInvalide, build_date, find_dates, parse_date, read_date

_LIMITE = r"(?:avant|au plus tard|pour|jusqu|d.ici)"
_JOUR = rf"(?:{_LIMITE}|le(?= (?:\d|[a-z]+di\b)))"
_EXIGIBLE = (
    re.compile(r"exigib\w*"),
    re.compile(r"\becheance"),
    re.compile(
        rf"\b(?:regler|payer|acquitter|verser|solder|virer)\b(?: [a-z]+){{0,3}}? {_JOUR}"
        rf"|\b(?:paiement|reglement|versement)s? (?:attendu|demande|souhaite|exige|prevu|a effectuer|a faire)s? {_JOUR}"
        rf"|\b(?:due?s?|paiement|reglement|versement)s? {_LIMITE}|payable|date limite"
        r"|limite de (?:paiement|reglement|versement)"
    ),
    re.compile(r"date (?:de l.|d.)appel"),
    re.compile(r"appel\w*(?: [a-z]+)* du(?= \d)"),
)
_DISTANCES = (40, 40, 40, 40, 2)
"""How far from the words the date may stand, in characters."""
_TRIMESTRE = re.compile(
    r"(?:\b([1-4])\s*(?:er|e|eme|nd|ieme)?\s*trim\w*\.?|\bt\s?([1-4])\b|\b([1-4])t\b)\D{0,12}(20\d\d)?"
)
_JOUR_OU_ANNEE = re.compile(rf"{DATE.pattern}|(?<!\d)20\d\d(?!\d)")
_DECISION = re.compile(
    r"\b(?:(?P<ag>a\.? ?g\.?(?: ?[eos]\b\.?)?|assemblees?(?: generales?)?|p\.?v\.?)|vote\w*|decide\w*|decisions?"
    r"|deliberations?|devis|marches?|factures?|contrats?|res(?:olution)?s?\.?(?: ?n[°o]?)? ?\d+)(?![a-z])"
    r"(?P<suite>\D{0,30})$"
)
_DUE = re.compile(r"exigib|echeance|payer|paye|regl|vers|avant|appel")


def strip_decisions(texte: str) -> str:
    """A text without the day of the assembly, of the vote, of the estimate, none of which is the day when it is due:
    ``Travaux (AG du 09/10/2025) 2e appel`` → ``travaux ( ) 2e appel``. A year alone is only that of an assembly."""
    plat = flatten(texte)
    for jour in reversed(list(_JOUR_OU_ANNEE.finditer(plat))):
        dite = _DECISION.search(plat[: jour.start()])
        seule = jour.end() - jour.start() == len("2026")
        if dite is not None and not _DUE.search(dite["suite"]) and (dite["ag"] or not seule):
            plat = f"{plat[: dite.start()]} {plat[jour.end() :]}"
    return plat


def find_exigible(texte: str) -> tuple[int, date | None] | None:
    """The due date said by a sentence: (rank of the words, 0 = strongest; the date, None when it is not in the text).

    :raises DateInvalide: the words are followed by an impossible date.
    """
    plat = flatten(texte)
    for rang, mots in enumerate(_EXIGIBLE):
        annonce = mots.search(plat)
        if annonce is None:
            continue
        lu = DATE.search(plat, annonce.end())
        if lu is None or lu.start() - annonce.end() > _DISTANCES[rang]:
            return rang, None
        return rang, build_date(lu, texte)
    return None


def find_periode(texte: str) -> str | None:
    """``2e trimestre 2026`` → ``2026-T2``; a quarter without its year gives nothing."""
    lu = _TRIMESTRE.search(flatten(texte))
    if lu is None or lu[4] is None:
        return None
    return f"{lu[4]}-T{lu[1] or lu[2] or lu[3]}"


__all__ = [
    "ANNEE_MAX",
    "ANNEE_MIN",
    "DATE",
    "DateInvalide",
    "find_dates",
    "find_exigible",
    "find_periode",
    "parse_date",
    "read_date",
    "strip_decisions",
]
