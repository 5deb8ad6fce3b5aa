"""An xlsx workbook (transitional or strict OOXML): checked part by part, then read by calamine."""

import posixpath
import zipfile
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property, partial
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring
from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from shared.excel.archives import check_membres, check_prologue, read_blocs, read_membre
from shared.excel.balises import read_particularites
from shared.excel.calamine import feuille_calamine, open_calamine
from shared.excel.cellules import Classeur, Feuille, Formats, Particularites
from shared.excel.formats import Styles, has_devises, read_styles
from shared.excel.refus import refuse_dangereux, refuse_illisible

_RELATIONS = "_rels/.rels"


def open_xlsx(contenu: bytes, archive: zipfile.ZipFile) -> Classeur:
    """Check every part, then give the sheets.

    :raises FichierRefuse: macros, entities, false sizes, used range beyond the bounds, or damaged parts.
    """
    if any(nom.lower().endswith("vbaproject.bin") for nom in archive.namelist()):
        raise refuse_dangereux("il contient des macros")
    chemin = _find_classeur(contenu, archive)
    racine = _parse(contenu, archive, chemin)
    parties = _list_parties(contenu, archive, chemin, racine)
    check_membres(contenu, archive, sauf=frozenset(parties.values()))
    recalcul = any(_local(e) == "calcPr" and e.get("fullCalcOnLoad") in ("1", "true") for e in racine.iter())
    epoque = any(_local(e) == "workbookPr" and e.get("date1904") in ("1", "true") for e in racine.iter())
    relevees = {
        nom: read_particularites(read_blocs(contenu, archive.getinfo(partie)), nom, recalcul=recalcul)
        for nom, partie in parties.items()
    }
    classeur = open_calamine(contenu)
    source = _Source(contenu, archive, parties, _find_styles(contenu, archive, chemin))
    return Classeur("xlsx", lambda: _walk(classeur, relevees, epoque, source))


@dataclass(frozen=True)
class _Source:
    """The parts that say how numbers are shown, read again only when somebody asks. ``styles``: their name, if any."""

    contenu: bytes
    archive: zipfile.ZipFile
    parties: Mapping[str, str]
    nom_styles: str | None

    @cached_property
    def devises(self) -> bool:
        brut = read_membre(self.contenu, self.archive, self.nom_styles) if self.nom_styles else None
        return brut is not None and has_devises(brut)

    @cached_property
    def styles(self) -> Styles:
        return read_styles(_parse(self.contenu, self.archive, self.nom_styles)) if self.nom_styles else Styles([])

    def read_formats(self, feuille: str, colonnes: Collection[int]) -> Formats:
        partie = self.parties.get(feuille)
        if partie is None or not colonnes:
            return {}
        return self.styles.read(read_blocs(self.contenu, self.archive.getinfo(partie)), colonnes)


def _walk(
    classeur: CalamineWorkbook, relevees: dict[str, Particularites], epoque: bool, source: _Source
) -> Iterator[Feuille]:
    for fiche in classeur.sheets_metadata:
        if fiche.typ is not SheetTypeEnum.WorkSheet:
            continue
        feuille = feuille_calamine(
            classeur,
            fiche.name,
            masquee=fiche.visible is not SheetVisibleEnum.Visible,
            particularites=relevees.get(fiche.name, Particularites()),
            epoque_1904=epoque,
        )
        yield replace(feuille, read_formats=partial(source.read_formats, fiche.name), devises=source.devises)


def _find_classeur(contenu: bytes, archive: zipfile.ZipFile) -> str:
    for lien in _parse(contenu, archive, _RELATIONS).iter():
        if lien.get("Type", "").endswith("/officeDocument"):
            return lien.get("Target", "").lstrip("/")
    raise refuse_illisible("le classeur n’a pas de sommaire")


def _list_parties(contenu: bytes, archive: zipfile.ZipFile, chemin: str, racine: Element) -> dict[str, str]:
    """Sheet name → path of its part inside the archive, worksheets only."""
    dossier = posixpath.dirname(chemin)
    liens = {lien.get("Id"): lien for lien in _list_liens(contenu, archive, chemin)}
    parties = {}
    for feuille in (element for element in racine.iter() if _local(element) == "sheet"):
        identifiant = next((valeur for cle, valeur in feuille.items() if cle.endswith("}id")), None)
        lien = liens.get(identifiant)
        if lien is None or not lien.get("Type", "").endswith("/worksheet"):
            continue
        partie = _resolve(dossier, lien)
        if partie not in archive.NameToInfo:
            raise refuse_illisible("une feuille annoncée manque")
        parties[feuille.get("name", "")] = partie
    return parties


def _find_styles(contenu: bytes, archive: zipfile.ZipFile, chemin: str) -> str | None:
    for lien in _list_liens(contenu, archive, chemin):
        if lien.get("Type", "").endswith("/styles"):
            partie = _resolve(posixpath.dirname(chemin), lien)
            return partie if partie in archive.NameToInfo else None
    return None


def _list_liens(contenu: bytes, archive: zipfile.ZipFile, chemin: str) -> Iterator[Element]:
    dossier, fichier = posixpath.split(chemin)
    return _parse(contenu, archive, f"{dossier}/_rels/{fichier}.rels".lstrip("/")).iter()


def _resolve(dossier: str, lien: Element) -> str:
    cible = lien.get("Target", "")
    return cible.lstrip("/") if cible.startswith("/") else posixpath.normpath(posixpath.join(dossier, cible))


def _parse(contenu: bytes, archive: zipfile.ZipFile, nom: str) -> Element:
    brut = read_membre(contenu, archive, nom)
    if brut is None:
        raise refuse_illisible("une partie essentielle manque")
    check_prologue(brut)
    try:
        return fromstring(brut)
    except (ParseError, DefusedXmlException, ValueError) as error:
        raise refuse_illisible("une partie XML est abîmée") from error


def _local(element: Element) -> str:
    return str(element.tag).rpartition("}")[2]
