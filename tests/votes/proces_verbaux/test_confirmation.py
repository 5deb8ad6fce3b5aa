"""Minutes confirmed: results, follow-ups, budgets, works, mandate and facts together; then corrected."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import select

from services.votes.assemblees.seances import ResultatSeance, record_resultat
from services.votes.assemblees.suites import close_suite
from services.votes.models import (
    AssembleeGenerale,
    Engagement,
    EtatPv,
    GenreSuite,
    ProcesVerbal,
    Resultat,
    ResultatAnnonce,
    Suite,
    VoteConstate,
)
from services.votes.proces_verbaux.apercus import abandon_apercu, open_apercu
from services.votes.proces_verbaux.confirmation import set_notification
from services.votes.proces_verbaux.tardifs import watch_pv
from shared import messages
from shared.database import Lecture, Session
from shared.errors import ForbiddenError, InvalidError, RefusedError, StaleError
from shared.models import AuditLigne, BudgetVote, EcheanceTravaux, Exercice, MandatSyndic, OutboxMessage, TravauxVotes
from tests.votes.conftest import AUJOURDHUI
from tests.votes.proces_verbaux.conftest import BUDGET_2027, MANDAT, NOTIFIE_LE, TOITURE, a_ligne, a_scrutin, read_all

REJETEE = ResultatAnnonce.REJETEE


@pytest.fixture(autouse=True)
def everybody_hears(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every fact of minutes has one subscriber here, so that all are in the outbox."""
    for fact in (messages.ResolutionAdoptee, messages.ResolutionInfirmee, messages.PvTardif):
        monkeypatch.setitem(messages.SUBSCRIBERS, fact, ("charges",))


def facts(name: str, service: str = "charges") -> list[dict]:
    rows = read_all(OutboxMessage, OutboxMessage.rang)
    return [one.contenu for one in rows if (one.fait, one.service) == (name, service)]


def suites(genre: GenreSuite | None = None) -> list[Suite]:
    return [suite for suite in read_all(Suite) if genre in (None, suite.genre)]


def test_confirmed_minutes_write_everything_that_follows_from_them(assemblee) -> None:
    bilan = assemblee.record()
    assert (bilan.resolutions, bilan.ecarts) == (6, 1)
    results = {one.resolution_id: one for one in read_all(Resultat)}
    toiture = results[assemblee.ids[3]]
    assert (toiture.adoptee, toiture.pour_voix, toiture.notre_vote) == (True, 3_000, VoteConstate.POUR)
    assert "parmi les opposants" in results[assemblee.ids[1]].ecart
    (budget,) = read_all(BudgetVote)
    (exercice,) = read_all(Exercice)
    assert (budget.montant_centimes, exercice.libelle, exercice.vote_le) == (8_600_001, "2027", date(2026, 11, 3))
    (travaux,) = read_all(TravauxVotes)
    assert (travaux.resolution, travaux.montant_centimes, len(read_all(EcheanceTravaux))) == ("3", 4_800_000, 2)
    assert [mandat.au for mandat in read_all(MandatSyndic)] == [date(2026, 11, 3), None]
    assert {one["numero"] for one in facts("ResolutionAdoptee")} == {"1", "2", "3", "4", "5"}
    assert facts("BudgetVote")[0]["montants"] == [{"cle": "GEN", "nature": "COURANT", "montant_centimes": 8_600_001}]
    assert facts("TravauxVotes", "appels_fonds")[0]["echeances"] == ["2027-01-01", "2027-04-01"]
    assert facts("MandatSyndicChange", "appels_fonds")[0]["du"] == "2026-11-04"


def test_a_mismatch_and_the_two_month_rights_become_tasks_with_the_prudent_date(assemblee) -> None:
    assemblee.record()
    found = {(suite.genre, suite.resolution_id): suite for suite in suites()}
    assert set(found) == {
        (GenreSuite.ECART_PV, assemblee.ids[1]),
        (GenreSuite.CONTESTER, assemblee.ids[5]),
        (GenreSuite.PAIEMENT_ECHELONNE, assemblee.ids[5]),
    }
    assert {suite.echeance for suite in found.values()} == {date(2027, 1, 15)}
    assert [found[genre, assemblee.ids[5]].role for genre in (GenreSuite.CONTESTER, GenreSuite.PAIEMENT_ECHELONNE)] == [
        "JU", "CO",
    ]  # fmt: skip


def test_a_correction_replaces_the_version_and_says_only_what_changed(assemblee) -> None:
    assemblee.record()
    known = len(read_all(OutboxMessage, OutboxMessage.rang))
    assemblee.record(
        "Le syndic a rectifié le décompte de la toiture",
        l3=a_ligne(a_scrutin(900, 3_000), annonce=REJETEE),
        l2=a_ligne(a_scrutin(6_000, 200), effet=replace(BUDGET_2027, montants={"GEN": 8_000_000})),
    )
    versions = read_all(ProcesVerbal)
    assert [(pv.rang, pv.etat) for pv in versions] == [(1, EtatPv.REMPLACE), (2, EtatPv.CONFIRME)]
    said = read_all(OutboxMessage, OutboxMessage.rang)[known:]
    assert [(one.fait, one.contenu["rang"]) for one in said] == [
        ("ResolutionInfirmee", 2), ("BudgetVote", 2), ("BudgetVote", 2), ("TravauxVotes", 2),
    ]  # fmt: skip
    assert (said[3].contenu["montant_centimes"], said[3].contenu["echeances"]) == (0, [])
    assert read_all(TravauxVotes) == []
    assert [budget.montant_centimes for budget in read_all(BudgetVote)] == [8_000_000]


DEUX_CLES = replace(TOITURE, montants={"BATA": 3_333_333, "GEN": 1_466_668})


def test_works_split_between_cles_are_kept_said_and_committed_cle_by_cle_to_the_centime(assemblee) -> None:
    assemblee.record(l3=a_ligne(a_scrutin(3_000, 100), effet=DEUX_CLES))
    lots = {one.cle_repartition_id: one.montant_centimes for one in read_all(TravauxVotes)}
    assert sorted(lots.values()) == [1_466_668, 3_333_333]
    said = {one["cle"]: one["montant_centimes"] for one in facts("TravauxVotes", "appels_fonds")}
    assert said == {"BATA": 3_333_333, "GEN": 1_466_668}
    engages = [one for one in read_all(Engagement) if one.resolution_id == assemblee.ids[3]]
    assert sum(one.montant_centimes for one in engages) == 119_333 + 45_760, (
        "33 333,33 € × 179 / 5 000 and 14 666,68 € × 312 / 10 000, each rounded to the centime"
    )
    assert {one.annee for one in engages} == {2027}, "the calls of the minutes"


def test_a_cle_taken_off_works_is_taken_back_alone(assemblee) -> None:
    assemblee.record(l3=a_ligne(a_scrutin(3_000, 100), effet=DEUX_CLES))
    known = len(facts("TravauxVotes", "appels_fonds"))
    assemblee.record("Le tableau a été lu de travers", l3=a_ligne(a_scrutin(3_000, 100), effet=TOITURE))
    said = facts("TravauxVotes", "appels_fonds")[known:]
    assert {(one["cle"], one["montant_centimes"]) for one in said} == {("GEN", 0), ("BATA", 4_800_000)}
    assert [one.montant_centimes for one in read_all(TravauxVotes)] == [4_800_000]


def test_a_correction_closes_the_tasks_it_no_longer_calls_for(assemblee) -> None:
    assemblee.record()
    assemblee.record("Rectificatif reçu", l1=a_ligne(a_scrutin(5_000, 800), VoteConstate.CONTRE))
    ecart, contester = suites(GenreSuite.ECART_PV)[0], suites(GenreSuite.CONTESTER)
    assert (ecart.faite_par, ecart.commentaire) == ("Tantième", "Le procès-verbal corrigé n’appelle plus cette suite.")
    assert {suite.resolution_id for suite in contester if suite.faite_le is None} == {
        assemblee.ids[1],
        assemblee.ids[5],
    }


def test_a_correction_needs_its_reason(assemblee_sqlite) -> None:
    assemblee_sqlite.record()
    with pytest.raises(InvalidError, match="Dites pourquoi"):
        assemblee_sqlite.record()


def test_what_is_missing_is_said_all_at_once_and_nothing_is_written(assemblee_sqlite) -> None:
    version, _ = assemblee_sqlite.open()
    with pytest.raises(InvalidError) as refused:
        assemblee_sqlite.confirm(version)
    assert [faute["ou"] for faute in refused.value.fautes] == [f"Résolution {numero}" for numero in range(1, 6)]
    assert read_all(Resultat) == []


def test_an_adopted_budget_without_its_amounts_cannot_be_confirmed_unless_left_for_later(assemblee_sqlite) -> None:
    vide = replace(BUDGET_2027, montants={})
    with pytest.raises(InvalidError) as refused:
        assemblee_sqlite.record(l2=a_ligne(a_scrutin(6_000), effet=vide))
    assert "clé par clé" in refused.value.fautes[0]["message"]
    with Session.begin() as session:
        abandon_apercu(session, assemblee_sqlite.parc.rc, assemblee_sqlite.ag_id, read_all(ProcesVerbal)[0].version)
    assemblee_sqlite.record(l2=a_ligne(a_scrutin(6_000), effet=replace(vide, plus_tard=True)))
    assert read_all(BudgetVote) == []


def test_votes_above_the_total_of_the_cle_are_refused_at_their_place(assemblee_sqlite) -> None:
    version, contenu = assemblee_sqlite.open()
    bad = replace(contenu.lignes[0], premier=a_scrutin(9_000, 2_000))
    with pytest.raises(InvalidError) as refused:
        assemblee_sqlite.save(version, contenu.with_ligne(bad))
    assert refused.value.fautes[0]["ou"] == "Résolution 1"
    assert "11\u202f000 voix, plus que les 10\u202f000" in refused.value.fautes[0]["message"]


def test_minutes_notified_before_their_assembly_are_refused(assemblee_sqlite) -> None:
    version, contenu = assemblee_sqlite.open()
    with pytest.raises(InvalidError) as refused:
        assemblee_sqlite.save(version, contenu, date(2026, 11, 1))
    assert refused.value.fautes[0]["ou"] == "Date de notification"


def test_two_managers_do_not_overwrite_each_other(assemblee_sqlite) -> None:
    version, contenu = assemblee_sqlite.open()
    assemblee_sqlite.save(version, contenu)
    with pytest.raises(StaleError):
        assemblee_sqlite.save(version, contenu)


def test_only_one_version_waits_at_a_time(assemblee_sqlite) -> None:
    assemblee_sqlite.open()
    with pytest.raises(RefusedError) as refused:
        assemblee_sqlite.open()
    assert refused.value.code == "PV_EN_ATTENTE"


def test_an_assembly_to_come_has_no_minutes(parc_sqlite) -> None:
    ag_id = parc_sqlite.add_ag()
    with pytest.raises(RefusedError) as refused, Session.begin() as session:
        open_apercu(session, parc_sqlite.rc, ag_id, AUJOURDHUI)
    assert refused.value.code == "AG_A_VENIR"


def test_the_day_of_notification_dates_every_task_when_it_comes_later(assemblee) -> None:
    assemblee.record(notifie_le=None)
    assert {suite.echeance for suite in suites()} == {None}
    version = read_all(ProcesVerbal)[0].version
    with Session.begin() as session:
        set_notification(session, assemblee.parc.rc, assemblee.ag_id, version, NOTIFIE_LE, AUJOURDHUI)
    assert {suite.echeance for suite in suites()} == {date(2027, 1, 15)}


def test_minutes_notified_after_their_month_are_said_late(assemblee) -> None:
    version, contenu = assemblee.open()
    with Session.begin() as session:
        session.get(AssembleeGenerale, assemblee.ag_id).date_ag = date(2026, 10, 2)
    assemblee.record_waiting(version, contenu, date(2026, 11, 12))
    (late,) = facts("PvTardif")
    assert (late["jours_retard"], late["notifie_le"]) == (10, "2026-11-12")


def test_minutes_that_never_came_are_asked_once_then_closed_when_they_come(assemblee) -> None:
    day = date(2026, 12, 10)
    for expected in (1, 0):
        with Session.begin() as session:
            assert watch_pv(session, day) == expected
    (task,) = suites(GenreSuite.PV_TARDIF)
    assert (task.role, task.echeance) == ("RC", day)
    assert [late["notifie_le"] for late in facts("PvTardif")] == [None]
    assemblee.record()
    (task,) = suites(GenreSuite.PV_TARDIF)
    assert task.commentaire == "Procès-verbal notifié le 16/11/2026."


def test_a_month_that_has_not_passed_asks_nothing(assemblee_sqlite) -> None:
    with Session.begin() as session:
        assert watch_pv(session, date(2026, 12, 3)) == 0


def test_a_task_is_closed_by_its_role_with_a_comment(assemblee_sqlite) -> None:
    assemblee_sqlite.record()
    (task,) = suites(GenreSuite.CONTESTER)
    parc = assemblee_sqlite.parc
    with pytest.raises(ForbiddenError), Session.begin() as session:
        close_suite(session, parc.te, task.id, "Fait")
    with pytest.raises(InvalidError), Session.begin() as session:
        close_suite(session, parc.ju, task.id, " ")
    with Session.begin() as session:
        close_suite(session, parc.ju, task.id, "Nous ne contestons pas")
    with pytest.raises(RefusedError) as refused, Session.begin() as session:
        close_suite(session, parc.rc, task.id, "Encore")
    assert refused.value.code == "SUITE_FAITE"


def test_a_task_done_is_not_asked_again_by_a_correction(assemblee_sqlite) -> None:
    assemblee_sqlite.record()
    (task,) = suites(GenreSuite.CONTESTER)
    with Session.begin() as session:
        close_suite(session, assemblee_sqlite.parc.ju, task.id, "Nous ne contestons pas")
    assemblee_sqlite.record("Faute de frappe", l3=a_ligne(a_scrutin(3_001, 100), effet=TOITURE))
    assert len(suites(GenreSuite.CONTESTER)) == 1


def test_a_renewed_syndic_changes_nothing(assemblee_sqlite) -> None:
    assemblee_sqlite.record(l4=a_ligne(a_scrutin(5_200, 400), effet=replace(MANDAT, syndic="S01")))
    assert len(read_all(MandatSyndic)) == 1
    assert facts("MandatSyndicChange", "appels_fonds") == []


def test_the_journal_says_who_confirmed(assemblee_sqlite) -> None:
    assemblee_sqlite.record()
    with Lecture() as session:
        said = session.scalars(select(AuditLigne).where(AuditLigne.acte == "confirme un procès-verbal")).one()
    assert (said.agent, said.detail["ecarts"]) == ("claire@deuxrives.example", 1)


def test_minutes_that_differ_from_what_was_noted_in_session_become_a_task_and_the_note_stays(assemblee) -> None:
    """Our representative heard the budget rejected; the minutes say it adopted, now and when they are corrected."""
    noted = ResultatSeance(annonce=REJETEE, notre_vote=VoteConstate.POUR)
    with Session.begin() as session:
        record_resultat(session, assemblee.parc.rc, assemblee.ids[2], noted, version=0, aujourdhui=AUJOURDHUI)
    assemblee.record()
    for _ in range(2):
        [suite] = [one for one in suites(GenreSuite.ECART_PV) if one.resolution_id == assemblee.ids[2]]
        assert "Notée « rejetée » en séance, « adoptée » au procès-verbal." in suite.motif
        assert suite.echeance is not None, "the last day to contest"
        [kept] = [one for one in read_all(Resultat) if one.resolution_id == assemblee.ids[2]]
        assert (kept.annonce, kept.seance_annonce) == (ResultatAnnonce.ADOPTEE, REJETEE)
        assemblee.record(motif="Date relue")
