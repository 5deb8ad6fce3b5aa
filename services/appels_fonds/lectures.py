"""What the pages of appels_fonds read."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session, joinedload, selectinload

from services.appels_fonds.acces import visible_imports
from services.appels_fonds.comptabilite.schema_comptable import COMPTE_SYNDICAT
from services.appels_fonds.models import (
    AppelFonds,
    Ecriture,
    ImportAppel,
    LigneAppel,
    LigneEcriture,
    StatutAppel,
    StatutEcriture,
    StatutImport,
)
from services.appels_fonds.reception.imports import EN_ATTENTE
from shared.acteurs import Acteur, Permission
from shared.auteurs import name_auteurs
from shared.errors import NotFoundError
from shared.models import Copropriete
from shared.patrimoine.lectures import get_copropriete, visible_coproprietes
from shared.web.a_faire import AFaire, urgency

PAR_PAGE = 50


@dataclass(frozen=True)
class FiltreAppels:
    """What the list of calls is narrowed to; all of it is in the address."""

    copropriete: str = ""
    statut: str = ""
    annee: int | None = None
    page: int = 1


@dataclass(frozen=True)
class PageAppels:
    """One page of the list, with the totals of the whole filtered list."""

    appels: Sequence[AppelFonds]
    nombre: int
    total_centimes: int
    filtre: FiltreAppels

    @property
    def pages(self) -> int:
        """How many pages the list has."""
        return max(1, -(-self.nombre // PAR_PAGE))


def list_appels(session: Session, acteur: Acteur, filtre: FiltreAppels) -> PageAppels:
    """The visible calls, latest due date first."""
    statement = _visible_appels(acteur)
    if filtre.copropriete:
        statement = statement.where(Copropriete.code == filtre.copropriete)
    if filtre.statut in StatutAppel.__members__:
        statement = statement.where(AppelFonds.statut == StatutAppel(filtre.statut))
    if filtre.annee:
        statement = statement.where(AppelFonds.exigible.between(date(filtre.annee, 1, 1), date(filtre.annee, 12, 31)))
    found = statement.with_only_columns(AppelFonds.total_centimes, AppelFonds.statut).subquery()
    nombre = session.scalar(select(func.count()).select_from(found)) or 0
    total = session.scalar(select(func.sum(found.c.total_centimes)).where(found.c.statut != StatutAppel.ANNULE))
    appels = session.scalars(
        statement.options(joinedload(AppelFonds.copropriete), joinedload(AppelFonds.syndic))
        .order_by(AppelFonds.exigible.desc(), AppelFonds.numero)
        .limit(PAR_PAGE)
        .offset((filtre.page - 1) * PAR_PAGE)
    ).all()
    return PageAppels(appels, nombre, int(total or 0), filtre)


def _visible_appels(acteur: Acteur) -> Select[AppelFonds]:
    visible = visible_coproprietes(acteur).with_only_columns(Copropriete.id)
    return select(AppelFonds).join(Copropriete).where(AppelFonds.copropriete_id.in_(visible))


def get_appel(session: Session, acteur: Acteur, numero: str) -> AppelFonds:
    """One call with its lines and entries.

    :raises NotFoundError: unknown, or of a copropriété this agent does not see.
    """
    appel = session.scalar(
        _visible_appels(acteur)
        .where(AppelFonds.numero == numero)
        .options(
            joinedload(AppelFonds.copropriete),
            joinedload(AppelFonds.import_appel),
            selectinload(AppelFonds.lignes).joinedload(LigneAppel.cle),
            selectinload(AppelFonds.ecritures).selectinload(Ecriture.lignes),
        )
    )
    if appel is None:
        raise NotFoundError("Cet appel n’existe pas, ou ne relève pas de vos agences.", code="APPEL_INCONNU")
    return appel


def list_imports(
    session: Session, acteur: Acteur, *, waiting_only: bool = False, limit: int = 30
) -> Sequence[ImportAppel]:
    """The imports, latest first; only those that still need somebody when ``waiting_only``."""
    statement = (
        visible_imports(acteur).options(selectinload(ImportAppel.appels)).order_by(ImportAppel.id.desc()).limit(limit)
    )
    if waiting_only:
        statement = statement.where(ImportAppel.statut.in_(EN_ATTENTE))
    return session.scalars(statement).all()


@dataclass(frozen=True)
class Brouillons:
    """The draft entries: those that can be validated today, and those dated later."""

    echus: int
    a_venir: int


def count_brouillons(session: Session, aujourdhui: date) -> Brouillons:
    """How many drafts wait for validation."""
    due, total = session.execute(
        select(func.count().filter(Ecriture.date_ecriture <= aujourdhui), func.count()).where(
            Ecriture.statut == StatutEcriture.BROUILLON
        )
    ).one()
    return Brouillons(due, total - due)


@dataclass(frozen=True)
class Situation:
    """What the panel of a copropriété shows: its balance, and its latest calls. Balance: what we owe the syndicat."""

    copropriete: Copropriete
    solde_valide_centimes: int
    solde_brouillon_centimes: int
    appels: Sequence[AppelFonds]


def load_situation(session: Session, acteur: Acteur, code: str, *, limit: int = 6) -> Situation:
    """The balance of our account with a syndicat, and its latest calls.

    :raises NotFoundError: unknown copropriété, or not visible to this agent.
    """
    copropriete = get_copropriete(session, acteur, code)
    soldes = {
        statut: int(solde)
        for statut, solde in session.execute(
            select(Ecriture.statut, func.sum(LigneEcriture.credit_centimes - LigneEcriture.debit_centimes))
            .join(Ecriture, Ecriture.id == LigneEcriture.ecriture_id)
            .where(LigneEcriture.compte == COMPTE_SYNDICAT, LigneEcriture.auxiliaire == copropriete.code)
            .group_by(Ecriture.statut)
        )
    }
    appels = session.scalars(
        select(AppelFonds)
        .where(AppelFonds.copropriete_id == copropriete.id, AppelFonds.statut != StatutAppel.ANNULE)
        .order_by(AppelFonds.exigible.desc(), AppelFonds.numero.desc())
        .limit(limit)
    ).all()
    return Situation(
        copropriete,
        soldes.get(StatutEcriture.VALIDEE, 0),
        soldes.get(StatutEcriture.BROUILLON, 0),
        appels,
    )


def list_a_faire(session: Session, acteur: Acteur, aujourdhui: date) -> list[AFaire]:
    """What needs an accountant: previews to confirm, refused files to send back, entries to validate."""
    if not acteur.can(Permission.IMPORTER_APPEL):
        return []
    attendus = list_imports(session, acteur, waiting_only=True)
    noms = name_auteurs(session, {apercu.lu_par for apercu in attendus})
    found = [_to_do(apercu, noms[apercu.lu_par]) for apercu in attendus]
    echus = count_brouillons(session, aujourdhui).echus
    if echus:
        found.append(
            AFaire(
                titre=f"{echus} écriture{'s' if echus > 1 else ''} à valider",
                detail="Appels arrivés à exigibilité",
                action="Valider les écritures",
                lien="/appels-fonds/validation",
                urgence=urgency(aujourdhui, aujourdhui),
                echeance=aujourdhui,
            )
        )
    return found


def _to_do(apercu: ImportAppel, par: str) -> AFaire:
    is_refused = apercu.statut != StatutImport.APERCU
    etat = {StatutImport.APERCU: "à confirmer", StatutImport.PARTIEL: "reste à traiter"}.get(apercu.statut, "refusé")
    return AFaire(
        titre=f"{apercu.nom_fichier} : {etat}",
        detail=f"Déposé par {par}, {apercu.nombre_lignes} lignes",
        action="Voir les fautes" if is_refused else "Relire et intégrer",
        lien=f"/appels-fonds/imports/{apercu.id}",
        urgence="proche",
    )
