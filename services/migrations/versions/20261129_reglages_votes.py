"""Rules of votes, absences, remembered wordings, members of a copropriété, anomalies known."""

from datetime import UTC, date, datetime

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql  # noqa: F401

revision = "reglages_votes"
down_revision = "comptes_annuels"
branch_labels = None
depends_on = None

DISPOSITIONS = ["DISPOSITION_26A", "DISPOSITION_25D", "ALIENATION_UNANIMITE", "SURELEVATION", "SCISSION",
                "GARDIEN_SUPPRESSION"]  # fmt: skip
VISAS = (
    ("Actes de disposition", "acte de disposition : la direction vise", "DI", {"types": DISPOSITIONS}),
    ("Article 26 et unanimité", "décision à l’article 26 ou à l’unanimité : la direction vise", "DI",
     {"articles": ["26", "unanimite"]}),
    ("À partir de 50 000 €", "quote-part d’au moins 50 000 € : la direction vise", "DI",
     {"quote_part_min": 5_000_000}),
    ("Notre demande", "inscrite à notre demande : qui l’a portée ne la décide pas seul", "DI",
     {"notre_demande": True}),
    ("De 5 000 € à 50 000 €", "quote-part d’au moins 5 000 € : le responsable copropriété vise", "RC",
     {"quote_part_min": 500_000}),
)  # fmt: skip
"""The ladder of visas every landlord starts from, to change in the pages: a disposal never rests on one person."""


def upgrade() -> None:
    op.create_table('anomalie_connue',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=True, nullable=False),
    sa.Column('anomalie_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('copropriete_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('exercice', sa.String(), nullable=False),
    sa.Column('poste', sa.String(), nullable=False),
    sa.Column('type', sa.String(), nullable=False),
    sa.Column('enjeu_centimes', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('explication', sa.String(), nullable=False),
    sa.Column('le', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_anomalie_connue')),
    sa.UniqueConstraint('anomalie_id', name=op.f('uq_anomalie_connue_anomalie_id')),
    schema='votes'
    )
    op.create_index(op.f('ix_anomalie_connue_copropriete_id'), 'anomalie_connue', ['copropriete_id'], unique=False, schema='votes')
    op.create_table('absence',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=True, nullable=False),
    sa.Column('agent_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('du', sa.Date(), nullable=False),
    sa.Column('au', sa.Date(), nullable=False),
    sa.Column('remplacant_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('motif', sa.String(), nullable=False),
    sa.Column('par', sa.String(), nullable=False),
    sa.Column('le', sa.DateTime(timezone=True), nullable=False),
    sa.Column('annulee_le', sa.DateTime(timezone=True), nullable=True),
    sa.Column('annulee_par', sa.String(), nullable=True),
    sa.CheckConstraint('au >= du', name=op.f('ck_absence_periode_valide')),
    sa.ForeignKeyConstraint(['agent_id'], ['shared.agent.id'], name=op.f('fk_absence_agent_id')),
    sa.ForeignKeyConstraint(['remplacant_id'], ['shared.agent.id'], name=op.f('fk_absence_remplacant_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_absence')),
    schema='votes'
    )
    op.create_index(op.f('ix_absence_agent_id'), 'absence', ['agent_id'], unique=False, schema='votes')
    op.create_table('formulation_retenue',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=True, nullable=False),
    sa.Column('syndic_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('patron', sa.String(), nullable=False),
    sa.Column('exemple', sa.String(), nullable=False),
    sa.Column('type', sa.String(), nullable=False),
    sa.Column('version', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('par', sa.String(), nullable=False),
    sa.Column('par_nom', sa.String(), nullable=False),
    sa.Column('le', sa.DateTime(timezone=True), nullable=False),
    sa.Column('retiree_le', sa.DateTime(timezone=True), nullable=True),
    sa.Column('retiree_par', sa.String(), nullable=True),
    sa.ForeignKeyConstraint(['syndic_id'], ['shared.syndic.id'], name=op.f('fk_formulation_retenue_syndic_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_formulation_retenue')),
    sa.UniqueConstraint('syndic_id', 'patron', 'version', name=op.f('uq_formulation_retenue_syndic_id_patron_version')),
    schema='votes'
    )
    op.create_index('ix_formulation_retenue_active', 'formulation_retenue', ['syndic_id', 'retiree_le'], unique=False, schema='votes')
    op.create_table('regle',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=True, nullable=False),
    sa.Column('genre', sa.Enum('AFFECTATION', 'VISA', 'DOCTRINE', name='genreregle', native_enum=False, length=40), nullable=False),
    sa.Column('numero', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('version', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('ordre', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('libelle', sa.String(), nullable=False),
    sa.Column('conditions', sa.JSON().with_variant(postgresql.JSONB(), 'postgresql'), nullable=False),
    sa.Column('role', sa.String(), nullable=True),
    sa.Column('agent_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('position', sa.Enum('POUR', 'CONTRE', 'ABSTENTION', name='position', native_enum=False, length=40), nullable=True),
    sa.Column('position_second', sa.Enum('POUR', 'CONTRE', 'ABSTENTION', name='position', native_enum=False, length=40), nullable=True),
    sa.Column('position_si_amendee', sa.Enum('POUR', 'CONTRE', 'ABSTENTION', name='position', native_enum=False, length=40), nullable=True),
    sa.Column('motif', sa.String(), nullable=False),
    sa.Column('du', sa.Date(), nullable=False),
    sa.Column('au', sa.Date(), nullable=True),
    sa.Column('par', sa.String(), nullable=False),
    sa.Column('le', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint('version >= 1', name=op.f('ck_regle_version_positive')),
    sa.ForeignKeyConstraint(['agent_id'], ['shared.agent.id'], name=op.f('fk_regle_agent_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_regle')),
    sa.UniqueConstraint('genre', 'numero', 'version', name=op.f('uq_regle_genre_numero_version')),
    schema='votes'
    )
    op.create_table('profil_vote',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=True, nullable=False),
    sa.Column('copropriete_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('nombre_coproprietaires', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('par', sa.String(), nullable=False),
    sa.Column('le', sa.DateTime(timezone=True), nullable=False),
    sa.Column('version', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.CheckConstraint('nombre_coproprietaires >= 1', name=op.f('ck_profil_vote_membres_positif')),
    sa.ForeignKeyConstraint(['copropriete_id'], ['shared.copropriete.id'], name=op.f('fk_profil_vote_copropriete_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_profil_vote')),
    sa.UniqueConstraint('copropriete_id', name=op.f('uq_profil_vote_copropriete_id')),
    schema='votes'
    )
    op.add_column('resolution', sa.Column('retenue_le', sa.Date(), nullable=True), schema='votes')
    regle = sa.table(
        "regle",
        *(sa.column(nom) for nom in ("genre", "role", "libelle", "motif", "par")),
        *(sa.column(nom, sa.Integer()) for nom in ("numero", "version", "ordre")),
        sa.column("conditions", sa.JSON().with_variant(postgresql.JSONB(), "postgresql")),
        sa.column("du", sa.Date()), sa.column("le", sa.DateTime(timezone=True)),
        schema="votes" if op.get_bind().dialect.name == "postgresql" else None,
    )  # fmt: skip
    op.bulk_insert(regle, [
        {"genre": "VISA", "numero": rang, "version": 1, "ordre": rang * 10, "libelle": libelle, "motif": motif,
         "role": role, "conditions": conditions, "du": date(2020, 1, 1), "le": datetime(2026, 11, 29, tzinfo=UTC),
         "par": "systeme"}
        for rang, (libelle, motif, role, conditions) in enumerate(VISAS, start=1)
    ])  # fmt: skip
