"""Our own acceptance: every workbook of the catalogue through the command line, to its lines, its total, its faults."""

import json
import os
import re
import subprocess
import sys
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from services.appels_fonds.controles.registre import CONTROLES
from tests.appels_fonds.classeurs.registre import CLASSEURS

for module in ("dispositions", "cabinets", "montants", "fautes", "formats", "xml_a_la_main", "bornes"):
    import_module(f"tests.appels_fonds.classeurs.{module}")

CONTROLES_D_UN_APPEL = {controle.code for controle in CONTROLES}
"""What is said of amounts and lots that are read well; the catalogue is about the reading."""
AVERTI = "accepte_avec_avertissements"
DOSSIER = Path(__file__).parent / "classeurs"
MEMOIRE_MAX_MIB = 300
LANCEMENT = """
import atexit, pathlib, runpy, sys
pic = pathlib.Path(sys.argv.pop(1))
atexit.register(lambda: pic.write_text(pathlib.Path("/proc/self/status").read_text()))
runpy.run_module("services", run_name="__main__")
"""
"""The command line, which leaves its own peak of memory behind (that of a child counts its parent's)."""


class Passage:
    """One run of ``appels importer`` over the whole catalogue."""

    def __init__(self, dossier: Path) -> None:
        self.dossier = dossier
        self.environnement = {
            **os.environ, "TANTIEME_DONNEES": str(dossier / "donnees"), "TMPDIR": str(dossier / "temporaire"),
        }  # fmt: skip
        for nom in ("DATABASE_URL", "BROKER_URL"):
            self.environnement.pop(nom, None)
        (dossier / "temporaire").mkdir()
        (dossier / "recus").mkdir()
        for nom, fabrique in CLASSEURS.items():
            (dossier / "recus" / nom).write_bytes(fabrique())
        self.run("patrimoine", "importer", str(DOSSIER / "patrimoine.json"))
        self.avant = self.list_fichiers()
        recus = [str(dossier / "recus" / nom) for nom in CLASSEURS]
        self.code, sortie = self.run("appels", "importer", *recus, "--json", "--aujourdhui", "2026-03-20")
        self.resultats: list[dict[str, Any]] = json.loads(sortie)
        self.par_nom = {resultat["fichier"]: resultat for resultat in self.resultats}

    def run(self, *arguments: str) -> tuple[int, str]:
        """The exit code and the standard output; the peak of memory of the process is kept."""
        pic = self.dossier / "pic"
        process = subprocess.run(
            [sys.executable, "-c", LANCEMENT, str(pic), *arguments],
            env=self.environnement, stdout=subprocess.PIPE, text=True, check=False,
        )  # fmt: skip
        self.memoire_mib = int(re.search(r"VmHWM:\s+(\d+)", pic.read_text())[1]) // 1024
        return process.returncode, process.stdout

    def list_fichiers(self) -> set[str]:
        """Every file of the suite's folder and of the temporary folder, those of the database's journal left out."""
        racines = (self.dossier / "donnees", self.dossier / "temporaire")
        found = {str(path) for racine in racines for path in racine.rglob("*") if path.is_file()}
        return {path for path in found if not path.endswith(("-wal", "-shm"))}


@pytest.fixture(scope="module")
def passage(tmp_path_factory: pytest.TempPathFactory) -> Passage:
    return Passage(tmp_path_factory.mktemp("catalogue"))


@pytest.mark.parametrize("nom", sorted(CLASSEURS))
def test_a_workbook_gives_exactly_its_lines_or_its_faults(nom, passage):
    attendu = json.loads((DOSSIER / "attendus" / f"{nom}.json").read_text())
    lu = passage.par_nom[nom]
    anomalies = [x for x in lu["anomalies"] if x["code"] not in CONTROLES_D_UN_APPEL]
    fautes = [[x["gravite"], x["code"], x["feuille"], x["cellule"]] for x in anomalies]
    assert [faute for faute in fautes if faute[0] != "information"] == attendu["anomalies"]
    assert lu["lignes"] == attendu["lignes"]
    gravites = {x["gravite"] for x in anomalies}
    issue = "refuse" if "bloquante" in gravites else AVERTI if gravites - {"information"} else "accepte"
    assert (issue, lu["total"], lu["integre"]) == (attendu["issue"], attendu["total"], False)
    assert lu["issue"] in (issue, AVERTI)


def test_every_expectation_has_its_workbook():
    assert {path.name.removesuffix(".json") for path in (DOSSIER / "attendus").iterdir()} == set(CLASSEURS)


def test_the_files_come_back_in_the_order_given_and_one_refusal_is_told_by_the_exit_code(passage):
    assert [resultat["fichier"] for resultat in passage.resultats] == list(CLASSEURS)
    assert passage.code == 1


def test_nothing_stays_behind_and_memory_stays_bounded(passage):
    assert passage.list_fichiers() == passage.avant
    assert passage.memoire_mib <= MEMOIRE_MAX_MIB


CODES = {
    "FICHIER_VIDE",
    "FICHIER_ILLISIBLE",
    "FICHIER_CHIFFRE",
    "FICHIER_DANGEREUX",
    "FICHIER_TROP_GRAND",
    "FORMAT_NON_RECONNU",
    "EN_TETE_INTROUVABLE",
    "COPROPRIETE_INCONNUE",
    "LOT_INCONNU",
    "LOT_HORS_PATRIMOINE",
    "CLE_INCONNUE",
    "CLE_ABSENTE",
    "MONTANT_INVALIDE",
    "MONTANT_AMBIGU",
    "DATE_INVALIDE",
    "FORMULE_SANS_VALEUR",
    "CELLULE_EN_ERREUR",
    "NATURE_INCERTAINE",
    "LIGNE_EN_DOUBLE",
    "LIGNE_MASQUEE",
    "PLUSIEURS_COLONNES_MONTANT",
}
"""The codes of reading of the contract, but those that need an earlier import (``test_imports``)."""


def test_every_code_of_reading_is_met_in_the_catalogue(passage):
    met = {anomalie["code"] for resultat in passage.resultats for anomalie in resultat["anomalies"]}
    assert met >= CODES
