"""Columns of a list of expenses whose header is in no list, or says what its cells belie: known by what they hold.

Dates, accounts and words are told apart by their cells; of several columns of money, the amount is the one that
arithmetic shows: what comes in and what goes out exclude each other, a running balance adds up, and no part exceeds
its whole.
"""

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise

from services.charges.lecture_comptes.colonnes.roles import Role
from services.charges.lecture_comptes.valeurs.comptes import clean_compte
from shared.excel.cellules import Rangee
from shared.excel.contenus import Colonne, list_corps, observe_colonne
from shared.excel.mots import normalise

CORPS_MIN, CORPS_MAX = 3, 60
_ARGENT = (Role.MONTANT, Role.DEBIT, Role.CREDIT, Role.A_REPARTIR)
_AILLEURS = (Role.LOT, Role.APPEL)
_PARTS = (Role.TANTIEMES, Role.BASE, Role.PART)
"""Roles of other tables than a list of expenses; and those of a list only when its lines are dated."""
_NUMEROS = ("n", "no", "num", "numero", "code")
CLES_MAX = 20
JUSTES_MIN = 0.75
"""The least part of the rows whose total adds up: one may be wrong."""
COMPTABLES_MIN, MELES_MIN = 0.9, 0.6
"""The least part of the cells of a column of accounts that are some; where the codes of keys stand among them."""
_ENTREES = re.compile(r"entree|rentre|recu|rembours|encaiss|recett|credit|avoir|produit|en plus|gagne")
"""What comes in: of two columns that exclude each other, else, each may be that of a key."""


def settle_contenus(roles: dict[Role, list[int]], textes: Mapping[int, str], rangees: Sequence[Rangee]) -> None:
    """Mend the roles that words gave to columns, from the rows below; leave them alone in doubt."""
    if len(textes) < 3 or any(role in roles for role in _AILLEURS):
        return
    corps = list_corps(rangees)[:CORPS_MAX]
    if len(corps) < CORPS_MIN:
        return
    vues = {place: observe_colonne(place, corps) for place in textes}
    if any(role in roles for role in _PARTS) and not any(vue.is_surtout(vue.dates) for vue in vues.values()):
        return
    neufs = {role: list(siens) for role, siens in roles.items()}
    _belie(neufs, vues)
    _guess(neufs, vues, corps, textes)
    datee = Role.DATE in neufs or Role.COMPTE in neufs
    if datee and any(role in neufs for role in _ARGENT) and any(vue.textes for vue in vues.values()):
        roles.clear()
        roles.update(neufs)


def settle_matrice(roles: dict[Role, list[int]], textes: Mapping[int, str], rangees: Sequence[Rangee]) -> None:
    """Of columns that are in no list, beside words, the one that adds up the others of each row is the amount: they are
    each of a key."""
    if any(role in roles for role in (*_ARGENT, *_AILLEURS, *_PARTS)):
        return
    corps = list_corps(rangees)[:CORPS_MAX]
    pris = {place for siens in roles.values() for place in siens}
    vues = {place: observe_colonne(place, corps) for place in textes if place not in pris}
    sommes = {place: vue for place, vue in vues.items() if vue.monnaie and not vue.textes}
    for total in reversed(sommes):
        if len(sommes) > 2 and is_addition(sommes[total], [vue for place, vue in sommes.items() if place != total]):
            roles[Role.MONTANT] = [total]
            return


def is_addition(total: Colonne, parties: Sequence[Colonne]) -> bool:
    """Whether a column adds up others on nearly every row, and on more than two."""
    dits = [
        (somme, sum(montant or 0 for montant in montants))
        for somme, *montants in zip(total.montants, *(partie.montants for partie in parties), strict=True)
        if somme is not None
    ]
    return len(dits) > 2 and sum(a == b for a, b in dits) >= JUSTES_MIN * len(dits)


def drop_lot(roles: dict[Role, list[int]], rangees: Sequence[Rangee]) -> None:
    """The lot said again on each dated line is whose copy of the list this is: the lines are those of the building."""
    lots, dates = roles.get(Role.LOT, []), roles.get(Role.DATE, [])
    if len(lots) != 1 or not dates or Role.APPEL in roles or Role.COMPTE not in roles:
        return
    corps = list_corps(rangees)[:CORPS_MAX]
    datee = observe_colonne(dates[0], corps)
    if len(corps) >= CORPS_MIN and datee.is_surtout(datee.dates) and _is_constante(lots[0], corps):
        roles.setdefault(Role.IGNORE, []).append(roles.pop(Role.LOT)[0])


def drop_mots(roles: dict[Role, list[int]], textes: Mapping[int, str], rangees: Sequence[Rangee]) -> None:
    """A column of words alone is none of money, whatever its header: ``Dépense`` may be what was bought; of several
    columns of keys that hold money alone, each is that of the key that its header names (``Clé 01``)."""
    corps = list_corps(rangees)[:CORPS_MAX]
    vues = {place: observe_colonne(place, corps) for place in textes}
    argent = [place for place in roles.get(Role.CLE, []) if vues[place].is_tout(vues[place].nombres)]
    for place in argent if len(argent) > 1 and any(vues[place].monnaie for place in argent) else []:
        _remove(roles, Role.CLE, place)
    for role in (Role.MONTANT, Role.A_REPARTIR):
        for place in list(roles.get(role, [])):
            if len(vues[place].textes) >= CORPS_MIN and not vues[place].nombres:
                _remove(roles, role, place)


def settle_compte(roles: dict[Role, list[int]], textes: Mapping[int, str], rangees: Sequence[Rangee]) -> None:
    """``N°``, ``Code``, no words at all: the account, where nearly every cell is one and no other column says it; among
    the codes of keys, where lines have no date."""
    corps = list_corps(rangees)[:CORPS_MAX]
    places = [place for place in roles.get(Role.IGNORE, []) if normalise(textes[place]) in _NUMEROS]
    muettes = [place for place in range(min(textes, default=0)) if place not in textes]
    seuil = COMPTABLES_MIN if Role.DATE in roles else MELES_MIN
    comptables = [place for place in (*places, *muettes) if _is_comptable(place, corps, seuil)]
    if Role.COMPTE not in roles and len(comptables) == 1:
        if comptables[0] in places:
            _remove(roles, Role.IGNORE, comptables[0])
        roles[Role.COMPTE] = comptables


def settle_cle(roles: dict[Role, list[int]], textes: Mapping[int, str], rangees: Sequence[Rangee]) -> None:
    """``Charges``: the key, beside the label and the account of each line, where its few words share out the accounts:
    one of them has lines of several accounts, and one account has lines of several of them, as no family does."""
    libelles, comptes = roles.get(Role.LIBELLE, []), roles.get(Role.COMPTE, [])
    places = [place for place in libelles if normalise(textes[place]) == "charges"]
    if Role.CLE in roles or len(places) != 1 or len(libelles) < 2 or len(comptes) != 1:
        return
    corps = [rangee for rangee in list_corps(rangees)[:CORPS_MAX] if _holds_mots(rangee, places[0])]
    paires = {(rangee[places[0]], clean_compte(rangee[comptes[0]])) for rangee in corps if comptes[0] < len(rangee)}
    mots, dits = ([paire[rang] for paire in paires] for rang in (0, 1))
    if len(corps) >= CORPS_MIN and len(set(mots)) < len(mots) and len(set(dits)) < len(dits) and len(set(mots)) > 1:
        _remove(roles, Role.LIBELLE, places[0])
        roles[Role.CLE] = places


def settle_libelles(roles: dict[Role, list[int]], rangees: Sequence[Rangee]) -> None:
    """Of two columns of words that name each line (``Désignation``, ``Objet``), the one whose words are longer and come
    back less is its label; the other one names its supplier, where no column does."""
    places = roles.get(Role.LIBELLE, [])
    if len(places) != 2 or Role.FOURNISSEUR in roles:
        return
    corps = [rangee for rangee in list_corps(rangees) if all(_holds_mots(rangee, place) for place in places)]
    une, autre = (observe_colonne(place, corps) for place in places)
    longue = autre.longueur > une.longueur and len(set(autre.textes)) > 2 * len(set(une.textes))
    if len(corps) >= CORPS_MIN and longue:
        roles[Role.LIBELLE], roles[Role.FOURNISSEUR] = places[1:], places[:1]


def _holds_mots(rangee: Rangee, place: int) -> bool:
    return place < len(rangee) and isinstance(rangee[place], str) and rangee[place] != ""


def _belie(roles: dict[Role, list[int]], vues: dict[int, Colonne]) -> None:
    """A column of money that holds words is none: the few words of ``À répartir sur`` are keys."""
    for role in _ARGENT:
        for place in list(roles.get(role, [])):
            vue = vues.get(place)
            if vue is None or 2 * len(vue.textes) <= len(vue.montants):
                continue
            _remove(roles, role, place)
            if role is Role.A_REPARTIR and Role.CLE not in roles and _is_repetee(vue):
                roles[Role.CLE] = [place]


def _remove(roles: dict[Role, list[int]], role: Role, place: int) -> None:
    roles[role].remove(place)
    if not roles[role]:
        del roles[role]


def _is_repetee(vue: Colonne) -> bool:
    """A few words, each on several rows."""
    return len(set(vue.textes)) <= min(CLES_MAX, max(1, len(vue.textes) // 2))


def _guess(
    roles: dict[Role, list[int]], vues: dict[int, Colonne], corps: Sequence[Rangee], textes: Mapping[int, str]
) -> None:
    pris = {place for siens in roles.values() for place in siens}
    libres = {place: vue for place, vue in vues.items() if place not in pris and vue.pleines}
    if Role.DATE not in roles:
        _give(
            roles,
            libres,
            Role.DATE,
            [p for p, vue in libres.items() if vue.dates == vue.pleines and not _is_constante(p, corps)],
        )
    if Role.COMPTE not in roles:
        _give(roles, libres, Role.COMPTE, [p for p in libres if _is_comptable(p, corps)])
    if not any(role in roles for role in (Role.MONTANT, Role.DEBIT, Role.A_REPARTIR)):
        _guess_montants(roles, libres, textes)
    _guess_libelle(roles, vues, libres)


def _guess_libelle(roles: dict[Role, list[int]], vues: dict[int, Colonne], libres: dict[int, Colonne]) -> None:
    """The words of each line: those of « nature » where they change, else the longest of a column without a name.

    The few words of « Charges », each on several lines beside longer ones, name a key or an account.
    """
    mots = [p for p, vue in libres.items() if vue.is_surtout(len(vue.textes)) and not _is_repetee(vue)]
    dits = [vues[place] for place in roles.get(Role.LIBELLE, []) if place in vues]
    if dits and all(map(_is_repetee, dits)):
        mots = [place for place in mots if libres[place].longueur > max(dit.longueur for dit in dits)]
        if mots:
            roles[Role.INTITULE] = [*roles.get(Role.INTITULE, []), *roles.pop(Role.LIBELLE)]
    natures = [place for place in roles.get(Role.INTITULE, []) if place in vues and _is_libelle(vues[place])]
    if Role.LIBELLE not in roles and not natures:
        pieces = [place for place in roles.get(Role.PIECE, []) if place in vues and _is_phrase(vues[place])]
        if pieces:
            _remove(roles, Role.PIECE, pieces[0])
            roles[Role.LIBELLE] = pieces[:1]
    if Role.LIBELLE in roles:
        return
    if natures and any(vue.textes for vue in libres.values()):
        roles[Role.LIBELLE] = natures[:1]
        _remove(roles, Role.INTITULE, natures[0])
    elif mots and not natures:
        _give(roles, libres, Role.LIBELLE, [max(mots, key=lambda place: libres[place].longueur)])


def _is_libelle(vue: Colonne) -> bool:
    """Words of their own on most lines."""
    return 2 * len(vue.textes) > len(vue.montants) and not _is_repetee(vue)


def _is_phrase(vue: Colonne) -> bool:
    """Several words in most cells: what was invoiced (« Facture »), not its number."""
    return _is_libelle(vue) and 2 * sum(len(texte.split()) > 2 for texte in vue.textes) > len(vue.textes)


def _is_constante(place: int, corps: Sequence[Rangee]) -> bool:
    """The same on every line: it speaks of the whole file."""
    return len({str(rangee[place]) for rangee in corps if place < len(rangee)}) == 1


def _give(roles: dict[Role, list[int]], libres: dict[int, Colonne], role: Role, places: Sequence[int]) -> None:
    """The only column that may have a role takes it; with two, none."""
    if len(places) == 1:
        roles[role] = [places[0]]
        del libres[places[0]]


def _is_comptable(place: int, corps: Sequence[Rangee], seuil: float = COMPTABLES_MIN) -> bool:
    """Nearly every cell is an account of charges or of products."""
    comptes = [clean_compte(rangee[place]) for rangee in corps if place < len(rangee) and rangee[place] != ""]
    justes = sum(len(compte) in range(3, 9) and compte[0] in "67" for compte in comptes)
    return len(comptes) >= CORPS_MIN and justes >= seuil * len(comptes)


def _guess_montants(roles: dict[Role, list[int]], libres: dict[int, Colonne], textes: Mapping[int, str]) -> None:
    sommes = {p: vue for p, vue in libres.items() if vue.monnaie and vue.is_surtout(vue.nombres) and not vue.dates}
    cumuls = {p for p in sommes if any(_is_cumul(sommes[p], vue) for a, vue in sommes.items() if a != p)}
    sommes = {place: vue for place, vue in sommes.items() if place not in cumuls}
    if len(sommes) == 2:
        (gauche, une), (droite, autre) = sommes.items()
        rentre = _ENTREES.search(normalise(textes[droite])) is not None
        if rentre and all((a is None) != (b is None) for a, b in zip(une.montants, autre.montants, strict=True)):
            roles[Role.DEBIT], roles[Role.CREDIT] = [gauche], [droite]
            return
    autres = [vue for place, vue in libres.items() if place not in cumuls and vue.monnaie and not vue.textes]
    chiffrees = [vue for vue in libres.values() if vue.nombres and not vue.textes and not vue.dates]
    entieres = [
        p
        for p in sommes
        if all(_covers(sommes[p], vue) for vue in autres) and not any(_excludes(sommes[p], vue) for vue in chiffrees)
    ]
    if entieres:
        roles[Role.MONTANT] = entieres[:1]


def _excludes(vue: Colonne, autre: Colonne) -> bool:
    """Never a number in both on one row: each may hold the amounts of one key."""
    return not any(a is not None and b is not None for a, b in zip(vue.montants, autre.montants, strict=True))


def _is_cumul(vue: Colonne, autre: Colonne) -> bool:
    """Each number is the one above plus what the other column holds."""
    rangs = list(zip(vue.montants, autre.montants, strict=True))
    return len(rangs) > 2 and all(
        apres[0] is not None and avant[0] is not None and apres[0] == avant[0] + (apres[1] or 0)
        for avant, apres in pairwise(rangs)
    )


def _covers(vue: Colonne, autre: Colonne) -> bool:
    """No row holds more in the other column: a tax, a net, a recoverable part never exceeds what it is a part of."""
    return all(
        b is None or (a is not None and abs(a) >= abs(b)) for a, b in zip(vue.montants, autre.montants, strict=True)
    )
