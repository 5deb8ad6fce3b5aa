"""Use cases: what a form must print of its return and of the session; and how our vote leaves, before it is locked."""

from dataclasses import dataclass
from datetime import date, time

from sqlalchemy.orm import Session

from services.votes.acces import get_ag
from services.votes.envois.expeditions import COURRIEL
from services.votes.models import AssembleeGenerale, Canal
from shared.acteurs import Acteur
from shared.audit import record_acte
from shared.errors import InvalidError, StaleError

IMPRIMES = ("heure", "lieu", "formulaire_adresse", "formulaire_courriel")
"""What the form of a vote must print of the session and of its return."""
CHAMPS = (*IMPRIMES, "formulaire_limite_imprimee")


@dataclass(frozen=True, slots=True, kw_only=True)
class SaisieRetour:
    """What the convocation and the syndic's own form say of the return."""

    heure: time | None
    lieu: str | None
    formulaire_adresse: str | None
    formulaire_courriel: str | None
    formulaire_limite_imprimee: date | None


def record_retour(
    session: Session, acteur: Acteur, ag_id: int, saisie: SaisieRetour, version: int
) -> AssembleeGenerale:
    """Record the place, the hour and the return address of an assembly.

    :raises StaleError: somebody changed the assembly meanwhile.
    :raises InvalidError: an address that cannot be, a printed limit after the assembly.
    """
    ag = _take_ag(session, acteur, ag_id, version)
    fautes = []
    if saisie.formulaire_courriel and not COURRIEL.fullmatch(saisie.formulaire_courriel.strip()):
        fautes.append({"ou": "formulaire_courriel", "message": "Ce n’est pas une adresse électronique."})
    limite = saisie.formulaire_limite_imprimee
    if limite is not None and limite >= ag.date_ag:
        fautes.append({"ou": "formulaire_limite_imprimee", "message": "La limite précède l’assemblée."})
    if fautes:
        raise InvalidError("Corrigez le retour du formulaire.", code="RETOUR_INVALIDE", fautes=fautes)
    before = {champ: str(getattr(ag, champ) or "") for champ in CHAMPS}
    for champ in CHAMPS:
        value = getattr(saisie, champ)
        setattr(ag, champ, (" ".join(value.split()) or None) if isinstance(value, str) else value)
    after = {champ: str(getattr(ag, champ) or "") for champ in CHAMPS}
    session.flush()
    record_acte(session, acteur, "précise le retour du formulaire d’une AG", "assemblee_generale", ag.id,
                copropriete_id=ag.copropriete_id, detail={"avant": before, "apres": after})  # fmt: skip
    return ag


def choose_canal(session: Session, acteur: Acteur, ag_id: int, canal: Canal, version: int) -> AssembleeGenerale:
    """Keep how our vote leaves, so that the sheet, locked later or with those of other assemblies, follows it.

    :raises StaleError: somebody changed the assembly meanwhile.
    """
    ag = _take_ag(session, acteur, ag_id, version)
    before, ag.canal = ag.canal, canal
    session.flush()
    record_acte(session, acteur, "choisit comment part le vote d’une AG", "assemblee_generale", ag.id,
                copropriete_id=ag.copropriete_id,
                detail={"avant": before.value if before else None, "apres": canal.value})  # fmt: skip
    return ag


def _take_ag(session: Session, acteur: Acteur, ag_id: int, version: int) -> AssembleeGenerale:
    ag = get_ag(session, acteur, ag_id, lock=True)
    if ag.version != version:
        raise StaleError("L’assemblée a changé depuis que vous l’avez ouverte : relisez-la avant d’enregistrer.")
    return ag
