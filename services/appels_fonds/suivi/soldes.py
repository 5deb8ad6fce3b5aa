"""Use cases: what the syndics say we owe, beside what our books say, and why the two differ."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload

from services.appels_fonds.comptabilite.schema_comptable import COMPTE_SYNDICAT
from services.appels_fonds.lecture.lignes import LigneReleve
from services.appels_fonds.models import AppelFonds, Ecriture, LigneEcriture, SoldeSyndic
from services.appels_fonds.natures import Nature
from services.appels_fonds.paiements.postes_ouverts import PosteOuvert, list_postes
from shared.acteurs import Acteur
from shared.audit import record_acte
from shared.errors import InvalidError
from shared.models import Copropriete, now
from shared.patrimoine.lectures import get_copropriete, visible_coproprietes


@dataclass(frozen=True)
class Rapprochement:
    """The syndic's last balance and ours on the same day, in centimes, with our calls not settled that day."""

    copropriete: Copropriete
    declare: SoldeSyndic
    nos_livres_centimes: int
    postes: Sequence[PosteOuvert]

    @property
    def ecart_centimes(self) -> int:
        """Said by the syndic minus ours: positive when he asks more."""
        return self.declare.montant_centimes - self.nos_livres_centimes


def record_solde(
    session: Session, acteur: Acteur, code: str, *, au: date, montant_centimes: int, source: str, aujourdhui: date
) -> SoldeSyndic:
    """Keep what a syndic says we owe on a day.

    :raises NotFoundError: no such copropriété among those the agent sees.
    :raises InvalidError: a day to come, or no source.
    """
    copropriete = get_copropriete(session, acteur, code)
    if au > aujourdhui:
        raise InvalidError("Un solde ne peut pas être daté de l’avenir.", code="DATE_FUTURE")
    if not source.strip():
        raise InvalidError("Dites d’où vient ce solde (relevé, courriel, appel).", code="SOURCE_ABSENTE")
    solde = SoldeSyndic(
        copropriete_id=copropriete.id, au=au, montant_centimes=montant_centimes, source=source.strip(),
        par=acteur.courriel, le=now(),
    )  # fmt: skip
    session.add(solde)
    session.flush()
    record_acte(
        session, acteur, "note un solde de syndic", "solde_syndic", solde.id, copropriete_id=copropriete.id,
        detail={"au": au.isoformat(), "montant_centimes": montant_centimes, "source": source.strip()},
    )  # fmt: skip
    return solde


def record_soldes_lus(
    session: Session, acteur: Acteur, releves: Sequence[LigneReleve], appels: Sequence[AppelFonds]
) -> None:
    """Keep the previous balances printed in a file, payments deducted, on the day before its calls fall due."""
    if not any(releve.nature == Nature.SOLDE_ANTERIEUR for releve in releves):
        return
    only = {appel.copropriete.code for appel in appels}
    sums: dict[str, int] = defaultdict(int)
    for releve in releves:
        code = releve.copropriete or (next(iter(only)) if len(only) == 1 else None)
        if code is not None:
            sums[code] += releve.montant_centimes
    for appel in appels:
        montant = sums.pop(appel.copropriete.code, None)
        if montant is not None:
            session.add(
                SoldeSyndic(
                    copropriete_id=appel.copropriete_id, au=appel.exigible - timedelta(days=1),
                    montant_centimes=montant, source=f"appel {appel.numero}", par=acteur.courriel, le=now(),
                )
            )  # fmt: skip


def list_rapprochements(session: Session, acteur: Acteur) -> list[Rapprochement]:
    """The last balance each syndic told, beside ours that day; the largest gap first."""
    visible = visible_coproprietes(acteur).with_only_columns(Copropriete.id)
    last = (
        select(func.max(SoldeSyndic.id))
        .where(SoldeSyndic.copropriete_id.in_(visible))
        .group_by(SoldeSyndic.copropriete_id)
    )
    declares = session.scalars(
        select(SoldeSyndic).where(SoldeSyndic.id.in_(last)).options(joinedload(SoldeSyndic.copropriete))
    ).all()
    found = [
        Rapprochement(
            one.copropriete,
            one,
            compute_solde(session, one.copropriete.code, one.au),
            list_postes(session, [one.copropriete_id], jusqu_au=one.au, en_livres=True),
        )
        for one in declares
    ]
    return sorted(found, key=lambda one: (-abs(one.ecart_centimes), one.copropriete.code))


def compute_solde(session: Session, code: str, au: date) -> int:
    """What our books owe a syndicat on a day, drafts included, in centimes."""
    solde = session.scalar(
        select(func.sum(LigneEcriture.credit_centimes - LigneEcriture.debit_centimes))
        .join(Ecriture, Ecriture.id == LigneEcriture.ecriture_id)
        .where(LigneEcriture.compte == COMPTE_SYNDICAT, LigneEcriture.auxiliaire == code, Ecriture.date_ecriture <= au)
    )
    return int(solde or 0)
