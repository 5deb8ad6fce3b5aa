"""Administration: agents and their rights, the health of the suite, the audit journal."""

from datetime import date

from flask import Blueprint, current_app, flash, redirect, render_template, request
from sqlalchemy import func, select
from sqlalchemy.orm import Session as OrmSession
from werkzeug.wrappers import Response

from shared.acteurs import Permission
from shared.audit import verify_chain
from shared.auth import comptes
from shared.auth.droits import change_rights, get_agent, list_agents
from shared.broker import replay_failure
from shared.courriels import queue_courriel
from shared.database import Lecture, Session
from shared.errors import InvalidError, NotFoundError
from shared.journal import select_journal, tell_lignes
from shared.models import Agence, Agent, Battement, Copropriete, CourrielSortant, FailedMessage
from shared.web.gardes import current_acteur, requires
from shared.web.listes import Page, asked_page, paginate
from shared.web.saisie import ANNEES
from shared.web.sante import check_readiness

administration = Blueprint("administration", __name__, url_prefix="/administration")

LISTE_AGENTS = "/administration/agents"


@administration.get("", strict_slashes=False)
@requires(Permission.LIRE_AUDIT)
def first_page() -> Response:
    """The first section this agent may see."""
    can_manage = current_acteur().can(Permission.GERER_AGENTS)
    return redirect(LISTE_AGENTS if can_manage else "/administration/journal")


@administration.get("/agents")
@requires(Permission.GERER_AGENTS)
def agents_page() -> str:
    """Every account, its roles, its agencies, its state."""
    with Lecture() as session:
        agents = list_agents(session, request.args.get("q", ""))
        return render_template("coquille/agents.html", agents=agents)


@administration.get("/agents/inviter")
@requires(Permission.GERER_AGENTS)
def invite_page() -> str:
    """The form of an invitation."""
    with Lecture() as session:
        return render_template("coquille/agent_inviter.html", agences=_agences(session), saisie={})


@administration.post("/agents/inviter")
@requires(Permission.GERER_AGENTS)
def invite() -> tuple[str, int] | str:
    """Create the account, queue the mail, and show the link once."""
    roles, agences = set(request.form.getlist("roles")), set(request.form.getlist("agences"))
    courriel, nom = request.form.get("courriel", ""), request.form.get("nom", "")
    try:
        if not roles:
            raise InvalidError("Choisissez au moins un rôle.", code="ROLE_ABSENT")
        with Session.begin() as session:
            token = comptes.invite_agent(
                session, current_acteur(), courriel=courriel, nom=nom, roles=roles, agences=agences
            )
            return _send_link(session, comptes.find_agent(session, courriel), token, "Invitation")
    except InvalidError as error:
        with Lecture() as session:
            saisie = {"courriel": courriel, "nom": nom, "roles": roles, "agences": agences}
            page = render_template(
                "coquille/agent_inviter.html", agences=_agences(session), saisie=saisie, faute=error.detail
            )
        return page, error.status


@administration.get("/agents/<int:agent_id>")
@requires(Permission.GERER_AGENTS)
def agent_page(agent_id: int) -> str:
    """One account: rights, password, access."""
    with Lecture() as session:
        return render_template("coquille/agent.html", agent=get_agent(session, agent_id), agences=_agences(session))


@administration.post("/agents/<int:agent_id>")
@requires(Permission.GERER_AGENTS)
def change(agent_id: int) -> Response:
    """Change name, roles, agencies."""
    with Session.begin() as session:
        agent = change_rights(
            session, current_acteur(), agent_id, _version(),
            nom=request.form.get("nom", ""),
            roles=set(request.form.getlist("roles")), agences=set(request.form.getlist("agences")),
        )  # fmt: skip
        flash(f"Les droits de {agent.nom} sont enregistrés.")
    return redirect(LISTE_AGENTS)


@administration.post("/agents/<int:agent_id>/reinitialiser")
@requires(Permission.GERER_AGENTS)
def reset(agent_id: int) -> str:
    """End the agent's sessions; send and show a link to choose another password."""
    with Session.begin() as session:
        agent = get_agent(session, agent_id)
        token = comptes.reset_agent(session, current_acteur(), agent.courriel)
        return _send_link(session, agent, token, "Nouveau mot de passe")


@administration.post("/agents/<int:agent_id>/reactiver")
@requires(Permission.GERER_AGENTS)
def enable(agent_id: int) -> str:
    """Open a closed account again: a new invitation, with the same rights."""
    with Session.begin() as session:
        agent = get_agent(session, agent_id)
        token = comptes.invite_agent(
            session, current_acteur(), courriel=agent.courriel, nom=agent.nom, roles=set(), agences=set()
        )
        return _send_link(session, agent, token, "Invitation")


@administration.post("/agents/<int:agent_id>/desactiver")
@requires(Permission.GERER_AGENTS)
def disable(agent_id: int) -> Response:
    """Close the account at once."""
    with Session.begin() as session:
        agent = get_agent(session, agent_id)
        comptes.disable_agent(session, current_acteur(), agent.courriel)
        flash(f"Le compte de {agent.nom} est fermé : il est déconnecté partout.")
    return redirect(LISTE_AGENTS)


@administration.get("/sante")
@requires(Permission.GERER_AGENTS)
def health_page() -> str:
    """What works, what waits, what failed; the audit chain is checked on request only."""
    with Lecture() as session:
        failed = select(FailedMessage).where(FailedMessage.rejoue_le.is_(None)).order_by(FailedMessage.id)
        waiting = select(func.count()).select_from(CourrielSortant).where(CourrielSortant.envoye_le.is_(None))
        return render_template(
            "coquille/sante.html",
            etat=check_readiness(current_app.config["TANTIEME"].broker_url),
            smtp=current_app.config["TANTIEME"].smtp_url is not None,
            battements=session.scalars(select(Battement).order_by(Battement.processus)).all(),
            echecs=session.scalars(failed).all(),
            courriels=session.scalar(waiting) or 0,
            verification=verify_chain(session) if "verifier" in request.args else None,
        )


@administration.post("/messages/<message_id>/rejouer")
@requires(Permission.GERER_AGENTS)
def replay(message_id: str) -> Response:
    """Put a failed message back in the outbox."""
    if not replay_failure(message_id, current_acteur()):
        raise NotFoundError("Ce message n’est pas connu, ou n’est plus dans la boîte d’envoi.", code="MESSAGE_INCONNU")
    flash("Le message est remis à l’envoi.")
    return redirect("/administration/sante")


@administration.get("/journal")
@requires(Permission.LIRE_AUDIT)
def journal_page() -> str:
    """Who did what, filtered by the address."""
    asked = request.args
    with Lecture() as session:
        code = asked.get("copropriete", "").strip()
        copropriete_id = session.scalar(select(Copropriete.id).where(Copropriete.code == code)) if code else None
        query = select_journal(
            courriel=asked.get("agent", ""), texte=asked.get("q", "").strip(),
            copropriete_id=-1 if code and copropriete_id is None else copropriete_id,
            du=_day("du"), au=_day("au"),
        )  # fmt: skip
        page = paginate(session, query, asked_page(asked))
        liste = Page(tell_lignes(session, page.lignes), page.page, page.taille, page.total)
        agents = session.execute(select(Agent.courriel, Agent.nom).order_by(Agent.nom)).all()
        return render_template(
            "coquille/journal.html", liste=liste, agents=[("systeme", "Tantième"), *map(tuple, agents)]
        )


def _send_link(session: OrmSession, agent: Agent, token: str, objet: str) -> str:
    """Queue the mail that carries a one-time link, and show the link to the administrator, this once."""
    lien = f"{current_app.config['TANTIEME'].site}/lien/{token}"
    queue_courriel(
        session, agent.courriel, f"Tantième : {objet.lower()}",
        f"Bonjour {agent.nom},\n\nChoisissez votre mot de passe à cette adresse :\n\n{lien}\n\n"
        "Le lien ne sert qu’une fois, pendant sept jours.\n",
    )  # fmt: skip
    return render_template("coquille/agent_lien.html", agent=agent, lien=lien, objet=objet)


def _agences(session: OrmSession) -> list[Agence]:
    return list(session.scalars(select(Agence).order_by(Agence.nom)))


def _version() -> int:
    brut = request.form.get("version", "")
    return int(brut) if brut.isdecimal() else 0


def _day(name: str) -> date | None:
    """A day of the address; nothing for nonsense."""
    try:
        lu = date.fromisoformat(request.args.get(name, ""))
    except ValueError:
        return None
    return lu if lu.year in ANNEES else None
