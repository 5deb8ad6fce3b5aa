"""Journal entries: drafted with a call, numbered when validated, reversed when undone, listed for the FEC."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from services.appels_fonds.export_fec import LigneFec
from services.appels_fonds.imputation import Jambe, LigneAImputer, build_jambes, reverse_jambes
from services.appels_fonds.models import (
    AppelFonds,
    Ecriture,
    LigneEcriture,
    SequenceEcriture,
    StatutAppel,
    StatutEcriture,
)
from services.appels_fonds.schema_comptable import JOURNAL, JOURNAL_LIBELLE
from shared.acteurs import Acteur
from shared.audit import record_acte
from shared.errors import RefusedError
from shared.models import Bailleur, Copropriete


def draft_ecriture(
    session: Session,
    appel: AppelFonds,
    copropriete: Copropriete,
    lignes: Sequence[LigneAImputer],
    *,
    piece_date: date,
    taux_recuperables: Mapping[str, int] | None = None,
) -> Ecriture | None:
    """Draft the entry of a call, dated its due date; None when its lines cancel out."""
    jambes = build_jambes(lignes, taux_recuperables)
    if not jambes:
        return None
    libelle = f"Appel {appel.periode} {copropriete.nom}"
    return _add(session, appel, copropriete, jambes, libelle=libelle, le=appel.exigible, piece_date=piece_date)


def reverse_ecriture(session: Session, origine: Ecriture, copropriete: Copropriete, *, le: date) -> Ecriture:
    """Draft the entry that undoes a validated one, dated ``le``: the day of the undo, never the closed period."""
    jambes = reverse_jambes(
        Jambe(
            ligne.compte, ligne.compte_libelle, ligne.debit_centimes, ligne.credit_centimes,
            ligne.cle, ligne.nature, ligne.auxiliaire is not None,
        )
        for ligne in origine.lignes
    )  # fmt: skip
    libelle = f"Contre-passation de l'écriture {origine.journal} {origine.numero} ({origine.exercice})"
    ecriture = _add(session, origine.appel, copropriete, jambes, libelle=libelle, le=le, piece_date=le)
    ecriture.contrepasse_id = origine.id
    return ecriture


def _add(
    session: Session,
    appel: AppelFonds,
    copropriete: Copropriete,
    jambes: Sequence[Jambe],
    *,
    libelle: str,
    le: date,
    piece_date: date,
) -> Ecriture:
    ecriture = Ecriture(
        journal=JOURNAL, exercice=le.year, date_ecriture=le, piece_ref=appel.numero, piece_date=piece_date,
        libelle=libelle, statut=StatutEcriture.BROUILLON, appel_id=appel.id,
    )  # fmt: skip
    session.add(ecriture)
    session.flush()
    session.execute(
        insert(LigneEcriture),
        [
            {
                "ecriture_id": ecriture.id, "rang": rang, "compte": jambe.compte,
                "compte_libelle": jambe.compte_libelle,
                "auxiliaire": copropriete.code if jambe.is_syndicat else None,
                "auxiliaire_libelle": copropriete.nom if jambe.is_syndicat else None,
                "libelle": libelle if jambe.cle is None else f"{libelle} {jambe.cle}",
                "debit_centimes": jambe.debit_centimes, "credit_centimes": jambe.credit_centimes,
                "cle": jambe.cle, "nature": jambe.nature,
            }
            for rang, jambe in enumerate(jambes, start=1)
        ],
    )  # fmt: skip
    return ecriture


def validate_ecritures(session: Session, acteur: Acteur, *, jusqu_au: date, aujourdhui: date) -> int:
    """Number and validate the drafts dated up to ``jusqu_au``, never one dated after today; returns how many.

    Numbers follow without a gap in each journal and year, in the order of the entries' dates. The row of the sequence
    is locked meanwhile: two people validating at once wait for each other.
    """
    limit = min(jusqu_au, aujourdhui)
    drafts = session.execute(
        select(Ecriture.id, Ecriture.exercice, Ecriture.appel_id)
        .where(Ecriture.statut == StatutEcriture.BROUILLON, Ecriture.date_ecriture <= limit)
        .order_by(Ecriture.exercice, Ecriture.date_ecriture, Ecriture.id)
        .with_for_update()
    ).all()
    for exercice in sorted({draft.exercice for draft in drafts}):
        batch = [draft.id for draft in drafts if draft.exercice == exercice]
        sequence = _lock_sequence(session, exercice)
        session.execute(
            update(Ecriture),
            [
                {"id": id_, "numero": numero, "statut": StatutEcriture.VALIDEE, "validee_le": aujourdhui}
                for numero, id_ in enumerate(batch, start=sequence.dernier + 1)
            ],
        )
        sequence.dernier += len(batch)
        record_acte(
            session, acteur, "valide des écritures", "journal", f"{JOURNAL} {exercice}",
            detail={"nombre": len(batch), "dernier": sequence.dernier, "jusqu_au": limit.isoformat()},
        )  # fmt: skip
    session.execute(
        update(AppelFonds)
        .where(
            AppelFonds.id.in_(
                select(Ecriture.appel_id).where(
                    Ecriture.statut == StatutEcriture.VALIDEE, Ecriture.contrepasse_id.is_(None)
                )
            ),
            AppelFonds.statut == StatutAppel.BROUILLON,
        )
        .values(statut=StatutAppel.VALIDE)
    )
    return len(drafts)


def _lock_sequence(session: Session, exercice: int) -> SequenceEcriture:
    key = (JOURNAL, exercice)
    sequence = session.get(SequenceEcriture, key, with_for_update=True)
    if sequence is None:
        sequence = SequenceEcriture(journal=JOURNAL, exercice=exercice, dernier=0)
        session.add(sequence)
        session.flush()
    return sequence


def require_siren(session: Session) -> Bailleur:
    """The landlord, which must have a SIREN to name its FEC.

    :raises RefusedError: no landlord, or no SIREN.
    """
    bailleur = session.scalar(select(Bailleur))
    if bailleur is None or not bailleur.siren:
        raise RefusedError("Renseignez le SIREN du bailleur dans le patrimoine : il nomme le FEC.", code="SIREN_ABSENT")
    return bailleur


def list_fec(session: Session, debut: date, fin: date) -> Iterator[LigneFec]:
    """The legs of the validated entries dated between two days, in the order of validation, without holding them all.

    :raises RefusedError: the period spans two accounting years.
    """
    if debut > fin or debut.year != fin.year:
        raise RefusedError(
            "Un FEC couvre un seul exercice : donnez deux dates de la même année.", code="PERIODE_INVALIDE"
        )
    rows = session.execute(
        select(
            Ecriture.journal, Ecriture.numero, Ecriture.date_ecriture, LigneEcriture.compte,
            LigneEcriture.compte_libelle, LigneEcriture.auxiliaire, LigneEcriture.auxiliaire_libelle,
            Ecriture.piece_ref, Ecriture.piece_date, LigneEcriture.libelle, LigneEcriture.debit_centimes,
            LigneEcriture.credit_centimes, Ecriture.validee_le,
        )
        .join(Ecriture, Ecriture.id == LigneEcriture.ecriture_id)
        .where(Ecriture.statut == StatutEcriture.VALIDEE, Ecriture.date_ecriture.between(debut, fin))
        .order_by(Ecriture.validee_le, Ecriture.journal, Ecriture.numero, LigneEcriture.rang)
        .execution_options(yield_per=5000)
    )  # fmt: skip
    for row in rows:
        yield LigneFec(
            journal=row.journal,
            journal_libelle=JOURNAL_LIBELLE,
            numero=row.numero or 0,
            date_ecriture=row.date_ecriture,
            compte=row.compte,
            compte_libelle=row.compte_libelle,
            auxiliaire=row.auxiliaire,
            auxiliaire_libelle=row.auxiliaire_libelle,
            piece_ref=row.piece_ref,
            piece_date=row.piece_date,
            libelle=row.libelle,
            debit_centimes=row.debit_centimes,
            credit_centimes=row.credit_centimes,
            validee_le=row.validee_le or fin,
        )
