"""Keep the yearly aggregate of each copropriété in one value, with its revision."""

import sqlalchemy as sa
from alembic import op

revision = "sommes_copropriete"
down_revision = "corrections_import"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), 'sqlite')


def upgrade() -> None:
    op.create_table('sommes_copropriete',
    sa.Column('copropriete_id', BIG, nullable=False),
    sa.Column('revision', BIG, nullable=False),
    sa.Column('contenu', sa.LargeBinary(), nullable=True),
    sa.ForeignKeyConstraint(['copropriete_id'], ['shared.copropriete.id'], name=op.f('fk_sommes_copropriete_copropriete_id')),
    sa.PrimaryKeyConstraint('copropriete_id', name=op.f('pk_sommes_copropriete')),
    schema='charges'
    )
    schema = 'charges.' if op.get_bind().dialect.name == 'postgresql' else ''
    op.execute(
        f'INSERT INTO {schema}sommes_copropriete (copropriete_id, revision) '
        f'SELECT DISTINCT copropriete_id, 1 FROM {schema}depense_annuelle'
    )
    op.drop_table('revision_agregat', schema='charges')
