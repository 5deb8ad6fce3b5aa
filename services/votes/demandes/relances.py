"""Use cases of a request no agenda has answered: its author asks the syndic again, then the manager, until it appears.

Woken once a day. What an agenda brings is followed in ``suivi``; here no agenda has come since the request left.
"""

from dataclasses import dataclass, field
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from services.votes.attribution.equipes import Equipe, load_equipe
from services.votes.attribution.relances import load_absents
from services.votes.attribution.suppleants import choose_responsable
from services.votes.demandes.delais import DelaisDemande, compute_rappel
from services.votes.demandes.redaction import close_relance, find_relance, get_demande
from services.votes.demandes.suivi import list_delais
from services.votes.models import DemandeOrdreDuJour, EtapeRelance, EtatDemande, RelanceDemande, Suite
from services.votes.parametres import Parametres, load_parametres
from shared.acteurs import SYSTEME, Acteur, Permission
from shared.audit import record_acte
from shared.courriels import queue_courriel
from shared.errors import ForbiddenError, InvalidError, RefusedError
from shared.models import Agent, now
from shared.presentation import day_of, format_date


@dataclass(slots=True)
class Ronde:
    """What a round holds: the day, our settings, the dates of each request, the absent and who answers for them, the
    teams met."""

    jour: date
    parametres: Parametres
    delais: dict[int, DelaisDemande]
    absents: dict[int, Agent | None]
    equipes: dict[int, Equipe] = field(default_factory=dict)


def watch_demandes(session: Session, aujourdhui: date) -> int:
    """Give each request whose day has come to somebody who asks again; returns how many. Once a day is enough."""
    waiting = session.scalars(
        select(DemandeOrdreDuJour)
        .where(DemandeOrdreDuJour.etat == EtatDemande.ENVOYEE)
        .options(joinedload(DemandeOrdreDuJour.suite), joinedload(DemandeOrdreDuJour.copropriete))
        .order_by(DemandeOrdreDuJour.id)
        .with_for_update(of=DemandeOrdreDuJour)
    ).all()
    if not waiting:
        return 0
    delais = list_delais(session, waiting, aujourdhui)
    ronde = Ronde(aujourdhui, load_parametres(session), delais, load_absents(session, aujourdhui))
    return sum(_chase(session, ronde, demande) for demande in waiting)


def find_prochaine(demande: DemandeOrdreDuJour, delais: DelaisDemande, rappel: int, aujourdhui: date) -> date | None:
    """The day a request will be asked for again; None while somebody has it, or an agenda is being read.

    :param rappel: days of patience, a setting.
    """
    suite = demande.suite
    if demande.etat is not EtatDemande.ENVOYEE or demande.envoyee_le is None or find_relance(demande) is not None:
        return None
    if suite is not None and (suite.faite_le is None or suite.ag.date_ag >= aujourdhui):
        return None
    told = [demande.envoyee_le, *(one.faite_le for one in demande.relances if one.faite_le)]
    if suite is not None and suite.faite_le is not None:
        told.append(suite.faite_le)
    return compute_rappel(day_of(max(told)), delais.utile, rappel)


@dataclass(frozen=True, slots=True)
class EtatRelance:
    """Where the chase of a request stands: the one somebody has, or the day of the next, or the agenda to read."""

    ouverte: RelanceDemande | None
    prochaine: date | None
    suite: Suite | None


def describe_relance(demande: DemandeOrdreDuJour, delais: DelaisDemande, rappel: int, aujourdhui: date) -> EtatRelance:
    """What the pages tell of the chase of a request; see ``find_prochaine``."""
    suite = demande.suite if demande.suite is not None and demande.suite.faite_le is None else None
    return EtatRelance(find_relance(demande), find_prochaine(demande, delais, rappel, aujourdhui), suite)


def close_relance_demande(session: Session, acteur: Acteur, demande_id: int, commentaire: str) -> DemandeOrdreDuJour:
    """Say that the syndic was asked again, and what he answered.

    :raises RefusedError: nobody was asked to, or it is done already.
    :raises ForbiddenError: somebody else's, and the actor does not manage assemblies.
    :raises InvalidError: no comment.
    """
    demande = get_demande(session, acteur, demande_id, lock=True)
    relance = find_relance(demande)
    if relance is None:
        raise RefusedError("Aucune relance n’est à faire pour cette demande.", code="SANS_RELANCE")
    if relance.agent_id != acteur.id and not acteur.can(Permission.GERER_AG):
        raise ForbiddenError(f"Cette relance est confiée à {relance.agent.nom}.", code="CONFIEE_A_UN_AUTRE")
    if not commentaire.strip():
        raise InvalidError(
            "Dites ce que le syndic a répondu : le commentaire reste au dossier.", code="COMMENTAIRE_ABSENT",
            fautes=[{"ou": "commentaire", "message": "Le commentaire est obligatoire."}],
        )  # fmt: skip
    close_relance(demande, acteur, commentaire.strip())
    session.flush()
    record_acte(session, acteur, "relance le syndic sur une demande", "demande_ordre_du_jour", demande.id,
                copropriete_id=demande.copropriete_id, detail={"commentaire": commentaire.strip()})  # fmt: skip
    return demande


def _chase(session: Session, ronde: Ronde, demande: DemandeOrdreDuJour) -> bool:
    standing = find_relance(demande)
    if standing is None:
        due = find_prochaine(demande, ronde.delais[demande.id], ronde.parametres.rappel_demande, ronde.jour)
        if due is None or ronde.jour < due:
            return False
        agent, etape = _find_auteur(session, ronde, demande), EtapeRelance.RAPPEL
    elif standing.etape is EtapeRelance.RESPONSABLE or ronde.jour < _when_responsable(standing, ronde.parametres):
        return False
    else:
        agent, etape = _find_responsable(session, ronde, demande, {standing.agent_id}), EtapeRelance.RESPONSABLE
    if agent is None:
        return False
    _give(session, ronde, demande, agent, etape)
    return True


def _when_responsable(relance: RelanceDemande, parametres: Parametres) -> date:
    return day_of(relance.le) + timedelta(days=parametres.responsable_demande)


def _find_auteur(session: Session, ronde: Ronde, demande: DemandeOrdreDuJour) -> Agent | None:
    """Who asked, else who answers for him while he is away, else the manager."""
    auteur = session.scalar(select(Agent).where(Agent.courriel == demande.creee_par, Agent.actif.is_(True)))
    if auteur is not None and auteur.id not in ronde.absents:
        return auteur
    remplacant = ronde.absents.get(auteur.id) if auteur is not None else None
    if remplacant is not None and remplacant.actif and remplacant.id not in ronde.absents:
        return remplacant
    return _find_responsable(session, ronde, demande, set())


def _find_responsable(session: Session, ronde: Ronde, demande: DemandeOrdreDuJour, exclus: set[int]) -> Agent | None:
    agence = demande.copropriete.agence
    if agence.id not in ronde.equipes:
        ronde.equipes[agence.id] = load_equipe(session, agence, ronde.jour)
    found = choose_responsable(ronde.equipes[agence.id], exclus, ronde.absents)
    return found[0] if found else None


def _give(session: Session, ronde: Ronde, demande: DemandeOrdreDuJour, agent: Agent, etape: EtapeRelance) -> None:
    """Give a chase to somebody and tell him; the former one is closed, and says to whom it went."""
    close_relance(demande, SYSTEME, f"Sans suite : confiée à {agent.nom}.")
    motif = _write_motif(demande, ronde.jour)
    demande.relances.append(RelanceDemande(agent=agent, etape=etape, motif=motif, le=now()))
    session.flush()
    copropriete = demande.copropriete
    queue_courriel(
        session, agent.courriel, f"Tantième : demande d’ordre du jour à relancer, {copropriete.nom}",
        f"Bonjour {agent.nom},\n\n{copropriete.nom} ({copropriete.code}), « {demande.intitule} ».\n{motif}\n\n"
        "Dites ce que le syndic a répondu dans Tantième, page « Nos demandes ».\n",
    )  # fmt: skip
    detail = {"etape": etape.value, "agent": agent.courriel, "motif": motif}
    record_acte(session, SYSTEME, "relance une demande d’ordre du jour", "demande_ordre_du_jour", demande.id,
                copropriete_id=demande.copropriete_id, detail=detail)  # fmt: skip


def _write_motif(demande: DemandeOrdreDuJour, jour: date) -> str:
    envoyee = format_date(demande.envoyee_le)
    if demande.ag_prevue is not None and demande.ag_prevue <= jour:
        return (
            f"Envoyée le {envoyee} pour l’assemblée du {format_date(demande.ag_prevue)}, dont aucun ordre du jour "
            "n’est arrivé : demandez au syndic si elle s’est tenue, et l’inscription à la prochaine (décret art. 10)."
        )
    return (
        f"Envoyée le {envoyee}, et aucun ordre du jour n’est arrivé depuis : demandez au syndic de confirmer son "
        "inscription (décret art. 10)."
    )
