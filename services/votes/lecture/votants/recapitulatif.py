"""How owners voted on every resolution, listed together after the last: « Résolution 3 : M. PETIT (53), M. ROY ».

Each entry has a number, sometimes a ballot and a position, on its line or above it: « Résolution 6 - 2nd vote », then
« Contre : M. PETIT (53) ».
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from services.votes.lecture.listes import is_autre
from services.votes.lecture.page.lignes import NOMINATIF, Ligne
from services.votes.lecture.textes import fold
from services.votes.lecture.votants.noms import split_noms

_TITRE = re.compile(
    r"(?:annexes?\s*(?:n\s?°\s*)?(?:[\divx]+|[a-h])?\s*[:.\-]\s*|[ivx]+\s*[.\-]\s*)?[^\d:]*\b(?:contre|opposants?|opposes?|nominati\w+|par\s+coproprietaire)\b[^\d:]{0,60}:?\s*$"
)
_CONTRE = re.compile(r"\b(?:contre|oppos\w+)")
_MELE = re.compile(r"\b(?:abst\w+|nominati\w+|pour\b)")
"""A list of opponents alone, and one that names the position of each."""
NUMERO = r"(?:[a-h]\s?-\s?)?\d{1,3}(?:[.\-]\d{1,2})*(?:\s?[a-h](?![\w.'])|\s?(?:bis|ter)\b)?|[ivxl]{1,6}(?![\w.'])"
_ENTREE = re.compile(
    rf"(?:(?:resolution|question|point|decision|res\.?)\s*(?:n\s?°\s*)?|n\s?°\s*)(?P<numero>{NUMERO})(?:\s?°)?"
)
TOUR = re.compile(
    r"[\s:\-,(]*(?:(?P<un>1(?:er|re|ere)|premiere?)|(?P<deux>2(?:e|eme|n?de?)|seconde?|deuxieme|nouveau|(?:art\w*\.?\s*)?2[56]-1))\b(?:\s+(?:vote|scrutin|tour|lecture))?(?:\s*[,(]\s*(?:majorite\s+de\s+l')?art(?:icle|\.)?\s*2[456](?:\s?-\s?1)?)?[\s)]*"
)
_SENS = re.compile(
    r"[\s:\-.,)•▪●■◦·*]*(?:(?:ont|a|se|sont|s'est|vot\w*|votes?|coproprietaires?)\s+)*(?P<sens>contre|non\b|oppos\w+|abst\w*|defaillants?|absents?|pour|oui\b)"
    r"(?:\s*\((?P<note>[^()]{1,40})\))?[^:\d]{0,20}:\s*"
)
_COUPE = re.compile(r"\s*[;.|]\s*|\s-\s")
_AUCUN = re.compile(
    r"\W*(?:neant|aucune?\s+(?:oppos|abst|vote)\w*|(?:ni|sans|pas\s+d')\s*(?:oppos|abst)\w*|unanimite)\b"
)
"""An entry that names nobody: « aucune opposition, aucune abstention »."""
_SECOND = re.compile(r"(?<!\d)2(?!\d)|2[56]-1|second|deuxieme|nouveau")
_NOTE = re.compile(r"\([^()]*\)\W*|[^:\d]{20,}\.")
"""What explains a list, in brackets or in a sentence, under its title."""
_NOMS = re.compile(r"\(\s*\d[\d\s\u00a0\u202f.]*(?:,0{1,2})?\s*(?:voix|tant\w*\.?|mill\w*\.?)?\s*\)")
"""Owners with their voix."""
_PAR_NOM = re.compile(
    rf"(?P<nom>.*[a-z)])\s*[:–-]?\s+(?:(?:a\s+)?(?:vot\w+\s+)?contre\s+)?(?:les?\s+|la\s+|aux?\s+)?(?:resolutions?|questions?|points?|decisions?)\s*"
    rf"(?:n\s?°s?\s*)?:?\s*(?P<numeros>(?:{NUMERO})(?:\s*(?:,|;|/|et)\s*(?:n\s?°\s*)?(?:{NUMERO}))*)\s*\.?"
)
_NOM_A_LA_LIGNE = re.compile(r"\s*[–—;,/•-]\s*[A-ZÀ-Ý]")
"""A line that goes on with a list from the sign that parts its names: « – AUBERT Sylvie »."""
_ROMAIN = re.compile(r"(?=[ivxl])(?:xl|l?x{0,3})(?:ix|iv|v?i{0,3})")
_CHIFFRES = {"i": 1, "v": 5, "x": 10, "l": 50}
_TITRE_MAX = 90
_SOUS_TITRE_MAX = 1
_FIN = re.compile(r"l'ordre\s+du\s+jour|la\s+seance|le\s+president|annexe\b|fait\s+a\b")


@dataclass(slots=True)
class _Entree:
    """What is listed under one number: for each ballot (0: not said) and position, its text."""

    textes: dict[tuple[int, str], str] = field(default_factory=dict)
    second: bool = False
    """Whether the second ballot has a heading of its own."""

    def read(self, sens: str) -> tuple[str, ...]:
        """Who stands under a position in its last ballot; or in both, where only other positions say theirs."""
        dernier = max((tour for tour, _ in self.textes), default=0)
        commun = "" if self.second else self.textes.get((0, sens), "")
        return split_noms(self.textes.get((dernier, sens), commun))


@dataclass(frozen=True, slots=True)
class Votants:
    """Who opposed a resolution, and who was not there to vote on it."""

    opposants: tuple[str, ...] = ()
    defaillants: tuple[str, ...] = ()


def read_recapitulatif(lignes: Sequence[Ligne]) -> dict[str, Votants]:
    """The owners under each number of resolution, in the last list that tells two or more; grids go on one another."""
    entrees: dict[str, _Entree] = {}
    for rangs, trouvees in _find_listes(lignes):
        siennes = lignes[rangs[0] + 1 : rangs[-1] + 1]
        if any(ligne.genre == NOMINATIF and _TITRE.match(fold(ligne.texte)) for ligne in siennes):
            continue  # a grid has a title of its own under that which is printed
        if any(ligne.genre != NOMINATIF for ligne in siennes):
            entrees = {}
        for numero, entree in trouvees.items():
            connue = entrees.setdefault(numero, _Entree())
            connue.second |= entree.second
            for cle, texte in entree.textes.items():
                connue.textes[cle] = f"{connue.textes[cle]} ; {texte}" if cle in connue.textes else texte
    return {n: Votants(entree.read("contre"), entree.read("defa")) for n, entree in entrees.items()}


def name_numero(numero: str | None) -> str:
    """« 04-1 » and « 4.1 » are the same number, as « 6b » and « 6 b », « IV » and « 4 »."""
    premier, *suite = re.findall(r"\d+|[a-z]+", fold(numero or "")) or [""]
    return ".".join(mot.lstrip("0") for mot in (_say_romain(premier), *suite))


def _say_romain(mot: str) -> str:
    """« iv » in figures; another word as it is."""
    if not _ROMAIN.fullmatch(mot):
        return mot
    valeurs = [_CHIFFRES[lettre] for lettre in mot]
    return str(sum(-v if v < suit else v for v, suit in zip(valeurs, [*valeurs[1:], 0], strict=True)))


def find_rangs(lignes: Sequence[Ligne]) -> set[int]:
    """The lines of such lists: their numbers open no resolution."""
    return {rang for rangs, _ in _find_listes(lignes) for rang in rangs}


def _find_listes(lignes: Sequence[Ligne]) -> list[tuple[range, dict[str, _Entree]]]:
    listes = []
    for rang, ligne in enumerate(lignes):
        plain = fold(ligne.texte)
        if len(ligne.texte) < _TITRE_MAX and ligne.genre in ("", NOMINATIF) and _TITRE.match(plain):
            seul = bool(_CONTRE.search(plain)) and not _MELE.search(plain)
            entrees, combien = _read_entrees(lignes[rang + 1 :], "contre" if seul else "")
            if len(entrees) > 1 and all(_is_nommee(entree, seul) for entree in entrees.values()):
                listes.append((range(rang, rang + 1 + combien), entrees))
                continue
            entrees, combien = _read_par_nom(lignes[rang + 1 :]) if seul else ({}, 0)
            if entrees:
                listes.append((range(rang, rang + 1 + combien), entrees))
    return listes


def _read_par_nom(suite: Sequence[Ligne]) -> tuple[dict[str, _Entree], int]:
    """A line for each owner, with the numbers of the resolutions she opposed: « M. ROY (58) : résolutions 2 et 4 »."""
    entrees: dict[str, _Entree] = {}
    lues = 0
    for rang, ligne in enumerate(suite):
        lu = _PAR_NOM.fullmatch(fold(ligne.texte).strip())
        if lu is None and ligne.genre and not entrees:
            continue
        if lu is None or is_autre(nom := ligne.texte.strip()[: lu.end("nom")].strip(" -–—•\t")):
            break
        lues = rang + 1
        for numero in re.findall(NUMERO, lu["numeros"]):
            entree = entrees.setdefault(name_numero(numero), _Entree())
            avant = entree.textes.get((0, "contre"))
            entree.textes[0, "contre"] = f"{avant} ; {nom}" if avant else nom
    return entrees, lues


def _is_nommee(entree: _Entree, voix: bool) -> bool:
    """Whether an entry lists owners: with their ``voix`` where nothing else says so."""
    textes = [texte.strip() for texte in entree.textes.values()]
    return bool(textes) and all(_NOMS.search(t) if voix else t[:1].isalpha() for t in textes)


def _read_entrees(suite: Sequence[Ligne], sens: str) -> tuple[dict[str, _Entree], int]:
    """What is listed under each number, and how many lines were read. ``sens``: the position that the title says."""
    entrees: dict[str, _Entree] = {}
    entree, cle, base = None, (0, sens), 0
    for rang, ligne in enumerate(suite):
        plain, fin = fold(ligne.texte), 0
        if lu := _ENTREE.match(plain):
            dit_tour = TOUR.match(plain, lu.end())
            entree = entrees.setdefault(name_numero(lu["numero"]), _Entree())
            cle, fin = (2 if dit_tour and dit_tour["deux"] else 1 if dit_tour else 0, sens), (dit_tour or lu).end()
            entree.second |= cle[0] == 2
            base = cle[0]
        position = _SENS.match(plain, fin)
        if lu and entree is not None and _AUCUN.match(plain, fin):
            continue
        if entree is None and rang <= _SOUS_TITRE_MAX and not (lu or position) and _NOTE.fullmatch(plain.strip()):
            continue
        if entree is None or not (lu or position or _continues(plain, ligne, entree)):
            if ligne.genre and (entree or not entrees):
                continue
            return _keep(entrees), rang
        for debut, borne in _cut_positions(plain, fin):
            if (dit_tour := TOUR.match(plain, debut)) and _SENS.match(plain, dit_tour.end()):
                base, debut = 2 if dit_tour["deux"] else 1, dit_tour.end()
                entree.second |= base == 2
            if position := _SENS.match(plain, debut):
                note = position["note"] or ""
                tour = 2 if _SECOND.search(note) else 1 if "1" in note else base
                cle, debut = (tour, _name_sens(position["sens"])), position.end()
            dit = ligne.texte[debut:borne].lstrip(" :-–—.)\t").rstrip()
            if dit and not cle[1]:
                return _keep(entrees), rang
            if dit:
                lie = " ; " if (lu or position or _NOM_A_LA_LIGNE.match(ligne.texte)) else " "
                entree.textes[cle] = f"{entree.textes[cle]}{lie}{dit}" if cle in entree.textes else dit
    return _keep(entrees), len(suite)


def _cut_positions(plain: str, debut: int) -> list[tuple[int, int]]:
    """The parts of a line that tell one position each, its ballot before it.

    « contre : M. PETIT ; abstention : Mme ROY », « 1er vote, contre : M. PETIT – second vote, contre : Mme ROY ».
    """
    coupes = [lu.end() for lu in _COUPE.finditer(plain, debut) if _opens_position(plain, lu.end())]
    return list(pairwise([debut, *coupes, len(plain)]))


def _opens_position(plain: str, debut: int) -> bool:
    tour = TOUR.match(plain, debut)
    return _SENS.match(plain, tour.end() if tour else debut) is not None


def _keep(entrees: dict[str, _Entree]) -> dict[str, _Entree]:
    return {numero: entree for numero, entree in entrees.items() if entree.textes}


def _continues(plain: str, ligne: Ligne, entree: _Entree) -> bool:
    """Whether a line goes on with the names of an entry."""
    suite = ligne.texte[: _cut_positions(plain, 0)[0][1]]
    return bool(entree.textes) and not (_FIN.match(plain) or _TITRE.match(plain) or is_autre(suite))


def _name_sens(mot: str) -> str:
    if mot.startswith("absent"):
        return "defa"
    return "contre" if mot.startswith(("contre", "non", "oppos")) else mot[:4]
