"""Use case: minutes are confirmed. Results, follow-ups, budgets, works and facts are written together, or not."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from services.votes.assemblees.resolutions import load_cles
from services.votes.assemblees.suites import follow_pv
from services.votes.engagements.reservations import MontantsVotes, settle_engagement
from services.votes.models import (
    AssembleeGenerale,
    EtatPv,
    ProcesVerbal,
    Resultat,
    SourceResultat,
)
from services.votes.proces_verbaux.apercus import take_apercu
from services.votes.proces_verbaux.contenu import COLONNES, EffetPv, load_contenu
from services.votes.proces_verbaux.controles import check_complete, check_decomptes, check_notification
from services.votes.proces_verbaux.dossiers import LigneVue, find_pv, judge_contenu, load_ag_pv
from services.votes.proces_verbaux.effets import apply_effets
from services.votes.proces_verbaux.suites_prevues import plan_suites
from services.votes.proces_verbaux.tardifs import record_notification
from shared.acteurs import Acteur
from shared.audit import record_acte
from shared.errors import InvalidError, RefusedError
from shared.models import now


@dataclass(frozen=True, slots=True)
class BilanPv:
    """What a confirmation came to: resolutions recorded, those with a mismatch, follow-ups planned."""

    resolutions: int
    ecarts: int
    suites: int


def confirm_apercu(
    session: Session, acteur: Acteur, ag_id: int, version: int, aujourdhui: date, motif: str | None = None
) -> BilanPv:
    """Confirm the minutes that wait. Minutes that already hold are replaced, which needs a reason.

    A mismatch does not keep from confirming: it becomes a follow-up, with the last day to contest.

    :raises StaleError: somebody else kept another review meanwhile.
    :raises InvalidError: something is impossible or missing, every fault at once; nothing is written.
    """
    ag = load_ag_pv(session, acteur, ag_id, lock=True)
    pv = take_apercu(session, ag, version)
    former = find_pv(session, ag.id, EtatPv.CONFIRME)
    vues = judge_contenu(ag, load_contenu(pv.contenu))
    refuse_incomplete(session, ag, pv, vues, aujourdhui)
    avant = _replace_former(ag, former, motif) if former else []
    pv.etat, pv.motif = EtatPv.CONFIRME, (motif or "").strip() or None
    pv.confirme_par, pv.confirme_le = acteur.nom, now()
    session.flush()
    for vue in vues:
        write_resultat(session, vue, pv.source, acteur)
        settle_engagement(
            session, vue.resolution, adoptee=bool(vue.constat.issue), votes=read_votes(vue.ligne.effet), acteur=acteur
        )
    record_notification(session, ag, pv.notifie_le)
    planned = plan_suites((vue.jugee for vue in vues), ag.date_ag, ag.pv_notifie_le)
    follow_pv(session, ag, planned)
    apply_effets(session, acteur, ag, pv.rang, avant, vues)
    bilan = BilanPv(len(vues), sum(bool(vue.constat.ecarts) for vue in vues), len(planned))
    detail = {"rang": pv.rang, "ecarts": bilan.ecarts, "suites": bilan.suites, "motif": pv.motif}
    record_acte(session, acteur, "confirme un procès-verbal", "assemblee_generale", ag.id,
                copropriete_id=ag.copropriete_id, detail=detail)  # fmt: skip
    return bilan


def read_votes(effet: EffetPv | None) -> MontantsVotes | None:
    """The amounts an effect confirms, None when it confirms none."""
    if effet is None or effet.plus_tard or not effet.montants:
        return None
    return MontantsVotes(effet.montants, effet.echeances)


def _replace_former(ag: AssembleeGenerale, former: ProcesVerbal, motif: str | None) -> list[LigneVue]:
    """What the version that held said; it holds no more.

    :raises InvalidError: no reason is given.
    """
    if not (motif or "").strip():
        raise InvalidError(
            "Dites pourquoi le procès-verbal confirmé est corrigé : le motif reste au dossier.", code="MOTIF_ABSENT",
            fautes=[{"ou": "Motif", "message": "à remplir"}],
        )  # fmt: skip
    former.etat = EtatPv.REMPLACE
    return judge_contenu(ag, load_contenu(former.contenu))


def refuse_incomplete(
    session: Session, ag: AssembleeGenerale, pv: ProcesVerbal, vues: Sequence[LigneVue], aujourdhui: date
) -> None:
    """Say everything that keeps the minutes from being confirmed.

    :raises InvalidError: with every fault at its place.
    """
    cles = [cle.code for cle in load_cles(session, ag.copropriete_id)]
    fautes = check_notification(ag.date_ag, pv.notifie_le, aujourdhui)
    fautes += check_decomptes(vues) + check_complete(vues, cles)
    if fautes:
        raise InvalidError("Rien n’est confirmé : complétez ce qui suit.", code="PV_INCOMPLET", fautes=fautes)


def set_notification(
    session: Session, acteur: Acteur, ag_id: int, version: int, notifie_le: date, aujourdhui: date
) -> AssembleeGenerale:
    """Say when confirmed minutes were first presented: every last day follows.

    :param version: of the confirmed minutes, as they were read.
    :raises RefusedError: no minutes hold.
    :raises StaleError: they were corrected meanwhile.
    :raises InvalidError: before the assembly, or in the future.
    """
    ag = load_ag_pv(session, acteur, ag_id, lock=True)
    pv = find_pv(session, ag.id, EtatPv.CONFIRME)
    if pv is None:
        raise RefusedError("Confirmez d’abord le procès-verbal.", code="PV_SANS_CONFIRMATION")
    if pv.version != version:
        raise RefusedError(
            "Le procès-verbal a changé depuis que vous l’avez ouvert : relisez-le.", code="VERSION_PERIMEE"
        )
    if fautes := check_notification(ag.date_ag, notifie_le, aujourdhui):
        raise InvalidError("Cette date ne peut pas être.", code="DATES_AG", fautes=fautes)
    pv.notifie_le = notifie_le
    record_notification(session, ag, notifie_le)
    vues = judge_contenu(ag, load_contenu(pv.contenu))
    follow_pv(session, ag, plan_suites((vue.jugee for vue in vues), ag.date_ag, notifie_le))
    record_acte(session, acteur, "date la notification d’un procès-verbal", "assemblee_generale", ag.id,
                copropriete_id=ag.copropriete_id, detail={"notifie_le": notifie_le.isoformat()})  # fmt: skip
    return ag


def write_resultat(session: Session, vue: LigneVue, source: SourceResultat, acteur: Acteur) -> Resultat:
    """Keep the outcome of a resolution as its minutes give it, over whatever the session said."""
    resultat = vue.resolution.resultat
    if resultat is None:
        resultat = Resultat(resolution_id=vue.resolution.id)
        session.add(resultat)
    ligne = vue.ligne
    resultat.source, resultat.total_voix, resultat.annonce = source, ligne.total_voix, ligne.annonce
    for prefix, scrutin in (("", ligne.premier), ("second_", ligne.second)):
        for nom in COLONNES:
            colonne = getattr(scrutin, nom)
            setattr(resultat, f"{prefix}{nom}_voix", colonne.voix)
            setattr(resultat, f"{prefix}{nom}_tetes", colonne.tetes)
    resultat.adoptee, resultat.notre_vote, resultat.amendee = vue.constat.adoptee, ligne.notre_vote, ligne.amendee
    resultat.ecart, resultat.observation = " ".join(vue.constat.ecarts) or None, ligne.observation
    resultat.par, resultat.le = acteur.nom, now()
    vue.resolution.version += 1
    session.flush()
    return resultat
