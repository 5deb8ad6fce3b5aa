"""Yearly accounts and their lines, corrections, dated rates, voted budgets; data of the national registry."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql  # noqa: F401

revision = "comptes_annuels"
down_revision = "adresse_bailleur"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('correction_libelle',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=True, nullable=False),
    sa.Column('syndic_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('libelle_normalise', sa.String(), nullable=False),
    sa.Column('compte', sa.String(), nullable=False),
    sa.Column('exemple', sa.String(), nullable=False),
    sa.Column('poste', sa.String(), nullable=False),
    sa.Column('cree_par', sa.String(), nullable=False),
    sa.Column('cree_le', sa.DateTime(timezone=True), nullable=False),
    sa.Column('retire_par', sa.String(), nullable=True),
    sa.Column('retire_le', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['syndic_id'], ['shared.syndic.id'], name=op.f('fk_correction_libelle_syndic_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_correction_libelle')),
    schema='charges'
    )
    op.create_index('ix_correction_libelle_syndic_id_libelle_normalise', 'correction_libelle', ['syndic_id', 'libelle_normalise'], unique=False, schema='charges')
    op.create_table('montant_budgete',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=True, nullable=False),
    sa.Column('copropriete_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('date_ag', sa.Date(), nullable=False),
    sa.Column('exercice', sa.String(), nullable=False),
    sa.Column('debut', sa.Date(), nullable=False),
    sa.Column('fin', sa.Date(), nullable=False),
    sa.Column('cle', sa.String(), nullable=False),
    sa.Column('nature', sa.String(), nullable=False),
    sa.Column('montant_centimes', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('remplace_le', sa.Date(), nullable=True),
    sa.ForeignKeyConstraint(['copropriete_id'], ['shared.copropriete.id'], name=op.f('fk_montant_budgete_copropriete_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_montant_budgete')),
    schema='charges'
    )
    op.create_index(op.f('ix_montant_budgete_copropriete_id'), 'montant_budgete', ['copropriete_id'], unique=False, schema='charges')
    op.create_index('ix_montant_budgete_copropriete_id_debut', 'montant_budgete', ['copropriete_id', 'debut'], unique=False, schema='charges')
    op.create_table('taux_recuperable',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=True, nullable=False),
    sa.Column('copropriete_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('poste', sa.String(), nullable=False),
    sa.Column('taux_centiemes', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('du', sa.Date(), nullable=False),
    sa.Column('au', sa.Date(), nullable=True),
    sa.Column('justification', sa.String(), nullable=False),
    sa.Column('cree_par', sa.String(), nullable=False),
    sa.Column('cree_le', sa.DateTime(timezone=True), nullable=False),
    sa.Column('retire_par', sa.String(), nullable=True),
    sa.Column('retire_le', sa.DateTime(timezone=True), nullable=True),
    sa.CheckConstraint('taux_centiemes BETWEEN 0 AND 10000', name=op.f('ck_taux_recuperable_taux_entre_0_et_100')),
    sa.ForeignKeyConstraint(['copropriete_id'], ['shared.copropriete.id'], name=op.f('fk_taux_recuperable_copropriete_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_taux_recuperable')),
    schema='charges'
    )
    op.create_index('ix_taux_recuperable_copropriete_id_poste', 'taux_recuperable', ['copropriete_id', 'poste'], unique=False, schema='charges')
    op.create_table('comptes_annuels',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=True, nullable=False),
    sa.Column('copropriete_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('syndic_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('document_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('empreinte', sa.String(), nullable=False),
    sa.Column('signature', sa.String(), nullable=False),
    sa.Column('statut', sa.Enum('APERCU', 'RECUS', 'APPROUVES', 'REMPLACES', 'ABANDONNES', name='statutcomptes', native_enum=False, length=40), nullable=False),
    sa.Column('exercice', sa.String(), nullable=True),
    sa.Column('debut', sa.Date(), nullable=True),
    sa.Column('fin', sa.Date(), nullable=True),
    sa.Column('total_centimes', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('nombre_lignes', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('nombre_ecarts', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('lecture', sa.JSON().with_variant(postgresql.JSONB(), 'postgresql'), nullable=False),
    sa.Column('depose_par', sa.String(), nullable=False),
    sa.Column('depose_le', sa.DateTime(timezone=True), nullable=False),
    sa.Column('recus_le', sa.Date(), nullable=True),
    sa.Column('approuves_le', sa.Date(), nullable=True),
    sa.Column('remplace_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('version', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.ForeignKeyConstraint(['copropriete_id'], ['shared.copropriete.id'], name=op.f('fk_comptes_annuels_copropriete_id')),
    sa.ForeignKeyConstraint(['document_id'], ['shared.document.id'], name=op.f('fk_comptes_annuels_document_id')),
    sa.ForeignKeyConstraint(['remplace_id'], ['charges.comptes_annuels.id'], name=op.f('fk_comptes_annuels_remplace_id')),
    sa.ForeignKeyConstraint(['syndic_id'], ['shared.syndic.id'], name=op.f('fk_comptes_annuels_syndic_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_comptes_annuels')),
    schema='charges'
    )
    op.create_index('ix_comptes_annuels_copropriete_id_fin', 'comptes_annuels', ['copropriete_id', 'fin'], unique=False, schema='charges')
    op.create_index('ix_comptes_annuels_empreinte', 'comptes_annuels', ['empreinte'], unique=False, schema='charges')
    op.create_index(op.f('ix_comptes_annuels_syndic_id'), 'comptes_annuels', ['syndic_id'], unique=False, schema='charges')
    op.create_table('donnee_registre',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=True, nullable=False),
    sa.Column('document_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('copropriete_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('immatriculation', sa.String(), nullable=False),
    sa.Column('champ', sa.String(), nullable=False),
    sa.Column('valeur', sa.JSON().with_variant(postgresql.JSONB(), 'postgresql'), nullable=False),
    sa.Column('drapeaux', sa.JSON().with_variant(postgresql.JSONB(), 'postgresql'), nullable=False),
    sa.Column('source', sa.String(), nullable=False),
    sa.Column('source_le', sa.Date(), nullable=True),
    sa.Column('confiance_centiemes', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('statut', sa.Enum('PROPOSEE', 'ACCEPTEE', 'REFUSEE', 'REMPLACEE', name='statutdonnee', native_enum=False, length=40), nullable=False),
    sa.Column('lue_le', sa.DateTime(timezone=True), nullable=False),
    sa.Column('decidee_par', sa.String(), nullable=True),
    sa.Column('decidee_le', sa.DateTime(timezone=True), nullable=True),
    sa.Column('version', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.ForeignKeyConstraint(['copropriete_id'], ['shared.copropriete.id'], name=op.f('fk_donnee_registre_copropriete_id')),
    sa.ForeignKeyConstraint(['document_id'], ['shared.document.id'], name=op.f('fk_donnee_registre_document_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_donnee_registre')),
    sa.UniqueConstraint('document_id', 'immatriculation', 'champ', name=op.f('uq_donnee_registre_document_id_immatriculation_champ')),
    schema='shared'
    )
    op.create_index('ix_donnee_registre_copropriete_id_champ', 'donnee_registre', ['copropriete_id', 'champ'], unique=False, schema='shared')
    op.create_table('ligne_charge',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=True, nullable=False),
    sa.Column('comptes_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('copropriete_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('syndic_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('exercice', sa.String(), nullable=False),
    sa.Column('feuille', sa.String(), nullable=False),
    sa.Column('cellule', sa.String(), nullable=False),
    sa.Column('compte', sa.String(), nullable=False),
    sa.Column('libelle', sa.String(), nullable=False),
    sa.Column('libelle_normalise', sa.String(), nullable=False),
    sa.Column('cle', sa.String(), nullable=False),
    sa.Column('piece_le', sa.Date(), nullable=True),
    sa.Column('montant_centimes', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('recuperable_declare_centimes', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('quote_part_centimes', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('poste', sa.String(), nullable=False),
    sa.Column('taux_centiemes', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('fondement', sa.String(), nullable=False),
    sa.Column('confiance_centiemes', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('mots', sa.String(), nullable=False),
    sa.Column('origine', sa.Enum('REGLES', 'CORRECTION', 'AGENT', name='origineclassement', native_enum=False, length=40), nullable=False),
    sa.Column('correction_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('a_qualifier', sa.Boolean(), nullable=False),
    sa.Column('active', sa.Boolean(), nullable=False),
    sa.Column('version', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.ForeignKeyConstraint(['comptes_id'], ['charges.comptes_annuels.id'], name=op.f('fk_ligne_charge_comptes_id')),
    sa.ForeignKeyConstraint(['copropriete_id'], ['shared.copropriete.id'], name=op.f('fk_ligne_charge_copropriete_id')),
    sa.ForeignKeyConstraint(['correction_id'], ['charges.correction_libelle.id'], name=op.f('fk_ligne_charge_correction_id')),
    sa.ForeignKeyConstraint(['syndic_id'], ['shared.syndic.id'], name=op.f('fk_ligne_charge_syndic_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_ligne_charge')),
    sa.UniqueConstraint('comptes_id', 'feuille', 'cellule', 'cle', name=op.f('uq_ligne_charge_comptes_id_feuille_cellule_cle')),
    schema='charges'
    )
    op.create_index('ix_ligne_charge_a_qualifier', 'ligne_charge', ['active', 'a_qualifier'], unique=False, schema='charges')
    op.create_index('ix_ligne_charge_agregat', 'ligne_charge', ['copropriete_id', 'exercice', 'poste', 'cle'], unique=False, schema='charges')
    op.create_index(op.f('ix_ligne_charge_copropriete_id'), 'ligne_charge', ['copropriete_id'], unique=False, schema='charges')
    op.create_index('ix_ligne_charge_syndic_id_libelle_normalise', 'ligne_charge', ['syndic_id', 'libelle_normalise'], unique=False, schema='charges')
    op.add_column('depense_annuelle', sa.Column('recuperable_centimes', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True), schema='charges')
    op.add_column('depense_annuelle', sa.Column('lignes', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), server_default='0', nullable=False), schema='charges')
