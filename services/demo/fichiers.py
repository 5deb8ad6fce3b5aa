"""What the demo leaves in the data folder to be tried by hand: six workbooks to import, an agenda to paste."""

from datetime import date
from pathlib import Path

from services.demo.agendas import write_ordre_du_jour_a_saisir
from services.demo.classeurs import write_classeurs
from services.demo.portefeuille import build_patrimoine


def write_fichiers(donnees: Path, aujourdhui: date) -> Path:
    """Write ``demo/classeurs`` and ``demo/ordres-du-jour`` under the data folder; returns ``demo``."""
    dossier = donnees / "demo"
    patrimoine = build_patrimoine(aujourdhui)
    write_classeurs(dossier / "classeurs", patrimoine, aujourdhui)
    write_ordre_du_jour_a_saisir(dossier / "ordres-du-jour", patrimoine, aujourdhui)
    return dossier
