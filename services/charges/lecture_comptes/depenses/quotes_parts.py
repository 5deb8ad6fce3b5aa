"""Our share that a list of expenses prints beside each line: of all our lots in one column, or of each lot in its own;
and the totals that it prints of these shares."""

from collections.abc import Sequence
from dataclasses import dataclass

from services.charges.lecture_comptes.colonnes.devinees import is_addition
from services.charges.lecture_comptes.colonnes.roles import Role
from services.charges.lecture_comptes.colonnes.tableaux import Tableau
from services.charges.lecture_comptes.decomptes.bloc import find_lot
from services.charges.lecture_comptes.decomptes.cellules import read_part
from services.charges.lecture_comptes.decomptes.lots_en_colonnes import find_lots
from services.charges.lecture_comptes.resultat import LigneLue
from services.charges.lecture_comptes.valeurs.pages import cell
from shared.excel.cellules import Rangee
from shared.excel.contenus import list_corps, observe_colonne


@dataclass(frozen=True, slots=True)
class ColonnesParts:
    """Places from 0. ``tout``: our share whole, if a column prints it; ``lots``: that of each lot, which it adds up, or
    which are to be added up."""

    tout: int | None = None
    lots: tuple[int, ...] = ()

    @property
    def place(self) -> int | None:
        """Where our share of a line stands."""
        return self.tout if self.tout is not None else next(iter(self.lots), None)

    def sum_lots(self, rangee: Rangee) -> int | None:
        """Centimes of all lots on a row; None where no lot has any."""
        dites = [lu for place in self.lots if (lu := read_part(cell(rangee, place))) is not None]
        return sum(dites) if dites else None

    def read(self, rangee: Rangee) -> int | None:
        """Our share on a row: as printed, else the sum of those of our lots."""
        return self.sum_lots(rangee) if self.tout is None else read_part(cell(rangee, self.tout))


def find_parts(tableau: Tableau, pris: set[int]) -> ColonnesParts:
    """The columns of our share, or of our lots (``Lot 3``): of several, the one that adds up the others; without it,
    they are those of our lots where their headings say so.

    :param pris: the columns of amounts.
    """
    entete = tableau.entete
    parts = entete.roles.get(Role.PART) or [place for place in find_lots(tableau)[0].values() if place not in pris]
    if len(parts) < 2:
        return ColonnesParts(next(iter(parts), None))
    corps = list_corps([rangee for _, rangee in tableau.rangees])
    libres = [place for place in (*parts, *entete.roles.get(Role.MONTANT, []), *entete.inconnues) if place not in pris]
    for place in reversed(libres):
        autres = [autre for autre in parts if autre != place]
        vues = [observe_colonne(autre, corps) for autre in autres]
        if len(autres) > 1 and is_addition(observe_colonne(place, corps), vues):
            return ColonnesParts(place, tuple(autres))
    if all(find_lot(entete.textes[place]) is not None for place in parts):
        return ColonnesParts(None, tuple(parts))
    return ColonnesParts(parts[0])


def sum_justes(lignes: Sequence[LigneLue]) -> tuple[int, int]:
    """Our shares of these lines as printed, and as they should be, in centimes."""
    imprimees = sum(ligne.quote_part or 0 for ligne in lignes)
    justes = (ligne.quote_part if ligne.quote_part_juste is None else ligne.quote_part_juste for ligne in lignes)
    return imprimees, sum(juste or 0 for juste in justes)
