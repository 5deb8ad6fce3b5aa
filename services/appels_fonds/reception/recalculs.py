"""Use case: the calls of a file computed again from what was voted, to show beside what is asked."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from services.appels_fonds.controles.appels_lus import AppelLu, group_appels
from services.appels_fonds.controles.etude import EtudeAppel
from services.appels_fonds.controles.recalcul import AppelRecalcule
from services.appels_fonds.models import ImportAppel
from services.appels_fonds.reception.analyses import read_fichier
from services.appels_fonds.reception.dossiers_appels import load_connaissances
from services.appels_fonds.reception.referentiels import load_patrimoine
from shared.acteurs import Acteur
from shared.documents import read_document


@dataclass(frozen=True, slots=True)
class RecalculMontre:
    """One call of the file beside the same call computed again; ``tolerance`` in centimes a line."""

    appel: AppelLu
    recalcul: AppelRecalcule
    tolerance: int

    @property
    def appele_centimes(self) -> int:
        """What the compared lines ask."""
        return sum(one.ligne.montant_centimes for one in self.recalcul.computable)

    @property
    def attendu_centimes(self) -> int:
        """What they should ask."""
        return sum(one.attendu_centimes or 0 for one in self.recalcul.computable)


def recalculate_import(
    session: Session, acteur: Acteur, apercu: ImportAppel, aujourdhui: date
) -> Sequence[RecalculMontre]:
    """Each call of the kept file, on the budget that explains it best: this exercise's, else the former one's."""
    patrimoine = load_patrimoine(session, acteur)
    lecture = read_fichier(
        session, read_document(apercu.document), apercu.nom_fichier, patrimoine, apercu.valeurs_corrigees
    ).lecture
    connu = load_connaissances(session, patrimoine, lecture.lignes, aujourdhui)
    etudes = [EtudeAppel(appel, connu) for appel in group_appels(lecture.lignes)]
    return [RecalculMontre(one.appel, one.recalcul_precedent or one.recalcul, one.tolerance) for one in etudes]
