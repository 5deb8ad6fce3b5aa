"""What is learnt of each syndic's workbooks."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql  # noqa: F401

revision = "profils_syndics"
down_revision = "reglages_controles"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('profil_syndic',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=True, nullable=False),
    sa.Column('syndic_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('version', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('contenu', sa.JSON().with_variant(postgresql.JSONB(), 'postgresql'), nullable=False),
    sa.Column('motif', sa.String(), nullable=False),
    sa.Column('agent', sa.String(), nullable=False),
    sa.Column('cree_le', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['syndic_id'], ['shared.syndic.id'], name=op.f('fk_profil_syndic_syndic_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_profil_syndic')),
    sa.UniqueConstraint('syndic_id', 'version', name=op.f('uq_profil_syndic_syndic_id_version')),
    schema='appels_fonds'
    )
    op.create_index(op.f('ix_profil_syndic_syndic_id'), 'profil_syndic', ['syndic_id'], unique=False, schema='appels_fonds')
