"""Keep what the landlord pays outside the copropriété and recovers: the TEOM of its taxe foncière notices."""

import sqlalchemy as sa
from alembic import op

revision = "depenses_bailleur"
down_revision = "avancement_taches"
branch_labels = None
depends_on = None

ENTIER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
TABLE = "depense_bailleur"
LIENS = {
    "copropriete_id": "shared.copropriete.id",
    "lot_id": "shared.lot.id",
    "document_id": "shared.document.id",
}


def upgrade() -> None:
    op.create_table(
        TABLE,
        sa.Column("id", ENTIER, autoincrement=True, nullable=False),
        sa.Column("copropriete_id", ENTIER, nullable=False),
        sa.Column("lot_id", ENTIER, nullable=True),
        sa.Column("poste", sa.String(), nullable=False),
        sa.Column("annee", ENTIER, nullable=False),
        sa.Column("cle", sa.String(), nullable=True),
        sa.Column("montant_centimes", ENTIER, nullable=False),
        sa.Column("frais_centimes", ENTIER, nullable=True),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("document_id", ENTIER, nullable=True),
        sa.Column("depose_par", sa.String(), nullable=False),
        sa.Column("depose_le", sa.DateTime(timezone=True), nullable=False),
        sa.Column("remplacee_le", sa.DateTime(timezone=True), nullable=True),
        *(
            sa.ForeignKeyConstraint([colonne], [cible], name=op.f(f"fk_{TABLE}_{colonne}"))
            for colonne, cible in LIENS.items()
        ),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{TABLE}")),
        schema="charges",
    )
    op.create_index(op.f(f"ix_{TABLE}_copropriete_id"), TABLE, ["copropriete_id"], schema="charges")
    op.create_index(f"ix_{TABLE}_copropriete_id_annee", TABLE, ["copropriete_id", "annee"], schema="charges")
    op.add_column(
        "regularisation_exercice",
        sa.Column("propres_centimes", ENTIER, server_default="0", nullable=False),
        schema="charges",
    )
