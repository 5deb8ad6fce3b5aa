"""``tantieme patrimoine``: what it prints, and its exit codes."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from services.cli import main
from tests.patrimoine.documents import bizillon, copropriete


@pytest.fixture(autouse=True)
def donnees(sqlite_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A migrated, empty embedded database of this test's own."""
    monkeypatch.setenv("TANTIEME_DONNEES", str(tmp_path))
    monkeypatch.setenv("DATABASE_URL", sqlite_url)


def tantieme(*arguments: object) -> Result:
    return CliRunner().invoke(main, ["patrimoine", *map(str, arguments)])


def write_json(folder: Path, document: object) -> Path:
    path = folder / "entree.json"
    path.write_text(json.dumps(document), encoding="utf-8")
    return path


def test_import_export_in_both_forms_then_nothing_changes(tmp_path: Path) -> None:
    first = tantieme("importer", write_json(tmp_path, bizillon()), "--json")
    assert first.exit_code == 0
    assert json.loads(first.stdout)["crees"]["lots"] == 3
    for name in ("sortie.xlsx", "sortie.json"):
        assert tantieme("exporter", tmp_path / name).exit_code == 0
        again = tantieme("importer", tmp_path / name)
        assert again.exit_code == 0
        assert again.stdout == "Rien ne change : la base dit déjà ce que dit le fichier.\n"
    assert json.loads((tmp_path / "sortie.json").read_text(encoding="utf-8")) == bizillon()


def test_faults_go_to_standard_error_with_exit_code_1(tmp_path: Path) -> None:
    document = bizillon()
    copropriete(document)["iban"] = "FR76"
    result = tantieme("importer", write_json(tmp_path, document), "--json")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "coproprietes[0].iban : « FR76 » n’est pas un IBAN juste" in result.stderr


def test_misuse_exits_with_2(tmp_path: Path) -> None:
    assert tantieme("importer", tmp_path / "absent.json").exit_code == 2
    assert tantieme("gabarit", tmp_path / "gabarit.csv").exit_code == 2
    assert tantieme("inconnue").exit_code == 2


def test_the_template_is_written(tmp_path: Path) -> None:
    assert tantieme("gabarit", tmp_path / "gabarit.xlsx").exit_code == 0
    assert tantieme("importer", tmp_path / "gabarit.xlsx").exit_code == 0


def test_an_agent_acts_within_his_rights(tmp_path: Path) -> None:
    document = bizillon()
    document["agents"].append({"courriel": "rc@deuxrives.example", "nom": "R. C.", "roles": ["RC"], "agences": ["STE"]})
    path = write_json(tmp_path, document)
    assert tantieme("importer", path).exit_code == 0
    assert tantieme("importer", path, "--agent", "compta@deuxrives.example").exit_code == 1
    assert tantieme("importer", path, "--agent", "rc@deuxrives.example").exit_code == 0
    assert tantieme("exporter", tmp_path / "tout.json", "--agent", "rc@deuxrives.example").exit_code == 1
    assert tantieme("importer", path, "--agent", "inconnu@deuxrives.example").exit_code == 1
