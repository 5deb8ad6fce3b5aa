"""Accounts: passwords, invitations and resets by one-time link, disabling."""

import hashlib
import secrets
from datetime import timedelta

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError
from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from shared.acteurs import ROLES, SYSTEME, Acteur
from shared.audit import record_acte
from shared.errors import InvalidError, NotFoundError, RefusedError, TooManyError, UnauthenticatedError
from shared.models import Agence, Agent, LienUsageUnique, RoleAgent, SessionAgent, TentativeConnexion, now

HASHER = PasswordHasher()
EMPREINTE_FACTICE = HASHER.hash(secrets.token_hex(8))
LONGUEUR_MINIMALE = 12
DUREE_LIEN = timedelta(days=7)
FENETRE_TENTATIVES = timedelta(minutes=15)
TENTATIVES_PAR_COMPTE, TENTATIVES_PAR_ADRESSE = 5, 30


def find_agent(session: Session, courriel: str) -> Agent:
    """The agent of this address.

    :raises NotFoundError: no such agent.
    """
    agent = session.scalar(select(Agent).where(Agent.courriel == courriel.strip().lower()))
    if agent is None:
        raise NotFoundError(f"Aucun agent n’a l’adresse « {courriel} ».", code="AGENT_INCONNU")
    return agent


def to_acteur(agent: Agent) -> Acteur:
    """The agent as the one who acts."""
    return Acteur(
        id=agent.id,
        courriel=agent.courriel,
        nom=agent.nom,
        roles=frozenset(role.role for role in agent.roles),
        agences=frozenset(agence.id for agence in agent.agences),
    )


def invite_agent(
    session: Session, acteur: Acteur, *, courriel: str, nom: str, roles: set[str], agences: set[str]
) -> str:
    """Create an agent, or renew his invitation, and return the token of his one-time link.

    :raises InvalidError: unusable address, unknown role or agency.
    """
    courriel = courriel.strip().lower()
    known = {agence.code: agence for agence in session.scalars(select(Agence))}
    faults = [f"rôle inconnu : {role}" for role in sorted(roles - ROLES.keys())]
    faults += [f"agence inconnue : {code}" for code in sorted(agences - known.keys())]
    if courriel.count("@") != 1 or courriel.startswith("@") or courriel.endswith("@"):
        faults.append(f"adresse inutilisable : {courriel}")
    if faults:
        raise InvalidError("Invitation impossible : " + " ; ".join(faults) + ".", code="INVITATION_INVALIDE")
    agent = session.scalar(select(Agent).where(Agent.courriel == courriel))
    if agent is None:
        agent = Agent(courriel=courriel, nom=nom.strip() or courriel)
        session.add(agent)
        session.flush()
    agent.actif = True
    held = {role.role for role in agent.roles}
    agent.roles.extend(RoleAgent(role=role) for role in sorted(roles - held))
    agent.agences.extend(known[code] for code in sorted(agences) if known[code] not in agent.agences)
    record_acte(session, acteur, "invite un agent", "agent", courriel, detail={"roles": sorted(roles)})
    return _new_link(session, agent)


def default_roles(session: Session) -> set[str]:
    """The role of an invitation that names none: ADMIN for the first account of an empty site.

    :raises InvalidError: the site already has its ADMIN, so a role must be chosen.
    """
    if session.scalar(select(RoleAgent.agent_id).where(RoleAgent.role == "ADMIN").limit(1)) is not None:
        raise InvalidError(
            "Choisissez au moins un rôle (--role) : le site a déjà un administrateur.", code="ROLE_ABSENT"
        )
    return {"ADMIN"}


def reset_agent(session: Session, acteur: Acteur, courriel: str) -> str:
    """End the agent's sessions and return the token of a link by which he chooses another password."""
    agent = find_agent(session, courriel)
    end_sessions(session, agent)
    record_acte(session, acteur, "réinitialise un mot de passe", "agent", agent.courriel)
    return _new_link(session, agent)


def disable_agent(session: Session, acteur: Acteur, courriel: str) -> None:
    """Close an account at once: no sign-in, no session, no link.

    :raises RefusedError: the last active ADMIN cannot be disabled.
    """
    agent = find_agent(session, courriel)
    if list_admins(session) == {agent.courriel}:
        raise RefusedError("C’est le dernier administrateur actif : nommez-en un autre d’abord.", code="DERNIER_ADMIN")
    agent.actif = False
    end_sessions(session, agent)
    session.execute(delete(LienUsageUnique).where(LienUsageUnique.agent_id == agent.id))
    record_acte(session, acteur, "désactive un agent", "agent", agent.courriel)


def list_admins(session: Session) -> set[str]:
    """The addresses of the active administrators."""
    query = select(Agent.courriel).join(RoleAgent).where(RoleAgent.role == "ADMIN", Agent.actif.is_(True))
    return set(session.scalars(query))


def end_sessions(session: Session, agent: Agent) -> None:
    """Sign the agent out everywhere."""
    session.execute(
        update(SessionAgent)
        .where(SessionAgent.agent_id == agent.id, SessionAgent.revoquee_le.is_(None))
        .values(revoquee_le=now())
    )


def _new_link(session: Session, agent: Agent) -> str:
    session.execute(delete(LienUsageUnique).where(LienUsageUnique.agent_id == agent.id))
    token = secrets.token_urlsafe(32)
    session.add(
        LienUsageUnique(empreinte=_digest(token), agent_id=agent.id, cree_le=now(), expire_le=now() + DUREE_LIEN)
    )
    return token


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def read_link(session: Session, token: str) -> LienUsageUnique:
    """The live link of a token.

    :raises NotFoundError: unknown, used, or out of date.
    """
    lien = session.get(LienUsageUnique, _digest(token))
    if lien is None or lien.utilise_le is not None or lien.expire_le < now() or not lien.agent.actif:
        raise NotFoundError(
            "Ce lien n’est plus valable : il ne sert qu’une fois, pendant sept jours. Demandez-en un autre à un "
            "administrateur.",
            code="LIEN_PERIME",
        )
    return lien


def use_link(session: Session, token: str, mot_de_passe: str) -> Agent:
    """Choose a password by a one-time link; the link dies, other sessions end."""
    lien = read_link(session, token)
    set_password(session, lien.agent, mot_de_passe)
    lien.utilise_le = now()
    end_sessions(session, lien.agent)
    record_acte(session, to_acteur(lien.agent), "choisit son mot de passe", "agent", lien.agent.courriel)
    return lien.agent


def set_password(session: Session, agent: Agent, mot_de_passe: str) -> None:
    """Keep the argon2 digest of a password.

    :raises InvalidError: shorter than twelve characters, or the address itself.
    """
    if len(mot_de_passe) < LONGUEUR_MINIMALE or mot_de_passe.lower() == agent.courriel:
        raise InvalidError(
            f"Choisissez au moins {LONGUEUR_MINIMALE} caractères, par exemple quatre mots sans rapport.",
            code="MOT_DE_PASSE_FAIBLE",
        )
    agent.empreinte_mot_de_passe = HASHER.hash(mot_de_passe)


def check_password(session: Session, courriel: str, mot_de_passe: str) -> Agent:
    """The agent these credentials belong to. The same time and the same sentence, whatever is wrong.

    :raises UnauthenticatedError: unknown, disabled, without a password, or wrong password.
    """
    agent = session.scalar(select(Agent).where(Agent.courriel == courriel.strip().lower()))
    empreinte = agent.empreinte_mot_de_passe if agent and agent.actif else None
    try:
        HASHER.verify(empreinte or EMPREINTE_FACTICE, mot_de_passe)
    except (VerifyMismatchError, InvalidHashError):
        empreinte = None
    if agent is None or empreinte is None:
        raise UnauthenticatedError("Adresse ou mot de passe inconnu.", code="IDENTIFIANTS_INCONNUS")
    return agent


def refuse_if_too_many(session: Session, courriel: str, adresse: str) -> None:
    """Slow down guessing: five failures an account, thirty an address, over fifteen minutes.

    :raises TooManyError: the limit is reached.
    """
    since = now() - FENETRE_TENTATIVES
    recent = session.execute(
        select(TentativeConnexion.courriel, TentativeConnexion.adresse).where(TentativeConnexion.le >= since)
    ).all()
    by_account = sum(row.courriel == courriel.strip().lower() for row in recent)
    by_address = sum(row.adresse == adresse for row in recent)
    if by_account >= TENTATIVES_PAR_COMPTE or by_address >= TENTATIVES_PAR_ADRESSE:
        raise TooManyError("Trop d’essais : patientez quinze minutes, ou demandez un nouveau lien.")


def record_failure(session: Session, courriel: str, adresse: str) -> None:
    """Count a failed sign-in."""
    session.add(TentativeConnexion(courriel=courriel.strip().lower(), adresse=adresse, le=now()))
    record_acte(session, SYSTEME, "refuse une connexion", "agent", courriel.strip().lower())
