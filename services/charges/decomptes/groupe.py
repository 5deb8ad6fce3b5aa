"""Settle every exercise that waits, in batches behind a visible task; a refusal stops only its own exercise."""

from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.charges.decomptes.campagne import LigneCampagne, list_campagne
from services.charges.decomptes.enregistrement import settle_exercice
from services.charges.models import ComptesAnnuels, StatutComptes
from shared.acteurs import SYSTEME, Acteur
from shared.audit import record_acte
from shared.errors import AppError, RefusedError
from shared.messages import RegularisationsDemandees
from shared.models import EtatTache, Tache, now
from shared.outbox import publish
from shared.presentation import accord
from shared.taches import fail_tache, lock_tache

GENRE = "regularisations_groupe"
PAQUET = 5


def list_a_calculer(lignes: list[LigneCampagne]) -> list[LigneCampagne]:
    """The exercises whose accounts are here and whose régularisation is not, or is provisional though the AG approved.

    Without any lease there is nobody to settle with.
    """
    return [
        ligne
        for ligne in lignes
        if ligne.comptes is not None
        and ligne.baux
        and (
            ligne.regularisation is None
            or (ligne.etape == "PROVISOIRE" and ligne.comptes.statut is StatutComptes.APPROUVES)
        )
    ]


def request_calculs(session: Session, acteur: Acteur, aujourdhui: date, annee: int | None = None) -> Tache:
    """Ask for every régularisation that waits; returns the task that tells how far they are.

    :param annee: only the exercises that end in this year.
    :raises RefusedError: nothing waits.
    """
    lignes = list_a_calculer(list_campagne(session, acteur, aujourdhui, annee=annee))
    ids = [ligne.comptes.id for ligne in lignes if ligne.comptes is not None]
    if not ids:
        raise RefusedError(
            "Aucune régularisation n’attend : il faut des comptes reçus et des baux.", code="RIEN_A_CALCULER"
        )
    tache = Tache(
        service="charges", genre=GENRE, etat=EtatTache.EN_COURS, total=len(ids), agent=acteur.courriel, creee_le=now(),
        resultat={"refus": []}, message="Calcul des régularisations.",
    )  # fmt: skip
    session.add(tache)
    session.flush()
    for debut in range(0, len(ids), PAQUET):
        publish(session, RegularisationsDemandees(tache_id=tache.id, comptes_ids=ids[debut : debut + PAQUET]))
    record_acte(
        session, acteur, "demande le calcul des régularisations", "tache", tache.id, detail={"comptes": ids[:500]}
    )
    return tache


def run_calculs(session: Session, fact: RegularisationsDemandees) -> None:
    """Settle a batch and count it in its task; the last one ends it, with what was refused and why."""
    refus = [one for comptes_id in fact.comptes_ids if (one := _settle(session, comptes_id))]
    tache = lock_tache(session, fact.tache_id)
    if tache is None:
        return
    tache.fait = min(tache.fait + len(fact.comptes_ids), tache.total)
    tache.resultat = {"refus": [*(tache.resultat or {}).get("refus", []), *refus]}
    if tache.fait >= tache.total:
        refuses = len(tache.resultat["refus"])
        tache.etat, tache.finie_le = EtatTache.TERMINEE, now()
        tache.message = f"{accord(tache.total - refuses, 'régularisation calculée')}, {accord(refuses, 'refusée')}."


def give_up_calculs(session: Session, fact: RegularisationsDemandees) -> None:
    """Say in its task that a batch could not be settled, however often it was tried; the error is kept for ops."""
    fail_tache(
        session, fact.tache_id,
        f"Calcul abandonné après plusieurs essais pour {accord(len(fact.comptes_ids), 'exercice')} : demandez-le à "
        "nouveau. L’erreur est gardée dans Administration.",
    )  # fmt: skip


def _settle(session: Session, comptes_id: int) -> dict[str, Any] | None:
    """None when it is done, else what refused it."""
    try:
        with session.begin_nested():
            settle_exercice(session, SYSTEME, comptes_id)
    except AppError as error:
        comptes = session.get_one(ComptesAnnuels, comptes_id)
        code = comptes.copropriete.code if comptes.copropriete else ""
        return {"copropriete": code, "exercice": comptes.exercice, "raison": error.detail}
    return None


def find_dernier_calcul(session: Session, acteur: Acteur) -> Tache | None:
    """The last task that this agent asked for."""
    query = select(Tache).where(Tache.genre == GENRE, Tache.agent == acteur.courriel)
    return session.scalars(query.order_by(Tache.id.desc()).limit(1)).first()
