"""Dates as people write them: cells, serial numbers, text, or inside a sentence."""

import re
from datetime import date, datetime, timedelta
from functools import lru_cache

from shared.excel.cellules import Valeur
from shared.excel.mots import flatten

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
_CHIFFRES = r"(?P<j>\d{1,2})(?:er)?(?:\s*[/.\-]\s*(?P<m>\d{1,2})\s*[/.\-]\s*| (?P<me>\d{1,2}) )(?P<a>\d{4}|\d{2})(?!\d)"
"""Spaces part a day of its month and year all alike: ``N+2 01/10/2026`` opens with no day."""
_LETTRES = (
    rf"(?P<jl>\d{{1,2}})(?:er)?[\s\-./]+(?P<ml>{'|'.join(sorted(_MOIS, key=len, reverse=True))})[\s\-./]+"
    r"(?P<al>\d{4}|(?<=[\-./])\d{2})(?!\d)"
)
_ISO = r"(?P<ai>\d{4})[-/.](?P<mi>\d{2})[-/.](?P<ji>\d{2})(?:[t ]\d{2}:\d{2}(?::\d{2})?(?:\.\d+)?)?"
_HEURE = re.compile(r"[t ]\d{1,2}(?::|h)\d{2}(?::\d{2})?(?:\.\d+)?$")
_COMPACTE = re.compile(r"(\d{4})(\d{4})")
DATE = re.compile(rf"(?<!\d)(?:{_ISO}|{_CHIFFRES}|{_LETTRES})")


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
        if valeur >= 1_000_000 and valeur == int(valeur):
            return parse_date(f"{int(valeur):08d}")
        return _convert_serie(float(valeur), epoque_1904)
    raise DateInvalide(f"« {valeur} » n’est pas une date")


@lru_cache(maxsize=4_000)
def parse_date(texte: str) -> date:
    """A date alone in a text: ``01/04/2026``, ``1er avril 2026``, ``2026-04-01``, ``le 01.04.26``.

    :raises DateInvalide: when it is not exactly one date.
    """
    plat = re.sub(
        r"^(?:(?:le|au|du|pour le|exigible le|avant le)\s+)?"
        r"(?:(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)\s+)?",
        "",
        flatten(texte),
    )
    plat = _HEURE.sub("", plat)
    lu = DATE.fullmatch(plat)
    if lu is None and (compacte := _COMPACTE.fullmatch(plat)):
        # Eight digits in a row have one reading: no month begins like a year of ours, and no year like a month.
        a, b = compacte[1], compacte[2]
        ecrite = f"{a}-{b[:2]}-{b[2:]}" if int(a) >= ANNEE_MIN else f"{a[:2]}/{a[2:]}/{b}"
        lu = DATE.fullmatch(ecrite)
    if lu is None:
        raise DateInvalide(f"« {texte.strip()} » n’est pas une date (exemple : 01/04/2026)")
    return build_date(lu, texte)


def find_dates(texte: str) -> list[date]:
    """Every date inside a text, impossible ones left out."""
    trouvees = []
    for lu in DATE.finditer(flatten(texte)):
        try:
            trouvees.append(build_date(lu, texte))
        except DateInvalide:
            continue
    return trouvees


def build_date(lu: re.Match[str], texte: str) -> date:
    """The date a match of ``DATE`` stands for.

    :raises DateInvalide: no such day, or outside 1990-2100.
    """
    parties = lu.groupdict()
    if parties["ai"]:
        annee, mois, jour = int(parties["ai"]), int(parties["mi"]), int(parties["ji"])
    elif parties["ml"]:
        annee, mois, jour = int(parties["al"]), _MOIS[parties["ml"]], int(parties["jl"])
    else:
        annee, mois, jour = int(parties["a"]), int(parties["m"] or parties["me"]), int(parties["j"])
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
