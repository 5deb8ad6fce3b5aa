"""Tables that only sum what other tables say: by copropriété, by lot, by key or by kind. They call nothing again."""

from contextlib import suppress

from services.appels_fonds.lecture.colonnes.entetes import Colonnes
from services.appels_fonds.lecture.contexte import Contexte
from services.appels_fonds.lecture.lignes import LigneLue
from services.appels_fonds.lecture.patrimoine.cles_nommees import CleIncertaine
from services.appels_fonds.lecture.patrimoine.libelles import find_cle_dite
from services.appels_fonds.lecture.patrimoine.lots_nommes import LotIncertain, list_numeros
from services.appels_fonds.lecture.patrimoine.rapprochement import (
    CoproprieteIncertaine,
    IndexCopropriete,
    IndexPatrimoine,
)
from services.appels_fonds.lecture.sommes.controle_totaux import sum_montants
from services.appels_fonds.lecture.sommes.totaux import judge_ecart
from services.appels_fonds.lecture.valeurs.mots import normalise
from services.appels_fonds.natures import find_natures
from services.appels_fonds.reception.anomalies import BLOQUANTE, Journal
from shared.excel.cellules import Rangee, adresse

Sujet = tuple[str, str | tuple[str, ...]]
"""A copropriété, and one of its lots, of its keys or of the kinds called."""
_MOTS = ("recap", "synthese", "resume", "total par", "totaux par", "ventilation par")


def announces_recapitulatif(texte: str) -> bool:
    """Is it the title of a summary?"""
    return any(mot in normalise(texte) for mot in _MOTS)


class Recapitulatifs:
    """Those of one sheet. ``par_copropriete``: (code, centimes, cell) to be compared once the whole file is read."""

    def __init__(self, index: IndexPatrimoine, journal: Journal, lignes: list[LigneLue]) -> None:
        self.index, self.journal, self.lignes = index, journal, lignes
        self.par_copropriete: list[tuple[str, int, str]] = []
        self._avant = self._reconnues = self._sommees = 0
        self._sommes: dict[Sujet, list[int]] = {}
        self._annonce = self._sans_entete = False

    def start_tableau(self, dessus: Rangee) -> None:
        """A new table: what was read before may be what it sums; the row above its header may say so."""
        self._avant, self._reconnues, self._sans_entete = len(self.lignes), 0, False
        self._annonce = any(isinstance(valeur, str) and announces_recapitulatif(valeur) for valeur in dessus)

    def announce(self, rangee: Rangee) -> None:
        """A heading inside a table: one that announces a summary needs no header of its own."""
        if any(isinstance(valeur, str) and announces_recapitulatif(valeur) for valeur in rangee):
            self._avant, self._reconnues, self._annonce, self._sans_entete = len(self.lignes), 0, True, True

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
        if not self._avant or (colonnes.large and not self._sans_entete):
            return False
        sujet = self._name_sujet(colonnes, contexte, rangee)
        imprime = sum_montants(colonnes, rangee) if sujet is not None else None
        if sujet is None or imprime is None:
            return False
        somme, nombre = self._sum_sujet(sujet)
        if not (nombre or self._reconnues):
            return False
        verdict = judge_ecart(imprime, somme, nombre or 1)
        if verdict is not None:
            if not self._reconnues or verdict[0] != BLOQUANTE:
                return False
            self.journal.note(BLOQUANTE, "TOTAL_DIFFERENT", numero, colonnes.montants[0].colonne, verdict[1])
        self._reconnues += 1
        return True

    def _sum_sujet(self, sujet: Sujet) -> tuple[int, int]:
        """(centimes, number) of the lines of one subject read above the table; each line is added up once."""
        for ligne in self.lignes[self._sommees : self._avant]:
            for valeur in (ligne.lots, ligne.cle, ligne.nature):
                compte = self._sommes.setdefault((ligne.copropriete, valeur), [0, 0])
                compte[0] += ligne.montant_centimes
                compte[1] += 1
        self._sommees = max(self._sommees, self._avant)
        somme, nombre = self._sommes.get(sujet, (0, 0))
        return somme, nombre

    def _name_sujet(self, colonnes: Colonnes, contexte: Contexte, rangee: Rangee) -> Sujet | None:
        """The lot, the key or the kind that a row names alone; None when it names all that makes a line, or nothing."""
        copropriete = self._find_copropriete(colonnes, contexte, rangee)
        if copropriete is None:
            return None
        if self._sans_entete:
            return _find_sujet(
                copropriete, next((valeur for valeur in rangee if isinstance(valeur, str) and valeur), "")
            )
        try:
            if colonnes.lot is not None:
                if colonnes.cles or contexte.cle is not None or copropriete.only_cle() is not None:
                    return None
                return copropriete.code, list_numeros(copropriete.find_lots(rangee[colonnes.lot - 1]))
            if contexte.lot is not None and not self._annonce:
                return None
            if colonnes.cles:
                return copropriete.code, copropriete.find_cle(rangee[colonnes.cles[0] - 1])
        except (LotIncertain, CleIncertaine):
            return None
        natures = {nature for place in colonnes.textes for nature in find_natures(str(rangee[place - 1]))}
        return (copropriete.code, natures.pop()) if len(natures) == 1 else None

    def _find_copropriete(
        self, colonnes: Colonnes, contexte: Contexte | None, rangee: Rangee
    ) -> IndexCopropriete | None:
        if colonnes.copropriete is None or rangee[colonnes.copropriete - 1] == "":
            return contexte.copropriete if contexte else None
        try:
            return self.index.find_copropriete(rangee[colonnes.copropriete - 1])
        except CoproprieteIncertaine:
            return None


def _find_sujet(copropriete: IndexCopropriete, texte: str) -> Sujet | None:
    """The key, the lot or the kind that words name."""
    cle = find_cle_dite(copropriete, texte)
    if cle is not None:
        return copropriete.code, cle
    with suppress(LotIncertain):
        return copropriete.code, list_numeros(copropriete.find_lots(texte))
    natures = find_natures(texte)
    return (copropriete.code, next(iter(natures))) if len(natures) == 1 else None
