"""Which tables of a whole file are its expenses: what only the other tables can say of one.

A list of expenses may stand beside the year before and the budget, as annex 2 does; the statement of one lot may print
each expense of the building; the bank, those who owe, the balance of all accounts are no expenses.
"""

import re
from collections.abc import Sequence

from services.charges.lecture_comptes.annexes.annexe2 import columns_of
from services.charges.lecture_comptes.colonnes.genres import ANNEXES, Genre
from services.charges.lecture_comptes.colonnes.roles import Role
from services.charges.lecture_comptes.colonnes.tableaux import Tableau
from services.charges.lecture_comptes.decomptes.bloc import find_lot
from services.charges.lecture_comptes.decomptes.detailles import is_detaille
from services.charges.lecture_comptes.decomptes.individuels import is_par_lot
from services.charges.lecture_comptes.depenses.colonnes import find_chiffrees, find_matrice
from services.charges.lecture_comptes.valeurs.bases import read_fraction
from services.charges.lecture_comptes.valeurs.cles import is_bruit
from services.charges.lecture_comptes.valeurs.comptes import clean_compte, split_compte
from services.charges.lecture_comptes.valeurs.montants import holds_montant
from services.charges.lecture_comptes.valeurs.pages import cell, join_textes, texts_of
from shared.excel.mots import normalise
from shared.excel.totaux import is_total

_TRESORERIE = re.compile(
    r"\bbanques?\b|\bbancaires?\b|\brapprochement|\btresorerie\b|\biban\b|\bcompte (?:courant|separe|5\d\d)\b"
)
_DEBITEURS = re.compile(r"\bdebiteurs?\b|\bimpayes?\b|\bsoldes? des (?:coproprietaires|comptes)\b")
_BALANCE = re.compile(r"\bbalance\b")
COMPTE_MIN = 3
"""The fewest digits of an account: a shorter number may be a class, or a key."""
_SUIVIS = (Role.RECUPERABLE, Role.TAUX, Role.OUI_NON, Role.PART, Role.DATE, Role.FOURNISSEUR)
"""What is said of an expense, never of an account of annex 2."""


def sort_tableaux(tableaux: Sequence[Tableau]) -> None:
    """Set the kind of each table, knowing the others."""
    for tableau in tableaux:
        bilan = tableau.genre in (Genre.RELEVE, *ANNEXES) and _holds_bilan_seul(tableau)
        debiteurs = tableau.genre is Genre.REPARTITION and _says(tableau, _DEBITEURS) and not _says_parts(tableau)
        if bilan or debiteurs:
            tableau.entete.genre = Genre.AUTRE
        if tableau.genre in (Genre.RELEVE, Genre.ANNEXE3) and is_par_lot(tableau):
            tableau.entete.genre = Genre.REPARTITION
        if tableau.genre is Genre.ANNEXE3 and _is_par_compte(tableau):
            tableau.entete.genre = Genre.ANNEXE2
        if tableau.genre is Genre.RELEVE and _is_par_cle(tableau):
            tableau.entete.genre = Genre.ANNEXE3
    _set_budgets_aside(tableaux)
    _set_details(tableaux)
    if not any(tableau.genre is Genre.RELEVE and not _is_tresorerie(tableau) for tableau in tableaux):
        _promote(tableaux)
    if any(tableau.genre is Genre.RELEVE and not _is_tresorerie(tableau) for tableau in tableaux):
        for tableau in tableaux:
            if tableau.genre is Genre.RELEVE and _is_tresorerie(tableau):
                tableau.entete.genre = Genre.AUTRE


def _is_par_compte(tableau: Tableau) -> bool:
    """Accounts, each once, where no key is named, under a title that says the number of no annex: it is annex 2,
    whatever its words."""
    comptes = _list_comptes(tableau)
    if tableau.formelle or Role.CLE in tableau.entete.roles or len(set(comptes)) < max(COMPTE_MIN, len(comptes)):
        return False
    champs = columns_of(tableau).values()
    tetes = [
        textes[0][1]
        for _, rangee in tableau.rangees
        if (textes := texts_of(rangee)) and not any(holds_montant(cell(rangee, place)) for place in champs)
    ]
    return all(split_compte(tete)[0] or is_bruit(tete) for tete in tetes)


def _is_par_cle(tableau: Tableau) -> bool:
    """Keys, each once, with what each shares out and over how many tantièmes: the totals of keys, no expenses."""
    roles = tableau.entete.roles
    if not tableau.entete.partagee or roles.keys() & {Role.COMPTE, Role.DATE, Role.LOT}:
        return False
    place = tableau.entete.first(Role.CLE)
    cles = [dite for _, rangee in tableau.rangees if (dite := cell(rangee, place)) != "" and not is_total(str(dite))]
    return 1 < len(cles) == len(set(cles))


def _set_budgets_aside(tableaux: Sequence[Tableau]) -> None:
    """A budget alone, under no title of an annex, is no part of an annex that says what was spent."""
    annexes = [tableau for tableau in tableaux if tableau.genre is Genre.ANNEXE2]
    budgets = [tableau for tableau in annexes if "n_realise" not in columns_of(tableau)]
    if len(budgets) < len(annexes) or any(tableau.genre is Genre.RELEVE for tableau in tableaux):
        for tableau in budgets:
            if not tableau.formelle:
                tableau.entete.genre = Genre.AUTRE


def _set_details(tableaux: Sequence[Tableau]) -> None:
    """A list of dated expenses under the name of a lot, with its tantièmes and its share on each line, is the statement
    of that lot too, in a file without another list."""
    releves = [tableau for tableau in tableaux if tableau.genre is Genre.RELEVE]
    if all(map(_is_decompte, releves)) and not any(tableau.genre is Genre.REPARTITION for tableau in tableaux):
        for tableau in releves:
            tableau.entete.genre = Genre.DETAIL


def _is_decompte(tableau: Tableau) -> bool:
    """Each expense of the building beside the tantièmes and the share of the lot that a title names, with the total of
    its shares: those of lines alone are no share of a key that the file prints."""
    part = tableau.entete.first(Role.PART)
    if part is None or not _says_tantiemes(tableau) or not any(map(find_lot, tableau.titres)):
        return False
    return is_detaille(tableau) and _totals_a_cle(tableau, part)


def _totals_a_cle(tableau: Tableau, part: int) -> bool:
    """Whether a total of our shares stands under expenses of one key, not of all."""
    place = tableau.entete.first(Role.CLE)
    cles: set[str] = set()
    for _, rangee in tableau.rangees:
        textes = texts_of(rangee)
        if not holds_montant(cell(rangee, part)):
            continue
        if textes and is_total(textes[0][1]):
            if len(cles) == 1:
                return True
            cles = set()
        else:
            cles.add(str(cell(rangee, place)))
    return False


def _says_tantiemes(tableau: Tableau) -> bool:
    """Our tantièmes in a column, or in the heading of each key (« Tantièmes du lot : 214 / 10000 »)."""
    tetes = (*tableau.titres, *(join_textes(rangee) for _, rangee in tableau.rangees))
    return Role.TANTIEMES in tableau.entete.roles or any(read_fraction(tete) is not None for tete in tetes)


def _promote(tableaux: Sequence[Tableau]) -> None:
    """In a file without a list of expenses: take for it what stands beside other years, or on our statement."""
    libres = [tableau for tableau in tableaux if tableau.genre in ANNEXES and not tableau.formelle]
    annexe = any(tableau.genre is Genre.ANNEXE2 and not _is_comparatif(tableau) for tableau in tableaux)
    for tableau in tableaux:
        if tableau.genre is Genre.REPARTITION and is_detaille(tableau):
            tableau.entete.genre = Genre.DETAIL
    for tableau in libres:
        suivi = any(role in tableau.entete.roles for role in _SUIVIS)
        dit = suivi or _repeats_comptes(tableau) or tableau.entete.annonce is Genre.RELEVE
        avant = suivi or (dit and "n_plus_2_budget" not in columns_of(tableau))
        comparee = _is_comparatif(tableau) or (avant and _compares(tableau))
        if (comparee and (dit or annexe)) or find_matrice(tableau, find_chiffrees(tableau))[1] is not None:
            tableau.entete.genre = Genre.RELEVE


def _is_comparatif(tableau: Tableau) -> bool:
    """What was spent beside what was before or voted, without the budgets to come."""
    return _compares(tableau) and not any(champ.startswith("n_plus") for champ in columns_of(tableau))


def _compares(tableau: Tableau) -> bool:
    """What was spent beside another year or a budget, under no title of an annex."""
    champs = columns_of(tableau)
    return not tableau.formelle and "n_realise" in champs and len(champs) > 1


def _repeats_comptes(tableau: Tableau) -> bool:
    """The same account on several rows: annex 2 has each once, a list by key has it under each key."""
    comptes = _list_comptes(tableau)
    return len(set(comptes)) < len(comptes)


def _holds_bilan_seul(tableau: Tableau) -> bool:
    """Whether every account of a table is one of the balance sheet (classes 1 to 5): ``101 Ascenseur`` in the column of
    keys is none."""
    if Role.CLE in tableau.entete.roles and Role.COMPTE not in tableau.entete.roles:
        return False
    comptes = _list_comptes(tableau)
    return bool(comptes) and all(compte[0] in "12345" for compte in comptes)


def _list_comptes(tableau: Tableau) -> list[str]:
    """The accounts of a table, three digits or more: of their column, else in front of the labels of an annex."""
    place = tableau.entete.first(Role.COMPTE)
    if place is not None:
        comptes = [clean_compte(cell(rangee, place)) for _, rangee in tableau.rangees]
    elif tableau.genre in ANNEXES:
        comptes = [split_compte(textes[0][1])[0] for _, rangee in tableau.rangees if (textes := texts_of(rangee))]
    else:
        return []
    return [compte for compte in comptes if len(compte) >= COMPTE_MIN]


def _is_tresorerie(tableau: Tableau) -> bool:
    """The title or the sheet of a table says that it is of the bank, of those who owe, or of all accounts."""
    if _says(tableau, _BALANCE) and Role.DATE not in tableau.entete.roles:
        return True
    return (_says(tableau, _TRESORERIE) or _says(tableau, _DEBITEURS)) and not _says_charges(tableau)


def _says(tableau: Tableau, motif: re.Pattern[str]) -> bool:
    """Whether the sheet of a table, or one of the last titles above it, has these words."""
    return any(motif.search(normalise(titre)) for titre in (tableau.page.nom, *tableau.titres[-2:]))


def _says_parts(tableau: Tableau) -> bool:
    """A key or tantièmes, which no list of those who owe has."""
    return Role.CLE in tableau.entete.roles or Role.TANTIEMES in tableau.entete.roles


def _says_charges(tableau: Tableau) -> bool:
    """A key, what tenants owe, an account of charges or of products: only expenses have one."""
    roles = tableau.entete.roles
    if Role.CLE in roles or Role.RECUPERABLE in roles or any(compte[0] in "67" for compte in _list_comptes(tableau)):
        return True
    tetes = [split_compte(textes[0][1])[0] for _, rangee in tableau.rangees if (textes := texts_of(rangee))]
    return any(len(compte) >= COMPTE_MIN and compte[0] in "67" for compte in tetes)
