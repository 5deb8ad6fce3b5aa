"""Keep the provisional closing of tenants who leave before the accounts of their exercise."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "arretes_depart"
down_revision = "depenses_bailleur"
branch_labels = None
depends_on = None

ENTIER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")
TABLE = "arrete_depart"
MONTANTS = ("reel_centimes", "provisions_centimes", "solde_centimes")
LISTES = ("lignes", "explications", "avertissements")


def upgrade() -> None:
    op.create_table(
        TABLE,
        sa.Column("id", ENTIER, autoincrement=True, nullable=False),
        sa.Column("numero", sa.String(), nullable=False),
        sa.Column("rang", ENTIER, nullable=False),
        sa.Column("copropriete_id", ENTIER, nullable=False),
        sa.Column("bail_id", ENTIER, nullable=False),
        sa.Column("exercice", sa.String(), nullable=False),
        *(sa.Column(nom, sa.Date(), nullable=False) for nom in ("debut", "fin", "du", "au")),
        sa.Column("lots", sa.String(), nullable=False),
        sa.Column("jours", ENTIER, nullable=False),
        sa.Column("base", sa.String(), nullable=False),
        *(sa.Column(nom, ENTIER, nullable=False) for nom in MONTANTS),
        *(sa.Column(nom, JSON, nullable=False) for nom in LISTES),
        sa.Column("calcule_par", sa.String(), nullable=False),
        sa.Column("calcule_le", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["copropriete_id"], ["shared.copropriete.id"], name=op.f(f"fk_{TABLE}_copropriete_id")),
        sa.ForeignKeyConstraint(["bail_id"], ["charges.bail_locatif.id"], name=op.f(f"fk_{TABLE}_bail_id")),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{TABLE}")),
        sa.UniqueConstraint("numero", name=op.f(f"uq_{TABLE}_numero")),
        sa.UniqueConstraint("bail_id", "rang", name=op.f(f"uq_{TABLE}_bail_id_rang")),
        schema="charges",
    )
    op.create_index(op.f(f"ix_{TABLE}_copropriete_id"), TABLE, ["copropriete_id"], schema="charges")
