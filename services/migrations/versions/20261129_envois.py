"""Delegations, locked instruction sheets, proofs of sending, and our requests for agendas."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql  # noqa: F401

revision = "envois"
down_revision = "proces_verbaux"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('delegation_signature',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=True, nullable=False),
    sa.Column('agent_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('qualite', sa.String(), nullable=False),
    sa.Column('reference', sa.String(), nullable=False),
    sa.Column('plafond_centimes', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('du', sa.Date(), nullable=False),
    sa.Column('au', sa.Date(), nullable=True),
    sa.Column('creee_par', sa.String(), nullable=False),
    sa.Column('creee_le', sa.DateTime(timezone=True), nullable=False),
    sa.Column('version', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.ForeignKeyConstraint(['agent_id'], ['shared.agent.id'], name=op.f('fk_delegation_signature_agent_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_delegation_signature')),
    sa.UniqueConstraint('agent_id', 'reference', name=op.f('uq_delegation_signature_agent_id_reference')),
    schema='votes'
    )
    op.create_table('feuille_instruction',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=True, nullable=False),
    sa.Column('ag_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('rang', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('numero', sa.String(), nullable=False),
    sa.Column('remplace', sa.String(), nullable=True),
    sa.Column('canal', sa.Enum('CORRESPONDANCE', 'POUVOIR', 'PRESENCE', name='canal', native_enum=False, length=40), nullable=False),
    sa.Column('contenu', sa.JSON().with_variant(postgresql.JSONB(), 'postgresql'), nullable=False),
    sa.Column('empreinte', sa.String(), nullable=False),
    sa.Column('delegation_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('expediteur_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('feuille_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('acte_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('dossier_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('signe_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('signature', sa.Enum('MANUSCRITE', 'SCELLEE', name='signature', native_enum=False, length=40), nullable=True),
    sa.Column('signee_le', sa.DateTime(timezone=True), nullable=True),
    sa.Column('signee_par', sa.String(), nullable=True),
    sa.Column('verrouillee_par', sa.String(), nullable=False),
    sa.Column('verrouillee_le', sa.DateTime(timezone=True), nullable=False),
    sa.Column('annulee_le', sa.DateTime(timezone=True), nullable=True),
    sa.Column('annulee_motif', sa.String(), nullable=True),
    sa.Column('version', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.ForeignKeyConstraint(['acte_id'], ['shared.document.id'], name=op.f('fk_feuille_instruction_acte_id')),
    sa.ForeignKeyConstraint(['ag_id'], ['votes.assemblee_generale.id'], name=op.f('fk_feuille_instruction_ag_id')),
    sa.ForeignKeyConstraint(['delegation_id'], ['votes.delegation_signature.id'], name=op.f('fk_feuille_instruction_delegation_id')),
    sa.ForeignKeyConstraint(['dossier_id'], ['shared.document.id'], name=op.f('fk_feuille_instruction_dossier_id')),
    sa.ForeignKeyConstraint(['expediteur_id'], ['shared.agent.id'], name=op.f('fk_feuille_instruction_expediteur_id')),
    sa.ForeignKeyConstraint(['feuille_id'], ['shared.document.id'], name=op.f('fk_feuille_instruction_feuille_id')),
    sa.ForeignKeyConstraint(['signe_id'], ['shared.document.id'], name=op.f('fk_feuille_instruction_signe_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_feuille_instruction')),
    sa.UniqueConstraint('ag_id', 'rang', name=op.f('uq_feuille_instruction_ag_id_rang')),
    sa.UniqueConstraint('numero', name=op.f('uq_feuille_instruction_numero')),
    schema='votes'
    )
    op.create_index(op.f('ix_feuille_instruction_ag_id'), 'feuille_instruction', ['ag_id'], unique=False, schema='votes')
    op.create_index('uq_feuille_instruction_en_vigueur', 'feuille_instruction', ['ag_id'], unique=True, schema='votes', sqlite_where=sa.text('annulee_le IS NULL'), postgresql_where=sa.text('annulee_le IS NULL'))
    op.create_table('envoi_feuille',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=True, nullable=False),
    sa.Column('feuille_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('document_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('canal', sa.Enum('COURRIEL', 'RECOMMANDE', 'MAIN_PROPRE', 'ESPACE_EN_LIGNE', name='canalenvoi', native_enum=False, length=40), nullable=False),
    sa.Column('destinataire', sa.String(), nullable=False),
    sa.Column('reference', sa.String(), nullable=True),
    sa.Column('le', sa.DateTime(timezone=True), nullable=False),
    sa.Column('hors_delai', sa.Boolean(), nullable=False),
    sa.Column('courriel_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('preuve_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('par', sa.String(), nullable=False),
    sa.ForeignKeyConstraint(['courriel_id'], ['shared.courriel_sortant.id'], name=op.f('fk_envoi_feuille_courriel_id')),
    sa.ForeignKeyConstraint(['document_id'], ['shared.document.id'], name=op.f('fk_envoi_feuille_document_id')),
    sa.ForeignKeyConstraint(['feuille_id'], ['votes.feuille_instruction.id'], name=op.f('fk_envoi_feuille_feuille_id')),
    sa.ForeignKeyConstraint(['preuve_id'], ['shared.document.id'], name=op.f('fk_envoi_feuille_preuve_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_envoi_feuille')),
    schema='votes'
    )
    op.create_index(op.f('ix_envoi_feuille_feuille_id'), 'envoi_feuille', ['feuille_id'], unique=False, schema='votes')
    op.create_table('demande_ordre_du_jour',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=True, nullable=False),
    sa.Column('copropriete_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('intitule', sa.String(), nullable=False),
    sa.Column('projet', sa.String(), nullable=False),
    sa.Column('expose', sa.String(), nullable=False),
    sa.Column('montant_centimes', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('ag_prevue', sa.Date(), nullable=True),
    sa.Column('etat', sa.Enum('BROUILLON', 'ENVOYEE', 'INSCRITE', 'ABANDONNEE', name='etatdemande', native_enum=False, length=40), nullable=False),
    sa.Column('lettre_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('canal', sa.Enum('COURRIEL', 'RECOMMANDE', 'MAIN_PROPRE', 'ESPACE_EN_LIGNE', name='canalenvoi', native_enum=False, length=40), nullable=True),
    sa.Column('destinataire', sa.String(), nullable=True),
    sa.Column('reference', sa.String(), nullable=True),
    sa.Column('envoyee_le', sa.DateTime(timezone=True), nullable=True),
    sa.Column('courriel_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('preuve_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('resolution_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('suite_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('motif_abandon', sa.String(), nullable=True),
    sa.Column('creee_par', sa.String(), nullable=False),
    sa.Column('creee_le', sa.DateTime(timezone=True), nullable=False),
    sa.Column('version', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.ForeignKeyConstraint(['copropriete_id'], ['shared.copropriete.id'], name=op.f('fk_demande_ordre_du_jour_copropriete_id')),
    sa.ForeignKeyConstraint(['courriel_id'], ['shared.courriel_sortant.id'], name=op.f('fk_demande_ordre_du_jour_courriel_id')),
    sa.ForeignKeyConstraint(['lettre_id'], ['shared.document.id'], name=op.f('fk_demande_ordre_du_jour_lettre_id')),
    sa.ForeignKeyConstraint(['preuve_id'], ['shared.document.id'], name=op.f('fk_demande_ordre_du_jour_preuve_id')),
    sa.ForeignKeyConstraint(['resolution_id'], ['votes.resolution.id'], name=op.f('fk_demande_ordre_du_jour_resolution_id')),
    sa.ForeignKeyConstraint(['suite_id'], ['votes.suite.id'], name=op.f('fk_demande_ordre_du_jour_suite_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_demande_ordre_du_jour')),
    schema='votes'
    )
    op.create_index(op.f('ix_demande_ordre_du_jour_copropriete_id'), 'demande_ordre_du_jour', ['copropriete_id'], unique=False, schema='votes')
    op.create_index(op.f('ix_demande_ordre_du_jour_etat'), 'demande_ordre_du_jour', ['etat'], unique=False, schema='votes')
    op.create_index(op.f('ix_demande_ordre_du_jour_resolution_id'), 'demande_ordre_du_jour', ['resolution_id'], unique=False, schema='votes')
