"""The six workbooks hold what they say: every printed total is the sum of its lines, in six layouts."""

import csv
from datetime import date
from decimal import Decimal

import pytest
from openpyxl import load_workbook
from python_calamine import CalamineWorkbook

from services.appels_fonds.lecture.classeurs import read_appel
from services.appels_fonds.lecture.patrimoine.referentiel import (
    CleConnue,
    CoproprieteConnue,
    LotConnu,
    Patrimoine,
)
from services.demo.calendrier import echeances_passees, prochaine_echeance
from services.demo.classeurs import totaux_attendus, write_classeur, write_classeurs
from services.demo.envois import build_envois
from services.demo.portefeuille import build_patrimoine
from shared.montants import convert_nombre, parse_montant

JOUR = date(2026, 11, 23)


@pytest.fixture(scope="module")
def patrimoine():
    return build_patrimoine(JOUR)


@pytest.fixture(scope="module")
def dossier(tmp_path_factory, patrimoine):
    folder = tmp_path_factory.mktemp("donnees") / "demo" / "classeurs"
    write_classeurs(folder, patrimoine, JOUR)
    return folder


@pytest.fixture(scope="module")
def attendus(patrimoine):
    return totaux_attendus(patrimoine, JOUR)


def rows_of(path, sheet=0):
    workbook = CalamineWorkbook.from_path(str(path))
    return workbook.get_sheet_by_index(sheet).to_python()


def column(rows, index):
    return [row[index] for row in rows if len(row) > index and isinstance(row[index], float)]


def centimes(numbers):
    return [convert_nombre(Decimal(repr(number))) for number in numbers]


def test_six_workbooks_in_three_formats_and_a_note_are_written(dossier, attendus):
    assert sorted(path.name for path in dossier.iterdir()) == sorted([*attendus, "LISEZMOI.txt"])
    assert sorted(path.suffix for path in dossier.iterdir()) == [".csv", ".ods", ".txt", *[".xlsx"] * 4]


def test_every_copropriete_is_in_exactly_one_envoi_for_the_next_quarter(patrimoine):
    envois = build_envois(patrimoine, prochaine_echeance(JOUR))
    codes = [appel.fiche["code"] for envoi in envois.values() for appel in envoi.coproprietes]
    assert sorted(codes) == sorted(copropriete["code"] for copropriete in patrimoine["coproprietes"])
    assert {envoi.exigible for envoi in envois.values()} == {date(2027, 1, 1)}
    assert {ligne.nature for e in envois.values() for a in e.coproprietes for ligne in a.lignes} == {
        "provision", "fonds_travaux", "travaux",
    }  # fmt: skip


def test_the_simple_table_adds_up_to_its_printed_total(dossier, attendus):
    *lines, total = centimes(column(rows_of(dossier / "Valbonnat_appel_2027-T1.xlsx"), 8))
    assert sum(lines) == total == attendus["Valbonnat_appel_2027-T1.xlsx"]


def test_the_wide_table_adds_up_across_lots_sub_totals_and_columns(dossier, attendus):
    rows = rows_of(dossier / "Mornandier_repartition_2027-T1.xlsx")
    lots = [row for row in rows if isinstance(row[-1], float) and row[1] != ""]
    subtotals = [row for row in rows if str(row[0]).startswith("Sous-total")]
    (grand,) = (row for row in rows if row[0] == "TOTAL GÉNÉRAL")
    expected = attendus["Mornandier_repartition_2027-T1.xlsx"]
    for group in (lots, subtotals, [grand]):
        assert sum(centimes(row[-1] for row in group)) == expected
        assert sum(centimes(value for row in group for value in row[3:-1] if value != "")) == expected
    assert len(subtotals) == 4


def test_each_sheet_and_the_summary_say_the_same_totals(dossier, attendus):
    path = dossier / "Confluence_appels_2027-T1.xlsx"
    *sheets, summary = CalamineWorkbook.from_path(str(path)).sheet_names
    assert summary == "Récapitulatif"
    printed = {}
    for rank, name in enumerate(sheets):
        *lines, total = centimes(column(rows_of(path, rank), 6))
        assert sum(lines) == total
        printed[name] = total
    rows = [row for row in rows_of(path, len(sheets)) if isinstance(row[2], float)]
    *summed, grand = centimes(row[2] for row in rows)
    assert dict(zip(sheets, summed, strict=True)) == printed
    assert sum(summed) == grand == attendus[path.name]


def test_each_block_of_the_open_document_adds_up(dossier, attendus):
    path = dossier / "Furanaise_appel_2027-T1.ods"
    running, subtotals = 0, []
    for row in rows_of(path):
        if not isinstance(row[4], float):
            continue
        (amount,) = centimes([row[4]])
        if row[0] == "Sous-total":
            assert running == amount
            subtotals.append(amount)
            running = 0
        elif row[0].startswith("Total"):
            assert sum(subtotals) == amount == attendus[path.name]
        else:
            running += amount
    assert len(subtotals) == 4


def test_the_windows_csv_adds_up_and_is_not_utf_8(dossier, attendus):
    path = dossier / "Gier-Pilat_export_2027-T1.csv"
    with pytest.raises(UnicodeDecodeError):
        path.read_text(encoding="utf-8")
    _, *lines, total = csv.reader(path.read_text(encoding="cp1252").splitlines(), delimiter=";")
    assert sum(parse_montant(line[6]) for line in lines) == parse_montant(total[6]) == attendus[path.name]
    assert total[6].endswith("\u00a0€")


def test_the_statement_has_two_header_rows_and_amounts_as_text(dossier, attendus):
    path = dossier / "Ondaine_releve_2027-T1.xlsx"
    rows = [row for row in rows_of(path) if str(row[0]).startswith("C0")]
    assert sum(parse_montant(row[7]) for row in rows) == attendus[path.name]
    assert parse_montant(rows_of(path)[-1][7]) == attendus[path.name]
    assert len(load_workbook(path).active.merged_cells.ranges) == 4


def test_the_note_announces_each_total(dossier, attendus):
    note = (dossier / "LISEZMOI.txt").read_text(encoding="utf-8")
    for name, total in attendus.items():
        (line,) = (line for line in note.splitlines() if line.startswith(name))
        assert parse_montant(line.split(" total ")[1]) == total


def test_writing_again_on_another_day_follows_the_calendar(tmp_path):
    later = date(2027, 2, 10)
    paths = write_classeurs(tmp_path / "classeurs", build_patrimoine(later), later)
    assert {path.stem[-7:] for path in paths} == {"2027-T2"}


def known_to_the_reader(patrimoine):
    """The demo patrimoine as the reader of calls wants it."""
    return Patrimoine(tuple(
        CoproprieteConnue(
            code=fiche["code"], nom=fiche["nom"], adresse=fiche["adresse"], immatriculation=fiche["immatriculation"],
            reference_bailleur=fiche["reference_bailleur"],
            cles=tuple(CleConnue(cle["code"], cle["libelle"], cle["total"]) for cle in fiche["cles"]),
            lots=tuple(
                LotConnu(lot["numero"], date.fromisoformat(lot["du"]), lot["au"] and date.fromisoformat(lot["au"]))
                for lot in fiche["lots"]
            ),
        )
        for fiche in patrimoine["coproprietes"]
    ))  # fmt: skip


def test_the_reader_of_calls_finds_every_line_of_the_six_files_and_nothing_to_say(tmp_path, patrimoine):
    known = known_to_the_reader(patrimoine)
    for exigible in [*echeances_passees(JOUR), prochaine_echeance(JOUR)]:
        for code, envoi in build_envois(patrimoine, exigible).items():
            path = write_classeur(tmp_path, code, envoi)
            lecture = read_appel(path.read_bytes(), path.name, known)
            expected = sorted(
                (ligne.copropriete, (ligne.lot,), ligne.cle, ligne.nature, ligne.exigible, ligne.montant)
                for appel in envoi.coproprietes
                for ligne in appel.lignes
            )
            assert not lecture.anomalies, path.name
            assert (
                sorted(
                    (x.copropriete, tuple(x.lots), x.cle, str(x.nature), x.exigible, x.montant_centimes)
                    for x in lecture.lignes
                )
                == expected
            )
