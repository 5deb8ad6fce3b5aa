"""The HTML door of syndics' profiles: answers about a file, the effect on the past, adoption, export, import."""

import json
from collections.abc import Sequence
from typing import Any

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from sqlalchemy.orm import Session as OrmSession
from werkzeug.wrappers import Response as AnyResponse

from services.appels_fonds.acces import get_import
from services.appels_fonds.profils import versions as profils
from services.appels_fonds.profils.corrections import apply_reponses
from services.appels_fonds.profils.rejeux import Rejeu, replay_profil
from services.appels_fonds.reception.imports import EN_ATTENTE, analyse_again
from services.appels_fonds.reception.referentiels import load_patrimoine
from services.appels_fonds.reception.relectures import refresh_preview, refresh_syndic
from shared.acteurs import Permission
from shared.database import Lecture, Session
from shared.errors import InvalidError
from shared.models import Syndic
from shared.web.gardes import current_acteur, requires

profils_pages = Blueprint("profils", __name__)


@profils_pages.get("/profils")
@requires(Permission.CONSULTER)
def liste() -> str:
    """The profile in force of each syndic."""
    with Lecture() as session:
        return render_template("appels_fonds/profils.html", profils=profils.list_profils(session))


@profils_pages.get("/profils/<code>")
@requires(Permission.CONSULTER)
def profil(code: str) -> str:
    """What was learnt of one syndic, and the history of it."""
    with Lecture() as session:
        syndic = profils.get_syndic(session, code)
        version, contenu = profils.current_contenu(session, syndic.id)
        versions = profils.list_versions(session, syndic.id)
        return render_template(
            "appels_fonds/profil.html", syndic=syndic, version=version, contenu=contenu, versions=versions
        )


@profils_pages.get("/profils/<code>/fichier")
@requires(Permission.CONSULTER)
def fichier(code: str) -> Response:
    """The profile in force, as a file."""
    with Lecture() as session:
        syndic = profils.get_syndic(session, code)
        version, contenu = profils.current_contenu(session, syndic.id)
    nom = f"profil-{syndic.code}-v{version}.json"
    corps = json.dumps(contenu, ensure_ascii=False, indent=1)
    return Response(
        corps, mimetype="application/json", headers={"Content-Disposition": f'attachment; filename="{nom}"'}
    )


@profils_pages.post("/imports/<int:import_id>/lecture")
@requires(Permission.IMPORTER_APPEL)
def repondre(import_id: int) -> AnyResponse | str:
    """Answers about the reading of a file make a version of its syndic's profile.

    It is adopted at once when the syndic's past workbooks read as before; else what it changes is shown first.
    """
    with Lecture() as session:
        apercu = get_import(session, current_acteur(), import_id)
        lecture = analyse_again(session, current_acteur(), apercu).lecture
        syndic = _chosen_syndic(session, request.form.get("syndic", ""))
        version, contenu = profils.current_contenu(session, syndic.id)
        vues = lecture.couverture.colonnes
        colonnes = [
            (vues[rang], role)
            for rang, role in _ranked("role_").items()
            if rang < len(vues) and role and role != (vues[rang].role or "IGNORE")
        ]
        patrimoine = load_patrimoine(session, current_acteur())
        nouveau = apply_reponses(contenu, patrimoine, lecture.questions, _ranked("reponse_"), colonnes)
        nouveau["sens"] = -1 if request.form.get("sens", str(contenu["sens"])) == "-1" else 1
        motif = f"Réponses sur {apercu.nom_fichier}"
        if nouveau == contenu:
            raise InvalidError("Répondez à une question au moins, ou changez une colonne.", code="REPONSE_ABSENTE")
        rejeux = replay_profil(session, current_acteur(), syndic.id, contenu, nouveau)
        if any(rejeu.is_regression for rejeu in rejeux):
            return _show(syndic, version, nouveau, motif, rejeux, import_id)
        code = syndic.code
    relus = _count(len(rejeux), "classeur déjà intégré relu") + " sans changement" if rejeux else ""
    return _adopt(code, nouveau, motif=motif, version=version, import_id=import_id, precision=relus)


@profils_pages.post("/profils/<code>/importer")
@requires(Permission.IMPORTER_APPEL)
def importer(code: str) -> str:
    """A profile from a file: what it changes in the past, before it is adopted."""
    file = request.files.get("profil")
    if file is None or not file.filename:
        raise InvalidError("Choisissez le fichier du profil.", code="FICHIER_ABSENT")
    nouveau = profils.load_contenu(file.read())
    with Lecture() as session:
        syndic = profils.get_syndic(session, code)
        version, contenu = profils.current_contenu(session, syndic.id)
        rejeux = replay_profil(session, current_acteur(), syndic.id, contenu, nouveau)
        return _show(syndic, version, nouveau, f"Importé de {file.filename}", rejeux, 0)


@profils_pages.post("/profils/<code>/adopter")
@requires(Permission.IMPORTER_APPEL)
def adopter(code: str) -> AnyResponse:
    """Make a proposed profile the one in force."""
    return _adopt(
        code,
        profils.load_contenu(request.form.get("contenu", "")),
        motif=request.form.get("motif", ""),
        version=request.form.get("version", 0, type=int),
        import_id=request.form.get("import_id", 0, type=int),
    )


def _adopt(
    code: str, contenu: dict[str, Any], *, motif: str, version: int, import_id: int, precision: str = ""
) -> AnyResponse:
    """Adopt, and read again the files of this syndic that wait, the one that was answered about first."""
    acteur = current_acteur()
    with Session.begin() as session:
        syndic = profils.get_syndic(session, code)
        adopte = profils.adopt_profil(session, acteur, syndic, contenu, motif=motif, version=version)
        if import_id:
            apercu = get_import(session, acteur, import_id, lock=True)
            if apercu.statut in EN_ATTENTE:
                refresh_preview(session, acteur, apercu)
        autres = refresh_syndic(session, acteur, syndic.id, sauf=import_id)
        suite = [precision, _count(autres, "autre fichier en attente relu") if autres else ""]
        phrase = f"Profil de {syndic.nom} : version {adopte.version} adoptée"
    flash(", ".join([phrase, *filter(None, suite)]) + ".")
    if import_id:
        return redirect(url_for("appels_fonds.apercu", import_id=import_id))
    return redirect(url_for("appels_fonds.profils.profil", code=code))


def _count(nombre: int, mots: str) -> str:
    """``2 fichiers relus``: every word of the phrase but the adverb takes the mark of the plural."""
    if nombre < 2:
        return f"{nombre} {mots}"
    return f"{nombre} " + " ".join(mot if mot in ("en", "attente", "déjà") else f"{mot}s" for mot in mots.split())


def _ranked(prefix: str) -> dict[int, str]:
    """The fields of a form by the rank that ends their name."""
    named = {key.removeprefix(prefix): value for key, value in request.form.items() if key.startswith(prefix)}
    return {int(rang): value for rang, value in named.items() if rang.isdecimal() and len(rang) < 6}


def _chosen_syndic(session: OrmSession, code: str) -> Syndic:
    if not code:
        raise InvalidError(
            "Choisissez le syndic de ce fichier : ses réponses sont gardées pour lui.", code="SYNDIC_ABSENT"
        )
    return profils.get_syndic(session, code)


def _show(
    syndic: Syndic, version: int, nouveau: dict[str, Any], motif: str, rejeux: Sequence[Rejeu], import_id: int
) -> str:
    return render_template(
        "appels_fonds/profil_propose.html", syndic=syndic, version=version, nouveau=nouveau, motif=motif,
        rejeux=rejeux, regressions=[rejeu for rejeu in rejeux if rejeu.is_regression], import_id=import_id,
        contenu_json=json.dumps(nouveau, ensure_ascii=False),
    )  # fmt: skip
