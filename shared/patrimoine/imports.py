"""Import the patrimoine: create or update by natural key, say what changed, delete nothing."""

from collections import defaultdict
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from shared.acteurs import Acteur
from shared.audit import record_acte
from shared.database import lock_for_update
from shared.errors import InvalidError
from shared.models import Copropriete
from shared.patrimoine.bilan import BilanImport, build_bilan, list_changements
from shared.patrimoine.coherence import check_coherence
from shared.patrimoine.demande import Demande, unfold_patrimoine
from shared.patrimoine.droits import check_droits
from shared.patrimoine.enregistrement import Ids, write_plan
from shared.patrimoine.etat import Etat, load_etat
from shared.patrimoine.format import Fautes, read_patrimoine
from shared.patrimoine.genres import COPROPRIETE, GENRES
from shared.patrimoine.plan import Plan, plan_import

VERROU_IMPORT = 7_106_010


def preview_patrimoine(session: Session, acteur: Acteur, donnees: Any) -> BilanImport:
    """What ``import_patrimoine`` would do; writes nothing.

    :raises InvalidError: every fault of the document, each with its path.
    :raises ForbiddenError: the import changes what this agent may not.
    """
    fautes = Fautes()
    demande = unfold_patrimoine(read_patrimoine(donnees, fautes), fautes)
    return build_bilan(_plan(session, acteur, demande, fautes)[0])


def import_patrimoine(session: Session, acteur: Acteur, donnees: Any) -> BilanImport:
    """Bring the database to what the document says, in the caller's transaction.

    What the document does not name is left untouched and reported as absent. Importing the same document again changes
    nothing, not even the audit journal.

    :param donnees: the JSON of the patrimoine, amounts in integer centimes.
    :raises InvalidError: every fault of the document, each with its path; nothing is written.
    :raises ForbiddenError: the import changes what this agent may not.
    """
    fautes = Fautes()
    demande = unfold_patrimoine(read_patrimoine(donnees, fautes), fautes)
    lock_for_update(session, VERROU_IMPORT)
    session.execute(select(Copropriete.id).where(Copropriete.code.in_(demande.codes)).with_for_update())
    plan, etat = _plan(session, acteur, demande, fautes)
    bilan = build_bilan(plan)
    if plan.changes:
        _record(session, acteur, plan, bilan, write_plan(session, plan, etat))
        session.expire_all()
    return bilan


def _plan(session: Session, acteur: Acteur, demande: Demande, fautes: Fautes) -> tuple[Plan, Etat]:
    etat = load_etat(session, demande.codes)
    plan = plan_import(demande, etat, fautes)
    check_coherence(plan, demande, fautes)
    if fautes:
        nombre = len(fautes.par_chemin)
        raise InvalidError(
            f"Le patrimoine n’est pas importé : {nombre} faute{'s' if nombre > 1 else ''} à corriger.",
            code="PATRIMOINE_INVALIDE",
            fautes=fautes.as_list(),
        )
    check_droits(acteur, plan, etat)
    return plan, etat


def _record(session: Session, acteur: Acteur, plan: Plan, bilan: BilanImport, ids: Ids) -> None:
    """One audit line for the import, and one for each copropriété it touches, with every value before and after."""
    creations: dict[str | None, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    changements: dict[str | None, list[dict[str, Any]]] = defaultdict(list)
    for genre in GENRES:
        for valeurs in plan.creations[genre]:
            creations[genre.copropriete_of(valeurs)][genre.nom] += 1
    for change in plan.modifications:
        code = change.genre.copropriete_of(change.ligne.valeurs)
        changements[code] += [vars(changement) for changement in list_changements(change)]
    crees = {genre: len(objets) for genre, objets in bilan.crees.items()}
    detail = {"crees": crees, "modifies": bilan.modifies, "changements": changements[None]}
    record_acte(session, acteur, "importe le patrimoine", "patrimoine", "import", detail=detail)
    for code in sorted(plan.coproprietes_creees() | plan.coproprietes_modifiees()):
        ident, detail = ids[COPROPRIETE][code], {"crees": dict(creations[code]), "changements": changements[code]}
        record_acte(session, acteur, "importe le patrimoine", "copropriete", ident, copropriete_id=ident, detail=detail)
