"""What needs an agent, for the home page: consignes to give, and for a manager the assemblies that lack some."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from textwrap import shorten

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from services.votes.assemblees.echeances import DatesAg
from services.votes.assemblees.suites import LIBELLES, FiltreSuites, select_suites
from services.votes.attribution.delais import compute_date_interne
from services.votes.consignes.a_voter import count_by_ag
from services.votes.consignes.filtres_file import A_DONNER, A_VISER, FiltreFile, select_file
from services.votes.demandes.a_faire import list_demandes_a_faire
from services.votes.envois.suivi import list_envois_a_faire
from services.votes.lectures import A_VENIR, Avancement, FiltreAg, count_progress, select_ags
from services.votes.models import AssembleeGenerale, LigneFile, Resolution, Suite
from services.votes.parametres import load_parametres
from shared.acteurs import Acteur, Permission
from shared.models import Copropriete
from shared.presentation import format_date
from shared.web.a_faire import AFaire, urgency

LIMITE = 200
MONTREES = 3
MOTIF = 160
"""How much of a reason the home shows."""
MOTS = {
    A_DONNER: ("consigne de vote à donner", "consignes de vote à donner", "Répondre"),
    A_VISER: ("consigne de vote à viser", "consignes de vote à viser", "Viser"),
}
"""How what waits is said, one or several, and the one next act."""


def list_a_faire(session: Session, acteur: Acteur, aujourdhui: date) -> list[AFaire]:
    """Everything of votes that waits for this agent, the nearest date first; at most 200 lines."""
    marge = load_parametres(session).marge_interne
    lines = []
    for volet in (A_DONNER, A_VISER):
        lines += [_to_answer(volet, une, marge, aujourdhui) for une in list_by_ag(session, acteur, volet, aujourdhui)]
    if acteur.can(Permission.GERER_AG):
        query = select_ags(acteur, FiltreAg(A_VENIR, incompletes=True), aujourdhui).limit(LIMITE)
        ags = session.scalars(query).all()
        progress = count_progress(session, [ag.id for ag in ags])
        lines += [_to_complete(ag, progress[ag.id], marge, aujourdhui) for ag in ags]
        lines += list_envois_a_faire(session, acteur, aujourdhui)
    lines += list_demandes_a_faire(session, acteur, aujourdhui)
    lines += [_to_follow(suite, aujourdhui) for suite in session.scalars(_select_mine(acteur).limit(LIMITE))]
    return sorted(lines, key=lambda line: (line.echeance or date.max, line.copropriete or ""))[:LIMITE]


@dataclass(frozen=True, slots=True)
class AttenteAg:
    """What waits for an agent in one assembly: how many, the titles of the first, and the id of the first."""

    dates: DatesAg
    code: str
    nom: str
    nombre: int
    titres: Sequence[str]
    premiere: int


def list_by_ag(session: Session, acteur: Acteur, volet: str, aujourdhui: date) -> list[AttenteAg]:
    """What waits in each assembly, the nearest first, in three queries whatever the length of the queue."""
    filtre = FiltreFile(volet=volet)
    counts = count_by_ag(session, acteur, filtre, aujourdhui, LIMITE)
    ag_ids = [one.ag_id for one in counts]
    of_ag = (AssembleeGenerale.id, AssembleeGenerale.date_ag, AssembleeGenerale.formulaire_limite_imprimee)
    named = select(*of_ag, Copropriete.code, Copropriete.nom).join(AssembleeGenerale.copropriete)
    found = session.execute(named.where(AssembleeGenerale.id.in_(ag_ids)))
    names = {ag_id: (DatesAg(jour, limite), code, nom) for ag_id, jour, limite, code, nom in found}
    firsts = _find_firsts(session, acteur, filtre, aujourdhui, ag_ids)
    return [
        AttenteAg(
            *names[one.ag_id], one.nombre, [titre for _, titre in firsts[one.ag_id]],
            firsts[one.ag_id][0][0],
        )
        for one in counts
    ]  # fmt: skip


def _find_firsts(
    session: Session, acteur: Acteur, filtre: FiltreFile, aujourdhui: date, ag_ids: Sequence[int]
) -> dict[int, list[tuple[int, str]]]:
    """The first resolutions that wait in each assembly, in the order of its agenda, with their titles."""
    rang = func.row_number().over(partition_by=LigneFile.ag_id, order_by=LigneFile.ordre).label("rang")
    waiting = select_file(acteur, filtre, aujourdhui, LigneFile.resolution_id, rang)
    ranked = waiting.where(LigneFile.ag_id.in_(ag_ids)).subquery()
    query = (
        select(Resolution.ag_id, Resolution.id, Resolution.intitule)
        .select_from(ranked)
        .join(Resolution, Resolution.id == ranked.c.resolution_id)
        .where(ranked.c.rang <= MONTREES)
        .order_by(Resolution.ag_id, Resolution.ordre)
    )
    firsts: dict[int, list[tuple[int, str]]] = defaultdict(list)
    for ag_id, resolution_id, intitule in session.execute(query):
        firsts[ag_id].append((resolution_id, intitule))
    return firsts


def _select_mine(acteur: Acteur) -> Select[Suite]:
    return select_suites(acteur, FiltreSuites(miennes=True))


def _to_follow(suite: Suite, aujourdhui: date) -> AFaire:
    motif = shorten(suite.motif, MOTIF, placeholder="…")
    return AFaire(
        echeance=suite.echeance,
        titre=LIBELLES[suite.genre],
        detail=f"{suite.ag.copropriete.nom}, AG du {format_date(suite.ag.date_ag)} : {motif}",
        copropriete=suite.ag.copropriete.code,
        action="Traiter",
        lien=f"/votes/suites?ag={suite.ag_id}#suite-{suite.id}",
        urgence=urgency(suite.echeance, aujourdhui),
    )


def _to_answer(volet: str, une: AttenteAg, marge: int, aujourdhui: date) -> AFaire:
    echeance = compute_date_interne(une.dates, marge)
    one, several, action = MOTS[volet]
    return AFaire(
        echeance=echeance,
        titre=count_words(une.nombre, one, several),
        detail=f"{une.nom}, AG du {format_date(une.dates.date_ag)} : {' ; '.join(une.titres)}",
        copropriete=une.code,
        action=action,
        lien=f"/votes/resolutions/{une.premiere}",
        urgence=urgency(echeance, aujourdhui),
    )


def _to_complete(ag: AssembleeGenerale, avancement: Avancement, marge: int, aujourdhui: date) -> AFaire:
    echeance = compute_date_interne(ag.dates, marge)
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
    """« 0 consigne attendue », « 1 consigne attendue », « 3 consignes attendues »."""
    return f"{count} {one if count < 2 else several}"
