"""Works called: fixed asset or upkeep. A person decides, call by call and clé by clé, and the decision stays."""

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from services.appels_fonds.comptabilite.schema_comptable import VARIANTES_TRAVAUX
from services.appels_fonds.models import AppelFonds, ChoixTravaux, LigneAppel, StatutAppel
from services.appels_fonds.natures import Nature
from services.appels_fonds.reglages import read_seuil_travaux
from shared.acteurs import Acteur
from shared.audit import record_acte
from shared.errors import InvalidError
from shared.models import CleRepartition, now


@dataclass(frozen=True)
class ChoixAttendu:
    """Works of a draft call, on a clé, that nobody has decided on yet; the amount is in centimes."""

    appel_id: int
    numero: str
    copropriete_id: int
    cle: str
    montant_centimes: int


def load_choix(session: Session, appel_id: int) -> dict[str, str]:
    """What was decided last on each clé of a call."""
    rows = session.execute(
        select(ChoixTravaux.cle, ChoixTravaux.variante)
        .where(ChoixTravaux.appel_id == appel_id)
        .order_by(ChoixTravaux.id)
    )
    return {row.cle: row.variante for row in rows}


def list_choix(session: Session, appel_id: int) -> list[ChoixTravaux]:
    """Every decision on a call, the oldest first."""
    found = select(ChoixTravaux).where(ChoixTravaux.appel_id == appel_id).order_by(ChoixTravaux.id)
    return list(session.scalars(found))


def awaiting_choix(session: Session) -> list[ChoixAttendu]:
    """The works in draft, at or above the threshold of the settings, that wait for a person. No threshold: none."""
    seuil = read_seuil_travaux(session)
    if seuil is None:
        return []
    decided = select(ChoixTravaux.id).where(
        ChoixTravaux.appel_id == AppelFonds.id, ChoixTravaux.cle == CleRepartition.code
    )
    total = func.sum(LigneAppel.montant_centimes)
    rows = session.execute(
        select(AppelFonds.id, AppelFonds.numero, AppelFonds.copropriete_id, CleRepartition.code, total)
        .join(LigneAppel, LigneAppel.appel_id == AppelFonds.id)
        .join(CleRepartition, CleRepartition.id == LigneAppel.cle_repartition_id)
        .where(
            AppelFonds.statut == StatutAppel.BROUILLON, LigneAppel.vive.is_(True),
            LigneAppel.nature == Nature.TRAVAUX, ~decided.exists(),
        )
        .group_by(AppelFonds.id, AppelFonds.numero, AppelFonds.copropriete_id, CleRepartition.code)
        .having(total >= seuil)
        .order_by(AppelFonds.numero, CleRepartition.code)
    )  # fmt: skip
    return [ChoixAttendu(row[0], row[1], row[2], row[3], int(row[4])) for row in rows]


def record_choix(
    session: Session, acteur: Acteur, appel: AppelFonds, cle: str, *, variante: str, motif: str
) -> ChoixTravaux:
    """Keep a decision. The caller posts the call again (``redraft_appel``).

    :raises InvalidError: unknown variant, no reason, or no works on this clé in this call.
    """
    if variante not in VARIANTES_TRAVAUX:
        raise InvalidError("Choisissez : immobilisation ou gros entretien.", code="VARIANTE_INVALIDE")
    if not motif.strip():
        raise InvalidError("Dites pourquoi : composant remplacé, amélioration, entretien…", code="MOTIF_ABSENT")
    if not any(ligne.nature in (Nature.TRAVAUX, Nature.ANNULATION_TRAVAUX) and ligne.cle.code == cle
               for ligne in appel.lignes):  # fmt: skip
        raise InvalidError(f"L’appel {appel.numero} n’a pas de travaux sur la clé {cle}.", code="TRAVAUX_ABSENTS")
    choix = ChoixTravaux(
        appel_id=appel.id, cle=cle, variante=variante, motif=motif.strip(), par=acteur.courriel, le=now()
    )
    session.add(choix)
    session.flush()
    record_acte(
        session, acteur, "décide de l’imputation de travaux", "appel", appel.numero,
        copropriete_id=appel.copropriete_id, detail={"cle": cle, "variante": variante, "motif": motif.strip()},
    )  # fmt: skip
    return choix
