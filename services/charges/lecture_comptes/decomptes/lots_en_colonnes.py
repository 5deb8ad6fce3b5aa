"""Statements with the columns of each lot side by side: which one is its share, which one its tantièmes."""

from services.charges.lecture_comptes.colonnes.entetes import find_bas
from services.charges.lecture_comptes.colonnes.roles import Role
from services.charges.lecture_comptes.colonnes.tableaux import Tableau
from services.charges.lecture_comptes.decomptes.cellules import read_part
from services.charges.lecture_comptes.decomptes.detailles import LOT
from services.charges.lecture_comptes.valeurs.pages import cell


def find_lots(tableau: Tableau) -> tuple[dict[str, int], dict[str, int]]:
    """Lot → place of its share, and of its tantièmes, where headers name the lot (``Lot 5``, ``Lot 5 tantièmes``)."""
    parts: dict[str, int] = {}
    tantiemes: dict[str, int] = {}
    for lot, roles in _list_colonnes(tableau).items():
        dites = [place for place, role in roles.items() if role is Role.TANTIEMES]
        libres = [place for place in roles if place not in dites]
        part = _choose_part(tableau, libres, roles)
        if part is not None:
            parts[lot] = part
            dites += [place for place in libres if place != part and not _has_centimes(tableau, place)]
        if dites:
            tantiemes[lot] = dites[0]
    return parts, tantiemes


def _list_colonnes(tableau: Tableau) -> dict[str, dict[int, Role | None]]:
    """Lot → its columns, each with what its other words say; that of the whole key is none of the lot."""
    lots: dict[str, dict[int, Role | None]] = {}
    for place, texte in tableau.entete.textes.items():
        lu = LOT.match(texte)
        role = find_bas(texte[lu.end() :]) if lu else None
        if lu and role is not Role.BASE:
            lots.setdefault(lu[1].strip(), {})[place] = role
    return lots


def _choose_part(tableau: Tableau, places: list[int], roles: dict[int, Role | None]) -> int | None:
    """Of several columns of one lot, its share is the one that alone has centimes, else the one that is called so."""
    centimes = [place for place in places if _has_centimes(tableau, place)]
    dites = [place for place in places if roles[place] is Role.PART]
    return next(iter(centimes if len(centimes) == 1 else dites or places), None)


def _has_centimes(tableau: Tableau, place: int) -> bool:
    return any((read_part(cell(rangee, place)) or 0) % 100 for _, rangee in tableau.rangees)
