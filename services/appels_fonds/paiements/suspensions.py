"""What stops the payments to a syndicat: a change of account, a contested IBAN, a new syndic. Lifted with a note."""

from collections.abc import Iterable, Sequence
from datetime import date

from sqlalchemy import Select, select, update
from sqlalchemy.orm import Session, joinedload

from services.appels_fonds.models import ChangementSyndic, MotifSuspension, SuspensionPaiement
from shared.acteurs import Acteur
from shared.audit import record_acte
from shared.errors import ForbiddenError, InvalidError, NotFoundError
from shared.models import Copropriete, now
from shared.patrimoine.lectures import visible_coproprietes

LIBELLES = {
    MotifSuspension.CHANGEMENT_IBAN: "un changement de compte attend sa seconde personne",
    MotifSuspension.IBAN_CONTESTE: "un appel demande de payer un autre compte",
    MotifSuspension.CHANGEMENT_SYNDIC: "le syndic a changé : les comptes sont à confirmer de nouveau",
    MotifSuspension.COMPTE_REJETE: "la banque a rejeté un virement pour son compte : il est à vérifier",
}


def open_suspension(
    session: Session,
    acteur: Acteur,
    copropriete_id: int,
    motif: MotifSuspension,
    *,
    reference: str = "",
    detail: str,
) -> SuspensionPaiement:
    """Stop the payments to a syndicat; the same stop again is the same stop."""
    known = session.scalar(_open().where(
        SuspensionPaiement.copropriete_id == copropriete_id, SuspensionPaiement.motif == motif,
        SuspensionPaiement.reference == reference,
    ))  # fmt: skip
    if known is not None:
        return known
    suspension = SuspensionPaiement(
        copropriete_id=copropriete_id, motif=motif, reference=reference, detail=detail,
        ouverte_par=acteur.courriel, ouverte_le=now(),
    )  # fmt: skip
    session.add(suspension)
    session.flush()
    record_acte(
        session, acteur, "suspend les paiements", "suspension", suspension.id, copropriete_id=copropriete_id,
        detail={"motif": motif, "detail": detail},
    )  # fmt: skip
    return suspension


def lift_suspensions(
    session: Session,
    acteur: Acteur,
    copropriete_id: int,
    motifs: Iterable[MotifSuspension],
    *,
    reference: str,
    note: str,
) -> None:
    """Lift the stops of these kinds that bear this reference, as part of another act."""
    for suspension in session.scalars(_open().where(
        SuspensionPaiement.copropriete_id == copropriete_id, SuspensionPaiement.motif.in_(list(motifs)),
        SuspensionPaiement.reference == reference,
    )):  # fmt: skip
        _lift(session, acteur, suspension, note)


def lift_suspension(session: Session, acteur: Acteur, suspension_id: int, *, note: str) -> SuspensionPaiement:
    """Lift one stop: the accounts were confirmed with a known person, or the file was wrong.

    :raises NotFoundError: not there, lifted already, or not visible.
    :raises ForbiddenError: the person who opened it, or a change of account that waits for its own confirmation.
    :raises InvalidError: no note of what was verified.
    """
    visible = visible_coproprietes(acteur).with_only_columns(Copropriete.id)
    suspension = session.scalar(
        _open()
        .where(SuspensionPaiement.id == suspension_id, SuspensionPaiement.copropriete_id.in_(visible))
        .with_for_update()
    )
    if suspension is None:
        raise NotFoundError("Cette suspension n’existe pas ou est déjà levée.", code="SUSPENSION_INCONNUE")
    if suspension.motif == MotifSuspension.CHANGEMENT_IBAN:
        raise ForbiddenError("Confirmez ou refusez le changement de compte : la suspension suit.", code="QUATRE_YEUX")
    if suspension.ouverte_par == acteur.courriel:
        raise ForbiddenError("Un autre agent doit lever la suspension que vous avez ouverte.", code="QUATRE_YEUX")
    if len(note.strip()) < 10:
        raise InvalidError(
            "Notez ce que vous avez vérifié : qui, à quel numéro connu, quel compte.", code="NOTE_ABSENTE"
        )
    _lift(session, acteur, suspension, note.strip())
    return suspension


def _lift(session: Session, acteur: Acteur, suspension: SuspensionPaiement, note: str) -> None:
    suspension.levee_par, suspension.levee_le, suspension.note = acteur.courriel, now(), note
    if suspension.motif == MotifSuspension.CHANGEMENT_SYNDIC:
        session.execute(
            update(ChangementSyndic)
            .where(
                ChangementSyndic.copropriete_id == suspension.copropriete_id,
                ChangementSyndic.du == date.fromisoformat(suspension.reference),
            )
            .values(confirme_par=acteur.courriel, confirme_le=suspension.levee_le)
        )
    session.flush()
    record_acte(
        session, acteur, "lève une suspension de paiement", "suspension", suspension.id,
        copropriete_id=suspension.copropriete_id, detail={"motif": suspension.motif, "note": note},
    )  # fmt: skip


def list_suspensions(session: Session, acteur: Acteur) -> Sequence[SuspensionPaiement]:
    """The stops in force on the copropriétés this agent sees."""
    visible = visible_coproprietes(acteur).with_only_columns(Copropriete.id)
    return session.scalars(
        _open()
        .where(SuspensionPaiement.copropriete_id.in_(visible))
        .options(joinedload(SuspensionPaiement.copropriete))
        .order_by(SuspensionPaiement.ouverte_le)
    ).all()


def load_suspensions(session: Session, copropriete_ids: Iterable[int]) -> dict[int, SuspensionPaiement]:
    """The first stop in force on each of these copropriétés."""
    rows = session.scalars(
        _open()
        .where(SuspensionPaiement.copropriete_id.in_(list(copropriete_ids)))
        .order_by(SuspensionPaiement.id.desc())
    )
    return {row.copropriete_id: row for row in rows}


def _open() -> Select[SuspensionPaiement]:
    return select(SuspensionPaiement).where(SuspensionPaiement.levee_le.is_(None))
