"""What a file of yearly accounts replaces among those received for its exercise: a former issue, never the statement of
another lot."""

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from services.charges.cumuls.agregats import refresh_agregat
from services.charges.models import ComptesAnnuels, LigneCharge, StatutComptes
from shared.errors import RefusedError
from shared.excel.mots import normalise
from shared.presentation import accord

GARDES = (StatutComptes.RECUS, StatutComptes.APPROUVES)


def replace_former(session: Session, comptes: ComptesAnnuels) -> None:
    """A re-issue of the same exercise replaces the former one: its lines stay, and no longer count. The statements of
    other lots, without any expense, stand beside.

    :raises RefusedError: it would put nothing in the place of the lines received, or of the shares of some lots.
    """
    query = select(ComptesAnnuels).where(
        ComptesAnnuels.copropriete_id == comptes.copropriete_id, ComptesAnnuels.debut == comptes.debut,
        ComptesAnnuels.fin == comptes.fin, ComptesAnnuels.statut.in_(GARDES), ComptesAnnuels.id != comptes.id,
    )  # fmt: skip
    formers = [former for former in session.scalars(query.order_by(ComptesAnnuels.id)) if _replaces(comptes, former)]
    for former in formers:
        former.statut, comptes.remplace_id = StatutComptes.REMPLACES, former.id
        session.execute(update(LigneCharge).where(LigneCharge.comptes_id == former.id).values(active=False))
        if comptes.copropriete_id and former.exercice and former.debut and former.fin:
            refresh_agregat(session, comptes.copropriete_id, former.exercice, former.debut, former.fin)


def _replaces(comptes: ComptesAnnuels, former: ComptesAnnuels) -> bool:
    """Whether accounts take the place of others of their exercise, and do not stand beside them.

    :raises RefusedError: what is in the others would be lost.
    """
    if former.nombre_lignes and not comptes.nombre_lignes:
        raise RefusedError(
            "Ce fichier n’a aucune dépense : il ne remplace pas les comptes déjà reçus pour cet exercice "
            f"({accord(former.nombre_lignes, 'ligne')}).",
            code="SANS_DEPENSES",
        )
    lots, anciens = _list_lots(comptes), _list_lots(former)
    if not lots or not anciens or anciens.keys() <= lots.keys():
        return True
    repris = [nom for lot, nom in lots.items() if lot in anciens]
    if repris:
        perdus = [nom for lot, nom in anciens.items() if lot not in lots]
        raise RefusedError(
            f"Ce décompte reprend {_name(repris)} d’un décompte déjà reçu, qui donne aussi {_name(perdus)} : "
            "déposez le décompte de tous ces lots.",
            code="LOTS_PERDUS",
        )
    return False


def _list_lots(comptes: ComptesAnnuels) -> dict[str, str]:
    """The lots of a file that is nothing but the statement of some: one form of each → as printed."""
    lecture = comptes.lecture
    if comptes.nombre_lignes or lecture.get("annexe2") or lecture.get("annexe3"):
        return {}
    return {normalise(part["lot"]): part["lot"] for part in lecture.get("quote_parts", [])}


def _name(lots: list[str]) -> str:
    return f"le lot {lots[0]}" if len(lots) == 1 else f"les lots {', '.join(lots)}"
