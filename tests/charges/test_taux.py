"""Recoverable rates are dated, decided with a reason, and an old year keeps its old rate."""

from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy import Engine, select

from services.charges.budgets import record_budget
from services.charges.models import DepenseAnnuelle, MontantBudgete, TauxRecuperable
from services.charges.postes.fondements import describe_fondement
from services.charges.postes.nomenclature import find_poste
from services.charges.postes.taux_recuperables import decide_taux, load_taux, withdraw_taux
from shared.database import Lecture, Session
from shared.errors import InvalidError
from shared.messages import BudgetVote
from shared.models import Copropriete
from tests.appels_fonds.essais import COMPTABLE, load_patrimoine_essai

RAISON = "Contrat du 02/01/2025 : clauses minimales 60 %"


@pytest.fixture(autouse=True)
def copropriete_id(base: Engine) -> int:
    load_patrimoine_essai()
    with Session.begin() as session:
        found = session.scalar(select(Copropriete.id).where(Copropriete.code == "X001"))
        assert found is not None
        for poste, montant in (("ASC-08", 100_000), ("ASC-06", 50_000), ("TRX-01", 900_000), ("DIV-01", 10_000)):
            session.add(
                DepenseAnnuelle(
                    copropriete_id=found, exercice="2025", debut=date(2025, 1, 1), fin=date(2025, 12, 31), poste=poste,
                    cle="ASC", budget_centimes=None, realise_centimes=montant, recuperable_centimes=None, lignes=0,
                )
            )  # fmt: skip
    return found


def rate_of(code: str, le: date) -> tuple[Decimal, str]:
    with Lecture() as session:
        taux = load_taux(session, COMPTABLE, "X001", le)
    [poste] = [poste for poste in taux.postes if poste.code == code]
    return poste.taux, poste.origine


def test_the_ratio_of_a_cle_leaves_works_out_and_counts_what_is_not_qualified_at_zero() -> None:
    with Lecture() as session:
        [asc] = load_taux(session, COMPTABLE, "X001", date(2026, 5, 1)).cles
    assert (asc.total_centimes, asc.recuperable_centimes, asc.a_qualifier_centimes) == (160_000, 73_000, 10_000)
    assert asc.taux == Decimal("45.62")


def test_a_rate_decided_for_a_copropriete_does_not_change_the_years_before_it() -> None:
    with Session.begin() as session:
        decide_taux(session, COMPTABLE, "ASC-08", Decimal("60"), date(2026, 1, 1), RAISON, "X001")
    assert rate_of("ASC-08", date(2025, 12, 31)) == (Decimal(73), "NOMENCLATURE")
    assert rate_of("ASC-08", date(2026, 1, 1)) == (Decimal(60), "COPROPRIETE")


def test_the_copropriete_s_own_rate_beats_the_landlord_s() -> None:
    with Session.begin() as session:
        decide_taux(session, COMPTABLE, "ASC-08", Decimal("70"), date(2026, 3, 1), RAISON)
        decide_taux(session, COMPTABLE, "ASC-08", Decimal("60"), date(2026, 1, 1), RAISON, "X001")
    assert rate_of("ASC-08", date(2026, 6, 1)) == (Decimal(60), "COPROPRIETE")


def test_a_new_rate_ends_the_former_the_day_before_and_withdrawing_it_lets_the_former_go_on() -> None:
    with Session.begin() as session:
        decide_taux(session, COMPTABLE, "ASC-08", Decimal("60"), date(2025, 1, 1), RAISON, "X001")
        second = decide_taux(session, COMPTABLE, "ASC-08", Decimal("62.5"), date(2026, 1, 1), RAISON, "X001").id
    with Lecture() as session:
        fins = session.scalars(select(TauxRecuperable.au).order_by(TauxRecuperable.du)).all()
    assert fins == [date(2025, 12, 31), None]
    with Session.begin() as session:
        withdraw_taux(session, COMPTABLE, second)
    assert rate_of("ASC-08", date(2026, 6, 1)) == (Decimal(60), "COPROPRIETE")


@pytest.mark.parametrize(
    ("poste", "taux", "raison"), [("ASC-08", "60", "oui"), ("FDT-01", "10", RAISON), ("ASC-08", "101", RAISON)]
)
def test_a_rate_without_a_reason_or_out_of_bounds_is_refused(poste: str, taux: str, raison: str) -> None:
    with pytest.raises(InvalidError), Session.begin() as session:
        decide_taux(session, COMPTABLE, poste, Decimal(taux), date(2026, 1, 1), raison)


@pytest.mark.parametrize(
    ("code", "attendu"),
    [
        ("PER-01", "Article 2, c du décret"),
        ("ASC-01", "Annexe, I.2 du décret"),
        ("HYG-04", "Civ. 3e, 29/01/2002"),
        ("ASS-01", "reste au bailleur"),
    ],
)
def test_each_rate_says_the_text_it_rests_on(code: str, attendu: str) -> None:
    assert attendu in describe_fondement(find_poste(code))


@pytest.mark.parametrize("ordre", [(0, 1), (1, 0)])
def test_the_latest_vote_of_a_budget_is_in_force_whatever_the_order_of_the_facts(
    copropriete_id: int, ordre: tuple[int, int]
) -> None:
    faits = [
        BudgetVote(
            copropriete_id=copropriete_id, date_ag=jour, exercice="2027", debut=date(2027, 1, 1),
            fin=date(2027, 12, 31), montants=[{"cle": "GEN", "nature": "COURANT", "montant_centimes": montant}],
        )
        for jour, montant in ((date(2026, 6, 1), 100), (date(2026, 9, 1), 200))
    ]  # fmt: skip
    with Session.begin() as session:
        for rang in (*ordre, *ordre):
            record_budget(session, faits[rang])
            session.flush()
    with Lecture() as session:
        rows = session.scalars(select(MontantBudgete).order_by(MontantBudgete.date_ag)).all()
        assert [(row.montant_centimes, row.remplace_le) for row in rows] == [(100, date(2026, 9, 1)), (200, None)]
