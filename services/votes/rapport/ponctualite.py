"""How punctual syndics are: notices presented in time (décret art. 9), minutes within a month (loi art. 42)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from services.votes.acces import is_visible
from services.votes.assemblees.retards import count_jours_manquants, count_jours_retard
from services.votes.models import AssembleeGenerale
from services.votes.rapport.votes_annee import FiltreRapport
from shared.acteurs import Acteur
from shared.models import Agence, Copropriete, MandatSyndic, Syndic
from shared.patrimoine.textes import normalise_texte


@dataclass(frozen=True, slots=True)
class AgDatee:
    """What is known of the dates of one assembly. ``delai``: days of notice the règlement asks for."""

    syndic: str
    nom_syndic: str
    copropriete: str
    date_ag: date
    presentee_le: date | None
    delai: int
    pv_notifie_le: date | None


@dataclass(slots=True)
class Ponctualite:
    """The dates of a syndic over a year. Days are calendar days; a mean is a whole number, rounded.

    A notice is late beyond the lenient count of its days, as ``ConvocationTardive`` says it.
    ``pv_attendus``: assemblies whose month has passed; each is in time, late or missing.
    """

    syndic: str
    nom: str
    assemblees: int = 0
    convocations_connues: int = 0
    convocations_tardives: int = 0
    jours_manquants_maximum: int = 0
    pv_attendus: int = 0
    pv_a_temps: int = 0
    pv_tardifs: int = 0
    pv_manquants: int = 0
    jours_retard_total: int = 0

    @property
    def jours_retard_moyen(self) -> int | None:
        """Mean delay of late minutes, in days; None when none is late."""
        late = self.pv_tardifs
        return (2 * self.jours_retard_total + late) // (2 * late) if late else None

    def add(self, ag: AgDatee, aujourdhui: date) -> None:
        """Count one more assembly."""
        self.assemblees += 1
        if ag.presentee_le is not None:
            self.convocations_connues += 1
            missing = count_jours_manquants(ag.date_ag, ag.presentee_le, ag.delai)
            self.convocations_tardives += missing > 0
            self.jours_manquants_maximum = max(self.jours_manquants_maximum, missing)
        self._add_pv(ag, aujourdhui)

    def _add_pv(self, ag: AgDatee, aujourdhui: date) -> None:
        retard = count_jours_retard(ag.date_ag, ag.pv_notifie_le or aujourdhui)
        if ag.pv_notifie_le is None and not retard:
            return
        self.pv_attendus += 1
        if ag.pv_notifie_le is None:
            self.pv_manquants += 1
        elif retard:
            self.pv_tardifs += 1
            self.jours_retard_total += retard
        else:
            self.pv_a_temps += 1


def list_ags_datees(session: Session, acteur: Acteur, filtre: FiltreRapport, aujourdhui: date) -> Sequence[AgDatee]:
    """The assemblies of the year already held, each with the syndic in charge that day."""
    ag = AssembleeGenerale
    query = (
        select(Syndic.code, Syndic.nom, Copropriete.code, ag.date_ag, ag.convocation_presentee_le,
               ag.delai_convocation, ag.pv_notifie_le)
        .join(ag.copropriete)
        .join(Agence, Agence.id == Copropriete.agence_id)
        .join(MandatSyndic, (MandatSyndic.copropriete_id == Copropriete.id)
              & or_(MandatSyndic.du.is_(None), MandatSyndic.du <= ag.date_ag)
              & or_(MandatSyndic.au.is_(None), MandatSyndic.au >= ag.date_ag))
        .join(Syndic, Syndic.id == MandatSyndic.syndic_id)
        .where(is_visible(acteur), ag.date_ag <= aujourdhui,
               ag.date_ag.between(date(filtre.annee, 1, 1), date(filtre.annee, 12, 31)))
        .order_by(Syndic.nom, ag.date_ag)
    )  # fmt: skip
    if filtre.agence:
        query = query.where(Agence.code == filtre.agence)
    if filtre.syndic:
        query = query.where(Syndic.code == filtre.syndic)
    for mot in normalise_texte(filtre.texte).split():
        query = query.where(Copropriete.recherche.contains(mot, autoescape=True))
    return [AgDatee(*row) for row in session.execute(query)]


def measure_syndics(ags: Iterable[AgDatee], aujourdhui: date) -> list[Ponctualite]:
    """The punctuality of each syndic, those with the most late or missing minutes and notices first."""
    found: dict[str, Ponctualite] = {}
    for ag in ags:
        found.setdefault(ag.syndic, Ponctualite(ag.syndic, ag.nom_syndic)).add(ag, aujourdhui)
    return sorted(
        found.values(),
        key=lambda one: (-(one.pv_tardifs + one.pv_manquants + one.convocations_tardives), one.nom),
    )
