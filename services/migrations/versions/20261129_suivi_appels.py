"""Balances told by syndics, and reminders of calls that did not come."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql  # noqa: F401

revision = "suivi_appels"
down_revision = "file_a_voter"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('relance_appel',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=True, nullable=False),
    sa.Column('copropriete_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('destinataire', sa.String(), nullable=False),
    sa.Column('appels', sa.String(), nullable=False),
    sa.Column('par', sa.String(), nullable=False),
    sa.Column('le', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['copropriete_id'], ['shared.copropriete.id'], name=op.f('fk_relance_appel_copropriete_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_relance_appel')),
    schema='appels_fonds'
    )
    op.create_index(op.f('ix_relance_appel_copropriete_id'), 'relance_appel', ['copropriete_id'], unique=False, schema='appels_fonds')
    op.create_table('solde_syndic',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=True, nullable=False),
    sa.Column('copropriete_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('au', sa.Date(), nullable=False),
    sa.Column('montant_centimes', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('source', sa.String(), nullable=False),
    sa.Column('par', sa.String(), nullable=False),
    sa.Column('le', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['copropriete_id'], ['shared.copropriete.id'], name=op.f('fk_solde_syndic_copropriete_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_solde_syndic')),
    schema='appels_fonds'
    )
    op.create_index(op.f('ix_solde_syndic_copropriete_id'), 'solde_syndic', ['copropriete_id'], unique=False, schema='appels_fonds')
    op.create_index('ix_solde_syndic_copropriete_le', 'solde_syndic', ['copropriete_id', 'au'], unique=False, schema='appels_fonds')
