"""The cells of an individual statement: a lot, our share, tantièmes."""

from services.charges.lecture_comptes.decomptes.detailles import LOT
from services.charges.lecture_comptes.valeurs.bases import read_tantiemes
from services.charges.lecture_comptes.valeurs.montants import read_centimes
from shared.excel.cellules import Valeur
from shared.excel.mots import normalise
from shared.montants import MontantInvalide


def read_part(valeur: Valeur) -> int | None:
    """Centimes of a share, or None for a cell that holds no sure amount."""
    try:
        return read_centimes(valeur)
    except MontantInvalide:
        return None


def read_lot(valeur: Valeur) -> str | None:
    """The number of a lot as it is written, or None."""
    if isinstance(valeur, bool) or valeur == "":
        return None
    if isinstance(valeur, int | float):
        return str(int(valeur)) if valeur == int(valeur) else str(valeur)
    texte = str(valeur).strip()
    lu = LOT.match(texte)
    return lu[1].strip() if lu else texte


def name_lot(lot: str) -> str:
    """One form for the number of a lot: ``007`` is lot ``7``."""
    mots = normalise(lot)
    return mots.lstrip("0") or mots


def is_phrase(valeur: Valeur) -> bool:
    """Words where a lot should be: ``Provisions appelées``, ``Solde en votre faveur``."""
    mots = normalise(str(valeur)).split() if isinstance(valeur, str) else []
    return len(mots) > 1 and LOT.match(str(valeur)) is None and all(map(str.isalpha, mots[:2]))


def read_base_sur(valeur: Valeur) -> int | None:
    """The total of ``120/10000``, or None."""
    tete, barre, base = str(valeur).partition("/")
    return read_tantiemes(base) if barre and read_tantiemes(tete) is not None else None
