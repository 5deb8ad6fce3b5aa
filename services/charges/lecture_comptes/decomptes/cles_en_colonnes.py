"""Statements with one column by key: which columns are its shares, its tantièmes, and what is said of each key."""

import re
from collections.abc import Sequence
from dataclasses import replace

from services.charges.lecture_comptes.colonnes.genres import EnTete
from services.charges.lecture_comptes.colonnes.roles import Role
from services.charges.lecture_comptes.colonnes.tableaux import Tableau
from services.charges.lecture_comptes.decomptes.bloc import Bloc, Entier
from services.charges.lecture_comptes.decomptes.cellules import read_part
from services.charges.lecture_comptes.decomptes.tetes import find_tete
from services.charges.lecture_comptes.resultat import QuotePart
from services.charges.lecture_comptes.valeurs.bases import read_tantiemes
from services.charges.lecture_comptes.valeurs.cles import IndexCles, name_cle
from services.charges.lecture_comptes.valeurs.montants import holds_montant
from services.charges.lecture_comptes.valeurs.pages import cell, texts_of
from shared.excel.cellules import Rangee, adresse
from shared.excel.mots import normalise
from shared.excel.totaux import is_total

_TANTIEMES = re.compile(r"^(?:(?:vos|votre|nos|nombre de) )?(?:tantieme|millieme|quotite)s?(?: (?:du|de votre) lot)?$")
"""What a row of the tantièmes of one lot is called, beside that of its shares."""


def find_matrice(tableau: Tableau, part: int | None, index: IndexCles) -> dict[int, str]:
    """Columns of shares by key, when there is no column of keys."""
    entete = tableau.entete
    if Role.CLE in entete.roles or Role.LOT not in entete.roles:
        return {}
    parts = entete.roles.get(Role.PART, [])
    nommees = {place: entete.groupes[place] for place in parts if place in entete.groupes}
    if len(set(nommees.values())) >= 2:
        return {place: index.resolve(nom) for place, nom in nommees.items()}
    libres = [place for place in entete.inconnues if not is_total(entete.textes[place])]
    places = [place for place in libres if _is_chiffree(tableau, place)]
    connues = [place for place in places if _find_cle(entete.textes[place], index) is not None]
    if connues or (len(places) >= 2 and (part is None or Role.MONTANT in entete.roles)):
        retenues = connues or places
        textes = {place: entete.textes[place] for place in retenues}
        return {place: _find_cle(texte, index) or index.resolve(texte) for place, texte in textes.items()}
    return {}


def _find_cle(texte: str, index: IndexCles) -> str | None:
    """The known key of a header, alone or after what its column holds (``Tant. GEN``)."""
    return index.find(texte) or index.find(name_cle(texte))


def find_tantiemes(entete: EnTete, place: int, cle: str, index: IndexCles) -> int | None:
    """The column of tantièmes that goes with a column of shares: under the same words, or of the same key."""
    groupes, dits = entete.groupes, entete.roles.get(Role.TANTIEMES, [])
    sous = [p for p in dits if groupes and groupes.get(p) == groupes.get(place, "")]
    sous = sous or [p for p in dits if _find_cle(entete.textes[p], index) == cle]
    return sous[0] if sous else None


def note_tetes(bloc: Bloc, tetes: Sequence[tuple[int, Rangee]]) -> None:
    """Note what the rows over the columns print of each key: what is shared out, over how many tantièmes."""
    for numero, rangee in tetes:
        textes = texts_of(rangee)
        role = find_tete(textes[0][1]) if textes else None
        for place, cle in bloc.matrice.items():
            entier = bloc.ensemble.get(cle, Entier())
            if role is Role.BASE and entier.base is None:
                bloc.ensemble[cle] = replace(entier, base=read_tantiemes(cell(rangee, place)))
            elif role is Role.A_REPARTIR and entier.montant is None:
                lieu = adresse(numero, place + 1)
                bloc.ensemble[cle] = replace(entier, montant=read_part(cell(rangee, place)), cellule=lieu)


def note_tantiemes(bloc: Bloc, rangee: Rangee, lot: str) -> bool:
    """Whether a row of a lot says in words that it holds its tantièmes, by key: keeps them for its shares."""
    mots = [texte for place, texte in texts_of(rangee) if place not in bloc.matrice]
    if not any(_TANTIEMES.match(normalise(texte)) for texte in mots):
        return False
    for place, cle in bloc.matrice.items():
        lus = read_tantiemes(cell(rangee, place))
        if lus is not None:
            bloc.siens[lot, cle] = lus
    return True


def note_ensemble(bloc: Bloc, numero: int, rangee: Rangee, index: IndexCles) -> bool:
    """Note what the row of the whole building prints; says whether it gives tantièmes, as such a row does."""
    for place, cle in bloc.matrice.items():
        total = read_tantiemes(cell(rangee, find_tantiemes(bloc.tableau.entete, place, cle, index)))
        if total:
            bloc.ensemble[cle] = Entier(total, read_part(cell(rangee, place)), adresse(numero, place + 1))
    return bool(bloc.ensemble)


def set_bases(bloc: Bloc, rangee: Rangee, parts: Sequence[QuotePart], index: IndexCles) -> None:
    """The row that gives the total of the tantièmes of each key, for the shares above it."""
    for place, cle in bloc.matrice.items():
        total = read_tantiemes(cell(rangee, find_tantiemes(bloc.tableau.entete, place, cle, index)))
        for part in parts[bloc.debut :]:
            if part.cle == cle and part.total_tantiemes is None:
                part.total_tantiemes = total


def _is_chiffree(tableau: Tableau, place: int) -> bool:
    return any(holds_montant(cell(rangee, place)) for _, rangee in tableau.rangees[:200])
