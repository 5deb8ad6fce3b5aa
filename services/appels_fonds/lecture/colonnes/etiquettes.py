"""Rows that may be a header, told from the titles, the sentences, and the labels that stand beside their value."""

import re
from collections.abc import Callable, Sequence
from itertools import pairwise

from services.appels_fonds.lecture.colonnes.roles import Role, read_entete
from services.appels_fonds.lecture.patrimoine.rapprochement import IndexPatrimoine
from services.appels_fonds.lecture.valeurs.dates import DateInvalide, read_date
from services.appels_fonds.lecture.valeurs.montants_lus import looks_like_montant
from services.appels_fonds.natures import find_natures
from shared.excel.cellules import Rangee, Valeur

_NOMBRE = re.compile(r"[-+(]?[\d\s.,\u00a0\u202f]*\d[\d\s.,\u00a0\u202f]*\)?\s*€?")
_LONGUEUR_MAX = 90
_DITS = frozenset({Role.NATURE, Role.LIBELLE})
_ETIQUETTES = frozenset(
    {Role.MONTANT, Role.TOTAL, Role.A_REPARTIR, Role.BASE, Role.TANTIEMES, Role.IGNORE, Role.PERIODE, Role.AG}
)
"""What a number beside it is not called by a line."""


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
    if any(_is_exigible(texte, suivant, index) for texte, suivant in pairwise(pleines)):
        return False
    if is_bloc_etiquettes(rangee, index) and not _heads_montants(rangee, suivantes(), index):
        return False
    return not any(index.find_codes(texte) for texte in textes)


def is_bloc_etiquettes(rangee: Rangee, index: IndexPatrimoine) -> bool:
    """``Nature`` beside ``Provisions sur charges courantes``, alone or by pairs: labels and what they say."""
    pleines = [valeur for valeur in rangee if valeur != ""]
    paires = list(zip(pleines[::2], pleines[1::2], strict=False))
    if len(pleines) % 2 or not all(isinstance(etiquette, str) for etiquette, _ in paires):
        return False
    return any(_is_exigible(*paire, index) or _is_valeur(*paire, index) for paire in paires)


def _heads_montants(rangee: Rangee, suivantes: Sequence[Rangee], index: IndexPatrimoine) -> bool:
    """Do amounts stand just below what may be values, beside no label of their own (``Montant voté``)? Then they are
    headers; under a key beside the word, never."""
    places = [place for place, valeur in enumerate(rangee) if valeur != ""]
    if len(places) == 2 and read_entete(_write_etiquette(rangee[places[0]]), index).role is Role.CLE:
        return False
    dessous: Rangee = next((autre for autre in suivantes if any(valeur != "" for valeur in autre)), [])
    paires = [paire for paire in zip(places[::2], places[1::2], strict=True) if paire[1] < len(dessous)]
    return any(
        looks_like_montant(dessous[valeur])
        and read_entete(_write_etiquette(dessous[place]), index).role not in _ETIQUETTES
        for place, valeur in paires
    )


def _is_exigible(etiquette: Valeur, valeur: Valeur, index: IndexPatrimoine) -> bool:
    """``Exigible le`` beside a date is a title, not two columns."""
    if not isinstance(etiquette, str) or read_entete(_write_etiquette(etiquette), index).role is not Role.EXIGIBLE:
        return False
    try:
        return read_date(valeur) is not None and not isinstance(valeur, float | int)
    except DateInvalide:
        return False


def _is_valeur(etiquette: Valeur, valeur: Valeur, index: IndexPatrimoine) -> bool:
    """Is it a value of what the label announces: a kind, a key?"""
    if not isinstance(etiquette, str) or not isinstance(valeur, str):
        return False
    role = read_entete(_write_etiquette(etiquette), index).role
    return (role in _DITS and bool(find_natures(valeur))) or (role is Role.CLE and index.knows_cle(valeur))


def _write_etiquette(valeur: Valeur) -> Valeur:
    return valeur.rstrip(" :") if isinstance(valeur, str) else valeur
