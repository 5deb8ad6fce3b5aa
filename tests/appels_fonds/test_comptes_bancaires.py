"""An account changes by two people and a call-back, never by a file; meanwhile nothing is paid."""

from datetime import date

import pytest
from sqlalchemy import Engine, select

from services.appels_fonds import actors
from services.appels_fonds.models import GenreCompte, StatutCompte, SuspensionPaiement
from services.appels_fonds.paiements.comptes_bancaires import (
    compare_iban,
    confirm_compte,
    list_versions,
    propose_compte,
    refuse_compte,
)
from services.appels_fonds.paiements.regles_iban import find_faute, judge_iban
from services.appels_fonds.paiements.suspensions import lift_suspension
from services.appels_fonds.reglages import DELAI_CARENCE, change_reglage
from shared.acteurs import SYSTEME, Acteur
from shared.database import Lecture, Session
from shared.errors import ForbiddenError, InvalidError, RefusedError
from shared.messages import MandatSyndicChange
from shared.models import AuditLigne, Copropriete
from tests.appels_fonds.essais import AVRIL, COMPTABLE, TRIMESTRE
from tests.appels_fonds.paiements_essai import (
    COLLEGUE,
    DIRECTRICE,
    an_iban,
    approve,
    call,
    id_of,
    left_out,
    load_patrimoine_payant,
    prepare,
    transfers,
)

AUTRE = [("X002", *ligne[1:]) for ligne in TRIMESTRE]
NOUVEAU = an_iban(555)
NOTE = "Rappelé Mme Roux au standard connu du cabinet, le 18/03"
MARS = date(2026, 3, 20)


@pytest.fixture(autouse=True)
def appels(base_sqlite: Engine) -> None:
    load_patrimoine_payant()
    call(*TRIMESTRE, *AUTRE)


def propose(acteur: Acteur = COLLEGUE, iban: str = NOUVEAU, code: str = "X001") -> int:
    with Session.begin() as session:
        copropriete = session.scalars(select(Copropriete).where(Copropriete.code == code)).one()
        return propose_compte(
            session, acteur, copropriete, GenreCompte.COURANT, iban=iban, motif="RIB joint au courrier du 16/03"
        ).id


def confirm(compte_id: int, acteur: Acteur = DIRECTRICE, note: str = NOTE, le: date = MARS) -> None:
    with Session.begin() as session:
        confirm_compte(session, acteur, compte_id, note_rappel=note, aujourdhui=le)


def test_a_change_under_way_stops_the_payments_of_this_syndicat_only() -> None:
    propose()
    numero = prepare()
    assert transfers(numero) == [("X002", "AF-2026-000002", 107_875)]
    assert left_out(numero) == [("X001", "SUSPENDU")]


def test_the_person_who_proposes_does_not_confirm() -> None:
    compte_id = propose(COLLEGUE)
    with pytest.raises(ForbiddenError, match="ne le confirme pas"):
        confirm(compte_id, COLLEGUE)


def test_a_confirmation_needs_the_note_of_the_call_back() -> None:
    with pytest.raises(InvalidError, match="à quel numéro connu"):
        confirm(propose(), note="ok")


def test_a_confirmed_account_waits_for_the_end_of_its_cooling_period() -> None:
    confirm(propose())
    numero = prepare(aujourdhui=MARS)
    assert left_out(numero) == [("X001", "COMPTE_EN_CARENCE")]
    assert ("X001", "AF-2026-000001", 107_875) in transfers(prepare(aujourdhui=date(2026, 3, 23)))


def test_the_cooling_period_is_a_setting() -> None:
    with Session.begin() as session:
        change_reglage(session, COMPTABLE, DELAI_CARENCE, "0")
    confirm(propose())
    assert ("X001", "AF-2026-000001", 107_875) in transfers(prepare(aujourdhui=MARS))


def test_who_changed_the_account_does_not_approve_the_payment() -> None:
    confirm(propose(COLLEGUE))
    numero = prepare(COMPTABLE, aujourdhui=date(2026, 3, 25))
    with pytest.raises(ForbiddenError, match="changé le compte bancaire de X001"):
        approve(numero, COLLEGUE, aujourdhui=date(2026, 3, 25))
    approve(numero, DIRECTRICE, aujourdhui=date(2026, 3, 25))


def test_an_account_changed_after_the_preparation_stops_the_approval() -> None:
    numero = prepare()
    propose()
    with pytest.raises(RefusedError) as refus:
        approve(numero)
    assert refus.value.fautes[0]["ou"] == "AF-2026-000001"


def test_every_version_stays_readable() -> None:
    confirm(propose())
    with Lecture() as session:
        versions = list_versions(session, id_of("X001"))
        assert [(v.version, v.statut, v.iban) for v in versions] == [
            (2, StatutCompte.CONFIRME, NOUVEAU), (1, StatutCompte.REMPLACE, an_iban(10)),
        ]  # fmt: skip


def test_a_refused_change_lets_the_former_account_be_paid() -> None:
    compte_id = propose()
    with Session.begin() as session:
        refuse_compte(session, DIRECTRICE, compte_id, motif="le cabinet n'a pas changé de banque")
    assert len(transfers(prepare())) == 2


def test_a_contested_iban_stops_the_payments_and_is_published_without_the_account() -> None:
    with Session.begin() as session:
        copropriete = session.scalars(select(Copropriete).where(Copropriete.code == "X001")).one()
        assert not compare_iban(
            session, COMPTABLE, copropriete, GenreCompte.COURANT, iban_lu=NOUVEAU, appel="AF-2026-000001",
            aujourdhui=MARS,
        )  # fmt: skip
    assert left_out(prepare()) == [("X001", "SUSPENDU")]
    with Lecture() as session:
        details = [str(line.detail) for line in session.scalars(select(AuditLigne))]
    assert not any(NOUVEAU in detail for detail in details)


def test_the_same_iban_written_with_spaces_is_the_same() -> None:
    with Session.begin() as session:
        copropriete = session.scalars(select(Copropriete).where(Copropriete.code == "X001")).one()
        printed = " ".join(an_iban(10)[rang : rang + 4] for rang in range(0, 27, 4)).lower()
        assert compare_iban(
            session, COMPTABLE, copropriete, GenreCompte.COURANT, iban_lu=printed, appel="AF-2026-000001",
            aujourdhui=MARS,
        )  # fmt: skip


def test_a_stop_is_lifted_by_somebody_else_with_a_note() -> None:
    with Session.begin() as session:
        copropriete = session.scalars(select(Copropriete).where(Copropriete.code == "X001")).one()
        compare_iban(
            session, COMPTABLE, copropriete, GenreCompte.COURANT, iban_lu=NOUVEAU, appel="AF-1", aujourdhui=MARS
        )
        stop = session.scalars(select(SuspensionPaiement.id)).one()
    with pytest.raises(ForbiddenError), Session.begin() as session:
        lift_suspension(session, COMPTABLE, stop, note=NOTE)
    with pytest.raises(InvalidError), Session.begin() as session:
        lift_suspension(session, COLLEGUE, stop, note="vu")
    with Session.begin() as session:
        lift_suspension(session, COLLEGUE, stop, note=NOTE)
    assert len(transfers(prepare())) == 2


def test_a_change_of_syndic_stops_the_payments_until_the_accounts_are_confirmed() -> None:
    with Session.begin() as session:
        actors.record_changement(session, MandatSyndicChange(copropriete_id=id_of("X002"), syndic_id=1, du=AVRIL))
    assert left_out(prepare()) == [("X002", "SUSPENDU")]
    with Session.begin() as session:
        lift_suspension(session, COLLEGUE, session.scalars(select(SuspensionPaiement.id)).one(), note=NOTE)
    assert ("X002", "AF-2026-000002", 107_875) in transfers(prepare())


def test_an_iban_changed_in_the_patrimoine_is_compared_never_followed() -> None:
    load_patrimoine_payant(X001={"iban": NOUVEAU})
    assert left_out(prepare()) == [("X001", "IBAN_DIFFERENT")]


def test_two_syndicats_on_one_account_are_told_and_not_paid() -> None:
    with Session.begin() as session:
        copropriete = session.scalars(select(Copropriete).where(Copropriete.code == "X001")).one()
        compte = propose_compte(
            session, COLLEGUE, copropriete, GenreCompte.COURANT, iban=an_iban(11), motif="RIB joint"
        )
        confirm_compte(session, DIRECTRICE, compte.id, note_rappel=NOTE, aujourdhui=date(2026, 3, 1))
    numero = prepare()
    assert left_out(numero) == [("X002", "IBAN_PARTAGE")]  # X001's was confirmed knowingly by two people


def test_a_wrong_iso_key_and_a_wrong_rib_key_are_told_apart() -> None:
    good = an_iban(10)
    assert find_faute(good) is None
    assert "ISO" in (find_faute(good[:-1] + ("1" if good[-1] != "1" else "2")) or "")
    forged = good[4:-3] + "7" + good[-2:] if good[-3] != "7" else good[4:-3] + "8" + good[-2:]
    iso = 98 - int("".join(str(int(c, 36)) for c in forged + "FR00")) % 97
    assert "RIB" in (find_faute(f"FR{iso:02d}{forged}") or "")


def test_a_foreign_account_is_told() -> None:
    assert [alerte.code for alerte in judge_iban("DE89370400440532013000")] == ["IBAN_ETRANGER"]


def test_a_wrong_iban_cannot_even_be_proposed() -> None:
    with pytest.raises(InvalidError, match="pas valable"):
        propose(iban="FR1420041010050500013M02607")


def test_the_first_account_is_taken_over_when_the_syndicat_is_first_called() -> None:
    with Lecture() as session:
        [compte] = list_versions(session, id_of("X001"))
        assert (compte.version, compte.source, compte.propose_par) == (1, "PATRIMOINE", SYSTEME.courriel)
