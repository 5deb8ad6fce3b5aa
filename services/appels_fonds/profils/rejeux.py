"""A profile tried on every past workbook of its syndic before it is adopted: what would be read otherwise is said."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from services.appels_fonds.lecture.classeurs import read_appel
from services.appels_fonds.lecture.lignes import LectureAppel, LigneLue
from services.appels_fonds.lecture.patrimoine.referentiel import Patrimoine
from services.appels_fonds.models import AppelFonds, ImportAppel, StatutImport
from services.appels_fonds.profils.versions import build_regles
from services.appels_fonds.reception.referentiels import load_patrimoine
from shared.acteurs import Acteur
from shared.documents import read_document
from shared.errors import NotFoundError
from shared.memoire import without_collection

FICHIERS_MAX = 60


@dataclass(frozen=True)
class Rejeu:
    """One past workbook, read by the profile in force and by the new one. Amounts in centimes."""

    import_id: int
    fichier: str
    lignes_avant: int
    lignes_apres: int
    total_avant: int
    total_apres: int
    changees: tuple[str, ...]

    @property
    def is_regression(self) -> bool:
        """Lines that were posted would be read otherwise, or no longer be read."""
        return bool(self.changees)


def replay_profil(
    session: Session, acteur: Acteur, syndic_id: int, avant: Mapping[str, Any], apres: Mapping[str, Any]
) -> list[Rejeu]:
    """Read every integrated workbook of a syndic (the latest sixty) both ways. Writes nothing."""
    patrimoine = load_patrimoine(session, acteur)
    return [_replay(apercu, patrimoine, avant, apres) for apercu in _list_imports(session, syndic_id)]


def _list_imports(session: Session, syndic_id: int) -> Sequence[ImportAppel]:
    posted = select(AppelFonds.import_id).where(AppelFonds.syndic_id == syndic_id)
    return session.scalars(
        select(ImportAppel)
        .where(ImportAppel.id.in_(posted), ImportAppel.statut.in_((StatutImport.INTEGRE, StatutImport.PARTIEL)))
        .options(joinedload(ImportAppel.document))
        .order_by(ImportAppel.id.desc())
        .limit(FICHIERS_MAX)
    ).all()


def _replay(apercu: ImportAppel, patrimoine: Patrimoine, avant: Mapping[str, Any], apres: Mapping[str, Any]) -> Rejeu:
    try:
        contenu = read_document(apercu.document)
    except NotFoundError:
        return Rejeu(apercu.id, apercu.nom_fichier, 0, 0, 0, 0, ("le fichier n’est plus dans le magasin",))
    with without_collection():
        lues = [
            read_appel(contenu, apercu.nom_fichier, patrimoine, build_regles(profil), apercu.valeurs_corrigees)
            for profil in (avant, apres)
        ]
    return compare_lectures(apercu.id, apercu.nom_fichier, *lues)


def compare_lectures(import_id: int, fichier: str, avant: LectureAppel, apres: LectureAppel) -> Rejeu:
    """Cells whose line changed, appeared or disappeared; the first twenty are named."""
    anciennes, nouvelles = _by_cellule(avant), _by_cellule(apres)
    cellules = [lieu for lieu in {**anciennes, **nouvelles} if anciennes.get(lieu) != nouvelles.get(lieu)]
    return Rejeu(
        import_id, fichier, len(avant.lignes), len(apres.lignes),
        sum(ligne.montant_centimes for ligne in avant.lignes), sum(ligne.montant_centimes for ligne in apres.lignes),
        tuple(cellules[:20]),
    )  # fmt: skip


def _by_cellule(lecture: LectureAppel) -> dict[str, tuple[Any, ...]]:
    def sens(ligne: LigneLue) -> tuple[Any, ...]:
        return ligne.copropriete, ligne.lots, ligne.cle, ligne.nature, ligne.exigible, ligne.montant_centimes

    return {f"{ligne.feuille} {ligne.cellule}": sens(ligne) for ligne in lecture.lignes}
