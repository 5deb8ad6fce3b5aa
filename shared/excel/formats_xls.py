"""How an old binary workbook shows its numbers; read only when a cell asks it, as for an xlsx."""

import struct
from collections.abc import Collection, Iterator
from functools import cached_property

from shared.excel.cellules import FormatNombre, Formats
from shared.excel.formats import read_connu, read_format
from shared.excel.refus import refuse_illisible

_BOF, _EOF, _FORMAT, _XF = 0x0809, 0x000A, 0x041E, 0x00E0
_NUMBER, _RK, _FORMULA, _MULRK = 0x0203, 0x027E, 0x0006, 0x00BD
_FEUILLE, _BIFF8 = 0x0010, 0x0600


class StylesXls:
    """The formats of one workbook.

    :param flux: the stream of its records, already walked once.
    """

    def __init__(self, flux: bytes) -> None:
        self._flux = flux

    @cached_property
    def formats(self) -> list[FormatNombre]:
        """By number of style of cell."""
        codes: dict[int, str] = {}
        numeros: list[int] = []
        version = _BIFF8
        for genre, debut, taille in self._list_enregistrements():
            if genre == _BOF:
                version = self._read_mot(debut)
            elif genre == _FORMAT:
                codes[self._read_mot(debut)] = self._read_texte(debut + 2, taille - 2, version)
            elif genre == _XF:
                numeros.append(self._read_mot(debut + 2))
            elif genre == _EOF:
                break
        return [read_format(codes[numero]) if numero in codes else read_connu(numero) for numero in numeros]

    @property
    def devises(self) -> bool:
        """May some number be shown in another currency than the euro?"""
        return any(montree.devise for montree in self.formats)

    def read(self, rang: int, colonnes: Collection[int]) -> Formats:
        """The format of every number of some columns of a worksheet, by (row, column); ``rang``: its place, from 0."""
        feuille, lus = -1, dict[tuple[int, int], FormatNombre]()
        for genre, debut, taille in self._list_enregistrements():
            if genre == _BOF:
                feuille += self._read_mot(debut + 2) == _FEUILLE
            elif feuille == rang and genre in (_NUMBER, _RK, _FORMULA, _MULRK):
                ligne, premiere = self._read_mot(debut) + 1, self._read_mot(debut + 2) + 1
                nombre = (taille - 6) // 6 if genre == _MULRK else 1
                for place in (place for place in range(nombre) if premiere + place in colonnes):
                    style = self._read_mot(debut + 4 + 6 * place)
                    if style < len(self.formats):
                        lus[ligne, premiere + place] = self.formats[style]
        return lus

    def _list_enregistrements(self) -> Iterator[tuple[int, int, int]]:
        """(kind, place of the content, size) of each record."""
        place = 0
        while place + 4 <= len(self._flux):
            genre, taille = struct.unpack_from("<HH", self._flux, place)
            yield genre, place + 4, taille
            place += 4 + taille

    def _read_mot(self, place: int) -> int:
        try:
            (lu,) = struct.unpack_from("<H", self._flux, place)
        except struct.error as error:
            raise refuse_illisible("enregistrements incomplets") from error
        return int(lu)

    def _read_texte(self, debut: int, taille: int, version: int) -> str:
        """A code of format: one byte a sign, or two where the text says so; old versions know one byte only."""
        brut = self._flux[debut : debut + taille]
        if version != _BIFF8:
            return brut[1:].decode("cp1252", "replace")
        return brut[3:].decode("utf-16-le" if brut[2:3] == b"\1" else "latin-1", "replace")
