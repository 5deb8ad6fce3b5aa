"""Headings on two levels in a list of expenses: a key, then under it its rubrics (« Électricité »), which are no keys.

The headings that name keys are told by their words (« Clé … »), by the weight that they bear, or by another table that
names them; without any of these, by the rubrics that come back under several of them.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from services.charges.lecture_comptes.bases import drop_base, is_base, is_etiquette_base
from services.charges.lecture_comptes.cles import IndexCles, is_bruit, is_explicit
from services.charges.lecture_comptes.colonnes_releve import ColonnesReleve
from services.charges.lecture_comptes.comptes import split_compte
from services.charges.lecture_comptes.pages import texts_of
from services.charges.lecture_comptes.tableaux import Tableau
from shared.excel.cellules import Rangee
from shared.excel.mots import normalise
from shared.excel.totaux import is_report, is_total


@dataclass(frozen=True, slots=True)
class _Titre:
    """A heading: its rank among the rows of its table, its column, its words, whether another follows it at once."""

    rang: int
    place: int
    texte: str
    suivi: bool


def find_rubriques(tableau: Tableau, colonnes: ColonnesReleve, index: IndexCles) -> set[int]:
    """The ranks of the rows whose words name a rubric of the key above; empty where headings have one level."""
    if colonnes.cle is not None or colonnes.par_cle:
        return set()
    titres = _list_titres(tableau)
    dites = [titre for titre in titres if is_explicit(titre.texte)]
    if not dites and any(map(is_explicit, tableau.titres)):
        return {titre.rang for titre in titres if not index.knows(titre.texte)}
    if not dites:
        pesees = [titre for titre in titres if drop_base(titre.texte) != titre.texte]
        connues = [titre for titre in titres if index.knows(titre.texte)]
        dites = pesees or connues or _find_parents(titres)
        if not all(titre.suivi for titre in dites):
            return set()
    rangs = {titre.rang for titre in dites}
    places = {titre.place for titre in dites}
    return {titre.rang for titre in titres if titre.rang not in rangs and titre.place in places}


def _find_parents(titres: Sequence[_Titre]) -> list[_Titre]:
    """The headings under which the same words come back: each is followed at once by one of them, none of which is."""
    noms = Counter(normalise(titre.texte) for titre in titres)
    parents = [titre for titre in titres if titre.suivi]
    uniques = all(noms[normalise(parent.texte)] == 1 for parent in parents)
    return parents if len(parents) > 1 and uniques and max(noms.values()) > 1 else []


def _list_titres(tableau: Tableau) -> list[_Titre]:
    lues = [(rang, lu) for rang, (_, r) in enumerate(tableau.rangees) if (lu := _read_titre(r)) is not None]
    suivis = [titre[1] != "" for _, titre in lues[1:]]
    return [_Titre(rang, *lu, suivi) for (rang, lu), suivi in zip(lues, [*suivis, False], strict=False) if lu[1]]


def _read_titre(rangee: Rangee) -> tuple[int, str] | None:
    """Column and words of a heading, alone on its row but for a weight; no words for a row that is none; None for a
    row that says a weight alone."""
    pleines = [(place, valeur) for place, valeur in enumerate(rangee) if valeur != ""]
    autres = [
        (place, valeur)
        for place, valeur in pleines
        if not isinstance(valeur, str) or not (is_base(valeur) or is_etiquette_base(valeur))
    ]
    if not autres:
        return None
    place, textes = autres[0][0], texts_of(rangee)
    if len(autres) > 1 or not textes or textes[0][0] != place:
        return place, ""
    texte = textes[0][1]
    compte, _ = split_compte(texte)
    somme = is_total(texte) or is_report(texte)
    comptable = len(compte) >= 3 and compte[0] in "67"
    tue = texte[0].islower() or (is_bruit(texte) and not is_explicit(texte))
    return place, "" if somme or comptable or tue else texte
