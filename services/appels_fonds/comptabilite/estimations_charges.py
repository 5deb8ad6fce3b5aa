"""What charges estimates of the invoices not received at closing: asked before the transaction, by copropriété.

Without an answer in time, closing falls back on the calls that the voted budgets let expect.
"""

import logging
from collections import defaultdict
from collections.abc import Mapping, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.appels_fonds.comptabilite.cloture import A_RECEVOIR, ESTIMATION, Montant
from services.appels_fonds.comptabilite.taux_recuperables import Client
from services.appels_fonds.models import PropositionCloture, StatutCloture
from shared.acteurs import Acteur
from shared.errors import AppError
from shared.models import Copropriete

log = logging.getLogger(__name__)


def ask_estimations(client: Client, acteur: Acteur, exercice: int) -> list[tuple[str, Montant]]:
    """(code of the copropriété, amount to propose, its number still at 0); nothing when charges does not answer."""
    try:
        return [
            (row["copropriete"], Montant(
                A_RECEVOIR, 0, row["reference"], row["cle"], row["montant_centimes"], row["source"],
                row["explication"],
            ))
            for row in client.ask("charges", "/estimations-cloture", acteur, exercice=exercice)
            if row["montant_centimes"] > 0 and row["reference"].startswith(ESTIMATION)
        ]  # fmt: skip
    except (AppError, KeyError, TypeError) as error:
        log.warning("no estimate of the charges of %s: %s", exercice, error)
        return []


def place_estimations(
    session: Session, exercice: int, answered: Sequence[tuple[str, Montant]]
) -> Mapping[int, Sequence[Montant]]:
    """By copropriété, for ``propose_cloture``. One whose missing call was already decided stays so."""
    decided = set(
        session.scalars(
            select(PropositionCloture.copropriete_id).where(
                PropositionCloture.exercice == exercice, PropositionCloture.genre == A_RECEVOIR,
                PropositionCloture.statut != StatutCloture.PROPOSEE,
                PropositionCloture.reference.not_like(f"{ESTIMATION}%"),
            )
        )
    )  # fmt: skip
    codes = {code for code, _ in answered}
    ids = {row.code: row.id for row in session.execute(
        select(Copropriete.code, Copropriete.id).where(Copropriete.code.in_(codes))
    )}  # fmt: skip
    found: dict[int, list[Montant]] = defaultdict(list)
    for code, montant in answered:
        if code in ids and ids[code] not in decided:
            found[ids[code]].append(
                Montant(
                    montant.genre, ids[code], montant.reference, montant.cle, montant.montant_centimes, montant.source,
                    montant.explication,
                )
            )  # fmt: skip
    return found
