"""A small patrimoine and its syndic's workbooks, for the tests that integrate, validate and undo."""

import io
from datetime import date, datetime
from typing import Any

import xlsxwriter

from services.appels_fonds.reception.analyses import analyse_fichier
from services.appels_fonds.reception.imports import integrate_file
from shared.acteurs import SYSTEME, Acteur
from shared.database import Session
from shared.patrimoine.imports import import_patrimoine

COMPTABLE = Acteur(
    id=None, courriel="ines.faure@demo.example", nom="Inès Faure", roles=frozenset({"CO", "DI"}), agences=frozenset()
)
AVRIL, JUILLET = date(2026, 4, 1), date(2026, 7, 1)

PATRIMOINE: dict[str, Any] = {
    "bailleur": {"nom": "ESH Deux Rives", "siren": "732829320"},
    "agences": [{"code": "STE", "nom": "Saint-Étienne"}],
    "agents": [
        {"courriel": "ines.faure@demo.example", "nom": "Inès Faure", "roles": ["CO", "DI"], "agences": ["STE"]}
    ],
    "syndics": [{"code": "S01", "nom": "Régie du Furan"}],
    "coproprietes": [
        {
            "code": code, "nom": nom, "adresse": adresse, "agence": "STE", "syndic": "S01",
            "exercices": [
                {"libelle": "2026", "debut": "2026-01-01", "fin": "2026-12-31", "budget": {"GEN": 4_000_000}}
            ],
            "cles": [
                {"code": "GEN", "libelle": "Charges générales", "total": 1000},
                {"code": "ASC", "libelle": "Ascenseur", "total": 800},
            ],
            "lots": [
                {"numero": "3", "nature": "logement", "du": "2012-04-01", "tantiemes": {"GEN": 41, "ASC": 38}},
                {"numero": "7", "nature": "logement", "du": "2012-04-01", "tantiemes": {"GEN": 50, "ASC": 52}},
            ],
        }
        for code, nom, adresse in (
            ("X001", "SDC Le Bizillon", "4 rue du Bizillon, 42000 Saint-Étienne"),
            ("X002", "SDC La Terrasse", "18 rue Bergson, 42000 Saint-Étienne"),
        )
    ],
}  # fmt: skip

Ligne = tuple[str, str, str, str, str, float]
"""Copropriété, lot, clé, nature, due date as text, euros."""

TRIMESTRE: list[Ligne] = [
    ("X001", "3", "GEN", "Provision charges courantes", "01/04/2026", 410.00),
    ("X001", "3", "ASC", "Provision charges courantes", "01/04/2026", 71.25),
    ("X001", "7", "GEN", "Provision charges courantes", "01/04/2026", 500.00),
    ("X001", "7", "ASC", "Provision charges courantes", "01/04/2026", 97.50),
]


def load_patrimoine_essai() -> None:
    """Import the small patrimoine."""
    with Session.begin() as session:
        import_patrimoine(session, SYSTEME, PATRIMOINE)


def a_workbook(lignes: list[Ligne], *, titre: str = "Appel de fonds du 2e trimestre 2026") -> bytes:
    """The workbook a syndic would send: a title, a header, the lines."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    book.set_properties({"created": datetime(2026, 3, 20)})  # the same lines give the same bytes
    sheet = book.add_worksheet("Appel")
    sheet.write(0, 0, titre)
    sheet.write_row(2, 0, ["Copropriété", "Lot", "Clé", "Nature", "Exigible le", "Montant appelé"])
    for rang, ligne in enumerate(lignes, start=3):
        sheet.write_row(rang, 0, ligne)
    book.close()
    return out.getvalue()


def integrate_now(contenu: bytes, nom: str) -> list[str]:
    """Read and integrate a file as an accountant who checked what is to confirm; returns the calls’ numbers."""
    with Session.begin() as session:
        analyse = analyse_fichier(session, COMPTABLE, contenu, nom)
        forcages = dict.fromkeys(analyse.a_confirmer, "vérifié auprès du syndic")
        return [appel.numero for appel in integrate_file(session, COMPTABLE, contenu, analyse, forcages=forcages)]
