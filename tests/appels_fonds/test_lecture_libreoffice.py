"""Workbooks really saved by LibreOffice, in three formats from one source."""

import subprocess
from datetime import date

import pytest

from tests.appels_fonds.patrimoine_essai import lire, make_xlsx, montants

RANGEES = [
    ["Résidence Les Tilleuls, provisions du 2e trimestre 2026"],
    ["Lot", "Clé", "Exigible le", "Montant appelé"],
    ["0012", "GEN", date(2026, 4, 1), 390.25],
    ["Lot n° 14A", "Chauffage", date(2026, 4, 1), "1 041,50 €"],
    ["Total", None, None, 1431.75],
]


@pytest.mark.parametrize("extension", ["xlsx", "xls", "ods"])
def test_a_workbook_saved_by_libreoffice_gives_the_same_lines(extension, tmp_path, soffice):
    source = tmp_path / "source" / "appel.xlsx"
    source.parent.mkdir()
    source.write_bytes(make_xlsx(("Appel", RANGEES)))
    subprocess.run(
        [soffice, f"-env:UserInstallation=file://{tmp_path}/profil", "--headless", "--convert-to", extension,
         "--outdir", str(tmp_path), str(source)],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    lecture = lire((tmp_path / f"appel.{extension}").read_bytes(), f"appel.{extension}")
    assert lecture.anomalies == ()
    assert montants(lecture) == [("D3", "12", "GEN", 39025), ("D4", "14A", "CHF", 104150)]
    assert {x.exigible for x in lecture.lignes} == {date(2026, 4, 1)}
    assert [x.imprime_centimes for x in lecture.totaux] == [143175]
