"""A transfer the bank gave back: it alone is due again; a wrong account is not tried twice."""

from datetime import date, timedelta

import pytest
from sqlalchemy import Engine, func, select

from services.appels_fonds.models import Ecriture, LigneEcriture, StatutEcriture
from services.appels_fonds.paiements.rejets import reject_virement
from services.appels_fonds.paiements.suspensions import lift_suspension, list_suspensions
from services.appels_fonds.paiements.virements import cancel_remise, get_remise, read_bordereau
from shared.acteurs import SYSTEME
from shared.database import Lecture, Session
from shared.errors import ForbiddenError, InvalidError, NotFoundError, RefusedError
from tests.appels_fonds.essais import AVRIL, COMPTABLE, TRIMESTRE
from tests.appels_fonds.paiements_essai import (
    COLLEGUE,
    an_agent,
    approve,
    call,
    id_of,
    left_out,
    load_patrimoine_payant,
    prepare,
    transfers,
    validate,
)

AUTRE = [("X002", *ligne[1:]) for ligne in TRIMESTRE]
RETOUR = AVRIL + timedelta(days=3)


@pytest.fixture
def partie(base: Engine) -> int:
    """A batch of two transfers that left on the first of April."""
    load_patrimoine_payant()
    call(*TRIMESTRE, *AUTRE)
    numero = prepare()
    approve(numero)
    return numero


def give_back(numero: int, reference: str = "AF-2026-000001", *, code: str = "AM04", le: date = RETOUR) -> None:
    with Session.begin() as session:
        reject_virement(session, COMPTABLE, numero, reference, code=code, note="avis du 4", le=le, aujourdhui=RETOUR)


def owed(code: str) -> int:
    with Lecture() as session:
        return session.scalar(
            select(func.sum(LigneEcriture.credit_centimes - LigneEcriture.debit_centimes))
            .join(Ecriture, Ecriture.id == LigneEcriture.ecriture_id)
            .where(LigneEcriture.auxiliaire.is_not(None), Ecriture.copropriete_id == id_of(code))
        ) or 0  # fmt: skip


def test_only_what_came_back_is_due_again(partie: int) -> None:
    give_back(partie)
    assert (owed("X001"), owed("X002")) == (107_875, 0)
    assert [code for code, _, _ in transfers(prepare(aujourdhui=RETOUR))] == ["X001"]


def test_a_validated_payment_is_reversed_on_the_day_of_the_bank(partie: int) -> None:
    validate(AVRIL)
    give_back(partie)
    with Lecture() as session:
        reversal = session.scalars(select(Ecriture).where(Ecriture.contrepasse_id.is_not(None))).one()
        assert (reversal.date_ecriture, reversal.statut) == (RETOUR, StatutEcriture.BROUILLON)
    assert validate(RETOUR) == 1


@pytest.mark.parametrize("code", ["AC01", "AC04", "AC06", "BE01"])
def test_a_wrong_account_is_not_tried_again_before_somebody_verified_it(partie: int, code: str) -> None:
    give_back(partie, code=code)
    with pytest.raises(RefusedError, match="Aucun appel à payer") as refus:
        prepare(aujourdhui=RETOUR)
    assert [faute["code"] for faute in refus.value.fautes] == ["SUSPENDU"]
    with Session.begin() as session:
        (stop,) = list_suspensions(session, COLLEGUE)
        lift_suspension(session, COLLEGUE, stop.id, note="rappelé Mme Roux au numéro connu, compte confirmé")
    assert left_out(prepare(aujourdhui=RETOUR)) == []


def test_a_lack_of_funds_of_ours_stops_nothing(partie: int) -> None:
    give_back(partie, code="AM04")
    with Lecture() as session:
        assert list_suspensions(session, SYSTEME) == []


def test_the_file_that_left_stays_the_same(partie: int) -> None:
    with Lecture() as session:
        before = read_bordereau(session, COMPTABLE, partie)[1]
    give_back(partie)
    with Lecture() as session:
        assert read_bordereau(session, COMPTABLE, partie)[1] == before


def test_a_batch_cancelled_after_a_rejection_undoes_only_the_rest(partie: int) -> None:
    validate(AVRIL)
    give_back(partie)
    with Session.begin() as session:
        cancel_remise(session, COMPTABLE, partie, motif="fichier refusé", aujourdhui=RETOUR)
    assert (owed("X001"), owed("X002")) == (107_875, 107_875)


def test_a_rejection_is_said_once(partie: int) -> None:
    give_back(partie)
    with pytest.raises(RefusedError, match="déjà rejeté, au 04/04/2026"):
        give_back(partie)


def test_what_never_left_cannot_come_back(base: Engine) -> None:
    load_patrimoine_payant()
    call(*TRIMESTRE)
    numero = prepare()
    with pytest.raises(RefusedError, match="n’a rien pu rejeter"):
        give_back(numero)


@pytest.mark.parametrize("le", [AVRIL - timedelta(days=1), RETOUR + timedelta(days=1)])
def test_a_rejection_is_dated_after_the_execution_and_not_tomorrow(partie: int, le: date) -> None:
    with pytest.raises(InvalidError, match="entre l’exécution"):
        give_back(partie, le=le)


def test_a_faulty_rejection_is_refused(partie: int) -> None:
    with pytest.raises(NotFoundError):
        give_back(partie, "AF-2026-000009")
    with pytest.raises(InvalidError, match="motif que donne la banque"):
        give_back(partie, code="ZZ99")
    with pytest.raises(ForbiddenError), Session.begin() as session:
        reject_virement(
            session, an_agent("Lea", "RC", "ADMIN"), partie, "AF-2026-000001", code="AM04", note="", le=RETOUR,
            aujourdhui=RETOUR,
        )  # fmt: skip
    with Lecture() as session:
        assert all(virement.rejete_le is None for virement in get_remise(session, COMPTABLE, partie).virements)
