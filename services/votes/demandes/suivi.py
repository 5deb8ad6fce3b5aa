"""Use cases: a request leaves with its proof, is looked for on each agenda that comes, and a person finds it there."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session, contains_eager, joinedload

from services.votes.acces import get_resolution, is_visible
from services.votes.attribution.delais import compute_date_interne
from services.votes.demandes.delais import DelaisDemande, compute_delais
from services.votes.demandes.lettre import print_lettre
from services.votes.demandes.rapprochements import suggest_resolutions
from services.votes.demandes.redaction import close_relance, close_task, get_demande
from services.votes.envois.expeditions import SaisieEnvoi, refuse_saisie
from services.votes.models import (
    AssembleeGenerale,
    CanalEnvoi,
    DemandeOrdreDuJour,
    EtatDemande,
    GenreSuite,
    Resolution,
    Suite,
)
from services.votes.parametres import load_parametres
from shared.acteurs import ROLES, SYSTEME, Acteur
from shared.audit import record_acte
from shared.courriels import queue_courriel
from shared.documents import keep_document
from shared.errors import RefusedError
from shared.models import now
from shared.patrimoine.lectures import syndic_en_poste
from shared.presentation import day_of, format_date


@dataclass(frozen=True, slots=True)
class Suggestion:
    """An item of an agenda that may be our request; ``likeness`` in hundredths."""

    resolution: Resolution
    likeness: int


def send_demande(
    session: Session, acteur: Acteur, demande_id: int, saisie: SaisieEnvoi, aujourdhui: date
) -> DemandeOrdreDuJour:
    """Print the letter of the day, keep it, send it or record how it left.

    :raises RefusedError: it left already, it was given up, or our own address is not known.
    :raises InvalidError: no recipient, or nothing that proves the sending.
    """
    demande = get_demande(session, acteur, demande_id, lock=True)
    if demande.etat is not EtatDemande.BROUILLON:
        raise RefusedError("Cette demande est déjà partie, ou close.", code="DEMANDE_PARTIE")
    refuse_saisie(saisie)
    moment = now()
    destinataire = write_destinataire(session, demande, saisie, aujourdhui)
    pdf = print_lettre(session, demande, destinataire, write_signataire(acteur), aujourdhui, moment)
    lettre = keep_document(
        session, acteur, pdf, nom=f"demande-{demande.copropriete.code}-{demande.id}.pdf", genre="demande_ordre_du_jour",
        type_mime="application/pdf", copropriete_id=demande.copropriete_id,
    )  # fmt: skip
    demande.etat, demande.lettre_id, demande.envoyee_le = EtatDemande.ENVOYEE, lettre.id, moment
    demande.canal, demande.destinataire = saisie.canal, saisie.destinataire.strip()
    demande.reference = (saisie.reference or "").strip() or None
    if saisie.preuve is not None:
        nom, contenu = saisie.preuve
        demande.preuve_id = keep_document(
            session, acteur, contenu, nom=nom, genre="preuve_envoi", copropriete_id=demande.copropriete_id
        ).id
    if saisie.canal is CanalEnvoi.COURRIEL:
        courriel = queue_courriel(session, demande.destinataire, *_write(demande, acteur), [lettre])
        session.flush()
        demande.courriel_id = courriel.id
    session.flush()
    detail = {"canal": saisie.canal.value, "destinataire": demande.destinataire, "sha256": lettre.sha256}
    record_acte(session, acteur, "envoie une demande d’ordre du jour", "demande_ordre_du_jour", demande.id,
                copropriete_id=demande.copropriete_id, detail=detail)  # fmt: skip
    return demande


def write_destinataire(
    session: Session, demande: DemandeOrdreDuJour, saisie: SaisieEnvoi | None, jour: date
) -> Sequence[str]:
    """The lines of the address: the syndic in charge, then where the letter goes."""
    syndic = syndic_en_poste(session, demande.copropriete_id, jour)
    where = saisie.destinataire.strip() if saisie else (syndic.courriel if syndic else None)
    return [syndic.nom if syndic else "Le syndic", where or ""]


def write_signataire(acteur: Acteur) -> Sequence[str]:
    """Who signs a letter, and as what."""
    held = [libelle for role, libelle in ROLES.items() if role in acteur.roles]
    return [acteur.nom, held[0] if held else ""]


def match_demande(session: Session, acteur: Acteur, demande_id: int, resolution_id: int) -> DemandeOrdreDuJour:
    """Say that an item of an agenda is our request: it is flagged, so that its author does not decide it alone.

    :raises RefusedError: not sent, closed, or an item of another copropriété.
    """
    demande = get_demande(session, acteur, demande_id, lock=True)
    if demande.etat is not EtatDemande.ENVOYEE:
        raise RefusedError("Seule une demande envoyée se retrouve dans un ordre du jour.", code="DEMANDE_NON_ENVOYEE")
    resolution = get_resolution(session, acteur, resolution_id, lock=True)
    if resolution.ag.copropriete_id != demande.copropriete_id:
        raise RefusedError("Cette résolution est d’une autre copropriété.", code="AUTRE_COPROPRIETE")
    resolution.notre_demande = True
    resolution.version += 1
    demande.etat, demande.resolution_id = EtatDemande.INSCRITE, resolution.id
    close_task(
        demande, acteur, f"Retrouvée : résolution {resolution.numero} de l’AG du {format_date(resolution.ag.date_ag)}"
    )
    session.flush()
    record_acte(session, acteur, "retrouve notre demande dans un ordre du jour", "demande_ordre_du_jour", demande.id,
                copropriete_id=demande.copropriete_id, detail={"resolution": resolution.id})  # fmt: skip
    return demande


def follow_demandes(session: Session, ag: AssembleeGenerale) -> int:
    """An agenda came: each request still waiting becomes a task to find it there or to chase it; returns how many.

    Only an agenda that came after the request was sent can hold it, and a request has one open task at a time.
    """
    waiting = session.scalars(
        select(DemandeOrdreDuJour)
        .where(DemandeOrdreDuJour.copropriete_id == ag.copropriete_id, DemandeOrdreDuJour.etat == EtatDemande.ENVOYEE)
        .options(joinedload(DemandeOrdreDuJour.suite))
    ).all()
    made = 0
    marge = load_parametres(session).marge_interne
    for demande in waiting:
        suite = demande.suite
        too_early = demande.envoyee_le is None or day_of(demande.envoyee_le) >= ag.date_ag
        if too_early or (suite is not None and (suite.faite_le is None or suite.ag_id == ag.id)):
            continue
        suite = Suite(
            ag_id=ag.id, genre=GenreSuite.DEMANDE_A_SUIVRE, echeance=compute_date_interne(ag.dates, marge), role="RC",
            motif=f"Notre demande « {demande.intitule} » du {format_date(demande.envoyee_le)} : retrouvez-la dans "
            "l’ordre du jour, ou relancez le syndic (décret art. 10).",
            creee_le=now(),
        )  # fmt: skip
        session.add(suite)
        session.flush()
        demande.suite_id = suite.id
        close_relance(demande, SYSTEME, f"Un ordre du jour est arrivé, pour l’AG du {format_date(ag.date_ag)}.")
        made += 1
    session.flush()
    return made


def list_suggestions(session: Session, demande: DemandeOrdreDuJour) -> list[Suggestion]:
    """The items of the agendas held or convened since the request left that look like it, the likeliest first."""
    if demande.envoyee_le is None:
        return []
    query = (
        select(Resolution)
        .join(Resolution.ag)
        .where(
            AssembleeGenerale.copropriete_id == demande.copropriete_id,
            AssembleeGenerale.date_ag > day_of(demande.envoyee_le),
        )
        .options(contains_eager(Resolution.ag))
        .order_by(AssembleeGenerale.date_ag.desc(), Resolution.ordre)
    )
    found = {one.id: one for one in session.scalars(query)}
    ranked = suggest_resolutions(demande.intitule, [(one.id, one.intitule) for one in found.values()])
    return [Suggestion(found[one.resolution_id], one.likeness) for one in ranked]


def select_demandes(acteur: Acteur, etat: str = "") -> Select[DemandeOrdreDuJour]:
    """The requests an agent sees, the latest first; ``etat`` keeps one state."""
    query = (
        select(DemandeOrdreDuJour)
        .join(DemandeOrdreDuJour.copropriete)
        .where(is_visible(acteur))
        .options(
            contains_eager(DemandeOrdreDuJour.copropriete),
            joinedload(DemandeOrdreDuJour.resolution).joinedload(Resolution.ag),
            joinedload(DemandeOrdreDuJour.courriel),
            joinedload(DemandeOrdreDuJour.suite).joinedload(Suite.ag),
        )
    )
    if etat in EtatDemande.__members__:
        query = query.where(DemandeOrdreDuJour.etat == EtatDemande(etat))
    return query.order_by(DemandeOrdreDuJour.id.desc())


def find_delais(session: Session, demande: DemandeOrdreDuJour, aujourdhui: date) -> DelaisDemande:
    """The dates of a request; see ``list_delais``."""
    return list_delais(session, [demande], aujourdhui)[demande.id]


def list_delais(session: Session, demandes: Sequence[DemandeOrdreDuJour], aujourdhui: date) -> dict[int, DelaisDemande]:
    """The dates of requests, by id: of the assembly each aims at, of one recorded whose agenda has not come, or of
    the one expected a year after the last. Three queries, whatever their number."""
    ag = AssembleeGenerale
    here = ag.copropriete_id.in_({demande.copropriete_id for demande in demandes})
    by_copropriete = select(ag.copropriete_id, func.max(ag.date_ag)).where(here).group_by(ag.copropriete_id)
    without_agenda = (
        select(ag.copropriete_id, func.min(ag.date_ag))
        .where(here, ag.date_ag > aujourdhui, ~ag.resolutions.any())
        .group_by(ag.copropriete_id)
    )
    last: dict[int, date] = dict(session.execute(by_copropriete).all())
    coming: dict[int, date] = dict(session.execute(without_agenda).all())
    avance = load_parametres(session).avance_demande
    return {
        one.id: compute_delais(
            one.ag_prevue or coming.get(one.copropriete_id), last.get(one.copropriete_id), aujourdhui, avance
        )
        for one in demandes
    }


def _write(demande: DemandeOrdreDuJour, acteur: Acteur) -> tuple[str, str]:
    nom = demande.copropriete.nom
    corps = (
        f"Bonjour,\n\nVous trouverez ci-joint notre demande d’inscription à l’ordre du jour de la prochaine assemblée "
        f"générale de la copropriété {nom} : « {demande.intitule} », avec son projet de résolution "
        "(décret n° 67-223, art. 10).\n\nMerci de nous confirmer son inscription.\n\n"
        f"{acteur.nom}\n"
    )
    return f"{nom} : demande d’inscription à l’ordre du jour", corps
