"""Header rows: one to three rows of words that name columns, and what kind of table they open."""

import re

from services.charges.lecture_comptes.colonnes.annees import find_exercice, read_annee
from services.charges.lecture_comptes.colonnes.annexes_devinees import is_annexe2, settle_annexe, settle_parts
from services.charges.lecture_comptes.colonnes.cles_sur_colonnes import (
    name_cles_sur_annees,
    name_cles_sur_montants,
    name_par_cle,
    turn_groupes,
)
from services.charges.lecture_comptes.colonnes.devinees import (
    drop_lot,
    drop_mots,
    settle_cle,
    settle_compte,
    settle_contenus,
    settle_libelles,
    settle_matrice,
)
from services.charges.lecture_comptes.colonnes.genres import EnTete, Genre, choose_genre, names_lots
from services.charges.lecture_comptes.colonnes.roles import Role, find_role
from services.charges.lecture_comptes.colonnes.tantiemes import settle_base, settle_unites, settle_vos_tantiemes
from services.charges.lecture_comptes.valeurs.bases import is_base, is_etiquette_base, is_rangee_poids
from services.charges.lecture_comptes.valeurs.cles import is_etiquette_cle, is_explicit, split_cle
from services.charges.lecture_comptes.valeurs.montants import holds_montant
from services.charges.lecture_comptes.valeurs.pages import Page, is_pagination
from shared.excel.cellules import Rangee, Valeur
from shared.excel.contenus import is_jour
from shared.excel.mots import normalise
from shared.excel.totaux import is_total

LONGUEUR_MAX = 90
HAUTEUR_MAX = 3
BANDEAU_MIN = 4
"""The fewest columns that a header names, each by a word of its own, for words over it to be a banner."""
POIDS_MIN = 100
"""A smaller number may be the code of a key."""
CODES_ROLES = 2
"""How many headings a row must have for its numbers to be codes of keys."""
DESSOUS_MAX = 100
"""How many rows below a header are looked at to know its columns."""
_TETE_PAR_CLE = re.compile(r"^\S*(?: \S+){0,4} par cl[ée]s?(?: de r[ée]partition)? (?!de r[ée]p)(?=\S)", re.I)
"""``Répartition par clé``, over the names of the keys."""
_COMPTEUR = re.compile(r"^(?:m3|metres? cubes?|kwh|mwh|consommations?|conso|releves?|unites?|ur|index)$")
_LOT_DEVANT = re.compile(r"^\s*lots?\s*(?:n\s*[°o]\.?\s*)?[A-Z]{0,2}\d+[A-Z]?\s*[-–:]?\s+(?=\S)", re.I)
"""``Lot 3 Tantièmes``: the column of one lot, whose other words say what it holds."""


def read_entete(page: Page, rang: int, annonce: Genre | None) -> EnTete | None:
    """The header that starts at a row of the page (by rank), or None when this row starts none."""
    if not _is_verbal(page.rangees[rang][1]) or _is_tete_pesee(page.rangees[rang][1]):
        return None
    best: EnTete | None = None
    premiers = [place for place, valeur in enumerate(page.rangees[rang][1]) if valeur != ""]
    for hauteur in range(1, HAUTEUR_MAX + 1):
        if rang + hauteur > len(page.rangees):
            break
        rangees = page.rangees[rang : rang + hauteur]
        if hauteur > 1 and not _goes_on(rangees, premiers):
            break
        entete = _combine(page, rangees, annonce)
        if entete is not None and (best is None or _strength(entete) > _strength(best) or _completes(entete, best)):
            best = entete
    return None if best is not None and _hides(page, rang, best, annonce) else best


def _hides(page: Page, rang: int, entete: EnTete, annonce: Genre | None) -> bool:
    """Whether the words over the last row take from its columns what it says of each alone: they are a banner (« Relevé
    des dépenses | Exercice du … »), and the header starts below."""
    if entete.hauteur == 1:
        return False
    haut, bas = (page.rangees[r][1] for r in (rang, rang + entete.hauteur - 1))
    dits = [find_role(str(valeur)) for valeur in bas if valeur != ""]
    if len(dits) < BANDEAU_MIN or None in dits or len(set(dits)) < len(dits) or any(find_role(str(v)) for v in haut):
        return False
    seule = read_entete(page, rang + entete.hauteur - 1, annonce)
    return seule is not None and seule.hauteur == 1 and len(entete.roles) < len(seule.roles)


def _is_tete_pesee(rangee: Rangee) -> bool:
    """``GEN | Charges générales | / 1000``, ``Clé 0010 | Tantièmes : | 1000``: a weight beside words that head no
    column, or that say to be a key, is in the heading of that key."""
    mots = [valeur for valeur in rangee if isinstance(valeur, str) and valeur]
    noms = [mot for mot in mots if not (is_base(mot) or is_etiquette_base(mot))]
    pesee = any(map(is_base, mots)) or (any(map(is_etiquette_base, mots)) and any(map(holds_montant, rangee)))
    nommee = bool(noms) and is_explicit(noms[0]) and split_cle(noms[0])[0] != noms[0]
    nommee = nommee or (len(noms) > 1 and is_etiquette_cle(noms[0]))
    return pesee and (nommee or not any(map(find_role, noms)))


def _completes(entete: EnTete, avant: EnTete) -> bool:
    """Whether one more row says what stands under each key that the rows above name, and as much as they do."""
    return bool(avant.cles) and not entete.cles and _strength(entete)[0] >= _strength(avant)[0]


def _goes_on(rangees: tuple[tuple[int, Rangee], ...], premiers: list[int]) -> bool:
    """Whether the last of these rows may be one more row of the header: words in several columns, close, under words
    that are neither a title alone at the left, nor a remark beyond the last column at the right."""
    numero, derniere = rangees[-1]
    if not _is_verbal(derniere) or numero - rangees[0][0] > HAUTEUR_MAX:
        return False
    pleines = [place for place, valeur in enumerate(derniere) if valeur != ""]
    if is_rangee_poids(derniere) or _is_tete_pesee(derniere) or premiers[0] > max(pleines, default=-1):
        return False
    if len(pleines) <= 1 or (len(premiers) == 1 and _is_titre_over(derniere, premiers[0])):
        return False
    return len(premiers) > 2 or premiers[0] > pleines[0]


def _is_titre_over(rangee: Rangee, place: int) -> bool:
    """A lone text above a column that names itself (« Date », « Nature ») is a title, not the top of a header."""
    return place < len(rangee) and find_role(str(rangee[place])) in _SE_NOMMENT


def _is_verbal(rangee: Rangee) -> bool:
    """Short words only: a header has no amount, no date cell and no page number (a year may be a number)."""
    pleines = [valeur for valeur in rangee if valeur != ""]
    if not pleines:
        return False
    if sum(isinstance(valeur, str) and find_role(valeur) is not None for valeur in pleines) >= CODES_ROLES:
        pleines = [valeur for valeur in pleines if not _is_code(valeur)]
    for valeur in pleines:
        if isinstance(valeur, bool) or is_jour(valeur):
            return False
        if isinstance(valeur, int | float):
            if not 2000 <= valeur <= 2100 or valeur != int(valeur):
                return False
        elif not isinstance(valeur, str) or len(valeur) > LONGUEUR_MAX or _is_donnee(valeur) or is_pagination(valeur):
            return False
    return True


_SE_NOMMENT = frozenset((Role.CLE, Role.COMPTE, Role.INTITULE, Role.LIBELLE, Role.FOURNISSEUR, Role.DATE, Role.PIECE))
_CHIFFRES = re.compile(r"^[-+(]?[\d\s.,]*\d[,.]\d\d\)?\s*(?:€|-)?$|^\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}$|^\d{3,}$")
_ANNEE_SEULE = re.compile(r"^20\d\d$")


def _is_code(valeur: Valeur) -> bool:
    """A short whole number, which may be the code of the key that a column holds."""
    return re.fullmatch(r"\d{1,4}(?:\.0)?", str(valeur)) is not None


def _is_donnee(texte: str) -> bool:
    return _CHIFFRES.match(texte) is not None and _ANNEE_SEULE.match(texte) is None


def _strength(entete: EnTete) -> tuple[int, int]:
    utiles = sum(len(places) for role, places in entete.roles.items() if role is not Role.IGNORE)
    dites = sum(bool(colonne.genre) for colonne in entete.annees)
    return utiles + 2 * len(entete.annees) + 2 * len(entete.cles) + dites, -entete.hauteur


def _combine(page: Page, rangees: tuple[tuple[int, Rangee], ...], annonce: Genre | None) -> EnTete | None:
    textes = _stack(page, rangees)
    if len(textes) < 2:
        return None
    dits = _stack(page, rangees, sans_bas=True) if len(rangees) > 1 else {}
    dessus = {place: _TETE_PAR_CLE.sub("", dit) if len(rangees) > 2 else dit for place, dit in dits.items()}
    entete = EnTete(textes=textes, groupes=dessus, hauteur=len(rangees), annonce=annonce)
    autres = name_par_cle(entete, rangees[-1][1])
    if annonce not in (Genre.ANNEXE2, Genre.ANNEXE3):
        autres |= name_cles_sur_annees(entete) | name_cles_sur_montants(entete)
    for place, texte in textes.items():
        annee = read_annee(place, texte)
        if place in autres:
            entete.roles.setdefault(Role.IGNORE, []).append(place)
            continue
        role = _find_sous(rangees[-1][1], place, texte, dessus) if place in dessus else find_role(texte)
        if annee is not None and role in (None, Role.MONTANT, Role.LIBELLE, Role.IGNORE):
            entete.annees.append(annee)
        elif role is not None:
            entete.roles.setdefault(role, []).append(place)
    turn_groupes(entete, rangees[-1][1])
    entete.annees += find_exercice({place: textes[place] for place in entete.inconnues}, entete.annees)
    _settle_roles(entete, annonce, _rows_below(page, rangees))
    _settle_code(entete, _rows_below(page, rangees))
    settle_unites(entete)
    settle_base(entete)
    settle_vos_tantiemes(entete, _rows_below(page, rangees))
    _settle_charges(entete)
    dessous = _rows_below(page, rangees)[:1]
    entete.pesee = bool(dessous) and is_rangee_poids(dessous[0]) and Role.LOT not in entete.roles
    entete.genre = choose_genre(entete, annonce)
    if entete.genre in (Genre.RELEVE, Genre.ANNEXE3):
        _settle_cle(entete, _rows_below(page, rangees))
    return entete if entete.genre is not Genre.AUTRE or len(entete.annees) >= 3 else None


def _find_sous(bas: Rangee, place: int, texte: str, dessus: dict[int, str]) -> Role | None:
    """The role of a column under a group (``Lot 3``, ``A - Générales``): of its own words where they are tantièmes, our
    share of the key or the lot that the group names, or a lot under the label of the groups (``Clé``); else of all."""
    dit = str(bas[place]) if place < len(bas) else ""
    sien = find_bas(dit)
    if sien is Role.TANTIEMES and not is_base(dit):
        return sien
    if sien is Role.LOT and find_role(dessus[place]) in _SE_NOMMENT:
        return sien
    role = find_role(_LOT_DEVANT.sub("", texte))
    nommee = _LOT_DEVANT.match(f"{dessus[place]} -") is not None or _is_cle(bas, place, dessus)
    return Role.PART if role is None and sien in (Role.PART, Role.MONTANT) and nommee else role


def find_bas(dit: str) -> Role | None:
    """The role of the words under a group, where what a meter counts weighs as tantièmes do."""
    return Role.TANTIEMES if _COMPTEUR.match(normalise(dit)) else find_role(dit)


def _is_cle(bas: Rangee, place: int, dessus: dict[int, str]) -> bool:
    """Whether the group over a column names a key: no role, no year, no lot, but tantièmes beside our share."""
    nom = dessus[place]
    siennes = [autre for autre, dit in dessus.items() if dit == nom and autre != place and autre < len(bas)]
    parlant = find_role(nom) is not None or read_annee(place, nom) is not None or names_lots({0: nom, 1: nom})
    return not parlant and any(find_bas(str(bas[autre])) is Role.TANTIEMES for autre in siennes)


def _settle_roles(entete: EnTete, annonce: Genre | None, dessous: list[Rangee]) -> None:
    """Mend what words say of the columns by what they hold, in the way of the table that was announced."""
    roles, textes = entete.roles, entete.textes
    drop_lot(roles, dessous)
    drop_mots(roles, textes, dessous)
    settle_compte(roles, textes, dessous)
    settle_cle(roles, textes, dessous)
    settle_libelles(roles, dessous)
    annexe = annonce in (Genre.ANNEXE2, Genre.ANNEXE3) and Role.LOT not in roles
    if annexe or (Role.COMPTE in roles and is_annexe2(roles, textes, dessous)):
        settle_annexe(roles, entete.annees, textes, dessous)
    elif not entete.annees and not entete.recuperables:
        settle_contenus(roles, textes, dessous)
        settle_matrice(roles, textes, dessous)
    lotie = annonce is Genre.REPARTITION or bool({Role.LOT, Role.TANTIEMES, Role.PART} & set(roles))
    if lotie and not annexe and not names_lots(textes):
        settle_parts(roles, textes, dessous)


def _rows_below(page: Page, rangees: tuple[tuple[int, Rangee], ...]) -> list[Rangee]:
    """The first rows under a header, from where it is first printed: each block of a statement prints it again."""
    premier = next(numero for numero, rangee in page.rangees if rangee == rangees[-1][1])
    return [rangee for numero, rangee in page.rangees if premier < numero <= premier + DESSOUS_MAX]


def _settle_code(entete: EnTete, dessous: list[Rangee]) -> None:
    """Of two columns that speak of the key, its code names it and the other one is its label; beside tantièmes, a code
    in front of words is that of a key."""
    cles = entete.roles.get(Role.CLE, [])
    if not cles and Role.COMPTE not in entete.roles and {Role.TANTIEMES, Role.PART} <= set(entete.roles):
        mots = entete.first(Role.LIBELLE, Role.INTITULE)
        devant = [p for p in entete.roles.get(Role.IGNORE, []) if normalise(entete.textes[p]) == "code"]
        if mots is not None and devant == [mots - 1]:
            entete.roles[Role.IGNORE].remove(devant[0])
            entete.roles[Role.CLE] = devant
            return
    if len(cles) == 1:
        codes = [p for p in entete.roles.get(Role.IGNORE, []) if normalise(entete.textes[p]) in ("code", "n", "no")]
        codes = [p for p in codes if Role.COMPTE not in entete.roles or _are_codes(dessous, p, cles[0])]
        if codes and abs(codes[0] - cles[0]) == 1:
            entete.roles[Role.IGNORE].remove(codes[0])
            cles = entete.roles[Role.CLE] = [*codes, *cles]
    if len(cles) > 1:
        cles.sort(key=lambda place: "libelle" in normalise(entete.textes[place]))


def _are_codes(dessous: list[Rangee], code: int, cle: int) -> bool:
    """Whether each key has one code and each code one key, on rows that hold both."""
    paires = {
        (str(rangee[code]), str(rangee[cle]))
        for rangee in dessous
        if max(code, cle) < len(rangee) and rangee[code] != "" and rangee[cle] != ""
    }
    return 0 < len(paires) == len({dit for dit, _ in paires}) == len({nom for _, nom in paires})


def _settle_cle(entete: EnTete, dessous: list[Rangee]) -> None:
    """The key is where a name stands: a column that only says over what keys are shared out (« 1000 tantièmes ») is
    theirs under no heading, and « Base » is when no other column names them, nor says our tantièmes."""
    for role in (Role.CLE, Role.BASE):
        for place in list(entete.roles.get(role, [])):
            dits = [valeur for r in dessous if place < len(r) and (valeur := r[place]) != ""]
            if _are_poids(dits, role) and (role is Role.CLE or Role.TANTIEMES not in entete.roles):
                entete.roles[role].remove(place)
                entete.roles.setdefault(Role.IGNORE, []).append(place)
        if not entete.roles.get(role, [True]):
            del entete.roles[role]
    if Role.CLE not in entete.roles and Role.BASE in entete.roles and Role.TANTIEMES not in entete.roles:
        entete.roles[Role.CLE] = entete.roles.pop(Role.BASE)


def _are_poids(dits: list[Valeur], role: Role) -> bool:
    """Weights, in words; or bare numbers too large for the codes of keys, under a heading that speaks of a base."""
    mots = [dit for dit in dits if isinstance(dit, str) and not is_total(dit)]
    nombres = [dit for dit in dits if isinstance(dit, int | float)]
    if not all(map(is_base, mots)) or (nombres and role is not Role.BASE):
        return False
    return bool(mots) or max(nombres, default=0) >= POIDS_MIN


def _settle_charges(entete: EnTete) -> None:
    """``Charges`` is the column of amounts when no other is, and another column bears the labels."""
    if any(role in entete.roles for role in (Role.MONTANT, Role.DEBIT, Role.A_REPARTIR, Role.PART)) or entete.annees:
        return
    libelles = entete.roles.get(Role.LIBELLE, [])
    dites = [place for place in libelles if normalise(entete.textes[place]) == "charges"]
    autres = [place for place in libelles if place not in dites]
    if dites and (autres or Role.COMPTE in entete.roles or Role.INTITULE in entete.roles):
        entete.roles[Role.MONTANT] = dites
        entete.roles[Role.LIBELLE] = autres
        if not autres:
            del entete.roles[Role.LIBELLE]


def _stack(page: Page, rangees: tuple[tuple[int, Rangee], ...], *, sans_bas: bool = False) -> dict[int, str]:
    """Each column's words from top to bottom; an upper cell covers the columns of its merge, or up to the next one.

    :param sans_bas: only what stands above the last row.
    """
    largeur = max(len(rangee) for _, rangee in rangees)
    bas = rangees[-1][1]
    textes: dict[int, list[str]] = {}
    for rang, (numero, rangee) in enumerate(rangees):
        dernier = rang == len(rangees) - 1
        if dernier and sans_bas:
            break
        etalee = list(rangee) if dernier else _spread(page, numero, rangee, bas, largeur)
        for place, valeur in enumerate(etalee):
            if valeur != "":
                dit = str(int(valeur)) if isinstance(valeur, float) else str(valeur)
                if dit not in textes.setdefault(place, []):
                    textes[place].append(dit)
    return {
        place: " ".join([mot for mot in mots if not is_base(mot)] or mots) for place, mots in textes.items() if mots
    }


def _spread(page: Page, numero: int, rangee: Rangee, bas: Rangee, largeur: int) -> Rangee:
    etalee: Rangee = [*rangee, *[""] * (largeur - len(rangee))]
    spans = page.fusions.get(numero, [])
    for debut, fin in spans:
        for place in range(debut, min(fin, largeur)):
            etalee[place] = etalee[debut - 1] if debut - 1 < largeur else ""
    if not any(fin > debut for debut, fin in spans):
        dits = [find_role(str(valeur)) for valeur in bas]
        courant: object = ""
        for place, valeur in enumerate(etalee):
            if valeur != "":
                courant = valeur
            elif place < len(bas) and bas[place] != "" and (dits[place] is None or dits.count(dits[place]) > 1):
                etalee[place] = str(courant)
    return etalee
