"""The audit journal: append-only, chained, and able to say where it was broken."""

import pytest
from sqlalchemy import Engine, delete, text, update
from sqlalchemy.exc import DBAPIError

from shared.acteurs import SYSTEME
from shared.audit import record_acte, seal_once, verify_chain
from shared.database import Lecture, Session
from shared.models import AuditLigne, AuditSceau


def write_acts(count: int) -> None:
    with Session.begin() as session:
        for rang in range(count):
            record_acte(session, SYSTEME, "corrige un tantième", "lot", rang, detail={"clé": "GEN", "de": 1, "à": 2})


def seal() -> int:
    with Session.begin() as session:
        return seal_once(session)


def test_what_was_written_is_sealed_once_and_the_chain_holds(base: Engine) -> None:
    write_acts(3)
    assert (seal(), seal()) == (3, 0)
    write_acts(2)
    with Lecture() as session:
        found = verify_chain(session)
    assert (found.lignes_scellees, found.lignes_en_attente, found.rupture) == (3, 2, None)
    assert found.plus_ancienne_en_attente is not None


def test_the_database_refuses_to_change_or_delete_a_line(base: Engine) -> None:
    write_acts(1)
    for statement in (update(AuditLigne).values(agent="un autre"), delete(AuditLigne)):
        with pytest.raises(DBAPIError, match="ne se modifie pas"), Session.begin() as session:
            session.execute(statement)


def disarm(engine: Engine) -> None:
    """Do what an intruder with the owner's rights could: remove the guardian."""
    with Session.begin() as session:
        if engine.dialect.name == "sqlite":
            for name in ("gardien_audit_update", "gardien_audit_delete"):
                session.execute(text(f"DROP TRIGGER {name}"))
        else:
            session.execute(text("DROP TRIGGER gardien_journal ON shared.audit_ligne"))


def test_a_line_altered_by_force_breaks_the_chain_at_its_place(base: Engine) -> None:
    write_acts(4)
    seal()
    disarm(base)
    with Session.begin() as session:
        session.execute(update(AuditLigne).where(AuditLigne.objet_id == "2").values(agent="un autre"))
    with Lecture() as session:
        found = verify_chain(session)
    assert found.lignes_scellees == 2
    assert "ne correspond plus à son sceau n° 3" in (found.rupture or "")


def test_a_seal_removed_by_force_is_missed(base: Engine) -> None:
    write_acts(3)
    seal()
    with Session.begin() as session:
        session.execute(delete(AuditSceau).where(AuditSceau.rang == 2))
    with Lecture() as session:
        assert verify_chain(session).rupture == "le sceau n° 2 manque"
