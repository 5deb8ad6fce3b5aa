"""Statements with one column by lot (``Lot 3``, ``Lot 7``): one row by key, or one by expense under the heading of its
key."""

from dataclasses import dataclass

from services.charges.lecture_comptes.colonnes.roles import Role
from services.charges.lecture_comptes.colonnes.tableaux import Tableau
from services.charges.lecture_comptes.decomptes.bloc import is_hors_cle, is_sans_base
from services.charges.lecture_comptes.decomptes.cellules import read_part
from services.charges.lecture_comptes.decomptes.detailles import Details, is_detail
from services.charges.lecture_comptes.decomptes.lots_en_colonnes import Lots
from services.charges.lecture_comptes.decomptes.rangees import note_sans_base, read_cle, read_quote_part, read_titres
from services.charges.lecture_comptes.decomptes.totaux_lots import is_reste
from services.charges.lecture_comptes.journal import Journal
from services.charges.lecture_comptes.resultat import QuotePart, TotalImprime
from services.charges.lecture_comptes.valeurs.bases import read_tantiemes
from services.charges.lecture_comptes.valeurs.cles import IndexCles, is_explicit, write_cle
from services.charges.lecture_comptes.valeurs.montants import holds_montant
from services.charges.lecture_comptes.valeurs.pages import cell, texts_of
from shared.excel.cellules import Rangee, adresse
from shared.excel.totaux import is_total


@dataclass(slots=True)
class LecteurLots:
    """Adds the shares and the totals of such a table to those of the file."""

    index: IndexCles
    journal: Journal
    parts: list[QuotePart]
    totaux: list[TotalImprime]
    details: Details

    def read(self, tableau: Tableau, lots: Lots) -> None:
        """Add the shares of a table, in a row by key or in a row by expense."""
        if _is_detaille(tableau, lots):
            self._read_depenses(tableau, lots)
            return
        for numero, rangee in tableau.rangees:
            textes = texts_of(rangee)
            nommee = cell(rangee, tableau.entete.first(Role.CLE)) or (textes[0][1] if textes else "")
            dite = str(nommee)
            connue = self.index.knows(dite)
            if nommee == "" or is_total(dite) or (is_hors_cle(dite) and not connue):
                continue
            if not connue and is_sans_base(tableau, rangee, lots.bases):
                note_sans_base(self.journal, tableau, numero, lots.first, dite)
                continue
            cle = read_cle(self.index, tableau.entete, rangee, nommee)
            self.parts += self._list_parts(tableau, numero, rangee, lots, cle)

    def _read_depenses(self, tableau: Tableau, lots: Lots) -> None:
        """Each expense is of the key of its column, else of the heading above it: without either, it is of none."""
        entete = tableau.entete
        cle = read_titres(tableau, self.index)[1]
        for numero, rangee in tableau.rangees:
            textes = texts_of(rangee)
            premier = textes[0][1] if textes else ""
            dite = cell(rangee, entete.first(Role.CLE))
            if is_total(premier):
                self._close(tableau, numero, rangee, lots, premier)
            elif not is_detail(entete, rangee):
                cle = self.index.resolve(premier) if is_explicit(premier) or self.index.find(premier) else cle
            else:
                cle = self.index.resolve(write_cle(dite)) if dite != "" else cle
                for part in self._list_parts(tableau, numero, rangee, lots, cle) if cle is not None else ():
                    self.details.add(part)

    def _list_parts(
        self, tableau: Tableau, numero: int, rangee: Rangee, lots: Lots, cle: str | None
    ) -> list[QuotePart]:
        """The shares of a row, one by lot that has one."""
        total = read_tantiemes(cell(rangee, lots.total))
        lues = [
            read_quote_part(
                self.journal, tableau, numero, rangee, lot, cle, (place, lots.base),
                (read_tantiemes(cell(rangee, lots.tantiemes.get(lot))), total),
            )
            for lot, place in lots.parts.items()
        ]  # fmt: skip
        return [part for part in lues if part is not None]

    def _close(self, tableau: Tableau, numero: int, rangee: Rangee, lots: Lots, texte: str) -> None:
        """A row of totals under the expenses of a key, each lot in its column."""
        for lot, place in lots.parts.items():
            trouve = read_part(cell(rangee, place))
            if trouve is not None and not is_reste(texte):
                total = self.details.close_lot(lot, trouve, (tableau.page.nom, adresse(numero, place + 1)), texte)
                self.totaux += [total] if total is not None else []


def _is_detaille(tableau: Tableau, lots: Lots) -> bool:
    """Whether most rows that have a share, but for totals and what was paid, are each one expense."""
    details = autres = 0
    for _, rangee in tableau.rangees:
        textes = texts_of(rangee)
        dite = textes[0][1] if textes else ""
        if any(holds_montant(cell(rangee, place)) for place in lots.parts.values()):
            detail = is_detail(tableau.entete, rangee)
            details += detail
            autres += not (detail or is_total(dite) or is_hors_cle(dite))
    return details > 1 and details > autres
