"""What was called, kept from the facts of appels_fonds. Facts may come in any order: the result is the same."""

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from services.charges.cumuls.revisions import raise_revision
from services.charges.models import AppelAnnule, MontantAppele
from shared.messages import AppelFondsAnnule, AppelFondsComptabilise


def record_appel(session: Session, fact: AppelFondsComptabilise) -> None:
    """Keep the amounts of an integrated call, by clé and nature, in centimes."""
    annule = session.get(AppelAnnule, fact.appel)
    known = set(session.scalars(select(MontantAppele.appel).where(MontantAppele.appel == fact.appel)))
    if known:
        return
    raise_revision(session, fact.copropriete_id)
    session.add_all(
        MontantAppele(
            appel=fact.appel,
            copropriete_id=fact.copropriete_id,
            exigible=fact.exigible,
            cle=montant["cle"],
            nature=montant["nature"],
            montant_centimes=montant["montant_centimes"],
            annule_le=annule.annule_le if annule else None,
        )
        for montant in fact.montants
    )


def record_annulation(session: Session, fact: AppelFondsAnnule) -> None:
    """Stop counting the amounts of a call that was undone, whether its integration was heard yet or not."""
    if session.get(AppelAnnule, fact.appel) is None:
        session.add(AppelAnnule(appel=fact.appel, annule_le=fact.annule_le))
    raise_revision(session, fact.copropriete_id)
    session.execute(update(MontantAppele).where(MontantAppele.appel == fact.appel).values(annule_le=fact.annule_le))
