"""On PostgreSQL each program has its role, and a service is refused on another's tables."""

import pytest
from sqlalchemy import create_engine, make_url, text
from sqlalchemy.exc import ProgrammingError

from services.migrations.droits import role_name

pytestmark = pytest.mark.postgresql

ALLOWED = [
    ("votes", "SELECT count(*) FROM votes.resolution"),
    ("votes", "SELECT count(*) FROM shared.copropriete"),
    ("appels_fonds", "DELETE FROM appels_fonds.import_appel"),
    ("charges", "INSERT INTO charges.appel_annule (appel, annule_le) VALUES ('AF-1', '2026-01-01')"),
    ("relais", "UPDATE shared.outbox_message SET envoye_le = now()"),
    ("votes", "UPDATE shared.outbox_message SET envoye_le = NULL"),
    ("relais", "SELECT count(*) FROM shared.audit_ligne"),
    ("ordonnanceur", "DELETE FROM shared.session_agent"),
]
REFUSED = [
    ("votes", "SELECT count(*) FROM appels_fonds.ecriture"),
    ("votes", "SELECT count(*) FROM charges.montant_appele"),
    ("appels_fonds", "SELECT count(*) FROM votes.consigne"),
    ("charges", "UPDATE appels_fonds.appel_fonds SET total_centimes = 0"),
    ("relais", "SELECT count(*) FROM appels_fonds.ecriture"),
    ("relais", "SELECT empreinte_mot_de_passe FROM shared.agent"),
    ("votes", "UPDATE shared.audit_ligne SET agent = 'x'"),
    ("charges", "INSERT INTO shared.audit_sceau (rang, ligne_id, empreinte) VALUES (1, 1, '')"),
    ("appels_fonds", "UPDATE shared.outbox_message SET contenu = '{}'"),
]


def run_as(url: str, programme: str, statement: str) -> None:
    """Run one statement under the role of a program."""
    engine = create_engine(make_url(url))
    with engine.begin() as connection:
        connection.execute(text(f"SET ROLE {role_name(programme)}"))
        connection.execute(text(statement))
    engine.dispose()


@pytest.mark.parametrize(("programme", "statement"), ALLOWED)
def test_a_program_may_do_what_the_matrix_grants(postgresql_url: str, programme: str, statement: str) -> None:
    run_as(postgresql_url, programme, statement)


@pytest.mark.parametrize(("programme", "statement"), REFUSED)
def test_a_program_is_refused_on_what_is_not_its_own(postgresql_url: str, programme: str, statement: str) -> None:
    with pytest.raises(ProgrammingError, match="permission denied"):
        run_as(postgresql_url, programme, statement)
