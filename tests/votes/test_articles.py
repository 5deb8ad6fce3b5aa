"""The article the agenda prints beside ours: when they contradict each other."""

import pytest

from services.votes.majorites.articles import differs, name_article


@pytest.mark.parametrize("printed", ["25", "25-1", "25 f", "article 25", "Art. 25 c"])
def test_a_bridge_or_a_letter_belongs_to_its_article(printed):
    assert not differs("25", printed)


@pytest.mark.parametrize(("ours", "printed"), [("25", "24"), ("24", "26-1"), ("unanimite", "26"), ("24", "unanimité")])
def test_another_article_is_flagged(ours, printed):
    assert differs(ours, printed)


@pytest.mark.parametrize("ours", ["aucun", "a_determiner", "meme_majorite_que_la_depense"])
def test_an_article_of_ours_that_waits_for_something_contradicts_nothing(ours):
    assert not differs(ours, "24")


def test_nothing_printed_contradicts_nothing():
    assert not differs("25", None)


def test_an_article_is_named_as_people_say_it():
    assert [name_article(one) for one in ("24", "unanimite", "aucun")] == ["Art. 24", "Unanimité", "Sans vote"]
