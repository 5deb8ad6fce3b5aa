"""Small workbooks of yearly accounts for the tests of their reading."""

import io
from datetime import date

import openpyxl

from services.charges.lecture_comptes.lecture import read_comptes
from services.charges.lecture_comptes.resultat import LectureComptes

ENTETE = ["Clé", "Compte", "Intitulé", "Date", "Fournisseur", "Motif", "Montant", "Part récupérable"]
TITRES = [["Régie du Vivarais"], ["SDC Les Mûriers"], ["Dépenses de l’exercice du 01/07/2024 au 30/06/2025"], []]


def write(**feuilles: list[list[object]]) -> bytes:
    classeur = openpyxl.Workbook()
    classeur.remove(classeur.active)
    for nom, rangees in feuilles.items():
        page = classeur.create_sheet(nom.replace("_", " "))
        for rangee in rangees:
            page.append(rangee)
    sortie = io.BytesIO()
    classeur.save(sortie)
    return sortie.getvalue()


def read(**feuilles: list[list[object]]) -> LectureComptes:
    return read_comptes(write(**feuilles), "comptes.xlsx")


RELEVE = [
    *TITRES, ENTETE,
    ["GEN", "602", "Électricité", date(2025, 2, 17), "Volt", "Hall, hiver", 214.8, 214.8],
    ["GEN", "713", "Indemnité", date(2025, 5, 22), "Prévoyance", "Bris de glace", -312.5, 0],
    ["Total GEN", None, None, None, None, None, -97.7],
    ["ASC", "614", "Ascenseur", date(2025, 3, 31), "Montée", "Forfait", 960, 700.8],
    ["Total ASC", None, None, None, None, None, 960],
]  # fmt: skip
ANNEXE2 = [
    ["Annexe 2"],
    ["Compte", "Libellé", "N-1 approuvé", "N budget", "N réalisé", "N+1 budget voté", "N+2 budget à voter"],
    ["602", "Électricité", 200, 210, 214.8, 220, 230],
    ["614", "Contrats", 900, 950, 960, 970, 980],
    ["713", "Indemnités", None, None, 312.5, None, None],
]
ANNEXE3 = [
    ["Annexe 3"],
    ["Clé", "Libellé", "N réalisé"],
    ["GEN", "Charges générales", -97.7],
    ["ASC", "Ascenseur", 960],
]
PARTS = [
    ["Lot", "Clé", "Vos tantièmes", "Total", "À répartir", "Votre part"],
    ["3", "ASC", 38, 800, 960, 45.6],
]

MAI = date(2024, 5, 3)


def told(lecture: LectureComptes) -> list[tuple[str, str | None, int]]:
    return [(ligne.cellule, ligne.cle, ligne.montant) for ligne in lecture.lignes]
