"""Use cases: read and change the settings of the controls. A control that is off is said to be off."""

from collections.abc import Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.appels_fonds.controles.constats import Controle
from services.appels_fonds.controles.registre import CONTROLES
from services.appels_fonds.models import ReglageControle
from shared.acteurs import Acteur
from shared.audit import record_acte
from shared.errors import InvalidError, NotFoundError, StaleError
from shared.models import now


def load_reglages(session: Session) -> Mapping[str, ReglageControle]:
    """What was changed, by code of control."""
    return {reglage.code: reglage for reglage in session.scalars(select(ReglageControle))}


def change_reglage(
    session: Session, acteur: Acteur, code: str, *, actif: bool, valeur: int | None, motif: str, version: int
) -> ReglageControle:
    """Switch a control on or off, or change its setting, for a reason that stays in the journal.

    :param version: of the setting as it was read; 0 when it was never changed.
    :raises NotFoundError: no such control.
    :raises InvalidError: no reason, or a setting this control does not have.
    :raises StaleError: somebody changed it meanwhile.
    """
    controle = find_controle(code)
    if not motif.strip():
        raise InvalidError("Dites pourquoi ce contrôle change : le motif est gardé au journal.", code="MOTIF_ABSENT")
    if valeur is not None and (controle.unite is None or not 0 <= valeur <= 100_000_000):
        raise InvalidError(f"« {valeur} » n’est pas un réglage possible de {code}.", code="REGLAGE_INVALIDE")
    reglage = session.get(ReglageControle, code, with_for_update=True)
    if (reglage.version if reglage else 0) != version:
        raise StaleError(f"Le réglage de {code} a changé depuis que vous l’avez ouvert : relisez-le.")
    before = {"actif": reglage.actif, "valeur": reglage.valeur} if reglage else None
    if reglage is None:
        reglage = ReglageControle(code=code)
        session.add(reglage)
    reglage.actif, reglage.valeur, reglage.motif = actif, valeur, motif.strip()
    reglage.par, reglage.le = acteur.courriel, now()
    session.flush()
    record_acte(
        session, acteur, "règle un contrôle", "controle", code,
        detail={"avant": before, "apres": {"actif": actif, "valeur": valeur}, "motif": motif.strip()},
    )  # fmt: skip
    return reglage


def find_valeur(session: Session, code: str) -> int:
    """The setting of a control: the one somebody chose, else its own.

    :raises NotFoundError: no such control.
    """
    controle, reglage = find_controle(code), session.get(ReglageControle, code)
    return controle.valeur if reglage is None or reglage.valeur is None else reglage.valeur


def find_controle(code: str) -> Controle:
    """The control of this code.

    :raises NotFoundError: no such control.
    """
    found = next((controle for controle in CONTROLES if controle.code == code), None)
    if found is None:
        raise NotFoundError(f"« {code} » n’est pas un contrôle réglable.", code="CONTROLE_INCONNU")
    return found
