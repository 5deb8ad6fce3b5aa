"""From an odd year to the syndic's answer: detected over the portfolio, asked, answered; what the answer teaches."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Engine, select

from services.charges.anomalies.detection import run_detection
from services.charges.anomalies.enjeux import PartDeCle, compute_enjeu
from services.charges.anomalies.evidences import load_evidence
from services.charges.anomalies.questions import Question
from services.charges.anomalies.suites import (
    FiltreAnomalies,
    Reponse,
    ask_syndic,
    draft_question,
    list_avoirs,
    record_reponse,
    see_avoir,
    select_anomalies,
)
from services.charges.models import AnomalieCharge, DepenseAnnuelle, EtatAnomalie, IssueAnomalie, QuestionSyndic
from shared.acteurs import SYSTEME, Acteur
from shared.database import Lecture, Session
from shared.errors import InvalidError, RefusedError, StaleError
from shared.models import Copropriete, CourrielSortant, OutboxMessage
from shared.patrimoine.imports import import_patrimoine

COMPTABLE = Acteur(
    id=None, courriel="ines.faure@demo.example", nom="Inès Faure", roles=frozenset({"CO", "DI"}), agences=frozenset()
)
JOUR = date(2026, 3, 20)
ANNEES = range(2020, 2026)
IMMEUBLES = 12


@pytest.fixture(autouse=True)
def portefeuille(base: Engine) -> None:
    """Twelve buildings that spend alike on water and cleaning, six years long; in 2025 the water of one triples."""
    fiches = [
        {
            "code": f"C{rang:03d}", "nom": f"Résidence {rang}", "agence": "STE", "syndic": "S01", "surface_m2": 2000,
            "lots_principaux": 40, "cles": [{"code": "GEN", "libelle": "Générales", "total": 1000}],
            "lots": [{"numero": "1", "du": "2010-01-01", "tantiemes": {"GEN": 250}}],
        }
        for rang in range(1, IMMEUBLES + 1)
    ]  # fmt: skip
    patrimoine = {
        "bailleur": {"nom": "ESH", "siren": "732829320"},
        "agences": [{"code": "STE", "nom": "Saint-Étienne"}],
        "agents": [],
        "syndics": [{"code": "S01", "nom": "Régie du Furan", "courriel": "copro@furan.example"}],
        "coproprietes": fiches,
    }
    with Session.begin() as session:
        import_patrimoine(session, SYSTEME, patrimoine)
    with Session.begin() as session:
        for rang, copropriete in enumerate(session.scalars(select(Copropriete).order_by(Copropriete.code))):
            for annee in ANNEES:
                for poste, usual in (("EAU-01", 1_000_000), ("NET-01", 600_000)):
                    noise = 1 + ((rang * 7 + annee * 13 + len(poste)) % 9 - 4) / 100
                    session.add(spent(copropriete.id, annee, poste, int(usual * noise)))
    set_eau(2025, 3_000_000)


def spent(copropriete_id: int, annee: int, poste: str, montant: int) -> DepenseAnnuelle:
    return DepenseAnnuelle(
        copropriete_id=copropriete_id, exercice=str(annee), debut=date(annee, 1, 1), fin=date(annee, 12, 31),
        poste=poste, cle="GEN", budget_centimes=None, realise_centimes=montant, recuperable_centimes=montant, lignes=1,
    )  # fmt: skip


def set_eau(annee: int, montant: int) -> None:
    with Session.begin() as session:
        row = session.scalars(
            select(DepenseAnnuelle)
            .join(Copropriete, Copropriete.id == DepenseAnnuelle.copropriete_id)
            .where(
                Copropriete.code == "C001", DepenseAnnuelle.exercice == str(annee), DepenseAnnuelle.poste == "EAU-01"
            )
        ).one()
        row.realise_centimes = montant


def detect() -> int:
    with Session.begin() as session:
        return run_detection(session, JOUR)


def anomalie() -> AnomalieCharge:
    with Lecture() as session:
        found = session.scalars(select(AnomalieCharge)).one()
        session.expunge_all()
        return found


def ask(version: int = 1) -> None:
    with Session.begin() as session:
        found = session.scalars(select(AnomalieCharge)).one()
        question = draft_question(session, COMPTABLE, found, JOUR)
        ask_syndic(session, COMPTABLE, found.id, question, version=version, aujourdhui=JOUR)


def answer(issue: IssueAnomalie, version: int = 1, **autres: object) -> None:
    reponse = Reponse(texte="Fuite réparée le 12 mars.", recue_le=JOUR, issue=issue, **autres)  # type: ignore[arg-type]
    with Session.begin() as session:
        record_reponse(session, COMPTABLE, anomalie().id, reponse, version=version)


def test_a_year_of_water_that_triples_is_found_once_with_our_share_and_told_to_the_others() -> None:
    assert detect() == 1
    assert detect() == 0
    found = anomalie()
    assert (found.type, found.annee, found.etat) == ("fuite_eau", 2025, EtatAnomalie.OUVERTE)
    assert 480_000 < found.enjeu_centimes < 520_000
    with Lecture() as session:
        facts = session.scalars(select(OutboxMessage).where(OutboxMessage.fait == "AnomalieDetectee")).all()
        assert {fact.service for fact in facts} == {"votes", "appels_fonds"}
        assert {fact.contenu["enjeu_centimes"] for fact in facts} == {found.enjeu_centimes}
        assert [one.annee for one in load_evidence(session, found).annees] == list(ANNEES)


def test_corrected_accounts_make_an_anomaly_vanish_and_a_relapse_brings_it_back() -> None:
    detect()
    set_eau(2025, 1_000_000)
    assert detect() == 0
    assert anomalie().etat is EtatAnomalie.DISSIPEE
    set_eau(2025, 3_000_000)
    assert detect() == 1
    assert anomalie().etat is EtatAnomalie.OUVERTE


def test_the_ready_question_has_the_figures_and_leaves_with_its_copy_kept() -> None:
    detect()
    ask()
    with Lecture() as session:
        courriel = session.scalars(select(CourrielSortant)).one()
        assert courriel.destinataire == "copro@furan.example"
        assert "30\u202f000,00\u00a0€" in courriel.corps
        assert "relevés de compteurs" in courriel.corps
        question = session.scalars(select(QuestionSyndic)).one()
        assert question.attendue_le == date(2026, 4, 19)
    assert anomalie().etat is EtatAnomalie.INTERROGEE


def test_a_real_change_becomes_an_event_that_silences_the_detection() -> None:
    detect()
    answer(IssueAnomalie.EVENEMENT)
    assert detect() == 0
    assert (anomalie().etat, anomalie().issue) == (EtatAnomalie.CLASSEE, IssueAnomalie.EVENEMENT)
    with Lecture() as session:
        assert session.scalars(select_anomalies(COMPTABLE, FiltreAnomalies())).all() == []


def test_a_promised_credit_is_expected_until_it_is_seen() -> None:
    detect()
    with pytest.raises(InvalidError):
        answer(IssueAnomalie.AVOIR_ATTENDU)
    answer(IssueAnomalie.AVOIR_ATTENDU, avoir_centimes=1_500_000, avoir_avant=date(2026, 12, 31))
    with Session.begin() as session:
        [avoir] = list_avoirs(session, COMPTABLE)
        assert avoir.montant_centimes == 1_500_000
        see_avoir(session, COMPTABLE, avoir.id, JOUR)
    with Lecture() as session:
        assert list_avoirs(session, COMPTABLE) == []


def test_two_people_handling_one_anomaly_do_not_overwrite_each_other() -> None:
    detect()
    ask()
    with pytest.raises(StaleError):
        answer(IssueAnomalie.ACCEPTEE)
    answer(IssueAnomalie.ACCEPTEE, version=2)
    with pytest.raises(RefusedError):
        ask(version=3)


def test_a_question_without_address_is_refused_and_nothing_is_written() -> None:
    detect()
    with pytest.raises(InvalidError), Session.begin() as session:
        ask_syndic(session, COMPTABLE, anomalie().id, Question("", "Eau", "?"), version=1, aujourdhui=JOUR)
    assert anomalie().etat is EtatAnomalie.OUVERTE


@given(
    st.integers(-(10**9), 10**9), st.lists(st.tuples(st.integers(0, 1000), st.integers(-(10**8), 10**8)), max_size=5)
)
def test_what_is_at_stake_for_us_is_never_more_than_the_gap(ecart: int, cles: list[tuple[int, int]]) -> None:
    parts = {str(rang): PartDeCle(nos, 1000, montant) for rang, (nos, montant) in enumerate(cles)}
    assert 0 <= compute_enjeu(ecart, parts) <= abs(ecart)
