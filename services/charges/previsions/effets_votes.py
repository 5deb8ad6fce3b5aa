"""What a vote changes in our year: a budget against what we foresee, works by the due dates the AG fixed."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.charges.anomalies.detection import load_poids
from services.charges.graphiques.formats import format_euros
from services.charges.lectures import share
from shared.models import BudgetVote, CleRepartition, Exercice, NatureBudget, TravauxVotes
from shared.montants import split_montant
from shared.presentation import accord

BUDGET, FONDS, TRAVAUX = "budget", "fonds de travaux", "travaux"


@dataclass(frozen=True, slots=True)
class Effet:
    """One vote: for which year, all owners and our part, in centimes, and how it was counted."""

    genre: str
    libelle: str
    annee: int
    montant: int
    part: int
    explication: str


def list_effets(session: Session, copropriete_id: int, annee: int, prevu: int) -> list[Effet]:
    """The votes that weigh on ``annee`` or later, the nearest first.

    :param prevu: what the building should spend in ``annee``, in centimes, to tell a budget that is too low.
    """
    effets = [*_budgets(session, copropriete_id, annee, prevu), *_travaux(session, copropriete_id, annee)]
    return sorted(effets, key=lambda one: (one.annee, one.genre, one.libelle))


def _budgets(session: Session, copropriete_id: int, annee: int, prevu: int) -> list[Effet]:
    rows = session.execute(
        select(Exercice, BudgetVote.nature, BudgetVote.montant_centimes, CleRepartition.code)
        .join(BudgetVote, BudgetVote.exercice_id == Exercice.id)
        .join(CleRepartition, CleRepartition.id == BudgetVote.cle_repartition_id)
        .where(Exercice.copropriete_id == copropriete_id, Exercice.fin >= date(annee, 1, 1))
        .order_by(Exercice.debut)
    )
    totaux: dict[tuple[str, int, NatureBudget], list[int]] = {}
    poids: dict[tuple[int, str], tuple[int, int]] = {}
    for exercice, nature, montant, cle in rows:
        poids = poids or load_poids(session, exercice.debut)
        nos, total = poids.get((copropriete_id, cle), (0, 1))
        somme = totaux.setdefault((exercice.libelle, exercice.fin.year, nature), [0, 0])
        somme[0] += montant
        somme[1] += share(montant, nos, total)
    effets = []
    for (libelle, fin, nature), (montant, part) in totaux.items():
        courant = nature is NatureBudget.COURANT
        texte = "somme des clés × nos tantièmes"
        if courant and fin == annee and prevu:
            ecart = prevu - montant
            sens = "un complément est à craindre" if ecart > 0 else "un solde en notre faveur est attendu"
            texte += f" ; prévu − voté : {format_euros(ecart, signe=True)} pour l’immeuble, {sens}"
        effets.append(Effet(BUDGET if courant else FONDS, f"Budget {libelle}", fin, montant, part, texte))
    return effets


def _travaux(session: Session, copropriete_id: int, annee: int) -> list[Effet]:
    """Works by year of their due dates; each due date asks an equal part, to the centime."""
    effets = []
    for travaux in session.scalars(select(TravauxVotes).where(TravauxVotes.copropriete_id == copropriete_id)):
        jours = [echeance.exigible for echeance in travaux.echeances] or [travaux.date_ag]
        nos, total = load_poids(session, travaux.date_ag).get((copropriete_id, travaux.cle.code), (0, 1))
        parts = split_montant(travaux.montant_centimes, [(rang, 1) for rang in range(len(jours))])
        for year in sorted({jour.year for jour in jours if jour.year >= annee}):
            rangs = [rang for rang, jour in enumerate(jours) if jour.year == year]
            montant = sum(parts[rang] for rang in rangs)
            nombre = accord(len(rangs), "appel")
            texte = f"AG du {travaux.date_ag:%d/%m/%Y}, {nombre} sur {len(jours)}, clé {travaux.cle.code}"
            effets.append(Effet(TRAVAUX, travaux.libelle, year, montant, share(montant, nos, total), texte))
    return effets
