"""Keep leases, provisions, meter readings and the régularisations of charges."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql  # noqa: F401

revision = "regularisations"
down_revision = "anomalies_suivies"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('bail_locatif',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=True, nullable=False),
    sa.Column('copropriete_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('numero', sa.String(), nullable=False),
    sa.Column('locataire', sa.String(), nullable=True),
    sa.Column('du', sa.Date(), nullable=False),
    sa.Column('au', sa.Date(), nullable=True),
    sa.Column('maj_par', sa.String(), nullable=False),
    sa.Column('maj_le', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint('au IS NULL OR au >= du', name=op.f('ck_bail_locatif_bail_dates')),
    sa.ForeignKeyConstraint(['copropriete_id'], ['shared.copropriete.id'], name=op.f('fk_bail_locatif_copropriete_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_bail_locatif')),
    sa.UniqueConstraint('copropriete_id', 'numero', name=op.f('uq_bail_locatif_copropriete_id_numero')),
    schema='charges'
    )
    op.create_index(op.f('ix_bail_locatif_copropriete_id'), 'bail_locatif', ['copropriete_id'], unique=False, schema='charges')
    op.create_table('bail_lot',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=True, nullable=False),
    sa.Column('bail_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('lot_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.ForeignKeyConstraint(['bail_id'], ['charges.bail_locatif.id'], name=op.f('fk_bail_lot_bail_id')),
    sa.ForeignKeyConstraint(['lot_id'], ['shared.lot.id'], name=op.f('fk_bail_lot_lot_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_bail_lot')),
    sa.UniqueConstraint('bail_id', 'lot_id', name=op.f('uq_bail_lot_bail_id_lot_id')),
    schema='charges'
    )
    op.create_index(op.f('ix_bail_lot_lot_id'), 'bail_lot', ['lot_id'], unique=False, schema='charges')
    op.create_table('provision_bail',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=True, nullable=False),
    sa.Column('bail_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('debut', sa.Date(), nullable=False),
    sa.Column('fin', sa.Date(), nullable=False),
    sa.Column('montant_centimes', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.ForeignKeyConstraint(['bail_id'], ['charges.bail_locatif.id'], name=op.f('fk_provision_bail_bail_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_provision_bail')),
    sa.UniqueConstraint('bail_id', 'debut', name=op.f('uq_provision_bail_bail_id_debut')),
    schema='charges'
    )
    op.create_table('releve_compteur',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=True, nullable=False),
    sa.Column('lot_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('poste', sa.String(), nullable=False),
    sa.Column('le', sa.Date(), nullable=False),
    sa.Column('index_milliemes', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.ForeignKeyConstraint(['lot_id'], ['shared.lot.id'], name=op.f('fk_releve_compteur_lot_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_releve_compteur')),
    sa.UniqueConstraint('lot_id', 'poste', 'le', name=op.f('uq_releve_compteur_lot_id_poste_le')),
    schema='charges'
    )
    op.create_table('regularisation_exercice',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=True, nullable=False),
    sa.Column('numero', sa.String(), nullable=False),
    sa.Column('rang', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('copropriete_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('comptes_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('exercice', sa.String(), nullable=False),
    sa.Column('debut', sa.Date(), nullable=False),
    sa.Column('fin', sa.Date(), nullable=False),
    sa.Column('statut', sa.Enum('PROVISOIRE', 'DEFINITIVE', 'REMPLACEE', name='statutregularisation', native_enum=False, length=40), nullable=False),
    sa.Column('estimee', sa.Boolean(), nullable=False),
    sa.Column('copropriete_centimes', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('quote_part_centimes', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('recuperable_centimes', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('non_recuperable_centimes', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('vacance_centimes', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('reel_centimes', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('provisions_centimes', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('detail', sa.JSON().with_variant(postgresql.JSONB(), 'postgresql'), nullable=False),
    sa.Column('calculee_par', sa.String(), nullable=False),
    sa.Column('calculee_le', sa.DateTime(timezone=True), nullable=False),
    sa.Column('envoyee_le', sa.Date(), nullable=True),
    sa.Column('exigible_le', sa.Date(), nullable=True),
    sa.Column('tache_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('version', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.ForeignKeyConstraint(['comptes_id'], ['charges.comptes_annuels.id'], name=op.f('fk_regularisation_exercice_comptes_id')),
    sa.ForeignKeyConstraint(['copropriete_id'], ['shared.copropriete.id'], name=op.f('fk_regularisation_exercice_copropriete_id')),
    sa.ForeignKeyConstraint(['tache_id'], ['shared.tache.id'], name=op.f('fk_regularisation_exercice_tache_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_regularisation_exercice')),
    sa.UniqueConstraint('copropriete_id', 'debut', 'rang', name=op.f('uq_regularisation_exercice_copropriete_id_debut_rang')),
    sa.UniqueConstraint('numero', name=op.f('uq_regularisation_exercice_numero')),
    schema='charges'
    )
    op.create_index(op.f('ix_regularisation_exercice_comptes_id'), 'regularisation_exercice', ['comptes_id'], unique=False, schema='charges')
    op.create_index(op.f('ix_regularisation_exercice_copropriete_id'), 'regularisation_exercice', ['copropriete_id'], unique=False, schema='charges')
    op.create_index('ix_regularisation_exercice_fin', 'regularisation_exercice', ['fin'], unique=False, schema='charges')
    op.create_table('decompte_bail',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=True, nullable=False),
    sa.Column('numero', sa.String(), nullable=False),
    sa.Column('regularisation_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('bail_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('bail', sa.String(), nullable=False),
    sa.Column('locataire', sa.String(), nullable=True),
    sa.Column('lots', sa.String(), nullable=False),
    sa.Column('du', sa.Date(), nullable=False),
    sa.Column('au', sa.Date(), nullable=False),
    sa.Column('jours', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('reel_centimes', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('provisions_centimes', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('solde_centimes', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('provision_proposee_centimes', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('lignes', sa.JSON().with_variant(postgresql.JSONB(), 'postgresql'), nullable=False),
    sa.Column('document_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.ForeignKeyConstraint(['bail_id'], ['charges.bail_locatif.id'], name=op.f('fk_decompte_bail_bail_id')),
    sa.ForeignKeyConstraint(['document_id'], ['shared.document.id'], name=op.f('fk_decompte_bail_document_id')),
    sa.ForeignKeyConstraint(['regularisation_id'], ['charges.regularisation_exercice.id'], name=op.f('fk_decompte_bail_regularisation_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_decompte_bail')),
    sa.UniqueConstraint('numero', name=op.f('uq_decompte_bail_numero')),
    schema='charges'
    )
    op.create_index(op.f('ix_decompte_bail_bail_id'), 'decompte_bail', ['bail_id'], unique=False, schema='charges')
    op.create_index(op.f('ix_decompte_bail_regularisation_id'), 'decompte_bail', ['regularisation_id'], unique=False, schema='charges')
