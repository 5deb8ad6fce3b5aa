"""Keep the times a syndic was asked again for one of our requests."""

import sqlalchemy as sa
from alembic import op

revision = "relances_demandes"
down_revision = "rejets_virements"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('relance_demande',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=True, nullable=False),
    sa.Column('demande_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('etape', sa.Enum('RAPPEL', 'SUPPLEANT', 'RESPONSABLE', name='etaperelance', native_enum=False, length=40), nullable=False),
    sa.Column('agent_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('motif', sa.String(), nullable=False),
    sa.Column('le', sa.DateTime(timezone=True), nullable=False),
    sa.Column('faite_le', sa.DateTime(timezone=True), nullable=True),
    sa.Column('faite_par', sa.String(), nullable=True),
    sa.Column('commentaire', sa.String(), nullable=True),
    sa.ForeignKeyConstraint(['agent_id'], ['shared.agent.id'], name=op.f('fk_relance_demande_agent_id')),
    sa.ForeignKeyConstraint(['demande_id'], ['votes.demande_ordre_du_jour.id'], name=op.f('fk_relance_demande_demande_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_relance_demande')),
    schema='votes'
    )
    op.create_index(op.f('ix_relance_demande_demande_id'), 'relance_demande', ['demande_id'], unique=False, schema='votes')
