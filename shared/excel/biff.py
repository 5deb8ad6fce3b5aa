"""The records of an old binary workbook, walked once for what its values alone do not say."""

import struct
from dataclasses import dataclass, field

from shared.excel.cellules import Particularites
from shared.excel.refus import check_zone, refuse_chiffre, refuse_illisible

_BOF, _EOF, _FILEPASS, _DATEMODE = 0x0809, 0x000A, 0x002F, 0x0022
_ROW, _COLINFO = 0x0208, 0x007D
_FORMULA, _BOOLERR, _MULRK = 0x0006, 0x0205, 0x00BD
_VALEURS = frozenset({0x00FD, 0x0203, 0x027E, 0x0204, 0x00D6, _FORMULA, _BOOLERR})
_ERREURS = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
}
_FEUILLE = 0x0010


@dataclass(slots=True)
class _Releve:
    derniere_ligne: int = 0
    derniere_colonne: int = 0
    lignes_masquees: set[int] = field(default_factory=set)
    colonnes_masquees: set[int] = field(default_factory=set)
    formules_sans_valeur: set[tuple[int, int]] = field(default_factory=set)
    erreurs: dict[tuple[int, int], str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ReleveXls:
    """What the records say: one ``Particularites`` per worksheet, in their order in the stream."""

    epoque_1904: bool
    feuilles: tuple[Particularites, ...]


def read_enregistrements(flux: bytes) -> ReleveXls:
    """Walk the stream of a workbook.

    :raises FichierRefuse: FICHIER_CHIFFRE, FICHIER_TROP_GRAND, FICHIER_ILLISIBLE.
    """
    epoque = False
    releves: list[_Releve] = []
    courant: _Releve | None = None
    place, fin = 0, len(flux)
    try:
        while place + 4 <= fin:
            genre, taille = struct.unpack_from("<HH", flux, place)
            debut = place + 4
            place = debut + taille
            if courant is not None and genre in _VALEURS:
                _note_cellule(flux, genre, debut, courant, len(releves))
            elif genre == _BOF:
                courant = _Releve() if struct.unpack_from("<H", flux, debut + 2)[0] == _FEUILLE else None
                releves += [courant] if courant is not None else []
            elif genre == _FILEPASS:
                raise refuse_chiffre()
            elif genre == _DATEMODE:
                epoque = flux[debut] == 1
            elif courant is not None:
                _note_autre(flux, genre, debut, taille, courant, len(releves))
    except (struct.error, IndexError) as error:
        raise refuse_illisible("enregistrements incomplets") from error
    return ReleveXls(epoque, tuple(_freeze(releve) for releve in releves))


def _freeze(releve: _Releve) -> Particularites:
    return Particularites(
        frozenset(releve.lignes_masquees),
        frozenset(releve.colonnes_masquees),
        frozenset(releve.formules_sans_valeur),
        releve.erreurs,
    )


def _note_cellule(flux: bytes, genre: int, debut: int, releve: _Releve, rang: int) -> None:
    ligne, colonne = struct.unpack_from("<HH", flux, debut)
    _note_zone(releve, ligne, colonne, rang)
    if genre == _BOOLERR and flux[debut + 7]:
        releve.erreurs[(ligne + 1, colonne + 1)] = _ERREURS.get(flux[debut + 6], "#ERREUR!")
    elif genre == _FORMULA and flux[debut + 12 : debut + 14] == b"\xff\xff":
        resultat = flux[debut + 6]
        if resultat == 2:
            releve.erreurs[(ligne + 1, colonne + 1)] = _ERREURS.get(flux[debut + 8], "#ERREUR!")
        elif resultat == 3:
            releve.formules_sans_valeur.add((ligne + 1, colonne + 1))


def _note_autre(flux: bytes, genre: int, debut: int, taille: int, releve: _Releve, rang: int) -> None:
    if genre == _MULRK:
        (ligne,), (colonne,) = struct.unpack_from("<H", flux, debut), struct.unpack_from("<H", flux, debut + taille - 2)
        _note_zone(releve, ligne, colonne, rang)
    elif genre == _ROW and taille >= 16 and struct.unpack_from("<I", flux, debut + 12)[0] & 0x20:
        releve.lignes_masquees.add(struct.unpack_from("<H", flux, debut)[0] + 1)
    elif genre == _COLINFO and taille >= 10 and struct.unpack_from("<H", flux, debut + 8)[0] & 1:
        premiere, derniere = struct.unpack_from("<HH", flux, debut)
        releve.colonnes_masquees.update(range(premiere + 1, min(derniere, 255) + 2))


def _note_zone(releve: _Releve, ligne: int, colonne: int, rang: int) -> None:
    if ligne >= releve.derniere_ligne or colonne >= releve.derniere_colonne:
        releve.derniere_ligne = max(releve.derniere_ligne, ligne + 1)
        releve.derniere_colonne = max(releve.derniere_colonne, colonne + 1)
        check_zone(releve.derniere_ligne, releve.derniere_colonne, str(rang))
