"""Buy and sell a lot: what is ours, from which day to which day."""

from collections.abc import Mapping
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from shared.acteurs import Acteur
from shared.errors import InvalidError, RefusedError
from shared.models import Copropriete, DetentionLot, Lot
from shared.patrimoine.modifications import check_totaux, find_cle, find_lot, open_copropriete, record_modification
from shared.patrimoine.periodes import Periode, find_valeur, format_jour
from shared.patrimoine.tantiemes import list_valeurs, set_tantiemes


def buy_lot(
    session: Session,
    acteur: Acteur,
    copropriete_id: int,
    version: int,
    numero: str,
    nature: str | None,
    surface_m2: int | None,
    du: date,
    tantiemes: Mapping[str, int],
) -> Lot:
    """Make a lot ours from ``du``. One that was ours before comes back with its history.

    :param tantiemes: by code of clé; a lot that comes back changes its known values from ``du`` where they differ.
    :raises InvalidError: no number, a negative figure, or a clé unknown here.
    :raises NotFoundError: copropriété not visible.
    :raises StaleError: the copropriété changed since it was read.
    :raises RefusedError: the lot is ours on or after that day, or the total of a clé is exceeded.
    """
    if not numero.strip():
        raise InvalidError("Donnez le numéro du lot.", code="LOT_SANS_NUMERO")
    if surface_m2 is not None and surface_m2 < 0:
        raise InvalidError(f"Une surface de {surface_m2} m² est négative : corrigez-la.", code="SURFACE_INVALIDE")
    copropriete = open_copropriete(session, acteur, copropriete_id, version)
    lot = _find_or_create(session, copropriete, numero.strip())
    _check_libre(lot, du)
    lot.nature, lot.surface_m2 = nature or lot.nature, lot.surface_m2 if surface_m2 is None else surface_m2
    lot.detentions.append(DetentionLot(du=du))
    session.flush()
    for code, valeur in tantiemes.items():
        cle = find_cle(session, copropriete, code)
        connues = list_valeurs(lot, cle)
        if find_valeur(connues, du) != valeur:
            set_tantiemes(session, lot, cle, valeur, du if connues else None)
    check_totaux(session, copropriete)
    detail = {"lot": lot.numero, "du": du, "tantiemes": dict(tantiemes)}
    record_modification(session, acteur, "achète un lot", copropriete, "lot", detail)
    return lot


def sell_lot(session: Session, acteur: Acteur, copropriete_id: int, version: int, numero: str, au: date) -> Lot:
    """End our ownership of a lot: ``au`` is the last day it is ours.

    :raises NotFoundError: copropriété or lot not visible.
    :raises StaleError: the copropriété changed since it was read.
    :raises RefusedError: the lot is already sold, or became ours after that day.
    """
    copropriete = open_copropriete(session, acteur, copropriete_id, version)
    lot = find_lot(session, copropriete, numero)
    detention = next((held for held in lot.detentions if held.au is None), None)
    if detention is None:
        last = max((held.au for held in lot.detentions if held.au), default=None)
        quand = f" depuis le {format_jour(last)}" if last else ""
        raise RefusedError(
            f"Le lot {lot.numero} n’est plus à nous{quand} : il ne peut être vendu.", code="LOT_DEJA_VENDU"
        )
    if detention.du and au < detention.du:
        raise RefusedError(
            f"Le lot {lot.numero} est à nous depuis le {format_jour(detention.du)} : il ne peut être vendu avant.",
            code="VENTE_AVANT_ACHAT",
        )
    detention.au = au
    record_modification(session, acteur, "vend un lot", copropriete, "lot", {"lot": lot.numero, "au": au})
    return lot


def _find_or_create(session: Session, copropriete: Copropriete, numero: str) -> Lot:
    lot = session.scalar(select(Lot).where(Lot.copropriete_id == copropriete.id, Lot.numero == numero))
    if lot is None:
        lot = Lot(copropriete_id=copropriete.id, numero=numero)
        session.add(lot)
    return lot


def _check_libre(lot: Lot, du: date) -> None:
    """A lot is bought only once it is no longer ours, and never across a period when it was."""
    for held in lot.detentions:
        periode = Periode(held.du, held.au)
        if periode.fin >= du:
            raise RefusedError(
                f"Le lot {lot.numero} est déjà à nous {periode} : un achat commence après.", code="LOT_DEJA_DETENU"
            )
