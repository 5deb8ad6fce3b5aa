"""What the doors say and hear of imports and profiles. Amounts are integers of centimes, dates in ISO."""

from typing import Any

from marshmallow import Schema, fields, validate

from services.appels_fonds.profils.versions import ProfilSchema
from services.appels_fonds.reception.analyses import Analyse


def dump_analyse(analyse: Analyse, *, integre: bool) -> dict[str, Any]:
    """One file as the contract says it: amounts in centimes, dates in ISO, no sheet for a file of plain text."""
    muette = analyse.lecture.couverture.sans_feuilles
    return {
        "fichier": analyse.nom,
        "issue": analyse.issue,
        "integre": integre,
        "lignes": [
            {
                "feuille": None if muette else ligne.feuille, "cellule": ligne.cellule,
                "copropriete": ligne.copropriete,
                "lots": list(ligne.lots), "cle": ligne.cle, "nature": str(ligne.nature),
                "exigible": ligne.exigible.isoformat(), "montant": ligne.montant_centimes,
            }
            for ligne in analyse.lignes
        ],
        "total": analyse.total_centimes,
        "anomalies": [
            {
                "gravite": anomalie.gravite, "code": anomalie.code,
                "feuille": None if muette else anomalie.feuille, "cellule": anomalie.cellule,
                "message": anomalie.message,
            }
            for anomalie in analyse.anomalies
        ],
    }  # fmt: skip


class LigneLueSchema(Schema):
    """A line to post, with the cell of its amount; ``feuille``: null in a file of plain text."""

    feuille = fields.String(required=True, allow_none=True)
    cellule = fields.String(required=True)
    copropriete = fields.String(required=True)
    lots = fields.List(fields.String(), required=True)
    cle = fields.String(required=True)
    nature = fields.String(required=True)
    exigible = fields.String(required=True, metadata={"format": "date"})
    montant = fields.Integer(required=True)


class AnomalieSchema(Schema):
    """A fault, at its cell."""

    gravite = fields.String(required=True)
    code = fields.String(required=True)
    feuille = fields.String(required=True, allow_none=True)
    cellule = fields.String(required=True, allow_none=True)
    message = fields.String(required=True)


class ImportSchema(Schema):
    """An import and what its file says now; ``version`` is to be given back with any write."""

    import_id = fields.Integer(required=True)
    version = fields.Integer(required=True)
    statut = fields.String(required=True)
    fichier = fields.String(required=True)
    issue = fields.String(required=True)
    integre = fields.Boolean(required=True)
    lignes = fields.List(fields.Nested(LigneLueSchema), required=True)
    total = fields.Integer(required=True)
    anomalies = fields.List(fields.Nested(AnomalieSchema), required=True)
    appels = fields.List(fields.String(), required=True)


class VersionSchema(Schema):
    """The version of the import that was read."""

    version = fields.Integer(required=True)


class ConfirmationSchema(VersionSchema):
    """``forcages``: a comment for each code to confirm. ``en_partie``: leave the calls that a fault touches."""

    forcages = fields.Dict(fields.String(), fields.String(validate=validate.Length(min=1)), load_default=dict)
    en_partie = fields.Boolean(load_default=False)


class CelluleSchema(Schema):
    """The value to read in a cell; empty: the file's own again. ``feuille``: null in a file of plain text."""

    feuille = fields.String(required=True, allow_none=True)
    cellule = fields.String(required=True)
    valeur = fields.String(required=True)


class CorrectionsSchema(VersionSchema):
    """``motif``: where these values come from; kept with them."""

    cellules = fields.List(fields.Nested(CelluleSchema), required=True)
    motif = fields.String(required=True)


class ProfilEnVigueurSchema(Schema):
    """The profile of a syndic; version 0: none yet."""

    syndic = fields.String(required=True)
    version = fields.Integer(required=True)
    contenu = fields.Nested(ProfilSchema, required=True)


class NouveauProfilSchema(VersionSchema):
    """The next version of a profile; ``version`` is the one it replaces."""

    contenu = fields.Nested(ProfilSchema, required=True)
    motif = fields.String(load_default="")
