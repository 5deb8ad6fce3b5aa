"""Three files in, three files out; and when something is wrong, all of it is said at once, with its file and line."""

from datetime import date

import pytest

from services.charges.decomptes.export_regularisation import export_regularisation
from services.charges.decomptes.lecture_regularisation import DonneesRegularisation, read_regularisation
from services.charges.decomptes.occupation import Periode
from services.charges.decomptes.regularisation import compute_regularisation
from services.charges.tables.lecture import Fichier
from shared.errors import InvalidError

POSTES = """code;libelle;compte;cle;budget;realise;taux_recuperable
EAU-01;Eau froide;601;GEN;100.00;100.01;100
PER-01;Gardien;641;GEN;200.00;200.00;75
"""
LOTS = """lot;nature;bailleur;GEN
1;appartement;oui;1
2;appartement;oui;1
3;appartement;non;1
"""
BAUX = """bail;lots;du;au;provisions
A1;1;2025-01-01;2025-12-31;80.00
A2;2;2025-01-01;2025-06-30;50.00
"""


def lire(postes: str | bytes = POSTES, lots: str = LOTS, baux: str = BAUX) -> DonneesRegularisation:
    return read_regularisation(
        Fichier("postes.csv", postes if isinstance(postes, bytes) else postes.encode()),
        Fichier("lots.csv", lots.encode()),
        Fichier("baux.csv", baux.encode()),
    )


def refuser(**fichiers: str | bytes) -> list[str]:
    with pytest.raises(InvalidError, match="à corriger ; rien n’a été écrit") as refus:
        lire(**fichiers)
    return [f"{faute['ou']} : {faute['message']}" for faute in refus.value.fautes]


def test_the_worked_example_comes_out_to_the_byte():
    donnees = lire()
    exercice = Periode("2025", date(2025, 1, 1), date(2025, 12, 31))
    resultat = compute_regularisation(donnees.depenses, donnees.lots, donnees.baux, exercice)
    fichiers = export_regularisation(resultat, [depense.code for depense in donnees.depenses])
    assert fichiers["lots.csv"].decode() == (
        "lot;code;montant;recuperable;non_recuperable;periode;jours;montant_periode\n"
        "1;EAU-01;33.34;33.34;0.00;A1;365;33.34\n"
        "2;EAU-01;33.34;33.34;0.00;A2;181;16.53\n"
        "2;EAU-01;33.34;33.34;0.00;VACANCE;184;16.81\n"
        "1;PER-01;66.67;50.00;16.67;A1;365;50.00\n"
        "2;PER-01;66.67;50.00;16.67;A2;181;24.79\n"
        "2;PER-01;66.67;50.00;16.67;VACANCE;184;25.21\n"
    )
    assert fichiers["baux.csv"].decode() == (
        "bail;jours;EAU-01;PER-01;charges_reelles;provisions;solde;sens\n"
        "A1;365;33.34;50.00;83.34;80.00;3.34;complement\n"
        "A2;181;16.53;24.79;41.32;50.00;-8.68;trop-percu\n"
    )
    assert fichiers["synthese.json"].decode() == (
        '{\n  "copropriete": 30001,\n  "quote_part": 20002,\n  "recuperable": 16668,\n'
        '  "non_recuperable": 3334,\n  "vacance": 4202\n}\n'
    )


def test_a_file_saved_by_a_french_spreadsheet_reads_the_same():
    excel = b"\xef\xbb\xbf" + POSTES.replace("100.01", "1 000,01").replace("\n", "\r\n").encode()
    assert lire(postes=excel).depenses[0].realise == 100_001


def test_a_running_lease_has_no_end_and_may_hold_several_lots():
    (bail,) = lire(baux="bail;lots;du;au;provisions\nA;1 + 2;2019-03-01;;0\n").baux
    assert (bail.lots, bail.au) == (("1", "2"), None)


def test_an_empty_tantieme_means_that_the_lot_has_not_this_key():
    (lot, *_) = lire(lots=LOTS.replace("GEN\n1;appartement;oui;1", "GEN;ASC\n1;appartement;oui;1;")).lots
    assert lot.tantiemes == {"GEN": 1, "ASC": 0}


def test_every_fault_of_the_three_files_is_said_in_one_pass():
    fautes = refuser(
        postes=POSTES.replace("100.01;100", "abc;120").replace("GEN;200", "CHF;200"),
        lots=LOTS.replace("3;appartement;non;1", "2;appartement;peut-être;-4"),
        baux=BAUX.replace("2025-12-31", "fin 2025").replace("A2;2", "A2;2+9"),
    )
    assert fautes == [
        "lots.csv, ligne 4 : « peut-être » (colonne « bailleur ») n’est ni « oui » ni « non ».",
        "lots.csv, ligne 4 : « -4 » (colonne « GEN ») n’est pas un nombre entier positif ou nul.",
        "lots.csv, ligne 4 : le lot 2 apparaît déjà plus haut : un lot tient sur une ligne.",
        "postes.csv, ligne 2 : « abc » (colonne « realise ») n’est pas un montant en euros (exemple : 1234.56).",
        "postes.csv, ligne 2 : « 120 » (colonne « taux_recuperable ») n’est pas un taux "
        "(attendu : un nombre entre 0 et 100).",
        "baux.csv, ligne 2 : « fin 2025 » (colonne « au ») n’est pas une date (forme attendue : 2025-12-31).",
        "postes.csv, ligne 3 : la clé CHF n’est pas une colonne du fichier des lots (clés lues : GEN).",
        "baux.csv, ligne 3 : le lot 9 du bail A2 est inconnu.",
    ]


def test_two_leases_on_the_same_day_of_the_same_lot_are_refused_with_both_lines():
    assert refuser(baux=BAUX + "A3;1+2;2025-06-30;;0\n") == [
        "baux.csv, ligne 4 : le bail A3 commence le 2025-06-30 alors que le bail A1 (ligne 2) occupe encore le lot 1.",
        "baux.csv, ligne 4 : le bail A3 commence le 2025-06-30 alors que le bail A2 (ligne 3) occupe encore le lot 2.",
    ]


@pytest.mark.parametrize(
    ("ligne", "faute"),
    [
        ("A3;3;2025-01-01;;0", "le lot 3 du bail A3 n’est pas au bailleur (colonne « bailleur » : non)."),
        ("A1;9;2025-01-01;;0", "le bail A1 apparaît déjà plus haut : un bail tient sur une ligne (lots : 12+13)."),
        ("A3;9;2025-02-01;2025-01-31;0", "le bail A3 finit le 2025-01-31 avant de commencer le 2025-02-01."),
        ("A3;1+;2025-01-01;;0", "« 1+ » (colonne « lots ») a un lot sans numéro (forme attendue : 12+13)."),
        ("A3;1+1;2025-01-01;;0", "« 1+1 » (colonne « lots ») nomme deux fois le même lot."),
        (
            "VACANCE;9;2025-01-01;;0",
            "« VACANCE » est réservé aux jours sans locataire : donnez un autre numéro au bail.",
        ),
        ("A3;1;2026-01-01;;0;7", "6 cellules pour 5 colonnes : un point-virgule est en trop."),
    ],
)
def test_a_lease_that_makes_no_sense_is_refused_at_its_line(ligne, faute):
    assert refuser(baux=BAUX + ligne + "\n") == [f"baux.csv, ligne 4 : {faute}"]


def test_an_amount_on_a_key_that_nobody_carries_is_refused():
    (faute,) = refuser(lots=LOTS.replace(";1\n", ";0\n"), postes="\n".join(POSTES.splitlines()[:2]))
    assert faute.endswith("aucun lot n’a de tantièmes sur la clé GEN : le poste EAU-01 est sans porteur.")


def test_a_poste_written_twice_alike_is_refused_but_not_a_poste_on_two_keys():
    ligne = POSTES.splitlines()[1]
    (faute,) = refuser(postes=POSTES + ligne + "\n")
    assert faute == "postes.csv, ligne 4 : le poste EAU-01 répète la ligne 2 à l’identique : supprimez-en une."
    lots = LOTS.replace(";GEN", ";GEN;EAU").replace(";1\n", ";1;1\n")
    assert len(lire(postes=POSTES + ligne.replace("GEN", "EAU") + "\n", lots=lots).depenses) == 3


@pytest.mark.parametrize(
    ("contenu", "faute"),
    [
        (b"", "postes.csv : est vide : la première ligne doit porter les noms des colonnes."),
        (
            "code;libellé\n".encode("latin-1"),
            "postes.csv : n’est pas un CSV en UTF-8 : enregistrez-le ainsi.",
        ),
        (
            POSTES.replace(";realise", "").encode(),
            "postes.csv, ligne 1 : il manque la colonne « realise » (séparateur attendu : point-virgule).",
        ),
        (
            POSTES.replace("budget", "cle").encode(),
            "postes.csv, ligne 1 : il manque la colonne « budget » (séparateur attendu : point-virgule).",
        ),
    ],
)
def test_a_file_that_cannot_be_read_gets_one_clear_sentence(contenu, faute):
    assert refuser(postes=contenu)[0] == faute
