"""What is asked of charges before a preview is posted: the recoverable rates of its copropriétés."""

from services.appels_fonds.comptabilite.taux_recuperables import Client, Reponse, ask_pour
from services.appels_fonds.reception.imports import list_coproprietes
from shared.acteurs import Acteur
from shared.database import Lecture


def ask_taux_import(client: Client, acteur: Acteur, import_id: int) -> dict[str, list[Reponse]]:
    """The answers of charges, before the transaction that posts; empty when it is silent: the last rates known stand.

    :raises NotFoundError: no such import for this agent.
    """
    with Lecture() as session:
        codes = list_coproprietes(session, acteur, import_id)
    return ask_pour(client, acteur, codes)
