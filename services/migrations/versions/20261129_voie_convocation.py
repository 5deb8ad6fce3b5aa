"""How a notice reached us."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql  # noqa: F401

revision = "voie_convocation"
down_revision = "profils_syndics"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('assemblee_generale', sa.Column('convocation_voie', sa.Enum('LETTRE_RECOMMANDEE', 'ENVOI_ELECTRONIQUE', 'COURRIEL', 'REMISE_EN_MAIN', name='voieconvocation', native_enum=False, length=40), nullable=True), schema='votes')
