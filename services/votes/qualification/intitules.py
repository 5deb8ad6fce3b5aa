"""Reading a title: from what a syndic typed, or a scanner half read, to a plain list of words.

Numbers of resolutions, printed articles and allocation keys are set aside, quotations that are the real question are
taken out of their wrapping, long bodies are reduced to what the assembly decides. Words come out without accents or
plural, small words are dropped, and those that scanning or haste damaged are brought back to the vocabulary.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from rapidfuzz.distance import OSA
from rapidfuzz.process import extractOne

FIN_DE_PHRASE = "."
COUPURE = ":"

PETITS_MOTS = frozenset(
    [
        "le",
        "la",
        "les",
        "l",
        "de",
        "du",
        "des",
        "d",
        "un",
        "une",
        "et",
        "a",
        "au",
        "aux",
        "ce",
        "cet",
        "cette",
        "ces",
        "son",
        "sa",
        "ses",
        "leur",
        "leurs",
        "c",
        "s",
        "n",
        "qu",
        "que",
        "qui",
        "dont",
        "ou",
        "y",
        "meme",
        "notre",
        "nos",
        "votre",
        "vos",
        "se",
        "est",
        "sont",
        "sera",
        "ete",
        "etre",
        "soit",
        "ainsi",
        "cas",
        "numero",
        "no",
    ]
)
_ABREGES = {
    "cs": "conseil syndical",
    "rcp": "reglement de copropriete",
    "rdc": "reglement de copropriete",
    "ag": "assemblee",
    "ago": "assemblee",
    "age": "assemblee",
    "bat": "batiment",
    "moe": "maitrise d'oeuvre",
    "pv": "proces-verbal",
}
_ORDINAL = r"(?:(?:[a-z]+[\s-]){0,3}[a-z]*i[e]?me|premi[e]?re|seconde)\s+"
_NUMERO = re.compile(
    rf"^\s*(?:(?:projet\s+de\s+)?r[e]?solution|question|point|objet|vote)?\s*"
    rf"(?:(?:n\s*[°ºo]|no|nr|num[e]?ro)?\s*\.?\s*\d{{1,3}}(?:\s*[.\-]\s*\d{{1,2}})*(?!\d|\s*(?:%|€|euro|ans?\b|mois\b|membre|place))"
    rf"|{_ORDINAL}r[e]?solution|[ivxl]{{1,6}}(?=\s*[.)\-–—/]\s))"
    rf"\s*(?:[°º.)\]/:;\-–—|]\s*)*(?:bis\b|ter\b)?\s*(?:[°.)\]/:;\-–—|]\s*)*"
)
_ARTICLE_IMPRIME = re.compile(
    r"[(\[]?\s*(?:vote\s+)?(?:a\s+la\s+)?majorit[e]?\s+(?:n[e]?cessaire|requise|simple|absolue)?\s*:?\s*"
    r"(?:de\s+l\W?\s*)?art(?:icle|\.)?\s*2[456](?:-1)?\b(?!-\d|\s*[a-o]\b)\s*[)\]]?"
)
_ARTICLE_SEUL = re.compile(
    r"[(\[]\s*(?:vote\s+)?(?:a\s+la\s+majorit[e]?\s+(?:de\s+l\W?\s*)?)?art(?:icle|\.)?\s*2[456](?:\s?-\s?1)?\s*[)\]]"
)
_CLE = re.compile(
    r"(?<!\bla )(?<!\bles )(?<!\bdes )(?<!\bde )"
    r"\b(?:cl[e]?s?|base)\s*(?:de\s+(?:r[e]?partition|vote|charge[s]?))?\s*(?:n\s*[°ºo]?\s*\d+\s*)?:.*"
)
_LETTRE_D_ARTICLE = re.compile(
    r"\b(2[4-6])\s?-?\s?([b-km-o])\b(?![’'])|\b(2[45])\s?-?\s?([al])\b(?=\s*(?:[).,;:»\]]|$))"
)
_CIVILITE = re.compile(r"\b(?:M\.?|MM\.?|Mr\.?|Mrs\.?|Monsieur|Messieurs)\s+(?=[A-ZÉÈ])")
_CIVILITE_F = re.compile(r"\b(?:Mme\.?|MME\.?|Mmes|Mlle|Madame|MADAME)\s+(?=[A-ZÉÈ])")
_SES_FRAIS = re.compile(r"\b(?:ses|leurs?|mes|nos)\s+(?:propres\s+|seuls\s+)?frais\b")
_AU_SYNDIC = re.compile(r"\bau\s+(?=syndic\b|conseil\b|cs\b|cabinet\b)")
"""« mandat au syndic » (he acts) is not « mandat du syndic » (he is elected): the small word is kept there."""
_MOT = re.compile(r"\d+[a-z]\b|\d+(?:[.,-]\d+)*%?|[a-z0-9]+(?:-[a-z0-9]+)*|\.(?=\s|$)|\n|[:;–—()«»\"“”•]| - ")
_TAUX = re.compile(r"(\d{1,2}(?:[.,]\d+)?)\s*(?:%|pour\s*cent|p\.?\s?100)")
_CONFUSIONS = (("rn", "m"), ("1", "i"), ("1", "l"), ("0", "o"), ("5", "s"), ("vv", "w"), ("ii", "u"), ("cl", "d"))
"""What a scanner writes, and what may have been printed."""
_COUPE_MIN = 7
_CITATION = re.compile(r"[«“\"]\s*([^«»“”\"]{3,}?)\s*[»”\"]")


@dataclass(frozen=True, slots=True)
class Mot:
    """One word as understood (``forme``) and as written (``ecrit``); ``corrige`` when the spelling was repaired."""

    forme: str
    ecrit: str
    corrige: bool = False


def tidy(texte: str, longueur: int) -> str:
    """One space between words, wrapped lines joined, no more than ``longueur`` characters: what follows stays linear.

    A line goes on into the next when that one opens in lower case, or when both are in capitals without a full stop.
    """
    suite: list[str] = []
    for brut in texte[: 4 * longueur].splitlines():
        ligne = " ".join(brut.split())
        if not ligne:
            continue
        if suite and (ligne[0].islower() or (ligne.isupper() and suite[-1].isupper() and suite[-1][-1] not in ".:;")):
            suite[-1] += " " + ligne
        else:
            suite.append(ligne)
    return "\n".join(suite)[:longueur]


def strip_accents(texte: str) -> str:
    """Lower case, no accent, ligatures opened, typographic apostrophes and dashes made plain."""
    texte = texte.replace("œ", "oe").replace("Œ", "oe").replace("’", "'").replace("‑", "-")
    decompose = unicodedata.normalize("NFKD", texte)
    return "".join(c for c in decompose if not unicodedata.combining(c)).lower()


def stem(mot: str) -> str:
    """The word without its plural or feminine mark, crudely but always in the same way."""
    if len(mot) <= 3 or mot.endswith("ss"):
        return mot
    if mot.endswith("eaux"):
        return mot[:-1]
    if mot.endswith("aux"):
        return mot[:-3] + "al"
    if mot[-1] in "sx":
        mot = mot[:-1]
    return mot[:-1] if mot.endswith("ee") and len(mot) > 4 else mot


def strip_numero(intitule: str) -> str:
    """The title without the number that opens it, whatever its style (``13-``, ``26°``, ``ONZIÈME RÉSOLUTION``)."""
    plain = strip_accents(intitule)
    if len(plain) != len(intitule):
        intitule = plain
    trouve = _NUMERO.match(plain)
    reste = intitule[trouve.end() :] if trouve else intitule
    return reste.strip() or ""


def extract_citation(intitule: str) -> tuple[str, str] | None:
    """The quotation that a title wraps, and the wrapping; None when nothing is quoted."""
    trouve = _CITATION.search(intitule)
    if trouve is None:
        return None
    return trouve[1], intitule[: trouve.start()] + " " + intitule[trouve.end() :]


class Orthographe:
    """The words we know, and how a damaged word comes back to one of them.

    A scanner that loses accented letters writes « rfection » or « tanchit »: both are found by dropping those letters
    from every known word. One that takes a letter for another writes « cornptes » or « synd1c », one that sees a space
    « rempl acement ». A typing fault is found by edit distance: one in words of 6 letters, two from 9.
    """

    def __init__(self, mots: Iterable[str]) -> None:
        accentues = {mot.lower().replace("œ", "oe") for mot in mots}
        self._connus = {stem(strip_accents(mot)) for mot in accentues}
        self._sans_lettre: dict[str, str] = {}
        for mot in sorted(accentues):
            lettres = "".join(c for c in mot if strip_accents(c) == c)
            perdu = stem(strip_accents(lettres))
            if len(perdu) >= 3 and perdu not in self._connus:
                self._sans_lettre.setdefault(perdu, stem(strip_accents(mot)))
        self._longs = sorted(mot for mot in self._connus if len(mot) >= 5 and mot.isalpha())
        self.correct: Callable[[str], str] = lru_cache(maxsize=50_000)(self._correct)

    def knows(self, mot: str) -> bool:
        """Whether a word, written as it is, is one of ours."""
        return mot in PETITS_MOTS or stem(mot) in self._connus

    def _correct(self, forme: str) -> str:
        if forme in self._connus or len(forme) < 3:
            return forme
        lue = next((lue for lue in _list_lectures(forme) if stem(lue) in self._connus), None)
        if lue is not None:
            return stem(lue)
        if not forme.isalpha():
            return forme
        perdu = self._sans_lettre.get(forme)
        if perdu is not None:
            return perdu
        if len(forme) < 6:
            return self._restore_lettre(forme)
        proche = extractOne(forme, self._longs, scorer=OSA.distance, score_cutoff=1 if len(forme) < 9 else 2)
        return proche[0] if proche else forme

    def _restore_lettre(self, forme: str) -> str:
        """A short word is only given back one lost letter, never its first: « cmpte » is « compte »."""
        manquants = [mot for mot in self._longs if len(mot) == len(forme) + 1 and mot[0] == forme[0]]
        proche = extractOne(forme, manquants, scorer=OSA.distance, score_cutoff=1) if len(forme) > 3 else None
        return proche[0] if proche else forme


def _list_lectures(forme: str) -> list[str]:
    """What a scanner may have read for what was printed: one confusion of shapes, wherever it occurs."""
    if len(forme) < 4:
        return []
    lues = [forme.replace(lu, imprime) for lu, imprime in _CONFUSIONS if lu in forme]
    return [f"q{forme[1:]}", *lues] if forme[0] == "o" else lues


def _join_coupes(bruts: list[str], orthographe: Orthographe) -> list[str]:
    """Words that a scanner cut in two are made one again: at least one part is no word, and together they are."""
    joints: list[str] = []
    for brut in bruts:
        if joints and _is_coupe(joints[-1], brut, orthographe):
            joints[-1] += brut
        else:
            joints.append(brut)
    return joints


def _is_coupe(debut: str, fin: str, orthographe: Orthographe) -> bool:
    if not (debut.isalpha() and fin.isalpha()) or len(debut) + len(fin) < _COUPE_MIN:
        return False
    return orthographe.knows(debut + fin) and not (orthographe.knows(debut) and orthographe.knows(fin))


def compute_indices(plain: str) -> list[Mot]:
    """Facts of number, as words that rules can name: a rate above or within the legal 5 % of the works fund."""
    taux = [Decimal(lu.replace(",", ".")) for lu in _TAUX.findall(plain)]
    if not taux or "honoraire" in plain or "remuneration" in plain:
        return []
    nom = "@taux_superieur" if max(taux) > 5 else "@taux_minimum"
    return [Mot(nom, f"{max(taux)} %".replace(".", ","))]


def read_mots(texte: str, orthographe: Orthographe) -> list[Mot]:
    """The words of a text, in order, small words dropped, cuts kept as « : » and ends of sentences as « . »."""
    texte = _CIVILITE.sub("monsieur ", texte)
    texte = _CIVILITE_F.sub("madame ", texte)
    plain = strip_accents(texte)
    plain = _CLE.sub(" ", _ARTICLE_IMPRIME.sub(" ", _ARTICLE_SEUL.sub(" ", plain)))
    plain = _LETTRE_D_ARTICLE.sub(lambda lu: (lu[1] or lu[3]) + (lu[2] or lu[4]), plain)
    plain = re.sub(r"\bal\.\s*(?=\d)", "alinea ", plain)
    plain = _SES_FRAIS.sub("sesfrais", _AU_SYNDIC.sub("vers ", plain))
    plain = re.sub(r"\b([a-z])\.([a-z])\.(?:([a-z])\.)?", lambda lu: "".join(g for g in lu.groups() if g) + " ", plain)
    plain = re.sub(r"\b(?:[a-z] ){3,}[a-z]\b", lambda lu: lu[0].replace(" ", ""), plain)
    mots: list[Mot] = []
    for brut in _join_coupes(_MOT.findall(plain), orthographe):
        mots.extend(_read_mot(brut, orthographe))
    return mots + compute_indices(plain)


def _read_mot(brut: str, orthographe: Orthographe) -> list[Mot]:
    if brut in (".", "\n"):
        return [Mot(FIN_DE_PHRASE, "")]
    if not brut.strip()[0].isalnum():
        return [Mot(COUPURE, "")]
    if brut[0].isdigit():
        return [Mot(brut, brut)]
    mots = []
    for morceau in _ABREGES.get(brut, brut).replace("'", " ").replace("-", " ").split():
        if morceau in PETITS_MOTS:
            continue
        forme = stem(morceau)
        connue = orthographe.correct(forme)
        mots.append(Mot(connue, morceau, corrige=connue != forme))
    return mots
