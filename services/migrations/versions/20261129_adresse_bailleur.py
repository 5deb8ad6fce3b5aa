"""The landlord's registered office, printed on letters and forms."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql  # noqa: F401

revision = "adresse_bailleur"
down_revision = "consignes_completes"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('bailleur', sa.Column('adresse', sa.String(), nullable=True), schema='shared')
    op.add_column('bailleur', sa.Column('ville', sa.String(), nullable=True), schema='shared')
