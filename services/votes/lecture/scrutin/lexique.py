# ruff: noqa: E501
"""The words of counts, and one line cut into tokens by them: positions, figures, units, names of ways of voting."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto

from services.votes.lecture.textes import CARDINAL, MOIS, read_cardinal, read_nombre

PARTS = ("seance", "salle", "correspondance", "distance", "pouvoir", "pouvoirs", "procuration")
"""The ways of voting that minutes count apart."""


class Genre(Enum):
    """What a token is: a position, the head of a list, a title, a figure, an « aucun », a word that is not of counts."""

    SENS = auto()
    LISTE = auto()
    TITRE = auto()
    FIGURE = auto()
    NEANT = auto()
    MOT = auto()
    COUPE = auto()
    SIGNE = auto()
    NEUTRE = auto()
    BARRE = auto()
    UNITE = auto()
    PRESENTS = auto()
    SOMME = auto()


SENS, LISTE, TITRE, FIGURE, NEANT, MOT, COUPE, SIGNE, NEUTRE, BARRE, UNITE, PRESENTS, SOMME = Genre
VOIX, TETES = "voix", "tetes"
ARRETS = (MOT, TITRE, LISTE)
"""What parts the figures on its two sides."""
_NOMBRE = r"\d{1,3}(?:[ .]\d{3})+(?!\d)|\d+"
_ETRANGERS = (
    rf"\d[\d .]*(?:,\d+)?\s*(?:€|euros?\b|eur\b|k€|h\.?t\b|ttc\b)|\d{{1,2}}(?:er)?\s+{MOIS}\b(?:\s+\d{{4}})?|{MOIS}\b\s+\d{{4}}|"
    r"(?<![\d.])\d{1,2}(?P<point>[/.])\d{1,2}(?P=point)(?:\d{4}|\d{2})(?!\d)|\d{1,2}\s?h\b(?:\s?\d{2}\b)?|\d{1,2}:\d{2}\b|"
    r"(?:n\s?°|\bno\b|numeros?|articles?|art\b\.?|loi|decret|lots?|exercices?|annees?|budget|batiments?|page|cles?|delai\s+de|montant\s+de|scrutin\s+n\s?°|tour\s+n\s?°)\s*"
    r"(?:n\s?°\s*|n\s)?:?\s*\d+(?!\d|[ .]\d{3}\s*(?:voix|tanti|milli))(?:\s?[-/]\s?\d+|\.\d+)*|"
    r"resolutions?\s+(?:n\s?°\s*|n\s)?\d+(?!\d|[\d\s]*\s(?:co-?propri|voix\b|votants?\b|tetes?\b|tantiemes?\b))|"
    r"(?:loi|decrets?|ordonnance|exercices?|annees?|comptes|budget|depuis|en)\s+(?:(?:de|du|modifiee?|l'annee|l'exercice)\s+)*(?:19|20)\d\d(?!\d|[.,]\d|\s\d{3}(?!\d)|\s*(?:/|sur\b|voix|vx\b|tant|mill|copro|\())|"
    r"\b2[456]\s?[-.]\s?[12]\b|\b[12]\s?/\s?[23]\s+d\w*|(?<!\d)\d[\d .]*,(?!0{1,2}(?!\d))\d+|"
    r"\d+\s*(?:ans?|mois|jours?|annees?|lots?|logements?|appels?|m2|m²|exemplaires?|devis|points?|resolutions?|metres?|heures?|minutes?|trimestres?|echeances?)\b"
)
"""Figures of something else: amounts, dates, hours, articles of law, durations."""
_PROSE = r"(?!\s+(?:l[ea]s?\b|une?\b|des?\b|l'|d'|ce\w*\b|leurs?\b|sa\b|son\b|que\b|tou|chaque\b|lequel|\d+\s+d[eu]\b|\d\d/))(?! +20\d\d\b(?!\s*(?:\W?\s*(?:pour|contre|abst)|/\s*\d|voix|vx\b|tant|mill)))"
_OBJET = r"(?=\s+(?:a\s+|l'adoption\s+de\s+)?(?:la|cette|le)\s+(?:presente\s+)?(?:resolution|proposition|decision|projet|question)\b)"
_CLE = r"(?:\s+(?:de\s+la\s+cle\s+|d'|du\s+)?(?:ascenseurs?|chauffage|escaliers?(?:\s+[a-z]\b)?|batiments?\s+[a-z]\b|parkings?|garages?|sous-sols?|eau\s+(?:chaude|froide))\b)?"
"""The clé of tantièmes that are not the general ones: « 632 millièmes ascenseur pour »."""
_LETTRES = rf"(?<!contre )(?<!pour )(?<!mille )(?<!mille et )(?<!')(?P<lettres>{CARDINAL})(?P<dits>\s*\(\s*\d{{1,3}}\s*\))?(?=\s+(?:seule?s?\s+)?(?:co-?propri?e?taires?|votants?|voix|tantiemes?|milliemes?)\b)"
"""A count in words: « contre : un copropriétaire ». « Un recours contre deux copropriétaires » counts none."""
_MEMES = r"les\s+memes(?:\s+coproprietaires)?\s+que\s+(?:(?:pour|a|lors\s+de|sur)\s+)?(?:la\s+|le\s+)?(?:resolution|question|point)\s+(?:n\s?°\s*)?\d+(?:[.-]\d+)*\b"
"""« les mêmes que pour la résolution n° 3, soit… »: who, before how many."""
_MOTIFS = (
    (NEUTRE, rf"{_MEMES}|" r"(?:exprimee?s|emise?s|portee?s|detenue?s|apportee?s|representee?s)\s+par(?=\s+\d)|sans\s+(?=aucune?\b)|(?:scrutin|tour|vote|lecture)\s+(?:n\s?°\s*)?[12](?=\s*[:,(-])|(?:1(?:ere?|re)|2(?:n?de?|e(?:me)?))\s+(?:vote|tour|scrutin|lecture|votation|deliberation)s?\b|[(\[]?\s*(?:soit\s+)?\d+(?:[.,]\d+)?\s*(?:%|pour\s?cents?\b)\s*[)\]]?|[(\[]\s*(?:(?:sur|selon)\s+)?(?:la\s+)?(?:cle|charges)\b[^()\[\]\d/]{0,40}[)\]]|\.{2,}|_{2,}|(?:mise?s?|soumise?s?|remise?s?)\s+(?:a\s+nouveau\s+)?aux?\s+(?:voix|votes?|suffrages)\b"),
    (MOT, _ETRANGERS),
    (
        SENS,
        rf"(?:coproprietaires?\s+)?opposants?\b(?=\s*[:=(]?\s*\d[\d .]*(?:[,;(/–-]|voix|tant|mill|copro|$))|"
        rf"pour\b(?:{_OBJET}|{_PROSE})|(?<=vote\s)contre\b(?=\s+d[e'])|contre\b(?:{_OBJET}|{_PROSE})|(?:de)?favorables?(?:ment)?\b|en\s+(?:de)?faveur\b|"
        r"oppose(?:e?s|nt|e)?\b|s'oppos\w+|oppositions?\b|oui\b|blancs?\b(?=\s*[:=\d(])|non\b(?=\s*(?:[:=(\d\t→]|\.\.|neant|$))|"
        r"(?:s')?(?:abst|absention)\w*(?:\([a-z]+\)\w*)?(?:(?<=abst)\.|\.(?=\s*[:=]))?",
    ),
    (
        LISTE,
        r"(?:liste\s+des?\s+)?(?:copropri?e?taires?\s+)?opposants?\b|(?:coproprietaires?\s+)?defaillants?\b|absents?\b(?:\s+et\s+non\s+representes?)?|"
        r"non[\s-]votants?\b|(?:n'ont|n'a|n'ayant)\s+pas\s+pris\s+part\s+au\s+vote",
    ),
    (BARRE, r"/|sur\b(?:\s+(?:un\s+total\s+de|l[ea]s?\b|l'ensemble\s+des|la\s+base\s+de))?"),
    (FIGURE, _LETTRES),
    (FIGURE, rf"(?P<valeur>{_NOMBRE})(?:,0{{1,2}}(?!\d))?(?:\s*\(\s*(?P<redite>{CARDINAL})\s*\))?(?P<ordre>\s?[ei]?e?mes?\b)?"),
    (PRESENTS, r"(?:presente?s?|representee?s?|exprimee?s?|participants?|votante?s?)\b"),
    (UNITE, rf"(?P<voix>(?:en\s+)?(?:(?:voix|tanti?e?me?s?|temes?|(?:dix-?|cent-?)?milli?e?me?s?|suffrages?)\b{_CLE}|(?:tant|mill|vx)\b\.?|(?<=\d)v\b\.?|(?<=\d\s)v\b\.?))|en\s+nombre\b(?!\s+d)|(?:(?:co-?propri?e?taires?|tetes?|proprietaires?|membres?|personnes)\b|(?:copros?|copr|cops?|cp)\b\.?)(?:\(s\))?"),
    (SOMME, r"(?:soit\s+)?(?:(?:un|au)\s+)?total\b(?:\s+(?:general|des?)\b)?|ensemble\b"),
    (NEANT, r"ne?ants?\b|aucun(?:e|es|s)?\b|zero\b|ø|rien\b|(?:pas|sans)\s+(?:d')?(?=abst|oppos)|nul\b(?=\s+n(?:e\b|'))|personne\b"),
    (NEUTRE, r"[a-z]{1,2}'"),
    (MOT, r"[a-z][a-z'\-]*(?:\([a-z]{1,3}\)[a-z]*)?"),
    (SIGNE, r"\t|[^\s\w]"),
)  # fmt: skip
_LEXIQUE = re.compile("|".join(f"(?P<g{rang}>{motif})" for rang, (_, motif) in enumerate(_MOTIFS)))
_CONNUS = re.compile(
    r"ont|a|se|s|t|sont|est|etant|etaient|ete|vot(?!ants?$)\w*(?:\([a-z]+\)\w*)?|nt|nen|et|de|des|du|d|la|le|les|l|un|une|au|aux|soit|nombre|par|"
    r"represent\w*|detenant|detenus?|possedant|reunissant|reunit|disposant|ayants?|avec|correspond(?!ance)\w*|ou|es|e|n|resultats?|prononc\w*|exprim\w*|"
    r"generaux|generales?|blancs?|nuls?|compte\w*|bulletins?|totalis\w*|porteurs?|portes?|portant|cumul\w*|tous|toutes|reste|autres|decompte|scrutin|tour|premier|second|adoption|"
    r"recueill\w*|obt\w+|resolution|proposition|projet|decision|question|mise?|soumise?|cette|presente|ce|il|elle|on|y|ne|ni|sens|avis|position|comme|suit|suivants?|suivantes?|ainsi|dans|"
    r"depouillement|donne|quant|chacune?|valant|pesant|pour|contre|part|emis\w*|unanimes?|denombre\w*|releve\w*|constat\w*|enregistre\w*|compris|en|avoir|etre|seule?s?"
)
TETES_MAX = 999
"""More owners than any assembly counts: such a figure counts voix."""
_GENRES = (
    ("contre", re.compile(r"contre|defav|en\s+def|^non\b(?![\s-]?vot)|^s'opp|^oppos(?!ants?)")),
    ("opposants", re.compile(r"opposant")),
    ("abstention", re.compile(r"^(?:s')?abs(?!ent)|absention|^blanc")),
    ("defaillants", re.compile(r"^absent|defaill")),
    ("pour", re.compile(r"pour|favor|faveur|oui")),
    ("ecartes", re.compile("")),
)


@dataclass(slots=True)
class Token:
    """One token: its kind, the line and the place where it stands, and what it says.

    A ``FIGURE`` has its ``valeur``, its ``unite`` (``VOIX``, ``TETES``, or nothing) and the ``total`` printed beside
    it; ``base``: it counts who is there or who voted at all; ``orpheline``: it is a total, of no figure before it. ``presents``: a total
    that only counts those who are there, or who voted. ``mot``: the text, or the position of ``SENS``, ``LISTE``.
    """

    genre: Genre
    ligne: int
    debut: int
    fin: int
    mot: str = ""
    valeur: int = 0
    unite: str = ""
    total: int | None = None
    base: bool = False
    orpheline: bool = False
    presents: int | None = None
    imprime: str = ""


def cut_tokens(plain: str, ligne: int) -> Iterator[Token]:
    """The tokens of one folded line, in order, each as its word alone tells it."""
    return (_read_brut(lu, plain, ligne) for lu in _LEXIQUE.finditer(plain))


def _read_brut(lu: re.Match[str], plain: str, ligne: int) -> Token:
    groupe = next(rang for rang in range(len(_MOTIFS)) if lu[f"g{rang}"] is not None)
    token = Token(_MOTIFS[groupe][0], ligne, lu.start(), lu.end(), lu[0])
    if token.genre == FIGURE:
        token.valeur = read_cardinal(lu["lettres"]) if lu["lettres"] else read_nombre(lu["valeur"])
        token.imprime = lu["valeur"] or str(token.valeur)
        redits = [read_nombre(lu["dits"])] if lu["dits"] else [read_cardinal(lu["redite"])] if lu["redite"] else []
        token.genre = MOT if redits and redits != [token.valeur] else FIGURE
        token.unite = VOIX if lu["ordre"] else ""
    elif token.genre in (SENS, LISTE):
        token.mot = next(nom for nom, motif in _GENRES if motif.search(lu[0]))
    elif token.genre == UNITE:
        token.unite = VOIX if lu["voix"] else TETES
    elif token.genre == MOT and _CONNUS.fullmatch(lu[0]):
        token.genre = NEUTRE
    return token
