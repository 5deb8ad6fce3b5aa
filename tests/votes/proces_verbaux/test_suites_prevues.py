"""What minutes make us do: the three rights of two months, the mismatches, and until when."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from services.votes.models import GenreSuite, Position, ResultatAnnonce, VoteConstate
from services.votes.proces_verbaux.constats import Constat, Contexte, Instruction, judge_ligne
from services.votes.proces_verbaux.contenu import Colonne, LignePv, ScrutinLu
from services.votes.proces_verbaux.suites_prevues import LigneJugee, plan_suites, say_suspension

AG, NOTIFIE_LE = date(2026, 11, 3), date(2026, 11, 16)


def a_ligne(type_: str, vote: VoteConstate | None, *, issue: bool = True, contester: bool | None = False, ecarts=()):
    constat = Constat(
        adoptee=issue, issue=issue, explication="", attendu=None, peut_contester=contester, ecarts=tuple(ecarts)
    )
    return LigneJugee(
        resolution_id=1, numero="12", intitule="Point", type=type_, article="25", notre_vote=vote, constat=constat
    )


def genres(*lignes: LigneJugee, notifie_le: date | None = NOTIFIE_LE) -> list[GenreSuite]:
    return [suite.genre for suite in plan_suites(lignes, AG, notifie_le)]


def test_an_improvement_we_did_not_agree_to_can_be_paid_by_tenths() -> None:
    assert genres(a_ligne("TRAVAUX_AMELIORATION", VoteConstate.ABSTENTION)) == [GenreSuite.PAIEMENT_ECHELONNE]
    assert genres(a_ligne("TRAVAUX_AMELIORATION", VoteConstate.POUR)) == []
    assert genres(a_ligne("TRAVAUX_OBLIGATOIRES", VoteConstate.CONTRE)) == []
    assert genres(a_ligne("TRAVAUX_AMELIORATION", VoteConstate.CONTRE, issue=False)) == []


def test_a_loan_is_refused_within_two_months_and_paid_within_six() -> None:
    (suite,) = plan_suites([a_ligne("EMPRUNT_DEROGATOIRE", VoteConstate.POUR)], AG, NOTIFIE_LE)
    assert (suite.genre, suite.role, suite.echeance) == (GenreSuite.REFUS_EMPRUNT, "CO", date(2027, 1, 15))
    assert "au plus tard le 14/05/2027" in suite.motif


def test_only_opponents_and_defaillants_are_asked_whether_to_contest() -> None:
    assert genres(a_ligne("QUITUS", VoteConstate.CONTRE, contester=True)) == [GenreSuite.CONTESTER]
    (suite,) = plan_suites([a_ligne("QUITUS", VoteConstate.DEFAILLANT, contester=True)], AG, NOTIFIE_LE)
    assert (suite.role, "nous sommes défaillants" in suite.motif) == ("JU", True)
    assert genres(a_ligne("QUITUS", VoteConstate.POUR, contester=False)) == []
    assert genres(a_ligne("QUITUS", None, contester=None)) == []


def test_nothing_runs_before_the_notification() -> None:
    (suite,) = plan_suites([a_ligne("QUITUS", None, ecarts=["Un écart."])], AG, None)
    assert (suite.genre, suite.echeance) == (GenreSuite.ECART_PV, None)


def test_works_of_articles_25_and_26_wait_for_the_two_months_unless_urgent() -> None:
    assert say_suspension("24", AG, NOTIFIE_LE, urgents=False) is None
    assert "suspendus jusqu’au 18/01/2027" in (say_suspension("25", AG, NOTIFIE_LE, urgents=False) or "")
    assert "urgents" in (say_suspension("26", AG, NOTIFIE_LE, urgents=True) or "")
    assert "encore inconnue" in (say_suspension("25", AG, None, urgents=False) or "")


voix = st.none() | st.integers(0, 12_000)
scrutins = st.builds(ScrutinLu, *(st.builds(Colonne, voix, st.none() | st.integers(0, 60)) for _ in range(3)))


@given(
    premier=scrutins, second=scrutins, total=voix, article=st.sampled_from(["24", "25", "26", "unanimite", "aucun"]),
    annonce=st.none() | st.sampled_from(ResultatAnnonce), vote=st.none() | st.sampled_from(VoteConstate),
    position=st.none() | st.sampled_from(Position), amendee=st.booleans(), tetes=st.none() | st.integers(1, 60),
)  # fmt: skip
def test_any_printed_figures_are_judged_and_the_announced_outcome_always_stands(
    premier, second, total, article, annonce, vote, position, amendee, tetes
) -> None:
    ligne = LignePv(resolution_id=1, premier=premier, second=second, total_voix=total, annonce=annonce,
                    notre_vote=vote, amendee=amendee)  # fmt: skip
    contexte = Contexte(article=article, type="QUITUS", voix=312, total=10_000, total_tetes=tetes,
                        instruction=Instruction(position=position))  # fmt: skip
    constat = judge_ligne(ligne, contexte)
    if annonce in (ResultatAnnonce.ADOPTEE, ResultatAnnonce.REJETEE):
        assert constat.issue == (annonce is ResultatAnnonce.ADOPTEE)
        if constat.adoptee is not None and constat.adoptee != constat.issue:
            assert any(ecart.startswith("Annoncée") for ecart in constat.ecarts)
    if premier.somme_voix > (total or 10_000):
        assert constat.adoptee is None
