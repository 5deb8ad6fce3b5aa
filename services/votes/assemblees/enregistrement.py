"""Use case: recording an assemblée générale."""

import re
from dataclasses import dataclass
from datetime import date, time
from typing import Any

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from services.votes.assemblees.convocations_tardives import tell_late_notice
from services.votes.assemblees.echeances import DELAI_CONVOCATION
from services.votes.models import AssembleeGenerale, NatureAg, VoieConvocation
from shared.acteurs import Acteur
from shared.audit import record_acte
from shared.errors import InvalidError, RefusedError
from shared.models import Copropriete, Document, now
from shared.patrimoine.lectures import get_copropriete

_COURRIEL = re.compile(r"[\w.+\-]+@[\w\-]+(?:\.[\w\-]+)+")


@dataclass(frozen=True, slots=True, kw_only=True)
class SaisieAg:
    """What a manager says of an assembly. ``deja_tenue``: he knows that its date is past."""

    copropriete: str
    date_ag: date
    heure: time | None = None
    lieu: str | None = None
    nature: NatureAg = NatureAg.ORDINAIRE
    convocation_presentee_le: date | None = None
    convocation_voie: VoieConvocation | None = None
    delai_convocation: int = DELAI_CONVOCATION
    formulaire_limite_imprimee: date | None = None
    formulaire_courriel: str | None = None
    formulaire_adresse: str | None = None
    deja_tenue: bool = False


def create_ag(
    session: Session, acteur: Acteur, saisie: SaisieAg, aujourdhui: date, document: Document | None = None
) -> AssembleeGenerale:
    """Record an assembly of a copropriété.

    :raises NotFoundError: no such copropriété among those the agent sees.
    :raises InvalidError: dates that cannot be, every fault at once.
    :raises RefusedError: this copropriété already has an assembly that day, or the date is past and nobody said so.
    """
    copropriete = get_copropriete(session, acteur, saisie.copropriete)
    refuse_bad_dates(saisie, aujourdhui)
    refuse_second_ag(session, copropriete, saisie.date_ag)
    ag = AssembleeGenerale(
        copropriete_id=copropriete.id,
        **clean_saisie(saisie),
        document_id=document.id if document else None,
        creee_par=acteur.courriel,
        creee_le=now(),
    )
    try:
        with session.begin_nested():
            session.add(ag)
    except IntegrityError:
        refuse_second_ag(session, copropriete, saisie.date_ag)
        raise
    tell_late_notice(session, ag, aujourdhui)
    detail = {"date_ag": saisie.date_ag.isoformat(), "nature": saisie.nature.value}
    record_acte(session, acteur, "crée une AG", "assemblee_generale", ag.id,
                copropriete_id=copropriete.id, detail=detail)  # fmt: skip
    return ag


def clean_saisie(saisie: SaisieAg) -> dict[str, Any]:
    """What was typed as an assembly keeps it: no empty text, no spaces around."""
    return {
        "date_ag": saisie.date_ag,
        "heure": saisie.heure,
        "lieu": (saisie.lieu or "").strip() or None,
        "nature": saisie.nature,
        "convocation_presentee_le": saisie.convocation_presentee_le,
        "convocation_voie": saisie.convocation_voie,
        "delai_convocation": saisie.delai_convocation,
        "formulaire_limite_imprimee": saisie.formulaire_limite_imprimee,
        "formulaire_courriel": (saisie.formulaire_courriel or "").strip() or None,
        "formulaire_adresse": " ".join((saisie.formulaire_adresse or "").split()) or None,
    }


def refuse_bad_dates(saisie: SaisieAg, aujourdhui: date) -> None:
    """Refuse a convocation presented in the future or after its own assembly, and a past assembly nobody vouches for.

    :raises InvalidError: with one fault per date.
    :raises RefusedError: the date is past.
    """
    fautes: list[dict[str, Any]] = []
    presentee = saisie.convocation_presentee_le
    if presentee and presentee > saisie.date_ag:
        fautes.append(
            {
                "ou": "convocation_presentee_le",
                "message": "La convocation ne peut pas être présentée après l’assemblée.",
            }
        )
    elif presentee and presentee > aujourdhui:
        fautes.append(
            {"ou": "convocation_presentee_le", "message": "La date de première présentation est dans le futur."}
        )
    if saisie.delai_convocation < DELAI_CONVOCATION:
        message = f"Le règlement ne peut pas prévoir moins de {DELAI_CONVOCATION} jours (décret art. 9)."
        fautes.append({"ou": "delai_convocation", "message": message})
    if saisie.formulaire_limite_imprimee and saisie.formulaire_limite_imprimee >= saisie.date_ag:
        fautes.append({"ou": "formulaire_limite_imprimee", "message": "La limite du formulaire précède l’assemblée."})
    if saisie.formulaire_courriel and not _COURRIEL.fullmatch(saisie.formulaire_courriel.strip()):
        fautes.append({"ou": "formulaire_courriel", "message": "Ce n’est pas une adresse électronique."})
    if fautes:
        raise InvalidError("Corrigez les dates de l’assemblée.", code="DATES_AG", fautes=fautes)
    if saisie.date_ag < aujourdhui and not saisie.deja_tenue:
        raise RefusedError(
            f"Le {saisie.date_ag:%d/%m/%Y} est passé : corrigez la date, ou cochez « Cette assemblée a déjà eu lieu ».",
            code="AG_PASSEE",
        )


def refuse_second_ag(session: Session, copropriete: Copropriete, date_ag: date) -> None:
    """One assembly a day for a copropriété: a second one is nearly always the same typed again.

    :raises RefusedError: there is one already.
    """
    known = select(AssembleeGenerale.id).where(
        AssembleeGenerale.copropriete_id == copropriete.id, AssembleeGenerale.date_ag == date_ag
    )
    ag_id = session.scalar(known)
    if ag_id is not None:
        raise RefusedError(
            f"{copropriete.nom} ({copropriete.code}) a déjà une AG le {date_ag:%d/%m/%Y} : ouvrez-la plutôt.",
            code="AG_DEJA_CREEE",
            fautes=[{"ou": "date_ag", "message": "Une AG par jour et par copropriété.", "lien": f"/votes/ag/{ag_id}",
                     "lien_texte": f"Ouvrir l’AG du {date_ag:%d/%m/%Y}"}],
        )  # fmt: skip
