"""HTML tables, which several programs save under the name .xls: one sheet, tables one under the other."""

import re
from html.parser import HTMLParser

from shared.excel.cellules import Classeur, Fusion, Particularites, Rangee, feuille_de_rangees
from shared.excel.refus import COLONNES_MAX, LIGNES_MAX, check_zone, refuse_format
from shared.excel.textes import decode_texte

_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
_CACHE = re.compile(r"display\s*:\s*none|mso-hide", re.IGNORECASE)


def open_html(contenu: bytes, nom_feuille: str) -> Classeur:
    """Every table of the page, as one sheet.

    :raises FichierRefuse: FORMAT_NON_RECONNU without a table, FICHIER_TROP_GRAND.
    """
    lecteur = _Tableaux(nom_feuille)
    lecteur.feed(_decode(contenu))
    lecteur.close()
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


class _Tableaux(HTMLParser):
    """Collects rows, honouring colspan and rowspan."""

    def __init__(self, nom_feuille: str) -> None:
        super().__init__(convert_charrefs=True)
        self.nom_feuille = nom_feuille
        self.rangees: list[Rangee] = []
        self.fusions: list[Fusion] = []
        self.masquees: set[int] = set()
        self.vu = False
        self._rangee: Rangee | None = None
        self._texte: list[str] | None = None
        self._etendue = (1, 1)
        self._occupees: dict[int, int] = {}
        self._muet = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        details = {nom: valeur or "" for nom, valeur in attrs}
        if tag in ("script", "style"):
            self._muet += 1
        elif tag == "table":
            self.vu = True
        elif tag == "tr":
            self._end_rangee()
            self._rangee = []
            if "hidden" in details or _CACHE.search(details.get("style", "")):
                self.masquees.add(len(self.rangees) + 1)
        elif tag in ("td", "th"):
            self._end_cellule()
            if self._rangee is None:
                self._rangee = []
            self._texte = []
            self._etendue = (_nombre(details.get("colspan")), _nombre(details.get("rowspan")))
        elif tag == "br" and self._texte is not None:
            self._texte.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in ("script", "style"):
            self._muet = max(0, self._muet - 1)
        elif tag in ("td", "th"):
            self._end_cellule()
        elif tag in ("tr", "table", "thead", "tbody"):
            self._end_rangee()

    def handle_data(self, data: str) -> None:
        if self._texte is not None and not self._muet:
            self._texte.append(data)

    def close(self) -> None:
        super().close()
        self._end_rangee()

    def _end_cellule(self) -> None:
        if self._texte is None or self._rangee is None:
            return
        while self._occupees.get(len(self._rangee), 0) > 0:
            self._rangee.append("")
        largeur, hauteur = self._etendue
        colonne, ligne = len(self._rangee), len(self.rangees) + 1
        texte = re.sub(r"[ \t\r\n]+", " ", "".join(self._texte)).strip()
        self._rangee.extend([texte, *[""] * (largeur - 1)])
        if (largeur, hauteur) != (1, 1):
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
        self._occupees = {place: reste - 1 for place, reste in self._occupees.items() if reste > 1}
        check_zone(len(self.rangees), 1, self.nom_feuille)


def _nombre(texte: str | None) -> int:
    """A span, bounded: a page may declare any."""
    return max(1, min(int(texte), max(COLONNES_MAX + 1, 1), LIGNES_MAX)) if texte and texte.isdigit() else 1
