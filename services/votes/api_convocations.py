"""The JSON door of convocations: a file is read and kept, then recorded with its assembly."""

from dataclasses import asdict
from typing import Any

from flask import Response, jsonify
from werkzeug.datastructures import FileStorage

from services.votes.api import api
from services.votes.assemblees.convocations import deposit_convocation, open_depot, read_piece, record_convocation
from services.votes.assemblees.enregistrement import SaisieAg
from services.votes.assemblees.fichiers import Fichier
from services.votes.assemblees.ordre_du_jour import OrdreDuJour, ResolutionLue
from services.votes.schemas import AssembleeSchema
from services.votes.schemas_convocations import ConvocationLueSchema, FichierSchema, NouvelleConvocationSchema
from shared.acteurs import Permission
from shared.database import Lecture, Session
from shared.presentation import today
from shared.web.gardes import current_acteur, requires
from shared.web.idempotence import idempotent


@api.post("/convocations/lecture")
@requires(Permission.GERER_AG)
@idempotent
@api.arguments(FichierSchema, location="files", content_type="multipart/form-data")
@api.response(200, ConvocationLueSchema)
def lire_convocation(envoi: dict[str, FileStorage]) -> Response:
    """Read a convocation and keep its file; no assembly is created."""
    fichier = Fichier(envoi["fichier"].filename or "convocation", envoi["fichier"].read())
    with Session.begin() as session:
        depot = open_depot(session, current_acteur(), deposit_convocation(session, current_acteur(), fichier).sha256)
    return jsonify(
        ConvocationLueSchema().dump({**asdict(depot.lue), "depot": depot.empreinte, "candidates": depot.candidates})
    )


@api.post("/convocations")
@requires(Permission.GERER_AG)
@idempotent
@api.arguments(NouvelleConvocationSchema)
@api.response(201, AssembleeSchema)
def recevoir(saisie: dict[str, Any]) -> tuple[Response, int]:
    """Record the assembly of a convocation that was read, with its resolutions: all of it, or nothing."""
    empreinte, points = saisie.pop("depot"), saisie.pop("resolutions")
    with Session.begin() as session:
        acteur = current_acteur()
        agenda = _build_agenda(points) if points else _read_again(empreinte)
        piece = read_piece(session, empreinte)
        ag, _ = record_convocation(session, acteur, SaisieAg(**saisie), agenda, piece, today())
        return jsonify(AssembleeSchema().dump(ag)), 201


def _build_agenda(points: list[dict[str, Any]]) -> OrdreDuJour:
    return OrdreDuJour(tuple(ResolutionLue(ordre=rang, **point) for rang, point in enumerate(points, start=1)), ())


def _read_again(empreinte: str) -> OrdreDuJour | None:
    """What the kept file says; None when it only announces the assembly."""
    with Lecture() as session:
        lue = open_depot(session, current_acteur(), empreinte).lue
    return OrdreDuJour(lue.resolutions, lue.non_compris) if lue.resolutions else None
