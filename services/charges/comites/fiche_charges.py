"""The charges of one copropriété as committees read them: why the total moved, whether it is dear, what we miss."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from services.charges.comites.carte_chaleur import measure_parc
from services.charges.comptes.completude import RangCompletude
from services.charges.cumuls.dossiers import Dossier, load_dossiers
from services.charges.cumuls.sommes import Annee
from services.charges.graphiques.cascade import Cascade, build_cascade
from services.charges.graphiques.formats import compute_pourcent
from services.charges.graphiques.pareto import RangPareto, rank_pareto
from services.charges.graphiques.repartition import Bande, build_bande
from services.charges.postes.nomenclature import FAMILLES
from shared.acteurs import Acteur
from shared.patrimoine.lectures import get_copropriete

ANNEES_DES_PAIRS = 2
"""How old the last exercise of a peer may be."""


@dataclass(frozen=True, slots=True)
class LigneFiche:
    """One family over the years, in centimes: the whole building year by year, our part of the last, the recoverable.

    ``pourcent``: last on the one before, in tenths of a percent, None when it means nothing.
    """

    code: str
    libelle: str
    montants: tuple[int | None, ...]
    part: int
    recuperable: int
    budget: int
    pourcent: int | None


@dataclass(frozen=True)
class FicheCharges:
    """Everything the page, the PDF and the workbook of a copropriété show."""

    code: str
    nom: str
    surface_m2: int | None
    lots: int | None
    annees: Sequence[Annee]
    lignes: Sequence[LigneFiche]
    cascade: Cascade | None
    bandes: Sequence[Bande]
    pareto: Sequence[RangPareto]
    completude: Sequence[RangCompletude]

    @property
    def derniere(self) -> Annee | None:
        """The last closed exercise."""
        return self.annees[-1] if self.annees else None

    @property
    def avant(self) -> Annee | None:
        """The one before it."""
        return self.annees[-2] if len(self.annees) > 1 else None

    @property
    def periode(self) -> str:
        """The exercises shown, in words."""
        return f"{self.annees[0].exercice} à {self.annees[-1].exercice}" if self.annees else "aucun exercice"


def load_fiche(session: Session, acteur: Acteur, code: str, aujourdhui: date) -> FicheCharges:
    """The fiche of a copropriété; its peers are the whole portfolio, unnamed.

    :raises NotFoundError: unknown copropriété, or not visible to this agent.
    """
    copropriete = get_copropriete(session, acteur, code)
    dossiers = load_dossiers(session, aujourdhui)
    return build_fiche(dossiers[copropriete.id], dossiers.values(), aujourdhui)


def build_fiche(dossier: Dossier, parc: Iterable[Dossier], aujourdhui: date) -> FicheCharges:
    """The fiche of a copropriété among the whole portfolio. Pure."""
    siennes = dossier.montrees
    cascade = None
    if len(siennes) > 1:
        avant, apres = siennes[-2:]
        cascade = build_cascade(avant.exercice, apres.exercice, avant.courants(), apres.courants(), FAMILLES)
    return FicheCharges(
        code=dossier.code, nom=dossier.nom, surface_m2=dossier.surface_m2 or None,
        lots=dossier.lots_principaux or None, annees=siennes, lignes=_build_lignes(siennes), cascade=cascade,
        bandes=_build_bandes(dossier, parc, date(aujourdhui.year - ANNEES_DES_PAIRS, 1, 1)),
        pareto=rank_pareto(
            (code, FAMILLES[code], montant) for code, montant in siennes[-1].courants().items()
        ) if siennes else [],
        completude=dossier.completude,
    )  # fmt: skip


def _build_lignes(annees: Sequence[Annee]) -> list[LigneFiche]:
    lignes = []
    for code in FAMILLES:
        montants = tuple(annee.montants.get(code) for annee in annees)
        if not any(montants):
            continue
        avant, apres = (montants[-2] if len(montants) > 1 else None), montants[-1]
        connu = avant is not None and apres is not None
        lignes.append(
            LigneFiche(
                code, FAMILLES[code], montants, annees[-1].parts.get(code, 0), annees[-1].recuperables.get(code, 0),
                annees[-1].budgets.get(code, 0),
                compute_pourcent((apres or 0) - (avant or 0), avant or 0) if connu else None,
            )
        )  # fmt: skip
    return lignes


def _build_bandes(dossier: Dossier, parc: Iterable[Dossier], depuis: date) -> list[Bande]:
    """€/m² of each family against the last exercise of the buildings that spend on it, the same heating for CHF."""
    pairs = [un for un in parc if un.id != dossier.id and un.surface_m2 and un.annees and un.derniere.fin >= depuis]
    tous = measure_parc(pairs) if pairs else {}
    return [
        build_bande(
            groupe[0], FAMILLES[groupe[0]], taux, [un for un in tous[groupe].tolist() if un > 0] if tous else []
        )
        for groupe, taux in dossier.taux.items()
        if taux > 0
    ]
