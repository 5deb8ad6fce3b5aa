"""From a dropped file to integrated calls, and back: preview, integrate, give up, undo.

A preview keeps the file and a summary; its lines are read again each time it is looked at, so that what is shown is
what would be integrated now. A file integrates whole or not at all.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import PurePosixPath, PureWindowsPath
from typing import Any

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from services.appels_fonds.acces import get_import, refuse_unless_all_visible
from services.appels_fonds.analyses import GRAVITES, REFUSE, Analyse, CleNaturelle, analyse_fichier, natural_key
from services.appels_fonds.ecritures import draft_ecriture, reverse_ecriture
from services.appels_fonds.imputation import LigneAImputer
from services.appels_fonds.lecture.lignes import LigneLue
from services.appels_fonds.models import (
    AppelFonds,
    Ecriture,
    ImportAppel,
    LigneAppel,
    SequenceAppel,
    StatutAppel,
    StatutEcriture,
    StatutImport,
)
from services.appels_fonds.natures import Nature
from shared.acteurs import Acteur
from shared.audit import record_acte
from shared.database import insert_rows
from shared.documents import keep_document, link_document, read_document
from shared.errors import InvalidError, RefusedError, StaleError
from shared.messages import AppelFondsAnnule, AppelFondsComptabilise
from shared.models import CleRepartition, Copropriete, now
from shared.outbox import publish
from shared.patrimoine.lectures import syndic_en_poste
from shared.presentation import day_of

COLONNES_LIGNE = (
    "appel_id", "copropriete_id", "exigible", "lots", "cle_repartition_id", "nature", "occurrence", "montant_centimes",
    "feuille", "cellule", "texte", "vive",
)  # fmt: skip
ANOMALIES_GARDEES = 200


def preview_import(session: Session, acteur: Acteur, contenu: bytes, nom: str) -> tuple[ImportAppel, Analyse]:
    """Keep a dropped file and what was found in it. Nothing is posted; the same file again refreshes its preview."""
    analyse = analyse_fichier(session, acteur, contenu, base_name(nom))
    return keep_preview(session, acteur, contenu, analyse), analyse


def keep_preview(session: Session, acteur: Acteur, contenu: bytes, analyse: Analyse) -> ImportAppel:
    """Keep a file and the summary of its analysis."""
    document = keep_document(session, acteur, contenu, nom=analyse.nom, genre="appel_de_fonds")
    known = session.scalar(
        select(ImportAppel).where(
            ImportAppel.sha256 == analyse.empreinte,
            ImportAppel.statut.in_((StatutImport.APERCU, StatutImport.REFUSE)),
        )
    )
    apercu = known or ImportAppel(sha256=analyse.empreinte, document_id=document.id)
    apercu.statut = StatutImport.REFUSE if analyse.issue == REFUSE else StatutImport.APERCU
    apercu.nom_fichier, apercu.analyse = analyse.nom, summarize(analyse)
    apercu.nombre_lignes, apercu.total_centimes = len(analyse.lignes), analyse.total_centimes
    apercu.lu_par, apercu.lu_le = acteur.courriel, now()
    session.add(apercu)
    session.flush()
    detail = {"fichier": analyse.nom, "issue": analyse.issue}
    record_acte(session, acteur, "dépose un appel de fonds", "import", apercu.id, detail=detail)
    return apercu


def base_name(nom: str) -> str:
    """The file's own name: no folder, no control character."""
    nom = PurePosixPath(PureWindowsPath(nom).name).name
    return "".join(caractere for caractere in nom if caractere.isprintable()).strip()[:200] or "sans nom"


def summarize(analyse: Analyse) -> dict[str, Any]:
    """What is kept of an analysis: counts by level and the first faults."""
    return {
        "issue": analyse.issue,
        "comptes": {gravite: analyse.count(gravite) for gravite in GRAVITES},
        "anomalies": [
            {
                "gravite": anomalie.gravite, "code": anomalie.code, "feuille": anomalie.feuille,
                "cellule": anomalie.cellule, "message": anomalie.message,
            }
            for anomalie in analyse.anomalies[:ANOMALIES_GARDEES]
        ],
    }  # fmt: skip


def analyse_again(session: Session, acteur: Acteur, apercu: ImportAppel) -> Analyse:
    """Read the kept file again, against the patrimoine and the postings of this moment."""
    return analyse_fichier(session, acteur, read_document(apercu.document), apercu.nom_fichier)


def confirm_import(
    session: Session,
    acteur: Acteur,
    import_id: int,
    *,
    version: int,
    forcages: Mapping[str, str] | None = None,
) -> list[AppelFonds]:
    """Integrate a previewed file: its calls, their lines, one draft entry each, one fact each, all or nothing.

    ``forcages`` gives a comment for each code to confirm. The file is read and checked again first.

    :raises StaleError: somebody integrated, gave up or refreshed the preview meanwhile.
    :raises RefusedError: a fault blocks, or one to confirm has no comment.
    """
    apercu = get_import(session, acteur, import_id, lock=True)
    if apercu.statut not in (StatutImport.APERCU, StatutImport.REFUSE) or apercu.version != version:
        raise StaleError(f"Cet import a changé depuis que vous l'avez ouvert : il est {describe(apercu)}.")
    return _confirm(session, acteur, apercu, analyse_again(session, acteur, apercu), forcages)


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
    session: Session, acteur: Acteur, apercu: ImportAppel, analyse: Analyse, forcages: Mapping[str, str] | None
) -> list[AppelFonds]:
    comments = {code: texte.strip() for code, texte in (forcages or {}).items() if texte.strip()}
    refuse_unless_integrable(analyse, comments)
    appels = _integrate(session, acteur, apercu, analyse.lignes)
    apercu.statut, apercu.integre_par, apercu.integre_le = StatutImport.INTEGRE, acteur.courriel, now()
    apercu.nombre_lignes, apercu.total_centimes = len(analyse.lignes), analyse.total_centimes
    apercu.analyse = summarize(analyse) | {"forcages": comments}
    for code, comment in comments.items():
        record_acte(session, acteur, "force un contrôle", "import", apercu.id, detail={"code": code, "motif": comment})
    return appels


def describe(apercu: ImportAppel) -> str:
    """Where an import stands, in words."""
    return {
        StatutImport.APERCU: "à confirmer, relu depuis",
        StatutImport.REFUSE: "refusé",
        StatutImport.INTEGRE: f"intégré par {apercu.integre_par}",
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
        if anomalie.gravite == "bloquante"
    ]
    if fautes:
        raise RefusedError(
            "Ce fichier ne peut pas être intégré : corrigez ces fautes.", code="IMPORT_REFUSE", fautes=fautes
        )
    if not analyse.lignes:
        raise RefusedError("Ce fichier ne contient aucune ligne à comptabiliser.", code="IMPORT_VIDE")
    missing = [code for code in analyse.a_confirmer if code not in comments]
    if missing:
        raise InvalidError(
            "Un commentaire est nécessaire pour : " + ", ".join(missing) + ".", code="COMMENTAIRE_ABSENT"
        )


def _integrate(session: Session, acteur: Acteur, apercu: ImportAppel, lignes: Sequence[LigneLue]) -> list[AppelFonds]:
    codes = {ligne.copropriete for ligne in lignes}
    coproprietes = {
        copropriete.code: copropriete
        for copropriete in session.scalars(select(Copropriete).where(Copropriete.code.in_(codes)))
    }
    cles = {
        (row.copropriete_id, row.code): row.id
        for row in session.execute(
            select(CleRepartition.copropriete_id, CleRepartition.code, CleRepartition.id).where(
                CleRepartition.copropriete_id.in_([copropriete.id for copropriete in coproprietes.values()])
            )
        )
    }
    groups: dict[tuple[str, date], list[LigneLue]] = defaultdict(list)
    for ligne in lignes:
        groups[ligne.copropriete, ligne.exigible].append(ligne)
    appels = _open_appels(session, apercu, coproprietes, groups)
    insert_rows(session, LigneAppel.__table__, COLONNES_LIGNE, _rows(appels, coproprietes, cles, groups))  # type: ignore[arg-type]
    if len({copropriete.agence_id for copropriete in coproprietes.values()}) == 1:
        # A file that several agencies share is not shown on the page of one copropriété: it tells of the others.
        for copropriete in coproprietes.values():
            link_document(session, apercu.document, copropriete.id)
    for (code, _), appel in appels.items():
        _post(session, acteur, apercu, appel, coproprietes[code], groups[code, appel.exigible])
    return list(appels.values())


def _open_appels(
    session: Session,
    apercu: ImportAppel,
    coproprietes: Mapping[str, Copropriete],
    groups: Mapping[tuple[str, date], Sequence[LigneLue]],
) -> dict[tuple[str, date], AppelFonds]:
    appels = {}
    for (code, exigible), lignes in sorted(groups.items()):
        syndic = syndic_en_poste(session, coproprietes[code].id, exigible)
        appels[code, exigible] = AppelFonds(
            numero=_next_numero(session, exigible.year), import_id=apercu.id, copropriete_id=coproprietes[code].id,
            syndic_id=syndic.id if syndic else None, exigible=exigible, periode=name_periode(exigible),
            total_centimes=sum(ligne.montant_centimes for ligne in lignes), statut=StatutAppel.BROUILLON,
        )  # fmt: skip
    session.add_all(appels.values())
    session.flush()
    return appels


def _next_numero(session: Session, annee: int) -> str:
    sequence = session.get(SequenceAppel, annee, with_for_update=True)
    if sequence is None:
        sequence = SequenceAppel(annee=annee, dernier=0)
        session.add(sequence)
    sequence.dernier += 1
    session.flush()
    return f"AF-{annee}-{sequence.dernier:06d}"


def name_periode(exigible: date) -> str:
    """The label of a due date's quarter: ``T2 2026``."""
    return f"T{(exigible.month + 2) // 3} {exigible.year}"


def _rows(
    appels: Mapping[tuple[str, date], AppelFonds],
    coproprietes: Mapping[str, Copropriete],
    cles: Mapping[tuple[int, str], int],
    groups: Mapping[tuple[str, date], Sequence[LigneLue]],
) -> Iterable[tuple[Any, ...]]:
    for (code, exigible), lignes in groups.items():
        appel_id, copropriete_id = appels[code, exigible].id, coproprietes[code].id
        seen: Counter[CleNaturelle] = Counter()
        for ligne in lignes:
            key = natural_key(ligne)
            seen[key] += 1
            yield (
                appel_id, copropriete_id, exigible, key[1], cles[copropriete_id, ligne.cle], str(ligne.nature),
                seen[key], ligne.montant_centimes, ligne.feuille, ligne.cellule, ligne.texte, True,
            )  # fmt: skip


def _post(
    session: Session,
    acteur: Acteur,
    apercu: ImportAppel,
    appel: AppelFonds,
    copropriete: Copropriete,
    lignes: Sequence[LigneLue],
) -> None:
    draft_ecriture(
        session,
        appel,
        copropriete,
        [LigneAImputer(Nature(ligne.nature), ligne.cle, ligne.montant_centimes) for ligne in lignes],
        piece_date=day_of(apercu.lu_le),
    )
    sums: dict[tuple[str, str], int] = defaultdict(int)
    for ligne in lignes:
        sums[ligne.cle, str(ligne.nature)] += ligne.montant_centimes
    publish(
        session,
        AppelFondsComptabilise(
            appel=appel.numero,
            copropriete_id=appel.copropriete_id,
            exigible=appel.exigible,
            total_centimes=appel.total_centimes,
            montants=[
                {"cle": cle, "nature": nature, "montant_centimes": montant}
                for (cle, nature), montant in sorted(sums.items())
            ],
        ),
    )
    record_acte(
        session, acteur, "intègre un appel de fonds", "appel", appel.numero, copropriete_id=appel.copropriete_id,
        detail={"total_centimes": appel.total_centimes, "lignes": len(lignes), "fichier": apercu.nom_fichier},
    )  # fmt: skip


def abandon_import(session: Session, acteur: Acteur, import_id: int, *, version: int) -> None:
    """Put a preview away.

    :raises StaleError: it is no longer a preview.
    """
    apercu = get_import(session, acteur, import_id, lock=True)
    if apercu.statut not in (StatutImport.APERCU, StatutImport.REFUSE) or apercu.version != version:
        raise StaleError(f"Cet import a changé depuis que vous l'avez ouvert : il est {describe(apercu)}.")
    apercu.statut = StatutImport.ABANDONNE
    record_acte(session, acteur, "abandonne un aperçu", "import", apercu.id)


def undo_import(session: Session, acteur: Acteur, import_id: int, *, aujourdhui: date) -> int:
    """Undo an integration: draft entries vanish, validated ones get a draft reversal dated today.

    Returns how many calls were undone. They keep their numbers, their lines no longer count, the file can come again.

    :raises RefusedError: the import is not integrated.
    """
    apercu = get_import(session, acteur, import_id, lock=True)
    if apercu.statut != StatutImport.INTEGRE:
        raise RefusedError(
            f"Seul un import intégré s'annule : celui-ci est {describe(apercu)}.", code="IMPORT_NON_INTEGRE"
        )
    refuse_unless_all_visible(session, acteur, apercu)
    for appel in apercu.appels:
        _undo_appel(session, acteur, appel, aujourdhui)
    session.execute(
        update(LigneAppel).where(LigneAppel.appel_id.in_([appel.id for appel in apercu.appels])).values(vive=False)
    )
    apercu.statut = StatutImport.ANNULE
    record_acte(session, acteur, "annule un import", "import", apercu.id, detail={"appels": len(apercu.appels)})
    return len(apercu.appels)


def _undo_appel(session: Session, acteur: Acteur, appel: AppelFonds, aujourdhui: date) -> None:
    for ecriture in list(appel.ecritures):
        if ecriture.statut == StatutEcriture.VALIDEE:
            reverse_ecriture(session, ecriture, appel.copropriete, le=aujourdhui)
        else:
            session.execute(delete(Ecriture).where(Ecriture.id == ecriture.id))
    appel.statut = StatutAppel.ANNULE
    publish(session, AppelFondsAnnule(appel=appel.numero, copropriete_id=appel.copropriete_id, annule_le=aujourdhui))
    record_acte(session, acteur, "annule un appel de fonds", "appel", appel.numero, copropriete_id=appel.copropriete_id)
