"""A small landlord with two agencies, one employee per trade, and a copropriété to vote in."""

from dataclasses import dataclass
from datetime import date

import pytest
from flask import Flask
from sqlalchemy import Engine

from services.votes.app import create_app
from services.votes.assemblees.enregistrement import SaisieAg, create_ag
from services.votes.assemblees.resolutions import add_agenda
from services.votes.models import Resolution
from shared.acteurs import Acteur
from shared.auth.comptes import to_acteur
from shared.config import Config
from shared.database import Session
from shared.models import (
    Agence,
    Agent,
    CleRepartition,
    Copropriete,
    DetentionLot,
    Lot,
    RoleAgent,
    TantiemeLot,
)
from shared.patrimoine.textes import normalise_texte

AUJOURDHUI = date(2026, 11, 23)
DATE_AG = date(2026, 12, 18)
ORDRE_DU_JOUR = """\
1. Élection du président de séance
2. Approbation des comptes de l’exercice 2025
3. Réfection de l’étanchéité de la toiture terrasse du bâtiment A
4. Rapport du conseil syndical, sans vote
"""


@dataclass(frozen=True)
class Parc:
    """Who works where: ``rc`` manages Lyon, ``te``, ``co`` and ``ju`` work there, ``ailleurs`` in Saint-Étienne."""

    rc: Acteur
    te: Acteur
    co: Acteur
    ju: Acteur
    di: Acteur
    ailleurs: Acteur

    def add_ag(self, date_ag: date = DATE_AG, agenda: str = ORDRE_DU_JOUR) -> int:
        """An assembly of C001 with its agenda; returns its id."""
        with Session.begin() as session:
            saisie = SaisieAg(copropriete="C001", date_ag=date_ag, deja_tenue=date_ag < AUJOURDHUI)
            ag = create_ag(session, self.rc, saisie, AUJOURDHUI)
            if agenda:
                add_agenda(session, self.rc, ag.id, agenda)
            return ag.id


def resolution_of(ag_id: int, ordre: int) -> Resolution:
    """One resolution, read afresh, with its assignments and answers."""
    with Session() as session:
        resolution = session.query(Resolution).filter_by(ag_id=ag_id, ordre=ordre).one()
        for affectation in resolution.affectations:
            _ = affectation.agent.nom
        _ = [consigne.agent.nom for consigne in resolution.consignes], resolution.cle and resolution.cle.code
        session.expunge_all()
        return resolution


@pytest.fixture
def parc(base: Engine) -> Parc:
    """The landlord, on each engine."""
    return build_parc()


@pytest.fixture
def parc_sqlite(base_sqlite: Engine) -> Parc:
    """The landlord, where the engine does not matter."""
    return build_parc()


def build_parc() -> Parc:
    """Write the landlord in the database this process is bound to."""
    with Session.begin() as session:
        lyon, saint_etienne = Agence(code="LYO", nom="Lyon"), Agence(code="STE", nom="Saint-Étienne")
        session.add_all([lyon, saint_etienne])
        agents = {
            "rc": add_agent(session, "Claire Morel", "RC", lyon),
            "te": add_agent(session, "Thomas Giraud", "TE", lyon),
            "co": add_agent(session, "Inès Faure", "CO", lyon),
            "ju": add_agent(session, "Julie Sabatier", "JU", lyon),
            "di": add_agent(session, "Denis Roche", "DI", lyon),
            "ailleurs": add_agent(session, "Ahmed Benali", "RC", saint_etienne),
        }
        add_copropriete(session, "C001", "Les Tilleuls", lyon)
        add_copropriete(session, "C002", "Le Bizillon", saint_etienne)
        session.flush()
        return Parc(**{name: to_acteur(agent) for name, agent in agents.items()})


def add_agent(session, nom: str, role: str, agence: Agence) -> Agent:
    """An employee of an agency."""
    courriel = f"{nom.split()[0].lower()}@deuxrives.example"
    agent = Agent(courriel=courriel, nom=nom, roles=[RoleAgent(role=role)], agences=[agence])
    session.add(agent)
    return agent


def add_copropriete(session, code: str, nom: str, agence: Agence) -> Copropriete:
    """A copropriété where one lot is ours: 312 / 10 000 in general, 179 / 5 000 in building A."""
    adresse = "4 rue des Tilleuls, 69003 Lyon"
    copropriete = Copropriete(code=code, nom=nom, adresse=adresse, agence=agence)
    copropriete.recherche = normalise_texte(code, nom, adresse)
    generale = CleRepartition(code="GEN", libelle="Charges générales", total_tantiemes=10_000)
    batiment = CleRepartition(code="BATA", libelle="Bâtiment A", total_tantiemes=5_000)
    copropriete.cles = [generale, batiment]
    weights = [TantiemeLot(cle=generale, tantiemes=312), TantiemeLot(cle=batiment, tantiemes=179)]
    copropriete.lots = [Lot(numero="12", nature="logement", detentions=[DetentionLot()], tantiemes=weights)]
    session.add(copropriete)
    return copropriete


@pytest.fixture
def application(parc_sqlite: Parc, config: Config) -> Flask:
    """The service on the landlord's database."""
    return create_app(config)
