"""Dates as syndics write them: cells, serial numbers, text, or inside a sentence."""

import re
from datetime import date, datetime, timedelta
from functools import lru_cache

from services.appels_fonds.lecture.mots import flatten
from shared.excel.cellules import Valeur

ANNEE_MIN, ANNEE_MAX = 1990, 2100
_MOIS = {
    nom: rang
    for rang, noms in enumerate(
        (
            "janvier janv jan",
            "fevrier fevr fev",
            "mars mar",
            "avril avr",
            "mai",
            "juin",
            "juillet juil",
            "aout",
            "septembre sept sep",
            "octobre oct",
            "novembre nov",
            "decembre dec",
        ),
        1,
    )
    for nom in noms.split()
}
_CHIFFRES = r"(?P<j>\d{1,2})\s*[/.\- ]\s*(?P<m>\d{1,2})\s*[/.\- ]\s*(?P<a>\d{4}|\d{2})(?!\d)"
_LETTRES = rf"(?P<jl>\d{{1,2}})(?:er)?\s+(?P<ml>{'|'.join(sorted(_MOIS, key=len, reverse=True))})\.?\s+(?P<al>\d{{4}})"
_ISO = r"(?P<ai>\d{4})-(?P<mi>\d{2})-(?P<ji>\d{2})(?:[t ]\d{2}:\d{2}(?::\d{2})?(?:\.\d+)?)?"
_DATE = re.compile(rf"(?<!\d)(?:{_ISO}|{_CHIFFRES}|{_LETTRES})")
_EXIGIBLE = (
    re.compile(r"exigib\w*"),
    re.compile(r"\becheance"),
    re.compile(r"a (?:regler|payer) (?:avant|au plus tard|pour)|payable|date limite"),
    re.compile(r"date (?:de l.|d.)appel|appel\w*(?: de \w+)* du\b"),
)
_TRIMESTRE = re.compile(
    r"(?:\b([1-4])\s*(?:er|e|eme|nd|ieme)?\s*trim\w*\.?|\bt\s?([1-4])\b|\b([1-4])t\b)\D{0,12}(20\d\d)?"
)


class DateInvalide(ValueError):
    """Ce n'est pas une date."""


def read_date(valeur: Valeur, *, epoque_1904: bool = False) -> date | None:
    """The date of a cell, or None when it is blank.

    :raises DateInvalide: not a date, or one outside 1990-2100.
    """
    if isinstance(valeur, datetime):
        return _check(valeur.date(), valeur)
    if isinstance(valeur, date):
        return _check(valeur, valeur)
    if isinstance(valeur, str):
        if not valeur.strip():
            return None
        return parse_date(valeur)
    if isinstance(valeur, float | int) and not isinstance(valeur, bool):
        return _convert_serie(float(valeur), epoque_1904)
    raise DateInvalide(f"« {valeur} » n’est pas une date")


@lru_cache(maxsize=4_000)
def parse_date(texte: str) -> date:
    """A date alone in a text: ``01/04/2026``, ``1er avril 2026``, ``2026-04-01``, ``le 01.04.26``.

    :raises DateInvalide: when it is not exactly one date.
    """
    plat = re.sub(
        r"^(?:le|au|du|exigible le|avant le)\s+|^(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)\s+",
        "",
        flatten(texte),
    )
    lu = _DATE.fullmatch(plat)
    if lu is None:
        raise DateInvalide(f"« {texte.strip()} » n’est pas une date (exemple : 01/04/2026)")
    return _build(lu, texte)


def find_dates(texte: str) -> list[date]:
    """Every date inside a text, impossible ones left out."""
    trouvees = []
    for lu in _DATE.finditer(flatten(texte)):
        try:
            trouvees.append(_build(lu, texte))
        except DateInvalide:
            continue
    return trouvees


def find_exigible(texte: str) -> tuple[int, date | None] | None:
    """The due date said by a sentence: (rank of the words, 0 = strongest; the date, None when it is not in the text).

    :raises DateInvalide: the words are followed by an impossible date.
    """
    plat = flatten(texte)
    for rang, mots in enumerate(_EXIGIBLE):
        annonce = mots.search(plat)
        if annonce is None:
            continue
        lu = _DATE.search(plat, annonce.end())
        if lu is None or lu.start() - annonce.end() > 40:
            return rang, None
        return rang, _build(lu, texte)
    return None


def find_periode(texte: str) -> str | None:
    """``2e trimestre 2026`` → ``2026-T2``; a quarter without its year gives nothing."""
    lu = _TRIMESTRE.search(flatten(texte))
    if lu is None or lu[4] is None:
        return None
    return f"{lu[4]}-T{lu[1] or lu[2] or lu[3]}"


def _build(lu: re.Match[str], texte: str) -> date:
    parties = lu.groupdict()
    if parties["ai"]:
        annee, mois, jour = int(parties["ai"]), int(parties["mi"]), int(parties["ji"])
    elif parties["ml"]:
        annee, mois, jour = int(parties["al"]), _MOIS[parties["ml"]], int(parties["jl"])
    else:
        annee, mois, jour = int(parties["a"]), int(parties["m"]), int(parties["j"])
        annee += 2000 if annee < 100 else 0
    try:
        return _check(date(annee, mois, jour), texte)
    except ValueError as error:
        raise DateInvalide(f"« {texte.strip()} » ne contient pas une date qui existe") from error


def _convert_serie(serie: float, epoque_1904: bool) -> date:
    if not 0 < serie < 100_000:
        raise DateInvalide(f"« {serie:g} » n’est pas une date")
    origine = date(1904, 1, 1) if epoque_1904 else date(1899, 12, 30)
    return _check(origine + timedelta(days=int(serie)), serie)


def _check(jour: date, origine: object) -> date:
    if not ANNEE_MIN <= jour.year <= ANNEE_MAX:
        raise DateInvalide(f"« {origine} » donne l’année {jour.year}, qui est impossible ici")
    return jour
