"""How the syndic in charge behaves, from what votes itself recorded: shown when its contract is on the agenda."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from services.votes.assemblees.retards import count_jours_manquants, count_jours_retard
from services.votes.models import AssembleeGenerale
from shared.acteurs import Acteur
from shared.models import Copropriete, MandatSyndic, Syndic
from shared.mois import add_mois
from shared.patrimoine.lectures import syndic_en_poste, visible_coproprietes

RECUL_MOIS = 36
"""How far back the scorecard looks: the longest mandate of a syndic (décret art. 28)."""


@dataclass(frozen=True, slots=True)
class TableauSyndic:
    """What a syndic did over three years in the copropriétés this agent sees: assemblies, late notices, late minutes.

    ``convocations`` and ``pv`` count those whose date is known; the late ones are among them.
    """

    syndic: Syndic
    coproprietes: int
    assemblees: int
    convocations: int
    convocations_tardives: int
    pv: int
    pv_tardifs: int


def load_tableau_syndic(session: Session, acteur: Acteur, copropriete_id: int, jour: date) -> TableauSyndic | None:
    """The scorecard of the syndic in charge of a copropriété; None between two mandates."""
    syndic = syndic_en_poste(session, copropriete_id, jour)
    if syndic is None:
        return None
    under_mandate = and_(
        MandatSyndic.copropriete_id == AssembleeGenerale.copropriete_id,
        MandatSyndic.syndic_id == syndic.id,
        or_(MandatSyndic.du.is_(None), MandatSyndic.du <= AssembleeGenerale.date_ag),
        or_(MandatSyndic.au.is_(None), MandatSyndic.au >= AssembleeGenerale.date_ag),
    )
    visible = visible_coproprietes(acteur).with_only_columns(Copropriete.id)
    rows = session.execute(
        select(
            AssembleeGenerale.id, AssembleeGenerale.copropriete_id, AssembleeGenerale.date_ag,
            AssembleeGenerale.convocation_presentee_le, AssembleeGenerale.delai_convocation,
            AssembleeGenerale.pv_notifie_le,
        )
        .join(MandatSyndic, under_mandate)
        .where(
            AssembleeGenerale.copropriete_id.in_(visible),
            AssembleeGenerale.date_ag.between(add_mois(jour, -RECUL_MOIS), jour),
        )
        .distinct()
    ).all()  # fmt: skip
    notices = [row for row in rows if row.convocation_presentee_le]
    minutes = [row for row in rows if row.pv_notifie_le]
    return TableauSyndic(
        syndic=syndic,
        coproprietes=len({row.copropriete_id for row in rows}),
        assemblees=len(rows),
        convocations=len(notices),
        convocations_tardives=sum(
            count_jours_manquants(row.date_ag, row.convocation_presentee_le, row.delai_convocation) > 0
            for row in notices
        ),
        pv=len(minutes),
        pv_tardifs=sum(count_jours_retard(row.date_ag, row.pv_notifie_le) > 0 for row in minutes),
    )
