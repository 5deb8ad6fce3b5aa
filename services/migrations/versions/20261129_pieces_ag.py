"""Keep which documents came attached to the notice of an assembly."""

import sqlalchemy as sa
from alembic import op

revision = "pieces_ag"
down_revision = "limites_formulaire"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "piece_ag",
        sa.Column("id", BIG, autoincrement=True, nullable=False),
        sa.Column("ag_id", BIG, nullable=False),
        sa.Column("document_id", BIG, nullable=False),
        sa.ForeignKeyConstraint(["ag_id"], ["votes.assemblee_generale.id"], name="fk_piece_ag_ag_id"),
        sa.ForeignKeyConstraint(["document_id"], ["shared.document.id"], name="fk_piece_ag_document_id"),
        sa.PrimaryKeyConstraint("id", name="pk_piece_ag"),
        sa.UniqueConstraint("ag_id", "document_id", name="uq_piece_ag_ag_id_document_id"),
        schema="votes",
    )
