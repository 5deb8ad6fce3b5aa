"""The bank account of each syndicat, by kind: taken over once, then changed by two people, never by a file.

A syndic's file is only compared. A change is proposed with its reason, confirmed by somebody else who called a known
number back, and cannot be paid before the end of a cooling period. Meanwhile nothing is paid to the syndicat.
"""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from services.appels_fonds.models import CompteBancaire, GenreCompte, MotifSuspension, StatutCompte
from services.appels_fonds.paiements.regles_iban import Alerte, judge_iban, mask_iban, normalise_iban, read_iban
from services.appels_fonds.paiements.suspensions import lift_suspensions, open_suspension
from services.appels_fonds.reglages import DELAI_CARENCE, load_reglages
from shared.acteurs import SYSTEME, Acteur
from shared.audit import record_acte
from shared.errors import ForbiddenError, InvalidError, NotFoundError, RefusedError
from shared.messages import IbanConteste
from shared.models import Copropriete, now
from shared.outbox import publish
from shared.patrimoine.lectures import visible_coproprietes

PATRIMOINE, CHANGEMENT = "PATRIMOINE", "CHANGEMENT"


def patrimoine_iban(copropriete: Copropriete, genre: GenreCompte) -> str | None:
    """What the patrimoine prints; a change there is compared, never followed."""
    iban = copropriete.iban if genre is GenreCompte.COURANT else copropriete.iban_fonds_travaux
    return normalise_iban(iban) if iban else None


def keep_first_comptes(session: Session, coproprietes: Iterable[Copropriete]) -> None:
    """Take over the accounts of the patrimoine the first time a syndicat is called; later ones are changes."""
    printed = {
        (copropriete.id, genre): iban
        for copropriete in coproprietes
        for genre in GenreCompte
        if (iban := patrimoine_iban(copropriete, genre))
    }
    if not printed:
        return
    called = {copropriete_id for copropriete_id, _ in printed}
    query = select(CompteBancaire.copropriete_id, CompteBancaire.genre)
    known = {tuple(row) for row in session.execute(query.where(CompteBancaire.copropriete_id.in_(called)))}
    for (copropriete_id, genre), iban in printed.items():
        if (copropriete_id, genre) in known:
            continue
        session.add(
            CompteBancaire(
                copropriete_id=copropriete_id, genre=genre, version=1, iban=iban,
                statut=StatutCompte.CONFIRME, source=PATRIMOINE, motif="repris du patrimoine",
                propose_par=SYSTEME.courriel, propose_le=now(), confirme_par=SYSTEME.courriel, confirme_le=now(),
            )
        )  # fmt: skip


def take_over_comptes(session: Session, acteur: Acteur) -> None:
    """The same for every copropriété this agent sees that has no account yet: called before it was known, or never."""
    without = ~select(CompteBancaire.id).where(CompteBancaire.copropriete_id == Copropriete.id).exists()
    keep_first_comptes(session, session.scalars(visible_coproprietes(acteur).where(without)))
    session.flush()


def load_comptes(session: Session, copropriete_ids: Iterable[int]) -> dict[tuple[int, GenreCompte], CompteBancaire]:
    """The confirmed account of each syndicat and kind."""
    rows = session.scalars(
        select(CompteBancaire).where(
            CompteBancaire.copropriete_id.in_(list(copropriete_ids)), CompteBancaire.statut == StatutCompte.CONFIRME
        )
    )
    return {(row.copropriete_id, row.genre): row for row in rows}


def find_partages(session: Session, ibans: Iterable[str]) -> dict[str, list[tuple[int, str]]]:
    """IBAN → (id, code) of the syndicats that hold it now."""
    ibans = list(ibans)
    if not ibans:
        return {}
    rows = session.execute(
        select(CompteBancaire.iban, Copropriete.id, Copropriete.code)
        .join(Copropriete, Copropriete.id == CompteBancaire.copropriete_id)
        .where(CompteBancaire.iban.in_(ibans), CompteBancaire.statut == StatutCompte.CONFIRME)
        .distinct()
    )
    found: dict[str, list[tuple[int, str]]] = {}
    for iban, copropriete_id, code in rows:
        found.setdefault(iban, []).append((copropriete_id, code))
    return found


def judge_compte(session: Session, copropriete_id: int, iban: str) -> list[Alerte]:
    """What is to say of an account of this syndicat."""
    holders = find_partages(session, [iban]).get(iban, [])
    return judge_iban(iban, partage_avec=[code for holder, code in holders if holder != copropriete_id])


def propose_compte(
    session: Session, acteur: Acteur, copropriete: Copropriete, genre: GenreCompte, *, iban: str, motif: str
) -> CompteBancaire:
    """First person: ask for another account. Payments to this syndicat stop until it is confirmed or refused.

    :raises InvalidError: a wrong key, or no reason.
    :raises RefusedError: it is the account already, or a change is under way.
    """
    iban = read_iban(iban)
    if not motif.strip():
        message = "Dites d’où vient ce nouveau compte : courrier, RIB joint, appel…"
        raise InvalidError(message, code="MOTIF_ABSENT", fautes=[{"ou": "motif", "message": message}])
    versions = list_versions(session, copropriete.id, genre)
    if any(compte.statut == StatutCompte.PROPOSE for compte in versions):
        raise RefusedError("Un changement de ce compte attend déjà sa confirmation.", code="CHANGEMENT_EN_COURS")
    current = next((compte for compte in versions if compte.statut == StatutCompte.CONFIRME), None)
    if current is not None and current.iban == iban:
        raise RefusedError("C’est déjà le compte connu de ce syndicat.", code="IBAN_INCHANGE")
    compte = CompteBancaire(
        copropriete_id=copropriete.id, genre=genre, version=max((c.version for c in versions), default=0) + 1,
        iban=iban, statut=StatutCompte.PROPOSE, source=CHANGEMENT, motif=motif.strip(),
        propose_par=acteur.courriel, propose_le=now(),
    )  # fmt: skip
    session.add(compte)
    open_suspension(
        session, acteur, copropriete.id, MotifSuspension.CHANGEMENT_IBAN, reference=genre,
        detail=f"changement de compte proposé par {acteur.nom}",
    )  # fmt: skip
    record_acte(
        session, acteur, "propose un compte bancaire", "compte_bancaire", copropriete.code,
        copropriete_id=copropriete.id,
        detail={"genre": genre, "iban": mask_iban(iban), "version": compte.version, "motif": motif.strip()},
    )  # fmt: skip
    session.flush()
    return compte


def confirm_compte(
    session: Session, acteur: Acteur, compte_id: int, *, note_rappel: str, aujourdhui: date
) -> CompteBancaire:
    """Second person: confirm after calling a known number back. Payable once the cooling period is over.

    :raises ForbiddenError: the same person proposed it.
    :raises InvalidError: no note of the call.
    :raises RefusedError: it is not waiting for a confirmation.
    """
    compte = get_compte(session, acteur, compte_id, lock=True)
    _require_proposed(compte)
    if compte.propose_par == acteur.courriel:
        raise ForbiddenError(
            "La personne qui propose un compte ne le confirme pas : demandez à un collègue.", code="QUATRE_YEUX"
        )
    if len(note_rappel.strip()) < 10:
        raise InvalidError(
            "Notez l’appel de vérification : qui avez-vous appelé, à quel numéro connu, quand.", code="NOTE_ABSENTE"
        )
    for former in list_versions(session, compte.copropriete_id, compte.genre):
        if former.statut == StatutCompte.CONFIRME:
            former.statut = StatutCompte.REMPLACE
    session.flush()
    delai = int(load_reglages(session)[DELAI_CARENCE])
    compte.statut, compte.note_rappel = StatutCompte.CONFIRME, note_rappel.strip()
    compte.confirme_par, compte.confirme_le = acteur.courriel, now()
    compte.payable_le = aujourdhui + timedelta(days=delai)
    lift_suspensions(
        session, acteur, compte.copropriete_id, (MotifSuspension.CHANGEMENT_IBAN,), reference=compte.genre,
        note=f"compte confirmé, payable le {compte.payable_le:%d/%m/%Y}",
    )  # fmt: skip
    record_acte(
        session, acteur, "confirme un compte bancaire", "compte_bancaire", compte.copropriete.code,
        copropriete_id=compte.copropriete_id,
        detail={"genre": compte.genre, "iban": mask_iban(compte.iban), "payable_le": compte.payable_le.isoformat()},
    )  # fmt: skip
    return compte


def refuse_compte(session: Session, acteur: Acteur, compte_id: int, *, motif: str) -> None:
    """Put a proposed change away: the former account stands and payments go on.

    :raises RefusedError: it is not waiting for a confirmation.
    """
    compte = get_compte(session, acteur, compte_id, lock=True)
    _require_proposed(compte)
    if not motif.strip():
        raise InvalidError("Dites pourquoi ce changement est refusé.", code="MOTIF_ABSENT")
    compte.statut, compte.note_rappel = StatutCompte.REFUSE, motif.strip()
    compte.confirme_par, compte.confirme_le = acteur.courriel, now()
    lift_suspensions(
        session, acteur, compte.copropriete_id, (MotifSuspension.CHANGEMENT_IBAN,), reference=compte.genre,
        note=f"changement refusé : {motif.strip()}",
    )  # fmt: skip
    record_acte(
        session, acteur, "refuse un compte bancaire", "compte_bancaire", compte.copropriete.code,
        copropriete_id=compte.copropriete_id, detail={"genre": compte.genre, "motif": motif.strip()},
    )  # fmt: skip


def _require_proposed(compte: CompteBancaire) -> None:
    if compte.statut != StatutCompte.PROPOSE:
        raise RefusedError("Ce compte n’attend pas de confirmation.", code="COMPTE_DEJA_DECIDE")


def compare_iban(
    session: Session,
    acteur: Acteur,
    copropriete: Copropriete,
    genre: GenreCompte,
    *,
    iban_lu: str,
    appel: str,
    aujourdhui: date,
) -> bool:
    """Compare the IBAN printed on a call with the account we know; True when it is the same.

    Another one is never copied: payments to the syndicat stop, and ``IbanConteste`` is published without the account.
    """
    lu = normalise_iban(iban_lu)
    known = load_comptes(session, [copropriete.id]).get((copropriete.id, genre))
    if known is not None and known.iban == lu:
        record_acte(
            session, acteur, "compare un IBAN : identique", "appel", appel, copropriete_id=copropriete.id,
            detail={"genre": genre},
        )  # fmt: skip
        return True
    open_suspension(
        session, acteur, copropriete.id, MotifSuspension.IBAN_CONTESTE, reference=appel,
        detail=f"l’appel {appel} demande de payer {mask_iban(lu)}, "
        + (f"nous connaissons {mask_iban(known.iban)}" if known else "nous n’avons pas de compte"),
    )  # fmt: skip
    publish(
        session,
        IbanConteste(copropriete_id=copropriete.id, appel=appel, nature=genre, conteste_le=aujourdhui),
    )
    return False


def get_compte(session: Session, acteur: Acteur, compte_id: int, *, lock: bool = False) -> CompteBancaire:
    """One version of an account.

    :raises NotFoundError: unknown, or of a copropriété this agent does not see.
    """
    visible = visible_coproprietes(acteur).with_only_columns(Copropriete.id)
    statement = select(CompteBancaire).where(CompteBancaire.id == compte_id, CompteBancaire.copropriete_id.in_(visible))
    found = session.scalar(statement.with_for_update() if lock else statement)
    if found is None:
        raise NotFoundError("Ce compte n’existe pas, ou ne relève pas de vos agences.", code="COMPTE_INCONNU")
    return found


def list_versions(session: Session, copropriete_id: int, genre: GenreCompte | None = None) -> Sequence[CompteBancaire]:
    """Every version of the accounts of a syndicat, the latest first."""
    statement = select(CompteBancaire).where(CompteBancaire.copropriete_id == copropriete_id)
    if genre is not None:
        statement = statement.where(CompteBancaire.genre == genre)
    return session.scalars(statement.order_by(CompteBancaire.genre, CompteBancaire.version.desc())).all()


def list_proposed(session: Session, acteur: Acteur) -> Sequence[CompteBancaire]:
    """The changes that wait for a second person."""
    visible = visible_coproprietes(acteur).with_only_columns(Copropriete.id)
    return session.scalars(
        select(CompteBancaire)
        .where(CompteBancaire.statut == StatutCompte.PROPOSE, CompteBancaire.copropriete_id.in_(visible))
        .options(joinedload(CompteBancaire.copropriete))
        .order_by(CompteBancaire.propose_le)
    ).all()
