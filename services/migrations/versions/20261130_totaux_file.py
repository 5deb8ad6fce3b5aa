"""An index that holds all the totals of a queue are made of: they are read without the lines."""

from alembic import op

revision = "totaux_file"
down_revision = "notes_seance"
branch_labels = None
depends_on = None

COLONNES = ["volet", "agent_id", "copropriete_id", "date_ag", "quote_part_centimes"]


def upgrade() -> None:
    op.create_index("ix_ligne_file_totaux", "ligne_file", COLONNES, schema="votes")
