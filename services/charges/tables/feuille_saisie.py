"""A table that a person brings (leases, readings, notices), read cell by cell: every fault told at its address."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from services.charges.tables.lecture import Faute, Fichier, Ligne, Table, parse_jour, read_table
from shared.errors import InvalidError
from shared.excel.cellules import adresse
from shared.montants import MontantInvalide, parse_montant

LONGUEUR = 200


class Feuille:
    """A table with the address of each of its cells, and the faults found in it."""

    def __init__(self, fichier: Fichier, colonnes: tuple[str, ...], facultatives: tuple[str, ...] = ()) -> None:
        fautes: list[Faute] = []
        self.table: Table = read_table(fichier, colonnes, fautes, facultatives=facultatives)
        self.fautes: list[dict[str, str]] = [{"ou": faute.ou, "message": faute.message} for faute in fautes]

    def refuse(self, ligne: Ligne, colonne: str, message: str) -> None:
        """Note a fault at a cell."""
        self.refuse_at(ligne.numero, colonne, message)

    def refuse_at(self, rang: int, colonne: str, message: str) -> None:
        """Note a fault at the cell of a row known by its number."""
        colonnes = self.table.colonnes
        ou = adresse(rang, colonnes.index(colonne) + 1) if colonne in colonnes else f"ligne {rang}"
        self.fautes.append({"ou": f"{self.table.fichier}, {ou}", "message": message})

    def texte(self, ligne: Ligne, colonne: str) -> str | None:
        """A text that must be there, bounded."""
        texte = ligne.cellules[colonne]
        if not texte:
            self.refuse(ligne, colonne, f"à remplir (colonne « {colonne} »).")
        elif len(texte) > LONGUEUR:
            self.refuse(ligne, colonne, f"trop long : {LONGUEUR} caractères au plus.")
        return texte[:LONGUEUR] or None

    def jour(self, ligne: Ligne, colonne: str) -> date | None:
        """A day: a date of the workbook, ``AAAA-MM-JJ`` or ``JJ/MM/AAAA``."""
        texte = ligne.cellules[colonne]
        try:
            jour = parse_jour(texte)
        except ValueError:
            self.refuse(ligne, colonne, f"« {texte} » n’est pas une date (exemple : 31/12/2025).")
            return None
        if not 1900 <= jour.year <= 2100:
            self.refuse(ligne, colonne, f"« {texte} » : vérifiez l’année.")
            return None
        return jour

    def montant(self, ligne: Ligne, colonne: str) -> int | None:
        """An amount in euros, zero or more, in centimes."""
        texte = ligne.cellules[colonne]
        try:
            montant = parse_montant(texte)
        except MontantInvalide:
            self.refuse(ligne, colonne, f"« {texte} » n’est pas un montant en euros (exemple : 1234,56 ; 0 si rien).")
            return None
        if montant < 0:
            self.refuse(ligne, colonne, "un montant facturé, payé ou déposé n’est pas négatif.")
            return None
        return montant

    def copropriete(self, ligne: Ligne, defaut: str, colonne: str) -> str:
        """The code the row names, else the one chosen for the whole file; a fault at ``colonne`` without either."""
        code = ligne.cellules.get("copropriete", "") or defaut
        if not code:
            self.refuse(ligne, colonne, "de quelle copropriété ? Ajoutez la colonne « copropriete » ou choisissez-la.")
        return code

    def check(self) -> None:
        """Refuse the file while one fault remains.

        :raises InvalidError: naming every fault with its cell.
        """
        if self.fautes:
            nombre = "Une faute" if len(self.fautes) == 1 else f"{len(self.fautes)} fautes"
            raise InvalidError(
                f"{nombre} à corriger ; rien n’a été enregistré.", code="FICHIER_INVALIDE", fautes=self.fautes
            )


def write_lignes(colonnes: Sequence[str], lignes: Iterable[Mapping[str, object]]) -> bytes:
    """Rows given as data, as the file they would be: the same rules and the same refusals serve both.

    An absent or null cell is empty.
    """
    sortie = io.StringIO()
    ecrivain = csv.writer(sortie, delimiter=";", lineterminator="\n")
    ecrivain.writerow(colonnes)
    for ligne in lignes:
        ecrivain.writerow(["" if ligne.get(une) is None else str(ligne[une]) for une in colonnes])
    return sortie.getvalue().encode()
