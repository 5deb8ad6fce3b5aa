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


class DemandeTauxSchema(Schema):
    """The day on which the rates are wanted; today by default."""

    le = fields.Date()


class RatioCleSchema(Schema):
    """What can be recovered of a clé: amounts in centimes of the exercise, ``taux`` in percent with two decimals.

    ``a_qualifier_centimes``: part of the total still without a poste, counted at 0.
    """

    cle = fields.String(required=True)
    total_centimes = fields.Integer(required=True)
    recuperable_centimes = fields.Integer(required=True)
    a_qualifier_centimes = fields.Integer(required=True)
    taux = fields.Decimal(required=True, as_string=True, places=2)
    fondement = fields.String(required=True)


class TauxPosteSchema(Schema):
    """The rate of a poste on the day, in percent, with its ground (article, case law, decision) and its days."""

    code = fields.String(required=True)
    libelle = fields.String(required=True)
    mode = fields.String(required=True)
    taux = fields.Decimal(required=True, as_string=True, places=2)
    fondement = fields.String(required=True)
    origine = fields.String(required=True)
    du = fields.Date(allow_none=True)
    au = fields.Date(allow_none=True)


class TauxCoproprieteSchema(Schema):
    """Recoverable rates of a copropriété on a day; ``cles`` is empty when no exercise is known by then."""

    copropriete = fields.String(required=True)
    le = fields.Date(required=True)
    exercice = fields.String(allow_none=True)
    debut = fields.Date(allow_none=True)
    fin = fields.Date(allow_none=True)
    cles = fields.List(fields.Nested(RatioCleSchema), required=True)
    postes = fields.List(fields.Nested(TauxPosteSchema), required=True)


class BudgetVoteSchema(Schema):
    """What an AG voted for an exercise on a clé, for all owners; ``rang``: the version of the minutes that says so."""

    exercice = fields.String(required=True)
    debut = fields.Date(required=True)
    fin = fields.Date(required=True)
    cle = fields.String(required=True)
    nature = fields.String(required=True)
    montant_centimes = fields.Integer(required=True)
    date_ag = fields.Date(required=True)
    rang = fields.Integer(required=True)
