"""HTML tables, which several programs save under the name .xls: one sheet, tables one under the other."""

import re
from html import unescape

from shared.excel.cellules import Classeur, Fusion, Particularites, Rangee, feuille_de_rangees
from shared.excel.refus import COLONNES_MAX, LIGNES_MAX, check_zone, refuse_format
from shared.excel.textes import decode_texte

_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
_CACHE = re.compile(r"display\s*:\s*none|\bhidden\b", re.IGNORECASE)
_MUET = re.compile(r"<!--|<script\b|<style\b", re.IGNORECASE)
_FIN_DE_MUET = {
    "<!--": re.compile(r"-->"),
    "<script": re.compile(r"</script\s*>", re.IGNORECASE),
    "<style": re.compile(r"</style\s*>", re.IGNORECASE),
}
_BALISE = re.compile(r"<(?P<fin>/?)(?P<nom>table|tr|td|th|br)\b(?P<details>[^>]*)>", re.IGNORECASE)
_AUTRE_BALISE = re.compile(r"<[a-zA-Z/!][^>]*>")
_ESPACES = re.compile(r"[ \t\r\n]+")


def open_html(contenu: bytes, nom_feuille: str) -> Classeur:
    """Every table of the page, as one sheet.

    :raises FichierRefuse: FORMAT_NON_RECONNU without a table, FICHIER_TROP_GRAND.
    """
    lecteur = _Tableaux(nom_feuille)
    lecteur.read(_strip_muets(_decode(contenu)))
    if not lecteur.vu:
        raise refuse_format("c’est une page HTML sans tableau")
    feuille = feuille_de_rangees(
        nom_feuille,
        lecteur.rangees,
        fusions=tuple(lecteur.fusions),
        particularites=Particularites(lignes_masquees=frozenset(lecteur.masquees)),
    )
    return Classeur("html", lambda: iter([feuille]))


def _decode(contenu: bytes) -> str:
    annonce = _CHARSET.search(contenu[:4096])
    if annonce and not contenu.startswith((b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")):
        try:
            return contenu.decode(annonce[1].decode())
        except (LookupError, UnicodeDecodeError):
            pass
    return decode_texte(contenu)


def _strip_muets(page: str) -> str:
    """Without comments, scripts and styles; one that never ends takes the rest of the page with it."""
    parties, place = [], 0
    while (debut := _MUET.search(page, place)) is not None:
        parties.append(page[place : debut.start()])
        fin = _FIN_DE_MUET[debut[0].lower()].search(page, debut.end())
        if fin is None:
            return "".join(parties)
        place = fin.end()
    return "".join([*parties, page[place:]])


class _Tableaux:
    """Collects rows, honouring colspan and rowspan; only the tags of tables are looked at, the rest is text."""

    def __init__(self, nom_feuille: str) -> None:
        self.nom_feuille = nom_feuille
        self.rangees: list[Rangee] = []
        self.fusions: list[Fusion] = []
        self.masquees: set[int] = set()
        self.vu = False
        self._rangee: Rangee | None = None
        self._texte: list[str] | None = None
        self._etendue = (1, 1)
        self._occupees: dict[int, int] = {}

    def read(self, page: str) -> None:
        place = 0
        for balise in _BALISE.finditer(page):
            if self._texte is not None:
                self._texte.append(page[place : balise.start()])
            place = balise.end()
            nom = balise["nom"].lower()
            if balise["fin"]:
                self._end(nom)
            else:
                self._start(nom, balise["details"])
        if self._texte is not None:
            self._texte.append(page[place:])
        self._end_rangee()

    def _start(self, nom: str, details: str) -> None:
        if nom == "table":
            self.vu = True
        elif nom == "tr":
            self._end_rangee()
            self._rangee = []
            if details and _CACHE.search(details):
                self.masquees.add(len(self.rangees) + 1)
        elif nom == "br":
            if self._texte is not None:
                self._texte.append(" ")
        else:
            self._end_cellule()
            if self._rangee is None:
                self._rangee = []
            self._texte = []
            self._etendue = (_read_etendue("colspan", details), _read_etendue("rowspan", details))

    def _end(self, nom: str) -> None:
        if nom in ("td", "th"):
            self._end_cellule()
        elif nom in ("tr", "table"):
            self._end_rangee()

    def _end_cellule(self) -> None:
        if self._texte is None or self._rangee is None:
            return
        while self._occupees and self._occupees.get(len(self._rangee), 0) > 0:
            self._rangee.append("")
        largeur, hauteur = self._etendue
        colonne, ligne = len(self._rangee), len(self.rangees) + 1
        texte = unescape(_AUTRE_BALISE.sub("", "".join(self._texte)))
        self._rangee.append(_ESPACES.sub(" ", texte).strip())
        if (largeur, hauteur) != (1, 1):
            self._rangee.extend([""] * (largeur - 1))
            self.fusions.append(Fusion(ligne, colonne + 1, ligne + hauteur - 1, colonne + largeur))
        if hauteur > 1:
            self._occupees.update(dict.fromkeys(range(colonne, colonne + largeur), hauteur))
        self._texte = None
        check_zone(ligne, len(self._rangee), self.nom_feuille)

    def _end_rangee(self) -> None:
        self._end_cellule()
        if self._rangee is None:
            return
        self.rangees.append(self._rangee)
        self._rangee = None
        if self._occupees:
            self._occupees = {place: reste - 1 for place, reste in self._occupees.items() if reste > 1}
        check_zone(len(self.rangees), 1, self.nom_feuille)


def _read_etendue(nom: str, details: str) -> int:
    """A span, bounded: a page may declare any."""
    lu = re.search(rf"{nom}\s*=\s*[\"']?(\d{{1,7}})", details, re.IGNORECASE) if details else None
    return max(1, min(int(lu[1]), COLONNES_MAX + 1 if nom == "colspan" else LIGNES_MAX)) if lu else 1
