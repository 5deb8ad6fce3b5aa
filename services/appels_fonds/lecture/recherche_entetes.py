"""Headers of one sheet: each row is tried with the rows around it."""

import re
from collections.abc import Callable
from dataclasses import replace
from itertools import islice, zip_longest

from services.appels_fonds.lecture.colonnes.alentours import Alentours
from services.appels_fonds.lecture.colonnes.contenus import Corps
from services.appels_fonds.lecture.colonnes.entetes import Colonnes, find_colonnes
from services.appels_fonds.lecture.colonnes.etiquettes import strip_etiquette_de_rangee
from services.appels_fonds.lecture.colonnes.roles import Role, read_entete
from services.appels_fonds.lecture.contexte import Contexte
from services.appels_fonds.lecture.patrimoine.lots_nommes import LotIncertain
from services.appels_fonds.lecture.patrimoine.rapprochement import IndexPatrimoine
from services.appels_fonds.lecture.valeurs.montants_lus import looks_like_montant
from services.appels_fonds.lecture.valeurs.mots import normalise
from shared.excel.cellules import Feuille, Rangee

_RAPPELS = frozenset({Role.A_REPARTIR, Role.IGNORE})
_APPELES = frozenset({Role.LOT, Role.MONTANT, Role.DEBIT, Role.CREDIT})
APERCU, APERCU_JUSQUE = 30, 1_000
_CHAMP = re.compile(r"[A-Za-z][A-Za-z0-9]*(?:_[A-Za-z0-9]+)*")
_CHAMPS_MIN = 3
_NUMERO_NU = re.compile(r"[A-Za-z]{0,3}\d+[A-Za-z]{0,3}")
_SUJETS = frozenset({Role.LOT, Role.CLE, Role.COPROPRIETE, Role.EXIGIBLE})
"""What the second row of a header may complete and never takes away."""


class RechercheEntetes:
    """Tries rows of one sheet as headers."""

    def __init__(self, feuille: Feuille, index: IndexPatrimoine) -> None:
        self.feuille, self.index = feuille, index
        self._apercu: list[Rangee] = []
        self._corps: tuple[list[Rangee], int, Corps] | None = None

    def find(
        self,
        numero: int,
        rangee: Rangee,
        parent: Rangee | None,
        contexte: Contexte,
        *,
        premiere: bool = False,
        suite: bool = False,
    ) -> Colonnes | None:
        """The columns of a row, or None when it is no header.

        :param premiere: no table was met yet. ``suite``: the row above, ``parent``, is known to be a header.
        """
        autour = Alentours(
            parent,
            suite,
            self.feuille.fusions,
            self._peek(numero),
            self._observe(numero, rangee),
            contexte.exigible,
            contexte.rang_exigible,
            contexte.copropriete,
            premiere,
            contexte.dates_seules,
            contexte.natures,
            contexte.termes,
        )
        return find_colonnes(numero, rangee, self.index, autour)

    def _peek(self, numero: int) -> Callable[[], list[Rangee]]:
        """Some rows below a header. Far down a sheet, those below an earlier header tell as much and cost nothing."""

        def read() -> list[Rangee]:
            if numero <= APERCU_JUSQUE:
                suite = islice(self.feuille.lignes(), numero + APERCU)
                self._apercu = [rangee for rang, rangee in suite if rang > numero]
            return self._apercu

        return read

    def _observe(self, numero: int, entete: Rangee) -> Callable[[], Corps]:
        """The lines among those rows, down to the header of another table; counted once where they are the same."""

        def read() -> Corps:
            rangees = self._peek(numero)()
            fin = _find_autre_entete(rangees, entete)
            if self._corps is None or self._corps[0] is not rangees or self._corps[1] != fin:
                self._corps = (rangees, fin, Corps(rangees[:fin]))
            return self._corps[2]

        return read

    def find_suite(
        self, numero: int, rangee: Rangee, haut: Rangee, colonnes: Colonnes, contexte: Contexte
    ) -> Colonnes | None:
        """The second row of a header whose first row, ``haut``, was already recognised as ``colonnes``."""
        complete = list(strip_etiquette_de_rangee(rangee, haut, self.index))
        largeur = max(len(haut), len(complete))
        complete += [""] * (largeur - len(complete))
        if not all(bas == "" or isinstance(bas, str) or not isinstance(bas, float | int) for bas in complete):
            return None
        libres = [place for place, bas in enumerate(complete) if bas == ""]
        if len(libres) == largeur - 1 and complete[0] != "" and haut[0] != "" and not self._is_spread(numero - 1, 1):
            return None  # a word alone under the first column opens a section
        seconde = [
            haut[place] if place in libres and place < len(haut) and not self._is_spread(numero - 1, place + 1) else bas
            for place, bas in enumerate(complete)
        ]
        if seconde == haut:
            return None
        trouvees = self.find(numero, seconde, haut, contexte, suite=True)
        if trouvees is None:
            return None
        sujets = {
            role
            for place, role in colonnes.roles.items()
            if role in _SUJETS and (role is Role.LOT or not self._is_precisee(numero - 1, place, trouvees))
        }
        gardees = len(trouvees.roles) >= len(colonnes.roles) and len(trouvees.montants) >= len(colonnes.montants)
        return trouvees if gardees and sujets <= set(trouvees.roles.values()) else None

    def join_niveaux(self, numero: int, rangee: Rangee, haut: Rangee) -> Rangee | None:
        """The two upper rows of a header of three or more, as one: labels merged down past the row say how deep it is.

        :param haut: the row above, itself joined where it is not the first.
        """
        if not any(f.ligne < numero < f.derniere_ligne for f in self.feuille.fusions):
            return None
        if any(valeur != "" and not isinstance(valeur, str) for valeur in rangee):
            return None
        largeur = max(len(haut), len(rangee))
        dessus = self._spread(numero - 1, [*haut, *[""] * (largeur - len(haut))])
        dessous = self._spread(numero, [*rangee, *[""] * (largeur - len(rangee))])
        return [
            f"{un} - {deux}" if un != "" and deux not in ("", un) else un if deux == "" else deux
            for un, deux in zip(dessus, dessous, strict=True)
        ]

    def _spread(self, ligne: int, rangee: Rangee) -> Rangee:
        """A row whose merged labels stand over each of their columns."""
        pleine = list(rangee)
        for fusion in self.feuille.fusions:
            if fusion.ligne <= ligne <= fusion.derniere_ligne and fusion.colonne <= len(pleine):
                fin = min(fusion.derniere_colonne, len(pleine))
                pleine[fusion.colonne - 1 : fin] = [rangee[fusion.colonne - 1]] * (fin - fusion.colonne + 1)
        return pleine

    def _is_precisee(self, ligne: int, place: int, trouvees: Colonnes) -> bool:
        """Does a label merged over several columns say no more than those below it, each a role of its own (``Appels
        exigibles le`` over two days)?"""
        return self._is_spread(ligne, place) and place in trouvees.roles

    def _is_spread(self, ligne: int, colonne: int) -> bool:
        return any(
            f.ligne <= ligne <= f.derniere_ligne
            and f.colonne <= colonne <= f.derniere_colonne
            and f.colonne != f.derniere_colonne
            for f in self.feuille.fusions
        )


def repeats_entete(rangee: Rangee, entete: tuple[str, ...]) -> bool:
    """The same header again, whatever its case."""
    return all(
        (normalise(valeur) if isinstance(valeur, str) else str(valeur)) == attendu
        for valeur, attendu in zip_longest(rangee, entete, fillvalue="")
    )


def resembles_entete(rangee: Rangee, entete: tuple[str, ...]) -> bool:
    """Most of the same labels at the same places: the header of another table of the same kind."""
    pleines = [(valeur, attendu) for valeur, attendu in zip(rangee, entete, strict=False) if valeur != ""]
    memes = sum(isinstance(valeur, str) and normalise(valeur) == attendu for valeur, attendu in pleines)
    return memes > 1 and 2 * memes > len(pleines)


def _find_autre_entete(rangees: list[Rangee], entete: Rangee) -> int:
    """How many rows stand before the header of another table, words some of which are the same at the same places; one
    printed again, on each page, ends nothing."""
    labels = tuple(normalise(valeur) if isinstance(valeur, str) else str(valeur) for valeur in entete)
    autres = (
        rang
        for rang, rangee in enumerate(rangees)
        if rang and _is_autre_entete(rangee, labels) and not repeats_entete(rangee, labels)
    )
    return next(autres, len(rangees))


def _is_autre_entete(rangee: Rangee, labels: tuple[str, ...]) -> bool:
    pleines = [(valeur, label) for valeur, label in zip_longest(rangee, labels, fillvalue="") if valeur != ""]
    if not all(isinstance(valeur, str) and not looks_like_montant(valeur) for valeur, _ in pleines):
        return False
    return sum(normalise(str(valeur)) == label for valeur, label in pleines) > 1


def keep_etages(trouvees: Colonnes, dessus: Colonnes) -> Colonnes:
    """A header just under another: the columns of money that only the upper one labels are asked about, its totals of
    the row are checked, nothing of it is left out in silence."""
    places = range(1, len(dessus.entete) + 1)
    nues = {p for p in places if p not in trouvees.roles and not any(trouvees.entete[p - 1 : p])}
    entete = [*trouvees.entete, *[""] * (len(dessus.entete) - len(trouvees.entete))]
    for place in nues:
        entete[place - 1] = dessus.entete[place - 1]
    montants = {*dessus.rivales, *(montant.colonne for montant in dessus.montants)}
    rivales = [place for place in sorted(nues & montants) if place not in trouvees.rivales]
    totaux = [place for place in sorted(nues & set(dessus.totaux)) if place not in trouvees.totaux]
    if not (rivales or totaux):
        return trouvees
    return replace(
        trouvees,
        entete=tuple(entete),
        rivales=(*trouvees.rivales, *rivales),
        totaux=(*trouvees.totaux, *totaux),
    )


def names_lot_connu(rangee: Rangee, colonnes: Colonnes, contexte: Contexte) -> bool:
    """Does the bare number of one of our lots stand under the label of lots? Then the row is a line, whatever its
    other words."""
    place, copropriete = colonnes.lot, contexte.copropriete
    valeur = rangee[place - 1] if place is not None and place <= len(rangee) else ""
    if copropriete is None or valeur == "" or (isinstance(valeur, str) and not _NUMERO_NU.fullmatch(valeur)):
        return False
    try:
        copropriete.find_lots(valeur)
    except LotIncertain:
        return False
    return True


def is_rangee_de_champs(rangee: Rangee, entete: tuple[str, ...], *, masquee: bool) -> bool:
    """The names of the fields under the labels of a header (``LOT_NUM``, ``CLE_LIB``, ``MNT``): words for the program
    that made the file, one for each column that has a label and for no other, hidden or joined by underscores."""
    places = [place for place, valeur in enumerate(rangee) if valeur != ""]
    champs = [valeur for valeur in rangee if isinstance(valeur, str) and _CHAMP.fullmatch(valeur)]
    labels = sum(label != "" for label in entete)
    sous_labels = all(place < len(entete) and entete[place] for place in places)
    soulignes = sum("_" in champ for champ in champs)
    return (
        len(champs) == len(places) >= _CHAMPS_MIN
        and sous_labels
        and 2 * len(places) > labels
        and (soulignes > 1 or (masquee and len(places) == labels))
    )


def is_autre_tableau(rangee: Rangee, index: IndexPatrimoine) -> bool:
    """The header of a table that calls nothing (``Poste, Budget, Budget N-1``): every word is known, none is a lot nor
    an amount."""
    pleines = [valeur for valeur in rangee if valeur != ""]
    if len(pleines) < 2 or not all(isinstance(valeur, str) for valeur in pleines):
        return False
    roles = {read_entete(valeur, index).role for valeur in pleines}
    return bool(roles & _RAPPELS) and None not in roles and not roles & _APPELES
