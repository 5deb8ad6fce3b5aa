"""A file of the patrimoine, JSON or workbook: read, previewed, imported; its faults said where they stand in it."""

import json
from collections.abc import Callable
from typing import Any

from sqlalchemy.orm import Session

from shared.acteurs import Acteur
from shared.errors import InvalidError
from shared.excel.refus import TAILLE_MAX, refuse_trop_grand
from shared.patrimoine.bilan import BilanImport
from shared.patrimoine.classeur_lu import ClasseurLu
from shared.patrimoine.imports import import_patrimoine, preview_patrimoine
from shared.patrimoine.lecture_classeur import read_classeur

Traitement = Callable[[Session, Acteur, Any], BilanImport]


def import_fichier(session: Session, acteur: Acteur, contenu: bytes, nom: str) -> BilanImport:
    """Import a JSON file or a workbook, told apart by their content.

    :raises InvalidError: every fault in one pass, with its sheet and cell, or its path in the JSON.
    :raises ForbiddenError: the import changes what this agent may not.
    """
    return _treat(session, acteur, contenu, nom, import_patrimoine)


def preview_fichier(session: Session, acteur: Acteur, contenu: bytes, nom: str) -> BilanImport:
    """What ``import_fichier`` would do, with the same refusals; writes nothing."""
    return _treat(session, acteur, contenu, nom, preview_patrimoine)


def _treat(session: Session, acteur: Acteur, contenu: bytes, nom: str, traiter: Traitement) -> BilanImport:
    if contenu.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in (b"{", b"["):
        return traiter(session, acteur, read_json(contenu))
    lu = read_classeur(contenu, nom)
    try:
        bilan = (preview_patrimoine if lu.fautes else traiter)(session, acteur, lu.donnees)
    except InvalidError as error:
        for faute in error.fautes:
            lu.add_faute(*lu.locate(faute["chemin"]), faute["message"])
    else:
        if not lu.fautes:
            return bilan
    raise _refuse(lu)


def _refuse(lu: ClasseurLu) -> InvalidError:
    nombre = len(lu.fautes)
    return InvalidError(
        f"Le patrimoine n’est pas importé : {nombre} faute{'s' if nombre > 1 else ''} à corriger dans le classeur.",
        code="PATRIMOINE_INVALIDE",
        fautes=list(lu.fautes.values()),
    )


def read_json(contenu: bytes) -> Any:
    """The document of a JSON file in UTF-8.

    :raises InvalidError: not JSON, or a key given twice in one object.
    """
    if len(contenu) > TAILLE_MAX:
        raise refuse_trop_grand(f"{len(contenu) / (1 << 20):.0f} Mo, {TAILLE_MAX >> 20} Mo au plus")
    try:
        return json.loads(contenu.decode("utf-8-sig"), object_pairs_hook=_refuse_doubles)
    except json.JSONDecodeError as error:
        raise InvalidError(
            f"Ce fichier n’est pas du JSON lisible : ligne {error.lineno}, colonne {error.colno}.",
            code="FICHIER_ILLISIBLE",
        ) from error
    except (UnicodeDecodeError, RecursionError) as error:
        raise InvalidError("Ce fichier n’est pas du JSON en UTF-8.", code="FICHIER_ILLISIBLE") from error


def _refuse_doubles(paires: list[tuple[str, Any]]) -> dict[str, Any]:
    objet = dict(paires)
    if len(objet) < len(paires):
        cles = [cle for cle, _ in paires]
        double = next(cle for cle in cles if cles.count(cle) > 1)
        raise InvalidError(
            f"La clé « {double} » est donnée deux fois dans un même objet : gardez-en une.", code="PATRIMOINE_INVALIDE"
        )
    return objet
