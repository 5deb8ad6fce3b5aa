"""Statements that print each expense of the building with our share beside it: both a list of expenses and our shares.

The same expenses come back under each of our lots: they are the building's once. Our share of a key is the total that
is printed for it, else the sum of its lines, each rounded.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from services.charges.lecture_comptes.colonnes.genres import EnTete
from services.charges.lecture_comptes.colonnes.roles import Role
from services.charges.lecture_comptes.colonnes.tableaux import Tableau, title_of
from services.charges.lecture_comptes.depenses.totaux import find_compte
from services.charges.lecture_comptes.resultat import DES_PARTS, LigneLue, QuotePart, TotalImprime
from services.charges.lecture_comptes.valeurs.comptes import clean_compte
from services.charges.lecture_comptes.valeurs.pages import cell
from shared.excel.cellules import Rangee
from shared.excel.contenus import is_jour

LOT = re.compile(
    r"^\s*lots?(?:\(s\))?\s*(?:n\s*[°o]\.?|num[ée]ro|no?\.?)?\s*:?\s*((?-i:[A-Z]{0,2})\s?\d+[A-Z]{0,2}(?:\s*(?:[-+/&,]|et)\s*\d+[A-Z]?)*)\b",
    re.I,
)
"""``Lot n° 12``, ``Lots 3 et 4``: the lots of the rows below."""


def is_detail(entete: EnTete, rangee: Rangee) -> bool:
    """Whether a row of a statement is one expense: it has an account of charges or of products, or a day where accounts
    have no column."""
    if Role.COMPTE not in entete.roles:
        return is_jour(cell(rangee, entete.first(Role.DATE)))
    return is_detail_nomme(entete, rangee)


def is_detail_nomme(entete: EnTete, rangee: Rangee) -> bool:
    """Whether an account of charges or of products stands in the column of accounts: over its expenses, it opens no
    key."""
    compte = clean_compte(cell(rangee, entete.first(Role.COMPTE)))
    return len(compte) >= 3 and compte[0] in "67"


def is_detaille(tableau: Tableau) -> bool:
    """Whether most amounts of a statement are expenses, each with its account, or its day, and its words."""
    entete = tableau.entete
    if not {Role.COMPTE, Role.DATE} & set(entete.roles) or not (
        {Role.LIBELLE, Role.INTITULE} & set(entete.roles) or entete.inconnues
    ):
        return False
    details = sum(is_detail(entete, rangee) for _, rangee in tableau.rangees)
    return details > 1 and entete.first(Role.A_REPARTIR, Role.MONTANT) is not None


@dataclass(slots=True)
class Details:
    """The shares of single expenses, summed by lot and key; ``sommes`` keeps what the lines alone add up to."""

    parts: dict[tuple[str, str | None], QuotePart] = field(default_factory=dict)
    sommes: Counter[tuple[str, str | None]] = field(default_factory=Counter)
    ouvertes: dict[tuple[str, str | None], None] = field(default_factory=dict)
    """The lots and keys of the expenses since the last total of a key, in their order."""
    depuis: list[int] = field(default_factory=list)
    """Our shares since the last total, of an account or of a key."""

    def add(self, part: QuotePart) -> None:
        """One more expense."""
        sienne = part.lot, part.cle
        self.depuis.append(part.montant)
        self.ouvertes[sienne] = None
        self.sommes[sienne] += part.montant
        connue = self.parts.setdefault(sienne, part)
        if connue is not part:
            connue.montant += part.montant
            connue.marge += 1
            if connue.a_repartir is not None and part.a_repartir is not None:
                connue.a_repartir += part.a_repartir
        connue.cellule = connue.cellule_base = ""

    def close(self, trouve: int, lieu: tuple[str, str], texte: str) -> TotalImprime | None:
        """The total printed under the expenses of one key, which is our share of it, else that of several keys, or of
        the account it names; None when there are no expenses."""
        if not self.parts:
            return None
        depuis, self.depuis = self.depuis, []
        if depuis and find_compte(texte):
            juste = abs(trouve - sum(depuis)) <= len(depuis)
            quoi = f"{texte} : {DES_PARTS}"
            return TotalImprime(*lieu, None, trouve, trouve if juste else sum(depuis), juste, quoi)
        ouvertes, self.ouvertes = list(self.ouvertes), {}
        if len(ouvertes) != 1:
            return self._judge(ouvertes, trouve, lieu, texte)
        return self._close_cle(ouvertes[0], trouve, lieu, texte)

    def close_lot(self, lot: str, trouve: int, lieu: tuple[str, str], texte: str) -> TotalImprime | None:
        """The same total where lots stand side by side, each in its column; None when it is that of an account, or
        the lot has no expenses."""
        ouvertes = [sienne for sienne in self.ouvertes if sienne[0] == lot]
        siennes = [part for part in self.parts.values() if part.lot == lot]
        if not siennes or find_compte(texte):
            return None
        for sienne in ouvertes:
            del self.ouvertes[sienne]
        if len(ouvertes) == 1:
            return self._close_cle(ouvertes[0], trouve, lieu, texte)
        somme, marge = sum(part.montant for part in siennes), sum(part.marge for part in siennes)
        juste = abs(trouve - somme) <= marge
        quoi = f"{texte} : {DES_PARTS}"
        return TotalImprime(*lieu, None, trouve, trouve if juste else somme, juste, quoi, (siennes,))

    def _close_cle(
        self, sienne: tuple[str, str | None], trouve: int, lieu: tuple[str, str], texte: str
    ) -> TotalImprime:
        """The total of the only key whose expenses were open."""
        part, somme = self.parts[sienne], self.sommes[sienne]
        part.montant, part.cellule = trouve, lieu[1]
        juste = abs(trouve - somme) <= part.marge
        return TotalImprime(*lieu, None, trouve, trouve if juste else somme, juste, f"{texte} : {DES_PARTS}")

    def _judge(
        self, ouvertes: list[tuple[str, str | None]], trouve: int, lieu: tuple[str, str], texte: str
    ) -> TotalImprime:
        """The total of the keys since the last one; without any, of the last lot, or of all lots."""
        dernier = next(reversed(self.parts))[0]
        lots = [[part for part in self.parts.values() if part.lot == dernier], list(self.parts.values())]
        groupes = [[self.parts[sienne] for sienne in ouvertes], *lots] if ouvertes else lots
        sommes = [sum(part.montant for part in parts) for parts in groupes]
        marges = [sum(part.marge for part in parts) for parts in groupes]
        juste = any(abs(trouve - somme) <= marge for somme, marge in zip(sommes, marges, strict=True))
        quoi = f"{texte} : {DES_PARTS}"
        return TotalImprime(*lieu, None, trouve, trouve if juste else sommes[0], juste, quoi, tuple(groupes))


def drop_repeated(lignes: list[LigneLue], tableaux: Sequence[Tableau]) -> None:
    """Keep once the expenses that the statement of each lot prints again."""
    blocs = {
        (tableau.page.nom, numero): bloc
        for rang, tableau in enumerate(tableaux)
        for numero, bloc in _number_blocs(tableau, rang)
    }
    gardees: Counter[tuple[object, ...]] = Counter()
    vues: Counter[tuple[object, ...]] = Counter()
    restantes = []
    for ligne in lignes:
        bloc = blocs.get((ligne.feuille, int(re.sub(r"\D", "", ligne.cellule))))
        identite = ligne.cle, ligne.compte, ligne.libelle, ligne.montant, ligne.piece_le
        vues[bloc, identite] += 1
        if bloc is None or vues[bloc, identite] > gardees[identite]:
            gardees[identite] += 1
            restantes.append(ligne)
    lignes[:] = restantes


def _number_blocs(tableau: Tableau, rang: int) -> list[tuple[int, tuple[int, int]]]:
    """Row → its block: a table, and a lot in it."""
    lot, numeros = 0, []
    for numero, rangee in tableau.rangees:
        lot += LOT.match(title_of(rangee)) is not None
        numeros.append((numero, (rang, lot)))
    return numeros
