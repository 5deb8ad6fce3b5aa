"""The charges of the portfolio as committees read them: where it moved, which copropriétés explain it, who is dear."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from sqlalchemy import select
from sqlalchemy.orm import Session

from services.charges.comites.carte_chaleur import PAIRS, CarteChaleur
from services.charges.comptes.completude import count_campagne
from services.charges.cumuls.dossiers import Dossier, Entiers, load_dossiers
from services.charges.cumuls.sommes import FAMILLES_COURANTES
from services.charges.graphiques.cascade import Cascade, build_cascade
from services.charges.graphiques.entonnoir import EtapeCampagne
from services.charges.graphiques.pareto import RangPareto, rank_pareto
from services.charges.postes.nomenclature import FAMILLES, FAMILLES_ANALYSE
from shared.acteurs import Acteur
from shared.models import Copropriete, Syndic
from shared.patrimoine.lectures import visible_coproprietes

SYNDICS = select(Syndic.id, Syndic.code, Syndic.nom)
SANS_SYNDIC = ("—", "Sans syndic connu")
Noms = dict[int, tuple[str, str]]
"""(code, name) of each syndic."""


@dataclass(frozen=True, slots=True)
class LigneSyndic:
    """The campaign of one syndic: how many copropriétés, and the stages they reached."""

    nom: str
    etapes: tuple[int, ...]
    total: int


@dataclass(frozen=True)
class PortefeuilleCharges:
    """Everything the page, the PDF and the workbook of the portfolio show. Amounts are our part unless said."""

    annee: int
    coproprietes: int
    constantes: int
    surface_m2: int
    lots: int
    mesure: str
    familles: Sequence[str]
    rangs: CarteChaleur
    cascade: Cascade
    pareto: Sequence[RangPareto]
    pareto_familles: Sequence[RangPareto]
    pareto_syndics: Sequence[RangPareto]
    campagne: Sequence[EtapeCampagne]
    syndics: Sequence[LigneSyndic]
    completude: Sequence[tuple[int, tuple[int, ...], int]]


Sources = tuple[list[Dossier], list[Dossier], Noms, str, date]
_dernier: tuple[Sources, PortefeuilleCharges] | None = None
"""What the last portfolio was made of, and that portfolio; replaced as a whole, so that threads need no lock."""


def load_portefeuille(
    session: Session, acteur: Acteur, aujourdhui: date, mesure: str = PAIRS, syndic: str = ""
) -> PortefeuilleCharges:
    """The copropriétés this agent sees, compared with the whole portfolio; one syndic's only when asked.

    :param mesure: ``pairs`` or ``evolution``, what the heatmap's colour says.
    """
    dossiers = load_dossiers(session, aujourdhui)
    visibles = visible_coproprietes(acteur).with_only_columns(Copropriete.id).order_by(Copropriete.code)
    base = session.connection()
    noms = {ident: (code, nom) for ident, code, nom in base.execute(SYNDICS).all()}
    fiches = [dossiers[ident] for (ident,) in base.execute(visibles).all()]
    if syndic:
        fiches = [un for un in fiches if _syndic_of(noms, un)[0] == syndic]
    global _dernier
    sources = (list(dossiers.values()), fiches, noms, mesure, aujourdhui)
    dernier = _dernier
    if dernier is None or dernier[0] != sources:
        dernier = _dernier = sources, build_portefeuille(*sources)
    return dernier[1]


def build_portefeuille(
    parc: Sequence[Dossier], fiches: Sequence[Dossier], noms: Noms, mesure: str, aujourdhui: date
) -> PortefeuilleCharges:
    """The pictures of some copropriétés among the whole portfolio. Pure."""
    vues = [un for un in fiches if un.annees]
    constantes = [un for un in vues if len(un.annees) > 1]
    chiffres = np.array([un.chiffres for un in vues])
    siens = [_syndic_of(noms, un) for un in vues]
    return PortefeuilleCharges(
        annee=max((un.derniere.fin.year for un in vues), default=aujourdhui.year - 1),
        coproprietes=len(fiches), constantes=len(constantes),
        surface_m2=sum(un.surface_m2 for un in constantes), lots=sum(un.lots_principaux for un in constantes),
        mesure=mesure, familles=FAMILLES_ANALYSE,
        rangs=CarteChaleur(
            parc, vues, chiffres, {un.id: nom for un, (_, nom) in zip(vues, siens, strict=True)}, mesure
        ),
        cascade=_build_cascade(chiffres[[len(un.annees) > 1 for un in vues]]),
        pareto=rank_pareto((un.code, un.nom, un.part) for un in vues),
        pareto_familles=_rank_familles(chiffres), pareto_syndics=_rank_syndics(siens, vues),
        campagne=count_campagne([un.etapes for un in vues]), syndics=_by_syndic(siens, vues),
        completude=_count_completude(vues, aujourdhui),
    )  # fmt: skip


def _sum_chiffres(chiffres: Entiers, rang: int) -> dict[str, int]:
    """A row of ``Dossier.chiffres`` added up over some copropriétés, families without any amount left out."""
    sommes: list[int] = chiffres[:, rang].sum(axis=0).tolist() if len(chiffres) else []
    return {code: montant for code, montant in zip(FAMILLES_COURANTES, sommes, strict=False) if montant}


def _build_cascade(constantes: Entiers) -> Cascade:
    """Our part, at constant scope: the copropriétés whose last two exercises are both known."""
    avant, apres = _sum_chiffres(constantes, 3), _sum_chiffres(constantes, 1)
    return build_cascade("Exercices N-1", "Exercices N", avant, apres, FAMILLES)


def _rank_familles(chiffres: Entiers) -> list[RangPareto]:
    return rank_pareto((code, FAMILLES[code], montant) for code, montant in _sum_chiffres(chiffres, 1).items())


def _rank_syndics(siens: Sequence[tuple[str, str]], vues: Sequence[Dossier]) -> list[RangPareto]:
    totaux: dict[tuple[str, str], int] = defaultdict(int)
    for sien, un in zip(siens, vues, strict=True):
        totaux[sien] += un.part
    return rank_pareto((code, nom, montant) for (code, nom), montant in totaux.items())


def _syndic_of(noms: Noms, dossier: Dossier) -> tuple[str, str]:
    return noms[dossier.syndic_id] if dossier.syndic_id is not None else SANS_SYNDIC


def _by_syndic(siens: Sequence[tuple[str, str]], vues: Sequence[Dossier]) -> list[LigneSyndic]:
    groupes: dict[str, list[tuple[bool, ...]]] = defaultdict(list)
    for (_, nom), un in zip(siens, vues, strict=True):
        groupes[nom].append(un.etapes)
    return [
        LigneSyndic(nom, tuple(etape.nombre or 0 for etape in count_campagne(siennes)), len(siennes))
        for nom, siennes in sorted(groupes.items())
    ]


def _count_completude(vues: Sequence[Dossier], aujourdhui: date) -> list[tuple[int, tuple[int, ...], int]]:
    """By year of the exercise's end: how many copropriétés have each document, of how many."""
    if not vues:
        return []
    sommes = np.array([un.documents for un in vues]).sum(axis=0).tolist()
    return [
        (aujourdhui.year - rang, tuple(presents), nombre)
        for rang, (nombre, *presents) in reversed(list(enumerate(sommes)))
        if nombre
    ]
