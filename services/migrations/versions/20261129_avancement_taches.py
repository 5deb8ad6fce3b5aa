"""How far a long task is in time, when it said so, and when it was last taken up."""

import sqlalchemy as sa
from alembic import op

from shared.models.base import Instant

revision = "avancement_taches"
down_revision = "lignes_file"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    for moment in ("commencee_le", "avancee_le"):
        op.add_column("tache", sa.Column(moment, Instant(), nullable=True), schema="shared")
    op.add_column("tache", sa.Column("part_pour_mille", BIG, server_default="0", nullable=False), schema="shared")
