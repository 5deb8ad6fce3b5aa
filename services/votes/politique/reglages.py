"""Use cases of the rules of votes: adding one, changing it, withdrawing it; the former version always stays."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from services.votes.models import GenreRegle, Position, Regle
from services.votes.politique.conditions import Conditions, find_fautes
from services.votes.politique.regles import name_regle
from shared.acteurs import ROLES, ROLES_PAR_PERMISSION, Acteur, Permission
from shared.audit import record_acte
from shared.auteurs import name_auteur
from shared.errors import InvalidError, NotFoundError, StaleError
from shared.models import Agent, now

PAS = 10
"""Between two ranks, so that a rule can be slipped in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SaisieRegle:
    """A rule as an administrator writes it. ``role`` or ``agent_id`` for routing and visas, positions for doctrine."""

    genre: GenreRegle
    libelle: str
    motif: str
    conditions: Conditions
    ordre: int | None = None
    role: str | None = None
    agent_id: int | None = None
    position: Position | None = None
    position_second: Position | None = None
    position_si_amendee: Position | None = None


def add_regle(session: Session, acteur: Acteur, saisie: SaisieRegle, du: date) -> Regle:
    """Add a rule, in force from ``du``.

    :raises InvalidError: every fault of the rule in one pass.
    """
    refuse_faulty(session, saisie)
    numero = (session.scalar(select(func.max(Regle.numero)).where(Regle.genre == saisie.genre)) or 0) + 1
    regle = _write(session, acteur, saisie, numero, 1, saisie.ordre or numero * PAS, du)
    _record(session, acteur, "ajoute une règle de votes", regle)
    return regle


def change_regle(
    session: Session, acteur: Acteur, genre: GenreRegle, numero: int, saisie: SaisieRegle, *, version: int, du: date
) -> Regle:
    """Give a rule a new version, in force from ``du``; the former one ends the day before.

    :param version: of the rule as it was read.
    :raises StaleError: somebody changed it since.
    :raises InvalidError: every fault of the rule in one pass.
    """
    former = take_regle(session, genre, numero, version)
    refuse_faulty(session, saisie)
    if du < former.du:
        raise InvalidError(
            f"La version {former.version} vaut depuis le {former.du:%d/%m/%Y} : choisissez cette date ou une suivante.",
            code="DATE_ANTERIEURE", fautes=[{"ou": "du", "message": "antérieure à la version en vigueur"}],
        )  # fmt: skip
    former.au = du - timedelta(days=1)
    regle = _write(session, acteur, saisie, numero, former.version + 1, saisie.ordre or former.ordre, du)
    _record(session, acteur, "change une règle de votes", regle)
    return regle


def withdraw_regle(
    session: Session, acteur: Acteur, genre: GenreRegle, numero: int, *, version: int, motif: str, au: date
) -> Regle:
    """End a rule: ``au`` is its last day.

    :raises StaleError: somebody changed it since ``version`` was read.
    :raises InvalidError: no reason given.
    """
    regle = take_regle(session, genre, numero, version)
    if not motif.strip():
        raise InvalidError(
            "Dites pourquoi cette règle est retirée.", code="MOTIF_ABSENT",
            fautes=[{"ou": "motif_retrait", "message": "Le motif est obligatoire."}],
        )  # fmt: skip
    regle.au = au
    session.flush()
    _record(session, acteur, "retire une règle de votes", regle, motif=motif.strip())
    return regle


def get_regle(session: Session, genre: GenreRegle, numero: int) -> Regle:
    """The last version of a rule.

    :raises NotFoundError: no such rule.
    """
    query = select(Regle).where(Regle.genre == genre, Regle.numero == numero).order_by(Regle.version.desc()).limit(1)
    regle = session.scalar(query)
    if regle is None:
        raise NotFoundError("Cette règle n’existe pas.", code="REGLE_INCONNUE")
    return regle


def take_regle(session: Session, genre: GenreRegle, numero: int, version: int) -> Regle:
    """The last version of a rule, to follow it by another.

    :raises StaleError: it is not ``version``, or the rule was withdrawn.
    """
    regle = get_regle(session, genre, numero)
    session.refresh(regle, with_for_update=True)
    if regle.version != version or regle.au is not None:
        raise StaleError(
            f"La règle {name_regle(genre, numero, version)} a été changée ou retirée par "
            f"{name_auteur(session, regle.par)} : relisez-la."
        )
    return regle


def list_versions(session: Session, genre: GenreRegle, numero: int) -> list[Regle]:
    """Every version of a rule, the latest first."""
    query = select(Regle).where(Regle.genre == genre, Regle.numero == numero).order_by(Regle.version.desc())
    return list(session.scalars(query))


def list_regles(session: Session, genre: GenreRegle) -> list[Regle]:
    """The last version of every rule of a genre: those that hold first, in their order, then those withdrawn."""
    last = select(Regle.numero, func.max(Regle.version).label("version")).where(Regle.genre == genre)
    last_of = last.group_by(Regle.numero).subquery()
    query = select(Regle).join(
        last_of, (Regle.numero == last_of.c.numero) & (Regle.version == last_of.c.version) & (Regle.genre == genre)
    )
    return sorted(session.scalars(query), key=lambda regle: (regle.au is not None, regle.ordre, regle.numero))


def refuse_faulty(session: Session, saisie: SaisieRegle) -> None:
    """Refuse a rule that says nothing, or that names what does not exist.

    :raises InvalidError: with one fault per field.
    """
    fautes: list[dict[str, Any]] = list(find_fautes(saisie.conditions))
    if not saisie.libelle.strip():
        fautes.append({"ou": "libelle", "message": "Donnez un nom à la règle."})
    if not saisie.motif.strip():
        fautes.append({"ou": "motif", "message": "Dites pourquoi : cette phrase accompagne chaque application."})
    if saisie.genre is GenreRegle.DOCTRINE:
        if saisie.position is None:
            fautes.append({"ou": "position", "message": "Choisissez la position proposée."})
    elif (saisie.role is None) == (saisie.agent_id is None):
        fautes.append({"ou": "role", "message": "Choisissez un rôle ou un agent, l’un ou l’autre."})
    elif saisie.role is not None and saisie.role not in ROLES.keys() - {"ADMIN"}:
        fautes.append({"ou": "role", "message": f"« {saisie.role} » n’est pas un rôle qui vote."})
    elif saisie.agent_id is not None and not _may_answer(session.get(Agent, saisie.agent_id)):
        fautes.append({"ou": "agent", "message": "Cet agent n’est pas actif ou ne donne pas de consignes."})
    if saisie.genre is GenreRegle.VISA and saisie.agent_id is not None:
        fautes.append({"ou": "agent", "message": "Un visa se demande à un rôle, pas à une personne."})
    if fautes:
        raise InvalidError("La règle n’est pas enregistrée : corrigez ce qui suit.", code="REGLE", fautes=fautes)


def _may_answer(agent: Agent | None) -> bool:
    able = ROLES_PAR_PERMISSION[Permission.DONNER_CONSIGNE]
    return agent is not None and agent.actif and bool({held.role for held in agent.roles} & able)


def _write(
    session: Session, acteur: Acteur, saisie: SaisieRegle, numero: int, version: int, ordre: int, du: date
) -> Regle:
    regle = Regle(
        genre=saisie.genre, numero=numero, version=version, ordre=ordre, libelle=saisie.libelle.strip(),
        conditions=saisie.conditions.dump(), role=saisie.role, agent_id=saisie.agent_id, position=saisie.position,
        position_second=saisie.position_second, position_si_amendee=saisie.position_si_amendee,
        motif=saisie.motif.strip(), du=du, au=None, par=acteur.courriel, le=now(),
    )  # fmt: skip
    session.add(regle)
    session.flush()
    return regle


def _record(session: Session, acteur: Acteur, acte: str, regle: Regle, **more: str) -> None:
    detail = {
        "regle": name_regle(regle.genre, regle.numero, regle.version), "libelle": regle.libelle,
        "conditions": regle.conditions, "role": regle.role, "agent": regle.agent_id, "position": regle.position,
        "du": regle.du.isoformat(), "au": regle.au.isoformat() if regle.au else None, **more,
    }  # fmt: skip
    record_acte(session, acteur, acte, "regle", regle.id, detail=detail)
