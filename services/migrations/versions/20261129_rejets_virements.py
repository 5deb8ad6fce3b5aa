"""Transfers that the bank gave back."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql  # noqa: F401

revision = "rejets_virements"
down_revision = "revision_agregat"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('virement', sa.Column('rejete_le', sa.Date(), nullable=True), schema='appels_fonds')
    op.add_column('virement', sa.Column('rejete_par', sa.String(), nullable=True), schema='appels_fonds')
    op.add_column('virement', sa.Column('code_rejet', sa.String(), nullable=True), schema='appels_fonds')
    op.add_column('virement', sa.Column('motif_rejet', sa.String(), nullable=True), schema='appels_fonds')
