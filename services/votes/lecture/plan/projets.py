"""The drafts below the list of an agenda, under numbers written otherwise: each point is read in both. Pure."""

from collections.abc import Sequence
from dataclasses import replace

from services.votes.lecture.page.lignes import Ligne
from services.votes.lecture.plan.blocs import Bloc, cut_blocs
from services.votes.lecture.plan.entetes import Reperes, find_entetes, is_meme

_POINTS_MIN = 3


def find_projets(
    lignes: Sequence[Ligne], zones: Sequence[bool], reperes: Reperes
) -> tuple[list[bool], Reperes, list[Bloc]] | None:
    """The drafts below the last point of the list, when they are its points, one by one: same numbers, same titles.

    The majority that only the list prints goes to the draft. None when nothing below tells the same points.
    """
    if len(reperes.entetes) < _POINTS_MIN:
        return None
    dessous = [zone and rang > reperes.entetes[-1].ligne for rang, zone in enumerate(zones)]
    projets = find_entetes(lignes, dessous)
    if [e.numero for e in projets.entetes] != [e.numero for e in reperes.entetes]:
        return None
    dessus = [zone and rang < projets.entetes[0].ligne for rang, zone in enumerate(zones)]
    liste, blocs = cut_blocs(lignes, reperes, dessus), cut_blocs(lignes, projets, dessous)
    if len(liste) != len(blocs) or not all(is_meme(a.titre, b.titre) for a, b in zip(liste, blocs, strict=True)):
        return None
    blocs = [
        replace(bloc, majorite=bloc.majorite or f"{point.titre}\n{point.texte()}")
        for point, bloc in zip(liste, blocs, strict=True)
    ]
    return dessous, projets, blocs
