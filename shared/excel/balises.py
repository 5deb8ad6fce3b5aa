"""The XML of an xlsx sheet, walked by blocks for what the values alone do not say.

Used range, hidden rows and columns, formulas without a computed value, error cells. Only byte searches and a few
regular expressions run over ordinary sheets, so that this costs a fraction of reading the values; a sheet whose cells
carry no address is counted cell by cell.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from shared.excel.archives import check_prologue
from shared.excel.cellules import Particularites, parse_adresse, rank_colonne
from shared.excel.refus import COLONNES_MAX, check_zone, refuse_illisible

_COLONNES_ORDINAIRES = 20
_VRAI = rb'\s%b=["\'](?:1|true)["\']'
_MASQUE = re.compile(_VRAI % b"hidden")
_RACINE = re.compile(rb"<(?:(\w+):)?worksheet\b")
_FAUX_ZERO = frozenset({"", "0"})
_LETTRES, _CHIFFRES = b"ABCDEFGHIJKLMNOPQRST", b"0123456789"
_SILHOUETTE = bytes.maketrans(_LETTRES + _CHIFFRES, b"A" * len(_LETTRES) + b"0" * len(_CHIFFRES))
"""Every letter of an ordinary column becomes A, every digit 0: ordinary addresses can then be counted."""
_LIGNE_ORDINAIRE = 5
"""Digits of a row number: with ordinary columns, whatever stands there is far within the bounds."""


@dataclass(slots=True)
class Releve:
    """What has been seen so far of one sheet."""

    derniere_ligne: int = 0
    derniere_colonne: int = _COLONNES_ORDINAIRES
    lignes_masquees: set[int] = field(default_factory=set)
    colonnes_masquees: set[int] = field(default_factory=set)
    formules_sans_valeur: set[tuple[int, int]] = field(default_factory=set)
    erreurs: dict[tuple[int, int], str] = field(default_factory=dict)

    def particularites(self) -> Particularites:
        return Particularites(
            frozenset(self.lignes_masquees),
            frozenset(self.colonnes_masquees),
            frozenset(self.formules_sans_valeur),
            self.erreurs,
        )


def read_particularites(blocs: Iterable[bytes], feuille: str, *, recalcul: bool) -> Particularites:
    """Walk one worksheet part.

    :param blocs: the inflated XML, by blocks of any size.
    :param recalcul: the workbook asks for a full calculation at opening, so a cached 0 was never computed.
    :raises FichierRefuse: FICHIER_DANGEREUX (document type), FICHIER_TROP_GRAND (used range).
    """
    releve = Releve()
    prefixe: bytes | None = None
    for morceau in cut_on_rows(blocs):
        if prefixe is None:
            check_prologue(morceau)
            racine = _RACINE.search(morceau)
            if racine is None:
                raise refuse_illisible("une feuille n’en est pas une")
            prefixe = racine[1] + b":" if racine[1] else b""
            _note_colonnes_masquees(morceau, prefixe, releve)
        _note_zone(morceau, prefixe, releve)
        check_zone(releve.derniere_ligne, releve.derniere_colonne, feuille)
        _note_masques(morceau, prefixe, releve)
        _note_formules(morceau, prefixe, releve, recalcul)
        _note_erreurs(morceau, prefixe, releve)
    return releve.particularites()


def cut_on_rows(blocs: Iterable[bytes]) -> Iterator[bytes]:
    """The same bytes, cut where a row ends, so that no cell is ever split."""
    reste: list[bytes] = []
    for bloc in blocs:
        fin = bloc.rfind(b"row>")
        if fin < 0:
            reste.append(bloc)
            continue
        yield b"".join([*reste, bloc[: fin + 4]])
        reste = [bloc[fin + 4 :]]
    dernier = b"".join(reste)
    if dernier:
        yield dernier


def _note_zone(morceau: bytes, prefixe: bytes, releve: Releve) -> None:
    """Last row and column used, by any cell, even one that only carries a style."""
    cellule = b"<" + prefixe + b"c"
    if _is_ordinaire(morceau, cellule):
        debut = morceau.rfind(cellule)
        repere = _find_adresse(morceau[debut : morceau.find(b">", debut)])
        releve.derniere_ligne = max(releve.derniere_ligne, repere[0] if repere else 0)
        return
    cellules = morceau.count(cellule + b" ") + morceau.count(cellule + b">")
    if not cellules:
        return
    rangees = morceau.count(b"<" + prefixe + b"row")
    if morceau.count(b' r="') < cellules + rangees:
        _count_cellules(morceau, prefixe, releve)
        return
    releve.derniere_ligne = max(releve.derniere_ligne, _find_derniere_ligne(morceau, prefixe, rangees))
    inhabituelle = _find_inhabituelles(len(str(releve.derniere_ligne)))
    for trouvee in inhabituelle.finditer(morceau):
        if trouvee[1]:
            _count_cellules(morceau, prefixe, releve)
            return
        releve.derniere_colonne = max(releve.derniere_colonne, rank_colonne(trouvee[2].decode()))
        if releve.derniere_colonne > COLONNES_MAX:
            return


def _is_ordinaire(morceau: bytes, cellule: bytes) -> bool:
    """Does every cell carry its address first, in columns A to T and rows of five digits at most?"""
    silhouette = morceau.translate(_SILHOUETTE)
    debut = cellule + b' r="A'
    cellules = silhouette.count(cellule.translate(_SILHOUETTE))
    return bool(cellules) and (
        silhouette.count((debut + b"0").translate(_SILHOUETTE)) == cellules
        and debut.translate(_SILHOUETTE) + b"0" * (_LIGNE_ORDINAIRE + 1) not in silhouette
    )


@lru_cache(maxsize=16)
def _find_inhabituelles(chiffres: int) -> re.Pattern[bytes]:
    """Addresses whose row has more digits than the last one declared (1), or beyond column T (2)."""
    return re.compile(rb'r="(?:[A-Z]{1,3}(\d{%d,9})|([A-Z]{2,3}|[U-Z])\d)' % (chiffres + 1))


def _find_derniere_ligne(morceau: bytes, prefixe: bytes, rangees: int) -> int:
    """The largest number of the rows that hold a cell (an empty row only carries a height)."""
    utile = morceau[: morceau.rfind(b"<" + prefixe + b"c")]
    numeros = re.findall(rb'<%brow r="(\d{1,9})"' % prefixe, utile)
    if len(numeros) != rangees:
        numeros = re.findall(rb'<%brow\b[^>]*?\sr="(\d{1,9})"' % prefixe, utile)
    return max(map(int, numeros), default=0)


def _count_cellules(morceau: bytes, prefixe: bytes, releve: Releve) -> None:
    """The slow way, for a sheet whose rows or cells have no address or contradict themselves."""
    jeton = re.compile(rb"<%b(row|c)\b([^>]*)>" % prefixe)
    attribut = re.compile(rb'\sr\s*=\s*["\']\s*([A-Z]*)(\d+)\s*["\']')
    ligne, colonne = releve.derniere_ligne, 0
    for trouve in jeton.finditer(morceau):
        lu = attribut.search(trouve[2])
        if trouve[1] == b"row":
            ligne, colonne = (int(lu[2]) if lu else ligne + 1), 0
            continue
        colonne = rank_colonne(lu[1].decode()) if lu else colonne + 1
        ligne = int(lu[2]) if lu else ligne
        releve.derniere_ligne = max(releve.derniere_ligne, ligne)
        releve.derniere_colonne = max(releve.derniere_colonne, colonne)
        if releve.derniere_colonne > COLONNES_MAX:
            return


def _note_colonnes_masquees(morceau: bytes, prefixe: bytes, releve: Releve) -> None:
    entete = morceau[: morceau.find(b"<" + prefixe + b"sheetData")]
    for colonne in re.finditer(rb"<%bcol\b([^>]*)>" % prefixe, entete):
        bornes = re.search(rb'\bmin=["\'](\d+)', colonne[1]), re.search(rb'\bmax=["\'](\d+)', colonne[1])
        if _MASQUE.search(colonne[1]) and bornes[0] and bornes[1]:
            dernier = min(int(bornes[1][1]), COLONNES_MAX)
            releve.colonnes_masquees.update(range(int(bornes[0][1]), dernier + 1))


def _note_masques(morceau: bytes, prefixe: bytes, releve: Releve) -> None:
    balise = b"<" + prefixe + b"row"
    place = morceau.find(b" hidden=")
    while place >= 0:
        debut = morceau.rfind(b"<", 0, place)
        fin = morceau.find(b">", place)
        if morceau.startswith(balise, debut) and _MASQUE.match(morceau, place):
            numero = re.search(rb'\sr="(\d+)"', morceau[debut:fin])
            if numero:
                releve.lignes_masquees.add(int(numero[1]))
        place = morceau.find(b" hidden=", fin)


def _note_formules(morceau: bytes, prefixe: bytes, releve: Releve, recalcul: bool) -> None:
    place = morceau.find(b"<" + prefixe + b"f")
    valeur = re.compile(rb"<%bv\b[^>]*>([^<]*)</" % prefixe)
    while place >= 0:
        fin = morceau.find(b"</" + prefixe + b"c>", place)
        debut = morceau.rfind(b"<" + prefixe + b"c", 0, place)
        balise = morceau[debut:place]
        repere = _find_adresse(balise)
        lu = valeur.search(morceau, place, fin) if fin > 0 else None
        cache = lu[1].decode().strip() if lu else ""
        texte_vide = lu is not None and b't="str"' in balise
        if repere and not texte_vide and (not cache or (recalcul and cache in _FAUX_ZERO)):
            releve.formules_sans_valeur.add(repere)
        place = morceau.find(b"<" + prefixe + b"f", max(fin, place + 1))


def _note_erreurs(morceau: bytes, prefixe: bytes, releve: Releve) -> None:
    valeur = re.compile(rb"<%bv\b[^>]*>([^<]*)</" % prefixe)
    place = morceau.find(b' t="e"')
    while place >= 0:
        repere = _find_adresse(morceau[morceau.rfind(b"<", 0, place) : morceau.find(b">", place)])
        lu = valeur.search(morceau, place, place + 20_000)
        if repere:
            releve.erreurs[repere] = lu[1].decode() if lu else "#ERREUR!"
        place = morceau.find(b' t="e"', place + 1)


def _find_adresse(balise: bytes) -> tuple[int, int] | None:
    lu = re.search(rb'\sr="([A-Z]{1,3}\d{1,7})"', balise)
    return parse_adresse(lu[1].decode()) if lu else None
