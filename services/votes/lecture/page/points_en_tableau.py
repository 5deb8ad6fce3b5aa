"""Tables whose rows are the points of a meeting: number, title and text, majority, counts and result by their columns.

Pure: rows in, lines out.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from services.votes.lecture.page.bulletins import write_noms
from services.votes.lecture.page.devis import say_montant
from services.votes.lecture.page.grilles import SECOND
from services.votes.lecture.page.lignes import TABLEAU, Ligne
from services.votes.lecture.page.points_seuls import NUMERO, say_nue
from services.votes.lecture.page.roles import LISTES, VOTE, count_roles, is_entete, is_point
from services.votes.lecture.page.tableaux import Tableau, by_role, read_texte, role_at, title_at
from services.votes.lecture.page.tables import Cellule, Rangee
from services.votes.lecture.pv_lu import COMPTES
from services.votes.lecture.textes import fold

CASE = re.compile(r"^[\s□☒._o-]*$")
"""What an empty cell, or one to be filled in, prints."""
_SIGLE = re.compile(r"^[nopqr]\s?(?=\d)", re.IGNORECASE)
"""The letter that stands for « question » in a column of numbers."""
_LETTRE = re.compile(r"[A-HJKM-UWYZ]\s*[.)°-]*")
"""A letter that is no Roman numeral, alone in a column of numbers."""
_NOMMES = (
    ("majorite", "Majorité"),
    ("pour", "Pour"),
    ("contre", "Contre"),
    ("abstention", "Abstention"),
    ("opposants", "Opposants"),
    ("abstenus", "Se sont abstenus"),
    ("defaillants", "Défaillants"),
    ("base", "Total des voix"),
    ("resultat", "Résultat"),
)


def say_points(groupe: Sequence[Ligne], tableau: Tableau) -> list[Ligne]:
    """The rows of a table of points, the second ballot of one under its first; another row of counts is of none."""
    dites: list[Ligne] = []
    point: Rangee | None = None
    double = False
    for ligne in groupe:
        if point is None or not _is_dessous(ligne.rangee, point, tableau):
            dites += _say_point(ligne, tableau)
            point, double = ligne.rangee, False
        elif not double and (second := _say_second(ligne, point, tableau)):
            dites += second
            double = True
    return dites


def _is_dessous(rangee: Rangee | None, point: Rangee, tableau: Tableau) -> bool:
    """Whether a row counts in the columns of the point above it, with neither number nor title of its own."""
    siens, dessus = by_role(rangee, tableau) if rangee else {}, by_role(point, tableau)
    return (
        "objet" in dessus
        and not {"objet", "numero"} & siens.keys()
        and {"pour", "contre"} <= siens.keys() & dessus.keys()
    )


def _say_point(ligne: Ligne, tableau: Tableau) -> list[Ligne]:
    """An item of an agenda: its heading, the rest of its cell, then what the other columns say, each named."""
    rangee = ligne.rangee
    if rangee is None or (is_entete(rangee) and count_roles(rangee) >= 2):
        return [replace(ligne, genre=TABLEAU)]
    par_role = by_role(rangee, tableau)
    objet, numero = par_role.get("objet"), _SIGLE.sub("", read_texte(par_role.get("numero")))
    if objet is None:  # another table, though under no header of its own
        return [say_nue(ligne) if is_point(rangee) else replace(ligne, genre=TABLEAU)]
    textes = list(objet.lignes)
    if _LETTRE.fullmatch(numero):
        textes[0] = f"{numero[0]}. {textes[0]}"
    elif lu := NUMERO.match(fold(numero)):
        textes[0] = f"Résolution n° {numero[lu.start(1) : lu.end(1)]} : {textes[0]}"
    dites = [
        replace(ligne, texte=texte, pleine=pleine, saut=False, corps=objet.corps, gras=gras)
        for texte, pleine, gras in zip(textes, objet.pleines, objet.gras, strict=True)
    ]
    for cellule in rangee.cellules:
        if cellule is not objet and role_at(cellule, tableau) == "objet":  # the draft, beside the title
            dites += [
                replace(ligne, texte=texte, pleine=pleine, saut=not rang, corps=cellule.corps, gras=False)
                for rang, (texte, pleine) in enumerate(zip(cellule.lignes, cellule.pleines, strict=True))
            ]
    montants = [c for c in rangee.cellules if role_at(c, tableau) == "montant" and not CASE.match(fold(c.texte))]
    dites += [replace(ligne, texte=say_montant(title_at(c, tableau), c.texte), saut=True, gras=False) for c in montants]
    dites += _say_vote(ligne, par_role, tableau)
    return dites + [dite for cellule in _list_votes(rangee, par_role) for dite in _say_lignes(ligne, cellule)]


def _say_vote(ligne: Ligne, par_role: dict[str, Cellule], tableau: Tableau) -> list[Ligne]:
    """What the columns of the vote hold, each named."""
    dites = []
    for role, mot in _NOMMES:
        sienne = par_role.get(role)
        texte = write_noms(sienne) if sienne and role in LISTES else read_texte(sienne)
        if texte and not CASE.match(fold(texte)):
            titre = tableau.titres[tableau.roles.index(role)] if role in COMPTES else mot
            dites.append(replace(ligne, texte=f"{titre} : {texte}", saut=True, gras=False))
    return dites


def _say_second(ligne: Ligne, point: Rangee, tableau: Tableau) -> list[Ligne]:
    """The second ballot of a point, where its row or that of the point says so (« 25-1 », « 2d vote »)."""
    siens = by_role(ligne.rangee, tableau) if ligne.rangee else {}
    dit = [read_texte(siens.get(role)) for role in ("majorite", "resultat")]
    dit.append(read_texte(by_role(point, tableau).get("resultat")))
    if not any(SECOND.search(fold(texte)) for texte in dit):
        return []
    return [replace(ligne, texte="Second vote :", saut=True, gras=False), *_say_vote(ligne, siens, tableau)]


def _list_votes(rangee: Rangee, par_role: dict[str, Cellule]) -> list[Cellule]:
    """The cells where a column holds the whole vote of an item: its counts, its names, « sans vote »."""
    autres = [c for c in rangee.cellules if c is not par_role.get("objet")]
    return [par_role["vote"]] if "vote" in par_role else [c for c in autres if is_comptee(c)]


def is_comptee(cellule: Cellule) -> bool:
    return sum(bool(VOTE.match(fold(texte)) and re.search(r"\d", texte)) for texte in cellule.lignes) > 1


def say_cellules(ligne: Ligne, rangee: Rangee) -> list[Ligne]:
    """The cells of a row that holds a whole vote in one of them, the others first."""
    cellules = sorted(rangee.cellules, key=is_comptee)
    return [dite for cellule in cellules for dite in _say_lignes(ligne, cellule)]


def _say_lignes(ligne: Ligne, cellule: Cellule) -> list[Ligne]:
    """A cell line after line."""
    return [
        replace(ligne, texte=texte, pleine=pleine, saut=not rang, corps=cellule.corps, gras=gras, rangee=None)
        for rang, (texte, pleine, gras) in enumerate(zip(cellule.lignes, cellule.pleines, cellule.gras, strict=True))
    ]
