"""The evidence rules that give a resolution its type: read from two tables, matched on a list of words.

``qualification_vocabulaire.csv`` names sets of words (``{element}``, ``{acte}``…); ``qualification_regles.csv`` has one
rule a line: a type, a weight from 0 to 100 (how sure this evidence makes us), and an expression:

- ``a & b`` both must be found; ``a|b`` either; ``!a`` must not be found;
- ``{nom}`` any word of that set; ``a … b`` a then b, anything between;
- ``^a`` a opens the title; ``a$`` a ends it; ``:`` is a cut (colon, dash, bracket) in the title.

Words are written in plain French: they go through the same reading as the titles. Nothing here knows a type by name.
"""

import csv
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from services.votes.qualification.intitules import COUPURE, FIN_DE_PHRASE, Mot, Orthographe, read_mots

GAP = "…"
COURANTS = "courants"
"""Everyday words, kept so that spelling repair leaves them alone; no rule names them."""
_OUVERTURE = 1
"""How many words may come before one that must open the title."""

Phrase = tuple[str, ...]
Places = dict[Phrase, list[int]]


class _SansCorrection(Orthographe):
    """Rules are written by us: their words are taken as they are."""

    def __init__(self) -> None:
        super().__init__(())
        self.correct = lambda forme: forme


@dataclass(frozen=True, slots=True)
class Enchainement:
    """Phrases that must follow one another; each is a set of alternatives. ``ouvre``/``ferme`` pin it to an end."""

    suites: tuple[frozenset[Phrase], ...]
    ouvre: bool = False
    ferme: bool = False


@dataclass(frozen=True, slots=True)
class Terme:
    """One condition: any of its sequences found (or none of them, when ``interdit``)."""

    choix: tuple[Enchainement, ...]
    interdit: bool = False


@dataclass(frozen=True, slots=True)
class Regle:
    """One line of evidence for one type; ``poids`` from 0 to 100."""

    type: str
    poids: int
    termes: tuple[Terme, ...]


@dataclass(frozen=True, slots=True)
class Preuve:
    """A rule that spoke: type, weight, where its first condition is met, and the words it rests on."""

    type: str
    poids: int
    debut: int
    mots: tuple[str, ...]


class Regles:
    """The compiled tables, and the phrases they need to look for."""

    def __init__(self, vocabulaire: dict[str, list[str]], lignes: Iterable[tuple[str, int, str]]) -> None:
        lecteur = _SansCorrection()
        self._concepts = {
            nom: frozenset(_read_phrase(mot, lecteur) for mot in mots) for nom, mots in vocabulaire.items()
        }
        self._lecteur = lecteur
        self.regles = [Regle(code, poids, self._parse(expression)) for code, poids, expression in lignes]
        self._par_phrase: dict[Phrase, list[int]] = defaultdict(list)
        phrases = {phrase for connues in self._concepts.values() for phrase in connues}
        for rang, regle in enumerate(self.regles):
            for numero, terme in enumerate(regle.termes):
                siennes = {p for choix in terme.choix for suite in choix.suites for p in suite}
                phrases |= siennes
                if numero == 0:
                    for phrase in siennes:
                        self._par_phrase[phrase].append(rang)
        self._par_tete: dict[str, list[Phrase]] = defaultdict(list)
        for phrase in sorted(phrases):
            self._par_tete[phrase[0]].append(phrase)

    def _parse(self, expression: str) -> tuple[Terme, ...]:
        termes = []
        for brut in expression.split("&"):
            texte = brut.strip()
            interdit = texte.startswith("!")
            choix = tuple(self._parse_sequence(morceau.strip()) for morceau in texte.removeprefix("!").split("|"))
            termes.append(Terme(choix, interdit))
        return tuple(sorted(termes, key=lambda terme: terme.interdit))

    def _parse_sequence(self, texte: str) -> Enchainement:
        ouvre, ferme = texte.startswith("^"), texte.endswith("$")
        morceaux = texte.removeprefix("^").removesuffix("$").split(GAP)
        return Enchainement(tuple(self._read_alternatives(morceau.strip()) for morceau in morceaux), ouvre, ferme)

    def _read_alternatives(self, texte: str) -> frozenset[Phrase]:
        if texte.startswith("{"):
            nom, _, suite = texte[1:].partition("}")
            fin = _read_phrase(suite, self._lecteur) if suite.strip() else ()
            return frozenset(phrase + fin for phrase in self._concepts[nom])
        return frozenset({_read_phrase(texte, self._lecteur)})

    def find_places(self, formes: Sequence[str]) -> Places:
        """Where each known phrase starts in the words of a title."""
        places: Places = defaultdict(list)
        for debut, forme in enumerate(formes):
            for phrase in self._par_tete.get(forme, ()):
                if len(phrase) == 1 or tuple(formes[debut : debut + len(phrase)]) == phrase:
                    places[phrase].append(debut)
        return places

    def has_concept(self, mots: Sequence[Mot], nom: str) -> bool:
        """Whether any word of a set is in the title."""
        places = self.find_places([mot.forme for mot in mots])
        return any(phrase in places for phrase in self._concepts[nom])

    def find_preuves(self, mots: Sequence[Mot]) -> list[Preuve]:
        """Every rule that speaks on these words, the order of the table kept."""
        formes = [mot.forme for mot in mots]
        places = self.find_places(formes)
        fin = len(formes)
        while fin and not formes[fin - 1][0].isalnum():
            fin -= 1
        preuves = []
        candidates = sorted({rang for phrase in places for rang in self._par_phrase.get(phrase, ())})
        for regle in (self.regles[rang] for rang in candidates):
            trouve = _match_regle(regle, places, fin)
            if trouve is not None:
                rangs = sorted({rang for debut, phrase in trouve for rang in range(debut, debut + len(phrase))})
                ecrits = tuple(mots[rang].ecrit for rang in rangs if mots[rang].ecrit)
                preuves.append(Preuve(regle.type, regle.poids, trouve[0][0], ecrits))
        return preuves


Trouvailles = list[tuple[int, Phrase]]


def _read_phrase(texte: str, lecteur: Orthographe) -> Phrase:
    if texte.startswith("@"):
        return (texte,)
    mots = tuple(mot.forme for mot in read_mots(texte, lecteur) if not mot.forme.startswith("@"))
    if not mots or mots == (COUPURE,):
        raise ValueError(f"« {texte} » ne contient aucun mot")
    return mots


def _match_regle(regle: Regle, places: Places, fin: int) -> Trouvailles | None:
    trouvailles: Trouvailles = []
    for terme in regle.termes:
        trouve = _match_terme(terme, places, fin)
        if terme.interdit:
            if trouve is not None:
                return None
        elif trouve is None:
            return None
        else:
            trouvailles.extend(trouve)
    return trouvailles


def _match_terme(terme: Terme, places: Places, fin: int) -> Trouvailles | None:
    """The earliest of the sequences found, so that the words shown are the first that decided."""
    trouves = [found for sequence in terme.choix if (found := _match_sequence(sequence, places, fin)) is not None]
    return min(trouves, key=lambda found: (found[0][0], -len(found[0][1]))) if trouves else None


def _match_sequence(sequence: Enchainement, places: Places, fin: int) -> Trouvailles | None:
    trouvailles: Trouvailles = []
    apres = 0
    for rang, alternatives in enumerate(sequence.suites):
        epingle = sequence.ouvre and rang == 0
        candidats = [
            (debut, phrase)
            for phrase, debuts in places.items()
            if phrase in alternatives
            for debut in debuts
            if apres <= debut and not (epingle and debut > _OUVERTURE)
        ]
        if not candidats:
            return None
        choisi = min(candidats, key=lambda found: (found[0], -len(found[1])))
        trouvailles.append(choisi)
        apres = choisi[0] + len(choisi[1])
    if sequence.ferme and not any(debut + len(phrase) == fin for debut, phrase in trouvailles):
        return None
    return trouvailles


def _read_table(nom: str) -> list[dict[str, str]]:
    texte = files(__package__).joinpath(nom).read_text(encoding="utf-8")
    return list(csv.DictReader(texte.splitlines(), delimiter=";"))


@cache
def load_regles() -> Regles:
    """The rules of the product, compiled once."""
    rows = _read_table("qualification_vocabulaire.csv")
    vocabulaire = {row["concept"]: row["mots"].split("|") for row in rows if row["concept"] != COURANTS}
    lignes = [(row["type"], int(row["poids"]), row["expression"]) for row in _read_table("qualification_regles.csv")]
    return Regles(vocabulaire, lignes)


@cache
def load_orthographe() -> Orthographe:
    """Every word the tables use, which damaged words of a title may come back to."""
    bruts = [row["mots"] for row in _read_table("qualification_vocabulaire.csv")]
    bruts += [row["expression"] for row in _read_table("qualification_regles.csv")]
    mots = {mot for brut in bruts for mot in _split_mots(brut)}
    return Orthographe(mots | {FIN_DE_PHRASE})


def _split_mots(expression: str) -> list[str]:
    sans_concept = "".join(" " if c in "|&!^$…{}:@,-'’ \t" else c for c in expression)
    return [mot for mot in sans_concept.split() if len(mot) >= 3]
