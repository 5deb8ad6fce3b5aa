"""Use cases of what remains to be done after an assembly: kept in step with its minutes, then marked done."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import Session, contains_eager, joinedload

from services.votes.acces import is_visible
from services.votes.models import AssembleeGenerale, GenreSuite, Suite
from services.votes.proces_verbaux.suites_prevues import SuitePrevue
from shared.acteurs import SYSTEME, Acteur, Permission
from shared.audit import record_acte
from shared.errors import ForbiddenError, InvalidError, NotFoundError, RefusedError
from shared.models import Copropriete, now
from shared.patrimoine.textes import normalise_texte

DU_PV = (GenreSuite.CONTESTER, GenreSuite.PAIEMENT_ECHELONNE, GenreSuite.REFUS_EMPRUNT, GenreSuite.ECART_PV)
"""What follows from minutes, and follows them when they are corrected."""
LIBELLES = {
    GenreSuite.CONTESTER: "Contester ou renoncer",
    GenreSuite.PAIEMENT_ECHELONNE: "Paiement par dixièmes",
    GenreSuite.REFUS_EMPRUNT: "Refus de l’emprunt",
    GenreSuite.ECART_PV: "Écart au procès-verbal",
    GenreSuite.CONVOCATION_TARDIVE: "Convocation tardive",
    GenreSuite.PV_TARDIF: "Procès-verbal tardif",
    GenreSuite.DEMANDE_A_SUIVRE: "Demande à suivre",
}
A_FAIRE, FAITES, TOUTES = "a-faire", "faites", "toutes"


@dataclass(frozen=True, slots=True)
class FiltreSuites:
    """Which follow-ups: as the address of the list says it. ``miennes``: for the roles of who asks."""

    etat: str = A_FAIRE
    genre: str = ""
    texte: str = ""
    miennes: bool = False
    ag_id: int | None = None


def select_suites(acteur: Acteur, filtre: FiltreSuites) -> Select[Suite]:
    """The follow-ups an agent sees, the nearest last day first; those whose day is not known come last."""
    query = (
        select(Suite)
        .join(Suite.ag)
        .join(AssembleeGenerale.copropriete)
        .where(is_visible(acteur))
        .options(contains_eager(Suite.ag).contains_eager(AssembleeGenerale.copropriete), joinedload(Suite.resolution),
                 joinedload(Suite.agent))
    )  # fmt: skip
    if filtre.etat in (A_FAIRE, FAITES):
        query = query.where(Suite.faite_le.is_(None) if filtre.etat == A_FAIRE else Suite.faite_le.is_not(None))
    if filtre.genre in GenreSuite.__members__:
        query = query.where(Suite.genre == GenreSuite(filtre.genre))
    if filtre.miennes:
        query = query.where(or_(Suite.agent_id == acteur.id, Suite.agent_id.is_(None) & Suite.role.in_(acteur.roles)))
    if filtre.ag_id is not None:
        query = query.where(Suite.ag_id == filtre.ag_id)
    for mot in normalise_texte(filtre.texte).split():
        query = query.where(Copropriete.recherche.contains(mot, autoescape=True))
    return query.order_by(Suite.echeance.is_(None), Suite.echeance, Suite.id)


def may_close(acteur: Acteur, suite: Suite) -> bool:
    """Whoever it was given to; a co-ownership manager or the management for anybody."""
    if acteur.can(Permission.GERER_AG) or (suite.agent_id is not None and suite.agent_id == acteur.id):
        return True
    return suite.agent_id is None and suite.role in acteur.roles


def close_suite(session: Session, acteur: Acteur, suite_id: int, commentaire: str) -> Suite:
    """Say that a follow-up is done, and what came of it.

    :raises NotFoundError: not there, or not visible.
    :raises ForbiddenError: somebody else's.
    :raises RefusedError: done already; the sentence says by whom.
    :raises InvalidError: no comment.
    """
    query = select_suites(acteur, FiltreSuites(TOUTES)).where(Suite.id == suite_id)
    suite = session.scalar(query.with_for_update(of=Suite).execution_options(populate_existing=True))
    if suite is None:
        raise NotFoundError("Cette suite n’existe pas, ou ne relève pas de vos agences.", code="SUITE_INCONNUE")
    if not may_close(acteur, suite):
        raise ForbiddenError("Cette suite est confiée à un autre rôle.", code="CONFIEE_A_UN_AUTRE")
    if suite.faite_le is not None:
        raise RefusedError(f"Déjà faite par {suite.faite_par} : {suite.commentaire}", code="SUITE_FAITE")
    if not commentaire.strip():
        raise InvalidError(
            "Dites ce qui a été fait ou décidé : le commentaire reste au dossier.", code="COMMENTAIRE_ABSENT",
            fautes=[{"ou": "commentaire", "message": "Le commentaire est obligatoire."}],
        )  # fmt: skip
    suite.faite_le, suite.faite_par, suite.commentaire = now(), acteur.nom, commentaire.strip()
    detail = {"genre": suite.genre.value, "commentaire": suite.commentaire}
    record_acte(session, acteur, "clôt une suite d’AG", "suite", suite.id,
                copropriete_id=suite.ag.copropriete_id, detail=detail)  # fmt: skip
    return suite


def follow_pv(session: Session, ag: AssembleeGenerale, planned: Iterable[SuitePrevue]) -> None:
    """Bring the follow-ups of an assembly in step with its confirmed minutes.

    An open one is kept and said again; one done is not asked twice for the same reason; an open one that the minutes
    no longer call for is closed, and says so.
    """
    known: dict[tuple[GenreSuite, int | None], list[Suite]] = {}
    for suite in session.scalars(select(Suite).where(Suite.ag_id == ag.id, Suite.genre.in_(DU_PV)).order_by(Suite.id)):
        known.setdefault((suite.genre, suite.resolution_id), []).append(suite)
    for wanted in planned:
        former = known.pop((wanted.genre, wanted.resolution_id), [])
        standing = next((suite for suite in former if suite.faite_le is None), None)
        if standing is not None:
            standing.motif, standing.echeance, standing.role = wanted.motif, wanted.echeance, wanted.role
        elif not any(suite.motif == wanted.motif for suite in former):
            add_suite(session, ag, wanted.genre, wanted.role, wanted.echeance, wanted.motif, wanted.resolution_id)
    for suite in (one for former in known.values() for one in former if one.faite_le is None):
        _close_silently(suite, "Le procès-verbal corrigé n’appelle plus cette suite.")
    session.flush()


def add_suite(
    session: Session, ag: AssembleeGenerale, genre: GenreSuite, role: str, echeance: date | None, motif: str,
    resolution_id: int | None = None,
) -> Suite:  # fmt: skip
    """Add a follow-up for a role of the copropriété's agency."""
    suite = Suite(
        ag_id=ag.id, resolution_id=resolution_id, genre=genre, role=role, echeance=echeance, motif=motif,
        creee_le=now(),
    )  # fmt: skip
    session.add(suite)
    return suite


def close_waiting(session: Session, ag: AssembleeGenerale, genre: GenreSuite, commentaire: str) -> None:
    """Close what waited for something that has come."""
    query = select(Suite).where(Suite.ag_id == ag.id, Suite.genre == genre, Suite.faite_le.is_(None))
    for suite in session.scalars(query):
        _close_silently(suite, commentaire)


def move_waiting(session: Session, ag: AssembleeGenerale, genre: GenreSuite, echeance: date | None) -> None:
    """Give another last day to what is still to be done of a kind."""
    query = select(Suite).where(Suite.ag_id == ag.id, Suite.genre == genre, Suite.faite_le.is_(None))
    for suite in session.scalars(query):
        suite.echeance = echeance


def _close_silently(suite: Suite, commentaire: str) -> None:
    suite.faite_le, suite.faite_par, suite.commentaire = now(), SYSTEME.nom, commentaire
