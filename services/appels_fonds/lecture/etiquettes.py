"""Rows that may be a header, told from the titles, the sentences, and the labels that stand beside their value."""

import re
from collections.abc import Callable, Sequence
from itertools import pairwise

from services.appels_fonds.lecture.dates import DateInvalide, read_date
from services.appels_fonds.lecture.montants_lus import looks_like_montant
from services.appels_fonds.lecture.rapprochement import IndexPatrimoine
from services.appels_fonds.lecture.roles import Role, read_entete
from services.appels_fonds.natures import find_natures
from shared.excel.cellules import Rangee, Valeur

_NOMBRE = re.compile(r"[-+(]?[\d\s.,\u00a0\u202f]*\d[\d\s.,\u00a0\u202f]*\)?\s*€?")
_LONGUEUR_MAX = 90
_DITS = frozenset({Role.NATURE, Role.LIBELLE})


def may_be_entete(rangee: Rangee, index: IndexPatrimoine, suivantes: Callable[[], Sequence[Rangee]]) -> bool:
    """Short texts only: an amount, a sentence, a label beside its value make it something else."""
    pleines = [valeur for valeur in rangee if valeur != ""]
    if len(pleines) < 2:
        return False
    for valeur in pleines:
        if isinstance(valeur, bool) or (isinstance(valeur, str) and len(valeur) > _LONGUEUR_MAX):
            return False
        chiffres = isinstance(valeur, float | int) or (isinstance(valeur, str) and _NOMBRE.fullmatch(valeur.strip()))
        if chiffres and not index.knows_cle(valeur):
            return False
    if len(pleines) == 2 and str(pleines[0]).rstrip().endswith(":") and not str(pleines[1]).rstrip().endswith(":"):
        return False
    textes = [valeur for valeur in pleines if isinstance(valeur, str)]
    if any(_is_etiquette(texte, suivant, index) for texte, suivant in pairwise(pleines) if isinstance(texte, str)):
        return False
    if _is_bloc_etiquettes(rangee, index, suivantes):
        return False
    return not any(index.find_codes(texte) for texte in textes)


def _is_etiquette(texte: str, suivant: Valeur, index: IndexPatrimoine) -> bool:
    """``Exigible le`` beside a date is a title, not two columns."""
    if read_entete(texte.rstrip(" :"), index).role is not Role.EXIGIBLE:
        return False
    try:
        return read_date(suivant) is not None and not isinstance(suivant, float | int)
    except DateInvalide:
        return False


def _is_bloc_etiquettes(rangee: Rangee, index: IndexPatrimoine, suivantes: Callable[[], Sequence[Rangee]]) -> bool:
    """``Nature`` beside ``Provisions sur charges courantes``, alone or by pairs: labels and what they say, not columns.

    The row below tells them apart where a header could read so: under it stand amounts.
    """
    places = [place for place, valeur in enumerate(rangee) if valeur != ""]
    paires = [(rangee[place], rangee[suivant]) for place, suivant in zip(places[::2], places[1::2], strict=False)]
    if len(places) % 2 or not any(_is_valeur(etiquette, valeur, index) for etiquette, valeur in paires):
        return False
    dessous: Rangee = next((autre for autre in suivantes() if any(valeur != "" for valeur in autre)), [])
    return not any(looks_like_montant(dessous[place]) for place in places[1::2] if place < len(dessous))


def _is_valeur(etiquette: Valeur, valeur: Valeur, index: IndexPatrimoine) -> bool:
    """Is it a value of what the label announces: a kind, a key?"""
    if not isinstance(etiquette, str) or not isinstance(valeur, str):
        return False
    role = read_entete(etiquette.rstrip(" :"), index).role
    return (role in _DITS and bool(find_natures(valeur))) or (role is Role.CLE and index.knows_cle(valeur))
