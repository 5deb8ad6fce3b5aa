"""What needs an agent, for the home page: consignes to give, and for a manager the assemblies that lack some."""

from collections.abc import Sequence
from datetime import date
from itertools import groupby

from sqlalchemy.orm import Session

from services.votes.delais import compute_date_interne
from services.votes.lectures import A_VENIR, Avancement, FiltreAg, count_progress, select_a_repondre, select_ags
from services.votes.models import AssembleeGenerale, Resolution
from shared.acteurs import Acteur, Permission
from shared.presentation import format_date
from shared.web.a_faire import AFaire, urgency

LIMITE = 200
MONTREES = 3


def list_a_faire(session: Session, acteur: Acteur, aujourdhui: date) -> list[AFaire]:
    """Everything of votes that waits for this agent, the nearest date first; at most 200 lines."""
    owed = session.scalars(select_a_repondre(acteur, aujourdhui)).all()
    lines = [
        _to_answer(ag, list(resolutions), aujourdhui)
        for ag, resolutions in groupby(owed, key=lambda resolution: resolution.ag)
    ]
    if acteur.can(Permission.GERER_AG):
        query = select_ags(acteur, FiltreAg(A_VENIR, incompletes=True), aujourdhui).limit(LIMITE)
        ags = session.scalars(query).all()
        progress = count_progress(session, [ag.id for ag in ags])
        lines += [_to_complete(ag, progress[ag.id], aujourdhui) for ag in ags]
    return sorted(lines, key=lambda line: (line.echeance or date.max, line.copropriete or ""))[:LIMITE]


def _to_answer(ag: AssembleeGenerale, resolutions: Sequence[Resolution], aujourdhui: date) -> AFaire:
    echeance = compute_date_interne(ag.date_ag)
    shown = " ; ".join(resolution.intitule for resolution in resolutions[:MONTREES])
    return AFaire(
        echeance=echeance,
        titre=count_words(len(resolutions), "consigne de vote à donner", "consignes de vote à donner"),
        detail=f"{ag.copropriete.nom}, AG du {format_date(ag.date_ag)} : {shown}",
        copropriete=ag.copropriete.code,
        action="Répondre",
        lien=f"/votes/resolutions/{resolutions[0].id}",
        urgence=urgency(echeance, aujourdhui),
    )


def _to_complete(ag: AssembleeGenerale, avancement: Avancement, aujourdhui: date) -> AFaire:
    echeance = compute_date_interne(ag.date_ag)
    missing = count_words(avancement.manquantes, "consigne attendue", "consignes attendues")
    return AFaire(
        echeance=echeance,
        titre=missing if avancement.points else "Ordre du jour à saisir",
        detail=f"{ag.copropriete.nom}, AG du {format_date(ag.date_ag)}",
        copropriete=ag.copropriete.code,
        action="Suivre" if avancement.points else "Saisir",
        lien=f"/votes/ag/{ag.id}",
        urgence=urgency(echeance, aujourdhui),
    )


def count_words(count: int, one: str, several: str) -> str:
    """« 1 consigne attendue », « 3 consignes attendues »."""
    return f"{count} {one if count == 1 else several}"
