"""Use cases: minutes arrive, from a PDF or by hand, and are reviewed before anything follows from them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.votes.majorites.membres import find_profil
from services.votes.models import AssembleeGenerale, EtatPv, ProcesVerbal, Resolution, Resultat, SourceResultat
from services.votes.proces_verbaux.contenu import (
    COLONNES,
    Colonne,
    ContenuPv,
    LignePv,
    ScrutinLu,
    dump_contenu,
    load_contenu,
)
from services.votes.proces_verbaux.controles import check_decomptes, check_notification
from services.votes.proces_verbaux.dossiers import find_pv, get_apercu, judge_contenu, list_versions, load_ag_pv
from services.votes.proces_verbaux.effets_proposes import keep_effet, propose_dates, propose_effet
from services.votes.proces_verbaux.rapprochement import PointConnu, match_pv
from shared.acteurs import Acteur
from shared.audit import record_acte
from shared.documents import keep_document
from shared.errors import InvalidError, RefusedError, StaleError
from shared.models import Bailleur, Document, Exercice, now
from shared.presentation import format_date

GENRE = "PROCES_VERBAL"


@dataclass(frozen=True, slots=True)
class FichierPv:
    """The minutes as they were dropped."""

    nom: str
    contenu: bytes
    type_mime: str = "application/pdf"


def open_apercu(
    session: Session, acteur: Acteur, ag_id: int, aujourdhui: date, fichier: FichierPv | None = None,
    lu: dict[str, Any] | None = None,
) -> ProcesVerbal:  # fmt: skip
    """Start a version of the minutes: from a file, which is kept, or from what is known (the version that holds, else
    what our representative recorded).

    :param lu: what was read in the file, as the JSON of ``lire-pv``.
    :raises NotFoundError: no such assembly among those the agent sees.
    :raises RefusedError: not held yet, without an agenda, or a version waits already.
    """
    ag = load_ag_pv(session, acteur, ag_id, lock=True)
    refuse_early(ag, aujourdhui)
    if not ag.resolutions:
        raise RefusedError("Saisissez d’abord l’ordre du jour de cette assemblée.", code="ORDRE_DU_JOUR_ABSENT")
    if find_pv(session, ag.id, EtatPv.APERCU) is not None:
        raise RefusedError(
            "Un procès-verbal attend déjà d’être confirmé : reprenez-le, ou abandonnez-le d’abord.",
            code="PV_EN_ATTENTE",
        )
    contenu = _first_contenu(session, ag, lu)
    document = _keep_fichier(session, acteur, ag, fichier) if fichier else None
    pv = ProcesVerbal(
        ag_id=ag.id, rang=len(list_versions(session, ag.id)) + 1, etat=EtatPv.APERCU,
        source=SourceResultat.PV_LU if lu else SourceResultat.PV_SAISI, contenu=dump_contenu(contenu),
        document_id=document.id if document else None, notifie_le=ag.pv_notifie_le, cree_par=acteur.nom,
        cree_le=now(),
    )  # fmt: skip
    session.add(pv)
    session.flush()
    record_acte(session, acteur, "reçoit un procès-verbal", "assemblee_generale", ag.id,
                copropriete_id=ag.copropriete_id, detail={"rang": pv.rang, "source": pv.source.value})  # fmt: skip
    return pv


def _first_contenu(session: Session, ag: AssembleeGenerale, lu: dict[str, Any] | None) -> ContenuPv:
    """What the review starts from, with what each adopted resolution may change elsewhere."""
    contenu = match_pv(lu, list_points(ag), _nom_bailleur(session)) if lu else start_contenu(session, ag)
    if lu and (doute := say_other_date(lu, ag.date_ag)):
        contenu = replace(contenu, non_compris=(doute, *contenu.non_compris))
    if contenu.total_tetes is None:
        contenu = replace(contenu, total_tetes=_count_membres(session, ag))
    return with_effets(ag, contenu, list_exercices(session, ag))


def _keep_fichier(session: Session, acteur: Acteur, ag: AssembleeGenerale, fichier: FichierPv) -> Document:
    return keep_document(
        session, acteur, fichier.contenu, nom=fichier.nom, genre=GENRE, type_mime=fichier.type_mime,
        copropriete_id=ag.copropriete_id,
    )  # fmt: skip


def save_apercu(
    session: Session, acteur: Acteur, ag_id: int, version: int, contenu: ContenuPv, notifie_le: date | None,
    aujourdhui: date,
) -> ProcesVerbal:  # fmt: skip
    """Keep what was typed in the review.

    :raises StaleError: somebody else kept another review meanwhile.
    :raises InvalidError: impossible counts or dates, all at once; nothing is written.
    """
    ag = load_ag_pv(session, acteur, ag_id, lock=True)
    pv = take_apercu(session, ag, version)
    refuse_foreign(ag, contenu)
    contenu = with_effets(ag, contenu, list_exercices(session, ag))
    fautes = check_decomptes(judge_contenu(ag, contenu)) + check_notification(ag.date_ag, notifie_le, aujourdhui)
    if fautes:
        raise InvalidError("Rien n’est enregistré : corrigez ce qui suit.", code="PV_IMPOSSIBLE", fautes=fautes)
    pv.contenu, pv.notifie_le = dump_contenu(contenu), notifie_le
    session.flush()
    return pv


def abandon_apercu(session: Session, acteur: Acteur, ag_id: int, version: int) -> None:
    """Give up the version that waits; it stays in the history.

    :raises StaleError: somebody else kept another review meanwhile.
    """
    ag = load_ag_pv(session, acteur, ag_id, lock=True)
    pv = take_apercu(session, ag, version)
    pv.etat = EtatPv.ABANDONNE
    record_acte(session, acteur, "abandonne un procès-verbal", "assemblee_generale", ag.id,
                copropriete_id=ag.copropriete_id, detail={"rang": pv.rang})  # fmt: skip


def take_apercu(session: Session, ag: AssembleeGenerale, version: int) -> ProcesVerbal:
    """The version that waits, to change it.

    :raises NotFoundError: none does.
    :raises StaleError: it changed since ``version`` was read.
    """
    pv = get_apercu(session, ag.id)
    if pv.version != version:
        raise StaleError("Un autre agent a modifié cet aperçu depuis que vous l’avez ouvert : relisez-le.")
    return pv


def say_other_date(lu: dict[str, Any], date_ag: date) -> str | None:
    """What to say when the file is dated of another day than its assembly."""
    printed = lu.get("date")
    if not printed or str(printed) == date_ag.isoformat():
        return None
    jour = format_date(date.fromisoformat(str(printed)))
    return f"Le fichier est daté du {jour}, l’assemblée du {format_date(date_ag)} : est-ce le bon procès-verbal ?"


def refuse_foreign(ag: AssembleeGenerale, contenu: ContenuPv) -> None:
    """Minutes speak of the resolutions of their own assembly, each once.

    :raises InvalidError: a line is about something else.
    """
    left = {resolution.id for resolution in ag.resolutions}
    fautes = []
    for ligne in contenu.lignes:
        if ligne.resolution_id not in left:
            message = f"la résolution {ligne.resolution_id} n’est pas de cette assemblée, ou est dite deux fois"
            fautes.append({"ou": "lignes", "message": message})
        left.discard(ligne.resolution_id)
    if fautes:
        raise InvalidError("Rien n’est enregistré.", code="RESOLUTION_INCONNUE", fautes=fautes)


def refuse_early(ag: AssembleeGenerale, aujourdhui: date) -> None:
    """Nothing to record of an assembly that was not held.

    :raises RefusedError: its day has not come.
    """
    if ag.date_ag > aujourdhui:
        raise RefusedError(
            f"L’assemblée se tient le {format_date(ag.date_ag)} : elle n’a pas eu lieu.", code="AG_A_VENIR"
        )


def start_contenu(session: Session, ag: AssembleeGenerale) -> ContenuPv:
    """What is known before the minutes are read: the version that holds, else the results of the session."""
    standing = find_pv(session, ag.id, EtatPv.CONFIRME)
    if standing is not None:
        return load_contenu(standing.contenu)
    return ContenuPv(lignes=tuple(_from_session(resolution) for resolution in ag.resolutions))


def list_exercices(session: Session, ag: AssembleeGenerale) -> list[tuple[str, date, date]]:
    """The exercises known of the copropriété, the earliest first."""
    query = select(Exercice.libelle, Exercice.debut, Exercice.fin).where(Exercice.copropriete_id == ag.copropriete_id)
    return [(libelle, debut, fin) for libelle, debut, fin in session.execute(query.order_by(Exercice.debut))]


def with_effets(ag: AssembleeGenerale, contenu: ContenuPv, exercices: Sequence[tuple[str, date, date]]) -> ContenuPv:
    """The minutes with, under each adopted resolution, what it may change elsewhere."""
    known = {ligne.resolution_id: ligne for ligne in contenu.lignes}
    lignes = []
    for one in ag.resolutions:
        cle = one.cle.code if one.cle else None
        proposed = propose_effet(one.type, one.intitule, one.texte, cle, one.montant_centimes)
        proposed = propose_dates(proposed, exercices) if proposed else None
        lignes.append(keep_effet(known.get(one.id, LignePv(resolution_id=one.id)), proposed))
    return replace(contenu, lignes=tuple(lignes))


def list_points(ag: AssembleeGenerale) -> list[PointConnu]:
    """Our agenda, to place what was read on it."""
    return [
        PointConnu(one.id, one.numero, one.intitule, one.information, one.voix_bailleur, one.voix_total)
        for one in ag.resolutions
    ]


def _from_session(resolution: Resolution) -> LignePv:
    """What our representative recorded, with the counts he noted."""
    known = resolution.resultat
    if known is None:
        return LignePv(resolution_id=resolution.id)
    return LignePv(
        resolution_id=resolution.id, annonce=known.annonce, notre_vote=known.notre_vote, amendee=known.amendee,
        observation=known.observation, total_voix=known.total_voix, premier=_noted(known, ""),
        second=_noted(known, "second_"),
    )  # fmt: skip


def _noted(resultat: Resultat, prefix: str) -> ScrutinLu:
    return ScrutinLu(**{
        nom: Colonne(getattr(resultat, f"{prefix}{nom}_voix"), getattr(resultat, f"{prefix}{nom}_tetes"))
        for nom in COLONNES
    })  # fmt: skip


def _nom_bailleur(session: Session) -> str:
    bailleur = session.query(Bailleur).first()
    return bailleur.nom if bailleur else ""


def _count_membres(session: Session, ag: AssembleeGenerale) -> int | None:
    profil = find_profil(session, ag.copropriete)
    return profil.nombre_coproprietaires if profil else None
