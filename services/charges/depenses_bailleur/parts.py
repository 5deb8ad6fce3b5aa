"""The part of what we pay ourselves that falls on the days of an exercise, ready to be shared like any poste."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from services.charges.decomptes.occupation import Periode
from services.charges.decomptes.regularisation import Depense, Lot
from services.charges.depenses_bailleur.lecture import TEOM
from services.charges.models import DepenseBailleur
from services.charges.postes.nomenclature import find_poste
from services.charges.postes.taux import choose_taux
from services.charges.postes.taux_recuperables import list_decides
from shared.montants import format_montant
from shared.patrimoine.lectures import LotDetenu, lots_du_bailleur

ANNEES_REPRISES = 3
"""How far back an estimate looks for a notice."""


@dataclass(frozen=True, slots=True)
class DepensePropre:
    """What we paid for the days of ``periode`` (of one year, inside the exercise), and the weight of each of our lots.

    ``depense.realise``: centimes of those days, for our lots only; ``annee_centimes``: of the whole year.
    ``par_lot``: the notice gives each lot its own amount, which is then its weight.
    """

    depense: Depense
    periode: Periode
    lots: tuple[Lot, ...]
    annee_centimes: int
    frais_centimes: int | None
    source: str
    document_id: int | None
    par_lot: bool


def cut_annee(montant: int, du: date, au: date) -> int:
    """What falls from ``du`` to ``au``, days of one year, of an amount of that year, in centimes.

    What is due by the end of a day is cut down to the centime; a stretch is the difference of its two ends. So any cut
    of the year into exercises sums to the amount.
    """
    premier = date(du.year, 1, 1)
    jours = (date(du.year, 12, 31) - premier).days + 1
    return montant * ((au - premier).days + 1) // jours - montant * (du - premier).days // jours


def load_propres(
    session: Session, copropriete_id: int, debut: date, fin: date, *, reprendre: bool = False
) -> list[DepensePropre]:
    """What we paid outside the copropriété for the days of an exercise, by year and poste.

    A notice for the building is shared by the tantièmes that our lots of 1 January had that day: they measure the same
    surface, consistency and place as the rental value that the tax rests on, and we know them for every lot.

    :param reprendre: a year without notice takes the amounts of the last one known: an estimate.
    """
    premiere = debut.year - ANNEES_REPRISES if reprendre else debut.year
    rows = session.scalars(
        select(DepenseBailleur)
        .where(
            DepenseBailleur.copropriete_id == copropriete_id, DepenseBailleur.remplacee_le.is_(None),
            DepenseBailleur.annee.between(premiere, fin.year),
        )
        .options(joinedload(DepenseBailleur.lot))
        .order_by(DepenseBailleur.annee, DepenseBailleur.poste, DepenseBailleur.id)
    )  # fmt: skip
    groupes: dict[tuple[int, str], list[DepenseBailleur]] = defaultdict(list)
    for row in rows:
        groupes[row.annee, row.poste].append(row)
    decides = list_decides(session, copropriete_id) if groupes else []
    propres = []
    for annee, poste, siennes in _by_annee(groupes, range(debut.year, fin.year + 1), premiere):
        periode = Periode("", max(debut, date(annee, 1, 1)), min(fin, date(annee, 12, 31)))
        detenus = lots_du_bailleur(session, copropriete_id, date(annee, 1, 1))
        taux = choose_taux(find_poste(poste), periode.au, decides).taux
        propres.append(_build(siennes, periode, detenus, Depense(poste, _name(poste, annee), "", "", 0, taux)))
    return propres


def _by_annee(
    groupes: Mapping[tuple[int, str], list[DepenseBailleur]], annees: range, premiere: int
) -> list[tuple[int, str, list[DepenseBailleur]]]:
    """(year, poste, rows): those of the year, else, when years before the exercise were asked for, the last known."""
    trouvees = []
    for annee in annees:
        for poste in sorted({poste for _, poste in groupes}):
            depuis = annee if premiere == annees[0] else premiere
            connues = [une for une, sien in groupes if sien == poste and depuis <= une <= annee]
            if connues:
                trouvees.append((annee, poste, groupes[max(connues), poste]))
    return trouvees


def _name(poste: str, annee: int) -> str:
    libelle = "Taxe d’enlèvement des ordures ménagères" if poste == TEOM else find_poste(poste).libelle
    return f"{libelle} {annee}"


def _build(
    siennes: Sequence[DepenseBailleur], periode: Periode, detenus: Iterable[LotDetenu], modele: Depense
) -> DepensePropre:
    premiere = siennes[0]
    par_lot = premiere.lot_id is not None
    if par_lot:
        poids = {row.lot.numero: cut_annee(row.montant_centimes, periode.du, periode.au) for row in siennes if row.lot}
        realise = sum(poids.values())
    else:
        poids = {lot.numero: lot.tantiemes.get(premiere.cle or "", 0) for lot in detenus}
        realise = cut_annee(premiere.montant_centimes, periode.du, periode.au)
    cle = premiere.cle or ""
    frais = [row.frais_centimes for row in siennes if row.frais_centimes is not None]
    return DepensePropre(
        Depense(modele.code, modele.libelle, "", cle, realise, modele.taux), periode,
        tuple(Lot(numero, "", True, {cle: un}) for numero, un in poids.items()),
        sum(row.montant_centimes for row in siennes), sum(frais) if frais else None, premiere.source,
        premiere.document_id, par_lot,
    )  # fmt: skip


def clip_detentions(
    propre: DepensePropre, detentions: Mapping[str, Periode], connus: Iterable[str]
) -> dict[str, Periode]:
    """When each lot of the notice was ours, within the days of the expense; a lot not in ``connus`` was not at all."""
    periode, tenus = propre.periode, set(connus)
    clipped = {}
    for lot in propre.lots:
        absent = Periode(lot.numero, periode.au + timedelta(days=1), periode.au)
        tenue = detentions.get(lot.numero, periode) if lot.numero in tenus else absent
        du = min(max(tenue.du, periode.du), periode.au + timedelta(days=1))
        clipped[lot.numero] = Periode(lot.numero, du, max(min(tenue.au, periode.au), du - timedelta(days=1)))
    return clipped


def list_manques(session: Session, copropriete_id: int, debut: date, fin: date) -> list[str]:
    """What a person must know: a year without TEOM though notices are kept here, or for others that year."""
    connues = session.execute(
        select(DepenseBailleur.copropriete_id, DepenseBailleur.annee)
        .where(DepenseBailleur.poste == TEOM, DepenseBailleur.remplacee_le.is_(None))
        .distinct()
    ).all()
    dits = []
    for annee in range(debut.year, fin.year + 1):
        siennes = {row.annee for row in connues if row.copropriete_id == copropriete_id}
        if annee not in siennes and (siennes or any(row.annee == annee for row in connues)):
            dits.append(
                f"Aucun avis de taxe foncière {annee} n’est déposé pour cette copropriété : aucune taxe d’ordures "
                "ménagères n’est récupérée. Déposez-le puis recalculez."
            )
    return dits


def tell_propre(propre: DepensePropre) -> str:
    """Where an expense of ours comes from and how it was shared, for the page, the statement and the file."""
    frais = (
        ""
        if propre.frais_centimes is None
        else f" Frais de gestion de {format_montant(propre.frais_centimes)} laissés à notre charge (CGI, art. 1641)."
    )
    partage = (
        "montant propre à chaque lot"
        if propre.par_lot
        else f"partagé entre nos lots par leurs tantièmes {propre.depense.cle} du 1er janvier"
    )
    return (
        f"{propre.depense.libelle} : {propre.source}, {format_montant(propre.annee_centimes)} pour nos lots, "
        f"{partage}, {propre.periode.jours} jours de l’exercice.{frais}"
    )
