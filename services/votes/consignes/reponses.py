"""Use case of the answer: an employee says how we vote on a resolution, and why."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from services.votes.acces import get_resolution, take_resolution
from services.votes.consignes.visas import shift_visa
from services.votes.engagements.reservations import reserve_engagement
from services.votes.majorites.passerelles import find_second_article, say_positions
from services.votes.models import Consigne, Position, Resolution
from services.votes.politique.doctrine import Proposition, propose_position
from shared.acteurs import Acteur, Permission
from shared.audit import record_acte
from shared.errors import ForbiddenError, InvalidError, RefusedError, StaleError
from shared.models import now

LONGUEUR_MOTIF = 2000


@dataclass(frozen=True, slots=True)
class Reponse:
    """What an employee answers: on the first ballot, on the second one, if the text is amended; and why.

    ``motif_ecart``: why the answer departs from what the doctrine proposes.
    """

    position: Position
    motif: str
    position_second: Position | None = None
    position_si_amendee: Position | None = None
    motif_ecart: str | None = None

    @property
    def phrase(self) -> str:
        """« Pour ; second vote : contre : comptes vérifiés »."""
        return f"{say_positions(self.position, self.position_second, self.position_si_amendee)} : {self.motif.strip()}"


def give_consigne(
    session: Session,
    acteur: Acteur,
    resolution_id: int,
    *,
    position: Position,
    motif: str,
    version: int,
    aujourdhui: date,
    position_second: Position | None = None,
    position_si_amendee: Position | None = None,
    motif_ecart: str | None = None,
) -> Consigne:
    """Answer a resolution. A change of mind is a new consigne; the former stays.

    :param version: of the resolution as the agent read it.
    :raises NotFoundError: not visible to this agent.
    :raises ForbiddenError: neither the employee it is assigned to, nor a co-ownership manager or the management.
    :raises RefusedError: an information item, or the assembly is over.
    :raises InvalidError: no reason given, none for a departure from the doctrine, or a second ballot that cannot be.
    :raises StaleError: somebody acted since; ``fautes`` holds both answers, and answering again at the new version
        confirms.
    """
    reponse = Reponse(position, motif, position_second, position_si_amendee, motif_ecart)
    resolution = get_resolution(session, acteur, resolution_id)
    refuse_answer(resolution, acteur, aujourdhui)
    proposition = propose_position(session, resolution, aujourdhui)
    refuse_reponse(resolution, reponse, proposition)
    try:
        taken = take_resolution(session, acteur, resolution_id, version)
    except StaleError as stale:
        raise _with_both(stale, resolution, reponse) from None
    return _answer(session, acteur, taken, reponse, proposition)


def refuse_answer(resolution: Resolution, acteur: Acteur, aujourdhui: date) -> None:
    """Say why this agent cannot answer this resolution, if he cannot.

    :raises RefusedError: nothing to vote, or too late.
    :raises ForbiddenError: somebody else's.
    """
    if resolution.information:
        raise RefusedError("Ce point est une information : l’assemblée ne vote pas (décret art. 13).", code="SANS_VOTE")
    if aujourdhui > resolution.ag.date_ag:
        raise RefusedError(
            f"L’assemblée du {resolution.ag.date_ag:%d/%m/%Y} a eu lieu : une consigne n’aurait plus d’effet.",
            code="AG_TENUE",
        )
    if not may_answer(resolution, acteur):
        affectation = resolution.affectation
        qui = affectation.agent.nom if affectation else "personne : demandez au responsable copropriété de l’affecter"
        raise ForbiddenError(f"Cette résolution est confiée à {qui}.", code="CONFIEE_A_UN_AUTRE")


def may_answer(resolution: Resolution, acteur: Acteur) -> bool:
    """The employee it is assigned to; a co-ownership manager or the management may answer for him."""
    if acteur.id is None or not acteur.can(Permission.DONNER_CONSIGNE):
        return False
    affectation = resolution.affectation
    return acteur.can(Permission.GERER_AG) or (affectation is not None and affectation.agent_id == acteur.id)


def refuse_motif(motif: str) -> None:
    """Refuse an answer without a reason, or with a whole report for one.

    :raises InvalidError: with the fault at its field.
    """
    if not motif.strip():
        raise InvalidError(
            "Dites en une phrase pourquoi : le motif est lu par le responsable et gardé au dossier.",
            code="MOTIF_ABSENT", fautes=[{"ou": "motif", "message": "Le motif est obligatoire."}],
        )  # fmt: skip
    if len(motif) > LONGUEUR_MOTIF:
        message = f"Au plus {LONGUEUR_MOTIF} caractères : joignez une note pour le reste."
        raise InvalidError(
            "Ce motif est trop long.", code="MOTIF_TROP_LONG", fautes=[{"ou": "motif", "message": message}]
        )


def refuse_reponse(resolution: Resolution, reponse: Reponse, proposition: Proposition | None) -> None:
    """Refuse an answer that does not hold: no reason, an impossible second ballot, a departure nobody explains.

    :raises InvalidError: with the fault at its field.
    """
    refuse_motif(reponse.motif)
    if reponse.position_second is not None and find_second_article(resolution) is None:
        message = "Aucun second vote n’est possible à cette majorité (loi art. 25-1 et 26-1)."
        raise InvalidError(
            message, code="SECOND_VOTE_IMPOSSIBLE", fautes=[{"ou": "position_second", "message": message}]
        )
    if departs(reponse, proposition) and not (reponse.motif_ecart or "").strip():
        assert proposition is not None
        said = say_positions(proposition.position, proposition.position_second, proposition.position_si_amendee)
        message = f"La doctrine ({proposition.regle}) propose « {said.lower()} » : dites pourquoi vous vous en écartez."
        raise InvalidError(message, code="MOTIF_ECART_ABSENT", fautes=[{"ou": "motif_ecart", "message": message}])


def departs(reponse: Reponse, proposition: Proposition | None) -> bool:
    """Whether an answer says something else than what the doctrine proposes, on either ballot or once amended.

    A second ballot left empty follows the first one, and an amended text left empty says nothing.
    """
    if proposition is None:
        return False
    pairs = (
        (reponse.position, proposition.position),
        (reponse.position_second, proposition.position_second),
        (reponse.position_si_amendee, proposition.position_si_amendee),
    )
    return any(said is not None and wanted is not None and said is not wanted for said, wanted in pairs)


def _answer(
    session: Session, acteur: Acteur, resolution: Resolution, reponse: Reponse, proposition: Proposition | None
) -> Consigne:
    former = resolution.consignes[-1] if resolution.consignes else None
    ecart = (reponse.motif_ecart or "").strip() if departs(reponse, proposition) else ""
    consigne = Consigne(
        rang=former.rang + 1 if former else 1,
        position=reponse.position,
        position_second=reponse.position_second,
        position_si_amendee=reponse.position_si_amendee,
        motif=reponse.motif.strip(),
        position_proposee=proposition.position if proposition else None,
        doctrine=proposition.regle if proposition else None,
        motif_ecart=ecart or None,
        agent_id=acteur.id,
        le=now(),
    )
    resolution.consignes.append(consigne)
    shift_visa(resolution, acteur)
    session.flush()
    detail = {
        "numero": resolution.numero,
        "position": reponse.position.value,
        "motif": consigne.motif,
        "avant": former.position.value if former else None,
    }
    extra = {
        "second_vote": reponse.position_second and reponse.position_second.value,
        "si_amendee": reponse.position_si_amendee and reponse.position_si_amendee.value,
        "doctrine": consigne.doctrine,
        "motif_ecart": consigne.motif_ecart,
    }
    detail.update({name: value for name, value in extra.items() if value})
    record_acte(session, acteur, "donne une consigne de vote", "resolution", resolution.id,
                copropriete_id=resolution.ag.copropriete_id, detail=detail)  # fmt: skip
    reserve_engagement(session, resolution, acteur)
    return consigne


def _with_both(stale: StaleError, resolution: Resolution, reponse: Reponse) -> StaleError:
    """The refusal with the answer that stands and the one just given, side by side."""
    mine = {"ou": "Votre réponse", "message": reponse.phrase}
    standing = resolution.consigne
    if standing is None:
        return StaleError(stale.detail, fautes=[mine])
    theirs = {
        "ou": f"Réponse de {standing.agent.nom}",
        "message": f"{say_positions(standing.position, standing.position_second, standing.position_si_amendee)} : "
        f"{standing.motif}",
    }
    return StaleError(stale.detail, fautes=[theirs, mine])
