"""Change the syndic of a copropriété: the mandate in force ends the day before the new one."""

from datetime import date

from sqlalchemy.orm import Session

from shared.acteurs import Acteur
from shared.errors import NotFoundError, RefusedError
from shared.models import MandatSyndic, Syndic
from shared.patrimoine.modifications import open_copropriete, record_modification
from shared.patrimoine.periodes import JOUR, Periode, format_jour


def change_syndic(
    session: Session, acteur: Acteur, copropriete_id: int, version: int, syndic_id: int, du: date
) -> MandatSyndic:
    """Put another syndic in charge from ``du``.

    :raises NotFoundError: copropriété not visible, or no such syndic.
    :raises StaleError: the copropriété changed since it was read.
    :raises RefusedError: that syndic is already in charge, or a later mandate is known.
    """
    copropriete = open_copropriete(session, acteur, copropriete_id, version)
    syndic = session.get(Syndic, syndic_id)
    if syndic is None:
        raise NotFoundError("Ce syndic n’est pas connu : créez-le d’abord.", code="SYNDIC_INCONNU")
    dernier = max(copropriete.mandats, key=lambda mandat: Periode(mandat.du, mandat.au).debut, default=None)
    if dernier is not None:
        _close(dernier, syndic, du)
    mandat = MandatSyndic(copropriete_id=copropriete.id, syndic_id=syndic.id, du=du)
    copropriete.mandats.append(mandat)
    detail = {"du": du, "avant": dernier.syndic.code if dernier else None, "apres": syndic.code}
    record_modification(session, acteur, "change de syndic", copropriete, "mandat", detail)
    return mandat


def _close(dernier: MandatSyndic, syndic: Syndic, du: date) -> None:
    """End the last known mandate the day before ``du``, unless it already ended."""
    periode = Periode(dernier.du, dernier.au)
    if dernier.syndic_id == syndic.id and periode.covers(du):
        raise RefusedError(f"{syndic.nom} est déjà le syndic au {format_jour(du)}.", code="SANS_CHANGEMENT")
    if periode.debut >= du:
        raise RefusedError(
            f"Le mandat de {dernier.syndic.nom} court {periode} : le nouveau commence après ce premier jour.",
            code="MANDAT_POSTERIEUR",
        )
    if periode.fin >= du:
        dernier.au = du - JOUR
