"""The work list: the files that wait for somebody, and what each of them needs before it is integrated."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.appels_fonds.acces import visible_imports
from services.appels_fonds.controles.libelles_codes import describe_code
from services.appels_fonds.models import ImportAppel, StatutImport
from services.appels_fonds.reception.analyses import REFUSE
from services.appels_fonds.reception.anomalies import A_CONFIRMER, BLOQUANTE
from services.appels_fonds.reception.imports import EN_ATTENTE
from shared.acteurs import Acteur
from shared.models import Syndic

FICHIERS_MAX = 200
EXEMPLES = 3


@dataclass(frozen=True)
class FichierEnAttente:
    """One file of the list, as it was last read. ``syndic``: None when its copropriétés do not tell."""

    apercu: ImportAppel
    syndic: str | None
    is_mine: bool

    @property
    def integrable(self) -> bool:
        """Nothing blocks it: it integrates whole, with a comment for each of its ``codes``."""
        return self.apercu.analyse.get("issue") != REFUSE and self.apercu.nombre_lignes > 0

    @property
    def codes(self) -> list[str]:
        """The controls that ask for a comment."""
        return sorted({x["code"] for x in self._anomalies if x["gravite"] == A_CONFIRMER})

    @property
    def bloquantes(self) -> int:
        """How many faults block it."""
        return int(self.apercu.analyse.get("comptes", {}).get(BLOQUANTE, 0))

    @property
    def questions(self) -> int:
        """How many things only a person can say about it."""
        return int(self.apercu.analyse.get("questions", 0))

    def list_messages(self, code: str) -> list[str]:
        """What a control says of this file."""
        return [x["message"] for x in self._anomalies if x["code"] == code and x["gravite"] == A_CONFIRMER]

    @property
    def _anomalies(self) -> list[dict[str, str]]:
        return list(self.apercu.analyse.get("anomalies", ()))


@dataclass(frozen=True)
class AConfirmer:
    """One control that several files may not pass: what it says, and the first sentences about them."""

    code: str
    libelle: str
    fichiers: Sequence[str]
    exemples: Sequence[str]
    autres: int


@dataclass(frozen=True)
class Attente:
    """Every file that waits."""

    fichiers: Sequence[FichierEnAttente]

    @property
    def integrables(self) -> Sequence[FichierEnAttente]:
        """Those that nothing blocks."""
        return [fichier for fichier in self.fichiers if fichier.integrable]

    @cached_property
    def a_confirmer(self) -> Sequence[AConfirmer]:
        """The controls to comment, each asked once for all the files that do not pass it."""
        found = []
        for code in sorted({code for fichier in self.integrables for code in fichier.codes}):
            concernes = [fichier for fichier in self.integrables if code in fichier.codes]
            messages = [
                f"{fichier.apercu.nom_fichier} : {message}"
                for fichier in concernes
                for message in fichier.list_messages(code)
            ]
            noms = [fichier.apercu.nom_fichier for fichier in concernes]
            reste = max(0, len(messages) - EXEMPLES)
            found.append(AConfirmer(code, describe_code(code), noms, messages[:EXEMPLES], reste))
        return found


def load_attente(session: Session, acteur: Acteur) -> Attente:
    """The files that wait, the latest first, as they were last read."""
    apercus = session.scalars(
        visible_imports(acteur)
        .where(ImportAppel.statut.in_(EN_ATTENTE))
        .order_by(ImportAppel.id.desc())
        .limit(FICHIERS_MAX)
    ).all()
    ids = {apercu.analyse.get("syndic_id") for apercu in apercus}
    noms = {row.id: row.nom for row in session.execute(select(Syndic.id, Syndic.nom).where(Syndic.id.in_(ids)))}
    return Attente([
        FichierEnAttente(apercu, noms.get(apercu.analyse.get("syndic_id")), apercu.lu_par == acteur.courriel)
        for apercu in apercus
    ])  # fmt: skip


def find_suivant(session: Session, acteur: Acteur, import_id: int) -> ImportAppel | None:
    """The next file of this agent that something blocks: the one dropped just before, else the latest."""
    blocked = (
        visible_imports(acteur)
        .where(ImportAppel.statut.in_((StatutImport.REFUSE, StatutImport.PARTIEL)), ImportAppel.id != import_id)
        .where(ImportAppel.lu_par == acteur.courriel)
        .order_by(ImportAppel.id.desc())
        .limit(1)
    )
    return session.scalar(blocked.where(ImportAppel.id < import_id)) or session.scalar(blocked)
