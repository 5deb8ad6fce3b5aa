"""Entries: balanced, numbered without a gap, untouchable once validated, and written to the FEC as the law asks."""

from datetime import date
from decimal import Decimal
from io import BytesIO

import pytest
from fec_parser.parser import FECParser
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Engine, delete, insert, select, update
from sqlalchemy.exc import DBAPIError

from services.appels_fonds.comptabilite.ecritures import list_fec, validate_ecritures
from services.appels_fonds.comptabilite.imputation import LigneAImputer, build_jambes, reverse_jambes
from services.appels_fonds.comptabilite.schema_comptable import COMPTES, SCHEMA
from services.appels_fonds.exports.fec import CHAMPS, fec_name, write_fec
from services.appels_fonds.models import Ecriture, LigneEcriture, StatutEcriture
from services.appels_fonds.natures import JAMAIS_COMPTABILISEES, Nature
from shared.database import Lecture, Session
from shared.errors import RefusedError
from tests.appels_fonds.essais import (
    AVRIL,
    COMPTABLE,
    JUILLET,
    TRIMESTRE,
    a_workbook,
    integrate_now,
    load_patrimoine_essai,
)

LIGNES = st.lists(
    st.builds(
        LigneAImputer,
        nature=st.sampled_from(sorted(SCHEMA)),
        cle=st.sampled_from(["GEN", "ASC", "CHF"]),
        montant_centimes=st.integers(-(10**8), 10**8),
    ),
    max_size=60,
)
TAUX = st.dictionaries(st.sampled_from(["GEN", "ASC", "CHF"]), st.integers(0, 100))


def test_every_nature_that_is_posted_has_its_account_and_its_reason() -> None:
    assert set(SCHEMA) == set(Nature) - JAMAIS_COMPTABILISEES
    assert all(regle.compte in COMPTES and regle.raison for regle in SCHEMA.values())


@given(LIGNES, TAUX)
def test_an_entry_is_balanced_whatever_the_call(lignes: list[LigneAImputer], taux: dict[str, int]) -> None:
    jambes = build_jambes(lignes, taux)
    assert sum(j.debit_centimes for j in jambes) == sum(j.credit_centimes for j in jambes)
    assert all((j.debit_centimes > 0) != (j.credit_centimes > 0) for j in jambes)
    due = sum(j.credit_centimes - j.debit_centimes for j in jambes if j.is_syndicat)
    assert due == sum(ligne.montant_centimes for ligne in lignes)


@given(LIGNES)
def test_a_reversal_undoes_exactly_what_it_reverses(lignes: list[LigneAImputer]) -> None:
    jambes = build_jambes(lignes)
    both = [*jambes, *reverse_jambes(jambes)]
    for compte in {j.compte for j in both}:
        assert sum(j.debit_centimes - j.credit_centimes for j in both if j.compte == compte) == 0


def test_the_odd_centime_of_a_recoverable_split_stays_non_recoverable() -> None:
    jambes = build_jambes([LigneAImputer(Nature.PROVISION, "GEN", 101)], {"GEN": 50})
    assert {j.compte: j.debit_centimes for j in jambes if not j.is_syndicat} == {"6141": 51, "6142": 50}


def test_a_fonds_de_travaux_is_an_asset_not_a_charge() -> None:
    [asset, due] = build_jambes([LigneAImputer(Nature.FONDS_TRAVAUX, "GEN", 5_000)])
    assert (asset.compte, asset.debit_centimes, due.compte, due.credit_centimes) == ("2761", 5_000, "4011", 5_000)


@pytest.fixture
def deux_trimestres(base: Engine) -> None:
    load_patrimoine_essai()
    juillet = [(*ligne[:4], "01/07/2026", ligne[5]) for ligne in TRIMESTRE]
    autre = [("X002", *ligne[1:]) for ligne in TRIMESTRE]
    for rang, lignes in enumerate((TRIMESTRE, juillet, autre)):
        integrate_now(a_workbook(lignes, titre=f"Appel {rang}"), f"appel {rang}.xlsx")


def validate(jusqu_au: date, aujourdhui: date) -> int:
    with Session.begin() as session:
        return validate_ecritures(session, COMPTABLE, jusqu_au=jusqu_au, aujourdhui=aujourdhui)


def test_numbers_follow_without_a_gap_in_the_order_of_the_dates(deux_trimestres: None) -> None:
    assert validate(date(2026, 12, 31), AVRIL) == 2
    assert validate(date(2026, 12, 31), JUILLET) == 1
    with Lecture() as session:
        rows = session.execute(select(Ecriture.numero, Ecriture.date_ecriture).order_by(Ecriture.numero)).all()
    assert [tuple(row) for row in rows] == [(1, AVRIL), (2, AVRIL), (3, JUILLET)]


def test_an_entry_dated_after_today_stays_a_draft(deux_trimestres: None) -> None:
    assert validate(date(2026, 12, 31), date(2026, 3, 31)) == 0


def test_the_database_refuses_any_write_on_a_validated_entry(deux_trimestres: None) -> None:
    validate(AVRIL, AVRIL)
    with Lecture() as session:
        validated = session.scalars(select(Ecriture.id).where(Ecriture.statut == StatutEcriture.VALIDEE)).first()
    leg = {
        "ecriture_id": validated, "rang": 99, "compte": "471", "compte_libelle": "x", "libelle": "x",
        "debit_centimes": 1, "credit_centimes": 0,
    }  # fmt: skip
    for statement in (
        update(Ecriture).where(Ecriture.id == validated).values(libelle="autre"),
        delete(Ecriture).where(Ecriture.id == validated),
        update(LigneEcriture).where(LigneEcriture.ecriture_id == validated).values(debit_centimes=1),
        delete(LigneEcriture).where(LigneEcriture.ecriture_id == validated),
        insert(LigneEcriture).values(leg),
    ):
        with pytest.raises(DBAPIError, match="contre-passez-la"), Session.begin() as session:
            session.execute(statement)


def test_the_database_refuses_to_validate_an_unbalanced_entry(deux_trimestres: None) -> None:
    with Session.begin() as session:
        draft = session.scalars(select(Ecriture)).first()
        assert draft is not None
        session.execute(update(LigneEcriture).where(LigneEcriture.compte == "4011").values(credit_centimes=1))
    with pytest.raises(DBAPIError, match="équilibrée"):
        validate(AVRIL, AVRIL)


def fec_lines(debut: date, fin: date) -> list[str]:
    with Lecture() as session:
        return list(write_fec(list_fec(session, debut, fin)))


def test_the_fec_has_its_eighteen_fields_and_only_validated_entries(deux_trimestres: None) -> None:
    validate(AVRIL, AVRIL)
    header, *lines = fec_lines(date(2026, 1, 1), date(2026, 12, 31))
    assert header == "\t".join(CHAMPS) + "\r\n"
    assert len(lines) == 6
    assert all(line.count("\t") == 17 and line.endswith("\r\n") for line in lines)
    first = dict(zip(CHAMPS, lines[0].rstrip("\r\n").split("\t"), strict=True))
    assert (first["JournalCode"], first["EcritureNum"], first["CompteNum"], first["Debit"], first["Credit"]) == (
        "COP", "1", "6141", "168,75", "0,00",
    )  # fmt: skip
    due = dict(zip(CHAMPS, lines[2].rstrip("\r\n").split("\t"), strict=True))
    assert (due["CompteNum"], due["CompAuxNum"], due["CompAuxLib"]) == ("4011", "X001", "SDC Le Bizillon")


def test_the_fec_loads_in_an_independent_reader(deux_trimestres: None) -> None:
    validate(JUILLET, JUILLET)
    contenu = "".join(fec_lines(date(2026, 1, 1), date(2026, 12, 31)))
    reader = FECParser.from_bytesio(BytesIO(contenu.encode()), fec_name("732829320", date(2026, 12, 31)))
    assert not reader.parse()
    read = list(reader.get_ecritures())
    assert len(read) == 9
    assert sum(ecriture.debit for ecriture in read) == sum(ecriture.credit for ecriture in read) == Decimal("3236.25")


def test_the_file_is_named_by_the_rule_of_the_book() -> None:
    assert fec_name("732829320", date(2026, 12, 31)) == "732829320FEC20261231.txt"


def test_a_fec_covers_one_year_only(deux_trimestres: None) -> None:
    with pytest.raises(RefusedError, match="un seul exercice"):
        fec_lines(date(2025, 7, 1), date(2026, 6, 30))
