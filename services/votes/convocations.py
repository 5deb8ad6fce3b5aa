"""Use case: a convocation arrives. Its assembly, its file and its agenda are recorded together, or not at all."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from services.votes.assemblees import SaisieAg, create_ag
from services.votes.models import AssembleeGenerale
from services.votes.resolutions import AgendaAjoute, add_agenda
from shared.acteurs import Acteur
from shared.documents import keep_document
from shared.errors import InvalidError
from shared.patrimoine.lectures import get_copropriete

TAILLE_MAXIMALE = 1_000_000
GENRE = "CONVOCATION"


@dataclass(frozen=True, slots=True)
class Fichier:
    """An uploaded file."""

    nom: str
    contenu: bytes


def record_convocation(
    session: Session, acteur: Acteur, saisie: SaisieAg, agenda: str, fichier: Fichier | None, aujourdhui: date
) -> tuple[AssembleeGenerale, AgendaAjoute | None]:
    """Record an assembly with the agenda pasted, or read from its text file, which is kept; without one, it waits.

    :raises AppError: whatever ``create_ag`` and ``add_agenda`` refuse; nothing is written then.
    """
    if fichier and agenda.strip():
        raise InvalidError("Collez l’ordre du jour ou déposez son fichier, pas les deux.", code="AGENDA_EN_DOUBLE")
    texte = read_texte(fichier) if fichier else agenda
    document = None
    if fichier:
        copropriete = get_copropriete(session, acteur, saisie.copropriete)
        document = keep_document(
            session, acteur, fichier.contenu, nom=fichier.nom, genre=GENRE, type_mime="text/plain",
            copropriete_id=copropriete.id,
        )  # fmt: skip
    ag = create_ag(session, acteur, saisie, aujourdhui, document)
    return ag, add_agenda(session, acteur, ag.id, texte) if texte.strip() else None


def read_texte(fichier: Fichier) -> str:
    """The text of an uploaded agenda: UTF-8, else the Windows encoding.

    :raises InvalidError: empty, too large, or not a text.
    """
    if not fichier.contenu.strip():
        raise InvalidError(f"Le fichier « {fichier.nom} » est vide.", code="FICHIER_VIDE")
    if len(fichier.contenu) > TAILLE_MAXIMALE:
        raise InvalidError(
            f"« {fichier.nom} » dépasse 1 Mo : ce n’est pas un ordre du jour.", code="FICHIER_TROP_GRAND"
        )
    if b"\0" in fichier.contenu or fichier.contenu.startswith(b"%PDF"):
        raise InvalidError(
            f"« {fichier.nom} » n’est pas un fichier texte : copiez l’ordre du jour et collez-le.",
            code="FICHIER_ILLISIBLE",
        )
    try:
        return fichier.contenu.decode("utf-8-sig")
    except UnicodeDecodeError:
        return fichier.contenu.decode("cp1252", errors="replace")
