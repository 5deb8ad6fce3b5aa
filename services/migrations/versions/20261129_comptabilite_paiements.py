"""The accounting frame, lettering, bank accounts and batches of transfers."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql  # noqa: F401

revision = "comptabilite_paiements"
down_revision = "envois"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('compte_comptable',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=True, nullable=False),
    sa.Column('exercice', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('numero', sa.String(), nullable=False),
    sa.Column('libelle', sa.String(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_compte_comptable')),
    sa.UniqueConstraint('exercice', 'numero', name=op.f('uq_compte_comptable_exercice_numero')),
    schema='appels_fonds'
    )
    op.create_table('lettrage',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=True, nullable=False),
    sa.Column('compte', sa.String(), nullable=False),
    sa.Column('auxiliaire', sa.String(), nullable=False),
    sa.Column('code', sa.String(), nullable=False),
    sa.Column('le', sa.Date(), nullable=False),
    sa.Column('par', sa.String(), nullable=False),
    sa.Column('reference', sa.String(), nullable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_lettrage')),
    sa.UniqueConstraint('compte', 'auxiliaire', 'code', name=op.f('uq_lettrage_compte_auxiliaire_code')),
    schema='appels_fonds'
    )
    op.create_table('periode_comptable',
    sa.Column('annee', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('mois', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('close', sa.Boolean(), nullable=False),
    sa.Column('par', sa.String(), nullable=False),
    sa.Column('le', sa.DateTime(timezone=True), nullable=False),
    sa.Column('motif', sa.String(), nullable=True),
    sa.PrimaryKeyConstraint('annee', 'mois', name=op.f('pk_periode_comptable')),
    schema='appels_fonds'
    )
    op.create_table('profil_export',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=True, nullable=False),
    sa.Column('code', sa.String(), nullable=False),
    sa.Column('version', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('libelle', sa.String(), nullable=False),
    sa.Column('definition', sa.JSON().with_variant(postgresql.JSONB(), 'postgresql'), nullable=False),
    sa.Column('par', sa.String(), nullable=False),
    sa.Column('le', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_profil_export')),
    sa.UniqueConstraint('code', 'version', name=op.f('uq_profil_export_code_version')),
    schema='appels_fonds'
    )
    op.create_table('reglage_comptable',
    sa.Column('nom', sa.String(), nullable=False),
    sa.Column('valeur', sa.String(), nullable=False),
    sa.Column('par', sa.String(), nullable=False),
    sa.Column('le', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('nom', name=op.f('pk_reglage_comptable')),
    schema='appels_fonds'
    )
    op.create_table('schema_comptable',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=True, nullable=False),
    sa.Column('exercice', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('version', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('statut', sa.Enum('PROJET', 'ADOPTE', 'REMPLACE', name='statutschema', native_enum=False, length=40), nullable=False),
    sa.Column('cree_par', sa.String(), nullable=False),
    sa.Column('cree_le', sa.DateTime(timezone=True), nullable=False),
    sa.Column('adopte_par', sa.String(), nullable=True),
    sa.Column('adopte_le', sa.DateTime(timezone=True), nullable=True),
    sa.Column('motif', sa.String(), nullable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_schema_comptable')),
    sa.UniqueConstraint('exercice', 'version', name=op.f('uq_schema_comptable_exercice_version')),
    schema='appels_fonds'
    )
    op.create_index('uq_schema_comptable_adopte', 'schema_comptable', ['exercice'], unique=True, schema='appels_fonds', sqlite_where=sa.text("statut = 'ADOPTE'"), postgresql_where=sa.text("statut = 'ADOPTE'"))
    op.create_table('sequence_lettrage',
    sa.Column('compte', sa.String(), nullable=False),
    sa.Column('auxiliaire', sa.String(), nullable=False),
    sa.Column('dernier', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.PrimaryKeyConstraint('compte', 'auxiliaire', name=op.f('pk_sequence_lettrage')),
    schema='appels_fonds'
    )
    op.create_table('compte_bancaire',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=True, nullable=False),
    sa.Column('copropriete_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('genre', sa.Enum('COURANT', 'FONDS_TRAVAUX', name='genrecompte', native_enum=False, length=40), nullable=False),
    sa.Column('version', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('iban', sa.String(), nullable=False),
    sa.Column('statut', sa.Enum('PROPOSE', 'CONFIRME', 'REFUSE', 'REMPLACE', name='statutcompte', native_enum=False, length=40), nullable=False),
    sa.Column('source', sa.String(), nullable=False),
    sa.Column('motif', sa.String(), nullable=False),
    sa.Column('propose_par', sa.String(), nullable=False),
    sa.Column('propose_le', sa.DateTime(timezone=True), nullable=False),
    sa.Column('note_rappel', sa.String(), nullable=True),
    sa.Column('confirme_par', sa.String(), nullable=True),
    sa.Column('confirme_le', sa.DateTime(timezone=True), nullable=True),
    sa.Column('payable_le', sa.Date(), nullable=True),
    sa.ForeignKeyConstraint(['copropriete_id'], ['shared.copropriete.id'], name=op.f('fk_compte_bancaire_copropriete_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_compte_bancaire')),
    sa.UniqueConstraint('copropriete_id', 'genre', 'version', name=op.f('uq_compte_bancaire_copropriete_id_genre_version')),
    schema='appels_fonds'
    )
    op.create_index(op.f('ix_compte_bancaire_copropriete_id'), 'compte_bancaire', ['copropriete_id'], unique=False, schema='appels_fonds')
    op.create_index(op.f('ix_compte_bancaire_iban'), 'compte_bancaire', ['iban'], unique=False, schema='appels_fonds')
    op.create_table('proposition_cloture',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=True, nullable=False),
    sa.Column('exercice', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('genre', sa.String(), nullable=False),
    sa.Column('copropriete_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('reference', sa.String(), nullable=False),
    sa.Column('cle', sa.String(), nullable=True),
    sa.Column('montant_centimes', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('source', sa.String(), nullable=False),
    sa.Column('explication', sa.String(), nullable=False),
    sa.Column('statut', sa.Enum('PROPOSEE', 'CONFIRMEE', 'ECARTEE', name='statutcloture', native_enum=False, length=40), nullable=False),
    sa.Column('par', sa.String(), nullable=False),
    sa.Column('le', sa.DateTime(timezone=True), nullable=False),
    sa.Column('decide_par', sa.String(), nullable=True),
    sa.Column('decide_le', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['copropriete_id'], ['shared.copropriete.id'], name=op.f('fk_proposition_cloture_copropriete_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_proposition_cloture')),
    sa.UniqueConstraint('exercice', 'genre', 'copropriete_id', 'reference', name=op.f('uq_proposition_cloture_exercice_genre_copropriete_id_reference')),
    schema='appels_fonds'
    )
    op.create_index(op.f('ix_proposition_cloture_copropriete_id'), 'proposition_cloture', ['copropriete_id'], unique=False, schema='appels_fonds')
    op.create_table('regle_comptable',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=True, nullable=False),
    sa.Column('schema_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('cas', sa.String(), nullable=False),
    sa.Column('copropriete_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('compte', sa.String(), nullable=False),
    sa.Column('compte_recuperable', sa.String(), nullable=True),
    sa.Column('compte_tiers', sa.String(), nullable=False),
    sa.Column('raison', sa.String(), nullable=False),
    sa.ForeignKeyConstraint(['copropriete_id'], ['shared.copropriete.id'], name=op.f('fk_regle_comptable_copropriete_id')),
    sa.ForeignKeyConstraint(['schema_id'], ['appels_fonds.schema_comptable.id'], name=op.f('fk_regle_comptable_schema_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_regle_comptable')),
    sa.UniqueConstraint('schema_id', 'cas', 'copropriete_id', name=op.f('uq_regle_comptable_schema_id_cas_copropriete_id')),
    schema='appels_fonds'
    )
    op.create_index(op.f('ix_regle_comptable_copropriete_id'), 'regle_comptable', ['copropriete_id'], unique=False, schema='appels_fonds')
    op.create_table('suspension_paiement',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=True, nullable=False),
    sa.Column('copropriete_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('motif', sa.Enum('CHANGEMENT_IBAN', 'IBAN_CONTESTE', 'CHANGEMENT_SYNDIC', name='motifsuspension', native_enum=False, length=40), nullable=False),
    sa.Column('reference', sa.String(), nullable=False),
    sa.Column('detail', sa.String(), nullable=False),
    sa.Column('ouverte_par', sa.String(), nullable=False),
    sa.Column('ouverte_le', sa.DateTime(timezone=True), nullable=False),
    sa.Column('levee_par', sa.String(), nullable=True),
    sa.Column('levee_le', sa.DateTime(timezone=True), nullable=True),
    sa.Column('note', sa.String(), nullable=True),
    sa.ForeignKeyConstraint(['copropriete_id'], ['shared.copropriete.id'], name=op.f('fk_suspension_paiement_copropriete_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_suspension_paiement')),
    schema='appels_fonds'
    )
    op.create_index(op.f('ix_suspension_paiement_copropriete_id'), 'suspension_paiement', ['copropriete_id'], unique=False, schema='appels_fonds')
    op.create_index('uq_suspension_paiement_ouverte', 'suspension_paiement', ['copropriete_id', 'motif', 'reference'], unique=True, schema='appels_fonds', sqlite_where=sa.text('levee_le IS NULL'), postgresql_where=sa.text('levee_le IS NULL'))
    op.create_table('taux_repris',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=True, nullable=False),
    sa.Column('copropriete_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('cle', sa.String(), nullable=False),
    sa.Column('version', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('taux_centiemes', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('source', sa.String(), nullable=False),
    sa.Column('explication', sa.String(), nullable=False),
    sa.Column('demande_le', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['copropriete_id'], ['shared.copropriete.id'], name=op.f('fk_taux_repris_copropriete_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_taux_repris')),
    sa.UniqueConstraint('copropriete_id', 'cle', 'version', name=op.f('uq_taux_repris_copropriete_id_cle_version')),
    schema='appels_fonds'
    )
    op.create_index(op.f('ix_taux_repris_copropriete_id'), 'taux_repris', ['copropriete_id'], unique=False, schema='appels_fonds')
    op.create_table('export_comptable',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=True, nullable=False),
    sa.Column('numero', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('profil', sa.String(), nullable=False),
    sa.Column('debut', sa.Date(), nullable=False),
    sa.Column('fin', sa.Date(), nullable=False),
    sa.Column('nom_fichier', sa.String(), nullable=False),
    sa.Column('lignes', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('debit_centimes', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('sha256', sa.String(), nullable=False),
    sa.Column('document_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('description_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('par', sa.String(), nullable=False),
    sa.Column('le', sa.DateTime(timezone=True), nullable=False),
    sa.Column('remis', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.ForeignKeyConstraint(['description_id'], ['shared.document.id'], name=op.f('fk_export_comptable_description_id')),
    sa.ForeignKeyConstraint(['document_id'], ['shared.document.id'], name=op.f('fk_export_comptable_document_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_export_comptable')),
    sa.UniqueConstraint('numero', name=op.f('uq_export_comptable_numero')),
    schema='appels_fonds'
    )
    op.create_index(op.f('ix_export_comptable_description_id'), 'export_comptable', ['description_id'], unique=False, schema='appels_fonds')
    op.create_index(op.f('ix_export_comptable_document_id'), 'export_comptable', ['document_id'], unique=False, schema='appels_fonds')
    op.create_table('remise_virements',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=True, nullable=False),
    sa.Column('numero', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('statut', sa.Enum('PREPAREE', 'APPROUVEE', 'ANNULEE', name='statutremise', native_enum=False, length=40), nullable=False),
    sa.Column('echeance', sa.Date(), nullable=False),
    sa.Column('execution_le', sa.Date(), nullable=False),
    sa.Column('nombre', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('total_centimes', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('ecartes', sa.JSON().with_variant(postgresql.JSONB(), 'postgresql'), nullable=False),
    sa.Column('schema_xml', sa.String(), nullable=False),
    sa.Column('prepare_par', sa.String(), nullable=False),
    sa.Column('prepare_le', sa.DateTime(timezone=True), nullable=False),
    sa.Column('approuve_par', sa.String(), nullable=True),
    sa.Column('approuve_le', sa.DateTime(timezone=True), nullable=True),
    sa.Column('annule_par', sa.String(), nullable=True),
    sa.Column('annule_le', sa.DateTime(timezone=True), nullable=True),
    sa.Column('motif_annulation', sa.String(), nullable=True),
    sa.Column('document_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('sha256', sa.String(), nullable=True),
    sa.Column('version', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.ForeignKeyConstraint(['document_id'], ['shared.document.id'], name=op.f('fk_remise_virements_document_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_remise_virements')),
    sa.UniqueConstraint('numero', name=op.f('uq_remise_virements_numero')),
    schema='appels_fonds'
    )
    op.create_index(op.f('ix_remise_virements_document_id'), 'remise_virements', ['document_id'], unique=False, schema='appels_fonds')
    op.create_index(op.f('ix_remise_virements_statut'), 'remise_virements', ['statut'], unique=False, schema='appels_fonds')
    op.create_table('choix_travaux',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=True, nullable=False),
    sa.Column('appel_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('cle', sa.String(), nullable=False),
    sa.Column('variante', sa.String(), nullable=False),
    sa.Column('motif', sa.String(), nullable=False),
    sa.Column('par', sa.String(), nullable=False),
    sa.Column('le', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['appel_id'], ['appels_fonds.appel_fonds.id'], name=op.f('fk_choix_travaux_appel_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_choix_travaux')),
    schema='appels_fonds'
    )
    op.create_index(op.f('ix_choix_travaux_appel_id'), 'choix_travaux', ['appel_id'], unique=False, schema='appels_fonds')
    op.create_table('virement',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=True, nullable=False),
    sa.Column('remise_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('copropriete_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('compte_bancaire_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('appel_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('genre', sa.Enum('COURANT', 'FONDS_TRAVAUX', name='genrecompte', native_enum=False, length=40), nullable=False),
    sa.Column('iban', sa.String(), nullable=False),
    sa.Column('titulaire', sa.String(), nullable=False),
    sa.Column('montant_centimes', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('reference', sa.String(), nullable=False),
    sa.Column('libelle', sa.String(), nullable=False),
    sa.CheckConstraint('montant_centimes > 0', name=op.f('ck_virement_montant_positif')),
    sa.ForeignKeyConstraint(['appel_id'], ['appels_fonds.appel_fonds.id'], name=op.f('fk_virement_appel_id')),
    sa.ForeignKeyConstraint(['compte_bancaire_id'], ['appels_fonds.compte_bancaire.id'], name=op.f('fk_virement_compte_bancaire_id')),
    sa.ForeignKeyConstraint(['copropriete_id'], ['shared.copropriete.id'], name=op.f('fk_virement_copropriete_id')),
    sa.ForeignKeyConstraint(['remise_id'], ['appels_fonds.remise_virements.id'], name=op.f('fk_virement_remise_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_virement')),
    schema='appels_fonds'
    )
    op.create_index(op.f('ix_virement_appel_id'), 'virement', ['appel_id'], unique=False, schema='appels_fonds')
    op.create_index(op.f('ix_virement_compte_bancaire_id'), 'virement', ['compte_bancaire_id'], unique=False, schema='appels_fonds')
    op.create_index(op.f('ix_virement_copropriete_id'), 'virement', ['copropriete_id'], unique=False, schema='appels_fonds')
    op.create_index(op.f('ix_virement_reference'), 'virement', ['reference'], unique=False, schema='appels_fonds')
    op.create_index(op.f('ix_virement_remise_id'), 'virement', ['remise_id'], unique=False, schema='appels_fonds')
    op.create_table('part_virement',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=True, nullable=False),
    sa.Column('virement_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('appel_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('genre', sa.Enum('COURANT', 'FONDS_TRAVAUX', name='genrecompte', native_enum=False, length=40), nullable=False),
    sa.Column('sens', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('tour', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('montant_centimes', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('vive', sa.Boolean(), nullable=False),
    sa.CheckConstraint('montant_centimes <> 0', name=op.f('ck_part_virement_montant_non_nul')),
    sa.ForeignKeyConstraint(['appel_id'], ['appels_fonds.appel_fonds.id'], name=op.f('fk_part_virement_appel_id')),
    sa.ForeignKeyConstraint(['virement_id'], ['appels_fonds.virement.id'], name=op.f('fk_part_virement_virement_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_part_virement')),
    schema='appels_fonds'
    )
    op.create_index(op.f('ix_part_virement_virement_id'), 'part_virement', ['virement_id'], unique=False, schema='appels_fonds')
    op.create_index('uq_part_virement_vive', 'part_virement', ['appel_id', 'genre', 'sens', 'tour'], unique=True, schema='appels_fonds', sqlite_where=sa.text('vive'), postgresql_where=sa.text('vive'))
    op.create_table('ecriture_exportee',
    sa.Column('export_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('ecriture_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.ForeignKeyConstraint(['ecriture_id'], ['appels_fonds.ecriture.id'], name=op.f('fk_ecriture_exportee_ecriture_id')),
    sa.ForeignKeyConstraint(['export_id'], ['appels_fonds.export_comptable.id'], name=op.f('fk_ecriture_exportee_export_id')),
    sa.PrimaryKeyConstraint('export_id', 'ecriture_id', name=op.f('pk_ecriture_exportee')),
    schema='appels_fonds'
    )
    op.create_index(op.f('ix_ecriture_exportee_ecriture_id'), 'ecriture_exportee', ['ecriture_id'], unique=False, schema='appels_fonds')
    op.create_table('ligne_lettree',
    sa.Column('ligne_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('lettrage_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.ForeignKeyConstraint(['lettrage_id'], ['appels_fonds.lettrage.id'], name=op.f('fk_ligne_lettree_lettrage_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['ligne_id'], ['appels_fonds.ligne_ecriture.id'], name=op.f('fk_ligne_lettree_ligne_id')),
    sa.PrimaryKeyConstraint('ligne_id', name=op.f('pk_ligne_lettree')),
    schema='appels_fonds'
    )
    op.create_index(op.f('ix_ligne_lettree_lettrage_id'), 'ligne_lettree', ['lettrage_id'], unique=False, schema='appels_fonds')
    if op.get_bind().dialect.name == "postgresql":
        _extend_ecriture_postgresql()
    else:
        _extend_ecriture_sqlite()
    for colonne in ("cloture_id", "copropriete_id", "virement_id"):
        op.create_index(f"ix_ecriture_{colonne}", "ecriture", [colonne], schema="appels_fonds")


REFERENCES = {"virement_id": "virement", "cloture_id": "proposition_cloture", "copropriete_id": "copropriete"}


def _extend_ecriture_postgresql() -> None:
    op.alter_column("ecriture", "appel_id", nullable=True, schema="appels_fonds")
    for colonne, table in REFERENCES.items():
        schema = "shared" if table == "copropriete" else "appels_fonds"
        op.execute(
            f"ALTER TABLE appels_fonds.ecriture ADD COLUMN {colonne} BIGINT "
            f"CONSTRAINT fk_ecriture_{colonne} REFERENCES {schema}.{table} (id)"
        )
    op.execute("ALTER TABLE appels_fonds.ecriture ADD COLUMN schema_version BIGINT, ADD COLUMN note VARCHAR")


def _extend_ecriture_sqlite() -> None:
    """Drop one NOT NULL by the way SQLite documents for it: a copy of the table would delete its legs by cascade."""
    connection = op.get_bind()
    version = connection.exec_driver_sql("PRAGMA schema_version").scalar()
    connection.exec_driver_sql("PRAGMA writable_schema = ON")
    connection.exec_driver_sql(
        "UPDATE sqlite_master SET sql = replace(sql, 'appel_id INTEGER NOT NULL', 'appel_id INTEGER') "
        "WHERE type = 'table' AND name = 'ecriture'"
    )
    connection.exec_driver_sql(f"PRAGMA schema_version = {int(version or 0) + 1}")
    connection.exec_driver_sql("PRAGMA writable_schema = OFF")
    for colonne, table in REFERENCES.items():
        op.execute(f"ALTER TABLE ecriture ADD COLUMN {colonne} INTEGER REFERENCES {table} (id)")
    op.execute("ALTER TABLE ecriture ADD COLUMN schema_version INTEGER")
    op.execute("ALTER TABLE ecriture ADD COLUMN note VARCHAR")
