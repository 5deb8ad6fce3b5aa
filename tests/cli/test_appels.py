"""Fund calls from the command line, as accountants' scripts call it: integrate, validate, FEC, pay at four eyes."""

import json
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from click.testing import CliRunner, Result

from services.cli import main
from tests.appels_fonds.essais import TRIMESTRE, a_workbook
from tests.appels_fonds.paiements_essai import patrimoine_payant


def run(*arguments: object) -> Result:
    """Run a command."""
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


@pytest.fixture
def tantieme(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> object:
    """Runs a command on a database of this test's own, the patrimoine imported and a quarter integrated."""
    monkeypatch.setenv("TANTIEME_DONNEES", str(tmp_path / "donnees"))
    for name in ("DATABASE_URL", "BROKER_URL"):
        monkeypatch.delenv(name, raising=False)
    document = patrimoine_payant()
    document["agents"].append({"courriel": "karim@demo.example", "nom": "Karim", "roles": ["CO"], "agences": ["STE"]})
    (tmp_path / "patrimoine.json").write_text(json.dumps(document), encoding="utf-8")
    (tmp_path / "appel.xlsx").write_bytes(a_workbook(TRIMESTRE))
    assert run("patrimoine", "importer", tmp_path / "patrimoine.json").exit_code == 0
    [lu] = json.loads(run("appels", "importer", tmp_path / "appel.xlsx", "--json").output)
    codes = {anomalie["code"] for anomalie in lu["anomalies"] if anomalie["gravite"] == "a_confirmer"}
    forced = [f"--forcer={code}=vu avec le syndic" for code in sorted(codes)]
    [done] = json.loads(run("appels", "importer", "--confirmer", *forced, tmp_path / "appel.xlsx", "--json").output)
    assert done["integre"]
    return run


def test_a_quarter_is_validated_exported_and_paid(tantieme, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    jour = ("--aujourdhui", "2026-04-01")
    assert "1 écriture validée" in tantieme("appels", "valider", "--jusqu-au", "2026-04-01", *jour).output
    made = tantieme("appels", "virements", "--preparer", "--echeance", "2026-04-01", *jour, "--json")
    assert json.loads(made.output)["numero"] == 1
    alone = tantieme("appels", "virements", "--approuver", "1", *jour)
    assert (alone.exit_code, "ne l’approuve pas" in alone.output) == (1, True)
    early = tantieme("appels", "virements", "--bordereau", "1", "-o", tmp_path / "remise.xml")
    assert (early.exit_code, (tmp_path / "remise.xml").exists()) == (1, False)
    assert tantieme("appels", "virements", "--approuver", "1", "--agent", "karim@demo.example", *jour).exit_code == 0
    assert tantieme("appels", "virements", "--bordereau", "1", "-o", tmp_path / "remise.xml").exit_code == 0
    root = ET.parse(tmp_path / "remise.xml").getroot()
    assert [node.text for node in root.iter() if node.tag.endswith("}InstdAmt")] == ["1078.75"]
    assert "1 écriture validée" in tantieme("appels", "valider", "--jusqu-au", "2026-04-30", *jour).output
    done = tantieme("appels", "fec", "--debut", "2026-01-01", "--fin", "2026-12-31", "-o", tmp_path / "fec")
    assert done.exit_code == 0
    lines = (tmp_path / "fec" / "732829320FEC20261231.txt").read_text(encoding="utf-8").splitlines()
    assert len(lines) == 1 + 3 + 2
    assert [line.split("\t")[13] for line in lines[1:]] == ["AA", "", "", "", "AA"]  # journals in order, one day
    assert (tmp_path / "fec" / "732829320FEC20261231_description.txt").exists()


def test_nothing_to_pay_says_why_and_exits_1(tantieme) -> None:  # type: ignore[no-untyped-def]
    refused = tantieme("appels", "virements", "--preparer", "--echeance", "2026-03-31", "--aujourdhui", "2026-03-20")
    assert (refused.exit_code, "Aucun appel à payer" in refused.output) == (1, True)


def test_two_orders_at_once_are_a_misuse() -> None:
    assert run("appels", "virements", "--preparer", "--approuver", "1").exit_code == 2
    assert run("appels", "virements", "--preparer").exit_code == 2
    assert run("appels", "virements", "--bordereau", "1").exit_code == 2
