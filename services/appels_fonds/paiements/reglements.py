"""The payment of a call in our books: the syndicat's account is debited, the bank's credited, one entry a transfer."""

from collections import defaultdict

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from services.appels_fonds.comptabilite.ecritures import Entete, add_ecriture
from services.appels_fonds.comptabilite.imputation import Jambe, build_jambe
from services.appels_fonds.comptabilite.schema_comptable import BANQUE, COMPTE_BANQUE, COMPTE_SYNDICAT, Schema
from services.appels_fonds.comptabilite.schemas_comptables import load_schema
from services.appels_fonds.models import Ecriture, LigneEcriture, RemiseVirements, Virement


def draft_reglement(session: Session, remise: RemiseVirements, virement: Virement) -> Ecriture:
    """Draft the payment of one transfer, dated its execution; validated and lettered with the rest of that day.

    A call posted on two accounts of third parties (4011 and 404) is paid on both, each up to what it holds.
    """
    schema = load_schema(session, remise.execution_le.year, virement.copropriete_id)
    amounts: dict[str, int] = defaultdict(int)
    for part in virement.parts:
        soldes = _soldes(session, part.appel_id)
        for compte, montant in allocate(part.montant_centimes, soldes).items():
            amounts[compte] += montant
    entete = Entete(
        copropriete=virement.copropriete, journal=BANQUE, le=remise.execution_le, piece_ref=virement.appel.numero,
        piece_date=remise.execution_le, libelle=f"Virement {virement.reference} {virement.copropriete.nom}",
        virement_id=virement.id,
    )  # fmt: skip
    return add_ecriture(session, entete, _jambes(schema, dict(amounts), virement.montant_centimes))


def _jambes(schema: Schema, amounts: dict[str, int], total: int) -> list[Jambe]:
    debits = [
        build_jambe(schema, compte, montant, is_syndicat=True) for compte, montant in sorted(amounts.items()) if montant
    ]
    return [*debits, build_jambe(schema, COMPTE_BANQUE, -total)]


def allocate(montant: int, soldes: dict[str, int]) -> dict[str, int]:
    """Split what is paid of a call over the accounts of third parties that hold it; the rest goes to the first.

    ``soldes``: what is still owed by account (credit − debit), in centimes; empty: everything to 4011.
    """
    sign = 1 if montant > 0 else -1
    left, parts = abs(montant), dict.fromkeys(soldes or {COMPTE_SYNDICAT: 0}, 0)
    for compte, solde in soldes.items():
        taken = min(left, max(0, solde * sign))
        parts[compte], left = taken * sign, left - taken
    parts[next(iter(parts))] += left * sign
    return parts


def _soldes(session: Session, appel_id: int) -> dict[str, int]:
    rows = session.execute(
        select(LigneEcriture.compte, func.sum(LigneEcriture.credit_centimes - LigneEcriture.debit_centimes))
        .join(Ecriture, Ecriture.id == LigneEcriture.ecriture_id)
        .where(Ecriture.appel_id == appel_id, LigneEcriture.auxiliaire.is_not(None))
        .group_by(LigneEcriture.compte)
        .order_by(LigneEcriture.compte)
    )
    return {compte: int(solde) for compte, solde in rows}
