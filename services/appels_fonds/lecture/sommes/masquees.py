"""Hidden rows that hold money: those that a printed total leaves out are not called, and are told."""

from collections.abc import Sequence
from typing import NamedTuple

from services.appels_fonds.lecture.lignes import LigneLue
from services.appels_fonds.reception.anomalies import A_CONFIRMER, Anomalie
from shared.montants import format_montant


class Choix(NamedTuple):
    """What a total may stand for: the sum of ``nombre`` lines, in centimes, of which ``cachees`` are hidden."""

    somme: int
    nombre: int
    cachees: list[int]


class LignesMasquees:
    """The hidden lines of some list, and what the totals met so far say of them."""

    def __init__(self, lignes: list[LigneLue]) -> None:
        self.lignes = lignes
        self._vues = len(lignes)
        self._libres: list[int] = []

    def list_libres(self) -> list[int]:
        """The places of the hidden lines that no total counted nor left out yet."""
        self._libres += [rang for rang in range(self._vues, len(self.lignes)) if self.lignes[rang].masquee]
        self._vues = len(self.lignes)
        return self._libres

    def judge(self, imprime: int, choix: Sequence[Choix]) -> int | None:
        """Set aside the hidden lines without which a total is, to the cent, the sum of what it may stand for.

        :param choix: what it may sum, the most likely first.
        :returns: the first place set aside, None where the total leaves nothing out.
        """
        entier = next((un for un in choix if un.somme == imprime), None)
        moins = None if entier else next((un for un in choix if self._is_sans_cachees(imprime, un)), None)
        jugees = set(un.cachees if (un := entier or moins) else ())
        self._libres = [rang for rang in self._libres if rang not in jugees]
        if moins is None:
            return None
        for rang in moins.cachees:
            ligne = self.lignes[rang]
            self.lignes[rang] = ligne._replace(montant_centimes=0, ecarte_centimes=ligne.montant_centimes)
        return min(moins.cachees)

    def _is_sans_cachees(self, imprime: int, choix: Choix) -> bool:
        cachees = sum(self.lignes[rang].montant_centimes for rang in choix.cachees)
        return 0 < len(choix.cachees) < choix.nombre and choix.somme - cachees == imprime


def tell_masquees(lignes: Sequence[LigneLue]) -> list[Anomalie]:
    """Hidden rows are taken, and told, unless a total of the syndic leaves them out: they are only told then."""
    return [
        Anomalie(A_CONFIRMER, "LIGNE_MASQUEE", ligne.feuille, ligne.cellule, _tell(ligne))
        for ligne in lignes
        if ligne.masquee
    ]


def _tell(ligne: LigneLue) -> str:
    if ligne.ecarte_centimes is not None:
        return (
            f"La ligne {ligne.ligne} est masquée, porte {format_montant(ligne.ecarte_centimes)} et n’est pas dans le "
            "total imprimé : elle n’a pas été prise, confirmez qu’elle n’est pas appelée."
        )
    return (
        f"La ligne {ligne.ligne} est masquée et porte {format_montant(ligne.montant_centimes)} : "
        "confirmez qu’elle est bien appelée."
    )
