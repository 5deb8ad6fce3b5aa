"""Values that a person gave for cells of a file: laid over what is read, the file itself never changes."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace

from shared.excel.cellules import Feuille, Formats, Rangee, parse_adresse

Corrections = Mapping[tuple[str, str], str]
"""(sheet, address of the cell) → the value to read there, as it would be typed."""


def correct_feuille(feuille: Feuille, corrections: Corrections) -> Feuille:
    """The same sheet with these values in place of its own; itself when none of them is about it."""
    rangees: dict[int, dict[int, str]] = defaultdict(dict)
    for (nom, cellule), valeur in corrections.items():
        if nom == feuille.nom:
            ligne, colonne = parse_adresse(cellule)
            rangees[ligne][colonne] = valeur
    if not rangees:
        return feuille
    corrigees = {(ligne, colonne) for ligne, places in rangees.items() for colonne in places}
    details = feuille.particularites

    def read_formats(colonnes: Collection[int]) -> Formats:
        formats = feuille.read_formats(colonnes)
        return {lieu: montree for lieu, montree in formats.items() if lieu not in corrigees}

    return replace(
        feuille,
        read_formats=read_formats,
        parcourir=lambda: _walk(feuille.parcourir(), rangees),
        particularites=replace(
            details,
            formules_sans_valeur=details.formules_sans_valeur - corrigees,
            erreurs={lieu: erreur for lieu, erreur in details.erreurs.items() if lieu not in corrigees},
        ),
    )


def _walk(
    lignes: Iterable[tuple[int, Rangee]], rangees: Mapping[int, Mapping[int, str]]
) -> Iterator[tuple[int, Rangee]]:
    for numero, rangee in lignes:
        places = rangees.get(numero)
        if places is None:
            yield numero, rangee
            continue
        corrigee = [*rangee, *[""] * (max(places) - len(rangee))]
        for colonne, valeur in places.items():
            corrigee[colonne - 1] = valeur
        yield numero, corrigee
