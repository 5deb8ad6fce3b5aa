"""A copropriété against its peers and the published benchmarks; a syndic's scorecard, measure by measure, no mark."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

import numpy as np
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from services.charges.comparaison.cube import Cube, Masque, load_cube
from services.charges.comparaison.indicateurs import CODES_SYNDIC, compute_par_unite
from services.charges.comparaison.mesures import Mesures, measure
from services.charges.comparaison.pairs import (
    Groupe,
    Intervalle,
    Profil,
    derive_profil,
    find_pairs,
    measure_intervalle,
    situate,
)
from services.charges.comparaison.perimetre import Immeuble, list_immeubles, list_tous
from services.charges.comparaison.reperes import Repere, find_repere
from services.charges.models import ComptesAnnuels, StatutComptes
from services.charges.postes.nomenclature import FAMILLES, FAMILLES_ANALYSE
from shared.acteurs import Acteur
from shared.errors import NotFoundError
from shared.models import Syndic

METHODE = (
    "Coût : écart en % de chaque copropriété (charges courantes en €/m²) à la médiane de ses pairs (même chauffage, "
    "ascenseur, gardien et taille, au moins huit, sinon on élargit), puis médiane de ces écarts.",
    "Honoraires : comptes 6211 à 622x (SYN-01 à SYN-05) par lot principal, médiane de ses copropriétés, à côté de "
    "celle de tout le parc ; dérive : évolution N-1 → N des mêmes copropriétés.",
    "Comptes : écarts au centime relevés entre lignes, totaux et annexes, par fichier reçu.",
    "Budget : réalisé ÷ budget sur trois ans ; au-dessus de 100 %, le budget est sous-estimé.",
    "Ponctualité : convocations et procès-verbaux, demandée au service Votes.",
    "Aucune note globale : chaque mesure se lit seule, avec le nombre de copropriétés sur lequel elle repose.",
)


@dataclass(frozen=True, slots=True)
class LigneComparee:
    """A family (or ``TOTAL``) of a copropriété in centimes per m², its peers, and the published benchmark if any."""

    famille: str
    libelle: str
    par_m2: int
    intervalle: Intervalle | None
    position: str | None
    repere: Repere | None
    points: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Comparaison:
    """A copropriété beside its peers in a year; ``groupe`` says who they are, ``pairs`` how many have a surface."""

    immeuble: Immeuble
    annee: int
    profil: Profil
    groupe: Groupe
    lignes: tuple[LigneComparee, ...]


def choose_annee(cube: Cube, demandee: int | None) -> int | None:
    """The year asked for, else the last in which at least half of the copropriétés are known."""
    if demandee in cube.annees:
        return demandee
    nombres = cube.presents.sum(axis=0)
    pleines = [annee for annee, n in zip(cube.annees, nombres, strict=True) if 2 * int(n) >= len(cube.ids)]
    return pleines[-1] if pleines else (cube.annees[-1] if cube.annees else None)


def compare_copropriete(session: Session, acteur: Acteur, code: str, annee: int | None = None) -> Comparaison | None:
    """A copropriété against its peers; None when it has no expense in the year or no surface.

    :raises NotFoundError: a copropriété this agent does not see.
    """
    cube = load_cube(session)
    choisie = choose_annee(cube, annee)
    immeuble = next((un for un in list_immeubles(session, acteur, choisie or 2000) if un.code == code), None)
    if immeuble is None:
        raise NotFoundError(
            f"La copropriété « {code} » n’existe pas, ou ne relève pas de vos agences.", code="COPROPRIETE_INCONNUE"
        )
    if choisie is None:
        return None
    parc = list_tous(session, choisie)
    profils = list_profils(cube, parc, choisie)
    if immeuble.id not in profils:
        return None
    groupe = find_pairs(immeuble.id, profils)
    return Comparaison(
        immeuble, choisie, profils[immeuble.id], groupe,
        tuple(_compare_lignes(cube, choisie, immeuble, groupe, {un.id: un.surface_m2 or 0 for un in parc})),
    )  # fmt: skip


def list_profils(cube: Cube, immeubles: Sequence[Immeuble], annee: int) -> dict[int, Profil]:
    """The profile of each building known in the year with its surface; equipment from its last three years."""
    rang = cube.rang_annee(annee)
    if rang is None:
        return {}
    rangs = {ident: place for place, ident in enumerate(cube.ids)}
    depenses: Masque = np.any(cube.realise[:, max(rang - 2, 0) : rang + 1] > 0, axis=1)
    return {
        un.id: derive_profil(
            (cube.postes[poste] for poste in depenses[rangs[un.id]].nonzero()[0]), un.lots_principaux
        )
        for un in immeubles
        if un.surface_m2 and un.id in rangs and cube.presents[rangs[un.id], rang]
    }  # fmt: skip


def _compare_lignes(
    cube: Cube, annee: int, immeuble: Immeuble, groupe: Groupe, surfaces: Mapping[int, int]
) -> list[LigneComparee]:
    lignes = []
    for famille in ("TOTAL", *FAMILLES_ANALYSE):
        par_m2 = list_par_m2(cube, annee, famille, surfaces)
        sien = par_m2.get(immeuble.id, 0)
        autres = [par_m2[pair] for pair in groupe.membres if par_m2.get(pair)]
        if not sien and not autres:
            continue
        intervalle = measure_intervalle(autres) if len(autres) >= 8 else None
        lignes.append(LigneComparee(
            famille, FAMILLES.get(famille, "Charges courantes"), sien, intervalle,
            situate(sien, intervalle) if intervalle else None, find_repere(famille), tuple(sorted(autres)),
        ))  # fmt: skip
    return lignes


def list_par_m2(cube: Cube, annee: int, famille: str, surfaces: Mapping[int, int]) -> dict[int, int]:
    """Centimes per m² of a family (or ``TOTAL``) in a year, by copropriété that has a surface."""
    rang = cube.rang_annee(annee)
    if rang is None:
        return {}
    postes = cube.courants if famille == "TOTAL" else cube.familles == famille
    sommes = cube.realise[:, rang, postes].sum(axis=1)
    return {
        ident: compute_par_unite(int(somme), surfaces.get(ident, 0)) or 0
        for ident, somme in zip(cube.ids, sommes, strict=True)
        if surfaces.get(ident)
    }


@dataclass(frozen=True, slots=True)
class FicheSyndic:
    """The scorecard of a syndic. Percentages with one decimal, amounts in centimes; None where nothing is known.

    Signs: a positive gap costs more than peers, a positive drift is a rise.
    """

    code: str
    nom: str
    annee: int | None
    coproprietes: int
    mesures: Mesures | None
    ecart_cout: Decimal | None
    ecart_cout_nombre: int
    honoraires_par_lot: int | None
    honoraires_par_lot_parc: int | None
    derive_honoraires: Decimal | None
    derive_honoraires_parc: Decimal | None
    fichiers: int
    fichiers_en_ecart: int
    ecarts: int
    methode: tuple[str, ...] = METHODE


def load_fiche_syndic(session: Session, acteur: Acteur, code: str, annee: int | None = None) -> FicheSyndic:
    """What the accounts say of a syndic, on the copropriétés this agent sees.

    :raises NotFoundError: no such syndic.
    """
    return next(iter(list_fiches(session, acteur, annee, code=code)))


def list_fiches(session: Session, acteur: Acteur, annee: int | None = None, *, code: str = "") -> list[FicheSyndic]:
    """The scorecard of every syndic, by name; or of one.

    :raises NotFoundError: no syndic of this code.
    """
    syndics = session.scalars(select(Syndic).order_by(Syndic.nom)).all()
    choisis = [syndic for syndic in syndics if not code or syndic.code == code]
    if code and not choisis:
        raise NotFoundError(f"Aucun syndic n’a le code « {code} ».", code="SYNDIC_INCONNU")
    cube = load_cube(session)
    choisie = choose_annee(cube, annee)
    visibles = list_immeubles(session, acteur, choisie or 2000)
    parc = list_tous(session, choisie or 2000)
    ecarts = _list_ecarts(cube, parc, choisie)
    fichiers = _count_fichiers(session, [un.id for un in visibles])
    parc_honoraires = _mediane(_list_honoraires(cube, parc, choisie))
    parc_derive = _derive(cube, parc, choisie)
    fiches = []
    for syndic in choisis:
        siens = [un for un in visibles if un.syndic == syndic.code]
        siens_ecarts = [ecarts[un.id] for un in siens if un.id in ecarts]
        nombre, en_ecart, total = fichiers.get(syndic.id, (0, 0, 0))
        fiches.append(FicheSyndic(
            syndic.code, syndic.nom, choisie, len(siens),
            measure(cube, siens, choisie) if choisie is not None else None, _mediane_decimale(siens_ecarts),
            len(siens_ecarts), _mediane(_list_honoraires(cube, siens, choisie)), parc_honoraires,
            _derive(cube, siens, choisie), parc_derive, nombre, en_ecart, total,
        ))  # fmt: skip
    return fiches


def _list_ecarts(cube: Cube, parc: Sequence[Immeuble], annee: int | None) -> dict[int, Decimal]:
    """Gap in percent of each building to the median of its peers; only where peers are enough."""
    if annee is None:
        return {}
    profils = list_profils(cube, parc, annee)
    par_m2 = list_par_m2(cube, annee, "TOTAL", {un.id: un.surface_m2 or 0 for un in parc})
    ecarts = {}
    for ident in profils:
        groupe = find_pairs(ident, profils)
        intervalle = measure_intervalle([par_m2[pair] for pair in groupe.membres if par_m2.get(pair)])
        if groupe.suffisant and intervalle and intervalle.median and par_m2.get(ident):
            ecarts[ident] = Decimal(par_m2[ident] - intervalle.median) * 100 / intervalle.median
    return ecarts


def _list_honoraires(cube: Cube, immeubles: Sequence[Immeuble], annee: int | None) -> list[int]:
    rang = cube.rang_annee(annee) if annee is not None else None
    rangs = {ident: place for place, ident in enumerate(cube.ids)}
    postes = cube.rangs_postes(CODES_SYNDIC)
    trouves = []
    for un in immeubles:
        if rang is not None and un.id in rangs and un.lots_principaux:
            par_lot = compute_par_unite(int(cube.realise[rangs[un.id], rang, postes].sum()), un.lots_principaux)
            if par_lot:
                trouves.append(par_lot)
    return trouves


def _derive(cube: Cube, immeubles: Sequence[Immeuble], annee: int | None) -> Decimal | None:
    """Fees of N against N-1 on the copropriétés that have both, in percent."""
    rang = cube.rang_annee(annee) if annee is not None else None
    if not rang or cube.annees[rang - 1] != cube.annees[rang] - 1:
        return None
    rangs = {ident: place for place, ident in enumerate(cube.ids)}
    postes = cube.rangs_postes(CODES_SYNDIC)
    avant = apres = 0
    for un in immeubles:
        place = rangs.get(un.id)
        if place is not None and cube.presents[place, rang] and cube.presents[place, rang - 1]:
            avant += int(cube.realise[place, rang - 1, postes].sum())
            apres += int(cube.realise[place, rang, postes].sum())
    return _arrondi(Decimal(apres - avant) * 100 / avant) if avant > 0 else None


def _count_fichiers(session: Session, ids: Sequence[int]) -> dict[int | None, tuple[int, int, int]]:
    """By syndic: accounts received, those with gaps, gaps."""
    rows = session.execute(
        select(ComptesAnnuels.syndic_id, ComptesAnnuels.nombre_ecarts, func.count())
        .where(
            ComptesAnnuels.statut.in_((StatutComptes.RECUS, StatutComptes.APPROUVES)),
            ComptesAnnuels.copropriete_id.in_(ids),
        )
        .group_by(ComptesAnnuels.syndic_id, ComptesAnnuels.nombre_ecarts)
    )
    comptes: dict[int | None, tuple[int, int, int]] = {}
    for syndic_id, ecarts, nombre in rows:
        jadis = comptes.get(syndic_id, (0, 0, 0))
        comptes[syndic_id] = (jadis[0] + nombre, jadis[1] + nombre * (ecarts > 0), jadis[2] + nombre * ecarts)
    return comptes


def _mediane(valeurs: Sequence[int]) -> int | None:
    intervalle = measure_intervalle(valeurs)
    return intervalle.median if intervalle else None


def _mediane_decimale(valeurs: Sequence[Decimal]) -> Decimal | None:
    trie = sorted(valeurs)
    if not trie:
        return None
    return _arrondi((trie[(len(trie) - 1) // 2] + trie[len(trie) // 2]) / 2)


def _arrondi(valeur: Decimal) -> Decimal:
    return valeur.quantize(Decimal("0.1"), ROUND_HALF_UP)
