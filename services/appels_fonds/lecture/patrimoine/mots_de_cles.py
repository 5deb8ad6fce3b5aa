"""The words that tell one key from another, whatever their order and their abbreviation: ``Asc. esc. 02`` is
``Ascenseur escalier 2``.

A place and what tells it from its like are one term (``batiment:b``): a letter alone is no word, and two places named
together are never one of them (``Bâtiments A et B``).
"""

import re
from functools import lru_cache

from services.appels_fonds.lecture.valeurs.mots import normalise

Termes = frozenset[str]

_LIENS = frozenset(("de", "du", "des", "d", "la", "le", "les", "l", "a", "au", "aux", "et", "en", "sur", "pour"))
# fmt: off
_VIDES = _LIENS | frozenset((
    "cle", "repartition", "charge", "charges", "chg", "chgs", "chge", "chges", "commune", "communes", "commun",
    "communs", "frais", "depense", "depenses", "poste", "partie", "parties", "tantieme", "tantiemes", "millieme",
    "milliemes", "code", "base",
))
# fmt: on
_ECRITS = {
    "batiment": "bat bats batim batiments",
    "immeuble": "imm immeubles",
    "escalier": "esc escal escaliers",
    "ascenseur": "asc ascens ascenseurs",
    "entree": "entrees",
    "general": "gen gene gales gale gles generaux generale generales",
    "parking": "pkg pkgs park parkings stationnement stationnements",
    "garage": "garages",
    "cave": "caves",
    "jardin": "jardins",
    "chauffage": "chauf chauff",
    "collectif": "coll collect collective collectives collectifs",
    "speciale": "spe spec special speciaux speciales",
    "particuliere": "particulier particuliers particulieres",
    "compteur": "cpt cpts compteurs",
    "eau froide": "ef",
    "eau chaude": "ec",
    "eau froide sanitaire": "efs",
    "eau chaude sanitaire": "ecs",
    "sous": "ss",
}
_FORMES = {ecrit: mot for mot, ecrits in _ECRITS.items() for ecrit in ecrits.split()}
_LIEUX = frozenset(("batiment", "immeuble", "escalier", "cage", "entree", "tour", "hall", "bloc", "ascenseur"))
_MEMES_LIEUX = {"immeuble": "batiment", "cage": "escalier"}
"""Two words for one place, where a letter or a number follows."""
_REPERE = re.compile(r"[a-z]|\d{1,3}|[a-z]\d{1,2}|\d{1,2}[a-z]")
_NUMEROS = frozenset(("n", "no", "num", "numero"))
_ELIDES = frozenset(("d", "l"))
_FORMELS = frozenset(("speciale", "particuliere", "immeuble", "uniquement", "propre", "propres"))
"""What every key that is not the general one is."""
_PRECISIONS = _FORMELS | {"collectif", "sanitaire"}


@lru_cache(maxsize=20_000)
def list_termes(texte: str) -> Termes:
    """The terms of a label: ``Charges communes générales`` → {general}; ``Bât. A/B`` → {batiment:a, batiment:b}."""
    mots = [forme for mot in normalise(texte).split() for forme in _FORMES.get(mot, mot).split()]
    mots = [_complete(mots, place) for place in range(len(mots))]
    termes, place = set[str](), 0
    while place < len(mots):
        mot = mots[place]
        place += 1
        reperes, suite = _read_reperes(mots, place) if mot in _LIEUX else ([], place)
        if reperes:
            termes |= {f"{_MEMES_LIEUX.get(mot, mot)}:{repere}" for repere in reperes}
            place = suite
        elif mot not in _VIDES and not (mot == "cage" and "escalier" in mots[place : place + 2]):
            termes.add(mot)
    return frozenset(termes)


def _complete(mots: list[str], place: int) -> str:
    """``eau ch`` is hot water, and ``ch générales`` are charges."""
    if mots[place] != "ch" or len(mots) == 1:
        return mots[place]
    return "chaude" if place and mots[place - 1] == "eau" else "charges"


def _read_reperes(mots: list[str], place: int) -> tuple[list[str], int]:
    """The letters and the numbers after a place, and where the words go on."""
    if place < len(mots) and mots[place] in _NUMEROS and place + 1 < len(mots):
        place += 1
    reperes: list[str] = []
    while place < len(mots):
        mot, suivant = mots[place], mots[place + 1] if place + 1 < len(mots) else ""
        lie = (
            mot in _ELIDES and suivant and suivant not in _LIEUX and not _REPERE.fullmatch(suivant) and suivant != "et"
        )
        if _REPERE.fullmatch(mot) and not lie:
            reperes.append(mot.lstrip("0") or "0")
        elif not (reperes and mot in ("et", "ou") and _REPERE.fullmatch(suivant)):
            break
        place += 1
    return reperes, place


def strip_formels(termes: Termes) -> Termes:
    """Without what every key of a part of the building is: ``spéciales``, ``particulières``."""
    return termes - _FORMELS


def strip_precisions(termes: Termes) -> Termes:
    """Without what only tells a service from another of the same name: ``collectif``, ``sanitaire``."""
    return termes - _PRECISIONS


def get_ascenseur(termes: Termes) -> Termes | None:
    """``Ascenseur escalier 2`` → {ascenseur:2}: as it is called where no other lift has this number."""
    lieux = [terme for terme in termes if ":" in terme]
    if len(lieux) != 1 or termes - {"ascenseur", lieux[0]} or "ascenseur" not in termes:
        return None
    return frozenset({f"ascenseur:{lieux[0].partition(':')[2]}"})


def write_initiales(libelle: str) -> str:
    """``Charges communes générales`` → ``ccg``."""
    return "".join(mot[0] for mot in normalise(libelle).split() if mot not in _LIENS)
