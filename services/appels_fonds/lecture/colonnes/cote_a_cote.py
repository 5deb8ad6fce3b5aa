"""Tables printed side by side: the same header twice or more on one row, each over its own columns."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice

from services.appels_fonds.lecture.valeurs.mots import normalise
from shared.excel.cellules import Feuille, Rangee, Valeur

_APERCU = 60
_ETIQUETTES_MIN = 3

Bande = range
"""The columns of one table, from 0."""


def split_tables(feuille: Feuille) -> list[Feuille]:
    """The sheet once for each of its tables side by side, the last first: what is printed below on the left may sum
    them all. The same sheet alone when it has none.

    Each keeps the titles above, the notes below and its own columns; the addresses stay.
    """
    trouve = _find_entete(feuille)
    if trouve is None:
        return [feuille]
    entete, bandes = trouve
    return [_keep(feuille, entete, bandes, bande) for bande in reversed(bandes)]


def _find_entete(feuille: Feuille) -> tuple[int, Sequence[Bande]] | None:
    for numero, rangee in islice(feuille.lignes(), _APERCU):
        bandes = _list_bandes(rangee)
        labels = {tuple(_name(rangee[place]) for place in bande) for bande in bandes}
        if len(bandes) > 1 and len(labels) == 1 and len(bandes[0]) >= _ETIQUETTES_MIN:
            return numero, bandes
    return None


def _list_bandes(rangee: Rangee) -> list[Bande]:
    """The filled stretches of a row, between blank columns."""
    bandes: list[Bande] = []
    for place, valeur in enumerate(rangee):
        if valeur == "":
            continue
        if bandes and bandes[-1].stop == place:
            bandes[-1] = range(bandes[-1].start, place + 1)
        else:
            bandes.append(range(place, place + 1))
    return bandes


def _name(valeur: Valeur) -> str:
    return normalise(valeur) if isinstance(valeur, str) else f"#{valeur}"


def _keep(feuille: Feuille, entete: int, bandes: Sequence[Bande], bande: Bande) -> Feuille:
    debuts = {autre.start for autre in bandes}

    def walk() -> Iterator[tuple[int, Rangee]]:
        for numero, rangee in feuille.lignes():
            pleines = {place for place, valeur in enumerate(rangee) if valeur != ""}
            partagee = numero < entete - 1 or len(pleines) == 1
            titres = numero == entete - 1 and not (len(pleines) > 1 and pleines <= debuts)
            if partagee or titres:
                yield numero, rangee
            else:
                yield numero, [valeur if place in bande else "" for place, valeur in enumerate(rangee)]

    return replace(feuille, parcourir=walk)
