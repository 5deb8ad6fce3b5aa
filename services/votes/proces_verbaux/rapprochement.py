"""From minutes as read to our own agenda: which line is which resolution, and how we voted when the names tell."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from rapidfuzz import fuzz

from services.votes.models import ResultatAnnonce, VoteConstate
from services.votes.proces_verbaux.contenu import ContenuPv, LignePv, ScrutinLu, load_scrutin
from shared.patrimoine.textes import normalise_texte

RESSEMBLANCE = 88
"""How alike two titles must be (0-100) to be the same resolution when the number does not say."""
_SECOND = re.compile(r"\b2[56][\s.-]+1\b|second (?:vote|tour)|deuxieme (?:vote|lecture)", re.IGNORECASE)
_ANNONCES = {
    "adoptee": ResultatAnnonce.ADOPTEE, "rejetee": ResultatAnnonce.REJETEE, "sans_vote": ResultatAnnonce.SANS_VOTE,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class PointConnu:
    """A resolution of ours: ``voix`` are ours on its clé, ``total`` those of the clé."""

    resolution_id: int
    numero: str
    intitule: str
    information: bool
    voix: int | None
    total: int | None


def match_pv(lu: dict[str, Any], points: Sequence[PointConnu], nom_bailleur: str) -> ContenuPv:
    """Place what was read (the JSON of ``lire-pv``) on our agenda; what has no place is kept as not understood."""
    lignes = {point.resolution_id: LignePv(resolution_id=point.resolution_id) for point in points}
    free = list(points)
    orphans: list[str] = []
    last: PointConnu | None = None
    for read in lu["resolutions"]:
        point = find_point(read, free)
        if point is not None:
            free.remove(point)
            lignes[point.resolution_id] = read_ligne(read, point, nom_bailleur)
            last = point
        elif last is not None and _is_second_of(read, lignes[last.resolution_id]):
            lignes[last.resolution_id] = _add_second(lignes[last.resolution_id], read)
        else:
            orphans.append(f"Point {read.get('numero') or '?'} « {read.get('intitule') or ''} » : pas à notre agenda.")
    return ContenuPv(lignes=tuple(lignes.values()), non_compris=(*orphans, *map(str, lu.get("non_compris") or ())))


def find_point(read: dict[str, Any], points: Sequence[PointConnu]) -> PointConnu | None:
    """The resolution a line of the minutes is about: same number and not another title, else the same title."""
    numero, intitule = _flatten(read.get("numero")), normalise_texte(read.get("intitule") or "")
    same_number = next((point for point in points if numero and _flatten(point.numero) == numero), None)
    if same_number is not None and (not intitule or _alike(intitule, same_number) >= RESSEMBLANCE // 2):
        return same_number
    best = max(points, key=lambda point: _alike(intitule, point), default=None) if intitule else None
    return best if best is not None and _alike(intitule, best) >= RESSEMBLANCE else None


def read_ligne(read: dict[str, Any], point: PointConnu, nom_bailleur: str) -> LignePv:
    """One line of the minutes on our resolution."""
    ligne = LignePv(
        resolution_id=point.resolution_id,
        total_voix=read.get("total_voix"),
        premier=load_scrutin(read.get("premier")),
        second=load_scrutin(read.get("second")),
        annonce=_ANNONCES.get(read.get("resultat_annonce") or ""),
        opposants=tuple(read.get("opposants") or ()),
        defaillants=tuple(read.get("defaillants") or ()),
    )
    return replace(ligne, notre_vote=deduce_vote(ligne, point, nom_bailleur))


def deduce_vote(ligne: LignePv, point: PointConnu, nom_bailleur: str) -> VoteConstate | None:
    """Our vote when the minutes leave no doubt: named among the opponents or the défaillants, or none of them.

    Minutes name the opponents, the abstainers and the défaillants (décret 17), never those in favour: we voted for
    when the other columns are too small to hold our votes.
    """
    if is_named(nom_bailleur, ligne.opposants):
        return VoteConstate.CONTRE
    if is_named(nom_bailleur, ligne.defaillants):
        return VoteConstate.DEFAILLANT
    scrutin = ligne.premier if ligne.second.vide else ligne.second
    total = ligne.total_voix or point.total
    if not point.voix or not total or scrutin.pour.voix is None or scrutin.pour.voix < point.voix:
        return None
    return VoteConstate.POUR if total - scrutin.pour.voix < point.voix else _by_columns(scrutin, total, point.voix)


def _by_columns(scrutin: ScrutinLu, total: int, voix: int) -> VoteConstate | None:
    others = (scrutin.contre.voix, scrutin.abstention.voix)
    if any(column is None or column >= voix for column in others) or total - scrutin.somme_voix >= voix:
        return None
    return VoteConstate.POUR


def is_named(nom: str, noms: Sequence[str]) -> bool:
    """Whether the landlord is in a list of names, whatever the case, the accents, and what is printed around."""
    words = set(normalise_texte(nom).split())
    return bool(words) and any(words <= set(normalise_texte(other).split()) for other in noms)


def _is_second_of(read: dict[str, Any], ligne: LignePv) -> bool:
    texte = normalise_texte(read.get("intitule") or "") + " " + str(read.get("article_imprime") or "")
    return ligne.second.vide and read.get("premier") is not None and _SECOND.search(texte) is not None


def _add_second(ligne: LignePv, read: dict[str, Any]) -> LignePv:
    annonce = _ANNONCES.get(read.get("resultat_annonce") or "", ligne.annonce)
    return replace(ligne, second=load_scrutin(read.get("premier")), annonce=annonce)


def _flatten(numero: str | None) -> str:
    """A number without its ornaments: « 06 - », « 6° » and « 6 » are one."""
    return ".".join(part.lstrip("0") or "0" for part in re.findall(r"\w+", (numero or "").casefold()))


def _alike(intitule: str, point: PointConnu) -> float:
    return fuzz.token_set_ratio(intitule, normalise_texte(point.intitule))
