"""Workbooks made by somebody who had not seen our reader, each with the lines and the faults he expected of it."""

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from services.appels_fonds.lecture.classeurs import read_appel
from services.appels_fonds.lecture.lignes import LigneLue
from services.appels_fonds.lecture.patrimoine.referentiel import Patrimoine
from tests.appels_fonds.patrimoine_essai import patrimoine_depuis_json

RECUS = Path(__file__).parent / "recus"


@cache
def load(dossier: str) -> tuple[Patrimoine, dict[str, Any]]:
    """The copropriétés that a set of files speaks of, and what is expected of each file."""
    patrimoine, attendus = (
        json.loads((RECUS / dossier / f"{nom}.json").read_text()) for nom in ("patrimoine", "attendus")
    )
    return patrimoine_depuis_json(patrimoine), attendus


FICHIERS = [(dossier.name, nom) for dossier in sorted(RECUS.iterdir()) for nom in load(dossier.name)[1]]


def write(ligne: LigneLue, *, nomme: bool) -> list[Any]:
    """A line as the expectations write it; the sheet is left out where a file does not name it."""
    return [
        ligne.feuille if nomme else None, ligne.cellule, ligne.copropriete, "+".join(ligne.lots), ligne.cle,
        ligne.nature, ligne.exigible.isoformat(), ligne.montant_centimes,
    ]  # fmt: skip


@pytest.mark.parametrize(("dossier", "nom"), FICHIERS, ids=[nom for _, nom in FICHIERS])
def test_a_received_workbook_gives_exactly_the_lines_its_author_meant_or_his_faults(dossier, nom):
    patrimoine, attendus = load(dossier)
    attendu = attendus[nom]
    lecture = read_appel((RECUS / dossier / nom).read_bytes(), nom, patrimoine)
    dites = [one for one in lecture.anomalies if one.gravite != "information"]
    assert [[one.code, one.feuille, one.cellule] for one in dites] == attendu["fautes"]
    nomme = all(ligne[0] for ligne in attendu["lignes"])
    assert sorted(write(ligne, nomme=nomme) for ligne in lecture.lignes_a_integrer) == sorted(attendu["lignes"])
    assert lecture.total_centimes == attendu["total"]


def test_every_received_workbook_is_expected():
    for dossier in RECUS.iterdir():
        assert {path.name for path in dossier.iterdir()} == {*load(dossier.name)[1], "patrimoine.json", "attendus.json"}
