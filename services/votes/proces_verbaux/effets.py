"""What confirmed minutes change elsewhere: voted budgets and works of the patrimoine, the syndic's mandate, and facts.

A correction is told as a difference with the version it replaces: what is new or other is said with the higher rank,
what no longer stands is said with a zero, so that whoever listens ends the same whatever the order of arrival.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from services.votes.assemblees.resolutions import load_cles
from services.votes.models import AssembleeGenerale
from services.votes.proces_verbaux.contenu import EffetPv
from services.votes.proces_verbaux.dossiers import LigneVue
from services.votes.proces_verbaux.effets_proposes import BUDGET, MANDAT, TRAVAUX
from shared.acteurs import Acteur
from shared.errors import InvalidError
from shared.messages import (
    BudgetVote as BudgetVoteFact,
)
from shared.messages import (
    MandatSyndicChange,
    ResolutionAdoptee,
    ResolutionInfirmee,
)
from shared.messages import (
    TravauxVotes as TravauxVotesFact,
)
from shared.models import BudgetVote, EcheanceTravaux, Exercice, NatureBudget, Syndic, TravauxVotes
from shared.outbox import publish
from shared.patrimoine.lectures import syndic_en_poste
from shared.patrimoine.mandats import change_syndic
from shared.presentation import format_date

Vues = Iterable[LigneVue]


@dataclass(frozen=True, slots=True, order=True)
class LigneBudget:
    """What a budget amount is for: an exercise, a clé, a nature."""

    exercice: str
    cle: str
    nature: str


@dataclass(frozen=True, slots=True)
class MontantBudget:
    """The amount voted, in centimes, and the dates of its exercise; zero: nothing is voted any more."""

    centimes: int
    debut: date
    fin: date


Budgets = dict[LigneBudget, MontantBudget]


@dataclass(frozen=True, slots=True, order=True)
class LigneTravaux:
    """What a works amount is for: a resolution, and one of the clés it is split between."""

    resolution: str
    cle: str


@dataclass(frozen=True, slots=True)
class LotTravaux:
    """The amount voted on one clé, in centimes for all owners, with what all the clés of the resolution share."""

    libelle: str
    centimes: int
    echeances: tuple[date, ...]


Travaux = dict[LigneTravaux, LotTravaux]


def apply_effets(session: Session, acteur: Acteur, ag: AssembleeGenerale, rang: int, avant: Vues, apres: Vues) -> None:
    """Write and say what changed between two versions of the minutes (``avant`` is empty at the first)."""
    avant, apres = list(avant), list(apres)
    say_adoptions(session, ag, rang, avant, apres)
    write_budgets(session, ag, rang, list_budgets(avant), list_budgets(apres))
    write_travaux(session, ag, rang, list_travaux(avant), list_travaux(apres))
    write_mandat(session, acteur, ag, list_effets(apres, MANDAT))


def list_effets(vues: Vues, genre: str) -> dict[str, EffetPv]:
    """The effects of a kind that adopted resolutions have, by number of the resolution."""
    return {
        vue.resolution.numero: vue.ligne.effet
        for vue in vues
        if vue.constat.issue and vue.ligne.effet and vue.ligne.effet.genre == genre and not vue.ligne.effet.plus_tard
    }


def list_budgets(vues: Vues) -> Budgets:
    """The amounts of every voted budget; two resolutions on the same line add up."""
    amounts: Budgets = {}
    for effet in list_effets(vues, BUDGET).values():
        if not (effet.exercice and effet.debut and effet.fin and effet.nature):
            continue
        for cle, centimes in effet.montants.items():
            ligne = LigneBudget(effet.exercice, cle, effet.nature)
            known = amounts[ligne].centimes if ligne in amounts else 0
            amounts[ligne] = MontantBudget(known + centimes, effet.debut, effet.fin)
    return amounts


def list_travaux(vues: Vues) -> Travaux:
    """The works voted, clé by clé."""
    return {
        LigneTravaux(numero, cle): LotTravaux(
            effet.libelle or f"Travaux de la résolution {numero}", centimes, tuple(sorted(set(effet.echeances)))
        )
        for numero, effet in list_effets(vues, TRAVAUX).items()
        for cle, centimes in effet.montants.items()
    }


def say_adoptions(session: Session, ag: AssembleeGenerale, rang: int, avant: Vues, apres: Vues) -> None:
    """Say each resolution adopted, and those that corrected minutes no longer adopt."""
    before = {vue.resolution.id for vue in avant if vue.constat.issue}
    for vue in apres:
        one = vue.resolution
        common: dict[str, Any] = {
            "ag_id": ag.id, "resolution_id": one.id, "copropriete_id": ag.copropriete_id, "date_ag": ag.date_ag,
            "numero": one.numero, "type": one.type, "intitule": one.intitule, "rang": rang,
        }  # fmt: skip
        if vue.constat.issue and one.id not in before:
            cle = one.cle.code if one.cle else None
            publish(session, ResolutionAdoptee(cle=cle, montant_centimes=one.montant_centimes, **common))
        elif not vue.constat.issue and one.id in before:
            publish(session, ResolutionInfirmee(**common))


def write_budgets(session: Session, ag: AssembleeGenerale, rang: int, avant: Budgets, apres: Budgets) -> None:
    """Keep voted budgets in the patrimoine and say them, one fact per exercise."""
    changed = {ligne: montant for ligne, montant in apres.items() if avant.get(ligne) != montant}
    changed |= {ligne: replace(montant, centimes=0) for ligne, montant in avant.items() if ligne not in apres}
    for libelle in sorted({ligne.exercice for ligne in changed}):
        rows = {ligne: montant for ligne, montant in changed.items() if ligne.exercice == libelle}
        dates = max(rows.values(), key=lambda montant: montant.centimes)
        exercice = find_exercice(session, ag, libelle, dates.debut, dates.fin)
        for ligne, montant in rows.items():
            _write_budget(session, ag, exercice, ligne, montant.centimes)
        montants = [
            {"cle": ligne.cle, "nature": ligne.nature, "montant_centimes": montant.centimes}
            for ligne, montant in sorted(rows.items())
        ]
        publish(
            session,
            BudgetVoteFact(
                copropriete_id=ag.copropriete_id, date_ag=ag.date_ag, exercice=libelle, debut=dates.debut,
                fin=dates.fin, montants=montants, rang=rang,
            ),
        )  # fmt: skip


def find_exercice(session: Session, ag: AssembleeGenerale, libelle: str, debut: date, fin: date) -> Exercice:
    """The exercise of this label, created when nobody knew it; one that this assembly dated can be dated again.

    :raises InvalidError: known under other dates.
    """
    known = session.scalar(
        select(Exercice).where(Exercice.copropriete_id == ag.copropriete_id, Exercice.libelle == libelle)
    )
    if known is None:
        known = Exercice(copropriete_id=ag.copropriete_id, libelle=libelle, debut=debut, fin=fin)
        session.add(known)
    elif (known.debut, known.fin) != (debut, fin) and known.vote_le != ag.date_ag:
        raise InvalidError(
            f"L’exercice {libelle} est connu du {format_date(known.debut)} au {format_date(known.fin)} : reprenez ces "
            "dates, ou changez de libellé.",
            code="EXERCICE_DIFFERENT",
        )
    known.debut, known.fin, known.vote_le = debut, fin, ag.date_ag
    session.flush()
    return known


def _write_budget(
    session: Session, ag: AssembleeGenerale, exercice: Exercice, ligne: LigneBudget, centimes: int
) -> None:
    cle_id = _find_cle(session, ag, ligne.cle)
    nature = NatureBudget(ligne.nature)
    session.execute(
        delete(BudgetVote).where(
            BudgetVote.exercice_id == exercice.id, BudgetVote.cle_repartition_id == cle_id, BudgetVote.nature == nature
        )
    )
    if centimes:
        session.add(
            BudgetVote(exercice_id=exercice.id, cle_repartition_id=cle_id, nature=nature, montant_centimes=centimes)
        )
    session.flush()


def write_travaux(session: Session, ag: AssembleeGenerale, rang: int, avant: Travaux, apres: Travaux) -> None:
    """Keep voted works in the patrimoine and say them, clé by clé; those that no longer stand are taken back."""
    for ligne, lot in avant.items():
        if ligne not in apres:
            _drop_travaux(session, ag, ligne)
            _say_travaux(session, ag, rang, ligne, replace(lot, centimes=0, echeances=()))
    for ligne, lot in apres.items():
        if avant.get(ligne) != lot:
            _drop_travaux(session, ag, ligne)
            _add_travaux(session, ag, ligne, lot)
            _say_travaux(session, ag, rang, ligne, lot)


def _drop_travaux(session: Session, ag: AssembleeGenerale, ligne: LigneTravaux) -> None:
    same = select(TravauxVotes.id).where(
        TravauxVotes.copropriete_id == ag.copropriete_id, TravauxVotes.date_ag == ag.date_ag,
        TravauxVotes.resolution == ligne.resolution,
        TravauxVotes.cle_repartition_id == _find_cle(session, ag, ligne.cle),
    )  # fmt: skip
    session.execute(delete(EcheanceTravaux).where(EcheanceTravaux.travaux_votes_id.in_(same)))
    session.execute(delete(TravauxVotes).where(TravauxVotes.id.in_(same)))


def _add_travaux(session: Session, ag: AssembleeGenerale, ligne: LigneTravaux, lot: LotTravaux) -> None:
    session.add(
        TravauxVotes(
            copropriete_id=ag.copropriete_id, cle_repartition_id=_find_cle(session, ag, ligne.cle), date_ag=ag.date_ag,
            resolution=ligne.resolution, libelle=lot.libelle, montant_centimes=lot.centimes,
            echeances=[EcheanceTravaux(exigible=jour) for jour in lot.echeances],
        )
    )  # fmt: skip
    session.flush()


def _say_travaux(session: Session, ag: AssembleeGenerale, rang: int, ligne: LigneTravaux, lot: LotTravaux) -> None:
    publish(
        session,
        TravauxVotesFact(
            copropriete_id=ag.copropriete_id, date_ag=ag.date_ag, resolution=ligne.resolution, libelle=lot.libelle,
            cle=ligne.cle, montant_centimes=lot.centimes, rang=rang,
            echeances=[jour.isoformat() for jour in lot.echeances],
        ),
    )  # fmt: skip


def _find_cle(session: Session, ag: AssembleeGenerale, code: str) -> int:
    return next(cle.id for cle in load_cles(session, ag.copropriete_id) if cle.code == code)


def write_mandat(session: Session, acteur: Acteur, ag: AssembleeGenerale, effets: dict[str, EffetPv]) -> None:
    """Put the designated syndic in charge when he is another one; a renewal changes nothing.

    :raises InvalidError: no such syndic.
    """
    for effet in effets.values():
        syndic = session.scalar(select(Syndic).where(Syndic.code == effet.syndic))
        if syndic is None or effet.debut is None:
            raise InvalidError(f"Aucun syndic n’a le code « {effet.syndic} ».", code="SYNDIC_INCONNU")
        standing = syndic_en_poste(session, ag.copropriete_id, effet.debut)
        if standing is not None and standing.id == syndic.id:
            continue
        change_syndic(session, acteur, ag.copropriete_id, ag.copropriete.version, syndic.id, effet.debut)
        publish(session, MandatSyndicChange(copropriete_id=ag.copropriete_id, syndic_id=syndic.id, du=effet.debut))
