"""Values that a person gave for the cells of a dropped file."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql  # noqa: F401

revision = "corrections_import"
down_revision = "depots_garantie"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('import_appel', sa.Column('corrections', sa.JSON().with_variant(postgresql.JSONB(astext_type=sa.Text()), 'postgresql'), server_default='[]', nullable=False), schema='appels_fonds')
