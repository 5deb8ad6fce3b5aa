"""What the database itself refuses: an unbalanced validation, a write on a validated entry, a change to the journal."""

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

IMMUABLE = "une écriture validée ne se modifie pas : contre-passez-la"
DESEQUILIBRE = "une écriture doit être équilibrée et avoir au moins deux lignes pour être validée"
BROUILLON = "une écriture naît en brouillon"
JOURNAL = "le journal d''audit ne se modifie pas"


def upgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        _upgrade_postgresql()
    else:
        _upgrade_sqlite()


def _upgrade_sqlite() -> None:
    unbalanced = (
        "(SELECT count(*) < 2 OR sum(debit_centimes) <> sum(credit_centimes)"
        " FROM ligne_ecriture WHERE ecriture_id = NEW.id)"
    )
    for name, table, moment, condition, message in (
        ("audit_update", "audit_ligne", "UPDATE", "1", JOURNAL),
        ("audit_delete", "audit_ligne", "DELETE", "1", JOURNAL),
        ("ecriture_insert", "ecriture", "INSERT", "NEW.statut = 'VALIDEE'", BROUILLON),
        ("ecriture_update", "ecriture", "UPDATE", "OLD.statut = 'VALIDEE'", IMMUABLE),
        ("ecriture_delete", "ecriture", "DELETE", "OLD.statut = 'VALIDEE'", IMMUABLE),
        ("ecriture_validation", "ecriture", "UPDATE",
         f"OLD.statut <> 'VALIDEE' AND NEW.statut = 'VALIDEE' AND {unbalanced}", DESEQUILIBRE),
        ("ligne_insert", "ligne_ecriture", "INSERT", _validated("NEW"), IMMUABLE),
        ("ligne_update", "ligne_ecriture", "UPDATE", f"{_validated('OLD')} OR {_validated('NEW')}", IMMUABLE),
        ("ligne_delete", "ligne_ecriture", "DELETE", _validated("OLD"), IMMUABLE),
    ):  # fmt: skip
        op.execute(
            f"CREATE TRIGGER gardien_{name} BEFORE {moment} ON {table} WHEN {condition} "
            f"BEGIN SELECT RAISE(ABORT, '{message}'); END"
        )


def _validated(row: str) -> str:
    return f"EXISTS (SELECT 1 FROM ecriture WHERE id = {row}.ecriture_id AND statut = 'VALIDEE')"


def _upgrade_postgresql() -> None:
    op.execute(f"""
        CREATE FUNCTION shared.gardien_journal() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN RAISE EXCEPTION '{JOURNAL}'; END $$
    """)
    op.execute("""
        CREATE TRIGGER gardien_journal BEFORE UPDATE OR DELETE OR TRUNCATE ON shared.audit_ligne
        FOR EACH STATEMENT EXECUTE FUNCTION shared.gardien_journal()
    """)
    op.execute(f"""
        CREATE FUNCTION appels_fonds.gardien_ecriture() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF TG_OP = 'INSERT' THEN
                IF NEW.statut = 'VALIDEE' THEN RAISE EXCEPTION '{BROUILLON}'; END IF;
                RETURN NEW;
            END IF;
            IF OLD.statut = 'VALIDEE' THEN RAISE EXCEPTION '{IMMUABLE}'; END IF;
            IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
            IF NEW.statut = 'VALIDEE' AND (
                SELECT count(*) < 2 OR sum(debit_centimes) <> sum(credit_centimes)
                FROM appels_fonds.ligne_ecriture WHERE ecriture_id = NEW.id
            ) THEN RAISE EXCEPTION '{DESEQUILIBRE}'; END IF;
            RETURN NEW;
        END $$
    """)
    op.execute("""
        CREATE TRIGGER gardien_ecriture BEFORE INSERT OR UPDATE OR DELETE ON appels_fonds.ecriture
        FOR EACH ROW EXECUTE FUNCTION appels_fonds.gardien_ecriture()
    """)
    op.execute(f"""
        CREATE FUNCTION appels_fonds.gardien_ligne() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF EXISTS (
                SELECT 1 FROM appels_fonds.ecriture WHERE statut = 'VALIDEE'
                AND id IN (CASE WHEN TG_OP <> 'INSERT' THEN OLD.ecriture_id END,
                           CASE WHEN TG_OP <> 'DELETE' THEN NEW.ecriture_id END)
            ) THEN RAISE EXCEPTION '{IMMUABLE}'; END IF;
            IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
            RETURN NEW;
        END $$
    """)
    op.execute("""
        CREATE TRIGGER gardien_ligne BEFORE INSERT OR UPDATE OR DELETE ON appels_fonds.ligne_ecriture
        FOR EACH ROW EXECUTE FUNCTION appels_fonds.gardien_ligne()
    """)
