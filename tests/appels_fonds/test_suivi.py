"""The follow-up of calls: what votes let us expect, what came, what lacks, what syndics say, what remains to pay."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Engine, select

from services.appels_fonds.controles.dossiers import MontantDejaAppele, TravauxConnus
from services.appels_fonds.suivi.attendus import EtatAttendu, follow_prevus, list_prevus
from services.appels_fonds.suivi.calendrier import load_suivi, send_relance
from services.appels_fonds.suivi.dossier_annuel import load_dossier_annuel
from services.appels_fonds.suivi.soldes import list_rapprochements, record_solde
from services.appels_fonds.suivi.tresorerie import load_tresorerie
from shared.acteurs import SYSTEME
from shared.database import Lecture, Session
from shared.errors import InvalidError, RefusedError
from shared.models import CourrielSortant
from shared.patrimoine.imports import import_patrimoine
from tests.appels_fonds.essais import COMPTABLE, PATRIMOINE, TRIMESTRE, a_workbook, integrate_now, load_patrimoine_essai
from tests.appels_fonds.paiements_essai import approve, call, load_patrimoine_payant, prepare
from tests.appels_fonds.test_controles_regles import DOSSIER

ANNEE = (date(2026, 1, 1), date(2026, 12, 31))
JUIN = date(2026, 6, 20)


def suivis(*appelees: MontantDejaAppele, jour: date = JUIN, **autres: Any) -> list[tuple[str, str, int, int]]:
    """Day, state, expected and called of each expected call of the year, provisions only."""
    dossier = replace(DOSSIER, appelees=appelees, **autres)
    found = follow_prevus(list_prevus(dossier, *ANNEE), dossier, jour, 15)
    return [
        (f"{one.prevu.exigible:%d/%m}", one.etat.value, one.prevu.montant_centimes, one.appele_centimes)
        for one in found
        if one.prevu.nature == "provision"
    ]


def appel(exigible: date, euros: float, nature: str = "provision") -> MontantDejaAppele:
    return MontantDejaAppele(exigible, "GEN", nature, round(euros * 100), "L'appel AF-1")


def test_a_voted_budget_lets_us_expect_its_quarters_for_our_share() -> None:
    assert suivis(appel(date(2026, 1, 1), 1078.75)) == [
        ("01/01", "RECU", 107_875, 107_875),
        ("01/04", "EN_RETARD", 107_875, 0),
        ("01/07", "A_VENIR", 107_875, 0),
        ("01/10", "A_VENIR", 107_875, 0),
    ]


def test_a_call_is_late_only_after_its_delay() -> None:
    assert suivis(jour=date(2026, 1, 16))[0][1] == "ATTENDU"
    assert suivis(jour=date(2026, 1, 17))[0][1] == "EN_RETARD"


def test_three_monthly_calls_answer_a_quarter_and_half_of_it_is_incomplete() -> None:
    months = [appel(date(2026, mois, 1), 359.59) for mois in (1, 2, 3)]
    assert suivis(*months)[0][1:] == ("RECU", 107_875, 107_877)
    assert suivis(*months[:2])[0][1] == "PARTIEL"


def test_a_complement_belongs_to_the_quarter_it_completes() -> None:
    lines = (appel(date(2026, 7, 1), 976.5), appel(date(2026, 7, 1), 102.25, "provision_complement"))
    assert suivis(*lines)[2][1] == "RECU"


def test_works_are_expected_at_the_voted_dates_in_equal_parts() -> None:
    works = TravauxConnus(date(2025, 6, 12), "14", "Toiture", "GEN", 9_600_000, (date(2026, 4, 1), date(2026, 7, 1)))
    found = [one for one in list_prevus(replace(DOSSIER, travaux=(works,)), *ANNEE) if one.nature == "travaux"]
    assert [(one.exigible, one.montant_centimes) for one in found] == [
        (date(2026, 4, 1), 436_800), (date(2026, 7, 1), 436_800),
    ]  # fmt: skip
    assert "résolution 14" in found[0].origine


@given(st.lists(st.tuples(st.dates(*ANNEE), st.integers(1, 10**7)), max_size=8))
def test_every_call_of_the_year_answers_one_expected_call_and_only_one(calls: list[tuple[date, int]]) -> None:
    lines = [MontantDejaAppele(jour, "GEN", "provision", montant, "L'appel") for jour, montant in calls]
    assert sum(one[3] for one in suivis(*lines)) == sum(montant for _, montant in calls)


@pytest.fixture
def patrimoine(base: Engine) -> None:
    load_patrimoine_essai()


def test_the_calendar_tells_what_came_and_what_lacks_by_syndic(patrimoine: None) -> None:
    integrate_now(a_workbook(TRIMESTRE), "appel T2.xlsx")
    with Lecture() as session:
        suivi = load_suivi(session, COMPTABLE, *ANNEE, date(2026, 4, 20))
    etats = {(one.prevu.copropriete, one.prevu.exigible.month): one.etat for one in suivi.appels}
    assert (etats["X001", 4], etats["X002", 4], etats["X001", 7]) == (
        EtatAttendu.RECU, EtatAttendu.EN_RETARD, EtatAttendu.A_VENIR,
    )  # fmt: skip
    [(syndic, missing)] = suivi.by_syndic().items()
    assert syndic == "Régie du Furan"
    assert {one.prevu.copropriete for one in missing} == {"X001", "X002"}


def test_a_reminder_names_what_lacks_and_needs_an_address(patrimoine: None) -> None:
    with pytest.raises(RefusedError) as refus, Session.begin() as session:
        send_relance(session, COMPTABLE, "X002", date(2026, 4, 20))
    assert refus.value.code == "SYNDIC_SANS_ADRESSE"
    addressed = {**PATRIMOINE, "syndics": [{"code": "S01", "nom": "Régie du Furan", "courriel": "copro@furan.example"}]}
    with Session.begin() as session:
        import_patrimoine(session, SYSTEME, addressed)
    with Session.begin() as session:
        send_relance(session, COMPTABLE, "X002", date(2026, 4, 20))
    with Lecture() as session:
        courriel = session.scalars(select(CourrielSortant)).one()
        assert courriel.destinataire == "copro@furan.example"
        assert "exigible le 01/04/2026 : 910,00\u00a0€ attendus, rien reçu" in courriel.corps


def test_a_balance_told_by_a_syndic_is_compared_with_our_books_of_the_same_day(patrimoine: None) -> None:
    integrate_now(a_workbook(TRIMESTRE), "appel T2.xlsx")
    with Session.begin() as session:
        record_solde(
            session, COMPTABLE, "X001", au=date(2026, 4, 10), montant_centimes=120_000, source="relevé",
            aujourdhui=date(2026, 4, 20),
        )  # fmt: skip
    with Lecture() as session:
        [one] = list_rapprochements(session, COMPTABLE)
    assert (one.nos_livres_centimes, one.ecart_centimes) == (107_875, 12_125)
    assert [poste.solde_centimes for poste in one.postes] == [107_875]
    with pytest.raises(InvalidError), Session.begin() as session:
        record_solde(session, COMPTABLE, "X001", au=date(2027, 1, 1), montant_centimes=1, source="relevé",
                     aujourdhui=date(2026, 4, 20))  # fmt: skip


def test_a_call_is_settled_in_our_books_on_the_day_when_the_bank_pays_it(base: Engine) -> None:
    load_patrimoine_payant()
    call()
    remise = prepare()
    assert in_books(au=date(2026, 4, 30)) == (107_875, [107_875]), "a batch still to approve pays nothing"
    approve(remise)
    assert in_books(au=date(2026, 4, 30)) == (0, [])


def in_books(*, au: date) -> tuple[int, list[int]]:
    """What our books owe X001 on a day, and on which calls."""
    with Session.begin() as session:
        record_solde(session, COMPTABLE, "X001", au=au, montant_centimes=1, source="relevé", aujourdhui=au)
    with Lecture() as session:
        [one] = list_rapprochements(session, COMPTABLE)
        return one.nos_livres_centimes, [poste.solde_centimes for poste in one.postes]


def test_the_cash_to_come_counts_what_is_open_and_what_is_expected_once(patrimoine: None) -> None:
    integrate_now(a_workbook(TRIMESTRE), "appel T2.xlsx")
    with Lecture() as session:
        cash = load_tresorerie(session, COMPTABLE, date(2026, 4, 20))
    x001 = next(ligne for ligne in cash.lignes if ligne.copropriete == "X001")
    assert (x001.ouvert["2026-04"], x001.prevu["2026-07"], x001.prevu["2026-10"]) == (107_875, 91_000, 91_000)
    assert x001.prevu["2026-04"] == 91_000, "the first quarter never came: it is to pay now"


def test_the_file_of_a_year_goes_from_the_vote_to_the_cell(patrimoine: None) -> None:
    integrate_now(a_workbook(TRIMESTRE), "appel T2.xlsx")
    with Lecture() as session:
        dossier = load_dossier_annuel(session, COMPTABLE, "X001", 2026, date(2026, 4, 20))
        [exercice] = dossier.exercices
        assert exercice.total("COURANT") == 4_000_000
        [call] = dossier.appels
        assert (dossier.appele_centimes, dossier.paye_centimes) == (107_875, 0)
        assert [ligne.cellule for ligne in call.appel.lignes] == ["F4", "F5", "F6", "F7"]
        assert sum(ligne.montant_centimes for ligne in call.appel.lignes) == call.appel.total_centimes
