"""Use cases: settle an exercise as a numbered version, keep its statements, send it. The former versions stay."""

from dataclasses import asdict
from datetime import date
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload

from services.charges.comptes.comptes_annuels import get_comptes
from services.charges.cumuls.revisions import raise_revision
from services.charges.decomptes.calcul import DecompteCalcule, ResultatExercice, compute_exercice, list_vacances
from services.charges.decomptes.donnees import DonneesExercice, load_donnees
from services.charges.decomptes.regles import compute_exigibilite
from services.charges.depenses_bailleur.parts import tell_propre
from services.charges.models import (
    ComptesAnnuels,
    DecompteBail,
    RegularisationExercice,
    StatutComptes,
    StatutRegularisation,
)
from shared.acteurs import Acteur
from shared.audit import record_acte
from shared.errors import NotFoundError, RefusedError, StaleError
from shared.models import Copropriete, now
from shared.montants import format_montant
from shared.patrimoine.lectures import visible_coproprietes


def settle_exercice(session: Session, acteur: Acteur, comptes_id: int) -> RegularisationExercice:
    """Run the régularisation of received accounts: provisional, or definitive once the AG approved them.

    A rerun makes a new version; the former one becomes REMPLACEE and keeps its figures and documents.

    :raises NotFoundError: accounts this agent does not see.
    :raises RefusedError: accounts not received, replaced, or whose clé is unknown.
    :raises InvalidError: two leases hold a lot on the same day.
    """
    comptes = get_comptes(session, acteur, comptes_id, lock=True)
    if comptes.statut not in (StatutComptes.RECUS, StatutComptes.APPROUVES):
        raise RefusedError("Seuls des comptes reçus ou approuvés se régularisent.", code="STATUT")
    donnees = load_donnees(session, acteur, comptes)
    resultat = compute_exercice(donnees)
    regularisation = _build(acteur, comptes, donnees, resultat, _replace_former(session, comptes))
    session.add(regularisation)
    raise_revision(session, regularisation.copropriete_id)
    record_acte(
        session, acteur, "calcule une régularisation", "regularisation_exercice", regularisation.id,
        copropriete_id=comptes.copropriete_id,
        detail={"numero": regularisation.numero, "statut": str(regularisation.statut), "exercice": comptes.exercice,
                "solde": format_montant(regularisation.solde_centimes)},
    )  # fmt: skip
    return regularisation


def _replace_former(session: Session, comptes: ComptesAnnuels) -> int:
    """Mark the version in force as replaced; returns the rank of the new one."""
    former = session.scalars(
        select(RegularisationExercice)
        .where(
            RegularisationExercice.copropriete_id == comptes.copropriete_id,
            RegularisationExercice.debut == comptes.debut,
        )
        .order_by(RegularisationExercice.rang)
    ).all()
    for row in former:
        row.statut = StatutRegularisation.REMPLACEE
    return former[-1].rang + 1 if former else 1


def _build(
    acteur: Acteur, comptes: ComptesAnnuels, donnees: DonneesExercice, resultat: ResultatExercice, rang: int
) -> RegularisationExercice:
    approuves = comptes.statut is StatutComptes.APPROUVES
    synthese = resultat.regularisation.synthese
    numero = f"REG-{donnees.copropriete.code}-{donnees.debut:%Y%m%d}-{rang}"
    return RegularisationExercice(
        numero=numero, rang=rang, copropriete_id=donnees.copropriete.id, comptes_id=comptes.id,
        exercice=comptes.exercice or "", debut=donnees.debut, fin=donnees.fin,
        statut=StatutRegularisation.DEFINITIVE if approuves else StatutRegularisation.PROVISOIRE,
        estimee=donnees.estimee, copropriete_centimes=synthese.copropriete, quote_part_centimes=synthese.quote_part,
        recuperable_centimes=synthese.recuperable, non_recuperable_centimes=synthese.non_recuperable,
        propres_centimes=resultat.propres_centimes, vacance_centimes=synthese.vacance,
        reel_centimes=sum(un.solde.charges_reelles for un in resultat.decomptes),
        provisions_centimes=sum(un.solde.provisions for un in resultat.decomptes),
        detail=_detail(donnees, resultat), calculee_par=acteur.courriel, calculee_le=now(),
        decomptes=[_decompte(numero, rang_bail, un, donnees) for rang_bail, un in enumerate(resultat.decomptes, 1)],
    )  # fmt: skip


def _detail(donnees: DonneesExercice, resultat: ResultatExercice) -> dict[str, Any]:
    return {
        "lignes": [
            [part.lot, depense.code, depense.cle, part.montant, part.part.recuperable, part.part.non_recuperable,
             str(depense.taux), periode.nom, periode.du.isoformat(), periode.au.isoformat(), periode.jours, montant]
            for depense, part in resultat.parts
            for periode, montant in part.periodes
        ],
        "depenses": [{**asdict(depense), "taux": str(depense.taux)} for depense in donnees.depenses],
        "propres": [
            {**asdict(propre.depense), "taux": str(propre.depense.taux), "document": propre.document_id,
             "explication": tell_propre(propre)}
            for propre in donnees.propres
        ],
        "vacances": list_vacances(resultat.parts),
        "avertissements": donnees.avertissements,
        "imprimees": [[lot, cle, montant] for (lot, cle), montant in donnees.imprimees.items()],
        "indice": f"{donnees.indice.numerator}/{donnees.indice.denominator}",
        "raison_indice": donnees.raison_indice,
    }  # fmt: skip


def _decompte(numero: str, rang: int, calcule: DecompteCalcule, donnees: DonneesExercice) -> DecompteBail:
    fiche = donnees.fiches[calcule.bail.numero]
    return DecompteBail(
        numero=f"{numero}-{rang:04d}", bail_id=fiche.id, bail=fiche.numero, locataire=fiche.locataire,
        lots="+".join(calcule.bail.lots), du=calcule.periode.du, au=calcule.periode.au, jours=calcule.solde.jours,
        reel_centimes=calcule.solde.charges_reelles, provisions_centimes=calcule.solde.provisions,
        solde_centimes=calcule.solde.solde, provision_proposee_centimes=calcule.provision_proposee,
        lignes=[{**asdict(ligne), "taux": str(ligne.taux)} for ligne in calcule.lignes],
    )  # fmt: skip


def get_regularisation(
    session: Session, acteur: Acteur, regularisation_id: int, *, lock: bool = False
) -> RegularisationExercice:
    """One version by its id.

    :raises NotFoundError: unknown, or of a copropriété this agent does not see.
    """
    visibles = visible_coproprietes(acteur).with_only_columns(Copropriete.id)
    query = select(RegularisationExercice).where(
        RegularisationExercice.id == regularisation_id, RegularisationExercice.copropriete_id.in_(visibles)
    )
    found = session.scalar(query.with_for_update() if lock else query)
    if found is None:
        raise NotFoundError(
            "Cette régularisation n’existe pas, ou ne relève pas de vos agences.", code="REGULARISATION_INCONNUE"
        )
    return found


def get_decompte(session: Session, acteur: Acteur, decompte_id: int) -> DecompteBail:
    """One statement by its id.

    :raises NotFoundError: unknown, or of a copropriété this agent does not see.
    """
    query = select(DecompteBail).options(joinedload(DecompteBail.regularisation))
    found = session.scalar(query.where(DecompteBail.id == decompte_id))
    if found is None:
        raise NotFoundError("Ce décompte n’existe pas.", code="DECOMPTE_INCONNU")
    get_regularisation(session, acteur, found.regularisation_id)
    return found


def send_regularisation(
    session: Session, acteur: Acteur, regularisation_id: int, *, version: int, le: date
) -> RegularisationExercice:
    """Note that the statements left on a day: the balance is due a month later at the earliest (art. 23).

    :raises StaleError: somebody handled it meanwhile.
    :raises RefusedError: provisional, replaced or already sent; or a day before the computation's accounts.
    """
    regularisation = get_regularisation(session, acteur, regularisation_id, lock=True)
    if regularisation.version != version:
        raise StaleError("Cette régularisation a changé depuis que vous l’avez ouverte : rechargez la page.")
    if regularisation.statut is not StatutRegularisation.DEFINITIVE:
        raise RefusedError(
            "Seule une régularisation définitive part : notez l’approbation des comptes puis recalculez.", code="STATUT"
        )
    if regularisation.envoyee_le is not None:
        raise RefusedError(f"Déjà envoyée le {regularisation.envoyee_le:%d/%m/%Y}.", code="DEJA_ENVOYEE")
    if le <= regularisation.fin:
        raise RefusedError("L’envoi suit la fin de l’exercice : vérifiez la date.", code="DATE_ENVOI")
    regularisation.envoyee_le, regularisation.exigible_le = le, compute_exigibilite(le)
    raise_revision(session, regularisation.copropriete_id)
    record_acte(
        session, acteur, "envoie une régularisation", "regularisation_exercice", regularisation.id,
        copropriete_id=regularisation.copropriete_id,
        detail={"numero": regularisation.numero, "le": le.isoformat(),
                "exigible": regularisation.exigible_le.isoformat()},
    )  # fmt: skip
    return regularisation


def count_versions(session: Session, regularisation: RegularisationExercice) -> int:
    """How many versions this exercise has."""
    return (
        session.scalar(
            select(func.count(RegularisationExercice.id)).where(
                RegularisationExercice.copropriete_id == regularisation.copropriete_id,
                RegularisationExercice.debut == regularisation.debut,
            )
        )
        or 0
    )
