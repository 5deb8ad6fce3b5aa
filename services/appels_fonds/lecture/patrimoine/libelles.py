"""The key that a label names among the other things it says: the kind, the quarter, the lot, a sentence about it."""

import re

from services.appels_fonds.lecture.patrimoine.cles_nommees import CleIncertaine
from services.appels_fonds.lecture.patrimoine.rapprochement import IndexCopropriete, strip_appel
from services.appels_fonds.lecture.valeurs.mots import flatten, normalise
from services.appels_fonds.natures import strip_natures
from shared.excel.cellules import Valeur

_LONGUEUR_MAX = 200
_NUMEROTATION = re.compile(r"^\s*(?:\d{1,2}(?:\.\d{1,2})*\s*[.)]|[IVX]{1,4}\s*[.)\-–—]|[A-H]\s*[.)])\s*(?![\s\d])")
_CHIFFRES = re.compile(
    r"(?<![\d/.-])\d{1,2}[/.-]\d{1,2}(?:[/.-]\d{2,4})?\b(?![/.-]\d)"
    r"|\d[\d\s.,\u00a0\u202f]*(?:€|\beuros?\b|%)(?:\s*/\s*(?:2|3|4|6|12)\b)?"
    r"|\d[\d\s\u00a0\u202f]*(?:/|\bsur\b)\s*\d[\d\s\u00a0\u202f]*(?:i?[eè]mes?\b)?",
    re.I,
)
"""Dates, sums and the calls they are cut in, shares and fractions."""
_MOTS_D_APPEL = re.compile(
    r"\b(?:(?:vos?|votre)\b ?)?(?:lots? (?:n |no |numero )?[a-z]{0,3}\d+[a-z]{0,3}\b"
    r"|[1-4] ?(?:er|re|e|eme|nd|nde|ieme)? (?:trim\w*|sem\w*|appels?)\b|[1-4] ?t(?: ?\d\d)?\b|t ?[1-4]\b"
    r"|(?:trim|sem)\w*|20\d\d\b|exercices?\b|periodes?\b"
    r"|(?:janv|fevr|avr|juil|sept|oct|nov|dec)\w*\b|mars\b|mai\b|juin\b|aout\b"
    r"|(?:annuel|trimestriel|mensuel|semestriel)\w*|permanentes?\b|tresorerie\b|obligatoires?\b|previsionnel\w*"
    r"|appelee?s?\b|appels?\b|provisions?\b|prov\b|quote part\b|part\b|acomptes?\b|cotisations?\b|budget\b|courant\w*"
    r"|ordinaires?\b|exceptionnel\w*|votee?s?\b|montants?\b|ag\b"
    r"|assemblees? generales?\b|resolutions?(?: n)? ?\d*\b|fonds?\b|loi\b|art(?:icle)?\b|n\b|no\b)"
)
_TYPES_DE_LOT = re.compile(
    r"\b(?:appartements?|appts?|logements?|caves?|parkings?|stationnements?|garages?|box|studios?|celliers?"
    r"|locaux|local|maisons?|emplacements?|[tf] ?[1-7])\b"
)
_LIENS = re.compile(
    r"^(?:(?:de|du|des|d|la|le|les|l|en|sur|pour|au)\b ?)+|(?: (?:de|du|des|d|la|le|les|l|en|sur|pour|au))+$"
)
_LIEU = re.compile(r"\b(?:bat|batiments?|esc|escaliers?|entrees?|cages?|tours?|halls?|blocs?|etages?)\b")
_ANNONCE = re.compile(
    r"\b(?:repartition|repartie?s?|ventilee?s?|ventilation|appelee?s?)(?: (?:des? )?(?:charges?|montants?|frais))?"
    r" (?:selon|suivant|en|sur|par|d.apres|au prorata de|a partir de)\b"
    r"|\bcles?\b(?: de repartition| utilisee| applicable| appliquee| retenue)?"
)
_APRES_LIEU = "".join(
    rf"(?<!\b{lieu}{fin} )"
    for lieu in ("bat", "batiment", "esc", "escalier", "entree", "cage", "tour", "hall", "bloc", "asc", "ascenseur")
    for fin in ("", "s", r"\.")
)
"""``Bâtiment A`` is a building, and no word that links it to what follows."""
_BORNE = re.compile(
    rf"[,;(|\n\u2013\u2014]|(?<!\bbat)(?<!\besc)(?<!\basc)\.|\s-\s|{_APRES_LIEU}\ba\b(?! l)"
    r"|\b(?:au|pour|payables?|exigibles?|dont|soit|est)\b(?! l)|\b(?:du|le) (?=\d)"
)
_MENUS = re.compile(r"^[\s:«\"'\-]*(?:(?:l[ae]s?|l.|une?|de|en)\b\s*)*(?:cles?\b\s*)?(?:de repartition\b)?[\s:«\"']*")


def find_cle_dite(copropriete: IndexCopropriete, valeur: Valeur) -> str | None:
    """The key that a cell names alone or among words that say something else of the line, None when it is not certain.

    Every other word must be understood: ``Budget prévisionnel – Charges générales`` names one, ``Charges générales
    hors garages`` none.
    """
    if not isinstance(valeur, str) or len(valeur) > _LONGUEUR_MAX:
        return _resolve(copropriete, valeur)
    vues = copropriete.cles_dites
    if valeur not in vues:
        nu = _NUMEROTATION.sub("", valeur)
        formes = dict.fromkeys((valeur, nu, strip_appel(nu), *list_restes(nu)))
        codes = {code for forme in formes if forme and (code := _resolve(copropriete, forme)) is not None}
        vues[valeur] = codes.pop() if len(codes) == 1 else None
    return vues[valeur]


def find_cle_de_bloc(copropriete: IndexCopropriete, texte: str, *, nomme_lot: bool) -> str | None:
    """The key that a heading, or a sentence about the key, says for all that follows. Where a heading names a lot, a
    building or a staircase is where the lot stands."""
    annonce = _find_annoncee(copropriete, texte)
    if annonce is not None:
        return annonce
    if nomme_lot and _LIEU.search(normalise(texte)):
        return None
    return find_cle_dite(copropriete, texte)


def _resolve(copropriete: IndexCopropriete, valeur: Valeur) -> str | None:
    try:
        return copropriete.find_cle(valeur)
    except CleIncertaine:
        return None


def list_restes(texte: str) -> tuple[str, ...]:
    """What remains of a label once what is not its key is taken away, less then more."""
    mots = normalise(_CHIFFRES.sub(" ", texte))
    sans_appel = _MOTS_D_APPEL.sub(" ", mots)
    sans_nature = _MOTS_D_APPEL.sub(" ", strip_natures(mots))
    return tuple(
        _LIENS.sub("", normalise(reste)) for reste in (sans_appel, sans_nature, _TYPES_DE_LOT.sub(" ", sans_nature))
    )


def is_type_de_lot(texte: str) -> bool:
    """``Parking``, ``Cave n° 3``: a kind of lot, which a key may be named after."""
    return not re.sub(r"[\W\d_]|\bn\b", "", _TYPES_DE_LOT.sub(" ", normalise(texte)))


def _find_annoncee(copropriete: IndexCopropriete, texte: str) -> str | None:
    """``réparti selon la clé ASC``, ``répartition en charges générales (1000/1000)``."""
    plat = flatten(texte)
    codes = set()
    for annonce in _ANNONCE.finditer(plat):
        clause = _BORNE.split(_MENUS.sub("", plat[annonce.end() :], count=1), maxsplit=1)[0]
        code = find_cle_dite(copropriete, clause.strip(" :»\"'"))
        codes |= {code} if code is not None else set()
    return codes.pop() if len(codes) == 1 else None
