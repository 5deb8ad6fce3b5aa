"""The unit price of what a meter counted: explained where, with the quantity, it makes the amount of every row."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal, InvalidOperation
from itertools import product

from services.appels_fonds.lecture.colonnes.contenus import Corps
from services.appels_fonds.lecture.colonnes.roles import EnTeteLu, Role
from services.appels_fonds.lecture.valeurs.mots import normalise
from shared.excel.cellules import Rangee, Valeur

_PRIX = re.compile(
    r"^(?:prix|tarifs?|p ?u|cout unitaire|cout (?:du|au|par|d un) m ?3)\b|\bunitaires?$"
    r"|^(?:eur|euros?|e) (?:par )?(?:le )?m ?3$"
)
_QUANTITE = re.compile(
    r"\bconso\w*|^m ?3$|\bvolumes?\b|\bquantites?\b|^qte\b|\bkwh\b|\bmwh\b|\bunites?\b|\bdifference\b"
)
_BLANCS = re.compile(r"[\s\u00a0\u202f€]")
_DEMI_CENTIME = Decimal("0.005")


def explain_prix(lus: Sequence[EnTeteLu], ask_corps: Callable[[], Corps]) -> list[EnTeteLu]:
    """Leave out the unit price, and the quantity, whose product is to the cent the amount of every row; the others are
    asked about as any column of money is."""
    lus = list(lus)
    prix = [place for place, lu in enumerate(lus) if _is_muet(lu) and _PRIX.search(normalise(lu.texte))]
    quantites = [place for place, lu in enumerate(lus) if _is_muet(lu) and _QUANTITE.search(normalise(lu.texte))]
    montants = [place for place, lu in enumerate(lus) if lu.role is Role.MONTANT or (lu.role is None and lu.fixe)]
    if not (prix and quantites and montants):
        return lus
    rangees = ask_corps().rangees
    for trois in product(prix, quantites, montants):
        if len(set(trois)) == 3 and rangees and all(_is_produit(rangee, *trois) for rangee in rangees):
            for place in trois[:2]:
                lus[place] = replace(lus[place], role=Role.IGNORE)
    return lus


def _is_muet(lu: EnTeteLu) -> bool:
    return bool(lu.texte) and lu.role in (None, Role.IGNORE)


def _is_produit(rangee: Rangee, prix: int, quantite: int, montant: int) -> bool:
    lus = [_read(rangee[place]) if place < len(rangee) else None for place in (prix, quantite, montant)]
    if None in lus:
        return False
    un, nombre, somme = (lu for lu in lus if lu is not None)
    return abs(un * nombre - somme) <= _DEMI_CENTIME


def _read(valeur: Valeur) -> Decimal | None:
    """A number with all its decimals: a price of water has more than two."""
    if isinstance(valeur, bool) or not isinstance(valeur, float | int | str):
        return None
    try:
        return Decimal(_BLANCS.sub("", str(valeur)).replace(",", "."))
    except InvalidOperation:
        return None
