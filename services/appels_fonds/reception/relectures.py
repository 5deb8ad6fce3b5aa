"""Files that wait, read again when what was learnt changes how they are read."""

from sqlalchemy.orm import Session

from services.appels_fonds.acces import visible_imports
from services.appels_fonds.models import ImportAppel
from services.appels_fonds.reception.analyses import Analyse
from services.appels_fonds.reception.imports import EN_ATTENTE, analyse_again, write_apercu
from shared.acteurs import Acteur

RELUS_MAX = 50


def refresh_preview(session: Session, acteur: Acteur, apercu: ImportAppel) -> Analyse:
    """Read a waiting file again and keep what it now says. Who dropped it, and when, do not change."""
    analyse = analyse_again(session, acteur, apercu)
    write_apercu(apercu, analyse)
    return analyse


def refresh_syndic(session: Session, acteur: Acteur, syndic_id: int, *, sauf: int | None = None) -> int:
    """Read again the other waiting files of a syndic, whose profile has just changed; returns how many.

    :param sauf: the import that was answered about: already read again.
    """
    waiting = session.scalars(
        visible_imports(acteur).where(ImportAppel.statut.in_(EN_ATTENTE)).order_by(ImportAppel.id.desc())
    ).all()
    siens = [x for x in waiting if x.id != sauf and x.analyse.get("syndic_id") == syndic_id]
    for apercu in siens[:RELUS_MAX]:
        refresh_preview(session, acteur, apercu)
    return len(siens[:RELUS_MAX])
