"""Use case: locking the instruction sheet of an assembly, numbered; a new version cancels the former by name.

One sheet is in force for an assembly, and one person signs and sends it: two contradictory forms for one assembly must
not be possible.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, selectinload

from services.votes.acces import REPONSES, get_ag
from services.votes.consignes.reponses import give_consigne
from services.votes.envois.choix import ChoixEnvoi, Decision
from services.votes.envois.contenu import build_contenu, list_lacunes
from services.votes.envois.delegations import check_delegation, get_delegation
from services.votes.envois.documents import print_dossier, print_feuille, print_formulaire, print_pouvoir
from services.votes.envois.enjeux import explain_canal
from services.votes.envois.lignes import find_manque, sum_engagement
from services.votes.envois.mandats import check_mandataire
from services.votes.models import AssembleeGenerale, Canal, Consigne, FeuilleInstruction, Resolution
from shared.acteurs import Acteur
from shared.audit import record_acte
from shared.documents import keep_document
from shared.errors import ForbiddenError, InvalidError, NotFoundError, RefusedError
from shared.models import Document, now

PDF = "application/pdf"


def lock_feuille(
    session: Session, acteur: Acteur, ag_id: int, choix: ChoixEnvoi, aujourdhui: date
) -> FeuilleInstruction:
    """Freeze the instructions of an assembly and print its papers; what was in force is cancelled by name.

    :raises NotFoundError: the assembly or the delegation is not there.
    :raises RefusedError: the assembly is over, its agenda is missing, or our address is.
    :raises ForbiddenError: somebody else sends for this assembly.
    :raises InvalidError: every reason at once: consignes that are not final and that nobody decided for, a delegation
        that does not hold, a proxy who may not, what the order of 2 July 2020 wants printed.
    """
    ag = load_ag_verrouillee(session, acteur, ag_id)
    refuse_ag(ag, aujourdhui)
    former = find_en_vigueur(session, ag.id)
    refuse_expediteur(former, acteur)
    delegation = get_delegation(session, choix.delegation_id)
    contenu = build_contenu(session, ag, choix, delegation)
    fautes = [
        *_refuse_decisions(ag.resolutions, choix),
        *({"ou": "delegation", "message": faute}
          for faute in check_delegation(delegation, sum_engagement(contenu["lignes"]), aujourdhui)),
        *({"ou": "mandataire", "message": faute} for faute in _check_representant(contenu, choix)),
        *list_lacunes(contenu),
    ]  # fmt: skip
    if fautes:
        raise InvalidError("La feuille ne peut pas être verrouillée.", code="FEUILLE_INCOMPLETE", fautes=fautes)
    decided = _give_decisions(session, acteur, ag.resolutions, choix.decisions, aujourdhui)
    ag.canal = choix.canal
    return _freeze(session, acteur, ag, former, contenu, choix, decided)


def load_ag_verrouillee(session: Session, acteur: Acteur, ag_id: int) -> AssembleeGenerale:
    """The assembly with its resolutions, kept from others until the end of the transaction."""
    answers = selectinload(AssembleeGenerale.resolutions).options(
        *REPONSES, selectinload(Resolution.consignes).selectinload(Consigne.visas)
    )
    return get_ag(session, acteur, ag_id, answers, lock=True)


def refuse_ag(ag: AssembleeGenerale, aujourdhui: date) -> None:
    """Refuse an assembly that is over, or has nothing to vote.

    :raises RefusedError: either.
    """
    if aujourdhui > ag.date_ag:
        raise RefusedError(
            f"L’assemblée du {ag.date_ag:%d/%m/%Y} a eu lieu : rien ne peut plus partir.", code="AG_TENUE"
        )
    if not any(not resolution.information for resolution in ag.resolutions):
        raise RefusedError("L’ordre du jour n’est pas saisi : il n’y a rien à voter.", code="ORDRE_DU_JOUR_ABSENT")


def find_en_vigueur(session: Session, ag_id: int) -> FeuilleInstruction | None:
    """The sheet in force for an assembly, or None."""
    return session.scalar(
        select(FeuilleInstruction)
        .where(FeuilleInstruction.ag_id == ag_id, FeuilleInstruction.annulee_le.is_(None))
        .options(joinedload(FeuilleInstruction.expediteur))
    )


def get_feuille(session: Session, acteur: Acteur, feuille_id: int, *, lock: bool = False) -> FeuilleInstruction:
    """One sheet of an assembly this agent sees.

    :raises NotFoundError: not there, or not visible.
    """
    query = select(FeuilleInstruction).where(FeuilleInstruction.id == feuille_id)
    if lock:
        query = query.with_for_update().execution_options(populate_existing=True)
    feuille = session.scalar(query)
    if feuille is None:
        raise NotFoundError("Cette feuille d’instruction n’existe pas.", code="FEUILLE_INCONNUE")
    get_ag(session, acteur, feuille.ag_id)
    return feuille


def refuse_expediteur(feuille: FeuilleInstruction | None, acteur: Acteur) -> None:
    """One person signs and sends for an assembly.

    :raises ForbiddenError: it is somebody else.
    """
    if feuille is not None and feuille.expediteur_id != acteur.id:
        raise ForbiddenError(
            f"L’envoi de cette assemblée est confié à {feuille.expediteur.nom} : une seule personne signe et envoie. "
            "Reprenez d’abord l’envoi, avec un motif.",
            code="EXPEDITEUR_UNIQUE",
        )


def take_over(session: Session, acteur: Acteur, feuille_id: int, motif: str) -> FeuilleInstruction:
    """Become the one person who sends for an assembly.

    :raises InvalidError: no reason.
    :raises RefusedError: the sheet is cancelled.
    """
    feuille = get_feuille(session, acteur, feuille_id, lock=True)
    refuse_annulee(feuille)
    if not motif.strip():
        raise InvalidError(
            "Dites pourquoi vous reprenez cet envoi.", code="MOTIF_ABSENT",
            fautes=[{"ou": "motif", "message": "Le motif est obligatoire."}],
        )  # fmt: skip
    if acteur.id is None:
        raise ForbiddenError("Un envoi est repris par une personne.", code="EXPEDITEUR_UNIQUE")
    detail = {"numero": feuille.numero, "avant": feuille.expediteur.courriel, "motif": motif.strip()}
    feuille.expediteur_id = acteur.id
    session.flush()
    session.refresh(feuille, ["expediteur"])
    record_acte(session, acteur, "reprend l’envoi d’une AG", "feuille_instruction", feuille.id,
                copropriete_id=feuille.ag.copropriete_id, detail=detail)  # fmt: skip
    return feuille


def refuse_annulee(feuille: FeuilleInstruction) -> None:
    """Refuse a sheet that another one replaced.

    :raises RefusedError: it is cancelled.
    """
    if feuille.annulee_le is not None:
        raise RefusedError(
            f"La feuille n° {feuille.numero} est annulée : {feuille.annulee_motif}", code="FEUILLE_ANNULEE"
        )


def digest(contenu: Mapping[str, Any]) -> str:
    """The SHA-256 of a content, whatever the order of its keys."""
    return hashlib.sha256(json.dumps(contenu, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def _refuse_decisions(resolutions: Sequence[Resolution], choix: ChoixEnvoi) -> list[dict[str, Any]]:
    fautes = []
    for resolution in resolutions:
        manque, decision = find_manque(resolution), choix.decisions.get(resolution.id)
        if manque is not None and decision is None:
            fautes.append(
                {"ou": f"Résolution {resolution.numero}", "code": manque.code,
                 "message": f"{manque.phrase} Relancez, ou décidez pour elle avec un motif."}
            )  # fmt: skip
        elif manque is not None and decision is not None and not decision.motif.strip():
            fautes.append({"ou": f"Résolution {resolution.numero}", "message": "Votre décision demande un motif."})
        elif manque is None and decision is not None:
            fautes.append(
                {"ou": f"Résolution {resolution.numero}", "message": "Sa consigne est complète : rien n’est à décider."}
            )
    return fautes


def _check_representant(contenu: Mapping[str, Any], choix: ChoixEnvoi) -> list[str]:
    if choix.canal is Canal.CORRESPONDANCE:
        return []
    if choix.mandataire is None:
        return ["Nommez qui nous représente : un pouvoir en blanc n’est jamais remis."]
    generale = next((cle for cle in contenu["cles"] if cle["code"] == "GEN"), None) or next(iter(contenu["cles"]), None)
    voix, total = (generale["voix"], generale["total"]) if generale else (0, 1)
    fautes = check_mandataire(choix.mandataire, voix, total)
    if choix.subdelegation and not (choix.mandataire.substitut or "").strip():
        fautes.append("Nommez le substitut : nous n’ouvrons pas la subdélégation à n’importe qui.")
    if contenu["syndic"] and choix.mandataire.nom.strip().casefold() == contenu["syndic"].casefold():
        fautes.append("Le syndic ne peut pas recevoir de pouvoir (loi art. 22).")
    return fautes


def _give_decisions(
    session: Session, acteur: Acteur, resolutions: Sequence[Resolution], decisions: Mapping[int, Decision], jour: date
) -> list[dict[str, Any]]:
    """Record the manager's decisions: a position is a consigne like any other, « no vote » is only on the sheet."""
    told = []
    for resolution in resolutions:
        decision = decisions.get(resolution.id)
        if decision is None:
            continue
        if decision.position is not None and (
            resolution.consigne is None or resolution.consigne.position is not decision.position
        ):
            motif = decision.motif.strip()
            give_consigne(
                session, acteur, resolution.id, position=decision.position, version=resolution.version,
                motif=f"Décidé à l’envoi : {motif}", motif_ecart=motif, aujourdhui=jour,
            )  # fmt: skip
        told.append(
            {"numero": resolution.numero, "position": decision.position.value if decision.position else None,
             "motif": decision.motif.strip()}
        )  # fmt: skip
    return told


def _freeze(
    session: Session,
    acteur: Acteur,
    ag: AssembleeGenerale,
    former: FeuilleInstruction | None,
    contenu: dict[str, Any],
    choix: ChoixEnvoi,
    decided: Sequence[dict[str, Any]],
) -> FeuilleInstruction:
    if acteur.id is None:
        raise ForbiddenError("Une feuille est verrouillée par une personne, qui l’envoie.", code="EXPEDITEUR_UNIQUE")
    moment, rang = now(), former.rang + 1 if former else 1
    numero = f"{ag.date_ag.year}-{ag.id:04d}-{rang}"
    contenu = {**contenu, "numero": numero, "remplace": former.numero if former else None,
               "canal_raisons": explain_canal(session, ag, choix.canal)}  # fmt: skip
    empreinte = digest(contenu)
    if former:
        former.annulee_le, former.annulee_motif = moment, f"annulée et remplacée par la feuille n° {numero}."
        session.flush()
    feuille = FeuilleInstruction(
        ag_id=ag.id, rang=rang, numero=numero, remplace=former.numero if former else None, canal=choix.canal,
        contenu=contenu, empreinte=empreinte, delegation_id=choix.delegation_id, expediteur_id=acteur.id,
        verrouillee_par=acteur.courriel, verrouillee_le=moment,
        **_print_papers(session, acteur, ag, contenu, empreinte, moment),
    )  # fmt: skip
    session.add(feuille)
    session.flush()
    detail = {"numero": numero, "remplace": feuille.remplace, "canal": choix.canal.value, "empreinte": empreinte,
              "decisions": list(decided)}  # fmt: skip
    record_acte(session, acteur, "verrouille une feuille d’instruction", "feuille_instruction", feuille.id,
                copropriete_id=ag.copropriete_id, detail=detail)  # fmt: skip
    return feuille


def _print_papers(
    session: Session,
    acteur: Acteur,
    ag: AssembleeGenerale,
    contenu: Mapping[str, Any],
    empreinte: str,
    moment: datetime,
) -> dict[str, int]:
    numero, canal = contenu["numero"], Canal(contenu["canal"])
    papers = {"feuille_id": (f"feuille-{numero}.pdf", "feuille_instruction",
                             print_feuille(contenu, moment, empreinte=empreinte, par=acteur.nom))}  # fmt: skip
    if canal is Canal.CORRESPONDANCE:
        papers["acte_id"] = (f"formulaire-{numero}.pdf", "formulaire_vote", print_formulaire(contenu, moment))
    else:
        papers["acte_id"] = (f"pouvoir-{numero}.pdf", "pouvoir", print_pouvoir(contenu, moment))
        papers["dossier_id"] = (f"dossier-{numero}.pdf", "dossier_seance", print_dossier(contenu, moment))
    kept: dict[str, Document] = {
        column: keep_document(
            session, acteur, pdf, nom=nom, genre=genre, type_mime=PDF, copropriete_id=ag.copropriete_id
        )
        for column, (nom, genre, pdf) in papers.items()
    }
    return {column: document.id for column, document in kept.items()}
