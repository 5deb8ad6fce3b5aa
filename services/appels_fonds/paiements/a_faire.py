"""What waits for an agent in payments and accounting: a batch to approve, an account to confirm, a stop to lift."""

from datetime import date

from sqlalchemy.orm import Session

from services.appels_fonds.comptabilite.choix_travaux import awaiting_choix
from services.appels_fonds.models import MotifSuspension, StatutRemise
from services.appels_fonds.paiements.comptes_bancaires import list_proposed
from services.appels_fonds.paiements.suspensions import LIBELLES, list_suspensions
from services.appels_fonds.paiements.virements import list_remises
from shared.acteurs import Acteur, Permission
from shared.auteurs import name_auteurs
from shared.montants import format_montant
from shared.web.a_faire import AFaire, urgency


def list_paiements_a_faire(session: Session, acteur: Acteur, aujourdhui: date) -> list[AFaire]:
    """Only what this agent can do now: never his own batch, his own proposal, his own stop."""
    found: list[AFaire] = []
    if acteur.can(Permission.APPROUVER_VIREMENT):
        found += _remises(session, acteur, aujourdhui) + _comptes(session, acteur) + _suspensions(session, acteur)
    if acteur.can(Permission.GERER_COMPTABILITE):
        attendus = awaiting_choix(session)
        if attendus:
            found.append(AFaire(
                titre=f"{len(attendus)} appel{'s' if len(attendus) > 1 else ''} de travaux à décider",
                detail="Immobilisation ou gros entretien", action="Décider",
                lien="/appels-fonds/travaux-a-decider", urgence="normale",
            ))  # fmt: skip
    return found


def _remises(session: Session, acteur: Acteur, aujourdhui: date) -> list[AFaire]:
    remises = [
        remise for remise in list_remises(session, acteur)
        if remise.statut == StatutRemise.PREPAREE and remise.prepare_par != acteur.courriel
    ]  # fmt: skip
    noms = name_auteurs(session, {remise.prepare_par for remise in remises})
    return [
        AFaire(
            titre=f"Remise de virements n° {remise.numero} : {format_montant(remise.total_centimes)}",
            detail=f"{remise.nombre} virements préparés par {noms[remise.prepare_par]}",
            action="Relire et approuver",
            lien=f"/appels-fonds/virements/{remise.numero}", urgence=urgency(remise.execution_le, aujourdhui),
            echeance=remise.execution_le,
        )
        for remise in remises
    ]  # fmt: skip


def _comptes(session: Session, acteur: Acteur) -> list[AFaire]:
    comptes = [compte for compte in list_proposed(session, acteur) if compte.propose_par != acteur.courriel]
    noms = name_auteurs(session, {compte.propose_par for compte in comptes})
    return [
        AFaire(
            titre=f"Compte bancaire de {compte.copropriete.nom} à confirmer",
            detail=f"Proposé par {noms[compte.propose_par]} : paiements suspendus",
            action="Appeler et confirmer",
            lien="/appels-fonds/comptes-bancaires", urgence="proche", copropriete=compte.copropriete.code,
        )
        for compte in comptes
    ]  # fmt: skip


def _suspensions(session: Session, acteur: Acteur) -> list[AFaire]:
    return [
        AFaire(
            titre=f"Paiements suspendus : {stop.copropriete.nom}", detail=LIBELLES[stop.motif].capitalize(),
            action="Vérifier et lever", lien=f"/appels-fonds/comptes-bancaires/{stop.copropriete.code}",
            urgence="proche", copropriete=stop.copropriete.code,
        )
        for stop in list_suspensions(session, acteur)
        if stop.motif != MotifSuspension.CHANGEMENT_IBAN and stop.ouverte_par != acteur.courriel
    ]  # fmt: skip
