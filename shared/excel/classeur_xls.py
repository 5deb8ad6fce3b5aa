"""An old binary workbook (.xls), or an encrypted one: both come in the same container."""

from collections.abc import Iterator
from dataclasses import replace
from functools import partial

from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from shared.excel.biff import ReleveXls, read_enregistrements
from shared.excel.calamine import feuille_calamine, open_calamine
from shared.excel.cellules import Classeur, Feuille, Particularites
from shared.excel.formats_xls import StylesXls
from shared.excel.ole import Conteneur
from shared.excel.refus import refuse_chiffre, refuse_dangereux, refuse_format


def open_xls(contenu: bytes) -> Classeur:
    """Recognise what the container holds, then give the sheets.

    :raises FichierRefuse: FICHIER_CHIFFRE, FICHIER_DANGEREUX (macros), FORMAT_NON_RECONNU (a Word document, a
        message), FICHIER_TROP_GRAND, FICHIER_ILLISIBLE.
    """
    conteneur = Conteneur(contenu)
    if "EncryptedPackage" in conteneur:
        raise refuse_chiffre()
    nom = next((nom for nom in ("Workbook", "Book", "WORKBOOK", "BOOK") if nom in conteneur), None)
    if nom is None:
        raise refuse_format("c’est un ancien document Office, mais pas un classeur")
    if "_VBA_PROJECT_CUR" in conteneur:
        raise refuse_dangereux("il contient des macros")
    flux = conteneur.read(nom)
    releve = read_enregistrements(flux)
    classeur = open_calamine(contenu)
    return Classeur("xls", lambda: _walk(classeur, releve, StylesXls(flux)))


def _walk(classeur: CalamineWorkbook, releve: ReleveXls, styles: StylesXls) -> Iterator[Feuille]:
    rang = 0
    for fiche in classeur.sheets_metadata:
        if fiche.typ is not SheetTypeEnum.WorkSheet:
            continue
        relevee = releve.feuilles[rang] if rang < len(releve.feuilles) else Particularites()
        lire = partial(styles.read, rang)
        rang += 1
        feuille = feuille_calamine(
            classeur,
            fiche.name,
            masquee=fiche.visible is not SheetVisibleEnum.Visible,
            particularites=relevee,
            epoque_1904=releve.epoque_1904,
        )
        yield replace(feuille, read_formats=lire, devises=styles.devises)
