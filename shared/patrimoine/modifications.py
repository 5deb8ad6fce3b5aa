"""What every change made by hand has in common: open the copropriété for change, weigh, leave a trace."""

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import flag_modified

from shared.acteurs import Acteur
from shared.audit import record_acte
from shared.errors import InvalidError, NotFoundError, RefusedError, StaleError
from shared.models import CleRepartition, Copropriete, DetentionLot, Lot, TantiemeLot
from shared.patrimoine.coherence import check_total, weigh_tantieme
from shared.patrimoine.lectures import visible_coproprietes
from shared.patrimoine.periodes import Periode, Valeur
from shared.patrimoine.valeurs import write_valeur


def open_copropriete(session: Session, acteur: Acteur, copropriete_id: int, version: int) -> Copropriete:
    """Take a copropriété for change: nobody else changes it until the end of the transaction.

    :param version: the one the agent had under his eyes.
    :raises NotFoundError: unknown, or not visible to this agent.
    :raises StaleError: it changed since.
    """
    query = visible_coproprietes(acteur).where(Copropriete.id == copropriete_id).with_for_update()
    copropriete = session.scalar(query.execution_options(populate_existing=True))
    if copropriete is None:
        raise NotFoundError(code="COPROPRIETE_INCONNUE")
    if copropriete.version != version:
        raise StaleError()
    return copropriete


def record_modification(
    session: Session, acteur: Acteur, acte: str, copropriete: Copropriete, objet: str, detail: Mapping[str, Any]
) -> None:
    """Raise the version of the copropriété and write the act in the audit journal, dates as the JSON writes them."""
    flag_modified(copropriete, "nom")
    plain = {nom: write_valeur(valeur) for nom, valeur in detail.items()}
    record_acte(session, acteur, acte, objet, copropriete.id, copropriete_id=copropriete.id, detail=plain)
    session.flush()


def find_lot(session: Session, copropriete: Copropriete, numero: str) -> Lot:
    """The lot of this number.

    :raises NotFoundError: we never owned such a lot here.
    """
    lot = session.scalar(select(Lot).where(Lot.copropriete_id == copropriete.id, Lot.numero == numero.strip()))
    if lot is None:
        raise NotFoundError(
            f"Le lot « {numero} » n’est pas dans notre patrimoine de {copropriete.nom}.", code="LOT_INCONNU"
        )
    return lot


def find_cle(session: Session, copropriete: Copropriete, code: str) -> CleRepartition:
    """The clé of this code.

    :raises InvalidError: this copropriété has no such clé.
    """
    query = select(CleRepartition).where(
        CleRepartition.copropriete_id == copropriete.id, CleRepartition.code == code.strip()
    )
    cle = session.scalar(query)
    if cle is None:
        raise InvalidError(f"{copropriete.nom} n’a pas de clé « {code} ».", code="CLE_INCONNUE")
    return cle


def check_totaux(session: Session, copropriete: Copropriete) -> None:
    """Our tantièmes stay under the total of every clé, on every day.

    :raises RefusedError: naming the first clé exceeded.
    """
    session.flush()
    detentions: dict[int, list[Periode]] = defaultdict(list)
    owned = select(DetentionLot.lot_id, DetentionLot.du, DetentionLot.au).join(Lot)
    for lot_id, du, au in session.execute(owned.where(Lot.copropriete_id == copropriete.id)):
        detentions[lot_id].append(Periode(du, au))
    poids: dict[int, list[Valeur[int]]] = defaultdict(list)
    cles = session.scalars(select(CleRepartition).where(CleRepartition.copropriete_id == copropriete.id)).all()
    weights = select(TantiemeLot).where(TantiemeLot.cle_repartition_id.in_([cle.id for cle in cles]))
    for line in session.scalars(weights):
        valeur = Valeur(Periode(line.du, line.au), line.tantiemes)
        poids[line.cle_repartition_id] += weigh_tantieme(valeur, detentions[line.lot_id])
    for cle in cles:
        if message := check_total(cle.code, cle.total_tantiemes, poids[cle.id]):
            raise RefusedError(message[0].upper() + message[1:] + ".", code="TANTIEMES_EXCEDENTAIRES")
