"""Remembered wordings: the type a manager gave to a syndic's words is given again, visibly, the next time they come.

A wording is a title without its number, dates, amounts, case and accents: « Point 4 : dossier façade 2026 » and
« 7. DOSSIER FACADE 2027 » are one. It belongs to the syndic that prints it; every version stays, with who and when.
"""

import re
from collections.abc import Sequence
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload

from services.votes.models import FormulationRetenue, Resolution
from services.votes.qualification.decision import qualify_resolution
from services.votes.qualification.intitules import strip_numero
from services.votes.qualification.types_resolution import find_type
from shared.acteurs import Acteur
from shared.audit import record_acte
from shared.errors import NotFoundError, RefusedError
from shared.models import Syndic, now
from shared.patrimoine.lectures import syndic_en_poste
from shared.patrimoine.textes import normalise_texte

SUR = 90
"""Confidence, in hundredths, of a type given by a remembered wording."""

_MOIS = frozenset(
    "janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre".split()  # noqa: SIM905
)
_VIDES = frozenset({"euros", "euro", "eur", "ttc", "ht", "du", "au", "le", "n"})


def compose_patron(intitule: str) -> str:
    """The wording of a title: what stays the same from one year to the next; empty when nothing is left."""
    mots: list[str] = []
    for mot in normalise_texte(strip_numero(intitule)).split():
        if mot in _MOIS or mot in _VIDES or re.search(r"\d", mot):
            continue
        mots.append(mot)
    return " ".join(mots)


def load_formulations(session: Session, syndic: Syndic | None) -> dict[str, FormulationRetenue]:
    """The wordings of a syndic that hold, by their pattern."""
    if syndic is None:
        return {}
    query = select(FormulationRetenue).where(
        FormulationRetenue.syndic_id == syndic.id, FormulationRetenue.retiree_le.is_(None)
    )
    return {one.patron: one for one in session.scalars(query)}


def apply_formulation(resolution: Resolution, formulations: dict[str, FormulationRetenue]) -> bool:
    """Give a resolution the type a manager chose for these words; says whether one was remembered."""
    known = formulations.get(compose_patron(resolution.intitule)) if formulations else None
    if known is None or known.type == resolution.type:
        return False
    type_ = find_type(known.type)
    resolution.type, resolution.article, resolution.information = type_.code, type_.article, type_.article == "aucun"
    resolution.confiance, resolution.question = SUR, None
    resolution.corrige_par, resolution.retenue_le = known.par_nom, known.le.date()
    return True


def remember_correction(session: Session, acteur: Acteur, resolution: Resolution) -> FormulationRetenue | None:
    """Remember the type just given to a resolution for its syndic's words; None when there is nothing to remember.

    Words we understand so already need no memory: what was remembered for them is withdrawn.
    """
    syndic = syndic_en_poste(session, resolution.ag.copropriete_id, resolution.ag.date_ag)
    patron = compose_patron(resolution.intitule)
    if syndic is None or not patron:
        return None
    known = load_formulations(session, syndic).get(patron)
    if known is not None and known.type == resolution.type:
        return known
    if known is not None:
        known.retiree_le, known.retiree_par = now(), acteur.courriel
    if qualify_resolution(resolution.intitule, resolution.texte).type == resolution.type:
        return None
    last = session.scalar(
        select(func.max(FormulationRetenue.version)).where(
            FormulationRetenue.syndic_id == syndic.id, FormulationRetenue.patron == patron
        )
    )
    formulation = FormulationRetenue(
        syndic_id=syndic.id, patron=patron, exemple=resolution.intitule, type=resolution.type, version=(last or 0) + 1,
        par=acteur.courriel, par_nom=acteur.nom, le=now(),
    )  # fmt: skip
    session.add(formulation)
    session.flush()
    record_acte(session, acteur, "retient une formulation", "formulation_retenue", formulation.id,
                detail={"syndic": syndic.code, "formulation": patron, "type": resolution.type})  # fmt: skip
    return formulation


def withdraw_formulation(session: Session, acteur: Acteur, formulation_id: int) -> FormulationRetenue:
    """Forget a wording: from now on we qualify it ourselves again.

    :raises NotFoundError: no such wording.
    :raises RefusedError: withdrawn already.
    """
    formulation = session.get(FormulationRetenue, formulation_id, with_for_update=True)
    if formulation is None:
        raise NotFoundError("Cette formulation n’est pas retenue.", code="FORMULATION_INCONNUE")
    if formulation.retiree_le is not None:
        raise RefusedError("Cette formulation est déjà retirée.", code="FORMULATION_RETIREE")
    formulation.retiree_le, formulation.retiree_par = now(), acteur.courriel
    session.flush()
    record_acte(session, acteur, "retire une formulation", "formulation_retenue", formulation.id,
                detail={"formulation": formulation.patron, "type": formulation.type})  # fmt: skip
    return formulation


def list_formulations(session: Session) -> Sequence[FormulationRetenue]:
    """Every wording and its versions: those that hold first, by syndic then by words, then those withdrawn."""
    query = select(FormulationRetenue).options(joinedload(FormulationRetenue.syndic))
    return sorted(
        session.scalars(query), key=lambda one: (one.retiree_le is not None, one.syndic.nom, one.patron, -one.version)
    )


def tell_retenue(le: date, par: str | None) -> str:
    """« corrigé d’après le choix de Claire Morel du 12/03/2026 »."""
    return f"d’après le choix de {par} du {le:%d/%m/%Y}" if par else f"d’après votre choix du {le:%d/%m/%Y}"
