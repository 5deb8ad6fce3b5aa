"""Accounting exports: numbered, hashed, kept. The same number gives the same bytes; what left once is known."""

from collections.abc import Iterator, Sequence
from datetime import date

from sqlalchemy import func, insert, select
from sqlalchemy.orm import Session

from services.appels_fonds.comptabilite.ecritures import list_fec, require_siren
from services.appels_fonds.exports.controle_fec import require_conforme
from services.appels_fonds.exports.ecrivains import write_profil
from services.appels_fonds.exports.fec import LigneFec, describe_fec, fec_name, write_fec
from services.appels_fonds.exports.formats import FEC, PROFILS, Profil, read_profil
from services.appels_fonds.models import Ecriture, EcritureExportee, ExportComptable, ProfilExport
from shared.acteurs import Acteur
from shared.audit import record_acte
from shared.database import lock_for_update
from shared.documents import keep_document, read_document
from shared.errors import NotFoundError, RefusedError
from shared.models import Document, now

GENRE_DOCUMENT = "export_comptable"
VERROU_EXPORTS = 7_106_041


def load_profils(session: Session) -> dict[str, Profil]:
    """Every layout but the FEC: the ready ones, then the latest version of each of the client's own."""
    rows = session.scalars(select(ProfilExport).order_by(ProfilExport.code, ProfilExport.version))
    return PROFILS | {row.code: read_profil(row.code, row.libelle, row.definition) for row in rows}


def save_profil(
    session: Session, acteur: Acteur, code: str, libelle: str, definition: dict[str, object]
) -> ProfilExport:
    """Keep a layout of the client's own as its next version.

    :raises InvalidError: the definition is faulty.
    :raises RefusedError: the name of a ready layout.
    """
    code = code.strip().upper()
    if code in PROFILS or code == FEC or not code.isidentifier():
        raise RefusedError("Choisissez un autre code : celui-ci est réservé, ou n’est pas un mot.", code="CODE_RESERVE")
    read_profil(code, libelle, definition)
    version = session.scalar(select(func.max(ProfilExport.version)).where(ProfilExport.code == code)) or 0
    profil = ProfilExport(
        code=code, version=version + 1, libelle=libelle.strip() or code, definition=definition, par=acteur.courriel,
        le=now(),
    )  # fmt: skip
    session.add(profil)
    session.flush()
    record_acte(session, acteur, "enregistre un profil d’export", "profil", f"{code} v{profil.version}")
    return profil


def make_export(
    session: Session, acteur: Acteur, code: str, *, debut: date, fin: date, nouvelles: bool = False
) -> ExportComptable:
    """Write, check and keep one export of the validated entries of a period.

    ``nouvelles``: only the entries that no export of this layout took yet (never for a FEC, which is whole).

    :raises NotFoundError: no such layout.
    :raises RefusedError: nothing to export, or a FEC that our own checks refuse: each fault is named.
    """
    lock_for_update(session, VERROU_EXPORTS)
    taken = _taken(session, code) if nouvelles and code != FEC else set()
    ids: set[int] = set()
    counter = _Compteur()
    if code == FEC:
        nom = fec_name(require_siren(session).siren or "", fin)
        contenu = "".join(write_fec(counter.watch(list_fec(session, debut, fin), ids, taken))).encode()
        if counter.lignes:
            require_conforme(nom, contenu.decode().splitlines(keepends=True), debut, fin)
    else:
        profil = load_profils(session).get(code)
        if profil is None:
            raise NotFoundError(f"« {code} » n’est pas un profil d’export.", code="PROFIL_INCONNU")
        nom = f"{code.lower()}_{debut:%Y%m%d}_{fin:%Y%m%d}.{profil.extension}"
        lignes = counter.watch(list_fec(session, debut, fin), ids, taken)
        contenu = "".join(write_profil(profil, lignes)).encode(profil.encodage, errors="replace")
    if not counter.lignes:
        raise RefusedError("Aucune écriture validée à exporter sur cette période.", code="RIEN_A_EXPORTER")
    return _keep(session, acteur, code, nom, contenu, counter, ids, debut, fin)


class _Compteur:
    """Counts legs and debits while they go by."""

    def __init__(self) -> None:
        self.lignes, self.debit_centimes = 0, 0

    def watch(self, lignes: Iterator[LigneFec], ids: set[int], taken: set[int]) -> Iterator[LigneFec]:
        """Let the legs go by, but those of entries already taken."""
        for ligne in lignes:
            if ligne.ecriture_id not in taken:
                ids.add(ligne.ecriture_id)
                self.lignes += 1
                self.debit_centimes += ligne.debit_centimes
                yield ligne


def _taken(session: Session, code: str) -> set[int]:
    rows = (
        select(EcritureExportee.ecriture_id)
        .join(ExportComptable, ExportComptable.id == EcritureExportee.export_id)
        .where(ExportComptable.profil == code)
    )
    return set(session.scalars(rows))


def _keep(
    session: Session, acteur: Acteur, code: str, nom: str, contenu: bytes, counter: _Compteur, ids: set[int],
    debut: date, fin: date,
) -> ExportComptable:  # fmt: skip
    document = keep_document(session, acteur, contenu, nom=nom, genre=GENRE_DOCUMENT, type_mime="text/plain")
    description = None
    if code == FEC:
        bailleur = require_siren(session)
        texte = describe_fec(
            nom, bailleur=bailleur.nom, siren=bailleur.siren or "", debut=debut, fin=fin, lignes=counter.lignes
        )
        description = keep_document(
            session, acteur, texte.encode(), nom=nom.replace(".txt", "_description.txt"), genre=GENRE_DOCUMENT,
            type_mime="text/plain",
        )  # fmt: skip
    export = ExportComptable(
        numero=(session.scalar(select(func.max(ExportComptable.numero))) or 0) + 1, profil=code, debut=debut, fin=fin,
        nom_fichier=nom, lignes=counter.lignes, debit_centimes=counter.debit_centimes, sha256=document.sha256,
        document_id=document.id, description_id=description.id if description else None, par=acteur.courriel, le=now(),
        remis=0,
    )  # fmt: skip
    session.add(export)
    session.flush()
    session.execute(
        insert(EcritureExportee), [{"export_id": export.id, "ecriture_id": ecriture_id} for ecriture_id in sorted(ids)]
    )
    record_acte(
        session, acteur, "exporte des écritures", "export", export.numero,
        detail={"profil": code, "lignes": counter.lignes, "sha256": document.sha256},
    )  # fmt: skip
    return export


def take_export(session: Session, acteur: Acteur, numero: int) -> list[tuple[str, bytes]]:
    """The files of an export, name and bytes; each time is in the journal.

    :raises NotFoundError: no such export.
    """
    export = session.scalar(select(ExportComptable).where(ExportComptable.numero == numero).with_for_update())
    if export is None:
        raise NotFoundError(f"L’export n° {numero} n’existe pas.", code="EXPORT_INCONNU")
    export.remis += 1
    record_acte(session, acteur, "reprend un export", "export", numero, detail={"fois": export.remis})
    ids = [found for found in (export.document_id, export.description_id) if found is not None]
    documents = [session.get_one(Document, found) for found in ids]
    names = [export.nom_fichier, export.nom_fichier.replace(".txt", "_description.txt")]
    return [(name, read_document(document)) for name, document in zip(names, documents, strict=False)]


def list_exports(session: Session) -> Sequence[ExportComptable]:
    """Every export, the latest first."""
    return session.scalars(select(ExportComptable).order_by(ExportComptable.numero.desc()).limit(200)).all()


def count_exportable(session: Session) -> int:
    """How many validated entries no export ever took."""
    taken = select(EcritureExportee.ecriture_id)
    found = select(func.count()).where(Ecriture.numero.is_not(None), Ecriture.id.not_in(taken))
    return session.scalar(found.select_from(Ecriture)) or 0
