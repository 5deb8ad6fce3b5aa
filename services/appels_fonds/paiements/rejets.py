"""A transfer that the bank gave back: its calls are due again, the rest of its batch stands.

The reasons are those of ISO 20022 (external status reason codes). When the account itself is at fault, payments to the
syndicat stop until somebody has verified it.
"""

from datetime import date

from sqlalchemy.orm import Session

from services.appels_fonds.models import MotifSuspension, RemiseVirements, StatutRemise, Virement
from services.appels_fonds.paiements.suspensions import open_suspension
from services.appels_fonds.paiements.virements import describe, get_remise, undo_virement
from shared.acteurs import Acteur, Permission
from shared.audit import record_acte
from shared.errors import ForbiddenError, InvalidError, NotFoundError, RefusedError

REJETS = {
    "AC01": "IBAN incorrect",
    "AC04": "compte clos",
    "AC06": "compte bloqué",
    "AM04": "provision insuffisante",
    "BE01": "titulaire différent du compte",
    "MS03": "motif non communiqué",
    "NARR": "autre motif",
}
COMPTE_EN_CAUSE = frozenset({"AC01", "AC04", "AC06", "BE01"})
"""The reasons after which the same account must not be tried again unverified."""


def reject_virement(
    session: Session, acteur: Acteur, numero: int, reference: str, *, code: str, note: str, le: date, aujourdhui: date
) -> Virement:
    """Record that the bank gave a transfer back on the day ``le``; its payment vanishes, or is reversed that day.

    :raises ForbiddenError: the agent may not prepare payments.
    :raises NotFoundError: no such transfer in the batch.
    :raises InvalidError: an unknown reason, or a day before the execution or after today.
    :raises RefusedError: the batch never left, or the transfer was given back already.
    """
    if not acteur.can(Permission.PREPARER_VIREMENT):
        raise ForbiddenError
    remise = get_remise(session, acteur, numero, lock=True)
    virement = _find_rejetable(session, remise, reference)
    _check_saisie(remise, code, le, aujourdhui)
    undo_virement(session, virement, le=le)
    virement.rejete_le, virement.rejete_par = le, acteur.courriel
    virement.code_rejet, virement.motif_rejet = code, note.strip() or None
    session.flush()
    record_acte(
        session, acteur, "enregistre le rejet d’un virement", "remise", numero, copropriete_id=virement.copropriete_id,
        detail={"virement": reference, "code": code, "montant_centimes": virement.montant_centimes},
    )  # fmt: skip
    if code in COMPTE_EN_CAUSE:
        open_suspension(
            session, acteur, virement.copropriete_id, MotifSuspension.COMPTE_REJETE, reference=reference,
            detail=f"virement {reference} rejeté par la banque : {REJETS[code]}",
        )  # fmt: skip
    return virement


def _find_rejetable(session: Session, remise: RemiseVirements, reference: str) -> Virement:
    """The transfer that its bank may still give back."""
    virement = next((found for found in remise.virements if found.reference == reference), None)
    if virement is None:
        raise NotFoundError(
            f"La remise n° {remise.numero} n’a pas de virement « {reference} ».", code="VIREMENT_INCONNU"
        )
    if remise.statut != StatutRemise.APPROUVEE:
        raise RefusedError(
            f"La remise n° {remise.numero} est {describe(session, remise)} : la banque n’a rien pu rejeter.",
            code="REMISE_NON_APPROUVEE",
        )
    if virement.rejete_le is not None:
        raise RefusedError(
            f"Le virement {reference} est déjà rejeté, au {virement.rejete_le:%d/%m/%Y}.", code="VIREMENT_DEJA_REJETE"
        )
    return virement


def _check_saisie(remise: RemiseVirements, code: str, le: date, aujourdhui: date) -> None:
    if code not in REJETS:
        raise InvalidError("Choisissez le motif que donne la banque.", code="MOTIF_REJET_INCONNU")
    if not remise.execution_le <= le <= aujourdhui:
        raise InvalidError(
            f"Le rejet est daté entre l’exécution ({remise.execution_le:%d/%m/%Y}) et aujourd’hui.", code="DATE_REJET"
        )
