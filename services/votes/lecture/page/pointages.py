"""Tables that tick how each owner voted: a row for each, one mark under « Pour », « Contre » or « Abstention ».

The mark may be a cross, a tick, a box of which one alone is ticked, or the voix of the owner. Rows of totals count the
vote; the others name who voted so. Pure.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from services.votes.lecture.page.croises import read_code
from services.votes.lecture.page.lignes import Ligne
from services.votes.lecture.page.roles import read_role
from services.votes.lecture.page.tables import Cellule, Rangee
from services.votes.lecture.pv_lu import COMPTES
from services.votes.lecture.textes import fold

_POSITIONS = (*COMPTES, "defaillants")
_LETTRES = {"p": "pour", "c": "contre", "a": "abstention", "d": "defaillants"}
_TITRES = {"contre": "Ont voté contre", "abstention": "Se sont abstenus", "defaillants": "Défaillants"}
_CROIX = re.compile(r"[x×✓✔✗✘✕☒⊠■●•√v*+]")
_VIDE = re.compile(r"[□○._\-/]*")
_FIGURE = re.compile(r"\d[\d ]*(?:,0{1,2})?(?:\s*/\s*\d[\d ]*)?")
_COMPTE = re.compile(
    r"(?:s/?-?)?(?:sous[\s-])?total|nombre|nb\b|voix|tant|mill|copropri|ensemble|soit\b|en\s|par\s|bat|cle\b|present|represent|correspond|1er|2e|second|vote|tour|scrutin|art|majorit|%|pourcent|resultat|report"
)
"""What a row of figures is named, which no owner is."""
_PART_MIN = 0.6
_COLONNES_MIN = 2
"""« Pour » has no column where only those who did not vote so are listed."""


@dataclass(slots=True)
class Pointage:
    """Who was ticked under each position, the rows of totals, and how many rows were read."""

    listes: dict[str, list[str]] = field(default_factory=dict)
    totaux: list[tuple[Rangee, dict[str, Cellule]]] = field(default_factory=list)
    """Each with its cells by position."""
    lues: int = 1

    def say(self, modele: Ligne) -> list[Ligne]:
        """A list for each position but the favourable one."""
        nue = replace(modele, rangee=None, saut=True, pleine=False)
        return [
            replace(nue, texte=f"{titre} : {' ; '.join(self.listes[sens])}")
            for sens, titre in _TITRES.items()
            if sens in self.listes
        ]


def read_pointage(lignes: Sequence[Ligne], legende: Mapping[str, str]) -> Pointage | None:
    """What the rows from this header on tick, over as many pages as the table goes; None when they tick nothing.

    ``legende``: what the letters of a column « Vote » mean.
    """
    tete = lignes[0].rangee
    colonnes = read_colonnes(tete) if tete else {}
    if tete is None or not colonnes:
        return None
    pointage = Pointage()
    titres = [c.texte for c in tete.cellules]
    pointees = 0
    for avant, ligne in pairwise(lignes):
        rangee = ligne.rangee
        if rangee is None or ([c.texte for c in rangee.cellules] == titres and ligne.page == avant.page):
            break
        if [c.texte for c in rangee.cellules] != titres:
            nom, cases = _read_rangee(rangee, colonnes)
            sens = read_code(cases["vote"], legende) if "vote" in cases else _find_marque(nom, cases)
            if not nom or (cases and not sens and not _is_total(cases)):
                break
            if sens:
                pointees += 1
                pointage.listes.setdefault(sens, []).append(nom + _read_voix(rangee, colonnes))
            elif cases:
                siennes = {s: c for s, haut in colonnes.items() if s in COMPTES and (c := _find_sous(rangee, haut))}
                pointage.totaux.append((rangee, siennes))
        pointage.lues += 1
    sures = pointees > ("vote" not in colonnes) and pointees >= _PART_MIN * (pointees + len(pointage.totaux))
    return pointage if sures else None


def read_colonnes(tete: Rangee) -> dict[str, Cellule]:
    """The cells that head the name, the voix, and each position or the vote; nothing when this is no such header."""
    lus = {fold(c.texte).strip(" ."): c for c in tete.cellules}
    roles = {role: c for c in reversed(tete.cellules) if (role := read_role(c))}
    if {"p", "c"} <= lus.keys():
        roles |= {_LETTRES[lettre]: c for lettre, c in lus.items() if lettre in _LETTRES}
    colonnes = {sens: roles[sens] for sens in _POSITIONS if sens in roles}
    if len(colonnes) < _COLONNES_MIN or "contre" not in colonnes:
        colonnes = {"vote": roles["vote"]} if "vote" in roles and not {*colonnes, "numero"} & roles.keys() else {}
    restent = [c for c in tete.cellules if c not in colonnes.values()]
    nom = next((roles[role] for role in ("coproprietaires", "noms", "tetes") if role in roles), None)
    nom = nom if nom in restent else next(iter(restent), None)
    if not colonnes or nom is None or nom.x0 > min(c.x0 for c in colonnes.values()):
        return {}
    return colonnes | {"nom": nom} | ({"voix": roles["voix"]} if "voix" in roles else {})


def _read_rangee(rangee: Rangee, colonnes: dict[str, Cellule]) -> tuple[str, dict[str, str]]:
    """The name of a row, and what stands under each position."""
    cases = {
        sens: fold(cellule.texte).strip(" .[]()")
        for sens, tete in colonnes.items()
        if sens not in ("nom", "voix") and (cellule := _find_sous(rangee, tete))
    }
    bord = min(tete.x0 for sens, tete in colonnes.items() if sens not in ("nom", "voix"))
    dessous = _find_sous(rangee, colonnes["nom"])
    noms = [c for c in rangee.cellules if c.x0 < bord and sum(lettre.isalpha() for lettre in c.texte) > 1]
    nom = dessous if dessous in noms else next(iter(noms), None)
    return (nom.texte if nom else ""), cases


def _find_sous(rangee: Rangee, tete: Cellule) -> Cellule | None:
    return next((c for c in rangee.cellules if tete.x0 <= (c.x0 + c.x1) / 2 <= tete.x1), None)


def _read_voix(rangee: Rangee, colonnes: dict[str, Cellule]) -> str:
    voix = _find_sous(rangee, colonnes["voix"]) if "voix" in colonnes else None
    return f" ({voix.texte})" if voix and _FIGURE.fullmatch(fold(voix.texte)) else ""


def _find_marque(nom: str, cases: dict[str, str]) -> str:
    """The position ticked: the one with a mark, or the one box that is not like the others."""
    pleines = {sens: dit for sens, dit in cases.items() if not _VIDE.fullmatch(dit)}
    if len(pleines) == 1:
        sens, dit = next(iter(pleines.items()))
        figure = bool(_FIGURE.fullmatch(dit)) and not _COMPTE.match(fold(nom))
        return sens if figure or len(dit) == 1 or dit == "oui" or _CROIX.fullmatch(dit) else ""
    seules = [sens for sens, dit in cases.items() if len(dit) == 1 and list(cases.values()).count(dit) == 1]
    return seules[0] if len(seules) == 1 and len(cases) > 2 and not any(map(str.isdigit, cases.values())) else ""


def _is_total(cases: dict[str, str]) -> bool:
    return all(any(c.isdigit() for c in dit) or _VIDE.fullmatch(dit) or dit == "neant" for dit in cases.values())
