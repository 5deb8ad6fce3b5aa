"""Reading minutes with what surrounds them: our agenda, our instructions, the version that waits or holds."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, selectinload

from services.votes.acces import REPONSES, get_ag
from services.votes.majorites.poids import Part, compute_poids
from services.votes.models import AssembleeGenerale, EtatPv, ProcesVerbal, Resolution
from services.votes.proces_verbaux.constats import Constat, Contexte, Instruction, NoteSeance, judge_ligne
from services.votes.proces_verbaux.contenu import ContenuPv, LignePv
from services.votes.proces_verbaux.suites_prevues import LigneJugee
from shared.acteurs import Acteur
from shared.errors import NotFoundError

GENERALE = "GEN"


@dataclass(frozen=True, slots=True)
class LigneVue:
    """A resolution, what its minutes say, and what is made of it."""

    resolution: Resolution
    ligne: LignePv
    constat: Constat

    @property
    def jugee(self) -> LigneJugee:
        """What the rules of follow-ups need of it."""
        resolution = self.resolution
        return LigneJugee(
            resolution_id=resolution.id, numero=resolution.numero, intitule=resolution.intitule, type=resolution.type,
            article=resolution.article, notre_vote=self.ligne.notre_vote, constat=self.constat,
        )  # fmt: skip


def load_ag_pv(session: Session, acteur: Acteur, ag_id: int, *, lock: bool = False) -> AssembleeGenerale:
    """An assembly with its resolutions, the instructions and the results of each.

    :raises NotFoundError: not there, or not visible.
    """
    return get_ag(
        session, acteur, ag_id,
        selectinload(AssembleeGenerale.resolutions).options(*REPONSES, selectinload(Resolution.resultat)), lock=lock,
    )  # fmt: skip


def find_pv(session: Session, ag_id: int, etat: EtatPv) -> ProcesVerbal | None:
    """The version of the minutes in this state: at most one waits, at most one holds."""
    query = select(ProcesVerbal).where(ProcesVerbal.ag_id == ag_id, ProcesVerbal.etat == etat)
    return session.scalar(query.options(joinedload(ProcesVerbal.document)))


def get_apercu(session: Session, ag_id: int) -> ProcesVerbal:
    """The version that waits.

    :raises NotFoundError: none does.
    """
    pv = find_pv(session, ag_id, EtatPv.APERCU)
    if pv is None:
        raise NotFoundError("Aucun procès-verbal n’attend d’être confirmé pour cette assemblée.", code="PV_SANS_APERCU")
    return pv


def list_versions(session: Session, ag_id: int) -> list[ProcesVerbal]:
    """Every version of the minutes of an assembly, the first one first."""
    query = select(ProcesVerbal).where(ProcesVerbal.ag_id == ag_id).order_by(ProcesVerbal.rang)
    return list(session.scalars(query.options(joinedload(ProcesVerbal.document))))


def judge_contenu(ag: AssembleeGenerale, contenu: ContenuPv) -> list[LigneVue]:
    """Each resolution of the agenda with its line and what is made of it, in order; a line that is missing is empty."""
    known: Mapping[int, LignePv] = {ligne.resolution_id: ligne for ligne in contenu.lignes}
    vues = []
    for resolution in ag.resolutions:
        ligne = known.get(resolution.id, LignePv(resolution_id=resolution.id))
        vues.append(LigneVue(resolution, ligne, judge_ligne(ligne, describe_contexte(ag, resolution, contenu))))
    return vues


def describe_contexte(ag: AssembleeGenerale, resolution: Resolution, contenu: ContenuPv) -> Contexte:
    """What the rules need to know of a resolution."""
    voix, total = weigh_effective(ag, resolution)
    return Contexte(
        article=resolution.article,
        type=resolution.type,
        information=resolution.information,
        voix=voix,
        total=total,
        total_tetes=contenu.total_tetes,
        instruction=find_instruction(ag, resolution),
        note=find_note(resolution),
    )


def find_note(resolution: Resolution) -> NoteSeance | None:
    """What our representative noted of a resolution in the room, if he did; the minutes do not erase it."""
    known = resolution.resultat
    if known is None or known.seance_annonce is None:
        return None
    return NoteSeance(
        annonce=known.seance_annonce, notre_vote=known.seance_notre_vote, amendee=bool(known.seance_amendee)
    )


def find_instruction(ag: AssembleeGenerale, resolution: Resolution) -> Instruction:
    """What we had decided for a resolution."""
    consigne = resolution.consigne
    if consigne is None:
        return Instruction(canal=ag.canal)
    return Instruction(
        position=consigne.position, position_second=consigne.position_second,
        position_si_amendee=consigne.position_si_amendee, canal=ag.canal,
    )  # fmt: skip


def weigh_effective(ag: AssembleeGenerale, resolution: Resolution) -> tuple[int | None, int | None]:
    """Our voix and the total of the clé, after article 22."""
    voix, total, cle = resolution.voix_bailleur, resolution.voix_total, resolution.cle
    if cle is None or voix is None or not total or voix > total:
        return voix, total
    poids = compute_poids(
        [Part("", cle.code, voix)], cle.code, total, ag.date_ag, ag.copropriete.origine.value.lower(),
        generale=cle.code == GENERALE,
    )  # fmt: skip
    return poids.voix_effectives, poids.total_effectif
