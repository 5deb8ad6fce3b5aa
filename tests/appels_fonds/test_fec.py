"""The FEC: what the State's own tool checks, and the faults it lets through, which we refuse."""

from datetime import date
from decimal import Decimal
from io import BytesIO

import pytest
from fec_parser.parser import FECParser
from sqlalchemy import Engine

from services.appels_fonds.comptabilite.ecritures import list_fec
from services.appels_fonds.exports.controle_fec import check_fec
from services.appels_fonds.exports.ecrivains import write_profil
from services.appels_fonds.exports.fec import CHAMPS, LigneFec, fec_name, write_fec
from services.appels_fonds.exports.formats import Colonne, Profil
from services.appels_fonds.exports.lignes_fec import iter_fec
from services.appels_fonds.exports.lots import make_export, take_export
from services.appels_fonds.reception.imports import undo_import
from shared.database import Lecture, Session
from shared.errors import RefusedError
from tests.appels_fonds.essais import AVRIL, COMPTABLE, JUILLET, TRIMESTRE
from tests.appels_fonds.paiements_essai import approve, call, load_patrimoine_payant, prepare, validate

DEBUT, FIN = date(2026, 1, 1), date(2026, 12, 31)
NOM = fec_name("732829320", FIN)


@pytest.fixture
def annee(base: Engine) -> list[str]:
    """The FEC of a year in which calls were validated, paid, lettered and undone."""
    load_patrimoine_payant(X001={"nom": 'SDC "Le\tBizillon" | A;B'})
    call(*TRIMESTRE, titre="T2")
    call(*[("X002", *ligne[1:]) for ligne in TRIMESTRE], titre="T2 bis")
    approve(prepare())
    validate(AVRIL)
    with Session.begin() as session:
        undo_import(session, COMPTABLE, 2, aujourdhui=date(2026, 5, 4))
    call(*[(*ligne[:4], "01/07/2026", ligne[5]) for ligne in TRIMESTRE], titre="T3")
    validate(JUILLET)
    return fec_lines()


def fec_lines() -> list[str]:
    with Lecture() as session:
        return list(iter_fec(session, DEBUT, FIN))


def test_the_query_writes_what_the_plain_writer_would(annee: list[str]) -> None:
    with Lecture() as session:
        assert annee == list(write_fec(list_fec(session, DEBUT, FIN)))


def test_our_fec_has_no_fault(annee: list[str]) -> None:
    assert check_fec(NOM, annee, debut=DEBUT, fin=FIN) == []
    assert len(annee) == 1 + 3 + 3 + 2 + 2 + 3 + 3


def test_the_states_tool_would_find_nothing(annee: list[str]) -> None:
    assert annee[0] == "\t".join(CHAMPS) + "\r\n"
    for line in annee[1:]:
        fields = line.removesuffix("\r\n").split("\t")
        assert len(fields) == 18
        assert all(fields[place] for place in (0, 1, 2, 3, 4, 5, 8, 9, 10, 11, 12, 15))
        assert all(date.fromisoformat(fields[place]) for place in (3, 9, 15))
        assert fields[4][:3].isdigit()
        assert all(Decimal(fields[place].replace(",", ".")) >= 0 and "." not in fields[place] for place in (11, 12))


def test_it_loads_in_an_independent_reader(annee: list[str]) -> None:
    reader = FECParser.from_bytesio(BytesIO("".join(annee).encode()), NOM)
    assert not reader.parse()
    read = list(reader.get_ecritures())
    assert len(read) == len(annee) - 1
    assert sum(row.debit for row in read) == sum(row.credit for row in read)


def test_each_journal_has_one_sequence_without_a_gap(annee: list[str]) -> None:
    numbers: dict[str, set[int]] = {}
    for line in annee[1:]:
        fields = line.split("\t")
        numbers.setdefault(fields[0], set()).add(int(fields[2]))
    assert numbers == {"COP": {1, 2, 3, 4}, "BQ": {1, 2}}


def test_what_was_paid_is_lettered_on_both_legs_with_the_day(annee: list[str]) -> None:
    lettered = [line.split("\t") for line in annee[1:] if line.split("\t")[13]]
    assert {(fields[6], fields[13], fields[14]) for fields in lettered} == {
        ("X001", "AA", "20260401"), ("X002", "AA", "20260401"),
    }  # fmt: skip


def test_a_name_with_a_tab_a_pipe_and_quotes_breaks_nothing(annee: list[str]) -> None:
    assert any('SDC "Le Bizillon" A B' in line for line in annee)


def spoil(lines: list[str], rang: int, place: int, value: str) -> list[str]:
    fields = lines[rang].removesuffix("\r\n").split("\t")
    fields[place] = value
    return [*lines[:rang], "\t".join(fields) + "\r\n", *lines[rang + 1 :]]


@pytest.mark.parametrize(
    ("place", "value", "message"),
    [
        (2, "9", "le numéro 9 suit"),
        (3, "20251231", "hors de l’exercice"),
        (3, "20260231", "n’est pas une date"),
        (4, "A41", "plan français"),
        (5, "", "CompteLib est vide"),
        (8, "", "PieceRef est vide"),
        (10, " libellé", "blanc de bord"),
        (11, "1.50", "montant à virgule"),
        (11, "1 234,50", "montant à virgule"),
        (11, "-1,00", "montant à virgule"),
        (11, "0,01", "n’est pas équilibrée"),
        (13, "AA", "EcritureLet et DateLet vont ensemble"),
        (15, "", "ValidDate est vide"),
        (15, "20260101", "ValidDate est avant EcritureDate"),
        (16, "1,00", "Montantdevise et Idevise vont ensemble"),
    ],
)
def test_each_fault_is_named_with_its_line(annee: list[str], place: int, value: str, message: str) -> None:
    rang = next(rang for rang, line in enumerate(annee) if line.startswith("COP") and not line.split("\t")[13])
    fautes = check_fec(NOM, spoil(annee, rang, place, value), debut=DEBUT, fin=FIN)
    assert any(message in faute.message for faute in fautes), fautes


def test_a_field_too_many_a_missing_header_and_a_wrong_name_are_faults(annee: list[str]) -> None:
    messages = [
        faute.message
        for faute in check_fec("fec.txt", [annee[0].upper(), annee[1].replace("\t", "\t\t", 1)], debut=DEBUT, fin=FIN)
    ]
    assert any("SirenFECAAAAMMJJ" in message for message in messages)
    assert any("dix-huit noms" in message for message in messages)
    assert "19 zones au lieu de 18" in messages


def test_entries_out_of_the_order_of_validation_are_a_fault(annee: list[str]) -> None:
    swapped = [annee[0], *annee[-3:], *annee[1:-3]]
    assert any("ordre de leur validation" in f.message for f in check_fec(NOM, swapped, debut=DEBUT, fin=FIN))


def test_an_export_is_numbered_hashed_and_gives_the_same_bytes_again(annee: list[str]) -> None:
    with Session.begin() as session:
        made = make_export(session, COMPTABLE, "FEC", debut=DEBUT, fin=FIN)
        assert (made.numero, made.lignes, made.nom_fichier) == (1, len(annee) - 1, NOM)
    with Session.begin() as session:
        [(nom, first), (description, texte)] = take_export(session, COMPTABLE, 1)
    call(("X001", "3", "GEN", "Provision", "01/08/2026", 12.0), titre="Août")
    validate(date(2026, 8, 1))
    with Session.begin() as session:
        [(_, again), _] = take_export(session, COMPTABLE, 1)
    assert first == again == "".join(annee).encode()
    assert (nom, description) == (NOM, NOM.replace(".txt", "_description.txt"))
    assert "732829320" in texte.decode()


@pytest.mark.parametrize("profil", ["CSV", "SAGE", "CEGID", "QUADRATUS"])
def test_every_ready_layout_writes_every_leg(annee: list[str], profil: str) -> None:
    with Session.begin() as session:
        make_export(session, COMPTABLE, profil, debut=DEBUT, fin=FIN)
    with Session.begin() as session:
        [(_, contenu)] = take_export(session, COMPTABLE, 1)
    lines = contenu.decode("utf-8-sig" if profil == "CSV" else "cp1252").splitlines()
    assert len(lines) == len(annee) - 1 + (profil != "QUADRATUS")
    if profil == "QUADRATUS":
        assert {len(line) for line in lines} == {146}
        assert lines[0].startswith("M")
        assert lines[0][11:14] == "000"
    if profil == "CEGID":
        assert lines[0].startswith("***S5EXPJRLETE")
        assert len({len(line) for line in lines[1:]}) == 1


@pytest.mark.parametrize(("largeur", "ecrite"), [(35, "AF-2026-000086-FT"), (13, "F2026000086FT"), (8, "000086FT")])
def test_a_reference_too_long_for_its_column_keeps_its_number(largeur: int, ecrite: str) -> None:
    profil = Profil("X", "X", (Colonne("piece", largeur=largeur),), titres=False)
    ligne = LigneFec(
        journal="COP", journal_libelle="Appels", numero=1, date_ecriture="2026-10-01", compte="4011",
        compte_libelle="Syndicats", auxiliaire="C014", auxiliaire_libelle="Le Clos", piece_ref="AF-2026-000086-FT",
        piece_date="2026-09-13", libelle="Appel", debit_centimes=0, credit_centimes=31_485, lettrage=None,
        lettre_le=None, validee_le="2026-10-02", ecriture_id=1, cle=None, nature=None,
    )  # fmt: skip
    assert list(write_profil(profil, [ligne])) == [f"{ecrite}\r\n"]


def test_what_left_once_is_not_exported_twice(annee: list[str]) -> None:
    with Session.begin() as session:
        make_export(session, COMPTABLE, "CSV", debut=DEBUT, fin=FIN)
    with pytest.raises(RefusedError, match="Aucune écriture"), Session.begin() as session:
        make_export(session, COMPTABLE, "CSV", debut=DEBUT, fin=FIN, nouvelles=True)
