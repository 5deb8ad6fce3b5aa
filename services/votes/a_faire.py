"""What needs an agent, for the home page: consignes to give, and for a manager the assemblies that lack some."""

from dataclasses import dataclass
from datetime import date
from itertools import groupby

from sqlalchemy.orm import Session

from services.votes.delais import Urgence, compute_date_interne, judge_urgence
from services.votes.lectures import A_VENIR, FiltreAg, list_a_repondre, list_ags
from services.votes.models import AssembleeGenerale, Resolution
from shared.acteurs import Acteur, Permission

PREFIXE = "/votes"


@dataclass(frozen=True, slots=True)
class AFaire:
    """One line of « Aujourd'hui »: by when, what, where, and the one thing to do next."""

    echeance: date
    titre: str
    detail: str
    copropriete: str
    action: str
    lien: str
    urgence: Urgence


def list_a_faire(session: Session, acteur: Acteur, aujourdhui: date) -> list[AFaire]:
    """Everything of votes that waits for this agent, the nearest date first."""
    mine = groupby(list_a_repondre(session, acteur, aujourdhui), key=lambda resolution: resolution.ag)
    lines = [_to_answer(ag, list(resolutions), aujourdhui) for ag, resolutions in mine]
    if acteur.can(Permission.GERER_AG):
        ags, _ = list_ags(session, acteur, FiltreAg(A_VENIR), aujourdhui)
        lines += [_to_complete(ag, points, a_voter - repondues, aujourdhui)
                  for ag, points, a_voter, repondues in ags if a_voter > repondues or points == 0]  # fmt: skip
    return sorted(lines, key=lambda line: (line.echeance, line.copropriete))


def _to_answer(ag: AssembleeGenerale, resolutions: list[Resolution], aujourdhui: date) -> AFaire:
    only = resolutions[0] if len(resolutions) == 1 else None
    return AFaire(
        echeance=(echeance := compute_date_interne(ag.date_ag)),
        titre="1 consigne de vote à donner" if only else f"{len(resolutions)} consignes de vote à donner",
        detail=f"AG du {ag.date_ag:%d/%m/%Y} : " + " ; ".join(resolution.intitule for resolution in resolutions[:3]),
        copropriete=f"{ag.copropriete.code} · {ag.copropriete.nom}",
        action="Répondre",
        lien=f"{PREFIXE}/resolutions/{resolutions[0].id}",
        urgence=judge_urgence(echeance, aujourdhui),
    )


def _to_complete(ag: AssembleeGenerale, points: int, missing: int, aujourdhui: date) -> AFaire:
    echeance = compute_date_interne(ag.date_ag)
    return AFaire(
        echeance=echeance,
        titre=f"{missing} consigne{'s' if missing > 1 else ''} attendue{'s' if missing > 1 else ''}"
        if points
        else "Ordre du jour à saisir",
        detail=f"AG du {ag.date_ag:%d/%m/%Y}",
        copropriete=f"{ag.copropriete.code} · {ag.copropriete.nom}",
        action="Suivre" if points else "Saisir",
        lien=f"{PREFIXE}/ag/{ag.id}",
        urgence=judge_urgence(echeance, aujourdhui),
    )
