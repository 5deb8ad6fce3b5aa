"""Totals printed by the syndic against the lines that were read (control 6 of the service).

A total is right when it equals one of the sums it may stand for: since the last total, since the start of the table,
of the sheet. ``TOTAL_DIFFERENT`` is blocking when the gap is larger than what rounding each line could give, and asks
for a confirmation when rounding explains it.
"""

import re
from collections.abc import Iterator

from services.appels_fonds.anomalies import A_CONFIRMER, BLOQUANTE
from services.appels_fonds.lecture.lignes import LigneLue
from services.appels_fonds.lecture.mots import normalise
from shared.excel.totaux import is_report
from shared.excel.totaux import is_total as is_total_en_toutes_lettres
from shared.montants import format_montant

TOLERANCE_LIGNE_CENTIMES = 2
_ABREGE = re.compile(r"^(?:s t|st|ss tot(?:al|aux)?|s tot|sous tot|tot)\b")
_PAYER = re.compile(r"payer|regler|\bdue?s?\b|reste|solde")


def is_total(texte: str) -> bool:
    """``Total``, ``Sous-total lot 3``, ``S/T``: a row that sums, never a line."""
    return is_total_en_toutes_lettres(texte) or _ABREGE.match(normalise(texte)) is not None


def is_net(texte: str) -> bool:
    """``Net à payer``: a total that may include the previous balance and payments."""
    return _PAYER.search(normalise(texte)) is not None


class Cumuls:
    """Running sums of the lines of a sheet, so that any printed total is checked in constant time."""

    def __init__(self, lignes: list[LigneLue]) -> None:
        self._lignes = lignes
        self._sommes = [0]
        self.debut_tableau = 0
        self.debut_sous_total = 0
        self.debut_feuille = len(lignes)
        self._extend()

    def _extend(self) -> None:
        for ligne in self._lignes[len(self._sommes) - 1 :]:
            self._sommes.append(self._sommes[-1] + ligne.montant_centimes)

    def somme(self, debut: int) -> int:
        self._extend()
        return self._sommes[-1] - self._sommes[debut]

    def candidates(self) -> list[tuple[int, int]]:
        """(sum, number of lines) a total at this row may stand for, the most likely first."""
        fin = len(self._lignes)
        debuts = dict.fromkeys((self.debut_sous_total, self.debut_tableau, self.debut_feuille, 0))
        return [(self.somme(debut), fin - debut) for debut in debuts]

    def candidates_de_colonne(self, lettres: str) -> Iterator[tuple[int, int]]:
        """The same of the lines whose amount stands in one column, each summed when it is asked for."""
        debuts = dict.fromkeys((self.debut_sous_total, self.debut_tableau, self.debut_feuille, 0))
        return (self._sum_colonne(debut, lettres) for debut in debuts)

    def _sum_colonne(self, debut: int, lettres: str) -> tuple[int, int]:
        siennes = [ligne for ligne in self._lignes[debut:] if ligne.cellule.rstrip("0123456789") == lettres]
        return sum(ligne.montant_centimes for ligne in siennes), len(siennes)

    def end_sous_total(self) -> None:
        self.debut_sous_total = len(self._lignes)

    def start_tableau(self) -> None:
        self.debut_tableau = self.debut_sous_total = len(self._lignes)


def judge_ecart(imprime: int, calcule: int, nombre: int) -> tuple[str, str] | None:
    """Level and sentence of a gap between a printed total and the sum of ``nombre`` lines, or None when equal."""
    ecart = imprime - calcule
    if ecart == 0:
        return None
    message = (
        f"Le total imprimé est {format_montant(imprime)}, la somme des {nombre} lignes lues est "
        f"{format_montant(calcule)} (écart {format_montant(ecart)})"
    )
    if abs(ecart) <= TOLERANCE_LIGNE_CENTIMES * nombre:
        return A_CONFIRMER, f"{message} : l’arrondi de chaque ligne peut l’expliquer, confirmez."
    return BLOQUANTE, f"{message} : demandez au syndic quel montant est le bon."


__all__ = ["Cumuls", "is_net", "is_report", "is_total", "judge_ecart"]
