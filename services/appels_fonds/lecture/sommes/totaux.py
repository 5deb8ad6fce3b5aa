"""Totals printed by the syndic against the lines that were read (control 6 of the service).

A total is right when it equals one of the sums it may stand for: since the last total, since the start of the table,
of the sheet. ``TOTAL_DIFFERENT`` is blocking when the gap is larger than what rounding each line could give, and asks
for a confirmation when rounding explains it.
"""

import re
from collections.abc import Iterator, Sequence

from services.appels_fonds.lecture.lignes import LigneLue, LigneReleve
from services.appels_fonds.lecture.valeurs.mots import normalise
from services.appels_fonds.natures import Nature
from services.appels_fonds.reception.anomalies import A_CONFIRMER, BLOQUANTE
from shared.excel.totaux import is_report
from shared.excel.totaux import is_total as is_total_en_toutes_lettres
from shared.montants import format_montant

TOLERANCE_LIGNE_CENTIMES = 2
_ABREGE = re.compile(r"^(?:s t|st|ss tot(?:al|aux)?|s tot|sous tot|tot)\b")
_SOLDE_DE_LOT = re.compile(
    r"^(?:votre )?(?:net|reste|solde)s? (?:(?:de|du|des|d|l|le|la|les|pour|sur|votre|vos)\b ?)*"
    r"(?:lots?|releve|situation)\b.*(?:\ba (?:payer|regler|verser|acquitter)\b|\bdue?s?$)"
)
_FAVEUR = re.compile(r"\b(?:en (?:votre|notre) faveur|crediteur|credit|avoir|trop percu|trop verse)\b")
_PAYER = re.compile(r"payer|regler|\bdue?s?(?= *$| (?:a|au|par|pour|le|ce|avant)\b)|reste|solde")


def is_total(texte: str) -> bool:
    """``Total``, ``Sous-total lot 3``, ``S/T``, ``Solde du lot 3 à régler``: a row that sums, never a line."""
    mots = normalise(texte)
    return is_total_en_toutes_lettres(texte) or bool(_ABREGE.match(mots) or _SOLDE_DE_LOT.match(mots))


def is_net(texte: str) -> bool:
    """``Net à payer``: a total that may include the previous balance and payments."""
    return _PAYER.search(normalise(texte)) is not None


class Cumuls:
    """Running sums of the lines of a sheet, so that any printed total is checked in constant time."""

    def __init__(self, lignes: list[LigneLue], releves: list[LigneReleve]) -> None:
        self._lignes, self._releves = lignes, releves
        self._sommes = [0]
        self._debut_copropriete = 0
        self._debut_precedent = self._releves_vus = self._releves_precedents = 0
        self.debut_tableau = 0
        self.debut_sous_total = 0
        self.debut_feuille = len(lignes)
        self._extend()

    def _extend(self) -> None:
        for rang, ligne in enumerate(self._lignes[len(self._sommes) - 1 :], len(self._sommes) - 1):
            if rang and ligne.copropriete != self._lignes[rang - 1].copropriete:
                self._debut_copropriete = rang
            self._sommes.append(self._sommes[-1] + ligne.montant_centimes)

    def list_debuts(self) -> list[int]:
        """Since the last total; of the table, of the copropriété read last, of the sheet, of the file."""
        self._extend()
        debuts = (self.debut_sous_total, self.debut_tableau, self._debut_copropriete, self.debut_feuille, 0)
        return list(dict.fromkeys(debuts))

    def forget(self, rang: int) -> None:
        """The amount of a line has changed: add up again from there."""
        del self._sommes[rang + 1 :]

    def somme(self, debut: int) -> int:
        self._extend()
        return self._sommes[-1] - self._sommes[debut]

    def candidates(self) -> list[tuple[int, int]]:
        """(sum, number of lines) a total at this row may stand for, the most likely first."""
        return [(self.somme(debut), len(self._lignes) - debut) for debut in self.list_debuts()]

    def sum_precedent(self) -> tuple[int, int]:
        """What the total just above stood for, when no line follows it."""
        debut = self._debut_precedent if self.debut_sous_total == len(self._lignes) else self.debut_sous_total
        return self.somme(debut), len(self._lignes) - debut

    def list_reprises(self, lettres: str | None = None) -> set[int]:
        """What the previous balance and the payments add to a sum: all those of the sheet, those that stand by the
        lines summed, those of the copropriété read last.

        :param lettres: of the only column that counts.
        """
        precedents = self._lignes and self.debut_sous_total == len(self._lignes)
        debut = self._releves_precedents if precedents else self._releves_vus
        derniere = self._lignes[-1].copropriete if self._lignes else None
        comptes = [
            (rang, releve) for rang, releve in enumerate(self._releves)
            if lettres is None or releve.cellule.rstrip("0123456789") == lettres
        ]  # fmt: skip
        choix = (
            [releve for _, releve in comptes],
            [releve for rang, releve in comptes if rang >= debut],
            [releve for _, releve in comptes if releve.copropriete == derniere],
        )
        return {somme for releves in choix for somme in sum_reprises(releves)}

    def candidates_de_colonne(self, lettres: str) -> Iterator[tuple[int, int]]:
        """The same of the lines whose amount stands in one column, each summed when it is asked for."""
        return (self._sum_colonne(debut, lettres) for debut in self.list_debuts())

    def _sum_colonne(self, debut: int, lettres: str) -> tuple[int, int]:
        siennes = [ligne for ligne in self._lignes[debut:] if ligne.cellule.rstrip("0123456789") == lettres]
        return sum(ligne.montant_centimes for ligne in siennes), len(siennes)

    def end_sous_total(self) -> None:
        if self.debut_sous_total < len(self._lignes):
            self._debut_precedent = self.debut_sous_total
            self._releves_precedents = self._releves_vus
        self.debut_sous_total, self._releves_vus = len(self._lignes), len(self._releves)

    def start_tableau(self) -> None:
        self.debut_tableau = self.debut_sous_total = self._debut_precedent = len(self._lignes)


def sum_reprises(releves: Sequence[LigneReleve]) -> set[int]:
    """What a previous balance and payments add to a sum: as they are written, and by what their words say."""
    return {sum(map(lire, releves)) for lire in (_read_ecrit, read_signe)}


def _read_ecrit(releve: LigneReleve) -> int:
    return releve.montant_centimes


def read_signe(releve: LigneReleve) -> int:
    """A payment, or a balance in our favour, is deducted even where it is written without a sign."""
    deduit = releve.nature == Nature.REGLEMENT or _FAVEUR.search(normalise(releve.texte)) is not None
    return -abs(releve.montant_centimes) if deduit else releve.montant_centimes


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
