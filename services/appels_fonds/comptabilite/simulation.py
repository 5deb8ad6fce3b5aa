"""What another posting scheme would change: the calls of an exercise posted again on paper, account by account."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from services.appels_fonds.comptabilite.choix_travaux import load_choix
from services.appels_fonds.comptabilite.ecritures import redraft_appel
from services.appels_fonds.comptabilite.imputation import LigneAImputer, build_jambes
from services.appels_fonds.comptabilite.schemas_comptables import (
    RegleSaisie,
    adopt_project,
    find_schema,
    list_saisies,
    load_project,
    load_schema,
)
from services.appels_fonds.comptabilite.taux_recuperables import choose_taux, load_taux
from services.appels_fonds.models import AppelFonds, Ecriture, LigneAppel, StatutAppel, StatutEcriture, StatutSchema
from services.appels_fonds.natures import Nature
from shared.acteurs import Acteur
from shared.models import CleRepartition


@dataclass(frozen=True, slots=True)
class EcartCompte:
    """An account, its balance by the scheme in force and by the project; debit − credit in centimes."""

    compte: str
    libelle: str
    avant_centimes: int
    apres_centimes: int

    @property
    def ecart_centimes(self) -> int:
        """What the project would move."""
        return self.apres_centimes - self.avant_centimes


@dataclass(frozen=True)
class Simulation:
    """The accounts that would move, and how many calls: drafts are posted again at the adoption, validated ones not."""

    comptes: tuple[EcartCompte, ...]
    brouillons: int
    validees: int


def simulate_project(session: Session, exercice: int) -> Simulation:
    """Post every live call of the exercise by both schemes. Nothing is written.

    :raises NotFoundError: no project.
    """
    before: dict[str, int] = defaultdict(int)
    after: dict[str, int] = defaultdict(int)
    libelles: dict[str, str] = {}
    counts = {StatutAppel.BROUILLON: 0, StatutAppel.VALIDE: 0}
    lignes, unfolded = _lignes(session, exercice), load_project(session, exercice)
    for appel in _appels(session, exercice):
        current, project = load_schema(session, exercice, appel.copropriete_id), unfolded(appel.copropriete_id)
        counts[appel.statut] += 1
        rates = choose_taux(load_taux(session, appel.copropriete_id), {ligne.cle for ligne in lignes[appel.id]}).taux
        for totals, schema in ((before, current), (after, project)):
            for jambe in build_jambes(lignes[appel.id], rates, schema):
                totals[jambe.compte] += jambe.debit_centimes - jambe.credit_centimes
                libelles[jambe.compte] = jambe.compte_libelle
    comptes = tuple(
        EcartCompte(compte, libelles[compte], before[compte], after[compte])
        for compte in sorted(before.keys() | after.keys())
        if before[compte] != after[compte]
    )
    return Simulation(comptes, counts[StatutAppel.BROUILLON], counts[StatutAppel.VALIDE])


def _appels(session: Session, exercice: int) -> list[AppelFonds]:
    found = select(AppelFonds).where(
        AppelFonds.exigible.between(date(exercice, 1, 1), date(exercice, 12, 31)),
        AppelFonds.statut != StatutAppel.ANNULE,
    )
    return list(session.scalars(found.options(joinedload(AppelFonds.copropriete)).order_by(AppelFonds.id)))


def _lignes(session: Session, exercice: int) -> dict[int, list[LigneAImputer]]:
    rows = session.execute(
        select(LigneAppel.appel_id, LigneAppel.nature, CleRepartition.code, LigneAppel.montant_centimes)
        .join(CleRepartition, CleRepartition.id == LigneAppel.cle_repartition_id)
        .where(
            LigneAppel.vive.is_(True),
            LigneAppel.exigible.between(date(exercice, 1, 1), date(exercice, 12, 31)),
        )
        .order_by(LigneAppel.id)
    )
    found: dict[int, list[LigneAImputer]] = defaultdict(list)
    choix: dict[int, dict[str, str]] = {}
    for appel_id, nature, cle, montant in rows:
        variante = None
        if nature in (Nature.TRAVAUX, Nature.ANNULATION_TRAVAUX):
            choix[appel_id] = choix.get(appel_id) or load_choix(session, appel_id)
            variante = choix[appel_id].get(cle)
        found[appel_id].append(LigneAImputer(Nature(nature), cle, montant, variante))
    return found


def adopt_and_redraft(session: Session, acteur: Acteur, exercice: int, *, motif: str, aujourdhui: date) -> int:
    """Adopt the project and post the drafts of the exercise by it; validated entries keep theirs. Returns how many."""
    schema = adopt_project(session, acteur, exercice, motif=motif)
    drafts = session.scalars(
        select(AppelFonds)
        .join(Ecriture, Ecriture.appel_id == AppelFonds.id)
        .where(Ecriture.statut == StatutEcriture.BROUILLON, Ecriture.contrepasse_id.is_(None),
               Ecriture.exercice == exercice, AppelFonds.statut == StatutAppel.BROUILLON)
        .distinct()
    ).all()  # fmt: skip
    for appel in drafts:
        redraft_appel(session, acteur, appel, aujourdhui=aujourdhui, motif=f"schéma {exercice} v{schema.version}")
    return len(drafts)


@dataclass(frozen=True)
class SchemaDecrit:
    """The scheme of a year: its version in force (0: the default one), the rows to edit, what its project would do."""

    exercice: int
    version: int
    regles: list[RegleSaisie]
    projet: Simulation | None


def describe_schema(session: Session, exercice: int) -> SchemaDecrit:
    """The scheme of a year, and its project simulated when there is one."""
    adopted = find_schema(session, exercice, StatutSchema.ADOPTE)
    project = find_schema(session, exercice, StatutSchema.PROJET)
    return SchemaDecrit(
        exercice, adopted.version if adopted else 0, list_saisies(session, exercice),
        simulate_project(session, exercice) if project else None,
    )  # fmt: skip
