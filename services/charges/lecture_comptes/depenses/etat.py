"""What a reader of expenses knows at each row: table, columns, current key and account, the lines so far."""

import re
from dataclasses import dataclass, field

from services.charges.lecture_comptes.colonnes.tableaux import Tableau
from services.charges.lecture_comptes.depenses.colonnes import ColonnesReleve
from services.charges.lecture_comptes.depenses.rubriques import Rubriques
from services.charges.lecture_comptes.depenses.totaux import Reperes, find_compte, find_nommee, judge_total
from services.charges.lecture_comptes.journal import Journal
from services.charges.lecture_comptes.resultat import LigneLue, TotalImprime
from services.charges.lecture_comptes.valeurs.cles import IndexCles, is_explicit
from services.charges.lecture_comptes.valeurs.comptes import is_bilan
from services.charges.lecture_comptes.valeurs.pages import cell
from shared.excel.cellules import Rangee, adresse
from shared.excel.contenus import is_jour
from shared.excel.mots import normalise

CLE, COMPTE, AUTRE = 1, 2, 3
"""How deep a heading stands: a key holds accounts, an account holds lines, or suppliers that hold them."""


_MOT = re.compile(r"[^\W\d_]{3}")


@dataclass(frozen=True, slots=True)
class Tete:
    """A total printed in a heading, judged when the lines under it are all read."""

    texte: str
    montant: int
    cellule: str
    niveau: int
    cle: str | None


@dataclass
class EtatReleve:
    """The state of the reading of one table. ``lignes`` and ``totaux`` are those of the whole file."""

    tableau: Tableau
    colonnes: ColonnesReleve
    index: IndexCles
    journal: Journal
    lignes: list[LigneLue]
    totaux: list[TotalImprime]
    reperes: Reperes
    cle: str | None = None
    compte: str = ""
    intitule: str = ""
    tetes: list[Tete] = field(default_factory=list)
    place_cles: int | None = None
    """The column where the headings that name keys stand."""
    tetes_codees: bool = False
    """Whether a heading « code, label, total » was proved in this table."""

    suite: int | None = None
    """The row where the label of the last line may go on: the one right below it."""
    poids: tuple[int, int] | None = None
    """What our lots weigh in the current key, and the weight of the key, where its heading prints both."""
    base: int | None = None
    """The weight of the current key, where its heading prints it alone."""
    totaux_parts: list[TotalImprime] = field(default_factory=list)
    """The totals of our shares, judged, which are kept once most of the table are right."""
    totaux_tetes: list[TotalImprime] = field(default_factory=list)
    """Those of headings of accounts, judged: where most are wrong, they sum something else."""
    totalisee: bool = False
    """Whether a total was printed in this table."""
    signee: bool = True
    """Whether every credit of this table was printed with its sign."""

    rubriques: Rubriques = field(default_factory=Rubriques)
    rubrique: str = ""
    """The words of the rubric of the lines that follow."""
    autres: str = ""
    """What the titles say that the headings are, when it is no key."""
    fournisseur: str = ""
    """The supplier that the heading of the lines that follow names."""
    sous_comptes: bool = False
    """Whether keys stand under the headings of accounts, not over them."""
    sous_compte: bool = False
    """Whether that heading stands under the one of an account, which holds several."""
    close: bool = False
    """Whether the total of the current key was printed: what follows is no part of it."""

    @property
    def hors_charges(self) -> bool:
        """Under an account of the balance sheet, in a ledger that holds them all."""
        return is_bilan(self.compte) or (self.colonnes.grand_livre and self.compte[:1] in ("1", "2", "3"))

    def is_datee(self, rangee: Rangee) -> bool:
        """Whether a row is that of a dated line: words in the column of dates are those of a heading, or of a total."""
        valeur = cell(rangee, self.colonnes.date)
        return valeur != "" and (is_jour(valeur) or _MOT.search(str(valeur)) is None)

    def locate(self, numero: int, place: int) -> tuple[str, str]:
        """Sheet and cell, from the row's number and the column's place from 0."""
        return self.tableau.page.nom, adresse(numero, place + 1)

    def judge(
        self,
        texte: str,
        centimes: int,
        lieu: tuple[str, str],
        *,
        net_dit: bool = False,
        compte: str = "",
        sienne: str | None = None,
    ) -> TotalImprime:
        """A printed total against the lines that it sums.

        :param compte: the account that its row says, whatever key its words look like; ``sienne``: the key beside it.
        """
        cle = None if compte and not is_explicit(texte) else self.find_cle(texte)
        compte = "" if cle is not None else find_compte(texte) or compte
        return judge_total(
            texte, centimes, self.lignes, self.reperes, cle, lieu,
            net_dit=net_dit, signee=self.signee, compte=compte, sienne=sienne,
        )  # fmt: skip

    def find_cle(self, texte: str) -> str | None:
        """The key that a total names: that of the rubric above names none, whatever its words."""
        if self.rubrique and normalise(texte).endswith(normalise(self.rubrique)):
            return None
        return find_nommee(texte, self.index)

    def open_rubrique(self, texte: str) -> None:
        """The lines that follow are of this rubric of the key, which has no account."""
        self.open_compte("", texte)
        self.rubrique = texte

    def open_cle(self, cle: str | None) -> None:
        """The lines that follow are of this key: named again before its total was printed (« suite »), it goes on."""
        goes_on = cle == self.cle and cle is not None and not self.close
        vide = self.compte != "" and self.reperes.compte == len(self.lignes)
        self.sous_comptes = self.sous_comptes or (self.cle is None and vide)
        self.close_tetes(CLE)
        dessus = (self.compte, self.intitule) if self.sous_comptes else ("", "")
        self.cle, (self.compte, self.intitule), self.sous_compte = cle, dessus, False
        self.poids = self.base = None
        self.rubrique, self.fournisseur, self.close = "", "", False
        self.reperes.compte = self.reperes.groupe = len(self.lignes)
        if not goes_on:
            self.reperes.cle = len(self.lignes)

    def open_compte(self, compte: str, intitule: str) -> None:
        """The lines that follow are of this account."""
        self.close_tetes(COMPTE)
        self.compte, self.intitule, self.sous_compte = compte, intitule, False
        self.reperes.compte = self.reperes.groupe = len(self.lignes)

    def settle_totaux(self) -> None:
        """Keep the totals of a table whose kind was in doubt, once it is read: right ones, and wrong ones where most of
        their kind are right; of our shares, none where most are wrong."""
        parts, tetes = self.totaux_parts, self.totaux_tetes
        if 2 * sum(total.juste for total in parts) > len(parts):
            self.totaux += parts
        sures = 2 * sum(total.juste for total in tetes) > len(tetes)
        self.totaux += [total for total in tetes if total.juste or sures]
        self.totaux_parts, self.totaux_tetes = [], []

    def close_tetes(self, niveau: int) -> None:
        """Judge the totals printed in headings of this depth and deeper: their lines are now all read."""
        for tete in self.tetes:
            if tete.niveau >= niveau:
                juge = self.judge(tete.texte, tete.montant, (self.tableau.page.nom, tete.cellule))
                (self.totaux if tete.cle is not None else self.totaux_tetes).append(juge)
        self.tetes = [tete for tete in self.tetes if tete.niveau < niveau]
