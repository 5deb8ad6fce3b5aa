"""Tantièmes printed in a table of their own, one column by key, apart from the shares they explain."""

import re
from dataclasses import dataclass, field

from services.charges.lecture_comptes.resultat import QuotePart
from shared.excel.mots import normalise

_TITRE = re.compile(r"\b(?:tantieme|millieme)s?\b")
_EUROS = re.compile(r"\bquotes? parts?\b|\beuros?\b|\bmontants?\b|\bcharges\b")


@dataclass(slots=True)
class Matrice:
    """A table with one column by key, as it was first read: ranks of its shares, and its last row of totals."""

    titres: list[str]
    debut: int
    fin: int
    bases: dict[str, int] = field(default_factory=dict)


def join_tantiemes(parts: list[QuotePart], matrices: list[Matrice]) -> list[QuotePart]:
    """The shares alone, with the tantièmes that a table of whole numbers, its title or the same lots and keys in
    another, shows to be theirs."""
    retires: set[int] = set()
    for matrice in matrices:
        poids = parts[matrice.debut : matrice.fin]
        autres = [part for rang, part in enumerate(parts) if not matrice.debut <= rang < matrice.fin]
        if not poids or not _is_tantiemes(matrice, poids, autres):
            continue
        retires |= set(range(matrice.debut, matrice.fin))
        dits = {(part.lot, part.cle): part.montant // 100 for part in poids}
        for part in autres:
            lu = dits.get((part.lot, part.cle))
            if lu is not None and part.tantiemes is None and part.cle is not None:
                part.tantiemes, part.total_tantiemes = lu, _find_base(matrice, part.cle, poids)
    return [part for rang, part in enumerate(parts) if rang not in retires]


def _is_tantiemes(matrice: Matrice, poids: list[QuotePart], autres: list[QuotePart]) -> bool:
    """Whole numbers, under a title that says so, or over the lots and keys of amounts that have cents."""
    if any(part.montant % 100 or part.montant < 0 for part in poids):
        return False
    titre = normalise(matrice.titres[-1]) if matrice.titres else ""
    if _TITRE.search(titre) and not _EUROS.search(titre):
        return True
    dits = {(part.lot, part.cle) for part in poids}
    siens = [part for part in autres if (part.lot, part.cle) in dits]
    return len(siens) == len(poids) and any(part.montant % 100 for part in siens)


def _find_base(matrice: Matrice, cle: str, poids: list[QuotePart]) -> int | None:
    """The total of the key: never the mere sum of the lots printed here."""
    base = matrice.bases.get(cle)
    somme = sum(part.montant // 100 for part in poids if part.cle == cle)
    return base if base is not None and base > somme else None
