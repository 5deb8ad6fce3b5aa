"""The exchange tables of charges, CSV with ``;`` or a workbook: every fault kept with its line, all in one pass.

``read_table`` gives rows; a ``Lecteur`` reads one cell after the other and, instead of stopping at the first fault,
notes it and gives ``None``. The caller ends with ``refuse_fautes``, which raises once for all of them.
"""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation

from services.charges.postes.recuperation import TauxInvalide, check_taux
from shared.errors import InvalidError
from shared.excel.mots import normalise
from shared.excel.ouverture import OLE, open_classeur
from shared.montants import MontantInvalide, parse_montant


@dataclass(frozen=True, slots=True)
class Fichier:
    """A file as received: its name, for the messages, and its bytes."""

    nom: str
    contenu: bytes


@dataclass(frozen=True, slots=True)
class Faute:
    """One thing to correct: in which file, on which line (the header is line 1; ``None`` is the whole file)."""

    fichier: str
    ligne: int | None
    message: str

    @property
    def ou(self) -> str:
        """Where it is, as a person says it."""
        return f"{self.fichier}, ligne {self.ligne}" if self.ligne else self.fichier


@dataclass(frozen=True, slots=True)
class Ligne:
    """One row of a table, as text, with its number in the file."""

    numero: int
    cellules: dict[str, str]


@dataclass(frozen=True, slots=True)
class Table:
    """A file as read: its name, its columns in order, its rows that are not blank."""

    fichier: str
    colonnes: tuple[str, ...]
    lignes: tuple[Ligne, ...]


def refuse_fautes(fautes: Iterable[Faute]) -> None:
    """Do nothing without a fault.

    :raises InvalidError: naming every fault; ``fautes`` carries them as data.
    """
    liste = [{"ou": faute.ou, "message": faute.message} for faute in fautes]
    if liste:
        nombre = "Une faute est à corriger" if len(liste) == 1 else f"{len(liste)} fautes sont à corriger"
        raise InvalidError(f"{nombre} ; rien n’a été écrit.", code="FICHIER_INVALIDE", fautes=liste)


def read_table(
    fichier: Fichier, attendues: Sequence[str], fautes: list[Faute], *, facultatives: Sequence[str] = ()
) -> Table:
    """Read a CSV with ``;`` in UTF-8, with or without BOM, or the first sheet of a workbook.

    ``attendues`` are the columns that must be there, ``facultatives`` those that may; others are kept. Faults of form
    are added to ``fautes``, and the table is then empty, so that nothing is said about rows that could not be read.
    """
    vide = Table(fichier.nom, (), ())
    try:
        lignes = [(numero, cellules) for numero, cellules in _read_lignes(fichier) if cellules]
    except (InvalidError, UnicodeDecodeError, csv.Error) as error:
        message = (
            error.detail if isinstance(error, InvalidError) else "n’est pas un CSV en UTF-8 : enregistrez-le ainsi."
        )
        fautes.append(Faute(fichier.nom, None, message))
        return vide
    if not lignes:
        fautes.append(Faute(fichier.nom, None, "est vide : la première ligne doit porter les noms des colonnes."))
        return vide
    (numero, titres), *corps = lignes
    colonnes = _name_columns(titres, (*attendues, *facultatives))
    mauvais = _check_colonnes(fichier, numero, colonnes, attendues)
    mauvais = mauvais or _check_largeurs(fichier.nom, len(colonnes), corps)
    fautes.extend(mauvais)
    if mauvais:
        return vide
    return Table(
        fichier.nom, tuple(colonnes), tuple(Ligne(n, _name_cells(colonnes, cellules)) for n, cellules in corps)
    )


def _read_lignes(fichier: Fichier) -> Iterator[tuple[int, list[str]]]:
    """Rows as text with their number; a workbook is known by its first bytes, whatever its name."""
    if _is_classeur(fichier):
        feuille = next(iter(open_classeur(fichier.contenu, fichier.nom).feuilles()))
        yield from ((numero, _trim([_write_cell(valeur) for valeur in rangee])) for numero, rangee in feuille.lignes())
        return
    lecteur = csv.reader(io.StringIO(fichier.contenu.decode("utf-8-sig"), newline=""), delimiter=";")
    debut = 1
    for cellules in lecteur:
        yield debut, _trim([cellule.strip() for cellule in cellules])
        debut = lecteur.line_num + 1


def _is_classeur(fichier: Fichier) -> bool:
    return fichier.contenu.startswith((b"PK", OLE))


def _trim(cellules: list[str]) -> list[str]:
    """Without the empty cells that a spreadsheet leaves at the end of a row."""
    while cellules and not cellules[-1]:
        cellules.pop()
    return cellules


def _write_cell(valeur: object) -> str:
    """The cell of a workbook as it would stand in the CSV."""
    if isinstance(valeur, bool):
        return "oui" if valeur else "non"
    if isinstance(valeur, float) and valeur.is_integer():
        return str(int(valeur))
    if isinstance(valeur, datetime):
        return valeur.date().isoformat()
    return str(valeur).strip()


def _name_columns(titres: list[str], connues: Iterable[str]) -> list[str]:
    """The name each title stands for: « Dépôt de garantie » is ``depot_garantie``, « Bail » is ``bail``.

    A title that says no name of ours stays as it stands: it may be a clé or a poste.
    """
    propres = {_flatten_titre(nom): nom for nom in connues if nom not in titres}
    return [propres.get(_flatten_titre(titre), titre) for titre in titres]


def _flatten_titre(titre: str) -> str:
    return " ".join(mot for mot in normalise(titre).split() if mot != "de")


def _name_cells(colonnes: list[str], cellules: list[str]) -> dict[str, str]:
    completes = cellules + [""] * (len(colonnes) - len(cellules))
    return dict(zip(colonnes, completes, strict=False))


def _check_colonnes(fichier: Fichier, numero: int, colonnes: list[str], attendues: Iterable[str]) -> list[Faute]:
    manquantes = [colonne for colonne in attendues if colonne not in colonnes]
    doubles = sorted({colonne for colonne in colonnes if colonnes.count(colonne) > 1})
    fautes = []
    if manquantes:
        noms = ", ".join(f"« {colonne} »" for colonne in manquantes)
        separateur = "" if _is_classeur(fichier) else " (séparateur attendu : point-virgule)"
        fautes.append(Faute(fichier.nom, numero, f"il manque la colonne {noms}{separateur}."))
    if doubles:
        noms = ", ".join(f"« {colonne} »" for colonne in doubles)
        fautes.append(Faute(fichier.nom, numero, f"la colonne {noms} apparaît deux fois : gardez-en une."))
    return fautes


def _check_largeurs(fichier: str, largeur: int, corps: list[tuple[int, list[str]]]) -> list[Faute]:
    return [
        Faute(fichier, numero, f"{len(cellules)} cellules pour {largeur} colonnes : un point-virgule est en trop.")
        for numero, cellules in corps
        if len(cellules) > largeur
    ]


def parse_jour(texte: str) -> date:
    """A day written ``AAAA-MM-JJ`` or ``JJ/MM/AAAA``.

    :raises ValueError: neither form, or a day that does not exist.
    """
    parts = texte.split("/")
    return date.fromisoformat(f"{parts[2]}-{parts[1].zfill(2)}-{parts[0].zfill(2)}" if len(parts) == 3 else texte)


@dataclass(frozen=True, slots=True)
class Lecteur:
    """Reads the cells of one row; a cell that cannot be read adds a fault and gives ``None``."""

    table: Table
    ligne: Ligne
    fautes: list[Faute]

    def refuse(self, message: str) -> None:
        """Note a fault on this row."""
        self.fautes.append(Faute(self.table.fichier, self.ligne.numero, message))

    def read_texte(self, colonne: str) -> str | None:
        """The text of a cell that must not be empty."""
        texte = self.ligne.cellules[colonne]
        if not texte:
            self.refuse(f"la colonne « {colonne} » est vide.")
        return texte or None

    def read_montant(self, colonne: str) -> int | None:
        """An amount in euros, as centimes."""
        try:
            return parse_montant(self.ligne.cellules[colonne])
        except MontantInvalide:
            self._refuse_cellule(colonne, "n’est pas un montant en euros (exemple : 1234.56).")
        return None

    def read_date(self, colonne: str) -> date | None:
        """A date written AAAA-MM-JJ or JJ/MM/AAAA."""
        try:
            return parse_jour(self.ligne.cellules[colonne])
        except ValueError:
            self._refuse_cellule(colonne, "n’est pas une date (forme attendue : 2025-12-31).")
        return None

    def read_taux(self, colonne: str) -> Decimal | None:
        """A rate in percent, 0 to 100."""
        try:
            return check_taux(Decimal(self.ligne.cellules[colonne].replace(",", ".")))
        except (InvalidOperation, TauxInvalide):
            self._refuse_cellule(colonne, "n’est pas un taux (attendu : un nombre entre 0 et 100).")
        return None

    def read_entier(self, colonne: str, *, vide: int | None = None) -> int | None:
        """A whole number, zero or more; an empty cell gives ``vide``, or is a fault when ``vide`` is ``None``."""
        texte = self.ligne.cellules[colonne]
        if not texte and vide is not None:
            return vide
        if texte.isascii() and texte.isdigit():
            return int(texte)
        self._refuse_cellule(colonne, "n’est pas un nombre entier positif ou nul.")
        return None

    def read_surface(self, colonne: str) -> int | None:
        """A surface in m², above zero, rounded to the m²."""
        try:
            surface = round(Decimal(self.ligne.cellules[colonne].replace(",", ".")))
        except (InvalidOperation, ValueError, OverflowError):
            surface = 0
        if surface <= 0:
            self._refuse_cellule(colonne, "n’est pas une surface en m².")
        return surface if surface > 0 else None

    def read_oui_non(self, colonne: str) -> bool | None:
        """``oui`` or ``non``."""
        reponse = {"oui": True, "non": False}.get(self.ligne.cellules[colonne].casefold())
        if reponse is None:
            self._refuse_cellule(colonne, "n’est ni « oui » ni « non ».")
        return reponse

    def _refuse_cellule(self, colonne: str, reproche: str) -> None:
        self.refuse(f"« {self.ligne.cellules[colonne]} » (colonne « {colonne} ») {reproche}")
