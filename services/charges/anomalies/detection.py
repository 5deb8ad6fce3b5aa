"""Use case: look for what is wrong in the charges of the whole portfolio, keep what is new, let go what vanished.

Peers make the measure, so the whole portfolio is read, whoever asks; an agent then sees what is in his agencies.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from services.charges.anomalies.attendus import Cellule, build_portefeuille
from services.charges.anomalies.attendus import Copropriete as Fiche
from services.charges.anomalies.enjeux import PartDeCle, compute_enjeu
from services.charges.anomalies.ensemble import Anomalie, detect_anomalies
from services.charges.models import AnomalieCharge, DepenseAnnuelle, EtatAnomalie, EvenementCharge
from services.charges.postes.nomenclature import FAMILLES_ANALYSE, find_poste
from shared.acteurs import SYSTEME
from shared.audit import record_acte
from shared.database import lock_for_update
from shared.messages import AnomalieDetectee
from shared.models import CleRepartition, Copropriete, DetentionLot, Lot, TantiemeLot, now
from shared.outbox import publish
from shared.patrimoine.lectures import in_force

VERROU = 7_106_201
EN_COURS = (EtatAnomalie.OUVERTE, EtatAnomalie.INTERROGEE)
Montants = Mapping[Cellule, int]


def run_detection(session: Session, aujourdhui: date) -> int:
    """Detect over the portfolio; returns how many anomalies are new. One detection at a time.

    What was classed stays classed. What is no longer found, and nobody handled, is dissipated: accounts were corrected.
    """
    lock_for_update(session, VERROU)
    montants, parts = load_montants(session, aujourdhui)
    if not montants:
        return 0
    codes = {cellule.copro_id for cellule in montants}
    fiches = [fiche for fiche in load_fiches(session, montants) if fiche.copro_id in codes]
    told = session.scalars(select(EvenementCharge))
    events = [Cellule(str(one.copropriete_id), one.annee, one.famille) for one in told]
    found = detect_anomalies(fiches, montants, events)
    portefeuille = build_portefeuille(fiches, montants, events)
    attendus = {cellule: attendu.attendu for cellule, attendu in portefeuille.attendus.items()}
    known = {_key(one): one for one in session.scalars(select(AnomalieCharge))}
    fresh = 0
    for anomalie in found:
        fresh += _keep(session, anomalie, known.pop(_key_of(anomalie), None), montants, attendus, parts)
    for gone in known.values():
        if gone.etat is EtatAnomalie.OUVERTE:
            gone.etat = EtatAnomalie.DISSIPEE
    session.flush()
    return fresh


def _key(one: AnomalieCharge) -> tuple[int, int, str, str]:
    return one.copropriete_id, one.annee, one.famille, one.type


def _key_of(anomalie: Anomalie) -> tuple[int, int, str, str]:
    cellule = anomalie.cellule
    return int(cellule.copro_id), cellule.annee, cellule.poste, anomalie.type


def _keep(
    session: Session,
    anomalie: Anomalie,
    known: AnomalieCharge | None,
    montants: Montants,
    attendus: Montants,
    parts: Mapping[Cellule, Mapping[str, PartDeCle]],
) -> bool:
    cellule = anomalie.cellule
    montant, attendu = montants.get(cellule, 0), attendus.get(cellule, 0)
    if known is not None and known.etat is EtatAnomalie.CLASSEE:
        return False
    fresh = known is None or known.etat is EtatAnomalie.DISSIPEE
    row = known or AnomalieCharge(
        copropriete_id=int(cellule.copro_id), annee=cellule.annee, famille=cellule.poste, type=anomalie.type
    )
    row.score_centiemes = int(anomalie.score * 100)
    row.montant_centimes, row.attendu_centimes = montant, attendu
    row.enjeu_centimes = compute_enjeu(montant - attendu, parts.get(cellule, {}))
    row.explication = anomalie.explication
    if not fresh:
        return False
    row.etat, row.detectee_le = EtatAnomalie.OUVERTE, now()
    session.add(row)
    session.flush()
    record_acte(
        session, SYSTEME, "détecte une anomalie de charges", "anomalie_charge", row.id,
        copropriete_id=row.copropriete_id, detail={"type": row.type, "annee": row.annee, "famille": row.famille},
    )  # fmt: skip
    publish(
        session,
        AnomalieDetectee(
            anomalie_id=row.id, copropriete_id=row.copropriete_id, exercice=str(row.annee), poste=row.famille,
            type=row.type, enjeu_centimes=row.enjeu_centimes, explication=row.explication,
        ),
    )  # fmt: skip
    return True


def load_montants(session: Session, aujourdhui: date) -> tuple[dict[Cellule, int], dict[Cellule, dict[str, PartDeCle]]]:
    """What was spent by cell, and our weight on its clés, from the yearly aggregate. A year is that of its end."""
    poids = load_poids(session, aujourdhui)
    montants: dict[Cellule, int] = defaultdict(int)
    by_cle: dict[Cellule, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    rows = session.execute(
        select(
            DepenseAnnuelle.copropriete_id, DepenseAnnuelle.fin, DepenseAnnuelle.poste, DepenseAnnuelle.cle,
            DepenseAnnuelle.realise_centimes,
        )
    )  # fmt: skip
    for copropriete_id, fin, poste, cle, montant in rows:
        famille = find_poste(poste).famille
        if famille in FAMILLES_ANALYSE:
            cellule = Cellule(str(copropriete_id), fin.year, famille)
            montants[cellule] += montant
            by_cle[cellule][cle] += montant
    parts = {
        cellule: {
            cle: PartDeCle(*poids.get((int(cellule.copro_id), cle), (0, 0)), montant) for cle, montant in cles.items()
        }
        for cellule, cles in by_cle.items()
    }
    return dict(montants), parts


def load_poids(
    session: Session, jour: date, copropriete_ids: Collection[int] | None = None
) -> dict[tuple[int, str], tuple[int, int]]:
    """(our tantièmes, total) by copropriété and clé, on a day; of all copropriétés, or of some."""
    ours = (
        select(TantiemeLot.cle_repartition_id, func.sum(TantiemeLot.tantiemes))
        .join(Lot, Lot.id == TantiemeLot.lot_id)
        .join(DetentionLot, DetentionLot.lot_id == Lot.id)
        .where(in_force(TantiemeLot.du, TantiemeLot.au, jour), in_force(DetentionLot.du, DetentionLot.au, jour))
        .group_by(TantiemeLot.cle_repartition_id)
    )
    cles = select(CleRepartition.copropriete_id, CleRepartition.code, CleRepartition.id, CleRepartition.total_tantiemes)
    if copropriete_ids is not None:
        ours = ours.where(Lot.copropriete_id.in_(copropriete_ids))
        cles = cles.where(CleRepartition.copropriete_id.in_(copropriete_ids))
    nos: dict[int, int] = {cle_id: int(tantiemes) for cle_id, tantiemes in session.execute(ours)}
    return {
        (copropriete_id, code): (nos.get(ident, 0), total)
        for copropriete_id, code, ident, total in session.execute(cles)
    }


def load_fiches(session: Session, montants: Montants) -> list[Fiche]:
    """The buildings as the detection compares them; equipment is told by what they spend on, lots by the patrimoine."""
    spent: dict[str, set[str]] = defaultdict(set)
    for cellule, montant in montants.items():
        if montant:
            spent[cellule.copro_id].add(cellule.poste)
    chauffages = _chauffages(session)
    return [
        Fiche(
            copro_id=str(one.id),
            lots_habitation=one.lots_principaux or 0,
            lots_bailleur=0,
            surface_m2=one.surface_m2 or 1,
            chauffage=chauffages.get(one.id, "individuel"),
            ascenseurs="1" if "ASC" in spent[str(one.id)] else "0",
            gardien="oui" if "PER" in spent[str(one.id)] else "non",
            espaces_verts="oui" if "EXT" in spent[str(one.id)] else "non",
            periode="",
            syndic="",
        )
        for one in session.scalars(select(Copropriete).order_by(Copropriete.id))
    ]


def _chauffages(session: Session) -> dict[int, str]:
    """District heating or a boiler: their prices do not move together. The last exercise decides."""
    rows = session.execute(
        select(DepenseAnnuelle.copropriete_id, DepenseAnnuelle.poste)
        .where(DepenseAnnuelle.poste.in_(("CHF-01", "CHF-02")), DepenseAnnuelle.realise_centimes != 0)
        .order_by(DepenseAnnuelle.fin)
    )
    return {copropriete_id: "urbain" if poste == "CHF-02" else "collectif" for copropriete_id, poste in rows}
