"""Load the demo into an empty database, by the use cases of the suite wherever there is one.

So the demo is what the product does: assemblies are created and their agendas pasted, consignes are given by the
employees they were assigned to, calls are read from workbooks. Only the days are moved back to when it happened.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from services.charges.cumuls.agregats import keep_depenses
from services.demo.agendas import build_assemblees
from services.demo.chargement_appels import load_appels
from services.demo.chargement_comptes import load_comptes
from services.demo.chargement_demandes import load_demandes
from services.demo.chargement_envois import load_envois
from services.demo.chargement_paiements import load_paiements, load_taux_repris
from services.demo.chargement_pv import load_proces_verbaux
from services.demo.chargement_reglages import load_absence, load_reglages
from services.demo.chargement_regularisations import load_regularisations
from services.demo.chargement_votes import load_assemblees
from services.demo.depenses import LigneDepense, build_depenses
from services.demo.portefeuille import build_patrimoine
from shared.acteurs import Acteur
from shared.audit import record_acte
from shared.auth.comptes import set_password
from shared.errors import RefusedError
from shared.models import Agence, Agent, Bailleur, Copropriete, CourrielSortant, Syndic
from shared.patrimoine.imports import import_patrimoine

MOT_DE_PASSE = "demo-tantieme"


@dataclass(frozen=True)
class Bilan:
    """How much was loaded."""

    coproprietes: int
    lots: int
    agents: int
    assemblees: int
    resolutions: int
    consignes: int
    appels: int
    depenses: int
    comptes: int


def load_demo(session: Session, acteur: Acteur, aujourdhui: date) -> Bilan:
    """Load the whole demo portfolio as it stands on a day, in the caller's transaction.

    :raises RefusedError: the database holds anything else already.
    """
    refuse_unless_empty(session)
    patrimoine = build_patrimoine(aujourdhui)
    import_patrimoine(session, acteur, patrimoine)
    give_passwords(session)
    load_reglages(session, acteur, aujourdhui)
    assemblees = build_assemblees(patrimoine, aujourdhui)
    votes = load_assemblees(session, patrimoine, assemblees, aujourdhui)
    load_absence(session, acteur, aujourdhui)
    load_proces_verbaux(session, patrimoine, assemblees, aujourdhui)
    depenses = build_depenses(patrimoine, aujourdhui)
    nombre_depenses = load_depenses(session, depenses)
    load_taux_repris(session, aujourdhui)
    bilan = Bilan(
        coproprietes=len(patrimoine["coproprietes"]),
        lots=sum(len(copropriete["lots"]) for copropriete in patrimoine["coproprietes"]),
        agents=len(patrimoine["agents"]),
        assemblees=votes.assemblees,
        resolutions=votes.resolutions,
        consignes=votes.consignes + load_envois(session, acteur, aujourdhui),
        appels=load_appels(session, patrimoine, aujourdhui),
        depenses=nombre_depenses,
        comptes=load_comptes(session, patrimoine, depenses, aujourdhui),
    )
    load_regularisations(session, patrimoine, aujourdhui)
    load_paiements(session, aujourdhui)
    load_demandes(session, aujourdhui)
    session.execute(delete(CourrielSortant))  # nobody must receive the mails of an invented landlord
    record_acte(session, acteur, "charge la démonstration", "demonstration", 1, detail=vars(bilan))
    return bilan


def refuse_unless_empty(session: Session) -> None:
    """The demo never mixes with real data.

    :raises RefusedError: something was entered already.
    """
    if not is_empty(session):
        raise RefusedError(
            "La base contient déjà des données : la démonstration ne se charge que dans une base vide.",
            code="BASE_NON_VIDE",
        )


def is_empty(session: Session) -> bool:
    """Whether nobody entered anything: no landlord, agency, agent, syndic nor copropriété."""
    tables = (Bailleur, Agence, Agent, Syndic, Copropriete)
    return not any(session.scalar(select(table.id).limit(1)) for table in tables)


def give_passwords(session: Session) -> None:
    """Give every agent the password of the demo: hashed once, since it is no secret."""
    first, *_ = session.scalars(select(Agent).order_by(Agent.id).limit(1)).all()
    set_password(session, first, MOT_DE_PASSE)
    session.flush()
    session.execute(update(Agent).values(empreinte_mot_de_passe=first.empreinte_mot_de_passe))


def load_depenses(session: Session, lignes: Sequence[LigneDepense]) -> int:
    """Insert the yearly charges; returns how many rows."""
    ids = {row.code: row.id for row in session.execute(select(Copropriete.code, Copropriete.id))}
    return keep_depenses(session, ((ids[ligne.copropriete], *ligne[1:], None, 0) for ligne in lignes))
