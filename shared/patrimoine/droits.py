"""Who may import what. Pure, once the plan is made."""

from shared.acteurs import Acteur, Permission
from shared.errors import ForbiddenError
from shared.patrimoine.etat import Etat
from shared.patrimoine.genres import AGENCE, AGENT, COPROPRIETE
from shared.patrimoine.plan import Plan


def check_droits(acteur: Acteur, plan: Plan, etat: Etat) -> None:
    """Roles are given by administrators only; a copropriété is changed only by those who see it, before and after.

    The report of an agent who does not see everything says nothing of the copropriétés of other agencies.

    :raises ForbiddenError: the plan goes beyond what this agent may change.
    """
    if plan.touches(AGENT) and not acteur.can(Permission.GERER_AGENTS):
        raise ForbiddenError(
            "Ce fichier ajoute ou modifie des agents, ce qui revient aux administrateurs : retirez-en la liste des "
            "agents, ou demandez à un administrateur de l’importer.",
            code="AGENTS_RESERVES",
        )
    if acteur.sees_all:
        return
    visibles = {code for ident, code in etat.noms[AGENCE].items() if ident in acteur.agences}
    agences = {resultat.valeurs["code"]: {resultat.valeurs["agence"]} for resultat in plan.resultat[COPROPRIETE]}
    for ligne in etat.of(COPROPRIETE):
        agences[ligne.valeurs["code"]].add(ligne.valeurs["agence"])
    touchees = plan.coproprietes_creees() | plan.coproprietes_modifiees()
    if refusees := sorted(code for code in touchees if not agences[code] <= visibles):
        raise ForbiddenError(
            f"Ce fichier modifie des copropriétés qui ne relèvent pas de vos agences : {', '.join(refusees)}.",
            code="HORS_AGENCES",
        )
    plan.absents[COPROPRIETE] = [valeurs for valeurs in plan.absents[COPROPRIETE] if valeurs["agence"] in visibles]
