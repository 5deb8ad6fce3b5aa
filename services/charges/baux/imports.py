"""Use cases: bring leases, their provisions and meter readings; importing again updates, and says what changed."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from services.charges.baux.lecture import BailLu, read_baux, read_releves
from services.charges.comptes.rattachement import find_coproprietes, load_lots
from services.charges.decomptes.occupation import Bail, find_chevauchements, group_by_lot
from services.charges.models import BailLocatif, BailLot, ProvisionBail, ReleveCompteur
from services.charges.tables.feuille_saisie import Feuille
from services.charges.tables.lecture import Fichier
from shared.acteurs import Acteur
from shared.audit import record_acte
from shared.errors import InvalidError
from shared.models import Copropriete, now


@dataclass(frozen=True, slots=True)
class BilanBaux:
    """What an import did: leases created, changed and left as they were; provisions set, in centimes."""

    crees: int
    modifies: int
    inchanges: int
    provisions_centimes: int


def import_baux(
    session: Session, acteur: Acteur, fichier: Fichier, debut: date, fin: date, copropriete: str = ""
) -> BilanBaux:
    """Keep the leases of a file, and what was invoiced for each over the exercise from ``debut`` to ``fin``.

    :raises InvalidError: with every fault at its cell; nothing is then written.
    """
    if fin < debut:
        raise InvalidError("L’exercice finit avant de commencer : vérifiez ses deux dates.", code="EXERCICE")
    feuille, lus = read_baux(fichier, copropriete)
    coproprietes = find_coproprietes(session, acteur, feuille, lus)
    lots = load_lots(session, coproprietes)
    for lu in lus:
        connus = lots.get(lu.copropriete, {})
        for lot in lu.lots:
            if lu.copropriete in coproprietes and lot not in connus:
                feuille.refuse_at(lu.rang, "lots", f"le lot {lot} n’est pas l’un des nôtres dans {lu.copropriete}.")
    known = _load_baux(session, coproprietes)
    _check_chevauchements(feuille, lus, known, coproprietes)
    feuille.check()
    comptes = [0, 0, 0]
    for lu in lus:
        key = (coproprietes[lu.copropriete].id, lu.numero)
        comptes[_keep_bail(session, acteur, lu, key, known.get(key), lots[lu.copropriete], debut, fin)] += 1
    session.flush()
    bilan = BilanBaux(comptes[0], comptes[1], comptes[2], sum(lu.provisions for lu in lus))
    detail = {"fichier": fichier.nom, "crees": bilan.crees, "modifies": bilan.modifies, "debut": debut.isoformat()}
    record_acte(session, acteur, "importe des baux et des provisions", "bail_locatif", 0, detail=detail)
    return bilan


def _load_baux(session: Session, coproprietes: dict[str, Copropriete]) -> dict[tuple[int, str], BailLocatif]:
    ids = [row.id for row in coproprietes.values()]
    query = select(BailLocatif).where(BailLocatif.copropriete_id.in_(ids))
    rows = session.scalars(
        query.options(selectinload(BailLocatif.lots).joinedload(BailLot.lot), selectinload(BailLocatif.provisions))
    )
    return {(row.copropriete_id, row.numero): row for row in rows}


def _check_chevauchements(
    feuille: Feuille,
    lus: Sequence[BailLu],
    known: dict[tuple[int, str], BailLocatif],
    coproprietes: dict[str, Copropriete],
) -> None:
    """No lot is held twice the same day, by leases of the file or already kept."""
    par_copropriete: dict[str, list[Bail]] = defaultdict(list)
    rangs = {(lu.copropriete, lu.numero): lu.rang for lu in lus}
    codes = {row.id: code for code, row in coproprietes.items()}
    for lu in lus:
        par_copropriete[lu.copropriete].append(Bail(lu.numero, lu.lots, lu.du, lu.au, 0))
    for (copropriete_id, numero), row in known.items():
        if (codes[copropriete_id], numero) not in rangs:
            lots = tuple(un.lot.numero for un in row.lots)
            par_copropriete[codes[copropriete_id]].append(Bail(numero, lots, row.du, row.au, 0))
    for code, baux in par_copropriete.items():
        for lot, tenus in group_by_lot(baux).items():
            for premier, second in find_chevauchements(tenus):
                fautif = second if (code, second.numero) in rangs else premier
                rang = rangs.get((code, fautif.numero))
                if rang is not None:
                    feuille.refuse_at(
                        rang, "du",
                        f"les baux {premier.numero} et {second.numero} tiennent le lot {lot} les mêmes jours.",
                    )  # fmt: skip


def _keep_bail(
    session: Session,
    acteur: Acteur,
    lu: BailLu,
    key: tuple[int, str],
    known: BailLocatif | None,
    lots: dict[str, int],
    debut: date,
    fin: date,
) -> int:
    """Create or update one lease; 0 created, 1 changed, 2 as it was."""
    lot_ids = {lots[lot] for lot in lu.lots}
    bail = known or BailLocatif(copropriete_id=key[0], numero=lu.numero, lots=[], provisions=[])
    if known is None:
        session.add(bail)
    avant = _tell(bail, debut)
    bail.du, bail.au, bail.locataire = lu.du, lu.au, lu.locataire or bail.locataire
    bail.depot_centimes = bail.depot_centimes if lu.depot is None else lu.depot
    for ancien in [un for un in bail.lots if un.lot_id not in lot_ids]:
        bail.lots.remove(ancien)
    tenus = {un.lot_id for un in bail.lots}
    bail.lots.extend(BailLot(lot_id=lot_id) for lot_id in sorted(lot_ids - tenus))
    provision = next((une for une in bail.provisions if une.debut == debut), None)
    if provision is None:
        bail.provisions.append(ProvisionBail(debut=debut, fin=fin, montant_centimes=lu.provisions))
    else:
        provision.fin, provision.montant_centimes = fin, lu.provisions
    if known is not None and _tell(bail, debut) == avant:
        return 2
    bail.maj_par, bail.maj_le = acteur.courriel, now()
    return 0 if known is None else 1


def _tell(bail: BailLocatif, debut: date) -> tuple[object, ...]:
    provision = next(((une.fin, une.montant_centimes) for une in bail.provisions if une.debut == debut), None)
    lots = frozenset(un.lot_id for un in bail.lots)
    return bail.du, bail.au, bail.locataire, bail.depot_centimes, lots, provision


def import_releves(session: Session, acteur: Acteur, fichier: Fichier, copropriete: str = "") -> int:
    """Keep the meter readings of a file; the same lot, poste and day again replaces. Returns how many.

    :raises InvalidError: with every fault at its cell; an index that goes down is one.
    """
    feuille, lus = read_releves(fichier, copropriete)
    coproprietes = find_coproprietes(session, acteur, feuille, lus)
    lots = load_lots(session, coproprietes)
    series: dict[tuple[int, str], dict[date, int]] = defaultdict(dict)
    rangs: dict[tuple[int, str, date], int] = {}
    for lu in lus:
        lot_id = lots.get(lu.copropriete, {}).get(lu.lot)
        if lot_id is None:
            feuille.refuse_at(lu.rang, "lot", f"le lot {lu.lot} n’est pas l’un des nôtres dans {lu.copropriete}.")
            continue
        series[lot_id, lu.poste][lu.le] = lu.index_milliemes
        rangs[lot_id, lu.poste, lu.le] = lu.rang
    connus = {
        (row.lot_id, row.poste, row.le): row
        for row in session.scalars(select(ReleveCompteur).where(ReleveCompteur.lot_id.in_({k[0] for k in series})))
    }
    for (lot_id, poste, le), row in connus.items():
        if (lot_id, poste) in series:
            series[lot_id, poste].setdefault(le, row.index_milliemes)
    _check_index(feuille, series, rangs)
    feuille.check()
    for (lot_id, poste, le), _rang in rangs.items():
        index = series[lot_id, poste][le]
        if (lot_id, poste, le) in connus:
            connus[lot_id, poste, le].index_milliemes = index
        else:
            session.add(ReleveCompteur(lot_id=lot_id, poste=poste, le=le, index_milliemes=index))
    session.flush()
    record_acte(
        session, acteur, "importe des relevés de compteurs", "releve_compteur", 0, detail={"fichier": fichier.nom}
    )
    return len(rangs)


def _check_index(
    feuille: Feuille, series: dict[tuple[int, str], dict[date, int]], rangs: dict[tuple[int, str, date], int]
) -> None:
    for (lot_id, poste), serie in series.items():
        jours = sorted(serie)
        for avant, apres in pairwise(jours):
            if serie[apres] < serie[avant]:
                rang = rangs.get((lot_id, poste, apres)) or rangs.get((lot_id, poste, avant)) or 1
                feuille.refuse_at(rang, "index", f"l’index du {apres:%d/%m/%Y} est plus petit que celui d’avant.")
