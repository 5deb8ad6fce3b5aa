"""The message door of votes: the facts it hears, and how long it insists on each (milliseconds)."""

from sqlalchemy.orm import Session

from services.votes.anomalies_connues import record_anomalie
from services.votes.attribution.affectations import route_orphans
from services.votes.attribution.relances import run_relances
from services.votes.consignes.lignes_file import mend_lignes
from services.votes.demandes.relances import watch_demandes
from services.votes.envois.groupes import give_up_formulaire, make_formulaire
from services.votes.proces_verbaux.tardifs import watch_pv
from shared.config import load_config
from shared.inbox import receives
from shared.messages import AnomalieDetectee, FormulaireDemande, JourCommence
from shared.pdf.scellement import load_certificat
from shared.presentation import today

MINUTE, JOUR = 60_000, 86_400_000


@receives(JourCommence, max_retries=5, min_backoff=1_000, max_backoff=15 * MINUTE, max_age=JOUR, time_limit=10 * MINUTE)
def remind(session: Session, fact: JourCommence) -> None:
    """A day began: give what is nobody’s, recall what is due, ask for late minutes, chase our requests.

    The queues are checked first. Today counts, even when the fact comes late.
    """
    jour = max(fact.jour, today())
    mend_lignes(session, jour)
    route_orphans(session, jour)
    run_relances(session, jour)
    watch_pv(session, jour)
    watch_demandes(session, jour)


@receives(
    FormulaireDemande,
    max_retries=5,
    min_backoff=1_000,
    max_backoff=15 * MINUTE,
    max_age=JOUR,
    time_limit=5 * MINUTE,
    given_up=give_up_formulaire,
)
def print_formulaire(session: Session, fact: FormulaireDemande) -> None:
    """A form was asked for: make it, and say in its task what came of it."""
    make_formulaire(session, fact, lambda: load_certificat(load_config()), today())


@receives(AnomalieDetectee, max_retries=8, min_backoff=1_000, max_backoff=15 * MINUTE, max_age=JOUR, time_limit=MINUTE)
def keep_anomalie(session: Session, fact: AnomalieDetectee) -> None:
    """An anomaly was found in the charges: the doctrine on accounts, quitus and budget may rest on it."""
    record_anomalie(session, fact)
