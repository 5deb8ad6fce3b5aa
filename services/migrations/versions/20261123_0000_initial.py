"""The tables of the first release."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = '0001'
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('sequence_appel',
    sa.Column('annee', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('dernier', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.PrimaryKeyConstraint('annee', name=op.f('pk_sequence_appel')),
    schema='appels_fonds'
    )
    op.create_table('sequence_ecriture',
    sa.Column('journal', sa.String(), nullable=False),
    sa.Column('exercice', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('dernier', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.PrimaryKeyConstraint('journal', 'exercice', name=op.f('pk_sequence_ecriture')),
    schema='appels_fonds'
    )
    op.create_table('appel_annule',
    sa.Column('appel', sa.String(), nullable=False),
    sa.Column('annule_le', sa.Date(), nullable=False),
    sa.PrimaryKeyConstraint('appel', name=op.f('pk_appel_annule')),
    schema='charges'
    )
    op.create_table('agence',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=True, nullable=False),
    sa.Column('code', sa.String(), nullable=False),
    sa.Column('nom', sa.String(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_agence')),
    sa.UniqueConstraint('code', name=op.f('uq_agence_code')),
    schema='shared'
    )
    op.create_table('agent',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=True, nullable=False),
    sa.Column('courriel', sa.String(), nullable=False),
    sa.Column('nom', sa.String(), nullable=False),
    sa.Column('actif', sa.Boolean(), nullable=False),
    sa.Column('empreinte_mot_de_passe', sa.String(), nullable=True),
    sa.Column('version', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_agent')),
    sa.UniqueConstraint('courriel', name=op.f('uq_agent_courriel')),
    schema='shared'
    )
    op.create_table('audit_ligne',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=True, nullable=False),
    sa.Column('le', sa.DateTime(timezone=True), nullable=False),
    sa.Column('agent', sa.String(), nullable=False),
    sa.Column('acte', sa.String(), nullable=False),
    sa.Column('objet', sa.String(), nullable=False),
    sa.Column('objet_id', sa.String(), nullable=False),
    sa.Column('copropriete_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('detail', sa.JSON().with_variant(postgresql.JSONB(astext_type=sa.Text()), 'postgresql'), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_audit_ligne')),
    schema='shared'
    )
    op.create_index(op.f('ix_audit_ligne_copropriete_id'), 'audit_ligne', ['copropriete_id'], unique=False, schema='shared')
    op.create_index('ix_audit_ligne_objet', 'audit_ligne', ['objet', 'objet_id'], unique=False, schema='shared')
    op.create_table('bailleur',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=True, nullable=False),
    sa.Column('nom', sa.String(), nullable=False),
    sa.Column('siren', sa.String(), nullable=True),
    sa.Column('iban', sa.String(), nullable=True),
    sa.Column('bic', sa.String(), nullable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_bailleur')),
    schema='shared'
    )
    op.create_table('battement',
    sa.Column('processus', sa.String(), nullable=False),
    sa.Column('vu_le', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('processus', name=op.f('pk_battement')),
    schema='shared'
    )
    op.create_table('cle_idempotence',
    sa.Column('cle', sa.String(), nullable=False),
    sa.Column('agent', sa.String(), nullable=False),
    sa.Column('requete', sa.String(), nullable=False),
    sa.Column('empreinte', sa.String(), nullable=False),
    sa.Column('statut', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('reponse', sa.String(), nullable=False),
    sa.Column('cree_le', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('cle', 'agent', name=op.f('pk_cle_idempotence')),
    schema='shared'
    )
    op.create_table('courriel_sortant',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=True, nullable=False),
    sa.Column('destinataire', sa.String(), nullable=False),
    sa.Column('sujet', sa.String(), nullable=False),
    sa.Column('corps', sa.String(), nullable=False),
    sa.Column('documents', sa.JSON().with_variant(postgresql.JSONB(astext_type=sa.Text()), 'postgresql'), nullable=False),
    sa.Column('cree_le', sa.DateTime(timezone=True), nullable=False),
    sa.Column('envoye_le', sa.DateTime(timezone=True), nullable=True),
    sa.Column('tentatives', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('prochain_essai_le', sa.DateTime(timezone=True), nullable=True),
    sa.Column('derniere_erreur', sa.String(), nullable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_courriel_sortant')),
    schema='shared'
    )
    op.create_index(op.f('ix_courriel_sortant_envoye_le'), 'courriel_sortant', ['envoye_le'], unique=False, schema='shared')
    op.create_table('failed_message',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=True, nullable=False),
    sa.Column('message_id', sa.String(), nullable=False),
    sa.Column('fait', sa.String(), nullable=False),
    sa.Column('service', sa.String(), nullable=False),
    sa.Column('erreur', sa.String(), nullable=False),
    sa.Column('echoue_le', sa.DateTime(timezone=True), nullable=False),
    sa.Column('rejoue_le', sa.DateTime(timezone=True), nullable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_failed_message')),
    sa.UniqueConstraint('message_id', name=op.f('uq_failed_message_message_id')),
    schema='shared'
    )
    op.create_table('outbox_message',
    sa.Column('rang', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=True, nullable=False),
    sa.Column('id', sa.String(), nullable=False),
    sa.Column('fait', sa.String(), nullable=False),
    sa.Column('service', sa.String(), nullable=False),
    sa.Column('contenu', sa.JSON().with_variant(postgresql.JSONB(astext_type=sa.Text()), 'postgresql'), nullable=False),
    sa.Column('cree_le', sa.DateTime(timezone=True), nullable=False),
    sa.Column('envoye_le', sa.DateTime(timezone=True), nullable=True),
    sa.Column('tentatives', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('derniere_erreur', sa.String(), nullable=True),
    sa.PrimaryKeyConstraint('rang', name=op.f('pk_outbox_message')),
    sa.UniqueConstraint('id', name=op.f('uq_outbox_message_id')),
    schema='shared'
    )
    op.create_index('ix_outbox_message_a_envoyer', 'outbox_message', ['rang'], unique=False, schema='shared', sqlite_where=sa.text('envoye_le IS NULL'), postgresql_where=sa.text('envoye_le IS NULL'))
    op.create_table('processed_message',
    sa.Column('service', sa.String(), nullable=False),
    sa.Column('id', sa.String(), nullable=False),
    sa.Column('traite_le', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('service', 'id', name=op.f('pk_processed_message')),
    schema='shared'
    )
    op.create_table('syndic',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=True, nullable=False),
    sa.Column('code', sa.String(), nullable=False),
    sa.Column('nom', sa.String(), nullable=False),
    sa.Column('siret', sa.String(), nullable=True),
    sa.Column('courriel', sa.String(), nullable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_syndic')),
    sa.UniqueConstraint('code', name=op.f('uq_syndic_code')),
    schema='shared'
    )
    op.create_table('tache',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=True, nullable=False),
    sa.Column('service', sa.String(), nullable=False),
    sa.Column('genre', sa.String(), nullable=False),
    sa.Column('etat', sa.Enum('EN_ATTENTE', 'EN_COURS', 'TERMINEE', 'ECHOUEE', name='etattache', native_enum=False, length=40), nullable=False),
    sa.Column('fait', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('total', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('message', sa.String(), nullable=True),
    sa.Column('resultat', sa.JSON().with_variant(postgresql.JSONB(astext_type=sa.Text()), 'postgresql'), nullable=True),
    sa.Column('agent', sa.String(), nullable=False),
    sa.Column('creee_le', sa.DateTime(timezone=True), nullable=False),
    sa.Column('finie_le', sa.DateTime(timezone=True), nullable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_tache')),
    schema='shared'
    )
    op.create_table('tentative_connexion',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=True, nullable=False),
    sa.Column('courriel', sa.String(), nullable=False),
    sa.Column('adresse', sa.String(), nullable=False),
    sa.Column('le', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_tentative_connexion')),
    schema='shared'
    )
    op.create_index(op.f('ix_tentative_connexion_adresse'), 'tentative_connexion', ['adresse'], unique=False, schema='shared')
    op.create_index(op.f('ix_tentative_connexion_courriel'), 'tentative_connexion', ['courriel'], unique=False, schema='shared')
    op.create_index(op.f('ix_tentative_connexion_le'), 'tentative_connexion', ['le'], unique=False, schema='shared')
    op.create_table('agent_agence',
    sa.Column('agent_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('agence_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.ForeignKeyConstraint(['agence_id'], ['shared.agence.id'], name=op.f('fk_agent_agence_agence_id')),
    sa.ForeignKeyConstraint(['agent_id'], ['shared.agent.id'], name=op.f('fk_agent_agence_agent_id')),
    sa.PrimaryKeyConstraint('agent_id', 'agence_id', name=op.f('pk_agent_agence')),
    schema='shared'
    )
    op.create_table('audit_sceau',
    sa.Column('rang', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=False, nullable=False),
    sa.Column('ligne_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('empreinte', sa.String(), nullable=False),
    sa.ForeignKeyConstraint(['ligne_id'], ['shared.audit_ligne.id'], name=op.f('fk_audit_sceau_ligne_id')),
    sa.PrimaryKeyConstraint('rang', name=op.f('pk_audit_sceau')),
    sa.UniqueConstraint('ligne_id', name=op.f('uq_audit_sceau_ligne_id')),
    schema='shared'
    )
    op.create_table('copropriete',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=True, nullable=False),
    sa.Column('code', sa.String(), nullable=False),
    sa.Column('nom', sa.String(), nullable=False),
    sa.Column('adresse', sa.String(), nullable=True),
    sa.Column('immatriculation', sa.String(), nullable=True),
    sa.Column('agence_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('origine', sa.Enum('AUTRE', 'VENTE_HLM_VENDEUR', name='origine', native_enum=False, length=40), nullable=False),
    sa.Column('surface_m2', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('lots_principaux', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('reference_bailleur', sa.String(), nullable=True),
    sa.Column('iban', sa.String(), nullable=True),
    sa.Column('iban_fonds_travaux', sa.String(), nullable=True),
    sa.Column('recherche', sa.String(), nullable=False),
    sa.Column('version', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.ForeignKeyConstraint(['agence_id'], ['shared.agence.id'], name=op.f('fk_copropriete_agence_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_copropriete')),
    sa.UniqueConstraint('code', name=op.f('uq_copropriete_code')),
    schema='shared'
    )
    op.create_index(op.f('ix_copropriete_agence_id'), 'copropriete', ['agence_id'], unique=False, schema='shared')
    op.create_table('lien_usage_unique',
    sa.Column('empreinte', sa.String(), nullable=False),
    sa.Column('agent_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('cree_le', sa.DateTime(timezone=True), nullable=False),
    sa.Column('expire_le', sa.DateTime(timezone=True), nullable=False),
    sa.Column('utilise_le', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['agent_id'], ['shared.agent.id'], name=op.f('fk_lien_usage_unique_agent_id')),
    sa.PrimaryKeyConstraint('empreinte', name=op.f('pk_lien_usage_unique')),
    schema='shared'
    )
    op.create_index(op.f('ix_lien_usage_unique_agent_id'), 'lien_usage_unique', ['agent_id'], unique=False, schema='shared')
    op.create_table('role_agent',
    sa.Column('agent_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('role', sa.String(), nullable=False),
    sa.ForeignKeyConstraint(['agent_id'], ['shared.agent.id'], name=op.f('fk_role_agent_agent_id')),
    sa.PrimaryKeyConstraint('agent_id', 'role', name=op.f('pk_role_agent')),
    schema='shared'
    )
    op.create_table('session_agent',
    sa.Column('id', sa.String(), nullable=False),
    sa.Column('agent_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('ouverte_le', sa.DateTime(timezone=True), nullable=False),
    sa.Column('vue_le', sa.DateTime(timezone=True), nullable=False),
    sa.Column('revoquee_le', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['agent_id'], ['shared.agent.id'], name=op.f('fk_session_agent_agent_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_session_agent')),
    schema='shared'
    )
    op.create_index(op.f('ix_session_agent_agent_id'), 'session_agent', ['agent_id'], unique=False, schema='shared')
    op.create_table('vue',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=True, nullable=False),
    sa.Column('agent_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('nom', sa.String(), nullable=False),
    sa.Column('adresse', sa.String(), nullable=False),
    sa.ForeignKeyConstraint(['agent_id'], ['shared.agent.id'], name=op.f('fk_vue_agent_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_vue')),
    sa.UniqueConstraint('agent_id', 'nom', name=op.f('uq_vue_agent_id_nom')),
    schema='shared'
    )
    op.create_index(op.f('ix_vue_agent_id'), 'vue', ['agent_id'], unique=False, schema='shared')
    op.create_table('depense_annuelle',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=True, nullable=False),
    sa.Column('copropriete_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('exercice', sa.String(), nullable=False),
    sa.Column('debut', sa.Date(), nullable=False),
    sa.Column('fin', sa.Date(), nullable=False),
    sa.Column('poste', sa.String(), nullable=False),
    sa.Column('cle', sa.String(), nullable=False),
    sa.Column('budget_centimes', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('realise_centimes', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.ForeignKeyConstraint(['copropriete_id'], ['shared.copropriete.id'], name=op.f('fk_depense_annuelle_copropriete_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_depense_annuelle')),
    sa.UniqueConstraint('copropriete_id', 'exercice', 'poste', 'cle', name=op.f('uq_depense_annuelle_copropriete_id_exercice_poste_cle')),
    schema='charges'
    )
    op.create_index(op.f('ix_depense_annuelle_copropriete_id'), 'depense_annuelle', ['copropriete_id'], unique=False, schema='charges')
    op.create_table('montant_appele',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=True, nullable=False),
    sa.Column('appel', sa.String(), nullable=False),
    sa.Column('copropriete_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('exigible', sa.Date(), nullable=False),
    sa.Column('cle', sa.String(), nullable=False),
    sa.Column('nature', sa.String(), nullable=False),
    sa.Column('montant_centimes', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('annule_le', sa.Date(), nullable=True),
    sa.ForeignKeyConstraint(['copropriete_id'], ['shared.copropriete.id'], name=op.f('fk_montant_appele_copropriete_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_montant_appele')),
    sa.UniqueConstraint('appel', 'cle', 'nature', name=op.f('uq_montant_appele_appel_cle_nature')),
    schema='charges'
    )
    op.create_index('ix_montant_appele_copropriete_exigible', 'montant_appele', ['copropriete_id', 'exigible'], unique=False, schema='charges')
    op.create_index(op.f('ix_montant_appele_copropriete_id'), 'montant_appele', ['copropriete_id'], unique=False, schema='charges')
    op.create_table('cle_repartition',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=True, nullable=False),
    sa.Column('copropriete_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('code', sa.String(), nullable=False),
    sa.Column('libelle', sa.String(), nullable=False),
    sa.Column('total_tantiemes', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.CheckConstraint('total_tantiemes > 0', name=op.f('ck_cle_repartition_total_positif')),
    sa.ForeignKeyConstraint(['copropriete_id'], ['shared.copropriete.id'], name=op.f('fk_cle_repartition_copropriete_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_cle_repartition')),
    sa.UniqueConstraint('copropriete_id', 'code', name=op.f('uq_cle_repartition_copropriete_id_code')),
    schema='shared'
    )
    op.create_index(op.f('ix_cle_repartition_copropriete_id'), 'cle_repartition', ['copropriete_id'], unique=False, schema='shared')
    op.create_table('document',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=True, nullable=False),
    sa.Column('sha256', sa.String(), nullable=False),
    sa.Column('nom', sa.String(), nullable=False),
    sa.Column('type_mime', sa.String(), nullable=False),
    sa.Column('genre', sa.String(), nullable=False),
    sa.Column('taille', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('copropriete_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('depose_par', sa.String(), nullable=False),
    sa.Column('depose_le', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['copropriete_id'], ['shared.copropriete.id'], name=op.f('fk_document_copropriete_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_document')),
    sa.UniqueConstraint('sha256', 'copropriete_id', 'genre', name=op.f('uq_document_sha256_copropriete_id_genre')),
    schema='shared'
    )
    op.create_index(op.f('ix_document_copropriete_id'), 'document', ['copropriete_id'], unique=False, schema='shared')
    op.create_index(op.f('ix_document_sha256'), 'document', ['sha256'], unique=False, schema='shared')
    op.create_table('exercice',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=True, nullable=False),
    sa.Column('copropriete_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('libelle', sa.String(), nullable=False),
    sa.Column('debut', sa.Date(), nullable=False),
    sa.Column('fin', sa.Date(), nullable=False),
    sa.Column('vote_le', sa.Date(), nullable=True),
    sa.ForeignKeyConstraint(['copropriete_id'], ['shared.copropriete.id'], name=op.f('fk_exercice_copropriete_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_exercice')),
    sa.UniqueConstraint('copropriete_id', 'libelle', name=op.f('uq_exercice_copropriete_id_libelle')),
    schema='shared'
    )
    op.create_index(op.f('ix_exercice_copropriete_id'), 'exercice', ['copropriete_id'], unique=False, schema='shared')
    op.create_table('lot',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=True, nullable=False),
    sa.Column('copropriete_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('numero', sa.String(), nullable=False),
    sa.Column('nature', sa.String(), nullable=True),
    sa.Column('surface_m2', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.ForeignKeyConstraint(['copropriete_id'], ['shared.copropriete.id'], name=op.f('fk_lot_copropriete_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_lot')),
    sa.UniqueConstraint('copropriete_id', 'numero', name=op.f('uq_lot_copropriete_id_numero')),
    schema='shared'
    )
    op.create_index(op.f('ix_lot_copropriete_id'), 'lot', ['copropriete_id'], unique=False, schema='shared')
    op.create_table('mandat_syndic',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=True, nullable=False),
    sa.Column('copropriete_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('syndic_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('du', sa.Date(), nullable=True),
    sa.Column('au', sa.Date(), nullable=True),
    sa.ForeignKeyConstraint(['copropriete_id'], ['shared.copropriete.id'], name=op.f('fk_mandat_syndic_copropriete_id')),
    sa.ForeignKeyConstraint(['syndic_id'], ['shared.syndic.id'], name=op.f('fk_mandat_syndic_syndic_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_mandat_syndic')),
    sa.UniqueConstraint('copropriete_id', 'du', name=op.f('uq_mandat_syndic_copropriete_id_du')),
    schema='shared'
    )
    op.create_index(op.f('ix_mandat_syndic_copropriete_id'), 'mandat_syndic', ['copropriete_id'], unique=False, schema='shared')
    op.create_index(op.f('ix_mandat_syndic_syndic_id'), 'mandat_syndic', ['syndic_id'], unique=False, schema='shared')
    op.create_table('import_appel',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=True, nullable=False),
    sa.Column('sha256', sa.String(), nullable=False),
    sa.Column('nom_fichier', sa.String(), nullable=False),
    sa.Column('document_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('statut', sa.Enum('APERCU', 'REFUSE', 'INTEGRE', 'ANNULE', 'ABANDONNE', name='statutimport', native_enum=False, length=40), nullable=False),
    sa.Column('analyse', sa.JSON().with_variant(postgresql.JSONB(astext_type=sa.Text()), 'postgresql'), nullable=False),
    sa.Column('nombre_lignes', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('total_centimes', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('lu_par', sa.String(), nullable=False),
    sa.Column('lu_le', sa.DateTime(timezone=True), nullable=False),
    sa.Column('integre_par', sa.String(), nullable=True),
    sa.Column('integre_le', sa.DateTime(timezone=True), nullable=True),
    sa.Column('version', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.ForeignKeyConstraint(['document_id'], ['shared.document.id'], name=op.f('fk_import_appel_document_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_import_appel')),
    schema='appels_fonds'
    )
    op.create_index(op.f('ix_import_appel_document_id'), 'import_appel', ['document_id'], unique=False, schema='appels_fonds')
    op.create_index(op.f('ix_import_appel_sha256'), 'import_appel', ['sha256'], unique=False, schema='appels_fonds')
    op.create_index(op.f('ix_import_appel_statut'), 'import_appel', ['statut'], unique=False, schema='appels_fonds')
    op.create_index('uq_import_appel_integre', 'import_appel', ['sha256'], unique=True, schema='appels_fonds', sqlite_where=sa.text("statut = 'INTEGRE'"), postgresql_where=sa.text("statut = 'INTEGRE'"))
    op.create_table('appel_anterieur',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=True, nullable=False),
    sa.Column('copropriete_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('lot_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('cle_repartition_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('nature', sa.String(), nullable=False),
    sa.Column('periode', sa.String(), nullable=True),
    sa.Column('exigible', sa.Date(), nullable=False),
    sa.Column('montant_centimes', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.ForeignKeyConstraint(['cle_repartition_id'], ['shared.cle_repartition.id'], name=op.f('fk_appel_anterieur_cle_repartition_id')),
    sa.ForeignKeyConstraint(['copropriete_id'], ['shared.copropriete.id'], name=op.f('fk_appel_anterieur_copropriete_id')),
    sa.ForeignKeyConstraint(['lot_id'], ['shared.lot.id'], name=op.f('fk_appel_anterieur_lot_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_appel_anterieur')),
    schema='shared'
    )
    op.create_index(op.f('ix_appel_anterieur_cle_repartition_id'), 'appel_anterieur', ['cle_repartition_id'], unique=False, schema='shared')
    op.create_index(op.f('ix_appel_anterieur_copropriete_id'), 'appel_anterieur', ['copropriete_id'], unique=False, schema='shared')
    op.create_index(op.f('ix_appel_anterieur_lot_id'), 'appel_anterieur', ['lot_id'], unique=False, schema='shared')
    op.create_table('budget_vote',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=True, nullable=False),
    sa.Column('exercice_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('cle_repartition_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('nature', sa.Enum('COURANT', 'FONDS_TRAVAUX', name='naturebudget', native_enum=False, length=40), nullable=False),
    sa.Column('montant_centimes', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.ForeignKeyConstraint(['cle_repartition_id'], ['shared.cle_repartition.id'], name=op.f('fk_budget_vote_cle_repartition_id')),
    sa.ForeignKeyConstraint(['exercice_id'], ['shared.exercice.id'], name=op.f('fk_budget_vote_exercice_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_budget_vote')),
    sa.UniqueConstraint('exercice_id', 'cle_repartition_id', 'nature', name=op.f('uq_budget_vote_exercice_id_cle_repartition_id_nature')),
    schema='shared'
    )
    op.create_index(op.f('ix_budget_vote_cle_repartition_id'), 'budget_vote', ['cle_repartition_id'], unique=False, schema='shared')
    op.create_index(op.f('ix_budget_vote_exercice_id'), 'budget_vote', ['exercice_id'], unique=False, schema='shared')
    op.create_table('detention_lot',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=True, nullable=False),
    sa.Column('lot_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('du', sa.Date(), nullable=True),
    sa.Column('au', sa.Date(), nullable=True),
    sa.ForeignKeyConstraint(['lot_id'], ['shared.lot.id'], name=op.f('fk_detention_lot_lot_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_detention_lot')),
    sa.UniqueConstraint('lot_id', 'du', name=op.f('uq_detention_lot_lot_id_du')),
    schema='shared'
    )
    op.create_index(op.f('ix_detention_lot_lot_id'), 'detention_lot', ['lot_id'], unique=False, schema='shared')
    op.create_table('tantieme_lot',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=True, nullable=False),
    sa.Column('lot_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('cle_repartition_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('tantiemes', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('du', sa.Date(), nullable=True),
    sa.Column('au', sa.Date(), nullable=True),
    sa.CheckConstraint('tantiemes >= 0', name=op.f('ck_tantieme_lot_tantiemes_positifs')),
    sa.ForeignKeyConstraint(['cle_repartition_id'], ['shared.cle_repartition.id'], name=op.f('fk_tantieme_lot_cle_repartition_id')),
    sa.ForeignKeyConstraint(['lot_id'], ['shared.lot.id'], name=op.f('fk_tantieme_lot_lot_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_tantieme_lot')),
    sa.UniqueConstraint('lot_id', 'cle_repartition_id', 'du', name=op.f('uq_tantieme_lot_lot_id_cle_repartition_id_du')),
    schema='shared'
    )
    op.create_index(op.f('ix_tantieme_lot_cle_repartition_id'), 'tantieme_lot', ['cle_repartition_id'], unique=False, schema='shared')
    op.create_index(op.f('ix_tantieme_lot_lot_id'), 'tantieme_lot', ['lot_id'], unique=False, schema='shared')
    op.create_table('travaux_votes',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=True, nullable=False),
    sa.Column('copropriete_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('cle_repartition_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('date_ag', sa.Date(), nullable=False),
    sa.Column('resolution', sa.String(), nullable=False),
    sa.Column('libelle', sa.String(), nullable=False),
    sa.Column('montant_centimes', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.ForeignKeyConstraint(['cle_repartition_id'], ['shared.cle_repartition.id'], name=op.f('fk_travaux_votes_cle_repartition_id')),
    sa.ForeignKeyConstraint(['copropriete_id'], ['shared.copropriete.id'], name=op.f('fk_travaux_votes_copropriete_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_travaux_votes')),
    schema='shared'
    )
    op.create_index(op.f('ix_travaux_votes_cle_repartition_id'), 'travaux_votes', ['cle_repartition_id'], unique=False, schema='shared')
    op.create_index(op.f('ix_travaux_votes_copropriete_id'), 'travaux_votes', ['copropriete_id'], unique=False, schema='shared')
    op.create_table('assemblee_generale',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=True, nullable=False),
    sa.Column('copropriete_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('date_ag', sa.Date(), nullable=False),
    sa.Column('heure', sa.Time(), nullable=True),
    sa.Column('lieu', sa.String(), nullable=True),
    sa.Column('nature', sa.Enum('ORDINAIRE', 'EXTRAORDINAIRE', name='natureag', native_enum=False, length=40), nullable=False),
    sa.Column('convocation_presentee_le', sa.Date(), nullable=True),
    sa.Column('document_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('creee_par', sa.String(), nullable=False),
    sa.Column('creee_le', sa.DateTime(timezone=True), nullable=False),
    sa.Column('version', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.ForeignKeyConstraint(['copropriete_id'], ['shared.copropriete.id'], name=op.f('fk_assemblee_generale_copropriete_id')),
    sa.ForeignKeyConstraint(['document_id'], ['shared.document.id'], name=op.f('fk_assemblee_generale_document_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_assemblee_generale')),
    sa.UniqueConstraint('copropriete_id', 'date_ag', name=op.f('uq_assemblee_generale_copropriete_id_date_ag')),
    schema='votes'
    )
    op.create_index(op.f('ix_assemblee_generale_copropriete_id'), 'assemblee_generale', ['copropriete_id'], unique=False, schema='votes')
    op.create_index(op.f('ix_assemblee_generale_date_ag'), 'assemblee_generale', ['date_ag'], unique=False, schema='votes')
    op.create_table('appel_fonds',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=True, nullable=False),
    sa.Column('numero', sa.String(), nullable=False),
    sa.Column('import_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('copropriete_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('syndic_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('exigible', sa.Date(), nullable=False),
    sa.Column('periode', sa.String(), nullable=False),
    sa.Column('total_centimes', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('statut', sa.Enum('BROUILLON', 'VALIDE', 'ANNULE', name='statutappel', native_enum=False, length=40), nullable=False),
    sa.ForeignKeyConstraint(['copropriete_id'], ['shared.copropriete.id'], name=op.f('fk_appel_fonds_copropriete_id')),
    sa.ForeignKeyConstraint(['import_id'], ['appels_fonds.import_appel.id'], name=op.f('fk_appel_fonds_import_id')),
    sa.ForeignKeyConstraint(['syndic_id'], ['shared.syndic.id'], name=op.f('fk_appel_fonds_syndic_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_appel_fonds')),
    sa.UniqueConstraint('numero', name=op.f('uq_appel_fonds_numero')),
    schema='appels_fonds'
    )
    op.create_index(op.f('ix_appel_fonds_copropriete_id'), 'appel_fonds', ['copropriete_id'], unique=False, schema='appels_fonds')
    op.create_index(op.f('ix_appel_fonds_exigible'), 'appel_fonds', ['exigible'], unique=False, schema='appels_fonds')
    op.create_index(op.f('ix_appel_fonds_import_id'), 'appel_fonds', ['import_id'], unique=False, schema='appels_fonds')
    op.create_index(op.f('ix_appel_fonds_statut'), 'appel_fonds', ['statut'], unique=False, schema='appels_fonds')
    op.create_index(op.f('ix_appel_fonds_syndic_id'), 'appel_fonds', ['syndic_id'], unique=False, schema='appels_fonds')
    op.create_table('echeance_travaux',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=True, nullable=False),
    sa.Column('travaux_votes_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('exigible', sa.Date(), nullable=False),
    sa.ForeignKeyConstraint(['travaux_votes_id'], ['shared.travaux_votes.id'], name=op.f('fk_echeance_travaux_travaux_votes_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_echeance_travaux')),
    sa.UniqueConstraint('travaux_votes_id', 'exigible', name=op.f('uq_echeance_travaux_travaux_votes_id_exigible')),
    schema='shared'
    )
    op.create_index(op.f('ix_echeance_travaux_travaux_votes_id'), 'echeance_travaux', ['travaux_votes_id'], unique=False, schema='shared')
    op.create_table('resolution',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=True, nullable=False),
    sa.Column('ag_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('ordre', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('numero', sa.String(), nullable=False),
    sa.Column('intitule', sa.String(), nullable=False),
    sa.Column('texte', sa.String(), nullable=True),
    sa.Column('type', sa.String(), nullable=False),
    sa.Column('article', sa.String(), nullable=False),
    sa.Column('article_imprime', sa.String(), nullable=True),
    sa.Column('confiance', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('mots', sa.String(), nullable=False),
    sa.Column('question', sa.String(), nullable=True),
    sa.Column('corrige_par', sa.String(), nullable=True),
    sa.Column('information', sa.Boolean(), nullable=False),
    sa.Column('montant_centimes', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('cle_repartition_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('note_cle', sa.String(), nullable=True),
    sa.Column('voix_bailleur', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('voix_total', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('version', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.ForeignKeyConstraint(['ag_id'], ['votes.assemblee_generale.id'], name=op.f('fk_resolution_ag_id')),
    sa.ForeignKeyConstraint(['cle_repartition_id'], ['shared.cle_repartition.id'], name=op.f('fk_resolution_cle_repartition_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_resolution')),
    sa.UniqueConstraint('ag_id', 'ordre', name=op.f('uq_resolution_ag_id_ordre')),
    schema='votes'
    )
    op.create_index(op.f('ix_resolution_ag_id'), 'resolution', ['ag_id'], unique=False, schema='votes')
    op.create_index(op.f('ix_resolution_cle_repartition_id'), 'resolution', ['cle_repartition_id'], unique=False, schema='votes')
    op.create_table('ecriture',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=True, nullable=False),
    sa.Column('journal', sa.String(), nullable=False),
    sa.Column('exercice', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('numero', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('date_ecriture', sa.Date(), nullable=False),
    sa.Column('piece_ref', sa.String(), nullable=False),
    sa.Column('piece_date', sa.Date(), nullable=False),
    sa.Column('libelle', sa.String(), nullable=False),
    sa.Column('statut', sa.Enum('BROUILLON', 'VALIDEE', name='statutecriture', native_enum=False, length=40), nullable=False),
    sa.Column('validee_le', sa.Date(), nullable=True),
    sa.Column('appel_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('contrepasse_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.CheckConstraint("(statut = 'VALIDEE') = (numero IS NOT NULL)", name=op.f('ck_ecriture_numero_a_la_validation')),
    sa.ForeignKeyConstraint(['appel_id'], ['appels_fonds.appel_fonds.id'], name=op.f('fk_ecriture_appel_id')),
    sa.ForeignKeyConstraint(['contrepasse_id'], ['appels_fonds.ecriture.id'], name=op.f('fk_ecriture_contrepasse_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_ecriture')),
    sa.UniqueConstraint('contrepasse_id', name=op.f('uq_ecriture_contrepasse_id')),
    sa.UniqueConstraint('journal', 'exercice', 'numero', name=op.f('uq_ecriture_journal_exercice_numero')),
    schema='appels_fonds'
    )
    op.create_index(op.f('ix_ecriture_appel_id'), 'ecriture', ['appel_id'], unique=False, schema='appels_fonds')
    op.create_index('ix_ecriture_statut_date', 'ecriture', ['statut', 'date_ecriture'], unique=False, schema='appels_fonds')
    op.create_table('ligne_appel',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=True, nullable=False),
    sa.Column('appel_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('copropriete_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('exigible', sa.Date(), nullable=False),
    sa.Column('lots', sa.String(), nullable=False),
    sa.Column('cle_repartition_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('nature', sa.String(), nullable=False),
    sa.Column('occurrence', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('montant_centimes', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('feuille', sa.String(), nullable=False),
    sa.Column('cellule', sa.String(), nullable=False),
    sa.Column('texte', sa.String(), nullable=False),
    sa.Column('vive', sa.Boolean(), nullable=False),
    sa.ForeignKeyConstraint(['appel_id'], ['appels_fonds.appel_fonds.id'], name=op.f('fk_ligne_appel_appel_id')),
    sa.ForeignKeyConstraint(['cle_repartition_id'], ['shared.cle_repartition.id'], name=op.f('fk_ligne_appel_cle_repartition_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_ligne_appel')),
    schema='appels_fonds'
    )
    op.create_index(op.f('ix_ligne_appel_appel_id'), 'ligne_appel', ['appel_id'], unique=False, schema='appels_fonds')
    op.create_index('uq_ligne_appel_cle_naturelle', 'ligne_appel', ['copropriete_id', 'exigible', 'lots', 'cle_repartition_id', 'nature', 'occurrence'], unique=True, schema='appels_fonds', sqlite_where=sa.text('vive'), postgresql_where=sa.text('vive'))
    op.create_table('affectation',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=True, nullable=False),
    sa.Column('resolution_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('agent_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('role', sa.String(), nullable=False),
    sa.Column('motif', sa.String(), nullable=False),
    sa.Column('par', sa.String(), nullable=False),
    sa.Column('le', sa.DateTime(timezone=True), nullable=False),
    sa.Column('active', sa.Boolean(), nullable=False),
    sa.ForeignKeyConstraint(['agent_id'], ['shared.agent.id'], name=op.f('fk_affectation_agent_id')),
    sa.ForeignKeyConstraint(['resolution_id'], ['votes.resolution.id'], name=op.f('fk_affectation_resolution_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_affectation')),
    schema='votes'
    )
    op.create_index('ix_affectation_agent_active', 'affectation', ['agent_id', 'active'], unique=False, schema='votes')
    op.create_index(op.f('ix_affectation_resolution_id'), 'affectation', ['resolution_id'], unique=False, schema='votes')
    op.create_table('consigne',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=True, nullable=False),
    sa.Column('resolution_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('rang', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('position', sa.Enum('POUR', 'CONTRE', 'ABSTENTION', name='position', native_enum=False, length=40), nullable=False),
    sa.Column('motif', sa.String(), nullable=False),
    sa.Column('agent_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('le', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint('rang >= 1', name=op.f('ck_consigne_rang_positif')),
    sa.ForeignKeyConstraint(['agent_id'], ['shared.agent.id'], name=op.f('fk_consigne_agent_id')),
    sa.ForeignKeyConstraint(['resolution_id'], ['votes.resolution.id'], name=op.f('fk_consigne_resolution_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_consigne')),
    sa.UniqueConstraint('resolution_id', 'rang', name=op.f('uq_consigne_resolution_id_rang')),
    schema='votes'
    )
    op.create_index(op.f('ix_consigne_agent_id'), 'consigne', ['agent_id'], unique=False, schema='votes')
    op.create_index(op.f('ix_consigne_resolution_id'), 'consigne', ['resolution_id'], unique=False, schema='votes')
    op.create_table('ligne_ecriture',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=True, nullable=False),
    sa.Column('ecriture_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('rang', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('compte', sa.String(), nullable=False),
    sa.Column('compte_libelle', sa.String(), nullable=False),
    sa.Column('auxiliaire', sa.String(), nullable=True),
    sa.Column('auxiliaire_libelle', sa.String(), nullable=True),
    sa.Column('libelle', sa.String(), nullable=False),
    sa.Column('debit_centimes', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('credit_centimes', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('cle', sa.String(), nullable=True),
    sa.Column('nature', sa.String(), nullable=True),
    sa.CheckConstraint('(debit_centimes = 0) <> (credit_centimes = 0)', name=op.f('ck_ligne_ecriture_un_seul_sens')),
    sa.CheckConstraint('debit_centimes >= 0 AND credit_centimes >= 0', name=op.f('ck_ligne_ecriture_montants_positifs')),
    sa.ForeignKeyConstraint(['ecriture_id'], ['appels_fonds.ecriture.id'], name=op.f('fk_ligne_ecriture_ecriture_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_ligne_ecriture')),
    sa.UniqueConstraint('ecriture_id', 'rang', name=op.f('uq_ligne_ecriture_ecriture_id_rang')),
    schema='appels_fonds'
    )
    op.create_index('ix_ligne_ecriture_compte', 'ligne_ecriture', ['compte', 'auxiliaire'], unique=False, schema='appels_fonds')
