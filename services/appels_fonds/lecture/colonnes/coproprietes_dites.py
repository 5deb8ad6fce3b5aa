"""Which column says the copropriété, where several do: by its name, or by a number that is foreign to us."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from services.appels_fonds.lecture.colonnes.contenus import Corps
from services.appels_fonds.lecture.colonnes.roles import EnTeteLu, Role
from services.appels_fonds.lecture.patrimoine.rapprochement import CoproprieteIncertaine, IndexPatrimoine
from shared.excel.cellules import Valeur
from shared.excel.contenus import is_vide


def choose_copropriete(
    lus: Sequence[EnTeteLu], index: IndexPatrimoine, ask_corps: Callable[[], Corps]
) -> list[EnTeteLu]:
    """Of the columns that may say the copropriété, keep the one whose cells name ours; the others are its numbers.

    A column whose words promise none (``Nom``) is taken only where every cell names one, and no other column any.
    """
    lus = list(lus)
    dites = [place for place, lu in enumerate(lus) if lu.role is Role.COPROPRIETE]
    if not dites:
        return lus
    rangees = ask_corps().rangees
    comptes = {place: _count(place, rangees, index) for place in range(len(lus))}
    choisie = max(dites, key=lambda place: comptes[place][0])
    if not comptes[choisie][0] and comptes[choisie][1]:
        muettes = [place for place, lu in enumerate(lus) if lu.texte and lu.role in (None, Role.IGNORE) and not lu.fixe]
        noms = [place for place in muettes if comptes[place][0] == comptes[place][1] > 0]
        choisie = noms[0] if len(noms) == 1 else choisie
    for place in (*dites, choisie):
        role = Role.COPROPRIETE if place == choisie else Role.CODE_COPROPRIETE
        lus[place] = replace(lus[place], role=role)
    return lus


def _count(place: int, rangees: Sequence[Sequence[Valeur]], index: IndexPatrimoine) -> tuple[int, int]:
    """(cells that name one of ours, cells that hold something) of a column, ``place`` from 0."""
    pleines = [rangee[place] for rangee in rangees if place < len(rangee) and not is_vide(rangee[place])]
    return sum(_names_ours(valeur, index) for valeur in pleines), len(pleines)


def _names_ours(valeur: Valeur, index: IndexPatrimoine) -> bool:
    try:
        index.find_copropriete(valeur)
    except CoproprieteIncertaine:
        return False
    return True
