"""The ordinary row, whose every word was already recognised: dictionary look-ups only.

It gives the same lines as ``LecteurLignes.read`` (a property test says so), or nothing at all: whatever is new, blank,
hidden, or less than certain goes the careful way.
"""

from datetime import date
from typing import Any, TypeVar

from services.appels_fonds.lecture_lignes import LecteurLignes
from services.appels_fonds.lignes import LigneAppel
from services.appels_fonds.montants_lus import convert_rapide
from services.appels_fonds.natures import (
    TOUJOURS_NEGATIVES,
    Nature,
)
from services.appels_fonds.rapprochement import (
    list_numeros,
)
from shared.excel.cellules import Rangee, Valeur, name_colonne

T = TypeVar("T")

ESSAIS = 25
"""So many rows of each table go the careful way first, to meet columns that should not be left out."""


class LecteurRapide(LecteurLignes):
    """Adds the fast way to the careful one."""

    def __init__(self, *arguments: Any) -> None:
        super().__init__(*arguments)
        colonnes, details = self.colonnes, self.feuille.particularites
        self._speciales = {
            *details.lignes_masquees,
            *(ligne for ligne, _ in details.formules_sans_valeur),
            *(ligne for ligne, _ in details.erreurs),
        }
        self._simple = (
            colonnes.lot is not None and len(colonnes.cles) < 2 and not colonnes.rivales and not colonnes.totaux
        )
        self._seul = not colonnes.large
        self._lettres = [name_colonne(montant.colonne) for montant in colonnes.montants]

    def read_rapide(self, numero: int, rangee: Rangee) -> bool:
        """Append the lines of an ordinary row and return True, or leave everything as it was and return False."""
        if self.lues < ESSAIS or not self._simple or numero in self._speciales:
            return False
        colonnes = self.colonnes
        try:
            copropriete = self.contexte.copropriete
            if colonnes.copropriete is not None:
                copropriete = self.index.vues.get(rangee[colonnes.copropriete - 1])
            lots = copropriete.directs.get(rangee[colonnes.lot - 1]) if copropriete else None  # type: ignore[operator]
            if copropriete is None or lots is None:
                return False
            textes = tuple([rangee[place] for place in self._textes])
            pretes = self._gather(rangee, copropriete.code, textes)
        except (IndexError, TypeError):
            return False
        if not pretes or not all([lot.is_ours(prete[3]) for prete in pretes for lot in lots]):
            return False
        texte = " · ".join([str(texte) for texte in textes if texte != ""])
        numeros = (lots[0].numero,) if len(lots) == 1 else list_numeros(lots)
        nom, code = self.feuille.nom, copropriete.code
        for rang, cle, nature, jour, centimes in pretes:
            montant = colonnes.montants[rang]
            cellule = f"{self._lettres[rang]}{numero}"
            annexes = self._read_annexes(rangee, montant)
            self.lignes.append(
                LigneAppel(
                    nom, cellule, numero, code, numeros, cle, nature, jour, centimes, texte or montant.entete, *annexes
                )
            )
        self.lues += 1
        self.journal.rang += 1
        return True

    def _gather(
        self, rangee: Rangee, code: str, textes: tuple[Valeur, ...]
    ) -> list[tuple[int, str, Nature, date, int]]:
        """(rank of the column, key, kind, due date, centimes) of each amount, or nothing as soon as one is new."""
        colonnes = self.colonnes
        cle_brute = rangee[self._cle] if self._cle is not None else ""
        jour_brut = rangee[colonnes.exigible - 1] if colonnes.exigible is not None else ""
        pretes = []
        for rang, montant in enumerate(colonnes.montants):
            valeur = rangee[montant.colonne - 1]
            if valeur == "":
                continue
            centimes = convert_rapide(valeur) if type(valeur) is float else None
            cle = self._cles.get((code, rang, cle_brute))
            nature = self._natures.get((code, rang, textes, cle_brute))
            jour = montant.exigible or self._dates.get(jour_brut)
            if not centimes or cle is None or nature is None or jour is None or nature in TOUJOURS_NEGATIVES:
                return []
            if montant.sens < 0 and centimes < 0:
                return []
            pretes.append((rang, cle, nature, jour, centimes * montant.sens))
        return pretes if len(pretes) == 1 or not self._seul else []
