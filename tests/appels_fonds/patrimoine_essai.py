"""The patrimoine that the reading tests speak of, written as its JSON would be, and small makers of workbooks."""

import io
from datetime import date
from typing import Any

import xlsxwriter

from services.appels_fonds.lecture.classeurs import LectureAppel, read_appel
from services.appels_fonds.lecture.patrimoine.referentiel import (
    CleConnue,
    CoproprieteConnue,
    FondsVote,
    LotConnu,
    Patrimoine,
    Profil,
)

TILLEULS = {
    "code": "B12",
    "nom": "Résidence Les Tilleuls",
    "adresse": "14 avenue Jean Jaurès, 69007 Lyon",
    "immatriculation": "AB7654321",
    "reference_bailleur": "BAIL-0457",
    "cles": [
        {"code": "GEN", "libelle": "Charges générales", "total": 10000},
        {"code": "BATA", "libelle": "Bâtiment A", "total": 4200},
        {"code": "ASC", "libelle": "Ascenseur bâtiment A", "total": 3900},
        {"code": "CHF", "libelle": "Chauffage", "total": 9000},
    ],
    "lots": [
        {"numero": "12", "tantiemes": {"GEN": 312, "BATA": 179, "ASC": 150, "CHF": 300}},
        {"numero": "13", "tantiemes": {"GEN": 290, "BATA": 160, "ASC": 140, "CHF": 280}},
        {"numero": "14A", "tantiemes": {"GEN": 305, "CHF": 290}},
        {"numero": "27", "tantiemes": {"GEN": 8}},
        {"numero": "101", "tantiemes": {"GEN": 9}},
        {"numero": "45", "du": "2010-01-01", "au": "2025-12-31", "tantiemes": {"GEN": 250}},
        {"numero": "60", "du": "2026-06-15", "tantiemes": {"GEN": 260}},
    ],
}
PARC = {
    "code": "B20",
    "nom": "SDC Le Parc",
    "adresse": "3 rue des Acacias, 42100 Saint-Étienne",
    "immatriculation": "AC1234567",
    "cles": [
        {"code": "GEN", "libelle": "Charges générales", "total": 1000},
        {"code": "EAU", "libelle": "Eau froide", "total": 500},
    ],
    "lots": [{"numero": "1"}, {"numero": "2"}, {"numero": "3"}, {"numero": "12"}],
}
FLEURI = {
    "code": "B21",
    "nom": "Le Parc Fleuri",
    "cles": [{"code": "001", "libelle": "Charges communes générales", "total": 100000}],
    "lots": [{"numero": "5-6"}, {"numero": "7"}, {"numero": "8"}, {"numero": "9"}, {"numero": "10"}],
}


def patrimoine_depuis_json(contenu: dict[str, Any]) -> Patrimoine:
    """The plain values of the reading, from the exchange form of the patrimoine."""

    def jour(texte: str | None) -> date | None:
        return date.fromisoformat(texte) if texte else None

    return Patrimoine(
        tuple(
            CoproprieteConnue(
                code=copropriete["code"],
                nom=copropriete["nom"],
                adresse=copropriete.get("adresse"),
                immatriculation=copropriete.get("immatriculation"),
                reference_bailleur=copropriete.get("reference_bailleur"),
                cles=tuple(CleConnue(cle["code"], cle["libelle"], cle.get("total")) for cle in copropriete["cles"]),
                lots=tuple(
                    LotConnu(
                        lot["numero"],
                        jour(lot.get("du")),
                        jour(lot.get("au")),
                    )
                    for lot in copropriete["lots"]
                ),
                fonds_travaux=tuple(
                    FondsVote(
                        date.fromisoformat(exercice["debut"]),
                        date.fromisoformat(exercice["fin"]),
                        frozenset(exercice.get("fonds_travaux") or ()),
                    )
                    for exercice in copropriete.get("exercices", ())
                ),
            )
            for copropriete in contenu["coproprietes"]
        )
    )


PATRIMOINE = patrimoine_depuis_json({"coproprietes": [TILLEULS, PARC, FLEURI]})
TITRE = ["Résidence Les Tilleuls", "", "Provisions, exigible le 01/04/2026"]


def make_xlsx(*feuilles: tuple[str, list[list[Any]]] | list[list[Any]], **options: Any) -> bytes:
    """A workbook written by XlsxWriter: each sheet is a list of rows, or a pair (name, rows)."""
    tampon = io.BytesIO()
    classeur = xlsxwriter.Workbook(tampon, {"in_memory": True, **options})
    format_date = classeur.add_format({"num_format": "dd/mm/yyyy"})
    for feuille in feuilles:
        nom, rangees = feuille if isinstance(feuille, tuple) else (None, feuille)
        page = classeur.add_worksheet(nom)
        for ligne, rangee in enumerate(rangees):
            for colonne, valeur in enumerate(rangee):
                if valeur is None:
                    continue
                if isinstance(valeur, date):
                    page.write_datetime(ligne, colonne, valeur, format_date)
                elif isinstance(valeur, str) and not valeur.startswith("="):
                    page.write_string(ligne, colonne, valeur)
                else:
                    page.write(ligne, colonne, valeur)
    classeur.close()
    return tampon.getvalue()


def lire(contenu: bytes, nom: str = "appel.xlsx", profil: Profil | None = None) -> LectureAppel:
    return read_appel(contenu, nom, PATRIMOINE, profil)


def lire_rangees(rangees: list[list[Any]], nom_feuille: str = "Feuil1") -> LectureAppel:
    return lire(make_xlsx((nom_feuille, rangees)))


def montants(lecture: LectureAppel) -> list[tuple[str, str, str, int]]:
    """(cell, lots joined, key, centimes) of each line to post."""
    return [(x.cellule, "+".join(x.lots), x.cle, x.montant_centimes) for x in lecture.lignes_a_integrer]


def fautes(lecture: LectureAppel) -> list[tuple[str, str | None]]:
    """(code, cell) of each blocking fault."""
    return [(x.code, x.cellule) for x in lecture.anomalies if x.gravite == "bloquante"]


def avertissements(lecture: LectureAppel) -> list[tuple[str, str | None]]:
    return [(x.code, x.cellule) for x in lecture.anomalies if x.gravite == "a_confirmer"]
