"""Reading a syndic's label: its words, and the notions they name, through abbreviations and typing mistakes.

The vocabulary is data (``vocabulaire_charges``, ``comptes_charges``); what the notions make together is decided in
``classement``.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from rapidfuzz.distance import OSA

from services.charges.postes.comptes_charges import MARQUES
from services.charges.postes.mots_abreges import ABREVIATIONS, AMBIGUS
from services.charges.postes.regles_classement import POIDS_EQUIPEMENT, POIDS_MARQUE, POIDS_NATURE, POIDS_PARTICULIERS
from services.charges.postes.vocabulaire_charges import MOTS_USUELS, MOTS_VIDES, NATURES
from services.charges.postes.vocabulaire_equipements import EQUIPEMENTS

VIDES = frozenset(MOTS_VIDES.split())
POIDS = {notion: poids for poids, notions in POIDS_PARTICULIERS.items() for notion in notions.split()}
USUELS = tuple(MOTS_USUELS.split())
VOCABULAIRES = (EQUIPEMENTS, NATURES, MARQUES, {notion: mots for notion, (mots, _) in AMBIGUS.items()})
LONGUEUR_CORRIGEABLE = 6
LONGUEUR_ABREGEE = 4
LONGUEUR_TRONQUEE = 5
CHIFFRES_POUR_LETTRES = re.compile(r"(?<=[a-z])0(?=[a-z])|(?<=[a-z]{2})1(?=[a-z]{2})")
"""What a scan leaves inside a word: ``deb0uchage``."""
RENVOIS = re.compile(
    r"\bcles? ?(?:no? ?)?\d+|\b(?:allees?|montees?|cages?) ?\d+(?: ?(?:a|et|/|-) ?\d+)*\b|"
    r"\b(?:comptes?|cpte?)\.? ?[4-7]\d\d[\d-]*|\bf(?:rs?|ourn\w*)\.? ?40[1-9][\d-]*"
)
"""Where the line stands, not what was bought: a clé, an account, a supplier's account, one door of the building."""


@dataclass(frozen=True, slots=True)
class Indice:
    """One notion found in a label: what says so, and its weight. ``source``: mot, compte or marque.

    ``place``: rank of the word in the label (-1 for the account); a word cannot serve twice in one combination.
    """

    notion: str
    mot: str
    source: str
    poids: float
    place: int = -1
    corrige: bool = False


@dataclass(frozen=True, slots=True)
class Expression:
    """Words that name a notion; each is whole, or a stem when ``radical``."""

    mots: tuple[tuple[str, bool], ...]
    notion: str
    source: str


def split_mots(texte: str) -> list[str]:
    """The words that matter of a label: no accents, no case, no dates, no numbers, no small words.

    Initials are joined (``V.M.C.`` → ``vmc``), apostrophes and any other sign separate words.
    """
    sans_accent = "".join(
        lettre
        for lettre in unicodedata.normalize("NFKD", texte.casefold().replace("œ", "oe"))
        if not unicodedata.combining(lettre)
    )
    sans_renvoi = RENVOIS.sub(" ", CHIFFRES_POUR_LETTRES.sub(lambda lu: "o" if lu[0] == "0" else "i", sans_accent))
    joint = re.sub(r"\b(?:[a-z]\.){2,}(?:[a-z]\b)?", lambda sigle: sigle[0].replace(".", "") + " ", sans_renvoi)
    bruts = re.findall(r"[a-z0-9]+", joint)
    return [mot for mot in bruts if mot not in VIDES and not _is_reference(mot)]


def _is_reference(mot: str) -> bool:
    """A number, a year, a quarter (T1, 3T25), a mix of digits that names nothing; P2, R1, 3D and the like are words."""
    if mot.isalpha():
        return False
    return not re.fullmatch(r"[prc][1-4]|3d|13e|m3|melange2t|40|2|3|14|1", mot)


def spot_notions(mots: list[str]) -> Iterator[Indice]:
    """Read the words from left to right; at each place the longest known expression wins, and its words are used up."""
    entiers = [ABREVIATIONS.get(mot, mot) for mot in mots]
    lus = [_repair_mot(mot) for mot in entiers]
    place = 0
    while place < len(lus):
        candidates = [expression for expression in _start_expressions(lus[place]) if _fits(expression, lus, place)]
        longueur = max((len(expression.mots) for expression in candidates), default=1)
        fin = place + longueur
        corrige = lus[place:fin] != entiers[place:fin]
        retenues = [expression for expression in candidates if len(expression.mots) == longueur]
        for expression in retenues:
            if not any(_is_sharper(autre, expression) for autre in retenues):
                indice = Indice("", " ".join(mots[place:fin]), expression.source, 0, place, corrige)
                yield weigh(indice, expression.notion)
        place = fin


def _is_sharper(autre: Expression, expression: Expression) -> bool:
    """Whether another expression reads the same words further: ``debroussailleuse*`` beside ``debroussaill*``."""
    paires = list(zip(autre.mots, expression.mots, strict=True))
    plus_long = any(len(lu) > len(su) for (lu, _), (su, _) in paires)
    return plus_long and all(lu == su or (r and lu.startswith(su)) for (lu, _), (su, r) in paires)


@cache
def _repair_mot(mot: str) -> str:
    """The word itself when the vocabulary knows it, else the one it cuts short or misspells, else itself."""
    connu = any(
        mot == connu or (radical and len(connu) >= LONGUEUR_ABREGEE and mot.startswith(connu))
        for connu, radical in _load_mots()
    )
    return mot if connu else _complete_mot(mot) or _uncontract_mot(mot) or _correct_mot(mot) or mot


@cache
def _start_expressions(mot: str) -> tuple[Expression, ...]:
    """The expressions that may start with this word, whole or cut short."""
    return tuple(
        expression
        for expression in _load_expressions(mot[0])
        if mot.startswith(expression.mots[0][0]) or expression.mots[0][0].startswith(mot)
    )


def _fits(expression: Expression, mots: list[str], place: int) -> bool:
    """Whether the expression stands here. In a phrase, some words may be cut short (``chauf. urbain``), not all."""
    suite = mots[place : place + len(expression.mots)]
    if len(suite) < len(expression.mots):
        return False
    paires = list(zip(suite, expression.mots, strict=True))
    entiers = [mot.startswith(attendu) if radical else mot == attendu for mot, (attendu, radical) in paires]
    abreges = [len(mot) >= LONGUEUR_ABREGEE and attendu.startswith(mot) for mot, (attendu, _) in paires]
    return any(entiers) and all(entier or abrege for entier, abrege in zip(entiers, abreges, strict=True))


def weigh(indice: Indice, notion: str) -> Indice:
    """A clue with the weight of the notion it names: less for a brand, a little less for a corrected word."""
    if indice.source == "marque":
        return replace(indice, notion=notion, poids=POIDS_MARQUE)
    poids = POIDS.get(notion, POIDS_EQUIPEMENT if notion in EQUIPEMENTS else POIDS_NATURE)
    return replace(indice, notion=notion, poids=poids - 0.25 if indice.corrige else poids)


@cache
def _load_expressions(initiale: str) -> tuple[Expression, ...]:
    """The expressions whose first word starts with this letter."""
    return tuple(
        Expression(mots, notion, "marque" if vocabulaire is MARQUES else "mot")
        for vocabulaire in VOCABULAIRES
        for notion, textes in vocabulaire.items()
        for mots in (_parse_expression(texte) for texte in textes.split(","))
        if mots and mots[0][0].startswith(initiale)
    )


@cache
def _load_mots() -> frozenset[tuple[str, bool]]:
    """Every word and stem that stands somewhere in the vocabulary."""
    return frozenset(
        mot
        for vocabulaire in VOCABULAIRES
        for textes in vocabulaire.values()
        for texte in textes.split(",")
        for mot in _parse_expression(texte)
    )


def _parse_expression(texte: str) -> tuple[tuple[str, bool], ...]:
    """The words of an expression, in full, without the small words that labels lose too (``employe* immeuble``)."""
    mots = [mot for mot in texte.split() if mot.rstrip("*") not in VIDES]
    return tuple((ABREVIATIONS.get(mot, mot.rstrip("*")), mot.endswith("*")) for mot in mots)


@cache
def _complete_mot(mot: str) -> str | None:
    """The word that this one cuts short, when every word it may cut short names the same notions."""
    if len(mot) < LONGUEUR_TRONQUEE:
        return None
    complets: dict[str, set[str]] = {}
    for expression in _load_expressions(mot[0]):
        if len(expression.mots) == 1 and expression.mots[0][0].startswith(mot):
            complets.setdefault(expression.mots[0][0], set()).add(expression.notion)
    notions = set(map(frozenset, complets.values()))
    return min(complets) if len(notions) == 1 else None


@cache
def _uncontract_mot(mot: str) -> str | None:
    """The only usual word in « -ment » whose middle this one leaves out: ``licenciemt``, ``enlevt``."""
    if len(mot) < LONGUEUR_CORRIGEABLE or not mot.rstrip("s").endswith("t"):
        return None
    possibles = [usuel for usuel in USUELS if usuel.endswith("ment") and usuel[:4] == mot[:4]]
    possibles = [usuel for usuel in possibles if _leaves_out(mot.rstrip("s"), usuel)]
    return possibles[0] if len(possibles) == 1 else None


def _leaves_out(mot: str, entier: str) -> bool:
    """Whether the letters of a word stand in another, in their order."""
    restantes = iter(entier)
    return all(lettre in restantes for lettre in mot)


@cache
def _correct_mot(mot: str) -> str | None:
    """The usual word that one slip away makes this one, two slips from ten letters; ``None`` when there is none."""
    if len(mot) < LONGUEUR_CORRIGEABLE:
        return None
    permis = 2 if len(mot) >= 10 else 1
    proches = ((OSA.distance(mot, usuel), usuel) for usuel in USUELS if usuel[0] == mot[0])
    distance, usuel = min(proches, default=(permis + 1, ""))
    return usuel if distance <= permis else None
