"""An assembly ready to be sent: its agenda, its return address, its answers, and somebody who may sign."""

from datetime import date, time

import pytest
from sqlalchemy import Engine

from services.votes.consignes.reponses import give_consigne
from services.votes.envois.delegations import SaisieDelegation, create_delegation
from services.votes.models import AssembleeGenerale, Consigne, Position, Resolution
from shared.acteurs import Acteur
from shared.database import Session
from shared.models import Bailleur, Copropriete, MandatSyndic, Syndic, now
from tests.votes.conftest import AUJOURDHUI, Parc, build_parc

AGENDA = """\
1. Élection du président de séance
2. Approbation des comptes de l’exercice 2025
L’assemblée approuve les comptes pour un montant de 84 310,42 €.
3. Désignation du syndic
4. Réfection de l’étanchéité de la toiture terrasse du bâtiment A
L’assemblée décide les travaux pour un montant de 48 000,00 € TTC.
5. Installation d’un portail motorisé
6. Rapport du conseil syndical, sans vote
"""
VOTES = {1: Position.POUR, 2: Position.CONTRE, 3: Position.POUR, 4: Position.POUR, 5: Position.ABSTENTION}


class Envoi:
    """The landlord and its assembly of C001: ``ag_id``, ``delegation_id`` of Claire Morel, ``rc`` who sends."""

    def __init__(self, parc: Parc) -> None:
        self.parc, self.rc = parc, parc.rc
        self.ag_id = parc.add_ag(agenda=AGENDA)
        with Session.begin() as session:
            session.add(Bailleur(nom="ESH Deux Rives", siren="123456782", adresse="4 quai du Rhône, 69002 Lyon",
                                 ville="Lyon"))  # fmt: skip
            syndic = Syndic(code="S1", nom="Régie Bellecour", courriel="copro@bellecour.example")
            copropriete = session.query(Copropriete).filter_by(code="C001").one()
            session.add(MandatSyndic(copropriete_id=copropriete.id, syndic=syndic, du=None, au=None))
            ag = session.get(AssembleeGenerale, self.ag_id)
            ag.heure, ag.lieu = time(18, 30), "Salle des fêtes, 12 rue Neuve"
            ag.formulaire_adresse, ag.formulaire_courriel = "8 place Bellecour, 69002 Lyon", "ag@bellecour.example"
            delegation = create_delegation(session, parc.di, SaisieDelegation(
                agent=parc.rc.courriel, qualite="Responsable copropriété", reference="DS-2026-12",
                plafond_centimes=10_000_000, du=date(2026, 1, 1), au=date(2027, 12, 31),
            ))  # fmt: skip
            self.delegation_id = delegation.id

    def answer(self, votes: dict[int, Position] = VOTES, acteur: Acteur | None = None) -> None:
        """Give the consignes of the agenda, by their order."""
        for ordre, position in votes.items():
            with Session.begin() as session:
                resolution = session.query(Resolution).filter_by(ag_id=self.ag_id, ordre=ordre).one()
                give_consigne(session, acteur or self.rc, resolution.id, position=position, motif=f"Motif {ordre}",
                              version=resolution.version, aujourdhui=AUJOURDHUI)  # fmt: skip
                resolution.visa_role = None

    def resolution_id(self, ordre: int) -> int:
        """The id of a resolution by its order."""
        with Session() as session:
            return session.query(Resolution).filter_by(ag_id=self.ag_id, ordre=ordre).one().id

    def add_second(self, ordre: int, second: Position | None, si_amendee: Position | None) -> None:
        """A new consigne that also answers the second ballot and the amended text."""
        with Session.begin() as session:
            resolution = session.query(Resolution).filter_by(ag_id=self.ag_id, ordre=ordre).one()
            former = resolution.consignes[-1]
            resolution.consignes.append(Consigne(
                rang=former.rang + 1, position=former.position, position_second=second, position_si_amendee=si_amendee,
                motif=former.motif, agent_id=self.rc.id, le=now(),
            ))  # fmt: skip


@pytest.fixture
def envoi(base: Engine) -> Envoi:
    """Ready on each engine."""
    return Envoi(build_parc())


@pytest.fixture
def envoi_sqlite(base_sqlite: Engine) -> Envoi:
    """Ready where the engine does not matter."""
    return Envoi(build_parc())
