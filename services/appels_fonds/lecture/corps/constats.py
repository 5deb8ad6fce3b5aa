"""What a row of a table is: a line, a total, weights, a foot; told by its cells under the columns of the table."""

import re
from collections.abc import Callable

from services.appels_fonds.lecture.colonnes.entetes import Colonnes
from services.appels_fonds.lecture.colonnes.roles import Role, announces_base, announces_tout
from services.appels_fonds.lecture.contexte import Contexte
from services.appels_fonds.lecture.corps.meubles import is_page
from services.appels_fonds.lecture.patrimoine.libelles import find_cle_dite
from services.appels_fonds.lecture.patrimoine.lots_nommes import LotIncertain
from services.appels_fonds.lecture.patrimoine.rapprochement import IndexPatrimoine
from services.appels_fonds.lecture.sommes.totaux import is_net, is_total
from services.appels_fonds.lecture.valeurs.montants_lus import read_montant
from services.appels_fonds.natures import JAMAIS_COMPTABILISEES, Nature, find_natures
from shared.excel.cellules import Feuille, Rangee
from shared.montants import MontantInvalide

_MUETS = frozenset({Role.LIBELLE_LOT, Role.IGNORE, Role.AG})

_MOT = re.compile(r"[^\W\d_]{4,}")


class Constats:
    """Questions asked of the rows of one table, in the context in force."""

    def __init__(self, feuille: Feuille, colonnes: Colonnes, index: IndexPatrimoine, contexte: Contexte) -> None:
        self.feuille, self.colonnes, self.index, self.contexte = feuille, colonnes, index, contexte

    def is_base(self, rangee: Rangee, texte: str) -> bool:
        """A row of weights or of a budget: it has numbers beside its words, and no lot."""
        lot, tout = self.colonnes.lot, announces_tout(texte)
        if len(rangee) - rangee.count("") == 1:
            return False
        if tout and lot is not None and self.contexte.lot is None and rangee[lot - 1] == texte:
            return True
        return announces_base(texte, self.index) and (self.colonnes.large or not tout) and not self.has_lot(rangee)

    def find_total(self, rangee: Rangee, textes: list[str], is_somme: Callable[[Rangee, str], bool]) -> str | None:
        """The words of a total; where a row names neither lot nor key, they may stand in any of its columns.

        :param is_somme: is what a row calls the sum of what precedes? Then words of payment (``Votre dû``) say a total
            where they say no key, no kind and no day.
        """
        colonnes = self.colonnes
        sans_sujet = not self.has_lot(rangee) and all(rangee[place - 1] == "" for place in colonnes.cles)
        possibles = [valeur for valeur in rangee if isinstance(valeur, str)] if sans_sujet else textes[:3]
        total = next((texte for texte in possibles if is_total(texte)), None)
        if total is not None or not sans_sujet or any(rangee[place - 1] != "" for place in colonnes.exigibles):
            return total
        return next((texte for texte in textes[:1] if self._is_net_seul(texte) and is_somme(rangee, texte)), None)

    def _is_net_seul(self, texte: str) -> bool:
        copropriete = self.contexte.copropriete
        cle = copropriete is not None and find_cle_dite(copropriete, texte) is not None
        return is_net(texte) and not cle and not find_natures(texte)

    def list_textes(self, rangee: Rangee) -> list[str]:
        """The words of a row outside its amounts and the columns that do not speak of the line."""
        colonnes = self.colonnes
        montants = {montant.colonne for montant in colonnes.montants}
        return [
            valeur
            for place, valeur in enumerate(rangee, 1)
            if isinstance(valeur, str) and valeur and place not in montants and colonnes.roles.get(place) not in _MUETS
        ]

    def has_montant(self, numero: int, rangee: Rangee) -> bool:
        """Is an amount written, or to be computed?"""
        details = self.feuille.particularites
        return any(
            rangee[montant.colonne - 1] != ""
            or (numero, montant.colonne) in details.formules_sans_valeur
            or (numero, montant.colonne) in details.erreurs
            for montant in self.colonnes.montants
        )

    def has_lot(self, rangee: Rangee) -> bool:
        """Does the lot cell hold one of our lots, or what looks like one and names no key (``Bâtiment 2``)?"""
        colonnes = self.colonnes
        if colonnes.lot is None:
            return False
        valeur = rangee[colonnes.lot - 1]
        if not isinstance(valeur, str) or not valeur:
            return valeur != ""
        if self.contexte.copropriete is not None:
            try:
                self.contexte.copropriete.find_lots(valeur)
            except LotIncertain:
                chiffre = len(valeur) <= 12 and any(lettre.isdigit() for lettre in valeur)
                return chiffre and not (_MOT.search(valeur) and self.contexte.copropriete.knows_cle(valeur))
            return True
        return any(lettre.isdigit() for lettre in valeur)

    def lacks_lot(self, rangee: Rangee) -> bool:
        """Nothing says the lot, nor the key, of a row of a table where each line says its lot."""
        colonnes = self.colonnes
        if colonnes.lot is not None and (self.contexte.lot is not None or self.contexte.cle is not None):
            return False
        sujets = [str(rangee[place - 1]) for place in (colonnes.lot, *colonnes.cles) if place is not None]
        mots = [sujet for sujet in sujets if sujet]
        return bool(sujets) and not any(map(self._names_sujet, mots))

    def _names_sujet(self, texte: str) -> bool:
        """Does it look like a number of lot, or hold a key?"""
        copropriete = self.contexte.copropriete
        chiffre = any(lettre.isdigit() for lettre in texte)
        return chiffre or copropriete is None or find_cle_dite(copropriete, texte) is not None

    def calls_nothing(self, numero: int, rangee: Rangee) -> bool:
        """Every amount of the row is a zero or a dash, none is a formula that was not computed."""
        details = self.feuille.particularites
        lieux = [(numero, montant.colonne) for montant in self.colonnes.montants]
        if any(lieu in details.formules_sans_valeur or lieu in details.erreurs for lieu in lieux):
            return False
        try:
            return not any(read_montant(rangee[montant.colonne - 1]) for montant in self.colonnes.montants)
        except MontantInvalide:
            return False

    def is_pied(self, rangee: Rangee) -> bool:
        """Words after the table that fall under the amounts: a telephone, a page number."""
        colonnes = self.colonnes
        if self.has_lot(rangee):
            return False
        textes = [rangee[montant.colonne - 1] for montant in colonnes.montants if rangee[montant.colonne - 1] != ""]
        if not textes or not all(isinstance(texte, str) for texte in textes):
            return False
        if any(rangee[place - 1] != "" for place in colonnes.cles):
            return all(is_page(str(texte)) for texte in textes)
        for texte in textes:
            try:
                read_montant(texte)
            except MontantInvalide:
                return True
        return False

    def lacks_montant(self, rangee: Rangee) -> bool:
        """A lot and a key, but no amount, in a long layout: something was called and we cannot say what."""
        colonnes = self.colonnes
        if colonnes.large or colonnes.lot is None or not colonnes.cles:
            return False
        cle = next((rangee[place - 1] for place in colonnes.cles if rangee[place - 1] != ""), "")
        tantiemes = colonnes.montants[0].tantiemes
        if tantiemes is not None and rangee[tantiemes - 1] in ("", 0, 0.0):
            return False
        return rangee[colonnes.lot - 1] != "" and cle != "" and self.index.knows_cle(cle)

    def find_releve(self, textes: list[str]) -> frozenset[Nature]:
        """The kind of a line of statement that its words say, and no other."""
        dites = frozenset(nature for texte in textes for nature in find_natures(texte))
        return dites if dites and dites <= JAMAIS_COMPTABILISEES else frozenset()
