"""The client's posting scheme, versioned by exercise: edited as a project, simulated, then adopted as a whole."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace

from sqlalchemy import func, select
from sqlalchemy.orm import Session, selectinload

from services.appels_fonds.comptabilite.exercices import EXERCICE_ENTIER, closed_months
from services.appels_fonds.comptabilite.plan_comptable import load_plan
from services.appels_fonds.comptabilite.schema_comptable import COMPTES, REGLES, RegleImputation, Schema
from services.appels_fonds.models import RegleComptable, SchemaComptable, StatutSchema
from shared.acteurs import Acteur
from shared.audit import record_acte
from shared.errors import InvalidError, NotFoundError, RefusedError
from shared.models import Copropriete, now

Regles = dict[str, RegleImputation]


@dataclass(frozen=True, slots=True)
class RegleSaisie:
    """One row as typed: the accounts of a case, for one copropriété (its code) or for all of them."""

    cas: str
    copropriete: str | None
    compte: str
    compte_recuperable: str | None
    compte_tiers: str
    raison: str


@dataclass
class _Version:
    """One version unfolded: rows for all, rows of one copropriété, labels of the chart."""

    version: int
    libelles: dict[str, str]
    communes: Regles = field(default_factory=lambda: dict(REGLES))
    propres: dict[int, Regles] = field(default_factory=dict)

    def schema(self, copropriete_id: int | None) -> Schema:
        """What applies to a copropriété."""
        propres = self.propres.get(copropriete_id or 0)
        return Schema(self.version, {**self.communes, **propres} if propres else self.communes, self.libelles)


def load_schema(session: Session, exercice: int, copropriete_id: int | None = None) -> Schema:
    """The scheme in force: the default rows, then the client's, then those of the copropriété.

    Read once a transaction and exercise.
    """
    key = ("schema", exercice)
    if key not in session.info:
        session.info[key] = _unfold(session, find_schema(session, exercice, StatutSchema.ADOPTE), exercice)
    unfolded: _Version = session.info[key]
    return unfolded.schema(copropriete_id)


def load_project(session: Session, exercice: int) -> Callable[[int | None], Schema]:
    """The project of an exercise: what would apply to a copropriété, given its id.

    :raises NotFoundError: there is none.
    """
    return _unfold(session, _require_project(session, exercice), exercice).schema


def find_schema(session: Session, exercice: int, statut: StatutSchema) -> SchemaComptable | None:
    """The adopted scheme of an exercise, or its project."""
    return session.scalar(
        select(SchemaComptable)
        .where(SchemaComptable.exercice == exercice, SchemaComptable.statut == statut)
        .options(selectinload(SchemaComptable.regles))
    )


def list_saisies(session: Session, exercice: int) -> list[RegleSaisie]:
    """The rows to edit, every case there: those of the project, else of the adopted scheme, else the default ones."""
    shown = find_schema(session, exercice, StatutSchema.PROJET) or find_schema(session, exercice, StatutSchema.ADOPTE)
    unfolded = _unfold(session, shown, exercice)
    codes = {row.id: row.code for row in session.execute(
        select(Copropriete.id, Copropriete.code).where(Copropriete.id.in_(list(unfolded.propres)))
    )}  # fmt: skip
    own = [(cas, codes[copropriete_id], regle) for copropriete_id, regles in unfolded.propres.items()
           for cas, regle in regles.items()]  # fmt: skip
    return [
        RegleSaisie(cas, code, regle.compte, regle.compte_recuperable, regle.compte_tiers, regle.raison)
        for cas, code, regle in [*((cas, None, regle) for cas, regle in unfolded.communes.items()), *own]
    ]


def list_versions(session: Session, exercice: int) -> Sequence[SchemaComptable]:
    """Every version of an exercise, the latest first."""
    return session.scalars(
        select(SchemaComptable).where(SchemaComptable.exercice == exercice).order_by(SchemaComptable.version.desc())
    ).all()


def _unfold(session: Session, schema: SchemaComptable | None, exercice: int) -> _Version:
    found = _Version(schema.version if schema else 0, load_plan(session, exercice))
    for row in schema.regles if schema else ():
        if row.cas in REGLES:
            regle = replace(
                REGLES[row.cas], compte=row.compte, compte_recuperable=row.compte_recuperable,
                compte_tiers=row.compte_tiers, raison=row.raison,
            )  # fmt: skip
            target = found.communes if row.copropriete_id is None else found.propres.setdefault(row.copropriete_id, {})
            target[row.cas] = regle
    return found


def save_project(session: Session, acteur: Acteur, exercice: int, saisies: Iterable[RegleSaisie]) -> SchemaComptable:
    """Write the project of an exercise, replacing the one there was. Nothing is posted by it yet.

    :raises InvalidError: every unknown case, copropriété or account in one pass.
    """
    saisies = list(saisies)
    codes = {saisie.copropriete for saisie in saisies if saisie.copropriete}
    ids = {
        row.code: row.id
        for row in session.execute(select(Copropriete.code, Copropriete.id).where(Copropriete.code.in_(codes)))
    }
    fautes = _faults(saisies, ids, load_plan(session, exercice) or dict.fromkeys(COMPTES, ""))
    if fautes:
        raise InvalidError("Le schéma n’est pas enregistré : corrigez ces lignes.", fautes=fautes)
    project = find_schema(session, exercice, StatutSchema.PROJET)
    if project is None:
        version = session.scalar(select(func.max(SchemaComptable.version)).where(SchemaComptable.exercice == exercice))
        project = SchemaComptable(exercice=exercice, version=(version or 0) + 1, statut=StatutSchema.PROJET, regles=[])
        session.add(project)
    project.cree_par, project.cree_le = acteur.courriel, now()
    project.regles.clear()
    session.flush()
    project.regles.extend(
        RegleComptable(
            cas=saisie.cas, copropriete_id=ids.get(saisie.copropriete or ""), compte=saisie.compte,
            compte_recuperable=saisie.compte_recuperable, compte_tiers=saisie.compte_tiers, raison=saisie.raison,
        )
        for saisie in saisies
    )  # fmt: skip
    session.flush()
    record_acte(
        session, acteur, "prépare un schéma comptable", "schema", f"{exercice} v{project.version}",
        detail={"regles": len(saisies)},
    )  # fmt: skip
    return project


def _faults(saisies: Sequence[RegleSaisie], ids: dict[str, int], plan: dict[str, str]) -> list[dict[str, str]]:
    fautes, seen = [], set()
    for rang, saisie in enumerate(saisies, start=1):
        ou = f"ligne {rang}, {REGLES[saisie.cas].libelle if saisie.cas in REGLES else saisie.cas}"
        if saisie.cas not in REGLES:
            fautes.append({"ou": ou, "message": f"« {saisie.cas} » n’est pas un cas du schéma"})
            continue
        if saisie.copropriete and saisie.copropriete not in ids:
            fautes.append({"ou": ou, "message": f"la copropriété « {saisie.copropriete} » n’existe pas"})
        if (saisie.cas, saisie.copropriete) in seen:
            fautes.append({"ou": ou, "message": "ce cas est donné deux fois"})
        seen.add((saisie.cas, saisie.copropriete))
        for compte in filter(None, (saisie.compte, saisie.compte_recuperable, saisie.compte_tiers)):
            if compte not in plan:
                fautes.append({"ou": ou, "message": f"le compte {compte} n’est pas dans le plan comptable"})
        if saisie.compte_tiers and saisie.compte_tiers[:3] not in ("401", "404", "467"):
            fautes.append({"ou": ou, "message": f"{saisie.compte_tiers} n’est pas un compte de tiers (401, 404, 467)"})
        if not saisie.compte or not saisie.compte_tiers:
            fautes.append({"ou": ou, "message": "le compte et le compte du syndicat sont à remplir"})
    return fautes


def adopt_project(session: Session, acteur: Acteur, exercice: int, *, motif: str) -> SchemaComptable:
    """Put the project in force for its exercise; the version it replaces stays readable. Drafts are for the caller.

    :raises NotFoundError: no project.
    :raises RefusedError: the exercise is closed.
    """
    project = _require_project(session, exercice)
    if (exercice, EXERCICE_ENTIER) in closed_months(session):
        raise RefusedError(f"L’exercice {exercice} est clos : son schéma ne change plus.", code="EXERCICE_CLOS")
    if not motif.strip():
        raise InvalidError("Dites pourquoi le schéma change : la raison reste au journal.", code="MOTIF_ABSENT")
    former = find_schema(session, exercice, StatutSchema.ADOPTE)
    if former is not None:
        former.statut = StatutSchema.REMPLACE
        session.flush()
    project.statut, project.motif = StatutSchema.ADOPTE, motif.strip()
    project.adopte_par, project.adopte_le = acteur.courriel, now()
    session.flush()
    session.info.pop(("schema", exercice), None)
    record_acte(
        session, acteur, "adopte un schéma comptable", "schema", f"{exercice} v{project.version}",
        detail={"motif": motif.strip(), "remplace": former.version if former else 0},
    )  # fmt: skip
    return project


def drop_project(session: Session, acteur: Acteur, exercice: int) -> None:
    """Give the project up.

    :raises NotFoundError: there is none.
    """
    project = _require_project(session, exercice)
    record_acte(session, acteur, "abandonne un projet de schéma", "schema", f"{exercice} v{project.version}")
    session.delete(project)
    session.flush()


def _require_project(session: Session, exercice: int) -> SchemaComptable:
    project = find_schema(session, exercice, StatutSchema.PROJET)
    if project is None:
        raise NotFoundError(f"Aucun projet de schéma pour {exercice}.", code="PROJET_ABSENT")
    return project
