"""A file whose calls are not all certain: those without fault are integrated, each whole; the others wait."""

import pytest
from sqlalchemy import Engine, select

from services.appels_fonds.models import AppelFonds, ImportAppel, LigneAppel, StatutImport
from services.appels_fonds.reception.imports import (
    abandon_import,
    analyse_again,
    confirm_import,
    preview_import,
    undo_import,
)
from shared.database import Lecture, Session
from shared.errors import RefusedError
from shared.models import OutboxMessage
from tests.appels_fonds.essais import AVRIL, COMPTABLE, TRIMESTRE, a_workbook, integrate_now, load_patrimoine_essai

LOT_INCONNU = ("X002", "99", "GEN", "Provision charges courantes", "01/04/2026", 12.0)
DEUX_COPROPRIETES = [*TRIMESTRE, *[("X002", *ligne[1:]) for ligne in TRIMESTRE], LOT_INCONNU]


@pytest.fixture(autouse=True)
def patrimoine(base: Engine) -> None:
    load_patrimoine_essai()


def _preview(contenu: bytes) -> tuple[int, int]:
    with Session.begin() as session:
        apercu, _ = preview_import(session, COMPTABLE, contenu, "appel.xlsx")
        return apercu.id, apercu.version


def _confirm(import_id: int, version: int) -> list[str]:
    with Session.begin() as session:
        appels = confirm_import(session, COMPTABLE, import_id, version=version, en_partie=True)
        return [appel.copropriete.code for appel in appels]


def _state(import_id: int) -> tuple[StatutImport, int, int]:
    with Lecture() as session:
        apercu = session.get(ImportAppel, import_id)
        assert apercu is not None
        return apercu.statut, apercu.nombre_lignes, apercu.version


def test_a_call_without_fault_is_integrated_whole_and_the_other_stays_in_preview() -> None:
    import_id, version = _preview(a_workbook(DEUX_COPROPRIETES))
    assert _confirm(import_id, version) == ["X001"]
    assert _state(import_id)[:2] == (StatutImport.PARTIEL, 4)
    with Lecture() as session:
        apercu = session.get(ImportAppel, import_id)
        analyse = analyse_again(session, COMPTABLE, apercu)
    assert {ligne.copropriete for ligne in analyse.deja} == {"X001"}
    assert {ligne.copropriete for ligne in analyse.lecture.lignes} == {"X002"}
    bloquantes = [(x.code, x.coproprietes) for x in analyse.anomalies if x.gravite == "bloquante"]
    assert bloquantes == [("LOT_INCONNU", ("X002",))]


def test_a_call_that_waits_for_its_fault_asks_no_comment_before_the_others_are_integrated() -> None:
    tard = [("X002", "3", "GEN", "Provision charges courantes", "05/04/2026", 410.0), LOT_INCONNU]
    with Session.begin() as session:
        apercu, analyse = preview_import(session, COMPTABLE, a_workbook([*TRIMESTRE, *tard]), "appel.xlsx")
        assert "EXIGIBILITE_INHABITUELLE" in {x.code for x in analyse.anomalies if x.coproprietes == ("X002",)}
        assert analyse.a_confirmer == []
        place = apercu.id, apercu.version
    assert _confirm(*place) == ["X001"]


def test_a_fault_that_may_touch_any_call_holds_them_all() -> None:
    lignes = [*TRIMESTRE, ("X9", "3", "GEN", "Provision", "01/04/2026", 12.0)]
    import_id, version = _preview(a_workbook(lignes))
    with pytest.raises(RefusedError):
        _confirm(import_id, version)


def test_the_rest_can_be_given_up_and_the_whole_undone() -> None:
    import_id, version = _preview(a_workbook(DEUX_COPROPRIETES))
    _confirm(import_id, version)
    with Session.begin() as session:
        abandon_import(session, COMPTABLE, import_id, version=_state(import_id)[2])
    assert _state(import_id)[0] == StatutImport.INTEGRE
    with Session.begin() as session:
        assert undo_import(session, COMPTABLE, import_id, aujourdhui=AVRIL) == 1
    with Lecture() as session:
        assert session.scalars(select(LigneAppel.vive).distinct()).all() == [False]


def test_the_same_file_dropped_again_names_the_import_that_holds_a_part_of_it() -> None:
    import_id, version = _preview(a_workbook(DEUX_COPROPRIETES))
    _confirm(import_id, version)
    with Session.begin() as session:
        _, analyse = preview_import(session, COMPTABLE, a_workbook(DEUX_COPROPRIETES), "encore.xlsx")
    assert [(x.code, x.jumeau) for x in analyse.anomalies if x.code == "DEJA_IMPORTE"] == [("DEJA_IMPORTE", import_id)]


def test_a_refused_file_is_told_as_a_fact_with_its_reasons(monkeypatch) -> None:
    import shared.outbox
    from shared.messages import SUBSCRIBERS, AppelRefuse

    monkeypatch.setitem(SUBSCRIBERS, AppelRefuse, ("charges",))
    assert shared.outbox.SUBSCRIBERS is SUBSCRIBERS
    import_id, _ = _preview(a_workbook([LOT_INCONNU]))
    with Lecture() as session:
        fact = session.scalars(select(OutboxMessage)).one()
    assert fact.fait == "AppelRefuse"
    assert (fact.contenu["import_id"], fact.contenu["motifs"]) == (import_id, ["LOT_INCONNU"])
    assert fact.contenu["copropriete_id"] is not None


def _dits(lignes, titre="Rappel") -> list[tuple[str, str, str]]:
    with Session.begin() as session:
        _, analyse = preview_import(session, COMPTABLE, a_workbook(lignes, titre=titre), "autre.xlsx")
    return [(x.gravite, x.code, x.message) for x in analyse.anomalies]


def test_a_file_saved_again_and_a_corrected_call_are_told_apart() -> None:
    integrate_now(a_workbook(TRIMESTRE), "appel.xlsx")
    [(gravite, code, message)] = _dits(TRIMESTRE)
    assert (gravite, code) == ("bloquante", "DEJA_APPELE")
    assert "pour le même montant" in message
    corrige = [(*ligne[:5], ligne[5] + 10) for ligne in TRIMESTRE]
    [(_, code, message)] = _dits(corrige)
    assert code == "DEJA_APPELE"
    assert "40,00\u00a0€ de moins : appel corrigé" in message
    assert "import n° 1" in message


def test_a_second_call_of_a_year_keeps_the_numbers_continuous() -> None:
    integrate_now(a_workbook(TRIMESTRE), "appel.xlsx")
    import_id, version = _preview(a_workbook([("X002", *ligne[1:]) for ligne in TRIMESTRE]))
    _confirm(import_id, version)
    with Lecture() as session:
        numeros = session.scalars(select(AppelFonds.numero).order_by(AppelFonds.id)).all()
    assert numeros == ["AF-2026-000001", "AF-2026-000002"]
