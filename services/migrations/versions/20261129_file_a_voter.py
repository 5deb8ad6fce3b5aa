"""Indexes of the queue: what an agent owes, and the consignes that wait for a visa."""

import sqlalchemy as sa
from alembic import op

revision = "file_a_voter"
down_revision = "voie_convocation"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.drop_index("ix_affectation_agent_active", table_name="affectation", schema="votes")
    op.create_index(
        "ix_affectation_agent_active", "affectation", ["agent_id", "active", "resolution_id"], schema="votes"
    )
    for name, column, condition in (
        ("ix_resolution_visa_role", "visa_role", "visa_role IS NOT NULL"),
        ("ix_resolution_notre_demande", "ag_id", "notre_demande"),
    ):
        where = sa.text(condition)
        op.create_index(
            name, "resolution", [column], schema="votes", sqlite_where=where, postgresql_where=where
        )
