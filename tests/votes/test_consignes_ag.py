"""The consignes of one assembly on one page: those to give, together or one by one, and what still holds the sheet."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import update

from services.votes.models import Position, Resolution
from services.votes.politique.regles_defaut import load_doctrine
from shared.database import Session
from shared.presentation import today
from tests.votes.conftest import resolution_of
from tests.votes.portes import open_browser

DANS_UN_MOIS = today() + timedelta(days=30)
AGENDA = """\
1. Élection du président de séance
2. Approbation des comptes de l’exercice 2025
3. Réfection de l’étanchéité de la toiture terrasse
4. PPT
5. Rapport du conseil syndical, sans vote
"""
BUREAU, COMPTES, TOITURE, PPT = 1, 2, 3, 4


@pytest.fixture
def rc(application, parc_sqlite):
    return open_browser(application, parc_sqlite.rc)


@pytest.fixture
def co(application, parc_sqlite):
    return open_browser(application, parc_sqlite.co)


@pytest.fixture
def ag_id(parc_sqlite):
    with Session.begin() as session:
        load_doctrine(session, parc_sqlite.di, today())
    return parc_sqlite.add_ag(DANS_UN_MOIS, AGENDA)


def tick(ag_id: int, *ordres: int) -> list[str]:
    return [f"{one.id}:{one.version}" for one in (resolution_of(ag_id, ordre) for ordre in ordres)]


def to_give(page: str) -> str:
    return page.partition('<h2 class="h2 mt-4">Données</h2>')[0]


def test_a_manager_follows_the_doctrine_then_answers_the_rest_on_the_same_page(rc, ag_id):
    address = f"/votes/ag/{ag_id}/consignes"
    page = rc.get(address).text
    assert "0 sur 4" in page
    assert "Cocher les 3 que la doctrine propose" in page
    assert "Rapport du conseil syndical" not in page, "an information item has no consigne"
    done = rc.post(address, acte="doctrine", choix=tick(ag_id, BUREAU, COMPTES, TOITURE, PPT)).text
    assert "3 consignes enregistrées : selon la doctrine." in done
    assert "1 laissée telle quelle" in done
    assert "Cocher 4. PPT" in to_give(done)
    assert "Cocher 2." not in done
    done = rc.post(address, choix=tick(ag_id, PPT), position="ABSTENTION", motif="Projet non joint")
    assert done.request.path == address
    assert "4 sur 4" in done.text
    assert "Préparer l’envoi" in done.text


def test_an_employee_reads_every_consigne_and_ticks_only_his_own(co, ag_id):
    page = co.get(f"/votes/ag/{ag_id}/consignes").text
    assert "Élection du président" in page
    assert re.findall(r"Cocher (\d)\. ", page) == ["2"]
    left = co.post(f"/votes/ag/{ag_id}/consignes", acte="doctrine", choix=tick(ag_id, BUREAU, COMPTES)).text
    assert "Cette résolution est confiée à Claire Morel." in left
    assert resolution_of(ag_id, BUREAU).consigne is None


def test_deciding_one_by_one_walks_the_agenda_and_ends_on_the_consignes(rc, ag_id):
    page = rc.get(f"/votes/ag/{ag_id}/consignes").text
    first = re.search(r'href="([^"]+suite=ag)"[^>]*>Décider une par une', page)[1].replace("&amp;", "&")
    assert first.startswith(f"/votes/resolutions/{resolution_of(ag_id, BUREAU).id}")
    for ordre in (BUREAU, COMPTES, TOITURE, PPT):
        answer = {"position": "POUR", "motif": "Vu", "version": "1", "motif_ecart": ""}
        one = resolution_of(ag_id, ordre).id
        landed = rc.post(f"/votes/resolutions/{one}/consignes?suite=ag", **answer)
        last = ordre == PPT
        after = f"/votes/ag/{ag_id}/consignes" if last else f"/votes/resolutions/{resolution_of(ag_id, ordre + 1).id}"
        assert landed.request.path == after
        assert last or "?suite=ag" in landed.text, "the next answer walks on"


def test_a_title_that_cannot_be_decided_is_given_its_type_from_the_consignes(rc, ag_id):
    page = rc.get(f"/votes/ag/{ag_id}/consignes").text
    ppt = resolution_of(ag_id, PPT)
    assert "Choisir son type" in page
    landed = rc.post(f"/votes/resolutions/{ppt.id}/type?suite=ag", type="PPPT_ELABORATION", version=str(ppt.version))
    assert landed.request.path == f"/votes/ag/{ag_id}/consignes"
    assert "Cocher les 4 que la doctrine propose" in landed.text


def test_a_consigne_that_waits_for_a_visa_is_said_and_holds_the_sending(rc, ag_id):
    comptes = resolution_of(ag_id, COMPTES)
    with Session.begin() as session:
        session.execute(
            update(Resolution).where(Resolution.id == comptes.id).values(visa_role="DI", visa_motif="Seuil")
        )
    page = rc.post(
        f"/votes/ag/{ag_id}/consignes", position="POUR", motif="Vu", choix=tick(ag_id, BUREAU, COMPTES, TOITURE, PPT)
    ).text
    assert "4 sur 4</strong> consignes données" in page
    assert "1 visa attendu" in page
    assert "Préparer l’envoi" not in page
    assert resolution_of(ag_id, COMPTES).consigne.position is Position.POUR
