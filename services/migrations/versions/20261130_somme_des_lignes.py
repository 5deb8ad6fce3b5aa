"""A line of a call belongs to one sum, which belongs to a call and a clé: one foreign key in place of two."""

from alembic import op

revision = "somme_des_lignes"
down_revision = "totaux_file"
branch_labels = None
depends_on = None

CLE = ["appel_id", "cle_repartition_id", "nature"]


def upgrade() -> None:
    schema = "appels_fonds" if op.get_bind().dialect.name == "postgresql" else None
    with op.batch_alter_table("ligne_appel", schema=schema) as table:
        table.drop_constraint(op.f("fk_ligne_appel_appel_id"), type_="foreignkey")
        table.drop_constraint(op.f("fk_ligne_appel_cle_repartition_id"), type_="foreignkey")
        table.create_foreign_key(
            op.f("fk_ligne_appel_appel_id_cle_repartition_id_nature"), "montant_appel", CLE, CLE, referent_schema=schema
        )
