"""The demo's signatures and sendings: who may sign, our address, and the votes already on their way."""

from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.demo.acteurs import find_acteur
from services.votes.consignes.reponses import give_consigne
from services.votes.consignes.visas import find_visa_demande, give_visa, is_final
from services.votes.envois.choix import ChoixEnvoi
from services.votes.envois.delegations import SaisieDelegation, create_delegation, save_emetteur
from services.votes.envois.expeditions import SaisieEnvoi, send_feuille
from services.votes.envois.feuilles import load_ag_verrouillee, lock_feuille
from services.votes.envois.lignes import find_manque
from services.votes.envois.signatures import deposit_signed
from services.votes.envois.suivi import list_envois
from services.votes.models import Canal, CanalEnvoi, Position, Resolution
from shared.acteurs import Acteur
from shared.auth.comptes import to_acteur
from shared.models import Agence, Agent, RoleAgent
from shared.patrimoine.lectures import syndic_en_poste

ADRESSE, VILLE = "14 rue des Docks, 69009 Lyon", "Lyon"
PLAFOND_RC = 50_000_000
SCAN = b"%PDF-1.4\n% scan of a signed form, demonstration\n"


def load_envois(session: Session, acteur: Acteur, aujourdhui: date) -> int:
    """Give the delegations and the return addresses, and send some forms; returns how many consignes that took."""
    save_emetteur(session, acteur, ADRESSE, VILLE)
    debut = date(aujourdhui.year - 1, 1, 1)
    fin = date(aujourdhui.year + 1, 12, 31)
    delegations = {}
    for role, qualite, plafond in (("DI", "Direction", None), ("RC", "Responsable copropriété", PLAFOND_RC)):
        for agent in session.scalars(
            select(Agent).join(Agent.roles).where(RoleAgent.role == role, Agent.actif.is_(True)).order_by(Agent.id)
        ).unique():
            saisie = SaisieDelegation(
                agent=agent.courriel, qualite=qualite, reference=f"DS-{debut.year}-{agent.id:02d}",
                plafond_centimes=plafond, du=debut, au=fin,
            )  # fmt: skip
            delegations[agent.id] = create_delegation(session, acteur, saisie)
    _fill_retours(session, acteur, aujourdhui)
    return _send_first(session, {agent_id: one.id for agent_id, one in delegations.items()}, aujourdhui)


def _fill_retours(session: Session, acteur: Acteur, aujourdhui: date) -> None:
    """What the syndics print of the return of their form."""
    for ligne in list_envois(session, acteur, aujourdhui, timedelta(days=400)):
        syndic = syndic_en_poste(session, ligne.ag.copropriete_id, ligne.ag.date_ag)
        ligne.ag.formulaire_courriel = syndic.courriel if syndic else None
        ligne.ag.formulaire_adresse = f"{syndic.nom}, service des assemblées, 69003 Lyon" if syndic else None
    session.flush()


def _send_first(session: Session, delegations: dict[int, int], aujourdhui: date) -> int:
    """In each agency: the vote of the last assembly has left, that of the one before waits for its sheet."""
    given = 0
    for agence in session.scalars(select(Agence).order_by(Agence.code)):
        manager = find_acteur(session, "RC", agence.code)
        ids = [ligne.ag.id for ligne in list_envois(session, manager, aujourdhui) if ligne.avancement.points]
        for rang, ag_id in enumerate(reversed(ids[-2:])):
            given += _complete(session, manager, ag_id, aujourdhui)
            if rang == 0:
                _send(session, manager, ag_id, delegations[manager.id or 0], aujourdhui)
    return given


def _find_competent(manager: Acteur, resolution: Resolution) -> Acteur:
    """The employee a resolution was assigned to; the manager when nobody was."""
    return to_acteur(resolution.affectation.agent) if resolution.affectation else manager


def _complete(session: Session, manager: Acteur, ag_id: int, aujourdhui: date) -> int:
    """Give the answers and the visas still missing; returns how many answers."""
    given = 0
    for resolution in load_ag_verrouillee(session, manager, ag_id).resolutions:
        manque = find_manque(resolution)
        if manque is not None and manque.code == "CONSIGNE_ABSENTE":
            motif = "Dossier complet, conforme à ce qui était convenu"
            competent = _find_competent(manager, resolution)
            give_consigne(session, competent, resolution.id, position=Position.POUR, motif=motif, motif_ecart=motif,
                          version=resolution.version, aujourdhui=aujourdhui)  # fmt: skip
            given += 1
        demande = find_visa_demande(resolution)
        if demande is None or is_final(resolution):
            continue
        author = resolution.consigne.agent_id if resolution.consigne else None
        others = (
            select(Agent)
            .join(Agent.roles)
            .join(Agent.agences)
            .where(RoleAgent.role == demande.role, Agent.id != author, Agence.id == resolution.ag.copropriete.agence_id)
        )
        agent = session.scalars(others.order_by(Agent.id)).first()
        if agent is not None:
            give_visa(session, to_acteur(agent), resolution.id, accorde=True, motif="", version=resolution.version,
                      aujourdhui=aujourdhui)  # fmt: skip
    return given


def _send(session: Session, manager: Acteur, ag_id: int, delegation_id: int, aujourdhui: date) -> None:
    choix = ChoixEnvoi(Canal.CORRESPONDANCE, delegation_id)
    feuille = lock_feuille(session, manager, ag_id, choix, aujourdhui)
    deposit_signed(session, manager, feuille.id, SCAN + feuille.numero.encode())
    saisie = SaisieEnvoi(
        canal=CanalEnvoi.RECOMMANDE, destinataire=feuille.ag.formulaire_adresse or "",
        reference=f"1A 204 {ag_id:03d} 7718 4",
    )  # fmt: skip
    send_feuille(session, manager, feuille.id, saisie, aujourdhui)
