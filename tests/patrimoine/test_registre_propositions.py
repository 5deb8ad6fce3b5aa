"""The registry proposes; nothing of ours changes until a person accepts a field."""

from datetime import date

import pytest
from sqlalchemy import Engine, select

from shared.database import Lecture, Session
from shared.errors import InvalidError, StaleError
from shared.models import AuditLigne, Copropriete, StatutDonnee
from shared.patrimoine.registre.propositions import (
    Proposition,
    count_propositions,
    decide_donnee,
    deposit_extrait,
    load_propositions,
)
from tests.appels_fonds.essais import COMPTABLE, load_patrimoine_essai
from tests.patrimoine.test_registre import SNAKE, write

JOUR = date(2026, 3, 20)
BIZILLON = {
    "immatriculation": "AB1234567", "nom": "LE BIZILLON", "adresse": "4 rue du Bizillon", "code_postal": "42000",
    "commune": "Saint-Étienne", "principaux": "48", "habitation": "44", "stationnement": "12", "total": "60",
}  # fmt: skip


@pytest.fixture(autouse=True)
def extrait(base: Engine) -> None:
    load_patrimoine_essai()
    with Session.begin() as session:
        deposit_extrait(session, COMPTABLE, write(SNAKE, BIZILLON, {}), "extrait.csv", JOUR)


def propositions() -> dict[str, Proposition]:
    with Lecture() as session:
        return {une.donnee.champ: une for une in load_propositions(session, COMPTABLE, "X001", JOUR)[1]}


def decide(champ: str, *, accepte: bool, version: int | None = None) -> None:
    donnee = propositions()[champ].donnee
    with Session.begin() as session:
        decide_donnee(
            session, COMPTABLE, "X001", donnee.id, version=version or donnee.version, accepte=accepte, aujourdhui=JOUR
        )


def test_a_copropriete_without_number_is_found_by_its_address_and_nothing_is_overwritten() -> None:
    with Lecture() as session:
        [(copropriete, attente, _)] = count_propositions(session, COMPTABLE)
    assert (copropriete.code, copropriete.immatriculation, copropriete.lots_principaux) == ("X001", None, None)
    assert attente > 10
    lus = propositions()
    assert lus["nom"].differe
    assert lus["adresse"].valeur == "4 rue du Bizillon, 42000 Saint-Étienne"
    assert not lus["adresse"].differe


def test_an_accepted_field_changes_our_record_is_versioned_and_audited() -> None:
    decide("immatriculation", accepte=True)
    decide("lots_principaux", accepte=True)
    decide("nom", accepte=False)
    with Lecture() as session:
        copropriete = session.scalars(select(Copropriete).where(Copropriete.code == "X001")).one()
        actes = session.scalars(select(AuditLigne.acte).where(AuditLigne.objet == "donnee_registre")).all()
    assert (copropriete.immatriculation, copropriete.lots_principaux) == ("AB1234567", 48)
    assert copropriete.nom == "SDC Le Bizillon"
    assert copropriete.version == 3
    assert sorted(actes) == [
        "accepte une donnée du registre", "accepte une donnée du registre", "écarte une donnée du registre",
    ]  # fmt: skip
    assert propositions()["nom"].donnee.statut is StatutDonnee.REFUSEE


def test_two_agents_do_not_decide_the_same_field_twice() -> None:
    with pytest.raises(StaleError):
        decide("nom", accepte=True, version=9)


def test_an_extract_that_speaks_of_none_of_ours_is_refused() -> None:
    with pytest.raises(InvalidError, match="aucune de nos copropriétés"), Session.begin() as session:
        deposit_extrait(session, COMPTABLE, write(SNAKE, {}), "autre.csv", JOUR)
