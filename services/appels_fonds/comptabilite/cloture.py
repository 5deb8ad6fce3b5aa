"""Year-end: what to accrue (4081) and what is prepaid (486), proposed with its reason, confirmed one by one.

An accrual comes from the estimate of charges when it answers, else from the calls that the voted budgets let expect
and that did not come. Each confirmed proposal makes two drafts: on 31 December, and its reversal on 1 January.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.appels_fonds.comptabilite.ecritures import Entete, add_ecriture, undo_ecritures
from services.appels_fonds.comptabilite.imputation import (
    Jambe,
    LigneAImputer,
    build_jambe,
    build_jambes,
    reverse_jambes,
)
from services.appels_fonds.comptabilite.regles_cloture import expected_share, months_after, prepaid_part
from services.appels_fonds.comptabilite.schema_comptable import (
    COMPTE_A_RECEVOIR,
    COMPTE_AVANCE_EXERCICE,
    OPERATIONS_DIVERSES,
)
from services.appels_fonds.comptabilite.schemas_comptables import load_schema
from services.appels_fonds.comptabilite.taux_recuperables import choose_taux, load_taux
from services.appels_fonds.controles.votes_connus import list_trimestres
from services.appels_fonds.models import (
    AppelFonds,
    Ecriture,
    LigneAppel,
    PropositionCloture,
    StatutAppel,
    StatutCloture,
)
from services.appels_fonds.natures import Nature
from shared.acteurs import Acteur
from shared.audit import record_acte
from shared.errors import NotFoundError, RefusedError, StaleError
from shared.models import BudgetVote, CleRepartition, Copropriete, Exercice, NatureBudget, now
from shared.patrimoine.lectures import lots_du_bailleur, visible_coproprietes

A_RECEVOIR, CONSTATEE_D_AVANCE = "4081", "486"
ESTIMATION = "estimation "
"""How the references of what charges estimated begin; those of missing calls begin by a due date."""
PROVISIONS = (Nature.PROVISION, Nature.PROVISION_COMPLEMENT)


@dataclass(frozen=True, slots=True)
class Montant:
    """One amount to propose, in centimes, for a clé: ``reference`` tells it apart from the others."""

    genre: str
    copropriete_id: int
    reference: str
    cle: str
    montant_centimes: int
    source: str
    explication: str


def propose_cloture(
    session: Session, acteur: Acteur, exercice: int, *, estimations: Mapping[int, Sequence[Montant]] | None = None
) -> int:
    """Compute every proposal of a year; those decided already stay. Returns how many were added or refreshed.

    ``estimations``: by copropriété, what charges answered about charges not called yet; the others are computed here.
    """
    known = {
        (row.genre, row.copropriete_id, row.reference): row
        for row in session.scalars(select(PropositionCloture).where(PropositionCloture.exercice == exercice))
    }
    answered = estimations or {}
    found = [montant for group in answered.values() for montant in group]
    estimated = {
        row.copropriete_id
        for row in known.values()
        if row.reference.startswith(ESTIMATION) and row.statut != StatutCloture.PROPOSEE
    }
    for copropriete in session.scalars(visible_coproprietes(acteur).order_by(Copropriete.code)):
        if copropriete.id not in answered and copropriete.id not in estimated:
            found += list(_missing_calls(session, copropriete, exercice))
    found += _prepaid(session, acteur, exercice)
    _drop_stale(session, known, found, set(answered))
    count = 0
    for montant in found:
        count += _keep(session, acteur, exercice, montant, known.get(
            (montant.genre, montant.copropriete_id, montant.reference)
        ))  # fmt: skip
    record_acte(session, acteur, "propose la clôture", "cloture", exercice, detail={"propositions": count})
    return count


def _drop_stale(
    session: Session,
    known: dict[tuple[str, int, str], PropositionCloture],
    found: Sequence[Montant],
    answered: set[int],
) -> None:
    """A proposal that nobody decided gives way when charges answers otherwise: never both for one copropriété."""
    wanted = {(montant.genre, montant.copropriete_id, montant.reference) for montant in found}
    for key, row in list(known.items()):
        waits = row.genre == A_RECEVOIR and row.statut == StatutCloture.PROPOSEE and key not in wanted
        if waits and (row.copropriete_id in answered or row.reference.startswith(ESTIMATION)):
            session.delete(known.pop(key))


def _keep(session: Session, acteur: Acteur, exercice: int, montant: Montant, known: PropositionCloture | None) -> bool:
    if known is not None and known.statut != StatutCloture.PROPOSEE:
        return False
    row = known or PropositionCloture(
        exercice=exercice, genre=montant.genre, copropriete_id=montant.copropriete_id, reference=montant.reference,
        statut=StatutCloture.PROPOSEE,
    )  # fmt: skip
    row.cle, row.montant_centimes = montant.cle, montant.montant_centimes
    row.source, row.explication = montant.source, montant.explication
    row.par, row.le = acteur.courriel, now()
    session.add(row)
    return True


def _missing_calls(session: Session, copropriete: Copropriete, exercice: int) -> Iterable[Montant]:
    """The quarters of voted budgets that fall in the year and that no live call asked for yet."""
    called = _called(session, copropriete.id, exercice)
    budgets = session.execute(
        select(Exercice, CleRepartition, BudgetVote.montant_centimes)
        .join(BudgetVote, BudgetVote.exercice_id == Exercice.id)
        .join(CleRepartition, CleRepartition.id == BudgetVote.cle_repartition_id)
        .where(
            Exercice.copropriete_id == copropriete.id, BudgetVote.nature == NatureBudget.COURANT,
            Exercice.debut <= date(exercice, 12, 31), Exercice.fin >= date(exercice, 1, 1),
        )
        .order_by(Exercice.debut, CleRepartition.code)
    )  # fmt: skip
    ours: dict[date, dict[str, int]] = {}
    for annee, cle, budget in budgets:
        trimestres = list_trimestres(annee.debut, annee.fin)
        for exigible in trimestres:
            if exigible.year != exercice or (exigible, cle.code) in called:
                continue
            if exigible not in ours:
                ours[exigible] = _tantiemes(session, copropriete.id, exigible)
            montant = expected_share(budget, ours[exigible].get(cle.code, 0), cle.total_tantiemes, trimestres, exigible)
            if montant:
                yield Montant(
                    A_RECEVOIR, copropriete.id, f"{exigible.isoformat()} {cle.code}", cle.code, montant,
                    "appels attendus",
                    f"budget {annee.libelle} {cle.code} × {ours[exigible][cle.code]} / {cle.total_tantiemes}"
                    f" ÷ {len(trimestres)}, appel du {exigible:%d/%m/%Y} non reçu",
                )  # fmt: skip


def _called(session: Session, copropriete_id: int, exercice: int) -> set[tuple[date, str]]:
    rows = session.execute(
        select(LigneAppel.exigible, CleRepartition.code)
        .join(CleRepartition, CleRepartition.id == LigneAppel.cle_repartition_id)
        .where(
            LigneAppel.copropriete_id == copropriete_id, LigneAppel.vive.is_(True),
            LigneAppel.nature.in_(PROVISIONS),
            LigneAppel.exigible.between(date(exercice, 1, 1), date(exercice, 12, 31)),
        )
        .distinct()
    )  # fmt: skip
    return {(row.exigible, row.code) for row in rows}


def _tantiemes(session: Session, copropriete_id: int, le: date) -> dict[str, int]:
    sums: dict[str, int] = defaultdict(int)
    for lot in lots_du_bailleur(session, copropriete_id, le):
        for cle, tantiemes in lot.tantiemes.items():
            sums[cle] += tantiemes
    return sums


def _prepaid(session: Session, acteur: Acteur, exercice: int) -> list[Montant]:
    """The quarters called in November or December that pay for months of the next year."""
    visible = visible_coproprietes(acteur).with_only_columns(Copropriete.id)
    rows = session.execute(
        select(AppelFonds.numero, AppelFonds.copropriete_id, AppelFonds.exigible, CleRepartition.code,
               LigneAppel.montant_centimes)
        .join(LigneAppel, LigneAppel.appel_id == AppelFonds.id)
        .join(CleRepartition, CleRepartition.id == LigneAppel.cle_repartition_id)
        .where(
            AppelFonds.statut != StatutAppel.ANNULE, AppelFonds.copropriete_id.in_(visible),
            LigneAppel.nature.in_(PROVISIONS), LigneAppel.vive.is_(True),
            LigneAppel.exigible.between(date(exercice, 11, 1), date(exercice, 12, 31)),
        )
        .order_by(AppelFonds.numero, CleRepartition.code)
    )  # fmt: skip
    sums: dict[tuple[str, int, date, str], int] = defaultdict(int)
    for numero, copropriete_id, exigible, cle, montant in rows:
        sums[numero, copropriete_id, exigible, cle] += montant
    return [
        Montant(
            CONSTATEE_D_AVANCE, copropriete_id, f"{numero} {cle}", cle, prepaid_part(total, exigible, exercice),
            "appel", f"{numero} {cle} : {months_after(exigible, exercice)} mois sur 3 après le 31/12/{exercice}",
        )
        for (numero, copropriete_id, exigible, cle), total in sums.items()
        if prepaid_part(total, exigible, exercice)
    ]  # fmt: skip


def confirm_proposition(session: Session, acteur: Acteur, proposition_id: int) -> PropositionCloture:
    """Draft the entry of 31 December and its reversal of 1 January.

    :raises RefusedError: decided already, or one of the two periods is closed.
    """
    row = get_proposition(session, acteur, proposition_id)
    _require_open(row)
    copropriete = session.get_one(Copropriete, row.copropriete_id)
    jambes = _jambes(session, row)
    closing = Entete(
        copropriete=copropriete, journal=OPERATIONS_DIVERSES, le=date(row.exercice, 12, 31),
        piece_ref=f"CL-{row.exercice}-{row.id}", piece_date=date(row.exercice, 12, 31),
        libelle=f"{LIBELLES[row.genre]} {row.exercice} {copropriete.nom}", cloture_id=row.id, note=row.explication,
    )  # fmt: skip
    first = add_ecriture(session, closing, jambes)
    reversal = Entete(
        copropriete=copropriete, journal=OPERATIONS_DIVERSES, le=date(row.exercice + 1, 1, 1),
        piece_ref=closing.piece_ref, piece_date=date(row.exercice + 1, 1, 1), cloture_id=row.id,
        libelle=f"Extourne : {closing.libelle}", contrepasse_id=first.id,
    )  # fmt: skip
    add_ecriture(session, reversal, reverse_jambes(jambes))
    _decide(session, acteur, row, StatutCloture.CONFIRMEE)
    return row


def confirm_restantes(session: Session, acteur: Acteur, exercice: int, *, nombre: int, total_centimes: int) -> int:
    """Confirm at once every proposal of a year that nobody decided; returns how many.

    :param nombre: how many the agent was shown; ``total_centimes``: their sum, in centimes.
    :raises StaleError: what waits is no longer what was shown. Nothing is confirmed.
    :raises RefusedError: a period is closed. Nothing is confirmed.
    """
    rows = [row for row, _ in list_propositions(session, acteur, exercice) if row.statut == StatutCloture.PROPOSEE]
    if (len(rows), sum(row.montant_centimes for row in rows)) != (nombre, total_centimes):
        raise StaleError(
            "Les propositions ont changé depuis que vous les avez affichées : relisez-les, puis confirmez de nouveau."
        )
    for row in rows:
        confirm_proposition(session, acteur, row.id)
    return len(rows)


LIBELLES = {A_RECEVOIR: "Charges à recevoir", CONSTATEE_D_AVANCE: "Charges constatées d'avance"}


def _jambes(session: Session, row: PropositionCloture) -> list[Jambe]:
    """Accrued: the charge against 4081. Prepaid: 486 against the charge. Split as the provision itself is."""
    schema = load_schema(session, row.exercice, row.copropriete_id)
    cle = row.cle or ""
    rates = choose_taux(load_taux(session, row.copropriete_id), [cle]).taux
    sign = 1 if row.genre == A_RECEVOIR else -1
    posted = build_jambes([LigneAImputer(Nature.PROVISION, cle, sign * row.montant_centimes)], rates, schema)
    compte = COMPTE_A_RECEVOIR if row.genre == A_RECEVOIR else COMPTE_AVANCE_EXERCICE
    charges = [jambe for jambe in posted if not jambe.is_syndicat]
    return [*charges, build_jambe(schema, compte, -sign * row.montant_centimes)]


def discard_proposition(session: Session, acteur: Acteur, proposition_id: int, *, aujourdhui: date) -> None:
    """Put a proposal away; what it drafted vanishes, what was validated is reversed.

    :raises RefusedError: put away already.
    """
    row = get_proposition(session, acteur, proposition_id)
    if row.statut == StatutCloture.ECARTEE:
        raise RefusedError("Cette proposition est déjà écartée.", code="CLOTURE_DEJA_DECIDEE")
    ecritures = session.scalars(select(Ecriture).where(Ecriture.cloture_id == row.id)).all()
    undo_ecritures(session, ecritures, session.get_one(Copropriete, row.copropriete_id), le=aujourdhui)
    _decide(session, acteur, row, StatutCloture.ECARTEE)


def _decide(session: Session, acteur: Acteur, row: PropositionCloture, statut: StatutCloture) -> None:
    row.statut, row.decide_par, row.decide_le = statut, acteur.courriel, now()
    session.flush()
    record_acte(
        session, acteur, "décide une écriture de clôture", "cloture", row.id, copropriete_id=row.copropriete_id,
        detail={"statut": statut, "genre": row.genre, "montant_centimes": row.montant_centimes},
    )  # fmt: skip


def _require_open(row: PropositionCloture) -> None:
    if row.statut != StatutCloture.PROPOSEE:
        raise RefusedError("Cette proposition est déjà décidée.", code="CLOTURE_DEJA_DECIDEE")


def get_proposition(session: Session, acteur: Acteur, proposition_id: int) -> PropositionCloture:
    """One proposal.

    :raises NotFoundError: unknown, or of a copropriété this agent does not see.
    """
    visible = visible_coproprietes(acteur).with_only_columns(Copropriete.id)
    row = session.scalar(
        select(PropositionCloture)
        .where(PropositionCloture.id == proposition_id, PropositionCloture.copropriete_id.in_(visible))
        .with_for_update()
    )
    if row is None:
        raise NotFoundError("Cette proposition n’existe pas.", code="CLOTURE_INCONNUE")
    return row


def list_propositions(session: Session, acteur: Acteur, exercice: int) -> list[tuple[PropositionCloture, Copropriete]]:
    """Every proposal of a year on the copropriétés this agent sees, with its copropriété."""
    rows = session.execute(
        select(PropositionCloture, Copropriete)
        .join(Copropriete, Copropriete.id == PropositionCloture.copropriete_id)
        .where(
            PropositionCloture.exercice == exercice,
            Copropriete.id.in_(visible_coproprietes(acteur).with_only_columns(Copropriete.id)),
        )
        .order_by(PropositionCloture.genre, Copropriete.code, PropositionCloture.reference)
    )
    return [(row[0], row[1]) for row in rows]
