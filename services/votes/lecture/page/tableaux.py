"""A table of votes by its columns: what each header says that it holds, and what each row has there. Pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from services.votes.lecture.page.grilles import VOTANTS, Feuille
from services.votes.lecture.page.tables import Cellule, Rangee
from services.votes.lecture.textes import fold, read_nombre

_CHIFFRE = re.compile(r"\d")
_UNITE = re.compile(r"voix|tantieme|millieme")
_FIGURE = re.compile(r"\d[\d .\u00a0\u202f]*")


@dataclass(slots=True)
class Tableau:
    """The role of each column and where it begins; ``devis``: a table of amounts or dates, that tells no vote."""

    roles: list[str]
    bords: tuple[float, ...]
    devis: bool
    titres: tuple[str, ...] = ()
    """What the header prints for each role."""
    feuilles: tuple[Feuille, ...] = ()
    """The columns of a grid."""
    bruts: tuple[str, ...] = ()
    """The roles as the header says them."""
    annonce: str = ""
    """The line above the table."""


def by_role(rangee: Rangee, tableau: Tableau | None) -> dict[str, Cellule]:
    """The cells of a row by the role of the column they stand in."""
    trouves: dict[str, Cellule] = {}
    for cellule in rangee.cellules:
        for role, bord in zip(tableau.roles if tableau else (), tableau.bords if tableau else (), strict=False):
            if abs(bord - cellule.x0) < 4 and role:
                trouves.setdefault(role, cellule)
    return trouves


def role_at(cellule: Cellule, tableau: Tableau) -> str:
    return next((r for r, bord in zip(tableau.roles, tableau.bords, strict=False) if abs(bord - cellule.x0) < 4), "")


def title_at(cellule: Cellule, tableau: Tableau) -> str:
    """What the header prints over a cell."""
    return next((t for t, bord in zip(tableau.titres, tableau.bords, strict=False) if abs(bord - cellule.x0) < 4), "")


def read_texte(cellule: Cellule | None) -> str:
    return " ".join(cellule.lignes).strip() if cellule else ""


def settle_voix(tableau: Tableau, rangees: Sequence[Rangee]) -> Tableau:
    """Without a column of voix, a total that says its unit, or adds up columns of no known role, is theirs.

    « Vote | dont bât. A | dont bât. B | TOTAL tantièmes | Copropriétaires ». One that says the same on every row would
    be that of the clé.
    """
    titres = dict(zip(tableau.roles, tableau.titres, strict=False))
    if "total" not in titres or {"voix", "base", "maniere"} & titres.keys() or VOTANTS.search(fold(titres["total"])):
        return tableau
    lues: list[tuple[int, list[int]]] = []
    for r in rangees:
        total = by_role(r, tableau).get("total")
        if total and _FIGURE.fullmatch(total.texte):
            parts = [c.texte for c in r.cellules[1:] if not role_at(c, tableau) and _FIGURE.fullmatch(c.texte)]
            lues.append((read_nombre(total.texte), [read_nombre(part) for part in parts]))
    somme = any(total for total, _ in lues) and all(len(parts) > 1 and sum(parts) == total for total, parts in lues)
    differents = len({total for total, _ in lues}) > 1
    if not lues or not (somme or (differents and _UNITE.search(fold(titres["total"])))):
        return tableau
    return replace(tableau, roles=["voix" if role == "total" else role for role in tableau.roles])


def settle_total(tableau: Tableau, rangees: Sequence[Rangee]) -> Tableau:
    """A total that says the same beside each position, more than all of them count, is that of their clé."""
    titres = dict(zip(tableau.roles, tableau.titres, strict=False))
    if (
        not {"voix", "total"} <= titres.keys()
        or {"base", "maniere"} & titres.keys()
        or VOTANTS.search(fold(titres["total"]))
    ):
        return tableau
    lues = [lue for r in rangees if "voix" in (lue := by_role(r, tableau)) and _CHIFFRE.search(lue["voix"].texte)]
    totaux = [lue["total"].texte for lue in lues if "total" in lue and _CHIFFRE.search(lue["total"].texte)]
    dits = [*(lue["voix"].texte for lue in lues), *totaux]
    if len(totaux) < 2 or len(set(totaux)) > 1 or not all(_FIGURE.fullmatch(dit) for dit in dits):
        return tableau
    if read_nombre(totaux[0]) <= sum(read_nombre(lue["voix"].texte) for lue in lues):
        return tableau
    return replace(tableau, roles=["base" if role == "total" else role for role in tableau.roles])
