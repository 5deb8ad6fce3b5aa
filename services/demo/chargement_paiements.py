"""The demo's payments: the validated quarters were paid at four eyes, a batch waits, an IBAN is contested."""

from datetime import UTC, date, datetime, time, timedelta
from random import Random

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.appels_fonds.comptabilite.ecritures import validate_ecritures
from services.appels_fonds.comptabilite.taux_recuperables import read_reponse, record_taux
from services.appels_fonds.models import AppelFonds, GenreCompte, RemiseVirements
from services.appels_fonds.paiements.comptes_bancaires import compare_iban
from services.appels_fonds.paiements.virements import approve_remise, prepare_remise
from services.appels_fonds.reglages import SEUIL_CHOIX_TRAVAUX, change_reglage
from services.charges.postes.taux_recuperables import load_taux
from services.charges.schemas import TauxCoproprieteSchema
from services.demo.acteurs import find_acteur
from services.demo.calendrier import echeances_passees
from services.demo.identifiants import build_iban
from shared.acteurs import SYSTEME
from shared.models import Copropriete

CONTESTE = "C019"
"""The copropriété whose last call printed another account than the one we know."""
AVANCE = timedelta(days=6)
"""How long before its due date a quarter is paid."""


def load_taux_repris(session: Session, aujourdhui: date) -> None:
    """What charges answers about the recoverable part of each clé, kept as the question over HTTP would."""
    for copropriete in session.scalars(select(Copropriete).order_by(Copropriete.code)).all():
        answer = TauxCoproprieteSchema().dump(load_taux(session, SYSTEME, copropriete.code, aujourdhui))
        record_taux(session, SYSTEME, copropriete.id, read_reponse(answer))


def load_paiements(session: Session, aujourdhui: date) -> None:
    """Pay the quarters but the last; prepare the last one for an agency; contest an account in the other."""
    accountant, director = find_acteur(session, "CO", "LYO"), find_acteur(session, "DI", "LYO")
    other = find_acteur(session, "CO", "STE")
    *paid, last = echeances_passees(aujourdhui)
    for echeance in paid:
        for preparer in (accountant, other):
            jour = echeance - AVANCE
            remise = prepare_remise(session, preparer, echeance=echeance, aujourdhui=jour)
            approve_remise(session, director, remise.numero, aujourdhui=jour)
            _date_back(remise, jour)
        late = echeance + timedelta(days=7)
        validate_ecritures(session, accountant, jusqu_au=late, aujourdhui=late)
    prepare_remise(session, accountant, echeance=last, aujourdhui=aujourdhui)
    contested = session.scalar(
        select(AppelFonds)
        .join(Copropriete, Copropriete.id == AppelFonds.copropriete_id)
        .where(Copropriete.code == CONTESTE, AppelFonds.exigible == last)
    )
    if contested is not None:
        compare_iban(
            session, other, contested.copropriete, GenreCompte.COURANT, iban_lu=build_iban(Random("conteste")),  # noqa: S311
            appel=contested.numero, aujourdhui=aujourdhui,
        )  # fmt: skip
    change_reglage(session, accountant, SEUIL_CHOIX_TRAVAUX, "5 000,00")


def _date_back(remise: RemiseVirements, jour: date) -> None:
    """Say that a batch was prepared and approved on its day."""
    remise.prepare_le = datetime.combine(jour, time(9, 15), UTC)
    remise.approuve_le = datetime.combine(jour, time(14, 40), UTC)
