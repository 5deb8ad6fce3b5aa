"""Journal entries: drafted with a call, numbered when validated, reversed when undone, listed for the FEC."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select, String, cast, delete, func, select, update
from sqlalchemy.orm import Session

from services.appels_fonds.comptabilite.choix_travaux import awaiting_choix, load_choix
from services.appels_fonds.comptabilite.exercices import require_open
from services.appels_fonds.comptabilite.imputation import Jambe, LigneAImputer, build_jambes, reverse_jambes
from services.appels_fonds.comptabilite.lettrage import letter_automatically
from services.appels_fonds.comptabilite.schema_comptable import JOURNAL, JOURNAUX
from services.appels_fonds.comptabilite.schemas_comptables import load_schema
from services.appels_fonds.comptabilite.taux_recuperables import choose_taux, load_taux_de
from services.appels_fonds.exports.fec import LigneFec
from services.appels_fonds.models import (
    AppelFonds,
    Ecriture,
    Lettrage,
    LigneAppel,
    LigneEcriture,
    LigneLettree,
    SequenceEcriture,
    StatutAppel,
    StatutEcriture,
)
from services.appels_fonds.natures import Nature
from services.appels_fonds.paiements.comptes_bancaires import keep_first_comptes
from shared.acteurs import Acteur
from shared.audit import record_acte
from shared.database import insert_rows
from shared.errors import RefusedError
from shared.models import Bailleur, CleRepartition, Copropriete

COLONNES_LIGNE = (
    "ecriture_id", "rang", "compte", "compte_libelle", "auxiliaire", "auxiliaire_libelle", "libelle", "debit_centimes",
    "credit_centimes", "cle", "nature",
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Entete:
    """What an entry says of itself, before its legs."""

    copropriete: Copropriete
    libelle: str
    le: date
    piece_ref: str
    piece_date: date
    journal: str = JOURNAL
    appel_id: int | None = None
    virement_id: int | None = None
    cloture_id: int | None = None
    contrepasse_id: int | None = None
    schema_version: int | None = None
    note: str | None = None


@dataclass(frozen=True)
class AppelAImputer:
    """A call to post, by its sums; ``le`` when its entry is not dated its due date."""

    appel: AppelFonds
    copropriete: Copropriete
    lignes: Sequence[LigneAImputer]
    le: date | None = None


def draft_appels(session: Session, appels: Sequence[AppelAImputer], *, piece_date: date) -> None:
    """Draft the entry of each call; a call whose lines cancel out has none.

    Each follows the scheme of its exercise and copropriété, at the rates that charges gave last.

    :raises RefusedError: the period of a date is closed.
    """
    taux = load_taux_de(session, {one.copropriete.id for one in appels})
    keep_first_comptes(session, {one.copropriete.id: one.copropriete for one in appels}.values())
    pieces = []
    for one in appels:
        appel, copropriete, jour = one.appel, one.copropriete, one.le or one.appel.exigible
        schema = load_schema(session, jour.year, copropriete.id)
        shared = {ligne.cle for ligne in one.lignes if schema.regles[ligne.nature].is_partagee}
        chosen = choose_taux(taux[copropriete.id], shared)
        entete = Entete(
            copropriete=copropriete, libelle=f"Appel {appel.periode} {copropriete.nom}", le=jour,
            piece_ref=appel.numero, piece_date=piece_date, appel_id=appel.id, schema_version=schema.version,
            note=chosen.note,
        )  # fmt: skip
        pieces.append((entete, build_jambes(one.lignes, chosen.taux, schema)))
    add_ecritures(session, [(entete, jambes) for entete, jambes in pieces if jambes])


def reverse_ecriture(session: Session, origine: Ecriture, copropriete: Copropriete, *, le: date) -> Ecriture:
    """Draft the entry that undoes a validated one, dated ``le``: the day of the undo, never the closed period."""
    jambes = reverse_jambes(
        Jambe(
            ligne.compte, ligne.compte_libelle, ligne.debit_centimes, ligne.credit_centimes,
            ligne.cle, ligne.nature, ligne.auxiliaire is not None,
        )
        for ligne in origine.lignes
    )  # fmt: skip
    entete = Entete(
        copropriete=copropriete, journal=origine.journal, le=le, piece_ref=origine.piece_ref, piece_date=le,
        libelle=f"Contre-passation de l'écriture {origine.journal} {origine.numero} ({origine.exercice})",
        appel_id=origine.appel_id, virement_id=origine.virement_id, cloture_id=origine.cloture_id,
        contrepasse_id=origine.id,
    )  # fmt: skip
    return add_ecriture(session, entete, jambes)


def undo_ecritures(session: Session, ecritures: Sequence[Ecriture], copropriete: Copropriete, *, le: date) -> None:
    """Undo the entries of one piece: drafts vanish, validated ones that stand are reversed on the day ``le``."""
    drafts = [ecriture for ecriture in ecritures if ecriture.statut == StatutEcriture.BROUILLON]
    for draft in sorted(drafts, key=lambda ecriture: ecriture.contrepasse_id is None):
        session.execute(delete(Ecriture).where(Ecriture.id == draft.id))
    validated = [ecriture for ecriture in ecritures if ecriture.statut == StatutEcriture.VALIDEE]
    reversed_ids = {ecriture.contrepasse_id for ecriture in validated}
    for ecriture in validated:
        if ecriture.contrepasse_id is None and ecriture.id not in reversed_ids:
            reverse_ecriture(session, ecriture, copropriete, le=le)


def redraft_appel(session: Session, acteur: Acteur, appel: AppelFonds, *, aujourdhui: date, motif: str) -> None:
    """Post a call again, by the scheme, the rates and the choices of this moment.

    A draft is rewritten at its own date. A validated entry is reversed and posted again, both on this day.

    :raises RefusedError: the call was undone.
    """
    if appel.statut == StatutAppel.ANNULE:
        raise RefusedError(f"L’appel {appel.numero} est annulé : il n’a plus d’écriture.", code="APPEL_ANNULE")
    ecritures = list(appel.ecritures)
    piece_date = ecritures[0].piece_date if ecritures else aujourdhui
    was_validated = any(ecriture.statut == StatutEcriture.VALIDEE for ecriture in ecritures)
    undo_ecritures(session, ecritures, appel.copropriete, le=aujourdhui)
    le = aujourdhui if was_validated else None
    posted = AppelAImputer(appel, appel.copropriete, list_lignes(session, appel.id), le)
    draft_appels(session, [posted], piece_date=piece_date)
    session.expire(appel, ["ecritures"])
    record_acte(
        session, acteur, "réimpute un appel de fonds", "appel", appel.numero, copropriete_id=appel.copropriete_id,
        detail={"motif": motif, "contrepasse": was_validated},
    )  # fmt: skip


def list_lignes(session: Session, appel_id: int) -> list[LigneAImputer]:
    """The amounts of a call by clé and nature, each with what a person decided on its works."""
    choix = load_choix(session, appel_id)
    rows = session.execute(
        select(LigneAppel.nature, CleRepartition.code, func.sum(LigneAppel.montant_centimes).label("montant_centimes"))
        .join(CleRepartition, CleRepartition.id == LigneAppel.cle_repartition_id)
        .where(LigneAppel.appel_id == appel_id, LigneAppel.vive.is_(True))
        .group_by(LigneAppel.nature, CleRepartition.code)
        .order_by(func.min(LigneAppel.id))
    )
    return [
        LigneAImputer(
            Nature(row.nature), row.code, int(row.montant_centimes),
            choix.get(row.code) if row.nature in (Nature.TRAVAUX, Nature.ANNULATION_TRAVAUX) else None,
        )
        for row in rows
    ]  # fmt: skip


def add_ecriture(session: Session, entete: Entete, jambes: Sequence[Jambe]) -> Ecriture:
    """Write a draft and its legs.

    :raises RefusedError: the period of its date is closed.
    """
    return add_ecritures(session, [(entete, jambes)])[0]


def add_ecritures(session: Session, pieces: Sequence[tuple[Entete, Sequence[Jambe]]]) -> list[Ecriture]:
    """Write some drafts and their legs, all at once.

    :raises RefusedError: the period of a date is closed.
    """
    for entete, _ in pieces:
        require_open(session, entete.le)
    ecritures = [_build_ecriture(entete) for entete, _ in pieces]
    session.add_all(ecritures)
    session.flush()
    rows = (
        _build_ligne(ecriture, entete, rang, jambe)
        for ecriture, (entete, jambes) in zip(ecritures, pieces, strict=True)
        for rang, jambe in enumerate(jambes, start=1)
    )
    insert_rows(session, LigneEcriture.__table__, COLONNES_LIGNE, rows)  # type: ignore[arg-type]
    return ecritures


def _build_ecriture(entete: Entete) -> Ecriture:
    return Ecriture(
        journal=entete.journal, exercice=entete.le.year, date_ecriture=entete.le, piece_ref=entete.piece_ref,
        piece_date=entete.piece_date, libelle=entete.libelle, statut=StatutEcriture.BROUILLON,
        appel_id=entete.appel_id, virement_id=entete.virement_id, cloture_id=entete.cloture_id,
        contrepasse_id=entete.contrepasse_id, copropriete_id=entete.copropriete.id,
        schema_version=entete.schema_version, note=entete.note,
    )  # fmt: skip


def _build_ligne(ecriture: Ecriture, entete: Entete, rang: int, jambe: Jambe) -> tuple[Any, ...]:
    copropriete, libelle = entete.copropriete, entete.libelle
    return (
        ecriture.id, rang, jambe.compte, jambe.compte_libelle,
        copropriete.code if jambe.is_syndicat else None, copropriete.nom if jambe.is_syndicat else None,
        libelle if jambe.cle is None else f"{libelle} {jambe.cle}", jambe.debit_centimes, jambe.credit_centimes,
        jambe.cle, str(jambe.nature) if jambe.nature is not None else None,
    )  # fmt: skip


def validate_ecritures(session: Session, acteur: Acteur, *, jusqu_au: date, aujourdhui: date) -> int:
    """Number and validate the drafts dated up to ``jusqu_au``, never one dated after today; returns how many.

    Numbers follow without a gap in each journal and year, in the order of the entries' dates. The row of the sequence
    is locked meanwhile: two people validating at once wait for each other. Works that wait for a person's choice stay
    in draft. What the validated entries settle is lettered.

    :raises RefusedError: a draft is dated in a closed period.
    """
    limit = min(jusqu_au, aujourdhui)
    held = {attente.appel_id for attente in awaiting_choix(session)}
    drafts = [
        draft
        for draft in session.execute(
            select(Ecriture.id, Ecriture.journal, Ecriture.exercice, Ecriture.date_ecriture, Ecriture.appel_id)
            .where(Ecriture.statut == StatutEcriture.BROUILLON, Ecriture.date_ecriture <= limit)
            .order_by(Ecriture.exercice, Ecriture.date_ecriture, Ecriture.id)
            .with_for_update()
        )
        if draft.appel_id is None or draft.appel_id not in held
    ]
    for jour in sorted({draft.date_ecriture for draft in drafts}):
        require_open(session, jour)
    for journal, exercice in sorted({(draft.journal, draft.exercice) for draft in drafts}):
        batch = [draft.id for draft in drafts if (draft.journal, draft.exercice) == (journal, exercice)]
        dernier = _number(session, journal, exercice, batch, aujourdhui)
        record_acte(
            session, acteur, "valide des écritures", "journal", f"{journal} {exercice}",
            detail={"nombre": len(batch), "dernier": dernier, "jusqu_au": limit.isoformat()},
        )  # fmt: skip
    _validate_appels(session)
    if drafts:
        letter_automatically(session, acteur, aujourdhui=aujourdhui)
    return len(drafts)


def _number(session: Session, journal: str, exercice: int, batch: Sequence[int], aujourdhui: date) -> int:
    sequence = _lock_sequence(session, journal, exercice)
    session.execute(
        update(Ecriture),
        [
            {"id": id_, "numero": numero, "statut": StatutEcriture.VALIDEE, "validee_le": aujourdhui}
            for numero, id_ in enumerate(batch, start=sequence.dernier + 1)
        ],
    )
    sequence.dernier += len(batch)
    return sequence.dernier


def _validate_appels(session: Session) -> None:
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


def _lock_sequence(session: Session, journal: str, exercice: int) -> SequenceEcriture:
    key = (journal, exercice)
    sequence = session.get(SequenceEcriture, key, with_for_update=True)
    if sequence is None:
        sequence = SequenceEcriture(journal=journal, exercice=exercice, dernier=0)
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


def require_one_year(debut: date, fin: date) -> None:
    """A FEC covers one accounting year.

    :raises RefusedError: the period spans two of them.
    """
    if debut > fin or debut.year != fin.year:
        raise RefusedError(
            "Un FEC couvre un seul exercice : donnez deux dates de la même année.", code="PERIODE_INVALIDE"
        )


def list_fec(session: Session, debut: date, fin: date) -> Iterator[LigneFec]:
    """The legs of the validated entries dated between two days, in the order of validation, without holding them all.

    Values are those of ``LigneFec``, dates as ISO text: what the database gives, since a file is made of text.

    :raises RefusedError: the period spans two accounting years.
    """
    require_one_year(debut, fin)
    rows = session.execute(select_fec(debut, fin).execution_options(yield_per=5000))
    for row in rows:
        yield LigneFec._make((row[0], JOURNAUX.get(row[0], row[0]), *row[1:]))


def select_fec(debut: date, fin: date) -> Select[*tuple[Any, ...]]:
    """The one query of the FEC, its dates as text."""
    statement: Select[*tuple[Any, ...]] = (
        select(
            Ecriture.journal, Ecriture.numero, cast(Ecriture.date_ecriture, String), LigneEcriture.compte,
            LigneEcriture.compte_libelle, LigneEcriture.auxiliaire, LigneEcriture.auxiliaire_libelle,
            Ecriture.piece_ref, cast(Ecriture.piece_date, String), LigneEcriture.libelle,
            LigneEcriture.debit_centimes, LigneEcriture.credit_centimes, Lettrage.code, cast(Lettrage.le, String),
            cast(Ecriture.validee_le, String), Ecriture.id, LigneEcriture.cle, LigneEcriture.nature,
        )
        .join(Ecriture, Ecriture.id == LigneEcriture.ecriture_id)
        .outerjoin(LigneLettree, LigneLettree.ligne_id == LigneEcriture.id)
        .outerjoin(Lettrage, Lettrage.id == LigneLettree.lettrage_id)
        .where(Ecriture.statut == StatutEcriture.VALIDEE, Ecriture.date_ecriture.between(debut, fin))
        .order_by(Ecriture.validee_le, Ecriture.journal, Ecriture.numero, LigneEcriture.rang)
    )  # fmt: skip
    return statement
