"""A lot written once above all the rows that concern it: which blank cells it fills, and when that is certain.

A run is a row that says its lot and the rows just under it that say none. Whatever else stands between, a total, a
title, an empty row, ends it. Nothing is carried where a row may be of another lot, whose number was forgotten.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from services.appels_fonds.lecture.colonnes.entetes import Colonnes
from services.appels_fonds.lecture.colonnes.roles import Role
from services.appels_fonds.lecture.contexte import Contexte
from services.appels_fonds.lecture.corps.cellules_une_fois import CellulesUneFois, get_cellule
from services.appels_fonds.lecture.lignes import LigneLue
from services.appels_fonds.lecture.patrimoine.lots_nommes import LotIncertain, names_lot
from services.appels_fonds.lecture.patrimoine.rapprochement import IndexPatrimoine
from services.appels_fonds.natures import Nature, find_natures
from services.appels_fonds.reception.anomalies import BLOQUANTE, Journal
from shared.excel.cellules import Rangee

_CHIFFRES = frozenset({Role.TANTIEMES, Role.BASE, Role.A_REPARTIR, Role.RECUPERABLE})
_SANS_LOT = "Le montant n’est rattaché à aucun lot : indiquez le lot de cette ligne."


@dataclass(slots=True)
class _Suite:
    """A run with blank lots: the lines of its first row, those of each row under it, the rank of these in the journal.

    ``deja``: what it calls, and for how much. ``fermee``: the row just under it says its lot. ``sommee``: a total of
    its own lines is printed under it, which names the lot when ``nommee``.
    """

    tete: int
    propres: list[LigneLue]
    reportees: dict[int, list[LigneLue]] = field(default_factory=dict)
    rangs: dict[int, int] = field(default_factory=dict)
    deja: dict[tuple[object, ...], int] = field(default_factory=dict)
    fermee: bool = False
    sommee: bool = False
    nommee: bool = False

    def lignes(self) -> Iterator[LigneLue]:
        yield from self.propres
        for lignes in self.reportees.values():
            yield from lignes

    def contradicts(self, lignes: Sequence[LigneLue]) -> bool:
        """Do they call again, for another amount, what the run called already?"""
        return any(self.deja.get(_name(ligne), ligne.montant_centimes) != ligne.montant_centimes for ligne in lignes)

    def remember(self, lignes: Sequence[LigneLue]) -> None:
        self.deja |= {_name(ligne): ligne.montant_centimes for ligne in lignes}

    def list_poids(self) -> Counter[tuple[str, float | None]]:
        """How many lines of the run print each weight beside each key."""
        return Counter((ligne.cle, ligne.tantiemes) for ligne in self.lignes() if ligne.tantiemes is not None)


class LotsReportes:
    """The runs of one table."""

    def __init__(
        self,
        colonnes: Colonnes,
        index: IndexPatrimoine,
        contexte: Contexte,
        journal: Journal,
        lignes: list[LigneLue],
    ) -> None:
        self._une_fois = CellulesUneFois(colonnes, index, contexte, journal, lignes)
        self.colonnes, self.contexte, self.journal, self.lignes = colonnes, contexte, journal, lignes
        self._debut = len(lignes)
        self._suites: list[_Suite] = []
        self._titrees: set[int] = set()
        self._tete: tuple[int, Rangee] = (0, [])
        self._dessus: tuple[int, Rangee] = (0, [])
        self._designations = [place for place, role in colonnes.roles.items() if role is Role.LIBELLE_LOT]
        self._muettes = bool(self._designations)
        self._mots = _list_mots(colonnes)
        self._connues: set[tuple[object, ...]] = set()

    # --- row by row -------------------------------------------------------------------------------------------------

    def complete(self, numero: int, rangee: Rangee) -> Rangee:
        """The row with what those above say for it; the same row where nothing is carried."""
        lot = self.colonnes.lot
        if lot is not None and get_cellule(rangee, lot) != "":
            return self._une_fois.complete(numero, rangee)
        return self.complete_lot(numero, rangee)

    def complete_lot(self, numero: int, rangee: Rangee) -> Rangee:
        """The same of a row that says no lot."""
        colonnes = self.colonnes
        if colonnes.lot is None or self.contexte.lot is not None or get_cellule(rangee, colonnes.lot) != "":
            return rangee
        if self._dessus[0] != numero - 1 or not self._tete[0] or not self._is_suite(rangee):
            return rangee
        muettes = [place for place in (colonnes.copropriete, colonnes.lot, colonnes.exigible) if place]
        if all(get_cellule(rangee, place) == "" for place in colonnes.textes):
            muettes += colonnes.textes
        pleine = list(rangee)
        for place in muettes:
            pleine[place - 1] = get_cellule(rangee, place) or get_cellule(self._dessus[1], place)
        return pleine

    def complete_connue(self, numero: int, rangee: Rangee) -> Rangee | None:
        """The same of an ordinary row that says no lot, where the same words were already read so; else None."""
        lot, largeur = self.colonnes.lot, len(self.colonnes.entete)
        if lot is None or not self._connues or len(rangee) < largeur or rangee[lot - 1] != "" or any(rangee[largeur:]):
            return None
        if tuple([rangee[place] for place in self._mots]) not in self._connues:
            return None
        pleine = self.complete_lot(numero, rangee)
        return None if pleine is rangee else pleine

    def learn(self, rangee: Rangee) -> None:
        """The words of a row that was read as a line of the lot above it."""
        self._connues.add(tuple([rangee[place] for place in self._mots]))

    def _is_suite(self, rangee: Rangee) -> bool:
        """Does a row say what it calls, and nothing of another lot nor of the account as a whole?"""
        mots = [
            str(dit)
            for place in (*self.colonnes.cles, *self.colonnes.textes)
            if (dit := get_cellule(rangee, place)) != ""
        ]
        if not mots or any(Nature.FRAIS_IMPUTABLES in find_natures(dits) for dits in mots):
            return False
        return all(
            get_cellule(rangee, place) in ("", get_cellule(self._tete[1], place)) for place in self._designations
        )

    def pass_tete(self, numero: int, rangee: Rangee, pleine: Rangee) -> None:
        """A row that says its lot, as it is written and once completed, whether it calls something or not."""
        self._une_fois.follow(numero, rangee, pleine)
        self._pass_lot(numero, pleine)

    def pass_habituelle(self, numero: int, rangee: Rangee) -> None:
        """The same of an ordinary row, at the least cost where no run is open and no lot stands above the rows."""
        if self._suites or self.contexte.lot is not None:
            self.pass_tete(numero, rangee, rangee)
            return
        self._une_fois.follow(numero, rangee, rangee)
        self._tete = self._dessus = (numero, rangee)

    def _pass_lot(self, numero: int, pleine: Rangee) -> None:
        self._end_titre(pleine)
        ouverte = self._find_ouverte()
        if ouverte is not None and self._dessus[0] == numero - 1:
            ouverte.fermee = True
        self._tete = self._dessus = (numero, pleine)

    def _end_titre(self, rangee: Rangee) -> None:
        """A lot said above its rows is no longer that of blank cells once a row says another."""
        lot, copropriete = self.contexte.lot, self.contexte.copropriete
        if lot is None or self.colonnes.lot is None:
            return
        try:
            meme = copropriete is not None and (
                copropriete.find_lots(rangee[self.colonnes.lot - 1]) == copropriete.find_lots(lot)
            )
        except LotIncertain:
            meme = False
        self.contexte.lot = lot if meme else None

    def pass_nulle(self, numero: int, rangee: Rangee) -> None:
        """A row whose amount is zero."""
        if self.colonnes.lot is not None and get_cellule(rangee, self.colonnes.lot) != "":
            self._une_fois.pass_nulle(numero, rangee)
            self._pass_lot(numero, rangee)
        else:
            self.pass_muette(numero)

    def pass_muette(self, numero: int) -> None:
        """A row that calls nothing and stays in its run: the header or the sum carried to another page."""
        self._une_fois.pass_muette(numero)
        if self._dessus[0] == numero - 1:
            self._dessus = (numero, self._dessus[1])

    def pass_lue(self, numero: int, rangee: Rangee, pleine: Rangee, avant: int) -> None:
        """A row read into the lines after ``avant``, ``pleine`` once it was completed."""
        if self.colonnes.lot is not None and get_cellule(rangee, self.colonnes.lot) != "":
            self.pass_tete(numero, rangee, pleine)
        elif pleine is not rangee:
            self._pass_reportee(numero, rangee, pleine, avant)
        else:
            self._titrees.add(numero)

    def _pass_reportee(self, numero: int, rangee: Rangee, pleine: Rangee, avant: int) -> None:
        suite = self._find_ouverte() or self._open(avant)
        suite.rangs[numero] = self.journal.rang
        self._muettes &= all(get_cellule(rangee, place) == "" for place in self._designations)
        self._muettes &= any(get_cellule(self._tete[1], place) != "" for place in self._designations)
        lues = self.lignes[avant:]
        if suite.contradicts(lues):
            del self.lignes[avant:]
            self._refuse(suite, numero, lues)
            lues = []
        suite.remember(lues)
        suite.reportees[numero] = lues
        self._une_fois.follow(numero, rangee, pleine)
        self._dessus = (numero, pleine)

    def pass_total(self, numero: int, imprime: int | None, texte: str = "") -> None:
        """A total is printed under the rows read last."""
        self._une_fois.pass_total(numero, imprime, texte)
        suite = self._find_ouverte()
        if suite is not None and imprime == sum(ligne.montant_centimes for ligne in suite.lignes()):
            suite.sommee, suite.nommee = True, suite.nommee or names_lot(texte)

    def _find_ouverte(self) -> _Suite | None:
        return self._suites[-1] if self._suites and self._suites[-1].tete == self._tete[0] else None

    def _open(self, avant: int) -> _Suite:
        debut = avant
        while debut > self._debut and self.lignes[debut - 1].ligne == self._tete[0]:
            debut -= 1
        suite = _Suite(self._tete[0], self.lignes[debut:avant])
        suite.remember(suite.propres)
        self._suites.append(suite)
        return suite

    # --- judgement --------------------------------------------------------------------------------------------------

    def end_tableau(self) -> None:
        """Judge what was carried, once the whole table shows how it is written."""
        self._une_fois.end_tableau()
        if not self._suites:
            return
        lignes = self.lignes[self._debut :]
        reportees = {numero for suite in self._suites for numero in suite.rangs}
        lots = {(ligne.copropriete, ligne.lots) for ligne in lignes if ligne.ligne not in reportees}
        groupe = len(self._suites) > 1 or self._muettes or (len(lots) == 1 and len(reportees) > 1)
        sure = groupe and not _repeats(lignes, reportees | self._titrees)
        natures = Counter(ligne.nature for ligne in lignes)
        for suite in self._suites:
            if suite.nommee or (suite.sommee and len(lots) > 1) or (sure and (suite.fermee or len(lots) == 1)):
                continue
            siennes = Counter(ligne.nature for lues in suite.reportees.values() for ligne in lues)
            ailleurs, poids = natures - siennes, suite.list_poids()
            for numero, lues in suite.reportees.items():
                propres = (x.nature in ailleurs or poids[(x.cle, x.tantiemes)] > 1 for x in lues)
                if not (sure and all(propres)):
                    self._refuse(suite, numero, lues)

    def _refuse(self, suite: _Suite, numero: int, lues: Sequence[LigneLue]) -> None:
        assert self.colonnes.lot is not None
        journal = self.journal
        rang, journal.rang = journal.rang, suite.rangs[numero]
        journal.copropriete = lues[0].copropriete if lues else None
        journal.note(BLOQUANTE, "LOT_INCONNU", numero, self.colonnes.lot, _SANS_LOT)
        journal.rang = rang


def _repeats(lignes: Sequence[LigneLue], muettes: set[int]) -> bool:
    """Is a lot written again on the row just under its own? Then each row says its lot, and a blank one forgot it.

    :param muettes: the rows that say none.
    """
    par_rangee = {ligne.ligne: ligne for ligne in lignes if ligne.ligne not in muettes}
    return any(
        (dessus := par_rangee.get(numero - 1)) is not None and dessus[3:5] == ligne[3:5]
        for numero, ligne in par_rangee.items()
    )


def _list_mots(colonnes: Colonnes) -> list[int]:
    """The columns, from 0, of which a row may say something in words: all but those of its numbers."""
    chiffres = {montant.colonne for montant in colonnes.montants}
    chiffres |= {place for montant in colonnes.montants for place in (montant.tantiemes, montant.base) if place}
    chiffres |= {place for place, role in colonnes.roles.items() if role in _CHIFFRES}
    return [place - 1 for place in range(1, len(colonnes.entete) + 1) if place not in chiffres]


def _name(ligne: LigneLue) -> tuple[object, ...]:
    return ligne.cle, ligne.nature, ligne.exigible, ligne.texte
