"""What a call says of its days: the due date in a sentence, the quarter. Plain dates are read in ``shared``."""

import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import date

from services.appels_fonds.lecture.valeurs.mots import flatten
from shared.excel.dates import ANNEE_MAX, ANNEE_MIN, DATE, DateInvalide, build_date, find_dates, parse_date, read_date

_LIMITE = r"(?:avant|au plus tard|pour|jusqu|d.ici)"
_PAIEMENT = r"(?:paiement|reglement|versement|virement)"
_DEVANT_JOUR = r"(?= (?:\d|[a-z]+di\b))"
_JOUR = rf"(?:{_LIMITE}|(?:le|des le|a (?:compter|partir) du){_DEVANT_JOUR})"
_COMPTES = ("reste", "restant", "solde", "total", "net", "montant", "somme", "sommes")
"""What is to be paid, counted on a day: ``reste à payer au 31/12/2025``."""
_SANS_COMPTE = "".join(rf"(?<!\b{mot} )" for mot in _COMPTES)
_PREMIER = r"(?:0?1|1er)[/. -](?!\d{4})"
"""The first of a month, as the days of calls are; another day alone may be that of the letter."""
_PASSE = (
    r"\b(?:devi[eo]\w*|devai\w+|auri?ez|aurai\w*|avez|avons|ont|fallait|pas|precedent\w*|anterieur\w*|dernier\w*|passee?s?"
    r"|retards?|relances?|impaye\w*|arrieres?|anciens?|rappel\w*)\b"
)
"""What was to be paid before, told in a sentence about it."""
_REGLER_EN_PHRASE = (
    rf"(?:^|[.!?] )(?![^.!?]*{_PASSE})[^.!?]*?\b(?:regler|payer|acquitter|verser|solder|virer)\b"
    r"(?: [a-z][a-z'’-]*| \d[\d ,]*(?:€|euros?\b)){0,9}? (?:avant|au plus tard|pour)(?: le| du)?(?: [a-z]+di)?"
    rf"(?= {re.sub(r'[?]P<[a-z]+>', '?:', DATE.pattern)})"
)
"""``régler le total ci-dessous pour le 1er avril 2026``: more words, and the day just after the preposition."""
_NOM_D_APPEL = (
    r"(?<!\bdes )(?<!\bles )(?<!\bvos )\bappels?(?: (?:(?:de|des|du|sur|pour)\b ?|(?:de )?(?:l[ea]s?|d.|l.) ?)?"
    r"(?:fonds?|provisions?|charges?|travaux|budget|previsionnel\w*|courant\w*|general\w*|trimestriel\w*|mensuel\w*"
    r"|semestriel\w*|annuel\w*|trimestre|semestre|n ?[°o]|numero|20\d\d|\d{1,2} ?(?:er|e|eme)?)(?![\w/.-]))*"
)
"""A call by its name, and nothing that was done of it: ``appel de provisions n° 3``, not ``appels réglés``."""
_EXIGIBLE = (
    re.compile(r"exigib\w*"),
    re.compile(r"\becheance"),
    re.compile(
        rf"\b(?:regler|payer|acquitter|verser|solder|virer|parvenir)\b(?: [a-z]+){{0,3}}? {_JOUR}"
        rf"|{_REGLER_EN_PHRASE}"
        rf"|\b{_PAIEMENT}s? (?:attendu|demande|souhaite|exige|prevu|a effectuer|a faire)s? {_JOUR}"
        rf"|{_SANS_COMPTE}\ba (?:regler|payer|acquitter|verser|virer) au{_DEVANT_JOUR}"
        rf"|\b(?:due?s?|{_PAIEMENT})s? {_LIMITE}|payable|date limite|limite de {_PAIEMENT}"
        rf"|\b{_PAIEMENT}s?\b.{{0,40}}\bau plus tard\b"
        rf"|\bdate d[eu] {_PAIEMENT} (?:attendu|demande|souhaite|exige|prevu)e?"
    ),
    re.compile(r"date (?:de l.|d.)appel|\b(?:appel|provision|charges|fonds|trim)\w*.*\bvaleur(?: au| du| le)?(?= \d)"),
    re.compile(
        rf"{_NOM_D_APPEL} (?:au|le|pour le)(?= \d)|appel\w*(?: [a-z]+)* du(?= \d)"
        rf"|{_NOM_D_APPEL} ?[-–—:(,](?= ?{_PREMIER})|\bterme(?: du)?(?= {_PREMIER})"
    ),
)
RANG_SUR = 2
"""Words no weaker than ``à payer avant``: those that follow may tell the day of issue."""
_APPEL_DU = len(_EXIGIBLE) - 1
_DISTANCES = (40, 40, 40, 40, 2)
"""How far from the words the date may stand, in characters."""
_AUTRE = re.compile(
    r"\b(?:approuv\w*|approbation|edit\w*|emis\w*"
    r"|etabli\w*|imprim\w*|impression|generee?s?|extrait\w*|extraction|arret\w*|convo\w*|courriers?"
    r"|lettres?|envoi|envoye\w*|creation|situation)\b"
    r"(?:[\s:°º,;.()'’-]|\b(?:du|des?|d|la|les?|l|en|au|par|n|no|numero|date|jour|ordinaire|extraordinaire|generale|annuelle"
    r"|mixte|speciale|\d{1,3}|[a-z]+di|dimanche|ago?e?|assemblee)\b)*$"
)
"""Words that say of what the date after them is the day, when it is not that of the call."""
_LIEU = re.compile(r"^[a-z][a-z' -]+, ?(?:le )?(?:[a-z]+di )?$")
"""``Lyon, le``: the day of a letter."""
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
        dite = _find_decision(plat[: jour.start()])
        seule = jour.end() - jour.start() == len("2026")
        if dite is not None and (dite["ag"] or not seule):
            plat = f"{plat[: dite.start()]} {plat[jour.end() :]}"
    return plat


def _find_decision(plat: str) -> re.Match[str] | None:
    """The words that say, just before a date, which decision it is the day of."""
    dite = _DECISION.search(plat)
    return None if dite is None or _DUE.search(dite["suite"]) else dite


def announces_autre_jour(texte: str) -> bool:
    """Do words (``Édité le``, ``Assemblée générale du``, ``Lyon, le``) announce a day that is never a due date?"""
    plat = flatten(texte)
    if _AUTRE.search(plat) or _find_decision(plat):
        return True
    return _LIEU.match(plat) is not None and not any(mots.search(plat) for mots in _EXIGIBLE)


def find_jours_d_appel(texte: str) -> list[date]:
    """Every date inside a text that no word gives to something else (``AG du``); impossible ones left out."""
    jours = []
    for lu in _list_jours(flatten(texte)):
        with suppress(DateInvalide):
            jours.append(build_date(lu, texte))
    return jours


def _list_jours(plat: str) -> Iterator[re.Match[str]]:
    debut = 0
    for lu in DATE.finditer(plat):
        if not announces_autre_jour(plat[debut : lu.start()]):
            yield lu
        debut = lu.end()


def find_exigible(texte: str) -> tuple[int, date | None] | None:
    """The due date said by a sentence: (rank of the words, 0 = strongest; the date, None when it is not in the text).

    :raises DateInvalide: the words are followed by an impossible date.
    """
    plat = flatten(texte)
    for rang, mots in enumerate(_EXIGIBLE):
        annonce = mots.search(plat)
        if annonce is None:
            continue
        lu = next((jour for jour in _list_jours(plat) if jour.start() >= annonce.end()), None)
        if lu is None or lu.start() - annonce.end() > _DISTANCES[rang]:
            if rang == _APPEL_DU:
                continue
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
    "RANG_SUR",
    "DateInvalide",
    "announces_autre_jour",
    "find_dates",
    "find_exigible",
    "find_jours_d_appel",
    "find_periode",
    "parse_date",
    "read_date",
    "strip_decisions",
]
