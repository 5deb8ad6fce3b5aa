"""Merged cells that go down a table: their value belongs to each of their rows, an amount excepted."""

from collections import defaultdict
from collections.abc import Container

from services.appels_fonds.lecture.colonnes.entetes import Colonnes
from shared.excel.cellules import Fusion, Rangee, Valeur
from shared.excel.refus import LIGNES_MAX


class FusionsVerticales:
    """Fills the rows under a merged cell. An amount is never spread: it would be called twice."""

    def __init__(self, fusions: tuple[Fusion, ...]) -> None:
        self._par_ligne: dict[int, list[tuple[int, int]]] = defaultdict(list)
        self._retenues: dict[tuple[int, int], Valeur] = {}
        reste = LIGNES_MAX
        for fusion in fusions:
            hauteur = fusion.derniere_ligne - fusion.ligne
            if 0 < hauteur <= reste:
                reste -= hauteur
                for ligne in range(fusion.ligne, fusion.derniere_ligne + 1):
                    self._par_ligne[ligne].append((fusion.colonne, fusion.ligne))

    @property
    def lignes(self) -> Container[int]:
        """Rows that a merged cell covers."""
        return self._par_ligne.keys()

    def fill(self, numero: int, rangee: Rangee, colonnes: Colonnes | None) -> Rangee:
        """The row with the values of the merged cells that cover it, once the table has started."""
        rangee = list(rangee)
        montants = {montant.colonne for montant in colonnes.montants} if colonnes else set()
        for colonne, premiere in self._par_ligne[numero]:
            rangee += [""] * (colonne - len(rangee))
            if numero == premiere:
                self._retenues[(premiere, colonne)] = rangee[colonne - 1]
            elif colonne not in montants and colonnes is not None and premiere > colonnes.ligne:
                rangee[colonne - 1] = self._retenues.get((premiere, colonne), "")
        return rangee
