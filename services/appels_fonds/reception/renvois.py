"""Sending a faulty file back to the syndic: the mail, and the sender's own workbook with its cells coloured."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.appels_fonds.acces import get_import
from services.appels_fonds.models import ImportAppel, StatutImport
from services.appels_fonds.reception.analyses import REFUSE, Analyse
from services.appels_fonds.reception.anomalies import BLOQUANTE, INFORMATION
from services.appels_fonds.reception.imports import EN_ATTENTE, analyse_again
from shared.acteurs import Acteur
from shared.audit import record_acte
from shared.courriels import queue_courriel
from shared.documents import keep_document, read_document
from shared.errors import InvalidError, RefusedError
from shared.excel.ecriture import Remarque, annotate_workbook
from shared.excel.refus import FichierRefuse
from shared.models import Copropriete
from shared.patrimoine.lectures import syndic_en_poste
from shared.presentation import today

TYPE_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True)
class Renvoi:
    """What is proposed: to whom, and in which words. Both can be changed before sending."""

    destinataire: str
    sujet: str
    corps: str


def draft_renvoi(session: Session, acteur: Acteur, import_id: int) -> tuple[ImportAppel, Renvoi]:
    """The mail that says every fault of a file that waits, to the syndic of the copropriétés it names.

    :raises RefusedError: the import has nothing to send back.
    """
    apercu = get_import(session, acteur, import_id)
    if apercu.statut not in EN_ATTENTE:
        raise RefusedError("Seul un fichier qui attend encore se renvoie au syndic.", code="RIEN_A_RENVOYER")
    analyse = analyse_again(session, acteur, apercu)
    remarques = list_remarques(analyse)
    if not remarques:
        raise RefusedError("Rien n’est à corriger dans ce fichier.", code="RIEN_A_RENVOYER")
    fautes = "\n".join(f"  - {remarque_lieu(remarque)} : {remarque.message}" for remarque in remarques)
    refus = "Nous ne pouvons pas enregistrer" + (" en entier" if apercu.statut == StatutImport.PARTIEL else "")
    constat = refus if analyse.issue == REFUSE else "Nous avons des questions avant d’enregistrer"
    corps = (
        f"Bonjour,\n\n{constat} votre fichier « {apercu.nom_fichier} ». "
        f"Voici ce qu’il faudrait corriger :\n\n{fautes}\n\n"
        "Le classeur joint montre chaque cellule en cause. Merci de nous renvoyer le fichier corrigé.\n\n"
        f"Cordialement,\n{acteur.nom}\n"
    )
    sujet = f"Votre appel de fonds « {apercu.nom_fichier} » : corrections demandées"
    return apercu, Renvoi(_find_courriel(session, analyse), sujet, corps)


def list_remarques(analyse: Analyse) -> list[Remarque]:
    """The faults a sender can mend, those that block first."""
    return [
        Remarque(anomalie.feuille, anomalie.cellule, anomalie.message, anomalie.gravite == BLOQUANTE)
        for anomalie in sorted(analyse.anomalies, key=lambda anomalie: anomalie.gravite != BLOQUANTE)
        if anomalie.gravite != INFORMATION
    ]


def list_corrections(apercu: ImportAppel) -> list[Remarque]:
    """What we read in place of what the sender wrote, for him to mend too."""
    return [
        Remarque(
            une["feuille"], une["cellule"], f"Lu « {une['valeur']} » au lieu de « {une['avant']} » : {une['motif']}.",
            bloquante=False,
        )
        for une in apercu.corrections
    ]  # fmt: skip


def remarque_lieu(remarque: Remarque) -> str:
    """Where a fault is, in words."""
    return " ".join(filter(None, (remarque.feuille, remarque.cellule))) or "fichier entier"


def _find_courriel(session: Session, analyse: Analyse) -> str:
    codes = {ligne.copropriete for ligne in analyse.lecture.lignes}
    found = set()
    for copropriete_id in session.scalars(select(Copropriete.id).where(Copropriete.code.in_(codes))):
        syndic = syndic_en_poste(session, copropriete_id, today())
        if syndic is not None and syndic.courriel:
            found.add(syndic.courriel)
    return found.pop() if len(found) == 1 else ""


def annotate_import(session: Session, acteur: Acteur, apercu: ImportAppel) -> tuple[str, bytes]:
    """The sender's own data, faulty cells coloured and commented; the file as it came when it cannot be annotated."""
    contenu = read_document(apercu.document)
    remarques = [*list_remarques(analyse_again(session, acteur, apercu)), *list_corrections(apercu)]
    try:
        annotated = annotate_workbook(contenu, remarques, nom=apercu.nom_fichier)
    except FichierRefuse:
        return apercu.nom_fichier, contenu
    return f"{apercu.nom_fichier.rpartition('.')[0]} - remarques.xlsx", annotated


def send_renvoi(session: Session, acteur: Acteur, import_id: int, renvoi: Renvoi) -> None:
    """Queue the mail with the annotated workbook, which is kept as a document.

    :raises InvalidError: no usable address.
    """
    apercu, _ = draft_renvoi(session, acteur, import_id)
    if renvoi.destinataire.count("@") != 1:
        raise InvalidError("Indiquez l’adresse électronique du syndic.", code="DESTINATAIRE_ABSENT")
    nom, contenu = annotate_import(session, acteur, apercu)
    document = keep_document(
        session, acteur, contenu, nom=nom, genre="retour_syndic",
        type_mime=TYPE_XLSX if nom.endswith(".xlsx") else "application/octet-stream",
    )  # fmt: skip
    queue_courriel(session, renvoi.destinataire.strip(), renvoi.sujet, renvoi.corps, [document])
    record_acte(
        session, acteur, "renvoie un fichier au syndic", "import", apercu.id,
        detail={"destinataire": renvoi.destinataire.strip(), "fichier": nom},
    )  # fmt: skip
