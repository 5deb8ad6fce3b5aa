"""CSV in any usual encoding and separator: the encoding is the one under which the text reads as French."""

import csv
import io
import re
from collections import Counter

from shared.excel.cellules import Classeur, Rangee, feuille_de_rangees
from shared.excel.refus import check_zone, refuse_format, refuse_vide

SEPARATEURS = ";\t,|"
_ANCIENS = ("cp1252", "mac_roman", "cp850")
_FRANCAIS = frozenset("éèêëàâçôûùîïœÉÈÀÇ°€’«»²")
_ECHANTILLON = 200
_LIGNE_MAX = 20_000


def decode_texte(contenu: bytes) -> str:
    """Bytes to text, in the encoding of ``find_codage``."""
    return contenu.decode(find_codage(contenu), errors="replace")


def find_codage(contenu: bytes) -> str:
    """BOM, then UTF-16 without BOM, then UTF-8, then the older encodings by their French letters."""
    for marque, codage in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if contenu.startswith(marque):
            return codage
    if b"\0" in contenu[:2000]:
        grand = contenu[:200:2].count(0) > contenu[1:200:2].count(0)
        return "utf-16-be" if grand else "utf-16-le"
    try:
        contenu.decode("utf-8")
    except UnicodeDecodeError:
        hauts = bytes(octet for octet in contenu[:200_000] if octet > 127)
        return max(_ANCIENS, key=lambda codage: _score_francais(hauts.decode(codage, errors="replace")))
    return "utf-8"


def _score_francais(texte: str) -> int:
    return sum(3 if lettre in _FRANCAIS else (0 if lettre.isspace() else -1) for lettre in texte)


def open_csv(contenu: bytes, nom_feuille: str) -> Classeur:
    """A text table as a workbook of one sheet, every value a string.

    :raises FichierRefuse: FICHIER_VIDE, FORMAT_NON_RECONNU for prose, FICHIER_TROP_GRAND.
    """
    texte = decode_texte(contenu)
    if not texte.strip("\ufeff \t\r\n\0"):
        raise refuse_vide()
    annonce = re.match(r"sep=(.)\r?\n", texte)
    separateur = annonce[1] if annonce else find_separateur(texte)
    if separateur is None:
        raise refuse_format("c’est du texte, sans colonnes")
    rangees: list[Rangee] = []
    largeur = 0
    try:
        for cellules in csv.reader(io.StringIO(texte, newline=""), delimiter=separateur):
            rangees.append(list(cellules))
            largeur = max(largeur, len(cellules))
            check_zone(len(rangees), largeur, nom_feuille)
    except csv.Error as error:
        raise refuse_format("les colonnes du texte ne se lisent pas") from error
    feuille = feuille_de_rangees(nom_feuille, rangees)
    return Classeur("csv", lambda: iter([feuille]))


def find_separateur(texte: str) -> str | None:
    """The mark that cuts most of the first lines into the same number of cells, two at least."""
    lignes = [ligne[:_LIGNE_MAX] for ligne in texte[:200_000].splitlines()[:_ECHANTILLON] if ligne.strip()]
    notes = {}
    for marque in SEPARATEURS:
        largeurs = Counter(len(cellules) for cellules in csv.reader(lignes, delimiter=marque) if len(cellules) > 1)
        if largeurs:
            largeur, nombre = max(largeurs.items(), key=lambda paire: (paire[1] * (paire[0] - 1), paire[0]))
            notes[marque] = (nombre * (largeur - 1), largeur)
    if not notes:
        return None
    marque = max(notes, key=lambda cle: notes[cle])
    prose = marque == "," and notes[marque][1] < 3 and notes[marque][0] < len(lignes)
    return None if prose else marque
