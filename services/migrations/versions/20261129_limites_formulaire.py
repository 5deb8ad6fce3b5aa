"""Sort the lines of the queues by the limit of the form of their assembly, the law's or the earlier printed one."""

from datetime import timedelta

import sqlalchemy as sa
from alembic import op

revision = "limites_formulaire"
down_revision = "arretes_depart"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
AVANT_AG = timedelta(days=4)
KEPT = ("volet", "agent_id", "date_ag", "ag_id", "ordre", "resolution_id", "role", "copropriete_id", "type",
        "quote_part_centimes", "recherche")  # fmt: skip


def upgrade() -> None:
    schema = "votes." if op.get_bind().dialect.name == "postgresql" else ""
    query = sa.text(
        f"SELECT {', '.join(f'l.{name}' for name in KEPT)}, a.formulaire_limite_imprimee AS imprimee"
        f" FROM {schema}ligne_file l JOIN {schema}assemblee_generale a ON a.id = l.ag_id"
    ).columns(date_ag=sa.Date(), imprimee=sa.Date())
    lignes = [dict(row) for row in op.get_bind().execute(query).mappings()]
    for ligne in lignes:
        legale, imprimee = ligne["date_ag"] - AVANT_AG, ligne.pop("imprimee")
        ligne["limite"] = min(legale, imprimee) if imprimee else legale
    op.drop_table("ligne_file", schema="votes")
    table = op.create_table(
        "ligne_file",
        sa.Column("volet", sa.String(40), nullable=False),
        sa.Column("agent_id", BIG, nullable=False),
        sa.Column("limite", sa.Date(), nullable=False),
        sa.Column("ag_id", BIG, nullable=False),
        sa.Column("ordre", BIG, nullable=False),
        sa.Column("resolution_id", BIG, nullable=False),
        sa.Column("date_ag", sa.Date(), nullable=False),
        sa.Column("role", sa.String(), nullable=True),
        sa.Column("copropriete_id", BIG, nullable=False),
        sa.Column("type", sa.String(), nullable=False),
        sa.Column("quote_part_centimes", BIG, nullable=True),
        sa.Column("recherche", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["resolution_id"], ["votes.resolution.id"], name="fk_ligne_file_resolution_id"),
        sa.ForeignKeyConstraint(["agent_id"], ["shared.agent.id"], name="fk_ligne_file_agent_id"),
        sa.PrimaryKeyConstraint("volet", "agent_id", "limite", "ag_id", "ordre", name="pk_ligne_file"),
        schema="votes",
        sqlite_with_rowid=False,
    )
    op.create_index("ix_ligne_file_resolution_id", "ligne_file", ["resolution_id"], schema="votes")
    if lignes:
        op.bulk_insert(table, lignes)
