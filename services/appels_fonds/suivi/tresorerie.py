"""Use case: the cash to pay by month and copropriété: what is called and still open, and what is expected."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from sqlalchemy.orm import Session

from services.appels_fonds.paiements.postes_ouverts import list_postes
from services.appels_fonds.suivi.attendus import EtatAttendu
from services.appels_fonds.suivi.calendrier import load_suivi
from shared.acteurs import Acteur
from shared.models import Copropriete
from shared.patrimoine.lectures import visible_coproprietes

MOIS_PREVUS = 12


@dataclass
class LigneTresorerie:
    """One copropriété: centimes to pay by month. ``ouvert``: called, not paid; ``prevu``: expected from votes."""

    copropriete: str
    nom: str
    ouvert: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    prevu: dict[str, int] = field(default_factory=lambda: defaultdict(int))

    def total(self, mois: str | None = None) -> int:
        """What a month asks, or all of them."""
        wanted = [mois] if mois else [*self.ouvert, *self.prevu.keys() - self.ouvert.keys()]
        return sum(self.ouvert.get(one, 0) + self.prevu.get(one, 0) for one in wanted)


@dataclass(frozen=True)
class Tresorerie:
    """The months shown (``2026-04``) and a line for each copropriété that has something to pay."""

    mois: Sequence[str]
    lignes: Sequence[LigneTresorerie]

    def total(self, mois: str) -> int:
        """What a month asks over all of them."""
        return sum(ligne.total(mois) for ligne in self.lignes)


def load_tresorerie(session: Session, acteur: Acteur, aujourdhui: date) -> Tresorerie:
    """The next twelve months. What is open and due before today stands in this month: it is to pay now."""
    first = aujourdhui.replace(day=1)
    mois = [name_mois(first, rang) for rang in range(MOIS_PREVUS)]
    last = first + timedelta(days=366)
    visible = {row.id: row for row in session.execute(
        visible_coproprietes(acteur).with_only_columns(Copropriete.id, Copropriete.code, Copropriete.nom)
    )}  # fmt: skip
    lignes = {row.code: LigneTresorerie(row.code, row.nom) for row in visible.values()}
    for poste in list_postes(session, visible, jusqu_au=last):
        month = max(poste.exigible, first).strftime("%Y-%m")
        lignes[visible[poste.copropriete_id].code].ouvert[month] += poste.solde_centimes
    for one in load_suivi(session, acteur, first - timedelta(days=92), last, aujourdhui).appels:
        if one.etat is not EtatAttendu.RECU:
            month = max(one.prevu.exigible, first).strftime("%Y-%m")
            lignes[one.prevu.copropriete].prevu[month] += one.reste_centimes
    shown = [ligne for ligne in lignes.values() if any(ligne.total(one) for one in mois)]
    return Tresorerie(mois, sorted(shown, key=lambda ligne: ligne.copropriete))


def name_mois(first: date, rang: int) -> str:
    """The month some ranks after: ``2026-04``."""
    annees, mois = divmod(first.month - 1 + rang, 12)
    return f"{first.year + annees}-{mois + 1:02d}"
