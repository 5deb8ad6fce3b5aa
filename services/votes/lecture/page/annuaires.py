"""Tables that only name owners: « Nom | Voix | Nom | Voix » below a list's title, or a row for each vote of each owner.

The first say one line for each owner; the second, « Résolution 3 - Contre : M. PETIT (53) », which the reader of lists
printed at the end understands.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from services.votes.lecture.page.bulletins import write_noms
from services.votes.lecture.page.lignes import Ligne
from services.votes.lecture.page.tables import Cellule, Rangee
from services.votes.lecture.textes import fold

_NOMS = ("noms", "coproprietaires", "opposants", "abstenus", "defaillants")
_TITRES = {"opposants": "Opposants", "abstenus": "Se sont abstenus", "defaillants": "Défaillants"}
_ANNONCE = re.compile(r"contre\b|oppos|abst|defaill|absents?\b|non\b")
_RESOLUTION = re.compile(r"^\W*(?:(?:r[ée]solution|question|point)\s*)?(?:n\s?°\s*)?", re.IGNORECASE)
_JEU = 4


def is_annuaire(roles: Sequence[str], annonce: str) -> bool:
    """Whether columns hold names and voix alone, below a line that says whose they are or under such headers."""
    pleins = set(roles) - {""}
    if not pleins or "" in roles or not pleins <= {*_NOMS, "voix"} or "voix" not in pleins or roles[0] == "voix":
        return False
    return bool(pleins & _TITRES.keys()) or bool(len(annonce) < 90 and _ANNONCE.search(fold(annonce)))


def is_releve(roles: Sequence[str]) -> bool:
    """Whether each row tells how one owner voted on one resolution."""
    return {"numero", "vote"} <= set(roles) and bool({"noms", "coproprietaires", "tetes"} & set(roles))


def is_par_point(roles: Sequence[str]) -> bool:
    """Whether each row names who opposed one resolution, and nothing else of it: « N° | Opposants | Abstenus »."""
    return (
        len(roles) > 1 and roles[0] in ("numero", "objet") and "opposants" in roles and set(roles[1:]) <= _TITRES.keys()
    )


def say_par_point(ligne: Ligne, roles: Sequence[str], bords: Sequence[float]) -> list[Ligne]:
    """One row as the lines of a list at the end: « Résolution III - Opposants : M. PETIT (53) »."""
    if ligne.rangee is None:
        return [ligne]
    cellules = [
        (role, write_noms(cellule) if role in _TITRES else _say(cellule))
        for role, cellule in _list_cellules(ligne.rangee, roles, bords)
    ]
    numero = next((texte for role, texte in cellules if role not in _TITRES), "")
    if not numero:
        return [ligne]
    return [
        replace(ligne, texte=f"Résolution {_RESOLUTION.sub('', numero)} - {_TITRES[role]} : {texte}", rangee=None)
        for role, texte in cellules
        if role in _TITRES and texte and any(map(str.isalpha, texte))
    ]


def say_annuaire(groupe: Sequence[Ligne], roles: Sequence[str], bords: Sequence[float], tour: str) -> list[Ligne]:
    """One line for each owner, or one list for each header that says how they voted, in the ballot ``tour`` if told."""
    items: dict[str, list[str]] = {}
    for rangee in (ligne.rangee for ligne in groupe if ligne.rangee):
        courant: list[str] | None = None
        for role, cellule in _list_cellules(rangee, roles, bords):
            texte = _say(cellule)
            if role in _NOMS and texte:
                courant = items.setdefault(_TITRES.get(role, ""), [])
                courant.append(texte)
            elif role == "voix" and courant:
                courant[-1] += f" ({texte})"
                courant = None
    modele = replace(groupe[0], rangee=None, saut=False, pleine=False)
    note = f" ({tour})" if tour else ""
    suite = [replace(modele, texte=item) for item in items.pop("", ())]
    return suite + [replace(modele, texte=f"{titre}{note} : {' ; '.join(noms)}") for titre, noms in items.items()]


def say_releve(ligne: Ligne, roles: Sequence[str], bords: Sequence[float]) -> Ligne:
    """One row as the line of a list: its resolution, what else it says, the position, the owner and the voix."""
    if ligne.rangee is None:
        return ligne
    dits: dict[str, str] = {}
    for role, cellule in _list_cellules(ligne.rangee, roles, bords):
        dits[role] = f"{dits[role]} {_say(cellule)}" if role in dits else _say(cellule)
    nom = next((dits[role] for role in ("noms", "coproprietaires", "tetes") if role in dits), "")
    if not nom or not {"numero", "vote"} <= dits.keys():
        return ligne
    tour = f" - {dits['']}" if "" in dits else ""
    voix = f" ({dits['voix']})" if "voix" in dits else ""
    return replace(ligne, texte=f"Résolution {dits['numero']}{tour} - {dits['vote']} : {nom}{voix}", rangee=None)


def _list_cellules(rangee: Rangee, roles: Sequence[str], bords: Sequence[float]) -> list[tuple[str, Cellule]]:
    """The cells of a row, each with the role of its column."""
    return [
        (role, cellule)
        for cellule in rangee.cellules
        for role, bord in zip(roles, bords, strict=True)
        if abs(bord - cellule.x0) < _JEU
    ]


def _say(cellule: Cellule) -> str:
    return " ".join(cellule.lignes).strip()
