"""Reminders of awaited consignes, and the settings of our dates."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql  # noqa: F401

revision = "relances_parametres"
down_revision = "reglages_votes"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('parametre',
    sa.Column('code', sa.String(), nullable=False),
    sa.Column('valeur', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('par', sa.String(), nullable=False),
    sa.Column('le', sa.DateTime(timezone=True), nullable=False),
    sa.Column('version', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.PrimaryKeyConstraint('code', name=op.f('pk_parametre')),
    schema='votes'
    )
    op.create_table('relance',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=True, nullable=False),
    sa.Column('resolution_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('tour', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('etape', sa.Enum('RAPPEL', 'SUPPLEANT', 'RESPONSABLE', name='etaperelance', native_enum=False, length=40), nullable=False),
    sa.Column('echeance', sa.Date(), nullable=False),
    sa.Column('agent_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('motif', sa.String(), nullable=False),
    sa.Column('le', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['agent_id'], ['shared.agent.id'], name=op.f('fk_relance_agent_id')),
    sa.ForeignKeyConstraint(['resolution_id'], ['votes.resolution.id'], name=op.f('fk_relance_resolution_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_relance')),
    sa.UniqueConstraint('resolution_id', 'tour', 'etape', name=op.f('uq_relance_resolution_id_tour_etape')),
    schema='votes'
    )
