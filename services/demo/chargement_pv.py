"""The minutes of the demo's past assemblies, received, reviewed and confirmed as managers do, on their days."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from services.demo.acteurs import find_acteur
from services.demo.agendas import AssembleeDemo
from services.demo.proces_verbaux import find_notification, write_lignes
from services.votes.models import AssembleeGenerale, Suite
from services.votes.proces_verbaux.apercus import open_apercu, save_apercu
from services.votes.proces_verbaux.confirmation import confirm_apercu
from services.votes.proces_verbaux.contenu import ContenuPv
from services.votes.proces_verbaux.dossiers import load_ag_pv
from services.votes.proces_verbaux.effets_proposes import TRAVAUX
from services.votes.proces_verbaux.tardifs import watch_pv
from shared.acteurs import Acteur
from shared.models import Copropriete, EcheanceTravaux, TravauxVotes, now

OUBLI = timedelta(days=120)
"""What remained to be done after an older assembly has been done, or let go."""


def load_proces_verbaux(
    session: Session, patrimoine: dict[str, Any], assemblees: Sequence[AssembleeDemo], aujourdhui: date
) -> int:
    """Confirm the minutes that came; ask for those that did not. Returns how many are confirmed."""
    fiches = {fiche["code"]: fiche for fiche in patrimoine["coproprietes"]}
    managers = {agence["code"]: find_acteur(session, "RC", agence["code"]) for agence in patrimoine["agences"]}
    came = [
        (assemblee, notifie_le)
        for assemblee in assemblees
        if assemblee.date_ag <= aujourdhui and (notifie_le := find_notification(assemblee, aujourdhui))
    ]
    last = max((assemblee.date_ag for assemblee, _ in came), default=aujourdhui)
    for assemblee, notifie_le in came:
        fiche = fiches[assemblee.copropriete]
        _confirm(session, managers[fiche["agence"]], assemblee, fiche, notifie_le, latest=assemblee.date_ag == last)
    watch_pv(session, aujourdhui)
    _close_old(session, aujourdhui)
    return len(came)


def _confirm(
    session: Session, manager: Acteur, assemblee: AssembleeDemo, fiche: dict[str, Any], notifie_le: date, *,
    latest: bool,
) -> None:  # fmt: skip
    query = select(AssembleeGenerale.id).join(AssembleeGenerale.copropriete)
    ag_id = session.scalars(
        query.where(Copropriete.code == assemblee.copropriete, AssembleeGenerale.date_ag == assemblee.date_ag)
    ).one()
    pv = open_apercu(session, manager, ag_id, notifie_le)
    ag = load_ag_pv(session, manager, ag_id)
    lignes = write_lignes(assemblee, list(ag.resolutions), fiche, latest=latest)
    if any(ligne.effet and ligne.effet.genre == TRAVAUX and not ligne.effet.plus_tard for ligne in lignes):
        _forget_travaux(session, ag)
    save_apercu(session, manager, ag_id, pv.version, ContenuPv(lignes=lignes), notifie_le, notifie_le)
    confirm_apercu(session, manager, ag_id, pv.version, notifie_le)


def _forget_travaux(session: Session, ag: AssembleeGenerale) -> None:
    """The patrimoine knows these works under another number: the minutes say them again."""
    same = select(TravauxVotes.id).where(
        TravauxVotes.copropriete_id == ag.copropriete_id, TravauxVotes.date_ag == ag.date_ag
    )
    session.execute(delete(EcheanceTravaux).where(EcheanceTravaux.travaux_votes_id.in_(same)))
    session.execute(delete(TravauxVotes).where(TravauxVotes.id.in_(same)))


def _close_old(session: Session, aujourdhui: date) -> None:
    old = select(Suite).join(Suite.ag).where(AssembleeGenerale.date_ag < aujourdhui - OUBLI, Suite.faite_le.is_(None))
    for suite in session.scalars(old.where(AssembleeGenerale.pv_notifie_le.is_not(None))):
        suite.faite_le, suite.faite_par = now(), "Reprise"
        suite.commentaire = "Vu avec le juridique : nous n’avons pas contesté."
