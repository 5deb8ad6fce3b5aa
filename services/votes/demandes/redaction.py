"""Use cases: writing a request for an agenda, correcting its draft, giving it up."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session, contains_eager, joinedload

from services.votes.acces import is_visible
from services.votes.models import DemandeOrdreDuJour, EtatDemande, RelanceDemande
from shared.acteurs import Acteur
from shared.audit import record_acte
from shared.errors import InvalidError, NotFoundError, RefusedError, StaleError
from shared.models import now
from shared.patrimoine.lectures import get_copropriete

LONGUEUR = {"intitule": 300, "projet": 20_000, "expose": 20_000}


@dataclass(frozen=True, slots=True, kw_only=True)
class SaisieDemande:
    """What we ask for. ``montant_centimes``: of the whole resolution; ``ag_prevue``: the assembly aimed at."""

    intitule: str
    projet: str
    expose: str
    montant_centimes: int | None = None
    ag_prevue: date | None = None


def create_demande(
    session: Session, acteur: Acteur, code: str, saisie: SaisieDemande, aujourdhui: date
) -> DemandeOrdreDuJour:
    """Write a draft.

    :raises NotFoundError: no such copropriété among those the agent sees.
    :raises InvalidError: a missing title, draft resolution or reason, or an assembly that is past.
    """
    copropriete = get_copropriete(session, acteur, code)
    refuse_saisie(saisie, aujourdhui)
    demande = DemandeOrdreDuJour(
        copropriete=copropriete, etat=EtatDemande.BROUILLON, creee_par=acteur.courriel, creee_le=now(), **_plain(saisie)
    )
    session.add(demande)
    session.flush()
    record_acte(session, acteur, "prépare une demande d’ordre du jour", "demande_ordre_du_jour", demande.id,
                copropriete_id=copropriete.id, detail={"intitule": demande.intitule})  # fmt: skip
    return demande


def change_demande(
    session: Session, acteur: Acteur, demande_id: int, saisie: SaisieDemande, version: int, aujourdhui: date
) -> DemandeOrdreDuJour:
    """Correct a draft; what was sent is not rewritten.

    :raises StaleError: somebody changed it meanwhile.
    :raises RefusedError: it was sent.
    """
    demande = get_demande(session, acteur, demande_id, lock=True)
    if demande.version != version:
        raise StaleError("Cette demande a changé depuis que vous l’avez ouverte : relisez-la.")
    if demande.etat is not EtatDemande.BROUILLON:
        raise RefusedError("Cette demande est partie : elle ne se corrige plus.", code="DEMANDE_PARTIE")
    refuse_saisie(saisie, aujourdhui)
    for champ, value in _plain(saisie).items():
        setattr(demande, champ, value)
    session.flush()
    record_acte(session, acteur, "corrige une demande d’ordre du jour", "demande_ordre_du_jour", demande.id,
                copropriete_id=demande.copropriete_id, detail={"intitule": demande.intitule})  # fmt: skip
    return demande


def drop_demande(session: Session, acteur: Acteur, demande_id: int, motif: str) -> DemandeOrdreDuJour:
    """Give a request up, with the reason; its task is closed with it.

    :raises InvalidError: no reason.
    :raises RefusedError: it is already on an agenda, or given up.
    """
    demande = get_demande(session, acteur, demande_id, lock=True)
    if demande.etat in (EtatDemande.INSCRITE, EtatDemande.ABANDONNEE):
        raise RefusedError("Cette demande est close.", code="DEMANDE_CLOSE")
    if not motif.strip():
        raise InvalidError(
            "Dites pourquoi la demande est abandonnée.", code="MOTIF_ABSENT",
            fautes=[{"ou": "motif", "message": "Le motif est obligatoire."}],
        )  # fmt: skip
    demande.etat, demande.motif_abandon = EtatDemande.ABANDONNEE, motif.strip()
    close_task(demande, acteur, f"Demande abandonnée : {motif.strip()}")
    session.flush()
    record_acte(session, acteur, "abandonne une demande d’ordre du jour", "demande_ordre_du_jour", demande.id,
                copropriete_id=demande.copropriete_id, detail={"motif": motif.strip()})  # fmt: skip
    return demande


def get_demande(session: Session, acteur: Acteur, demande_id: int, *, lock: bool = False) -> DemandeOrdreDuJour:
    """One request about a copropriété this agent sees.

    :raises NotFoundError: not there, or not visible.
    """
    query = (
        select(DemandeOrdreDuJour)
        .join(DemandeOrdreDuJour.copropriete)
        .where(DemandeOrdreDuJour.id == demande_id, is_visible(acteur))
        .options(contains_eager(DemandeOrdreDuJour.copropriete), joinedload(DemandeOrdreDuJour.lettre))
    )
    if lock:
        query = query.with_for_update(of=DemandeOrdreDuJour).execution_options(populate_existing=True)
    demande = session.scalar(query)
    if demande is None:
        raise NotFoundError("Cette demande n’existe pas, ou ne relève pas de vos agences.", code="DEMANDE_INCONNUE")
    return demande


def close_task(demande: DemandeOrdreDuJour, acteur: Acteur, commentaire: str) -> None:
    """Close the tasks that chased a request, when there are some."""
    suite = demande.suite
    if suite is not None and suite.faite_le is None:
        suite.faite_le, suite.faite_par, suite.commentaire = now(), acteur.courriel, commentaire
    close_relance(demande, acteur, commentaire)


def close_relance(demande: DemandeOrdreDuJour, acteur: Acteur, commentaire: str) -> None:
    """Close the standing chase of a request, when there is one."""
    relance = find_relance(demande)
    if relance is not None:
        relance.faite_le, relance.faite_par, relance.commentaire = now(), acteur.nom, commentaire


def find_relance(demande: DemandeOrdreDuJour) -> RelanceDemande | None:
    """The chase of a request that somebody still has to do; None when there is none."""
    return next((one for one in reversed(demande.relances) if one.faite_le is None), None)


def refuse_saisie(saisie: SaisieDemande, aujourdhui: date) -> None:
    """Refuse a request the syndic could set aside: décret art. 10 wants its draft resolution.

    :raises InvalidError: with each fault at its field.
    """
    wanted = {"intitule": "l’intitulé", "projet": "le projet de résolution", "expose": "la raison de la demande"}
    fautes = [
        {"ou": champ, "message": f"Écrivez {nom}."}
        for champ, nom in wanted.items()
        if not getattr(saisie, champ).strip()
    ]
    fautes += [
        {"ou": champ, "message": f"{longueur} caractères au plus."}
        for champ, longueur in LONGUEUR.items()
        if len(getattr(saisie, champ)) > longueur
    ]
    if saisie.ag_prevue is not None and saisie.ag_prevue <= aujourdhui:
        fautes.append({"ou": "ag_prevue", "message": "L’assemblée visée est à venir."})
    if saisie.montant_centimes is not None and saisie.montant_centimes < 0:
        fautes.append({"ou": "montant", "message": "Un montant est positif."})
    if fautes:
        raise InvalidError("Complétez la demande.", code="DEMANDE_INCOMPLETE", fautes=fautes)


def _plain(saisie: SaisieDemande) -> dict[str, object]:
    return {
        "intitule": " ".join(saisie.intitule.split()), "projet": saisie.projet.strip(), "expose": saisie.expose.strip(),
        "montant_centimes": saisie.montant_centimes, "ag_prevue": saisie.ag_prevue,
    }  # fmt: skip
