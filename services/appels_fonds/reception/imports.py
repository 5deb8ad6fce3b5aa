"""From a dropped file to integrated calls, and back: preview, integrate, give up, undo.

A preview keeps the file and a summary; its lines are read again each time it is looked at, so that what is shown is
what would be integrated now. A file integrates whole or not at all.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import PurePosixPath, PureWindowsPath
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from services.appels_fonds.acces import get_import, refuse_unless_all_visible
from services.appels_fonds.comptabilite.ecritures import undo_ecritures
from services.appels_fonds.lecture.lignes import LigneLue
from services.appels_fonds.models import (
    AppelFonds,
    GenreCompte,
    ImportAppel,
    LigneAppel,
    StatutAppel,
    StatutImport,
)
from services.appels_fonds.paiements.comptes_bancaires import compare_iban
from services.appels_fonds.paiements.postes_ouverts import refuse_if_in_remise
from services.appels_fonds.profils.dispositions import learn_dispositions
from services.appels_fonds.reception.analyses import (
    REFUSE,
    Analyse,
    FichierLu,
    analyse_fichier,
    check_fichier,
)
from services.appels_fonds.reception.anomalies import BLOQUANTE, GRAVITES
from services.appels_fonds.reception.integration import integrate_lignes
from services.appels_fonds.suivi.soldes import record_soldes_lus
from shared.acteurs import Acteur
from shared.audit import record_acte
from shared.auteurs import name_auteur
from shared.documents import keep_document, read_document
from shared.errors import InvalidError, RefusedError, StaleError
from shared.memoire import without_collection
from shared.messages import AppelFondsAnnule, AppelRefuse
from shared.models import Copropriete, now
from shared.outbox import publish
from shared.presentation import day_of
from shared.taches import Suivi, untold

ANOMALIES_GARDEES = 200
EN_ATTENTE = (StatutImport.APERCU, StatutImport.REFUSE, StatutImport.PARTIEL)
INTEGRES = (StatutImport.INTEGRE, StatutImport.PARTIEL)


def preview_import(session: Session, acteur: Acteur, contenu: bytes, nom: str) -> tuple[ImportAppel, Analyse]:
    """Keep a dropped file and what was found in it. Nothing is posted; the same file again refreshes its preview."""
    analyse = analyse_fichier(session, acteur, contenu, base_name(nom))
    apercu = keep_preview(session, acteur, contenu, analyse)
    if apercu.corrections:
        analyse = analyse_again(session, acteur, apercu)
        write_apercu(apercu, analyse)
    return apercu, analyse


def keep_preview(session: Session, acteur: Acteur, contenu: bytes, analyse: Analyse) -> ImportAppel:
    """Keep a file and the summary of its analysis."""
    document = keep_document(session, acteur, contenu, nom=analyse.nom, genre="appel_de_fonds")
    known = session.scalar(
        select(ImportAppel).where(
            ImportAppel.sha256 == analyse.empreinte,
            ImportAppel.statut.in_((StatutImport.APERCU, StatutImport.REFUSE)),
        )
    )
    apercu = known or ImportAppel(sha256=analyse.empreinte, document=document)
    apercu.nom_fichier, apercu.lu_par, apercu.lu_le = analyse.nom, acteur.courriel, now()
    write_apercu(apercu, analyse)
    session.add(apercu)
    session.flush()
    detail = {"fichier": analyse.nom, "issue": analyse.issue}
    record_acte(session, acteur, "dépose un appel de fonds", "import", apercu.id, detail=detail)
    if analyse.issue == REFUSE:
        _tell_refus(session, apercu, analyse)
    return apercu


def write_apercu(apercu: ImportAppel, analyse: Analyse) -> None:
    """What the list of waiting files shows of this one. What an earlier integration in part posted stays posted."""
    if apercu.statut != StatutImport.PARTIEL:
        apercu.statut = StatutImport.REFUSE if analyse.issue == REFUSE else StatutImport.APERCU
        apercu.nombre_lignes, apercu.total_centimes = len(analyse.lignes), analyse.total_centimes
    apercu.analyse = {**(apercu.analyse or {}), **summarize(analyse), "syndic_id": analyse.syndic_id}


def _tell_refus(session: Session, apercu: ImportAppel, analyse: Analyse) -> None:
    """Say that a file was refused; ``copropriete_id`` when it names only one."""
    codes = analyse.lecture.couverture.coproprietes
    ids = session.scalars(select(Copropriete.id).where(Copropriete.code.in_(codes))).all()
    motifs = sorted({anomalie.code for anomalie in analyse.anomalies if anomalie.gravite == BLOQUANTE})
    publish(
        session,
        AppelRefuse(
            import_id=apercu.id, copropriete_id=ids[0] if len(ids) == 1 else None, fichier=apercu.nom_fichier,
            motifs=motifs, refuse_le=day_of(apercu.lu_le),
        ),
    )  # fmt: skip


def base_name(nom: str) -> str:
    """The file's own name: no folder, no control character."""
    nom = PurePosixPath(PureWindowsPath(nom).name).name
    return "".join(caractere for caractere in nom if caractere.isprintable()).strip()[:200] or "sans nom"


def summarize(analyse: Analyse) -> dict[str, Any]:
    """What is kept of an analysis: counts by level and the first faults."""
    return {
        "issue": analyse.issue,
        "questions": len(analyse.lecture.questions),
        "coproprietes": sorted(analyse.lecture.couverture.coproprietes),
        "comptes": {gravite: analyse.count(gravite) for gravite in GRAVITES},
        "anomalies": [
            {
                "gravite": anomalie.gravite, "code": anomalie.code, "feuille": anomalie.feuille,
                "cellule": anomalie.cellule, "message": anomalie.message,
            }
            for anomalie in analyse.anomalies[:ANOMALIES_GARDEES]
        ],
    }  # fmt: skip


def list_coproprietes(session: Session, acteur: Acteur, import_id: int) -> list[str]:
    """The codes of the copropriétés that a preview names, as last read.

    :raises NotFoundError: unknown, or of another agency.
    """
    return list(get_import(session, acteur, import_id).coproprietes_lues)


def analyse_again(session: Session, acteur: Acteur, apercu: ImportAppel) -> Analyse:
    """Read the kept file again, against the patrimoine and the postings of this moment."""
    contenu = read_document(apercu.document)
    return analyse_fichier(
        session, acteur, contenu, apercu.nom_fichier, import_id=apercu.id, corrections=apercu.valeurs_corrigees,
        pressenties=apercu.coproprietes_lues,
    )  # fmt: skip


def confirm_import(
    session: Session,
    acteur: Acteur,
    import_id: int,
    *,
    version: int,
    forcages: Mapping[str, str] | None = None,
    en_partie: bool = False,
    lu: FichierLu | None = None,
    suivre: Suivi = untold,
) -> list[AppelFonds]:
    """Integrate a previewed file: its calls, their lines, one draft entry each, one fact each, all or nothing.

    ``forcages`` gives a comment for each code to confirm. The file is read and checked again first.
    ``en_partie``: integrate the calls that no blocking fault touches, each whole; the others stay in preview.
    ``lu``: the file, read again just before this transaction; it is checked in it all the same.
    ``suivre``: told as the lines are written.

    :raises StaleError: somebody integrated, gave up or refreshed the preview meanwhile.
    :raises RefusedError: a fault blocks, or one to confirm has no comment.
    """
    apercu = get_import(session, acteur, import_id, lock=True)
    if apercu.statut not in EN_ATTENTE or apercu.version != version:
        raise StaleError(f"Cet import a changé depuis que vous l’avez ouvert : il est {describe(session, apercu)}.")
    if lu is None:
        analyse = analyse_again(session, acteur, apercu)
    else:
        analyse = check_fichier(session, acteur, lu, import_id=apercu.id)
    return _confirm(session, acteur, apercu, analyse, forcages, en_partie=en_partie, suivre=suivre)


def integrate_file(
    session: Session, acteur: Acteur, contenu: bytes, analyse: Analyse, *, forcages: Mapping[str, str] | None = None
) -> list[AppelFonds]:
    """Keep and integrate a file at once, by an analysis made in this transaction. Refused, it leaves nothing behind.

    :raises RefusedError: a fault blocks.
    :raises InvalidError: a control to confirm has no comment.
    """
    refuse_unless_integrable(analyse, forcages or {})
    return _confirm(session, acteur, keep_preview(session, acteur, contenu, analyse), analyse, forcages)


def _confirm(
    session: Session,
    acteur: Acteur,
    apercu: ImportAppel,
    analyse: Analyse,
    forcages: Mapping[str, str] | None,
    *,
    en_partie: bool = False,
    suivre: Suivi = untold,
) -> list[AppelFonds]:
    asked = set(analyse.a_confirmer)
    comments = {code: texte.strip() for code, texte in (forcages or {}).items() if texte.strip() and code in asked}
    lignes = list_integrables(analyse, comments) if en_partie else _list_all(analyse, comments)
    with without_collection():
        appels = integrate_lignes(session, acteur, apercu, lignes, suivre)
    _contest_ibans(session, acteur, analyse, appels)
    record_soldes_lus(session, acteur, analyse.lecture.releves, appels)
    if analyse.syndic_id is not None:
        learn_dispositions(session, acteur, analyse.syndic_id, analyse.lecture, apercu.nom_fichier)
    reste = en_partie and analyse.issue == REFUSE
    apercu.statut = StatutImport.PARTIEL if reste else StatutImport.INTEGRE
    apercu.integre_par, apercu.integre_le = acteur.courriel, now()
    posted = [*analyse.deja, *lignes]
    apercu.nombre_lignes = len(posted)
    apercu.total_centimes = sum(ligne.montant_centimes for ligne in posted)
    forces = {"forcages": {**apercu.analyse.get("forcages", {}), **comments}}
    apercu.analyse = {**apercu.analyse, **summarize(analyse), **forces}
    for code, comment in comments.items():
        record_acte(session, acteur, "force un contrôle", "import", apercu.id, detail={"code": code, "motif": comment})
    return appels


def _contest_ibans(session: Session, acteur: Acteur, analyse: Analyse, appels: Sequence[AppelFonds]) -> None:
    """Stop the payments to the syndicats of a file that asks to pay an account we do not know for any of them."""
    for appel in appels:
        for iban in analyse.ibans_contestes:
            compare_iban(
                session, acteur, appel.copropriete, GenreCompte.COURANT, iban_lu=iban, appel=appel.numero,
                aujourdhui=day_of(now()),
            )  # fmt: skip


def _list_all(analyse: Analyse, comments: Mapping[str, str]) -> Sequence[LigneLue]:
    refuse_unless_integrable(analyse, comments)
    return analyse.lignes


def list_integrables(analyse: Analyse, comments: Mapping[str, str]) -> Sequence[LigneLue]:
    """The lines of the calls that no blocking fault touches.

    :raises RefusedError: there is none.
    :raises InvalidError: a control to confirm has no comment.
    """
    lignes = [ligne for appel in analyse.appels_libres for ligne in appel.lignes]
    if not lignes:
        raise RefusedError("Aucun appel de ce fichier n’est sans faute bloquante.", code="IMPORT_REFUSE")
    _require_comments(analyse, comments)
    return lignes


def describe(session: Session, apercu: ImportAppel) -> str:
    """Where an import stands, in words."""
    par = name_auteur(session, apercu.integre_par)
    return {
        StatutImport.APERCU: "à confirmer, relu depuis",
        StatutImport.REFUSE: "refusé",
        StatutImport.PARTIEL: f"intégré en partie par {par}",
        StatutImport.INTEGRE: f"intégré par {par}",
        StatutImport.ANNULE: "annulé",
        StatutImport.ABANDONNE: "abandonné",
    }[apercu.statut]


def refuse_unless_integrable(analyse: Analyse, comments: Mapping[str, str]) -> None:
    """Say why a file cannot be integrated now.

    :raises RefusedError: a fault blocks, or it has no line.
    :raises InvalidError: a control to confirm has no comment.
    """
    fautes = [
        {"ou": " ".join(filter(None, (anomalie.feuille, anomalie.cellule))), "message": anomalie.message}
        for anomalie in analyse.anomalies
        if anomalie.gravite == BLOQUANTE
    ]
    if fautes:
        raise RefusedError(
            "Ce fichier ne peut pas être intégré : corrigez ces fautes.", code="IMPORT_REFUSE", fautes=fautes
        )
    if not analyse.lignes:
        raise RefusedError("Ce fichier ne contient aucune ligne à comptabiliser.", code="IMPORT_VIDE")
    _require_comments(analyse, comments)


def _require_comments(analyse: Analyse, comments: Mapping[str, str]) -> None:
    missing = [code for code in analyse.a_confirmer if code not in comments]
    if missing:
        raise InvalidError(
            "Un commentaire est nécessaire pour : " + ", ".join(missing) + ".", code="COMMENTAIRE_ABSENT"
        )


def abandon_import(session: Session, acteur: Acteur, import_id: int, *, version: int) -> None:
    """Put a preview away; of a file integrated in part, what still waited.

    :raises StaleError: it is no longer a preview.
    """
    apercu = get_import(session, acteur, import_id, lock=True)
    if apercu.statut not in EN_ATTENTE or apercu.version != version:
        raise StaleError(f"Cet import a changé depuis que vous l’avez ouvert : il est {describe(session, apercu)}.")
    is_partial = apercu.statut == StatutImport.PARTIEL
    apercu.statut = StatutImport.INTEGRE if is_partial else StatutImport.ABANDONNE
    acte = "abandonne le reste d’un import" if is_partial else "abandonne un aperçu"
    record_acte(session, acteur, acte, "import", apercu.id)


def undo_import(session: Session, acteur: Acteur, import_id: int, *, aujourdhui: date) -> int:
    """Undo an integration: draft entries vanish, validated ones get a draft reversal dated today.

    Returns how many calls were undone. They keep their numbers, their lines no longer count, the file can come again.

    :raises RefusedError: the import is not integrated, or a batch of transfers being prepared holds one of its calls.
    """
    apercu = get_import(session, acteur, import_id, lock=True)
    if apercu.statut not in INTEGRES:
        raise RefusedError(
            f"Seul un import intégré s’annule : celui-ci est {describe(session, apercu)}.", code="IMPORT_NON_INTEGRE"
        )
    refuse_unless_all_visible(session, acteur, apercu)
    refuse_if_in_remise(session, [appel.id for appel in apercu.appels])
    for appel in apercu.appels:
        _undo_appel(session, acteur, appel, aujourdhui)
    session.execute(
        update(LigneAppel).where(LigneAppel.appel_id.in_([appel.id for appel in apercu.appels])).values(vive=False)
    )
    apercu.statut = StatutImport.ANNULE
    record_acte(session, acteur, "annule un import", "import", apercu.id, detail={"appels": len(apercu.appels)})
    return len(apercu.appels)


def _undo_appel(session: Session, acteur: Acteur, appel: AppelFonds, aujourdhui: date) -> None:
    undo_ecritures(session, list(appel.ecritures), appel.copropriete, le=aujourdhui)
    appel.statut = StatutAppel.ANNULE
    publish(session, AppelFondsAnnule(appel=appel.numero, copropriete_id=appel.copropriete_id, annule_le=aujourdhui))
    record_acte(session, acteur, "annule un appel de fonds", "appel", appel.numero, copropriete_id=appel.copropriete_id)
