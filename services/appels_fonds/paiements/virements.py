"""Batches of transfers: prepared by one person, approved by another, whose file is made once and hashed.

Prepared: what is due, less what must not be paid, each with its reason. Approved: the accounts are checked again, the
file is written and kept, the payments are drafted in the bank's journal. Cancelled: the calls are free again.
"""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session, selectinload

from services.appels_fonds.comptabilite.ecritures import undo_ecritures
from services.appels_fonds.models import (
    CompteBancaire,
    Ecriture,
    PartVirement,
    RemiseVirements,
    StatutAppel,
    StatutCompte,
    StatutRemise,
    Virement,
)
from services.appels_fonds.paiements.comptes_bancaires import CHANGEMENT, take_over_comptes
from services.appels_fonds.paiements.fichier_banque import Donneur, Ordre, write_virements
from services.appels_fonds.paiements.jours_bancaires import next_jour_bancaire
from services.appels_fonds.paiements.reglements import draft_reglement
from services.appels_fonds.paiements.selection import Ecarte, Prevu, select_virements
from services.appels_fonds.paiements.suspensions import LIBELLES, load_suspensions
from services.appels_fonds.reglages import SCHEMA_XML, load_reglages
from shared.acteurs import Acteur, Permission
from shared.audit import record_acte
from shared.auteurs import name_auteur
from shared.database import lock_for_update
from shared.documents import keep_document, read_document
from shared.errors import ForbiddenError, InvalidError, NotFoundError, RefusedError
from shared.models import Bailleur, Copropriete, Document, now
from shared.montants import format_montant
from shared.patrimoine.lectures import visible_coproprietes
from shared.presentation import accord

GENRE_DOCUMENT = "virements"
VERROU_REMISES = 7_106_040


def require_donneur(session: Session) -> Donneur:
    """The landlord's own account, from which everything is paid.

    :raises RefusedError: no landlord, or no IBAN.
    """
    bailleur = session.scalar(select(Bailleur))
    if bailleur is None or not bailleur.iban:
        raise RefusedError(
            "Renseignez l’IBAN du bailleur dans le patrimoine : c’est le compte qui paie.", code="BAILLEUR_SANS_COMPTE"
        )
    return Donneur(bailleur.nom, bailleur.iban, bailleur.bic)


def prepare_remise(session: Session, acteur: Acteur, *, echeance: date, aujourdhui: date) -> RemiseVirements:
    """Prepare the payment of every call due up to ``echeance`` on the copropriétés this agent sees.

    Executed on the due date, or today when it is past, moved to the next day on which banks work.

    :raises ForbiddenError: the agent may not prepare payments.
    :raises RefusedError: nothing can be paid; ``fautes`` says why of each call left out.
    """
    _require(acteur, Permission.PREPARER_VIREMENT)
    require_donneur(session)
    lock_for_update(session, VERROU_REMISES)
    take_over_comptes(session, acteur)
    prevus, ecartes = select_virements(session, acteur, echeance=echeance, aujourdhui=aujourdhui)
    if not prevus:
        raise RefusedError(
            f"Aucun appel à payer jusqu’au {echeance:%d/%m/%Y}.", code="RIEN_A_PAYER",
            fautes=[{"ou": ecarte.appel, "message": ecarte.message, "code": ecarte.code} for ecarte in ecartes],
        )  # fmt: skip
    remise = RemiseVirements(
        numero=(session.scalar(select(func.max(RemiseVirements.numero))) or 0) + 1, statut=StatutRemise.PREPAREE,
        echeance=echeance, execution_le=next_jour_bancaire(max(echeance, aujourdhui)), nombre=len(prevus),
        total_centimes=sum(prevu.virement.montant_centimes for prevu in prevus),
        ecartes=[ecarte.dump() for ecarte in ecartes], schema_xml=load_reglages(session)[SCHEMA_XML],
        prepare_par=acteur.courriel, prepare_le=now(),
    )  # fmt: skip
    session.add(remise)
    session.flush()
    for prevu in prevus:
        _add_virement(session, remise, prevu)
    session.flush()
    record_acte(
        session, acteur, "prépare une remise de virements", "remise", remise.numero,
        detail={"virements": remise.nombre, "total_centimes": remise.total_centimes, "ecartes": len(ecartes)},
    )  # fmt: skip
    return remise


def _add_virement(session: Session, remise: RemiseVirements, prevu: Prevu) -> None:
    virement = Virement(
        remise_id=remise.id, copropriete_id=prevu.copropriete.id, compte_bancaire_id=prevu.compte.id,
        appel_id=prevu.virement.appel.appel_id, genre=prevu.compte.genre, iban=prevu.compte.iban,
        titulaire=prevu.copropriete.nom, montant_centimes=prevu.virement.montant_centimes,
        reference=prevu.reference, libelle=prevu.libelle,
        parts=[
            PartVirement(
                appel_id=poste.appel_id, genre=poste.genre, sens=1 if montant > 0 else -1,
                tour=prevu.tours.get((poste.appel_id, poste.genre, montant > 0), 0) + 1, montant_centimes=montant,
                vive=True,
            )
            for poste, montant in prevu.virement.parts
        ],
    )  # fmt: skip
    session.add(virement)


def approve_remise(
    session: Session, acteur: Acteur, numero: int, *, aujourdhui: date, version: int | None = None
) -> RemiseVirements:
    """Second person: check every account again, make the file, draft the payments.

    :raises ForbiddenError: may not approve, prepared it, changed one of its accounts, or does not see all of it.
    :raises RefusedError: not waiting for an approval, or something changed since: each fault is named.
    """
    _require(acteur, Permission.APPROUVER_VIREMENT)
    remise = get_remise(session, acteur, numero, lock=True)
    if remise.statut != StatutRemise.PREPAREE or (version is not None and version != remise.version):
        raise RefusedError(f"La remise n° {numero} est {describe(session, remise)}.", code="REMISE_DEJA_DECIDEE")
    _require_other_eyes(acteur, remise)
    _require_still_good(session, remise, aujourdhui)
    remise.execution_le = next_jour_bancaire(max(remise.execution_le, aujourdhui))
    moment = now()
    contenu = write_virements(
        require_donneur(session), [_ordre(virement) for virement in remise.virements],
        message=f"REMISE-{remise.numero:06d}", execution=remise.execution_le, moment=moment, schema=remise.schema_xml,
    )  # fmt: skip
    document = keep_document(
        session, acteur, contenu, nom=f"remise-{remise.numero:06d}.xml", genre=GENRE_DOCUMENT,
        type_mime="application/xml",
    )  # fmt: skip
    remise.statut, remise.approuve_par, remise.approuve_le = StatutRemise.APPROUVEE, acteur.courriel, moment
    remise.document_id, remise.sha256 = document.id, document.sha256
    session.flush()
    for virement in remise.virements:
        draft_reglement(session, remise, virement)
    record_acte(
        session, acteur, "approuve une remise de virements", "remise", remise.numero,
        detail={"total_centimes": remise.total_centimes, "sha256": document.sha256},
    )  # fmt: skip
    return remise


def _ordre(virement: Virement) -> Ordre:
    return Ordre(virement.titulaire, virement.iban, virement.montant_centimes, virement.reference, virement.libelle)


def _require(acteur: Acteur, permission: Permission) -> None:
    if not acteur.can(permission):
        raise ForbiddenError


def _require_other_eyes(acteur: Acteur, remise: RemiseVirements) -> None:
    if remise.prepare_par == acteur.courriel:
        raise ForbiddenError(
            "La personne qui prépare une remise ne l’approuve pas : demandez à un collègue.", code="QUATRE_YEUX"
        )
    changed = sorted({
        virement.copropriete.code for virement in remise.virements
        if virement.compte_bancaire.source == CHANGEMENT and virement.compte_bancaire.propose_par == acteur.courriel
    })  # fmt: skip
    if changed:
        raise ForbiddenError(
            f"Vous avez changé le compte bancaire de {', '.join(changed)} : un autre agent doit approuver ce paiement.",
            code="QUATRE_YEUX",
        )


def _require_still_good(session: Session, remise: RemiseVirements, aujourdhui: date) -> None:
    stops = load_suspensions(session, {virement.copropriete_id for virement in remise.virements})
    fautes = []
    for virement in remise.virements:
        message = _fault(virement, aujourdhui)
        if virement.copropriete_id in stops:
            message = LIBELLES[stops[virement.copropriete_id].motif]
        if message:
            fautes.append({"ou": virement.reference, "message": message})
    total = sum(virement.montant_centimes for virement in remise.virements)
    if total != remise.total_centimes or len(remise.virements) != remise.nombre:
        fautes.append({"ou": f"remise n° {remise.numero}", "message": "son total ne correspond plus à ses virements"})
    if fautes:
        raise RefusedError(
            f"La remise n° {remise.numero} ne peut plus être approuvée : annulez-la et préparez-en une autre.",
            code="REMISE_PERIMEE", fautes=fautes,
        )  # fmt: skip


def _fault(virement: Virement, aujourdhui: date) -> str | None:
    compte: CompteBancaire = virement.compte_bancaire
    if compte.statut != StatutCompte.CONFIRME or compte.iban != virement.iban:
        return "le compte bancaire du syndicat a changé"
    if compte.payable_le and compte.payable_le > aujourdhui:
        return f"le compte n’est payable qu’à partir du {compte.payable_le:%d/%m/%Y}"
    undone = [part.appel.numero for part in virement.parts
              if part.montant_centimes > 0 and part.appel.statut == StatutAppel.ANNULE]  # fmt: skip
    return f"l’appel {undone[0]} a été annulé" if undone else None


def cancel_remise(session: Session, acteur: Acteur, numero: int, *, motif: str, aujourdhui: date) -> RemiseVirements:
    """Cancel a batch that the bank did not execute: its calls are free again, its payments vanish or are reversed.

    :raises InvalidError: no reason.
    :raises RefusedError: cancelled already.
    """
    _require(acteur, Permission.PREPARER_VIREMENT)
    remise = get_remise(session, acteur, numero, lock=True)
    if remise.statut == StatutRemise.ANNULEE:
        raise RefusedError(f"La remise n° {numero} est {describe(session, remise)}.", code="REMISE_DEJA_DECIDEE")
    if not motif.strip():
        raise InvalidError("Dites pourquoi la remise est annulée.", code="MOTIF_ABSENT")
    for virement in remise.virements:
        if virement.rejete_le is None:
            undo_virement(session, virement, le=aujourdhui)
    remise.statut, remise.annule_par, remise.annule_le = StatutRemise.ANNULEE, acteur.courriel, now()
    remise.motif_annulation = motif.strip()
    session.flush()
    record_acte(session, acteur, "annule une remise de virements", "remise", numero, detail={"motif": motif.strip()})
    return remise


def undo_virement(session: Session, virement: Virement, *, le: date) -> None:
    """Take one transfer back in the books: its payment vanishes or is reversed on ``le``, what it paid is due again."""
    ecritures = session.scalars(select(Ecriture).where(Ecriture.virement_id == virement.id)).all()
    undo_ecritures(session, ecritures, virement.copropriete, le=le)
    for part in virement.parts:
        part.vive = False


def read_bordereau(session: Session, acteur: Acteur, numero: int) -> tuple[RemiseVirements, bytes]:
    """The bank's file of an approved batch: always the same bytes.

    :raises RefusedError: not approved.
    """
    remise = get_remise(session, acteur, numero)
    if remise.statut != StatutRemise.APPROUVEE or remise.document_id is None:
        raise RefusedError(
            f"La remise n° {numero} est {describe(session, remise)} : seule une remise approuvée donne un fichier.",
            code="REMISE_NON_APPROUVEE",
        )
    document = session.get_one(Document, remise.document_id)
    return remise, read_document(document)


def describe(session: Session, remise: RemiseVirements) -> str:
    """Where a batch stands, in words."""
    etat, par = {
        StatutRemise.PREPAREE: ("préparée par {}, à approuver", remise.prepare_par),
        StatutRemise.APPROUVEE: ("approuvée par {}", remise.approuve_par),
        StatutRemise.ANNULEE: ("annulée par {}", remise.annule_par),
    }[remise.statut]
    return etat.format(name_auteur(session, par))


def get_remise(session: Session, acteur: Acteur, numero: int, *, lock: bool = False) -> RemiseVirements:
    """One batch, by somebody who sees every copropriété it pays.

    :raises NotFoundError: unknown, or it pays a copropriété this agent does not see.
    """
    statement = (
        select(RemiseVirements)
        .where(RemiseVirements.numero == numero)
        .options(
            selectinload(RemiseVirements.virements).joinedload(Virement.copropriete),
            selectinload(RemiseVirements.virements).joinedload(Virement.compte_bancaire),
            selectinload(RemiseVirements.virements).selectinload(Virement.parts).joinedload(PartVirement.appel),
        )
    )
    remise = session.scalar(statement.with_for_update(of=RemiseVirements) if lock else statement)
    if remise is not None:
        paid = {virement.copropriete_id for virement in remise.virements}
        seen = set(session.scalars(visible_coproprietes(acteur).with_only_columns(Copropriete.id)))
        if paid <= seen:
            return remise
    raise NotFoundError("Cette remise n’existe pas, ou paie d’autres agences que les vôtres.", code="REMISE_INCONNUE")


def list_remises(session: Session, acteur: Acteur) -> Sequence[RemiseVirements]:
    """The batches that pay something this agent sees, the latest first."""
    visible = visible_coproprietes(acteur).with_only_columns(Copropriete.id)
    return session.scalars(
        select(RemiseVirements)
        .where(RemiseVirements.id.in_(select(Virement.remise_id).where(Virement.copropriete_id.in_(visible))))
        .order_by(RemiseVirements.numero.desc())
        .limit(200)
    ).all()


def to_pay(session: Session, acteur: Acteur, *, echeance: date, aujourdhui: date) -> tuple[list[Prevu], list[Ecarte]]:
    """What a batch prepared now would hold, and what it would leave out."""
    return select_virements(session, acteur, echeance=echeance, aujourdhui=aujourdhui)


def summarize(session: Session, remise: RemiseVirements) -> str:
    """A batch in one line."""
    return (
        f"Remise n° {remise.numero} : {accord(remise.nombre, 'virement')}, "
        f"{format_montant(remise.total_centimes)}, exécution le {remise.execution_le:%d/%m/%Y}, "
        + describe(session, remise)
    )


def count_waiting(session: Session) -> int:
    """How many batches wait for their second person."""
    return (
        session.scalar(
            select(func.count()).select_from(RemiseVirements).where(RemiseVirements.statut == StatutRemise.PREPAREE)
        )
        or 0
    )
