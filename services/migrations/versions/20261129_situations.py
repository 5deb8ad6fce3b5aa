"""Keep annex 1 of the accounts received, and the plans of works adopted."""

import sqlalchemy as sa
from alembic import op

revision = "situations"
down_revision = "montants_appels"
branch_labels = None
depends_on = None

ENTIER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MONTANTS = ("budget", "impayes", "douteux", "tresorerie", "fournisseurs", "fonds_travaux")


def upgrade() -> None:
    op.create_table(
        "situation_financiere",
        sa.Column("comptes_id", ENTIER, nullable=False),
        sa.Column("copropriete_id", ENTIER, nullable=False),
        sa.Column("fin", sa.Date(), nullable=False),
        *(sa.Column(f"{nom}_centimes", ENTIER, nullable=True) for nom in MONTANTS),
        sa.ForeignKeyConstraint(
            ["comptes_id"], ["charges.comptes_annuels.id"], name=op.f("fk_situation_financiere_comptes_id")
        ),
        sa.ForeignKeyConstraint(
            ["copropriete_id"], ["shared.copropriete.id"], name=op.f("fk_situation_financiere_copropriete_id")
        ),
        sa.PrimaryKeyConstraint("comptes_id", name=op.f("pk_situation_financiere")),
        schema="charges",
    )
    op.create_index(op.f("ix_situation_financiere_copropriete_id"), "situation_financiere", ["copropriete_id"], schema="charges")
    op.create_index(
        "ix_situation_financiere_copropriete_id_fin", "situation_financiere", ["copropriete_id", "fin"],
        schema="charges",
    )  # fmt: skip
    op.create_table(
        "plan_travaux",
        sa.Column("id", ENTIER, autoincrement=True, nullable=False),
        sa.Column("copropriete_id", ENTIER, nullable=False),
        sa.Column("adopte_le", sa.Date(), nullable=False),
        sa.Column("montant_centimes", ENTIER, nullable=False),
        sa.Column("note_par", sa.String(), nullable=False),
        sa.Column("note_le", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["copropriete_id"], ["shared.copropriete.id"], name=op.f("fk_plan_travaux_copropriete_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_travaux")),
        schema="charges",
    )
    op.create_index(op.f("ix_plan_travaux_copropriete_id"), "plan_travaux", ["copropriete_id"], schema="charges")
    op.create_index(
        "ix_plan_travaux_copropriete_id_adopte_le", "plan_travaux", ["copropriete_id", "adopte_le"], schema="charges"
    )
