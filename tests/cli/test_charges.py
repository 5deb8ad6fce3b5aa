"""``tantieme charges``: files in, files out, and what is refused."""

import json

import pytest
from click.testing import CliRunner

from services.cli import main

POSTES = "code;libelle;compte;cle;budget;realise;taux_recuperable\nEAU-01;Eau;601;GEN;100.00;100.01;100\n"
LOTS = "lot;nature;bailleur;GEN\n1;appartement;oui;1\n2;appartement;oui;1\n3;appartement;non;1\n"
BAUX = "bail;lots;du;au;provisions\nA1;1;2025-01-01;2025-12-31;80.00\nA2;2;2025-01-01;2025-06-30;50.00\n"
ANNEE = ("--debut", "2025-01-01", "--fin", "2025-12-31")


def run(*arguments):
    return CliRunner().invoke(main, ["charges", *[str(argument) for argument in arguments]])


@pytest.fixture
def dossier(tmp_path):
    for nom, contenu in (("postes.csv", POSTES), ("lots.csv", LOTS), ("baux.csv", BAUX)):
        (tmp_path / nom).write_text(contenu, encoding="utf-8")
    return tmp_path


def regulariser(dossier, *options):
    fichiers = [(f"--{nom}", dossier / f"{nom}.csv") for nom in ("postes", "lots", "baux")]
    return run("regulariser", *[bout for paire in fichiers for bout in paire], *options, "-o", dossier / "sortie")


def test_regulariser_writes_the_three_files_to_the_centime(dossier):
    assert regulariser(dossier, *ANNEE).exit_code == 0
    assert (dossier / "sortie" / "baux.csv").read_text(encoding="utf-8").splitlines() == [
        "bail;jours;EAU-01;charges_reelles;provisions;solde;sens",
        "A1;365;33.34;33.34;80.00;-46.66;trop-percu",
        "A2;181;16.53;16.53;50.00;-33.47;trop-percu",
    ]
    assert (dossier / "sortie" / "lots.csv").read_text(encoding="utf-8").endswith("VACANCE;184;16.81\n")
    assert json.loads((dossier / "sortie" / "synthese.json").read_text(encoding="utf-8"))["vacance"] == 1681


def test_regulariser_says_every_fault_on_standard_error_and_writes_nothing(dossier):
    (dossier / "baux.csv").write_text(BAUX + "A3;2;2025-06-30;;0\nA4;9;2025-01-01;;x\n", encoding="utf-8")
    resultat = regulariser(dossier, *ANNEE)
    assert (resultat.exit_code, resultat.stdout, (dossier / "sortie").exists()) == (1, "", False)
    assert "baux.csv, ligne 4" in resultat.stderr
    assert "baux.csv, ligne 5" in resultat.stderr


def test_an_exercise_that_ends_before_it_starts_is_a_misuse(dossier):
    assert regulariser(dossier, "--debut", "2025-12-31", "--fin", "2025-01-01").exit_code == 2


def test_classer_reads_labels_and_leaves_what_is_not_sure_at_zero(tmp_path):
    entree, sortie = tmp_path / "in.csv", tmp_path / "out.csv"
    entree.write_text(
        "id;libelle;compte_syndic\nE1;NETTOYAGE PARTIES COMMUNES SARL BRILLE;611\nE3;FACTURE DIVERSE 4471;615\n",
        encoding="utf-8-sig",
    )
    assert run("classer", entree, "-o", sortie).exit_code == 0
    entete, *lignes = [ligne.split(";") for ligne in sortie.read_text(encoding="utf-8").splitlines()]
    assert entete == ["id", "code", "taux", "confiance"]
    assert [ligne[:3] for ligne in lignes] == [["E1", "NET-01", "100"], ["E3", "DIV-01", "0"]]
    assert all(0 <= float(ligne[3]) <= 1 for ligne in lignes)


def test_classer_refuses_a_file_without_labels(tmp_path):
    entree, sortie = tmp_path / "in.csv", tmp_path / "out.csv"
    entree.write_text("id;titre\n1;Eau\n", encoding="utf-8")
    resultat = run("classer", entree, "-o", sortie)
    assert (resultat.exit_code, sortie.exists()) == (1, False)
    assert "« libelle », « compte_syndic »" in resultat.stderr


def parc(dossier, charges):
    fiches = (
        "copro_id;lots_habitation;lots_bailleur;surface_m2;chauffage;ascenseurs;gardien;espaces_verts;periode;syndic\n"
    )
    fiches += "".join(f"C{n};20;5;{1200 + n};gaz;1;non;oui;1961-1974;S01\n" for n in range(8))
    (dossier / "coproprietes.csv").write_text(fiches, encoding="utf-8")
    (dossier / "charges.csv").write_text("copro_id;annee;poste;montant\n" + charges, encoding="utf-8")
    return "--coproprietes", dossier / "coproprietes.csv", "--charges", dossier / "charges.csv"


def test_anomalies_tells_the_faulty_cell_its_type_and_why(tmp_path):
    charges = "".join(f"C{n};{annee};NET;{4000 + 50 * n}.00\n" for n in range(8) for annee in range(2019, 2025))
    fichiers = parc(tmp_path, charges.replace("C2;2022;NET;4100.00", "C2;2022;NET;-4100.00"))
    assert run("anomalies", *fichiers, "-o", tmp_path / "out.csv").exit_code == 0
    entete, ligne = (tmp_path / "out.csv").read_text(encoding="utf-8").splitlines()
    assert entete == "copro_id;annee;poste;score;type;explication"
    assert ligne.startswith("C2;2022;NET;0.95;signe;")


def test_a_documented_event_silences_an_anomaly(tmp_path):
    charges = "".join(f"C{n};{annee};NET;{4000 + 50 * n}.00\n" for n in range(8) for annee in range(2019, 2025))
    fichiers = parc(tmp_path, charges.replace("C2;2022;NET;4100.00", "C2;2022;NET;9100.00"))
    (tmp_path / "ev.csv").write_text("copro_id;annee;poste;description\nC2;2022;NET;Sinistre\n", encoding="utf-8")
    assert run("anomalies", *fichiers, "--evenements", tmp_path / "ev.csv", "-o", tmp_path / "out.csv").exit_code == 0
    assert len((tmp_path / "out.csv").read_text(encoding="utf-8").splitlines()) == 1


def test_anomalies_refuses_unknown_buildings_and_postes_with_their_lines(tmp_path):
    resultat = run("anomalies", *parc(tmp_path, "C1;2022;XYZ;1.00\nC1;deux;NET;1\n"), "-o", tmp_path / "out.csv")
    assert resultat.exit_code == 1
    assert "charges.csv, ligne 2 : « XYZ » n’est pas un poste" in resultat.stderr
    assert "charges.csv, ligne 3" in resultat.stderr
    resultat = run("anomalies", *parc(tmp_path, "C1;2022;NET;1.00\nZ9;2022;NET;1.00\n"), "-o", tmp_path / "out.csv")
    assert "charges.csv, ligne 3 : la copropriété Z9" in resultat.stderr


@pytest.mark.parametrize("commande", ["classer", "regulariser", "anomalies"])
def test_every_command_explains_itself_and_misuse_is_told_apart(commande):
    assert run(commande, "--help").exit_code == 0
    assert run(commande).exit_code == 2


def test_accounts_of_which_an_expense_cannot_be_read_are_refused_with_its_cell(tmp_path):
    fichier = tmp_path / "comptes.csv"
    fichier.write_text("Compte;Libellé;Montant\n602;Hall;12,50\n616;Assurance;douze\n", encoding="utf-8")
    resultat = run("lire-comptes", fichier, "--json")
    [anomalie] = json.loads(resultat.stdout)["anomalies"]
    assert (resultat.exit_code, anomalie["gravite"], anomalie["code"]) == (1, "bloquante", "MONTANT_INVALIDE")
    assert (anomalie["feuille"], anomalie["cellule"]) == (None, "C3")
