"""``tantieme votes``: files in, files out, and what is refused."""

import json

import pytest
from click.testing import CliRunner

from services.cli import main


def run(*arguments):
    return CliRunner().invoke(main, ["votes", *[str(argument) for argument in arguments]])


@pytest.mark.parametrize("codage", ["utf-8", "utf-8-sig"])
def test_qualifier_reads_a_csv_with_or_without_bom_and_a_body(tmp_path, codage):
    entree, sortie = tmp_path / "in.csv", tmp_path / "out.csv"
    entree.write_text(
        "id;intitule;texte\n1;Quitus au syndic;\n2;PPT;\n"
        "3;PPT;\"L'assemblée décide d'adopter le plan pluriannuel de travaux ; elle en prend acte.\"\n",
        encoding=codage,
    )
    assert run("qualifier", entree, "-o", sortie).exit_code == 0
    entete, *lignes = [ligne.split(";") for ligne in sortie.read_text(encoding="utf-8").splitlines()]
    assert entete == ["id", "type", "article", "role", "confiance"]
    assert [ligne[:4] for ligne in lignes] == [
        ["1", "QUITUS", "24", "RC"],
        ["2", "A_QUALIFIER", "a_determiner", "RC"],
        ["3", "PPT_ADOPTION", "25", "TE"],
    ]
    assert float(lignes[0][4]) >= 0.80 > 0.50 > float(lignes[1][4])


@pytest.mark.parametrize(
    ("contenu", "raison"),
    [
        (b"id;titre\n1;Quitus\n", "intitule : colonne absente"),
        (b"id;intitule\n1;Quitus;au;syndic\n", "ligne 2 : trop de colonnes"),
        ("id;intitule\n1;Élection\n".encode("latin-1"), "UTF-8"),
        (b"", "id : colonne absente"),
    ],
)
def test_qualifier_refuses_a_bad_file_with_its_reason_and_writes_nothing(tmp_path, contenu, raison):
    entree, sortie = tmp_path / "in.csv", tmp_path / "out.csv"
    entree.write_bytes(contenu)
    resultat = run("qualifier", entree, "-o", sortie)
    assert (resultat.exit_code, sortie.exists()) == (1, False)
    assert raison in resultat.stderr


def test_majorite_writes_one_result_per_ballot(tmp_path):
    entree, sortie = tmp_path / "in.json", tmp_path / "out.json"
    colonnes = {"pour": (334, 4), "contre": (300, 3), "abstention": (0, 0), "absent": (366, 5)}
    scrutin = {nom: {"voix": v, "tetes": t} for nom, (v, t) in colonnes.items()}
    entree.write_text(
        json.dumps([{"id": "R", "article": "25", "total_voix": 1000, "total_tetes": 12, "scrutin": scrutin}])
    )
    assert run("majorite", entree, "-o", sortie).exit_code == 0
    (lu,) = json.loads(sortie.read_text(encoding="utf-8"))
    assert (lu["adoptee"], lu["passerelle"], lu["second_article"]) == (False, True, "24")


@pytest.mark.parametrize(("contenu", "raison"), [("{", "n’est pas du JSON"), ('[{"id": "R"}]', "[0].article")])
def test_majorite_refuses_a_bad_file(tmp_path, contenu, raison):
    entree = tmp_path / "in.json"
    entree.write_text(contenu)
    resultat = run("majorite", entree, "-o", tmp_path / "out.json")
    assert resultat.exit_code == 1
    assert raison in resultat.stderr


def test_echeances_prints_json_alone():
    resultat = run("echeances", "--ag", "2026-09-23", "--notification-pv", "2026-10-13")
    assert resultat.exit_code == 0
    assert json.loads(resultat.stdout)["contestation_fin_textuelle"] == "2026-12-14"


def test_echeances_refuses_what_the_law_forbids_and_misuse_is_exit_2():
    assert run("echeances", "--ag", "2026-09-23", "--delai-convocation", "10").exit_code == 1
    assert run("echeances", "--ag", "23/09/2026").exit_code == 2
    assert run("echeances").exit_code == 2


@pytest.mark.parametrize("commande", ["qualifier", "majorite", "echeances"])
def test_every_command_has_its_help(commande):
    resultat = run(commande, "--help")
    assert resultat.exit_code == 0
    assert "Usage" in resultat.stdout
