"""Minutes whose body is a grid, one row for each resolution: cells read by the headers that stand over their column.

Headers may be printed on several rows (« 1er vote » over « Pour » over « Voix »): a column is told by all of them.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from services.votes.lecture.page.lignes import Ligne
from services.votes.lecture.page.tables import Cellule, Rangee
from services.votes.lecture.pv_lu import COMPTES, MOTS
from services.votes.lecture.textes import fold

_JEU = 4.0
_FINS = tuple(".:;!?")
VOTANTS = re.compile(r"present|represent|exprim|vot|participa")
"""A total that is not of the clé, but of those who are there or vote."""
SECOND = re.compile(
    r"\b(?:2e?|2eme|2n?de?|second|seconde|deuxieme|nouveau)\s+(?:vote|scrutin|tour|lecture)|25\s?-\s?1|passerelle"
)
_TOUR = re.compile(
    r"\W*(?:1(?:er|re|ere)|premiere?|2(?:e|eme|n?de?)|seconde?|deuxieme)\s+(?:vote|scrutin|tour|lecture)\b.{0,30}"
)
"""« 2nd vote », in a column of its own: which ballot the row tells."""
_VOIX = re.compile(r"voix|tantieme|millieme|^tant\b|^poids|\bmill\b")
_TETES = re.compile(r"^nombre|^nb\b|votant|tetes|personnes|copro|^cop\b|effectif|presents")
_NOMMES = (
    ("majorite", "Majorité"),
    ("montant", "Montant"),
    ("opposants", "Opposants"),
    ("abstenus", "Se sont abstenus"),
    ("defaillants", "Défaillants"),
    ("resultat", "Résultat"),
)


@dataclass(frozen=True, slots=True)
class Feuille:
    """One column: its sides, its role, and for a count its ballot (1 or 2) and its unit as words."""

    x0: float
    x1: float
    role: str
    tour: int = 1
    unite: str = ""


def build_feuilles(entetes: Sequence[Rangee], roles: Sequence[Sequence[str]]) -> tuple[Feuille, ...]:
    """The columns under one or several rows of headers. ``roles``: for each row, the role of each of its cells."""
    dites = [list(zip(r.cellules, dits, strict=True)) for r, dits in zip(entetes, roles, strict=True)]
    feuilles = []
    for rang, rangee in enumerate(dites):
        for cellule, _ in rangee:
            if not any(_is_dessous(autre, cellule) for suite in dites[rang + 1 :] for autre, _ in suite):
                chemin = [(c, role) for suite in dites for c, role in suite if c is cellule or _is_dessous(cellule, c)]
                feuilles.append(_build_feuille(cellule, chemin))
    return tuple(sorted(feuilles, key=lambda f: f.x0))


def _is_dessous(cellule: Cellule, haut: Cellule) -> bool:
    return haut.x0 - _JEU <= cellule.x0 and cellule.x1 <= haut.x1 + _JEU


def _build_feuille(cellule: Cellule, chemin: Sequence[tuple[Cellule, str]]) -> Feuille:
    textes = [fold(" ".join(c.lignes)).strip() for c, _ in chemin]
    dits = [role for _, role in chemin if role]
    role = next((r for r in dits if r in COMPTES), dits[-1] if dits else "")
    tour = 2 if any(SECOND.search(texte) for texte in textes) else 1
    dit = " ".join(textes)
    role = "" if role == "total" and VOTANTS.search(dit) else role
    voix, tetes = any(map(_VOIX.search, textes)), any(map(_TETES.search, textes))
    unite = "voix" if voix and not tetes else "copropriétaires" if tetes and not voix else ""
    return Feuille(cellule.x0, cellule.x1, role, tour, unite if role in COMPTES and dit else "")


def is_grille(feuilles: Sequence[Feuille]) -> bool:
    """Whether columns tell resolutions and count each position more than once: by unit, or by ballot."""
    roles = [f.role for f in feuilles]
    return "objet" in roles and all(roles.count(p) > 1 for p in ("pour", "contre"))


def say_rangee(ligne: Ligne, feuilles: Sequence[Feuille]) -> list[Ligne]:
    """One resolution: its heading, its majority, its counts ballot after ballot, its result, each on its line."""
    rangee = ligne.rangee
    if rangee is None:
        return [ligne]
    places = [(next((f for f in feuilles if _is_dans(c, f)), None), c) for c in rangee.cellules]
    par_role = {f.role: c for f, c in places if f and f.role not in COMPTES}
    objet = par_role.get("objet")
    if objet is None:
        return []
    numero = _texte(par_role.get("numero"))
    tete = (
        f"Résolution n° {numero.rstrip(' .)-°')} : {objet.lignes[0]}" if re.search(r"\d", numero) else objet.lignes[0]
    )
    dites = [replace(ligne, texte=tete, saut=True, gras=True, corps=objet.corps, pleine=bool(objet.lignes[1:]))]
    titre = _count_titre(objet)
    dites[0] = replace(dites[0], pleine=titre > 1)
    dites += [
        replace(ligne, texte=t, gras=rang < titre, corps=objet.corps, saut=False, pleine=pleine)
        for rang, (t, pleine) in enumerate(zip(objet.lignes, objet.pleines, strict=True))
        if rang
    ]
    textes = [_texte(c) for f, c in places if f and not f.role and _TOUR.fullmatch(fold(_texte(c)))]
    textes += [f"Majorité : {_texte(par_role['majorite'])}"] if "majorite" in par_role else []
    textes += [f"Total des voix : {_texte(par_role[role])}" for role in ("base", "total") if role in par_role]
    textes += [_texte(c) for f, c in places if f is None]
    for tour in (1, 2):
        comptes = _say_tour([(f, c) for f, c in places if f and f.tour == tour])
        textes += (["Second vote :"] if comptes and tour == 2 else []) + comptes
    textes += [f"{mot} : {_texte(par_role[role])}" for role, mot in _NOMMES[1:] if role in par_role]
    return dites + [replace(ligne, texte=texte, saut=True, gras=False, rangee=None) for texte in textes]


def read_numero(ligne: Ligne, feuilles: Sequence[Feuille]) -> str:
    """The number that a row prints, if any."""
    cellules = ligne.rangee.cellules if ligne.rangee else ()
    sous = (c for c in cellules if any(f.role == "numero" and _is_dans(c, f) for f in feuilles))
    return next(map(_texte, sous), "")


def keep_second(dites: Sequence[Ligne]) -> list[Ligne]:
    """The lines of a row that is the second ballot of the point above it (« 6 | Syndic – second vote »), without its
    heading; nothing when the heading does not say so."""
    if not SECOND.search(fold(dites[0].texte)):
        return []
    return [replace(dites[0], texte="Second vote :", gras=False, pleine=False), *(d for d in dites[1:] if not d.gras)]


def _count_titre(objet: Cellule) -> int:
    """How many lines of a cell are its title: what stands out, or the line above whole sentences; else all."""
    if len(set(objet.gras)) > 1 and objet.gras[0]:
        return objet.gras.index(False)
    titre = next((rang for rang, pleine in enumerate(objet.pleines, start=1) if not pleine), len(objet.lignes))
    return titre if objet.lignes[-1].rstrip()[-1:] in _FINS else len(objet.lignes)


def _say_tour(places: Sequence[tuple[Feuille, Cellule]]) -> list[str]:
    dits = []
    for position in COMPTES:
        morceaux = [f"{_texte(c)} {f.unite}".strip() for f, c in places if f.role == position and _texte(c)]
        dits += [f"{MOTS[position]} : {' '.join(morceaux)}"] if morceaux else []
    return dits


def _is_dans(cellule: Cellule, feuille: Feuille) -> bool:
    return feuille.x0 - _JEU <= cellule.x0 and cellule.x1 <= feuille.x1 + _JEU


def _texte(cellule: Cellule | None) -> str:
    return " ".join(cellule.lignes).strip() if cellule else ""
