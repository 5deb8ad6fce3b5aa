"""The weight of a key as its heading prints it: « Répartition sur 10000 tantièmes » says over what a key is shared out,
never which key it is."""

import re
from functools import lru_cache

from services.charges.lecture_comptes.valeurs.montants import holds_montant
from shared.excel.cellules import Rangee, Valeur

_NOMBRE = r"\d+(?:[ .\u00a0\u202f]\d{3})*\s*"
_UNITE = (
    r"(?:dix[- ]?|cent[- ]?)?(?:tanti[èe]mes?|milli[èe]mes?|(?<=\d{3})\s?[èe]mes?\b|tant\b\.?|unit[ée]s?\b|parts?\b"
    r"|m(?:3\b|³|[èe]tres? cubes?)|[kM]Wh\b)"
    r"(?:\s+g[ée]n[ée]raux)?"
)
_TETE = r"(?:(?:cl[ée]|base|mode)\s+de\s+r[ée]partition|r[ée]partition|r[ée]parti(?:e|s|es)?|base|total|diviseur|soit)"
_NOTRE = r"(?:(?:dont\s+)?(?:vos|votre|nos|notre)\s+)?"
_SUR = r"(?:sur|en|aux?|de|des|par|:|=|/)"
_PHRASE = (
    rf"(?:{_TETE}[\s:=]*)*(?:{_SUR}\s*)*{_NOTRE}{_NOMBRE}(?:/\s*{_NOMBRE})?{_UNITE}(?:\s*(?:sur|/)\s*{_NOMBRE})?"
    rf"|(?:{_TETE}[\s:=]*)*(?:{_SUR}\s*)*{_NOTRE}{_UNITE}\s*(?:(?:de\s+r[ée]partition|d[ue]\s+(?:votre\s+)?lot)\s*)?"
    rf"[:=]?\s*{_NOMBRE}(?:(?:/|sur)\s*{_NOMBRE})?"
    rf"|(?:{_TETE}[\s:=]*)*(?:sur|/)\s*(?=[\d .]{{3}}){_NOMBRE}"
    rf"|(?:{_TETE}[\s:=]*)*(?=[\d .]{{3,}}/\s*[\d .]{{3}}){_NOMBRE}/\s*{_NOMBRE}[èe]?(?![\w/])"
    rf"|base(?:\s+de\s+r[ée]partition)?[\s:=]*(?=[\d .]{{2}}){_NOMBRE}"
    rf"|dont\s+(?:vous|nous)\s*[:=]?\s*{_NOMBRE}"
)
_ENTIERE = re.compile(rf"^[\s(\[]*(?:{_PHRASE})[\s)\].:]*$", re.I)
_RONDE = re.compile(r"^(.*\S)\s*\(\s*1(?:[ .\u00a0\u202f]?000|0[ .\u00a0\u202f]?000|00[ .\u00a0\u202f]?000)\s*\)$")
"""A round number in brackets is a weight, no code: ``Charges générales (10 000)``."""
_FIN = re.compile(rf"^(.*?\S)\s*(?:\s[-–—:,]|[(\[]|(?=\s)|(?=/))\s*(?:{_PHRASE})[\s)\].:]*$", re.I)
_COMPTEE = re.compile(rf"^(.*?\S)\s*\((?=[^()]*(?<![mM])\d)[^()]*\b{_UNITE}[^()]*\)[\s.:]*$", re.I)
"""Brackets that count tantièmes, whatever else they say: ``(10000 tantièmes, dont 1250 pour vos lots)``."""
_RANG = re.compile(r"^\s+(\d{1,2})[ \u00a0\u202f]([1-9]\d\d)(?![\d \u00a0\u202f]*\d{3}\b)\s*(?:/\s*(\d+)(?![ \d]))?")
_NUMEROTE = re.compile(
    r"\b(?:b[âa]t(?:iment)?s?|b[âa]t\.|esc(?:aliers?)?|mont[ée]e|entr[ée]e|cage|hall|all[ée]e|tour|bloc|immeuble"
    r"|asc(?:enseur)?|aile|porte|villa|pavillon|tranche)\.?$",
    re.I,
)
"""What stands before its number: ``Escalier 2``."""
_SUITE = re.compile(r"(?<=\S)\s*(?:\(\s*suite\s*\)|\s[-–]\s*suite|\s…?suite)[\s.]*$", re.I)
_ETIQUETTE = re.compile(
    rf"^(?=.*(?:{_TETE}|{_UNITE}))(?:{_TETE}|{_UNITE}|nombre|cl[ée]s?\b|par\b|la\b|les\b|[\s:()]|des?\b|sur\b|en\b)+$",
    re.I,
)
_POIDS = re.compile(r"\b(?:base|diviseur|r[ée]partition|(?:tanti[èe]me|milli[èe]me|unit[ée])s?)\b", re.I)
"""What tells weights from amounts: « Total » alone sums expenses."""


_SIEN = re.compile(
    rf"\b(?:vos|votre|nos|notre)\s+(?:{_UNITE}|quotes?[- ]parts?\b|part\b)|{_UNITE}\s*d[ue]\s+(?:votre\s+)?lot"
    rf"|\d[\d \u00a0\u202f]*(?:/|sur)\s*\d[\d \u00a0\u202f]*\s*{_UNITE}"
    rf"|{_UNITE}\s*[:=]?\s*\d[\d \u00a0\u202f]*(?:/|sur)|\d\s*{_UNITE}\s*(?:/|sur)\s*\d",
    re.I,
)
"""What tells the weight of a lot from that of its key."""
_PLUSIEURS = re.compile(r"\d\D+\d")
_ENTIER = r"(\d{1,3}(?:[ \u00a0\u202f]\d{3})+|\d+)"
_NOS_TANTIEMES = re.compile(
    rf"\b(?:vos|votre|nos|notre)\s+(?:{_UNITE}\s*[:=]?\s*{_ENTIER}|{_ENTIER}\s*{_UNITE})"
    rf"|\bdont\s+(?:vous|nous)\s*[:=]?\s*{_ENTIER}"
    rf"|{_UNITE}\s*d[ue]\s+(?:votre\s+)?lot\s*[:=]?\s*{_ENTIER}|{_ENTIER}\s*{_UNITE}\s*d[ue]\s+(?:votre\s+)?lot",
    re.I,
)
_LEUR_TOTAL = re.compile(
    rf"\b(?:base|total|sur|diviseur)\b\s*(?:de\s+r[ée]partition\s*|(?:de|des)\s+)?(?:{_UNITE})?\s*[:=]?\s*{_ENTIER}"
    rf"|{_ENTIER}\s*{_UNITE}|{_UNITE}\s*[:=]\s*{_ENTIER}(?! *[/\d])",
    re.I,
)
_FRACTION = re.compile(rf"(?<![\d/.,-]){_ENTIER}\s*(?:{_UNITE}\s*)?(?:/|\bsur)\s*{_ENTIER}(?![\d/.,-]*\d)")


def read_base(texte: str) -> int | None:
    """What a key weighs, where its heading says it alone: ``Clé K1 : Gardiennage (base 98 600)``."""
    totaux = {_read_entier(lu) for lu in _LEUR_TOTAL.finditer(texte)}
    return totaux.pop() if len(totaux) == 1 else None


def read_fraction(texte: str) -> tuple[int, int] | None:
    """What a lot weighs in a key, and the weight of the key: ``Tantièmes du lot : 214 / 10000``, ``base 10000 – vos
    tantièmes 214``; else None."""
    dites = [(_read_entier(lu), _read_entier(lu, -1)) for lu in _FRACTION.finditer(texte)]
    if len(dites) == 1 and _SIEN.search(texte) is not None:
        tantiemes, base = dites[0]
    else:
        nos_tantiemes = list(_NOS_TANTIEMES.finditer(texte))
        reste = texte.replace(nos_tantiemes[0][0], "|") if len(nos_tantiemes) == 1 else ""
        totaux = {_read_entier(lu) for lu in _LEUR_TOTAL.finditer(reste)}
        if len(totaux) != 1:
            return None
        tantiemes, base = _read_entier(nos_tantiemes[0]), totaux.pop()
    return (tantiemes, base) if tantiemes <= base and base > 0 else None


def _read_entier(lu: re.Match[str], rang: int = 0) -> int:
    """The whole number of a group that is filled, the first or the last."""
    return int(re.sub(r"\D", "", [nombre for nombre in lu.groups() if nombre][rang]))


@lru_cache(maxsize=20_000)
def is_base(texte: str) -> bool:
    """Whether a text says the weight of a key, and ours, and nothing else: ``sur 1000 tantièmes``, ``Base : 10000``."""
    if _ENTIERE.match(texte) is not None:
        return True
    lu = _FIN.match(texte) if _PLUSIEURS.search(texte) else None
    return lu is not None and is_base(lu[1])


def is_etiquette_base(valeur: Valeur) -> bool:
    """The label of a weight that stands in the next cells: ``Tantièmes``, ``Base de répartition (tantièmes)``."""
    return isinstance(valeur, str) and _ETIQUETTE.match(valeur) is not None


def is_rangee_poids(rangee: Rangee) -> bool:
    """The weights of several keys, each in its column, beside words that say no more: ``Tantièmes | 10000 | 4000``."""
    pleines = [valeur for valeur in rangee if valeur != ""]
    poids = [valeur for valeur in pleines if holds_montant(valeur) or (isinstance(valeur, str) and is_base(valeur))]
    mots = [valeur for valeur in pleines if valeur not in poids]
    return bool(poids and mots) and all(is_etiquette_base(mot) and _POIDS.search(str(mot)) for mot in mots)


@lru_cache(maxsize=20_000)
def drop_base(texte: str) -> str:
    """The name of a key without its weight, nor the word that says it goes on from the page before: ``Ascenseur (sur
    1000 tantièmes)`` is ``Ascenseur``; empty for a weight."""
    texte = _SUITE.sub("", texte)
    if is_base(texte):
        return ""
    lu = _RONDE.match(texte) or _COMPTEE.match(texte) or _FIN.match(texte)
    if lu is None:
        return texte
    nom = _keep_rang(lu[1], texte[lu.end(1) :]).rstrip(" -–—:,(")
    return drop_base(nom) if nom != texte else nom


def _keep_rang(nom: str, suite: str) -> str:
    """``Montée 5 310/310``, ``Bâtiment 2 645 tantièmes``: the first number tells this key from its like, and is no
    thousand of its weight."""
    lu = _RANG.match(suite)
    if lu is None or not (_NUMEROTE.search(nom) or (lu[3] and int(lu[1] + lu[2]) > int(lu[3]) >= int(lu[2]))):
        return nom
    return f"{nom} {lu[1]}"


def read_tantiemes(valeur: Valeur) -> int | None:
    """Tantièmes: a whole number, or None."""
    if isinstance(valeur, bool) or valeur == "":
        return None
    if isinstance(valeur, int | float):
        return int(valeur) if valeur == int(valeur) else None
    chiffres = re.sub(r"[\s\u00a0\u202f]", "", str(valeur)).split("/")[0]
    return int(chiffres) if chiffres.isdecimal() else None
