"""The time a long work still needs, told by how far it was when it last said so."""

from datetime import UTC, datetime, timedelta

from shared.models import Tache
from shared.taches import estimate_reste

DEBUT = datetime(2026, 11, 29, 9, tzinfo=UTC)


def a_tache(part: int, apres: float) -> Tache:
    """A task taken up at ``DEBUT`` that said where it was some seconds later."""
    return Tache(commencee_le=DEBUT, avancee_le=DEBUT + timedelta(seconds=apres), part_pour_mille=part)


def at(seconds: float) -> datetime:
    return DEBUT + timedelta(seconds=seconds)


def test_half_done_in_ten_seconds_needs_ten_more():
    assert estimate_reste(a_tache(500, 10), at(10)) == 10


def test_time_goes_by_between_two_words_and_never_below_one_second():
    assert estimate_reste(a_tache(500, 10), at(14)) == 6
    assert estimate_reste(a_tache(500, 10), at(45)) == 1


def test_nothing_is_promised_before_it_has_begun_to_move():
    assert estimate_reste(Tache(part_pour_mille=0), at(5)) is None
    assert estimate_reste(a_tache(10, 3), at(3)) is None
