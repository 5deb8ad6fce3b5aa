"""Tables side by side: the same columns printed again at the right, for another lot, or for products beside charges."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from services.charges.lecture_comptes.colonnes.annees import read_annee
from services.charges.lecture_comptes.colonnes.roles import Role, find_role
from services.charges.lecture_comptes.decomptes.bloc import find_lot
from services.charges.lecture_comptes.valeurs.cles import write_cle
from services.charges.lecture_comptes.valeurs.pages import Page, texts_of
from shared.excel.cellules import Rangee
from shared.excel.mots import normalise
from shared.excel.totaux import is_total

COLONNES_MIN = 2
"""The fewest columns of a statement: a key and our share of it."""
_NOMS = {Role.CLE, Role.INTITULE, Role.LIBELLE}
_NOMME_COMPTES = {Role.COMPTE, Role.INTITULE, Role.LIBELLE}
_COTES = re.compile(r"^(?:comptes? de )?(?:charges|produits)\b")
"""What heads the names of accounts, on either side of annex 2."""
_NUMEROS = ("n", "no", "num", "code")
SOMMES_MIN = 2
"""The fewest sums of a side of annex 2, where no word says that its first column is of accounts."""
_SOMMES = {Role.PART, Role.MONTANT, Role.A_REPARTIR}
_DE_TOUS = re.compile(r"\b(?:lots|vos|nos|general|ensemble|tous)\b")


def split_page(page: Page) -> list[Page]:
    """The sheet as one page by panel, each cell at its own place; the sheet itself where it has none.

    What stands above the first panels, at the left or alone, is said of all. The total of all lots below them is of
    none: it is left out.
    """
    for find in (_find_lots, _find_cotes):
        dits = {rang: siens for rang in range(len(page.rangees)) if (siens := find(page, rang))}
        bords = next(iter(dits.values()), [])
        if bords and all(siens == bords[: len(siens)] for siens in dits.values()):
            return _split(page, list(dits), bords, lots=find is _find_lots)
    return [page]


def _split(page: Page, tetes: list[int], bords: list[int], *, lots: bool) -> list[Page]:
    panneaux = []
    for debut, fin in pairwise([0, *bords[1:], max(len(rangee) for _, rangee in page.rangees)]):
        rangees = []
        for rang, (numero, rangee) in enumerate(page.rangees):
            droite = [valeur for valeur in rangee[bords[1] :] if valeur != ""]
            seule = sum(valeur != "" for valeur in rangee) == 1
            commune = rang < tetes[0] and (not droite or seule)
            gardee = rangee if commune else _keep(rangee, debut, fin)
            de_tous = lots and rang > tetes[-1] and _is_de_tous(gardee)
            if any(valeur != "" for valeur in gardee) and not de_tous:
                rangees.append((numero, gardee))
        panneaux.append(replace(page, rangees=tuple(rangees)))
    return panneaux


def _keep(rangee: Rangee, debut: int, fin: int) -> Rangee:
    return [valeur if debut <= place < fin else "" for place, valeur in enumerate(rangee)]


def _find_cotes(page: Page, rang: int) -> list[int]:
    """Where each side of annex 2 starts, when a row names accounts then sums, and accounts and the same sums again."""
    textes = texts_of(page.rangees[rang][1])
    mots = [_mask(texte) for _, texte in textes]
    debuts = [pas for pas in range(len(mots)) if mots[pas] == "" and (pas == 0 or mots[pas - 1] != "")]
    if len(debuts) < 2 or debuts[0]:
        return []
    cotes = [textes[debut:fin] for debut, fin in pairwise([*debuts, len(mots)])]
    if not all(sum(_is_somme(texte) for _, texte in cote) >= _count_min(cote[0][1]) for cote in cotes):
        return []
    sommes = [{mot for _, texte in cote if (mot := _mask(texte))} for cote in cotes]
    if not all(siennes <= sommes[0] for siennes in sommes):
        return []
    muettes = textes[0][0]
    return [0, *(max(textes[pas][0] - muettes, textes[pas - 1][0] + 1) for pas in debuts[1:])]


def _mask(texte: str) -> str:
    """The words of a column, or nothing where it names accounts: each side of annex 2 may name its own."""
    mots = normalise(texte)
    nom = find_role(texte) in _NOMME_COMPTES or _COTES.match(mots) is not None or mots in _NUMEROS
    return "" if nom and read_annee(0, texte) is None else mots


def _count_min(texte: str) -> int:
    """The fewest sums of a side of annex 2, by the words over its first column."""
    return 1 if find_role(texte) is Role.COMPTE else SOMMES_MIN


def _is_somme(texte: str) -> bool:
    return read_annee(0, texte) is not None or find_role(texte) in _SOMMES


def _find_lots(page: Page, rang: int) -> list[int]:
    """Where each panel starts, when a row is the same header several times, each under the name of one lot."""
    if not rang:
        return []
    textes = texts_of(page.rangees[rang][1])
    mots = [normalise(texte) for _, texte in textes]
    premier = mots[0] if mots else ""
    largeur = next((pas for pas in range(COLONNES_MIN, len(mots)) if mots[pas] == premier), 0)
    if not largeur or len(mots) % largeur or mots != mots[:largeur] * (len(mots) // largeur):
        return []
    roles = {find_role(texte) for _, texte in textes[:largeur]}
    bords = [place for place, _ in textes[::largeur]]
    if Role.LOT in roles or not (roles & _NOMS and roles & _SOMMES):
        return []
    return bords if _are_lots(page.rangees[rang - 1][1], bords) else []


def _are_lots(dessus: Rangee, bords: Sequence[int]) -> bool:
    """Whether the row above names a lot over each panel."""
    lots = []
    for debut, fin in pairwise([*bords, max(len(dessus), bords[-1] + 1)]):
        lots.append(find_lot(" ".join(write_cle(valeur) for valeur in dessus[debut:fin] if valeur != "")))
    return None not in lots


def _is_de_tous(rangee: Rangee) -> bool:
    """``Total de vos lots``: a total that sums several panels."""
    textes = texts_of(rangee)
    return bool(textes) and is_total(textes[0][1]) and _DE_TOUS.search(normalise(textes[0][1])) is not None
