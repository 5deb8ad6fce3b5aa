"""Use case: close a tenant's charges when he leaves before the accounts, on an estimate that the statement replaces.

The estimate is the last accounts brought to the budget of the exercise, at the rates in force, for the tantièmes of
the last day and the days of the lease: the same computation as the statement, on other figures. Loi 89-462, art. 22.
"""

from dataclasses import asdict, replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

from sqlalchemy import func, select
from sqlalchemy.orm import Session, defer, joinedload

from services.charges.decomptes.calcul import compute_exercice
from services.charges.decomptes.donnees import (
    DonneesExercice,
    build_lots,
    check_cles,
    load_depenses,
    load_detenus,
    load_totaux,
    sum_courant,
    tell_sans_provision,
    to_bail,
)
from services.charges.decomptes.occupation import Periode
from services.charges.decomptes.regles import compare_budget
from services.charges.decomptes.regularisation import Depense
from services.charges.depenses_bailleur.parts import load_propres, tell_propre
from services.charges.models import (
    ArreteDepart,
    BailLocatif,
    ComptesAnnuels,
    DecompteBail,
    MontantBudgete,
    RegularisationExercice,
    StatutComptes,
    StatutRegularisation,
)
from services.charges.postes.nomenclature import NON_CLASSE, find_poste
from services.charges.postes.taux import choose_taux
from services.charges.postes.taux_recuperables import list_decides
from shared.acteurs import Acteur
from shared.audit import record_acte
from shared.errors import NotFoundError, RefusedError
from shared.models import BudgetVote, Copropriete, Exercice, NatureBudget, now
from shared.mois import add_mois
from shared.montants import format_montant
from shared.patrimoine.lectures import get_copropriete, visible_coproprietes
from shared.presentation import format_exercice


def close_depart(session: Session, acteur: Acteur, code: str, numero: str) -> ArreteDepart:
    """Estimate what a lease that ended owes for the exercise of its last day; a later one takes its place.

    :raises NotFoundError: a copropriété this agent does not see, or a lease it does not have.
    :raises RefusedError: the lease still runs, its accounts or statement are here, or nothing was ever received.
    """
    copropriete = get_copropriete(session, acteur, code)
    fiche = _get_bail(session, copropriete, numero)
    if fiche.au is None:
        raise RefusedError(f"Le bail {numero} court encore : déposez son dernier jour d’abord.", code="BAIL_EN_COURS")
    connus = _load_comptes(session, copropriete.id)
    exercice = _find_exercice(session, copropriete.id, fiche.au, connus)
    _check_attente(session, fiche, exercice, connus)
    base = next((un for un in connus if un.fin and un.fin < exercice.du), None)
    if base is None:
        raise RefusedError(
            "Aucuns comptes antérieurs ne sont reçus pour cette copropriété : il n’y a rien sur quoi estimer.",
            code="SANS_COMPTES",
        )
    donnees = _estimate(session, acteur, copropriete, fiche, exercice, base)
    arrete = _build(session, acteur, fiche, donnees, exercice.nom)
    session.add(arrete)
    session.flush()
    record_acte(
        session, acteur, "arrête les comptes d’un départ", "arrete_depart", arrete.id, copropriete_id=copropriete.id,
        detail={"numero": arrete.numero, "bail": numero, "solde": format_montant(arrete.solde_centimes)},
    )  # fmt: skip
    return arrete


def _get_bail(session: Session, copropriete: Copropriete, numero: str) -> BailLocatif:
    query = select(BailLocatif).where(BailLocatif.copropriete_id == copropriete.id, BailLocatif.numero == numero)
    fiche = session.scalar(query.with_for_update())
    if fiche is None:
        raise NotFoundError(f"Aucun bail {numero} dans {copropriete.code}.", code="BAIL_INCONNU")
    return fiche


def _load_comptes(session: Session, copropriete_id: int) -> list[ComptesAnnuels]:
    """Received or approved, the latest first."""
    query = (
        select(ComptesAnnuels)
        .where(
            ComptesAnnuels.copropriete_id == copropriete_id,
            ComptesAnnuels.statut.in_((StatutComptes.RECUS, StatutComptes.APPROUVES)),
        )
        .order_by(ComptesAnnuels.fin.desc())
    )
    return list(session.scalars(query))


def _find_exercice(session: Session, copropriete_id: int, jour: date, connus: list[ComptesAnnuels]) -> Periode:
    """The exercise of a day: known by the patrimoine or the accounts, else the last known one moved by whole years.

    :raises RefusedError: no exercise was ever known.
    """
    query = select(Exercice).where(Exercice.copropriete_id == copropriete_id).order_by(Exercice.debut.desc())
    periodes = [Periode(un.libelle, un.debut, un.fin) for un in session.scalars(query)]
    periodes += [Periode(un.exercice or "", un.debut, un.fin) for un in connus if un.debut and un.fin]
    trouvee = next((une for une in periodes if une.du <= jour <= une.au), None)
    if trouvee is not None:
        return trouvee
    derniere = max((une for une in periodes if une.au < jour), key=lambda une: une.au, default=None)
    if derniere is None:
        raise RefusedError(
            f"L’exercice du {jour:%d/%m/%Y} n’est pas connu : ajoutez-le au patrimoine.", code="EXERCICE_INCONNU"
        )
    du, mois = derniere.au + timedelta(days=1), 12
    while add_mois(du, mois) <= jour:
        mois += 12
    du, au = add_mois(du, mois - 12), add_mois(du, mois) - timedelta(days=1)
    return Periode(format_exercice(du, au), du, au)


def _check_attente(session: Session, fiche: BailLocatif, exercice: Periode, connus: list[ComptesAnnuels]) -> None:
    """Nothing is estimated of what is known."""
    if any(un.debut == exercice.du for un in connus):
        raise RefusedError(
            f"Les comptes {exercice.nom} sont reçus : calculez la régularisation, elle donne le décompte de ce bail.",
            code="COMPTES_RECUS",
        )
    envoye = session.scalar(
        select(DecompteBail.numero)
        .join(RegularisationExercice, RegularisationExercice.id == DecompteBail.regularisation_id)
        .where(
            DecompteBail.bail_id == fiche.id, RegularisationExercice.debut == exercice.du,
            RegularisationExercice.statut != StatutRegularisation.REMPLACEE,
        )
        .limit(1)
    )  # fmt: skip
    if envoye is not None:
        raise RefusedError(f"Ce bail a son décompte {envoye} pour cet exercice.", code="DEJA_DECOMPTE")


def _estimate(
    session: Session, acteur: Acteur, copropriete: Copropriete, fiche: BailLocatif, exercice: Periode,
    base: ComptesAnnuels,
) -> DonneesExercice:  # fmt: skip
    avertissements: list[str] = []
    depenses, _ = load_depenses(session, acteur, base, avertissements)
    totaux = load_totaux(session, copropriete.id)
    check_cles(depenses, totaux)
    indice, raison = _measure_indice(session, copropriete.id, exercice, base, sum_courant(depenses))
    decides = list_decides(session, copropriete.id)
    detenus, detentions = load_detenus(session, copropriete.id, exercice.du, fiche.au or exercice.au)
    avertissements += tell_sans_provision([fiche], exercice.du)
    siens = {un.lot.numero for un in fiche.lots}
    lots = build_lots([lot for lot in detenus if lot.numero in siens], totaux)
    return DonneesExercice(
        copropriete, base, exercice.du, exercice.au,
        [_bring(depense, indice, choose_taux(find_poste(depense.code), exercice.au, decides).taux)
         for depense in depenses],
        lots, totaux, [to_bail(fiche, lots, exercice.du, avertissements)], {fiche.numero: fiche}, {}, {}, detentions,
        indice, raison, True, avertissements,
        load_propres(session, copropriete.id, exercice.du, exercice.au, reprendre=True),
    )  # fmt: skip


def _bring(depense: Depense, indice: Fraction, taux: Decimal) -> Depense:
    """An expense of the last accounts, at the budget and the rates of this exercise; a clé's ratio stays its own."""
    sien = depense.taux if depense.code == NON_CLASSE else taux
    return replace(depense, realise=round(depense.realise * indice), taux=sien)


def _measure_indice(
    session: Session, copropriete_id: int, exercice: Periode, base: ComptesAnnuels, depense: int
) -> tuple[Fraction, str]:
    """How much this exercise's voted budget differs from what was spent; without a budget, the days only."""
    etat = "approuvés" if base.statut is StatutComptes.APPROUVES else "reçus, non approuvés"
    comptes = f"comptes {base.exercice} {etat}"
    budget = _find_budget(session, copropriete_id, exercice.du)
    indice = compare_budget(budget, depense)
    if indice is not None:
        dits = f"budget {exercice.nom} voté {format_montant(budget)} ÷ dépenses {format_montant(depense)}"
        return indice, f"{comptes} × {dits}"
    jours = (base.fin - base.debut).days + 1 if base.debut and base.fin else exercice.jours
    if abs(jours - exercice.jours) > 1:
        return Fraction(exercice.jours, jours), f"{comptes}, ramenés à {exercice.jours} jours (aucun budget connu)"
    pourquoi = f"budget {exercice.nom} hors de proportion" if budget else f"aucun budget {exercice.nom} connu"
    return Fraction(1), f"{comptes}, sans hausse ({pourquoi})"


def _find_budget(session: Session, copropriete_id: int, debut: date) -> int:
    """The running budget voted for an exercise, as votes told it, else as the patrimoine has it; 0 when unknown."""
    vote = select(func.sum(MontantBudgete.montant_centimes)).where(
        MontantBudgete.copropriete_id == copropriete_id, MontantBudgete.debut == debut,
        MontantBudgete.nature == "COURANT", MontantBudgete.remplace_le.is_(None),
    )  # fmt: skip
    patrimoine = (
        select(func.sum(BudgetVote.montant_centimes))
        .join(Exercice, Exercice.id == BudgetVote.exercice_id)
        .where(
            Exercice.copropriete_id == copropriete_id, Exercice.debut == debut,
            BudgetVote.nature == NatureBudget.COURANT,
        )
    )  # fmt: skip
    return int(session.scalar(vote) or session.scalar(patrimoine) or 0)


def _build(
    session: Session, acteur: Acteur, fiche: BailLocatif, donnees: DonneesExercice, exercice: str
) -> ArreteDepart:
    [calcule] = compute_exercice(donnees).decomptes
    rang = session.scalar(select(func.count(ArreteDepart.id)).where(ArreteDepart.bail_id == fiche.id)) or 0
    return ArreteDepart(
        numero=f"ARR-{donnees.copropriete.code}-{fiche.numero}-{rang + 1}", rang=rang + 1,
        copropriete_id=donnees.copropriete.id, bail_id=fiche.id, exercice=exercice, debut=donnees.debut,
        fin=donnees.fin, lots="+".join(calcule.bail.lots), du=calcule.periode.du, au=calcule.periode.au,
        jours=calcule.solde.jours, base=donnees.raison_indice, reel_centimes=calcule.solde.charges_reelles,
        provisions_centimes=calcule.solde.provisions, solde_centimes=calcule.solde.solde,
        lignes=[{**asdict(ligne), "taux": str(ligne.taux)} for ligne in calcule.lignes],
        explications=[{"libelle": un.depense.libelle, "explication": tell_propre(un)} for un in donnees.propres],
        avertissements=donnees.avertissements,
        calcule_par=acteur.courriel, calcule_le=now(),
    )  # fmt: skip


def get_arrete(session: Session, acteur: Acteur, arrete_id: int) -> ArreteDepart:
    """One closing by its id.

    :raises NotFoundError: unknown, or of a copropriété this agent does not see.
    """
    visibles = visible_coproprietes(acteur).with_only_columns(Copropriete.id)
    query = select(ArreteDepart).where(ArreteDepart.id == arrete_id, ArreteDepart.copropriete_id.in_(visibles))
    trouve = session.scalar(query.options(joinedload(ArreteDepart.bail)))
    if trouve is None:
        raise NotFoundError("Cet arrêté n’existe pas, ou ne relève pas de vos agences.", code="ARRETE_INCONNU")
    return trouve


def load_arretes(session: Session, copropriete_id: int) -> dict[int, ArreteDepart]:
    """The last closing of each lease of a copropriété, by the lease's id."""
    rows = session.scalars(
        select(ArreteDepart)
        .where(ArreteDepart.copropriete_id == copropriete_id)
        .options(defer(ArreteDepart.lignes))
        .order_by(ArreteDepart.rang)
    )
    return {row.bail_id: row for row in rows}
