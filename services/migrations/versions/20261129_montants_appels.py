"""What each call asks by clé and nature, kept beside its lines; filled from the lines already there."""

import sqlalchemy as sa
from alembic import op

revision = "montants_appels"
down_revision = "relances_demandes"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "montant_appel",
        sa.Column("id", BIG, autoincrement=True, nullable=False),
        sa.Column("appel_id", BIG, nullable=False),
        sa.Column("cle_repartition_id", BIG, nullable=False),
        sa.Column("nature", sa.String(), nullable=False),
        sa.Column("montant_centimes", BIG, nullable=False),
        sa.ForeignKeyConstraint(
            ["appel_id"], ["appels_fonds.appel_fonds.id"], name=op.f("fk_montant_appel_appel_id")
        ),
        sa.ForeignKeyConstraint(
            ["cle_repartition_id"], ["shared.cle_repartition.id"], name=op.f("fk_montant_appel_cle_repartition_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_montant_appel")),
        sa.UniqueConstraint(
            "appel_id", "cle_repartition_id", "nature", name=op.f("uq_montant_appel_appel_id_cle_repartition_id_nature")
        ),
        schema="appels_fonds",
    )
    schema = "appels_fonds." if op.get_bind().dialect.name == "postgresql" else ""
    op.execute(
        f"INSERT INTO {schema}montant_appel (appel_id, cle_repartition_id, nature, montant_centimes) "
        "SELECT appel_id, cle_repartition_id, nature, sum(montant_centimes) "
        f"FROM {schema}ligne_appel GROUP BY appel_id, cle_repartition_id, nature"
    )
