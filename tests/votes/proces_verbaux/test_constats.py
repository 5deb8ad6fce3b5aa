"""Minutes judged: the majority of their counts, our vote against the instruction; nothing is settled silently."""

import pytest

from services.votes.models import Canal, Position, ResultatAnnonce, VoteConstate
from services.votes.proces_verbaux.constats import Contexte, Instruction, NoteSeance, expect_vote, judge_ligne
from services.votes.proces_verbaux.contenu import (
    Colonne,
    ContenuPv,
    EffetPv,
    LignePv,
    ScrutinLu,
    dump_contenu,
    load_contenu,
)

POUR, CONTRE, ABSTENTION = Position.POUR, Position.CONTRE, Position.ABSTENTION
ADOPTEE, REJETEE = ResultatAnnonce.ADOPTEE, ResultatAnnonce.REJETEE


def scrutin(pour: int | None, contre: int | None = 0, abstention: int | None = 0, tetes: int | None = None):
    return ScrutinLu(Colonne(pour, tetes), Colonne(contre), Colonne(abstention))


def contexte(article: str = "24", position: Position | None = POUR, **values) -> Contexte:
    known = {"article": article, "type": "QUITUS", "voix": 312, "total": 10_000, **values}
    return Contexte(**known, instruction=Instruction(position=position))


def ligne(premier: ScrutinLu | None = None, annonce=ADOPTEE, vote=VoteConstate.POUR, **values) -> LignePv:
    return LignePv(resolution_id=1, premier=premier or ScrutinLu(), annonce=annonce, notre_vote=vote, **values)


def test_minutes_that_agree_have_nothing_to_say() -> None:
    constat = judge_ligne(ligne(scrutin(4_500, 1_200)), contexte())
    assert (constat.adoptee, constat.issue, constat.ecarts) == (True, True, ())


def test_a_resolution_announced_adopted_on_a_tie_is_flagged_and_keeps_its_announced_outcome() -> None:
    constat = judge_ligne(ligne(scrutin(2_000, 2_000)), contexte())
    assert (constat.adoptee, constat.issue) == (False, True)
    assert "Annoncée adoptée, rejetée d’après les décomptes" in constat.ecarts[0]


def test_half_of_all_votes_is_not_enough_at_article_25_and_the_bridge_was_open() -> None:
    constat = judge_ligne(ligne(scrutin(5_000, 1_000)), contexte("25"))
    assert [ecart[:20] for ecart in constat.ecarts] == ["Annoncée adoptée, re", "La passerelle était "]


def test_a_second_ballot_settles_an_article_25_resolution() -> None:
    constat = judge_ligne(ligne(scrutin(4_000, 1_000), second=scrutin(4_000, 1_000)), contexte("25"))
    assert (constat.adoptee, constat.ecarts) == (True, ())


def test_a_second_ballot_that_was_not_open_is_flagged() -> None:
    constat = judge_ligne(ligne(scrutin(3_000, 4_000), second=scrutin(5_000, 4_000)), contexte("25"))
    assert any("la passerelle n’était pas ouverte" in ecart for ecart in constat.ecarts)


def test_article_26_without_the_heads_is_not_recomputed_and_says_why() -> None:
    constat = judge_ligne(ligne(scrutin(7_000, 0)), contexte("26"))
    assert (constat.adoptee, constat.issue) == (None, True)
    assert "têtes" in constat.explication
    known = judge_ligne(ligne(scrutin(7_000, 0, tetes=21)), contexte("26", total_tetes=40))
    assert known.adoptee is True


def test_a_figure_that_is_not_printed_is_never_zero() -> None:
    constat = judge_ligne(ligne(scrutin(4_000, None)), contexte())
    assert constat.adoptee is None
    assert constat.ecarts == ()


def test_more_votes_than_the_cle_are_said_wrong() -> None:
    constat = judge_ligne(ligne(scrutin(9_000, 2_000)), contexte())
    assert constat.adoptee is None
    assert "le décompte est faux" in constat.ecarts[0]


def test_our_opposition_missing_from_the_minutes_is_flagged_with_what_it_costs() -> None:
    constat = judge_ligne(ligne(scrutin(4_500, 1_200)), contexte(position=CONTRE))
    (ecart,) = constat.ecarts
    assert "parmi les opposants" in ecart
    assert constat.peut_contester is False


def test_our_opposition_recorded_lets_us_contest_an_adoption_only() -> None:
    against = {"vote": VoteConstate.CONTRE}
    assert judge_ligne(ligne(scrutin(4_500, 1_200), **against), contexte(position=CONTRE)).peut_contester is True
    rejected = judge_ligne(ligne(scrutin(1_000, 1_200), REJETEE, **against), contexte(position=CONTRE))
    assert rejected.peut_contester is False


def test_a_column_too_small_for_our_votes_is_flagged() -> None:
    constat = judge_ligne(ligne(scrutin(4_500, 120), vote=VoteConstate.CONTRE), contexte(position=CONTRE))
    assert "moins que les nôtres (312)" in constat.ecarts[0]


def test_a_vote_nobody_instructed_is_flagged() -> None:
    constat = judge_ligne(ligne(scrutin(4_500, 0)), contexte(position=None))
    assert constat.ecarts == ("Nous avons voté « pour » sans consigne.",)


def test_our_vote_that_does_not_appear_is_flagged() -> None:
    constat = judge_ligne(ligne(scrutin(4_500, 0), vote=None), contexte())
    assert constat.ecarts == ("Notre vote n’apparaît pas : la consigne était « pour ».",)
    assert constat.peut_contester is None


@pytest.mark.parametrize(
    ("canal", "position", "si_amendee", "attendu"),
    [
        (Canal.CORRESPONDANCE, POUR, CONTRE, VoteConstate.DEFAILLANT),
        (Canal.CORRESPONDANCE, CONTRE, POUR, VoteConstate.CONTRE),
        (Canal.CORRESPONDANCE, ABSTENTION, None, VoteConstate.ABSTENTION),
        (Canal.PRESENCE, POUR, CONTRE, VoteConstate.CONTRE),
        (Canal.POUVOIR, POUR, None, None),
    ],
)
def test_on_an_amended_resolution_the_expected_vote_follows_how_it_left(canal, position, si_amendee, attendu) -> None:
    instruction = Instruction(position=position, position_si_amendee=si_amendee, canal=canal)
    assert expect_vote(instruction, amendee=True, second=False) is attendu


def test_the_second_ballot_has_its_own_instruction() -> None:
    instruction = Instruction(position=POUR, position_second=CONTRE)
    assert expect_vote(instruction, amendee=False, second=True) is VoteConstate.CONTRE
    assert expect_vote(instruction, amendee=False, second=False) is VoteConstate.POUR
    assert expect_vote(Instruction(position=POUR), amendee=False, second=True) is VoteConstate.POUR


def test_minutes_survive_their_json() -> None:
    from datetime import date

    effet = EffetPv(
        genre="TRAVAUX", libelle="Toiture", montants={"GEN": 4_800_000, "BATA": 1}, echeances=(date(2027, 1, 1),)
    )
    known = ContenuPv(
        lignes=(ligne(scrutin(1, 2, None), opposants=("SCI Or",), effet=effet, second=scrutin(3)),
                LignePv(resolution_id=2)),
        total_tetes=40, non_compris=("Point 9",),
    )  # fmt: skip
    assert load_contenu(dump_contenu(known)) == known


def test_minutes_kept_when_works_had_one_cle_are_still_read() -> None:
    brut = dump_contenu(ContenuPv(lignes=(ligne(effet=EffetPv(genre="TRAVAUX", libelle="Toiture")),)))
    brut["lignes"][0]["effet"] |= {"cle": "BATA", "montant": 4_800_000, "montants": {}}
    assert load_contenu(brut).lignes[0].effet == EffetPv(
        genre="TRAVAUX", libelle="Toiture", montants={"BATA": 4_800_000}
    )


def test_with_two_co_owners_their_own_majorities_are_recomputed() -> None:
    deux = {"total_tetes": 2, "total": 1_000, "voix": 400}
    assert judge_ligne(ligne(scrutin(600, 0)), contexte("25", **deux)).adoptee is False
    assert judge_ligne(ligne(scrutin(667, 0)), contexte("25", **deux)).adoptee is True
    assert judge_ligne(ligne(scrutin(400, 0)), contexte("24", **deux)).adoptee is False, "half of all, whoever came"


def test_minutes_that_say_otherwise_than_was_noted_in_session_are_flagged() -> None:
    """Our representative heard « rejetée » and voted « pour »: whoever confirms the minutes must know it."""
    noted = contexte(note=NoteSeance(annonce=REJETEE, notre_vote=VoteConstate.CONTRE, amendee=True))
    constat = judge_ligne(ligne(scrutin(4_500, 1_200)), noted)
    assert constat.issue is True, "the minutes still prevail"
    assert constat.ecarts == (
        "Notée « rejetée » en séance, « adoptée » au procès-verbal.",
        "Notre vote noté en séance est « contre », le procès-verbal nous compte « pour ».",
        "Notée amendée en séance, le procès-verbal ne le dit pas.",
    )


def test_minutes_that_agree_with_what_was_noted_or_are_silent_have_nothing_to_say() -> None:
    noted = contexte(position=None, note=NoteSeance(annonce=ADOPTEE, notre_vote=VoteConstate.POUR))
    assert judge_ligne(ligne(scrutin(4_500, 1_200), vote=None), noted).ecarts == ()
    assert judge_ligne(ligne(annonce=None, vote=None), noted).ecarts == ()
