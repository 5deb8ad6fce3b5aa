"""The drafts below the list of an agenda, under the same points written otherwise: each is read in both. Pure."""

from collections.abc import Sequence
from dataclasses import replace

from services.votes.lecture.page.lignes import Ligne
from services.votes.lecture.plan.blocs import Bloc, cut_blocs
from services.votes.lecture.plan.entetes import Reperes, find_entetes, sort_points
from services.votes.lecture.plan.numerotation import Entete, Numero
from services.votes.lecture.plan.redites import find_titres_redits, is_meme

_POINTS_MIN = 3
_PART = 0.7


def find_projets(
    lignes: Sequence[Ligne], zones: Sequence[bool], reperes: Reperes
) -> tuple[list[bool], Reperes, list[Bloc]] | None:
    """The drafts below the last point of the list, when most of them are its points: same numbers, same titles.

    A point that has no draft keeps what the list says of it; the majority that only the list prints goes to the draft.
    None when nothing below tells the same points at greater length.
    """
    if len(reperes.entetes) < _POINTS_MIN:
        return None
    liste = {_numero(bloc): bloc for bloc in cut_blocs(lignes, reperes, zones)}
    dessous = [zone and rang > reperes.entetes[-1].ligne for rang, zone in enumerate(zones)]
    numerotes = find_entetes(lignes, dessous)
    titres = [liste[e.numero].titre if e.numero in liste else e.titre for e in reperes.entetes]
    redits = find_titres_redits(reperes.entetes, titres, lignes, dessous)
    for projets in (numerotes, Reperes(redits, frozenset(e.ligne for e in redits))):
        blocs = {_numero(bloc): bloc for bloc in cut_blocs(lignes, projets, dessous)}
        if _are_projets(liste, blocs):
            return _merge(lignes, zones, (reperes, liste), projets)
    return None


def _numero(bloc: Bloc) -> Numero:
    return bloc.entete.numero if bloc.entete else ()


def _are_projets(liste: dict[Numero, Bloc], blocs: dict[Numero, Bloc]) -> bool:
    """Whether blocks are the points of a list, told at greater length."""
    communs = [(liste[numero], bloc) for numero, bloc in blocs.items() if numero in liste]
    memes = sum(is_meme(point.titre, bloc.titre) for point, bloc in communs)
    if len(communs) < max(_POINTS_MIN, _PART * len(blocs)) or memes < _PART * len(communs):
        return False
    return sum(len(bloc.texte()) for _, bloc in communs) > sum(len(point.texte()) for point, _ in communs)


def _merge(
    lignes: Sequence[Ligne], zones: Sequence[bool], lue: tuple[Reperes, dict[Numero, Bloc]], projets: Reperes
) -> tuple[list[bool], Reperes, list[Bloc]]:
    """The drafts, and the points that only the list has, in the order of their numbers."""
    reperes, liste = lue
    developpes = {e.numero for e in projets.entetes}
    entetes: list[Entete] = [*projets.entetes, *(e for e in reperes.entetes if e.numero not in developpes)]
    tous = Reperes(
        tuple(sort_points(entetes, reperes.entetes)),
        reperes.bornes | projets.bornes | {e.ligne for e in reperes.entetes},
    )
    dessous = [zone and rang >= projets.entetes[0].ligne for rang, zone in enumerate(zones)]
    return dessous, tous, _lend_majorites(cut_blocs(lignes, tous, zones), liste)


def lend_majorites(
    lignes: Sequence[Ligne], zones: Sequence[bool], reperes: Reperes, blocs: Sequence[Bloc]
) -> list[Bloc]:
    """The drafts, with the majorities that the list above them prints for each of its points."""
    liste = {_numero(bloc): bloc for bloc in cut_blocs(lignes, Reperes(reperes.liste, reperes.bornes), zones)}
    return _lend_majorites([_lend_titre(bloc, liste.get(_numero(bloc))) for bloc in blocs], liste)


def _lend_titre(bloc: Bloc, point: Bloc | None) -> Bloc:
    """A draft whose heading is a number alone has the whole title of its point, on however many lines."""
    pris = point and point.entete and bloc.entete and point.entete.titre == bloc.entete.titre != ""
    return replace(bloc, titre=point.titre) if point and pris and point.titre.startswith(bloc.titre) else bloc


def _lend_majorites(blocs: Sequence[Bloc], liste: dict[Numero, Bloc]) -> list[Bloc]:
    """A draft that prints no majority of its own has that of the point of the list which is another text."""
    return [
        replace(bloc, majorite=bloc.majorite or f"{point.titre}\n{point.texte()}")
        if (point := liste.get(_numero(bloc))) and bloc.entete != point.entete and is_meme(point.titre, bloc.titre)
        else bloc
        for bloc in blocs
    ]
