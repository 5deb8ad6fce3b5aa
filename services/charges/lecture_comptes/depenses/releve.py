"""The « relevé général des dépenses »: lines under their key and account, whatever the layout.

One row after another: a total, a heading, or a line. What is known so far is an ``EtatReleve``.
"""

from dataclasses import replace

from services.charges.lecture_comptes.colonnes.genres import find_titre
from services.charges.lecture_comptes.colonnes.tableaux import Tableau
from services.charges.lecture_comptes.depenses.autres_tetes import find_autres
from services.charges.lecture_comptes.depenses.colonnes import ColonnesReleve, find_colonnes
from services.charges.lecture_comptes.depenses.etat import EtatReleve
from services.charges.lecture_comptes.depenses.feuilles_par_cle import find_partie, names_cle
from services.charges.lecture_comptes.depenses.fins_de_groupes import Fins
from services.charges.lecture_comptes.depenses.lignes import add_ligne, add_suite, is_suite
from services.charges.lecture_comptes.depenses.montants import has_faute, note_ailleurs, read_montants
from services.charges.lecture_comptes.depenses.pied import PiedReleve
from services.charges.lecture_comptes.depenses.rubriques import find_rubriques
from services.charges.lecture_comptes.depenses.sections import (
    find_tete,
    open_tete,
    read_etiquette,
    read_noms,
    read_section,
    read_tete,
)
from services.charges.lecture_comptes.depenses.totaux import Reperes
from services.charges.lecture_comptes.depenses.totaux_imprimes import (
    find_total,
    is_somme,
    judge_ligne,
    read_rappel,
    read_total,
)
from services.charges.lecture_comptes.identite import find_copropriete
from services.charges.lecture_comptes.journal import Journal
from services.charges.lecture_comptes.resultat import LigneLue, TotalImprime
from services.charges.lecture_comptes.valeurs.bases import drop_base
from services.charges.lecture_comptes.valeurs.cles import IndexCles, is_bruit, is_explicit, name_titre, split_cle
from services.charges.lecture_comptes.valeurs.pages import is_pagination, texts_of
from shared.excel.cellules import Rangee
from shared.excel.mots import normalise
from shared.excel.totaux import is_report


class LecteurReleve:
    """Reads one table of expenses after another, adding to the same list of lines."""

    def __init__(self, index: IndexCles, journal: Journal) -> None:
        self.index, self.journal = index, journal
        self.lignes: list[LigneLue] = []
        self.totaux: list[TotalImprime] = []
        self.pied = PiedReleve()
        self.etat: EtatReleve | None = None
        """Where the table before stands."""
        self.feuilles: dict[str, str] = {}
        """The key that the name of each sheet is, in a file with one list by key."""

    def read(self, tableau: Tableau) -> None:
        """Add the lines and the printed totals of a table."""
        colonnes = find_colonnes(tableau, self.index)
        annoncee = self._announced_cle(tableau, colonnes)
        rubriques = find_rubriques(tableau, colonnes, self.index)
        if self.etat is not None and annoncee is None and _goes_on(self.etat.tableau, tableau):
            etat = replace(self.etat, tableau=tableau, colonnes=colonnes, rubriques=rubriques, suite=None)
            etat.autres = self._find_autres(tableau, colonnes)
        else:
            debut = len(self.lignes)
            etat = EtatReleve(
                tableau, colonnes, self.index, self.journal, self.lignes, self.totaux,
                Reperes(debut, debut, debut, debut), cle=annoncee, rubriques=rubriques,
                autres=self._find_autres(tableau, colonnes),
            )  # fmt: skip
        fins = Fins()
        for rang, (numero, rangee) in enumerate(tableau.rangees):
            lues = len(etat.lignes)
            _read_rangee(etat, self.pied, rang, numero, rangee)
            if len(etat.lignes) > lues:
                fins.note(etat, numero, rangee)
        self.totaux += fins.judge()
        if not _says_report(tableau, -1):
            etat.close_tetes(0)
        etat.settle_totaux()
        self.etat = etat

    def _find_autres(self, tableau: Tableau, colonnes: ColonnesReleve) -> str:
        """What its headings are, when they are no keys; they are, as those of a table above under the same header."""
        avant = self.etat
        if avant is not None and avant.place_cles is not None and avant.tableau.entete.textes == tableau.entete.textes:
            return ""
        return find_autres(tableau, colonnes, self.index)

    def _announced_cle(self, tableau: Tableau, colonnes: ColonnesReleve) -> str | None:
        """The key that the title of a table names (one table, or one sheet, by key)."""
        if colonnes.cle is not None:
            return None
        for titre in reversed(tableau.titres):
            if is_explicit(titre) or self.index.find(titre) is not None:
                return self.index.resolve(titre)
            nom = name_titre(titre)
            if self.index.find(nom) is not None or (is_explicit(nom) and split_cle(nom)[0] != nom):
                return self.index.resolve(nom)
        dernier = tableau.titres[-1] if tableau.titres else ""
        if _is_totalled(tableau, dernier) and (_may_be_cle(dernier) or not self._find_autres(tableau, colonnes)):
            return self.index.resolve(dernier)
        dite = find_partie(dernier)
        nommee = self.feuilles.get(tableau.page.nom) or dite
        return None if nommee is None or colonnes.par_cle else self.index.resolve(nommee)


def _is_totalled(tableau: Tableau, titre: str) -> bool:
    """Whether a total of the table names the code, or the whole label, that its title gives: « GEN - Charges
    générales » above, « Total GEN » below; « ESCALIER (650 tantièmes) » above, « Total escalier » below."""
    code, libelle = split_cle(titre)
    if code == libelle and (is_bruit(code) or find_titre(code) is not None or find_copropriete([code], []) is not None):
        return False
    noms = {f"total {normalise(nom)}" for nom in (code, libelle)}
    return any(normalise(textes[0][1]) in noms for _, rangee in tableau.rangees if (textes := texts_of(rangee)))


def _may_be_cle(titre: str) -> bool:
    """A code, a weight, all owners or a part of the building: « ENTRETIEN » over its total may be a sort of expense."""
    code, libelle = split_cle(titre)
    return code != libelle or drop_base(titre) != titre or names_cle(titre, equipements=False)


def _goes_on(avant: Tableau, tableau: Tableau) -> bool:
    """Whether a table is the next printed page of the one before: the same header, and a sum carried from one to the
    other (« Report »), or pages that are sheets (« Page 2 »)."""
    if avant.entete.textes != tableau.entete.textes:
        return False
    return _says_report(avant, -1) or _says_report(tableau, 0) or is_pagination(tableau.page.nom)


def _says_report(tableau: Tableau, rang: int) -> bool:
    textes = texts_of(tableau.rangees[rang][1]) if tableau.rangees else []
    return bool(textes) and is_report(textes[0][1])


def _read_rangee(etat: EtatReleve, pied: PiedReleve, rang: int, numero: int, rangee: Rangee) -> None:
    textes = texts_of(rangee)
    if etat.tableau.rappel is not None and rang >= etat.tableau.rappel:
        read_rappel(etat, numero, rangee, textes)
        return
    if pied.read(etat, numero, rangee, textes) or read_noms(etat, rangee) or read_etiquette(etat, rangee):
        return
    titre = find_total(etat, rangee, textes)
    if titre is None and rang not in etat.rubriques.rangs and is_suite(etat, numero, rangee):
        add_suite(etat, numero, rangee)
        return
    etat.suite = None
    if titre is not None:
        read_total(etat, numero, rangee, titre)
        return
    montants = read_montants(etat, numero, rangee)
    if not montants:
        note_ailleurs(etat, numero, rangee)
        if textes and not has_faute(etat, numero) and not read_tete(etat, numero, rangee, textes):
            read_section(etat, rang, rangee, textes)
    elif (tete := find_tete(etat, rang, rangee, textes, montants)) is not None:
        open_tete(etat, numero, tete, montants[0])
    elif is_somme(etat, rangee, textes, montants):
        read_total(etat, numero, rangee, textes[0][1])
    else:
        debut = len(etat.lignes)
        for montant in montants:
            add_ligne(etat, numero, rangee, montant)
        judge_ligne(etat, numero, rangee, etat.lignes[debut:], f"{textes[-1][1] if textes else ''} : total de la ligne")
        etat.suite = numero + 1 if len(etat.lignes) > debut else None
