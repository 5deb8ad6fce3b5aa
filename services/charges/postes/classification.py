"""Give each stored line its poste, its dated rate and their grounds: the syndic's corrections first, then the rules."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from services.charges.models import CorrectionLibelle, LigneCharge, OrigineClassement
from services.charges.postes.classement import Classement, classify_libelle
from services.charges.postes.libelles import split_mots
from services.charges.postes.nomenclature import NON_CLASSE, Mode, find_poste
from services.charges.postes.taux import TauxDecide, choose_taux
from services.charges.postes.taux_recuperables import list_decides

CONFIANCE_MIN = 60
"""Under this confidence, in hundredths, a line waits for a person."""


@dataclass(frozen=True, slots=True)
class Attribution:
    """What a line is given: poste, why, how sure (0 to 100)."""

    poste: str
    mots: str
    confiance: int
    origine: OrigineClassement
    correction_id: int | None = None


def normalise_libelle(libelle: str) -> str:
    """The words by which a label is known again next year: no dates, no numbers, no small words."""
    return " ".join(split_mots(libelle)) or libelle.casefold().strip()


def attribute(libelle: str, compte: str, corrections: Mapping[tuple[str, str], CorrectionLibelle]) -> Attribution:
    """The poste of a label: the correction learnt for it and its account, else for it alone, else the rules."""
    normal = normalise_libelle(libelle)
    correction = corrections.get((normal, compte[:3])) or corrections.get((normal, ""))
    if correction is not None:
        mots = f"correction de {correction.cree_par} du {correction.cree_le:%d/%m/%Y}"
        return Attribution(correction.poste, mots, 100, OrigineClassement.CORRECTION, correction.id)
    trouve = _classify(libelle, compte)
    return Attribution(
        trouve.code, ", ".join(trouve.mots), int(trouve.confiance * 100), OrigineClassement.REGLES
    )  # fmt: skip


def _classify(libelle: str, compte: str) -> Classement:
    """The whole label (account label and motif), or the motif alone when it is surer."""
    entier = classify_libelle(libelle, compte)
    _, separateur, motif = libelle.partition(" : ")
    if entier.confiance >= Decimal("0.80") or not separateur:
        return entier
    seul = classify_libelle(motif, compte)
    return seul if seul.confiance > entier.confiance else entier


def needs_agent(poste: str, confiance: int) -> bool:
    """Whether a line waits in the work queue."""
    return poste == NON_CLASSE or confiance < CONFIANCE_MIN or find_poste(poste).mode is Mode.A_QUALIFIER


def load_corrections(session: Session, syndic_id: int | None) -> dict[tuple[str, str], CorrectionLibelle]:
    """The corrections in force for a syndic, by (normalised label, account of three digits)."""
    rows = session.scalars(
        select(CorrectionLibelle)
        .where(
            CorrectionLibelle.retire_le.is_(None),
            or_(CorrectionLibelle.syndic_id.is_(None), CorrectionLibelle.syndic_id == syndic_id),
        )
        .order_by(CorrectionLibelle.id)
    )
    return {(row.libelle_normalise, row.compte): row for row in rows}


def classify_lignes(session: Session, lignes: Iterable[LigneCharge], fin: date, syndic_id: int | None) -> None:
    """Give lines of one copropriété and exercise their poste, rate and ground, by the rates of the exercise's end."""
    corrections = load_corrections(session, syndic_id)
    decides: list[TauxDecide] | None = None
    for ligne in lignes:
        if decides is None:
            decides = list_decides(session, ligne.copropriete_id)
        apply_attribution(ligne, attribute(ligne.libelle, ligne.compte, corrections), fin, decides)


def apply_attribution(ligne: LigneCharge, attribution: Attribution, fin: date, decides: Iterable[TauxDecide]) -> None:
    """Write a poste on a line, with its rate at the end of the exercise and the ground of both."""
    taux = choose_taux(find_poste(attribution.poste), fin, decides)
    ligne.poste, ligne.taux_centiemes, ligne.fondement = attribution.poste, taux.centiemes, taux.fondement
    ligne.confiance_centiemes, ligne.mots, ligne.origine = attribution.confiance, attribution.mots, attribution.origine
    ligne.correction_id = attribution.correction_id
    decidee = attribution.origine is not OrigineClassement.REGLES
    ligne.a_qualifier = not decidee and needs_agent(attribution.poste, attribution.confiance)
