"""Keep the deposit of each lease: a fifth of it may wait for the accounts when the tenant leaves."""

import sqlalchemy as sa
from alembic import op

revision = "depots_garantie"
down_revision = "situations"
branch_labels = None
depends_on = None


def upgrade() -> None:
    entier = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    op.add_column("bail_locatif", sa.Column("depot_centimes", entier, nullable=True), schema="charges")
