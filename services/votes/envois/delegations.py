"""Who may sign for us: delegations edited by the administration, checked on each sheet; and our address on papers."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from services.votes.models import DelegationSignature
from shared.acteurs import Acteur
from shared.audit import record_acte
from shared.errors import InvalidError, NotFoundError, RefusedError, StaleError
from shared.models import Agent, Bailleur, now
from shared.montants import format_montant


@dataclass(frozen=True, slots=True, kw_only=True)
class SaisieDelegation:
    """What the administration says of a delegation; ``plafond_centimes`` None: no ceiling."""

    agent: str
    qualite: str
    reference: str
    plafond_centimes: int | None
    du: date
    au: date | None


def list_delegations(session: Session) -> Sequence[DelegationSignature]:
    """Every delegation, those in force last."""
    query = select(DelegationSignature).options(joinedload(DelegationSignature.agent))
    return session.scalars(query.order_by(DelegationSignature.du.desc(), DelegationSignature.id)).all()


def list_signataires(session: Session, jour: date) -> list[DelegationSignature]:
    """The delegations in force on a day, by the name of who holds them."""
    found = [one for one in list_delegations(session) if is_in_force(one, jour) and one.agent.actif]
    return sorted(found, key=lambda one: one.agent.nom)


def is_in_force(delegation: DelegationSignature, jour: date) -> bool:
    """Whether a delegation may be used on that day, both ends included."""
    return delegation.du <= jour and (delegation.au is None or jour <= delegation.au)


def check_delegation(delegation: DelegationSignature, engagement_centimes: int, jour: date) -> list[str]:
    """What forbids signing under this delegation, in sentences; empty when nothing does.

    :param engagement_centimes: our quote-part of everything the sheet votes for.
    """
    fautes = []
    qui = f"La délégation {delegation.reference} de {delegation.agent.nom}"
    if jour < delegation.du:
        fautes.append(f"{qui} ne commence que le {delegation.du:%d/%m/%Y}.")
    if delegation.au is not None and jour > delegation.au:
        fautes.append(f"{qui} a pris fin le {delegation.au:%d/%m/%Y} : choisissez un autre signataire.")
    plafond = delegation.plafond_centimes
    if plafond is not None and engagement_centimes > plafond:
        fautes.append(
            f"{qui} est plafonnée à {format_montant(plafond)} ; nos votes « pour » engagent "
            f"{format_montant(engagement_centimes)} : il faut un signataire sans ce plafond."
        )
    return fautes


def propose_signataire(
    signataires: Sequence[DelegationSignature], acteur: Acteur, engagement_centimes: int = 0
) -> int | None:
    """The delegation to propose: the one who sends signs when he may, else the only one who may; None: to choose.

    :param engagement_centimes: our quote-part of everything the sheet votes for; a lower ceiling is not proposed.
    """
    able = [une for une in signataires if une.plafond_centimes is None or une.plafond_centimes >= engagement_centimes]
    own = [une.id for une in able if une.agent_id == acteur.id]
    return own[0] if own else (able[0].id if len(able) == 1 else None)


def get_delegation(session: Session, delegation_id: int) -> DelegationSignature:
    """One delegation.

    :raises NotFoundError: no such delegation.
    """
    found = session.get(DelegationSignature, delegation_id, options=[joinedload(DelegationSignature.agent)])
    if found is None:
        raise NotFoundError("Cette délégation n’existe pas.", code="DELEGATION_INCONNUE")
    return found


def create_delegation(session: Session, acteur: Acteur, saisie: SaisieDelegation) -> DelegationSignature:
    """Give a delegation to an employee.

    :raises InvalidError: an unknown employee, an end before the beginning, a missing word.
    :raises RefusedError: this reference was already given to him.
    """
    agent = session.scalar(select(Agent).where(Agent.courriel == saisie.agent.strip(), Agent.actif.is_(True)))
    fautes = _list_fautes(saisie)
    if agent is None:
        fautes.insert(0, {"ou": "agent", "message": f"Aucun agent n’a l’adresse « {saisie.agent} »."})
    if agent is None or fautes:
        raise InvalidError("Corrigez la délégation.", code="DELEGATION_INVALIDE", fautes=fautes)
    same = (DelegationSignature.agent_id == agent.id, DelegationSignature.reference == saisie.reference.strip())
    if session.scalar(select(DelegationSignature.id).where(*same)) is not None:
        raise RefusedError(
            f"{agent.nom} a déjà la délégation {saisie.reference} : modifiez-la.", code="DELEGATION_DEJA_DONNEE"
        )
    delegation = DelegationSignature(
        agent=agent, qualite=saisie.qualite.strip(), reference=saisie.reference.strip(),
        plafond_centimes=saisie.plafond_centimes, du=saisie.du, au=saisie.au, creee_par=acteur.courriel, creee_le=now(),
    )  # fmt: skip
    session.add(delegation)
    session.flush()
    record_acte(session, acteur, "donne une délégation de signature", "delegation_signature", delegation.id,
                detail=_tell(delegation))  # fmt: skip
    return delegation


def end_delegation(session: Session, acteur: Acteur, delegation_id: int, au: date, version: int) -> DelegationSignature:
    """End a delegation on a day, that day included; what it signed stays signed.

    :raises StaleError: somebody changed it meanwhile.
    :raises InvalidError: an end before its beginning.
    """
    delegation = get_delegation(session, delegation_id)
    if delegation.version != version:
        raise StaleError(f"La délégation {delegation.reference} a changé entre-temps : relisez-la.")
    if au < delegation.du:
        raise InvalidError(
            "La fin ne peut pas précéder le début.", code="DELEGATION_INVALIDE",
            fautes=[{"ou": "au", "message": f"Le début est le {delegation.du:%d/%m/%Y}."}],
        )  # fmt: skip
    delegation.au = au
    session.flush()
    record_acte(session, acteur, "met fin à une délégation de signature", "delegation_signature", delegation.id,
                detail=_tell(delegation))  # fmt: skip
    return delegation


def save_emetteur(session: Session, acteur: Acteur, adresse: str, ville: str) -> Bailleur:
    """Say the address printed at the top of our papers, and the town where we sign.

    :raises RefusedError: the landlord itself is not known yet.
    :raises InvalidError: a missing word.
    """
    bailleur = session.scalar(select(Bailleur).order_by(Bailleur.id).limit(1))
    if bailleur is None:
        raise RefusedError("Importez d’abord le patrimoine : il dit qui nous sommes.", code="BAILLEUR_INCONNU")
    typed = {"adresse": " ".join(adresse.split()), "ville": " ".join(ville.split())}
    fautes = [{"ou": nom, "message": "À remplir."} for nom, value in typed.items() if not value]
    if fautes:
        raise InvalidError("Complétez notre adresse.", code="EMETTEUR_INCOMPLET", fautes=fautes)
    before = {"adresse": bailleur.adresse, "ville": bailleur.ville}
    bailleur.adresse, bailleur.ville = typed["adresse"], typed["ville"]
    session.flush()
    detail = {"avant": before, "apres": typed}
    record_acte(session, acteur, "change l’adresse de nos courriers", "bailleur", bailleur.id, detail=detail)
    return bailleur


def _list_fautes(saisie: SaisieDelegation) -> list[dict[str, str]]:
    fautes = []
    if not saisie.qualite.strip():
        fautes.append({"ou": "qualite", "message": "Dites à quel titre il signe."})
    if not saisie.reference.strip():
        fautes.append({"ou": "reference", "message": "Donnez la référence de l’acte qui délègue."})
    if saisie.au is not None and saisie.au < saisie.du:
        fautes.append({"ou": "au", "message": "La fin ne peut pas précéder le début."})
    if saisie.plafond_centimes is not None and saisie.plafond_centimes < 0:
        fautes.append({"ou": "plafond", "message": "Un plafond est positif, ou laissé vide."})
    return fautes


def _tell(delegation: DelegationSignature) -> dict[str, object]:
    return {
        "agent": delegation.agent.courriel, "reference": delegation.reference,
        "plafond_centimes": delegation.plafond_centimes, "du": delegation.du.isoformat(),
        "au": delegation.au.isoformat() if delegation.au else None,
    }  # fmt: skip
