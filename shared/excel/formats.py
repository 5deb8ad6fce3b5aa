"""How an xlsx workbook shows its numbers: with how many decimals, in which currency. Read only when a cell asks it."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from html import unescape
from xml.etree.ElementTree import Element

from openpyxl.styles.numbers import BUILTIN_FORMATS

from shared.excel.balises import cut_on_rows
from shared.excel.cellules import FormatNombre, name_colonne, rank_colonne

_CODES = re.compile(rb'formatCode="([^"]*)"')
_MONNAIE = re.compile(r"\[\$([^\]-]*)(?:-[^\]]*)?\]")
_CROCHETS = re.compile(r"\[[^\]]*\]")
_LITTERAL = re.compile(r'"([^"]*)"|\\(.)|[_*].')
_DECIMALES = re.compile(r"[0#?]*[0#?,]*\.([0#?]+)$|[0#?,]*[0#?]()$")
_DEVISES = re.compile(r"\$|£|¥|\b(?:chf|sfr|fr|francs?|usd|gbp|jpy|cad|aud|mad|xpf|xof|xaf|cfa)\b", re.I)
_LIBRES = frozenset({"", "general", "standard", "@"})
_CELLULE = re.compile(rb"<(?:\w+:)?c\b([^>]*)>")
_LIEU = re.compile(rb'\br="([A-Z]{1,3})(\d{1,7})"')
_STYLE = re.compile(rb'\bs="(\d{1,6})"')


@dataclass(frozen=True, slots=True)
class Styles:
    """The formats of a workbook, by number of style of cell."""

    formats: Sequence[FormatNombre]

    def read(self, blocs: Iterable[bytes], colonnes: Collection[int]) -> Mapping[tuple[int, int], FormatNombre]:
        """The format of every cell of some columns of a sheet, by (row, column).

        :param blocs: the inflated XML of the sheet, by blocks of any size.
        """
        lettres = {name_colonne(colonne).encode(): colonne for colonne in colonnes}
        trouves: dict[tuple[int, int], FormatNombre] = {}
        for morceau in cut_on_rows(blocs):
            for cellule in _CELLULE.finditer(morceau):
                lieu = _LIEU.search(cellule[1])
                if lieu is None or lieu[1] not in lettres:
                    continue
                style = _STYLE.search(cellule[1])
                rang = int(style[1]) if style else 0
                if rang < len(self.formats):
                    trouves[int(lieu[2]), rank_colonne(lieu[1].decode())] = self.formats[rang]
        return trouves


def find_devise(montre: str) -> str | None:
    """The currency other than the euro in what a cell shows (``390,00 CHF``), None where there is none."""
    lu = _DEVISES.search(montre)
    return None if lu is None else lu[0]


def has_devises(brut: bytes) -> bool:
    """May some number of the workbook be shown in another currency than the euro?

    :param brut: the XML of its styles.
    """
    return any(read_format(unescape(code.decode("utf-8", "replace"))).devise for code in set(_CODES.findall(brut)))


def read_styles(racine: Element) -> Styles:
    """The formats of each style of cell of a workbook."""
    codes = {
        int(numero): element.get("formatCode", "")
        for element in racine.iter()
        if _local(element) == "numFmt" and (numero := element.get("numFmtId", "")).isdecimal()
    }
    styles = next((element for element in racine.iter() if _local(element) == "cellXfs"), None)
    numeros = [int(xf.get("numFmtId", "0") or 0) for xf in styles if _local(xf) == "xf"] if styles is not None else []
    return Styles([read_format(codes.get(numero, "")) if numero in codes else read_connu(numero) for numero in numeros])


def read_connu(numero: int) -> FormatNombre:
    """A format that every spreadsheet has; the currency of those is the reader's own."""
    return read_format(BUILTIN_FORMATS.get(numero, "General"))._replace(devise=None)


@lru_cache(maxsize=1000)
def read_format(code: str) -> FormatNombre:
    """What a code of format shows: ``#,##0.00\\ "CHF"`` → two decimals, in CHF."""
    section = _cut_section(code)
    if section.casefold() in _LIBRES:
        return FormatNombre(None, None, libre=True)
    litteraux = [*_MONNAIE.findall(section), *(a or b for a, b in _LITTERAL.findall(section))]
    nu = _CROCHETS.sub("", _LITTERAL.sub("", section))
    litteraux.append("".join(signe for signe in nu if signe in "$£¥"))
    devise = next((net for texte in litteraux if _DEVISES.search(net := texte.strip())), None)
    nombre = _DECIMALES.fullmatch("".join(signe for signe in nu if signe not in " $£¥€+-()\u00a0\u202f"))
    if nombre is None:
        return FormatNombre(None, devise)
    return FormatNombre(len(nombre[1] or ""), devise)


def _cut_section(code: str) -> str:
    """The part of a code that shows positive numbers."""
    dedans, echappe = False, False
    for place, signe in enumerate(code):
        if echappe:
            echappe = False
        elif signe == '"':
            dedans = not dedans
        elif signe == "\\" and not dedans:
            echappe = True
        elif signe == ";" and not dedans:
            return code[:place]
    return code


def _local(element: Element) -> str:
    return str(element.tag).rpartition("}")[2]
