"""What stands over the shares of a statement: the key of each column, what is shared out, over how many tantièmes."""

import re
from collections.abc import Callable

from services.charges.lecture_comptes.colonnes.genres import EnTete
from services.charges.lecture_comptes.colonnes.roles import Role, find_role
from services.charges.lecture_comptes.colonnes.tableaux import Tableau, title_of
from services.charges.lecture_comptes.decomptes.bloc import Entier, is_bien
from services.charges.lecture_comptes.decomptes.cellules import read_part
from services.charges.lecture_comptes.valeurs.bases import read_tantiemes
from services.charges.lecture_comptes.valeurs.cles import IndexCles, is_bruit, split_cle, write_cle
from services.charges.lecture_comptes.valeurs.montants import holds_montant
from services.charges.lecture_comptes.valeurs.pages import cell, texts_of
from shared.excel.cellules import Rangee, Valeur, adresse
from shared.excel.mots import normalise

_NOTRE = re.compile(r"\b(?:vos|votre|nos|notre|du lot|par lot)\b")
_BASE = re.compile(r"^(?:(?:total|totaux) (?:des? )?)?(?:base|(?:tantieme|millieme|quotite|unite)s?|parts)\b")
_JOURS = re.compile(r"^(?:(?:nb|nbre|nombre) (?:de )?)?jours?(?: (?:de|d) \w+)?$|^duree (?:en )?jours$")
ANNEE_MIN = 360
"""The fewest days that a whole exercise is counted in."""
_NOMS = (Role.CLE, Role.INTITULE, Role.LIBELLE)


def read_couples(numero: int, rangee: Rangee) -> Entier | None:
    """The heading of a key in labels and numbers: ``Montant à répartir | 72 286,94 | Base de répartition | 50 000``;
    None for a row that says anything else."""
    pleines = [une for place, valeur in enumerate(rangee) if valeur != "" for une in split_etiquette(place, valeur)]
    base: int | None = None
    montant: int | None = None
    cellule = ""
    for (_, mots), (place, valeur) in zip(pleines[::2], pleines[1::2], strict=False):
        role = find_tete(mots)
        if role is Role.BASE and base is None:
            base = read_tantiemes(valeur)
        elif role is Role.A_REPARTIR and montant is None:
            montant, cellule = read_part(valeur), adresse(numero, place + 1)
        else:
            return None
    complet = len(pleines) >= 2 and len(pleines) % 2 == 0
    return Entier(base, montant, cellule) if complet and (base, montant) != (None, None) else None


def read_nommee(numero: int, rangee: Rangee) -> tuple[str, Entier] | None:
    """The key that stands before such labels and numbers, and what they say of it: ``ESCALIER 1 | dépense | 1 864,25 |
    tantièmes de la clé | 2 410``; None for any other row."""
    premier = next((place for place, valeur in enumerate(rangee) if valeur != ""), len(rangee))
    nom = cell(rangee, premier)
    if not isinstance(nom, str) or holds_montant(nom) or is_bruit(nom) or find_tete(nom) is not None:
        return None
    entier = read_couples(numero, ["" if place == premier else valeur for place, valeur in enumerate(rangee)])
    return None if entier is None or None in (entier.base, entier.montant) else (nom, entier)


def split_etiquette(place: int, valeur: Valeur) -> list[tuple[int, Valeur]]:
    """A cell, or the label and the number that it holds: ``Montant à répartir : 72 286,94 €``."""
    mots, deux_points, nombre = str(valeur).rpartition(":")
    parle = isinstance(valeur, str) and deux_points and mots.strip() and holds_montant(nombre.strip())
    return [(place, mots.strip()), (place, nombre.strip())] if parle else [(place, valeur)]


def find_tete(mots: Valeur) -> Role | None:
    """What the label of a number over shares says: what is shared out, or over how many tantièmes; none of a lot."""
    if not isinstance(mots, str) or holds_montant(mots) or _NOTRE.search(normalise(mots)):
        return None
    role = find_role(mots.strip(" :"))
    if role is Role.BASE or _BASE.match(normalise(mots)):
        return Role.BASE
    if role in (Role.A_REPARTIR, Role.MONTANT):
        return Role.A_REPARTIR
    return role if role in _NOMS else None


def list_tetes(tableau: Tableau) -> list[tuple[int, Rangee]]:
    """The rows right above a header that no title parts from it."""
    tetes: list[tuple[int, Rangee]] = []
    for numero, rangee in reversed(tableau.dessus):
        if title_of(rangee) and read_couples(numero, rangee) is None:
            break
        tetes.insert(0, (numero, rangee))
    return tetes


def name_colonnes(tableau: Tableau, index: IndexCles) -> dict[int, Entier]:
    """Give each share of a table of lots the key that the rows over its columns name (« Clé | G | A », then « Tantièmes
    | Quote-part » under each); returns what these rows say of each key. Nothing unless each share has its own key."""
    entete = tableau.entete
    parts = entete.roles.get(Role.PART, [])
    if Role.LOT not in entete.roles or {*_NOMS[:2]} & set(entete.roles) or len(parts) < 2:
        return {}
    colonnes = sorted([*parts, *entete.roles.get(Role.TANTIEMES, [])])
    lues: dict[Role, dict[int, tuple[int, int, Valeur]]] = {}
    for numero, rangee in list_tetes(tableau):
        textes = texts_of(rangee)
        role = find_tete(textes[0][1]) if textes and textes[0][0] < colonnes[0] else None
        etalee = _spread(numero, rangee, colonnes, textes[0][0]) if role else {}
        if role and etalee:
            lues[role] = etalee
    dites = {place: write_cle(lu[2]) for place, lu in next((lues[r] for r in _NOMS if r in lues), {}).items()}
    noms = entete.groupes or dites
    dits = [noms.get(place, "") for place in parts]
    if "" in dits or len(set(dits)) < len(dits):
        return {}
    libelles = next((lues[r] for r in _NOMS[1:] if r in lues and Role.CLE in lues), {})
    for place in parts:
        code, libelle = split_cle(noms[place])
        index.learn(code, str(libelles[place][2]) if place in libelles else libelle)
    entete.groupes = noms
    return {place: _read_entier(lues, place, noms) for place in parts}


def _spread(numero: int, rangee: Rangee, colonnes: list[int], tete: int) -> dict[int, tuple[int, int, Valeur]]:
    """Column → (row, place, value) of what stands over it or over the columns at its left; empty where a value stands
    over none, or the first column has none."""
    lues: dict[int, tuple[int, int, Valeur]] = {}
    valeurs = [place for place in range(tete + 1, len(rangee)) if rangee[place] != ""]
    if not valeurs or not set(valeurs) <= set(colonnes) or valeurs[0] != colonnes[0]:
        return {}
    for colonne in colonnes:
        place = max(place for place in valeurs if place <= colonne)
        lues[colonne] = numero, place, rangee[place]
    return lues


def _read_entier(lues: dict[Role, dict[int, tuple[int, int, Valeur]]], part: int, noms: dict[int, str]) -> Entier:
    """What stands over the columns of one key: a number over those of the key before is not its own."""
    siens = {role: etalee[part] for role, etalee in lues.items() if noms.get(etalee[part][1]) == noms[part]}
    base, montant = siens.get(Role.BASE), siens.get(Role.A_REPARTIR)
    return Entier(
        read_tantiemes(base[2]) if base else None,
        read_part(montant[2]) if montant else None,
        adresse(montant[0], montant[1] + 1) if montant else "",
    )


def is_partielle(entete: EnTete, rangee: Rangee) -> bool:
    """Whether a row says that its lot owes for less than a year (« Jours | 120 »): no product of tantièmes alone."""
    places = [place for place, texte in entete.textes.items() if _JOURS.match(normalise(texte))]
    jours = [read_tantiemes(cell(rangee, place)) for place in places]
    return any(dit is not None and dit < ANNEE_MIN for dit in jours)


def drop_designations(tableau: Tableau, find_cle: Callable[[str], str | None]) -> None:
    """Forget a column of words beside the lots that says what each is (``Appartement``, ``Cave``): it names no key."""
    entete = tableau.entete
    if Role.LOT not in entete.roles or Role.CLE in entete.roles:
        return
    lot = entete.first(Role.LOT)
    for role in (Role.INTITULE, Role.LIBELLE):
        place = entete.first(role)
        mots = [str(cell(r, place)) for _, r in tableau.rangees if cell(r, lot) != "" and cell(r, place) != ""]
        mots = [mot for mot in mots if place is not None and not holds_montant(mot) and mot != entete.textes[place]]
        if mots and all(map(is_bien, mots)) and any(find_cle(mot) is None for mot in mots):
            entete.roles.setdefault(Role.IGNORE, []).extend(entete.roles.pop(role))
