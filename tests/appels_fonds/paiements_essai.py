"""A patrimoine whose syndicats have bank accounts, and the gestures of those who pay them."""

from copy import deepcopy
from datetime import date
from typing import Any

from schwifty import IBAN
from sqlalchemy import select

from services.appels_fonds.comptabilite.ecritures import validate_ecritures
from services.appels_fonds.models import RemiseVirements
from services.appels_fonds.paiements.virements import approve_remise, prepare_remise
from shared.acteurs import SYSTEME, Acteur
from shared.database import Session
from shared.models import Copropriete
from shared.patrimoine.imports import import_patrimoine
from tests.appels_fonds.essais import AVRIL, COMPTABLE, PATRIMOINE, TRIMESTRE, Ligne, a_workbook, integrate_now


def an_agent(prenom: str, *roles: str) -> Acteur:
    return Acteur(
        id=None, courriel=f"{prenom.lower()}@demo.example", nom=prenom, roles=frozenset(roles or ("CO", "DI")),
        agences=frozenset(),
    )  # fmt: skip


COLLEGUE, DIRECTRICE = an_agent("Karim"), an_agent("Solene", "DI")


def an_iban(compte: int, banque: str = "20041") -> str:
    """A French IBAN whose two keys are right."""
    return str(IBAN.generate("FR", bank_code=banque, account_code=f"{compte:011d}", branch_code="01005"))


def patrimoine_payant() -> dict[str, Any]:
    document = deepcopy(PATRIMOINE)
    document["bailleur"] |= {"iban": an_iban(1), "bic": "PSSTFRPPPAR"}
    for rang, copropriete in enumerate(document["coproprietes"], start=10):
        copropriete |= {"iban": an_iban(rang), "reference_bailleur": f"812-44{rang}"}
    return document


def load_patrimoine_payant(**changes: Any) -> None:
    """Import it; ``X001={"iban": …}`` changes one copropriété, ``bailleur={…}`` the landlord."""
    document = patrimoine_payant()
    document["bailleur"] |= changes.pop("bailleur", {})
    for copropriete in document["coproprietes"]:
        copropriete |= changes.get(copropriete["code"], {})
    with Session.begin() as session:
        import_patrimoine(session, SYSTEME, document)


def call(*lignes: Ligne, titre: str = "Appel") -> list[str]:
    """Integrate lines as one workbook; TRIMESTRE when none is given."""
    return integrate_now(a_workbook(list(lignes) or TRIMESTRE, titre=titre), f"{titre}.xlsx")


def prepare(acteur: Acteur = COMPTABLE, *, echeance: date = AVRIL, aujourdhui: date = date(2026, 3, 20)) -> int:
    with Session.begin() as session:
        return prepare_remise(session, acteur, echeance=echeance, aujourdhui=aujourdhui).numero


def approve(numero: int, acteur: Acteur = DIRECTRICE, *, aujourdhui: date = date(2026, 3, 20)) -> None:
    with Session.begin() as session:
        approve_remise(session, acteur, numero, aujourdhui=aujourdhui)


def validate(jour: date) -> int:
    with Session.begin() as session:
        return validate_ecritures(session, COMPTABLE, jusqu_au=jour, aujourdhui=jour)


def transfers(numero: int) -> list[tuple[str, str, int]]:
    """Copropriété, reference and centimes of each transfer of a batch."""
    with Session() as session:
        remise = session.scalars(select(RemiseVirements).where(RemiseVirements.numero == numero)).one()
        return [(v.copropriete.code, v.reference, v.montant_centimes) for v in remise.virements]


def left_out(numero: int) -> list[tuple[str, str]]:
    """Copropriété and reason of each call left out of a batch."""
    with Session() as session:
        remise = session.scalars(select(RemiseVirements).where(RemiseVirements.numero == numero)).one()
        return [(ecarte["copropriete"], ecarte["code"]) for ecarte in remise.ecartes]


def id_of(code: str) -> int:
    with Session() as session:
        return session.scalars(select(Copropriete.id).where(Copropriete.code == code)).one()
