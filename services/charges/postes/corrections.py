"""The work queue of labels, corrections in bulk, what is learnt of them per syndic, and taking it back."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from services.charges.cumuls.agregats import refresh_agregat
from services.charges.models import ComptesAnnuels, CorrectionLibelle, LigneCharge, OrigineClassement
from services.charges.postes.classification import Attribution, apply_attribution, attribute, load_corrections
from services.charges.postes.nomenclature import find_poste
from services.charges.postes.taux_recuperables import list_decides
from shared.acteurs import Acteur
from shared.audit import record_acte
from shared.errors import InvalidError, NotFoundError
from shared.models import Copropriete, Syndic, now
from shared.patrimoine.lectures import visible_coproprietes


@dataclass(frozen=True)
class Groupe:
    """Lines of one syndic that bear the same label: decided once. Amounts in centimes, absolute."""

    cle: str
    syndic_id: int | None
    syndic: str
    libelle_normalise: str
    compte: str
    exemple: str
    nombre: int
    total_centimes: int
    poste: str
    taux_centiemes: int
    confiance_centiemes: int
    mots: str


def list_file(session: Session, acteur: Acteur, *, q: str = "", tout: bool = False) -> list[Groupe]:
    """The labels that wait for a person (or, with ``tout``, every label in force), the most euros first."""
    visibles = visible_coproprietes(acteur).with_only_columns(Copropriete.id)
    query = (
        select(
            LigneCharge.syndic_id, func.coalesce(Syndic.nom, "Syndic inconnu"), LigneCharge.libelle_normalise,
            func.substr(LigneCharge.compte, 1, 3).label("compte"), func.min(LigneCharge.libelle),
            func.count(LigneCharge.id), func.sum(func.abs(LigneCharge.montant_centimes)).label("total"),
            func.min(LigneCharge.poste), func.min(LigneCharge.taux_centiemes),
            func.min(LigneCharge.confiance_centiemes), func.min(LigneCharge.mots),
        )
        .outerjoin(Syndic, Syndic.id == LigneCharge.syndic_id)
        .where(LigneCharge.active.is_(True), LigneCharge.copropriete_id.in_(visibles))
        .group_by(LigneCharge.syndic_id, Syndic.nom, LigneCharge.libelle_normalise, "compte")
        .order_by(func.sum(func.abs(LigneCharge.montant_centimes)).desc(), LigneCharge.libelle_normalise)
        .limit(2_000)
    )  # fmt: skip
    if not tout:
        query = query.where(LigneCharge.a_qualifier.is_(True))
    if q:
        query = query.where(LigneCharge.libelle_normalise.contains(q.casefold().strip()[:200], autoescape=True))
    return [
        Groupe(
            cle=f"{row[0] or 0}|{row[3]}|{row[2]}", syndic_id=row[0], syndic=row[1], libelle_normalise=row[2],
            compte=row[3], exemple=row[4], nombre=row[5], total_centimes=int(row[6]), poste=row[7],
            taux_centiemes=row[8], confiance_centiemes=row[9], mots=row[10],
        )
        for row in session.execute(query)
    ]  # fmt: skip


@dataclass(frozen=True)
class BilanCorrection:
    """What a correction changed."""

    lignes: int
    total_centimes: int
    libelles: int


def correct_groupes(
    session: Session, acteur: Acteur, cles: Sequence[str], poste: str, *, learn: bool
) -> BilanCorrection:
    """Give a poste to every line of the chosen labels; learn it, per syndic, for the lines to come.

    :raises InvalidError: nothing chosen.
    :raises PosteInconnu: not a code of the nomenclature.
    """
    find_poste(poste)
    if not cles:
        raise InvalidError("Cochez au moins un libellé.", code="SELECTION_VIDE")
    changees: list[LigneCharge] = []
    for cle in cles:
        syndic_id, compte, libelle = _parse_cle(cle)
        lignes = _lines_of(session, acteur, syndic_id, compte, libelle)
        if not lignes:
            raise NotFoundError(f"Le libellé « {libelle} » n’a plus de ligne visible.", code="LIBELLE_INCONNU")
        correction = _learn(session, acteur, lignes[0], compte, poste) if learn else None
        origine = OrigineClassement.CORRECTION if correction else OrigineClassement.AGENT
        attribution = Attribution(
            poste, f"choisi par {acteur.nom}", 100, origine, correction.id if correction else None
        )  # fmt: skip
        _write(session, lignes, attribution)
        changees += lignes
    _refresh(session, changees)
    total = sum(abs(ligne.montant_centimes) for ligne in changees)
    detail = {"poste": poste, "libelles": [cle.split("|", 2)[2] for cle in cles][:50], "lignes": len(changees)}
    record_acte(session, acteur, "classe des libellés", "correction_libelle", poste, detail=detail)
    return BilanCorrection(len(changees), total, len(cles))


def _parse_cle(cle: str) -> tuple[int | None, str, str]:
    morceaux = cle.split("|", 2)
    if len(morceaux) != 3 or not morceaux[0].isdecimal():
        raise InvalidError("Ce libellé n’est pas reconnu : rechargez la page.", code="SELECTION_INVALIDE")
    return int(morceaux[0]) or None, morceaux[1], morceaux[2]


def _lines_of(session: Session, acteur: Acteur, syndic_id: int | None, compte: str, libelle: str) -> list[LigneCharge]:
    visibles = visible_coproprietes(acteur).with_only_columns(Copropriete.id)
    query = select(LigneCharge).where(
        LigneCharge.syndic_id.is_not_distinct_from(syndic_id), LigneCharge.libelle_normalise == libelle,
        func.substr(LigneCharge.compte, 1, 3) == compte, LigneCharge.active.is_(True),
        LigneCharge.copropriete_id.in_(visibles),
    )  # fmt: skip
    return list(session.scalars(query))


def _learn(session: Session, acteur: Acteur, ligne: LigneCharge, compte: str, poste: str) -> CorrectionLibelle:
    """Keep the correction; one of before on the same label is withdrawn, not erased."""
    former = load_corrections(session, ligne.syndic_id).get((ligne.libelle_normalise, compte))
    if former is not None and former.syndic_id == ligne.syndic_id:
        former.retire_par, former.retire_le = acteur.courriel, now()
    correction = CorrectionLibelle(
        syndic_id=ligne.syndic_id, libelle_normalise=ligne.libelle_normalise, compte=compte, exemple=ligne.libelle,
        poste=poste, cree_par=acteur.courriel, cree_le=now(),
    )  # fmt: skip
    session.add(correction)
    session.flush()
    return correction


def _write(session: Session, lignes: Iterable[LigneCharge], attribution: Attribution) -> None:
    fins = _ends(session, {ligne.comptes_id for ligne in lignes})
    for ligne in lignes:
        apply_attribution(ligne, attribution, fins[ligne.comptes_id], list_decides(session, ligne.copropriete_id))


def _ends(session: Session, comptes_ids: set[int]) -> dict[int, date]:
    rows = session.execute(select(ComptesAnnuels.id, ComptesAnnuels.fin).where(ComptesAnnuels.id.in_(comptes_ids)))
    return {ident: fin for ident, fin in rows if fin is not None}


def _refresh(session: Session, lignes: Iterable[LigneCharge]) -> None:
    """Sum again each exercise whose lines changed, copropriétés in the order of their ids."""
    touched: dict[tuple[int, str], int] = defaultdict(int)
    for ligne in lignes:
        touched[ligne.copropriete_id, ligne.exercice] = ligne.comptes_id
    for (copropriete_id, exercice), comptes_id in sorted(touched.items()):
        comptes = session.get_one(ComptesAnnuels, comptes_id)
        if comptes.debut is not None and comptes.fin is not None:
            refresh_agregat(session, copropriete_id, exercice, comptes.debut, comptes.fin)


def list_corrections(session: Session, acteur: Acteur) -> list[tuple[CorrectionLibelle, int]]:
    """Every correction learnt, those in force first, with how many active lines it decides now."""
    counts = dict(
        session.execute(
            select(LigneCharge.correction_id, func.count(LigneCharge.id))
            .where(LigneCharge.correction_id.is_not(None), LigneCharge.active.is_(True))
            .group_by(LigneCharge.correction_id)
        ).all()
    )
    rows = session.scalars(
        select(CorrectionLibelle)
        .order_by(CorrectionLibelle.retire_le.is_not(None), CorrectionLibelle.id.desc())
        .limit(1_000)
    )
    return [(row, counts.get(row.id, 0)) for row in rows]


def withdraw_correction(session: Session, acteur: Acteur, correction_id: int) -> int:
    """Take a correction back: the lines it decided go back to the rules; returns how many.

    :raises NotFoundError: no such correction in force.
    """
    correction = session.get(CorrectionLibelle, correction_id)
    if correction is None or correction.retire_le is not None:
        raise NotFoundError("Cette correction n’existe pas ou est déjà retirée.", code="CORRECTION_INCONNUE")
    correction.retire_par, correction.retire_le = acteur.courriel, now()
    session.flush()
    lignes = list(
        session.scalars(
            select(LigneCharge).where(LigneCharge.correction_id == correction.id, LigneCharge.active.is_(True))
        )
    )
    restantes = load_corrections(session, correction.syndic_id)
    for ligne in lignes:
        _write(session, [ligne], attribute(ligne.libelle, ligne.compte, restantes))
    _refresh(session, lignes)
    detail = {"poste": correction.poste, "libelle": correction.exemple, "lignes": len(lignes)}
    record_acte(session, acteur, "retire une correction de libellé", "correction_libelle", correction.id, detail=detail)
    return len(lignes)
