"""Fifty forms in one batch: 50 assemblies of 25 resolutions, from the request to the last PDF kept (goal: 30 s).

Each form is locked, printed with its sheet, and kept by the subscriber the workers call, one after the other in one
process: ``python -m bench.formulaires``.
"""

import tempfile
import time
from datetime import date, timedelta
from datetime import time as heure
from pathlib import Path

from sqlalchemy import select

import services.votes.actors  # noqa: F401 - declares who hears that a form was asked for
from services.demo.chargement_envois import ADRESSE, VILLE
from services.demo.portefeuille import build_patrimoine
from services.migrations import migrate_engine
from services.votes.envois.delegations import SaisieDelegation, create_delegation, save_emetteur
from services.votes.envois.groupes import request_formulaires
from services.votes.models import AssembleeGenerale, Canal, Consigne, NatureAg, Position, Resolution
from shared.acteurs import SYSTEME
from shared.auth.comptes import to_acteur
from shared.database import Lecture, Session, bind_database
from shared.documents import bind_documents
from shared.inbox import RECEIVERS, receive
from shared.models import Agent, Copropriete, OutboxMessage, RoleAgent, Tache, now
from shared.patrimoine.imports import import_patrimoine
from shared.presentation import today

ASSEMBLEES, RESOLUTIONS = 50, 25


def prepare(folder: Path) -> tuple[list[int], int, int]:
    """A demo portfolio with 50 assemblies ready to be sent; returns their ids, the delegation, the agent."""
    bind_documents(folder / "documents")
    migrate_engine(bind_database(f"sqlite:///{folder / 'bench.db'}"))
    jour = today()
    with Session.begin() as session:
        import_patrimoine(session, SYSTEME, build_patrimoine(jour))
        save_emetteur(session, SYSTEME, ADRESSE, VILLE)
        agent = session.scalars(select(Agent).join(Agent.roles).where(RoleAgent.role == "DI")).first()
        if agent is None:
            raise RuntimeError("the demo portfolio has no management")
        saisie = SaisieDelegation(
            agent=agent.courriel, qualite="Direction", reference="DS-1", plafond_centimes=None, du=date(2020, 1, 1),
            au=None,
        )  # fmt: skip
        delegation = create_delegation(session, SYSTEME, saisie)
        coproprietes = session.scalars(select(Copropriete).order_by(Copropriete.id)).all()
        ags = [
            build_ag(coproprietes[rang % len(coproprietes)], jour + timedelta(days=30 + rang), agent.id)
            for rang in range(ASSEMBLEES)
        ]
        session.add_all(ags)
        session.flush()
        return [ag.id for ag in ags], delegation.id, agent.id


def build_ag(copropriete: Copropriete, jour: date, agent_id: int) -> AssembleeGenerale:
    """An assembly whose every resolution has its consigne."""
    cle = copropriete.cles[0]
    ag = AssembleeGenerale(
        copropriete_id=copropriete.id, date_ag=jour, heure=heure(18, 30), lieu="Salle des fêtes",
        nature=NatureAg.ORDINAIRE, canal=Canal.CORRESPONDANCE, formulaire_adresse="8 place Bellecour, 69002 Lyon",
        formulaire_courriel="ag@syndic.example", creee_par="bench", creee_le=now(),
    )  # fmt: skip
    for ordre in range(1, RESOLUTIONS + 1):
        article = ("24", "25", "26")[ordre % 3]
        resolution = Resolution(
            ordre=ordre, numero=str(ordre), intitule=f"Réfection de l’étanchéité de la toiture du bâtiment {ordre}",
            type="TRAVAUX_CONSERVATION", article=article, confiance=95, mots="", cle=cle, voix_bailleur=312,
            voix_total=cle.total_tantiemes, montant_centimes=4_800_000,
        )  # fmt: skip
        resolution.consignes = [
            Consigne(rang=1, position=Position.CONTRE, motif="Devis non joints", agent_id=agent_id, le=now())
        ]
        ag.resolutions.append(resolution)
    return ag


def main() -> None:
    """Print how long the batch takes, and how many forms it made."""
    with tempfile.TemporaryDirectory() as folder:
        ids, delegation_id, agent_id = prepare(Path(folder))
        debut = time.perf_counter()
        with Session.begin() as session:
            acteur = to_acteur(session.get_one(Agent, agent_id))
            tache_id = request_formulaires(session, acteur, ids, delegation_id, sceller=False).id
        with Lecture() as session:
            facts = [(row.id, row.contenu) for row in session.scalars(select(OutboxMessage))]
        for ident, payload in facts:
            receive(RECEIVERS["votes.FormulaireDemande"], ident, payload)
        duree = time.perf_counter() - debut
        with Lecture() as session:
            message = session.get_one(Tache, tache_id).message
    print(f"formulaires : {ASSEMBLEES} assemblies x {RESOLUTIONS} resolutions, {duree:.1f} s (goal 30). {message}")


if __name__ == "__main__":
    main()
