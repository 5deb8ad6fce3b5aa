"""Use case: the signed paper leaves, and its proof stays: what, when, how, to whom."""

import re
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from services.votes.envois.calendrier_ics import write_calendrier
from services.votes.envois.contenu import find_limite
from services.votes.envois.feuilles import get_feuille, refuse_annulee, refuse_expediteur
from services.votes.models import Canal, CanalEnvoi, EnvoiFeuille, FeuilleInstruction
from services.votes.parametres import load_parametres
from shared.acteurs import Acteur
from shared.audit import record_acte
from shared.courriels import queue_courriel
from shared.documents import keep_document
from shared.errors import InvalidError, RefusedError
from shared.models import Document, now
from shared.presentation import day_of, format_date_longue

COURRIEL = re.compile(r"[^@\s,;]+@[^@\s,;]+\.[^@\s,;]+")
PREUVES = (CanalEnvoi.RECOMMANDE, CanalEnvoi.MAIN_PROPRE, CanalEnvoi.ESPACE_EN_LIGNE)


@dataclass(frozen=True, slots=True, kw_only=True)
class SaisieEnvoi:
    """How a paper leaves. ``reference``: number of the registered letter; ``preuve``: name and bytes of the receipt."""

    canal: CanalEnvoi
    destinataire: str
    reference: str | None = None
    preuve: tuple[str, bytes] | None = None


def send_feuille(
    session: Session, acteur: Acteur, feuille_id: int, saisie: SaisieEnvoi, aujourdhui: date
) -> EnvoiFeuille:
    """Send the signed paper, or record that it left by another way.

    An e-mail carries the paper and, when it replaces another, says which by name; it is presumed received the day it
    is sent (décret art. 9 bis). Sent after the limit, the form is said late, and it is recorded.

    :raises RefusedError: cancelled, not signed, or the assembly is over.
    :raises ForbiddenError: somebody else sends for this assembly.
    :raises InvalidError: no recipient, or a registered letter without its number.
    """
    feuille = get_feuille(session, acteur, feuille_id, lock=True)
    signed = refuse_envoi(feuille, acteur, saisie, aujourdhui)
    limite = find_limite(feuille.ag, load_parametres(session).marge_interne)
    envoi = EnvoiFeuille(
        document_id=signed.id, canal=saisie.canal, destinataire=saisie.destinataire.strip(),
        reference=(saisie.reference or "").strip() or None, le=now(), par=acteur.courriel,
        hors_delai=feuille.canal is Canal.CORRESPONDANCE and aujourdhui > limite.opposable,
        preuve_id=_keep_preuve(session, acteur, feuille, saisie),
    )  # fmt: skip
    if saisie.canal is CanalEnvoi.COURRIEL:
        courriel = queue_courriel(
            session, envoi.destinataire, *_write(feuille), _join(session, acteur, feuille, signed)
        )
        session.flush()
        envoi.courriel_id = courriel.id
    feuille.envois.append(envoi)
    session.flush()
    detail = {"numero": feuille.numero, "canal": saisie.canal.value, "destinataire": envoi.destinataire,
              "hors_delai": envoi.hors_delai, "sha256": signed.sha256}  # fmt: skip
    record_acte(session, acteur, "envoie une feuille d’instruction", "feuille_instruction", feuille.id,
                copropriete_id=feuille.ag.copropriete_id, detail=detail)  # fmt: skip
    return envoi


def refuse_envoi(feuille: FeuilleInstruction, acteur: Acteur, saisie: SaisieEnvoi, aujourdhui: date) -> Document:
    """The signed paper of a sheet that may leave this way now.

    :raises RefusedError: cancelled, not signed, too late, or already sent to this address by this way today.
    :raises ForbiddenError: somebody else sends for this assembly.
    :raises InvalidError: a sending nobody could prove.
    """
    refuse_annulee(feuille)
    refuse_expediteur(feuille, acteur)
    if feuille.signe is None:
        raise RefusedError(
            f"La feuille n° {feuille.numero} n’est pas signée : signez-la avant de l’envoyer.", code="NON_SIGNEE"
        )
    if aujourdhui > feuille.ag.date_ag:
        raise RefusedError("L’assemblée a eu lieu : rien ne peut plus partir.", code="AG_TENUE")
    refuse_saisie(saisie)
    for sent in feuille.envois:
        same = (sent.canal, sent.destinataire) == (saisie.canal, saisie.destinataire.strip())
        if same and day_of(sent.le) == day_of(now()):
            raise RefusedError(
                f"Ce document est déjà parti aujourd’hui à {sent.destinataire} par ce moyen.", code="ENVOI_DEJA_FAIT"
            )
    return feuille.signe


def refuse_saisie(saisie: SaisieEnvoi) -> None:
    """Refuse a sending nobody could prove.

    :raises InvalidError: with each fault at its field.
    """
    fautes = []
    if not saisie.destinataire.strip():
        fautes.append({"ou": "destinataire", "message": "Dites à qui le document est envoyé."})
    elif saisie.canal is CanalEnvoi.COURRIEL and not COURRIEL.fullmatch(saisie.destinataire.strip()):
        fautes.append({"ou": "destinataire", "message": "Ce n’est pas une adresse électronique."})
    if saisie.canal is CanalEnvoi.RECOMMANDE and not (saisie.reference or "").strip():
        fautes.append({"ou": "reference", "message": "Le numéro du recommandé est la preuve de l’envoi."})
    if saisie.canal in PREUVES and saisie.canal is not CanalEnvoi.RECOMMANDE and saisie.preuve is None:
        fautes.append({"ou": "preuve", "message": "Déposez le récépissé : sans lui, l’envoi ne se prouve pas."})
    if fautes:
        raise InvalidError("L’envoi n’est pas enregistré.", code="ENVOI_INVALIDE", fautes=fautes)


def _keep_preuve(session: Session, acteur: Acteur, feuille: FeuilleInstruction, saisie: SaisieEnvoi) -> int | None:
    if saisie.preuve is None:
        return None
    nom, contenu = saisie.preuve
    return keep_document(
        session, acteur, contenu, nom=nom, genre="preuve_envoi", copropriete_id=feuille.ag.copropriete_id
    ).id


def _join(session: Session, acteur: Acteur, feuille: FeuilleInstruction, signed: Document) -> list[Document]:
    """What the mail carries: the signed paper; for whoever sits for us, also his page and the appointment."""
    if feuille.canal is Canal.CORRESPONDANCE or feuille.dossier is None:
        return [signed]
    rendez_vous = write_calendrier(feuille.ag, now(), load_parametres(session).marge_interne)
    ics = keep_document(
        session, acteur, rendez_vous, nom=f"ag-{feuille.numero}.ics", genre="rendez_vous",
        type_mime="text/calendar", copropriete_id=feuille.ag.copropriete_id,
    )  # fmt: skip
    return [signed, feuille.dossier, ics]


def _write(feuille: FeuilleInstruction) -> tuple[str, str]:
    """Subject and body of the mail."""
    contenu, ag = feuille.contenu, feuille.ag
    emetteur, nom = contenu["emetteur"]["nom"], contenu["copropriete"]["nom"]
    papier = "formulaire de vote par correspondance" if feuille.canal is Canal.CORRESPONDANCE else "pouvoir"
    remplace = ""
    if feuille.remplace:
        remplace = (
            f"Ce document annule et remplace la feuille n° {feuille.remplace} : merci de ne plus tenir compte "
            "de celle-ci.\n\n"
        )
    sujet = f"{nom}, assemblée du {ag.date_ag:%d/%m/%Y} : {papier} n° {feuille.numero}"
    corps = (
        f"Bonjour,\n\nVous trouverez ci-joint notre {papier} n° {feuille.numero} pour l’assemblée générale de la "
        f"copropriété {nom} du {format_date_longue(ag.date_ag)}.\n\n{remplace}"
        "Merci d’accuser réception de ce message.\n\n"
        f"{contenu['signataire']['nom']}, {contenu['signataire']['qualite']}\n{emetteur}\n"
    )
    return sujet, corps
