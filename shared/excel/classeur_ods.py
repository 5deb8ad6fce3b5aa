"""An OpenDocument spreadsheet: its content walked once for bounds and hidden parts, then read by calamine."""

import zipfile
from collections.abc import Collection, Iterator
from dataclasses import replace
from functools import partial
from xml.parsers.expat import ExpatError, ParserCreate

from python_calamine import CalamineWorkbook, SheetVisibleEnum

from shared.excel.archives import check_membres, check_prologue, read_blocs, read_membre
from shared.excel.calamine import feuille_calamine, open_calamine
from shared.excel.cellules import Classeur, Feuille, FormatNombre, Formats, Particularites
from shared.excel.formats import find_devise
from shared.excel.refus import check_zone, refuse_chiffre, refuse_illisible

_CONTENU = "content.xml"
_MANIFESTE = "META-INF/manifest.xml"


def open_ods(contenu: bytes, archive: zipfile.ZipFile) -> Classeur:
    """Check the content, then give the sheets.

    :raises FichierRefuse: encrypted, entities, repeated cells beyond the bounds, damaged parts.
    """
    if b"encryption-data" in (read_membre(contenu, archive, _MANIFESTE) or b""):
        raise refuse_chiffre()
    if _CONTENU not in archive.NameToInfo:
        raise refuse_illisible("une partie essentielle manque")
    check_membres(contenu, archive, sauf=frozenset({_CONTENU}))
    tables = _Tables()
    premier = True
    try:
        for bloc in read_blocs(contenu, archive.getinfo(_CONTENU)):
            if premier:
                check_prologue(bloc)
                premier = False
            tables.lecteur.Parse(bloc, False)
        tables.lecteur.Parse(b"", True)
    except ExpatError as error:
        raise refuse_illisible("une partie XML est abîmée") from error
    classeur = open_calamine(contenu)
    return Classeur("ods", lambda: _walk(classeur, tables))


def _walk(classeur: CalamineWorkbook, tables: "_Tables") -> Iterator[Feuille]:
    for fiche in classeur.sheets_metadata:
        feuille = feuille_calamine(
            classeur,
            fiche.name,
            masquee=fiche.visible is not SheetVisibleEnum.Visible,
            particularites=tables.relevees.get(fiche.name, Particularites()),
            epoque_1904=False,
        )
        montrees = tables.devises.get(fiche.name)
        yield replace(feuille, read_formats=partial(_get_formats, montrees), devises=True) if montrees else feuille


def _get_formats(montrees: Formats, colonnes: Collection[int]) -> Formats:
    return {place: montree for place, montree in montrees.items() if place[1] in colonnes}


class _Tables:
    """Walks content.xml: position of each cell, repeats included."""

    def __init__(self) -> None:
        self.relevees: dict[str, Particularites] = {}
        self.devises: dict[str, dict[tuple[int, int], FormatNombre]] = {}
        self.lecteur = ParserCreate()
        self.lecteur.StartElementHandler = self._start
        self.lecteur.EndElementHandler = self._end
        self.lecteur.CharacterDataHandler = self._text
        self._nom = ""
        self._ligne = self._colonne = self._repete_ligne = 0
        self._masquees: set[int] = set()
        self._formules: set[tuple[int, int]] = set()
        self._erreurs: dict[tuple[int, int], str] = {}
        self._cellule: dict[str, str] | None = None
        self._texte: list[str] = []

    def _start(self, nom: str, details: dict[str, str]) -> None:
        if nom == "table:table":
            self._nom, self._ligne = details.get("table:name", ""), 1
            self._masquees, self._formules, self._erreurs = set(), set(), {}
        elif nom == "table:table-row":
            self._repete_ligne, self._colonne = _repete(details, "table:number-rows-repeated"), 1
            if details.get("table:visibility") in ("collapse", "filter") and self._repete_ligne < 10_000:
                self._masquees.update(range(self._ligne, self._ligne + self._repete_ligne))
        elif nom in ("table:table-cell", "table:covered-table-cell"):
            self._cellule, self._texte = details, []

    def _text(self, texte: str) -> None:
        if self._cellule is not None:
            self._texte.append(texte)

    def _end(self, nom: str) -> None:
        if nom == "table:table":
            self.relevees[self._nom] = Particularites(
                frozenset(self._masquees), frozenset(), frozenset(self._formules), self._erreurs
            )
        elif nom == "table:table-row":
            self._ligne += self._repete_ligne
        elif nom in ("table:table-cell", "table:covered-table-cell") and self._cellule is not None:
            self._end_cellule(self._cellule, "".join(self._texte).strip())
            self._cellule = None

    def _end_cellule(self, details: dict[str, str], texte: str) -> None:
        repete = _repete(details, "table:number-columns-repeated")
        if texte or "office:value-type" in details or "table:formula" in details:
            derniere = self._colonne + repete - 1
            check_zone(self._ligne + self._repete_ligne - 1, derniere, self._nom)
            place = (self._ligne, self._colonne)
            if details.get("calcext:value-type") == "error":
                self._erreurs[place] = texte or "#ERREUR!"
            elif "table:formula" in details and not texte and "office:value" not in details:
                self._formules.add(place)
            elif details.get("office:value-type") in ("currency", "float"):
                self._note_devise(range(self._colonne, derniere + 1), details.get("office:currency", ""), texte)
        self._colonne += repete

    def _note_devise(self, colonnes: range, dite: str, texte: str) -> None:
        """The currency that a cell names, or shows, when it is not the euro."""
        devise = dite if dite not in ("", "EUR") else find_devise(texte)
        if devise is not None:
            lieux = ((self._ligne, colonne) for colonne in colonnes)
            self.devises.setdefault(self._nom, {}).update(dict.fromkeys(lieux, FormatNombre(None, devise)))


def _repete(details: dict[str, str], nom: str) -> int:
    texte = details.get(nom, "1")
    return int(texte) if texte.isdigit() and len(texte) < 10 else 1
