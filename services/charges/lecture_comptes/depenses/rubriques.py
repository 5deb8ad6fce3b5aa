"""Headings on two levels in a list of expenses: a key, then under it its rubrics (« Électricité »), which are no keys.

The headings that name keys are told by their words (« Clé … »), by the weight that they bear, or by another table that
names them; without any of these, by the rubrics that come back under several of them.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from services.charges.lecture_comptes.colonnes.tableaux import Tableau
from services.charges.lecture_comptes.depenses.colonnes import ColonnesReleve
from services.charges.lecture_comptes.valeurs.bases import drop_base, is_base, is_etiquette_base
from services.charges.lecture_comptes.valeurs.cles import IndexCles, is_bruit, is_explicit
from services.charges.lecture_comptes.valeurs.comptes import split_compte
from services.charges.lecture_comptes.valeurs.pages import texts_of
from shared.excel.cellules import Rangee
from shared.excel.mots import normalise
from shared.excel.totaux import is_report, is_total

_TOTAL = re.compile(r"^(?:sous |s )?tot(?:al|aux)? (?:de la |de l |des |du |de )?(?:cle |rubrique |poste )?")


@dataclass(frozen=True, slots=True)
class Rubriques:
    """The ranks of the rows whose words name a rubric of the key above, and of those that may as well name a key."""

    rangs: frozenset[int] = frozenset()
    cles: frozenset[int] = frozenset()
    """The ranks of the rows that name the keys above them."""
    douteuses: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class _Titre:
    """A heading: its rank among the rows of its table, its column, its words, the column of the heading that follows it
    at once, and whether a line stands right above."""

    rang: int
    place: int
    texte: str
    suivant: int | None
    sous_ligne: bool

    @property
    def nom(self) -> str:
        """Its words, to compare."""
        return normalise(self.texte)


def find_rubriques(tableau: Tableau, colonnes: ColonnesReleve, index: IndexCles) -> Rubriques:
    """The rubrics of a table; none where headings have one level."""
    if colonnes.cle is not None or colonnes.par_cle:
        return Rubriques()
    totaux = _list_totaux(tableau)
    titres = [
        titre
        for titre in _list_titres(tableau)
        if titre.place != colonnes.libelle or not titre.sous_ligne or titre.nom in totaux
    ]
    dites = [titre for titre in titres if is_explicit(titre.texte)]
    if not dites and any(map(is_explicit, tableau.titres)):
        return Rubriques(frozenset(titre.rang for titre in titres if not index.knows(titre.texte)))
    dites = dites or _find_marques(titres, index)
    parents = [] if dites else _find_parents(titres)
    dites = dites or parents
    rangs = {titre.rang for titre in dites}
    places = {titre.suivant for titre in dites} - {None} or {titre.place for titre in dites}
    siennes = [titre for titre in titres if titre.rang not in rangs and titre.place in places]
    douteuses = _find_douteuses(siennes, parents, totaux) if parents else []
    if not siennes:
        return Rubriques()
    return Rubriques(frozenset(t.rang for t in siennes), frozenset(rangs), frozenset(t.rang for t in douteuses))


def _find_marques(titres: Sequence[_Titre], index: IndexCles) -> list[_Titre]:
    """The headings that bear a weight, else those that another table names as keys: when they open others at once."""
    pesees = [titre for titre in titres if drop_base(titre.texte) != titre.texte]
    dites = pesees or [titre for titre in titres if index.knows(titre.texte)]
    suivies = sum(titre.suivant is not None for titre in dites)
    return dites if dites and suivies in (len(dites), *range(2, len(dites))) else []


def _find_parents(titres: Sequence[_Titre]) -> list[_Titre]:
    """The headings under which the same words come back: each is followed at once by another; with them, those in
    capitals where only they are so, or those of their column where the others stand in another."""
    noms = Counter(titre.nom for titre in titres)
    parents = [titre for titre in titres if titre.suivant is not None]
    repetees = [titre for titre in titres if noms[titre.nom] > 1]
    if len(parents) < 2 or not repetees or any(noms[parent.nom] > 1 for parent in parents):
        return []
    capitales = all(titre.texte.isupper() for titre in parents) and not any(t.texte.isupper() for t in repetees)
    places = {titre.place for titre in parents} - {titre.place for titre in repetees}
    return [t for t in titres if t in parents or t.place in places or (capitales and t.texte.isupper())]


def _find_douteuses(siennes: Sequence[_Titre], dites: Sequence[_Titre], totaux: set[str]) -> list[_Titre]:
    """The rubrics met once, under a key without total nor capitals of its own: they may be keys without rubrics."""
    if all(dite.texte.isupper() for dite in dites) and not any(titre.texte.isupper() for titre in siennes):
        return []
    noms = Counter(titre.nom for titre in siennes)
    seules = [titre for titre in siennes if noms[titre.nom] == 1 and titre.nom not in totaux]
    ouvertes = {titre.rang: [dite for dite in dites if dite.rang < titre.rang][-1:] for titre in seules}
    return [titre for titre in seules if not any(dite.nom in totaux for dite in ouvertes[titre.rang])]


def _list_totaux(tableau: Tableau) -> set[str]:
    """What the totals of a table name."""
    textes = [texte for _, rangee in tableau.rangees for _, texte in texts_of(rangee)[:2] if is_total(texte)]
    return {_TOTAL.sub("", normalise(texte)) for texte in textes}


def _list_titres(tableau: Tableau) -> list[_Titre]:
    lues = [(rang, lu) for rang, (_, r) in enumerate(tableau.rangees) if (lu := _read_titre(r)) is not None]
    bouts = [(-1, (-1, "", False)), *lues, (-1, (-1, "", False))]
    return [
        _Titre(rang, place, texte, apres[0] if apres[1] else None, avant[2])
        for (_, avant), (rang, (place, texte, _)), (_, apres) in zip(bouts, lues, bouts[2:], strict=False)
        if texte
    ]


def _read_titre(rangee: Rangee) -> tuple[int, str, bool] | None:
    """Column and words of a heading, alone on its row but for a weight; no words for a row that is none, and whether it
    is a line rather than a total; None for a row that says a weight alone."""
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
        return place, "", not any(is_total(texte) for _, texte in textes[:2])
    texte = textes[0][1]
    compte, _ = split_compte(texte)
    somme = is_total(texte) or is_report(texte)
    comptable = len(compte) >= 3 and compte[0] in "67"
    tue = texte[0].islower() or (is_bruit(texte) and not is_explicit(texte))
    return place, "" if somme or comptable or tue else texte, False
