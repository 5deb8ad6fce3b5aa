"""What the landlord changed in the settings of the controls; a control without a row keeps its own."""

from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column

from services.appels_fonds.models.ecritures import APPELS_FONDS
from shared.models.base import Base


class ReglageControle(Base):
    """The setting of one control, by its code. ``version`` is raised by each change; the audit journal keeps them."""

    __tablename__ = "reglage_controle"
    __table_args__ = APPELS_FONDS
    code: Mapped[str] = mapped_column(primary_key=True)
    actif: Mapped[bool] = mapped_column(default=True)
    valeur: Mapped[int | None]
    motif: Mapped[str]
    par: Mapped[str]
    le: Mapped[datetime]
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}
