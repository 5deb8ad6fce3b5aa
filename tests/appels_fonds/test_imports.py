"""From a workbook to integrated calls: nothing before confirmation, everything or nothing at confirmation."""

from threading import Barrier, Thread

import pytest
from sqlalchemy import Engine, func, select

from services.appels_fonds.comptabilite.ecritures import validate_ecritures
from services.appels_fonds.models import (
    AppelFonds,
    Ecriture,
    ImportAppel,
    LigneAppel,
    LigneEcriture,
    MotifSuspension,
    StatutImport,
    SuspensionPaiement,
)
from services.appels_fonds.reception.analyses import analyse_fichier
from services.appels_fonds.reception.imports import confirm_import, preview_import, undo_import
from shared.database import Lecture, Session
from shared.errors import AppError, RefusedError, StaleError
from shared.models import AuditLigne, OutboxMessage
from tests.appels_fonds.essais import (
    AVRIL,
    COMPTABLE,
    JUILLET,
    TRIMESTRE,
    a_workbook,
    integrate_now,
    load_patrimoine_essai,
)


@pytest.fixture(autouse=True)
def patrimoine(base: Engine) -> None:
    load_patrimoine_essai()


def count(model: type) -> int:
    with Lecture() as session:
        return session.scalar(select(func.count()).select_from(model)) or 0


def preview(contenu: bytes, nom: str = "appel T2.xlsx") -> tuple[int, int]:
    with Session.begin() as session:
        apercu, _ = preview_import(session, COMPTABLE, contenu, nom)
        return apercu.id, apercu.version


def integrate(contenu: bytes, nom: str = "appel T2.xlsx", **forcages: str) -> list[str]:
    import_id, version = preview(contenu, nom)
    with Session.begin() as session:
        appels = confirm_import(session, COMPTABLE, import_id, version=version, forcages=forcages)
        return [appel.numero for appel in appels]


def test_a_preview_shows_every_line_and_posts_nothing() -> None:
    with Session.begin() as session:
        apercu, analyse = preview_import(session, COMPTABLE, a_workbook(TRIMESTRE), "appel T2.xlsx")
        assert (analyse.issue, len(analyse.lignes), analyse.total_centimes) == ("accepte", 4, 107_875)
        assert apercu.statut == StatutImport.APERCU
    assert (count(AppelFonds), count(LigneAppel), count(Ecriture), count(OutboxMessage)) == (0, 0, 0, 0)


def test_confirming_creates_the_call_its_lines_its_entry_and_its_fact_together() -> None:
    assert integrate(a_workbook(TRIMESTRE)) == ["AF-2026-000001"]
    with Lecture() as session:
        appel = session.scalars(select(AppelFonds)).one()
        assert (appel.total_centimes, appel.exigible, appel.periode) == (107_875, AVRIL, "T2 2026")
        assert [(ligne.lots, ligne.cle.code, ligne.cellule) for ligne in appel.lignes] == [
            ("3", "GEN", "F4"), ("3", "ASC", "F5"), ("7", "GEN", "F6"), ("7", "ASC", "F7"),
        ]  # fmt: skip
        jambes = [(j.compte, j.cle, j.debit_centimes, j.credit_centimes) for j in appel.ecritures[0].lignes]
        assert jambes == [
            ("6141", "ASC", 16_875, 0), ("6141", "GEN", 91_000, 0), ("4011", None, 0, 107_875),
        ]  # fmt: skip
        fact = session.scalars(select(OutboxMessage)).one()
        assert (fact.fait, fact.contenu["total_centimes"]) == ("AppelFondsComptabilise", 107_875)
        acte = session.scalars(select(AuditLigne).where(AuditLigne.acte == "intègre un appel de fonds")).one()
        assert (acte.agent, acte.objet_id, acte.copropriete_id) == (
            COMPTABLE.courriel, "AF-2026-000001", appel.copropriete_id,
        )  # fmt: skip


def test_one_file_for_two_coproprietes_gives_one_call_each() -> None:
    lignes = [*TRIMESTRE, *[("X002", *ligne[1:]) for ligne in TRIMESTRE]]
    assert integrate(a_workbook(lignes)) == ["AF-2026-000001", "AF-2026-000002"]
    with Lecture() as session:
        assert session.scalars(select(AppelFonds.total_centimes)).all() == [107_875, 107_875]


def test_the_same_file_again_says_so_and_doubles_nothing() -> None:
    integrate(a_workbook(TRIMESTRE))
    with Session.begin() as session:
        _, analyse = preview_import(session, COMPTABLE, a_workbook(TRIMESTRE), "copie.xlsx")
    anomalie = next(anomalie for anomalie in analyse.anomalies if anomalie.code == "DEJA_IMPORTE")
    assert "AF-2026-000001" in anomalie.message
    assert analyse.issue == "refuse"
    assert count(LigneAppel) == 4


def test_the_same_call_in_another_file_is_refused_with_its_twin() -> None:
    integrate(a_workbook(TRIMESTRE))
    with Lecture() as session:
        analyse = analyse_fichier(session, COMPTABLE, a_workbook(TRIMESTRE[2:], titre="Rappel"), "rappel.xlsx")
    [anomalie] = [anomalie for anomalie in analyse.anomalies if anomalie.code == "DEJA_APPELE"]
    assert (anomalie.feuille, anomalie.cellule) == ("Appel", "F4:F5")
    assert "AF-2026-000001" in anomalie.message


def test_the_same_quarter_with_its_lots_grouped_is_no_refusal_but_asks_for_a_word() -> None:
    integrate(a_workbook(TRIMESTRE))
    groupe = [
        ("X001", "3 et 7", cle, "Provision charges courantes", "01/04/2026", montant)
        for cle, montant in (("GEN", 910.0), ("ASC", 168.75))
    ]
    with Lecture() as session:
        analyse = analyse_fichier(session, COMPTABLE, a_workbook(groupe, titre="Rappel"), "rappel.xlsx")
    said = {anomalie.code: anomalie.message for anomalie in analyse.anomalies}
    assert "autrement réparti" in said["APPEL_RESSEMBLANT"]
    assert (analyse.issue, "DEJA_APPELE" in said) == ("accepte_avec_avertissements", False)


def test_two_works_of_the_same_day_each_with_its_words_are_two_lines() -> None:
    travaux = [
        ("X001", "3", "GEN", f"Travaux {quoi}", "01/04/2026", montant)
        for quoi, montant in (("ravalement, résolution 12", 820.0), ("toiture, résolution 14", 410.0))
    ]
    integrate(a_workbook(travaux), TRAVAUX_SANS_VOTE="PV demandé au syndic")
    with Lecture() as session:
        lignes = session.execute(
            select(LigneAppel.occurrence, LigneAppel.montant_centimes).order_by(LigneAppel.id)
        ).all()
        assert [tuple(ligne) for ligne in lignes] == [(1, 82_000), (2, 41_000)]
        analyse = analyse_fichier(session, COMPTABLE, a_workbook(travaux, titre="Rappel"), "rappel.xlsx")
    assert [anomalie.code for anomalie in analyse.anomalies] == ["DEJA_APPELE"]


def test_a_file_with_a_fault_cannot_be_integrated_and_leaves_nothing() -> None:
    contenu = a_workbook([*TRIMESTRE, ("X001", "99", "GEN", "Provision", "01/04/2026", 12.0)])
    import_id, version = preview(contenu)
    with pytest.raises(RefusedError) as refus, Session.begin() as session:
        confirm_import(session, COMPTABLE, import_id, version=version)
    assert "99" in refus.value.fautes[0]["message"]
    assert (count(AppelFonds), count(OutboxMessage)) == (0, 0)


def test_a_refused_file_leaves_no_trace_on_the_command_line() -> None:
    with pytest.raises(AppError):
        integrate_now(b"ceci n'est pas un classeur", "appel.xlsx")
    assert count(ImportAppel) == 0


def test_two_people_confirming_at_once_integrate_once() -> None:
    import_id, version = preview(a_workbook(TRIMESTRE))
    barrier, outcomes = Barrier(2), []

    def confirm() -> None:
        barrier.wait()
        try:
            with Session.begin() as session:
                confirm_import(session, COMPTABLE, import_id, version=version)
            outcomes.append("intégré")
        except StaleError:
            outcomes.append("refusé")

    threads = [Thread(target=confirm) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["intégré", "refusé"]
    assert count(LigneAppel) == 4


def test_undoing_a_draft_makes_it_vanish_and_lets_the_file_come_again() -> None:
    integrate(a_workbook(TRIMESTRE))
    with Session.begin() as session:
        assert undo_import(session, COMPTABLE, 1, aujourdhui=AVRIL) == 1
    assert (count(Ecriture), count(LigneEcriture)) == (0, 0)
    with Lecture() as session:
        assert session.scalars(select(OutboxMessage.fait).order_by(OutboxMessage.rang)).all() == [
            "AppelFondsComptabilise", "AppelFondsAnnule",
        ]  # fmt: skip
    assert integrate(a_workbook(TRIMESTRE)) == ["AF-2026-000002"]


def test_undoing_a_validated_call_reverses_it_and_keeps_the_numbers() -> None:
    integrate(a_workbook(TRIMESTRE))
    with Session.begin() as session:
        assert validate_ecritures(session, COMPTABLE, jusqu_au=AVRIL, aujourdhui=AVRIL) == 1
    with Session.begin() as session:
        undo_import(session, COMPTABLE, 1, aujourdhui=JUILLET)
    with Session.begin() as session:
        assert validate_ecritures(session, COMPTABLE, jusqu_au=JUILLET, aujourdhui=JUILLET) == 1
    with Lecture() as session:
        ecritures = session.scalars(select(Ecriture).order_by(Ecriture.numero)).all()
        assert [(e.numero, e.date_ecriture, e.contrepasse_id) for e in ecritures] == [
            (1, AVRIL, None), (2, JUILLET, ecritures[0].id),
        ]  # fmt: skip
        soldes = session.execute(
            select(
                LigneEcriture.compte, func.sum(LigneEcriture.debit_centimes - LigneEcriture.credit_centimes)
            ).group_by(LigneEcriture.compte)
        ).all()
        assert {compte: int(solde) for compte, solde in soldes} == {"4011": 0, "6141": 0}


def test_a_file_that_asks_to_pay_another_account_is_told_and_stops_the_payments_once_integrated() -> None:
    contenu = a_workbook(TRIMESTRE, titre="Appel du 2e trimestre, à payer sur FR76 1234 5987 6501 2345 6789 014")
    with Lecture() as session:
        analyse = analyse_fichier(session, COMPTABLE, contenu, "appel T2.xlsx")
    assert ("paiement", "IBAN_DIFFERENT") in [(one.gravite, one.code) for one in analyse.anomalies]
    assert analyse.issue == "accepte_avec_avertissements"
    integrate(contenu)
    with Lecture() as session:
        suspension = session.scalars(select(SuspensionPaiement)).one()
        assert (suspension.motif, suspension.reference) == (MotifSuspension.IBAN_CONTESTE, "AF-2026-000001")
