"""Every ballot decided twice: by the rules, and by the law written again as a naive loop."""

from dataclasses import asdict

from hypothesis import example, given, settings
from hypothesis import strategies as st

from services.votes.majorites.calcul import ARTICLES_VOTABLES, Bulletin, compute_majorite
from services.votes.majorites.voix import MODES, REGIMES, VOTES, Compte, Proprietaire, Scrutin
from tests.votes.loi_naive import decide

rows = st.builds(
    Proprietaire,
    id=st.just("x"),
    voix=st.integers(0, 40) | st.integers(0, 10_000),
    tetes=st.sampled_from([1, 1, 1, 2, 7]),
    mode=st.sampled_from(MODES),
    vote=st.none() | st.sampled_from(VOTES),
    formulaire_recevable=st.sampled_from([True, True, True, False]),
    vendeur_hlm=st.sampled_from([False, False, True]),
    exclu_19_2=st.sampled_from([False, False, False, True]),
    syndicat=st.sampled_from([False, False, False, True]),
)


@st.composite
def bulletins(draw):
    """A ballot owner by owner, ours among them or not, exact halves and thirds made likely by small numbers."""
    drawn = draw(st.lists(rows, min_size=1, max_size=7))
    ours = draw(st.integers(-1, len(drawn) - 1))
    proprietaires = tuple(
        Proprietaire("bailleur" if rang == ours else f"p{rang}", p.voix, p.tetes, p.mode, p.vote,
                     p.formulaire_recevable, p.vendeur_hlm, p.exclu_19_2, p.syndicat)
        for rang, p in enumerate(drawn)
    )  # fmt: skip
    total, tetes = sum(p.voix for p in proprietaires), sum(p.tetes for p in proprietaires)
    second = None
    if draw(st.booleans()):
        pour = draw(st.integers(0, total))
        contre = draw(st.integers(0, total - pour))
        second = Scrutin(Compte(pour, 1), Compte(contre, 1), Compte(), Compte(total - pour - contre, 0))
    return Bulletin(
        "R", draw(st.sampled_from(ARTICLES_VOTABLES)), total, tetes, draw(st.sampled_from(REGIMES)),
        draw(st.sampled_from([None, "SYNDIC_DESIGNATION", "BUDGET_PREVISIONNEL"])), draw(st.booleans()),
        proprietaires=proprietaires, second_scrutin=second,
    )  # fmt: skip


def thirds(article, pour, autres):
    """A ballot of ours against an absent group: exact thirds, and just under."""
    proprietaires = (Proprietaire("bailleur", pour, vote="pour"), Proprietaire("g", autres, 9, "absent"))
    return Bulletin("R", article, pour + autres, 10, proprietaires=proprietaires)


@settings(max_examples=200)
@given(bulletins())
@example(thirds("25", 3333, 6666))
@example(thirds("25f", 3333, 6667))
@example(thirds("26", 6666, 3333))
@example(thirds("25", 5000, 5000))
@example(Bulletin("R", "25", 0, 1, proprietaires=(Proprietaire("bailleur", 0, vote="pour"),)))
def test_the_rules_agree_with_the_law_written_naively(bulletin):
    expected = decide(bulletin)
    found = asdict(compute_majorite(bulletin))
    assert {nom: found[nom] for nom in expected} == expected
