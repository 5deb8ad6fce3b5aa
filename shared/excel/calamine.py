"""The values of xlsx, xls and ods sheets through python-calamine, the fast reader, behind our neutral ``Feuille``."""

import io
from collections.abc import Iterator
from functools import partial

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, PasswordError

from shared.excel.cellules import Feuille, Fusion, Particularites, Rangee
from shared.excel.refus import check_zone, refuse_chiffre, refuse_illisible


def open_calamine(contenu: bytes) -> CalamineWorkbook:
    """The workbook, once its bounds are checked.

    :raises FichierRefuse: FICHIER_CHIFFRE or FICHIER_ILLISIBLE.
    """
    try:
        return CalamineWorkbook.from_filelike(io.BytesIO(contenu))
    except PasswordError as error:
        raise refuse_chiffre() from error
    except (CalamineError, ValueError, OSError) as error:
        if "assword" in str(error):
            raise refuse_chiffre() from error
        raise refuse_illisible("contenu incompréhensible") from error


def feuille_calamine(
    classeur: CalamineWorkbook, nom: str, *, masquee: bool, particularites: Particularites, epoque_1904: bool
) -> Feuille:
    """One sheet, its values loaded now.

    :raises FichierRefuse: FICHIER_ILLISIBLE, FICHIER_TROP_GRAND.
    """
    try:
        feuille = classeur.get_sheet_by_name(nom)
    except (CalamineError, ValueError, OSError) as error:
        raise refuse_illisible(f"la feuille « {nom} » est incompréhensible") from error
    derniere_ligne, derniere_colonne = feuille.end or (0, 0)
    check_zone(derniere_ligne + 1, derniere_colonne + 1, nom)
    fusions = tuple(
        Fusion(haut + 1, gauche + 1, bas + 1, droite + 1)
        for (haut, gauche), (bas, droite) in feuille.merged_cell_ranges or ()
    )
    return Feuille(nom, masquee, partial(_walk, feuille), fusions, particularites, epoque_1904, derniere_ligne + 1)


def _walk(feuille: CalamineSheet) -> Iterator[tuple[int, Rangee]]:
    """Calamine gives the empty rows above the first cell, but not the empty columns at its left."""
    if feuille.start is None:
        return iter(())
    marge: Rangee = [""] * feuille.start[1]
    if not marge:
        return enumerate(feuille.iter_rows(), 1)
    return ((numero, marge + rangee) for numero, rangee in enumerate(feuille.iter_rows(), 1))
