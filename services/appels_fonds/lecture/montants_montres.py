"""What a sheet shows of its amounts, where it is not what their cells hold: computed cents, a currency.

A computed amount (444,6049…) counts as it is shown: its cell shows two decimals; or no format is known, and its own
decimals, or those of its table, are such as only a computation gives. Three decimals alone may be a mark of thousands
lost on the way: they need a total that is the sum of what is shown. Else the exact amount is asked for.
"""

from bisect import bisect_left
from collections.abc import Collection, Sequence
from typing import NamedTuple

from services.appels_fonds.lecture.lignes import LigneLue
from services.appels_fonds.lecture.valeurs.montants_lus import MontantNonArrondi, has_fractions, read_exact
from services.appels_fonds.reception.anomalies import BLOQUANTE, INFORMATION, Journal
from shared.excel.cellules import Feuille, FormatNombre, Valeur, parse_adresse
from shared.montants import format_montant


class MontantMontre(NamedTuple):
    """A line whose amount is what is shown of ``valeur``; ``rang``: its place among the lines."""

    rang: int
    ligne: LigneLue
    valeur: Valeur


class MontantsMontres:
    """Those of one sheet; the totals vouch for them as they are met."""

    def __init__(self) -> None:
        self._attente: list[MontantMontre] = []
        self._attestes: list[MontantMontre] = []

    def add(self, rang: int, ligne: LigneLue, valeur: Valeur) -> None:
        """A line just appended at a place; what was known of this place and of those after it was withdrawn."""
        while self._attente and self._attente[-1].rang >= rang:
            self._attente.pop()
        self._attente.append(MontantMontre(rang, ligne, valeur))

    def attest(self, debut: int) -> None:
        """A total is the sum of every line from a place on."""
        place = bisect_left(self._attente, debut, key=lambda montre: montre.rang)
        self._attestes += self._attente[place:]
        del self._attente[place:]

    def attest_lignes(self, cellules: Collection[str]) -> None:
        """A total is the sum of the lines of these cells."""
        siens = [montre for montre in self._attente if montre.ligne.cellule in cellules]
        self._attestes += siens
        if siens:
            self._attente = [montre for montre in self._attente if montre.ligne.cellule not in cellules]

    def __bool__(self) -> bool:
        return bool(self._attente)

    def end(self, feuille: Feuille, lignes: Sequence[LigneLue], journal: Journal) -> None:
        """Once the sheet is read, ask for what neither format, computation nor total vouches for; tell the rest."""
        montres = sorted((*self._attente, *self._attestes), key=lambda montre: montre.rang)
        places = {parse_adresse(montre.ligne.cellule)[1] for montre in montres}
        formats = feuille.read_formats(places) if places else {}
        calcules = any(has_fractions(montre.valeur) for montre in montres)
        attestes = {montre.rang for montre in self._attestes}
        dites = set[int]()
        for montre in montres:
            if montre.rang >= len(lignes) or lignes[montre.rang] is not montre.ligne:
                continue
            numero, colonne = parse_adresse(montre.ligne.cellule)
            journal.rang, journal.copropriete = numero, montre.ligne.copropriete
            if not _is_certain(formats.get((numero, colonne)), calcules or montre.rang in attestes):
                journal.note(BLOQUANTE, "MONTANT_AMBIGU", numero, colonne, _ask(montre))
            elif colonne not in dites:
                dites.add(colonne)
                montant = format_montant(abs(montre.ligne.montant_centimes))
                message = f"Cette colonne vient d’un calcul : chaque montant compte tel qu’il s’affiche ({montant})."
                journal.note(INFORMATION, "MONTANT_ARRONDI", numero, colonne, message)


def _is_certain(montree: FormatNombre | None, expliquee: bool) -> bool:
    """Two decimals are shown; or no format says how many, and a computation or a total explains the others."""
    if montree is None or montree.libre:
        return expliquee
    return montree.decimales == 2


def _ask(montre: MontantMontre) -> str:
    try:
        read_exact(montre.valeur)
    except MontantNonArrondi as error:
        phrase = str(error)
        return f"{phrase[0].upper()}{phrase[1:]}, et aucun total du tableau ne le confirme : demandez le montant exact."
    raise AssertionError(montre)


def tell_devises(feuille: Feuille, lignes: Sequence[LigneLue], journal: Journal) -> None:
    """Refuse the amounts that their cells show in another currency than the euro, though their column says none."""
    if not feuille.devises or not lignes:
        return
    formats = feuille.read_formats({parse_adresse(ligne.cellule)[1] for ligne in lignes})
    for ligne in lignes:
        numero, colonne = parse_adresse(ligne.cellule)
        montree = formats.get((numero, colonne))
        if montree is not None and montree.devise is not None:
            journal.rang, journal.copropriete = numero, ligne.copropriete
            message = f"La cellule montre ce montant en « {montree.devise} » : demandez le montant en euros."
            journal.note(BLOQUANTE, "MONTANT_AMBIGU", numero, colonne, message)
