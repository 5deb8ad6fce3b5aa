"""A faulty file goes back to its sender: every fault in words, and the workbook with its cells coloured."""

import io

import openpyxl
import pytest
from sqlalchemy import Engine, select

from services.appels_fonds.imports import preview_import
from services.appels_fonds.renvois import Renvoi, draft_renvoi, send_renvoi
from shared.database import Lecture, Session
from shared.documents import read_document
from shared.errors import InvalidError, RefusedError
from shared.models import CourrielSortant, Document, Syndic
from tests.appels_fonds.essais import COMPTABLE, TRIMESTRE, a_workbook, load_patrimoine_essai


@pytest.fixture
def refuse(base: Engine) -> int:
    load_patrimoine_essai()
    with Session.begin() as session:
        session.scalars(select(Syndic)).one().courriel = "copro@furan.example"
        contenu = a_workbook([*TRIMESTRE, ("X001", "99", "GEN", "Provision", "01/04/2026", 12.0)])
        apercu, _ = preview_import(session, COMPTABLE, contenu, "appel T2.xlsx")
        return apercu.id


def test_the_mail_is_ready_for_the_syndic_with_every_fault(refuse: int) -> None:
    with Lecture() as session:
        _, renvoi = draft_renvoi(session, COMPTABLE, refuse)
    assert renvoi.destinataire == "copro@furan.example"
    assert "Appel B8" in renvoi.corps
    assert "99" in renvoi.corps


def test_sending_it_attaches_the_senders_own_workbook_with_the_cell_coloured(refuse: int) -> None:
    with Session.begin() as session:
        _, renvoi = draft_renvoi(session, COMPTABLE, refuse)
        send_renvoi(session, COMPTABLE, refuse, renvoi)
    with Lecture() as session:
        courriel = session.scalars(select(CourrielSortant)).one()
        document = session.scalars(select(Document).where(Document.id.in_(courriel.documents))).one()
        book = openpyxl.load_workbook(io.BytesIO(read_document(document)))
    comment = book["Appel"]["B8"].comment
    assert comment is not None
    assert "99" in comment.text
    assert book["Appel"]["F4"].value == 410


def test_without_an_address_nothing_leaves(refuse: int) -> None:
    with pytest.raises(InvalidError, match="adresse"), Session.begin() as session:
        send_renvoi(session, COMPTABLE, refuse, Renvoi("", "Objet", "Texte"))
    with Lecture() as session:
        assert session.scalars(select(CourrielSortant)).all() == []


def test_a_good_file_is_not_sent_back(base: Engine) -> None:
    load_patrimoine_essai()
    with Session.begin() as session:
        apercu, _ = preview_import(session, COMPTABLE, a_workbook(TRIMESTRE), "bon.xlsx")
        with pytest.raises(RefusedError):
            draft_renvoi(session, COMPTABLE, apercu.id)
