"""The JSON door of indicators, comparisons and scorecards, on the same blueprint as the rest of charges."""

from typing import Any

from flask import jsonify

from services.charges.api import api
from services.charges.comparaison import fiches
from services.charges.comparaison.cube import load_cube
from services.charges.comparaison.mesures import measure
from services.charges.comparaison.perimetre import choose_immeubles, list_immeubles
from services.charges.schemas_comparaison import (
    ComparaisonSchema,
    DemandeAnneeSchema,
    DemandeIndicateursSchema,
    FicheSyndicSchema,
    MesuresSchema,
)
from shared.acteurs import Permission
from shared.database import Lecture
from shared.errors import NotFoundError
from shared.web.gardes import current_acteur, requires


@api.get("/indicateurs")
@requires(Permission.CONSULTER)
@api.arguments(DemandeIndicateursSchema, location="query")
@api.response(200, MesuresSchema)
def lire_indicateurs(demande: dict[str, Any]) -> Any:
    """The indicators of a scope in a year."""
    with Lecture() as session:
        cube = load_cube(session)
        annee = fiches.choose_annee(cube, demande.pop("annee"))
        if annee is None:
            raise NotFoundError("Aucun exercice n’est connu.", code="SANS_EXERCICE")
        choisis = choose_immeubles(list_immeubles(session, current_acteur(), annee), **demande)
        return jsonify(MesuresSchema().dump(measure(cube, choisis, annee)))


@api.get("/coproprietes/<code>/comparaison")
@requires(Permission.CONSULTER)
@api.arguments(DemandeAnneeSchema, location="query")
@api.response(200, ComparaisonSchema)
def lire_comparaison(demande: dict[str, Any], code: str) -> Any:
    """A copropriété beside its peers."""
    with Lecture() as session:
        trouvee = fiches.compare_copropriete(session, current_acteur(), code, demande["annee"])
        if trouvee is None:
            raise NotFoundError("Ni dépense ni surface connue pour comparer.", code="SANS_COMPARAISON")
        return jsonify({**ComparaisonSchema().dump(trouvee), "pairs": len(trouvee.groupe.membres)})


@api.get("/syndics/<code>/fiche")
@requires(Permission.CONSULTER)
@api.arguments(DemandeAnneeSchema, location="query")
@api.response(200, FicheSyndicSchema)
def lire_fiche_syndic(demande: dict[str, Any], code: str) -> Any:
    """A syndic's scorecard: what votes shows when its contract is on the agenda."""
    with Lecture() as session:
        fiche = fiches.load_fiche_syndic(session, current_acteur(), code, demande["annee"])
        return jsonify(FicheSyndicSchema().dump(fiche))
