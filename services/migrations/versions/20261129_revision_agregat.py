"""Count the changes of the yearly aggregate of charges."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql  # noqa: F401

revision = "revision_agregat"
down_revision = "regularisations"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('revision_agregat',
    sa.Column('copropriete_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('revision', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.ForeignKeyConstraint(['copropriete_id'], ['shared.copropriete.id'], name=op.f('fk_revision_agregat_copropriete_id')),
    sa.PrimaryKeyConstraint('copropriete_id', name=op.f('pk_revision_agregat')),
    schema='charges'
    )
