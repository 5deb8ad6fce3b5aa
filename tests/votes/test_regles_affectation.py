"""The rules of the administrators at work: who receives, whose second agreement, and what an absence changes."""

from datetime import date

import pytest
from sqlalchemy import select, update

from services.votes.assemblees.resolutions import change_cle, requalify_resolution
from services.votes.attribution.absences import cancel_absence, find_remplacant, record_absence
from services.votes.attribution.affectations import reassign_resolution, refresh_visa, route_orphans
from services.votes.models import GenreRegle, Resolution
from services.votes.politique.conditions import Conditions
from services.votes.politique.reglages import SaisieRegle, add_regle
from shared.database import Session
from shared.errors import ForbiddenError, InvalidError, RefusedError
from shared.models import Agent, AuditLigne
from tests.votes.conftest import AUJOURDHUI, resolution_of

TOITURE = "1. Réfection de l’étanchéité de la toiture terrasse : 200 000 € TTC"


def add_rule(parc, genre=GenreRegle.AFFECTATION, role=None, agent=None, **conditions):
    with Session.begin() as session:
        saisie = SaisieRegle(genre=genre, libelle="Toitures", motif="Politique du patrimoine", role=role,
                             agent_id=agent.id if agent else None, conditions=Conditions(**conditions))  # fmt: skip
        add_regle(session, parc.di, saisie, date(2020, 1, 1))


class TestRegles:
    def test_a_rule_by_type_and_copropriete_reaches_its_employee_with_its_name_in_the_reason(self, parc):
        add_rule(parc, agent=parc.ju, types=("TRAVAUX_CONSERVATION",), coproprietes=("C001",))
        resolution = resolution_of(parc.add_ag(), 3)
        assert resolution.affectation.agent.nom == "Julie Sabatier"
        assert "règle A1 v1 « Toitures », agent désigné" in resolution.affectation.motif

    def test_a_rule_by_amount_looks_at_our_share(self, parc_sqlite):
        add_rule(parc_sqlite, role="DI", quote_part_min=624_000)
        assert resolution_of(parc_sqlite.add_ag(agenda=TOITURE), 1).affectation.role == "DI"
        plus_petite = parc_sqlite.add_ag(date(2026, 12, 19), TOITURE.replace("200 000", "199 999"))
        assert resolution_of(plus_petite, 1).affectation.role == "TE"

    def test_a_rule_for_another_agency_changes_nothing(self, parc_sqlite):
        add_rule(parc_sqlite, role="DI", agences=("STE",))
        assert resolution_of(parc_sqlite.add_ag(), 3).affectation.role == "TE"

    def test_nobody_competent_and_no_manager_the_management_receives_it(self, parc_sqlite):
        ag_id = parc_sqlite.add_ag(agenda="1. Travaux de réfection de la toiture")
        resolution = resolution_of(ag_id, 1)
        with Session.begin() as session:
            session.execute(update(Agent).where(Agent.nom != "Denis Roche").values(actif=False))
            requalify_resolution(session, parc_sqlite.di, resolution.id, code="ETUDES", version=1)
        after = resolution_of(ag_id, 1)
        assert (after.affectation.agent.nom, after.affectation.active) == ("Denis Roche", True)

    def test_what_nobody_can_answer_any_more_is_given_again_at_the_start_of_a_day(self, parc):
        ag_id = parc.add_ag()
        with Session.begin() as session:
            session.get(Agent, parc.te.id).actif = False
        with Session.begin() as session:
            assert route_orphans(session, AUJOURDHUI) == 1
            assert route_orphans(session, AUJOURDHUI) == 0
        after = resolution_of(ag_id, 3)
        assert (after.affectation.agent.nom, after.version) == ("Inès Faure", 2)

    def test_with_nobody_at_all_it_waits_and_the_first_manager_who_comes_receives_it(self, parc_sqlite):
        with Session.begin() as session:
            session.execute(update(Agent).values(actif=False))
        ag_id = parc_sqlite.add_ag()
        assert resolution_of(ag_id, 3).affectation is None
        with Session.begin() as session:
            session.get(Agent, parc_sqlite.ailleurs.id).actif = True
            session.flush()
            assert route_orphans(session, AUJOURDHUI) == 3
        after = resolution_of(ag_id, 3)
        assert after.affectation.agent.nom == "Ahmed Benali"
        assert "hors agence" in after.affectation.motif


class TestVisas:
    def test_under_five_thousand_euros_one_answer_is_enough(self, parc_sqlite):
        petite = resolution_of(parc_sqlite.add_ag(agenda=TOITURE.replace("200 000", "20 000")), 1)
        assert (petite.visa_role, petite.visa_motif) == (None, None)

    def test_from_five_thousand_the_manager_agrees_then_the_management(self, parc):
        moyenne = resolution_of(parc.add_ag(agenda=TOITURE), 1)
        assert moyenne.visa_role == "RC"
        assert moyenne.visa_motif.startswith("règle V5 v1 : quote-part d’au moins 5 000 €")
        grosse = resolution_of(parc.add_ag(date(2026, 12, 19), TOITURE.replace("200 000", "2 000 000")), 1)
        assert grosse.visa_role == "DI"

    @pytest.mark.parametrize(
        "titre", ["Vente du droit de surélever l’immeuble", "Cession d’une partie commune : palier du 3e étage",
                  "Changement de destination de l’immeuble", "Suppression du poste de gardien et vente de la loge"],
    )  # fmt: skip
    def test_disposals_article_26_and_unanimity_need_another_role(self, parc_sqlite, titre):
        resolution = resolution_of(parc_sqlite.add_ag(agenda=f"1. {titre}"), 1)
        assert resolution.visa_role is not None
        assert resolution.visa_role != resolution.affectation.role

    def test_it_follows_the_type_the_cle_and_the_employee(self, parc_sqlite):
        resolution = resolution_of(parc_sqlite.add_ag(agenda=TOITURE), 1)
        with Session.begin() as session:
            requalify_resolution(session, parc_sqlite.rc, resolution.id, code="SURELEVATION", version=1)
        surelevation = resolution_of(resolution.ag_id, 1)
        assert (surelevation.affectation.role, surelevation.visa_role) == ("DI", "JU")
        with Session.begin() as session:
            reassign_resolution(session, parc_sqlite.rc, resolution.id, parc_sqlite.ju.id, motif="Acte", version=2)
        assert resolution_of(resolution.ag_id, 1).visa_role == "DI"
        with Session.begin() as session:
            change_cle(session, parc_sqlite.rc, resolution.id, code="BATA", version=3)
        assert resolution_of(resolution.ag_id, 1).visa_role == "DI"

    def test_our_own_request_is_never_decided_by_one_person(self, parc_sqlite):
        resolution = resolution_of(parc_sqlite.add_ag(), 3)
        with Session.begin() as session:
            lue = session.get(Resolution, resolution.id)
            lue.notre_demande = True
            refresh_visa(session, lue)
        after = resolution_of(resolution.ag_id, 3)
        assert (after.visa_role, "notre demande" in after.visa_motif) == ("DI", True)

    def test_an_information_item_asks_for_none(self, parc_sqlite):
        assert resolution_of(parc_sqlite.add_ag(), 4).visa_role is None


def be_away(parc, agent, du=date(2026, 12, 1), au=date(2026, 12, 20), remplacant=None, acteur=None):
    with Session.begin() as session:
        return record_absence(
            session, acteur or parc.rc, agent_id=agent.id, du=du, au=au, motif="Congés",
            remplacant_id=remplacant.id if remplacant else None, aujourdhui=AUJOURDHUI,
        )[1]  # fmt: skip


class TestAbsences:
    def test_what_is_wanted_during_it_passes_to_the_substitute_with_the_reason(self, parc):
        resolution = resolution_of(parc.add_ag(), 3)
        assert be_away(parc, parc.te, remplacant=parc.ju) == 1
        after = resolution_of(resolution.ag_id, 3)
        assert (after.affectation.agent.nom, after.affectation.role) == ("Julie Sabatier", "TE")
        assert after.affectation.motif.startswith("remplace Thomas Giraud, absence du 01/12/2026 au 20/12/2026")
        assert after.version == resolution.version + 1
        with Session() as session:
            acts = session.scalars(select(AuditLigne.acte).order_by(AuditLigne.id)).all()
            assert acts[-2:] == ["enregistre une absence", "réaffecte une résolution"]

    def test_what_is_wanted_after_it_stays(self, parc_sqlite):
        ag_id = parc_sqlite.add_ag()
        assert be_away(parc_sqlite, parc_sqlite.te, au=date(2026, 12, 5), remplacant=parc_sqlite.ju) == 0
        assert resolution_of(ag_id, 3).affectation.agent.nom == "Thomas Giraud"

    def test_an_agenda_that_comes_meanwhile_goes_to_the_substitute(self, parc_sqlite):
        be_away(parc_sqlite, parc_sqlite.te, remplacant=parc_sqlite.ju)
        assert resolution_of(parc_sqlite.add_ag(), 3).affectation.agent.nom == "Julie Sabatier"

    def test_without_substitute_the_second_role_answers(self, parc_sqlite):
        be_away(parc_sqlite, parc_sqlite.te)
        assert resolution_of(parc_sqlite.add_ag(), 3).affectation.agent.nom == "Inès Faure"

    def test_a_substitute_who_does_not_see_the_agency_receives_nothing(self, parc_sqlite):
        ag_id = parc_sqlite.add_ag()
        assert be_away(parc_sqlite, parc_sqlite.te, remplacant=parc_sqlite.ailleurs) == 0
        assert resolution_of(ag_id, 3).affectation.agent.nom == "Thomas Giraud"

    def test_cancelled_it_no_longer_counts(self, parc_sqlite):
        be_away(parc_sqlite, parc_sqlite.te, remplacant=parc_sqlite.ju)
        with Session.begin() as session:
            cancel_absence(session, parc_sqlite.te, 1)
        assert resolution_of(parc_sqlite.add_ag(), 3).affectation.agent.nom == "Thomas Giraud"
        with Session.begin() as session, pytest.raises(RefusedError, match="déjà annulée"):
            cancel_absence(session, parc_sqlite.te, 1)

    def test_the_substitute_of_a_day_can_be_asked(self, parc_sqlite):
        be_away(parc_sqlite, parc_sqlite.te, remplacant=parc_sqlite.ju)
        with Session() as session:
            assert find_remplacant(session, parc_sqlite.te.id, date(2026, 12, 20)).nom == "Julie Sabatier"
            assert find_remplacant(session, parc_sqlite.te.id, date(2026, 12, 21)) is None

    def test_every_fault_at_once_and_only_ones_own(self, parc_sqlite):
        be_away(parc_sqlite, parc_sqlite.te)
        with pytest.raises(InvalidError) as refus:
            be_away(parc_sqlite, parc_sqlite.te, remplacant=parc_sqlite.te)
        assert [faute["ou"] for faute in refus.value.fautes] == ["remplacant", "du"]
        with pytest.raises(InvalidError, match="corrigez"):
            be_away(parc_sqlite, parc_sqlite.ju, du=date(2026, 12, 9), au=date(2026, 12, 8))
        with pytest.raises(ForbiddenError):
            be_away(parc_sqlite, parc_sqlite.te, acteur=parc_sqlite.co)
