"""The settings of the controls: changed with a reason, by version, and applied to the next file at once."""

import pytest
from sqlalchemy import Engine, event, select

from services.appels_fonds.controles.reglages import change_reglage
from services.appels_fonds.models import ReglageControle
from services.appels_fonds.reception.analyses import analyse_fichier
from shared.database import Lecture, Session
from shared.errors import InvalidError, NotFoundError, StaleError
from shared.models import AuditLigne
from tests.appels_fonds.essais import COMPTABLE, TRIMESTRE, a_workbook, load_patrimoine_essai

CHER = a_workbook([("X001", "3", "GEN", "Provision charges courantes", "01/04/2026", 410.10), *TRIMESTRE[2:3]])


@pytest.fixture(autouse=True)
def patrimoine(base: Engine) -> None:
    load_patrimoine_essai()


def codes(contenu: bytes) -> set[str]:
    with Lecture() as session:
        return {anomalie.code for anomalie in analyse_fichier(session, COMPTABLE, contenu, "appel.xlsx").anomalies}


def regler(code: str, *, actif: bool = True, valeur: int | None = None, motif: str = "essai", version: int = 0) -> None:
    with Session.begin() as session:
        change_reglage(session, COMPTABLE, code, actif=actif, valeur=valeur, motif=motif, version=version)


def test_a_wider_tolerance_or_a_control_switched_off_is_felt_by_the_next_file() -> None:
    assert "MONTANT_RECALCULE" in codes(CHER)
    regler("MONTANT_RECALCULE", valeur=10)
    assert "MONTANT_RECALCULE" not in codes(CHER)
    regler("MONTANT_RECALCULE", actif=False, valeur=2, version=1)
    assert "MONTANT_RECALCULE" not in codes(CHER)
    with Lecture() as session:
        acts = session.scalars(select(AuditLigne).where(AuditLigne.acte == "règle un contrôle")).all()
        assert [acte.detail["apres"]["valeur"] for acte in acts] == [10, 2]


def test_a_setting_is_refused_without_a_reason_for_an_unknown_control_or_where_there_is_none() -> None:
    with pytest.raises(InvalidError):
        regler("MONTANT_RECALCULE", valeur=10, motif=" ")
    with pytest.raises(NotFoundError):
        regler("INCONNU")
    with pytest.raises(InvalidError):
        regler("LOT_ABSENT", valeur=3)
    with Lecture() as session:
        assert session.scalars(select(ReglageControle)).all() == []


def test_two_people_who_change_a_setting_do_not_overwrite_each_other() -> None:
    regler("MONTANT_RECALCULE", valeur=10)
    with pytest.raises(StaleError):
        regler("MONTANT_RECALCULE", valeur=20)


def test_the_number_of_questions_to_the_database_does_not_grow_with_the_lines(base: Engine) -> None:
    def count(contenu: bytes) -> int:
        seen: list[str] = []

        def note(_connection, _cursor, statement, *_rest) -> None:
            seen.append(statement)

        event.listen(base, "before_cursor_execute", note)
        try:
            codes(contenu)
        finally:
            event.remove(base, "before_cursor_execute", note)
        return len(seen)

    few = a_workbook(TRIMESTRE[:1])
    many = a_workbook([(*TRIMESTRE[0][:4], f"0{mois}/0{mois}/2026", 410.0) for mois in range(1, 10)] * 1)
    assert count(few) == count(many)
