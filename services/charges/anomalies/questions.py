"""A question to the syndic about what charges shows: a ready letter, kept as a document and sent by mail."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from services.charges.lectures import Synthese, load_synthese
from shared.acteurs import Acteur
from shared.audit import record_acte
from shared.courriels import queue_courriel
from shared.documents import keep_document
from shared.errors import InvalidError
from shared.montants import format_montant
from shared.patrimoine.lectures import get_copropriete, syndic_en_poste
from shared.presentation import format_date


@dataclass(frozen=True)
class Question:
    """What is proposed: to whom, and in which words. Both can be changed before sending."""

    destinataire: str
    sujet: str
    corps: str


def draft_question(session: Session, acteur: Acteur, code: str, aujourdhui: date) -> Question:
    """A letter that gives our figures clé by clé and asks the syndic for his.

    :raises NotFoundError: unknown copropriété, or not visible to this agent.
    """
    copropriete = get_copropriete(session, acteur, code)
    synthese = load_synthese(session, acteur, code, aujourdhui)
    syndic = syndic_en_poste(session, copropriete.id, aujourdhui)
    reference = copropriete.reference_bailleur or copropriete.code
    return Question(
        destinataire=(syndic.courriel or "") if syndic else "",
        sujet=f"{copropriete.nom} (notre référence {reference}) : appels et budget {synthese.exercice or ''}".strip(),
        corps=_write_corps(copropriete.nom, synthese, acteur),
    )


def _write_corps(nom: str, synthese: Synthese, acteur: Acteur) -> str:
    lignes = "\n".join(
        f"  - {ligne.cle} {ligne.libelle} : notre part du budget {format_montant(ligne.part_budget_centimes)}, "
        f"appelé {format_montant(ligne.appele_centimes)}, écart {format_montant(ligne.ecart_centimes)}"
        for ligne in synthese.cles
    )
    periode = f" du {format_date(synthese.debut)} au {format_date(synthese.fin)}" if synthese.exercice else ""
    return (
        f"Bonjour,\n\nPour l’exercice {synthese.exercice or 'en cours'}{periode} de la copropriété « {nom} », "
        f"nos comptes donnent, au titre de nos lots :\n\n{lignes or '  - aucun appel enregistré'}\n\n"
        "Pouvez-vous nous confirmer ces montants, ou nous indiquer ce qui explique la différence "
        "(budget ajusté, clé ou tantièmes modifiés, appel non reçu) ?\n\n"
        f"Cordialement,\n{acteur.nom}\n"
    )


def send_question(session: Session, acteur: Acteur, code: str, question: Question) -> None:
    """Keep the letter among the documents of the copropriété and queue its mail.

    :raises InvalidError: no usable address, or an empty letter.
    """
    copropriete = get_copropriete(session, acteur, code)
    destinataire = question.destinataire.strip()
    if destinataire.count("@") != 1 or not question.corps.strip():
        raise InvalidError("Indiquez l’adresse du syndic et le texte de la question.", code="QUESTION_INCOMPLETE")
    keep_document(
        session,
        acteur,
        f"À : {destinataire}\nObjet : {question.sujet}\n\n{question.corps}".encode(),
        nom=f"Question au syndic {copropriete.code}.txt",
        genre="question_syndic",
        type_mime="text/plain",
        copropriete_id=copropriete.id,
    )
    queue_courriel(session, destinataire, question.sujet, question.corps)
    record_acte(
        session, acteur, "interroge le syndic", "copropriete", copropriete.code, copropriete_id=copropriete.id,
        detail={"destinataire": destinataire, "objet": question.sujet},
    )  # fmt: skip
