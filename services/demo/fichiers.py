"""What the demo leaves in the data folder to try by hand: workbooks of calls and of accounts, an agenda to paste."""

from datetime import date
from pathlib import Path

from services.demo.agendas import write_ordre_du_jour_a_saisir
from services.demo.chargement_comptes import write_fichiers_comptes
from services.demo.classeurs import write_classeurs
from services.demo.depenses import build_depenses
from services.demo.portefeuille import build_patrimoine


def write_fichiers(donnees: Path, aujourdhui: date) -> Path:
    """Write ``demo/classeurs``, ``demo/comptes`` and ``demo/ordres-du-jour`` in the data folder; returns ``demo``."""
    dossier = donnees / "demo"
    patrimoine = build_patrimoine(aujourdhui)
    write_classeurs(dossier / "classeurs", patrimoine, aujourdhui)
    write_ordre_du_jour_a_saisir(dossier / "ordres-du-jour", patrimoine, aujourdhui)
    write_fichiers_comptes(dossier / "comptes", patrimoine, build_depenses(patrimoine, aujourdhui))
    return dossier
