"""What a file would do, computed and never stored: the same analysis serves the preview and the integration.

Reading gives lines and faults; this room adds what only our tables know: the same file integrated before, the same
line called before, in the suite or before it was in use, and the controls.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from hashlib import sha256

from sqlalchemy.orm import Session

from services.appels_fonds.controles.appels_lus import AppelLu, group_appels
from services.appels_fonds.controles.registre import run_controles
from services.appels_fonds.lecture.cellules_corrigees import Corrections
from services.appels_fonds.lecture.classeurs import read_appel
from services.appels_fonds.lecture.lignes import LectureAppel, LigneLue
from services.appels_fonds.lecture.patrimoine.referentiel import Patrimoine, Profil
from services.appels_fonds.paiements.regles_iban import normalise_iban
from services.appels_fonds.profils.dispositions import tell_dispositions
from services.appels_fonds.profils.versions import (
    ProfilEnVigueur,
    find_profil,
    find_syndic_id,
    list_alias_coproprietes,
)
from services.appels_fonds.reception.anomalies import A_CONFIRMER, BLOQUANTE, PAIEMENT, Anomalie, order_anomalies
from services.appels_fonds.reception.dossiers_appels import load_connaissances
from services.appels_fonds.reception.jumeaux import (
    find_integrated,
    load_jumelles,
    natural_key,
    tell_doubles,
    tell_imported,
)
from services.appels_fonds.reception.referentiels import fill_lots, load_patrimoine
from shared.acteurs import Acteur
from shared.memoire import without_collection
from shared.presentation import today
from shared.taches import Suivi

ACCEPTE, AVEC_AVERTISSEMENTS, REFUSE = "accepte", "accepte_avec_avertissements", "refuse"
DOUBLES = ("DEJA_IMPORTE", "DEJA_APPELE")


@dataclass(frozen=True, slots=True)
class FichierLu:
    """One file, read and not checked yet: what its own words say, whatever is posted or voted. ``syndic_id``: that of
    its copropriétés, when they tell one; ``profil``: his, when he has one."""

    nom: str
    empreinte: str
    lecture: LectureAppel
    syndic_id: int | None
    profil: ProfilEnVigueur | None


@dataclass(frozen=True)
class Analyse:
    """One file, read and checked. ``lignes`` are the lines to post: none when the file is refused.

    ``syndic_id``: that of its copropriétés, when they tell one; ``profil``: his, when he has one.
    ``ibans_contestes``: accounts the file asks to pay, that we do not know for any of its copropriétés.
    ``deja``: lines of this very file that an earlier integration in part already posted.
    """

    nom: str
    empreinte: str
    lecture: LectureAppel
    anomalies: tuple[Anomalie, ...]
    ibans_contestes: tuple[str, ...] = ()
    syndic_id: int | None = None
    profil: ProfilEnVigueur | None = None
    deja: tuple[LigneLue, ...] = ()

    @property
    def issue(self) -> str:
        """``refuse`` when a fault blocks, ``accepte_avec_avertissements`` when one asks for a decision."""
        levels = {anomalie.gravite for anomalie in self.anomalies}
        if BLOQUANTE in levels:
            return REFUSE
        return AVEC_AVERTISSEMENTS if levels & {A_CONFIRMER, PAIEMENT} else ACCEPTE

    @property
    def lignes(self) -> Sequence[LigneLue]:
        """The lines to post."""
        return () if self.issue == REFUSE else self.lecture.lignes

    @property
    def total_centimes(self) -> int:
        """What the lines to post sum to."""
        return sum(ligne.montant_centimes for ligne in self.lignes)

    @cached_property
    def appels_libres(self) -> Sequence[AppelLu]:
        """The calls that no blocking fault touches; none when a fault may touch any of them."""
        return group_appels(list_libres(self.lecture.lignes, self.anomalies), self.lecture.releves)

    @property
    def has_double(self) -> bool:
        """Is some of it posted already, by another import or before the suite?"""
        return any(anomalie.code in DOUBLES for anomalie in self.anomalies)

    @property
    def is_deja_recu(self) -> bool:
        """Nothing blocks but what is posted already: the sender has nothing to mend."""
        bloquantes = [anomalie for anomalie in self.anomalies if anomalie.gravite == BLOQUANTE]
        return bool(bloquantes) and all(anomalie.code in DOUBLES for anomalie in bloquantes)

    @property
    def a_confirmer(self) -> list[str]:
        """The codes that need a comment before integration; of a refused file, before that of its free calls alone."""
        points = [anomalie for anomalie in self.anomalies if anomalie.gravite == A_CONFIRMER]
        if self.issue == REFUSE:
            libres = {appel.copropriete for appel in self.appels_libres}
            points = [point for point in points if not point.coproprietes or libres.intersection(point.coproprietes)]
        return sorted({point.code for point in points})

    def count(self, gravite: str) -> int:
        """How many faults of a level."""
        return sum(anomalie.gravite == gravite for anomalie in self.anomalies)


def list_libres(lignes: Sequence[LigneLue], anomalies: Sequence[Anomalie]) -> Sequence[LigneLue]:
    """The lines of the copropriétés that no blocking fault touches; none when a fault may touch any of them."""
    touchees = _list_touchees(lignes, anomalies)
    return [ligne for ligne in lignes if ligne.copropriete not in touchees] if touchees else lignes


def _list_touchees(lignes: Sequence[LigneLue], anomalies: Sequence[Anomalie]) -> set[str]:
    """Codes of the copropriétés of these lines that a blocking fault may touch."""
    bloquantes = [anomalie for anomalie in anomalies if anomalie.gravite == BLOQUANTE]
    if not all(anomalie.coproprietes for anomalie in bloquantes):
        return {ligne.copropriete for ligne in lignes}
    return {code for anomalie in bloquantes for code in anomalie.coproprietes}


def list_certaines(lignes: Sequence[LigneLue], anomalies: Sequence[Anomalie]) -> Sequence[LigneLue]:
    """The lines that no blocking fault puts in doubt: those of a row of its own, or of a whole sheet."""
    bloquantes = [anomalie for anomalie in anomalies if anomalie.gravite == BLOQUANTE]
    if any(anomalie.feuille is None for anomalie in bloquantes):
        return ()
    feuilles = {anomalie.feuille for anomalie in bloquantes if anomalie.rangees is None}
    rangees = {
        (anomalie.feuille, numero)
        for anomalie in bloquantes
        if anomalie.rangees is not None
        for numero in range(anomalie.rangees[0], anomalie.rangees[1] + 1)
    }
    if not (feuilles or rangees):
        return lignes
    return [ligne for ligne in lignes if ligne.feuille not in feuilles and (ligne.feuille, ligne.ligne) not in rangees]


def analyse_fichier(
    session: Session,
    acteur: Acteur,
    contenu: bytes,
    nom: str,
    *,
    aujourdhui: date | None = None,
    import_id: int | None = None,
    corrections: Corrections | None = None,
    pressenties: Sequence[str] = (),
) -> Analyse:
    """Read a file, by the profile of its syndic, and check it against what is posted and what was voted.

    Writes nothing. The controls run on the lines that no blocking fault puts in doubt; those that rest on a whole call,
    on the calls that none touches.

    :param aujourdhui: the day of reading, for the controls that depend on it; today when not given.
    :param corrections: values that a person gave for some cells.
    :param pressenties: codes of the copropriétés that an earlier reading found, so that one reading is enough.
    :param import_id: the import that keeps this file, when there is one: what it posted itself is no double.
    """
    patrimoine = load_patrimoine(session, acteur)
    with without_collection():
        lu = read_fichier(session, contenu, nom, patrimoine, corrections, pressenties=pressenties)
        return _check(session, patrimoine, lu, aujourdhui or today(), import_id)


def check_fichier(session: Session, acteur: Acteur, lu: FichierLu, *, import_id: int | None = None) -> Analyse:
    """Check a file that was read before, against what is posted and what was voted now."""
    with without_collection():
        return _check(session, load_patrimoine(session, acteur), lu, today(), import_id)


def _check(session: Session, patrimoine: Patrimoine, lu: FichierLu, aujourdhui: date, import_id: int | None) -> Analyse:
    nom, empreinte, lecture, syndic_id, profil = lu.nom, lu.empreinte, lu.lecture, lu.syndic_id, lu.profil
    twin = find_integrated(session, empreinte, sauf=import_id)
    if twin is not None:
        return Analyse(
            nom, empreinte, lecture, _order(lecture, [*lecture.anomalies, tell_imported(session, twin)]),
            syndic_id=syndic_id, profil=profil,
        )  # fmt: skip
    jumelles = load_jumelles(session, lecture.lignes) if lecture.lignes else {}
    siennes = {cle for cle, twin in jumelles.items() if import_id is not None and twin.import_id == import_id}
    deja: tuple[LigneLue, ...] = ()
    if siennes:
        deja = tuple(ligne for ligne in lecture.lignes if natural_key(ligne) in siennes)
        lecture = replace(lecture, lignes=tuple(x for x in lecture.lignes if natural_key(x) not in siennes))
    anomalies = [*lecture.anomalies, *tell_doubles(lecture.lignes, jumelles)]
    if profil is not None:
        anomalies += tell_dispositions(profil.contenu, lecture)
    certaines, contestes = list_certaines(lecture.lignes, anomalies), []
    if certaines:
        ibans = list(dict.fromkeys(map(normalise_iban, lecture.ibans)))
        connu = load_connaissances(session, patrimoine, certaines, aujourdhui, ibans)
        touchees = _list_touchees(certaines, anomalies)
        anomalies += run_controles(group_appels(certaines, lecture.releves, ibans, touchees), connu)
        contestes = [iban for iban in ibans if iban not in connu.comptes]
    return Analyse(nom, empreinte, lecture, _order(lecture, anomalies), tuple(contestes), syndic_id, profil, deja)


def _order(lecture: LectureAppel, anomalies: Sequence[Anomalie]) -> tuple[Anomalie, ...]:
    return tuple(order_anomalies(anomalies, lecture.couverture.feuilles))


def read_fichier(
    session: Session,
    contenu: bytes,
    nom: str,
    patrimoine: Patrimoine,
    corrections: Corrections | None = None,
    suivre: Suivi | None = None,
    pressenties: Sequence[str] = (),
) -> FichierLu:
    """Read by the profile of the syndic of the copropriétés that are expected, with the names learnt for every one when
    none is; read again when the file turns out to be of a syndic who has another profile."""
    with without_collection():
        fill_lots(session, patrimoine, pressenties)
        suppose = find_profil(session, find_syndic_id(session, pressenties))
        lecture = read_appel(contenu, nom, patrimoine, _choose_regles(session, suppose), corrections, suivre)
        syndic_id = find_syndic_id(session, lecture.couverture.coproprietes)
        profil = find_profil(session, syndic_id)
        if _corrections(profil) != _corrections(suppose):
            lecture = read_appel(contenu, nom, patrimoine, _choose_regles(session, profil), corrections, suivre)
    return FichierLu(nom, sha256(contenu).hexdigest(), lecture, syndic_id, profil)


def _choose_regles(session: Session, profil: ProfilEnVigueur | None) -> Profil:
    if profil is not None and profil.has_corrections:
        return profil.regles
    return Profil(coproprietes=list_alias_coproprietes(session))


def _corrections(profil: ProfilEnVigueur | None) -> tuple[int, int] | None:
    """Which profile changes how a file is read, if any does."""
    return (profil.syndic_id, profil.version) if profil is not None and profil.has_corrections else None
