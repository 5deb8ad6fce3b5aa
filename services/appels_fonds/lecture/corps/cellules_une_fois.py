"""A copropriété, a key or a due date written on the first of the rows it holds for, and left blank on those below.

Each row says its lot. The cell is filled from the row just above, in a table that leaves several blank and never writes
again the value of the row above: one that does says it on each row, and a blank cell there was forgotten. A copropriété
and its due date hold on under what calls nothing, the sub-total of a lot among others; never under its own total, which
proves what was carried when it names it and sums its lines.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence

from services.appels_fonds.lecture.colonnes.entetes import Colonnes
from services.appels_fonds.lecture.contexte import Contexte
from services.appels_fonds.lecture.lignes import LigneLue
from services.appels_fonds.lecture.patrimoine.libelles import find_cle_dite
from services.appels_fonds.lecture.patrimoine.lots_nommes import names_lot
from services.appels_fonds.lecture.patrimoine.rapprochement import (
    CoproprieteIncertaine,
    IndexCopropriete,
    IndexPatrimoine,
)
from services.appels_fonds.reception.anomalies import BLOQUANTE, Journal
from shared.excel.cellules import Rangee, Valeur
from shared.excel.contenus import is_vide

_COPROPRIETE = ("COPROPRIETE_INCONNUE", "La copropriété de cette ligne n’est pas écrite : ajoutez son nom ou son code.")
_EXIGIBLE = ("DATE_INVALIDE", "La date d’exigibilité de cette ligne manque : ajoutez-la.")
_CLE = ("CLE_ABSENTE", "La clé de répartition n’est pas indiquée : ajoutez son code ou son libellé sur la ligne.")


class CellulesUneFois:
    """Those of one table."""

    def __init__(
        self,
        colonnes: Colonnes,
        index: IndexPatrimoine,
        contexte: Contexte,
        journal: Journal,
        lignes: Sequence[LigneLue],
    ) -> None:
        self.colonnes, self.index, self.contexte, self.journal = colonnes, index, contexte, journal
        self.lignes, self._debut = lignes, len(lignes)
        self._tete, self._somme = 0, (0, 0, 0)
        self._tenues = [place for place in (colonnes.copropriete, colonnes.exigible) if place]
        self._porte: tuple[int, Rangee] = (0, [])
        self._fautes = {
            **({colonnes.copropriete: _COPROPRIETE} if colonnes.copropriete else {}),
            **({colonnes.exigible: _EXIGIBLE} if colonnes.exigible else {}),
            **({colonnes.cles[0]: _CLE} if len(colonnes.cles) == 1 else {}),
        }
        self._dessus: tuple[int, Rangee] = (0, [])
        self._distinctes = list(self._fautes)
        self._vides: Counter[int] = Counter()
        self._reportees: list[tuple[int, int, int, str | None]] = []

    def complete(self, numero: int, rangee: Rangee) -> Rangee:
        """The row with the cells that the one above says for it; the same row where nothing is carried."""
        lot, (ligne, dessus), places = self.colonnes.lot, self._dessus, list(self._fautes)
        if ligne != numero - 1:
            (ligne, dessus), places = self._porte, self._tenues
        if lot is None or get_cellule(rangee, lot) == "" or ligne != numero - 1:
            return rangee
        vides = [place for place in places if get_cellule(rangee, place) == ""]
        vides = [place for place in vides if get_cellule(dessus, place) != "" and self._is_tue(place, rangee)]
        if not vides:
            return rangee
        pleine = list(rangee)
        for place in vides:
            pleine[place - 1] = get_cellule(dessus, place)
        return pleine

    def _is_tue(self, place: int, rangee: Rangee) -> bool:
        """Does nothing else say it, neither the context nor the words of the row?"""
        colonnes, contexte = self.colonnes, self.contexte
        if place == colonnes.copropriete:
            return contexte.copropriete is None
        if place == colonnes.exigible:
            return contexte.exigible is None
        lot = colonnes.lot or 0
        copropriete = self._find_copropriete(rangee)
        if get_cellule(rangee, lot) == get_cellule(self._dessus[1], lot):
            return False
        if contexte.cle is not None or copropriete is None or copropriete.only_cle() is not None:
            return False
        mots = [get_cellule(rangee, texte) for texte in colonnes.textes]
        memes = [get_cellule(self._dessus[1], texte) for texte in colonnes.textes]
        return mots == memes and not any(find_cle_dite(copropriete, str(dit)) for dit in mots)

    def _find_copropriete(self, rangee: Rangee) -> IndexCopropriete | None:
        colonne = self.colonnes.copropriete
        dite: Valeur = ""
        if colonne is not None:
            dite = get_cellule(rangee, colonne) or get_cellule(self._dessus[1], colonne)
        try:
            return self.index.find_copropriete(dite) if dite != "" else self.contexte.copropriete
        except CoproprieteIncertaine:
            return None

    def pass_muette(self, numero: int) -> None:
        """A row that calls nothing, and ends nothing."""
        ligne, dessus = self._dessus if self._dessus[0] == numero - 1 else self._porte
        if ligne == numero - 1:
            self._porte = (numero, dessus)

    def pass_nulle(self, numero: int, rangee: Rangee) -> None:
        """A row that says its lot and calls zero: it may still say the copropriété of those below."""
        if any(get_cellule(rangee, place) != "" for place in self._fautes if place == self.colonnes.copropriete):
            self.follow(numero, rangee, rangee)
        else:
            self.pass_muette(numero)

    def pass_total(self, numero: int, imprime: int | None, texte: str) -> None:
        """A total under the rows read last: it ends their copropriété, unless it is that of a lot, or of a part."""
        if self.colonnes.copropriete is None or not self._tete:
            return
        partie, entier = self._sum_suite()
        nommee = bool(texte) and self._find_derniere() in self.index.find_codes(texte)
        if nommee and imprime == entier:
            self._reportees = [
                une for une in self._reportees if une[0] < self._tete or une[1] != self.colonnes.copropriete
            ]
        elif not nommee and (names_lot(texte) or imprime == partie != entier):
            self.pass_muette(numero)

    def _sum_suite(self) -> tuple[int, int]:
        """Centimes of the lines of the copropriété read last: since the last total, and since it is written."""
        debut = bisect_left(self.lignes, self._tete, lo=self._debut, key=lambda ligne: ligne.ligne)
        if self._somme[0] != debut:
            self._somme = (debut, debut, 0)
        _, vues, somme = self._somme
        partie = sum(ligne.montant_centimes for ligne in self.lignes[vues:])
        self._somme = (debut, len(self.lignes), somme + partie)
        return partie, somme + partie

    def _find_derniere(self) -> str | None:
        return self.lignes[-1].copropriete if len(self.lignes) > self._debut else None

    def follow(self, numero: int, rangee: Rangee, pleine: Rangee) -> None:
        """A row of the table, as it is written and once completed. Called for each row of long files."""
        if pleine is not rangee:
            self._note_reports(numero, rangee, pleine)
        ligne, dessus = self._dessus
        if ligne == numero - 1:
            for place in self._distinctes:
                if _repeats(rangee, dessus, place):
                    self._distinctes = [autre for autre in self._distinctes if autre != place]
        self._dessus = (numero, pleine)
        if self.colonnes.copropriete is not None and is_ecrite(rangee, self.colonnes.copropriete):
            self._tete = numero

    def _note_reports(self, numero: int, rangee: Rangee, pleine: Rangee) -> None:
        """What a row leaves blank and takes from the row above it."""
        dit_son_lot = self.colonnes.lot is not None and is_ecrite(rangee, self.colonnes.lot)
        for place in self._fautes:
            if is_ecrite(pleine, place) and not is_ecrite(rangee, place):
                self._vides[place] += 1
                if dit_son_lot:
                    self._reportees.append((numero, place, self.journal.rang, self.journal.copropriete))

    def end_tableau(self) -> None:
        """Refuse what was carried where the table writes the same value on each row, or leaves one cell blank only."""
        journal, dernier = self.journal, self.journal.rang
        for numero, place, rang, copropriete in self._reportees:
            if place not in self._distinctes or self._vides[place] == 1:
                journal.rang, journal.copropriete = rang, copropriete
                journal.note(BLOQUANTE, self._fautes[place][0], numero, place, self._fautes[place][1])
        journal.rang, self._dessus = dernier, (0, [])


def _repeats(rangee: Rangee, dessus: Rangee, place: int) -> bool:
    """Does a row write again what the one above says there?"""
    ecrites = place <= len(dessus) and place <= len(rangee)
    return ecrites and rangee[place - 1] == dessus[place - 1] and not is_vide(rangee[place - 1])


def is_ecrite(rangee: Rangee, place: int) -> bool:
    """Is something written there?"""
    return place <= len(rangee) and rangee[place - 1] != "" and not is_vide(rangee[place - 1])


def get_cellule(rangee: Rangee, place: int) -> Valeur:
    """A cell, the empty string where nothing is written."""
    valeur = rangee[place - 1] if place <= len(rangee) else ""
    return "" if is_vide(valeur) else valeur
