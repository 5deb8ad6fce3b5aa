"""The text of an agenda, cut into its resolutions.

Syndics number in many ways (``13-``, ``26°``, ``06 -``, ``7.2``, ``17-1``, ``Résolution n° 4``, ``DIX-NEUVIÈME
RÉSOLUTION``, ``IV.``) and fill bodies with numbered lists, amounts and dates. One way of numbering is chosen for the
whole text, the one that counts furthest in order; a line numbered otherwise, or out of order, is body.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from services.votes.lecture_corps import read_article, read_montant
from services.votes.lecture_intitules import strip_accents

Numero = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class ResolutionLue:
    """One resolution as printed. ``ordre`` counts from 1; ``montant`` is in centimes; see ``lecture_corps``."""

    ordre: int
    numero: str | None
    intitule: str
    texte: str
    article_imprime: str | None
    montant: int | None
    information: bool


@dataclass(frozen=True, slots=True)
class OrdreDuJour:
    """What was read, and the lines that look like a resolution but could not be placed."""

    resolutions: tuple[ResolutionLue, ...]
    non_compris: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Entete:
    ligne: int
    style: str
    numero: Numero
    imprime: str
    titre: str


@dataclass(slots=True)
class _Bloc:
    entete: _Entete | None
    lignes: list[str]
    information: bool


_MOT_RESOLUTION = r"(?:projet\s+de\s+)?(?:r[e]?solution|question|point|delib[e]?ration)"
_N = r"(?:n\s*[°ºo]|no\.?|num[e]?ro)?\s*"
_CHIFFRES = r"(\d{1,3}(?:\s?[.\-]\s?\d{1,2})*(?:\s?(?:bis|ter|quater)\b)?(?:\s?[a-h](?=\s*[).\-:]))?)"
_FIN = r"\s*(?:[°º]\s*)?(?:[.):/;\-–—]+|\s|$)\s*[.):/;\-–—]*\s*"
_STYLES: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("mot", re.compile(rf"^{_MOT_RESOLUTION}\s*{_N}{_CHIFFRES}{_FIN}(.*)$")),
    ("rang", re.compile(rf"^(\d{{1,3}})\s*(?:e|eme|ere|er)\s+r[e]?solution{_FIN}(.*)$")),
    (
        "ordinal",
        re.compile(
            rf"^((?:[a-z]+[\s-]+){{0,4}}?[a-z]*(?:i[e]?me|premi[e]?re|seconde|unieme))\s+r[e]?solution{_FIN}(.*)$"
        ),
    ),
    ("degre", re.compile(rf"^{_CHIFFRES}\s*[°º]\s*[.):/\-–—]*\s*(\S.*)$")),
    ("parenthese", re.compile(rf"^{_CHIFFRES}\s*\)\s*[\-–—:]*\s*(\S.*)$")),
    ("point", re.compile(rf"^{_CHIFFRES}\s*\.\s*[\-–—:]*\s*(\D.*)$")),
    ("tiret", re.compile(rf"^{_CHIFFRES}\s*[\-–—:/]\s*(\D.*)$")),
    ("romain", re.compile(r"^([ivxl]{1,7})\s*[.)\-–—:]\s*(\S.*)$")),
    ("nu", re.compile(rf"^{_CHIFFRES}\s+(\D.*)$")),
)
_NUMERIQUES = ("degre", "parenthese", "point", "tiret", "nu")
_RACINES = "zero premi deux trois quatr cinq six sept huit neuv dix onz douz treiz quatorz quinz seiz"
_UNITES = {mot: rang for rang, mot in enumerate(_RACINES.split())}
_DIZAINES = {"vingt": 20, "trent": 30, "quarant": 40, "cinquant": 50, "soixant": 60}
_SUITE_DE_MESURE = re.compile(
    r"^(?:%|€|euros?\b|eur\b|ans?\b|mois\b|jours?\b|voix\b|tantiemes?\b|coproprietaires?\b|appels?\b|membres?\b|lots?\b|"
    r"janvier|fevrier|mars|avril|mai|juin|juillet|aout|septembre|octobre|novembre|decembre|heures?\b|h\d|ttc|ht\b|"
    r"rue\b|avenue\b|bis\s+rue|place\b|boulevard\b|devis\b|candidat)"
)
_ANNEXES = re.compile(
    r"^(?:annexes?(?:\s+(?:n\W?\s*)?\d+)?\s*(?:$|[:\-–—])|formulaire\s+de\s+vote|pouvoir\s*$|liste\s+des\s+annexes|"
    r"pieces?\s+jointes?\s*(?:$|:)|contrat\s+(?:type\s+)?de\s+syndic\s*$|fait\s+a\s+\w+|rappel\s+des?\s+(?:articles|majorites)|"
    r"veuillez\s+agreer|nous\s+vous\s+prions)"
)
_SECTION_INFO = re.compile(
    r"^(?:[ivx\d]+\s*[.)\-–—]\s*)?(?:points?|questions?|sujets?)\s+d\W?\s*information|^(?:points?|questions?)\s+(?:sans|non\s+soumis\w*\s+au)\s+vote|"
    r"^informations?\s*(?:\(?sans\s+vote\)?|aux?\s+coproprietaires)?\s*:?$"
)
_SECTION_VOTE = re.compile(
    r"^(?:[ivx\d]+\s*[.)\-–—]\s*)?(?:points?|questions?|resolutions?|decisions?)\s+(?:soumis\w*|mises?|a\s+voter|portees?)|^resolutions?\s*:?$|^votes?\s*:?$"
)
_SANS_VOTE = re.compile(
    r"sans\s+vote|ne\s+donn\w+\s+(?:pas\s+)?(?:lieu\s+)?a\s+(?:aucun\s+)?vote|pas\s+de\s+vote|pour\s+information|"
    r"point\s+d\W?\s*information|non\s+soumis\w*\s+au\s+vote|^\W*information\b|questions?\s+diverses?\s*$"
)
_CORPS = re.compile(
    r"^(?:l\W?\s*assemblee|apres\s|conformement|en\s+application|majorit|art(?:icle|\.)?\s*\d|vote\b|pour\s*:|projet\s+de|vu\s|le\s+syndic|"
    r"cle\s|base\s+de|montant\s|historique|expose|il\s+est|les\s+coproprietaires|sont\s|mise\s+aux\s+voix|condition)"
)
_ARTICLE_FINAL = re.compile(
    r"\s*[(\[][^()\[\]]*\b(?:majorit|art)[^()\[\]\d]*2[456](?:-1)?(?!-?\d)[^()\[\]\d]*[)\]]\s*$", re.IGNORECASE
)
_SAUT_MAXIMAL = 4


def parse_ordre_du_jour(texte: str) -> OrdreDuJour:
    """Read a pasted or extracted agenda. A text without any numbering is read one line (or bullet) per resolution."""
    lignes = [re.sub(r"[ \t\u00a0\u202f]+", " ", ligne).strip() for ligne in texte.replace("\r", "\n").split("\n")]
    fin = next(
        (rang for rang, ligne in enumerate(lignes) if rang and _ANNEXES.match(strip_accents(ligne))), len(lignes)
    )
    fin = fin if any(_find_entetes(lignes[:fin])) else len(lignes)
    utiles = lignes[:fin]
    choisis = _choose_entetes(_find_entetes(utiles))
    if not choisis:
        return _parse_sans_numero(utiles)
    blocs, refuses = _cut_blocs(utiles, choisis)
    return OrdreDuJour(tuple(_read_bloc(bloc, rang) for rang, bloc in enumerate(blocs, start=1)), tuple(refuses))


def _find_entetes(lignes: Sequence[str]) -> list[_Entete]:
    """Every line that could open a resolution, in each way of numbering it fits."""
    entetes = []
    for rang, ligne in enumerate(lignes):
        plain = strip_accents(ligne)
        for style, motif in _STYLES:
            trouve = motif.match(plain)
            if trouve is None or len(plain) != len(ligne):
                continue
            titre = ligne[trouve.start(2) : trouve.end(2)].strip()
            numero = _READERS.get(style, _read_chiffres)(trouve[1])
            if numero and not _is_mesure(style, titre):
                entetes.append(_Entete(rang, style, numero, trouve[1].strip(), titre))
                break
    return entetes


def _is_mesure(style: str, titre: str) -> bool:
    """« 2 ans », « 1 500 € », « 3 appels »: a quantity that opens a line is not a number of resolution."""
    if style not in _NUMERIQUES:
        return False
    if _SUITE_DE_MESURE.match(strip_accents(titre)):
        return True
    return style == "nu" and not (titre[:2].isupper() or (titre[:1].isupper() and titre[1:2].islower()))


def _read_chiffres(brut: str) -> Numero | None:
    rangs = tuple(int(n) for n in re.findall(r"\d+", brut))
    lettre = re.search(r"(bis|ter|quater|[a-h])$", brut)
    if lettre:
        rangs += ({"bis": 2, "ter": 3, "quater": 4}.get(lettre[1]) or ord(lettre[1]) - ord("a") + 1,)
    return rangs if 0 < rangs[0] < 200 else None


def _read_romain(brut: str) -> Numero | None:
    valeurs = [{"i": 1, "v": 5, "x": 10, "l": 50}[c] for c in brut]
    total = sum(-v if v < max(valeurs[rang:]) else v for rang, v in enumerate(valeurs))
    return (total,)


def _read_ordinal(brut: str) -> Numero | None:
    """« dix-neuvieme » → 19, « vingt et unieme » → 21; letters lost by a scanner are forgiven."""
    total = 0
    for mot in re.split(r"[\s-]+", brut):
        racine = re.sub(r"(?:ieme|ime|me|ere|re|e)$", "", mot)
        if racine in ("un", "uni"):
            total += 1
        elif mot.startswith("second"):
            total += 2
        elif racine + "t" in _DIZAINES or racine in _DIZAINES:
            total += _DIZAINES.get(racine) or _DIZAINES[racine + "t"]
        else:
            total += next((n for nom, n in _UNITES.items() if racine and (nom == racine or racine.startswith(nom))), 0)
    return (total,) if total else None


_READERS: dict[str, Callable[[str], Numero | None]] = {"ordinal": _read_ordinal, "romain": _read_romain}


def _choose_entetes(entetes: Sequence[_Entete]) -> list[_Entete]:
    """The headings of the way of numbering that counts furthest; words (« résolution n° ») win over bare numbers."""
    familles = (("mot", "rang", "ordinal"), ("degre",), ("parenthese",), ("point",), ("tiret",), ("nu",), ("romain",))
    suites = [_keep_croissants([e for e in entetes if _belongs(e, famille)]) for famille in familles]
    mots, autres = suites[0], suites[1:]
    meilleure = max(autres, key=lambda suite: (_count_principaux(suite), -suite[0].ligne if suite else 0))
    if len(mots) >= 2 or (mots and _count_principaux(meilleure) <= 1):
        return mots
    melange = _keep_croissants([e for e in entetes if e.style in _NUMERIQUES])
    return melange if _count_principaux(melange) > _count_principaux(meilleure) + 2 else meilleure


def _belongs(entete: _Entete, famille: tuple[str, ...]) -> bool:
    """A sub-item (« 7.2 ») carries no mark of its own: it follows any numbering in figures."""
    sous_point = len(entete.numero) > 1 and entete.style in _NUMERIQUES
    return entete.style in famille or (sous_point and famille[0] in _NUMERIQUES)


def _count_principaux(suite: Sequence[_Entete]) -> int:
    return len({entete.numero[0] for entete in suite})


def _keep_croissants(entetes: Sequence[_Entete]) -> list[_Entete]:
    gardes: list[_Entete] = []
    for entete in entetes:
        if _follows(gardes[-1].numero if gardes else (0,), entete.numero, premier=not gardes):
            gardes.append(entete)
    return gardes


def _follows(avant: Numero, numero: Numero, premier: bool) -> bool:
    if premier:
        return numero[0] <= 3 or len(numero) > 1
    if numero <= avant:
        return False
    if numero[0] == avant[0]:
        return numero[1] - (avant[1] if len(avant) > 1 else 0) <= _SAUT_MAXIMAL
    return numero[0] - avant[0] <= _SAUT_MAXIMAL


def _cut_blocs(lignes: Sequence[str], entetes: Sequence[_Entete]) -> tuple[list[_Bloc], list[str]]:
    par_ligne = {entete.ligne: entete for entete in entetes}
    blocs: list[_Bloc] = []
    refuses: list[str] = []
    information = False
    for rang, ligne in enumerate(lignes):
        plain = strip_accents(ligne)
        if rang in par_ligne:
            blocs.append(_Bloc(par_ligne[rang], [], information))
        elif _SECTION_INFO.match(plain) and len(plain) < 80:
            information = True
        elif _SECTION_VOTE.match(plain) and len(plain) < 80:
            information = False
        elif blocs:
            blocs[-1].lignes.append(ligne)
            if _looks_like_titre(ligne):
                refuses.append(ligne)
    return blocs, refuses


def _looks_like_titre(ligne: str) -> bool:
    """A line in capitals that opens with a number, though out of order: shown rather than lost in a body."""
    return bool(re.match(r"\d{1,3}\s?[-.°)]\s?[A-ZÉÈÀ ]{8,}", ligne)) and ligne.upper() == ligne


def _read_bloc(bloc: _Bloc, ordre: int) -> ResolutionLue:
    entete = bloc.entete
    lignes = list(bloc.lignes)
    titre = [entete.titre] if entete and entete.titre else []
    while lignes and not lignes[0] and not titre:
        lignes.pop(0)
    while lignes and lignes[0] and _continues(titre, lignes[0]):
        titre.append(lignes.pop(0))
    intitule = " ".join(titre).strip()
    texte = "\n".join(lignes).strip()
    entier = f"{intitule}\n{texte}"
    sans_vote = bool(_SANS_VOTE.search(strip_accents(intitule))) or bool(_SANS_VOTE.search(strip_accents(texte[:200])))
    return ResolutionLue(
        ordre=ordre,
        numero=re.sub(r"\s", "", entete.imprime)
        if entete and entete.style not in ("ordinal", "romain")
        else _say_numero(entete),
        intitule=_strip_article(intitule),
        texte=texte,
        article_imprime=read_article(entier),
        montant=read_montant(entier),
        information=bloc.information or sans_vote,
    )


def _say_numero(entete: _Entete | None) -> str | None:
    return ".".join(str(n) for n in entete.numero) if entete else None


def _continues(titre: Sequence[str], ligne: str) -> bool:
    """Whether this line still belongs to the title: the first one, or one that goes on in the same way."""
    if not titre:
        return True
    if _CORPS.match(strip_accents(ligne)):
        return False
    dernier = titre[-1]
    if dernier.upper() == dernier and any(c.isalpha() for c in dernier):
        return ligne.upper() == ligne and any(c.isalpha() for c in ligne)
    return dernier[-1:] not in ".:;!?" and ligne[:1].islower()


def _strip_article(intitule: str) -> str:
    """The title without the majority printed at its end: it is kept apart."""
    sans = _ARTICLE_FINAL.sub("", intitule)
    return sans.strip(" -–—:") or intitule


def _parse_sans_numero(lignes: Sequence[str]) -> OrdreDuJour:
    """No numbering at all: bullets when there are some, else one resolution per line."""
    puces = [rang for rang, ligne in enumerate(lignes) if re.match(r"^[-–—•*▪●]\s+\S", ligne)]
    debuts = puces or [
        rang for rang, ligne in enumerate(lignes)
        if ligne and not re.match(r"^(?:ordre\s+du\s+jour|convocation|mesdames|madame|monsieur)", strip_accents(ligne))
    ]  # fmt: skip
    entetes = [
        _Entete(rang, "puce", (n,), "", lignes[rang].lstrip("-–—•*▪● ")) for n, rang in enumerate(debuts, start=1)
    ]
    blocs, refuses = _cut_blocs(lignes, entetes)
    lues = [_read_bloc(bloc, rang) for rang, bloc in enumerate(blocs, start=1)]
    sans = [
        ResolutionLue(r.ordre, None, r.intitule, r.texte, r.article_imprime, r.montant, r.information) for r in lues
    ]
    return OrdreDuJour(tuple(sans), tuple(refuses))
