"""What the JSON door of appels_fonds says. Amounts are integers of centimes."""

from marshmallow import Schema, fields, validate


class DernierAppelSchema(Schema):
    """One call of a copropriété that is already named."""

    numero = fields.String(required=True)
    exigible = fields.Date(required=True)
    periode = fields.String(required=True)
    total_centimes = fields.Integer(required=True)
    statut = fields.String(required=True)


class AppelSchema(DernierAppelSchema):
    """One call."""

    copropriete = fields.String(attribute="copropriete.code", required=True)


class ListeAppelsSchema(Schema):
    """A page of calls with the totals of the whole filtered list."""

    appels = fields.List(fields.Nested(AppelSchema), required=True)
    nombre = fields.Integer(required=True)
    pages = fields.Integer(required=True)
    total_centimes = fields.Integer(required=True)


class FiltreSchema(Schema):
    """How to narrow the list."""

    copropriete = fields.String(load_default="")
    statut = fields.String(load_default="")
    annee = fields.Integer(load_default=None, allow_none=True, validate=validate.Range(1900, 9998))
    page = fields.Integer(load_default=1, validate=validate.Range(1, 999_999))


class SituationSchema(Schema):
    """What we owe a syndicat: validated entries, drafts, latest calls."""

    copropriete = fields.String(attribute="copropriete.code", required=True)
    solde_valide_centimes = fields.Integer(required=True)
    solde_brouillon_centimes = fields.Integer(required=True)
    appels = fields.List(fields.Nested(DernierAppelSchema), required=True)
