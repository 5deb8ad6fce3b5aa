"""Read the patrimoine: what an agent sees, what the landlord owns on a day, with what weight, run by whom."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, Select, and_, case, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from shared.acteurs import Acteur
from shared.errors import NotFoundError
from shared.models import CleRepartition, Copropriete, DetentionLot, Lot, MandatSyndic, Syndic, TantiemeLot
from shared.patrimoine.textes import normalise_texte, order_naturel

RECHERCHE_MAXIMALE = 300
"""Characters of a search: no name is longer, and an engine refuses to compare with a text without end."""


@dataclass(frozen=True)
class LotDetenu:
    """A lot that is ours on a day, and its tantièmes that day by code of clé."""

    id: int
    numero: str
    nature: str | None
    surface_m2: int | None
    du: date | None
    au: date | None
    tantiemes: Mapping[str, int]


def visible_coproprietes(acteur: Acteur) -> Select[Copropriete]:
    """The copropriétés this agent sees. The only place where agencies limit what is read."""
    query = select(Copropriete)
    return query if acteur.sees_all else query.where(Copropriete.agence_id.in_(acteur.agences))


def get_copropriete(session: Session, acteur: Acteur, code: str) -> Copropriete:
    """The copropriété of this code.

    :raises NotFoundError: no such code, or not one this agent sees; the answer is the same.
    """
    copropriete = session.scalar(visible_coproprietes(acteur).where(Copropriete.code == code))
    if copropriete is None:
        raise NotFoundError(
            f"La copropriété « {code} » n’existe pas, ou ne relève pas de vos agences.", code="COPROPRIETE_INCONNUE"
        )
    return copropriete


def search_coproprietes(session: Session, acteur: Acteur, texte: str, limit: int = 10) -> list[Copropriete]:
    """The copropriétés whose code, name, address or registration number hold every word typed.

    Case, accents and punctuation do not count; a word may be the beginning or the middle of one. The one whose code
    is typed comes first, then those whose code begins so, then by name.
    """
    mots = normalise_texte(texte).split()
    if not mots or len(texte) > RECHERCHE_MAXIMALE:
        return []
    recherche, code = Copropriete.recherche, func.lower(Copropriete.code)
    saisie = texte.strip().lower()
    rang = case((code == saisie, 0), (code.startswith(saisie, autoescape=True), 1), else_=2)
    query = visible_coproprietes(acteur).where(*(recherche.contains(mot, autoescape=True) for mot in mots))
    return list(session.scalars(query.order_by(rang, Copropriete.nom, Copropriete.code).limit(limit)))


def lots_du_bailleur(session: Session, copropriete_id: int, a_la_date: date) -> list[LotDetenu]:
    """The lots of a copropriété that are ours on a day, with their tantièmes that day, in natural order."""
    tantiemes: dict[int, dict[str, int]] = defaultdict(dict)
    weights = (
        select(TantiemeLot.lot_id, CleRepartition.code, TantiemeLot.tantiemes)
        .join(CleRepartition, CleRepartition.id == TantiemeLot.cle_repartition_id)
        .where(CleRepartition.copropriete_id == copropriete_id, in_force(TantiemeLot.du, TantiemeLot.au, a_la_date))
        .order_by(CleRepartition.id)
    )
    for lot_id, code, weight in session.execute(weights):
        tantiemes[lot_id][code] = weight
    owned = (
        select(Lot.id, Lot.numero, Lot.nature, Lot.surface_m2, DetentionLot.du, DetentionLot.au)
        .join(DetentionLot, DetentionLot.lot_id == Lot.id)
        .where(Lot.copropriete_id == copropriete_id, in_force(DetentionLot.du, DetentionLot.au, a_la_date))
    )
    lots = [LotDetenu(*row, tantiemes=tantiemes[row.id]) for row in session.execute(owned)]
    return sorted(lots, key=lambda lot: order_naturel(lot.numero))


def voix_du_bailleur(session: Session, copropriete_id: int, cle_code: str, a_la_date: date) -> tuple[int, int]:
    """Our tantièmes on a clé on a day, and the total of the clé.

    :raises NotFoundError: this copropriété has no such clé.
    """
    cle = session.scalar(
        select(CleRepartition).where(CleRepartition.copropriete_id == copropriete_id, CleRepartition.code == cle_code)
    )
    if cle is None:
        raise NotFoundError(f"Cette copropriété n’a pas de clé « {cle_code} ».", code="CLE_INCONNUE")
    ours = session.scalar(
        select(func.coalesce(func.sum(TantiemeLot.tantiemes), 0))
        .join(DetentionLot, DetentionLot.lot_id == TantiemeLot.lot_id)
        .where(
            TantiemeLot.cle_repartition_id == cle.id,
            in_force(TantiemeLot.du, TantiemeLot.au, a_la_date),
            in_force(DetentionLot.du, DetentionLot.au, a_la_date),
        )
    )
    return int(ours or 0), cle.total_tantiemes


def syndic_en_poste(session: Session, copropriete_id: int, a_la_date: date) -> Syndic | None:
    """The syndic in charge on a day, or None between two mandates."""
    return session.scalar(
        select(Syndic)
        .join(MandatSyndic, MandatSyndic.syndic_id == Syndic.id)
        .where(MandatSyndic.copropriete_id == copropriete_id, in_force(MandatSyndic.du, MandatSyndic.au, a_la_date))
    )


Borne = InstrumentedAttribute[date | None]


def in_force(du: Borne, au: Borne, jour: date) -> ColumnElement[bool]:
    """The lines whose period holds this day."""
    return and_(or_(du.is_(None), du <= jour), or_(au.is_(None), au >= jour))
