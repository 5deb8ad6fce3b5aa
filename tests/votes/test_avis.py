"""Employees are told by mail what was given to them: one mail a person and assembly."""

from sqlalchemy import select

from services.votes.models import Resolution
from shared.database import Lecture
from shared.models import CourrielSortant
from tests.votes.conftest import Parc


def test_each_employee_receives_one_mail_that_lists_his_resolutions(parc: Parc) -> None:
    parc.add_ag()
    with Lecture() as session:
        courriels = {courriel.destinataire: courriel for courriel in session.scalars(select(CourrielSortant))}
        given = {
            resolution.affectation.agent.courriel
            for resolution in session.scalars(select(Resolution))
            if resolution.affectation
        }
    assert set(courriels) == given
    assert "Réfection de l’étanchéité" in courriels[parc.te.courriel].corps
    assert "1 consigne de vote à donner" in courriels[parc.te.courriel].sujet
