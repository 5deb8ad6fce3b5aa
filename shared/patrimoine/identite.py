"""Change what a copropriété is: name, address, registration number, agency, bank accounts…"""

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from shared.acteurs import Acteur
from shared.errors import ForbiddenError, InvalidError
from shared.models import Agence, Copropriete
from shared.patrimoine.format import IDENTITE, Fautes, Objet
from shared.patrimoine.genres import COPROPRIETE
from shared.patrimoine.modifications import open_copropriete, record_modification
from shared.patrimoine.textes import CHERCHES, compose_recherche
from shared.patrimoine.valeurs import write_valeur


def update_copropriete(
    session: Session, acteur: Acteur, copropriete_id: int, version: int, changements: dict[str, Any]
) -> Copropriete:
    """Change the fields given, read and refused as the import does.

    :param changements: by key of the JSON (``format.IDENTITE``); ``agence`` by its code; None clears an optional field.
    :raises InvalidError: every faulty field, its key as the path.
    :raises NotFoundError: copropriété not visible.
    :raises StaleError: the copropriété changed since it was read.
    :raises ForbiddenError: the new agency is not one of this agent's.
    """
    copropriete = open_copropriete(session, acteur, copropriete_id, version)
    valeurs = _read(session, changements)
    agence: Agence | None = valeurs.get("agence")
    if agence and not acteur.sees_all and agence.id not in acteur.agences:
        raise ForbiddenError(f"Vous ne relevez pas de l’agence {agence.nom}.", code="HORS_AGENCES")
    modifies = {}
    for nom, apres in valeurs.items():
        avant = getattr(copropriete, nom)
        if apres != avant:
            modifies[nom] = {"avant": _say(avant), "apres": _say(apres)}
            setattr(copropriete, nom, apres)
    if modifies:
        copropriete.recherche = compose_recherche({nom: getattr(copropriete, nom) for nom in CHERCHES})
        record_modification(session, acteur, "modifie une copropriété", copropriete, "copropriete", modifies)
    return copropriete


def _read(session: Session, changements: dict[str, Any]) -> dict[str, Any]:
    fautes = Fautes()
    valeurs = Objet(IDENTITE).read(changements, "", fautes).valeurs
    for nom in (*COPROPRIETE.requis, *COPROPRIETE.par_defaut):
        if nom in valeurs and valeurs[nom] is None:
            fautes.add(nom, f"« {nom} » est obligatoire")
    if valeurs.get("agence"):
        code = valeurs["agence"]
        valeurs["agence"] = session.scalar(select(Agence).where(Agence.code == code))
        if valeurs["agence"] is None:
            fautes.add("agence", f"aucune agence « {code} »")
    if fautes:
        raise InvalidError(code="COPROPRIETE_INVALIDE", fautes=fautes.as_list())
    return valeurs


def _say(valeur: Any) -> Any:
    return valeur.code if isinstance(valeur, Agence) else write_valeur(valeur)
