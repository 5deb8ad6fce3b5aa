"""A question to the syndic: our figures in a ready letter, kept and sent."""

import pytest
from sqlalchemy import Engine, select

from services.charges.anomalies.questions import Question, draft_question, send_question
from shared.database import Lecture, Session
from shared.documents import read_document
from shared.errors import InvalidError
from shared.models import CourrielSortant, Document
from tests.appels_fonds.essais import AVRIL, COMPTABLE, load_patrimoine_essai


@pytest.fixture(autouse=True)
def patrimoine(base: Engine) -> None:
    load_patrimoine_essai()


def test_the_letter_gives_our_share_what_was_called_and_the_gap() -> None:
    with Lecture() as session:
        question = draft_question(session, COMPTABLE, "X001", AVRIL)
    assert "SDC Le Bizillon" in question.sujet
    assert "GEN Charges générales : notre part du budget 3\u202f640,00\u00a0€" in question.corps


def test_the_letter_is_kept_among_the_documents_and_its_mail_waits() -> None:
    with Session.begin() as session:
        send_question(session, COMPTABLE, "X001", Question("copro@furan.example", "Objet", "Pouvez-vous confirmer ?"))
    with Lecture() as session:
        courriel = session.scalars(select(CourrielSortant)).one()
        assert (courriel.destinataire, courriel.corps) == ("copro@furan.example", "Pouvez-vous confirmer ?")
        document = session.scalars(select(Document)).one()
        assert document.copropriete_id is not None
        assert "Pouvez-vous confirmer ?" in read_document(document).decode()


def test_a_letter_without_an_address_is_refused_and_nothing_is_kept() -> None:
    with pytest.raises(InvalidError), Session.begin() as session:
        send_question(session, COMPTABLE, "X001", Question("", "Objet", "Texte"))
    with Lecture() as session:
        assert session.scalars(select(Document)).all() == []
