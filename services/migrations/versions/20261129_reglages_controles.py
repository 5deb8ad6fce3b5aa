"""Settings of the controls of a call."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql  # noqa: F401

revision = "reglages_controles"
down_revision = "comptabilite_paiements"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('reglage_controle',
    sa.Column('code', sa.String(), nullable=False),
    sa.Column('actif', sa.Boolean(), nullable=False),
    sa.Column('valeur', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('motif', sa.String(), nullable=False),
    sa.Column('par', sa.String(), nullable=False),
    sa.Column('le', sa.DateTime(timezone=True), nullable=False),
    sa.Column('version', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.PrimaryKeyConstraint('code', name=op.f('pk_reglage_controle')),
    schema='appels_fonds'
    )
