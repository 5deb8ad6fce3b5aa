"""What a reader of expenses knows at each row: table, columns, current key and account, the lines so far."""

from dataclasses import dataclass, field

from services.charges.lecture_comptes.colonnes.tableaux import Tableau
from services.charges.lecture_comptes.depenses.colonnes import ColonnesReleve
from services.charges.lecture_comptes.depenses.rubriques import Rubriques
from services.charges.lecture_comptes.depenses.totaux import Reperes, find_nommee, judge_total
from services.charges.lecture_comptes.journal import Journal
from services.charges.lecture_comptes.resultat import LigneLue, TotalImprime
from services.charges.lecture_comptes.valeurs.cles import IndexCles
from services.charges.lecture_comptes.valeurs.comptes import is_bilan
from shared.excel.cellules import adresse
from shared.excel.mots import normalise

CLE, COMPTE = 1, 2
"""How deep a heading stands: a key holds accounts, an account holds lines."""


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
    totalisee: bool = False
    """Whether a total was printed in this table."""
    signee: bool = True
    """Whether every credit of this table was printed with its sign."""

    rubriques: Rubriques = field(default_factory=Rubriques)
    rubrique: str = ""
    """The words of the rubric of the lines that follow."""
    close: bool = False
    """Whether the total of the current key was printed: what follows is no part of it."""

    @property
    def hors_charges(self) -> bool:
        """Under an account of the balance sheet, in a ledger that holds them all."""
        return is_bilan(self.compte) or (self.colonnes.grand_livre and self.compte[:1] in ("1", "2", "3"))

    def locate(self, numero: int, place: int) -> tuple[str, str]:
        """Sheet and cell, from the row's number and the column's place from 0."""
        return self.tableau.page.nom, adresse(numero, place + 1)

    def judge(self, texte: str, centimes: int, lieu: tuple[str, str], *, net_dit: bool = False) -> TotalImprime:
        """A printed total against the lines that it sums."""
        cle = self.find_cle(texte)
        return judge_total(texte, centimes, self.lignes, self.reperes, cle, lieu, net_dit=net_dit, signee=self.signee)

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
        self.close_tetes(CLE)
        self.cle, self.compte, self.intitule = cle, "", ""
        self.rubrique, self.close = "", False
        self.reperes.compte = self.reperes.groupe = len(self.lignes)
        if not goes_on:
            self.reperes.cle = len(self.lignes)

    def open_compte(self, compte: str, intitule: str) -> None:
        """The lines that follow are of this account."""
        self.close_tetes(COMPTE)
        self.compte, self.intitule = compte, intitule
        self.reperes.compte = self.reperes.groupe = len(self.lignes)

    def close_tetes(self, niveau: int) -> None:
        """Judge the totals printed in headings of this depth and deeper: their lines are now all read."""
        for tete in self.tetes:
            if tete.niveau >= niveau:
                juge = self.judge(tete.texte, tete.montant, (self.tableau.page.nom, tete.cellule))
                if tete.cle is not None or juge.juste:
                    self.totaux.append(juge)
        self.tetes = [tete for tete in self.tetes if tete.niveau < niveau]
