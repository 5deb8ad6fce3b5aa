"""Versions of the minutes; votes that appels_fonds was told of."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql  # noqa: F401

revision = "proces_verbaux"
down_revision = "relances_parametres"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('changement_syndic',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=True, nullable=False),
    sa.Column('copropriete_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('syndic_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('du', sa.Date(), nullable=False),
    sa.Column('recu_le', sa.DateTime(timezone=True), nullable=False),
    sa.Column('confirme_le', sa.DateTime(timezone=True), nullable=True),
    sa.Column('confirme_par', sa.String(), nullable=True),
    sa.ForeignKeyConstraint(['copropriete_id'], ['shared.copropriete.id'], name=op.f('fk_changement_syndic_copropriete_id')),
    sa.ForeignKeyConstraint(['syndic_id'], ['shared.syndic.id'], name=op.f('fk_changement_syndic_syndic_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_changement_syndic')),
    sa.UniqueConstraint('copropriete_id', 'du', name=op.f('uq_changement_syndic_copropriete_id_du')),
    schema='appels_fonds'
    )
    op.create_index(op.f('ix_changement_syndic_copropriete_id'), 'changement_syndic', ['copropriete_id'], unique=False, schema='appels_fonds')
    op.create_table('vote_connu',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=True, nullable=False),
    sa.Column('copropriete_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('reference', sa.String(), nullable=False),
    sa.Column('date_ag', sa.Date(), nullable=False),
    sa.Column('rang', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('libelle', sa.String(), nullable=False),
    sa.Column('cle', sa.String(), nullable=False),
    sa.Column('nature', sa.String(), nullable=False),
    sa.Column('montant_centimes', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('actif', sa.Boolean(), nullable=False),
    sa.Column('recu_le', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['copropriete_id'], ['shared.copropriete.id'], name=op.f('fk_vote_connu_copropriete_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_vote_connu')),
    sa.UniqueConstraint('copropriete_id', 'reference', 'date_ag', 'rang', name=op.f('uq_vote_connu_copropriete_id_reference_date_ag_rang')),
    schema='appels_fonds'
    )
    op.create_index('ix_vote_connu_actif', 'vote_connu', ['copropriete_id', 'actif'], unique=False, schema='appels_fonds')
    op.create_index(op.f('ix_vote_connu_copropriete_id'), 'vote_connu', ['copropriete_id'], unique=False, schema='appels_fonds')
    op.create_table('appel_attendu',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=True, nullable=False),
    sa.Column('vote_connu_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('exigible', sa.Date(), nullable=False),
    sa.Column('montant_centimes', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.ForeignKeyConstraint(['vote_connu_id'], ['appels_fonds.vote_connu.id'], name=op.f('fk_appel_attendu_vote_connu_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_appel_attendu')),
    sa.UniqueConstraint('vote_connu_id', 'exigible', name=op.f('uq_appel_attendu_vote_connu_id_exigible')),
    schema='appels_fonds'
    )
    op.create_index(op.f('ix_appel_attendu_exigible'), 'appel_attendu', ['exigible'], unique=False, schema='appels_fonds')
    op.create_table('proces_verbal',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=True, nullable=False),
    sa.Column('ag_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('rang', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('etat', sa.Enum('APERCU', 'CONFIRME', 'REMPLACE', 'ABANDONNE', name='etatpv', native_enum=False, length=40), nullable=False),
    sa.Column('source', sa.Enum('SEANCE', 'PV_SAISI', 'PV_LU', name='sourceresultat', native_enum=False, length=40), nullable=False),
    sa.Column('contenu', sa.JSON().with_variant(postgresql.JSONB(), 'postgresql'), nullable=False),
    sa.Column('document_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('notifie_le', sa.Date(), nullable=True),
    sa.Column('motif', sa.String(), nullable=True),
    sa.Column('cree_par', sa.String(), nullable=False),
    sa.Column('cree_le', sa.DateTime(timezone=True), nullable=False),
    sa.Column('confirme_par', sa.String(), nullable=True),
    sa.Column('confirme_le', sa.DateTime(timezone=True), nullable=True),
    sa.Column('version', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.ForeignKeyConstraint(['ag_id'], ['votes.assemblee_generale.id'], name=op.f('fk_proces_verbal_ag_id')),
    sa.ForeignKeyConstraint(['document_id'], ['shared.document.id'], name=op.f('fk_proces_verbal_document_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_proces_verbal')),
    sa.UniqueConstraint('ag_id', 'rang', name=op.f('uq_proces_verbal_ag_id_rang')),
    schema='votes'
    )
    op.add_column('montant_budgete', sa.Column('rang', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), server_default='1', nullable=False), schema='charges')
