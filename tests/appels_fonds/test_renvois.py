"""A faulty file goes back to its sender: every fault in words, and the workbook with its cells coloured."""

import io

import openpyxl
import pytest
from sqlalchemy import Engine, select

from services.appels_fonds.reception.analyses import AVEC_AVERTISSEMENTS
from services.appels_fonds.reception.imports import confirm_import, preview_import
from services.appels_fonds.reception.renvois import Renvoi, draft_renvoi, send_renvoi
from shared.database import Lecture, Session
from shared.documents import read_document
from shared.errors import InvalidError, RefusedError
from shared.models import CourrielSortant, Document, Syndic
from tests.appels_fonds.essais import COMPTABLE, TRIMESTRE, a_workbook, integrate_now, load_patrimoine_essai


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


def test_what_an_accountant_would_confirm_can_be_asked_of_the_syndic_first(base: Engine) -> None:
    load_patrimoine_essai()
    with Session.begin() as session:
        contenu = a_workbook([*TRIMESTRE[:-1], ("X001", "3", "GEN", "Honoraires de relance", "01/04/2026", 48.0)])
        apercu, analyse = preview_import(session, COMPTABLE, contenu, "appel T2.xlsx")
        assert analyse.issue == AVEC_AVERTISSEMENTS
        _, renvoi = draft_renvoi(session, COMPTABLE, apercu.id)
    assert renvoi.corps.startswith("Bonjour,\n\nNous avons des questions avant d’enregistrer votre fichier")


def test_the_rest_of_a_file_integrated_in_part_goes_back_to_its_sender(base: Engine) -> None:
    load_patrimoine_essai()
    contenu = a_workbook([*TRIMESTRE, ("X002", "99", "GEN", "Provision", "01/04/2026", 12.0)])
    with Session.begin() as session:
        apercu, _ = preview_import(session, COMPTABLE, contenu, "appel T2.xlsx")
        import_id = apercu.id
        confirm_import(session, COMPTABLE, import_id, version=apercu.version, en_partie=True)
    with Lecture() as session:
        _, renvoi = draft_renvoi(session, COMPTABLE, import_id)
    assert "enregistrer en entier" in renvoi.corps
    assert "99" in renvoi.corps


def test_a_file_received_twice_says_that_its_sender_has_nothing_to_mend(base: Engine) -> None:
    load_patrimoine_essai()
    integrate_now(a_workbook(TRIMESTRE), "appel T2.xlsx")
    with Session.begin() as session:
        _, again = preview_import(session, COMPTABLE, a_workbook(TRIMESTRE), "appel T2.xlsx")
        autre = a_workbook([("X001", "99", "GEN", "Provision", "01/07/2026", 1.0)])
        _, faulty = preview_import(session, COMPTABLE, autre, "T3.xlsx")
    assert (again.is_deja_recu, faulty.is_deja_recu) == (True, False)
