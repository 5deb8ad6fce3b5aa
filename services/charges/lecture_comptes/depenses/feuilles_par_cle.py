"""One list of expenses by sheet, each under the name of its key, when nothing else in the file names the keys."""

import re
from collections.abc import Sequence

from services.charges.lecture_comptes.colonnes.genres import Genre
from services.charges.lecture_comptes.colonnes.roles import Role
from services.charges.lecture_comptes.colonnes.tableaux import Tableau
from services.charges.lecture_comptes.valeurs.cles import find_rang, name_titre, split_cle
from shared.excel.mots import normalise

_TOUS = re.compile(
    r"^(?:charges? |parties )?(?:generales?|communes?)\b|^general$|^(?:tout |ensemble (?:de )?)?(?:l )?immeuble$"
    r"|^(?:tous|ensemble)(?: les (?:lots|coproprietaires))?$"
)
"""The key of all owners."""
_PARTIES = re.compile(
    r"^(?:bat(?:iment)?|esc(?:alier)?|cage|hall|entree|allee|montee|tour|aile|parking|garage|box|cave|sous sol)s?\b"
    r"|^imm(?:euble)? \w"
)
"""A part of the building, which only some owners pay for."""
_EQUIPEMENTS = re.compile(
    r"^(?:asc(?:enseur)?s?|chauffage|eau|eau (?:froide|chaude)|ecs|interphones?|portails?|piscine|vmc|commerces?)\b"
)


def names_cle(nom: str, *, equipements: bool = True) -> bool:
    """Whether a name is that of what all owners pay for, or of a part of the building, or of one of its equipments."""
    mots = normalise(split_cle(nom)[1])
    return any(motif.search(mots) for motif in (_TOUS, _PARTIES, *([_EQUIPEMENTS] if equipements else [])))


def find_partie(titre: str) -> str | None:
    """The numbered part of the building that a title names after « Dépenses »: ``Dépenses bâtiment 2``."""
    nom = name_titre(titre)
    return nom if nom != titre.strip() and _PARTIES.search(normalise(nom)) and find_rang(nom) else None


def name_feuilles(tableaux: Sequence[Tableau]) -> dict[str, str]:
    """Sheet → key, where several lists of expenses have the same columns, none of keys, and each sheet's name is one:
    that of all owners or of a part of the building for one of them at least; nothing in doubt."""
    releves = [tableau for tableau in tableaux if tableau.genre is Genre.RELEVE]
    noms = {tableau.page.nom: name_titre(tableau.page.nom) for tableau in releves}
    entetes = {tuple(tableau.entete.textes.items()) for tableau in releves}
    if len(noms) < max(2, len(releves)) or len(entetes) > 1 or any(Role.CLE in t.entete.roles for t in releves):
        return {}
    sures = all(map(names_cle, noms.values())) and any(names_cle(nom, equipements=False) for nom in noms.values())
    return noms if sures and len(set(map(normalise, noms.values()))) == len(noms) else {}
