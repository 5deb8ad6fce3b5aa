"""Anomalies of charges followed to the syndic's answer, and told to appels_fonds."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql  # noqa: F401

revision = "anomalies_suivies"
down_revision = "suivi_appels"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('anomalie_signalee',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=True, nullable=False),
    sa.Column('anomalie_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('copropriete_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('exercice', sa.String(), nullable=False),
    sa.Column('poste', sa.String(), nullable=False),
    sa.Column('type', sa.String(), nullable=False),
    sa.Column('enjeu_centimes', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('explication', sa.String(), nullable=False),
    sa.Column('le', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['copropriete_id'], ['shared.copropriete.id'], name=op.f('fk_anomalie_signalee_copropriete_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_anomalie_signalee')),
    sa.UniqueConstraint('anomalie_id', name=op.f('uq_anomalie_signalee_anomalie_id')),
    schema='appels_fonds'
    )
    op.create_index(op.f('ix_anomalie_signalee_copropriete_id'), 'anomalie_signalee', ['copropriete_id'], unique=False, schema='appels_fonds')
    op.create_table('anomalie_charge',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=True, nullable=False),
    sa.Column('copropriete_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('annee', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('famille', sa.String(), nullable=False),
    sa.Column('type', sa.String(), nullable=False),
    sa.Column('score_centiemes', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('montant_centimes', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('attendu_centimes', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('enjeu_centimes', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('explication', sa.String(), nullable=False),
    sa.Column('etat', sa.Enum('OUVERTE', 'INTERROGEE', 'CLASSEE', 'DISSIPEE', name='etatanomalie', native_enum=False, length=40), nullable=False),
    sa.Column('issue', sa.Enum('EVENEMENT', 'AVOIR_ATTENDU', 'ERREUR_DE_LECTURE', 'ACCEPTEE', name='issueanomalie', native_enum=False, length=40), nullable=True),
    sa.Column('detectee_le', sa.DateTime(timezone=True), nullable=False),
    sa.Column('version', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.ForeignKeyConstraint(['copropriete_id'], ['shared.copropriete.id'], name=op.f('fk_anomalie_charge_copropriete_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_anomalie_charge')),
    sa.UniqueConstraint('copropriete_id', 'annee', 'famille', 'type', name=op.f('uq_anomalie_charge_copropriete_id_annee_famille_type')),
    schema='charges'
    )
    op.create_index(op.f('ix_anomalie_charge_copropriete_id'), 'anomalie_charge', ['copropriete_id'], unique=False, schema='charges')
    op.create_index('ix_anomalie_charge_etat', 'anomalie_charge', ['etat'], unique=False, schema='charges')
    op.create_table('evenement_charge',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=True, nullable=False),
    sa.Column('copropriete_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('annee', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('famille', sa.String(), nullable=False),
    sa.Column('description', sa.String(), nullable=False),
    sa.Column('par', sa.String(), nullable=False),
    sa.Column('le', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['copropriete_id'], ['shared.copropriete.id'], name=op.f('fk_evenement_charge_copropriete_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_evenement_charge')),
    sa.UniqueConstraint('copropriete_id', 'annee', 'famille', name=op.f('uq_evenement_charge_copropriete_id_annee_famille')),
    schema='charges'
    )
    op.create_index(op.f('ix_evenement_charge_copropriete_id'), 'evenement_charge', ['copropriete_id'], unique=False, schema='charges')
    op.create_table('avoir_attendu',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=True, nullable=False),
    sa.Column('anomalie_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('montant_centimes', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('attendu_avant', sa.Date(), nullable=False),
    sa.Column('par', sa.String(), nullable=False),
    sa.Column('le', sa.DateTime(timezone=True), nullable=False),
    sa.Column('vu_le', sa.Date(), nullable=True),
    sa.ForeignKeyConstraint(['anomalie_id'], ['charges.anomalie_charge.id'], name=op.f('fk_avoir_attendu_anomalie_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_avoir_attendu')),
    schema='charges'
    )
    op.create_index(op.f('ix_avoir_attendu_anomalie_id'), 'avoir_attendu', ['anomalie_id'], unique=False, schema='charges')
    op.create_table('question_syndic',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=True, nullable=False),
    sa.Column('anomalie_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('destinataire', sa.String(), nullable=False),
    sa.Column('sujet', sa.String(), nullable=False),
    sa.Column('document_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('envoyee_par', sa.String(), nullable=False),
    sa.Column('envoyee_le', sa.DateTime(timezone=True), nullable=False),
    sa.Column('attendue_le', sa.Date(), nullable=False),
    sa.Column('reponse', sa.String(), nullable=True),
    sa.Column('repondue_le', sa.Date(), nullable=True),
    sa.Column('notee_par', sa.String(), nullable=True),
    sa.ForeignKeyConstraint(['anomalie_id'], ['charges.anomalie_charge.id'], name=op.f('fk_question_syndic_anomalie_id')),
    sa.ForeignKeyConstraint(['document_id'], ['shared.document.id'], name=op.f('fk_question_syndic_document_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_question_syndic')),
    schema='charges'
    )
    op.create_index(op.f('ix_question_syndic_anomalie_id'), 'question_syndic', ['anomalie_id'], unique=False, schema='charges')
