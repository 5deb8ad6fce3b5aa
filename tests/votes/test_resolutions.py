"""A pasted agenda becomes resolutions: typed, weighed on the right clé, given to the competent employee."""

from datetime import date

import pytest
from sqlalchemy import select

from services.votes.assemblees.resolutions import add_agenda, change_cle, requalify_resolution
from services.votes.consignes.reponses import give_consigne
from services.votes.models import Position, Resolution
from shared.database import Lecture, Session
from shared.errors import InvalidError, NotFoundError, RefusedError, StaleError
from shared.models import AuditLigne, Copropriete, Lot
from tests.votes.conftest import AUJOURDHUI, resolution_of


def test_each_item_of_the_agenda_becomes_a_resolution_in_its_order(parc):
    ag_id = parc.add_ag()
    lines = [resolution_of(ag_id, ordre) for ordre in (1, 2, 3, 4)]
    assert [(line.numero, line.type, line.article) for line in lines] == [
        ("1", "BUREAU_SEANCE", "24"),
        ("2", "COMPTES_APPROBATION", "24"),
        ("3", "TRAVAUX_CONSERVATION", "24"),
        ("4", "INFO_SANS_VOTE", "aucun"),
    ]
    assert all(line.confiance >= 50 and line.mots for line in lines)


def test_a_resolution_weighs_our_tantiemes_on_the_cle_its_title_names(parc):
    ag_id = parc.add_ag()
    comptes, toiture = resolution_of(ag_id, 2), resolution_of(ag_id, 3)
    assert (comptes.cle.code, comptes.voix_bailleur, comptes.voix_total) == ("GEN", 312, 10_000)
    assert (toiture.cle.code, toiture.voix_bailleur, toiture.voix_total) == ("BATA", 179, 5_000)


def test_the_weight_is_that_of_the_day_of_the_assembly(parc):
    with Session.begin() as session:
        lot = session.scalars(select(Lot).join(Copropriete).where(Copropriete.code == "C001")).one()
        lot.detentions[0].au = date(2026, 11, 30)
    assert resolution_of(parc.add_ag(), 2).voix_bailleur == 0
    assert resolution_of(parc.add_ag(date(2026, 11, 30)), 2).voix_bailleur == 312


def test_each_resolution_goes_to_the_employee_of_its_trade_with_the_reason(parc):
    ag_id = parc.add_ag()
    assigned = {ordre: resolution_of(ag_id, ordre).affectation for ordre in (1, 2, 3, 4)}
    assert {ordre: one and one.agent.nom for ordre, one in assigned.items()} == {
        1: "Claire Morel",
        2: "Inès Faure",
        3: "Thomas Giraud",
        4: None,
    }
    assert assigned[3].role == "TE"
    assert assigned[3].motif


def test_an_item_pasted_twice_is_refused_and_nothing_is_written(parc):
    ag_id = parc.add_ag(agenda="")
    with Session.begin() as session, pytest.raises(InvalidError) as refusal:
        add_agenda(session, parc.rc, ag_id, "Quitus au syndic\nVote du budget 2027\nQuitus au syndic")
    assert [faute["message"] for faute in refusal.value.fautes] == ["déjà au rang 1 de cet ordre du jour"]
    with Lecture() as session:
        assert session.scalars(select(Resolution)).all() == []


def test_an_agenda_pasted_again_is_refused(parc):
    ag_id = parc.add_ag()
    with Session.begin() as session, pytest.raises(InvalidError, match="dites deux fois") as refusal:
        add_agenda(session, parc.rc, ag_id, "1. Élection du président de séance")
    assert refusal.value.fautes[0]["message"] == "déjà dans cette assemblée"


def test_a_complement_of_agenda_follows_what_is_there(parc):
    ag_id = parc.add_ag()
    with Session.begin() as session:
        added = add_agenda(session, parc.rc, ag_id, "5. Désignation du syndic")
        assert [one.ordre for one in added.resolutions] == [5]


def test_an_item_announced_without_vote_is_an_information_whatever_its_title(parc_sqlite):
    ag_id = parc_sqlite.add_ag(agenda="1. Travaux de ravalement de la façade (point d’information, sans vote)")
    line = resolution_of(ag_id, 1)
    assert (line.information, line.article, line.affectation) == (True, "aucun", None)


def test_a_text_without_any_resolution_is_refused(parc_sqlite):
    ag_id = parc_sqlite.add_ag(agenda="")
    with Session.begin() as session, pytest.raises(InvalidError, match="Aucune résolution reconnue"):
        add_agenda(session, parc_sqlite.rc, ag_id, "  \n ")


def test_an_agent_of_another_agency_cannot_add_to_it(parc):
    ag_id = parc.add_ag(agenda="")
    with Session.begin() as session, pytest.raises(NotFoundError):
        add_agenda(session, parc.ailleurs, ag_id, "1. Quitus au syndic")


def test_correcting_the_type_changes_article_and_employee(parc):
    resolution = resolution_of(parc.add_ag(), 2)
    with Session.begin() as session:
        requalify_resolution(session, parc.rc, resolution.id, code="TRAVAUX_AMELIORATION", version=resolution.version)
    corrected = resolution_of(resolution.ag_id, 2)
    assert (corrected.type, corrected.article, corrected.corrige_par) == ("TRAVAUX_AMELIORATION", "25", "Claire Morel")
    assert corrected.affectation.agent.nom == "Thomas Giraud"
    assert [one.active for one in corrected.affectations] == [False, True]
    assert corrected.version == resolution.version + 1


def test_correcting_the_type_leaves_an_answered_resolution_to_who_answered(parc):
    resolution = resolution_of(parc.add_ag(), 2)
    with Session.begin() as session:
        give_consigne(session, parc.co, resolution.id, position=Position.POUR, motif="Comptes vérifiés",
                      version=1, aujourdhui=AUJOURDHUI)  # fmt: skip
    with Session.begin() as session:
        requalify_resolution(session, parc.rc, resolution.id, code="QUITUS", version=2)
    assert resolution_of(resolution.ag_id, 2).affectation.agent.nom == "Inès Faure"
    with Session.begin() as session, pytest.raises(RefusedError, match="ne peut plus devenir une information"):
        requalify_resolution(session, parc.rc, resolution.id, code="INFO_SANS_VOTE", version=3)


def test_a_correction_on_what_somebody_changed_meanwhile_is_refused(parc):
    resolution = resolution_of(parc.add_ag(), 2)
    with Session.begin() as session:
        requalify_resolution(session, parc.rc, resolution.id, code="QUITUS", version=1)
    with Session.begin() as session, pytest.raises(StaleError):
        change_cle(session, parc.di, resolution.id, code="BATA", version=1)
    assert resolution_of(resolution.ag_id, 2).cle.code == "GEN"


def test_an_unknown_type_or_cle_is_refused_by_its_name(parc):
    resolution = resolution_of(parc.add_ag(), 2)
    with Session.begin() as session, pytest.raises(InvalidError, match="« PISCINE » n’est pas un type"):
        requalify_resolution(session, parc.rc, resolution.id, code="PISCINE", version=1)
    with Session.begin() as session, pytest.raises(InvalidError, match=r"pas de clé « BATZ ». Ses clés : GEN, BATA"):
        change_cle(session, parc.rc, resolution.id, code="BATZ", version=1)


def test_choosing_another_cle_weighs_again_and_is_in_the_journal(parc):
    resolution = resolution_of(parc.add_ag(), 2)
    with Session.begin() as session:
        change_cle(session, parc.rc, resolution.id, code="BATA", version=1)
    changed = resolution_of(resolution.ag_id, 2)
    assert (changed.voix_bailleur, changed.voix_total) == (179, 5_000)
    with Lecture() as session:
        line = session.scalars(select(AuditLigne).order_by(AuditLigne.id.desc())).first()
        assert (line.acte, line.detail) == (
            "change la clé d’une résolution", {"numero": "2", "avant": "GEN", "apres": "BATA"}
        )  # fmt: skip
