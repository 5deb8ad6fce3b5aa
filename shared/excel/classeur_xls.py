"""An old binary workbook (.xls), or an encrypted one: both come in the same container."""

from collections.abc import Iterator

from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from shared.excel.calamine import feuille_calamine, open_calamine
from shared.excel.cellules import Classeur, Feuille, Particularites
from shared.excel.refus import refuse_chiffre, refuse_format


def open_xls(contenu: bytes) -> Classeur:
    """Recognise what the container holds, then give the sheets.

    :raises FichierRefuse: FICHIER_CHIFFRE, FORMAT_NON_RECONNU (a Word document, a message), FICHIER_ILLISIBLE.
    """
    if "EncryptedPackage".encode("utf-16-le") in contenu:
        raise refuse_chiffre()
    if not any(nom.encode("utf-16-le") in contenu for nom in ("Workbook", "Book")):
        raise refuse_format("c’est un ancien document Office, mais pas un classeur")
    classeur = open_calamine(contenu)
    return Classeur("xls", lambda: _walk(classeur))


def _walk(classeur: CalamineWorkbook) -> Iterator[Feuille]:
    for fiche in classeur.sheets_metadata:
        if fiche.typ is not SheetTypeEnum.WorkSheet:
            continue
        yield feuille_calamine(
            classeur,
            fiche.name,
            masquee=fiche.visible is not SheetVisibleEnum.Visible,
            particularites=Particularites(),
            epoque_1904=False,
        )
