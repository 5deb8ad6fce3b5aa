"""Use cases: the forms of many assemblies in one go. Each is made apart; one that cannot does not stop the others.

Asking writes one fact per assembly and one visible task; the workers make the forms, whoever watches or not.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from services.votes.acces import get_ag, is_visible
from services.votes.envois.choix import ChoixEnvoi
from services.votes.envois.delegations import get_delegation
from services.votes.envois.enjeux import recommend_for
from services.votes.envois.feuilles import load_ag_verrouillee, lock_feuille
from services.votes.envois.signatures import seal_feuille
from services.votes.models import AssembleeGenerale, Canal, FeuilleInstruction
from shared.acteurs import Acteur
from shared.audit import record_acte
from shared.auth.comptes import to_acteur
from shared.errors import AppError, InvalidError, NotFoundError, RefusedError
from shared.messages import FormulaireDemande
from shared.models import Agent, EtatTache, Tache, now
from shared.outbox import publish
from shared.pdf.scellement import Certificat
from shared.taches import lock_tache

GENRE, MAXIMUM = "formulaires_vote", 200


def request_formulaires(
    session: Session, acteur: Acteur, ag_ids: Sequence[int], delegation_id: int, *, sceller: bool,
    correspondance: bool = False,
) -> Tache:  # fmt: skip
    """Ask for the forms of several assemblies; returns the task that tells how far they are.

    :param correspondance: vote by correspondence even where we recommend somebody in the room.
    :raises InvalidError: none chosen, or too many.
    :raises NotFoundError: an assembly this agent does not see, or no such delegation.
    """
    chosen = sorted(set(ag_ids))
    if not chosen or len(chosen) > MAXIMUM or acteur.id is None:
        raise InvalidError(
            f"Choisissez de une à {MAXIMUM} assemblées.", code="SELECTION_VIDE",
            fautes=[{"ou": "ag", "message": "Cochez les assemblées."}],
        )  # fmt: skip
    get_delegation(session, delegation_id)
    for ag_id in chosen:
        get_ag(session, acteur, ag_id)
    tache = Tache(
        service="votes", genre=GENRE, etat=EtatTache.EN_COURS, total=len(chosen), agent=acteur.courriel,
        creee_le=now(), resultat={"lignes": []}, message="Impression des formulaires.",
    )  # fmt: skip
    session.add(tache)
    session.flush()
    for ag_id in chosen:
        publish(session, FormulaireDemande(
            tache_id=tache.id, ag_id=ag_id, agent_id=acteur.id, delegation_id=delegation_id, sceller=sceller,
            correspondance=correspondance,
        ))  # fmt: skip
    detail = {"assemblees": chosen, "sceller": sceller, "correspondance": correspondance}
    record_acte(session, acteur, "demande les formulaires de plusieurs AG", "tache", tache.id, detail=detail)
    return tache


def make_formulaire(
    session: Session, fact: FormulaireDemande, find_certificat: Callable[[], Certificat | None], aujourdhui: date
) -> dict[str, Any]:
    """Make one form of a group, and say in its task what came of it; a refusal is a line, not a failure."""
    agent = session.get(Agent, fact.agent_id)
    if agent is None:
        raise NotFoundError("L’agent qui a demandé ces formulaires n’existe plus.", code="AGENT_INCONNU")
    acteur = to_acteur(agent)
    line: dict[str, Any] = {"ag_id": fact.ag_id, "faite": True, "message": "", "fautes": []}
    try:
        with session.begin_nested():
            feuille = _lock_one(session, acteur, fact, aujourdhui)
            if fact.sceller:
                seal_feuille(session, acteur, feuille.id, find_certificat())
            line |= {
                "numero": feuille.numero,
                "feuille_id": feuille.id,
                "document_id": feuille.signe_id or feuille.acte_id,
            }
    except AppError as refus:
        line |= {"faite": False, "message": refus.detail, "fautes": refus.fautes}
    record_line(session, fact.tache_id, line)
    return line


def give_up_formulaire(session: Session, fact: FormulaireDemande) -> None:
    """Say in its task that a form could not be made, however often it was tried; the error is kept for ops."""
    record_line(session, fact.tache_id, {
        "ag_id": fact.ag_id, "faite": False, "panne": True, "fautes": [],
        "message": "L’impression a échoué après plusieurs essais : demandez ce formulaire à nouveau, ou verrouillez la "
        "feuille depuis son assemblée. L’erreur est gardée dans Administration.",
    })  # fmt: skip


def _lock_one(session: Session, acteur: Acteur, fact: FormulaireDemande, aujourdhui: date) -> FeuilleInstruction:
    ag = load_ag_verrouillee(session, acteur, fact.ag_id)
    conseil = recommend_for(session, ag)
    canal = ag.canal or (Canal.CORRESPONDANCE if fact.correspondance else conseil.canal)
    if canal is not Canal.CORRESPONDANCE:
        pourquoi = "choisi pour elle" if ag.canal else f"conseillé ({' '.join(conseil.raisons)})"
        raise RefusedError(
            f"Un représentant est {pourquoi} : ouvrez l’assemblée pour le nommer, ou gardez-y « Vote par "
            "correspondance » si le formulaire suffit.",
            code="CANAL_A_CHOISIR",
        )
    known = session.scalar(
        select(FeuilleInstruction.numero).where(
            FeuilleInstruction.ag_id == ag.id, FeuilleInstruction.annulee_le.is_(None)
        )
    )
    if known is not None:
        raise RefusedError(f"La feuille n° {known} est déjà en vigueur : ouvrez-la.", code="FEUILLE_EN_VIGUEUR")
    return lock_feuille(session, acteur, ag.id, ChoixEnvoi(canal, fact.delegation_id), aujourdhui)


def record_line(session: Session, tache_id: int, line: dict[str, Any]) -> None:
    """Say what came of one assembly in a task, whose row is held for that time only; the last one ends it.

    Said again, after a failure that was replayed, it replaces what was said first.
    """
    tache = lock_tache(session, tache_id)
    if tache is None:
        return
    lines = [one for one in (tache.resultat or {}).get("lignes", []) if one["ag_id"] != line["ag_id"]] + [line]
    tache.resultat, tache.fait = {"lignes": lines}, len(lines)
    if tache.fait >= tache.total:
        refused = sum(not one["faite"] for one in lines)
        pannes = sum(one.get("panne", False) for one in lines)
        tache.etat, tache.finie_le = EtatTache.ECHOUEE if pannes else EtatTache.TERMINEE, now()
        ready = tache.total - refused
        said = f"{ready} formulaire{'s' * (ready > 1)} prêt{'s' * (ready > 1)}, {refused} à reprendre"
        tache.message = f"{said}, dont {pannes} par échec de l’impression." if pannes else f"{said}."


@dataclass(frozen=True, slots=True)
class SuiviTache:
    """A task and the assemblies of its lines, by id."""

    tache: Tache
    ags: dict[int, AssembleeGenerale]

    @property
    def lignes(self) -> list[dict[str, Any]]:
        """What came of each assembly, those to take up again first."""
        return sorted((self.tache.resultat or {}).get("lignes", []), key=lambda line: (line["faite"], line["ag_id"]))


def load_tache(session: Session, acteur: Acteur, tache_id: int) -> SuiviTache:
    """One task of forms, for who asked for it or sees everything.

    :raises NotFoundError: not there, or somebody else's.
    """
    tache = session.get(Tache, tache_id)
    if tache is None or tache.genre != GENRE or (tache.agent != acteur.courriel and not acteur.sees_all):
        raise NotFoundError("Cette tâche n’existe pas, ou n’est pas la vôtre.", code="TACHE_INCONNUE")
    ids = [line["ag_id"] for line in (tache.resultat or {}).get("lignes", [])]
    ags = session.scalars(
        select(AssembleeGenerale)
        .join(AssembleeGenerale.copropriete)
        .where(AssembleeGenerale.id.in_(ids), is_visible(acteur))
        .options(joinedload(AssembleeGenerale.copropriete))
    )
    return SuiviTache(tache, {ag.id: ag for ag in ags})
