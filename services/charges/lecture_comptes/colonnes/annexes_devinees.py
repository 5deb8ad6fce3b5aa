"""Columns of annexes and of a statement whose headings are in no list: known by their number, order and arithmetic.

The form of annexes 2 and 3 (décret 2005-240, art. 8) prints five amounts in one order; on a statement our share is
the amount shared out × our tantièmes ÷ the total of the tantièmes.
"""

from collections.abc import Sequence
from itertools import permutations

from services.charges.lecture_comptes.colonnes.annees import ColonneAnnee, assign_annees
from services.charges.lecture_comptes.colonnes.devinees import is_addition
from services.charges.lecture_comptes.colonnes.roles import Role
from services.charges.lecture_comptes.valeurs.comptes import clean_compte
from shared.excel.cellules import Rangee
from shared.excel.contenus import Colonne, list_corps, observe_colonne

ORDRE = ("realise", "budget", "realise", "budget", "budget")
"""What the five columns are, in the order of the form: spent before, voted, spent, voted after, to vote."""
DISTANCES = (-1, 0, 0, 1, 2)
"""How far each is from the exercise approved."""
_NOMMES = (Role.CLE, Role.COMPTE, Role.LOT, Role.TANTIEMES, Role.BASE, Role.IGNORE, Role.DATE, Role.TAUX)
_PRODUIT = (Role.PART, Role.A_REPARTIR, Role.TANTIEMES, Role.BASE)
_NOMS = (Role.CLE, Role.INTITULE, Role.LIBELLE, Role.LOT)
COLONNES_MAX = 8
PARTS_MIN = 0.6
"""The least part of the rows that a product of columns must explain: a share may be wrong."""


def settle_annexe(
    roles: dict[Role, list[int]], annees: list[ColonneAnnee], textes: dict[int, str], rangees: Sequence[Rangee]
) -> None:
    """Mend the years of an annex: one column of amounts is what was spent, five are in the order of the form unless
    the words of one say otherwise. Five columns of which each row fills one alone are those of keys."""
    corps = list_corps(rangees)
    vues = {place: observe_colonne(place, corps) for place in textes}
    argent = {place for place in roles.get(Role.COMPTE, []) if place in vues and vues[place].monnaie}
    nommes = {place for role in _NOMMES for place in roles.get(role, [])} - argent
    mots = [place for place, vue in vues.items() if vue.textes]
    vues = {place: vue for place, vue in vues.items() if place not in nommes}
    sommes = {place: vue for place, vue in vues.items() if vue.nombres and vue.is_surtout(vue.nombres)}
    sommes = {place: vue for place, vue in sommes.items() if not _is_difference(place, sommes, annees)}
    if len(sommes) == 1 and not annees and any(place < min(sommes) for place in mots):
        roles[Role.MONTANT] = list(sommes)
    places = sorted(sommes)
    if len(places) != len(ORDRE) or len(assign_annees(annees)) == len(ORDRE) or not _stand_together(sommes):
        return
    if _is_en_ordre(annees, places) and not is_addition(sommes[places[-1]], [sommes[place] for place in places[:-1]]):
        annees[:] = [ColonneAnnee(place, genre, None, None) for place, genre in zip(places, ORDRE, strict=True)]
        _forget(roles, places)


def _stand_together(vues: dict[int, Colonne]) -> bool:
    """Whether most rows that have an amount have several: an account is spent, and voted, year after year."""
    remplies = [sum(lu is not None for lu in lus) for lus in zip(*(v.montants for v in vues.values()), strict=True)]
    return 2 * sum(nombre > 1 for nombre in remplies) > sum(nombre > 0 for nombre in remplies)


def _is_en_ordre(annees: Sequence[ColonneAnnee], places: Sequence[int]) -> bool:
    """Whether what headings say of these columns, if anything, is what the form says of them in this order."""
    debuts: dict[str, set[int]] = {"absolue": set(), "relative": set()}
    for colonne in annees:
        if colonne.place not in places:
            return False
        rang = places.index(colonne.place)
        if colonne.genre not in ("", ORDRE[rang]):
            return False
        if colonne.absolue is not None:
            debuts["absolue"].add(colonne.absolue - DISTANCES[rang])
        if colonne.relative is not None:
            debuts["relative"].add(colonne.relative - DISTANCES[rang])
    return all(len(dits) <= 1 for dits in debuts.values())


def is_annexe2(roles: dict[Role, list[int]], textes: dict[int, str], rangees: Sequence[Rangee]) -> bool:
    """Without a word that says so: each account once, and five amounts beside it."""
    corps = list_corps(rangees)
    place = roles.get(Role.COMPTE, [-1])[0]
    comptes = [clean_compte(rangee[place]) for rangee in corps if 0 <= place < len(rangee)]
    comptes = [compte for compte in comptes if len(compte) >= 2]
    vues = [observe_colonne(autre, corps) for autre in textes if autre != place]
    sommes = [vue for vue in vues if vue.monnaie and vue.is_surtout(vue.nombres)]
    return len(comptes) > 2 and len(set(comptes)) == len(comptes) and len(sommes) == len(ORDRE)


def _forget(roles: dict[Role, list[int]], places: Sequence[int]) -> None:
    for role in list(roles):
        roles[role] = [place for place in roles[role] if place not in places]
        if not roles[role]:
            del roles[role]


def _is_difference(place: int, vues: dict[int, Colonne], annees: Sequence[ColonneAnnee]) -> bool:
    """A gap between two other columns, on every row."""
    if any(colonne.place == place for colonne in annees):
        return False
    autres = [autre for autre in vues if autre != place]
    return any(
        all(
            lu is None or lu == (a or 0) - (b or 0)
            for lu, a, b in zip(vues[place].montants, vues[une].montants, vues[autre].montants, strict=True)
        )
        for une, autre in permutations(autres, 2)
    )


def settle_parts(roles: dict[Role, list[int]], textes: dict[int, str], rangees: Sequence[Rangee]) -> None:
    """Find the columns of a statement by what they compute, when words do not say them: ``Vous revient`` is
    ``Montant immeuble`` × ``Vos parts`` ÷ ``Division``, to the centime."""
    entiers = [*roles.get(Role.A_REPARTIR, []), *roles.get(Role.MONTANT, [])]
    nommees = Role.PART in roles and bool(entiers)
    if nommees and Role.BASE in roles and (Role.TANTIEMES in roles or Role.LOT in roles):
        return
    corps = list_corps(rangees)
    vues = {place: observe_colonne(place, corps) for place in textes}
    nombres = {p: vue for p, vue in vues.items() if vue.nombres and vue.is_surtout(vue.nombres)}
    quatre = permutations(nombres, 4) if len(nombres) <= COLONNES_MAX else ()
    possibles = [places for places in quatre if _is_produit(*(nombres[p] for p in places))]
    dite = roles.get(Role.PART, []) if Role.LOT in roles or nommees else []
    possibles = [places for places in possibles if not dite or places[0] in dite]
    if nommees and Role.LOT not in roles:
        possibles = [places for places in possibles if places[1] in entiers]
    if nommees and Role.BASE in roles:
        possibles = [places for places in possibles if places[3] in roles[Role.BASE]]
    if possibles:
        places = max(possibles, key=lambda places: _resemble(roles, places))
        _forget(roles, places)
        roles |= {role: [place] for role, place in zip(_PRODUIT, places, strict=True)}
        _name_parts(roles, vues)
        return
    pris = {place for siens in roles.values() for place in siens}
    libres = [place for place, vue in nombres.items() if place not in pris and vue.monnaie]
    if len(libres) == 1 and (Role.LOT in roles or Role.TANTIEMES in roles) and Role.PART not in roles:
        roles[Role.PART] = libres


def _name_parts(roles: dict[Role, list[int]], vues: dict[int, Colonne]) -> None:
    """The words that stand first name what is shared out, whatever their heading (« Charge »)."""
    mots = [place for place, vue in sorted(vues.items()) if vue.textes and vue.is_surtout(len(vue.textes))]
    if mots and not any(place in roles.get(role, []) for role in _NOMS for place in mots):
        _forget(roles, mots[:1])
        roles[Role.LIBELLE] = mots[:1]


def _is_produit(part: Colonne, montant: Colonne, tantiemes: Colonne, base: Colonne) -> bool:
    """Whether a column is, on most rows, another one × whole tantièmes ÷ their whole total."""
    if tantiemes.monnaie or base.monnaie:
        return False
    dits = [
        (une, somme, tant, total)
        for une, somme, tant, total in zip(
            part.montants, montant.montants, tantiemes.montants, base.montants, strict=True
        )
        if une is not None and somme is not None and tant and total
    ]
    justes = sum(abs(une * total - somme * tant) <= total for une, somme, tant, total in dits)
    return len(dits) > 1 and all(t < b for _, _, t, b in dits) and justes >= PARTS_MIN * len(dits)


def _resemble(roles: dict[Role, list[int]], places: Sequence[int]) -> tuple[int, int]:
    """How many of these columns words already name so; then whether the whole stands before the part."""
    dites = sum(place in roles.get(role, []) for role, place in zip(_PRODUIT, places, strict=True))
    return dites, -places[1]
