"""The computation of one exercise, from its data to rows that are kept as they are. Pure."""

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from services.charges.decomptes.donnees import DonneesExercice
from services.charges.decomptes.occupation import HORS, VACANCE, Bail, Periode, find_periodes, group_by_lot
from services.charges.decomptes.propres import Propres, settle_propres
from services.charges.decomptes.regles import impose_parts, measure_consommations, propose_provision, split_mois
from services.charges.decomptes.regularisation import (
    Depense,
    PartLot,
    Regularisation,
    SoldeBail,
    compute_regularisation,
    run_bail,
)
from services.charges.postes.recuperation import split_recuperable
from shared.patrimoine.textes import order_naturel


@dataclass(frozen=True)
class LigneDecompte:
    """One line of a tenant's statement: a nature on a clé, over the lots of the lease. Amounts in centimes."""

    code: str
    libelle: str
    cle: str
    total_copropriete: int
    base_recuperable: int
    taux: Decimal
    tantiemes: int
    total_tantiemes: int
    jours: int
    montant: int
    compteur: bool


@dataclass(frozen=True)
class DecompteCalcule:
    """The statement of one lease."""

    bail: Bail
    periode: Periode
    solde: SoldeBail
    lignes: tuple[LigneDecompte, ...]
    provision_proposee: int | None


@dataclass(frozen=True)
class ResultatExercice:
    """All the figures of one exercise; ``parts``: (expense, share of a lot), in the order of the computation."""

    regularisation: Regularisation
    parts: tuple[tuple[Depense, PartLot], ...]
    decomptes: tuple[DecompteCalcule, ...]
    comptees: frozenset[tuple[str, str]]
    """(lot, poste) split by the meter rather than by days."""
    propres_centimes: int = 0
    """What we paid outside the copropriété for these days; its recoverable part is among ``parts`` and the balances."""


def compute_exercice(donnees: DonneesExercice) -> ResultatExercice:
    """Settle the exercise: printed shares win, meters where both ends of every period were read, otherwise days.

    :raises InvalidError: two leases hold a lot the same day, or a clé that no lot carries.
    """
    exercice = Periode(donnees.comptes.exercice or "", donnees.debut, donnees.fin)
    consommations = _measure_compteurs(donnees, exercice)
    resultat = compute_regularisation(
        donnees.depenses, donnees.lots, donnees.baux, exercice,
        imposes=impose_parts(donnees.depenses, donnees.lots, donnees.imprimees), consommations=consommations,
        detentions=donnees.detentions,
    )  # fmt: skip
    notres = sum(lot.bailleur for lot in donnees.lots)
    parts = (
        tuple((donnees.depenses[rang // notres], part) for rang, part in enumerate(resultat.parts)) if notres else ()
    )
    propres = settle_propres(donnees.propres, donnees.baux, donnees.detentions, [lot.numero for lot in donnees.lots])
    complet = propres.add_to(resultat)
    comptees = frozenset(consommations)
    lignes = _build_lignes(_weigh(donnees, propres), parts + propres.parts, comptees)
    decomptes = tuple(
        DecompteCalcule(
            bail, run_bail(bail, exercice, donnees.detentions), solde, tuple(lignes[bail.numero]),
            _propose(donnees, bail, solde, propres.charges_of(bail.numero)),
        )
        for bail, solde in zip(donnees.baux, complet.soldes, strict=True)
    )  # fmt: skip
    return ResultatExercice(complet, parts + propres.parts, decomptes, comptees, propres.centimes)


Poids = dict[Depense | None, tuple[dict[str, dict[str, int]], dict[str, int]]]
"""Expense → tantièmes of each lot by clé, and totals of clés; under None, those of the copropriété."""


def _weigh(donnees: DonneesExercice, propres: Propres) -> Poids:
    return {None: ({lot.numero: lot.tantiemes for lot in donnees.lots}, donnees.totaux), **propres.poids}


def _measure_compteurs(donnees: DonneesExercice, exercice: Periode) -> dict[tuple[str, str], tuple[int, ...]]:
    par_lot = group_by_lot(donnees.baux)
    mesures: dict[tuple[str, str], tuple[int, ...]] = {}
    for (lot, poste), releves in donnees.releves.items():
        mesure = measure_consommations(
            find_periodes(par_lot.get(lot, []), exercice, donnees.detentions.get(lot)), releves
        )
        if mesure is not None:
            mesures[lot, poste] = mesure
    return mesures


def _propose(donnees: DonneesExercice, bail: Bail, solde: SoldeBail, propres: int) -> int | None:
    """Only for a lease that goes on after the exercise; the syndic's budget says nothing of what we pay ourselves."""
    vendus = all(lot in donnees.detentions and donnees.detentions[lot].au < donnees.fin for lot in bail.lots)
    if vendus or (bail.au is not None and bail.au <= donnees.fin):
        return None
    return propose_provision(solde.charges_reelles - propres, solde.jours, donnees.indice, propres)


def _build_lignes(
    poids_par_depense: Poids, parts: tuple[tuple[Depense, PartLot], ...], comptees: frozenset[tuple[str, str]]
) -> dict[str, list[LigneDecompte]]:
    cumuls: dict[tuple[str, Depense], list[Any]] = {}
    for depense, part in parts:
        tantiemes, _ = poids_par_depense.get(depense, poids_par_depense[None])
        poids = tantiemes[part.lot].get(depense.cle, 0)
        for periode, montant in part.periodes:
            if periode.nom in (VACANCE, HORS) or not (poids or montant):
                continue
            cumul = cumuls.setdefault((periode.nom, depense), [0, 0, 0, False])
            cumul[0] += poids
            cumul[1] = max(cumul[1], periode.jours)
            cumul[2] += montant
            cumul[3] |= (part.lot, depense.code) in comptees
    lignes: dict[str, list[LigneDecompte]] = defaultdict(list)
    for (bail, depense), (poids, jours, montant, compteur) in cumuls.items():
        base = split_recuperable(depense.realise, depense.taux).recuperable
        _, totaux = poids_par_depense.get(depense, poids_par_depense[None])
        if montant or base:
            lignes[bail].append(LigneDecompte(
                depense.code, depense.libelle, depense.cle, depense.realise, base, depense.taux, poids,
                totaux.get(depense.cle, 0), jours, montant, compteur,
            ))  # fmt: skip
    return lignes


def list_vacances(parts: tuple[tuple[Depense, PartLot], ...]) -> list[dict[str, Any]]:
    """What vacancy leaves to the landlord, lot by lot and month by month, in centimes."""
    sommes: dict[tuple[str, Periode], int] = defaultdict(int)
    for _, part in parts:
        for periode, montant in part.periodes:
            if periode.nom == VACANCE:
                sommes[part.lot, periode] += montant
    par_lot: dict[str, dict[str, Any]] = {}
    for (lot, periode), montant in sommes.items():
        ligne = par_lot.setdefault(lot, {"lot": lot, "jours": 0, "montant_centimes": 0, "mois": {}})
        ligne["jours"] += periode.jours
        ligne["montant_centimes"] += montant
        for mois, part_mois in split_mois(montant, periode).items():
            ligne["mois"][mois] = ligne["mois"].get(mois, 0) + part_mois
    return sorted(par_lot.values(), key=lambda ligne: order_naturel(ligne["lot"]))
