"""What the JSON door of charges says."""

from marshmallow import Schema, fields


class CleSchema(Schema):
    """One clé of the exercise: our share of the budget, what was called, the gap (called − share), in centimes."""

    cle = fields.String(required=True)
    libelle = fields.String(required=True)
    budget_centimes = fields.Integer(required=True)
    tantiemes = fields.Integer(required=True)
    total_tantiemes = fields.Integer(required=True)
    part_budget_centimes = fields.Integer(required=True)
    appele_centimes = fields.Integer(required=True)
    ecart_centimes = fields.Integer(required=True)


class AnneeSchema(Schema):
    """One exercise as spent, all owners together, in centimes."""

    exercice = fields.String(required=True)
    budget_centimes = fields.Integer(allow_none=True)
    realise_centimes = fields.Integer(required=True)


class SyntheseSchema(Schema):
    """What charges knows of a copropriété."""

    copropriete = fields.String(required=True)
    exercice = fields.String(allow_none=True)
    cles = fields.List(fields.Nested(CleSchema), required=True)
    hors_budget_centimes = fields.Integer(required=True)
    annees = fields.List(fields.Nested(AnneeSchema), required=True)
