"""Use case: gather what the controls compare the calls of a file with, in a number of queries that does not grow."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import date, timedelta

from sqlalchemy import String, cast, func, select
from sqlalchemy.orm import Session, selectinload

from services.appels_fonds.comptabilite.exercices import closed_months
from services.appels_fonds.comptabilite.schema_comptable import COMPTE_SYNDICAT
from services.appels_fonds.controles.appels_lus import Connaissances
from services.appels_fonds.controles.dossiers import (
    Dossier,
    ExerciceConnu,
    MandatConnu,
    MontantDejaAppele,
    PoidsCle,
    TravauxConnus,
)
from services.appels_fonds.controles.reglages import load_reglages
from services.appels_fonds.lecture.lignes import LigneLue
from services.appels_fonds.lecture.patrimoine.referentiel import Patrimoine
from services.appels_fonds.models import (
    AppelFonds,
    CompteBancaire,
    Ecriture,
    GenreCompte,
    LigneEcriture,
    MontantAppel,
    StatutAppel,
    StatutCompte,
)
from services.appels_fonds.paiements.comptes_bancaires import find_partages, patrimoine_iban
from services.appels_fonds.reception.referentiels import fill_lots
from shared.models import (
    AppelAnterieur,
    CleRepartition,
    Copropriete,
    Exercice,
    Lot,
    MandatSyndic,
    Syndic,
    TantiemeLot,
    TravauxVotes,
)

RECUL = timedelta(days=800)
"""How far back calls are compared: two exercises and a little."""


def load_connaissances(
    session: Session, patrimoine: Patrimoine, lignes: Collection[LigneLue], aujourdhui: date, ibans: Sequence[str] = ()
) -> Connaissances:
    """What we know of every copropriété these lines speak of, and the settings of the controls."""
    codes = {ligne.copropriete for ligne in lignes}
    du = min((ligne.exigible for ligne in lignes), default=aujourdhui) - RECUL
    reglages = load_reglages(session)
    return Connaissances(
        patrimoine,
        aujourdhui,
        load_dossiers(session, patrimoine, codes, du),
        {code: reglage.valeur for code, reglage in reglages.items() if reglage.valeur is not None},
        frozenset(code for code, reglage in reglages.items() if not reglage.actif),
        _porteurs(session, ibans),
    )


def load_dossiers(session: Session, patrimoine: Patrimoine, codes: Collection[str], du: date) -> dict[str, Dossier]:
    """The dossiers of some copropriétés, with what was called since a day."""
    exercices, travaux = _exercices(session, codes), _travaux(session, codes)
    poids, mandats, soldes = _poids(session, codes), _mandats(session, codes), _soldes(session, codes)
    appelees, clos = _appelees(session, codes, du), closed_months(session)
    coproprietes = {one.code: one for one in session.scalars(select(Copropriete).where(Copropriete.code.in_(codes)))}
    comptes = _comptes(session, coproprietes)
    fill_lots(session, patrimoine, codes)
    return {
        copropriete.code: Dossier(
            copropriete,
            poids[copropriete.code],
            exercices[copropriete.code],
            travaux[copropriete.code],
            appelees[copropriete.code],
            mandats[copropriete.code],
            coproprietes[copropriete.code].lots_principaux,
            soldes.get(copropriete.code),
            clos,
            comptes[copropriete.code],
        )
        for copropriete in patrimoine.coproprietes
        if copropriete.code in codes
    }


def _poids(session: Session, codes: Collection[str]) -> Mapping[str, Mapping[str, list[PoidsCle]]]:
    """The dated tantièmes of our lots, by copropriété then by clé; the database gathers the lots of a clé in two texts,
    in one order, since a copropriété has thousands of these figures and ten dates."""
    found: dict[str, dict[str, list[PoidsCle]]] = defaultdict(lambda: defaultdict(list))
    for code, cle, du, au, numeros, tantiemes in session.execute(
        select(
            Copropriete.code, CleRepartition.code, TantiemeLot.du, TantiemeLot.au,
            func.aggregate_strings(Lot.numero, "\n"),
            func.aggregate_strings(cast(TantiemeLot.tantiemes, String), "\n"),
        )
        .join(CleRepartition, CleRepartition.id == TantiemeLot.cle_repartition_id)
        .join(Lot, Lot.id == TantiemeLot.lot_id)
        .join(Copropriete, Copropriete.id == CleRepartition.copropriete_id)
        .where(Copropriete.code.in_(codes))
        .group_by(Copropriete.code, CleRepartition.code, TantiemeLot.du, TantiemeLot.au)
    ):  # fmt: skip
        parts = zip(numeros.split("\n"), map(int, tantiemes.split("\n")), strict=True)
        found[code][cle].append(PoidsCle(dict(parts), du, au))
    return found


def _exercices(session: Session, codes: Collection[str]) -> Mapping[str, list[ExerciceConnu]]:
    found: dict[str, list[ExerciceConnu]] = defaultdict(list)
    for exercice in session.scalars(
        select(Exercice)
        .join(Exercice.copropriete)
        .where(Copropriete.code.in_(codes))
        .options(selectinload(Exercice.copropriete).selectinload(Copropriete.cles), selectinload(Exercice.budgets))
        .order_by(Exercice.debut)
    ):
        cles = {cle.id: cle.code for cle in exercice.copropriete.cles}
        budgets = {(one.nature.value, cles[one.cle_repartition_id]): one.montant_centimes for one in exercice.budgets}
        found[exercice.copropriete.code].append(
            ExerciceConnu(exercice.libelle, exercice.debut, exercice.fin, exercice.vote_le, budgets)
        )
    return found


def _travaux(session: Session, codes: Collection[str]) -> Mapping[str, list[TravauxConnus]]:
    found: dict[str, list[TravauxConnus]] = defaultdict(list)
    rows = session.execute(
        select(TravauxVotes, Copropriete.code, CleRepartition.code)
        .join(Copropriete, Copropriete.id == TravauxVotes.copropriete_id)
        .join(CleRepartition, CleRepartition.id == TravauxVotes.cle_repartition_id)
        .where(Copropriete.code.in_(codes))
        .options(selectinload(TravauxVotes.echeances))
        .order_by(TravauxVotes.date_ag, TravauxVotes.id)
    )
    for voted, code, cle in rows:
        echeances = tuple(one.exigible for one in voted.echeances)
        found[code].append(
            TravauxConnus(voted.date_ag, voted.resolution, voted.libelle, cle, voted.montant_centimes, echeances)
        )
    return found


def _mandats(session: Session, codes: Collection[str]) -> Mapping[str, list[MandatConnu]]:
    found: dict[str, list[MandatConnu]] = defaultdict(list)
    for code, nom, du, au in session.execute(
        select(Copropriete.code, Syndic.nom, MandatSyndic.du, MandatSyndic.au)
        .join(MandatSyndic, MandatSyndic.copropriete_id == Copropriete.id)
        .join(Syndic, Syndic.id == MandatSyndic.syndic_id)
        .where(Copropriete.code.in_(codes))
    ):
        found[code].append(MandatConnu(nom, du, au))
    return found


def _appelees(session: Session, codes: Collection[str], du: date) -> Mapping[str, list[MontantDejaAppele]]:
    """What was called since a day, here and before the suite was in use, summed by call, clé and nature."""
    found: dict[str, list[MontantDejaAppele]] = defaultdict(list)
    here = (
        select(
            Copropriete.code, AppelFonds.exigible, CleRepartition.code, MontantAppel.nature,
            MontantAppel.montant_centimes, AppelFonds.numero,
        )
        .join(Copropriete, Copropriete.id == AppelFonds.copropriete_id)
        .join(MontantAppel, MontantAppel.appel_id == AppelFonds.id)
        .join(CleRepartition, CleRepartition.id == MontantAppel.cle_repartition_id)
        .where(AppelFonds.statut != StatutAppel.ANNULE, Copropriete.code.in_(codes), AppelFonds.exigible >= du)
        .order_by(AppelFonds.id, MontantAppel.id)
    )  # fmt: skip
    for code, exigible, cle, nature, montant, numero in session.execute(here):
        found[code].append(MontantDejaAppele(exigible, cle, nature, montant, f"L’appel {numero}"))
    before = (
        select(
            Copropriete.code, AppelAnterieur.exigible, CleRepartition.code, AppelAnterieur.nature,
            func.sum(AppelAnterieur.montant_centimes),
        )
        .join(Copropriete, Copropriete.id == AppelAnterieur.copropriete_id)
        .join(CleRepartition, CleRepartition.id == AppelAnterieur.cle_repartition_id)
        .where(Copropriete.code.in_(codes), AppelAnterieur.exigible >= du)
        .group_by(Copropriete.code, AppelAnterieur.exigible, CleRepartition.code, AppelAnterieur.nature)
    )  # fmt: skip
    for code, exigible, cle, nature, montant in session.execute(before):
        found[code].append(MontantDejaAppele(exigible, cle, nature, int(montant), "Un appel antérieur"))
    return found


def _comptes(session: Session, coproprietes: Mapping[str, Copropriete]) -> Mapping[str, frozenset[str]]:
    """The confirmed accounts of each syndicat; those of the patrimoine until they are taken over."""
    found: dict[str, set[str]] = defaultdict(set)
    rows = session.execute(
        select(Copropriete.code, CompteBancaire.iban)
        .join(CompteBancaire, CompteBancaire.copropriete_id == Copropriete.id)
        .where(Copropriete.code.in_(coproprietes), CompteBancaire.statut == StatutCompte.CONFIRME)
    )
    for code, iban in rows:
        found[code].add(iban)
    for code in coproprietes.keys() - found.keys():
        printed = [patrimoine_iban(coproprietes[code], genre) for genre in GenreCompte]
        found[code] = {one for one in printed if one}
    return defaultdict(frozenset, {code: frozenset(known) for code, known in found.items()})


def _porteurs(session: Session, ibans: Sequence[str]) -> Mapping[str, Sequence[str]]:
    """Who holds each of these accounts, by code of copropriété."""
    return {iban: [code for _, code in holders] for iban, holders in find_partages(session, ibans).items()}


def _soldes(session: Session, codes: Collection[str]) -> dict[str, int]:
    """What our books owe each syndicat, drafts included; a copropriété without any entry is absent."""
    rows = session.execute(
        select(
            LigneEcriture.auxiliaire,
            func.sum(LigneEcriture.credit_centimes) - func.sum(LigneEcriture.debit_centimes),
        )
        .join(Ecriture, Ecriture.id == LigneEcriture.ecriture_id)
        .where(LigneEcriture.compte == COMPTE_SYNDICAT, LigneEcriture.auxiliaire.in_(codes))
        .group_by(LigneEcriture.auxiliaire)
    )
    return {auxiliaire: int(solde) for auxiliaire, solde in rows if auxiliaire is not None}
