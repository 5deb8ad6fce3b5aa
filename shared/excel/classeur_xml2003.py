"""A workbook of Excel 2002-2003 in one XML text (SpreadsheetML), often named .xls: walked once, whole.

An element says its own place only when it does not follow the one before (``ss:Index``). No document type is accepted,
so no entity either, in whatever encoding the text is written.
"""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from functools import partial
from typing import NoReturn
from xml.parsers.expat import ExpatError, ParserCreate

from shared.excel.cellules import (
    Classeur,
    Feuille,
    FormatNombre,
    Formats,
    Fusion,
    Particularites,
    Rangee,
    Valeur,
    feuille_de_rangees,
)
from shared.excel.formats import read_format
from shared.excel.refus import COLONNES_MAX, check_zone, refuse_dangereux, refuse_illisible

ESPACE = "urn:schemas-microsoft-com:office:spreadsheet"
_EXCEL = "urn:schemas-microsoft-com:office:excel"
_RACINE = re.compile(rb"<(?:\w+:)?workbook\b")
_NOMBRE = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d{1,3})?")
_NOMMES = {"Fixed": "0.00", **dict.fromkeys(("Standard", "Currency", "Euro Currency"), "#,##0.00"), "Percent": "0.00%"}
"""Formats that this writing calls by a name; the currency of those is the reader's own."""


def is_xml2003(debut: bytes) -> bool:
    """Is it the start, in lower case, of a workbook of this format?"""
    return ESPACE.encode() in debut and _RACINE.search(debut) is not None


def open_xml2003(contenu: bytes) -> Classeur:
    """Every sheet, its values loaded now.

    :raises FichierRefuse: FICHIER_DANGEREUX (document type), FICHIER_TROP_GRAND, FICHIER_ILLISIBLE.
    """
    lecteur = _Lecteur()
    try:
        lecteur.parser.Parse(contenu.lstrip(b" \t\r\n"), True)
    except (ExpatError, LookupError, UnicodeError) as error:
        raise refuse_illisible("le texte XML est abîmé") from error
    return Classeur("xml2003", lambda: iter([lecteur.build(feuille) for feuille in lecteur.feuilles]))


@dataclass(slots=True)
class _Feuille:
    """What has been read so far of one sheet. ``styles``: that of each cell, row or column; 0 stands for the whole."""

    nom: str
    masquee: bool = False
    rangees: list[Rangee] = field(default_factory=list)
    fusions: list[Fusion] = field(default_factory=list)
    lignes_masquees: set[int] = field(default_factory=set)
    colonnes_masquees: set[int] = field(default_factory=set)
    formules_sans_valeur: set[tuple[int, int]] = field(default_factory=set)
    erreurs: dict[tuple[int, int], str] = field(default_factory=dict)
    styles: dict[tuple[int, int], str] = field(default_factory=dict)

    def read_formats(self, formats: Mapping[str, FormatNombre], colonnes: Collection[int]) -> Formats:
        """How the cells of some columns are shown: by their own style, else that of their row, else of their column."""
        lus = {}
        for ligne, rangee in enumerate(self.rangees, 1):
            for colonne in (place for place in colonnes if place <= len(rangee)):
                lieux = ((ligne, colonne), (ligne, 0), (0, colonne))
                style = next((self.styles[lieu] for lieu in lieux if lieu in self.styles), "Default")
                lus[ligne, colonne] = formats.get(style, read_format(""))
        return lus


class _Lecteur:
    """Walks the elements; the place of a cell is counted, or written."""

    def __init__(self) -> None:
        self.feuilles: list[_Feuille] = []
        self.formats: dict[str, FormatNombre] = {}
        self.epoque_1904 = False
        self.parser = ParserCreate(namespace_separator=" ")
        self.parser.StartDoctypeDeclHandler = self.parser.EntityDeclHandler = _refuse_doctype
        self.parser.StartElementHandler, self.parser.EndElementHandler = self._start, self._end
        self.parser.CharacterDataHandler = self._text
        self._style = ""
        self._ligne = self._suivante = self._colonne = self._prochaine = self._rang = 0
        self._formule = self._note = False
        self._type: str | None = None
        self._texte: list[str] | None = None

    def build(self, feuille: _Feuille) -> Feuille:
        """One sheet, once the whole text is read."""
        return feuille_de_rangees(
            feuille.nom,
            feuille.rangees,
            masquee=feuille.masquee,
            fusions=tuple(feuille.fusions),
            particularites=Particularites(
                frozenset(feuille.lignes_masquees),
                frozenset(feuille.colonnes_masquees),
                frozenset(feuille.formules_sans_valeur),
                feuille.erreurs,
            ),
            epoque_1904=self.epoque_1904,
            read_formats=partial(feuille.read_formats, self.formats),
            devises=any(montree.devise for montree in self.formats.values()),
        )

    def _start(self, nom: str, details: dict[str, str]) -> None:
        espace, _, local = nom.rpartition(" ")
        dits = {cle.rpartition(" ")[2]: valeur for cle, valeur in details.items()}
        if espace == ESPACE and local in _ELEMENTS and (self.feuilles or local in _HORS_FEUILLE):
            _ELEMENTS[local](self, dits)
        elif espace == _EXCEL and local == "Visible":
            self._texte = []
        elif espace == _EXCEL and local == "Date1904":
            self.epoque_1904 = True

    def _text(self, texte: str) -> None:
        if self._texte is not None:
            self._texte.append(texte)

    def _end(self, nom: str) -> None:
        espace, _, local = nom.rpartition(" ")
        if espace == _EXCEL and local == "Visible" and self._texte is not None and self.feuilles:
            self.feuilles[-1].masquee |= "".join(self._texte).strip() in ("SheetHidden", "SheetVeryHidden")
            self._texte = None
        elif espace == ESPACE and local == "Comment":
            self._note = False
        elif espace == ESPACE and local == "Data" and self._texte is not None:
            self._end_valeur("".join(self._texte))
            self._texte = None
        elif espace == ESPACE and local == "Cell" and self._formule and self.feuilles:
            self.feuilles[-1].formules_sans_valeur.add((self._ligne, self._colonne))

    def _start_style(self, dits: dict[str, str]) -> None:
        self._style = dits.get("ID", "")
        self.formats[self._style] = self.formats.get(dits.get("Parent", "Default"), read_format(""))

    def _start_format(self, dits: dict[str, str]) -> None:
        code = dits.get("Format", "")
        self.formats[self._style] = read_format(_NOMMES.get(code, code))

    def _start_feuille(self, dits: dict[str, str]) -> None:
        self.feuilles.append(_Feuille(dits.get("Name", "")))
        self._suivante = self._rang = 1

    def _start_colonne(self, dits: dict[str, str]) -> None:
        premiere = _read_entier(dits, "Index", self._rang)
        self._rang = premiere + _read_entier(dits, "Span", 0) + 1
        check_zone(1, premiere, self.feuilles[-1].nom)
        places = range(premiere, min(self._rang, COLONNES_MAX + 1))
        if dits.get("Hidden") == "1":
            self.feuilles[-1].colonnes_masquees.update(places)
        if "StyleID" in dits:
            self.feuilles[-1].styles.update({(0, place): dits["StyleID"] for place in places})

    def _start_rangee(self, dits: dict[str, str]) -> None:
        feuille = self.feuilles[-1]
        self._ligne = max(_read_entier(dits, "Index", self._suivante), 1)
        self._suivante = self._ligne + _read_entier(dits, "Span", 0) + 1
        self._prochaine = 1
        if dits.get("Hidden") == "1":
            feuille.lignes_masquees.add(self._ligne)
        if "StyleID" in dits:
            feuille.styles[self._ligne, 0] = dits["StyleID"]

    def _start_cellule(self, dits: dict[str, str]) -> None:
        feuille = self.feuilles[-1]
        self._colonne = max(_read_entier(dits, "Index", self._prochaine), 1)
        droite, bas = (_read_entier(dits, nom, 0) for nom in ("MergeAcross", "MergeDown"))
        self._prochaine = self._colonne + droite + 1
        self._formule = "Formula" in dits
        if droite or bas:
            check_zone(self._ligne + bas, self._colonne + droite, feuille.nom)
            feuille.fusions.append(Fusion(self._ligne, self._colonne, self._ligne + bas, self._colonne + droite))
        if "StyleID" in dits:
            feuille.styles[self._ligne, self._colonne] = dits["StyleID"]
        if self._formule:
            self._write("")

    def _start_note(self, _dits: dict[str, str]) -> None:
        self._note = True

    def _start_valeur(self, dits: dict[str, str]) -> None:
        if not self._note:
            self._type, self._texte = dits.get("Type"), []

    def _end_valeur(self, texte: str) -> None:
        if not texte.strip():
            return
        self._formule = False
        if self._type == "Error":
            self.feuilles[-1].erreurs[self._ligne, self._colonne] = texte.strip()
        self._write("" if self._type == "Error" else _read_valeur(self._type, texte))

    def _write(self, valeur: Valeur) -> None:
        feuille = self.feuilles[-1]
        check_zone(self._ligne, self._colonne, feuille.nom)
        feuille.rangees += [[] for _ in range(self._ligne - len(feuille.rangees))]
        rangee = feuille.rangees[self._ligne - 1]
        rangee += [""] * (self._colonne - len(rangee))
        rangee[self._colonne - 1] = valeur


_HORS_FEUILLE = frozenset({"Style", "NumberFormat", "Worksheet"})
_ELEMENTS = {
    "Style": _Lecteur._start_style,
    "NumberFormat": _Lecteur._start_format,
    "Worksheet": _Lecteur._start_feuille,
    "Column": _Lecteur._start_colonne,
    "Row": _Lecteur._start_rangee,
    "Cell": _Lecteur._start_cellule,
    "Comment": _Lecteur._start_note,
    "Data": _Lecteur._start_valeur,
}


def _refuse_doctype(*_details: object) -> NoReturn:
    raise refuse_dangereux("une partie XML déclare un type de document ou des entités")


def _read_entier(dits: Mapping[str, str], nom: str, sinon: int) -> int:
    """A place or a span, bounded: a text may declare any."""
    dit = dits.get(nom, "")
    return int(dit) if dit.isdecimal() and len(dit) < 8 else sinon


def _read_valeur(genre: str | None, texte: str) -> Valeur:
    """The value of a cell; what is not what its type promises stays as it is written."""
    net = texte.strip()
    if genre == "Number" and _NOMBRE.fullmatch(net):
        return float(net)
    if genre == "Boolean" and net in ("0", "1"):
        return net == "1"
    if genre == "DateTime":
        return _read_jour(net)
    return texte


def _read_jour(texte: str) -> date | datetime | time | str:
    try:
        instant = datetime.fromisoformat(texte)
    except ValueError:
        return texte
    if instant.year <= 1900:
        return instant.time()
    return instant.date() if instant.time() == time() else instant
