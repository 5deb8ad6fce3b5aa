"""The list of copropriétés as people read it: syndic in charge, our lots, our weight on the general clé.

Three grouped queries whatever the number of copropriétés; sorting and filtering are done on the lines themselves.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload

from shared.acteurs import Acteur
from shared.models import CleRepartition, Copropriete, DetentionLot, Lot, MandatSyndic, Syndic, TantiemeLot
from shared.patrimoine.lectures import in_force, visible_coproprietes
from shared.patrimoine.textes import normalise_texte, order_naturel

CLE_GENERALE = "GEN"


@dataclass(frozen=True)
class LignePortefeuille:
    """One copropriété of the list. ``tantiemes`` over ``total``: our weight on ``cle``, its general clé."""

    copropriete_id: int
    code: str
    nom: str
    adresse: str
    agence: str
    syndic: str
    lots: int
    tantiemes: int
    total: int
    cle: str

    @property
    def part(self) -> float:
        """Our share, to sort by; what is shown is computed on the integers."""
        return self.tantiemes / self.total if self.total else 0.0


TRIS = {
    "code": lambda ligne: order_naturel(ligne.code),
    "nom": lambda ligne: normalise_texte(ligne.nom),
    "adresse": lambda ligne: normalise_texte(ligne.adresse),
    "syndic": lambda ligne: normalise_texte(ligne.syndic),
    "agence": lambda ligne: ligne.agence,
    "lots": lambda ligne: ligne.lots,
    "part": lambda ligne: ligne.part,
}
"""How each column sorts."""


def list_portefeuille(session: Session, acteur: Acteur, jour: date) -> list[LignePortefeuille]:
    """Every copropriété this agent sees, as it stands on a day, by name."""
    coproprietes = session.scalars(visible_coproprietes(acteur).options(joinedload(Copropriete.agence))).all()
    syndics, lots, cles = _syndics(session, jour), _lots(session, jour), _cles_generales(session)
    poids = _poids(session, [cle.id for cle in cles.values()], jour)
    lignes = []
    for copropriete in coproprietes:
        cle = cles.get(copropriete.id)
        ligne = LignePortefeuille(
            copropriete_id=copropriete.id,
            code=copropriete.code,
            nom=copropriete.nom,
            adresse=copropriete.adresse or "",
            agence=copropriete.agence.nom,
            syndic=syndics.get(copropriete.id, ""),
            lots=lots.get(copropriete.id, 0),
            tantiemes=poids.get(cle.id, 0) if cle else 0,
            total=cle.total_tantiemes if cle else 0,
            cle=cle.code if cle else "",
        )
        lignes.append(ligne)
    return sorted(lignes, key=TRIS["nom"])


def choose_lignes(
    lignes: Iterable[LignePortefeuille], *, texte: str = "", agence: str = "", syndic: str = "", tri: str = ""
) -> list[LignePortefeuille]:
    """The lines that hold every word typed, of one agency, of one syndic; ordered by ``tri`` (``-nom``: downwards)."""
    mots = normalise_texte(texte).split()
    chosen = [
        ligne
        for ligne in lignes
        if (not agence or ligne.agence == agence)
        and (not syndic or ligne.syndic == syndic)
        and all(mot in normalise_texte(ligne.code, ligne.nom, ligne.adresse) for mot in mots)
    ]
    key = TRIS.get(tri.removeprefix("-"))
    return sorted(chosen, key=key, reverse=tri.startswith("-")) if key else chosen


def _syndics(session: Session, jour: date) -> dict[int, str]:
    query = (
        select(MandatSyndic.copropriete_id, Syndic.nom)
        .join(Syndic, Syndic.id == MandatSyndic.syndic_id)
        .where(in_force(MandatSyndic.du, MandatSyndic.au, jour))
    )
    return dict(session.execute(query).all())


def _lots(session: Session, jour: date) -> dict[int, int]:
    query = (
        select(Lot.copropriete_id, func.count(Lot.id.distinct()))
        .join(DetentionLot, DetentionLot.lot_id == Lot.id)
        .where(in_force(DetentionLot.du, DetentionLot.au, jour))
        .group_by(Lot.copropriete_id)
    )
    return dict(session.execute(query).all())


def _cles_generales(session: Session) -> dict[int, CleRepartition]:
    """The clé of general charges of each copropriété: ``GEN``, else the first one declared."""
    chosen: dict[int, CleRepartition] = {}
    for cle in session.scalars(select(CleRepartition).order_by(CleRepartition.id)):
        if cle.code == CLE_GENERALE or cle.copropriete_id not in chosen:
            chosen[cle.copropriete_id] = cle
    return chosen


def _poids(session: Session, cles: list[int], jour: date) -> dict[int, int]:
    query = (
        select(TantiemeLot.cle_repartition_id, func.sum(TantiemeLot.tantiemes))
        .join(DetentionLot, DetentionLot.lot_id == TantiemeLot.lot_id)
        .where(
            TantiemeLot.cle_repartition_id.in_(cles),
            in_force(TantiemeLot.du, TantiemeLot.au, jour),
            in_force(DetentionLot.du, DetentionLot.au, jour),
        )
        .group_by(TantiemeLot.cle_repartition_id)
    )
    return {cle_id: int(poids) for cle_id, poids in session.execute(query)}
