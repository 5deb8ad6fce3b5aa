"""The PDF of every statement of a version, in batches that run behind a visible task; and one alone, at once."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.charges.decomptes.documents import render_decompte
from services.charges.decomptes.enregistrement import get_regularisation
from services.charges.models import DecompteBail
from shared.acteurs import SYSTEME, Acteur
from shared.audit import record_acte
from shared.documents import keep_document
from shared.errors import RefusedError
from shared.messages import DecomptesDemandes
from shared.models import EtatTache, Tache, now
from shared.outbox import publish
from shared.pdf.emetteur import load_emetteur
from shared.presentation import accord, day_of
from shared.taches import fail_tache, lock_tache

GENRE = "decomptes_charges"
PAQUET = 20
MIME = "application/pdf"


def request_decomptes(session: Session, acteur: Acteur, regularisation_id: int) -> Tache:
    """Ask for the PDF of every statement of a version; returns the task that tells how far they are.

    :raises RefusedError: no statement to print, or our address is not known.
    """
    regularisation = get_regularisation(session, acteur, regularisation_id, lock=True)
    load_emetteur(session)
    ids = [decompte.id for decompte in regularisation.decomptes]
    if not ids:
        raise RefusedError("Aucun bail dans cette régularisation : rien à éditer.", code="SANS_DECOMPTE")
    tache = Tache(
        service="charges", genre=GENRE, etat=EtatTache.EN_COURS, total=len(ids), agent=acteur.courriel, creee_le=now(),
        resultat={"regularisation_id": regularisation.id}, message="Édition des décomptes.",
    )  # fmt: skip
    session.add(tache)
    session.flush()
    regularisation.tache_id = tache.id
    for debut in range(0, len(ids), PAQUET):
        publish(session, DecomptesDemandes(
            tache_id=tache.id, regularisation_id=regularisation.id, decompte_ids=ids[debut : debut + PAQUET],
        ))  # fmt: skip
    record_acte(
        session, acteur, "demande l’édition des décomptes", "regularisation_exercice", regularisation.id,
        copropriete_id=regularisation.copropriete_id, detail={"decomptes": len(ids)},
    )  # fmt: skip
    return tache


def print_decomptes(session: Session, fact: DecomptesDemandes) -> None:
    """Make the PDF of a batch and count it in its task; the last one ends it."""
    emetteur = load_emetteur(session)
    decomptes = session.scalars(select(DecompteBail).where(DecompteBail.id.in_(fact.decompte_ids))).all()
    for decompte in decomptes:
        contenu = render_decompte(decompte, emetteur, day_of(now()))
        nom = f"Décompte {decompte.numero}.pdf"
        decompte.document_id = keep_document(
            session, SYSTEME, contenu, nom=nom, genre="decompte_charges", type_mime=MIME,
            copropriete_id=decompte.regularisation.copropriete_id,
        ).id  # fmt: skip
    tache = lock_tache(session, fact.tache_id)
    if tache is None:
        return
    tache.fait = min(tache.fait + len(fact.decompte_ids), tache.total)
    if tache.fait >= tache.total:
        tache.etat, tache.finie_le = EtatTache.TERMINEE, now()
        tache.message = f"{accord(tache.total, 'décompte prêt')}."


def give_up_decomptes(session: Session, fact: DecomptesDemandes) -> None:
    """Say in its task that statements could not be printed, however often it was tried; the error is kept for ops."""
    fail_tache(
        session, fact.tache_id,
        f"Édition abandonnée après plusieurs essais pour {accord(len(fact.decompte_ids), 'décompte')} : demandez-la à "
        "nouveau. L’erreur est gardée dans Administration.",
    )  # fmt: skip


def find_tache(session: Session, tache_id: int | None) -> Tache | None:
    """The task of the last edition asked for, if any."""
    return session.get(Tache, tache_id) if tache_id is not None else None
