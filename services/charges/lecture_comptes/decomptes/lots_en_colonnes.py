"""Statements with the columns of each lot side by side: which one is its share, which one its tantièmes."""

from dataclasses import dataclass
from itertools import pairwise

from services.charges.lecture_comptes.colonnes.annexes_devinees import PARTS_MIN
from services.charges.lecture_comptes.colonnes.entetes import find_bas
from services.charges.lecture_comptes.colonnes.genres import EnTete
from services.charges.lecture_comptes.colonnes.roles import Role
from services.charges.lecture_comptes.colonnes.tableaux import Tableau
from services.charges.lecture_comptes.decomptes.cellules import read_part
from services.charges.lecture_comptes.decomptes.detailles import LOT
from services.charges.lecture_comptes.valeurs.bases import read_tantiemes
from services.charges.lecture_comptes.valeurs.montants import holds_montant
from services.charges.lecture_comptes.valeurs.pages import cell


@dataclass(frozen=True, slots=True)
class Lots:
    """Lot → place of its share, and of its tantièmes; places of the weight of a key and of what is shared out."""

    parts: dict[str, int]
    tantiemes: dict[str, int]
    total: int | None
    base: int | None

    @property
    def first(self) -> int:
        """The share of the first lot."""
        return next(iter(self.parts.values()))

    @property
    def bases(self) -> tuple[int | None, ...]:
        """Where a row says what is shared out, or over how many tantièmes."""
        return self.total, self.base, *self.tantiemes.values()


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


def find_entiers(tableau: Tableau, parts: dict[str, int], tantiemes: dict[str, int]) -> tuple[int | None, int | None]:
    """(total of the tantièmes, amount shared out) of each key, by their words, else by what they compute: each share is
    the amount × the tantièmes of its lot ÷ their total."""
    entete = tableau.entete
    dites = entete.first(Role.BASE), entete.first(Role.A_REPARTIR)
    if None not in dites:
        return dites
    siennes = {*parts.values(), *tantiemes.values()}
    libres = [place for place in entete.textes if place not in siennes and place not in dites]
    libres = [place for place in libres if any(holds_montant(cell(rangee, place)) for _, rangee in tableau.rangees)]
    bases, montants = ([dite] if dite is not None else libres for dite in dites)
    for base in bases:
        for montant in montants:
            if base != montant and _explains(tableau, parts, tantiemes, base, montant):
                return base, montant
    return dites


def _explains(tableau: Tableau, parts: dict[str, int], tantiemes: dict[str, int], base: int, montant: int) -> bool:
    """Whether most shares are this amount × their tantièmes ÷ this base, to the centime."""
    justes = []
    for _, rangee in tableau.rangees:
        total, somme = read_tantiemes(cell(rangee, base)), read_part(cell(rangee, montant))
        for lot in parts.keys() & tantiemes.keys():
            part, sien = read_part(cell(rangee, parts[lot])), read_tantiemes(cell(rangee, tantiemes[lot]))
            if None not in (total, somme, part, sien) and total and sien and sien < total:
                justes.append(abs((part or 0) * total - (somme or 0) * sien) < total)
    return len(justes) > 1 and sum(justes) >= PARTS_MIN * len(justes)


def _list_colonnes(tableau: Tableau) -> dict[str, dict[int, Role | None]]:
    """Lot → its columns, each with what its other words say; that of the whole key is none of the lot."""
    lots: dict[str, dict[int, Role | None]] = {}
    for place, texte in tableau.entete.textes.items():
        lu = LOT.match(texte)
        role = find_bas(texte[lu.end() :]) if lu else None
        if lu and role is not Role.BASE:
            lots.setdefault(lu[1].strip(), {})[place] = role
    for lot, suite in _list_suites(tableau.entete, {lot: [*places] for lot, places in lots.items()}).items():
        lots[lot] |= suite
    return lots


def _list_suites(entete: EnTete, lots: dict[str, list[int]]) -> dict[str, dict[int, Role | None]]:
    """Lot → the columns at the right of the one under its name, over which stands what it is (« Lot 12 | T2 »): nothing
    unless the same columns follow each lot."""
    debuts = {lot: places[0] for lot, places in lots.items() if len(places) == 1}
    pas = {suivant - avant for avant, suivant in pairwise(sorted(debuts.values()))}
    if len(debuts) < len(lots) or len(pas) != 1:
        return {}
    suites: dict[str, dict[int, Role | None]] = {}
    for lot, debut in debuts.items():
        places = [place for place in range(debut + 1, debut + min(pas)) if place in entete.textes]
        dits = {place: entete.textes[place].removeprefix(entete.groupes.get(place, "")) for place in places}
        suites[lot] = {place: find_bas(dit.strip()) for place, dit in dits.items()}
    return suites if len({tuple(suite.values()) for suite in suites.values()}) == 1 else {}


def _choose_part(tableau: Tableau, places: list[int], roles: dict[int, Role | None]) -> int | None:
    """Of several columns of one lot, its share is the one that alone has centimes, else the one that is called so."""
    centimes = [place for place in places if _has_centimes(tableau, place)]
    dites = [place for place in places if roles[place] is Role.PART]
    return next(iter(centimes if len(centimes) == 1 else dites or places), None)


def _has_centimes(tableau: Tableau, place: int) -> bool:
    return any((read_part(cell(rangee, place)) or 0) % 100 for _, rangee in tableau.rangees)
