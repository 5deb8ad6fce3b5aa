"""Paying: what is due, to the right account, by two people, once."""

from datetime import date
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Engine, func, select
from sqlalchemy.exc import IntegrityError

from services.appels_fonds.models import (
    AppelFonds,
    Ecriture,
    GenreCompte,
    LigneEcriture,
    PartVirement,
    RemiseVirements,
    StatutEcriture,
)
from services.appels_fonds.paiements.composition import compose_virements
from services.appels_fonds.paiements.postes_ouverts import PosteOuvert
from services.appels_fonds.paiements.virements import cancel_remise, prepare_remise, read_bordereau
from services.appels_fonds.reception.imports import undo_import
from shared.acteurs import SYSTEME
from shared.database import Lecture, Session
from shared.errors import ForbiddenError, RefusedError
from shared.models import AuditLigne
from tests.appels_fonds.essais import AVRIL, COMPTABLE, JUILLET, TRIMESTRE
from tests.appels_fonds.paiements_essai import (
    COLLEGUE,
    DIRECTRICE,
    an_agent,
    an_iban,
    approve,
    call,
    left_out,
    load_patrimoine_payant,
    prepare,
    transfers,
    validate,
)

NS = {"p": "urn:iso:std:iso:20022:tech:xsd:pain.001.001.09"}
AUTRE = [("X002", *ligne[1:]) for ligne in TRIMESTRE]


@pytest.fixture
def deux_syndicats(base: Engine) -> None:
    load_patrimoine_payant()
    call(*TRIMESTRE, *AUTRE)


def bordereau(numero: int) -> bytes:
    with Lecture() as session:
        return read_bordereau(session, COMPTABLE, numero)[1]


def test_one_transfer_for_each_syndicat_and_call(deux_syndicats: None) -> None:
    assert transfers(prepare()) == [("X001", "AF-2026-000001", 107_875), ("X002", "AF-2026-000002", 107_875)]


def test_the_bank_file_names_the_syndics_own_reference_first(deux_syndicats: None) -> None:
    numero = prepare()
    approve(numero)
    root = ET.fromstring(bordereau(numero))
    words = [node.text for node in root.iterfind(".//p:Ustrd", NS)]
    assert words[0] == "812-4410 / X001 / T2 2026 / AF-2026-000001 / lots 3, 7"
    assert [node.text for node in root.iterfind(".//p:EndToEndId", NS)] == ["AF-2026-000001", "AF-2026-000002"]
    assert root.findtext(".//p:GrpHdr/p:CtrlSum", namespaces=NS) == "2157.50"
    assert root.findtext(".//p:ReqdExctnDt/p:Dt", namespaces=NS) == "2026-04-01"


def test_the_same_batch_always_gives_the_same_bytes(deux_syndicats: None) -> None:
    numero = prepare()
    approve(numero)
    assert bordereau(numero) == bordereau(numero)


def test_a_batch_that_nobody_approved_gives_no_file(deux_syndicats: None) -> None:
    numero = prepare()
    with pytest.raises(RefusedError, match="seule une remise approuvée"):
        bordereau(numero)


def test_who_prepares_does_not_approve(deux_syndicats: None) -> None:
    numero = prepare(COMPTABLE)
    with pytest.raises(ForbiddenError, match="ne l’approuve pas"):
        approve(numero, COMPTABLE)
    approve(numero, COLLEGUE)


def test_a_technician_neither_prepares_nor_approves(deux_syndicats: None) -> None:
    technicien = an_agent("Marc", "TE", "DI")
    with pytest.raises(ForbiddenError):
        prepare(an_agent("Lea", "RC", "ADMIN"))
    numero = prepare()
    with pytest.raises(ForbiddenError):
        approve(numero, an_agent("Lea", "RC", "ADMIN"))
    approve(numero, technicien)  # he is also of the management


def test_a_call_is_in_one_live_batch_only(deux_syndicats: None) -> None:
    prepare()
    with pytest.raises(RefusedError, match="Aucun appel à payer"):
        prepare()


def test_the_database_itself_refuses_a_second_live_payment(deux_syndicats: None) -> None:
    prepare()
    with Session() as session:
        part = session.scalars(select(PartVirement)).first()
        assert part is not None
        twin = {
            name: getattr(part, name)
            for name in ("virement_id", "appel_id", "genre", "sens", "tour", "montant_centimes", "vive")
        }
    with pytest.raises(IntegrityError), Session.begin() as session:
        session.add(PartVirement(**twin))


def test_a_cancelled_batch_frees_its_calls(deux_syndicats: None) -> None:
    numero = prepare()
    with Session.begin() as session:
        cancel_remise(session, COMPTABLE, numero, motif="mauvaise date", aujourdhui=AVRIL)
    assert transfers(prepare()) == transfers(numero)


def test_a_cancelled_batch_after_validation_is_reversed_in_the_books(deux_syndicats: None) -> None:
    numero = prepare()
    approve(numero)
    validate(AVRIL)
    with Session.begin() as session:
        cancel_remise(session, COMPTABLE, numero, motif="rejet de la banque", aujourdhui=date(2026, 4, 3))
    validate(date(2026, 4, 3))
    with Lecture() as session:
        bank = session.execute(
            select(func.sum(LigneEcriture.debit_centimes - LigneEcriture.credit_centimes)).where(
                LigneEcriture.compte == "512"
            )
        ).scalar()
        assert bank == 0
        assert session.scalar(select(func.count()).select_from(Ecriture).where(Ecriture.journal == "BQ")) == 4


def test_the_payment_is_drafted_in_the_bank_journal_on_its_execution(deux_syndicats: None) -> None:
    approve(prepare())
    with Lecture() as session:
        entries = session.scalars(select(Ecriture).where(Ecriture.journal == "BQ").order_by(Ecriture.id)).all()
        assert [(e.date_ecriture, e.statut, e.piece_ref) for e in entries] == [
            (AVRIL, StatutEcriture.BROUILLON, "AF-2026-000001"), (AVRIL, StatutEcriture.BROUILLON, "AF-2026-000002"),
        ]  # fmt: skip
        assert [(j.compte, j.auxiliaire, j.debit_centimes, j.credit_centimes) for j in entries[0].lignes] == [
            ("4011", "X001", 107_875, 0), ("512", None, 0, 107_875),
        ]  # fmt: skip


def test_nothing_is_executed_on_a_day_when_banks_are_closed(base: Engine) -> None:
    load_patrimoine_payant()
    call()
    numero = prepare(echeance=AVRIL, aujourdhui=date(2026, 4, 3))  # Good Friday, then Easter Monday
    with Lecture() as session:
        remise = session.scalars(select(RemiseVirements).where(RemiseVirements.numero == numero)).one()
        assert remise.execution_le == date(2026, 4, 7)


def test_the_fonds_de_travaux_goes_to_its_own_account(base: Engine) -> None:
    load_patrimoine_payant(X001={"iban_fonds_travaux": an_iban(99)})
    call(*TRIMESTRE, ("X001", "3", "GEN", "Fonds de travaux loi Alur", "01/04/2026", 25.0))
    assert transfers(prepare()) == [("X001", "AF-2026-000001", 107_875), ("X001", "AF-2026-000001-FT", 2_500)]


def test_without_an_account_of_its_own_the_fonds_de_travaux_is_paid_with_the_rest(base: Engine) -> None:
    load_patrimoine_payant()
    call(*TRIMESTRE, ("X001", "3", "GEN", "Fonds de travaux loi Alur", "01/04/2026", 25.0))
    assert transfers(prepare()) == [("X001", "AF-2026-000001", 110_375)]


def test_a_credit_is_offset_inside_its_syndicat_only(base: Engine) -> None:
    load_patrimoine_payant()
    call(*TRIMESTRE, *AUTRE)
    call(("X001", "3", "GEN", "Régularisation des charges", "01/03/2026", -78.75), titre="Solde")
    assert transfers(prepare()) == [("X001", "AF-2026-000001", 100_000), ("X002", "AF-2026-000002", 107_875)]


def test_a_credit_larger_than_what_is_due_stays_open_and_nothing_is_paid(base: Engine) -> None:
    load_patrimoine_payant()
    call(*TRIMESTRE, *AUTRE)
    call(("X001", "3", "GEN", "Régularisation des charges", "01/03/2026", -2000.0), titre="Solde")
    numero = prepare()
    assert transfers(numero) == [("X002", "AF-2026-000002", 107_875)]
    assert sorted(left_out(numero)) == [("X001", "COMPENSE"), ("X001", "CREDIT_OUVERT")]


def test_a_call_undone_after_its_payment_is_a_credit_on_the_next_one(base: Engine) -> None:
    load_patrimoine_payant()
    call()
    approve(prepare())
    validate(AVRIL)
    with Session.begin() as session:
        undo_import(session, COMPTABLE, 1, aujourdhui=date(2026, 4, 10))
    call(("X001", "3", "GEN", "Provision charges", "01/07/2026", 2000.0), titre="T3")
    validate(JUILLET)
    numero = prepare(echeance=JUILLET, aujourdhui=date(2026, 6, 20))
    assert transfers(numero) == [("X001", "AF-2026-000002", 200_000 - 107_875)]


def test_a_call_in_a_batch_under_way_cannot_be_undone(deux_syndicats: None) -> None:
    prepare()
    with pytest.raises(RefusedError, match="annulez la remise"), Session.begin() as session:
        undo_import(session, COMPTABLE, 1, aujourdhui=AVRIL)


def test_without_an_account_of_the_landlord_nothing_is_prepared(base: Engine) -> None:
    load_patrimoine_payant(bailleur={"iban": None})
    call()
    with pytest.raises(RefusedError, match="IBAN du bailleur"):
        prepare()


def test_a_syndicat_without_account_is_told_and_the_others_are_paid(base: Engine) -> None:
    load_patrimoine_payant(X001={"iban": None})
    call(*TRIMESTRE, *AUTRE)
    numero = prepare()
    assert (transfers(numero), left_out(numero)) == (
        [("X002", "AF-2026-000002", 107_875)], [("X001", "COMPTE_ABSENT")],
    )  # fmt: skip


def test_every_act_is_in_the_journal(deux_syndicats: None) -> None:
    numero = prepare()
    approve(numero)
    with Lecture() as session:
        actes = session.execute(select(AuditLigne.acte, AuditLigne.agent).where(AuditLigne.objet == "remise")).all()
    assert [tuple(acte) for acte in actes] == [
        ("prépare une remise de virements", COMPTABLE.courriel),
        ("approuve une remise de virements", DIRECTRICE.courriel),
    ]


def test_the_system_prepares_and_an_agent_approves(deux_syndicats: None) -> None:
    with Session.begin() as session:
        numero = prepare_remise(session, SYSTEME, echeance=AVRIL, aujourdhui=AVRIL).numero
    with pytest.raises(ForbiddenError):
        approve(numero, SYSTEME)
    approve(numero, COMPTABLE)


POSTES = st.lists(st.integers(-5_000, 5_000).filter(bool), max_size=12)


@given(POSTES)
def test_whatever_is_due_transfers_are_above_zero_and_settle_exactly_what_they_say(soldes: list[int]) -> None:
    postes = [
        PosteOuvert(rang, f"AF-{rang}", 1, GenreCompte.COURANT, AVRIL, solde) for rang, solde in enumerate(soldes)
    ]
    composed = compose_virements(postes)
    assert all(virement.montant_centimes > 0 for virement in composed.virements)
    assert all(
        virement.montant_centimes == sum(montant for _, montant in virement.parts) for virement in composed.virements
    )
    if sum(soldes) > 0:
        assert sum(virement.montant_centimes for virement in composed.virements) == sum(soldes)
        settled = [poste.appel_id for virement in composed.virements for poste, _ in virement.parts]
        assert sorted(settled) == list(range(len(soldes)))
    else:
        assert composed.virements == ()


def test_a_batch_names_calls_that_exist(deux_syndicats: None) -> None:
    numero = prepare()
    with Lecture() as session:
        remise = session.scalars(select(RemiseVirements).where(RemiseVirements.numero == numero)).one()
        assert {part.appel_id for virement in remise.virements for part in virement.parts} == set(
            session.scalars(select(AppelFonds.id))
        )
