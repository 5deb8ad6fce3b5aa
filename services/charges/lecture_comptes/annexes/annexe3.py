"""Annex 3 (décret 2005-240): totals by key, whether each key takes one row or many.

Rows that follow each other under one key make a group: named once above them, on the first, or on each. Its total is
the one printed, else its only row, else the row that sums the others, else their sum.
"""

import re
from dataclasses import dataclass, field

from services.charges.lecture_comptes.annexes.annexe2 import (
    columns_of,
    is_somme,
    read_compte,
    read_valeurs,
    tell_repetees,
)
from services.charges.lecture_comptes.colonnes.genres import Genre
from services.charges.lecture_comptes.colonnes.roles import Role
from services.charges.lecture_comptes.colonnes.tableaux import Tableau
from services.charges.lecture_comptes.depenses.colonnes import find_chiffrees, find_matrice
from services.charges.lecture_comptes.journal import Journal
from services.charges.lecture_comptes.resultat import LigneAnnexe3, TotalImprime
from services.charges.lecture_comptes.valeurs.cles import IndexCles, is_bruit, is_explicit, split_cle, write_cle
from services.charges.lecture_comptes.valeurs.comptes import clean_compte, split_compte
from services.charges.lecture_comptes.valeurs.montants import read_nombre
from services.charges.lecture_comptes.valeurs.pages import cell, texts_of
from shared.excel.cellules import Rangee, adresse
from shared.excel.mots import normalise
from shared.excel.totaux import is_total

_GENERAL = re.compile(r"^total (?:general|des charges|des depenses|charges|depenses)\b")


@dataclass(slots=True)
class _Groupe:
    """The rows of one key: (centimes, cell), and its printed total. ``annoncee``: named above its rows."""

    code: str
    libelle: str
    annoncee: bool = False
    detaillee: bool = False
    rangs: list[tuple[int | None, str]] = field(default_factory=list)
    total: tuple[int | None, str] | None = None

    def settle(self) -> tuple[int | None, str] | None:
        """Its total and the cell where it is printed (empty when it is summed); None when it says nothing."""
        if self.total is not None:
            return self.total
        if len(self.rangs) == 1 and not self.detaillee:
            return self.rangs[0]
        somme = sum(centimes or 0 for centimes, _ in self.rangs)
        for rang in (self.rangs[:1], self.rangs[-1:]) if len(self.rangs) > 2 else ():
            if rang[0][0] and rang[0][0] * 2 == somme:
                return rang[0]
        return (somme, "") if self.rangs else None


class LecteurAnnexe3:
    """Reads the totals by key of annex 3, adding to the same list."""

    def __init__(self, index: IndexCles, journal: Journal) -> None:
        self.index, self.journal = index, journal
        self.lignes: list[LigneAnnexe3] = []
        self.rappels: list[LigneAnnexe3] = []
        self.totaux: list[TotalImprime] = []
        self.groupe: _Groupe | None = None
        self._debut = 0
        self._totalisee = False
        """Whether the total of some key was printed in the table being read."""
        self.libelles: dict[str, str] = {}

    def read(self, tableau: Tableau) -> None:
        """Add the keys of a table; a last row that sums them is their total, whatever its name (« Ensemble »)."""
        champs = columns_of(tableau)
        if tableau.genre is Genre.ANNEXE3 and self._read_matrice(tableau):
            return
        tell_repetees(tableau, self.journal)
        if "n_realise" not in champs:
            return
        self.groupe, self._totalisee = None, False
        self._debut = len(self.lignes)
        self.libelles = _find_libelles(tableau, champs)
        for numero, rangee in tableau.rangees:
            self._read_rangee(tableau, numero, rangee, champs)
        self._close(tableau)
        self._set_rappels_aside(tableau)
        *dites, derniere = [ligne.n_realise or 0 for ligne in self.lignes[self._debut :]] or [0]
        if len(dites) > 1 and derniere and derniere == sum(dites):
            del self.lignes[-1]

    def _read_matrice(self, tableau: Tableau) -> bool:
        """Add the keys of a table with one column by key and one row by account: their totals, as the last row prints
        them, else their sums; says whether it is one, as the column that adds them up on each row shows."""
        if Role.CLE in tableau.entete.roles or Role.COMPTE not in tableau.entete.roles or tableau.entete.annees:
            return False
        places, total = find_matrice(tableau, find_chiffrees(tableau))
        if total is None:
            return False
        lues: dict[int, tuple[int, str]] = {}
        sommes = dict.fromkeys(places, 0)
        for numero, rangee in tableau.rangees:
            somme = any(is_total(texte) for _, texte in texts_of(rangee)[:2])
            for place in places:
                centimes = read_nombre(cell(rangee, place))
                if somme:
                    lues[place] = centimes, adresse(numero, place + 1)
                else:
                    sommes[place] += centimes
        for place in places:
            code, libelle = split_cle(tableau.entete.textes[place])
            centimes, cellule = lues.get(place, (sommes[place], ""))
            page = tableau.page.nom if cellule else ""
            self.lignes.append(LigneAnnexe3(self.index.learn(code, libelle), libelle, centimes, page, cellule))
        return True

    def _set_rappels_aside(self, tableau: Tableau) -> None:
        """The keys that annex 3 already gave, read again in a table which is none; those of a table of what is shared
        out over each key, which is none either."""
        connues = {ligne.cle for ligne in self.lignes[: self._debut]}
        lues = self.lignes[self._debut :]
        if lues and not tableau.formelle and (tableau.entete.partagee or all(ligne.cle in connues for ligne in lues)):
            self.rappels += lues
            del self.lignes[self._debut :]

    def _read_rangee(self, tableau: Tableau, numero: int, rangee: Rangee, champs: dict[str, int]) -> None:
        textes = texts_of(rangee)
        valeurs = read_valeurs(tableau, numero, rangee, champs, self.journal)
        lu = valeurs["n_realise"], adresse(numero, champs["n_realise"] + 1)
        chiffree = any(valeur is not None for valeur in valeurs.values())
        somme = next((texte for _, texte in textes[:2] if is_somme(texte)), None)
        if somme is not None:
            if chiffree and not self._read_total(tableau, somme, lu):
                self._judge(tableau, somme, lu)
            return
        detail = _is_detail(tableau, rangee, champs, self.groupe)
        nom = self._name(tableau, rangee, textes, champs, detail=detail)
        if nom is not None and not chiffree and is_bruit(nom[0] if nom[0] == nom[1] else nom[1]):
            return
        if nom is not None and (self.groupe is None or self.groupe.code != nom[0] or self.groupe.total is not None):
            self._close(tableau)
            self.groupe = _Groupe(*nom, annoncee=not chiffree)
        if detail and self.groupe is not None and not self.groupe.detaillee and len(self.groupe.rangs) == 1:
            self.groupe.total = self.groupe.rangs[0]
        if chiffree and self.groupe is not None and (nom or detail or self.groupe.annoncee):
            self.groupe.rangs.append(lu)
            self.groupe.detaillee = self.groupe.detaillee or detail or self.groupe.annoncee

    def _judge(self, tableau: Tableau, texte: str, lu: tuple[int | None, str]) -> None:
        """The total of the table against its keys, all of them read."""
        self._close(tableau)
        dites = [ligne.n_realise for ligne in self.lignes[self._debut :]]
        trouve, cellule = lu
        if trouve is None or len(dites) < 2 or None in dites or not is_total(texte) or self.index.find(texte):
            return
        attendu = sum(montant or 0 for montant in dites)
        quoi = f"{texte} : total de l’annexe 3"
        self.totaux.append(
            TotalImprime(tableau.page.nom, cellule, None, trouve, attendu, trouve == attendu, quoi)
        )  # fmt: skip

    def _read_total(self, tableau: Tableau, texte: str, lu: tuple[int | None, str]) -> bool:
        """A printed total: of the key it names, else of the rows above when they are the detail of one key.

        Says whether it is one of these.
        """
        code = self.index.find(texte)
        groupe = self.groupe
        if code is not None and groupe is None and not any(ligne.cle == code for ligne in self.lignes[self._debut :]):
            self.groupe = _Groupe(code, self.index.libelles.get(code, code), total=lu)
            self._close(tableau)
            return True
        if groupe is None or code not in (None, groupe.code) or groupe.total is not None:
            return code is not None
        general = _GENERAL.match(normalise(texte)) or self._is_general(groupe, lu[0])
        if code is None and (general or not (groupe.detaillee or len(groupe.rangs) > 1)):
            return False
        groupe.total = lu
        self._close(tableau)
        return True

    def _is_general(self, groupe: _Groupe, trouve: int | None) -> bool:
        """Whether a total that names nothing is that of all keys: it sums them, or those above have none printed."""
        somme = sum(centimes or 0 for centimes, _ in groupe.rangs)
        dites = [ligne.n_realise or 0 for ligne in self.lignes[self._debut :]]
        return bool(dites) and trouve != somme and (trouve == sum(dites) + somme or not self._totalisee)

    def _close(self, tableau: Tableau) -> None:
        """Keep the key whose rows end here."""
        lu = self.groupe.settle() if self.groupe is not None else None
        self._totalisee = self._totalisee or (self.groupe is not None and self.groupe.total is not None)
        if self.groupe is not None and lu is not None:
            page = tableau.page.nom if lu[1] else ""
            self.lignes.append(LigneAnnexe3(self.groupe.code, self.groupe.libelle, lu[0], page, lu[1]))
        self.groupe = None

    def _name(
        self, tableau: Tableau, rangee: Rangee, textes: list[tuple[int, str]], champs: dict[str, int], *, detail: bool
    ) -> tuple[str, str] | None:
        """(code, label) of the key that a row names; None when it names none."""
        place = tableau.entete.first(Role.CLE)
        valeur = cell(rangee, place)
        numero = write_cle(cell(rangee, tableau.entete.first(Role.COMPTE)))
        if valeur != "" and numero and _is_mixte(tableau):
            return None if detail else (self.index.learn(numero, str(valeur)), str(valeur))
        if valeur != "" and not (detail and _is_compte(tableau, rangee, self.groupe)):
            texte = write_cle(valeur)
            code, libelle = split_cle(texte)
            if code == libelle:
                code, libelle = texte, self.libelles.get(texte, libelle)
            return self.index.learn(code, libelle), libelle
        if detail or not textes or (place is not None and self.groupe is not None and len(self.groupe.rangs) > 0):
            return None
        texte = textes[0][1]
        if (
            numero.isdigit() and len(textes) == 1 and not _is_comptable(numero)
        ):  # « 001 | GÉNÉRALES », over its accounts
            return self.index.learn(numero, texte), texte
        if len(textes) > 1 and place is None and tableau.entete.first(Role.COMPTE) is None:
            return self.index.learn(texte, textes[1][1]), textes[1][1]
        code, libelle = split_cle(texte)
        return self.index.learn(code, libelle), libelle


def _find_libelles(tableau: Tableau, champs: dict[str, int]) -> dict[str, str]:
    """The label beside each key: the same on all of its rows, and not the nature of one row of a detailed key."""
    place = tableau.entete.first(Role.CLE)
    if place is None:
        return {}
    pris = (place, tableau.entete.first(Role.COMPTE), *champs.values())
    vus: dict[str, list[str]] = {}
    courante = ""
    for _, rangee in tableau.rangees:
        valeur = cell(rangee, place)
        courante = write_cle(valeur) if valeur != "" else courante
        autres = [texte for autre, texte in texts_of(rangee) if autre not in pris]
        if courante and autres and not is_somme(courante) and not is_somme(autres[0]):
            vus.setdefault(courante, []).append(autres[0])
    detaillee = any(len(set(dits)) > 1 for dits in vus.values())
    return {cle: dits[0] for cle, dits in vus.items() if len(set(dits)) == 1 and (len(dits) > 1 or not detaillee)}


def _is_detail(tableau: Tableau, rangee: Rangee, champs: dict[str, int], groupe: _Groupe | None) -> bool:
    """Whether a row is an account of a key: in the column of accounts, in front of its label without one of keys, or
    in that of keys under one that was named alone, or whose header says both."""
    place = tableau.entete.first(Role.COMPTE)
    compte, _ = read_compte(tableau, rangee, champs)
    if tableau.entete.first(Role.CLE) is not None and (place is None or cell(rangee, place) == ""):
        return groupe is not None and (groupe.annoncee or _is_mixte(tableau)) and _is_compte(tableau, rangee, groupe)
    texte = next((texte for _, texte in texts_of(rangee)), "")
    return _is_comptable(compte) and not (is_explicit(texte) and split_compte(texte)[0] == compte)


def _is_mixte(tableau: Tableau) -> bool:
    """``Clé / Compte``: one column names the keys and, under each, its accounts."""
    place = tableau.entete.first(Role.CLE)
    return place is not None and "compte" in normalise(tableau.entete.textes[place])


def _is_compte(tableau: Tableau, rangee: Rangee, groupe: _Groupe | None) -> bool:
    """``611 Nettoyage``, or ``611`` beside its label under a key that has no such code itself: an account of charges or
    of products, where the key should be, or in front of the label of a row that names no key."""
    place = tableau.entete.first(Role.COMPTE)
    valeur = cell(rangee, tableau.entete.first(Role.CLE)) or next((texte for _, texte in texts_of(rangee)), "")
    compte, reste = split_compte(write_cle(valeur))
    if not _is_comptable(compte):
        return False
    seul = place is None and groupe is not None and not _is_comptable(clean_compte(groupe.code))
    return reste != "" or (seul and any(texte != valeur for _, texte in texts_of(rangee)))


def _is_comptable(compte: str) -> bool:
    return len(compte) >= 3 and compte[0] in "67"
