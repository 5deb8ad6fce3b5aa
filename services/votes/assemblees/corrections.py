"""Use case: an assembly already recorded is corrected: put off, moved, its notice dated, its form sent elsewhere."""

from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from services.votes.acces import REPONSES, get_ag
from services.votes.assemblees.convocations_tardives import tell_late_notice
from services.votes.assemblees.enregistrement import SaisieAg, clean_saisie, refuse_bad_dates, refuse_second_ag
from services.votes.assemblees.resolutions import weigh
from services.votes.assemblees.suites import close_waiting
from services.votes.attribution.avis import notify_destinataires
from services.votes.engagements.reservations import reserve_engagement
from services.votes.models import AssembleeGenerale, EtatPv, FeuilleInstruction, GenreSuite, ProcesVerbal, Resolution
from shared.acteurs import Acteur
from shared.audit import record_acte
from shared.errors import RefusedError, StaleError
from shared.presentation import format_date

CHAMPS = tuple(champ.name for champ in fields(SaisieAg) if champ.name not in ("copropriete", "deja_tenue"))


@dataclass(frozen=True, slots=True)
class AgCorrigee:
    """An assembly as corrected; ``feuille``: the number of the standing sheet that still prints what was changed."""

    ag: AssembleeGenerale
    feuille: str | None


def change_ag(
    session: Session, acteur: Acteur, ag_id: int, saisie: SaisieAg, version: int, aujourdhui: date
) -> AgCorrigee:
    """Correct what is known of an assembly; every date computed from it follows.

    Put off, our votes are counted again on the new day, and whoever owes an answer is told. A notice that is dated
    late, or no longer is, opens or closes its task. The copropriété never changes.

    :raises NotFoundError: not there, or not visible.
    :raises StaleError: somebody corrected it meanwhile.
    :raises InvalidError: dates that cannot be, every fault at once.
    :raises RefusedError: another assembly that day, a past date nobody vouches for, or minutes already confirmed.
    """
    ag = get_ag(
        session, acteur, ag_id, selectinload(AssembleeGenerale.resolutions).options(*REPONSES), lock=True
    )  # fmt: skip
    if ag.version != version:
        raise StaleError("Cette assemblée a changé depuis que vous l’avez ouverte : relisez-la.")
    moved = saisie.date_ag != ag.date_ag
    refuse_bad_dates(replace(saisie, deja_tenue=saisie.deja_tenue or not moved), aujourdhui)
    if moved:
        refuse_move(session, ag, saisie.date_ag)
    wanted = clean_saisie(saisie)
    changes = {champ: wanted[champ] for champ in CHAMPS if wanted[champ] != getattr(ag, champ)}
    if not changes:
        return AgCorrigee(ag, None)
    detail = {champ: {"avant": _plain(getattr(ag, champ)), "apres": _plain(apres)} for champ, apres in changes.items()}
    for champ, apres in changes.items():
        setattr(ag, champ, apres)
    session.flush()
    if changes.keys() & {"date_ag", "convocation_presentee_le", "delai_convocation"}:
        close_waiting(session, ag, GenreSuite.CONVOCATION_TARDIVE, "Les dates de la convocation ont été corrigées.")
        tell_late_notice(session, ag, aujourdhui)
    if moved:
        _move(session, acteur, ag, aujourdhui)
    record_acte(session, acteur, "corrige une AG", "assemblee_generale", ag.id,
                copropriete_id=ag.copropriete_id, detail=detail)  # fmt: skip
    return AgCorrigee(ag, find_feuille(session, ag))


def refuse_move(session: Session, ag: AssembleeGenerale, date_ag: date) -> None:
    """Refuse another day once minutes hold, and a day that another assembly has.

    :raises RefusedError: either.
    """
    held = select(ProcesVerbal.id).where(ProcesVerbal.ag_id == ag.id, ProcesVerbal.etat == EtatPv.CONFIRME)
    if session.scalar(held) is not None:
        raise RefusedError(
            f"Le procès-verbal du {format_date(ag.date_ag)} est confirmé : la date ne se change plus.",
            code="PV_CONFIRME",
        )
    refuse_second_ag(session, ag.copropriete, date_ag)


def find_feuille(session: Session, ag: AssembleeGenerale) -> str | None:
    """The number of the sheet that holds, which prints the assembly as it was."""
    query = select(FeuilleInstruction.numero).where(
        FeuilleInstruction.ag_id == ag.id, FeuilleInstruction.annulee_le.is_(None)
    )
    return session.scalar(query)


def _move(session: Session, acteur: Acteur, ag: AssembleeGenerale, aujourdhui: date) -> None:
    """Weigh every resolution on the new day, and tell who still owes an answer."""
    weights: dict[str, tuple[int, int]] = {}
    for resolution in ag.resolutions:
        weigh(session, ag, resolution, resolution.cle, weights)
        resolution.version += 1
    session.flush()
    for resolution in ag.resolutions:
        reserve_engagement(session, resolution, acteur)
    if ag.date_ag >= aujourdhui:
        notify_destinataires(session, ag, [one for one in ag.resolutions if _is_owed(one)])


def _is_owed(resolution: Resolution) -> bool:
    return not resolution.information and resolution.consigne is None


def _plain(value: Any) -> Any:
    return value.isoformat() if hasattr(value, "isoformat") else value
