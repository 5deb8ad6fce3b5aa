"""Second ballots, visas, results of the minutes, follow-ups and reservations of votes."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql  # noqa: F401

revision = "consignes_completes"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('engagement',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=True, nullable=False),
    sa.Column('resolution_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('annee', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('montant_centimes', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('etat', sa.Enum('RESERVE', 'ENGAGE', 'LIBERE', name='etatengagement', native_enum=False, length=40), nullable=False),
    sa.Column('motif', sa.String(), nullable=False),
    sa.Column('le', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['resolution_id'], ['votes.resolution.id'], name=op.f('fk_engagement_resolution_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_engagement')),
    sa.UniqueConstraint('resolution_id', 'annee', name=op.f('uq_engagement_resolution_id_annee')),
    schema='votes'
    )
    op.create_table('resultat',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=True, nullable=False),
    sa.Column('resolution_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('source', sa.Enum('SEANCE', 'PV_SAISI', 'PV_LU', name='sourceresultat', native_enum=False, length=40), nullable=False),
    sa.Column('total_voix', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('pour_voix', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('pour_tetes', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('contre_voix', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('contre_tetes', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('abstention_voix', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('abstention_tetes', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('second_pour_voix', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('second_pour_tetes', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('second_contre_voix', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('second_contre_tetes', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('second_abstention_voix', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('second_abstention_tetes', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('annonce', sa.Enum('ADOPTEE', 'REJETEE', 'SANS_VOTE', name='resultatannonce', native_enum=False, length=40), nullable=True),
    sa.Column('adoptee', sa.Boolean(), nullable=True),
    sa.Column('notre_vote', sa.Enum('POUR', 'CONTRE', 'ABSTENTION', 'DEFAILLANT', name='voteconstate', native_enum=False, length=40), nullable=True),
    sa.Column('amendee', sa.Boolean(), nullable=False),
    sa.Column('ecart', sa.String(), nullable=True),
    sa.Column('observation', sa.String(), nullable=True),
    sa.Column('par', sa.String(), nullable=False),
    sa.Column('le', sa.DateTime(timezone=True), nullable=False),
    sa.Column('version', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.ForeignKeyConstraint(['resolution_id'], ['votes.resolution.id'], name=op.f('fk_resultat_resolution_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_resultat')),
    sa.UniqueConstraint('resolution_id', name=op.f('uq_resultat_resolution_id')),
    schema='votes'
    )
    op.create_table('suite',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=True, nullable=False),
    sa.Column('ag_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('resolution_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('genre', sa.Enum('CONTESTER', 'PAIEMENT_ECHELONNE', 'REFUS_EMPRUNT', 'ECART_PV', 'CONVOCATION_TARDIVE', 'PV_TARDIF', 'DEMANDE_A_SUIVRE', name='genresuite', native_enum=False, length=40), nullable=False),
    sa.Column('echeance', sa.Date(), nullable=True),
    sa.Column('role', sa.String(), nullable=False),
    sa.Column('agent_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('motif', sa.String(), nullable=False),
    sa.Column('creee_le', sa.DateTime(timezone=True), nullable=False),
    sa.Column('faite_le', sa.DateTime(timezone=True), nullable=True),
    sa.Column('faite_par', sa.String(), nullable=True),
    sa.Column('commentaire', sa.String(), nullable=True),
    sa.ForeignKeyConstraint(['ag_id'], ['votes.assemblee_generale.id'], name=op.f('fk_suite_ag_id')),
    sa.ForeignKeyConstraint(['agent_id'], ['shared.agent.id'], name=op.f('fk_suite_agent_id')),
    sa.ForeignKeyConstraint(['resolution_id'], ['votes.resolution.id'], name=op.f('fk_suite_resolution_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_suite')),
    schema='votes'
    )
    op.create_index('ix_suite_a_faire', 'suite', ['faite_le', 'echeance'], unique=False, schema='votes')
    op.create_index(op.f('ix_suite_ag_id'), 'suite', ['ag_id'], unique=False, schema='votes')
    op.create_index(op.f('ix_suite_resolution_id'), 'suite', ['resolution_id'], unique=False, schema='votes')
    op.create_table('visa',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=True, nullable=False),
    sa.Column('consigne_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('agent_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('accorde', sa.Boolean(), nullable=False),
    sa.Column('motif', sa.String(), nullable=False),
    sa.Column('le', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['agent_id'], ['shared.agent.id'], name=op.f('fk_visa_agent_id')),
    sa.ForeignKeyConstraint(['consigne_id'], ['votes.consigne.id'], name=op.f('fk_visa_consigne_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_visa')),
    schema='votes'
    )
    op.create_index(op.f('ix_visa_consigne_id'), 'visa', ['consigne_id'], unique=False, schema='votes')
    op.add_column('assemblee_generale', sa.Column('delai_convocation', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), server_default='21', nullable=False), schema='votes')
    op.add_column('assemblee_generale', sa.Column('formulaire_limite_imprimee', sa.Date(), nullable=True), schema='votes')
    op.add_column('assemblee_generale', sa.Column('formulaire_courriel', sa.String(), nullable=True), schema='votes')
    op.add_column('assemblee_generale', sa.Column('formulaire_adresse', sa.String(), nullable=True), schema='votes')
    op.add_column('assemblee_generale', sa.Column('canal', sa.Enum('CORRESPONDANCE', 'POUVOIR', 'PRESENCE', name='canal', native_enum=False, length=40), nullable=True), schema='votes')
    op.add_column('assemblee_generale', sa.Column('pv_notifie_le', sa.Date(), nullable=True), schema='votes')
    op.add_column('consigne', sa.Column('position_second', sa.Enum('POUR', 'CONTRE', 'ABSTENTION', name='position', native_enum=False, length=40), nullable=True), schema='votes')
    op.add_column('consigne', sa.Column('position_si_amendee', sa.Enum('POUR', 'CONTRE', 'ABSTENTION', name='position', native_enum=False, length=40), nullable=True), schema='votes')
    op.add_column('consigne', sa.Column('position_proposee', sa.Enum('POUR', 'CONTRE', 'ABSTENTION', name='position', native_enum=False, length=40), nullable=True), schema='votes')
    op.add_column('consigne', sa.Column('doctrine', sa.String(), nullable=True), schema='votes')
    op.add_column('consigne', sa.Column('motif_ecart', sa.String(), nullable=True), schema='votes')
    op.add_column('consigne', sa.Column('perimee_le', sa.DateTime(timezone=True), nullable=True), schema='votes')
    op.add_column('consigne', sa.Column('perimee_motif', sa.String(), nullable=True), schema='votes')
    op.add_column('resolution', sa.Column('notre_demande', sa.Boolean(), server_default=sa.false(), nullable=False), schema='votes')
    op.add_column('resolution', sa.Column('visa_role', sa.String(), nullable=True), schema='votes')
    op.add_column('resolution', sa.Column('visa_motif', sa.String(), nullable=True), schema='votes')
