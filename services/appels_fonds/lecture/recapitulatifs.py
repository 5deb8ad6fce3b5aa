"""Tables that only sum what other tables say: by copropriété, by lot, by key or by kind. They call nothing again."""

from services.appels_fonds.anomalies import BLOQUANTE, Journal
from services.appels_fonds.lecture.contexte import Contexte
from services.appels_fonds.lecture.controle_totaux import sum_montants
from services.appels_fonds.lecture.entetes import Colonnes
from services.appels_fonds.lecture.lignes import LigneLue
from services.appels_fonds.lecture.mots import normalise
from services.appels_fonds.lecture.rapprochement import (
    CleIncertaine,
    CoproprieteIncertaine,
    IndexCopropriete,
    IndexPatrimoine,
    LotIncertain,
    list_numeros,
)
from services.appels_fonds.lecture.totaux import judge_ecart
from services.appels_fonds.natures import find_natures
from shared.excel.cellules import Rangee, adresse

_MOTS = ("recap", "synthese", "resume", "total par", "totaux par", "ventilation par")


def announces_recapitulatif(texte: str) -> bool:
    """Is it the title of a summary?"""
    return any(mot in normalise(texte) for mot in _MOTS)


class Recapitulatifs:
    """Those of one sheet. ``par_copropriete``: (code, centimes, cell) to be compared once the whole file is read."""

    def __init__(self, index: IndexPatrimoine, journal: Journal, lignes: list[LigneLue]) -> None:
        self.index, self.journal, self.lignes = index, journal, lignes
        self.par_copropriete: list[tuple[str, int, str]] = []
        self._avant = self._reconnues = 0
        self._annonce = False

    def start_tableau(self, dessus: Rangee) -> None:
        """A new table: what was read before may be what it sums; the row above its header may say so."""
        self._avant, self._reconnues = len(self.lignes), 0
        self._annonce = any(isinstance(valeur, str) and announces_recapitulatif(valeur) for valeur in dessus)

    def is_par_copropriete(self, colonnes: Colonnes, contexte: Contexte) -> bool:
        """A table by copropriété, without lots nor keys."""
        sans_lot = colonnes.lot is None and contexte.lot is None and not colonnes.par_lot
        return sans_lot and not colonnes.cles and colonnes.copropriete is not None

    def read_par_copropriete(self, colonnes: Colonnes, numero: int, rangee: Rangee) -> None:
        somme = sum_montants(colonnes, rangee)
        code = self._find_copropriete(colonnes, None, rangee)
        if somme is not None and code is not None:
            self.par_copropriete.append((code.code, somme, adresse(numero, colonnes.montants[-1].colonne)))

    def repeats(self, colonnes: Colonnes, contexte: Contexte, numero: int, rangee: Rangee) -> bool:
        """Does a row say, of one lot, one key or one kind, the sum of the lines read above the table?

        A table whose rows did so far is a summary: one that no longer does is a fault, never a line.
        """
        if not self._avant or colonnes.large:
            return False
        siennes = self._list_siennes(colonnes, contexte, rangee)
        imprime = sum_montants(colonnes, rangee)
        if siennes is None or imprime is None or not (siennes or self._reconnues):
            return False
        somme = sum(ligne.montant_centimes for ligne in siennes)
        verdict = judge_ecart(imprime, somme, len(siennes) or 1)
        if verdict is not None:
            if not self._reconnues or verdict[0] != BLOQUANTE:
                return False
            self.journal.note(BLOQUANTE, "TOTAL_DIFFERENT", numero, colonnes.montants[0].colonne, verdict[1])
        self._reconnues += 1
        return True

    def _list_siennes(self, colonnes: Colonnes, contexte: Contexte, rangee: Rangee) -> list[LigneLue] | None:
        """The lines of what a row names, None when it names all that makes a line, or nothing."""
        copropriete = self._find_copropriete(colonnes, contexte, rangee)
        if copropriete is None:
            return None
        siennes = [ligne for ligne in self.lignes[: self._avant] if ligne.copropriete == copropriete.code]
        try:
            if colonnes.lot is not None:
                if colonnes.cles or contexte.cle is not None or copropriete.only_cle() is not None:
                    return None
                numeros = list_numeros(copropriete.find_lots(rangee[colonnes.lot - 1]))
                return [ligne for ligne in siennes if ligne.lots == numeros]
            if contexte.lot is not None and not self._annonce:
                return None
            if colonnes.cles:
                cle = copropriete.find_cle(rangee[colonnes.cles[0] - 1])
                return [ligne for ligne in siennes if ligne.cle == cle]
        except (LotIncertain, CleIncertaine):
            return None
        natures = {nature for place in colonnes.textes for nature in find_natures(str(rangee[place - 1]))}
        return [ligne for ligne in siennes if ligne.nature in natures] if len(natures) == 1 else None

    def _find_copropriete(
        self, colonnes: Colonnes, contexte: Contexte | None, rangee: Rangee
    ) -> IndexCopropriete | None:
        if colonnes.copropriete is None or rangee[colonnes.copropriete - 1] == "":
            return contexte.copropriete if contexte else None
        try:
            return self.index.find_copropriete(rangee[colonnes.copropriete - 1])
        except CoproprieteIncertaine:
            return None
