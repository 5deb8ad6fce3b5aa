"""Who may touch which table on PostgreSQL: one role per program, and this matrix.

A service owns its schema. Of the shared schema it gets what is written here, and of another service's nothing. The
shell (sign-in, patrimoine, administration) runs inside each of the three services, so the tables it writes are granted
to the three; the journal can only be added to; seals are the relay's alone. Of a fact, a service can only say
that it must leave again (``envoye_le``: an administrator replays it), never change what it says.
"""

import os
from contextlib import suppress
from pathlib import Path

from sqlalchemy import Connection, text
from sqlalchemy.exc import IntegrityError, ProgrammingError

import services.appels_fonds.models
import services.charges.models
import services.votes.models  # noqa: F401
from shared.config import SERVICES
from shared.models import Base

RELAIS, ORDONNANCEUR = "relais", "ordonnanceur"
PROGRAMMES = (*SERVICES, RELAIS, ORDONNANCEUR)

LIRE = "SELECT"
AJOUTER = "SELECT, INSERT"
ECRIRE = "SELECT, INSERT, UPDATE, DELETE"

COQUILLE = dict.fromkeys(SERVICES, ECRIRE)
"""Tables the shell writes: patrimoine, agents, sessions, saved views."""

DROITS: dict[str, dict[str, str]] = {
    "audit_ligne": dict.fromkeys(PROGRAMMES, AJOUTER),
    "audit_sceau": {**dict.fromkeys(SERVICES, LIRE), RELAIS: AJOUTER},
    "outbox_message": {
        **dict.fromkeys(SERVICES, f"{AJOUTER}, UPDATE (envoye_le)"),
        RELAIS: "SELECT, UPDATE",
        ORDONNANCEUR: AJOUTER,
    },
    "processed_message": dict.fromkeys(SERVICES, AJOUTER),
    "failed_message": dict.fromkeys(SERVICES, "SELECT, INSERT, UPDATE"),
    "courriel_sortant": {**dict.fromkeys(SERVICES, AJOUTER), RELAIS: "SELECT, UPDATE"},
    "cle_idempotence": {**dict.fromkeys(SERVICES, AJOUTER), ORDONNANCEUR: "SELECT, DELETE"},
    "battement": dict.fromkeys(PROGRAMMES, "SELECT, INSERT, UPDATE"),
    "document": {**dict.fromkeys(SERVICES, AJOUTER), RELAIS: LIRE},
    "session_agent": {**COQUILLE, ORDONNANCEUR: "SELECT, DELETE"},
    "tentative_connexion": {**dict.fromkeys(SERVICES, AJOUTER), ORDONNANCEUR: "SELECT, DELETE"},
    "agent": {**COQUILLE, ORDONNANCEUR: LIRE},
}


def role_name(programme: str) -> str:
    """The PostgreSQL role of a program."""
    return f"tantieme_{programme}"


def grant_rights(connection: Connection) -> None:
    """Create the missing roles, give their passwords, and state every right again: what is not written is revoked."""
    for programme in PROGRAMMES:
        _ensure_role(connection, programme)
    database = connection.scalar(text("SELECT current_database()"))
    for programme in PROGRAMMES:
        role = role_name(programme)
        connection.execute(text(f'GRANT CONNECT ON DATABASE "{database}" TO {role}'))
        for schema in ("shared", *SERVICES):
            connection.execute(text(f"REVOKE ALL ON ALL TABLES IN SCHEMA {schema} FROM {role}"))
            connection.execute(text(f"REVOKE ALL ON SCHEMA {schema} FROM {role}"))
        for schema in ("shared", programme) if programme in SERVICES else ("shared",):
            connection.execute(text(f"GRANT USAGE ON SCHEMA {schema} TO {role}"))
            connection.execute(text(f"GRANT USAGE ON ALL SEQUENCES IN SCHEMA {schema} TO {role}"))
        connection.execute(text(f"GRANT SELECT ON shared.alembic_version TO {role}"))
    for table in Base.metadata.sorted_tables:
        for programme, rights in _rights_on(table.schema or "", table.name).items():
            connection.execute(text(f"GRANT {rights} ON {table.schema}.{table.name} TO {role_name(programme)}"))


def _rights_on(schema: str, table: str) -> dict[str, str]:
    if schema == "shared":
        return DROITS.get(table, COQUILLE)
    return {schema: ECRIRE}


def _ensure_role(connection: Connection, programme: str) -> None:
    role = role_name(programme)
    known = connection.scalar(text("SELECT 1 FROM pg_roles WHERE rolname = :role"), {"role": role})
    if not known:
        # Roles belong to the whole server: another database may be creating the same one at this moment.
        with suppress(ProgrammingError, IntegrityError), connection.begin_nested():
            connection.execute(text(f"CREATE ROLE {role} LOGIN"))
    password = _password(programme)
    if password:
        quoted = password.replace("'", "''")
        connection.execute(text(f"ALTER ROLE {role} LOGIN PASSWORD '{quoted}'"))


def _password(programme: str) -> str | None:
    name = f"MOT_DE_PASSE_{programme.upper()}"
    path = os.environ.get(f"{name}_FILE")
    return Path(path).read_text(encoding="utf-8").strip() if path else os.environ.get(name)
