"""What a régularisation rests on, read from the database: expenses, dated tantièmes, leases, printed shares, meters."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session, selectinload

from services.charges.decomptes.occupation import Bail, Periode
from services.charges.decomptes.regles import compare_budget, find_credits_libres
from services.charges.decomptes.regularisation import Depense, Lot
from services.charges.depenses_bailleur.parts import DepensePropre, list_manques, load_propres
from services.charges.models import (
    BailLocatif,
    BailLot,
    ComptesAnnuels,
    LigneCharge,
    MontantBudgete,
    ReleveCompteur,
)
from services.charges.postes.nomenclature import NON_CLASSE, find_poste, load_nomenclature
from services.charges.postes.taux_recuperables import load_taux
from shared.acteurs import Acteur
from shared.errors import RefusedError
from shared.excel.mots import normalise
from shared.models import CleRepartition, Copropriete, DetentionLot
from shared.models import Lot as Lot_
from shared.montants import format_montant
from shared.patrimoine.lectures import LotDetenu, lots_du_bailleur
from shared.patrimoine.textes import order_naturel
from shared.presentation import accord

AUTRES = "~ autres copropriétaires"
"""Stands for every lot that is not ours: a clé's total carries the rest. It sorts after any number."""


@dataclass
class DonneesExercice:
    """Ready for the computation. ``avertissements``: what a person must know of the result."""

    copropriete: Copropriete
    comptes: ComptesAnnuels
    debut: date
    fin: date
    depenses: list[Depense]
    lots: list[Lot]
    totaux: dict[str, int]
    baux: list[Bail]
    fiches: dict[str, BailLocatif]
    imprimees: dict[tuple[str, str], int]
    releves: dict[tuple[str, str], dict[date, int]]
    detentions: dict[str, Periode]
    indice: Fraction
    raison_indice: str
    estimee: bool = False
    avertissements: list[str] = field(default_factory=list)
    propres: list[DepensePropre] = field(default_factory=list)


def load_donnees(session: Session, acteur: Acteur, comptes: ComptesAnnuels) -> DonneesExercice:
    """Everything one exercise needs, from accounts that were received.

    Tantièmes are those of the last day of the exercise, or of the last day a lot was ours; rates are those kept on each
    line, in force that day.

    :raises RefusedError: accounts without exercise, nothing to share out, or a clé we do not know.
    """
    if comptes.copropriete is None or comptes.debut is None or comptes.fin is None:
        raise RefusedError("Ces comptes ne sont pas reçus : rattachez-les d’abord.", code="COMPTES_NON_RECUS")
    debut, fin, copropriete = comptes.debut, comptes.fin, comptes.copropriete
    avertissements: list[str] = []
    depenses, estimee = load_depenses(session, acteur, comptes, avertissements)
    detenus, detentions = load_detenus(session, copropriete.id, debut, fin)
    avertissements += [_tell_detention(numero, tenue) for numero, tenue in detentions.items()]
    totaux = load_totaux(session, copropriete.id)
    lots = build_lots(detenus, totaux)
    check_cles(depenses, totaux)
    fiches = _load_baux(session, copropriete.id, debut, fin)
    baux = [to_bail(fiche, lots, debut, avertissements) for fiche in fiches.values()]
    avertissements += tell_sans_provision(fiches.values(), debut)
    indice, raison = _measure_indice(session, comptes, depenses)
    propres = load_propres(session, copropriete.id, debut, fin)
    avertissements += list_manques(session, copropriete.id, debut, fin)
    avertissements += _warn_doubles(depenses, propres)
    return DonneesExercice(
        copropriete, comptes, debut, fin, depenses, lots, totaux, [bail for bail in baux if bail.lots], fiches,
        _load_imprimees(comptes, detenus, totaux, _load_libelles(session, copropriete.id), avertissements),
        _load_releves(session, detenus, debut, fin), detentions,
        indice, raison, estimee, avertissements, propres,
    )  # fmt: skip


def load_detenus(
    session: Session, copropriete_id: int, debut: date, fin: date
) -> tuple[list[LotDetenu], dict[str, Periode]]:
    """Our lots of any day of the exercise, and when each was ours, for those that were not the whole of it."""
    rows = session.execute(
        select(Lot_.numero, DetentionLot.du, DetentionLot.au)
        .join(DetentionLot, DetentionLot.lot_id == Lot_.id)
        .where(Lot_.copropriete_id == copropriete_id, or_(DetentionLot.du.is_(None), DetentionLot.du <= fin),
               or_(DetentionLot.au.is_(None), DetentionLot.au >= debut))
    )  # fmt: skip
    tenues: dict[str, Periode] = {}
    for numero, du, au in rows:
        une = Periode(numero, max(du or debut, debut), min(au or fin, fin))
        connue = tenues.get(numero, une)
        tenues[numero] = Periode(numero, min(connue.du, une.du), max(connue.au, une.au))
    detenus = {lot.numero: lot for lot in lots_du_bailleur(session, copropriete_id, fin)}
    for jour in sorted({tenue.au for numero, tenue in tenues.items() if numero not in detenus}, reverse=True):
        for lot in lots_du_bailleur(session, copropriete_id, jour):
            detenus.setdefault(lot.numero, lot)
    partielles = {numero: une for numero, une in tenues.items() if (une.du, une.au) != (debut, fin)}
    return sorted(detenus.values(), key=lambda lot: order_naturel(lot.numero)), partielles


def _tell_detention(numero: str, tenue: Periode) -> str:
    return (
        f"Lot {numero} : à nous du {tenue.du:%d/%m/%Y} au {tenue.au:%d/%m/%Y} seulement. Les autres jours sont à "
        "l’autre propriétaire : rien n’en est demandé à nos locataires, et ce n’est pas une vacance."
    )


def load_depenses(
    session: Session, acteur: Acteur, comptes: ComptesAnnuels, avertissements: list[str]
) -> tuple[list[Depense], bool]:
    """The expenses of accounts by poste, clé and rate; estimated (True) when only the totals of clés are known."""
    rows = session.execute(
        select(LigneCharge.poste, LigneCharge.cle, LigneCharge.taux_centiemes, func.min(LigneCharge.compte),
               func.sum(LigneCharge.montant_centimes))
        .where(LigneCharge.comptes_id == comptes.id)
        .group_by(LigneCharge.poste, LigneCharge.cle, LigneCharge.taux_centiemes)
    ).all()  # fmt: skip
    rangs = {code: rang for rang, code in enumerate(load_nomenclature())}
    depenses = [
        Depense(poste, find_poste(poste).libelle, compte, cle, int(montant), Decimal(taux) / 100)
        for poste, cle, taux, compte, montant in sorted(rows, key=lambda row: (rangs[row[0]], row[1], row[2]))
        if find_poste(poste).famille != "FDT"
    ]
    if not depenses:
        return _estimate_depenses(session, acteur, comptes, avertissements), True
    _warn_depenses(depenses, avertissements)
    return depenses, False


def _warn_depenses(depenses: Iterable[Depense], avertissements: list[str]) -> None:
    liste = list(depenses)
    libres = find_credits_libres((depense.code, depense.realise) for depense in liste)
    if libres:
        avertissements.append(
            f"{format_montant(-libres)} de crédits (713, 714) ne sont rattachés à aucun poste : ils ne diminuent pas "
            "la part des locataires. Classez-les sous le poste qu’ils compensent."
        )
    a_classer = sum(depense.realise for depense in liste if depense.code == NON_CLASSE)
    if a_classer:
        avertissements.append(f"{format_montant(a_classer)} ne sont pas classés : rien n’en est récupéré.")


def _warn_doubles(depenses: Iterable[Depense], propres: Iterable[DepensePropre]) -> list[str]:
    """The same tax in the accounts of the syndic and on our notice would be asked for twice."""
    notres = {propre.depense.code: propre.depense.libelle for propre in propres}
    return [
        f"{depense.libelle} : {format_montant(depense.realise)} dans les comptes du syndic, et un montant sur notre "
        "avis. Vérifiez que ce n’est pas la même taxe."
        for depense in depenses
        if depense.code in notres
    ]


def _estimate_depenses(
    session: Session, acteur: Acteur, comptes: ComptesAnnuels, avertissements: list[str]
) -> list[Depense]:
    """Only key totals are known (annex 3): the copropriété's ratio of each clé, from the last detailed exercise."""
    if comptes.copropriete is None or comptes.debut is None:
        return []
    taux = load_taux(session, acteur, comptes.copropriete.code, comptes.debut - timedelta(days=1))
    ratios = {ratio.cle: ratio.taux for ratio in taux.cles}
    dits = [ligne for ligne in comptes.lecture.get("annexe3", []) if ligne.get("n_realise")]
    if not dits:
        raise RefusedError("Ces comptes n’ont ni ligne ni total par clé : rien à répartir.", code="COMPTES_VIDES")
    avertissements.append(
        f"Résultat estimé : seuls les totaux par clé sont connus. Part récupérable de l’exercice "
        f"{taux.exercice or '?'} appliquée à chaque clé."
    )
    return [
        Depense(NON_CLASSE, f"Clé {ligne['cle']} (estimation)", "", ligne["cle"], int(ligne["n_realise"]),
                ratios.get(ligne["cle"], Decimal(0)))
        for ligne in dits
    ]  # fmt: skip


def load_totaux(session: Session, copropriete_id: int) -> dict[str, int]:
    """Code of each clé → its total of tantièmes."""
    query = select(CleRepartition.code, CleRepartition.total_tantiemes)
    rows = session.execute(query.where(CleRepartition.copropriete_id == copropriete_id))
    return {row.code: row.total_tantiemes for row in rows}


def _load_libelles(session: Session, copropriete_id: int) -> dict[str, str]:
    """Label of each clé, brought to one form → its code."""
    query = select(CleRepartition.libelle, CleRepartition.code).where(CleRepartition.copropriete_id == copropriete_id)
    return {normalise(row.libelle): row.code for row in session.execute(query)}


def build_lots(detenus: Iterable[LotDetenu], totaux: dict[str, int]) -> list[Lot]:
    """Our lots, and one that carries what is left of every clé."""
    lots = [Lot(lot.numero, lot.nature or "", True, dict(lot.tantiemes)) for lot in detenus]
    reste = {cle: max(total - sum(lot.tantiemes.get(cle, 0) for lot in lots), 0) for cle, total in totaux.items()}
    return [*lots, Lot(AUTRES, "", False, reste)]


def check_cles(depenses: Iterable[Depense], totaux: dict[str, int]) -> None:
    """Refuse expenses on a clé that our patrimoine does not have.

    :raises RefusedError: naming each one.
    """
    inconnues = sorted({depense.cle for depense in depenses if depense.cle not in totaux})
    if inconnues:
        raise RefusedError(
            f"Clé {', '.join(inconnues)} : inconnue de notre patrimoine. Ajoutez-la sous le code du syndic.",
            code="CLE_INCONNUE",
            fautes=[{"ou": f"clé {cle}", "message": "à créer dans le patrimoine"} for cle in inconnues],
        )  # fmt: skip


def _load_baux(session: Session, copropriete_id: int, debut: date, fin: date) -> dict[str, BailLocatif]:
    """The leases that ran in the exercise, or were invoiced for it."""
    query = (
        select(BailLocatif)
        .where(BailLocatif.copropriete_id == copropriete_id)
        .where(or_(
            (BailLocatif.du <= fin) & or_(BailLocatif.au.is_(None), BailLocatif.au >= debut),
            BailLocatif.provisions.any(debut=debut),
        ))
        .options(selectinload(BailLocatif.lots).joinedload(BailLot.lot), selectinload(BailLocatif.provisions))
        .order_by(BailLocatif.id)
    )  # fmt: skip
    return {row.numero: row for row in session.scalars(query)}


def to_bail(fiche: BailLocatif, lots: Iterable[Lot], debut: date, avertissements: list[str]) -> Bail:
    """A lease with its lots that were ours, and what was invoiced for the exercise that starts on ``debut``."""
    notres = {lot.numero for lot in lots if lot.bailleur}
    tenus = [un.lot.numero for un in fiche.lots]
    perdus = [numero for numero in tenus if numero not in notres]
    if perdus:
        avertissements.append(
            f"Bail {fiche.numero} : le lot {', '.join(perdus)} n’a pas été à nous dans l’exercice, il est laissé."
        )
    return Bail(
        fiche.numero, tuple(numero for numero in tenus if numero in notres), fiche.du, fiche.au,
        sum(une.montant_centimes for une in fiche.provisions if une.debut == debut),
    )  # fmt: skip


def tell_sans_provision(fiches: Iterable[BailLocatif], debut: date) -> list[str]:
    """One sentence, if any, for all the leases without a provision for the exercice that starts on ``debut``."""
    sans = [fiche.numero for fiche in fiches if not any(une.debut == debut for une in fiche.provisions)]
    if not sans:
        return []
    combien = accord(len(sans), "bail", "baux")
    return [f"Provisions de cet exercice inconnues, comptées 0, pour {combien} : {', '.join(sans)}."]


def _load_imprimees(
    comptes: ComptesAnnuels,
    detenus: Iterable[LotDetenu],
    totaux: dict[str, int],
    libelles: dict[str, str],
    avertissements: list[str],
) -> dict[tuple[str, str], int]:
    """The shares the statement prints, by (lot, clé) of ours; the statement wins over our computation (§ 2.3, 2)."""
    noms = {normalise(lot.numero): lot.numero for lot in detenus}
    cles = {normalise(cle): cle for cle in totaux}
    for dite in comptes.lecture.get("annexe3", []):
        if normalise(dite["libelle"]) in libelles:
            cles.setdefault(normalise(dite["cle"]), libelles[normalise(dite["libelle"])])
    for libelle, code in libelles.items():
        cles.setdefault(libelle, code)
    imprimees: dict[tuple[str, str], int] = {}
    perdues = 0
    for part in comptes.lecture.get("quote_parts", []):
        lot, cle = noms.get(normalise(part["lot"])), cles.get(normalise(part.get("cle") or ""))
        if lot is None or cle is None:
            perdues += 1
            continue
        imprimees[lot, cle] = imprimees.get((lot, cle), 0) + int(part["montant"])
    if perdues:
        avertissements.append(
            f"{accord(perdues, 'quote-part imprimée')} sans lot ni clé de chez nous : part recalculée."
        )
    return imprimees


def _load_releves(
    session: Session, detenus: Iterable[LotDetenu], debut: date, fin: date
) -> dict[tuple[str, str], dict[date, int]]:
    noms = {lot.id: lot.numero for lot in detenus}
    un_jour = timedelta(days=1)
    releves: dict[tuple[str, str], dict[date, int]] = defaultdict(dict)
    query = select(ReleveCompteur).where(
        ReleveCompteur.lot_id.in_(noms), ReleveCompteur.le.between(debut - un_jour, fin + un_jour)
    )
    for row in session.scalars(query):
        releves[noms[row.lot_id], row.poste][row.le] = row.index_milliemes
    return releves


def sum_courant(depenses: Iterable[Depense]) -> int:
    """What a running budget pays of these expenses, in centimes."""
    return sum(une.realise for une in depenses if une.code == NON_CLASSE or find_poste(une.code).courant)


def _measure_indice(session: Session, comptes: ComptesAnnuels, depenses: Iterable[Depense]) -> tuple[Fraction, str]:
    """How much the next budget differs from what was spent: the ground of the next provisions (art. 23)."""
    query = select(func.sum(MontantBudgete.montant_centimes)).where(
        MontantBudgete.copropriete_id == comptes.copropriete_id, MontantBudgete.remplace_le.is_(None),
        MontantBudgete.nature == "COURANT", MontantBudgete.debut > comptes.debut,
        MontantBudgete.debut == select(func.max(MontantBudgete.debut)).where(
            MontantBudgete.copropriete_id == comptes.copropriete_id, MontantBudgete.remplace_le.is_(None)
        ).scalar_subquery(),
    )  # fmt: skip
    budget = int(session.scalar(query) or 0)
    depense = sum_courant(depenses)
    indice = compare_budget(budget, depense)
    if indice is None:
        return Fraction(1), "dépenses de l’exercice, sans hausse (aucun budget suivant connu)"
    return (
        indice,
        f"dépenses de l’exercice × budget suivant {format_montant(budget)} ÷ dépenses {format_montant(depense)}",
    )
