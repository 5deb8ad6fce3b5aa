"""The calls a draft resolution prints: on which days its amount will be called, and in which parts.

Read only when the text leaves one possibility: parts that do not sum to the whole, a day without its year, a number of
calls that is not the number of days give nothing, and the caller falls back on its own rule, saying so.
"""

import re
from dataclasses import dataclass
from datetime import date

from services.votes.qualification.intitules import strip_accents
from shared.mois import add_mois
from shared.montants import MontantInvalide, parse_montant

CENT = 10_000
"""A hundred percent, in hundredths of a percent."""


@dataclass(frozen=True, slots=True)
class Versement:
    """One call: the day it is due, and its weight among the calls of the same text (percents, centimes or equal)."""

    exigible: date
    poids: int


_NOMS_DES_MOIS = "janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre"
_MOIS = {mot: rang for rang, mot in enumerate(_NOMS_DES_MOIS.split(), start=1)}
_DATE = re.compile(
    r"(?<!\d)(?P<j>\d{1,2})\s*(?:er)?\s*(?:[/.-]\s*(?P<m>\d{1,2})\s*[/.-]|(?P<mot>" + "|".join(_MOIS) + r"))\s*"
    r"(?P<a>20\d\d)(?!\d)"
)
_POURCENT = re.compile(r"(?<![\d,.])(\d{1,3})(?:[.,](\d{1,2}))?\s*%")
_EUROS = re.compile(r"(?<![\d,.])(\d{1,3}(?:[\s.\u00a0\u202f]\d{3})*(?:,\d{1,2})?|\d+(?:,\d{1,2})?)\s*(?:€|euros?\b)")
_NOMS_DES_NOMBRES = "un deux trois quatre cinq six sept huit neuf dix onze douze"
_NOMBRES = {mot: rang for rang, mot in enumerate(_NOMS_DES_NOMBRES.split(), start=1)}
_COMPTE = re.compile(
    r"\ben\s+(?P<n>\d{1,2}|" + "|".join(_NOMBRES) + r")\s+"
    r"(?:appels?|versements?|echeances?|fois|tranches?|acomptes?|mensualites?|trimestres?)\b"
)
_RYTHME = re.compile(r"\b(mensuel|trimestriel|semestriel|annuel|par\s+(?:mois|trimestre|semestre|an)\b|mensualites?)")
_MOIS_PAR_RYTHME = {
    "mens": 1,
    "par mois": 1,
    "trim": 3,
    "par trim": 3,
    "seme": 6,
    "par seme": 6,
    "annu": 12,
    "par an": 12,
}
_DEBUT = re.compile(
    r"(?:a\s+compter|a\s+partir|des|debut(?:ant)?|premier(?:\s+appel)?(?:\s+exigible)?)[^.;\n\d]{0,30}$"
)
_APPEL = re.compile(r"\b(appel|exigib|echean|versement|tranche|acompte|mensualit|fois)")
_PERIODE = re.compile(r"(?:exercice|budget|periode)[^.;\n]{0,40}?\bdu\b")
_ANNEE = re.compile(r"(?:exercice|budget|annee)[^.;\n]{0,40}?(?<![\d/.-])(20\d\d)(?!\s*[/.-]?\s*\d)")
_A_CHEVAL = re.compile(r"(?<![\d/.-])(20\d\d)\s*[/-]\s*(20\d\d)(?!\s*[/.-]?\s*\d)")


def read_versements(texte: str, montant_centimes: int | None = None) -> tuple[Versement, ...]:
    """The calls printed in a text, in the order of their days; empty when they are not certain.

    :param montant_centimes: the amount voted; calls given in euros must sum to it.
    """
    phrases = [phrase for phrase in _split_phrases(strip_accents(texte)) if _APPEL.search(phrase)]
    plain = "\n".join(phrases)
    dates = [(trouve.start(), jour) for trouve in _DATE.finditer(plain) if (jour := _to_date(trouve))]
    compte = _COMPTE.search(plain)
    nombre = (_NOMBRES.get(compte["n"]) or int(compte["n"])) if compte else None
    if len(dates) == 1:
        return _repeat(plain, dates[0], nombre)
    jours = [jour for _, jour in dates]
    if not jours or jours != sorted(set(jours)) or (nombre is not None and nombre != len(jours)):
        return ()
    poids = _read_parts(plain, len(jours), montant_centimes)
    return tuple(Versement(jour, part) for jour, part in zip(jours, poids, strict=True)) if poids else ()


def read_exercice(texte: str, debut_connu: date | None = None) -> tuple[Versement, ...]:
    """The quarterly provisions of the exercise a budget names (loi 14-1: equal, on the first day of each quarter).

    « exercice du 01/07/2027 au 30/06/2028 » (or « budget du… au… »), « exercice 2027-2028 », or a single « exercice
    2027 »; empty when it names none, several, or one whose first day is not certain.

    :param debut_connu: the first day of a known exercise of the copropriété; its years begin on that day and month.
    """
    plain = strip_accents(texte)
    debuts = set()
    for ouvre in _PERIODE.finditer(plain):
        jours = [jour for trouve in _DATE.finditer(plain, ouvre.end(), ouvre.end() + 60) if (jour := _to_date(trouve))]
        if len(jours) >= 2 and jours[1] == _end_of_year(jours[0]):
            debuts.add(jours[0])
    if not debuts:
        debuts = _read_named(plain, debut_connu)
    if len(debuts) != 1:
        return ()
    debut = debuts.pop()
    return tuple(Versement(add_mois(debut, mois), 1) for mois in (0, 3, 6, 9))


def _read_named(plain: str, debut_connu: date | None) -> set[date]:
    """The first days of the exercises named by their years, when they are certain."""
    pairs = {(int(a), int(b)) for a, b in _A_CHEVAL.findall(plain)}
    if pairs:
        if debut_connu is None or len(pairs) > 1 or any(b != a + 1 for a, b in pairs):
            return set()
        return {add_mois(debut_connu, 12 * (a - debut_connu.year)) for a, _ in pairs}
    if debut_connu is not None and (debut_connu.month, debut_connu.day) != (1, 1):
        return set()
    return {date(int(annee), 1, 1) for annee in _ANNEE.findall(plain)}


def _split_phrases(plain: str) -> list[str]:
    return re.split(r"(?<=[a-z)%€])\.\s|\n\s*\n", plain)


def _to_date(trouve: re.Match[str]) -> date | None:
    mois = int(trouve["m"]) if trouve["m"] else _MOIS[trouve["mot"]]
    try:
        return date(int(trouve["a"]), mois, int(trouve["j"]))
    except ValueError:
        return None


def _end_of_year(debut: date) -> date:
    return date.fromordinal(add_mois(debut, 12).toordinal() - 1)


def _repeat(plain: str, first: tuple[int, date], nombre: int | None) -> tuple[Versement, ...]:
    """« en 4 appels trimestriels à compter du 1er avril 2027 »; « en totalité le 01/04/2027 »."""
    place, jour = first
    rythme = _RYTHME.search(plain)
    if nombre is None or nombre == 1:
        seul = nombre == 1 or re.search(r"\b(?:totalite|un\s+seul|unique|une\s+fois)\b", plain)
        return (Versement(jour, 1),) if seul and rythme is None else ()
    if rythme is None or not _DEBUT.search(plain[max(0, place - 60) : place]):
        return ()
    mot = re.sub(r"\s+", " ", rythme[1])
    pas = next(mois for debut, mois in _MOIS_PAR_RYTHME.items() if mot.startswith(debut))
    return tuple(Versement(add_mois(jour, pas * rang), 1) for rang in range(nombre))


def _read_parts(plain: str, nombre: int, montant_centimes: int | None) -> list[int]:
    """The parts of the calls: percents that make a hundred, amounts that make the whole, or equal ones."""
    percents = [int(entier) * 100 + int((dec or "").ljust(2, "0")) for entier, dec in _POURCENT.findall(plain)]
    if percents:
        return percents if len(percents) == nombre and sum(percents) == CENT else []
    montants = _read_montants(plain)
    if len(montants) >= nombre and montant_centimes:
        for debut in range(len(montants) - nombre + 1):
            fenetre = montants[debut : debut + nombre]
            if sum(fenetre) == montant_centimes:
                return fenetre
        return []
    egaux = re.search(
        r"\b(?:ega(?:l|ux|les)|parts?\s+egales?|exigibles?\s+les|en\s+\w+\s+(?:appels|fois|versements))", plain
    )
    return [1] * nombre if egaux else []


def _read_montants(plain: str) -> list[int]:
    lus = []
    for trouve in _EUROS.finditer(plain):
        try:
            lus.append(parse_montant(re.sub(r"\s", " ", trouve[1])))
        except MontantInvalide:
            continue
    return lus
