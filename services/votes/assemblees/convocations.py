"""Use cases: a convocation arrives. It is read and shown first; then its assembly, its file and its agenda are recorded
together, or not at all."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.votes.acces import get_ag
from services.votes.assemblees.enregistrement import SaisieAg, create_ag
from services.votes.assemblees.fichiers import Fichier, keep_jointes
from services.votes.assemblees.ordre_du_jour import parse_ordre_du_jour
from services.votes.assemblees.reconnaissance import Candidate, recognise_copropriete
from services.votes.assemblees.resolutions import AgendaAjoute, add_points
from services.votes.lecture.convocation import read_convocation
from services.votes.lecture.convocation_lue import ConvocationLue
from services.votes.lecture.plan.agenda import OrdreDuJour
from services.votes.models import AssembleeGenerale
from shared.acteurs import Acteur
from shared.audit import record_acte
from shared.documents import keep_document, read_document
from shared.errors import InvalidError, NotFoundError
from shared.models import Document
from shared.patrimoine.lectures import get_copropriete

GENRE = "CONVOCATION"


@dataclass(frozen=True, slots=True)
class Depot:
    """A convocation read and not yet recorded: its kept file, what it says, and whose it may be."""

    empreinte: str
    nom: str
    lue: ConvocationLue
    candidates: list[Candidate]


def deposit_convocation(session: Session, acteur: Acteur, fichier: Fichier) -> Document:
    """Keep a dropped convocation that can be read; no assembly is created.

    :raises InvalidError: it cannot be read, or holds neither a resolution nor the date of an assembly; nothing is kept.
    """
    lue = read_convocation(fichier.contenu, fichier.nom)
    if not lue.resolutions and lue.date_ag is None:
        raise InvalidError(
            f"« {fichier.nom} » ne contient ni résolution ni date d’assemblée : vérifiez que c’est bien la "
            "convocation, ou saisissez l’assemblée à la main.",
            code="ORDRE_DU_JOUR_VIDE",
        )
    document = keep_document(
        session, acteur, fichier.contenu, nom=fichier.nom, genre=GENRE, type_mime=fichier.type_mime
    )
    record_acte(session, acteur, "dépose une convocation", "document", document.id, detail={"nom": fichier.nom})
    return document


def open_depot(session: Session, acteur: Acteur, empreinte: str) -> Depot:
    """A dropped convocation, read again: what is shown is always what its bytes say.

    :param empreinte: the digest of the file, which only who holds the file, or dropped it, knows.
    :raises NotFoundError: no such file.
    """
    document = _get_depot(session, empreinte)
    lue = read_convocation(read_document(document), document.nom)
    return Depot(document.sha256, document.nom, lue, recognise_copropriete(session, acteur, lue))


def read_piece(session: Session, empreinte: str) -> Fichier:
    """The file of a dropped convocation.

    :raises NotFoundError: no such file.
    """
    document = _get_depot(session, empreinte)
    return Fichier(document.nom, read_document(document))


def _get_depot(session: Session, empreinte: str) -> Document:
    query = select(Document).where(
        Document.sha256 == empreinte, Document.genre == GENRE, Document.copropriete_id.is_(None)
    )
    document = session.scalar(query)
    if document is None:
        raise NotFoundError("Cette convocation n’a pas été déposée : déposez-la d’abord.", code="DEPOT_INCONNU")
    return document


def record_convocation(
    session: Session,
    acteur: Acteur,
    saisie: SaisieAg,
    agenda: OrdreDuJour | None,
    piece: Fichier | None,
    aujourdhui: date,
) -> tuple[AssembleeGenerale, AgendaAjoute | None]:
    """Record an assembly with its agenda as read and corrected, and the file it came from; without an agenda, it waits.

    :raises AppError: whatever ``create_ag`` and ``add_points`` refuse; nothing is written then.
    """
    copropriete = get_copropriete(session, acteur, saisie.copropriete)
    document = None
    if piece is not None:
        document = keep_document(
            session, acteur, piece.contenu, nom=piece.nom, genre=GENRE, type_mime=piece.type_mime,
            copropriete_id=copropriete.id,
        )  # fmt: skip
    ag = create_ag(session, acteur, saisie, aujourdhui, document)
    if piece is not None:
        keep_jointes(session, acteur, ag, piece.contenu)
    ajout = add_points(session, acteur, ag.id, agenda) if agenda is not None else None
    return ag, ajout


def add_agenda_saisi(session: Session, acteur: Acteur, ag_id: int, texte: str, fichier: Fichier | None) -> AgendaAjoute:
    """Add an agenda to an assembly, pasted or from its file; the file is kept as its notice when it had none.

    :raises AppError: whatever ``read_agenda_saisi`` and ``add_points`` refuse; nothing is written then.
    """
    lu = read_agenda_saisi("" if fichier else texte, fichier)
    ajout = add_points(session, acteur, ag_id, lu or OrdreDuJour((), ()))
    if fichier is not None:
        ag = get_ag(session, acteur, ag_id)
        document = keep_document(
            session, acteur, fichier.contenu, nom=fichier.nom, genre=GENRE, type_mime=fichier.type_mime,
            copropriete_id=ag.copropriete_id,
        )  # fmt: skip
        ag.document_id = ag.document_id or document.id
        keep_jointes(session, acteur, ag, fichier.contenu)
    return ajout


def read_agenda_saisi(texte: str, fichier: Fichier | None) -> OrdreDuJour | None:
    """The agenda of a form: pasted, or its file; None for neither.

    :raises InvalidError: both, or a file that cannot be read.
    """
    if fichier and texte.strip():
        raise InvalidError("Collez l’ordre du jour ou déposez son fichier, pas les deux.", code="AGENDA_EN_DOUBLE")
    if fichier:
        lue = read_convocation(fichier.contenu, fichier.nom)
        return OrdreDuJour(lue.resolutions, lue.non_compris)
    return parse_ordre_du_jour(texte) if texte.strip() else None
