# ruff: noqa: E501
"""Ballots set in tables: a row for each, a column for each, or a row of voix and one of heads. Rows in, texts out. Pure."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from services.votes.lecture.listes import is_autre
from services.votes.lecture.page.lignes import Ligne
from services.votes.lecture.page.roles import VOTE
from services.votes.lecture.page.tables import Cellule, Rangee
from services.votes.lecture.pv_lu import COMPTES, MOTS
from services.votes.lecture.textes import CIVILITES, fold

_BULLETIN = re.compile(
    r"^(?:(?:1(?:er|re|ere)?|premiere?|2(?:e|n?de?|eme)?|seconde?|deuxieme|nouveau)\s+(?:vote|tour|scrutin|lecture)|(?:vote|tour|scrutin)\s+(?:n\s?°\s*)?[12]\b|(?:(?:vote|scrutin)\W{1,3}(?:a\s+l')?)?(?:majorite\s+(?:de\s+l')?)?art(?:icle|\.)?\s*2[456](?:\s?-\s?1)?\W*$)"
)
"""What names a ballot, beside its row or above its column."""
_COMPTE = re.compile(r"\d|\b(?:neant|aucune?|zero)\b|^[-–]$")
_FINIE = re.compile(r"[^\W\d].*[(\[]\s*\d[\d\s\u00a0\u202f./]*(?:voix|tanti\w*|milli\w*)?\s*[)\]]\W*$", re.IGNORECASE)
"""A name that ends with its voix in brackets."""
_OUVRE = re.compile(rf"(?:{CIVILITES})(?:(?<=\.)|\s)")
_MANDAT = re.compile(r"\W*(?:repr|pouvoir|procuration|mandat|par\s|vot)")
_LISTEE = re.compile(r"(?:vot\w+\s+)?contre|abst\w+|oppos\w+")
"""A position whose owners are named."""
_ENTIER = re.compile(r"\d{1,3}(?:[ .\u00a0\u202f]\d{3})*|\d+")
_AVEC_NOMS = 3
"""The fewest cells of a row that names, tells a position and counts."""
_LISTES = {"contre": "Ont voté contre", "abstention": "Se sont abstenus"}
_MOTS = MOTS | {"total": "Total des voix"}


def find_bulletins(entete: Rangee) -> tuple[Cellule, ...]:
    """« 1er vote (art. 25) | 2e vote (art. 25-1) », above the columns of each: these cells, when they are so named."""
    nommees = tuple(c for c in entete.cellules if _BULLETIN.match(fold(c.texte)))
    return nommees if len(nommees) > 1 and len(entete.cellules) - len(nommees) <= 1 else ()


def join_coupees(lignes: Sequence[Ligne]) -> list[Ligne]:
    """The rows of ballots side by side that a page cuts, put back under their header; one printed again goes."""
    suite: list[Ligne] = []
    entete: Rangee | None = None
    for ligne in lignes:
        rangee, avant = ligne.rangee, suite[-1] if suite else None
        dessus = avant.rangee if avant and avant.page != ligne.page else None
        if rangee is None or find_bulletins(rangee):
            if rangee and entete and dessus and ligne.texte == _say_rangee(entete):
                continue
            entete = rangee
        elif entete and avant and dessus and _is_dessous(rangee, entete):
            touche = replace(rangee, y=dessus.bas, bas=dessus.bas + rangee.bas - rangee.y)
            ligne = replace(ligne, page=avant.page, rangee=touche)
        suite.append(ligne)
    return suite


def _say_rangee(rangee: Rangee) -> str:
    return "\t".join(cellule.texte for cellule in rangee.cellules)


def _is_dessous(rangee: Rangee, entete: Rangee) -> bool:
    """Whether a row tells a position in the columns of a header."""
    bords = [cellule.x0 for cellule in entete.cellules]
    return bool(VOTE.match(fold(rangee.cellules[0].texte))) and all(
        any(abs(cellule.x0 - bord) < 4 for bord in bords) for cellule in rangee.cellules
    )


def say_travers(
    rangees: Sequence[tuple[Rangee, Mapping[str, Cellule]]], titres: Mapping[float, str]
) -> list[tuple[str, bool]]:
    """Rows under « Pour | Contre | Abstention », with their cells by role: their texts, and whether a blank is above.

    ``titres``: the header over each left side. A row that is named is a ballot; else rows are of voix and of heads.
    """
    comptees = [(rangee, par_role) for rangee, par_role in rangees if _is_comptee(par_role)]
    if any(_BULLETIN.match(fold(rangee.cellules[0].texte)) for rangee, _ in comptees):
        return [dit for rangee, par_role in comptees for dit in _say_bulletin(rangee, par_role, titres)]
    coin = rangees[0][0].cellules[0].texte
    resultats = [par_role["resultat"].texte for _, par_role in comptees if "resultat" in par_role]
    return [
        *((coin, True) for _ in range(1) if _BULLETIN.match(fold(coin))),
        *((dit, False) for dit in _say_unites(comptees)),
        *((f"Résultat : {dit}", True) for dit in resultats),
    ]


def _say_unites(comptees: Sequence[tuple[Rangee, Mapping[str, Cellule]]]) -> list[str]:
    """The figures of each position, those of a row of voix and those of a row of heads; then the names of a row."""
    dits: dict[str, str] = {}
    noms: dict[str, str] = {}
    for rangee, par_role in comptees:
        premiere = fold(rangee.cellules[0].texte)
        voix = re.search(r"voix|tantieme|millieme|^tant\b", premiere)
        tetes = not voix and re.search(r"^cop|copropri|nombre|^nb|votant|tete|personne", premiere)
        unite = "" if re.search(r"\d", premiere) else "copropriétaires" if tetes else "voix"
        base = par_role["base"].texte if "base" in par_role and not tetes else ""
        for role in _MOTS:
            if role in _LISTES and role in par_role and holds_noms(par_role[role]):
                noms[role] = " ; ".join(filter(None, (noms.get(role), write_noms(par_role[role]))))
            elif role in par_role and par_role[role].texte:
                sur = f" sur {base}" if base and role in COMPTES and "/" not in par_role[role].texte else ""
                dits[role] = dits.get(role, "") + f" {par_role[role].texte} {unite}{sur}"
    return [
        *(f"{_MOTS[role]} :{dits[role]}" for role in _MOTS if role in dits),
        *(f"{_LISTES[role]} : {liste}" for role, liste in noms.items()),
    ]


def holds_noms(cellule: Cellule) -> bool:
    """Whether a cell lists owners and counts nothing."""
    premiere = cellule.texte.strip()
    return premiere[:1].isupper() and not _COMPTE.match(fold(premiere)) and not is_autre(cellule.lignes[0])


def turn_noms(ligne: Ligne) -> Ligne:
    """« M. PETIT, Mme ROY | contre | 2 | 344 »: names left of their position go last, after what counts them.

    They are as many as the heads that stand beside; what stands left of « pour » may be the title of the point.
    """
    if ligne.rangee is None or len(ligne.rangee.cellules) < _AVEC_NOMS:
        return ligne
    noms, position, *comptes = ligne.rangee.cellules
    nombres = [c.texte for c in comptes]
    if not _LISTEE.fullmatch(fold(position.texte).strip()) or not all(map(_ENTIER.fullmatch, nombres)):
        return ligne
    combien = len([nom for nom in re.split(r"[,;·]", noms.texte) if nom.strip()])
    if not holds_noms(noms) or re.search(r"[€:]", noms.texte) or str(combien) not in nombres:
        return ligne
    return replace(ligne, rangee=replace(ligne.rangee, cellules=(position, *comptes, noms)))


def write_noms(cellule: Cellule) -> str:
    """The names of a cell: on one line when signs part them, else one for each line that the width did not cut.

    Where names end with their voix in brackets, one that does not goes on below.
    """
    if any(re.search(r"[,;]", ligne) for ligne in cellule.lignes):
        return cellule.texte
    dit, finies = cellule.lignes[0], bool(_FINIE.search(cellule.lignes[-1]))
    finies = finies and not any(_MANDAT.match(fold(ligne)) for ligne in cellule.lignes)
    for ligne, pleine in zip(cellule.lignes[1:], cellule.pleines, strict=False):
        coupee = pleine or (finies and not _FINIE.search(dit) and not _OUVRE.match(fold(ligne)))
        dit += (" " if coupee else " ; ") + ligne
    return dit


def _is_comptee(par_role: Mapping[str, Cellule]) -> bool:
    """Whether a row counts: figures, or « néant », under a position; a header has its words there."""
    return any(_COMPTE.search(fold(par_role[role].texte)) for role in _MOTS if role in par_role)


def _say_bulletin(
    rangee: Rangee, par_role: Mapping[str, Cellule], titres: Mapping[float, str]
) -> list[tuple[str, bool]]:
    """One row that is a ballot: what names it, its clé, its counts, its result."""
    dites = [par_role[role] for role in (*_MOTS, "resultat") if role in par_role]
    textes = [rangee.cellules[0].texte]
    for cellule in rangee.cellules[1:]:
        titre = next((t for bord, t in titres.items() if abs(bord - cellule.x0) < 4), "")
        if cellule not in dites:
            textes.append(f"{titre} : {cellule.texte}" if titre else cellule.texte)
    textes += [f"{_MOTS[role]} : {par_role[role].texte}" for role in _MOTS if role in par_role]
    textes += [f"Résultat : {par_role['resultat'].texte}"] if "resultat" in par_role else []
    return [(texte, not rang) for rang, texte in enumerate(textes)]
