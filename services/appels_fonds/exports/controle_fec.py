"""A FEC judged before it leaves: what the State's tool checks, and what it lets through. Pure, line by line.

The tool looks at names, counts, dates, decimals and mandatory values; it accepts an unbalanced entry, a gap in the
numbers, a date outside the year, a lettering without its date. Here all of it is a fault, with its line.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from services.appels_fonds.exports.fec import CHAMPS
from shared.errors import RefusedError

FAUTES_GARDEES = 100
OBLIGATOIRES = (0, 1, 2, 3, 4, 5, 8, 9, 10, 11, 12, 15)
DATES_OBLIGATOIRES, DATE_LETTRAGE = (3, 9, 15), 14
_MONTANT = re.compile(r"\d+,\d{2}")
_COMPTE = re.compile(r"[1-9]\d{2}[0-9A-Za-z]*")
_NOM = re.compile(r"\d{9}FEC\d{8}(?:_\d+)?\.txt")
PAIRES = ((6, 7), (13, 14), (16, 17))


@dataclass(frozen=True, slots=True)
class Faute:
    """What is wrong, and on which line of the file (1 is the header; 0, the file as a whole)."""

    ligne: int
    message: str


@dataclass
class _Suivi:
    """What is remembered from one line to the next: balances, numbers, order."""

    debut: date
    fin: date
    fautes: list[Faute] = field(default_factory=list)
    soldes: dict[tuple[str, str], int] = field(default_factory=dict)
    derniers: dict[str, int] = field(default_factory=dict)
    entetes: dict[tuple[str, str], tuple[str, ...]] = field(default_factory=dict)
    dernier_ordre: str = ""
    en_cours: tuple[str, str] | None = None
    lignes: int = 0

    @property
    def is_complet(self) -> bool:
        """Whether the file covers the whole year: only then must its numbers follow one another."""
        return (self.debut.month, self.debut.day, self.fin.month, self.fin.day) == (1, 1, 12, 31)

    def add(self, ligne: int, message: str) -> None:
        """Keep a fault, up to a bound."""
        if len(self.fautes) < FAUTES_GARDEES:
            self.fautes.append(Faute(ligne, message))


def check_fec(nom: str, lignes: Iterable[str], *, debut: date, fin: date) -> list[Faute]:
    """Every fault of a file, at most a hundred; empty when it can be handed over.

    Balances are held for one entry at a time: the lines of an entry must follow one another.
    """
    suivi = _Suivi(debut, fin)
    if not _NOM.fullmatch(nom):
        suivi.add(0, f"le nom « {nom} » n’est pas SirenFECAAAAMMJJ.txt")
    elif nom[12:20] != f"{fin:%Y%m%d}":
        suivi.add(0, "le nom ne porte pas la date de clôture")
    for rang, ligne in enumerate(lignes, start=1):
        if not ligne.endswith("\r\n"):
            suivi.add(rang, "la ligne ne finit pas par CR LF")
        champs = ligne.rstrip("\r\n").split("\t")
        if rang == 1:
            if tuple(champs) != CHAMPS:
                suivi.add(1, "la première ligne n’est pas celle des dix-huit noms de zones")
        elif len(champs) != len(CHAMPS):
            suivi.add(rang, f"{len(champs)} zones au lieu de {len(CHAMPS)}")
        else:
            suivi.lignes += 1
            _check_values(suivi, rang, champs)
            _check_sequence(suivi, rang, champs)
    _close_entry(suivi, 0)
    if not suivi.lignes:
        suivi.add(0, "aucune écriture")
    return suivi.fautes


def require_conforme(nom: str, lignes: Iterable[str], debut: date, fin: date) -> None:
    """Let a file go by when it can be handed over.

    :raises RefusedError: it cannot; ``fautes`` names each line.
    """
    fautes = check_fec(nom, lignes, debut=debut, fin=fin)
    if fautes:
        raise RefusedError(
            "Ce FEC ne serait pas conforme : il n’est pas produit.", code="FEC_NON_CONFORME",
            fautes=[{"ou": f"ligne {faute.ligne}", "message": faute.message} for faute in fautes],
        )  # fmt: skip


def _check_values(suivi: _Suivi, rang: int, champs: list[str]) -> None:
    for place in OBLIGATOIRES:
        if not champs[place].strip():
            suivi.add(rang, f"{CHAMPS[place]} est vide")
    for place in (*DATES_OBLIGATOIRES, DATE_LETTRAGE):
        if champs[place] and _day(champs[place]) is None:
            suivi.add(rang, f"{CHAMPS[place]} « {champs[place]} » n’est pas une date AAAAMMJJ")
    for place in (11, 12):
        if not _MONTANT.fullmatch(champs[place]):
            suivi.add(rang, f"{CHAMPS[place]} « {champs[place]} » n’est pas un montant à virgule")
    if not _COMPTE.fullmatch(champs[4]):
        suivi.add(rang, f"CompteNum « {champs[4]} » ne commence pas par trois chiffres du plan français")
    for first, second in PAIRES:
        if bool(champs[first]) != bool(champs[second]):
            suivi.add(rang, f"{CHAMPS[first]} et {CHAMPS[second]} vont ensemble")
    if any("|" in champ or ";" in champ or champ != champ.strip() for champ in champs):
        suivi.add(rang, "un séparateur ou un blanc de bord reste dans une zone")
    if (champs[11] == "0,00") == (champs[12] == "0,00"):
        suivi.add(rang, "une ligne porte un débit ou un crédit, l’un des deux et pas zéro")


def _check_sequence(suivi: _Suivi, rang: int, champs: list[str]) -> None:
    entry, le, valide = (champs[0], champs[2]), _day(champs[3]), _day(champs[15])
    if le is not None and not suivi.debut <= le <= suivi.fin:
        suivi.add(rang, f"EcritureDate {champs[3]} est hors de l’exercice")
    if le is not None and valide is not None and valide < le:
        suivi.add(rang, "ValidDate est avant EcritureDate")
    if champs[15] < suivi.dernier_ordre:
        suivi.add(rang, "les écritures ne sont pas dans l’ordre de leur validation")
    suivi.dernier_ordre = champs[15]
    if entry != suivi.en_cours:
        _close_entry(suivi, rang)
        _open_entry(suivi, rang, entry)
        suivi.entetes = {entry: (champs[3], champs[15])}
    elif suivi.entetes[entry] != (champs[3], champs[15]):
        suivi.add(rang, "les lignes d’une écriture n’ont pas les mêmes dates")
    suivi.soldes[entry] = suivi.soldes.get(entry, 0) + _centimes(champs[11]) - _centimes(champs[12])


def _open_entry(suivi: _Suivi, rang: int, entry: tuple[str, str]) -> None:
    journal, numero = entry
    expected = suivi.derniers.get(journal, 0) + 1
    if not numero.isdecimal():
        suivi.add(rang, f"EcritureNum « {numero} » n’est pas un numéro")
    elif suivi.is_complet and int(numero) != expected:
        suivi.add(rang, f"journal {journal} : le numéro {numero} suit le {expected - 1}")
    suivi.derniers[journal] = int(numero) if numero.isdecimal() else expected
    suivi.en_cours = entry


def _close_entry(suivi: _Suivi, rang: int) -> None:
    if suivi.en_cours is not None:
        ecart = suivi.soldes.pop(suivi.en_cours, 0)
        if ecart:
            journal, numero = suivi.en_cours
            suivi.add(max(0, rang - 1), f"l’écriture {journal} {numero} n’est pas équilibrée, à {ecart} centimes")


def _centimes(texte: str) -> int:
    return int(texte.replace(",", "")) if _MONTANT.fullmatch(texte) else 0


def _day(texte: str) -> date | None:
    if len(texte) != 8 or not texte.isdecimal():
        return None
    try:
        return date(int(texte[:4]), int(texte[4:6]), int(texte[6:]))
    except ValueError:
        return None
