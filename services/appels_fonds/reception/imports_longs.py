"""Use cases: a long file read, then integrated, behind a visible task: whoever asked may close the page and come back.

Asking writes the task and one fact; the worker reads the file before its transaction opens, and writes in one.
Killed anywhere, it starts again: nothing was written, or everything was, once.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from services.appels_fonds.acces import get_import
from services.appels_fonds.models import ImportAppel
from services.appels_fonds.reception.analyses import Analyse, FichierLu, check_fichier, read_fichier
from services.appels_fonds.reception.imports import (
    EN_ATTENTE,
    analyse_again,
    base_name,
    confirm_import,
    describe,
    keep_preview,
    write_apercu,
)
from services.appels_fonds.reception.referentiels import load_patrimoine
from services.appels_fonds.reglages import read_taille_longue
from shared.acteurs import Acteur
from shared.audit import record_acte
from shared.auth.comptes import to_acteur
from shared.database import is_postgresql
from shared.documents import keep_document, read_document
from shared.errors import AppError, NotFoundError, RefusedError, StaleError
from shared.messages import IntegrationDemandee, LectureDemandee
from shared.models import Agent, Document, EtatTache, Tache, now
from shared.montants import format_montant
from shared.outbox import publish
from shared.taches import POUR_MILLE, Avancement, Etape, fail_tache, lock_tache, untold

LECTURE, INTEGRATION = "lecture_appel", "integration_appel"
OUVERTURE = Etape("Ouverture du classeur", 35)
LIGNES = Etape("Lecture des lignes", 15)
CONTROLES = Etape("Contrôles", 15)
ECRITURE = Etape("Écriture des lignes", 50)
DEJA_APPELE = "Une de ces lignes vient d’être intégrée par un autre agent : relisez l’aperçu."
EN_COURS = (EtatTache.EN_ATTENTE, EtatTache.EN_COURS)


def is_long(session: Session, apercu: ImportAppel) -> bool:
    """Is the file of an import read and integrated in the background?"""
    return apercu.document.taille >= read_taille_longue(session)


def request_lecture(session: Session, acteur: Acteur, contenu: bytes, nom: str) -> Tache:
    """Keep a long file and ask for its reading; returns the task that tells how far it is."""
    nom = base_name(nom)
    document = keep_document(session, acteur, contenu, nom=nom, genre="appel_de_fonds")
    tache = _open_tache(session, acteur, LECTURE, {"fichier": nom})
    publish(session, LectureDemandee(
        tache_id=tache.id, document_id=document.id, agent_id=_agent_id(acteur), fichier=nom,
    ))  # fmt: skip
    return tache


def request_integration(
    session: Session, acteur: Acteur, import_id: int, *, version: int, forcages: Mapping[str, str], en_partie: bool
) -> Tache:
    """Ask for the integration of a long preview; asked twice, it is the same task.

    :raises StaleError: somebody integrated, gave up or refreshed the preview meanwhile.
    """
    apercu = get_import(session, acteur, import_id, lock=True)
    known = find_tache(session, import_id)
    if known is not None:
        return known
    if apercu.statut not in EN_ATTENTE or apercu.version != version:
        raise StaleError(f"Cet import a changé depuis que vous l’avez ouvert : il est {describe(session, apercu)}.")
    tache = _open_tache(
        session, acteur, INTEGRATION, {"fichier": apercu.nom_fichier, "import_id": import_id}, apercu.nombre_lignes
    )
    publish(session, IntegrationDemandee(
        tache_id=tache.id, import_id=import_id, agent_id=_agent_id(acteur), version=version,
        forcages=dict(forcages), en_partie=en_partie,
    ))  # fmt: skip
    record_acte(session, acteur, "demande l’intégration d’un import", "import", import_id, detail={"tache": tache.id})
    return tache


def _open_tache(session: Session, acteur: Acteur, genre: str, resultat: dict[str, Any], total: int = 0) -> Tache:
    tache = Tache(
        service="appels_fonds", genre=genre, total=total, agent=acteur.courriel, creee_le=now(), resultat=resultat,
        message="En attente d’un moment libre",
    )  # fmt: skip
    session.add(tache)
    session.flush()
    return tache


def _agent_id(acteur: Acteur) -> int:
    if acteur.id is None:
        raise RefusedError("Seul un agent connu peut demander un travail en arrière-plan.", code="AGENT_INCONNU")
    return acteur.id


def analyse_depot(session: Session, fact: LectureDemandee) -> Analyse:
    """Read and check the kept file of a task. Writes nothing but how far it is."""
    avancement = Avancement(fact.tache_id, (OUVERTURE, LIGNES, CONTROLES))
    avancement.start(OUVERTURE)
    acteur, document = _load_acteur(session, fact.agent_id), session.get_one(Document, fact.document_id)
    lu = read_fichier(
        session, read_document(document), fact.fichier, load_patrimoine(session, acteur), suivre=_Lignes(avancement)
    )
    avancement.start(CONTROLES)
    return check_fichier(session, acteur, lu)


def finish_lecture(session: Session, fact: LectureDemandee, analyse: Analyse) -> ImportAppel:
    """Keep the preview of a file that was just read, and end its task."""
    contenu = read_document(session.get_one(Document, fact.document_id))
    acteur = _load_acteur(session, fact.agent_id)
    apercu = keep_preview(session, acteur, contenu, analyse)
    if apercu.corrections:
        write_apercu(apercu, analyse_again(session, acteur, apercu))
    nombre = len(analyse.lecture.lignes)
    _finish(session, fact.tache_id, EtatTache.TERMINEE, "Fichier lu", nombre, {"import_id": apercu.id})
    return apercu


def read_import(session: Session, fact: IntegrationDemandee) -> FichierLu:
    """Read the file of a preview again. Writes nothing but how far it is."""
    avancement = Avancement(fact.tache_id, (OUVERTURE, LIGNES, ECRITURE))
    avancement.start(OUVERTURE)
    acteur = _load_acteur(session, fact.agent_id)
    apercu = get_import(session, acteur, fact.import_id)
    lu = read_fichier(
        session, read_document(apercu.document), apercu.nom_fichier, load_patrimoine(session, acteur),
        apercu.valeurs_corrigees, _Lignes(avancement), apercu.coproprietes_lues,
    )  # fmt: skip
    avancement.start(ECRITURE)
    return lu


def finish_integration(session: Session, fact: IntegrationDemandee, lu: FichierLu) -> None:
    """Integrate a preview that was just read again, and end its task; a refusal is what came of it, not a failure."""
    avancement = Avancement(fact.tache_id, (OUVERTURE, LIGNES, ECRITURE))
    avancement.resume(ECRITURE)
    suivre = avancement.count if is_postgresql(session) else untold  # SQLite has one writer: this transaction
    try:
        with session.begin_nested():
            appels = confirm_import(
                session, _load_acteur(session, fact.agent_id), fact.import_id, version=fact.version,
                forcages=fact.forcages, en_partie=fact.en_partie, lu=lu, suivre=suivre,
            )  # fmt: skip
            total = sum(appel.total_centimes for appel in appels)
    except AppError as refus:
        _finish(session, fact.tache_id, EtatTache.ECHOUEE, refus.detail, 0, {"fautes": refus.fautes})
    except IntegrityError:
        _finish(session, fact.tache_id, EtatTache.ECHOUEE, DEJA_APPELE, 0, {})
    else:
        plusieurs = "s" * (len(appels) > 1)
        message = f"{len(appels)} appel{plusieurs} intégré{plusieurs}, {format_montant(total)}"
        _finish(session, fact.tache_id, EtatTache.TERMINEE, message, len(lu.lecture.lignes), {})


def give_up(session: Session, fact: LectureDemandee | IntegrationDemandee) -> None:
    """Say in its task that a work failed again and again: nothing was written, an administrator can replay it."""
    message = "Ce travail a échoué plusieurs fois et s’est arrêté, rien n’est écrit : prévenez l’administration."
    fail_tache(session, fact.tache_id, message)


class _Lignes:
    """Tells the rows that are read; the first one says that the workbook is open. A second reading, by the profile of
    the syndic that the first one found, goes over the same stage again."""

    def __init__(self, avancement: Avancement) -> None:
        self._avancement, self._open = avancement, False

    def __call__(self, fait: int, total: int) -> None:
        if not self._open:
            self._open = True
            self._avancement.start(LIGNES)
        self._avancement.count(fait, total)


def _load_acteur(session: Session, agent_id: int) -> Acteur:
    agent = session.get(Agent, agent_id)
    if agent is None:
        raise NotFoundError("L’agent qui a demandé ce travail n’existe plus.", code="AGENT_INCONNU")
    return to_acteur(agent)


def _finish(
    session: Session, tache_id: int, etat: EtatTache, message: str, fait: int, resultat: Mapping[str, Any]
) -> None:
    tache = lock_tache(session, tache_id)
    if tache is not None:
        tache.etat, tache.message, tache.finie_le = etat, message, now()
        tache.resultat = {**(tache.resultat or {}), **resultat}
        if etat is EtatTache.TERMINEE:
            tache.fait, tache.total, tache.part_pour_mille = fait, fait, POUR_MILLE


def load_tache(session: Session, acteur: Acteur, tache_id: int) -> Tache:
    """One task of this room, for who asked for it or sees everything.

    :raises NotFoundError: not there, or somebody else's.
    """
    tache = session.get(Tache, tache_id)
    ours = tache is not None and tache.service == "appels_fonds" and tache.genre in (LECTURE, INTEGRATION)
    if tache is None or not ours or (tache.agent != acteur.courriel and not acteur.sees_all):
        raise NotFoundError("Cette tâche n’existe pas, ou n’est pas la vôtre.", code="TACHE_INCONNUE")
    return tache


def list_en_cours(session: Session, acteur: Acteur) -> Sequence[Tache]:
    """What this agent asked for and is not finished; everybody's for who sees everything."""
    statement = select(Tache).where(
        Tache.service == "appels_fonds", Tache.genre.in_((LECTURE, INTEGRATION)), Tache.etat.in_(EN_COURS)
    )
    if not acteur.sees_all:
        statement = statement.where(Tache.agent == acteur.courriel)
    return session.scalars(statement.order_by(Tache.id)).all()


def find_tache(session: Session, import_id: int) -> Tache | None:
    """The task that is integrating an import now, if any, whoever asked for it."""
    running = select(Tache).where(Tache.genre == INTEGRATION, Tache.etat.in_(EN_COURS)).order_by(Tache.id)
    return next((one for one in session.scalars(running) if (one.resultat or {}).get("import_id") == import_id), None)
