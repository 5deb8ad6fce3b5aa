"""Keep what was noted in session beside what the minutes say."""

import sqlalchemy as sa
from alembic import op

revision = "notes_seance"
down_revision = "pieces_ag"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("resultat", sa.Column("seance_annonce", sa.String(40), nullable=True), schema="votes")
    op.add_column("resultat", sa.Column("seance_notre_vote", sa.String(40), nullable=True), schema="votes")
    op.add_column("resultat", sa.Column("seance_amendee", sa.Boolean(), nullable=True), schema="votes")
    schema = "votes." if op.get_bind().dialect.name == "postgresql" else ""
    op.execute(
        f"UPDATE {schema}resultat SET seance_annonce = annonce, seance_notre_vote = notre_vote,"
        " seance_amendee = amendee WHERE source = 'SEANCE'"
    )
